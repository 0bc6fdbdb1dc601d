#include "app/erasure/retention.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "app/accounts/sessions.hpp"

namespace parvis::erasure {
namespace {

using records::failure;
using records::told;
using store::Act;
using store::PersonId;
using store::ProgrammeId;
using store::Transaction;

constexpr db::Query all_rules{"all_rules", R"(
  SELECT kind, programme_id, days, first_day, decided_by_board FROM retention_rule
   WHERE city_id = $1 ORDER BY first_day DESC, set_at DESC, rule_id DESC)"};
// Whoever was merged into another is the other. What an auditor has stopped is not taken.
constexpr db::Query everybodys_applications{"everybodys_applications", R"(
  SELECT COALESCE(p.merged_into, p.person_id) AS human, a.programme_id, a.ended_on
    FROM person p JOIN application a ON a.person_id = p.person_id
   WHERE p.city_id = $1 AND NOT EXISTS (
         SELECT 1 FROM erasure_request r WHERE r.person_id = p.person_id AND r.state = 'stopped')
   ORDER BY human)"};
constexpr db::Query people_without_application{"people_without_application", R"(
  SELECT p.person_id, p.registered_on FROM person p
   WHERE p.city_id = $1 AND p.merged_into IS NULL
     AND NOT EXISTS (SELECT 1 FROM application a WHERE a.person_id = p.person_id)
     AND NOT EXISTS (SELECT 1 FROM person m JOIN application a ON a.person_id = m.person_id WHERE m.merged_into = p.person_id)
     AND NOT EXISTS (SELECT 1 FROM erasure_request r WHERE r.person_id = p.person_id AND r.state = 'stopped')
   ORDER BY p.person_id)"};
constexpr db::Query people_of_rounds{"people_of_rounds", R"(
  SELECT rp.round_id, rp.application_id, rp.person_id, r.programme_id, r.run_for_day
    FROM round_person rp JOIN matching_round r ON r.round_id = rp.round_id
   WHERE r.city_id = $1 ORDER BY rp.round_id, rp.application_id)"};
constexpr db::Query notes_kept{"notes_kept", R"(
  SELECT d.decision_id, a.person_id, a.programme_id, d.decided_at
    FROM decision_by_hand d JOIN application a ON a.application_id = d.adept_application_id
   WHERE d.city_id = $1 AND d.note IS NOT NULL ORDER BY d.decision_id)"};
constexpr db::Query accounts_closed{"accounts_closed", R"(
  SELECT account_id, disabled_at FROM account
   WHERE city_id = $1 AND disabled_at IS NOT NULL AND name <> '-' ORDER BY account_id)"};
constexpr std::array account_leavings{
    db::Query{"closed_secrets", "DELETE FROM credential WHERE account_id = $1"},
    db::Query{"closed_identities", "DELETE FROM sign_in_identity WHERE account_id = $1"},
    db::Query{"closed_codes", "DELETE FROM sign_in_code WHERE account_id = $1"},
    db::Query{"closed_mail", "DELETE FROM outgoing_mail WHERE account_id = $1"}};

constexpr std::array kinds{Kind::people_who_left, Kind::people_never_in, Kind::rounds_details,
                           Kind::notes_by_hand, Kind::closed_accounts};
static_assert(kinds.size() == kind_count);

Date later(Date day, int days) {
  return Date::from_days(day.days_since_1970() + days);
}

Result<std::vector<Rule>, Failure> rules_in(Transaction& tx) {
  PARVIS_TRY(const auto rows, told(tx.all(all_rules, tx.city())));
  std::vector<Rule> rules;
  for (const auto& row : rows)
    if (const auto kind = kind_of(row.get<std::string>(0)))
      rules.push_back({*kind, row.get<std::optional<ProgrammeId>>(1), row.get<int>(2), row.get<Date>(3),
                       row.get<std::string>(4)});
  return rules;
}

/// Finds what is due by the rules of a day.
class Looking {
 public:
  Looking(Transaction& tx, std::vector<Rule> rules, Date today)
      : tx_(tx), rules_(std::move(rules)), today_(today) {}

  Result<std::vector<Due>, Failure> all() {
    PARVIS_TRY([[maybe_unused]] const bool left, people_who_left());
    PARVIS_TRY(const auto strangers, told(tx_.all(people_without_application, tx_.city())));
    for (const auto& row : strangers)
      add({Kind::people_never_in, {row.get<std::int64_t>(0)}, row.get<PersonId>(0), row.get<Date>(1)}, {});
    PARVIS_TRY(const auto of_rounds, told(tx_.all(people_of_rounds, tx_.city())));
    for (const auto& row : of_rounds)
      add({Kind::rounds_details,
           {row.get<std::int64_t>(0), row.get<std::int64_t>(1)},
           row.get<PersonId>(2),
           row.get<Date>(4)},
          row.get<ProgrammeId>(3));
    PARVIS_TRY(const auto notes, told(tx_.all(notes_kept, tx_.city())));
    for (const auto& row : notes)
      add({Kind::notes_by_hand,
           {row.get<std::int64_t>(0)},
           row.get<std::optional<PersonId>>(1),
           row.get<Moment>(3).day_utc()},
          row.get<ProgrammeId>(2));
    PARVIS_TRY(const auto accounts, told(tx_.all(accounts_closed, tx_.city())));
    for (const auto& row : accounts)
      add({Kind::closed_accounts, {row.get<std::int64_t>(0)}, {}, row.get<Moment>(1).day_utc()}, {});
    return std::move(due_);
  }

 private:
  // The latest rule that holds today: of the programme, else of the city, else the default.
  int days_of(Kind kind, std::optional<ProgrammeId> programme) const {
    const Rule* of_city = nullptr;
    for (const auto& rule : rules_) {
      if (rule.kind != kind || rule.first_day > today_) continue;
      if (programme && rule.programme == programme) return rule.days;
      if (!rule.programme && of_city == nullptr) of_city = &rule;
    }
    return of_city == nullptr ? default_days(kind) : of_city->days;
  }
  void add(Due due, std::optional<ProgrammeId> programme) {
    due.days = days_of(due.kind, programme);
    if (later(due.since, due.days) <= today_) due_.push_back(std::move(due));
  }

  // Somebody with several applications stays as long as the longest of them.
  Result<bool, Failure> people_who_left() {
    PARVIS_TRY(const auto rows, told(tx_.all(everybodys_applications, tx_.city())));
    std::map<PersonId, std::optional<Due>> humans;
    for (const auto& row : rows) {
      const auto person = row.get<PersonId>(0);
      const auto ended = row.get<std::optional<Date>>(2);
      const auto known = humans.find(person);
      if (!ended || (known != humans.end() && !known->second)) {
        humans[person] = std::nullopt;
        continue;
      }
      Due due{Kind::people_who_left,
              {person.number},
              person,
              *ended,
              days_of(Kind::people_who_left, row.get<ProgrammeId>(1))};
      if (known == humans.end() ||
          later(known->second->since, known->second->days) < later(due.since, due.days))
        humans[person] = std::move(due);
    }
    for (auto& [person, due] : humans)
      if (due && later(due->since, due->days) <= today_) due_.push_back(std::move(*due));
    return true;
  }

  Transaction& tx_;
  std::vector<Rule> rules_;
  Date today_;
  std::vector<Due> due_;
};

Result<bool, Failure> empty_row(Transaction& tx, const Due& due) {
  store::Key key;
  for (const auto part : due.key) key.emplace_back(part);
  const std::string_view table = due.kind == Kind::rounds_details  ? "round_person"
                                 : due.kind == Kind::notes_by_hand ? "decision_by_hand"
                                                                   : "account";
  PARVIS_DONE(tx.erase_history_of_row(table, key));
  if (due.kind == Kind::rounds_details) {
    PARVIS_DONE(tx.erase(table, key, due.person));
  } else if (due.kind == Kind::notes_by_hand) {
    PARVIS_DONE(tx.overwrite(table, key, {{"note", db::Null{}}}, due.person));
  } else {
    PARVIS_DONE(
        tx.overwrite(table, key, {{"name", "-"}, {"email", db::Null{}}, {"email_folded", db::Null{}}}));
    for (const auto& leaving : account_leavings) PARVIS_DONE(tx.run_unrecorded(leaving, due.key.front()));
  }
  return true;
}

}  // namespace

std::string_view id_of(Kind kind) {
  switch (kind) {
    case Kind::people_who_left: return "people_who_left";
    case Kind::people_never_in: return "people_never_in";
    case Kind::rounds_details: return "rounds_details";
    case Kind::notes_by_hand: return "notes_by_hand";
    case Kind::closed_accounts: return "closed_accounts";
  }
  return {};
}

std::optional<Kind> kind_of(std::string_view id) {
  const auto* const found = std::ranges::find_if(kinds, [&](Kind kind) { return id_of(kind) == id; });
  if (found == kinds.end()) return std::nullopt;
  return *found;
}

Message in_words(Kind kind) {
  switch (kind) {
    case Kind::people_who_left: return say("People, after their last application ended");
    case Kind::people_never_in: return say("People who were registered and never applied to anything");
    case Kind::rounds_details: return say("What a round was told about its people");
    case Kind::notes_by_hand: return say("Notes on decisions made by hand");
    case Kind::closed_accounts: return say("Name and address of closed accounts");
  }
  return {};
}

int default_days(Kind kind) {
  switch (kind) {
    case Kind::people_who_left: return 730;
    case Kind::people_never_in: return 365;
    case Kind::rounds_details: return 1095;
    case Kind::notes_by_hand: return 730;
    case Kind::closed_accounts: return 365;
  }
  return 0;
}

bool is_per_programme(Kind kind) {
  return kind == Kind::people_who_left || kind == Kind::rounds_details || kind == Kind::notes_by_hand;
}

Message in_words(RuleNo why) {
  switch (why) {
    case RuleNo::days_out_of_range: return say("Write a number of days from 1 to 36500, for example 730.");
    case RuleNo::board_missing:
      return say("Write which board decided, and where it can be read, for example Socialnämnden § 14.");
    case RuleNo::day_has_been: return say("A rule holds from tomorrow at the earliest.");
    case RuleNo::kind_is_for_the_whole_city: return say("This rule is the same for all programmes.");
  }
  return {};
}

std::optional<RuleNo> judged(const Rule& rule, Date today) {
  if (rule.days < 1 || rule.days > 36'500) return RuleNo::days_out_of_range;
  if (rule.decided_by_board.empty()) return RuleNo::board_missing;
  if (rule.first_day <= today) return RuleNo::day_has_been;
  if (rule.programme && !is_per_programme(rule.kind)) return RuleNo::kind_is_for_the_whole_city;
  return std::nullopt;
}

Result<bool, Failure> Retention::set(const store::Actor& actor, Moment now, const Rule& rule) {
  PARVIS_ASSERT(!judged(rule, now.day_utc()));
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<bool, Failure> {
    const auto id = crypto::random_id();
    PARVIS_DONE(tx.add("retention_rule", {{"rule_id", id},
                                          {"city_id", tx.city()},
                                          {"programme_id", rule.programme},
                                          {"kind", id_of(rule.kind)},
                                          {"days", rule.days},
                                          {"first_day", rule.first_day},
                                          {"decided_by_board", rule.decided_by_board},
                                          {"set_by", actor.account},
                                          {"set_at", now}}));
    tx.tell({Act::retention_set, {}, "retention_rule", id, std::string(id_of(rule.kind)), false});
    return true;
  });
}

Result<std::vector<Rule>, Failure> Retention::rules(const store::Actor& actor, Moment now) {
  return store_.read(actor, now, [](Transaction& tx) { return rules_in(tx); });
}

Result<std::vector<Due>, Failure> Retention::due(const store::Actor& actor, Moment now) {
  return store_.read(actor, now, [&](Transaction& tx) -> Result<std::vector<Due>, Failure> {
    PARVIS_TRY(auto rules, rules_in(tx));
    return Looking(tx, std::move(rules), now.day_utc()).all();
  });
}

Result<Run, Failure> Retention::carry_out(const store::Actor& actor, Moment now) {
  PARVIS_TRY(const auto all, due(actor, now));
  Run run;
  for (const auto& one : all) {
    if (one.kind != Kind::people_who_left && one.kind != Kind::people_never_in) continue;
    auto done = erasing_.erase(actor, now, *one.person, "kept_its_time");
    if (!done && done.error().refusal != records::Refusal::no_such_person) return no(std::move(done).error());
    run.people += done ? 1 : 0;
  }
  accounts::Sessions sessions(store_);
  const auto swept = sessions.sweep(actor.city, now);
  if (!swept) return no(failure(db::Fault{db::Fault::Kind::other, {}, "sweep"}));
  run.sign_in_rows = static_cast<int>(*swept);
  const auto lapsed = imports_.let_old_ones_lapse(actor, now);
  if (!lapsed) return no(failure(db::Fault{db::Fault::Kind::other, {}, "imports"}));
  run.imports = *lapsed;
  auto done = store_.transact(actor, now, [&](Transaction& tx) -> Result<bool, Failure> {
    run.rows_emptied = run.accounts = 0;
    const auto id = crypto::random_id();
    tx.tell({Act::retention_run, {}, "retention_run", id, {}, false});
    for (const auto& one : all) {
      if (one.kind == Kind::people_who_left || one.kind == Kind::people_never_in) continue;
      PARVIS_TRY([[maybe_unused]] const bool emptied, empty_row(tx, one));
      ++(one.kind == Kind::closed_accounts ? run.accounts : run.rows_emptied);
    }
    PARVIS_DONE(tx.add("retention_run", {{"run_id", id},
                                         {"city_id", tx.city()},
                                         {"run_at", now},
                                         {"people", run.people},
                                         {"rows_emptied", run.rows_emptied},
                                         {"accounts", run.accounts},
                                         {"sign_in_rows", run.sign_in_rows},
                                         {"imports", run.imports}}));
    return true;
  });
  if (!done) return no(std::move(done).error());
  PARVIS_DONE(store_.database().squeeze_out_what_was_erased());
  return run;
}

std::string_view taken_by(std::string_view table) {
  static const std::map<std::string_view, std::string_view> takers = {
      {"person", "people_who_left"},
      {"person_name", "people_who_left"},
      {"person_language", "people_who_left"},
      {"person_target_group", "people_who_left"},
      {"not_together", "people_who_left"},
      {"list_number", "people_who_left"},
      {"application", "people_who_left"},
      {"consent", "people_who_left"},
      {"referral", "people_who_left"},
      {"mentor_place", "people_who_left"},
      {"held_place", "people_who_left"},
      {"held_adept", "people_who_left"},
      {"proposal", "people_who_left"},
      {"pair", "people_who_left"},
      {"round_person", "rounds_details"},
      {"decision_by_hand", "notes_by_hand"},
      {"account", "closed_accounts"},
      {"credential", "closed_accounts"},
      {"sign_in_identity", "closed_accounts"},
      {"role_grant", "closed_accounts"},
      {"session", "sweep"},
      {"sign_in_code", "sweep"},
      {"outgoing_mail", "gives_up_after_a_day"},
      {"import", "lapses_after_30_days"},
      // Officers erase them one at a time, on their own page.
      {"protected_person", "by_hand"},
      // Figures and rules without a word about anybody.
      {"city", "stays"},
      {"schema_step", "stays"},
      {"partner", "stays"},
      {"programme", "stays"},
      {"programme_version", "stays"},
      {"matching_round", "stays"},
      {"equal_bound", "stays"},
      {"round_order", "stays"},
      {"retention_rule", "stays"},
      {"retention_run", "stays"},
      // The log holds ids; the history is emptied with whom it is about.
      {"audit", "archive"},
      {"history", "people_who_left"},
      {"erasure", "archive"},
      {"erasure_request", "archive"}};
  const auto found = takers.find(table);
  return found == takers.end() ? std::string_view() : found->second;
}

}  // namespace parvis::erasure

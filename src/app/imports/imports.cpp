#include "app/imports/imports.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "app/imports/plan.hpp"
#include "app/imports/who.hpp"
#include "app/records/scope.hpp"
#include "app/store/history_values.hpp"

namespace parvis::imports {
namespace {

using store::Act;
using store::Transaction;

constexpr std::int64_t days_until_it_lapses = 30;
constexpr std::int64_t microseconds_of_a_day = 86'400'000'000;

constexpr db::Query next_number{"next_import_number",
                                "SELECT COALESCE(MAX(number), 0) + 1 FROM import WHERE city_id = $1"};
constexpr db::Query add_import{"add_import", R"(
  INSERT INTO import (city_id, number, programme_id, state, proposed_at, proposed_by, files, added, changed, unchanged,
                      left_out, by_hand)
  VALUES ($1, $2, (SELECT programme_id FROM programme WHERE city_id = $1 AND code = $3), 'proposed', $4, $5, $6, $7, $8,
          $9, $10, $11))"};
constexpr db::Query imports_in_scope{"imports_in_scope",
                                     R"(
  SELECT i.number, p.code, i.programme_id, i.state, i.proposed_at, i.proposed_by, i.decided_by, i.decided_at, i.added,
         i.changed, i.unchanged, i.left_out, i.by_hand
    FROM import i JOIN programme p ON p.programme_id = i.programme_id
   WHERE i.city_id = $1 AND (CAST($2 AS BIGINT) = 0 OR i.number = CAST($2 AS BIGINT))
     AND )" PARVIS_IN_SCOPE("i.programme_id", "NULL", "$3") " ORDER BY i.number DESC"};
constexpr db::Query files_of_import{"files_of_import",
                                    "SELECT files FROM import WHERE city_id = $1 AND number = $2"};
constexpr db::Query close_import{"close_import", R"(
  UPDATE import SET state = $3, decided_at = $4, decided_by = $5, files = NULL
   WHERE city_id = $1 AND number = $2 AND state = 'proposed')"};
constexpr db::Query carry_import{"carry_import", R"(
  UPDATE import SET state = 'done', decided_at = $3, decided_by = $4, files = NULL, added = $5, changed = $6,
         unchanged = $7, left_out = $8, by_hand = $9, log_rows = $10
   WHERE city_id = $1 AND number = $2 AND state = 'proposed')"};
constexpr db::Query undo_import{
    "undo_import",
    "UPDATE import SET state = 'undone' WHERE city_id = $1 AND number = $2 AND state = 'done'"};
constexpr db::Query too_old{"too_old_imports", R"(
  SELECT number FROM import WHERE city_id = $1 AND state = 'proposed' AND proposed_at < $2 ORDER BY number)"};
constexpr db::Query act_of_import{"act_of_import", R"(
  SELECT MAX(a.number), MAX(i.log_rows) FROM audit a JOIN import i ON i.city_id = a.city_id AND i.number = a.thing_id
   WHERE a.city_id = $1 AND a.act = 'import_done' AND a.thing = 'import' AND a.thing_id = $2)"};
constexpr db::Query people_of_act{"people_of_act", R"(
  SELECT DISTINCT person_id FROM history
   WHERE city_id = $1 AND audit_number = $2 AND person_id IS NOT NULL ORDER BY person_id)"};
// Whoever was taken in or changed, and all that has been done to them since: told about them in the log, or touching a
// row of theirs. Readings change nothing, and what is protected is not told here.
constexpr db::Query acts_on_people_since{"acts_on_people_since", R"(
  SELECT a.number, a.person_id, a.act, a.at FROM audit a
   WHERE a.city_id = $1 AND a.number > $3 AND a.protected = 0
     AND a.person_id IN (SELECT h.person_id FROM history h WHERE h.city_id = $1 AND h.audit_number = $2)
     AND a.act NOT IN ('person_read', 'people_listed', 'people_searched', 'denied', 'log_read', 'signed_in',
                       'sign_in_refused', 'signed_out', 'exported', 'round_read', 'identity_shown')
  UNION SELECT a.number, later.person_id, a.act, a.at FROM history later
    JOIN audit a ON a.city_id = later.city_id AND a.number = later.audit_number
   WHERE later.city_id = $1 AND later.audit_number > $3 AND a.protected = 0
     AND later.person_id IN (SELECT h.person_id FROM history h WHERE h.city_id = $1 AND h.audit_number = $2)
   ORDER BY 1, 2)"};
// A hold on an application, or on a place of it, has the same key as what it holds.
constexpr db::Query holds_since{"holds_since", R"(
  SELECT a.number, a.act, a.at, later.row_key FROM history taken
    JOIN history later ON later.city_id = taken.city_id AND later.row_key = taken.row_key AND later.audit_number > $3
         AND later.in_table = CASE taken.in_table WHEN 'application' THEN 'held_adept' ELSE 'held_place' END
    JOIN audit a ON a.city_id = later.city_id AND a.number = later.audit_number
   WHERE taken.city_id = $1 AND taken.audit_number = $2 AND taken.in_table IN ('application', 'mentor_place')
   ORDER BY a.number, later.row_key)"};
constexpr db::Query person_of_application{
    "person_of_application", "SELECT person_id FROM application WHERE city_id = $1 AND application_id = $2"};

constexpr std::array states{State::proposed, State::declined, State::lapsed, State::done, State::undone};

ImportRow row_in(const db::Row& row) {
  ImportRow entry;
  entry.number = row.get<ImportNumber>(0);
  entry.programme = row.get<std::string>(1);
  entry.programme_id = row.get<ProgrammeId>(2);
  for (const auto state : states)
    if (id_of(state) == row.get<std::string>(3)) entry.state = state;
  entry.proposed_at = row.get<Moment>(4);
  entry.proposed_by = row.get<std::optional<store::AccountId>>(5);
  entry.decided_by = row.get<std::optional<store::AccountId>>(6);
  entry.decided_at = row.get<std::optional<Moment>>(7);
  entry.added = row.get<int>(8);
  entry.changed = row.get<int>(9);
  entry.unchanged = row.get<int>(10);
  entry.left_out = row.get<int>(11);
  entry.by_hand = row.get<int>(12);
  return entry;
}

Result<ImportRow, Failure> import_in(Transaction& tx, ImportNumber number) {
  PARVIS_TRY(const auto row,
             tx.first(imports_in_scope, tx.city(), number, records::scope_text(records::whole_city())));
  if (number.number <= 0 || !row) return no(Failure(Refusal::no_such_import));
  return row_in(*row);
}

store::Key key_of(Transaction& tx, ImportNumber number) {
  return {db::value(tx.city()), db::value(number)};
}

Result<Lists, Failure> lists_of(Transaction& tx, const ImportRow& entry) {
  if (entry.state != State::proposed) return no(Failure(Refusal::decided_already));
  PARVIS_TRY(const auto row, tx.first(files_of_import, tx.city(), entry.number));
  PARVIS_TRY(const auto text, tx.open("import", "files", key_of(tx, entry.number), row->get<db::Bytes>(0)));
  return lists_kept(text);
}

int left_out(const Account& account) {
  return account.count(Outcome::skipped) + account.count(Outcome::refused);
}

store::What about(Act act, ImportNumber number, std::string reason = {}) {
  return {act, {}, "import", number.number, std::move(reason), false};
}

Message act_in_words(std::string_view id) {
  for (int at = 0; at <= static_cast<int>(store::last_act); ++at)
    if (const auto act = static_cast<Act>(at); store::id_of(act) == id) return store::in_words(act);
  return {};
}

// `last` is the last row of the log that the act itself has.
Result<std::vector<LaterAct>, Failure> done_since(Transaction& tx, std::int64_t act, std::int64_t last) {
  std::vector<LaterAct> since;
  PARVIS_TRY(const auto acts, tx.all(acts_on_people_since, tx.city(), act, last));
  for (const auto& row : acts)
    since.push_back({row.get<std::int64_t>(0), row.get<PersonId>(1), act_in_words(row.get<std::string>(2)),
                     row.get<Moment>(3)});
  PARVIS_TRY(const auto holds, tx.all(holds_since, tx.city(), act, last));
  for (const auto& row : holds) {
    const auto key = store::key_of_text(row.get<std::string>(3));
    PARVIS_TRY(const auto whose, tx.first(person_of_application, tx.city(), key.front()));
    const auto person = whose ? whose->get<std::optional<PersonId>>(0) : std::nullopt;
    if (person)
      since.push_back(
          {row.get<std::int64_t>(0), *person, act_in_words(row.get<std::string>(1)), row.get<Moment>(2)});
  }
  std::ranges::sort(since, {}, [](const LaterAct& one) { return std::pair(one.number, one.person); });
  const auto twice =
      std::ranges::unique(since, {}, [](const LaterAct& one) { return std::pair(one.number, one.person); });
  since.erase(twice.begin(), twice.end());
  return since;
}

}  // namespace

Message in_words(Refusal refusal) {
  switch (refusal) {
    case Refusal::no_such_programme: return say("There is no open programme with this code.");
    case Refusal::no_such_track: return say("Name one of the programme’s tracks.");
    case Refusal::lists_not_usable:
      return say("The lists cannot be taken in as they are. The account says why.");
    case Refusal::doubts_left:
      return say("Some rows may be about somebody who is in the register already. Decide these first.");
    case Refusal::nothing_to_take_in: return say("All that stands in the lists is in the register already.");
    case Refusal::no_such_import: return say("There is no import with this number.");
    case Refusal::decided_already: return say("This import has been decided already.");
    case Refusal::own_proposal: return say("Somebody else than the one who proposed an import approves it.");
    case Refusal::seen_otherwise:
      return say(
          "The register has changed since you looked. Look at the account again, and approve it then.");
    case Refusal::not_taken_in: return say("Only an import that has been taken in can be taken back.");
    case Refusal::done_since:
      return say("The import cannot be taken back: its people have been worked on since.");
  }
  return {};
}

std::string_view id_of(State state) {
  switch (state) {
    case State::proposed: return "proposed";
    case State::declined: return "declined";
    case State::lapsed: return "lapsed";
    case State::done: return "done";
    case State::undone: return "undone";
  }
  return {};
}

Message in_words(State state) {
  switch (state) {
    case State::proposed: return say("Waits for approval");
    case State::declined: return say("Declined");
    case State::lapsed:
      return say("Lapsed: nobody decided in thirty days, or somebody in the lists has been erased");
    case State::done: return say("Taken in");
    case State::undone: return say("Taken back");
  }
  return {};
}

Result<Account, Failure> Imports::look(const Actor& actor, Moment now, const Lists& lists,
                                       const access::RowScope& scope) {
  auto account = store_.read(actor, now, [&](Transaction& tx) -> Result<Account, Failure> {
    PARVIS_TRY(auto found, plan(tx, people_, lists, *taxonomy_, scope));
    return std::move(found.account);
  });
  if (account) PARVIS_DONE(store_.log(actor, now, {Act::people_searched, {}, "import", {}, {}, false}));
  return account;
}

Result<ImportNumber, Failure> Imports::propose(const Actor& actor, Moment now, const Lists& wished,
                                               const access::RowScope& scope) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<ImportNumber, Failure> {
    auto lists = wished;
    lists.among = records::scope_text(scope);
    PARVIS_TRY(const auto found, plan(tx, people_, lists, *taxonomy_, scope));
    const auto& account = found.account;
    if (!account.usable) return no(Failure(Refusal::lists_not_usable));
    if (account.count(Outcome::doubtful) > 0) return no(Failure(Refusal::doubts_left));
    if (!account.does_something()) return no(Failure(Refusal::nothing_to_take_in));
    PARVIS_TRY(const auto understood, understand(tx, lists, *taxonomy_));
    PARVIS_TRY(const auto next, tx.first(next_number, tx.city()));
    const auto number = next->get<ImportNumber>(0);
    const db::Bytes files{tx.seal("import", "files", key_of(tx, number), kept_lists(lists, understood))};
    PARVIS_TRY([[maybe_unused]] const auto rows,
               tx.run_unrecorded(add_import, tx.city(), number, lists.programme, now, actor.account, files,
                                 account.count(Outcome::added), account.count(Outcome::changed),
                                 account.count(Outcome::unchanged), left_out(account),
                                 account.left_for_handling_by_hand));
    tx.tell(about(Act::import_proposed, number));
    return number;
  });
}

Result<std::vector<ImportRow>, Failure> Imports::list(const Actor& actor, Moment now,
                                                      const access::RowScope& scope) {
  return store_.read(actor, now, [&](Transaction& tx) -> Result<std::vector<ImportRow>, Failure> {
    PARVIS_TRY(const auto rows, tx.all(imports_in_scope, tx.city(), 0, records::scope_text(scope)));
    std::vector<ImportRow> all;
    for (const auto& row : rows) all.push_back(row_in(row));
    return all;
  });
}

Result<ImportRow, Failure> Imports::row(const Actor& actor, Moment now, ImportNumber number) {
  return store_.read(actor, now, [&](Transaction& tx) { return import_in(tx, number); });
}

Result<Proposed, Failure> Imports::read(const Actor& actor, Moment now, ImportNumber number,
                                        const access::RowScope& scope) {
  auto proposed = store_.read(actor, now, [&](Transaction& tx) -> Result<Proposed, Failure> {
    PARVIS_TRY(auto entry, import_in(tx, number));
    PARVIS_TRY(const auto lists, lists_of(tx, entry));
    PARVIS_TRY(auto found, plan(tx, people_, lists, *taxonomy_, scope));
    return Proposed{std::move(entry), std::move(found.account)};
  });
  if (proposed) PARVIS_DONE(store_.log(actor, now, about(Act::people_searched, number)));
  return proposed;
}

Result<ImportRow, Failure> Imports::approve(const Actor& actor, Moment now, ImportNumber number,
                                            const std::string& fingerprint, const access::RowScope& scope) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<ImportRow, Failure> {
    PARVIS_TRY(const auto entry, import_in(tx, number));
    PARVIS_TRY(const auto lists, lists_of(tx, entry));
    if (actor.account && actor.account == entry.proposed_by) return no(Failure(Refusal::own_proposal));
    PARVIS_TRY(const auto found, plan(tx, people_, lists, *taxonomy_, scope));
    const auto& account = found.account;
    if (account.fingerprint != fingerprint) return no(Failure(Refusal::seen_otherwise));
    if (account.count(Outcome::doubtful) > 0) return no(Failure(Refusal::doubts_left));
    // First of all, so that the act has this row's number.
    tx.tell(about(Act::import_done, number));
    PARVIS_TRY([[maybe_unused]] const bool done, carry_out(tx, people_, found));
    PARVIS_TRY(
        [[maybe_unused]] const auto rows,
        tx.run_unrecorded(carry_import, tx.city(), number, now, actor.account, account.count(Outcome::added),
                          account.count(Outcome::changed), account.count(Outcome::unchanged),
                          left_out(account), account.left_for_handling_by_hand, tx.rows_told()));
    return import_in(tx, number);
  });
}

Result<bool, Failure> Imports::decline(const Actor& actor, Moment now, ImportNumber number) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<bool, Failure> {
    PARVIS_TRY(const auto entry, import_in(tx, number));
    if (entry.state != State::proposed) return no(Failure(Refusal::decided_already));
    PARVIS_TRY(
        [[maybe_unused]] const auto rows,
        tx.run_unrecorded(close_import, tx.city(), number, id_of(State::declined), now, actor.account));
    tx.tell(about(Act::import_declined, number));
    return true;
  });
}

Result<Undone, Failure> Imports::undo(const Actor& actor, Moment now, ImportNumber number) {
  Undone answer;
  auto undone = store_.transact(actor, now, [&](Transaction& tx) -> Result<bool, Failure> {
    answer = {};
    PARVIS_TRY(const auto entry, import_in(tx, number));
    if (entry.state != State::done) return no(Failure(Refusal::not_taken_in));
    PARVIS_TRY(const auto row, tx.first(act_of_import, tx.city(), number));
    const auto act = row->get<std::int64_t>(0);
    const auto last = act + row->get<std::int64_t>(1) - 1;
    PARVIS_TRY(answer.since, done_since(tx, act, last));
    if (!answer.since.empty()) return no(Failure(Refusal::done_since));
    tx.tell(about(Act::import_undone, number));
    PARVIS_TRY(const auto people, tx.all(people_of_act, tx.city(), act));
    for (const auto& person : people) {
      const auto id = person.get<PersonId>(0);
      tx.tell({Act::import_undone, id, "person", id.number, {}, false});
    }
    PARVIS_TRY(const auto back, tx.take_back(act));
    if (!back.done) return no(Failure(Refusal::done_since));
    PARVIS_TRY([[maybe_unused]] const auto rows, tx.run_unrecorded(undo_import, tx.city(), number));
    return true;
  });
  if (undone) return Undone{true, {}};
  const auto& why = undone.error();
  // What points to its people, and left no trace of it in the log, stands in the way all the same.
  const bool is_pointed_to = why.of_register && why.of_register->fault &&
                             why.of_register->fault->kind == db::Fault::Kind::constraint;
  if (why.refusal == Refusal::done_since || is_pointed_to) return answer;
  return no(std::move(undone).error());
}

Result<int, Failure> Imports::let_old_ones_lapse(const Actor& actor, Moment now) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<int, Failure> {
    const auto oldest =
        Moment::from_microseconds(now.microseconds() - days_until_it_lapses * microseconds_of_a_day);
    PARVIS_TRY(const auto rows, tx.all(too_old, tx.city(), oldest));
    for (const auto& row : rows) {
      const auto number = row.get<ImportNumber>(0);
      PARVIS_TRY(
          [[maybe_unused]] const auto closed,
          tx.run_unrecorded(close_import, tx.city(), number, id_of(State::lapsed), now, actor.account));
      tx.tell(about(Act::import_declined, number, "lapsed"));
    }
    return static_cast<int>(rows.size());
  });
}

namespace {

constexpr db::Query all_open{
    "open_imports", "SELECT number FROM import WHERE city_id = $1 AND state = 'proposed' ORDER BY number"};
constexpr db::Query name_of_person{"name_of_person",
                                   "SELECT name FROM person WHERE city_id = $1 AND person_id = $2"};

using Names = std::set<std::vector<std::string>>;

bool may_name(const Account& account, const std::vector<PersonId>& who, const Names& names) {
  return std::ranges::any_of(account.lines, [&](const Line& line) {
    return (line.person && std::ranges::count(who, *line.person) > 0) ||
           names.contains(words_of_name(line.name));
  });
}

}  // namespace

Result<int, Failure> Imports::let_lapse_what_names(Transaction& tx, const std::vector<PersonId>& who) const {
  Names names;
  for (const auto person : who) {
    PARVIS_TRY(const auto row, tx.first(name_of_person, tx.city(), person));
    if (row) names.insert(words_of_name(row->get<std::string>(0)));
  }
  PARVIS_TRY(const auto rows, tx.all(all_open, tx.city()));
  int lapsed = 0;
  for (const auto& row : rows) {
    const auto number = row.get<ImportNumber>(0);
    PARVIS_TRY(const auto entry, import_in(tx, number));
    PARVIS_TRY(auto lists, lists_of(tx, entry));
    // Whom they may name is asked of the whole city, whoever proposed them.
    lists.among = "*";
    // Lists that can no longer be understood may name anybody.
    const auto found = plan(tx, people_, lists, *taxonomy_, records::whole_city());
    if (!found && !found.error().refusal) return no(found.error());
    if (found && !may_name(found->account, who, names)) continue;
    PARVIS_TRY([[maybe_unused]] const auto closed,
               tx.run_unrecorded(close_import, tx.city(), number, id_of(State::lapsed), tx.now(),
                                 tx.actor().account));
    tx.tell(about(Act::import_declined, number, "somebody_was_erased"));
    ++lapsed;
  }
  return lapsed;
}

}  // namespace parvis::imports

#include "app/records/leaving.hpp"

#include <nlohmann/json.hpp>

#include "app/store/history_values.hpp"

namespace parvis::records {
namespace {

using store::PersonId;
using store::Transaction;

// All records of one human being: up to the record that the given one was merged into, and down from there.
constexpr db::Query same_human{"same_human", R"(
  WITH RECURSIVE up (person_id, merged_into) AS (
    SELECT person_id, merged_into FROM person WHERE city_id = $1 AND person_id = $2
    UNION SELECT p.person_id, p.merged_into FROM person p JOIN up u ON p.person_id = u.merged_into),
  same (person_id) AS (
    SELECT person_id FROM up WHERE merged_into IS NULL
    UNION SELECT p.person_id FROM person p JOIN same s ON p.merged_into = s.person_id)
  SELECT p.person_id, p.identity_number, p.address, p.merged_into, p.name, p.phone, p.email, p.occupation_title,
         p.district
    FROM person p JOIN same s ON s.person_id = p.person_id
   ORDER BY p.merged_into IS NULL, p.person_id)"};
constexpr db::Query words_of{"words_of", "SELECT person_id, place FROM person_name WHERE person_id = $1"};
constexpr db::Query tongues_of{"tongues_of",
                               "SELECT person_id, place FROM person_language WHERE person_id = $1"};
constexpr db::Query levels_of{
    "levels_of", "SELECT iso639_3, level FROM person_language WHERE person_id = $1 ORDER BY place"};
constexpr db::Query groups_of{"groups_of",
                              "SELECT membership_id FROM person_target_group WHERE person_id = $1"};
constexpr db::Query apart_from{"apart_from", R"(
  SELECT person_id, other_person_id FROM not_together WHERE person_id = $1 OR other_person_id = $1)"};
constexpr db::Query consents_of{"consents_of", "SELECT consent_id FROM consent WHERE person_id = $1"};
constexpr db::Query referrals_of{"referrals_of", "SELECT referral_id FROM referral WHERE person_id = $1"};
constexpr db::Query list_numbers_of{"list_numbers_of",
                                    "SELECT list_number_id FROM list_number WHERE person_id = $1"};
constexpr db::Query applications_of{
    "applications_of", "SELECT application_id, state, ended_on FROM application WHERE person_id = $1"};
constexpr db::Query places_held{"places_held", R"(
  SELECT h.application_id, h.place FROM held_place h
   WHERE h.application_id = $1
      OR h.pair_id IN (SELECT pair_id FROM pair WHERE adept_application_id = $1)
      OR h.proposal_id IN (SELECT proposal_id FROM proposal WHERE adept_application_id = $1))"};
constexpr db::Query adepts_held{"adepts_held", R"(
  SELECT a.application_id FROM held_adept a
   WHERE a.application_id = $1
      OR a.pair_id IN (SELECT pair_id FROM pair WHERE mentor_application_id = $1)
      OR a.proposal_id IN (SELECT proposal_id FROM proposal WHERE mentor_application_id = $1))"};
constexpr db::Query pairs_ever{"pairs_ever", R"(
  SELECT pair_id, ended_on FROM pair WHERE adept_application_id = $1 OR mentor_application_id = $1)"};
constexpr db::Query proposals_ever{"proposals_ever", R"(
  SELECT proposal_id, decided_on FROM proposal WHERE adept_application_id = $1 OR mentor_application_id = $1)"};
constexpr db::Query rounds_of{"rounds_of",
                              "SELECT round_id, application_id FROM round_person WHERE person_id = $1"};
constexpr db::Query notes_about{"notes_about", R"(
  SELECT decision_id FROM decision_by_hand
   WHERE note IS NOT NULL AND (adept_application_id = $1 OR mentor_application_id = $1))"};
constexpr db::Query account_of{
    "account_of", "SELECT account_id, disabled_at FROM account WHERE city_id = $1 AND person_id = $2"};
constexpr db::Query history_of{"history_of", R"(
  SELECT audit_number, in_table, row_key, change, earlier FROM history
   WHERE city_id = $1 AND person_id = $2 AND erased_at IS NULL ORDER BY audit_number, entry)"};

constexpr db::Query history_of_one{"history_of_one", R"(
  SELECT audit_number, in_table, row_key, change, earlier FROM history
   WHERE city_id = $1 AND in_table = $2 AND row_key = $3 AND erased_at IS NULL ORDER BY audit_number, entry)"};

// Ways to sign in and mail that waits: nothing of them is kept.
constexpr db::Query secrets_of{"secrets_of", "DELETE FROM credential WHERE account_id = $1"};
constexpr db::Query identities_of{"identities_of", "DELETE FROM sign_in_identity WHERE account_id = $1"};
constexpr db::Query codes_of{"codes_of", "DELETE FROM sign_in_code WHERE account_id = $1"};
constexpr db::Query sessions_of{"sessions_of", "DELETE FROM session WHERE account_id = $1"};
constexpr db::Query mail_of{"mail_of", "DELETE FROM outgoing_mail WHERE account_id = $1"};

// Takes a person's rows away, one table after the other, and keeps what they said for the sealed record.
class Moving {
 public:
  Moving(Transaction& tx, ProtectedRecord& record) : tx_(tx), record_(record) {}

  Result<bool, Failure> all_of(const db::Row& human) {
    person_ = human.get<PersonId>(0);
    PARVIS_TRY([[maybe_unused]] const bool known, fields_of_person(human));
    PARVIS_TRY([[maybe_unused]] const bool history, history_of_person());
    PARVIS_TRY([[maybe_unused]] const bool account, account_of_person());
    PARVIS_TRY([[maybe_unused]] const bool applications, applications_of_person());
    PARVIS_TRY([[maybe_unused]] const bool rounds, take("round_person", rounds_of));
    PARVIS_TRY([[maybe_unused]] const bool words, take("person_name", words_of));
    PARVIS_TRY([[maybe_unused]] const bool tongues, take("person_language", tongues_of));
    PARVIS_TRY([[maybe_unused]] const bool groups, take("person_target_group", groups_of));
    PARVIS_TRY([[maybe_unused]] const bool apart, take("not_together", apart_from));
    PARVIS_TRY([[maybe_unused]] const bool numbers, take("list_number", list_numbers_of));
    PARVIS_TRY([[maybe_unused]] const bool consents, take("consent", consents_of));
    PARVIS_TRY([[maybe_unused]] const bool referrals, referrals_of_person());
    for (const auto& [column, at] : {std::pair{"identity_number", 1}, std::pair{"address", 2}})
      if (const auto sealed = human.get<std::optional<db::Bytes>>(static_cast<std::size_t>(at))) {
        PARVIS_TRY(auto plain, told(tx_.open("person", column, {db::value(person_)}, *sealed)));
        keep_field(column, std::move(plain));
      }
    return true;
  }

  Result<bool, db::Fault> take_row(std::string_view table, const store::Key& key) {
    PARVIS_TRY(const auto row, tx_.named_row(table, key));
    if (row) {
      PARVIS_TRY([[maybe_unused]] const bool kept, keep_row(table, key, *row));
    }
    PARVIS_TRY([[maybe_unused]] const auto emptied, history_of_row(table, key));
    return tx_.erase(table, key, person_);
  }

  Result<bool, db::Fault> overwrite_row(std::string_view table, const store::Key& key,
                                        const store::Cells& cells) {
    PARVIS_TRY(const auto row, tx_.named_row(table, key));
    if (row) {
      PARVIS_TRY([[maybe_unused]] const bool kept, keep_row(table, key, *row));
    }
    PARVIS_TRY([[maybe_unused]] const auto emptied, history_of_row(table, key));
    return tx_.overwrite(table, key, cells, person_);
  }

  // Sealed cells are opened: the record is sealed as a whole, and old keys are forgotten one day.
  Result<bool, db::Fault> keep_row(std::string_view table, const store::Key& key,
                                   const store::NamedValues& row) {
    store::NamedValues plain;
    for (const auto& [name, value] : row) {
      const auto* sealed = std::get_if<db::Bytes>(&value);
      if (sealed == nullptr || !store::table_named(table).column(name).sealed) {
        plain.emplace_back(name, value);
        continue;
      }
      PARVIS_TRY(auto text, tx_.open(table, name, key, *sealed));
      plain.emplace_back(name, db::Value(std::move(text)));
    }
    record_.earlier.push_back(nlohmann::json{{"table", table}, {"row", store::written(plain)}}.dump());
    return true;
  }

 private:
  /// What an officer needs at hand. The rows themselves are kept besides, word for word.
  Result<bool, Failure> fields_of_person(const db::Row& human) {
    for (const auto& [column, at] : {std::pair{"name", 4}, std::pair{"phone", 5}, std::pair{"email", 6},
                                     std::pair{"occupation", 7}, std::pair{"district", 8}})
      if (auto text = human.get<std::optional<std::string>>(static_cast<std::size_t>(at)))
        keep_field(column, std::move(*text));
    PARVIS_TRY(const auto levels, told(tx_.all(levels_of, person_)));
    std::string languages;
    for (const auto& row : levels) {
      languages += (languages.empty() ? "" : ", ") + row.get<std::string>(0);
      if (const auto level = row.get<std::optional<std::string>>(1)) languages += " " + *level;
    }
    if (!languages.empty()) keep_field("languages", std::move(languages));
    return true;
  }

  // Two records of one human may differ: none is lost.
  void keep_field(const std::string& column, std::string text) {
    auto& field = record_.fields[column];
    if (!field.empty() && field != text) record_.fields[column + ", another"] = field;
    field = std::move(text);
  }

  // `keys` answers with the keys of the rows.
  Result<bool, Failure> take(std::string_view table, const db::Query& keys) {
    PARVIS_TRY(const auto rows, told(tx_.all(keys, person_)));
    for (const auto& row : rows) PARVIS_DONE(take_row(table, row.cells));
    return true;
  }

  Result<bool, Failure> history_of_person() {
    PARVIS_TRY(const auto entries, told(tx_.all(history_of, tx_.city(), person_)));
    keep_entries(entries);
    PARVIS_DONE(tx_.erase_history_of(person_));
    return true;
  }

  // Rows that are about two, or that became the person's later, have entries that name somebody else or nobody.
  Result<std::int64_t, db::Fault> history_of_row(std::string_view table, const store::Key& key) {
    PARVIS_TRY(const auto entries, tx_.all(history_of_one, tx_.city(), table, store::key_text(key)));
    keep_entries(entries);
    return tx_.erase_history_of_row(table, key);
  }

  void keep_entries(const std::vector<db::Row>& entries) {
    for (const auto& entry : entries) {
      const auto earlier = entry.get<std::optional<std::string>>(4);
      record_.earlier.push_back(nlohmann::json{
          {"act", entry.get<std::int64_t>(0)},
          {"table", entry.get<std::string>(1)},
          {"change", entry.get<std::string>(3)},
          {"was",
           earlier.value_or("")}}.dump());
    }
  }

  Result<bool, Failure> account_of_person() {
    PARVIS_TRY(const auto row, told(tx_.first(account_of, tx_.city(), person_)));
    if (!row) return true;
    const store::Key key{row->cells[0]};
    const auto disabled_at = row->get<std::optional<Moment>>(1).value_or(tx_.now());
    PARVIS_DONE(overwrite_row("account", key,
                              {{"name", "-"},
                               {"email", db::Null{}},
                               {"email_folded", db::Null{}},
                               {"person_id", db::Null{}},
                               {"disabled_at", disabled_at}}));
    for (const auto& passing : {secrets_of, identities_of, codes_of, sessions_of, mail_of})
      PARVIS_DONE(tx_.run_unrecorded(passing, row->cells[0]));
    return true;
  }

  // Applications stay as rows that only count: rounds and pairs of the past point to them.
  Result<bool, Failure> applications_of_person() {
    PARVIS_TRY(const auto rows, told(tx_.all(applications_of, person_)));
    for (const auto& row : rows) {
      const auto id = row.get<std::int64_t>(0);
      PARVIS_TRY([[maybe_unused]] const bool free, let_go(id));
      const store::Key key{db::value(id)};
      store::Cells cells{{"person_id", db::Null{}},
                         {"wishes", db::Null{}},
                         {"track", db::Null{}},
                         {"partner_id", db::Null{}},
                         {"training", db::Null{}},
                         {"record_check", db::Null{}},
                         {"record_check_shown_on", db::Null{}},
                         {"record_check_holds_to", db::Null{}},
                         {"least_swedish", db::Null{}},
                         {"offers", db::Null{}}};
      if (!row.get<std::optional<std::string>>(2)) {
        cells.emplace_back("state", "closed");
        cells.emplace_back("ended_on", tx_.now().day_utc());
      }
      PARVIS_DONE(overwrite_row("application", key, cells));
    }
    return true;
  }

  // That somebody was referred, and from where, stays as a row that only counts.
  Result<bool, Failure> referrals_of_person() {
    PARVIS_TRY(const auto rows, told(tx_.all(referrals_of, person_)));
    for (const auto& row : rows)
      PARVIS_DONE(
          overwrite_row("referral", row.cells,
                        {{"person_id", db::Null{}}, {"stage", db::Null{}}, {"alongside", db::Null{}}}));
    return true;
  }

  Result<bool, Failure> let_go(std::int64_t application) {
    PARVIS_TRY(const auto places, told(tx_.all(places_held, application)));
    for (const auto& row : places) PARVIS_DONE(tx_.erase("held_place", row.cells, person_));
    PARVIS_TRY(const auto adepts, told(tx_.all(adepts_held, application)));
    for (const auto& row : adepts) PARVIS_DONE(tx_.erase("held_adept", row.cells, person_));
    PARVIS_TRY(const auto pairs, told(tx_.all(pairs_ever, application)));
    for (const auto& row : pairs) {
      store::Cells cells{{"reason", db::Null{}}};
      if (!row.get<std::optional<std::string>>(1)) {
        cells.emplace_back("state", "ended_early");
        cells.emplace_back("ended_on", tx_.now().day_utc());
      }
      PARVIS_DONE(overwrite_row("pair", {row.cells[0]}, cells));
    }
    PARVIS_TRY(const auto proposals, told(tx_.all(proposals_ever, application)));
    for (const auto& row : proposals) {
      store::Cells cells{{"reasons", "{}"}, {"reason", db::Null{}}};
      if (!row.get<std::optional<std::string>>(1)) {
        cells.emplace_back("state", "expired");
        cells.emplace_back("decided_on", tx_.now().day_utc());
      }
      PARVIS_DONE(overwrite_row("proposal", {row.cells[0]}, cells));
    }
    PARVIS_TRY(const auto notes, told(tx_.all(notes_about, application)));
    for (const auto& row : notes)
      PARVIS_DONE(overwrite_row("decision_by_hand", row.cells, {{"note", db::Null{}}}));
    return true;
  }

  Transaction& tx_;
  ProtectedRecord& record_;
  PersonId person_;
};

}  // namespace

Result<std::vector<PersonId>, Failure> records_of(Transaction& tx, PersonId person) {
  PARVIS_TRY(const auto humans, told(tx.all(same_human, tx.city(), person)));
  std::vector<PersonId> records;
  for (const auto& human : humans) records.push_back(human.get<PersonId>(0));
  return records;
}

Result<std::vector<PersonId>, Failure> take_away(Transaction& tx, PersonId person, ProtectedRecord& record) {
  PARVIS_TRY(const auto humans, told(tx.all(same_human, tx.city(), person)));
  if (humans.empty()) return no(Failure(Refusal::no_such_person));
  std::vector<PersonId> records;
  Moving moving(tx, record);
  for (const auto& human : humans) {
    PARVIS_TRY([[maybe_unused]] const bool moved, moving.all_of(human));
    records.push_back(human.get<PersonId>(0));
  }
  // Whoever was merged into another goes first: nobody may point to a row that is gone.
  for (const auto& human : humans)
    PARVIS_DONE(tx.overwrite("person", {human.cells[0]},
                             {{"merged_into", db::Null{}},
                              {"identity_number_hash", db::Null{}},
                              {"identity_number", db::Null{}}}));
  for (const auto& human : humans) PARVIS_DONE(moving.take_row("person", {human.cells[0]}));
  return records;
}

}  // namespace parvis::records

#include "app/records/copy_of_person.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "app/records/leaving.hpp"
#include "app/store/history_values.hpp"
#include "domain/people/intake.hpp"

namespace parvis::records {
namespace {

using store::NamedValues;
using store::PersonId;
using store::Table;
using store::Transaction;

constexpr std::string_view adept_half = "adept_application_id", mentor_half = "mentor_application_id";

constexpr std::array not_copied_entries{
    NotCopiedEntry{"audit", "", NotCopied::told_in_its_own_way},
    NotCopiedEntry{"history", "", NotCopied::told_in_its_own_way},
    NotCopiedEntry{"person", "sorts_as", NotCopied::made_from_another},
    NotCopiedEntry{"person", "identity_number_hash", NotCopied::made_from_another},
    // Words of the name, as a search compares them.
    NotCopiedEntry{"person_name", "", NotCopied::made_from_another},
    NotCopiedEntry{"account", "email_folded", NotCopied::made_from_another},
    NotCopiedEntry{"sign_in_identity", "subject_hash", NotCopied::made_from_another},
    // Whoever is kept apart from somebody may be the one whom that somebody fears.
    NotCopiedEntry{"not_together", "", NotCopied::somebody_elses},
    // A protected person has no account; an officer hands the copy over.
    NotCopiedEntry{"protected_person", "", NotCopied::somebody_elses},
    NotCopiedEntry{"credential", "password", NotCopied::secret},
    NotCopiedEntry{"credential", "totp_secret", NotCopied::secret},
    NotCopiedEntry{"credential", "totp_offered", NotCopied::secret},
    NotCopiedEntry{"sign_in_code", "link_hash", NotCopied::secret},
    NotCopiedEntry{"sign_in_code", "typed_hash", NotCopied::secret},
    NotCopiedEntry{"session", "key_hash", NotCopied::secret},
    // A mail that waits may hold a link to sign in by.
    NotCopiedEntry{"outgoing_mail", "content", NotCopied::secret},
    NotCopiedEntry{"matching_round", "", NotCopied::of_no_one_person},
    NotCopiedEntry{"round_order", "", NotCopied::of_no_one_person},
    // Nobody has said yet whom the rows of a list are about; what is taken in stands in the other tables.
    NotCopiedEntry{"import", "", NotCopied::of_no_one_person},
};

bool has_column(const Table& table, std::string_view name) {
  return std::ranges::any_of(table.columns, [&](const store::Column& one) { return one.name == name; });
}

constexpr db::Query account_of_person{"account_of_person",
                                      "SELECT account_id FROM account WHERE city_id = $1 AND person_id = $2"};
constexpr db::Query called_programme{"called_programme",
                                     "SELECT code FROM programme WHERE city_id = $1 AND programme_id = $2"};
constexpr db::Query called_partner{"called_partner",
                                   "SELECT name FROM partner WHERE city_id = $1 AND partner_id = $2"};
constexpr db::Query called_account{"called_account",
                                   "SELECT name FROM account WHERE city_id = $1 AND account_id = $2"};
constexpr db::Query called_half{"called_half", R"(
  SELECT p.name FROM application a JOIN person p ON p.person_id = a.person_id
   WHERE a.city_id = $1 AND a.application_id = $2)"};
constexpr db::Query earlier_of_person{"earlier_of_person", R"(
  SELECT h.audit_number, h.entry, a.at, h.in_table, h.row_key, h.change, h.earlier
    FROM history h JOIN audit a ON a.city_id = h.city_id AND a.number = h.audit_number
   WHERE h.city_id = $1 AND h.person_id = $2 AND h.earlier IS NOT NULL)"};
constexpr db::Query earlier_of_row{"earlier_of_row", R"(
  SELECT h.audit_number, h.entry, a.at, h.in_table, h.row_key, h.change, h.earlier
    FROM history h JOIN audit a ON a.city_id = h.city_id AND a.number = h.audit_number
   WHERE h.city_id = $1 AND h.in_table = $2 AND h.row_key = $3 AND h.earlier IS NOT NULL)"};
/// What a number stands for, by the column that it stands in.
const db::Query* caller_of(std::string_view column) {
  if (column == "programme_id") return &called_programme;
  if (column == "partner_id") return &called_partner;
  constexpr std::array accounts{"account_id", "granted_by",        "seconded_by", "made_by",   "referred_by",
                                "set_by",     "helper_account_id", "asked_by",    "decided_by"};
  return std::ranges::find(accounts, column) != accounts.end() ? &called_account : nullptr;
}

bool is_moment(std::string_view column) {
  return column == "at" || column.ends_with("_at");
}

/// What a round saw of the person, but for whom they are kept apart from.
std::string without_others(const std::string& cells) {
  auto json = nlohmann::json::parse(cells, nullptr, false);
  if (json.is_object()) json.erase(std::string(header_of(people::Field::not_with)));
  return json.is_object() ? json.dump() : std::string();
}

class Copying {
 public:
  explicit Copying(Transaction& tx) : tx_(tx) {}

  Result<CopyOfPerson, Failure> of(PersonId person) {
    PARVIS_TRY(const auto records, records_of(tx_, person));
    if (records.empty()) return no(Failure(Refusal::no_such_person));
    for (const auto id : records) {
      people_.insert(id.number);
      PARVIS_TRY(const auto account, told(tx_.first(account_of_person, tx_.city(), id)));
      if (account) accounts_.insert(account->get<std::int64_t>(0));
      PARVIS_TRY(const auto applied, told(tx_.rows_with("application", "person_id", db::value(id))));
      for (const auto& row : applied) applications_.insert(std::get<std::int64_t>(row.front().second));
      PARVIS_TRY(const auto entries, told(tx_.all(earlier_of_person, tx_.city(), id)));
      keep(entries);
    }
    for (const auto& table : store::data_catalogue()) {
      if (not_copied(table.name)) continue;
      PARVIS_TRY([[maybe_unused]] const bool done, copy(table));
    }
    PARVIS_TRY([[maybe_unused]] const bool done, write_earlier());
    return std::move(copy_);
  }
  const std::set<std::int64_t>& people() const { return people_; }
  const std::set<std::int64_t>& accounts() const { return accounts_; }

 private:
  Result<bool, Failure> copy(const Table& table) {
    CopiedTable copied{table.name, {}};
    std::set<std::string> seen;  // a pair of two records of one human being is one row
    for (const auto& [column, numbers] : places_in(table))
      for (const auto number : *numbers) {
        PARVIS_TRY(const auto rows, told(tx_.rows_with(table.name, column, db::value(number))));
        for (const auto& row : rows) {
          const auto key = key_in(table, row);
          if (!seen.insert(store::key_text(key)).second) continue;
          PARVIS_TRY(auto cells, cells_of(table, key, row));
          copied.rows.push_back(std::move(cells));
          if (table.kept != store::Kept::with_history) continue;
          PARVIS_TRY(const auto entries,
                     told(tx_.all(earlier_of_row, tx_.city(), table.name, store::key_text(key))));
          keep(entries);
        }
      }
    if (!copied.rows.empty()) copy_.tables.push_back(std::move(copied));
    return true;
  }

  std::vector<std::pair<std::string_view, const std::set<std::int64_t>*>> places_in(
      const Table& table) const {
    switch (way_to_person(table)) {
      case WayToPerson::by_person: return {{"person_id", &people_}};
      case WayToPerson::by_application: return {{"application_id", &applications_}};
      case WayToPerson::as_half: return {{adept_half, &applications_}, {mentor_half, &applications_}};
      case WayToPerson::by_account: return {{"account_id", &accounts_}};
      case WayToPerson::none: break;
    }
    return {};
  }

  static store::Key key_in(const Table& table, const NamedValues& row) {
    store::Key key;
    for (const auto& name : table.key)
      key.push_back(std::ranges::find(row, name, [](const auto& cell) { return cell.first; })->second);
    return key;
  }

  Result<CopiedRow, Failure> cells_of(const Table& table, const store::Key& key, const NamedValues& row) {
    CopiedRow cells;
    for (const auto& [name, value] : row) {
      const auto& column = table.column(name);
      if (not_copied(table.name, name) || column.ground == store::LegalGround::not_personal) continue;
      PARVIS_TRY(auto cell, cell_of(table, key, column, value));
      if (cell) cells.push_back(std::move(*cell));
    }
    return cells;
  }

  Result<std::optional<CopiedCell>, Failure> cell_of(const Table& table, const store::Key& key,
                                                     const store::Column& column, const db::Value& value) {
    CopiedCell cell{column.name, value, {}};
    if (const auto* sealed = std::get_if<db::Bytes>(&value)) {
      if (column.sealed) {
        PARVIS_TRY(auto plain, told(tx_.open(table.name, column.name, key, *sealed)));
        cell.value = std::move(plain);
      } else {
        cell.value = db::Null{};
      }
    }
    const auto* number = std::get_if<std::int64_t>(&value);
    if (number != nullptr && is_moment(column.name))
      cell.value = Moment::from_microseconds(*number).iso();
    else if (number != nullptr && (column.name == adept_half || column.name == mentor_half))
      return half(table, std::move(cell), *number);
    else if (const auto* caller = number == nullptr ? nullptr : caller_of(column.name)) {
      PARVIS_TRY(cell.called, called(*caller, *number));
    }
    if (const auto* text = std::get_if<std::string>(&cell.value);
        text != nullptr && table.name == "round_person" && column.name == "cells")
      cell.value = without_others(*text);
    return std::optional(std::move(cell));
  }

  /// Of the other half: their name once the two are a pair, and nothing before.
  Result<std::optional<CopiedCell>, Failure> half(const Table& table, CopiedCell cell,
                                                  std::int64_t application) {
    if (applications_.contains(application)) return std::optional(std::move(cell));
    if (table.name != "pair") return std::optional<CopiedCell>();
    PARVIS_TRY(cell.called, called(called_half, application));
    cell.value = db::Null{};
    return std::optional(std::move(cell));
  }

  Result<std::string, Failure> called(const db::Query& query, std::int64_t number) {
    PARVIS_TRY(const auto row, told(tx_.first(query, tx_.city(), number)));
    return row ? row->get<std::string>(0) : std::string();
  }

  void keep(const std::vector<db::Row>& entries) {
    for (const auto& entry : entries)
      entries_.emplace(std::pair(entry.get<std::int64_t>(0), entry.get<std::int64_t>(1)), entry);
  }

  Result<bool, Failure> write_earlier() {
    for (const auto& [place, entry] : entries_) {
      const auto& table = store::table_named(entry.get<std::string>(3));
      if (not_copied(table.name)) continue;
      const auto values = store::read_values(entry.get<std::string>(6));
      if (!values) continue;  // tampered with: `audit verify` tells of it
      const auto key = store::key_of_text(entry.get<std::string>(4));
      PARVIS_TRY(auto cells, cells_of(table, key, *values));
      if (!cells.empty())
        copy_.earlier.push_back(
            {entry.get<Moment>(2), table.name, entry.get<std::string>(5), std::move(cells)});
    }
    return true;
  }

  Transaction& tx_;
  CopyOfPerson copy_;
  std::set<std::int64_t> people_, accounts_, applications_;
  std::map<std::pair<std::int64_t, std::int64_t>, db::Row> entries_;
};

}  // namespace

WayToPerson way_to_person(const Table& table) {
  if (has_column(table, "person_id")) return WayToPerson::by_person;
  if (has_column(table, adept_half)) return WayToPerson::as_half;
  if (has_column(table, "application_id")) return WayToPerson::by_application;
  if (has_column(table, "account_id")) return WayToPerson::by_account;
  return WayToPerson::none;
}

std::span<const NotCopiedEntry> all_not_copied() {
  return not_copied_entries;
}

std::optional<NotCopied> not_copied(std::string_view table, std::string_view column) {
  for (const auto& one : not_copied_entries)
    if (one.table == table && one.column == column) return one.why;
  return std::nullopt;
}

Result<CopyOfPerson, Failure> copy_of_person(store::Store& store, const store::Actor& actor, Moment now,
                                             PersonId person) {
  struct Found {
    CopyOfPerson copy;
    std::set<std::int64_t> people, accounts;
  };
  PARVIS_TRY(auto found, store.read(actor, now, [&](Transaction& tx) -> Result<Found, Failure> {
    Copying copying(tx);
    PARVIS_TRY(auto copy, copying.of(person));
    return Found{std::move(copy), copying.people(), copying.accounts()};
  }));
  PARVIS_TRY(found.copy.log, log_of_own(store, actor, now, found.people, found.accounts));
  return std::move(found.copy);
}

}  // namespace parvis::records

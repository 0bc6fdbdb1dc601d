#include "app/records/coming_back.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "app/store/history_values.hpp"
#include "platform/base/fold.hpp"

namespace parvis::records {
namespace {

using store::NamedValues;
using store::PersonId;
using store::Transaction;

constexpr db::Query list_number_taken{"list_number_taken", R"(
  SELECT 1 FROM list_number WHERE city_id = $1 AND programme_id = $2 AND part = $3 AND written = $4)"};
constexpr db::Query somebody{"somebody", "SELECT 1 FROM person WHERE city_id = $1 AND person_id = $2"};

const db::Value* cell(const NamedValues& row, std::string_view name) {
  const auto at = std::ranges::find(row, name, [](const auto& one) { return std::string_view(one.first); });
  return at == row.end() ? nullptr : &at->second;
}

class Returning {
 public:
  Returning(Transaction& tx, PersonId person, const ProtectedRecord& record) : tx_(tx), person_(person) {
    for (const auto& line : record.earlier) {
      const auto json = nlohmann::json::parse(line, nullptr, false);
      if (!json.is_object() || !json.contains("row")) continue;  // an earlier value: the history's
      if (auto row = store::read_values(json.at("row").get<std::string>()))
        rows_[json.at("table").get<std::string>()].push_back(std::move(*row));
    }
  }

  Result<bool, Failure> all(const std::string& name) {
    PARVIS_TRY([[maybe_unused]] const bool person, row_of_person(name));
    for (const std::string table : {"person_name", "person_language", "person_target_group", "consent"})
      for (const auto& row : own(table)) PARVIS_DONE(tx_.add(table, cells(row), person_));
    PARVIS_TRY([[maybe_unused]] const bool numbers, list_numbers());
    PARVIS_TRY([[maybe_unused]] const bool apart, kept_apart());
    PARVIS_TRY([[maybe_unused]] const bool applications,
               given_back("application", "application_id",
                          {"wishes", "track", "partner_id", "training", "record_check",
                           "record_check_shown_on", "record_check_holds_to", "least_swedish", "offers"}));
    return given_back("referral", "referral_id", {"stage", "alongside"});
  }

 private:
  // Of records that were merged the last one is the human being's; of somebody whom an officer registered there is
  // none.
  Result<bool, Failure> row_of_person(const std::string& name) {
    const auto known = rows_.find("person");
    if (known == rows_.end()) {
      before_ = db::value(person_);
      tx_.tell({store::Act::person_registered, person_, "person", person_.number, {}, false});
      PARVIS_DONE(tx_.add("person", {{"person_id", person_},
                                     {"city_id", tx_.city()},
                                     {"name", name},
                                     {"sorts_as", db::Bytes{}},
                                     {"registered_on", tx_.now().day_utc()},
                                     {"edition", 1}}));
      return true;
    }
    const auto& row = known->second.back();
    before_ = *cell(row, "person_id");
    store::Cells of_person;
    for (const auto& [column, value] : row) {
      if (column == "identity_number" || column == "identity_number_hash" || column == "merged_into")
        continue;
      of_person.emplace_back(column, column == "person_id" ? db::value(person_) : value);
    }
    PARVIS_DONE(tx_.add("person", of_person));
    return true;
  }

  std::vector<NamedValues> own(const std::string& table) const {
    std::vector<NamedValues> all;
    if (const auto at = rows_.find(table); at != rows_.end())
      std::ranges::copy_if(at->second, std::back_inserter(all),
                           [&](const NamedValues& row) { return *cell(row, "person_id") == before_; });
    return all;
  }
  store::Cells cells(const NamedValues& row) const {
    store::Cells all;
    for (const auto& [column, value] : row)
      all.emplace_back(column,
                       column.ends_with("person_id") && value == before_ ? db::value(person_) : value);
    return all;
  }

  // Somebody else may stand on the line of the list by now.
  Result<bool, Failure> list_numbers() {
    for (const auto& row : own("list_number")) {
      PARVIS_TRY(const auto taken, told(tx_.first(list_number_taken, tx_.city(), *cell(row, "programme_id"),
                                                  *cell(row, "part"), *cell(row, "written"))));
      if (!taken) PARVIS_DONE(tx_.add("list_number", cells(row), person_));
    }
    return true;
  }

  Result<bool, Failure> kept_apart() {
    const auto at = rows_.find("not_together");
    if (at == rows_.end()) return true;
    for (const auto& row : at->second) {
      const bool is_first = *cell(row, "person_id") == before_;
      if (!is_first && *cell(row, "other_person_id") != before_) continue;
      PARVIS_TRY(const auto other, told(tx_.first(somebody, tx_.city(),
                                                  *cell(row, is_first ? "other_person_id" : "person_id"))));
      if (other) PARVIS_DONE(tx_.add("not_together", cells(row), person_));
    }
    return true;
  }

  // Rows that stayed and only counted say again whose they are, and what they said. They stay over.
  Result<bool, Failure> given_back(const std::string& table, std::string_view key,
                                   std::initializer_list<std::string_view> columns) {
    for (const auto& row : own(table)) {
      store::Cells wished{{"person_id", person_}};
      for (const auto column : columns)
        if (const auto* value = cell(row, column)) wished.emplace_back(column, *value);
      PARVIS_DONE(tx_.change(table, {*cell(row, key)}, wished, person_));
    }
    return true;
  }

  Transaction& tx_;
  PersonId person_;
  db::Value before_;  ///< the number of the record whose rows come back
  std::map<std::string, std::vector<NamedValues>> rows_;
};

}  // namespace

Result<bool, Failure> bring_back(Transaction& tx, PersonId person, const ProtectedRecord& record,
                                 const People& people) {
  const auto field = [&](const std::string& name) -> std::optional<std::string> {
    const auto at = record.fields.find(name);
    return at == record.fields.end() || at->second.empty() ? std::nullopt : std::optional(at->second);
  };
  const auto name = field("name");
  if (!name || trimmed(*name).empty()) return no(Failure(Refusal::name_missing));
  Returning returning(tx, person, record);
  PARVIS_TRY([[maybe_unused]] const bool back, returning.all(*name));
  // What an officer has corrected since counts.
  PARVIS_TRY(auto now, people.read_in(tx, person));
  now.details.known.name = *name;
  now.details.phone = field("phone");
  now.details.email = field("email");
  now.details.address = field("address");
  now.details.identity_number.reset();
  if (const auto written = field("identity_number"))
    if (auto number = people::IdentityNumber::read(*written, tx.now().day_utc()))
      now.details.identity_number = std::move(*number);
  PARVIS_TRY([[maybe_unused]] const int edition, people.correct_in(tx, person, now.edition, now.details));
  return true;
}

}  // namespace parvis::records

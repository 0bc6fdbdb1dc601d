#include "app/records/protected_people.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/records/leaving.hpp"
#include "platform/base/fold.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::records {
namespace {

using store::Act;
using store::Actor;
using store::PersonId;
using store::Transaction;

constexpr db::Query record_of{"record_of",
                              "SELECT record FROM protected_person WHERE city_id = $1 AND person_id = $2"};
constexpr db::Query all_records{
    "all_records", "SELECT person_id, record FROM protected_person WHERE city_id = $1 ORDER BY person_id"};
std::string as_json(const ProtectedRecord& record) {
  return nlohmann::json{{"alias", record.alias}, {"fields", record.fields}, {"earlier", record.earlier}}
      .dump();
}

ProtectedRecord from_json(const std::string& text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  PARVIS_ASSERT(json.is_object());  // It was authentic: we wrote it.
  return {json.at("alias").get<std::string>(), json.at("fields").get<std::map<std::string, std::string>>(),
          json.at("earlier").get<std::vector<std::string>>()};
}

store::What protected_row(Act act, PersonId person, std::string_view reason = {}) {
  return {act, person, "protected_person", person.number, std::string(reason), true};
}

Result<bool, Failure> keep(Transaction& tx, PersonId id, const ProtectedRecord& record) {
  PARVIS_DONE(tx.add("protected_person",
                     {{"person_id", id}, {"city_id", tx.city()}, {"record", as_json(record)}, {"edition", 1}},
                     id));
  return true;
}

}  // namespace

Result<PersonId, Failure> ProtectedPeople::add(const Actor& actor, Moment now,
                                               const ProtectedRecord& record) {
  if (trimmed(record.alias).empty()) return no(Failure(Refusal::name_missing));
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<PersonId, Failure> {
    const PersonId id{crypto::random_id()};
    PARVIS_TRY([[maybe_unused]] const bool kept, keep(tx, id, record));
    tx.tell(protected_row(Act::protected_record_made, id));
    return id;
  });
}

Result<bool, Failure> ProtectedPeople::protect(const Actor& actor, Moment now, PersonId person,
                                               std::string_view alias) {
  if (trimmed(alias).empty()) return no(Failure(Refusal::name_missing));
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<bool, Failure> {
    ProtectedRecord record;
    record.alias = alias;
    PARVIS_TRY(const auto records, take_away(tx, person, record));
    PARVIS_TRY([[maybe_unused]] const bool kept, keep(tx, person, record));
    for (const auto id : records) tx.leaves(id, store::Leaving::has_protection);
    tx.tell(protected_row(Act::protected_record_made, person));
    return true;
  });
}

Result<ProtectedRecord, Failure> ProtectedPeople::open(const Actor& actor, Moment now, PersonId person,
                                                       std::string_view reason) {
  auto record = store_.read(actor, now, [&](Transaction& tx) -> Result<ProtectedRecord, Failure> {
    PARVIS_TRY(const auto row, told(tx.first(record_of, tx.city(), person)));
    if (!row) return no(Failure(Refusal::no_such_person));
    PARVIS_TRY(const auto plain,
               told(tx.open("protected_person", "record", {db::value(person)}, row->get<db::Bytes>(0))));
    return from_json(plain);
  });
  if (record)
    PARVIS_DONE(store_.log(actor, now, protected_row(Act::protected_record_opened, person, reason)));
  return record;
}

Result<bool, Failure> ProtectedPeople::correct(const Actor& actor, Moment now, PersonId person,
                                               const ProtectedRecord& record) {
  if (trimmed(record.alias).empty()) return no(Failure(Refusal::name_missing));
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<bool, Failure> {
    // The earlier record stays in the history as it was: sealed.
    PARVIS_TRY(const bool there, told(tx.change("protected_person", {db::value(person)},
                                                {{"record", as_json(record)}}, person)));
    if (!there) return no(Failure(Refusal::no_such_person));
    tx.tell(protected_row(Act::protected_record_made, person));
    return true;
  });
}

Result<std::vector<ProtectedRow>, Failure> ProtectedPeople::list(const Actor& actor, Moment now) {
  auto rows = store_.read(actor, now, [&](Transaction& tx) -> Result<std::vector<ProtectedRow>, Failure> {
    PARVIS_TRY(const auto found, told(tx.all(all_records, tx.city())));
    std::vector<ProtectedRow> aliases;
    for (const auto& row : found) {
      const auto id = row.get<PersonId>(0);
      PARVIS_TRY(const auto plain,
                 told(tx.open("protected_person", "record", {db::value(id)}, row.get<db::Bytes>(1))));
      aliases.push_back({id, from_json(plain).alias});
    }
    std::sort(aliases.begin(), aliases.end(), [](const auto& one, const auto& other) {
      return std::pair(one.alias, one.id) < std::pair(other.alias, other.id);
    });
    return aliases;
  });
  if (!rows) return rows;
  for (const auto& row : *rows)
    PARVIS_DONE(store_.log(actor, now, protected_row(Act::protected_record_opened, row.id, "listed")));
  return rows;
}

}  // namespace parvis::records

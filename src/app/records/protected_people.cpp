#include "app/records/protected_people.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/records/coming_back.hpp"
#include "app/records/leaving.hpp"
#include "platform/base/fold.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::records {
namespace {

using store::Act;
using store::Actor;
using store::PersonId;
using store::Transaction;

constexpr db::Query record_of{
    "record_of", "SELECT record, edition FROM protected_person WHERE city_id = $1 AND person_id = $2"};
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

Result<std::vector<ProtectedRow>, Failure> aliases_in(Transaction& tx) {
  PARVIS_TRY(const auto found, told(tx.all(all_records, tx.city())));
  std::vector<ProtectedRow> aliases;
  for (const auto& row : found) {
    const auto id = row.get<PersonId>(0);
    PARVIS_TRY(const auto plain,
               told(tx.open("protected_person", "record", {db::value(id)}, row.get<db::Bytes>(1))));
    aliases.push_back({id, from_json(plain).alias});
  }
  return aliases;
}

Result<ProtectedRecord, Failure> record_in(Transaction& tx, PersonId person) {
  PARVIS_TRY(const auto row, told(tx.first(record_of, tx.city(), person)));
  if (!row) return no(Failure(Refusal::no_such_person));
  PARVIS_TRY(const auto plain,
             told(tx.open("protected_person", "record", {db::value(person)}, row->get<db::Bytes>(0))));
  auto record = from_json(plain);
  record.edition = row->get<int>(1);
  return record;
}

/// An alias that is there, and nobody else's.
Result<bool, Failure> alias_is_free(Transaction& tx, std::string_view alias, PersonId of) {
  if (trimmed(alias).empty()) return no(Failure(Refusal::name_missing));
  PARVIS_TRY(const auto all, aliases_in(tx));
  for (const auto& one : all)
    if (one.id != of && folded(one.alias) == folded(alias)) return no(Failure(Refusal::alias_taken));
  return true;
}

/// One human being has one record: by the whole number, as in the register.
std::optional<db::Bytes> number_hash(Transaction& tx, const ProtectedRecord& record) {
  const auto number = record.fields.find("identity_number");
  if (number == record.fields.end() || number->second.empty()) return std::nullopt;
  return tx.lookup_hash("identity_number", number->second);
}

Result<bool, Failure> keep(Transaction& tx, PersonId id, const ProtectedRecord& record) {
  PARVIS_TRY([[maybe_unused]] const bool is_free, alias_is_free(tx, record.alias, id));
  PARVIS_DONE(tx.add("protected_person",
                     {{"person_id", id},
                      {"city_id", tx.city()},
                      {"record", as_json(record)},
                      {"identity_number_hash", number_hash(tx, record)},
                      {"edition", 1}},
                     id));
  return true;
}

struct LookWords {
  Look why;
  std::string_view id;
  Message words;
};
const std::array<LookWords, all_looks.size()>& looks() {
  static const std::array<LookWords, all_looks.size()> words{
      {{Look::matching_by_hand, "matching_by_hand", say("To find a mentor by hand")},
       {Look::meeting_by_hand, "meeting_by_hand", say("To arrange a meeting")},
       {Look::details_changed, "details_changed", say("Something has changed")},
       {Look::the_person_asks, "the_person_asks", say("The person asks")},
       {Look::handing_over, "handing_over", say("Another officer takes over")}}};
  return words;
}

}  // namespace

std::string_view id_of(Look why) {
  return looks()[static_cast<std::size_t>(why)].id;
}

Message in_words(Look why) {
  return looks()[static_cast<std::size_t>(why)].words;
}

std::optional<Look> look_of(std::string_view id) {
  for (const auto& one : looks())
    if (one.id == id) return one.why;
  return std::nullopt;
}

Result<PersonId, Failure> ProtectedPeople::add(const Actor& actor, Moment now,
                                               const ProtectedRecord& record) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<PersonId, Failure> {
    const PersonId id{crypto::random_id()};
    PARVIS_TRY([[maybe_unused]] const bool kept, keep(tx, id, record));
    tx.tell(protected_row(Act::protected_record_made, id));
    return id;
  });
}

Result<bool, Failure> ProtectedPeople::protect(const Actor& actor, Moment now, PersonId person,
                                               std::string_view alias) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<bool, Failure> {
    PARVIS_TRY([[maybe_unused]] const bool is_free, alias_is_free(tx, alias, person));
    ProtectedRecord record;
    record.alias = trimmed(alias);
    PARVIS_TRY(const auto records, take_away(tx, person, record));
    PARVIS_TRY([[maybe_unused]] const bool kept, keep(tx, person, record));
    for (const auto id : records) tx.leaves(id, store::Leaving::has_protection);
    tx.tell(protected_row(Act::protected_record_made, person));
    return true;
  });
}

Result<ProtectedRecord, Failure> ProtectedPeople::open(const Actor& actor, Moment now, PersonId person,
                                                       Look why) {
  auto record = store_.read(actor, now, [&](Transaction& tx) { return record_in(tx, person); });
  if (record)
    PARVIS_DONE(store_.log(actor, now, protected_row(Act::protected_record_opened, person, id_of(why))));
  return record;
}

Result<ProtectedRow, Failure> ProtectedPeople::find(const Actor& actor, Moment now,
                                                    std::string_view alias_or_number) {
  const auto wish = folded(trimmed(alias_or_number));
  return store_.read(actor, now, [&](Transaction& tx) -> Result<ProtectedRow, Failure> {
    PARVIS_TRY(const auto all, aliases_in(tx));
    for (const auto& one : all)
      if (folded(one.alias) == wish || std::to_string(one.id.number) == wish) return one;
    return no(Failure(Refusal::no_such_person));
  });
}

Result<bool, Failure> ProtectedPeople::correct(const Actor& actor, Moment now, PersonId person,
                                               const ProtectedRecord& record) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<bool, Failure> {
    PARVIS_TRY(const auto before, record_in(tx, person));
    if (before.edition != record.edition) return no(Failure(Refusal::changed_meanwhile));
    PARVIS_TRY([[maybe_unused]] const bool is_free, alias_is_free(tx, record.alias, person));
    auto after = record;
    after.earlier = before.earlier;
    // The earlier record stays in the history as it was: sealed.
    PARVIS_DONE(tx.change("protected_person", {db::value(person)},
                          {{"record", as_json(after)},
                           {"identity_number_hash", number_hash(tx, after)},
                           {"edition", before.edition + 1}},
                          person));
    tx.tell(protected_row(Act::protected_record_made, person));
    return true;
  });
}

Result<bool, Failure> ProtectedPeople::lift(const Actor& actor, Moment now, PersonId person, Look why,
                                            const People& people) {
  auto done = store_.transact(actor, now, [&](Transaction& tx) -> Result<bool, Failure> {
    PARVIS_TRY(const auto record, record_in(tx, person));
    PARVIS_DONE(tx.erase("protected_person", {db::value(person)}, person));
    PARVIS_DONE(tx.erase_history_of(person));
    tx.tell(protected_row(Act::protection_lifted, person, id_of(why)));
    return bring_back(tx, person, record, people);
  });
  // After the act, unlike the other marks: where this line is missing, a restored backup protects once more.
  if (done && store_.ledger())
    (void)store_.ledger()->add(
        store::mark_of(store_.keys(), actor.city, person, store::Leaving::protection_lifted), now);
  return done;
}

Result<std::vector<ProtectedRow>, Failure> ProtectedPeople::list(const Actor& actor, Moment now, Look why) {
  auto rows = store_.read(actor, now, [&](Transaction& tx) { return aliases_in(tx); });
  if (!rows) return rows;
  std::sort(rows->begin(), rows->end(), [](const auto& one, const auto& other) {
    return std::pair(one.alias, one.id) < std::pair(other.alias, other.id);
  });
  for (const auto& row : *rows)
    PARVIS_DONE(store_.log(actor, now, protected_row(Act::protected_record_opened, row.id, id_of(why))));
  return rows;
}

}  // namespace parvis::records

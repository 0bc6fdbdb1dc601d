#include "app/erasure/erasing.hpp"

#include "app/records/leaving.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::erasure {
namespace {

using records::failure;
using records::told;
using store::Act;
using store::PersonId;
using store::Transaction;

constexpr db::Query everybody{"everybody", R"(
  SELECT person_id FROM person WHERE city_id = $1
  UNION SELECT person_id FROM protected_person WHERE city_id = $1 ORDER BY person_id)"};

struct Gone {
  std::vector<PersonId> records;
  std::int64_t rows = 0;
  bool was_protected = false;
};

Result<Gone, Failure> take_away_all(Transaction& tx, PersonId person) {
  Gone gone;
  PARVIS_TRY(gone.was_protected, told(tx.erase("protected_person", {db::value(person)}, person)));
  if (gone.was_protected) {
    PARVIS_TRY(const auto entries, told(tx.erase_history_of(person)));
    gone.records = {person};
    gone.rows = entries + 1;
    return gone;
  }
  records::ProtectedRecord record;
  auto taken = records::take_away(tx, person, record);
  gone.rows = static_cast<std::int64_t>(record.earlier.size());
  for (auto& line : record.earlier) crypto::wipe(line);
  for (auto& [name, field] : record.fields) crypto::wipe(field);
  if (!taken) return no(std::move(taken).error());
  gone.records = std::move(*taken);
  return gone;
}

}  // namespace

Result<Receipt, Failure> Erasing::erase(const store::Actor& actor, Moment now, PersonId person,
                                        std::string_view reason) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<Receipt, Failure> {
    PARVIS_TRY(auto gone, take_away_all(tx, person));
    for (const auto id : gone.records) {
      const auto erasure = crypto::random_id();
      PARVIS_DONE(tx.add("erasure", {{"erasure_id", erasure},
                                     {"city_id", tx.city()},
                                     {"person_id", id},
                                     {"reason", reason},
                                     {"erased_rows", gone.rows},
                                     {"erased_at", now}}));
      tx.tell({Act::erased, id, "erasure", erasure, std::string(reason), gone.was_protected});
    }
    for (const auto id : gone.records)
      if (auto written = ledger_.add(mark_of(store_.keys(), tx.city(), id), now); !written)
        return no(Failure(db::Fault{db::Fault::Kind::stopped, {}, in_english(written.error())}));
    return Receipt{std::move(gone.records), gone.rows, std::string(reason), now};
  });
}

Result<int, Failure> Erasing::obey(const store::Actor& actor, Moment now) {
  const auto marks = ledger_.marks();
  if (!marks) return no(Failure(db::Fault{db::Fault::Kind::stopped, {}, in_english(marks.error())}));
  if (marks->empty()) return 0;
  PARVIS_TRY(const auto rows,
             store_.read(actor, now, [](Transaction& tx) { return told(tx.all(everybody, tx.city())); }));
  int erased = 0;
  for (const auto& row : rows) {
    const auto person = row.get<PersonId>(0);
    if (marks->count(mark_of(store_.keys(), actor.city, person)) == 0) continue;
    auto done = erase(actor, now, person, "erased_before_the_restore");
    // A record merged with one before it has gone with it.
    if (!done && done.error().refusal != records::Refusal::no_such_person) return no(std::move(done).error());
    if (done) ++erased;
  }
  return erased;
}

}  // namespace parvis::erasure

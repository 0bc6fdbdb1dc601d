#include "app/erasure/erasing.hpp"

#include <fmt/format.h>

#include "app/records/leaving.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::erasure {
namespace {

using records::failure;
using records::told;
using store::Act;
using store::Leaving;
using store::PersonId;
using store::Transaction;

constexpr db::Query everybody{"everybody", R"(
  SELECT person_id FROM person WHERE city_id = $1
  UNION SELECT person_id FROM protected_person WHERE city_id = $1 ORDER BY person_id)"};
constexpr db::Query without_protection{"without_protection",
                                       "SELECT person_id FROM person WHERE city_id = $1 ORDER BY person_id"};
constexpr db::Query receipts{"receipts", "SELECT person_id FROM erasure WHERE city_id = $1"};

Failure of_import(const imports::Failure& why) {
  if (why.of_register) return *why.of_register;
  return failure(db::Fault{db::Fault::Kind::other, {}, "an import that waits"});
}

// What the rows said is wiped: here nobody keeps it.
Result<std::int64_t, Failure> take_away_rows(Transaction& tx, PersonId person) {
  records::ProtectedRecord record;
  auto taken = records::take_away(tx, person, record);
  const auto rows = static_cast<std::int64_t>(record.earlier.size());
  for (auto& line : record.earlier) crypto::wipe(line);
  for (auto& [name, field] : record.fields) crypto::wipe(field);
  if (!taken) return no(std::move(taken).error());
  return rows;
}

Result<bool, Failure> write_receipt(Transaction& tx, const Receipt& receipt,
                                    const std::vector<std::int64_t>& numbers) {
  for (std::size_t i = 0; i < numbers.size(); ++i)
    PARVIS_DONE(tx.add("erasure", {{"erasure_id", numbers[i]},
                                   {"city_id", tx.city()},
                                   {"person_id", receipt.records[i]},
                                   {"reason", receipt.reason},
                                   {"erased_rows", receipt.erased_rows},
                                   {"erased_at", tx.now()}}));
  return true;
}

}  // namespace

Result<Receipt, Failure> Erasing::erase_in(Transaction& tx, PersonId person, std::string_view reason) {
  Receipt receipt;
  receipt.reason = reason;
  receipt.erased_at = tx.now();
  PARVIS_TRY(const bool was_protected, told(tx.erase("protected_person", {db::value(person)}, person)));
  PARVIS_TRY(receipt.records, records::records_of(tx, person));
  if (was_protected) receipt.records = {person};
  if (receipt.records.empty()) return no(Failure(records::Refusal::no_such_person));
  std::vector<std::int64_t> numbers;
  for (const auto id : receipt.records) {
    numbers.push_back(crypto::random_id());
    tx.tell({Act::erased, id, "erasure", numbers.back(), std::string(reason), was_protected});
    tx.leaves(id, Leaving::erased);
  }
  if (was_protected) {
    PARVIS_TRY(receipt.erased_rows, told(tx.erase_history_of(person)));
    ++receipt.erased_rows;
  } else {
    auto lapsed = imports_.let_lapse_what_names(tx, receipt.records);
    if (!lapsed) return no(of_import(lapsed.error()));
    receipt.lapsed_imports = *lapsed;
    PARVIS_TRY(receipt.erased_rows, take_away_rows(tx, person));
  }
  PARVIS_TRY([[maybe_unused]] const bool written, write_receipt(tx, receipt, numbers));
  return receipt;
}

Result<Receipt, Failure> Erasing::erase(const store::Actor& actor, Moment now, PersonId person,
                                        std::string_view reason) {
  return store_.transact(actor, now, [&](Transaction& tx) { return erase_in(tx, person, reason); });
}

Result<Obeyed, Failure> Erasing::obey(const store::Actor& actor, Moment now, Ledger ledger) {
  Obeyed obeyed;
  const auto marks = store_.ledger() ? store_.ledger()->marks() : store::Ledger::Marks();
  if (!marks) return no(failure(db::Fault{db::Fault::Kind::stopped, {}, in_english(marks.error())}));
  const auto is_marked = [&](PersonId person, Leaving why) {
    return marks->contains(store::mark_of(store_.keys(), actor.city, person, why));
  };
  // Protection that was lifted later is none.
  const auto is_protected = [&](PersonId person) {
    const auto line = [&](Leaving why) {
      const auto at = marks->find(store::mark_of(store_.keys(), actor.city, person, why));
      return at == marks->end() ? std::size_t{0} : at->second;
    };
    return line(Leaving::has_protection) > line(Leaving::protection_lifted);
  };
  const auto people = [&](const db::Query& query) {
    return store_.read(actor, now, [&](Transaction& tx) { return told(tx.all(query, tx.city())); });
  };
  PARVIS_TRY(const auto erased_before, people(receipts));
  for (const auto& row : erased_before)
    obeyed.ledger_lacks |= !is_marked(row.get<PersonId>(0), Leaving::erased);
  if (obeyed.ledger_lacks && ledger == Ledger::must_know_all) return obeyed;
  const auto not_there = [](const Failure& why) { return why.refusal == records::Refusal::no_such_person; };
  PARVIS_TRY(const auto all, people(everybody));
  for (const auto& row : all) {
    const auto person = row.get<PersonId>(0);
    if (!is_marked(person, Leaving::erased)) continue;
    auto done = erase(actor, now, person, "erased_before_the_restore");
    // A record merged with one before it has gone with it.
    if (!done && !not_there(done.error())) return no(std::move(done).error());
    if (done) ++obeyed.erased;
  }
  records::ProtectedPeople officers(store_);
  PARVIS_TRY(const auto open, people(without_protection));
  for (const auto& row : open) {
    const auto person = row.get<PersonId>(0);
    if (!is_protected(person)) continue;
    // What the officers called them came after the backup and is lost: they choose anew.
    auto done = officers.protect(actor, now, person, fmt::format("({})", person.number));
    if (!done && !not_there(done.error())) return no(std::move(done).error());
    if (done) ++obeyed.protected_again;
  }
  return obeyed;
}

}  // namespace parvis::erasure

// Two records of one human being become one, and the merge can be taken back as a whole.
#include <algorithm>

#include "app/records/people.hpp"

namespace parvis::records {
namespace {

using store::Act;
using store::Transaction;

constexpr db::Query merged_into_of{"merged_into_of",
                                   "SELECT merged_into FROM person WHERE city_id = $1 AND person_id = $2"};
constexpr db::Query merged_with_it{"merged_with_it", R"(
  SELECT person_id, name, district, occupation_title, registered_on FROM person
   WHERE city_id = $1 AND merged_into = $2 ORDER BY registered_on, person_id)"};
constexpr db::Query number_hash_of{"number_hash_of",
                                   "SELECT identity_number_hash FROM person WHERE person_id = $1"};
constexpr db::Query open_applications{"open_applications", R"(
  SELECT application_id, programme_id, part FROM application WHERE person_id = $1 AND ended_on IS NULL
   ORDER BY application_id)"};
constexpr db::Query application_held{"application_held", R"(
  SELECT application_id FROM held_adept WHERE application_id = $1
   UNION SELECT application_id FROM held_place WHERE application_id = $1)"};
constexpr db::Query all_applications{
    "all_applications",
    "SELECT application_id FROM application WHERE person_id = $1 ORDER BY application_id"};
// The same consent to the same is kept once.
constexpr db::Query consents_to_move{"consents_to_move", R"(
  SELECT c.consent_id FROM consent c WHERE c.person_id = $1
     AND NOT EXISTS (SELECT 1 FROM consent k WHERE k.person_id = $2 AND k.withdrawn_on IS NULL
                        AND k.recipient = c.recipient AND k.purpose = c.purpose
                        AND COALESCE(k.partner_id, 0) = COALESCE(c.partner_id, 0))
   ORDER BY c.consent_id)"};
constexpr db::Query referrals_to_move{
    "referrals_to_move", "SELECT referral_id FROM referral WHERE person_id = $1 ORDER BY referral_id"};
constexpr db::Query last_merge{"last_merge", R"(
  SELECT MAX(number) FROM audit WHERE city_id = $1 AND act = 'people_merged' AND thing = 'person' AND thing_id = $2)"};

/// Of two with one number the kept one stood beside it (People::add): now it has it.
Result<bool, Failure> take_number(Transaction& tx, PersonId kept, PersonId other) {
  PARVIS_TRY(const auto mine, told(tx.first(number_hash_of, kept)));
  PARVIS_TRY(const auto theirs, told(tx.first(number_hash_of, other)));
  const auto own = mine->get<std::optional<db::Bytes>>(0), freed = theirs->get<std::optional<db::Bytes>>(0);
  if (!own || !freed || own->bytes == freed->bytes || !own->bytes.starts_with(freed->bytes)) return false;
  PARVIS_DONE(tx.change("person", {db::value(kept)}, {{"identity_number_hash", *freed}}));
  return true;
}

}  // namespace

Result<bool, Failure> People::merge(const Actor& actor, Moment now, PersonId kept, PersonId other) {
  if (kept == other) return no(Failure(Refusal::the_same_record));
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<bool, Failure> {
    for (const auto id : {kept, other}) {
      PARVIS_TRY(const auto row, told(tx.first(merged_into_of, tx.city(), id)));
      if (!row) return no(Failure(Refusal::no_such_person));
      if (row->get<std::optional<PersonId>>(0)) return no(Failure(Refusal::merged_already));
    }
    PARVIS_TRY(const auto mine, told(tx.all(open_applications, kept)));
    PARVIS_TRY(const auto theirs, told(tx.all(open_applications, other)));
    // Twice in one programme is once: the kept record's own application stands.
    for (const auto& row : theirs) {
      const bool twice = std::any_of(mine.begin(), mine.end(), [&](const db::Row& one) {
        return one.cells[1] == row.cells[1] && one.cells[2] == row.cells[2];
      });
      if (!twice) continue;
      PARVIS_TRY(const auto held, told(tx.first(application_held, row.cells[0])));
      if (held) return no(Failure(Refusal::both_in_a_pair));
      PARVIS_DONE(tx.change("application", {row.cells[0]}, {{"state", "closed"}, {"ended_on", now.day_utc()}},
                            other));
    }
    PARVIS_TRY(const auto applications, told(tx.all(all_applications, other)));
    for (const auto& row : applications)
      PARVIS_DONE(tx.change("application", {row.cells[0]}, {{"person_id", kept}}, other));
    PARVIS_TRY(const auto consents, told(tx.all(consents_to_move, other, kept)));
    for (const auto& row : consents)
      PARVIS_DONE(tx.change("consent", {row.cells[0]}, {{"person_id", kept}}, other));
    PARVIS_TRY(const auto referrals, told(tx.all(referrals_to_move, other)));
    for (const auto& row : referrals)
      PARVIS_DONE(tx.change("referral", {row.cells[0]}, {{"person_id", kept}}, other));
    PARVIS_DONE(tx.change("person", {db::value(other)}, {{"merged_into", kept}}));
    PARVIS_TRY([[maybe_unused]] const bool freed, take_number(tx, kept, other));
    tx.tell({Act::people_merged, other, "person", other.number, {}, false});
    tx.tell({Act::people_merged, kept, {}, {}, {}, false});
    return true;
  });
}

Result<std::vector<PersonRow>, Failure> People::merged_with(const Actor& actor, Moment now, PersonId kept) {
  return store_.read(actor, now, [&](Transaction& tx) -> Result<std::vector<PersonRow>, Failure> {
    PARVIS_TRY(const auto found, told(tx.all(merged_with_it, tx.city(), kept)));
    std::vector<PersonRow> rows;
    for (const auto& row : found)
      rows.push_back({row.get<PersonId>(0), row.get<std::string>(1), row.get<std::optional<std::string>>(2),
                      row.get<std::optional<std::string>>(3), row.get<Date>(4)});
    return rows;
  });
}

Result<bool, Failure> People::take_merge_back(const Actor& actor, Moment now, PersonId other) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<bool, Failure> {
    PARVIS_TRY(const auto row, told(tx.first(merged_into_of, tx.city(), other)));
    if (!row) return no(Failure(Refusal::no_such_person));
    const auto kept = row->get<std::optional<PersonId>>(0);
    if (!kept) return no(Failure(Refusal::not_merged));
    PARVIS_TRY(const auto merged, told(tx.first(last_merge, tx.city(), other)));
    PARVIS_TRY(const auto back, told(tx.take_back(merged->get<std::int64_t>(0))));
    if (!back.done) return no(Failure(Refusal::something_done_since));
    tx.tell({Act::merge_undone, other, "person", other.number, {}, false});
    tx.tell({Act::merge_undone, kept, {}, {}, {}, false});
    return true;
  });
}

}  // namespace parvis::records

#include "app/records/standing.hpp"

#include <algorithm>

namespace parvis::records {
namespace {

constexpr db::Query visible_person{
    "visible_person",
    "SELECT person_id FROM person WHERE city_id = $1 AND person_id = $2 AND merged_into IS NULL"};
constexpr db::Query where_a_person_stands{"where_a_person_stands", R"(
  SELECT DISTINCT part, programme_id, partner_id FROM application WHERE city_id = $1 AND person_id = $2
   ORDER BY part, programme_id, partner_id)"};
constexpr db::Query pairs_between{"pairs_between", R"(
  SELECT p.state FROM pair p
    JOIN application a ON a.application_id = p.adept_application_id
    JOIN application m ON m.application_id = p.mentor_application_id
   WHERE p.city_id = $1 AND ((a.person_id = $2 AND m.person_id = $3) OR (a.person_id = $3 AND m.person_id = $2)))"};

// Both are withdrawn at once: what no longer holds is no tie.
constexpr db::Query partners_consented_to{"partners_consented_to", R"(
  SELECT DISTINCT partner_id FROM consent
   WHERE city_id = $1 AND person_id = $2 AND recipient = 'partner' AND withdrawn_on IS NULL ORDER BY partner_id)"};
constexpr db::Query referred_by_asker{"referred_by_asker", R"(
  SELECT 1 FROM referral r WHERE r.city_id = $1 AND r.person_id = $2 AND r.referred_by = $3
     AND EXISTS (SELECT 1 FROM consent c WHERE c.person_id = r.person_id AND c.recipient = 'referrer'
                    AND c.withdrawn_on IS NULL) LIMIT 1)"};

template <class Thing>
void add_once(std::vector<Thing>& things, Thing thing) {
  if (std::ranges::find(things, thing) == things.end()) things.push_back(thing);
}

}  // namespace

Result<Standing, Failure> standing_of(store::Store& store, const store::Actor& actor, Moment now,
                                      store::PersonId person) {
  return store.read(actor, now, [&](store::Transaction& tx) -> Result<Standing, Failure> {
    Standing standing;
    PARVIS_TRY(const auto there, told(tx.first(visible_person, tx.city(), person)));
    standing.is_there = there.has_value();
    // Asked for in any case: nobody and somebody hidden take the same road.
    PARVIS_TRY(const auto rows, told(tx.all(where_a_person_stands, tx.city(), person)));
    for (const auto& row : rows) {
      (row.get<std::string>(0) == "adept" ? standing.is_adept : standing.is_mentor) = true;
      add_once(standing.programmes, row.get<store::ProgrammeId>(1));
      if (const auto partner = row.get<std::optional<store::PartnerId>>(2))
        add_once(standing.partners, *partner);
    }
    return standing;
  });
}

Result<access::Relation, Failure> relation_to(store::Store& store, const store::Actor& actor, Moment now,
                                              std::optional<store::PersonId> asker, store::PersonId person,
                                              const Standing& standing) {
  access::Relation relation;
  relation.own = asker == person;
  for (const auto id : standing.programmes) relation.programmes.push_back({id.number});
  for (const auto id : standing.partners) relation.partners.push_back({id.number});
  auto ties = store.read(actor, now, [&](store::Transaction& tx) -> Result<bool, Failure> {
    PARVIS_TRY(const auto partners, told(tx.all(partners_consented_to, tx.city(), person)));
    for (const auto& row : partners) relation.consented.push_back({row.get<std::int64_t>(0)});
    if (!actor.account) return true;
    PARVIS_TRY(const auto referred, told(tx.first(referred_by_asker, tx.city(), person, *actor.account)));
    relation.own_referral = referred.has_value();
    return true;
  });
  if (!ties) return no(std::move(ties).error());
  if (!asker || relation.own) return relation;
  auto pairs = store.read(
      actor, now, [&](store::Transaction& tx) { return tx.all(pairs_between, tx.city(), *asker, person); });
  if (!pairs) return no(failure(std::move(pairs).error()));
  for (const auto& row : *pairs) {
    const auto state = row.get<std::string>(0);
    const bool over = state == "completed" || state == "ended_early" || state == "evaluated";
    if (!over)
      relation.own_pair = access::PairTie::active;
    else if (relation.own_pair == access::PairTie::none)
      relation.own_pair = access::PairTie::ended;
  }
  return relation;
}

}  // namespace parvis::records

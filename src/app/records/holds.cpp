#include "app/records/holds.hpp"

#include <algorithm>

namespace parvis::records {
namespace {

using store::ApplicationId;
using store::Transaction;

constexpr db::Query can_be_held{"can_be_held", R"(
  SELECT a.person_id, a.programme_id FROM application a
   WHERE a.city_id = $1 AND a.application_id = $2 AND a.part = $3 AND a.state = 'eligible')"};
constexpr db::Query adept_held{"adept_held",
                               "SELECT application_id FROM held_adept WHERE application_id = $1"};
constexpr db::Query free_place{"free_place", R"(
  SELECT p.place FROM mentor_place p
   WHERE p.application_id = $1
     AND NOT EXISTS (SELECT 1 FROM held_place h WHERE h.application_id = p.application_id AND h.place = p.place)
   ORDER BY p.place LIMIT 1)"};
constexpr db::Query place_of_proposal{
    "place_of_proposal", "SELECT place FROM held_place WHERE application_id = $1 AND proposal_id = $2"};
constexpr db::Query place_of_pair{"place_of_pair",
                                  "SELECT place FROM held_place WHERE application_id = $1 AND pair_id = $2"};
constexpr db::Query holders_of{"holders_of", R"(
  SELECT proposal_id, pair_id FROM held_place WHERE application_id = $1
   UNION SELECT proposal_id, pair_id FROM held_adept WHERE application_id = $1)"};
constexpr db::Query two_of_proposal{"two_of_proposal", R"(
  SELECT adept_application_id, mentor_application_id, edition FROM proposal WHERE proposal_id = $1)"};
constexpr db::Query places_of{"places_of",
                              "SELECT place FROM mentor_place WHERE application_id = $1 ORDER BY place"};
constexpr db::Query held_places_of{
    "held_places_of",
    "SELECT place, proposal_id, pair_id FROM held_place WHERE application_id = $1 ORDER BY place"};

Result<store::Key, Failure> place_held(Transaction& tx, Holder holder, ApplicationId mentor) {
  PARVIS_TRY(const auto row,
             told(holder.column == "pair_id" ? tx.first(place_of_pair, mentor, holder.number)
                                             : tx.first(place_of_proposal, mentor, holder.number)));
  PARVIS_ASSERT(row.has_value());  // The schema holds that what is open holds a place.
  return store::Key{db::value(mentor), row->cells[0]};
}

}  // namespace

Result<bool, Failure> take_hold(Transaction& tx, Holder holder, ApplicationId adept, ApplicationId mentor) {
  PARVIS_TRY(const auto one, told(tx.first(can_be_held, tx.city(), adept, "adept")));
  PARVIS_TRY(const auto other, told(tx.first(can_be_held, tx.city(), mentor, "mentor")));
  if (!one) return no(Failure(Refusal::adept_not_waiting));
  if (!other) return no(Failure(Refusal::no_place_left));
  if (one->cells[0] == other->cells[0]) return no(Failure(Refusal::the_same_person));
  if (one->cells[1] != other->cells[1]) return no(Failure(Refusal::no_place_left));
  PARVIS_TRY(const auto held, told(tx.first(adept_held, adept)));
  if (held) return no(Failure(Refusal::adept_not_waiting));
  PARVIS_TRY(const auto place, told(tx.first(free_place, mentor)));
  if (!place) return no(Failure(Refusal::no_place_left));
  PARVIS_DONE(
      tx.add("held_place",
             {{"application_id", mentor}, {"place", place->cells[0]}, {holder.column, holder.number}}));
  PARVIS_DONE(tx.add("held_adept", {{"application_id", adept}, {holder.column, holder.number}}));
  return true;
}

Result<bool, Failure> let_go(Transaction& tx, Holder holder, ApplicationId adept, ApplicationId mentor) {
  PARVIS_TRY(const auto place, place_held(tx, holder, mentor));
  PARVIS_DONE(tx.remove("held_place", place));
  PARVIS_DONE(tx.remove("held_adept", {db::value(adept)}));
  return true;
}

Result<bool, Failure> hand_over(Transaction& tx, store::ProposalId proposal, store::PairId pair,
                                ApplicationId adept, ApplicationId mentor) {
  const store::Cells to_pair{{"proposal_id", db::Null{}}, {"pair_id", pair}};
  PARVIS_TRY(const auto place, place_held(tx, holder(proposal), mentor));
  PARVIS_DONE(tx.change("held_place", place, to_pair));
  PARVIS_DONE(tx.change("held_adept", {db::value(adept)}, to_pair));
  return true;
}

Result<bool, Failure> leave_proposals(Transaction& tx, ApplicationId application, lives::Reason reason) {
  PARVIS_TRY(const auto holders, told(tx.all(holders_of, application)));
  for (const auto& row : holders)
    if (row.get<std::optional<std::int64_t>>(1)) return no(Failure(Refusal::still_in_a_pair));
  for (const auto& row : holders) {
    const auto id = row.get<store::ProposalId>(0);
    PARVIS_TRY(const auto two, told(tx.first(two_of_proposal, id)));
    PARVIS_TRY([[maybe_unused]] const bool gone,
               let_go(tx, holder(id), two->get<ApplicationId>(0), two->get<ApplicationId>(1)));
    PARVIS_DONE(tx.change("proposal", {db::value(id)},
                          {{"state", "declined"},
                           {"reason", lives::id_of(reason)},
                           {"decided_on", tx.now().day_utc()},
                           {"edition", two->get<int>(2) + 1}}));
    tx.tell(
        {store::Act::proposal_decided, {}, "proposal", id.number, std::string(lives::id_of(reason)), false});
  }
  return true;
}

Result<bool, Failure> set_places(Transaction& tx, ApplicationId mentor, int capacity) {
  PARVIS_TRY(const auto places, told(tx.all(places_of, mentor)));
  PARVIS_TRY(const auto held, told(tx.all(held_places_of, mentor)));
  if (static_cast<int>(held.size()) > capacity) return no(Failure(Refusal::places_are_held));
  const auto is_held = [&](int place) {
    return std::ranges::any_of(held, [&](const auto& row) { return row.template get<int>(0) == place; });
  };
  int lowest = 1;
  for (const auto& row : held) {
    if (row.get<int>(0) <= capacity) continue;
    while (is_held(lowest)) ++lowest;
    PARVIS_DONE(tx.remove("held_place", {db::value(mentor), row.cells[0]}));
    PARVIS_DONE(tx.add("held_place", {{"application_id", mentor},
                                      {"place", lowest++},
                                      {"proposal_id", row.cells[1]},
                                      {"pair_id", row.cells[2]}}));
  }
  for (const auto& row : places)
    if (row.get<int>(0) > capacity) PARVIS_DONE(tx.remove("mentor_place", {db::value(mentor), row.cells[0]}));
  PARVIS_DONE(tx.change("application", {db::value(mentor)}, {{"capacity", capacity}}));
  for (int place = static_cast<int>(places.size()) + 1; place <= capacity; ++place)
    PARVIS_DONE(tx.add("mentor_place", {{"application_id", mentor}, {"place", place}}));
  return true;
}

}  // namespace parvis::records

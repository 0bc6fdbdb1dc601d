/// Who is held: an open proposal or a pair not ended holds one place of its mentor's and its adept (DOMAIN,
/// invariants 2 and 3). The schema guards the same; here it becomes a refusal. Inside this folder.
#pragma once

#include "app/records/failure.hpp"
#include "app/store/store.hpp"
#include "domain/lives/reason.hpp"

namespace parvis::records {

/// What holds: its column in held_place and held_adept, and its number.
struct Holder {
  std::string_view column;  ///< "proposal_id" or "pair_id"
  std::int64_t number = 0;
};
inline Holder holder(store::ProposalId id) {
  return {"proposal_id", id.number};
}
inline Holder holder(store::PairId id) {
  return {"pair_id", id.number};
}

/// Takes hold of an adept and of the mentor's lowest free place. Both must be found eligible and open, of one
/// programme, and two different people; refuses `adept_not_waiting`, `no_place_left`, `the_same_person`.
Result<bool, Failure> take_hold(store::Transaction& tx, Holder holder, store::ApplicationId adept,
                                store::ApplicationId mentor);
Result<bool, Failure> let_go(store::Transaction& tx, Holder holder, store::ApplicationId adept,
                             store::ApplicationId mentor);
/// What the proposal held, the pair holds from now on.
Result<bool, Failure> hand_over(store::Transaction& tx, store::ProposalId proposal, store::PairId pair,
                                store::ApplicationId adept, store::ApplicationId mentor);
/// Open proposals of the application end by a no; refuses `still_in_a_pair`.
Result<bool, Failure> leave_proposals(store::Transaction& tx, store::ApplicationId application,
                                      lives::Reason reason);
/// Makes the mentor's places as many as the capacity. Those held move down when they must; refuses
/// `places_are_held`.
Result<bool, Failure> set_places(store::Transaction& tx, store::ApplicationId mentor, int capacity);

}  // namespace parvis::records

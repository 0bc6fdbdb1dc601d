/// Why an act of the register was not done: the rules said no, or the world failed.
#pragma once

#include <optional>
#include <vector>

#include "platform/base/message.hpp"
#include "platform/db/db.hpp"

namespace parvis::records {

enum class Refusal {
  no_such_person,     ///< also when there is one whom the asker may not see
  changed_meanwhile,  ///< somebody else has saved since the page was opened
  name_missing,
  identity_number_taken,
  the_same_record,  ///< a record cannot be merged with itself
  merged_already,
  not_merged,
  something_done_since,  ///< the merge cannot be taken back: the record has been worked on
  both_in_a_pair,        ///< the records cannot be merged: each is held in the same programme
  no_such_programme,
  programme_has_faults,     ///< programme::read_programme tells them
  success_factors_missing,  ///< one of the seven (A3): a programme opens without it with a reason only
  older_than_the_last,      ///< a version of a programme is dated before the one that it follows
  no_such_track,
  no_such_application,
  applied_already,  ///< an open application to this programme, in this part, is there
  move_not_open,    ///< it has been decided, withdrawn or ended already
  reason_missing,   ///< or not one of those for this
  still_in_a_pair,  ///< the pair is ended first
  places_are_held,  ///< fewer places than pairs and open proposals
  no_such_round,
  round_is_closed,
  locks_do_not_hold,
  weights_do_not_fit,
  not_from_this_round,  ///< a pair that the round did not make is proposed by hand, with a reason
  adept_not_waiting,
  no_place_left,
  rule_says_no,  ///< a hard rule; a coordinator may override it by name and with a reason
  nobody_named,  ///< what is decided by hand is decided by an account
  the_same_person,
  no_such_proposal,
  no_such_pair,
  day_out_of_order,  ///< an end before the beginning
  alias_taken,       ///< two protected records would be called by one name
  consent_missing,   ///< nobody is referred without having agreed to it
  no_such_consent,
  no_such_partner,
  ground_missing,        ///< a bound on equal opportunity says why it holds, in at most 1 000 bytes
  bound_cannot_be_kept,  ///< what is locked by hand leaves no way (why: what cannot hold together)
};
inline constexpr int refusal_count = 39;
Message in_words(Refusal refusal);

struct Failure {
  std::optional<Refusal> refusal;
  std::optional<db::Fault> fault;
  std::vector<Message> why;  ///< what more there is to say: which rule of the programme, which lock

  explicit Failure(Refusal rule, std::vector<Message> reasons = {})
      : refusal(rule), why(std::move(reasons)) {}
  explicit Failure(db::Fault world) : fault(std::move(world)) {}
};

/// A fault of the database as a failure of the act: a constraint that a rule stands behind becomes that refusal.
Failure failure(db::Fault fault);

/// The answer of a statement, handed on as the act's own.
template <class Some>
Result<Some, Failure> told(Result<Some, db::Fault> answer) {
  if (!answer) return no(failure(std::move(answer).error()));
  return std::move(*answer);
}

}  // namespace parvis::records

/// Leaves the act with the reason when a statement was not carried out.
#define PARVIS_DONE(expression)                      \
  if (auto parvis_done = (expression); !parvis_done) \
  return ::parvis::no(::parvis::records::failure(std::move(parvis_done).error()))

/// Proposals: those chosen from a round, until each is decided. An open one holds a place of the mentor's and the
/// adept, and any no sends both back to waiting. Who may do what is asked before (domain/access).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/records/by_hand.hpp"
#include "app/records/rounds.hpp"

namespace parvis::records {

using store::PairId;
using store::ProposalId;

struct ProposalRecord {
  ProposalId id;
  RoundId round;
  ProgrammeId programme;
  Two two;
  std::string adept_name, mentor_name;  ///< empty when erased
  int score = 0;
  std::string reasons;  ///< JSON: each criterion's value where it is known
  lives::ProposalState state = lives::ProposalState::proposed;
  lives::Reason reason = lives::Reason::none;
  Date proposed_on;
  std::optional<Date> decided_on;
  std::optional<PairId> pair;
  int edition = 0;
};

struct DecidedProposal {
  int edition = 0;
  std::optional<PairId> pair;  ///< recorded when it was accepted
};

class Proposals {
 public:
  Proposals(store::Store& store, std::shared_ptr<const occupations::Taxonomy> taxonomy)
      : store_(store), taxonomy_(std::move(taxonomy)) {}

  /// All or none. Refuses those whom the round did not put together (`not_from_this_round`), who do not wait any more
  /// (`adept_not_waiting`, `no_place_left`), or whom a rule stops by what is known today (`rule_says_no`).
  Result<std::vector<ProposalId>, Failure> propose(const store::Actor& actor, Moment now, RoundId round,
                                                   const std::vector<Two>& chosen);
  /// Two whom the round did not put together.
  Result<ProposalId, Failure> propose_by_hand(const store::Actor& actor, Moment now, RoundId round, Two two,
                                              const ByHand& by_hand);
  /// Somebody else, before it is approved: the others go on waiting.
  Result<int, Failure> change(const store::Actor& actor, Moment now, ProposalId id, int edition, Two two,
                              const ByHand& by_hand);
  /// Approve, accept (the pair is recorded, beginning on `day`), decline or expire. A no needs a reason of
  /// reasons_for(declining); for expiring it is `no_answer`. Before a pair is recorded its rules are asked again.
  Result<DecidedProposal, Failure> decide(const store::Actor& actor, Moment now, ProposalId id, int edition,
                                          lives::ProposalMove move,
                                          lives::Reason reason = lives::Reason::none);
  /// Of a round, or of a programme those that are open; the oldest first.
  Result<std::vector<ProposalRecord>, Failure> of_round(const store::Actor& actor, Moment now, RoundId round);
  Result<std::vector<ProposalRecord>, Failure> open_ones(const store::Actor& actor, Moment now,
                                                         const access::RowScope& scope,
                                                         std::optional<ProgrammeId> programme, int limit);
  /// Those that are open and about one adept or mentor. For whoever has just read the person: the log says no more.
  Result<std::vector<ProposalRecord>, Failure> open_about(const store::Actor& actor, Moment now,
                                                          const access::RowScope& scope,
                                                          ApplicationId application);
  Result<ProposalRecord, Failure> read(const store::Actor& actor, Moment now, ProposalId id);

 private:
  store::Store& store_;
  std::shared_ptr<const occupations::Taxonomy> taxonomy_;
};

}  // namespace parvis::records

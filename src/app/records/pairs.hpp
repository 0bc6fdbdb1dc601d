/// Pairs: an adept and a mentor who have both said yes, until the end (DOMAIN, "Lives"). Who may do what is asked
/// before (domain/access).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/records/by_hand.hpp"
#include "app/records/programmes.hpp"
#include "domain/occupations/taxonomy.hpp"

namespace parvis::records {

using store::PairId;
using store::ProposalId;

struct PairWish {
  Two two;
  Date first_day;
  lives::PairState state = lives::PairState::preparing;  ///< or active: a pair known from before
  ByHand by_hand;
};

struct PairRecord {
  PairId id;
  ProgrammeId programme;
  std::optional<ProposalId> proposal;
  Two two;
  std::string adept_name, mentor_name;  ///< empty when erased
  Date first_day;
  lives::PairState state = lives::PairState::preparing;
  std::optional<Date> ended_on;
  lives::Reason reason = lives::Reason::none;
  int edition = 0;
};
struct PairFilter {
  std::optional<ProgrammeId> programme;
  std::optional<ApplicationId> application;  ///< of this adept or mentor
  bool with_ended = false;
};
struct AfterPair {
  Date first_day;
  PairId id;
};
struct PairPage {
  std::vector<PairRecord> rows;  ///< by first day
  std::optional<AfterPair> next;
};

/// A hard rule that gave way, or a choice that the round had not made: by whom and why.
struct DecisionByHand {
  store::AccountId by;
  std::string rule;  ///< empty: no rule stood in the way
  lives::Reason reason = lives::Reason::none;
  std::string note;
  Moment decided_at;
};

/// What becomes of the adept when a pair ends. A mentor's place is free again in any case.
enum class AdeptThen { waits_again, leaves };

class Pairs {
 public:
  Pairs(store::Store& store, std::shared_ptr<const occupations::Taxonomy> taxonomy)
      : store_(store), taxonomy_(std::move(taxonomy)) {}

  /// Two whom no round has proposed. Refuses as Proposals::propose does; a rule gives way as `by_hand` says.
  Result<PairId, Failure> record(const store::Actor& actor, Moment now, const PairWish& wish);
  /// The same within an act: for many at once.
  Result<PairId, Failure> record_in(store::Transaction& tx, const PairWish& wish) const;
  /// Start, pause, resume, and evaluate what has ended.
  Result<int, Failure> move(const store::Actor& actor, Moment now, PairId id, int edition,
                            lives::PairMove move);
  /// Complete or end early: with a reason of reasons_for(ending_a_pair).
  Result<int, Failure> end(const store::Actor& actor, Moment now, PairId id, int edition,
                           lives::PairMove move, lives::Reason reason, Date last_day, AdeptThen then);
  Result<PairRecord, Failure> read(const store::Actor& actor, Moment now, PairId id);
  Result<PairPage, Failure> list(const store::Actor& actor, Moment now, const access::RowScope& scope,
                                 const PairFilter& filter, int limit,
                                 const std::optional<AfterPair>& after = {});
  /// Of the pair, and of the proposal that it came from.
  Result<std::vector<DecisionByHand>, Failure> decided_by_hand(const store::Actor& actor, Moment now,
                                                               PairId id);

 private:
  store::Store& store_;
  std::shared_ptr<const occupations::Taxonomy> taxonomy_;
};

}  // namespace parvis::records

/// Equal opportunity as a bound (MATCHING.md 1): at least or at most so many of a group get a mentor, or the shares
/// of women and of men differ by no more than so much; what that costs before it is chosen, and when it cannot be.
/// Exact and proved (docs/matching.md, "Equal opportunity"). Pure: values in, values out; nothing here decides that
/// a bound is used, which is a manager's act with the ground recorded.
///
/// A round under bounds starts from the plain one: its instance and solution, people in the round's numbering.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/assignment/assignment.hpp"
#include "domain/assignment/gap.hpp"
#include "domain/proof/claim.hpp"
#include "domain/suitability/suitability.hpp"
#include "platform/base/message.hpp"
#include "platform/base/result.hpp"

namespace parvis::matching {

/// What may be bounded; nothing else may.
enum class Ground { gender, district, age, waiting, partner };
std::string_view id_of(Ground ground);
/// Refuses every other word, with the reason.
Result<Ground, Message> ground_of(std::string_view id);

/// A group and its bounds, on how many pairs its members stand in. Adepts by gender, district, age (years) or
/// waiting (days since registration), mentors by partner. Whoever has no value in the matter is in no group of it.
struct Bound {
  Ground what = Ground::gender;
  std::string name;  ///< gender's id, the district or the partner; empty for age and waiting
  std::optional<int> least, greatest;  ///< of age and waiting: both ends included
  std::optional<std::int64_t> lower, upper;
};
/// "women", "living in Farsta", "aged 18–29", "waiting 90 days or more", "mentors through Stadsmissionen".
Message in_words(const Bound& bound);

/// The plain round. `locked_mentor`: by adept, or `no_place`; these pairs stand aside of the instance, but count in
/// every number and bound here. `locked_out`: pairs that must not be, by adept and mentor.
struct PlainRound {
  const suitability::Suitability& suitability;
  Date on;
  const assignment::Instance& instance;
  const assignment::Solution& plain;
  const std::vector<std::int32_t>& locked_mentor;
  const std::vector<std::pair<std::uint32_t, std::uint32_t>>& locked_out;
};

/// How many of a group are matched, before and after; and of its adepts, how many gain a mentor and how many lose
/// one. Of a group of mentors, pairs.
struct GroupChange {
  Message group;
  std::int64_t before = 0, after = 0, gain = 0, lose = 0;
};
struct BoundCost {
  std::int64_t matched_before = 0, matched_after = 0, score_before = 0, score_after = 0;
  std::vector<GroupChange> groups;  ///< women, men, then those of the bounds
};

/// The answer under bounds: as many matched as they allow, then the greatest score.
struct EqualSolution {
  std::vector<std::int32_t> place_of;  ///< as in assignment::Solution: locked adepts have none
  BoundCost cost;
  /// Matched and score, with those locked, and the proof by id; the rest of the claim is the caller's.
  proof::Claim claim;
};

/// Why there is no answer.
struct EqualRefusal {
  std::vector<Message> faults;  ///< bounds that cannot be taken, each with its reason; or
  std::vector<Message>
      conflict;           ///< bounds and locks that cannot hold together, though they can without any one
  bool is_least = false;  ///< of the conflict: no smaller set conflicts
};

Result<EqualSolution, EqualRefusal> solve_with_bounds(const PlainRound& round,
                                                      const std::vector<Bound>& bounds);

/// `most`: hundredths of a percentage point between the share of women who get a mentor and that of men, of all in
/// the round. Others, and those whose gender is not known, are free.
Result<EqualSolution, EqualRefusal> solve_with_gap(const PlainRound& round, std::int64_t most);

/// One choice on the curve from the least difference to the plain round.
struct TradeOff {
  std::int64_t women = 0, men = 0, matched = 0, score = 0;  ///< with those locked
  std::int64_t gap = 0;  ///< hundredths of a percentage point, rounded up: the bound that gives this choice
};
struct TradeOffs {
  std::int64_t all_women = 0, all_men = 0;
  std::vector<TradeOff> choices;  ///< by rising difference; the last is the plain round
};
/// Every efficient choice; below a difference of 0.05 points only the best.
Result<TradeOffs, EqualRefusal> trade_offs(const PlainRound& round);

}  // namespace parvis::matching

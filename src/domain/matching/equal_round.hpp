/// A round held to a bound on equal opportunity (C3): the same people, rules and locks as a plain round, as many pairs
/// as the bound allows, and of those the best. Exact and proved; docs/matching.md, "Equal opportunity".
///
///   auto plain = matching::run(request);
///   auto curve = matching::trade_offs(*plain);                      // what each bound would cost
///   auto bounded = matching::keep_equal(*plain, {.most = 500, .ground = "…"});
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/matching/equal.hpp"
#include "domain/matching/round.hpp"

namespace parvis::matching {

/// Either bounds on groups or a greatest difference, not both.
struct Ask {
  std::vector<Bound> bounds = {};
  std::optional<std::int64_t> most = {};  ///< between women and men, hundredths of a percentage point
  std::string ground = {};                ///< why, in the words of whoever decided that the bound holds
};

struct KeptEqual {
  Ask ask;
  BoundCost cost;
};

/// Every pair that the rules allow is weighed, so that the proof holds for all of them. A round with more possible
/// pairs than this is refused: it would take too much memory.
inline constexpr std::int64_t most_pairs_under_a_bound = 40'000'000;

/// A new round, with the same numbering. Refuses what cannot be bounded or kept, with the reason.
Result<Round, EqualRefusal> keep_equal(const Round& plain, Ask ask);

/// What some bounds on the difference between women and men would cost: 0.5, 1, 2, 3, 5 and 10 percentage points, as far
/// as they are below the difference of the plain round. A looser bound that gives the same as a tighter one is left out.
struct Choice {
  std::int64_t most = 0,
               gap = 0;  ///< hundredths of a percentage point: the bound, and what is reached (rounded up)
  BoundCost cost;        ///< its first two groups are women and men
};
struct Choices {
  std::int64_t all_women = 0, all_men = 0;
  std::int64_t gap = 0;         ///< of the plain round
  std::vector<Choice> choices;  ///< the tightest bound first; one that cannot be kept is left out
};
/// Refuses where there are not both women and men.
Result<Choices, EqualRefusal> choices(const Round& plain);

/// Every efficient choice of difference between women and men (equal.hpp).
Result<TradeOffs, EqualRefusal> trade_offs(const Round& plain);

}  // namespace parvis::matching

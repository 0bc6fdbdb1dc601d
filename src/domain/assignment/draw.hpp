/// The draw: those who come first in a published order are served first, however well others would suit.
///
/// The numbering of the seekers is the order. One after the other is taken whenever all who were taken before, and
/// this one, can still have a place each: whoever was placed before may have to change places, but never loses one
/// to somebody later. The sets that can be placed are the independent sets of a transversal matroid, so the set of
/// those served is the first of all sets in that order and at the same time one of the greatest.
/// Among all ways to place exactly these seekers the total score is the greatest.
///
/// Groups (G2: even between women and men). Each seeker belongs to one group, and each group may have a least and a
/// greatest number of seekers served. Then the next in order is taken exactly when some set that holds all bounds has
/// all who were taken before and this one too. The set is again the first of all that hold the bounds. It need not be
/// one of the greatest: a bound on women and men may keep a later seeker out who could have filled a place that the
/// earlier ones leave empty. Bounds over crossing groups (women, and those from a district) are not possible here.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "domain/assignment/assignment.hpp"
#include "domain/assignment/method.hpp"
#include "platform/base/result.hpp"

namespace parvis::assignment {

struct Bound {
  std::int32_t lower = 0;
  std::int32_t upper = std::numeric_limits<std::int32_t>::max();
};
/// A partition: `of` holds one group per seeker, `bounds` one entry per group. Both empty when there are no groups.
struct Groups {
  std::vector<std::uint32_t> of;
  std::vector<Bound> bounds;
};

/// When lower bounds ask for more than there can be: `must_hold` refuses; `as_far_as_possible` lowers them, group by
/// group in order of their numbers, each to the most that is possible beside those before it. Upper bounds always hold.
enum class LowerBounds { must_hold, as_far_as_possible };

struct Draw {
  Answer answer;
  std::vector<std::int32_t> lower;  ///< one per group: the lower bound that was held
  /// One per place, ≥ 0, and 0 where a seat stays empty. Each seeker served stands where score less price is greatest
  /// among their edges, so no way to place the same seekers scores more: Σ over them of score is at most
  /// Σ max(score − price) + Σ price · capacity, and that is what was reached.
  std::vector<std::int64_t> price;
};

/// The lower bounds ask for `wanted` seekers in all, and at most `possible` of these can be placed at once.
struct BoundsNo {
  std::int64_t wanted = 0, possible = 0;
};

/// Refuses lower bounds that cannot be met together, when they must hold. A bound with lower > upper is a bug.
Result<Draw, BoundsNo> draw(const Instance& instance, const Groups& groups = {},
                            LowerBounds lower = LowerBounds::must_hold);

}  // namespace parvis::assignment

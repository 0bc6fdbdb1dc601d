/// The largest number of seekers that can have a place at all, whatever the scores: the first level of the
/// objective, and the cover that proves it.
#pragma once

#include <cstdint>
#include <vector>

#include "domain/assignment/assignment.hpp"

namespace parvis::assignment {

struct Cardinality {
  std::vector<std::int32_t> place_of;  ///< one largest set: the place of each seeker, or `no_place`
  std::int64_t matched = 0;
  /// The cover: seekers that no alternating path from an unmatched seeker reaches, and places that one does
  /// (and places without capacity). Every largest set uses only edges with exactly one end in it, fills every
  /// place in it and matches every seeker in it; so the rest of the work falls into two parts that do not touch.
  std::vector<std::uint8_t> seeker_in_cover, place_in_cover;
};

/// Dinic's method with capacities on the places: O(edges · √seekers).
Cardinality largest_set(const Instance& instance);

}  // namespace parvis::assignment

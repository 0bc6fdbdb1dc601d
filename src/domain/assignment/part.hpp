/// The two parts into which the cover divides an instance (cardinality.hpp), each solved by a `Filling` on the few
/// arcs per seeker and place that look best; then every edge left out is held against the prices, and those that
/// could do better are brought in until there are none. So the whole list counts, and little of it is copied.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "domain/assignment/assignment.hpp"
#include "domain/assignment/cardinality.hpp"
#include "domain/assignment/filling.hpp"

namespace parvis::assignment {

/// `Seekers::are_rows`: the seekers in the cover, all of whom get a place off the cover. `Seekers::are_columns`:
/// the places in the cover, all of which are filled with seekers off the cover. Writes their part of `solution`:
/// places and prices. `progress` gets the share done, 0 to 1; what it throws ends the work.
///
/// `more`, where there are edges beside those of the instance: called when the part is solved, with its prices in
/// `solution`, it gives edges that ask for more than the prices, each once; the work goes on from there until it gives
/// none. They must lie within the part, and the cover must hold for them.
struct PartEdge {
  std::uint32_t seeker, place;
  std::int32_t score;
};
void solve_part(const Instance& instance, const Cardinality& largest, Seekers side, Solution& solution,
                const std::function<void(double)>& progress,
                const std::function<std::vector<PartEdge>()>& more = {});

}  // namespace parvis::assignment

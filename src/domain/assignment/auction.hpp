/// Rough prices quickly: an auction in which every bid raises a price by at least a step, the step falling from
/// round to round. What comes out is not exact and need not be; the searches of a `Filling` make it so, and have
/// far less to do from prices that are nearly right, above all where everybody has the same taste.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "domain/assignment/filling.hpp"

namespace parvis::assignment {

struct Auctioned {
  std::vector<std::int64_t> price;                             ///< per column, ≥ 0
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;  ///< row, column; never over demand or room
};

/// Stops early, with fewer pairs, when it has looked at each arc some dozens of times.
Auctioned auction(const std::vector<std::vector<Arc>>& arcs, const std::vector<std::int32_t>& demand,
                  const std::vector<std::int32_t>& room);

}  // namespace parvis::assignment

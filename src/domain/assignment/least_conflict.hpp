/// A smallest set of demands that cannot be met together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace parvis::assignment {

struct LeastConflict {
  std::vector<std::size_t> members;  ///< rising; without any one of them the others can be met
  bool is_least = false;             ///< no smaller set conflicts
};

/// `possible(wanted)` tells whether the demands that are 1 in it can be met; all together they cannot, and fewer
/// demands are never harder to meet. First each is left out in turn for good if the rest still conflicts; then all
/// smaller sets are tried, if there are not more than `most_tries`.
LeastConflict least_conflict(std::size_t demands,
                             const std::function<bool(const std::vector<std::uint8_t>&)>& possible,
                             std::size_t most_tries = 2'000);

}  // namespace parvis::assignment

#include "domain/assignment/least_conflict.hpp"

#include <algorithm>
#include <numeric>

namespace parvis::assignment {
namespace {

using Possible = std::function<bool(const std::vector<std::uint8_t>&)>;

/// Half of what is left at a time, then less, so that one conflict among many demands is found soon.
std::vector<std::uint8_t> irreducible(std::size_t demands, const Possible& possible) {
  std::vector<std::uint8_t> wanted(demands, 1);
  for (std::size_t size = std::max<std::size_t>(1, demands / 2);; size /= 2) {
    for (std::size_t from = 0; from < demands; from += size) {
      std::vector<std::uint8_t> fewer = wanted;
      const auto begin = fewer.begin() + static_cast<std::ptrdiff_t>(from);
      std::fill(begin, fewer.begin() + static_cast<std::ptrdiff_t>(std::min(demands, from + size)), 0);
      if (fewer != wanted && !possible(fewer)) wanted = std::move(fewer);
    }
    if (size == 1) return wanted;
  }
}

/// How many sets of fewer than `size` there are, or more than `most`.
std::size_t sets_below(std::size_t size, std::size_t demands, std::size_t most) {
  std::size_t sum = 0, of_size = 1;
  for (std::size_t k = 1; k < size && sum <= most; ++k) {
    of_size = of_size * (demands - k + 1) / k;
    sum += of_size;
  }
  return sum;
}

/// The first set of `size` that conflicts, in the order of the numbering.
std::vector<std::size_t> of_size(std::size_t size, std::size_t demands, const Possible& possible) {
  std::vector<std::size_t> chosen(size);
  std::iota(chosen.begin(), chosen.end(), std::size_t{0});
  while (true) {
    std::vector<std::uint8_t> wanted(demands, 0);
    for (const std::size_t i : chosen) wanted[i] = 1;
    if (!possible(wanted)) return chosen;
    std::size_t k = size;
    while (k > 0 && chosen[k - 1] == demands - size + k - 1) --k;
    if (k == 0) return {};
    ++chosen[k - 1];
    for (; k < size; ++k) chosen[k] = chosen[k - 1] + 1;
  }
}

}  // namespace

LeastConflict least_conflict(std::size_t demands, const Possible& possible, std::size_t most_tries) {
  LeastConflict found;
  const std::vector<std::uint8_t> wanted = irreducible(demands, possible);
  for (std::size_t i = 0; i < demands; ++i) {
    if (wanted[i]) found.members.push_back(i);
  }
  const std::size_t size = found.members.size();
  if (sets_below(size, demands, most_tries) > most_tries) return found;
  found.is_least = true;
  for (std::size_t k = 1; k < size; ++k) {
    if (auto smaller = of_size(k, demands, possible); !smaller.empty()) {
      found.members = std::move(smaller);
      return found;
    }
  }
  return found;
}

}  // namespace parvis::assignment

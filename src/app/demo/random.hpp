/// Chance that is the same everywhere: the distributions of the standard library differ between libraries.
/// Inside this folder only.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "platform/base/fold.hpp"

namespace parvis::demo {

/// splitmix64 (Steele, Lea, Flood 2014). One stream for each person.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}
  Chance(std::uint64_t seed, std::string_view who) : state_(seeded_hash(seed, who)) {}

  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  /// 0 … n−1; n at least 1, below 2^31.
  int below(int n) { return static_cast<int>(((next() >> 32) * static_cast<std::uint64_t>(n)) >> 32); }
  /// first … last, both included.
  int from_to(int first, int last) { return first + below(last - first + 1); }
  bool percent(int chance) { return below(100) < chance; }
  bool per_mille(int chance) { return below(1000) < chance; }

  template <class List>
  const auto& one_of(const List& list) {
    return list[static_cast<std::size_t>(below(static_cast<int>(std::size(list))))];
  }

 private:
  std::uint64_t state_;
};

/// Draws 0 … n−1 in proportion to weights.
class Lottery {
 public:
  void add(int weight) { sums_.push_back((sums_.empty() ? 0 : sums_.back()) + weight); }
  bool empty() const { return sums_.empty() || sums_.back() == 0; }
  std::size_t draw(Chance& chance) const {
    const int ticket = chance.below(sums_.back());
    std::size_t i = 0;
    while (sums_[i] <= ticket) ++i;
    return i;
  }

 private:
  std::vector<int> sums_;
};

}  // namespace parvis::demo

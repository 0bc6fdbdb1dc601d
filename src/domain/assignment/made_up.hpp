/// Instances made from a seed, the same on every machine: for tests and measurements.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>

#include "domain/assignment/assignment.hpp"

namespace parvis::assignment {

/// splitmix64
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::int32_t between(std::int64_t least, std::int64_t most) {
    return static_cast<std::int32_t>(
        least + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(most - least + 1)));
  }

 private:
  std::uint64_t state_;
};

struct MadeUp {
  std::size_t seekers = 0, places = 0;
  std::size_t edges_each = 0;  ///< per seeker; as many as there are places, or more, means all
  std::int32_t least_score = 0, most_score = 10'000;
  std::int32_t least_capacity = 1, most_capacity = 1;
  std::int32_t shared = 0;  ///< up to so much of a score belongs to the seeker, and as much to the place
};

inline Instance made_up(const MadeUp& wanted, std::uint64_t seed) {
  Chance chance(seed);
  Instance instance;
  instance.first.push_back(0);
  std::vector<std::int32_t> of_place;
  std::vector<std::size_t> some;
  for (std::size_t p = 0; p < wanted.places; ++p) {
    instance.capacity.push_back(chance.between(wanted.least_capacity, wanted.most_capacity));
    of_place.push_back(chance.between(0, wanted.shared));
  }
  for (std::size_t s = 0; s < wanted.seekers; ++s) {
    const std::int32_t of_seeker = chance.between(0, wanted.shared);
    const auto add = [&](std::size_t p) {
      const std::int32_t score = chance.between(wanted.least_score, wanted.most_score);
      instance.edges.push_back({static_cast<std::uint32_t>(p), score + of_seeker + of_place[p]});
    };
    std::size_t left = std::min(wanted.edges_each, wanted.places);
    if (left * 100 < wanted.places) {  // few of very many: drawn one by one
      some.clear();
      while (some.size() < left) {
        some.push_back(chance.next() % wanted.places);
        std::sort(some.begin(), some.end());
        some.erase(std::unique(some.begin(), some.end()), some.end());
      }
      for (const std::size_t p : some) add(p);
    } else {
      for (std::size_t p = 0; p < wanted.places && left > 0; ++p) {
        if (chance.next() % (wanted.places - p) >= left) continue;
        --left;
        add(p);
      }
    }
    instance.first.push_back(instance.edges.size());
  }
  return instance;
}

/// The same instance with seekers and places renumbered: new number = order[old number].
inline Instance renumbered(const Instance& instance, const std::vector<std::uint32_t>& seeker_order,
                           const std::vector<std::uint32_t>& place_order) {
  Instance out;
  out.capacity.resize(instance.places());
  for (std::size_t p = 0; p < instance.places(); ++p) out.capacity[place_order[p]] = instance.capacity[p];
  std::vector<std::uint32_t> old(seeker_order.size());
  for (std::uint32_t s = 0; s < old.size(); ++s) old[seeker_order[s]] = s;
  out.first.push_back(0);
  for (const std::uint32_t s : old) {
    for (const Edge& edge : instance.edges_of(s)) out.edges.push_back({place_order[edge.place], edge.score});
    std::sort(out.edges.begin() + static_cast<std::ptrdiff_t>(out.first.back()), out.edges.end(),
              [](const Edge& a, const Edge& b) { return a.place < b.place; });
    out.first.push_back(out.edges.size());
  }
  return out;
}

inline std::vector<std::uint32_t> shuffled(std::size_t n, Chance& chance) {
  std::vector<std::uint32_t> order(n);
  std::iota(order.begin(), order.end(), 0u);
  for (std::size_t i = n; i > 1; --i) std::swap(order[i - 1], order[chance.next() % i]);
  return order;
}

}  // namespace parvis::assignment

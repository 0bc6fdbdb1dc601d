/// Holiday jobs of one summer, made from a seed, with the numbers of R22: 15 929 applications, 16 departments with 8 480
/// places, 845 applicants from priority groups first. For tests and measurements.
#pragma once

#include "domain/assignment/made_up.hpp"

namespace parvis::assignment {

struct Summer {
  Instance instance;                 ///< seekers in the order of the draw, those of priority groups first
  std::vector<std::uint32_t> group;  ///< 0 or 1 per seeker: more girls than boys apply
  std::size_t urgent = 845;
  /// 10 241 offers for 8 480 places: about one in six is turned down.
  bool says_yes(Chance& chance) const { return chance.between(1, 10'241) <= 8'480; }
};

inline Summer a_summer(std::uint64_t seed) {
  constexpr std::size_t applicants = 15'929, departments = 16, places = 8'480;
  constexpr std::uint32_t closed = departments;  // a seventeenth place without seats
  Chance chance(seed);
  Summer summer;
  for (std::size_t p = 0; p < departments; ++p) summer.instance.capacity.push_back(places / departments);
  // Some departments are large and some small.
  for (std::size_t p = 0; p + 1 < departments; p += 2) {
    const std::int32_t moved = chance.between(0, 400);
    summer.instance.capacity[p] += moved;
    summer.instance.capacity[p + 1] -= moved;
  }
  summer.instance.capacity.push_back(0);
  summer.instance.first.push_back(0);
  for (std::size_t s = 0; s < applicants; ++s) {
    summer.group.push_back(chance.between(0, 99) < 55 ? 0 : 1);
    auto& edges = summer.instance.edges;
    if (s < 5) {
      edges.push_back({closed, 50});
    } else {
      const auto order = shuffled(departments, chance);
      const std::int32_t wishes = chance.between(1, 5);
      for (std::int32_t k = 0; k < wishes; ++k) edges.push_back({order[static_cast<std::size_t>(k)], 50 - k});
      std::sort(edges.begin() + static_cast<std::ptrdiff_t>(summer.instance.first.back()), edges.end(),
                [](const Edge& a, const Edge& b) { return a.place < b.place; });
    }
    summer.instance.first.push_back(edges.size());
  }
  return summer;
}

}  // namespace parvis::assignment

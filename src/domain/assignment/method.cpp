#include "domain/assignment/method.hpp"

#include <array>
#include <utility>

#include "platform/base/assert.hpp"

namespace parvis::assignment {

Answer best(const Instance& instance) {
  Solution solution = solve(instance);
  return {std::move(solution.place_of), solution.matched, solution.score, {true, true, false}};
}

std::span<const Method> methods() {
  static constexpr std::array all = {Method{"best", best}, Method{"draw", drawn}, Method{"greedy", greedy}};
  return all;
}

void count(const Instance& instance, Answer& answer) {
  std::vector<std::int32_t> used(instance.places(), 0);
  answer.matched = answer.score = 0;
  for (std::size_t s = 0; s < instance.seekers(); ++s) {
    if (answer.place_of[s] == no_place) continue;
    bool found = false;
    for (const Edge& edge : instance.edges_of(s)) {
      if (static_cast<std::int32_t>(edge.place) != answer.place_of[s]) continue;
      found = true;
      answer.score += edge.score;
    }
    PARVIS_ASSERT(found);
    const auto place = static_cast<std::size_t>(answer.place_of[s]);
    PARVIS_ASSERT(++used[place] <= instance.capacity[place]);
    ++answer.matched;
  }
}

}  // namespace parvis::assignment

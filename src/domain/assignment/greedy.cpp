#include <algorithm>
#include <tuple>

#include "domain/assignment/method.hpp"

namespace parvis::assignment {

Answer greedy(const Instance& instance) {
  struct Pair {
    std::int32_t score;
    std::uint32_t seeker, place;
  };
  std::vector<Pair> pairs;
  pairs.reserve(instance.edges.size());
  for (std::uint32_t s = 0; s < instance.seekers(); ++s)
    for (const Edge& edge : instance.edges_of(s)) pairs.push_back({edge.score, s, edge.place});
  std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
    return std::tuple(-std::int64_t{a.score}, a.seeker, a.place) <
           std::tuple(-std::int64_t{b.score}, b.seeker, b.place);
  });
  std::vector<std::int32_t> left = instance.capacity;
  Answer answer;
  answer.place_of.assign(instance.seekers(), no_place);
  for (const Pair& pair : pairs) {
    if (answer.place_of[pair.seeker] != no_place || left[pair.place] == 0) continue;
    answer.place_of[pair.seeker] = static_cast<std::int32_t>(pair.place);
    --left[pair.place];
  }
  count(instance, answer);
  return answer;
}

}  // namespace parvis::assignment

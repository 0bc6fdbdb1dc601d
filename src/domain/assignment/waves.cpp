#include "domain/assignment/waves.hpp"

#include <algorithm>
#include <utility>

#include "platform/base/assert.hpp"

namespace parvis::assignment {
namespace {

/// What is left when those who have said yes have their places.
struct Left {
  Instance instance;
  Groups groups;
  std::vector<std::uint32_t> seekers;  ///< by number in `instance`
  std::vector<std::int32_t> kept;      ///< by group: who has said yes
  std::int64_t accepted = 0;
  bool is_first = true;  ///< nobody has been offered anything yet
};

Left what_is_left(const Instance& instance, const Groups& groups, std::span<const Standing> standings) {
  PARVIS_ASSERT(standings.size() == instance.seekers());
  Left left;
  left.instance.capacity = instance.capacity;
  left.instance.first.push_back(0);
  left.kept.assign(groups.bounds.size(), 0);
  for (std::uint32_t s = 0; s < instance.seekers(); ++s) {
    if (standings[s].reply != Reply::never_offered) left.is_first = false;
    if (standings[s].reply == Reply::accepted) {
      PARVIS_ASSERT(left.instance.capacity.at(static_cast<std::size_t>(standings[s].place))-- > 0);
      ++left.accepted;
      if (!groups.of.empty()) ++left.kept[groups.of[s]];
    }
    if (standings[s].reply != Reply::never_offered) continue;
    const auto edges = instance.edges_of(s);
    left.seekers.push_back(s);
    left.instance.edges.insert(left.instance.edges.end(), edges.begin(), edges.end());
    left.instance.first.push_back(left.instance.edges.size());
    if (!groups.of.empty()) left.groups.of.push_back(groups.of[s]);
  }
  for (std::size_t g = 0; g < groups.bounds.size(); ++g) {
    const Bound& bound = groups.bounds[g];
    PARVIS_ASSERT(left.kept[g] <= bound.upper);
    left.groups.bounds.push_back({std::max(0, bound.lower - left.kept[g]), bound.upper - left.kept[g]});
  }
  return left;
}

}  // namespace

Result<Wave, BoundsNo> next_wave(const Instance& instance, const Groups& groups,
                                 std::span<const Standing> standings) {
  const Left left = what_is_left(instance, groups, standings);
  PARVIS_TRY(Draw drawn, draw(left.instance, left.groups,
                              left.is_first ? LowerBounds::must_hold : LowerBounds::as_far_as_possible));
  Wave wave;
  wave.offered.assign(instance.seekers(), no_place);
  for (std::size_t i = 0; i < left.seekers.size(); ++i)
    wave.offered[left.seekers[i]] = drawn.answer.place_of[i];
  wave.offers = drawn.answer.matched;
  wave.score = drawn.answer.score;
  wave.accepted = left.accepted;
  wave.price = std::move(drawn.price);
  for (std::size_t g = 0; g < groups.bounds.size(); ++g)
    wave.lower.push_back(std::min(groups.bounds[g].lower, left.kept[g] + drawn.lower[g]));
  return wave;
}

}  // namespace parvis::assignment

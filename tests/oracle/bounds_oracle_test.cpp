// Bounds on groups and on the difference between shares, against an integer programming solver that knows nothing
// of flows.
#include <gtest/gtest.h>

#include <algorithm>

#include "domain/assignment/bounds.hpp"
#include "domain/assignment/gap.hpp"
#include "domain/assignment/made_up.hpp"
#include "glpk_bounded.hpp"

namespace parvis::assignment {
namespace {

oracle::Problem for_glpk(const Instance& instance) {
  oracle::Problem problem;
  problem.seekers = static_cast<int>(instance.seekers());
  problem.places = static_cast<int>(instance.places());
  problem.capacity.assign(instance.capacity.begin(), instance.capacity.end());
  for (int s = 0; s < problem.seekers; ++s)
    for (const Edge& edge : instance.edges_of(static_cast<std::size_t>(s)))
      problem.edges.push_back({s, static_cast<int>(edge.place), edge.score});
  return problem;
}

Instance middling(std::uint64_t seed, Chance& chance) {
  MadeUp wanted;
  wanted.seekers = static_cast<std::size_t>(chance.between(8, 60));
  wanted.places = static_cast<std::size_t>(chance.between(6, 40));
  wanted.edges_each = static_cast<std::size_t>(chance.between(2, 6));
  wanted.most_score = chance.between(0, 1) ? 20 : 10'000;
  wanted.most_capacity = chance.between(1, 3);
  return made_up(wanted, seed);
}

/// Three districts in two parts of town, two partners; bounds near what may happen.
std::vector<Group> town(const Instance& instance, Chance& chance) {
  std::vector<Group> groups(4);
  std::vector<Group> partners(2, {Side::places, {}, 0, no_upper});
  for (std::uint32_t s = 0; s < instance.seekers(); ++s) {
    const auto district = static_cast<std::size_t>(chance.between(0, 2));
    groups[district].members.push_back(s);
    if (district < 2) groups[3].members.push_back(s);
  }
  for (std::uint32_t p = 0; p < instance.places(); ++p) partners[chance.next() % 2].members.push_back(p);
  groups.insert(groups.end(), partners.begin(), partners.end());
  for (Group& group : groups) {
    const auto size = static_cast<std::int64_t>(group.members.size());
    if (chance.between(0, 1)) group.lower = chance.between(size / 3, size * 2 / 3);
    if (chance.between(0, 1))
      group.upper = std::max<std::int64_t>(group.lower, chance.between(size / 4, size));
  }
  return groups;
}

oracle::Row row_of(const oracle::Problem& problem, const Group& group) {
  oracle::Row row{
      {}, static_cast<double>(group.lower), group.upper == no_upper ? 1e6 : static_cast<double>(group.upper)};
  for (const auto& edge : problem.edges) {
    const auto member = static_cast<std::uint32_t>(group.side == Side::seekers ? edge.seeker : edge.place);
    row.factor.push_back(std::count(group.members.begin(), group.members.end(), member) > 0 ? 1 : 0);
  }
  return row;
}

TEST(BoundsOracle, IntegerProgrammingFindsTheSameUnderBoundsOnGroups) {
  int possible = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    Chance chance(seed);
    const Instance instance = middling(seed, chance);
    const std::vector<Group> groups = town(instance, chance);
    if (refusal_of(instance, groups)) continue;  // a partner with less room than asked for
    const oracle::Problem problem = for_glpk(instance);
    std::vector<oracle::Row> rows;
    for (const Group& group : groups) rows.push_back(row_of(problem, group));
    const oracle::Answer answer = oracle::solved_by_integer_programming(problem, rows);
    const Bounded bounded = solve_bounded(instance, groups);
    ASSERT_EQ(bounded.possible, answer.matched >= 0) << seed;
    if (!bounded.possible) continue;
    ++possible;
    ASSERT_EQ(bounded.matched, answer.matched) << seed;
    ASSERT_EQ(bounded.score, answer.score) << seed;
  }
  EXPECT_GT(possible, 100);
}

/// One program for each number of the first: the row of the difference itself would keep the solver for hours.
oracle::Answer best_within(const oracle::Problem& problem, const Halves& halves, std::int64_t most) {
  std::vector<oracle::Row> rows(2);
  for (const auto& edge : problem.edges) {
    const Half half = halves.of_seeker[static_cast<std::size_t>(edge.seeker)];
    rows[0].factor.push_back(half == Half::first ? 1 : 0);
    rows[1].factor.push_back(half == Half::second ? 1 : 0);
  }
  oracle::Answer best;
  for (std::int64_t x = 0; x <= halves.first_size; ++x) {
    std::int64_t least = halves.second_size + 1, greatest = -1;
    for (std::int64_t y = 0; y <= halves.second_size; ++y) {
      if (apart(halves, x, y) > most) continue;
      least = std::min(least, y);
      greatest = y;
    }
    if (greatest < 0) continue;
    rows[0].least = rows[0].most = static_cast<double>(x);
    rows[1].least = static_cast<double>(least);
    rows[1].most = static_cast<double>(greatest);
    const oracle::Answer answer = oracle::solved_by_integer_programming(problem, rows);
    if (std::pair(answer.matched, answer.score) > std::pair(best.matched, best.score)) best = answer;
  }
  return best;
}

TEST(BoundsOracle, IntegerProgrammingFindsTheSameUnderABoundOnTheDifference) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Chance chance(seed + 1'000);
    const Instance instance = middling(seed, chance);
    Halves halves;
    for (std::size_t s = 0; s < instance.seekers(); ++s) {
      halves.of_seeker.push_back(
          static_cast<Half>(s < 2 ? s + 1 : static_cast<std::size_t>(chance.between(seed % 2 ? 0 : 1, 2))));
      halves.first_size += halves.of_seeker.back() == Half::first;
      halves.second_size += halves.of_seeker.back() == Half::second;
    }
    const std::int64_t most = apart_within(halves, chance.between(0, 20) * 100);
    const oracle::Answer answer = best_within(for_glpk(instance), halves, most);
    const Gapped gapped = solve_gap(instance, halves, most, solve(instance));
    ASSERT_TRUE(gapped.possible) << seed;
    ASSERT_EQ(gapped.reached.matched, answer.matched) << seed;
    ASSERT_EQ(gapped.reached.score, answer.score) << seed;
  }
}

}  // namespace
}  // namespace parvis::assignment

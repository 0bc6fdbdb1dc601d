#include "domain/assignment/assignment.hpp"

#include <gtest/gtest.h>

#include "domain/assignment/made_up.hpp"
#include "domain/assignment/proof_in_tests.hpp"

namespace parvis::assignment {
namespace {

/// Every way to give places, one after the other: the most pairs, then the greatest score, then the set of
/// matched seekers that comes first (a bit per seeker, seeker 0 the highest).
struct Best {
  std::int64_t matched = -1, score = 0;
  std::uint64_t who = 0;
};

void try_all(const Instance& instance, std::vector<std::int32_t>& room, std::size_t seeker, Best now,
             Best& best) {
  if (seeker == instance.seekers()) {
    if (std::tuple(now.matched, now.score, now.who) > std::tuple(best.matched, best.score, best.who))
      best = now;
    return;
  }
  now.who *= 2;
  try_all(instance, room, seeker + 1, now, best);
  for (const Edge& edge : instance.edges_of(seeker)) {
    if (room[edge.place] == 0) continue;
    --room[edge.place];
    try_all(instance, room, seeker + 1, {now.matched + 1, now.score + edge.score, now.who + 1}, best);
    ++room[edge.place];
  }
}

Best best_of(const Instance& instance) {
  Best best;
  std::vector<std::int32_t> room = instance.capacity;
  try_all(instance, room, 0, {0, 0, 0}, best);
  return best;
}

std::uint64_t who_of(const Solution& solution) {
  std::uint64_t who = 0;
  for (const std::int32_t place : solution.place_of) who = who * 2 + (place != no_place);
  return who;
}

std::string told(const Instance& instance) {
  std::string text = "capacities";
  for (const std::int32_t c : instance.capacity) text += " " + std::to_string(c);
  for (std::size_t s = 0; s < instance.seekers(); ++s) {
    text += "; seeker " + std::to_string(s) + ":";
    for (const Edge& e : instance.edges_of(s))
      text += " " + std::to_string(e.place) + "=" + std::to_string(e.score);
  }
  return text;
}

/// Empty when the solver's answer is the best there is, with a sound certificate.
std::string compared_with_all_ways(const Instance& instance) {
  const Solution solution = solve(instance);
  std::string fault = fault_in(instance, solution);
  const Best best = best_of(instance);
  if (solution.matched != best.matched) fault += " matched";
  if (solution.score != best.score) fault += " score";
  if (who_of(solution) != best.who) fault += " who";
  return fault.empty() ? fault : fault + " | " + told(instance);
}

/// Edges in a small grid from a number in base 4: 3 is no edge, else the score.
Instance from_number(std::size_t seekers, std::size_t places, std::uint64_t number,
                     std::uint64_t capacities) {
  Instance instance;
  instance.first.push_back(0);
  for (std::size_t s = 0; s < seekers; ++s) {
    for (std::uint32_t p = 0; p < places; ++p, number /= 4) {
      if (number % 4 < 3) instance.edges.push_back({p, static_cast<std::int32_t>(number % 4)});
    }
    instance.first.push_back(instance.edges.size());
  }
  for (std::size_t p = 0; p < places; ++p, capacities /= 2) {
    instance.capacity.push_back(1 + static_cast<std::int32_t>(capacities % 2));
  }
  return instance;
}

TEST(Assignment, IsTheBestOfAllWaysInEveryGraphOfUpToThreeByThree) {
  std::uint64_t graphs = 0;
  for (std::size_t seekers = 1; seekers <= 3; ++seekers) {
    for (std::size_t places = 1; places <= 3; ++places) {
      const std::uint64_t numbers = std::uint64_t{1} << (2 * seekers * places);
      for (std::uint64_t number = 0; number < numbers; ++number) {
        for (std::uint64_t capacities = 0; capacities < (1u << places); ++capacities, ++graphs) {
          const std::string fault = compared_with_all_ways(from_number(seekers, places, number, capacities));
          ASSERT_EQ(fault, "");
        }
      }
    }
  }
  EXPECT_EQ(graphs, 2u * 4 + 4 * 16 + 8 * 64 + 2 * 16 + 4 * 256 + 8 * 4096 + 2 * 64 + 4 * 4096 + 8 * 262144);
}

TEST(Assignment, IsTheBestOfAllWaysInTwentyThousandRandomGraphsOfUpToSixBySix) {
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    Chance chance(seed);
    MadeUp wanted;
    wanted.seekers = static_cast<std::size_t>(chance.between(0, 6));
    wanted.places = static_cast<std::size_t>(chance.between(0, 6));
    wanted.edges_each = static_cast<std::size_t>(chance.between(0, 6));
    wanted.least_score = chance.between(0, 1) ? 0 : -1'000'000'000;
    wanted.most_score = chance.between(0, 2) ? chance.between(0, 5) : 999'999'000;
    wanted.least_capacity = chance.between(0, 1);
    wanted.most_capacity = chance.between(1, 3);
    wanted.shared = chance.between(0, 1) ? 0 : 1000;
    ASSERT_EQ(compared_with_all_ways(made_up(wanted, seed)), "") << "seed " << seed;
  }
}

TEST(Assignment, GivesTheSameNumberAndScoreHoweverPeopleAreNumbered) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Chance chance(seed);
    const Instance instance = made_up(
        {static_cast<std::size_t>(chance.between(1, 120)), static_cast<std::size_t>(chance.between(1, 80)),
         static_cast<std::size_t>(chance.between(1, 100)), -5, chance.between(0, 400), 0, 4, 0},
        seed);
    const Solution one = solve(instance);
    const Solution other = solve(
        renumbered(instance, shuffled(instance.seekers(), chance), shuffled(instance.places(), chance)));
    ASSERT_EQ(fault_in(instance, one), "") << seed;
    ASSERT_EQ(one.matched, other.matched) << seed;
    ASSERT_EQ(one.score, other.score) << seed;
  }
}

TEST(Assignment, GivesTheSameAnswerEveryTime) {
  const Instance instance = made_up({400, 200, 150, 0, 20, 1, 3, 0}, 7);
  const Solution one = solve(instance), other = solve(instance);
  EXPECT_EQ(one.place_of, other.place_of);
  EXPECT_EQ(one.certificate.seeker_price, other.certificate.seeker_price);
}

TEST(Assignment, BringsInEdgesThatLookedPoorAtFirst) {
  // Far more edges than are kept to begin with, and scores that everybody shares, so that the first choice is
  // much too narrow.
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    const std::size_t seekers = seed % 2 ? 700 : 350, places = seed % 3 ? 300 : 500;
    const Instance instance =
        made_up({seekers, places, 500, 0, 50, 1, seed % 4 ? 1 : 3, seed % 2 ? 10'000 : 0}, seed);
    ASSERT_EQ(fault_in(instance, solve(instance)), "") << seed;
  }
}

TEST(Assignment, KnowsWhatToDoWithNothing) {
  EXPECT_EQ(solve({}).matched, 0);
  EXPECT_EQ(solve({{0}, {}, {1, 1}}).matched, 0);
  EXPECT_EQ(solve({{0, 0, 0}, {}, {}}).matched, 0);
  EXPECT_EQ(solve({{0, 0}, {}, {1}}).matched, 0);
  EXPECT_TRUE(places_with_room({}, solve({})).empty());
}

TEST(Assignment, GivesNobodyAPlaceThatIsClosed) {
  const Instance instance{{0, 1, 2}, {{0, 500}, {0, 900}}, {0}};
  const Solution solution = solve(instance);
  EXPECT_EQ(solution.matched, 0);
  EXPECT_EQ(fault_in(instance, solution), "");
}

TEST(Assignment, FillsOnePlaceThatTakesEverybody) {
  const std::size_t seekers = 3000;
  Instance instance = made_up({seekers, 1, 1, 0, 9, 2000, 2000, 0}, 3);
  const Solution tight = solve(instance);
  EXPECT_EQ(tight.matched, 2000);
  EXPECT_EQ(fault_in(instance, tight), "");
  instance.capacity[0] = INT32_MAX;
  const Solution wide = solve(instance);
  EXPECT_EQ(wide.matched, 3000);
  EXPECT_EQ(fault_in(instance, wide), "");
}

TEST(Assignment, PrefersWhoeverRegisteredFirstWhenAllIsEqual) {
  const Instance instance = made_up({60, 20, 20, 7, 7, 1, 2, 0}, 5);
  const Solution solution = solve(instance);
  for (std::size_t s = 0; s < 60; ++s) {
    EXPECT_EQ(solution.place_of[s] != no_place, s < static_cast<std::size_t>(solution.matched));
  }
}

TEST(Assignment, PrefersMorePairsToAGreaterScore) {
  const Instance instance{{0, 2, 3}, {{0, 10'000}, {1, 0}, {0, 0}}, {1, 1}};
  const Solution solution = solve(instance);
  EXPECT_EQ(solution.matched, 2);
  EXPECT_EQ(solution.score, 0);
}

TEST(Assignment, KnowsAtWhichPlacesOneMoreEdgeGivesOneMorePair) {
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    Chance chance(seed);
    Instance instance = made_up({5, 5, static_cast<std::size_t>(chance.between(0, 3)), 0, 3, 0, 2, 0}, seed);
    const Solution solution = solve(instance);
    const std::vector<std::uint8_t> room = places_with_room(instance, solution);
    // A sixth seeker who can go to one place only.
    for (std::uint32_t p = 0; p < instance.places(); ++p) {
      Instance more = instance;
      more.edges.push_back({p, 0});
      more.first.push_back(more.edges.size());
      ASSERT_EQ(solve(more).matched - solution.matched, room[p]) << seed << " " << p << " " << told(instance);
    }
  }
}

TEST(Assignment, TellsHowFarItIsAndNeverGoesBack) {
  int last = -1, times = 0;
  SolveOptions options;
  options.progress = [&](int share) {
    EXPECT_GT(share, last);
    last = share;
    ++times;
  };
  solve(made_up({500, 300, 200, 0, 1000, 1, 2, 0}, 1), options);
  EXPECT_EQ(last, 10'000);
  EXPECT_GT(times, 3);
}

}  // namespace
}  // namespace parvis::assignment

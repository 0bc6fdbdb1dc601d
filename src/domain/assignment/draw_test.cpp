// The draw against its definition, by trying everything.
#include "domain/assignment/draw.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "domain/assignment/made_up.hpp"

namespace parvis::assignment {
namespace {

using Set = std::uint32_t;  // a bit for each seeker

/// The greatest score of placing exactly these; nothing when they cannot all be placed.
std::optional<std::int64_t> placed(const Instance& instance, Set set) {
  std::vector<std::int32_t> left = instance.capacity;
  std::optional<std::int64_t> most;
  const std::function<void(std::size_t, std::int64_t)> go = [&](std::size_t s, std::int64_t score) {
    while (s < instance.seekers() && !(set >> s & 1)) ++s;
    if (s >= instance.seekers()) {
      most = std::max(most.value_or(score), score);
      return;
    }
    for (const Edge& edge : instance.edges_of(s)) {
      if (left[edge.place] == 0) continue;
      --left[edge.place];
      go(s + 1, score + edge.score);
      ++left[edge.place];
    }
  };
  go(0, 0);
  return most;
}

std::vector<std::int32_t> counts(const Groups& groups, Set set) {
  std::vector<std::int32_t> of(groups.bounds.size(), 0);
  for (std::size_t s = 0; s < groups.of.size(); ++s)
    of[groups.of[s]] += static_cast<std::int32_t>(set >> s & 1);
  return of;
}

struct Tried {
  std::vector<Set> possible;  // that can be placed and hold the upper bounds
  std::vector<std::int32_t> lower;
  BoundsNo no;
  Set served = 0;
  std::int64_t score = 0;
};

/// From the definitions in draw.hpp.
Tried try_everything(const Instance& instance, const Groups& groups) {
  Tried tried;
  const Set all = Set{1} << instance.seekers();
  for (Set set = 0; set < all; ++set) {
    const auto count = counts(groups, set);
    bool holds = placed(instance, set).has_value();
    for (std::size_t g = 0; g < count.size(); ++g) holds = holds && count[g] <= groups.bounds[g].upper;
    if (holds) tried.possible.push_back(set);
  }
  std::vector<Set> left = tried.possible;
  for (std::size_t g = 0; g < groups.bounds.size(); ++g) {
    const auto held = [&](Set set) { return std::min(counts(groups, set)[g], groups.bounds[g].lower); };
    std::int32_t most = 0;
    for (const Set set : left) most = std::max(most, held(set));
    std::erase_if(left, [&](Set set) { return held(set) < most; });
    tried.lower.push_back(most);
    tried.no.wanted += groups.bounds[g].lower;
  }
  for (const Set set : tried.possible) {
    std::int64_t sum = 0;
    for (std::size_t g = 0; g < groups.bounds.size(); ++g)
      sum += std::min(counts(groups, set)[g], groups.bounds[g].lower);
    tried.no.possible = std::max(tried.no.possible, sum);
  }
  for (std::size_t s = 0; s < instance.seekers(); ++s) {
    const Set wanted = tried.served | Set{1} << s;
    if (std::any_of(left.begin(), left.end(), [&](Set set) { return (set & wanted) == wanted; }))
      tried.served = wanted;
  }
  tried.score = *placed(instance, tried.served);
  return tried;
}

Set served(const Answer& answer) {
  Set set = 0;
  for (std::size_t s = 0; s < answer.place_of.size(); ++s)
    if (answer.place_of[s] != no_place) set |= Set{1} << s;
  return set;
}

/// What a resident would check: nobody is better off at another place for its price, and empty seats are free.
std::string fault_in_prices(const Instance& instance, const Draw& drawn) {
  std::vector<std::int32_t> used(instance.places(), 0);
  for (std::size_t s = 0; s < instance.seekers(); ++s) {
    const std::int32_t place = drawn.answer.place_of[s];
    if (place == no_place) continue;
    ++used[static_cast<std::size_t>(place)];
    std::int64_t here = 0, best = INT64_MIN;
    for (const Edge& edge : instance.edges_of(s)) {
      const std::int64_t worth = edge.score - drawn.price[edge.place];
      best = std::max(best, worth);
      if (static_cast<std::int32_t>(edge.place) == place) here = worth;
    }
    if (here < best) return "somebody is better off elsewhere";
  }
  for (std::size_t p = 0; p < instance.places(); ++p) {
    if (drawn.price[p] < 0) return "a price below 0";
    if (used[p] < instance.capacity[p] && drawn.price[p] != 0) return "an empty seat that costs something";
  }
  return {};
}

void expect_by_definition(const Instance& instance, const Groups& groups, std::uint64_t seed) {
  const Tried tried = try_everything(instance, groups);
  const auto drawn = draw(instance, groups);
  const auto relaxed = draw(instance, groups, LowerBounds::as_far_as_possible);
  ASSERT_EQ(drawn.has_value(), tried.no.possible == tried.no.wanted) << seed;
  ASSERT_TRUE(relaxed.has_value());
  if (!drawn) {
    ASSERT_EQ(drawn.error().wanted, tried.no.wanted) << seed;
    ASSERT_EQ(drawn.error().possible, tried.no.possible) << seed;
  } else {
    ASSERT_EQ(drawn->answer.place_of, relaxed->answer.place_of) << seed;
  }
  ASSERT_EQ(served(relaxed->answer), tried.served) << seed;
  ASSERT_EQ(relaxed->answer.score, tried.score) << seed;
  ASSERT_EQ(relaxed->lower, tried.lower) << seed;
  ASSERT_EQ(fault_in_prices(instance, *relaxed), "") << seed;
}

Groups one_group(const Instance& instance) {
  return {std::vector<std::uint32_t>(instance.seekers(), 0), {Bound{}}};
}

/// Every graph of this size with each score 0, 1 or 2, or no edge; `capacity` for every place.
template <class Act>
void for_all_graphs(std::size_t seekers, std::size_t places, std::int32_t capacity, Act act) {
  std::uint64_t all = 1;
  for (std::size_t i = 0; i < seekers * places; ++i) all *= 4;
  for (std::uint64_t code = 0; code < all; ++code) {
    Instance instance;
    instance.capacity.assign(places, capacity);
    instance.first.push_back(0);
    std::uint64_t rest = code;
    for (std::size_t s = 0; s < seekers; ++s) {
      for (std::uint32_t p = 0; p < places; ++p, rest /= 4)
        if (rest % 4 > 0) instance.edges.push_back({p, static_cast<std::int32_t>(rest % 4) - 1});
      instance.first.push_back(instance.edges.size());
    }
    act(instance, code);
    if (testing::Test::HasFatalFailure()) return;
  }
}

TEST(Draw, ServesByItsDefinitionInEveryGraphUpToThreeByThree) {
  for (std::size_t seekers = 0; seekers <= 3; ++seekers)
    for (std::size_t places = 0; places <= 3; ++places)
      for (std::int32_t capacity = 1; capacity <= (seekers * places < 9 ? 2 : 1); ++capacity)
        for_all_graphs(seekers, places, capacity, [](const Instance& instance, std::uint64_t code) {
          expect_by_definition(instance, one_group(instance), code);
        });
}

TEST(Draw, HoldsBoundsByItsDefinitionInEveryGraphUpToThreeByTwo) {
  const std::vector<Bound> bounds = {{0, 0}, {0, 1}, {1, 1}, {1, 2}, {2, 2}, {0, 3}};
  for (std::uint32_t of = 0; of < 8; ++of)
    for (const Bound& first : bounds)
      for (const Bound& second : bounds)
        for_all_graphs(3, 2, 1, [&](const Instance& instance, std::uint64_t code) {
          if (code % 7 != of % 7) return;  // each graph with some of the bounds
          expect_by_definition(instance, {{of & 1, of >> 1 & 1, of >> 2 & 1}, {first, second}}, code);
        });
}

Instance any_instance(std::uint64_t seed) {
  Chance chance(seed * 31 + 5);
  MadeUp wanted;
  wanted.seekers = static_cast<std::size_t>(chance.between(1, 6));
  wanted.places = static_cast<std::size_t>(chance.between(1, 6));
  wanted.edges_each = static_cast<std::size_t>(chance.between(1, chance.between(1, 6)));
  wanted.least_score = chance.between(0, 1) ? 0 : -5;
  wanted.most_score = chance.between(0, 1) ? chance.between(0, 2) : 50;
  wanted.least_capacity = chance.between(0, 1);
  wanted.most_capacity = chance.between(1, 3);
  return made_up(wanted, seed);
}

Groups any_groups(const Instance& instance, std::uint64_t seed) {
  Chance chance(seed * 17 + 3);
  Groups groups;
  const std::int32_t count = chance.between(1, 4);
  for (std::int32_t g = 0; g < count; ++g) {
    Bound bound;
    if (chance.between(0, 2) > 0) bound.lower = chance.between(0, 3);
    if (chance.between(0, 2) > 0) bound.upper = chance.between(bound.lower, bound.lower + 2);
    groups.bounds.push_back(bound);
  }
  for (std::size_t s = 0; s < instance.seekers(); ++s)
    groups.of.push_back(static_cast<std::uint32_t>(chance.between(0, count - 1)));
  return groups;
}

TEST(Draw, ServesByItsDefinitionInTwentyThousandGraphsUpToSixBySix) {
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    const Instance instance = any_instance(seed);
    expect_by_definition(instance, one_group(instance), seed);
    if (HasFatalFailure()) return;
  }
}

TEST(Draw, HoldsBoundsByItsDefinitionInTwentyThousandGraphsUpToSixBySix) {
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    const Instance instance = any_instance(seed + 50'000);
    expect_by_definition(instance, any_groups(instance, seed), seed);
    if (HasFatalFailure()) return;
  }
}

TEST(Draw, ServesAsManyAsTheBestAnswerWhenThereAreNoBounds) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    MadeUp wanted{300, 40, 5, 0, 100, 0, 9, 0};
    const Instance instance = made_up(wanted, seed);
    EXPECT_EQ(drawn(instance).matched, best(instance).matched) << seed;
  }
}

/// Two hundred people of three groups: too many to try everything.
TEST(Draw, ServesTheSamePeopleWhenThoseLeftOutComeLast) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    Chance chance(seed);
    const Instance instance = made_up({200, 25, 4, 0, 100, 0, 6, 0}, seed);
    Groups groups;
    for (std::size_t s = 0; s < 200; ++s)
      groups.of.push_back(static_cast<std::uint32_t>(chance.between(0, 2)));
    groups.bounds = {{chance.between(0, 10), 30}, {0, chance.between(5, 20)}, {5, 200}};
    const auto result = draw(instance, groups);
    ASSERT_TRUE(result);
    std::vector<std::uint32_t> order;
    for (std::uint32_t s = 0; s < 200; ++s)
      if (result->answer.place_of[s] != no_place) order.push_back(s);
    const std::size_t served = order.size();
    for (std::uint32_t s = 0; s < 200; ++s)
      if (result->answer.place_of[s] == no_place) order.push_back(s);
    std::vector<std::uint32_t> numbers(200), places(25);
    for (std::uint32_t i = 0; i < 200; ++i) numbers[order[i]] = i;
    for (std::uint32_t p = 0; p < 25; ++p) places[p] = p;
    Groups again = groups;
    for (std::uint32_t s = 0; s < 200; ++s) again.of[numbers[s]] = groups.of[s];
    const auto same = draw(renumbered(instance, numbers, places), again);
    ASSERT_TRUE(same);
    for (std::size_t i = 0; i < served; ++i) EXPECT_NE(same->answer.place_of[i], no_place) << seed;
  }
}

TEST(Methods, AnswerTheSameInstanceAndPromiseNoMoreThanTheyKeep) {
  for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
    const Instance instance = any_instance(seed + 900'000);
    const Answer exact = best(instance);
    for (const Method& method : methods()) {
      const Answer answer = method.answer(instance);
      const More more = more_than(exact, answer);
      ASSERT_GE(more.pairs, 0) << method.id << seed;
      if (more.pairs == 0) {
        ASSERT_GE(more.score, 0) << method.id << seed;
      }
      if (answer.promises.most_pairs) {
        ASSERT_EQ(more.pairs, 0) << method.id << seed;
      }
      ASSERT_EQ(answer.matched, std::count_if(answer.place_of.begin(), answer.place_of.end(),
                                              [](std::int32_t place) { return place != no_place; }));
    }
    EXPECT_EQ(greedy(instance).promises, Promises{});
  }
}

TEST(Methods, TheListOfAPersonMissesAPairThatTheExactAnswerHas) {
  // docs/matching.md 4: Adam X 9 000 and Y 6 000, Bahar X 8 000, Cyrus X 7 000.
  const Instance instance{{0, 2, 3, 4}, {{0, 9000}, {1, 6000}, {0, 8000}, {0, 7000}}, {1, 1}};
  EXPECT_EQ(greedy(instance).place_of, (std::vector<std::int32_t>{0, no_place, no_place}));
  const More more = more_than(best(instance), greedy(instance));
  EXPECT_EQ(more.pairs, 1);
  EXPECT_EQ(more.score, 5000);
}

}  // namespace
}  // namespace parvis::assignment

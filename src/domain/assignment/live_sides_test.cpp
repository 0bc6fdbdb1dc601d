#include "domain/assignment/live_sides.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "domain/assignment/made_up.hpp"

namespace parvis::assignment {
namespace {

/// Two sides with random edges and prices, `begin` done.
struct TwoSides {
  sides::Side seekers, places;
  sides::Price tolerance = 0;

  explicit TwoSides(Chance& chance) {
    for (std::uint32_t i = 0; i < 30; ++i) {
      seekers.price[seekers.add()] = chance.between(0, 500);
      places.price[places.add()] = chance.between(0, 500);
    }
    for (std::uint32_t s = 0; s < 30; ++s)
      for (std::uint32_t p = 0; p < 30; ++p)
        if (chance.between(0, 1) == 0) {
          const auto score = chance.between(0, 1'000);
          seekers.edges[s].all.push_back({p, score});
          places.edges[p].all.push_back({s, score});
        }
    tolerance = sides::begin(seekers, places);
  }
};

TEST(LiveSides, NoEdgeBehindTheFrontLiesNearerThanItsBound) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Chance chance(seed);
    TwoSides two(chance);
    for (int i = 0; i < 400; ++i) {
      const bool turned = chance.between(0, 1) == 0;
      auto& side = turned ? two.places : two.seekers;
      auto& other = turned ? two.seekers : two.places;
      const auto node = static_cast<std::uint32_t>(chance.between(0, 29));
      const auto end = static_cast<std::uint32_t>(chance.between(0, 29));
      const auto score = chance.between(0, 1'000);
      switch (chance.between(0, 5)) {
        case 0:
        case 1:
          sides::set_price(side, other, node, chance.between(0, 500), two.tolerance,
                           i % 3 == 0 ? sides::Rises::for_now : sides::Rises::for_good);
          break;
        case 2: sides::gather(side, other, node, chance.between(-1'000, 500)); break;
        case 3:
          sides::drop_edge(side, node, end);
          sides::drop_edge(other, end, node);
          break;
        default:
          if (sides::score_of(side, node, end)) {
            sides::set_score(side, other, node, {end, score});
            sides::set_score(other, side, end, {node, score});
          } else {
            sides::add_edge(side, other, node, {end, score});
            sides::add_edge(other, side, end, {node, score});
          }
      }
      ASSERT_TRUE(sides::is_sound(two.seekers, two.places)) << seed << " " << i;
      ASSERT_TRUE(sides::is_sound(two.places, two.seekers)) << seed << " " << i;
    }
    for (std::uint32_t s = 0; s < 30; ++s) {
      auto least = sides::never;
      for (const auto& [place, score] : two.seekers.edges[s].all)
        least = std::min(least, two.places.price[place] - score);
      EXPECT_EQ(sides::nearest(two.seekers, two.places, s), least);
    }
  }
}

TEST(LiveSides, APriceOfTwoLevelsIsOneNumberAndBack) {
  for (const Worth worth :
       {Worth{0, 0}, Worth{1, 0}, Worth{1, -10'000}, Worth{0, 7}, Worth{1, 4'000'000'000'000}})
    EXPECT_EQ(sides::in_levels(sides::packed(worth)), worth);
  EXPECT_LT(sides::packed({0, 4'000'000'000'000}), sides::packed({1, -4'000'000'000'000}));
}

TEST(LiveSides, TheQueueGivesTheNearestFirst) {
  Chance chance(3);
  sides::Queue queue;
  for (int round = 0; round < 20; ++round) {
    queue.clear();
    std::multiset<sides::Price> waiting;
    sides::Price last = 0;
    for (int i = 0; i < 500; ++i) {
      if (waiting.empty() || chance.between(0, 2) > 0) {
        const auto distance =
            last + chance.between(0, round * 10) + (chance.between(0, 9) == 0 ? sides::person : 0);
        queue.push(distance, static_cast<std::uint32_t>(i));
        waiting.insert(distance);
      } else {
        last = queue.least();
        ASSERT_EQ(last, *waiting.begin());
        ASSERT_EQ(queue.pop().distance, last);
        waiting.erase(waiting.begin());
        if (last > sides::person) break;
      }
    }
  }
}

}  // namespace
}  // namespace parvis::assignment

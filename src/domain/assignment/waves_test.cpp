#include "domain/assignment/waves.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "domain/assignment/summer_made_up.hpp"

namespace parvis::assignment {
namespace {

void answer(Standing& standing, std::int32_t place, bool yes) {
  standing = {yes ? Reply::accepted : Reply::declined, place};
}

TEST(Waves, WhoeverSaidYesKeepsThePlaceAndTheNextInOrderGetsWhatIsFree) {
  // Three want X, which has two seats; the third also wants Y, which is closed.
  const Instance instance{{0, 1, 2, 3}, {{0, 5}, {0, 5}, {0, 5}}, {2}};
  std::vector<Standing> standings(3);
  const auto first = next_wave(instance, {}, standings);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->offered, (std::vector<std::int32_t>{0, 0, no_place}));
  answer(standings[0], 0, false);
  answer(standings[1], 0, true);
  const auto second = next_wave(instance, {}, standings);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->offered, (std::vector<std::int32_t>{no_place, no_place, 0}));
  EXPECT_EQ(second->accepted, 1);
  answer(standings[2], 0, false);
  EXPECT_EQ(next_wave(instance, {}, standings)->offers, 0);
}

TEST(Waves, TheFirstWaveRefusesLowerBoundsThatCannotBeMetAndLaterOnesMeetThemAsFarAsPossible) {
  const Instance instance{{0, 1, 2, 3}, {{0, 0}, {0, 0}, {0, 0}}, {2}};
  Groups groups{{0, 1, 0}, {{0, 2}, {2, 2}}};
  std::vector<Standing> standings(3);
  const auto refused = next_wave(instance, groups, standings);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().wanted, 2);
  EXPECT_EQ(refused.error().possible, 1);
  groups.bounds[1].lower = 1;
  const auto first = next_wave(instance, groups, standings);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->offered, (std::vector<std::int32_t>{0, 0, no_place}));
  answer(standings[0], 0, true);
  answer(standings[1], 0, false);
  const auto second = next_wave(instance, groups, standings);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->offered, (std::vector<std::int32_t>{no_place, no_place, 0}));
  EXPECT_EQ(second->lower, (std::vector<std::int32_t>{0, 0}));
}

/// One summer from the first wave until nobody is offered anything.
void play(const Summer& summer, Chance& chance, const Groups& groups, std::int64_t employed) {
  const std::size_t people = summer.instance.seekers();
  std::vector<Standing> standings(people);
  std::vector<std::int64_t> at(summer.instance.places(), 0);
  std::int64_t offers = 0, yes = 0, waves = 0;
  for (;; ++waves) {
    ASSERT_LT(waves, 60);
    const auto wave = next_wave(summer.instance, groups, standings);
    ASSERT_TRUE(wave);
    EXPECT_EQ(wave->accepted, yes);
    if (wave->offers == 0) break;
    std::int64_t urgent = 0;
    for (std::size_t s = 0; s < people; ++s) {
      if (wave->offered[s] == no_place) continue;
      ASSERT_EQ(standings[s].reply, Reply::never_offered) << "offered twice";
      urgent += s < summer.urgent ? 1 : 0;
      const bool accepts = summer.says_yes(chance);
      answer(standings[s], wave->offered[s], accepts);
      if (accepts) ++at[static_cast<std::size_t>(wave->offered[s])];
      yes += accepts ? 1 : 0;
    }
    // R22: of 845 from the priority groups 840 were offered a place. Here five of them wish for a closed place only.
    if (waves == 0) {
      EXPECT_EQ(urgent, 840);
    }
    offers += wave->offers;
  }
  EXPECT_EQ(yes, employed);
  EXPECT_GT(offers, employed);
  for (std::size_t p = 0; p < at.size(); ++p) EXPECT_LE(at[p], summer.instance.capacity[p]);
}

TEST(Waves, TheSummerIsPlayedUntilEveryPlaceIsTaken) {
  Chance chance(2024);
  const Summer summer = a_summer(1);
  play(summer, chance, {}, 8'480);
}

TEST(Waves, TheSummerIsEvenBetweenWomenAndMenWhenThatIsABound) {
  Chance chance(2025);
  const Summer summer = a_summer(2);
  play(summer, chance, {summer.group, {{4'200, 4'280}, {4'200, 4'280}}}, 8'480);
}

}  // namespace
}  // namespace parvis::assignment

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <chrono>
#include <set>

#include "domain/occupations/source.hpp"
#include "domain/occupations/taxonomy.hpp"

namespace parvis::occupations {
namespace {

Ssyk code(std::string_view text) {
  return Ssyk::from(text).value();
}

// Computed from the rows themselves, with none of the tables that the taxonomy makes.
int value_by_hand(const Source& source, int first, int second) {
  if (first == second) return 9'000;
  int value = 0;
  for (const auto& pair : source.pairs) {
    const bool this_way = pair.first == first && pair.second == second;
    const bool other_way = pair.first == second && pair.second == first;
    if (!this_way && !other_way) continue;
    value = std::max(value, pair.percent == 75 ? 7'500 : pair.percent == 25 ? 2'500 : 0);
    value = std::max(value, pair.rank == 0 ? 0 : pair.rank <= 3 ? 6'000 : 4'500);
  }
  if (first / 10 == second / 10) value = std::max(value, 5'000);
  if (first / 100 == second / 100) value = std::max(value, 3'000);
  int fields[2] = {-1, -2};
  for (const auto& group : source.groups) {
    if (group.code == first && group.field >= 0) fields[0] = group.field;
    if (group.code == second && group.field >= 0) fields[1] = group.field;
  }
  return fields[0] == fields[1] ? std::max(value, 1'500) : value;
}

TEST(Nearness, OfTheStarterSetAgreesWithItsRows) {
  const auto taxonomy = Taxonomy::starter();
  std::set<Ground> met;
  for (const auto first : taxonomy->groups())
    for (const auto second : taxonomy->groups()) {
      const auto near = taxonomy->nearness(first, second);
      met.insert(near.ground);
      ASSERT_EQ(near.value(), value_by_hand(starter_source(), first.number(), second.number()))
          << first.text() << ' ' << second.text();
    }
  for (const auto ground : {Ground::same_group, Ground::listed_near, Ground::same_minor_group,
                            Ground::same_major_group, Ground::listed_low, Ground::same_field, Ground::none})
    EXPECT_TRUE(met.contains(ground)) << in_words(ground).id;
}

TEST(Nearness, TheSameOccupationInTwoLanguagesIsTheSame) {
  const auto taxonomy = Taxonomy::starter();
  const auto swedish = *taxonomy->find("svetsare").occupation, english = *taxonomy->find("welder").occupation;
  EXPECT_EQ(taxonomy->nearness(swedish, english).ground, Ground::same_occupation);
  EXPECT_EQ(taxonomy->nearness(swedish, english).value(), 10'000);
}

TEST(Nearness, ABareCodeIsTheSameGroupButNotTheSameOccupation) {
  const auto taxonomy = Taxonomy::starter();
  const auto title = *taxonomy->find("svetsare").occupation, bare = *taxonomy->find("7212").occupation;
  EXPECT_EQ(taxonomy->nearness(title, bare).ground, Ground::same_group);
  EXPECT_EQ(taxonomy->nearness(bare, bare).ground, Ground::same_group);
}

TEST(Nearness, AGroupThatIsNotKnownIsFarFromAllButItself) {
  const auto taxonomy = Taxonomy::starter();
  EXPECT_FALSE(taxonomy->knows(code("7219")));
  EXPECT_EQ(taxonomy->nearness(code("7219"), code("7212")).ground, Ground::none);
  EXPECT_EQ(taxonomy->nearness(code("7219"), code("7219")).ground, Ground::same_group);
}

TEST(Nearness, IsWorthLessFromGroundToGround) {
  for (int i = 0; i < static_cast<int>(Ground::none); ++i)
    EXPECT_GT(value_of(static_cast<Ground>(i)), value_of(static_cast<Ground>(i + 1)));
}

rc::Gen<Occupation> any_occupation(const Taxonomy& taxonomy) {
  const auto groups = taxonomy.groups();
  return rc::gen::map(
      rc::gen::nonEmpty(rc::gen::container<std::set<Ssyk>>(rc::gen::elementOf(groups))),
      [](const std::set<Ssyk>& some) { return Occupation{{some.begin(), some.end()}, {}, {}}; });
}

RC_GTEST_PROP(NearnessProperty, IsSymmetricAndTheGreatestOverTheSets, ()) {
  const auto taxonomy = Taxonomy::starter();
  const auto first = *any_occupation(*taxonomy), second = *any_occupation(*taxonomy);
  const auto near = taxonomy->nearness(first, second), back = taxonomy->nearness(second, first);
  RC_ASSERT(near.ground == back.ground);
  int greatest = 0;
  for (const auto one : first.groups)
    for (const auto other : second.groups)
      greatest = std::max(greatest, taxonomy->nearness(one, other).value());
  RC_ASSERT(near.value() == greatest);
  RC_ASSERT(taxonomy->nearness(near.first, near.second).ground == near.ground);
  RC_ASSERT(taxonomy->nearness(first, first).value() >= near.value());
}

RC_GTEST_PROP(NearnessProperty, OneOccupationMoreNeverTakesFurtherAway, ()) {
  const auto taxonomy = Taxonomy::starter();
  const auto first = *any_occupation(*taxonomy), second = *any_occupation(*taxonomy),
             more = *any_occupation(*taxonomy);
  RC_ASSERT(taxonomy->nearness(merged(first, more), second).value() >=
            taxonomy->nearness(first, second).value());
}

TEST(Professions, GroupsWithinOneProfessionShareItsNumber) {
  const auto taxonomy = Taxonomy::starter();
  EXPECT_NE(taxonomy->regulated_profession(code("2211")), 0);
  EXPECT_EQ(taxonomy->regulated_profession(code("2211")), taxonomy->regulated_profession(code("2212")));
  EXPECT_EQ(taxonomy->regulated_profession(code("7212")), 0);
}

TEST(Groups, HaveATitleAndAFieldInTheReadersLanguage) {
  const auto taxonomy = Taxonomy::starter();
  for (const auto group : taxonomy->groups())
    for (const auto* language : {"sv", "en", "ar", "uk", "so"}) {
      EXPECT_NE(taxonomy->title_of(group, language), "") << group.text();
      EXPECT_NE(taxonomy->field_of(group, language), "") << group.text();
    }
  EXPECT_EQ(taxonomy->title_of(code("7212"), "sv"), "svetsare");
}

TEST(Groups, ThatOnlyTheirCodeLeadsToAreShownInWordsAndNearWhatSharesTheirDigits) {
  const auto taxonomy = Taxonomy::starter();
  EXPECT_EQ(taxonomy->title_of(code("1111"), "sv"), "heltidspolitiker");
  EXPECT_EQ(taxonomy->title_of(code("0110"), "en"), "military officer");
  EXPECT_EQ(taxonomy->field_of(code("0110"), "sv"), "Militära yrken");
  EXPECT_EQ(taxonomy->nearness(code("1111"), code("1112")).ground, Ground::same_minor_group);
  EXPECT_EQ(taxonomy->nearness(code("8111"), code("8189")).ground, Ground::same_major_group);
  EXPECT_EQ(taxonomy->nearness(code("7115"), code("7111")).ground, Ground::same_minor_group);
}

}  // namespace
}  // namespace parvis::occupations

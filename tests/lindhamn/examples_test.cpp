// The two examples that docs/matching.md works out by hand.
#include <gtest/gtest.h>

#include "domain/matching/round.hpp"
#include "domain/proof/checker.hpp"
#include "lindhamn/lindhamn.hpp"

namespace parvis::lindhamn {
namespace {

using people::Level;
using programme::CriterionKind;

TEST(ExampleByHand, AmiraAndBoAreWorth5250) {
  const auto taxonomy = occupations::Taxonomy::starter();
  std::vector<people::Adept> adepts(1);
  std::vector<people::Mentor> mentors(1);
  auto& amira = adepts[0];
  auto& bo = mentors[0];
  amira.occupation = taxonomy->find("7212").occupation;
  bo.occupation = taxonomy->find("7213").occupation;
  amira.languages = {{"ara", Level::native}};
  bo.languages = {{"ara", Level::b2}};
  amira.availability.emplace().set(34).set(35).set(36).set(37).set(38);
  bo.availability.emplace().set(35).set(36).set(37).set(38).set(39);
  programme::Track track;
  track.criteria = {{CriterionKind::occupation, 40, 0, {}},
                    {CriterionKind::languages, 20, 0, {}},
                    {CriterionKind::availability, 20, 5, {}}};
  const suitability::Suitability suitability(track, *taxonomy, adepts, mentors, today());
  EXPECT_EQ(suitability.part(0, 0, 0).value, 5'000);
  EXPECT_EQ(suitability.part(1, 0, 0).value, 7'000);
  EXPECT_EQ(suitability.part(2, 0, 0).value, 4'000);
  EXPECT_EQ(suitability.score(0, 0), 5'250);
}

/// Years that give the scores of the table: each year that the mentor has less costs 1 000.
matching::RoundRequest three_adepts_and_two_mentors() {
  matching::RoundRequest request;
  request.programme_id = "example";
  request.track.rules = {{"not_together_before", programme::NotTogetherBefore{}, programme::OnUnknown::stop}};
  request.track.criteria = {{CriterionKind::experience, 1, 10, {}}};
  request.taxonomy = occupations::Taxonomy::starter();
  request.on = today();
  const auto adept = [&](const char* id, int years, std::vector<std::string> not_with) {
    auto& one = request.adepts.emplace_back();
    one.id = id;
    one.experience_years = years;
    one.not_with = std::move(not_with);
  };
  const auto mentor = [&](const char* id, int years) {
    auto& one = request.mentors.emplace_back();
    one.id = id;
    one.experience_years = years;
  };
  adept("Adam", 11, {});
  adept("Bahar", 12, {"Y"});
  adept("Cyrus", 13, {"Y"});
  mentor("X", 10);
  mentor("Y", 7);
  return request;
}

TEST(ExampleByHand, ThreeAdeptsAndTwoMentorsMakeTwoPairsWorth14000) {
  const auto round = matching::run(three_adepts_and_two_mentors()).value();
  ASSERT_EQ(round.pairs().size(), 2u);
  EXPECT_EQ(round.score(), 14'000);
  std::vector<proof::ClaimedPair> pairs;
  for (const auto& pair : round.pairs())
    pairs.push_back({round.adepts()[pair.adept].id, round.mentors()[pair.mentor].id, pair.score, 0});
  EXPECT_EQ(pairs[0].adept_id + "-" + pairs[0].mentor_id, "Bahar-X");
  EXPECT_EQ(pairs[0].score, 8'000);
  EXPECT_EQ(pairs[1].adept_id + "-" + pairs[1].mentor_id, "Adam-Y");
  EXPECT_EQ(pairs[1].score, 6'000);
  EXPECT_EQ(round.possible_pairs(), 4);
  EXPECT_TRUE(proof::check(round.suitability(), {}, pairs, round.claim()).proved());
}

TEST(ExampleByHand, TheCoverAndThePricesOnThePageProveIt) {
  const auto people = three_adepts_and_two_mentors();
  const suitability::Suitability suitability(people.track, *people.taxonomy, people.adepts, people.mentors,
                                             people.on);
  const std::vector<proof::ClaimedPair> pairs = {{"Adam", "Y", 6'000, 2}, {"Bahar", "X", 8'000, 3}};
  proof::Claim claim;
  claim.matched = 2;
  claim.score = 14'000;
  claim.mentor_cover = {"X", "Y"};
  claim.mentor_prices = {{"X", 7'000}, {"Y", 4'000}};
  claim.adept_prices = {{"Adam", 2'000}, {"Bahar", 1'000}, {"Cyrus", 0}};
  EXPECT_TRUE(proof::check(suitability, {}, pairs, claim).proved());
  // A coin less on any price that binds, and it proves nothing.
  for (auto* prices : {&claim.mentor_prices, &claim.adept_prices})
    for (auto& [id, price] : *prices) {
      --price;
      EXPECT_FALSE(proof::check(suitability, {}, pairs, claim).proved()) << id;
      ++price;
    }
  // Taking the best pair first makes one pair, which no cover of that size can prove.
  claim.matched = 1;
  claim.score = 9'000;
  EXPECT_FALSE(proof::check(suitability, {}, {{"Adam", "X", 9'000, 2}}, claim).proved());
}

}  // namespace
}  // namespace parvis::lindhamn

// The matching as the people of Lindhamn meet it.
#include "lindhamn/lindhamn.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "app/acts/round_files.hpp"
#include "domain/proof/checker.hpp"

namespace parvis::lindhamn {
namespace {

using matching::Change;
using suitability::Locked;
using testing::HasSubstr;
using testing::Not;

acts::Sheets all_sheets() {
  return {adepts_table(), mentors_table(), {}, {}};
}

std::size_t rule_called(const matching::Round& round, std::string_view id) {
  for (std::size_t r = 0; r < round.track().rules.size(); ++r)
    if (round.track().rules[r].id == id) return r;
  ADD_FAILURE() << id;
  return 0;
}

const matching::MadePair& pair_of(const matching::Round& round, std::string_view adept) {
  for (const auto& pair : round.pairs())
    if (round.adepts()[pair.adept].name == adept) return pair;
  ADD_FAILURE() << adept << " has nobody";
  return round.pairs().front();
}

std::size_t number_of_mentor(const matching::Round& round, std::string_view name) {
  for (std::size_t m = 0; m < round.mentors().size(); ++m)
    if (round.mentors()[m].name == name) return m;
  ADD_FAILURE() << name;
  return 0;
}

std::size_t number_of_adept(const matching::Round& round, std::string_view name) {
  for (std::size_t a = 0; a < round.adepts().size(); ++a)
    if (round.adepts()[a].name == name) return a;
  ADD_FAILURE() << name;
  return 0;
}

// --- who meets whom ------------------------------------------------------------------------------------------

TEST(Lindhamn, OffersTheWelderANearbyTradeWhenNoWelderIsFree) {
  const auto round = Lindhamn().match();
  EXPECT_EQ(mentor_of(round, "Amira"), "Bo");
  const auto& pair = pair_of(round, "Amira");
  const auto near = round.taxonomy().nearness(*round.adepts()[pair.adept].occupation,
                                              *round.mentors()[pair.mentor].occupation);
  EXPECT_EQ(near.ground, occupations::Ground::listed_near);
}

TEST(Lindhamn, OffersTheWelderTheWelderAsSoonAsHeHasAPlace) {
  Lindhamn city;
  city.mentor("Karl").capacity = 1;
  EXPECT_EQ(mentor_of(city.match(), "Amira"), "Karl");
}

TEST(Lindhamn, AFullMentorGetsNoOne) {
  const auto round = Lindhamn().match();
  for (const auto& pair : round.pairs()) EXPECT_NE(round.mentors()[pair.mentor].name, "Karl");
}

TEST(Lindhamn, AnAmbiguousTitleMeetsAnyOfItsTrades) {
  Lindhamn city;
  EXPECT_EQ(city.adept("Yusuf").occupation->groups.size(), 3u);
  EXPECT_EQ(mentor_of(city.match(), "Yusuf"), "Lisa");
}

TEST(Lindhamn, ATitleSettledByAPersonIsThatOneTrade) {
  auto sheets = all_sheets();
  sheets.titles = titles_table();
  Lindhamn city(sheets);
  ASSERT_EQ(city.adept("Yusuf").occupation->groups.size(), 1u);
  EXPECT_EQ(city.adept("Yusuf").occupation->groups.front().text(), "7522");
}

TEST(Lindhamn, AWishForAWomanIsKeptThoughAManSuitsBetter) {
  Lindhamn city;
  EXPECT_EQ(mentor_of(city.match(), "Oksana"), "Eva");
  city.adept("Oksana").wishes.reset();
  EXPECT_EQ(mentor_of(city.match(), "Oksana"), "Per");
}

TEST(Lindhamn, AMentorWhoseGenderIsUnknownDoesNotMeetAWishForAWoman) {
  Lindhamn city;
  const auto round = city.match();
  EXPECT_EQ(mentor_of(round, "Selam"), "nobody");
  const auto& selam = unmatched(round, "Selam");
  ASSERT_TRUE(selam.nearly);
  EXPECT_EQ(round.mentors()[selam.nearly->mentor].name, "Kim");
  EXPECT_EQ(rule_of(round, selam.nearly->rule), "wish_kept");
  EXPECT_TRUE(selam.nearly->unknown);
  city.mentor("Kim").gender = people::Gender::woman;
  EXPECT_EQ(mentor_of(city.match(), "Selam"), "Kim");
}

TEST(Lindhamn, AnEmptyCellIsUnknownAndNotNo) {
  const auto round = Lindhamn().match();
  // Nobody wrote which languages Omar speaks: the pair is proposed, with what is to be asked.
  EXPECT_EQ(mentor_of(round, "Omar"), "Anna");
  const auto& pair = pair_of(round, "Omar");
  const auto verdict = round.suitability().verdict(pair.adept, pair.mentor);
  EXPECT_EQ(verdict.doubts(), suitability::RuleSet{1} << rule_called(round, "common_language"));
  EXPECT_FALSE(round.reasons(pair, "en").not_known.empty());
}

TEST(Lindhamn, WhatTwoPeopleShareIsNeverHeldAgainstThem) {
  const auto round = Lindhamn().match();
  int shared = 0;
  for (const auto& pair : round.pairs()) {
    const auto reasons = round.reasons(pair, "en");
    for (const auto& seen : reasons.speaks_for)
      shared += in_english(seen.words).find("in common:") != std::string::npos;
    for (const auto& seen : reasons.speaks_against)
      EXPECT_EQ(in_english(seen.words).find("in common:"), std::string::npos) << in_english(seen.words);
  }
  EXPECT_GT(shared, 0);
}

TEST(Lindhamn, APersonWithProtectedIdentityAppearsNowhere) {
  const auto understood =
      acts::understand(all_sheets(), track(), *occupations::Taxonomy::starter(), {"Varför (läses inte)"});
  EXPECT_EQ(understood.left_for_handling_by_hand(), 1);
  for (const auto& adept : understood.adepts.people) EXPECT_NE(adept.id, "A5");
  const auto& english = Texts::in(Language::english);
  EXPECT_THAT(acts::rejects_csv(understood.rejects, english), Not(HasSubstr("A5")));
  EXPECT_THAT(acts::rejects_csv(understood.rejects, english), Not(HasSubstr("Hemlig")));
  Lindhamn city;
  const auto round = city.match();
  for (const auto& bytes : {acts::round_json(round, {}, english, true), acts::pairs_csv(round, {}, {}),
                            acts::certificate_json(round.claim())}) {
    EXPECT_THAT(bytes, Not(HasSubstr("\"A5\"")));
    EXPECT_THAT(bytes, Not(HasSubstr("A5,")));
    EXPECT_THAT(bytes, Not(HasSubstr("Hemlig")));
  }
}

TEST(Lindhamn, OneHourInCommonIsEnough) {
  Lindhamn city;
  EXPECT_EQ(mentor_of(city.match(), "Ivan"), "Mona");
  city.adept("Ivan").availability = people::WeekHours();
  city.adept("Ivan").availability->set(2 * 48 + 17 * 2);
  EXPECT_EQ(mentor_of(city.match(), "Ivan"), "nobody");
}

TEST(Lindhamn, TwoTargetGroupsAreOnePersonInTheRoundAndCountInBothGroups) {
  const auto round = Lindhamn().match();
  EXPECT_EQ(mentor_of(round, "Dilan"), "Sven");
  int groups_of_dilan = 0;
  for (const auto& share : round.shares().by_target_group) groups_of_dilan += share.waiting;
  EXPECT_EQ(groups_of_dilan, static_cast<int>(round.adepts().size()) + 1);
}

TEST(Lindhamn, ThoseWhoHaveMetBeforeAreNotProposedAgain) {
  Lindhamn city;
  EXPECT_EQ(mentor_of(city.match(), "Leyla"), "nobody");
  city.adept("Leyla").not_with.clear();
  EXPECT_EQ(mentor_of(city.match(), "Leyla"), "Anna");
}

TEST(Lindhamn, WhoeverIsInNoTargetGroupOfTheProgrammeTakesNoPart) {
  const auto round = Lindhamn().match();
  const auto& nour = unmatched(round, "Nour");
  ASSERT_FALSE(nour.removed.empty());
  EXPECT_EQ(rule_of(round, nour.removed.front().rule), "eligible");
  EXPECT_EQ(nour.removed.front().removed, 9);
}

// --- locks ---------------------------------------------------------------------------------------------------

TEST(Lindhamn, ALockedPairIsKeptThoughAnotherSuitsBetter) {
  Lindhamn city;
  city.lock("Hassan", "Sven", Locked::in);
  const auto round = city.match();
  EXPECT_EQ(mentor_of(round, "Hassan"), "Sven");
  EXPECT_TRUE(pair_of(round, "Hassan").locked);
  EXPECT_EQ(mentor_of(round, "Dilan"), "nobody");
}

TEST(Lindhamn, APairThatIsLockedOutIsNotMade) {
  auto sheets = all_sheets();
  sheets.locks = locks_table();
  const auto round = Lindhamn(sheets).match();
  EXPECT_EQ(mentor_of(round, "Yusuf"), "nobody");
  EXPECT_EQ(unmatched(round, "Yusuf").locked_out, 1);
  EXPECT_EQ(mentor_of(round, "Hassan"), "Sven");
}

TEST(Lindhamn, ALockThatBreaksARuleIsRefusedWithTheRule) {
  Lindhamn city;
  city.lock("Leyla", "Anna", Locked::in);
  const auto refused = city.try_to_match();
  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.error().size(), 1u);
  EXPECT_EQ(refused.error()[0].row, 2);
  const auto round = Lindhamn().match();
  const auto why = round.suitability().why(rule_called(round, "not_together_before"),
                                           number_of_adept(round, "Leyla"), number_of_mentor(round, "Anna"));
  EXPECT_THAT(in_english(refused.error()[0].why), HasSubstr(in_english(why)));
}

TEST(Lindhamn, LocksThatCannotHoldAreRefused) {
  Lindhamn full;
  full.lock("Amira", "Karl", Locked::in);
  EXPECT_FALSE(full.try_to_match());
  Lindhamn twice;
  twice.lock("Omar", "Anna", Locked::in);
  twice.lock("Omar", "Anna", Locked::out);
  EXPECT_FALSE(twice.try_to_match());
  Lindhamn unknown;
  unknown.locks.push_back({"A99", "M1", Locked::in, "", 2});
  EXPECT_FALSE(unknown.try_to_match());
}

// --- why nobody yet ------------------------------------------------------------------------------------------

TEST(Lindhamn, TheCountsOfAnUnmatchedAdeptAreWhatTheRulesSay) {
  const auto round = Lindhamn().match();
  EXPECT_FALSE(round.unmatched().empty());
  for (const auto& one : round.unmatched()) {
    int possible = 0;
    std::vector<matching::RuleCount> counts(round.track().rules.size());
    for (std::size_t m = 0; m < round.mentors().size(); ++m) {
      const auto verdict = round.suitability().verdict(one.adept, m);
      possible += verdict.may() ? 1 : 0;
      for (std::size_t r = 0; r < counts.size(); ++r) {
        if ((verdict.stops >> r & 1) == 0) continue;
        ++counts[r].removed;
        if (verdict.stops == suitability::RuleSet{1} << r) ++counts[r].alone;
      }
    }
    EXPECT_EQ(one.possible, possible);
    for (const auto& told : one.removed) {
      EXPECT_EQ(told.removed, counts[told.rule].removed) << rule_of(round, told.rule);
      EXPECT_EQ(told.alone, counts[told.rule].alone) << rule_of(round, told.rule);
    }
  }
}

TEST(Lindhamn, AMentorWhoFitsButHasNoPlaceIsNamedBeforeAnyRuleIsRelaxed) {
  Lindhamn city;
  for (const auto* name : {"Bo", "Karl"}) city.mentor(name).capacity = 0;
  const auto round = city.match();
  const auto& amira = unmatched(round, "Amira");
  EXPECT_GT(amira.possible, 0);
  ASSERT_EQ(amira.change, matching::Change::one_place);
  EXPECT_EQ(round.mentors()[*amira.place_at].name, "Karl");
}

TEST(Lindhamn, OnePlaceMoreAtTheMentorWhoIsNamedGivesHassanAMentor) {
  Lindhamn city;
  const auto before = city.match();
  const auto& hassan = unmatched(before, "Hassan");
  ASSERT_EQ(hassan.change, Change::one_place);
  EXPECT_EQ(before.mentors()[*hassan.place_at].name, "Sven");
  city.mentor("Sven").capacity += 1;
  const auto after = city.match();
  EXPECT_EQ(after.pairs().size(), before.pairs().size() + 1);
  EXPECT_EQ(mentor_of(after, "Hassan"), "Sven");
}

TEST(Lindhamn, OneRuleLessGivesLeylaAMentorAsToldAndRosaNeedsOneWhoFits) {
  const auto round = Lindhamn().match();
  const auto& leyla = unmatched(round, "Leyla");
  EXPECT_EQ(leyla.change, Change::one_rule);
  EXPECT_EQ(rule_of(round, leyla.nearly->rule), "not_together_before");
  EXPECT_EQ(round.mentors()[leyla.nearly->mentor].name, "Anna");
  EXPECT_TRUE(leyla.nearly->helps);
  EXPECT_EQ(unmatched(round, "Rosa").change, Change::one_mentor);
}

TEST(Lindhamn, TheRunnerUpIsTheBestOfTheOthersWhomTheRulesAllow) {
  Lindhamn city;
  city.mentor("Karl").capacity = 1;
  city.adept("Oksana").wishes.reset();
  const auto round = city.match();
  int with = 0;
  for (const auto& pair : round.pairs()) {
    int best = -1;
    for (std::size_t m = 0; m < round.mentors().size(); ++m)
      if (m != pair.mentor && round.mentors()[m].capacity > 0 && round.suitability().may(pair.adept, m))
        best = std::max(best, round.suitability().score(pair.adept, m));
    ASSERT_EQ(pair.runner_up.has_value(), best >= 0);
    if (!pair.runner_up) continue;
    EXPECT_EQ(pair.runner_up->score, best);
    ++with;
  }
  EXPECT_GE(with, 2);
  EXPECT_EQ(round.mentors()[pair_of(round, "Amira").runner_up->mentor].name, "Bo");
  EXPECT_EQ(round.mentors()[pair_of(round, "Oksana").runner_up->mentor].name, "Eva");
}

// --- the same, and proved ------------------------------------------------------------------------------------

TEST(Lindhamn, ShuffledRowsAndTwoThreadsGiveTheSameBytes) {
  Lindhamn city;
  const auto bytes = acts::pairs_csv(city.match(), {}, {});
  auto sheets = all_sheets();
  for (auto* rows : {&sheets.adepts.rows, &sheets.mentors.rows}) {
    std::reverse(rows->begin(), rows->end());
    std::rotate(rows->begin(), rows->begin() + 3, rows->end());
  }
  Lindhamn shuffled(sheets);
  shuffled.threads = 2;
  const auto other = shuffled.match();
  EXPECT_EQ(acts::pairs_csv(other, {}, {}), bytes);
  EXPECT_EQ(acts::certificate_json(other.claim()), acts::certificate_json(city.match().claim()));
}

class LindhamnProof : public testing::Test {
 protected:
  LindhamnProof() : round(make()), claim(round.claim()) {
    for (const auto& pair : round.pairs())
      pairs.push_back({round.adepts()[pair.adept].id, round.mentors()[pair.mentor].id, pair.score, 0});
  }
  static matching::Round make() {
    Lindhamn city;
    city.lock("Hassan", "Sven", Locked::in);
    return city.match();
  }
  bool proved() const {
    return proof::check(round.suitability(), {{"A11", "M7", Locked::in, "", 2}}, pairs, claim).proved();
  }
  matching::Round round;
  proof::Claim claim;
  std::vector<proof::ClaimedPair> pairs;
};

TEST_F(LindhamnProof, TheRoundIsProved) {
  EXPECT_TRUE(proved());
}
TEST_F(LindhamnProof, ALockedOutPairThatIsNotAmongThePairsIsKept) {
  Lindhamn city;
  city.lock("Amira", "Bo", Locked::out);
  const auto other = city.match();
  std::vector<proof::ClaimedPair> others;
  for (const auto& pair : other.pairs())
    others.push_back({other.adepts()[pair.adept].id, other.mentors()[pair.mentor].id, pair.score, 0});
  EXPECT_NE(mentor_of(other, "Amira"), "Bo");
  EXPECT_TRUE(proof::check(other.suitability(), city.locks, others, other.claim()).proved());
}
TEST_F(LindhamnProof, ALockedOutPairThatIsAmongThePairsIsBroken) {
  Lindhamn city;
  const auto free = city.match();
  std::vector<proof::ClaimedPair> with_bo;
  for (const auto& pair : free.pairs())
    with_bo.push_back({free.adepts()[pair.adept].id, free.mentors()[pair.mentor].id, pair.score, 0});
  EXPECT_TRUE(proof::check(free.suitability(), {}, with_bo, free.claim()).proved());
  city.lock("Amira", "Bo", Locked::out);
  const auto checked = proof::check(free.suitability(), city.locks, with_bo, free.claim());
  ASSERT_EQ(checked.findings.size(), 1u);
  EXPECT_THAT(in_english(checked.findings.front()), HasSubstr("are locked out, but are among the pairs."));
}
TEST_F(LindhamnProof, SwappedPairsAreNotProved) {
  std::swap(pairs[0].mentor_id, pairs[1].mentor_id);
  EXPECT_FALSE(proved());
}
TEST_F(LindhamnProof, AMissingPairIsNotProved) {
  pairs.pop_back();
  EXPECT_FALSE(proved());
}
TEST_F(LindhamnProof, AChangedScoreIsNotProved) {
  pairs[0].score += 1;
  EXPECT_FALSE(proved());
}
TEST_F(LindhamnProof, AChangedTotalIsNotProved) {
  claim.score += 1;
  EXPECT_FALSE(proved());
}
TEST_F(LindhamnProof, AChangedPriceIsNotProved) {
  ASSERT_FALSE(claim.adept_prices.empty() && claim.mentor_prices.empty());
  auto& prices = claim.mentor_prices.empty() ? claim.adept_prices : claim.mentor_prices;
  prices.begin()->second += 1;
  EXPECT_FALSE(proved());
}
TEST_F(LindhamnProof, AChangedCoverIsNotProved) {
  // Of every pair exactly one is in it; Karl, who has no place, may be in it or not.
  const auto& pair = pairs[pairs[0].adept_id == "A11" ? 1 : 0];
  ASSERT_EQ(claim.adept_cover.count(pair.adept_id) + claim.mentor_cover.count(pair.mentor_id), 1u);
  claim.adept_cover.erase(pair.adept_id);
  claim.mentor_cover.erase(pair.mentor_id);
  EXPECT_FALSE(proved());
}
TEST_F(LindhamnProof, AnotherDayOrNumberMatchedIsNotProved) {
  claim.matched -= 1;
  EXPECT_FALSE(proved());
}

}  // namespace
}  // namespace parvis::lindhamn

#include "domain/matching/equal_round.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "domain/proof/checker.hpp"
#include "platform/base/fold.hpp"

namespace parvis::matching {
namespace {

using people::Gender;

/// Forty adepts and fifteen mentors who meet over interests; men have more mentors who fit.
RoundRequest crowd(std::uint64_t seed, bool with_locks = false) {
  RoundRequest request;
  request.programme_id = "p";
  request.track.id = "t";
  request.track.rules = {{"shared_interest", programme::SharedInterest{1}, programme::OnUnknown::stop}};
  request.track.criteria = {{programme::CriterionKind::interests, 3, 0, {}},
                            {programme::CriterionKind::waiting, 1, 300, {}}};
  request.taxonomy = occupations::Taxonomy::starter();
  request.on = Date::from_days(20'500);
  request.seed = seed;
  auto draw = [seed, drawn = 0](int n) mutable {
    return static_cast<int>(seeded_hash(seed, std::to_string(drawn++)) % static_cast<std::uint64_t>(n));
  };
  const char* const interests[] = {"bakning", "film", "fotboll", "musik", "schack"};
  for (int a = 0; a < 40; ++a) {
    people::Adept adept;
    adept.id = "A" + std::to_string(a);
    adept.gender = draw(12) == 0 ? Gender::other : draw(2) == 0 ? Gender::woman : Gender::man;
    adept.district = draw(2) == 0 ? "Farsta" : "Bromma";
    adept.registered_on = Date::from_days(20'500 - draw(300));
    adept.interests.emplace();
    for (int i = adept.gender == Gender::woman ? 3 : 0; i < 5; ++i)
      if (draw(3) == 0) adept.interests->emplace_back(interests[i]);
    request.adepts.push_back(std::move(adept));
  }
  for (int m = 0; m < 15; ++m) {
    people::Mentor mentor;
    mentor.id = "M" + std::to_string(m);
    mentor.capacity = 1 + draw(2);
    mentor.partner = draw(2) == 0 ? "kyrkan" : "banken";
    mentor.interests.emplace();
    for (const auto* interest : interests)
      if (draw(3) == 0) mentor.interests->emplace_back(interest);
    request.mentors.push_back(std::move(mentor));
  }
  if (with_locks) {
    const suitability::Suitability suitability(request.track, *request.taxonomy, request.adepts,
                                               request.mentors, request.on);
    for (std::size_t a = 0; a < 3; ++a)
      for (std::size_t m = 3 * a; m < 3 * a + 3; ++m)
        if (suitability.may(a, m)) {
          request.locks.push_back({request.adepts[a].id, request.mentors[m].id,
                                   a == 2 ? suitability::Locked::out : suitability::Locked::in, "together",
                                   2});
          break;
        }
  }
  return request;
}

Round plain(const RoundRequest& request) {
  auto round = run(request);
  EXPECT_TRUE(round);
  return std::move(*round);
}

std::vector<Message> faults_of(const Round& round, const std::vector<suitability::Lock>& locks) {
  std::vector<proof::ClaimedPair> pairs;
  for (const auto& pair : round.pairs())
    pairs.push_back({round.adepts()[pair.adept].id, round.mentors()[pair.mentor].id, pair.score, 0});
  return proof::check(round.suitability(), locks, pairs, round.claim()).findings;
}

std::int64_t matched(const Round& round, Gender gender) {
  return std::count_if(round.pairs().begin(), round.pairs().end(),
                       [&](const auto& pair) { return round.adepts()[pair.adept].gender == gender; });
}

TEST(EqualRound, EveryChoiceOnTheCurveIsARoundThatIsProved) {
  int bounded = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const auto request = crowd(seed, seed % 2 == 0);
    const auto before = plain(request);
    const auto curve = trade_offs(before);
    ASSERT_TRUE(curve);
    ASSERT_FALSE(curve->choices.empty());
    EXPECT_EQ(curve->choices.back().matched, before.claim().matched);
    EXPECT_EQ(curve->choices.back().score, before.score());
    for (const auto& choice : curve->choices) {
      const auto round = keep_equal(before, {.most = choice.gap, .ground = "the board's plan"});
      ASSERT_TRUE(round);
      EXPECT_EQ(round->claim().matched, choice.matched);
      EXPECT_EQ(round->score(), choice.score);
      EXPECT_EQ(static_cast<std::int64_t>(round->pairs().size()), choice.matched);
      EXPECT_EQ(matched(*round, Gender::woman), choice.women);
      EXPECT_EQ(matched(*round, Gender::man), choice.men);
      EXPECT_TRUE(faults_of(*round, request.locks).empty());
      ASSERT_NE(round->equal(), nullptr);
      EXPECT_EQ(round->equal()->ask.ground, "the board's plan");
      EXPECT_EQ(round->equal()->cost.matched_before, before.claim().matched);
      bounded += choice.matched < before.claim().matched ? 1 : 0;
    }
  }
  EXPECT_GT(bounded, 3) << "these crowds are too equal to try anything";
}

TEST(EqualRound, ABoundOnAGroupIsKeptAndItsCostIsTold) {
  const auto request = crowd(1, true);
  const auto before = plain(request);
  const auto women = matched(before, Gender::woman);
  Bound bound;
  bound.name = people::id_of(Gender::woman);
  bound.lower = women + 1;
  const auto round = keep_equal(before, {.bounds = {bound}, .ground = "the board's plan"});
  ASSERT_TRUE(round);
  EXPECT_GE(matched(*round, Gender::woman), women + 1);
  EXPECT_TRUE(faults_of(*round, request.locks).empty());
  const auto& cost = round->equal()->cost;
  EXPECT_EQ(cost.groups[0].before, women);
  EXPECT_EQ(cost.groups[0].after, matched(*round, Gender::woman));
  EXPECT_EQ(cost.groups[0].gain - cost.groups[0].lose, cost.groups[0].after - cost.groups[0].before);
  // The locked pair is there, with its reason.
  const auto locked = std::find_if(round->pairs().begin(), round->pairs().end(),
                                   [](const auto& pair) { return pair.locked; });
  ASSERT_NE(locked, round->pairs().end());
  EXPECT_EQ(locked->lock_reason, "together");
}

TEST(EqualRound, WhoIsLeftOutIsToldThatTheBoundDecidesToo) {
  const auto before = plain(crowd(1));
  Bound none;
  none.name = people::id_of(Gender::man);
  none.upper = 0;
  const auto round = keep_equal(before, {.bounds = {none}});
  ASSERT_TRUE(round);
  int because_of_bound = 0;
  for (const auto& unmatched : round->unmatched()) {
    EXPECT_NE(unmatched.change, Change::one_place);
    EXPECT_NE(unmatched.change, Change::one_rule);
    EXPECT_FALSE(unmatched.place_at);
    EXPECT_EQ(unmatched.change == Change::bound, unmatched.possible > 0);
    EXPECT_FALSE(unmatched.nearly && unmatched.nearly->helps);
    because_of_bound += unmatched.change == Change::bound ? 1 : 0;
  }
  EXPECT_GT(because_of_bound, 0);
}

TEST(EqualRound, TheOrderOfTheRowsAndTheThreadsChangeNothing) {
  auto request = crowd(3);
  const auto first = keep_equal(plain(request), {.most = 500});
  std::reverse(request.adepts.begin(), request.adepts.end());
  std::rotate(request.mentors.begin(), request.mentors.begin() + 5, request.mentors.end());
  request.threads = 1;
  const auto second = keep_equal(plain(request), {.most = 500});
  ASSERT_TRUE(first && second);
  ASSERT_EQ(first->pairs().size(), second->pairs().size());
  for (std::size_t i = 0; i < first->pairs().size(); ++i) {
    EXPECT_EQ(first->adepts()[first->pairs()[i].adept].id, second->adepts()[second->pairs()[i].adept].id);
    EXPECT_EQ(first->mentors()[first->pairs()[i].mentor].id, second->mentors()[second->pairs()[i].mentor].id);
  }
}

TEST(EqualRound, TheCostOfSomeBoundsIsToldBeforeOneIsChosen) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const auto before = plain(crowd(seed, seed % 2 == 0));
    const auto found = choices(before);
    const auto curve = trade_offs(before);
    ASSERT_TRUE(found && curve);
    EXPECT_EQ(found->gap, curve->choices.back().gap);
    for (std::size_t i = 0; i < found->choices.size(); ++i) {
      const auto& choice = found->choices[i];
      EXPECT_LE(choice.gap, choice.most);
      EXPECT_LT(choice.most, found->gap);
      const auto round = keep_equal(before, {.most = choice.most});
      ASSERT_TRUE(round);
      EXPECT_EQ(round->claim().matched, choice.cost.matched_after);
      EXPECT_EQ(round->score(), choice.cost.score_after);
      // A looser bound gives more.
      if (i > 0) {
        const auto& tighter = found->choices[i - 1].cost;
        EXPECT_TRUE(choice.cost.matched_after > tighter.matched_after ||
                    (choice.cost.matched_after == tighter.matched_after &&
                     choice.cost.score_after > tighter.score_after));
      }
    }
  }
}

TEST(EqualRound, WhatCannotBeKeptIsRefusedWithTheReason) {
  const auto before = plain(crowd(1));
  EXPECT_EQ(keep_equal(before, {}).error().faults.size(), 1u);
  Bound bound;
  bound.name = people::id_of(Gender::woman);
  bound.lower = 1;
  EXPECT_EQ(keep_equal(before, {.bounds = {bound}, .most = 100}).error().faults.size(), 1u);
  bound.lower = 30;
  const auto too_many = keep_equal(before, {.bounds = {bound}});
  ASSERT_FALSE(too_many);
  EXPECT_FALSE(too_many.error().faults.empty() && too_many.error().conflict.empty());
  auto of_men = crowd(1);
  for (auto& adept : of_men.adepts) adept.gender = Gender::man;
  EXPECT_FALSE(trade_offs(plain(of_men)));
  EXPECT_FALSE(choices(plain(of_men)));
  EXPECT_FALSE(keep_equal(plain(of_men), {.most = 100}));
}

}  // namespace
}  // namespace parvis::matching

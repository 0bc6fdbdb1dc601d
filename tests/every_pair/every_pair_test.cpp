// Blocks and truncation change nothing: a round says what it would say if every pair had been asked.
#include "every_pair/every_pair.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "domain/proof/checker.hpp"
#include "domain/suitability/crowd.hpp"
#include "every_pair/cities.hpp"
#include "lindhamn/lindhamn.hpp"

namespace parvis::every_pair {
namespace {

using suitability::Bits;
using suitability::block_size;

/// More of them in the long runs (./dev soak).
const std::uint64_t cities = std::getenv("PARVIS_LONG") ? 2'000 : 30;

std::string in_text(const std::optional<matching::RunnerUp>& runner_up) {
  return runner_up ? std::to_string(runner_up->mentor) + ":" + std::to_string(runner_up->score) : "-";
}

std::vector<std::string> pairs_of(const matching::Round& round) {
  std::vector<std::string> all;
  for (const auto& pair : round.pairs())
    all.push_back(round.adepts()[pair.adept].id + " " + round.mentors()[pair.mentor].id + " " +
                  std::to_string(pair.score) + " " + in_text(pair.runner_up));
  return all;
}

std::string in_text(const matching::Unmatched& one) {
  std::string text = std::to_string(one.adept) + " possible " + std::to_string(one.possible) + " out " +
                     std::to_string(one.locked_out);
  for (const auto& count : one.removed)
    text += " " + std::to_string(count.rule) + ":" + std::to_string(count.removed) + ":" +
            std::to_string(count.alone);
  if (one.nearly)
    text += " nearly " + std::to_string(one.nearly->mentor) + " " + std::to_string(one.nearly->rule) +
            (one.nearly->unknown ? " unknown" : "") + (one.nearly->helps ? " helps" : "");
  text += " change " + std::to_string(static_cast<int>(one.change));
  if (one.place_at) text += " at " + std::to_string(*one.place_at);
  return text;
}

std::vector<std::string> in_text(const std::vector<matching::Unmatched>& all) {
  std::vector<std::string> text;
  for (const auto& one : all) text.push_back(in_text(one));
  return text;
}

void expect_the_long_way(const matching::Round& round, const std::vector<suitability::Lock>& locks) {
  const auto way = the_long_way(round, locks);
  EXPECT_EQ(static_cast<std::int64_t>(round.pairs().size()), way.matched);
  EXPECT_EQ(round.score(), way.score);
  EXPECT_EQ(round.possible_pairs(), way.possible_pairs);
  std::vector<bool> has_pair(round.adepts().size());
  for (const auto& pair : round.pairs()) has_pair[pair.adept] = true;
  EXPECT_EQ(has_pair, way.has_pair);
  EXPECT_EQ(in_text(round.unmatched()), in_text(way.unmatched));
  for (std::size_t i = 0; i < round.pairs().size(); ++i) {
    const auto& asked = way.runner_up[i];
    EXPECT_EQ(in_text(round.pairs()[i].runner_up), asked.score < 0 ? "-" : in_text(std::optional(asked)));
  }
  std::vector<proof::ClaimedPair> claimed;
  for (const auto& pair : round.pairs())
    claimed.push_back({round.adepts()[pair.adept].id, round.mentors()[pair.mentor].id, pair.score, 0});
  const auto checked = proof::check(round.suitability(), locks, claimed, round.claim());
  EXPECT_TRUE(checked.proved()) << in_english(checked.findings.front());
}

class EveryPair : public testing::TestWithParam<NamedTrack> {};

TEST_P(EveryPair, ARoundSaysWhatItWouldSayIfEveryPairHadBeenAsked) {
  int made = 0;
  for (std::uint64_t seed = 0; seed < cities && !HasFailure(); ++seed) {
    SCOPED_TRACE(GetParam().name + ", city " + std::to_string(seed));
    std::optional<std::vector<std::string>> first;
    for (const int candidates : {programme::most_candidates, 1, 2, 3, 64})
      for (const int threads : {1, 2}) {
        SCOPED_TRACE(std::to_string(candidates) + " candidates");
        auto request = city(GetParam().track, seed);
        request.track.candidates = candidates;
        request.threads = threads;
        auto locks = request.locks;
        auto round = matching::run(request);
        if (!round) {  // a lock cannot hold: without those that lock in
          std::erase_if(request.locks,
                        [](const auto& lock) { return lock.locked == suitability::Locked::in; });
          locks = request.locks;
          round = matching::run(std::move(request));
        }
        ASSERT_TRUE(round.has_value());
        expect_the_long_way(*round, locks);
        EXPECT_FALSE(round->depends_on_candidates());
        if (!first) first = pairs_of(*round);
        EXPECT_EQ(pairs_of(*round), *first);
        made += static_cast<int>(round->pairs().size());
      }
  }
  EXPECT_GT(made, 0);
}

TEST_P(EveryPair, TheCrowdSaysOfEachMentorWhatTheRulesSay) {
  for (std::uint64_t seed = 0; seed < cities && !HasFailure(); ++seed) {
    SCOPED_TRACE(GetParam().name + ", city " + std::to_string(seed));
    const auto people = city(GetParam().track, seed);
    const suitability::Suitability suitability(people.track, *people.taxonomy, people.adepts, people.mentors,
                                               people.on);
    const suitability::Crowd crowd(suitability, 2);
    suitability::Look look(crowd);
    suitability::Tally tally;
    for (std::size_t a = 0; a < people.adepts.size(); ++a) {
      look.at(a);
      std::vector<Bits> allowed(crowd.blocks());
      look.allowed([&](std::size_t block, Bits bits) {
        allowed[block] = bits;
        return true;
      });
      const auto everyone = crowd.those([](std::size_t) { return true; });
      look.tally(everyone, true, tally);
      std::vector<int> removed(people.track.rules.size()), alone(people.track.rules.size());
      for (std::size_t m = 0; m < people.mentors.size(); ++m) {
        const auto position = crowd.position_of(m);
        const auto has = [&](const std::vector<Bits>& bits) {
          return (bits[position / block_size] >> (position % block_size) & 1) != 0;
        };
        const auto verdict = suitability.verdict(a, m);
        EXPECT_EQ(has(allowed), verdict.may());
        EXPECT_EQ(has(tally.stopped), !verdict.may());
        EXPECT_EQ(has(tally.stopped_twice), std::popcount(verdict.stops) > 1);
        EXPECT_EQ(has(tally.alone_in_doubt),
                  std::popcount(verdict.stops) == 1 && (verdict.stops & verdict.unknown) != 0);
        for (std::size_t r = 0; r < removed.size(); ++r) {
          removed[r] += verdict.stops >> r & 1;
          alone[r] += verdict.stops == suitability::RuleSet{1} << r;
        }
        EXPECT_EQ(look.score_of(look.points(position)), suitability.score(a, m));
        EXPECT_GE(look.most_points(position / block_size), look.points(position));
      }
      EXPECT_EQ(tally.removed, removed);
      EXPECT_EQ(tally.alone, alone);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(EachTrack, EveryPair, testing::ValuesIn(tracks()),
                         [](const auto& tested) { return std::to_string(tested.index); });

TEST(EveryPairOfLindhamn, SaysTheSameWithOneCandidateAsWithAll) {
  std::optional<std::vector<std::string>> first;
  for (const int candidates : {programme::most_candidates, 1, 2, 3, 64}) {
    lindhamn::Lindhamn city;
    city.track.candidates = candidates;
    const auto round = city.match();
    expect_the_long_way(round, {});
    if (!first) first = pairs_of(round);
    EXPECT_EQ(pairs_of(round), *first);
  }
}

}  // namespace
}  // namespace parvis::every_pair

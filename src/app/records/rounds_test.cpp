#include "app/records/rounds.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/records/equal_bounds.hpp"
#include "app/records/fixture_programme.hpp"
#include "app/records/log.hpp"
#include "app/records/protected_people.hpp"

namespace parvis::records {
namespace {

using lives::Part;
using lives::ProposalMove;
using lives::Reason;
using testing::IsEmpty;
using testing::SizeIs;

constexpr db::Query forget_nothing{"forget_nothing",
                                   "SELECT cells FROM round_person ORDER BY application_id"};

class MatchingWhoWaits : public testing::TestWithParam<db::Engine>, protected FixtureProgramme {
 protected:
  MatchingWhoWaits() : FixtureProgramme(GetParam()) {}
  RoundRun run(const RoundWish& wished) {
    auto run = rounds.run(karin, now, wished);
    EXPECT_TRUE(run) << (run                 ? ""
                         : run.error().fault ? run.error().fault->detail
                                             : in_english(in_words(*run.error().refusal)));
    return std::move(*run);
  }
  std::vector<ProposalId> propose(const RoundRun& of) {
    auto ids = proposals.propose(karin, now, of.id, made(of.round));
    EXPECT_TRUE(ids) << (ids                 ? ""
                         : ids.error().fault ? ids.error().fault->detail
                                             : in_english(in_words(*ids.error().refusal)));
    return *ids;
  }
  bool kept_apart(PersonId one, PersonId other) {
    return city
        ->transact(karin, now,
                   [&](store::Transaction& tx) {
                     tx.tell({store::Act::person_corrected, {}, "person", {}, {}, false});
                     return keep_apart_in(tx, one, other);
                   })
        .has_value();
  }
  PairId accepted(ProposalId id) {
    EXPECT_TRUE(proposals.decide(karin, now, id, 1, ProposalMove::approve));
    const auto decided = proposals.decide(karin, now, id, 2, ProposalMove::accept);
    EXPECT_TRUE(decided) << (decided || !decided.error().fault ? "" : decided.error().fault->detail);
    return decided->pair.value();
  }
};

TEST_P(MatchingWhoWaits, PutsThemTogetherAndTheRestGoOnWaiting) {
  const auto amira = waiting("Amira", Part::adept), dana = waiting("Dana", Part::adept);
  waiting("Bo", Part::mentor);
  apply(person("Cem"), Part::adept);  // not decided yet
  const auto first = run(wish());
  ASSERT_THAT(first.round.pairs(), SizeIs(1));
  EXPECT_THAT(first.round.adepts(), SizeIs(2));
  EXPECT_FALSE(first.round.adepts().front().name.empty());
  propose(first);
  EXPECT_THAT(run(wish()).round.adepts(), SizeIs(1));
  EXPECT_THAT(run(wish()).round.mentors(), IsEmpty());
  EXPECT_EQ(record(amira).places_held + record(dana).places_held, 1);
  const auto rows = rounds.list(karin, now, whole_city(), programme, 10).value();
  ASSERT_THAT(rows, SizeIs(3));
  EXPECT_EQ(rows[2].proposals + rows[1].proposals + rows[0].proposals, 1);
  EXPECT_THAT(rounds.list(karin, now, {}, programme, 10).value(), IsEmpty());
}

TEST_P(MatchingWhoWaits, IsHeldToTheBoundThatAManagerSwitchedOnUntilItIsLifted) {
  using people::Gender;
  EqualBounds bounds(*city);
  for (const auto* name : {"Amira", "Dana"}) waiting(name, Part::adept, 1, people::Level::b1, Gender::woman);
  for (const auto* name : {"Cem", "Dawit"}) waiting(name, Part::adept, 1, people::Level::b1, Gender::man);
  for (const auto* name : {"Bo", "Eva", "Siv"}) waiting(name, Part::mentor);
  const auto plain = run(wish());
  ASSERT_THAT(plain.round.pairs(), SizeIs(3));
  EXPECT_EQ(plain.round.equal(), nullptr);
  ASSERT_TRUE(plain.weighed.choices);
  EXPECT_EQ(plain.weighed.choices->gap, 5'000);

  EXPECT_EQ(bounds.set(karin, now, programme, "", 500, "  ").error().refusal, Refusal::ground_missing);
  EXPECT_EQ(bounds.set(karin, now, programme, "", 500, std::string(1001, 'x')).error().refusal,
            Refusal::ground_missing);
  auto nobody = karin;
  nobody.account.reset();
  EXPECT_EQ(bounds.set(nobody, now, programme, "", 500, "plan").error().refusal, Refusal::nobody_named);
  EXPECT_FALSE(bounds.lift(karin, now, programme, "").value());
  ASSERT_TRUE(bounds.set(karin, now, programme, "", 1'000, "plan"));
  ASSERT_TRUE(bounds.set(karin, now, programme, "", 500, " Jämställdhetsplan § 4 "));
  EXPECT_EQ(bounds.holding(karin, now, programme, "").value()->ground, "Jämställdhetsplan § 4");

  const auto bounded = run(wish());
  ASSERT_THAT(bounded.round.pairs(), SizeIs(2));
  ASSERT_NE(bounded.round.equal(), nullptr);
  EXPECT_EQ(bounded.round.equal()->ask.ground, "Jämställdhetsplan § 4");
  EXPECT_EQ(bounded.round.equal()->cost.matched_before, 3);
  EXPECT_EQ(bounded.weighed.choices->gap, 5'000);
  EXPECT_TRUE(rounds.verify(karin, now, bounded.id).value().proved());

  EXPECT_TRUE(bounds.lift(karin, now, programme, "").value());
  EXPECT_FALSE(bounds.holding(karin, now, programme, "").value());
  EXPECT_THAT(run(wish()).round.pairs(), SizeIs(3));
  // What was held to it stays so, also for a server that has not seen it yet.
  Rounds later(*city, taxonomy);
  const auto again = later.run_again(karin, now, bounded.id).value();
  EXPECT_TRUE(again->is_same);
  ASSERT_NE(again->run.round.equal(), nullptr);
  EXPECT_EQ(again->run.round.equal()->ask.most, 500);
}

TEST_P(MatchingWhoWaits, HasNothingToEvenOutWhereOnlyWomenWait) {
  EqualBounds bounds(*city);
  waiting("Amira", Part::adept, 1, people::Level::b1, people::Gender::woman);
  waiting("Bo", Part::mentor);
  ASSERT_TRUE(bounds.set(karin, now, programme, "", 500, "plan"));
  const auto one = run(wish());
  EXPECT_THAT(one.round.pairs(), SizeIs(1));
  EXPECT_EQ(one.round.equal(), nullptr);
  EXPECT_TRUE(rounds.run_again(karin, now, one.id).value()->is_same);
}

TEST_P(MatchingWhoWaits, SaysWhichDecisionsByHandLeaveNoWayWithinTheBound) {
  using people::Gender;
  EqualBounds bounds(*city);
  const auto amira = waiting("Amira", Part::adept, 1, people::Level::b1, Gender::woman);
  waiting("Cem", Part::adept, 1, people::Level::b1, Gender::man);
  const auto bo = waiting("Bo", Part::mentor);
  ASSERT_TRUE(bounds.set(karin, now, programme, "", 500, "plan"));
  auto wished = wish();
  wished.locks = {{amira, bo, suitability::Locked::in, Reason::coordinator_knows_more}};
  const auto refused = rounds.run(karin, now, wished);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().refusal, Refusal::bound_cannot_be_kept);
  EXPECT_GE(refused.error().why.size(), 2u);
}

TEST_P(MatchingWhoWaits, AreFoundFromEitherHalfWhileTheProposalIsOpen) {
  const auto amira = waiting("Amira", Part::adept), bo = waiting("Bo", Part::mentor);
  const auto dana = waiting("Dana", Part::adept, 1, people::Level::a1);
  const auto first = run(wish());
  const auto made = propose(first);
  ASSERT_THAT(made, SizeIs(1));
  const auto about = [&](ApplicationId id, const access::RowScope& scope) {
    return proposals.open_about(karin, now, scope, id).value();
  };
  ASSERT_THAT(about(bo, whole_city()), SizeIs(1));
  EXPECT_THAT(about(amira, whole_city()).size() + about(dana, whole_city()).size(), 1u);
  EXPECT_THAT(about(bo, {}), IsEmpty()) << "outside the reader's scope nothing is there";
  accepted(made.front());
  EXPECT_THAT(about(bo, whole_city()), IsEmpty());
}

TEST_P(MatchingWhoWaits, EachOfTheTwoFindsInTheLogWhatWasDoneWithThem) {
  const auto amira = waiting("Amira", Part::adept), bo = waiting("Bo", Part::mentor);
  const auto dana = waiting("Dana", Part::adept, 1, people::Level::a1);
  const auto first = run(wish());
  ASSERT_THAT(first.round.pairs(), SizeIs(1));
  const auto pair = accepted(propose(first).front());
  ASSERT_TRUE(rounds.tell_of_export(karin, now, first.id));
  ASSERT_TRUE(pairs.move(karin, now, pair, 1, lives::PairMove::start));
  const auto acts_about = [&](ApplicationId id) {
    LogWish about;
    about.person = record(id).person;
    std::vector<std::string> acts;
    const auto page = read_log(*city, karin, now, about, ReadingOf::own).value();
    for (const auto& row : page.rows) acts.push_back(row.act);
    return acts;
  };
  const auto in_the_pair = made(first.round).front();
  for (const auto id : {in_the_pair.adept, in_the_pair.mentor})
    EXPECT_THAT(acts_about(id), testing::IsSupersetOf({"proposals_made", "proposal_decided", "pair_recorded",
                                                       "pair_changed", "exported"}));
  const auto waits = in_the_pair.adept == amira ? dana : amira;
  EXPECT_THAT(acts_about(waits), testing::Contains("exported")) << "their row was in the file";
  EXPECT_THAT(acts_about(waits), testing::Not(testing::Contains("pair_recorded")));
  EXPECT_EQ(in_the_pair.mentor, bo);
  std::vector<std::string> life;
  const auto rows = life_of(*city, karin, now, record(in_the_pair.adept).person.value()).value();
  for (const auto& row : rows) life.push_back(row.act);
  EXPECT_THAT(life, testing::Contains("pair_recorded")) << "the timeline has it";
}

TEST_P(MatchingWhoWaits, AnyNoSendsBothBackWithTheReason) {
  const auto amira = waiting("Amira", Part::adept);
  const auto bo = waiting("Bo", Part::mentor);
  const auto id = propose(run(wish())).front();
  EXPECT_EQ(proposals.decide(karin, now, id, 1, ProposalMove::accept).error().refusal,
            Refusal::move_not_open);
  EXPECT_EQ(proposals.decide(karin, now, id, 1, ProposalMove::decline).error().refusal,
            Refusal::reason_missing);
  ASSERT_TRUE(proposals.decide(karin, now, id, 1, ProposalMove::decline, Reason::too_far_away));
  EXPECT_EQ(proposals.read(karin, now, id)->reason, Reason::too_far_away);
  EXPECT_EQ(record(amira).places_held + record(bo).places_held, 0);
  EXPECT_THAT(run(wish()).round.pairs(), SizeIs(1));
}

TEST_P(MatchingWhoWaits, AYesBecomesAPairUntilItEnds) {
  const auto amira = waiting("Amira", Part::adept);
  const auto bo = waiting("Bo", Part::mentor);
  const auto pair = accepted(propose(run(wish())).front());
  EXPECT_THAT(run(wish()).round.adepts(), IsEmpty());
  EXPECT_EQ(
      applications.move(karin, now, bo, 2, lives::ApplicationMove::withdraw, Reason::no_time).error().refusal,
      Refusal::still_in_a_pair);
  auto smaller = details(Part::mentor, 0);
  EXPECT_EQ(applications.correct(karin, now, bo, 2, smaller).error().refusal, Refusal::places_are_held);
  ASSERT_TRUE(pairs.move(karin, now, pair, 1, lives::PairMove::start));
  EXPECT_EQ(pairs
                .end(karin, now, pair, 2, lives::PairMove::complete, Reason::goals_reached,
                     *Date::from_iso("2026-01-01"), AdeptThen::leaves)
                .error()
                .refusal,
            Refusal::day_out_of_order);
  ASSERT_TRUE(pairs.end(karin, now, pair, 2, lives::PairMove::complete, Reason::goals_reached, now.day_utc(),
                        AdeptThen::leaves));
  EXPECT_EQ(record(amira).state, lives::ApplicationState::closed);
  EXPECT_EQ(record(bo).places_held, 0);
  EXPECT_THAT(pairs.list(karin, now, whole_city(), {}, 10)->rows, IsEmpty());
  EXPECT_THAT(pairs.list(karin, now, whole_city(), {programme, amira, true}, 10)->rows, SizeIs(1));
}

TEST_P(MatchingWhoWaits, LeavingTakesAnOpenProposalWithIt) {
  const auto amira = waiting("Amira", Part::adept);
  const auto bo = waiting("Bo", Part::mentor);
  const auto id = propose(run(wish())).front();
  ASSERT_TRUE(applications.move(karin, now, amira, 2, lives::ApplicationMove::withdraw, Reason::found_work));
  EXPECT_EQ(proposals.read(karin, now, id)->state, lives::ProposalState::declined);
  EXPECT_EQ(record(bo).places_held, 0);
}

TEST_P(MatchingWhoWaits, AKeptRoundIsTheSameWheneverItIsRunAndIsProved) {
  for (int i = 0; i < 9; ++i) waiting("Adept " + std::to_string(i), Part::adept);
  for (int i = 0; i < 4; ++i) waiting("Mentor " + std::to_string(i), Part::mentor, i % 2 + 1);
  auto wished = wish();
  wished.seed = 42;
  wished.weights = {5, 9};
  const auto first = run(wished);
  propose(first);
  auto moved = details(Part::mentor, 5);
  for (const int threads : {1, 4}) {
    const auto again = rounds.run_again(karin, now, first.id, threads).value();
    EXPECT_TRUE(again->is_same);
    EXPECT_EQ(again->people_gone, 0);
    EXPECT_EQ(again->run.round.pairs().size(), first.round.pairs().size());
  }
  const auto checked = rounds.verify(karin, now, first.id).value();
  EXPECT_TRUE(checked.proved()) << in_english(checked.findings.front());
  EXPECT_GT(checked.pairs_enumerated, 0);
}

TEST_P(MatchingWhoWaits, WhoeverIsProtectedLeavesTheRound) {
  const auto amira = waiting("Amira", Part::adept);
  waiting("Bo", Part::mentor);
  const auto first = run(wish());
  ProtectedPeople officers(*city);
  ASSERT_TRUE(officers.protect(city.actor(), now, record(amira).person.value(), "Asken"));
  const auto again = rounds.run_again(karin, now, first.id).value();
  EXPECT_EQ(again->people_gone, 1);
  EXPECT_THAT(again->run.round.adepts(), IsEmpty());
  EXPECT_FALSE(rounds.verify(karin, now, first.id)->proved());
  const auto kept = city->database().read([](db::Transaction& tx) { return tx.all(forget_nothing); });
  EXPECT_THAT(*kept, SizeIs(1));
  EXPECT_THAT(run(wish()).round.adepts(), IsEmpty());
  EXPECT_TRUE(store::verify_chain(*city, city.city()));
}

TEST_P(MatchingWhoWaits, NobodyMeetsWhomTheyHaveMetOrAreKeptApartFromOrThemself) {
  const auto amira = waiting("Amira", Part::adept);
  const auto bo = waiting("Bo", Part::mentor);
  ASSERT_TRUE(applications.move(karin, now, apply(record(bo).person.value(), Part::adept), 1,
                                lives::ApplicationMove::find_eligible));
  ASSERT_TRUE(kept_apart(record(amira).person.value(), record(bo).person.value()));
  EXPECT_THAT(run(wish()).round.pairs(), IsEmpty());
  const auto ek = waiting("Ek", Part::mentor);
  auto wished = wish();
  wished.locks = {{amira, ek, suitability::Locked::in, Reason::both_wish_it}};
  const auto pair = accepted(propose(run(wished)).front());
  ASSERT_TRUE(pairs.end(karin, now, pair, 1, lives::PairMove::end_early, Reason::no_time, now.day_utc(),
                        AdeptThen::waits_again));
  const auto last = run(wish());
  for (const auto& two : made(last.round)) EXPECT_NE(two.adept, amira);
}

TEST_P(MatchingWhoWaits, ALockThatCannotHoldSaysWhy) {
  const auto amira = waiting("Amira", Part::adept, 1, people::Level::none);
  const auto bo = waiting("Bo", Part::mentor);
  auto wished = wish();
  wished.locks = {{amira, bo, suitability::Locked::in, Reason::both_wish_it}};
  const auto refused = rounds.run(karin, now, wished);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().refusal, Refusal::locks_do_not_hold);
  EXPECT_THAT(refused.error().why, SizeIs(1));
  wished.locks.clear();
  wished.weights = {1};
  EXPECT_EQ(rounds.run(karin, now, wished).error().refusal, Refusal::weights_do_not_fit);
  wished.track = "nowhere";
  EXPECT_EQ(rounds.run(karin, now, wished).error().refusal, Refusal::no_such_track);
}

TEST_P(MatchingWhoWaits, AHardRuleGivesWayOnlyToANamedCoordinatorWithAReason) {
  const auto amira = waiting("Amira", Part::adept, 1, people::Level::none);
  const auto bo = waiting("Bo", Part::mentor);
  const auto round = run(wish());
  EXPECT_THAT(round.round.pairs(), IsEmpty());
  const Two two{amira, bo};
  EXPECT_EQ(proposals.propose(karin, now, round.id, {two}).error().refusal, Refusal::not_from_this_round);
  const auto refused = proposals.propose_by_hand(karin, now, round.id, two, knows_better());
  EXPECT_EQ(refused.error().refusal, Refusal::rule_says_no);
  EXPECT_THAT(refused.error().why, SizeIs(1));
  const auto way = knows_better(Rules::give_way);
  EXPECT_EQ(proposals.propose_by_hand(city.actor(), now, round.id, two, way).error().refusal,
            Refusal::nobody_named);
  EXPECT_EQ(proposals.propose_by_hand(karin, now, round.id, two, {Reason::none, "", Rules::give_way})
                .error()
                .refusal,
            Refusal::reason_missing);
  const auto id = proposals.propose_by_hand(karin, now, round.id, two, way).value();
  const auto pair = accepted(id);
  const auto decisions = pairs.decided_by_hand(karin, now, pair).value();
  ASSERT_THAT(decisions, SizeIs(1));
  EXPECT_EQ(decisions[0].by, store::AccountId{7});
  EXPECT_EQ(decisions[0].rule, "eligible");
  EXPECT_EQ(decisions[0].note, way.note);
}

TEST_P(MatchingWhoWaits, ACoordinatorChangesTheMentorByHandAndTheOtherGoesOnWaiting) {
  waiting("Amira", Part::adept);
  waiting("Bo", Part::mentor);
  waiting("Ek", Part::mentor);
  const auto round = run(wish());
  const auto id = propose(round).front();
  const auto before = proposals.read(karin, now, id)->two;
  ApplicationId other;
  for (const auto& mentor : round.round.mentors())
    if (const auto one = parvis::id_of<store::ApplicationKind>(mentor.id).value(); one != before.mentor)
      other = one;
  ASSERT_TRUE(proposals.change(karin, now, id, 1, {before.adept, other}, knows_better()));
  EXPECT_EQ(record(before.mentor).places_held, 0);
  EXPECT_EQ(record(other).places_held, 1);
  EXPECT_EQ(proposals.change(karin, now, id, 1, before, knows_better()).error().refusal,
            Refusal::changed_meanwhile);
}

TEST_P(MatchingWhoWaits, WhatIsWrittenDownSinceStopsAPairBeforeItIsMade) {
  const auto amira = waiting("Amira", Part::adept);
  const auto bo = waiting("Bo", Part::mentor);
  const auto id = propose(run(wish())).front();
  ASSERT_TRUE(proposals.decide(karin, now, id, 1, ProposalMove::approve));
  ASSERT_TRUE(kept_apart(record(amira).person.value(), record(bo).person.value()));
  EXPECT_EQ(proposals.decide(karin, now, id, 2, ProposalMove::accept).error().refusal, Refusal::rule_says_no);
}

TEST_P(MatchingWhoWaits, APairKnownFromBeforeIsRecorded) {
  const auto amira = waiting("Amira", Part::adept), dana = waiting("Dana", Part::adept);
  const auto bo = waiting("Bo", Part::mentor);
  const PairWish known{{amira, bo}, *Date::from_iso("2026-03-01"), lives::PairState::active, knows_better()};
  ASSERT_TRUE(pairs.record(karin, now, known));
  EXPECT_EQ(pairs.record(karin, now, known).error().refusal, Refusal::adept_not_waiting);
  EXPECT_EQ(
      pairs.record(karin, now, {{dana, bo}, known.first_day, known.state, knows_better()}).error().refusal,
      Refusal::no_place_left);
}

TEST_P(MatchingWhoWaits, AClosedRoundProposesNobody) {
  waiting("Amira", Part::adept);
  waiting("Bo", Part::mentor);
  const auto round = run(wish());
  ASSERT_TRUE(rounds.close(karin, now, round.id));
  EXPECT_EQ(proposals.propose(karin, now, round.id, made(round.round)).error().refusal,
            Refusal::round_is_closed);
  EXPECT_EQ(rounds.close(karin, now, round.id).error().refusal, Refusal::round_is_closed);
  EXPECT_EQ(rounds.run_again(karin, now, RoundId{9}).error().refusal, Refusal::no_such_round);
}

INSTANTIATE_TEST_SUITE_P(Engines, MatchingWhoWaits,
                         testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return db::name_of(engine.param); });

}  // namespace
}  // namespace parvis::records

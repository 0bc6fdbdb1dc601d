#include "app/erasure/retention.hpp"
#include "app/erasure/requests.hpp"

#include <gtest/gtest.h>

#include "app/records/fixture_programme.hpp"
#include "app/records/rounds.hpp"

namespace parvis::erasure {
namespace {

using lives::Part;

class Keeping : public testing::TestWithParam<db::Engine> {
 protected:
  Moment in_days(int days) const {
    return Moment::from_microseconds(at.now.microseconds() + std::int64_t{days} * 86'400'000'000);
  }
  static int count(const std::vector<Due>& due, Kind kind) {
    int n = 0;
    for (const auto& one : due) n += one.kind == kind ? 1 : 0;
    return n;
  }
  store::PersonId person_of(records::ApplicationId id) { return at.record(id).person.value(); }

  records::FixtureProgramme at{GetParam()};
  Retention retention{*at.city, at.taxonomy};
};

TEST_P(Keeping, TakesWhoLeftAndWhoNeverCameWhenTheirTimeIsOver) {
  const auto leaves = at.waiting("Amira Går", Part::adept), stays = at.waiting("Bo Stannar", Part::adept);
  const auto never = at.person("Cem Aldrig");
  const auto amira = person_of(leaves), bo = person_of(stays);
  ASSERT_TRUE(at.applications.move(at.karin, at.now, leaves, 2, lives::ApplicationMove::withdraw,
                                   lives::Reason::no_time));
  EXPECT_TRUE(retention.due(at.karin, in_days(100))->empty());
  EXPECT_EQ(count(*retention.due(at.karin, in_days(400)), Kind::people_never_in), 1);
  EXPECT_EQ(count(*retention.due(at.karin, in_days(800)), Kind::people_who_left), 1);
  const auto run = retention.carry_out(at.city.actor(), in_days(800));
  ASSERT_TRUE(run);
  EXPECT_EQ(run->people, 2);
  for (const auto gone : {amira, never})
    EXPECT_EQ(at.people.read(at.karin, at.now, gone).error().refusal, records::Refusal::no_such_person);
  EXPECT_TRUE(at.people.read(at.karin, at.now, bo));
  EXPECT_TRUE(retention.due(at.karin, in_days(800))->empty());
  EXPECT_TRUE(store::verify_chain(*at.city, at.city.city()));
}

TEST_P(Keeping, GoesByTheBoardsRuleFromItsDayOn) {
  const auto id = at.waiting("Amira Går", Part::adept);
  ASSERT_TRUE(at.applications.move(at.karin, at.now, id, 2, lives::ApplicationMove::withdraw,
                                   lives::Reason::no_time));
  const auto today = at.now.day_utc();
  const Rule rule{Kind::people_who_left, at.programme, 30, in_days(50).day_utc(), "Prövningsnämnden § 14"};
  EXPECT_FALSE(judged(rule, today));
  EXPECT_EQ(judged({rule.kind, {}, 0, rule.first_day, "§"}, today), RuleNo::days_out_of_range);
  EXPECT_EQ(judged({rule.kind, {}, 30, rule.first_day, ""}, today), RuleNo::board_missing);
  EXPECT_EQ(judged({rule.kind, {}, 30, today, "§"}, today), RuleNo::day_has_been);
  EXPECT_EQ(judged({Kind::closed_accounts, at.programme, 30, rule.first_day, "§"}, today),
            RuleNo::kind_is_for_the_whole_city);
  ASSERT_TRUE(retention.set(at.karin, at.now, rule));
  EXPECT_EQ(retention.rules(at.karin, at.now)->size(), 1u);
  EXPECT_TRUE(retention.due(at.karin, in_days(49))->empty());
  const auto due = retention.due(at.karin, in_days(50));
  ASSERT_EQ(due->size(), 1u);
  EXPECT_EQ(due->front().days, 30);
}

TEST_P(Keeping, EmptiesRoundsNotesAndClosedAccountsAndLeavesTheFigures) {
  const auto amira = at.waiting("Amira", Part::adept), bo = at.waiting("Bo", Part::mentor);
  const auto run = at.rounds.run(at.karin, at.now, at.wish());
  ASSERT_TRUE(run);
  ASSERT_TRUE(at.proposals.propose_by_hand(at.karin, at.now, run->id, {amira, bo},
                                           records::FixtureProgramme::knows_better()));
  ASSERT_TRUE(at.city->transact(at.karin, at.now, [&](store::Transaction& tx) {
    tx.tell({store::Act::account_disabled, {}, "account", 7, {}, false});
    return tx.change("account", {db::value(7)}, {{"disabled_at", at.now}});
  }));
  const auto done = retention.carry_out(at.city.actor(), in_days(1200));
  ASSERT_TRUE(done);
  EXPECT_EQ(done->rows_emptied, 3);  // two of the round, a note
  EXPECT_EQ(done->accounts, 1);
  EXPECT_EQ(done->people, 0);
  const auto rounds = at.rounds.list(at.karin, at.now, records::whole_city(), at.programme, 10).value();
  EXPECT_EQ(rounds.front().adepts + rounds.front().mentors, 2);
  EXPECT_TRUE(retention.due(at.karin, in_days(1200))->empty());
  EXPECT_TRUE(store::verify_chain(*at.city, at.city.city()));
}

TEST_P(Keeping, DoesNotTakeWhomAnAuditorHasStopped) {
  const auto never = at.person("Cem Aldrig");
  Requests requests(*at.city, at.taxonomy);
  const auto request = requests.propose(at.karin, at.now, never, Reason::no_longer_needed).value();
  ASSERT_TRUE(requests.stop(at.city.actor(), at.now, request));
  EXPECT_TRUE(retention.due(at.karin, in_days(4000))->empty());
}

INSTANTIATE_TEST_SUITE_P(Engines, Keeping, testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return db::name_of(engine.param); });

TEST(Catalogue, HasForEachTableWhatTakesItsRowsAway) {
  for (const auto& table : store::data_catalogue()) {
    EXPECT_FALSE(taken_by(table.name).empty()) << table.name << " grows, and nothing takes its rows away";
    if (taken_by(table.name) != "stays") continue;
    for (const auto& column : table.columns)
      EXPECT_TRUE(column.data_class != store::DataClass::p0 && column.data_class != store::DataClass::p1)
          << table.name << "." << column.name << " is about people and stays";
  }
}

}  // namespace
}  // namespace parvis::erasure

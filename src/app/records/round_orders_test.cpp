#include "app/records/round_orders.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/records/fixture_programme.hpp"

namespace parvis::records {
namespace {

using lives::Part;
using testing::IsEmpty;
using testing::SizeIs;

class AskingForARound : public testing::TestWithParam<db::Engine>, protected FixtureProgramme {
 protected:
  AskingForARound() : FixtureProgramme(GetParam()), orders(*city) {
    waiting("Amira", Part::adept);
    waiting("Bo", Part::mentor);
  }
  RoundWish wish_of(OrderId id) {
    auto wished = wish();
    wished.and_then = [this, id](store::Transaction& tx, RoundId round) {
      return orders.keep_in(tx, id, round);
    };
    return wished;
  }
  OrderId begin(std::optional<RoundId> after = {}) {
    return orders.begin(karin, now, programme, "", after).value().id;
  }
  std::size_t rounds_kept() { return rounds.list(karin, now, whole_city(), programme, 10)->size(); }
  RoundOrders orders;
};

TEST_P(AskingForARound, WhoeverAsksSecondGetsTheFirstOnes) {
  const auto first = orders.begin(karin, now, programme, "").value();
  const auto second = orders.begin(karin, now, programme, "").value();
  EXPECT_TRUE(first.is_new);
  EXPECT_FALSE(second.is_new);
  EXPECT_EQ(first.id, second.id);
  EXPECT_TRUE(orders.begin(karin, now, programme, "another").value().is_new);
  EXPECT_THAT(orders.open_ones(karin, now, whole_city()).value(), SizeIs(2));
  EXPECT_THAT(orders.open_ones(karin, now, {}).value(), IsEmpty());
}

TEST_P(AskingForARound, ItIsKeptWithItsOrderAndKnowsWhichWentBefore) {
  const auto order = begin();
  const auto round = rounds.run_to_look_at(karin, now, wish_of(order)).value();
  EXPECT_EQ(orders.read(karin, now, order)->round, round);
  EXPECT_EQ(orders.before(karin, now, round).value(), std::nullopt);
  const auto next = begin(round);
  const auto after = rounds.run_to_look_at(karin, now, wish_of(next)).value();
  EXPECT_EQ(orders.before(karin, now, after).value(), round);
  EXPECT_THAT(rounds.pairs_kept(karin, now, after)->pairs, SizeIs(1));
  EXPECT_TRUE(rounds.run_again(karin, now, after).value()->is_same);
  EXPECT_TRUE(store::verify_chain(*city, city.city()));
}

TEST_P(AskingForARound, OneThatWasCancelledIsNotKept) {
  const auto order = begin();
  EXPECT_TRUE(orders.end(karin, now, order, OrderState::cancelled).value());
  EXPECT_FALSE(orders.end(karin, now, order, OrderState::cancelled).value());
  EXPECT_EQ(rounds.run_to_look_at(karin, now, wish_of(order)).error().refusal, Refusal::move_not_open);
  EXPECT_EQ(rounds_kept(), 0u);
  EXPECT_EQ(orders.read(karin, now, order)->state, OrderState::cancelled);
}

TEST_P(AskingForARound, OneThatTheServersStopCutOffSaysSoAndIsBegunAnew) {
  const auto order = begin();
  RoundOrders of_the_next_server(*city);
  EXPECT_EQ(of_the_next_server.read(karin, now, order)->state, OrderState::stopped);
  EXPECT_TRUE(of_the_next_server.begin(karin, now, programme, "").value().is_new);
  EXPECT_EQ(rounds.run_to_look_at(karin, now, wish_of(order)).error().refusal, Refusal::move_not_open);
  EXPECT_EQ(orders.read(karin, now, OrderId{9}).error().refusal, Refusal::no_such_round);
}

INSTANTIATE_TEST_SUITE_P(Engines, AskingForARound,
                         testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return db::name_of(engine.param); });

}  // namespace
}  // namespace parvis::records

#include "app/web/visits.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace parvis::web {
namespace {

using std::chrono::minutes;

class Hotel : public testing::Test {
 protected:
  std::chrono::steady_clock::time_point now_{};
  Visits visits_{[this] { return now_; }, 1u << 20};
};

TEST_F(Hotel, ForgetsWhoHasBeenStillTheLongestWhenItIsFull) {
  const auto first = visits_.begin(), second = visits_.begin();
  ASSERT_TRUE(visits_.make_room(first.key, 400'000));
  now_ += minutes(1);
  ASSERT_TRUE(visits_.make_room(second.key, 400'000));
  visits_.find(second.key);
  const auto third = visits_.begin();
  ASSERT_TRUE(visits_.make_room(third.key, 400'000));
  EXPECT_EQ(visits_.find(first.key), nullptr);
  EXPECT_NE(visits_.find(second.key), nullptr);
  EXPECT_NE(visits_.find(third.key), nullptr);
  EXPECT_LE(visits_.bytes(), 1u << 20);
}

TEST_F(Hotel, TurnsAwayWhoWouldTakeMoreThanThereIs) {
  const auto one = visits_.begin();
  EXPECT_FALSE(visits_.make_room(one.key, 1u << 20));
  EXPECT_NE(visits_.find(one.key), nullptr);
  EXPECT_FALSE(visits_.make_room("no such visit", 1));
}

TEST_F(Hotel, GivesRoomBackWhenSomeoneIsForgotten) {
  const auto before = visits_.bytes();
  const auto one = visits_.begin();
  ASSERT_TRUE(visits_.make_room(one.key, 300'000));
  visits_.forget(one.key);
  EXPECT_EQ(visits_.bytes(), before);
  EXPECT_EQ(visits_.count(), 0u);
}

TEST_F(Hotel, AStreamOfPassersByNeitherFillsItNorTurnsOutAGuest) {
  Visits visits([this] { return now_; }, 200u << 20);
  const auto guest = visits.begin();
  ASSERT_TRUE(visits.make_room(guest.key, 190u << 20));
  now_ += minutes(1);
  const auto first = visits.begin();
  for (std::size_t i = 0; i < 3 * Visits::most_empty; ++i) visits.begin();
  EXPECT_LE(visits.count(), Visits::most_empty + 1);
  EXPECT_LE(visits.bytes(), 200u << 20);
  EXPECT_NE(visits.find(guest.key), nullptr);
  EXPECT_EQ(visits.find(first.key), nullptr);
}

TEST_F(Hotel, TurnsOutPassersByBeforeGuestsThoughTheyCameLater) {
  const auto guest = visits_.begin();
  ASSERT_TRUE(visits_.make_room(guest.key, 500'000));
  now_ += minutes(1);
  const auto passer_by = visits_.begin(), other = visits_.begin();
  ASSERT_TRUE(visits_.make_room(other.key, (1u << 20) - 500'000 - 3 * 4096));
  const auto late = visits_.begin();
  EXPECT_EQ(visits_.find(passer_by.key), nullptr);
  EXPECT_NE(visits_.find(guest.key), nullptr);
  EXPECT_NE(visits_.find(other.key), nullptr);
  EXPECT_NE(visits_.find(late.key), nullptr);
}

TEST_F(Hotel, WhoEmptiesTheirRoomIsAPasserByAgain) {
  const auto one = visits_.begin();
  ASSERT_TRUE(visits_.make_room(one.key, 300'000));
  const auto empty = visits_.begin();
  const auto of_both = visits_.bytes();
  visits_.give_back(one.key);
  EXPECT_EQ(visits_.bytes(), of_both - 300'000);
  EXPECT_NE(visits_.find(one.key), nullptr);
  EXPECT_NE(visits_.find(empty.key), nullptr);
}

TEST_F(Hotel, ANewKeyOpensANewRoomAndTheOldOneNothing) {
  const auto old = visits_.begin();
  ASSERT_TRUE(visits_.make_room(old.key, 300'000));
  const auto fresh = visits_.renew(old.key);
  ASSERT_TRUE(fresh);
  EXPECT_NE(fresh->key, old.key);
  EXPECT_NE(fresh->visit->token, old.visit->token);
  EXPECT_EQ(visits_.find(old.key), nullptr);
  EXPECT_NE(visits_.find(fresh->key), nullptr);
  EXPECT_EQ(visits_.count(), 1u);
  EXPECT_FALSE(visits_.renew(old.key));
}

TEST_F(Hotel, ARoundUnderWayCountsUntilItIsDone) {
  const auto one = visits_.begin();
  ASSERT_TRUE(visits_.make_room(one.key, 200'000));
  const auto before = visits_.bytes();
  auto room = visits_.room_for_round(one.key, 500'000);
  ASSERT_TRUE(room);
  EXPECT_EQ(visits_.bytes(), before + 500'000);
  // Whoever leaves meanwhile gives back what they held, not what the round still works in.
  visits_.forget(one.key);
  EXPECT_EQ(visits_.bytes(), 500'000u);
  room.reset();
  EXPECT_EQ(visits_.bytes(), 0u);
}

TEST_F(Hotel, ARoundThatIsOneTooManyIsTurnedAwayUntilTheOtherIsDone) {
  const auto one = visits_.begin(), other = visits_.begin();
  ASSERT_TRUE(visits_.make_room(one.key, 200'000));
  ASSERT_TRUE(visits_.make_room(other.key, 200'000));
  auto room = visits_.room_for_round(one.key, 500'000);
  ASSERT_TRUE(room);
  EXPECT_FALSE(visits_.room_for_round(other.key, 500'000));
  EXPECT_NE(visits_.find(other.key), nullptr);
  EXPECT_LE(visits_.bytes(), 1u << 20);
  room.reset();
  EXPECT_TRUE(visits_.room_for_round(other.key, 500'000));
}

TEST_F(Hotel, AGuestAloneCanAlwaysCalculate) {
  const auto guest = visits_.begin();
  ASSERT_TRUE(visits_.make_room(guest.key, 900'000));
  const auto room = visits_.room_for_round(guest.key, 5'000'000);
  EXPECT_TRUE(room);
  EXPECT_LE(visits_.bytes(), 1u << 20);
}

TEST_F(Hotel, WhoWaitsForARoundIsNotTurnedOut) {
  const auto guest = visits_.begin();
  ASSERT_TRUE(visits_.make_room(guest.key, 400'000));
  auto room = visits_.room_for_round(guest.key, 600'000);
  ASSERT_TRUE(room);
  now_ += minutes(1);
  const auto late = visits_.begin();
  EXPECT_FALSE(visits_.make_room(late.key, 300'000));
  EXPECT_TRUE(visits_.has_room_later(300'000));
  for (int i = 0; i < 100; ++i) visits_.begin();
  EXPECT_NE(visits_.find(guest.key), nullptr);
  room.reset();
  EXPECT_TRUE(visits_.make_room(visits_.begin().key, 300'000));
}

TEST_F(Hotel, SweepsOutThoseWhoNeverCameBack) {
  visits_.begin();
  now_ += minutes(20);
  visits_.begin();
  now_ += minutes(10);
  visits_.forget_idle();
  EXPECT_EQ(visits_.count(), 1u);
}

TEST_F(Hotel, KeysAndTokensAreEachTheirOwn) {
  const auto one = visits_.begin(), other = visits_.begin();
  EXPECT_EQ(one.key.size(), 32u);
  EXPECT_NE(one.key, other.key);
  EXPECT_NE(one.key, one.visit->token);
  EXPECT_NE(one.visit->token, other.visit->token);
}

}  // namespace
}  // namespace parvis::web

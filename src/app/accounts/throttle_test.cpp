#include "app/accounts/throttle.hpp"

#include <gtest/gtest.h>

namespace parvis::accounts {
namespace {

class Guessing : public testing::Test {
 protected:
  /// Seconds to wait; 0: let by.
  std::int64_t wait(const std::string& who, const std::string& address, bool after_password = false) {
    const auto held = throttle.hold({who, address, after_password}, now);
    return held ? held->seconds : 0;
  }
  void later(std::int64_t seconds) { now = now.plus_seconds(seconds); }

  Moment now = *Moment::from_iso("2026-11-02T08:00:00.000000Z");
  Throttle throttle;
};

TEST_F(Guessing, WaitsTwiceAsLongEachTimeUpToAQuarterOfAnHour) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(wait("kim", "a"), 0);
  std::int64_t longest = 0;
  for (int i = 0; i < 12; ++i) {
    const auto seconds = wait("kim", "a");
    EXPECT_GE(seconds, longest);
    longest = seconds;
    later(seconds);
    EXPECT_EQ(wait("kim", "a"), 0);
  }
  EXPECT_EQ(longest, 900);
}

TEST_F(Guessing, IsToldOnceUntilTheNextTry) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(wait("kim", "a"), 0);
  EXPECT_TRUE(throttle.hold({"kim", "a"}, now)->is_first);
  EXPECT_FALSE(throttle.hold({"kim", "a"}, now)->is_first);
}

TEST_F(Guessing, IsForgivenByOneRightAnswer) {
  for (int i = 0; i < 4; ++i) EXPECT_EQ(wait("kim", "a"), 0);
  EXPECT_EQ(wait("kim", "a"), 0);
  throttle.forgive({"kim", "a"}, now);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(wait("kim", "a"), 0);
}

TEST_F(Guessing, CannotLockTheOwnerOutFromManyAddresses) {
  throttle.hold({"kim", "home"}, now);
  throttle.forgive({"kim", "home"}, now);
  for (int i = 0; i < 1000; ++i)
    wait("kim", "10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250));
  EXPECT_EQ(wait("kim", "home"), 0);
  // From a new place, once 20 seconds, whatever the others do meanwhile.
  EXPECT_EQ(wait("kim", "work"), 20);
  for (int i = 0; i < 500; ++i)
    wait("kim", "10.1." + std::to_string(i / 250) + "." + std::to_string(i % 250));
  later(20);
  EXPECT_EQ(wait("kim", "work"), 0);
  EXPECT_EQ(wait("kim", "work"), 0);
}

TEST_F(Guessing, OfManyAccountsFromOneAddressIsSlowedAndANeighbourIsNot) {
  throttle.hold({"amira", "library"}, now);
  throttle.forgive({"amira", "library"}, now);
  int let_by = 0;
  for (int i = 0; i < 100; ++i) let_by += wait("somebody " + std::to_string(i), "library") == 0;
  EXPECT_EQ(let_by, 30);
  EXPECT_EQ(wait("amira", "library"), 0);
  EXPECT_EQ(wait("bo", "library"), 20);
  later(20);
  EXPECT_EQ(wait("bo", "library"), 0);
  EXPECT_EQ(wait("bo", "elsewhere"), 0);
}

TEST_F(Guessing, OfTheSecondFactorIsSlowedWhereverItComesFrom) {
  int let_by = 0;
  for (int i = 0; i < 100; ++i) let_by += wait("kim", "10.0.0." + std::to_string(i), true) == 0;
  EXPECT_EQ(let_by, 10);
  later(30);
  EXPECT_EQ(wait("kim", "10.0.0.200", true), 0);
  EXPECT_NE(wait("kim", "10.0.0.201", true), 0);
}

TEST_F(Guessing, OfCodesThatNameNobodyCountsByAddress) {
  int let_by = 0;
  for (int i = 0; i < 100; ++i) let_by += wait("", "a") == 0;
  EXPECT_EQ(let_by, 30);
  EXPECT_EQ(wait("", "b"), 0);
}

TEST_F(Guessing, NeedsNoMoreRoomThanItWasGiven) {
  Throttle small(100);
  for (int i = 0; i < 5; ++i) small.hold({"kim", "a"}, now);
  for (int i = 0; i < 99; ++i) small.hold({"somebody " + std::to_string(i), std::to_string(i)}, now);
  EXPECT_TRUE(small.hold({"kim", "a"}, now));
}

TEST_F(Guessing, FromOneSubscriberOfIPv6IsFromOneAddress) {
  EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), network_of("2001:db8:1:2:ffff::1"));
  EXPECT_NE(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:3::1"));
  EXPECT_EQ(network_of("::ffff:192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(network_of("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(network_of("?"), "?");
}

}  // namespace
}  // namespace parvis::accounts

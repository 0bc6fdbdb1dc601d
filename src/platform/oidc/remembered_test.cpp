#include "platform/oidc/remembered.hpp"

#include <gtest/gtest.h>

using namespace parvis;
using namespace parvis::oidc;
using namespace std::chrono_literals;

namespace {

const Moment first_asked{std::chrono::seconds(1'795'348'800)};

/// A provider that counts how often it is asked, and may be unwell.
struct Asked {
  int times = 0;
  bool unwell = false;
  Remembered<int> remembered;

  Remembered<int>::Ask ask = [this]() -> Result<int, No> {
    ++times;
    if (unwell) return no(No::unreachable);
    return times;
  };
  int at(Moment now) {
    const auto value = remembered.get(now, ask);
    return value ? **value : 0;
  }
};

}  // namespace

TEST(AnAnswer, IsAskedForOnceAnHour) {
  Asked provider;
  EXPECT_EQ(provider.at(first_asked), 1);
  EXPECT_EQ(provider.at(first_asked + 59min), 1);
  EXPECT_EQ(provider.at(first_asked + 60min), 2);
  EXPECT_EQ(provider.at(first_asked - 1h), 3);  // a clock set back
}

TEST(AnAnswer, ServesForADayWhenTheProviderIsUnwell) {
  Asked provider;
  provider.at(first_asked);
  provider.unwell = true;
  EXPECT_EQ(provider.at(first_asked + 2h), 1);
  EXPECT_EQ(provider.at(first_asked + 2h + 4s), 1);
  EXPECT_EQ(provider.times, 2);
  EXPECT_EQ(provider.at(first_asked + 24h), 0);
}

TEST(AnAnswer, IsNotAskedForInAHurryAfterAFault) {
  Asked provider;
  provider.unwell = true;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(provider.at(first_asked + std::chrono::seconds(i)), 0);
  EXPECT_EQ(provider.times, 1);
  provider.unwell = false;
  EXPECT_EQ(provider.at(first_asked + 5s), 2);
}

TEST(AnAnswer, ThatLacksSomethingIsAskedForOnceAMinute) {
  Asked provider;
  const auto first = provider.remembered.get(first_asked, provider.ask).value();
  const auto second = provider.remembered.other_than(first, first_asked + 1s, provider.ask);
  ASSERT_TRUE(second);
  EXPECT_EQ(*second, 2);
  for (int i = 2; i < 60; ++i)
    EXPECT_FALSE(provider.remembered.other_than(second, first_asked + std::chrono::seconds(i), provider.ask));
  EXPECT_EQ(provider.times, 2);
  // Who still holds the first gets the second without a question.
  EXPECT_EQ(provider.remembered.other_than(first, first_asked + 3s, provider.ask), second);
  EXPECT_TRUE(provider.remembered.other_than(second, first_asked + 61s, provider.ask));
  EXPECT_EQ(provider.times, 3);
}

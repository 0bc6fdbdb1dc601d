#include "domain/people/identity_number.hpp"

#include <gtest/gtest.h>

namespace parvis::people {
namespace {

const Date reading_day = *Date::from_iso("2026-11-23");

std::string digits_read(std::string_view text) {
  const auto number = IdentityNumber::read(text, reading_day);
  return number ? number->digits() : "";
}

// The Tax Agency's own test numbers and made ones with a right check digit; nobody has them.
TEST(IdentityNumber, IsReadInTheWaysPeopleWriteIt) {
  for (const auto* text : {"811228-9874", "19811228-9874", "198112289874", "8112289874", " 19811228 - 9874 "})
    EXPECT_EQ(digits_read(text), "198112289874") << text;
  EXPECT_EQ(digits_read("811228+9874"), "188112289874");
}

TEST(IdentityNumber, OfAChildIsOfThisCentury) {
  EXPECT_EQ(digits_read("100101-0006"), "201001010006");
}

TEST(IdentityNumber, MayBeACoOrdinationNumber) {
  const auto number = IdentityNumber::read("701063-2391", reading_day);
  ASSERT_TRUE(number);
  EXPECT_EQ(number->kind(), IdentityNumber::Kind::co_ordination);
  EXPECT_EQ(number->whole(), "19701063-2391");
}

TEST(IdentityNumber, IsShownWithoutItsLastFigures) {
  EXPECT_EQ(IdentityNumber::read("19811228-9874", reading_day)->masked(), "19811228-••••");
}

TEST(IdentityNumber, IsRefusedWithAReasonThatHoldsNothingOfIt) {
  for (const auto* text : {"", "811228", "811228-9875", "811328-9874", "19811228-98741", "8112-289874",
                           "811228--9874", "20301228-9874", "17811228-9874", "81122898٧4", "811228-987a"}) {
    const auto number = IdentityNumber::read(text, reading_day);
    ASSERT_FALSE(number) << text;
    EXPECT_EQ(in_english(number.error()).find("8112"), std::string::npos);
  }
}

}  // namespace
}  // namespace parvis::people

#include "app/acts/equal_files.hpp"

#include <gtest/gtest.h>

namespace parvis::acts {
namespace {

using matching::Ground;

struct Read {
  std::string written;
  Ground what;
  std::string name;
  std::optional<int> least, greatest;
  std::optional<std::int64_t> lower, upper;
};

TEST(EqualFiles, ABoundIsReadAsItIsWritten) {
  const Read table[] = {
      {"kvinna=40..60", Ground::gender, "woman", {}, {}, 40, 60},
      {"Man=..12", Ground::gender, "man", {}, {}, {}, 12},
      {"gender:woman=7", Ground::gender, "woman", {}, {}, 7, 7},
      {"district:Hägersten-Älvsjö = 3..", Ground::district, "Hägersten-Älvsjö", {}, {}, 3, {}},
      {"age:18-29=10..", Ground::age, "", 18, 29, 10, {}},
      {"age:-25=..4", Ground::age, "", {}, 25, {}, 4},
      {"waiting:90-=0..5", Ground::waiting, "", 90, {}, 0, 5},
      {"partner:A=B=1..2", Ground::partner, "A=B", {}, {}, 1, 2},
  };
  for (const auto& row : table) {
    const auto bound = read_bound(row.written);
    ASSERT_TRUE(bound) << row.written;
    EXPECT_EQ(bound->what, row.what) << row.written;
    EXPECT_EQ(bound->name, row.name) << row.written;
    EXPECT_EQ(bound->least, row.least) << row.written;
    EXPECT_EQ(bound->greatest, row.greatest) << row.written;
    EXPECT_EQ(bound->lower, row.lower) << row.written;
    EXPECT_EQ(bound->upper, row.upper) << row.written;
  }
}

TEST(EqualFiles, WhatIsNoBoundIsRefused) {
  for (const auto* written :
       {"", "kvinna", "kvinna=", "kvinna=..", "kvinna=6..5", "kvinna=-1", "kvinna=x..9", "katt=1", "age:=1",
        "age:30-20=1", "age:x-y=1", "district:=1", "=5", "kvinna=99999999999999999999"})
    EXPECT_FALSE(read_bound(written)) << written;
  const auto no_ground = read_bound("religion:any=1..2");
  ASSERT_FALSE(no_ground);
  EXPECT_EQ(in_english(no_ground.error()),
            "Only gender, district, age, partner and waiting time may be bounded, not religion.");
}

TEST(EqualFiles, PercentagePointsHaveAtMostTwoDecimals) {
  EXPECT_EQ(read_points("5").value(), 500);
  EXPECT_EQ(read_points(" 2,5 ").value(), 250);
  EXPECT_EQ(read_points("0.05").value(), 5);
  EXPECT_EQ(read_points("100").value(), 10'000);
  for (const auto* written : {"", "-1", "100.01", "101", "1.234", "5.", ".5", "fem", "5 %"})
    EXPECT_FALSE(read_points(written)) << written;
}

TEST(EqualFiles, APromiseIsShownRoundedUp) {
  const auto& t = Texts::in(Language::english);
  EXPECT_EQ(points(500, t), "5.0");
  EXPECT_EQ(points(501, t), "5.1");
  EXPECT_EQ(points(0, t), "0.0");
}

}  // namespace
}  // namespace parvis::acts

#include "app/acts/round_files.hpp"

#include <gtest/gtest.h>

namespace parvis::acts {
namespace {

proof::Claim claim() {
  proof::Claim claim;
  claim.programme = "p";
  claim.track = "t";
  claim.on = *Date::from_iso("2026-03-31");
  claim.seed = 7;
  claim.matched = 2;
  claim.score = 9'000;
  return claim;
}

proof::Prices prices() {
  return {{{"A1", {1, -20}}, {"A2", {0, 30}}}, {{"M1", {0, 5}}}, {{-1, 40}, {0, -7}}};
}

TEST(Certificate, OfARoundWithoutBoundsStaysAtItsFirstVersion) {
  auto plain = claim();
  plain.adept_cover = {"A1"};
  plain.mentor_prices = {{"M1", 9'000}};
  const std::string json = certificate_json(plain);
  EXPECT_NE(json.find("\"version\": 1"), std::string::npos);
  EXPECT_EQ(json.find("bounds"), std::string::npos);
  const auto read = read_certificate(json);
  ASSERT_TRUE(read);
  EXPECT_FALSE(read->bounds || read->gap);
  EXPECT_EQ(certificate_json(*read), json);
}

TEST(Certificate, KeepsBoundsOnGroups) {
  auto bounded = claim();
  bounded.bounds = {
      {{"gender:woman", false, {"A1", "A2"}, 1, 2}, {"partner:kyrkan", true, {"M1"}, 0, std::nullopt}},
      prices()};
  const std::string json = certificate_json(bounded);
  EXPECT_NE(json.find("\"version\": 2"), std::string::npos);
  const auto read = read_certificate(json);
  ASSERT_TRUE(read && read->bounds);
  EXPECT_EQ(read->bounds->groups[0].upper, 2);
  EXPECT_EQ(read->bounds->groups[1].upper, std::nullopt);
  EXPECT_EQ(read->bounds->prices.adepts, prices().adepts);
  EXPECT_EQ(certificate_json(*read), json);
}

TEST(Certificate, KeepsABoundOnTheDifference) {
  auto gapped = claim();
  gapped.gap = {250, {{true, false, true, {"A1"}, {"M1"}}}, {prices(), prices()}};
  const std::string json = certificate_json(gapped);
  const auto read = read_certificate(json);
  ASSERT_TRUE(read && read->gap);
  EXPECT_EQ(read->gap->most, 250);
  EXPECT_TRUE(read->gap->ceilings[0].women && read->gap->ceilings[0].others && !read->gap->ceilings[0].men);
  EXPECT_EQ(certificate_json(*read), json);
}

TEST(Certificate, IsRefusedWhenItsBoundsAreNotWhole) {
  auto bounded = claim();
  bounded.bounds = {{{"gender:woman", false, {"A1"}, 1, 2}}, prices()};
  const std::string whole = certificate_json(bounded);
  const auto without = [&](const std::string& what, const std::string& instead) {
    std::string json = whole;
    const auto at = json.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    json.replace(at, what.size(), instead);
    return read_certificate(json).has_value();
  };
  EXPECT_TRUE(without("gender:woman", "gender:man"));
  EXPECT_FALSE(without("\"version\": 2", "\"version\": 1"));
  EXPECT_FALSE(without("\"bounds\"", "\"boundaries\""));
  EXPECT_FALSE(without("\"of\": \"adepts\"", "\"of\": \"cats\""));
  EXPECT_FALSE(without("\"lower\": 1", "\"lower\": -1"));
  EXPECT_FALSE(without("\"upper\": 2", "\"upper\": 99999999999"));
  EXPECT_FALSE(without("-20", "-20000000000"));
  EXPECT_FALSE(without("-20", "\"x\""));
}

}  // namespace
}  // namespace parvis::acts

#include "domain/lots/lots.hpp"

#include <gtest/gtest.h>

namespace parvis::lots {
namespace {

std::vector<std::string> ids_in_order(const List& list, std::string_view seed) {
  std::vector<std::string> ids;
  for (const auto& one : order(list, seed)) ids.push_back(list.applicants[one.applicant].id);
  return ids;
}

TEST(Lots, ADrawNumberIsWhatSha256sumPrints) {
  // printf '%s\n%s' 'Joker 4711827' 17 | sha256sum
  EXPECT_EQ(draw_number("Joker 4711827", "17"),
            "a2e40d4cf7fdf5fbc4bf95bd21327c206520f6fb24d17ce0771d5635fc0be9b2");
  // printf %s 'Joker 4711827' | sha256sum
  EXPECT_EQ(commitment("Joker 4711827"), "f98106a0b8d1617b54a8d07f6f4755e6c4728d89957edabd1e699e79a3f00630");
}

TEST(Lots, ThePriorityClassComesBeforeTheDrawNumber) {
  List list;
  for (const char* id : {"a", "b", "c", "d"}) list.applicants.push_back({id, no_class, "", {}});
  const auto plain = ids_in_order(list, "seed");
  list.applicants.back().priority = 2;
  auto first = ids_in_order(list, "seed");
  EXPECT_EQ(first.front(), "d");
  list.applicants.front().priority = 1;
  first = ids_in_order(list, "seed");
  EXPECT_EQ(first[0], "a");
  EXPECT_EQ(first[1], "d");
  EXPECT_NE(ids_in_order(list, "another seed"), ids_in_order(list, "seed"));
  for (std::size_t i = 1; i < plain.size(); ++i)
    EXPECT_LT(draw_number("seed", plain[i - 1]), draw_number("seed", plain[i]));
}

TEST(Lots, ASeedThatNobodyCouldTypeAgainIsRefused) {
  for (const char* seed : {"", " 7", "7 ", "a\nb", "a\tb", "a\u200Bb", "\xFF"})
    EXPECT_TRUE(fault_in_seed(seed)) << seed;
  for (const char* seed : {"7", "Joker 2026-05-02: 4711827", "Nilsson & Åsa", "سحب"})
    EXPECT_FALSE(fault_in_seed(seed)) << seed;
}

TEST(Lots, TheFingerprintKnowsEveryClassGroupAndWish) {
  List list;
  list.places = {{"Bad", 2}, {"Park", 1}};
  list.applicants = {{"1", 1, "kvinna", {0, 1}}, {"2", no_class, "", {}}};
  // printf '1\t1\tkvinna\tBad;Park\n2\t\t\t\n' | sha256sum
  EXPECT_EQ(fingerprint_of_applicants(list),
            "9071ec1364168942fd9b51aa115c6e99c6fcbfe1918325674e7560f910ebabbb");
  // printf 'Bad\t2\nPark\t1\n' | sha256sum
  EXPECT_EQ(fingerprint_of_places(list), "a9b20721e78f4df0aaf6f7b79942eb00197b646a611c6eb16a85a5dadbf3ace2");
}

}  // namespace
}  // namespace parvis::lots

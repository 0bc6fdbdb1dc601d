#include <gtest/gtest.h>

#include "platform/base/date.hpp"
#include "platform/base/fold.hpp"
#include "platform/base/id.hpp"
#include "platform/base/message.hpp"
#include "platform/base/moment.hpp"
#include "platform/base/span_of_numbers.hpp"

namespace parvis {
namespace {

TEST(Date, KnowsLeapDays) {
  EXPECT_TRUE(Date::from(2024, 2, 29));
  EXPECT_FALSE(Date::from(2023, 2, 29));
  EXPECT_FALSE(Date::from_iso("2026-3-1"));
}

TEST(Date, CountsDaysAcrossAYear) {
  EXPECT_EQ(days_between(*Date::from_iso("2025-12-31"), *Date::from_iso("2026-01-01")), 1);
  for (int day = -40000; day < 40000; day += 97)
    EXPECT_EQ(Date::from_iso(Date::from_days(day).iso()), Date::from_days(day));
}

TEST(Id, IsReadAsItIsWrittenAndNoOtherWay) {
  for (const std::int64_t number : {std::int64_t{1}, std::int64_t{31}, std::int64_t{32}, INT64_MAX}) {
    EXPECT_EQ(id_text(number).size(), 13u);
    EXPECT_EQ(id_number(id_text(number)), number);
  }
  EXPECT_EQ(id_text(32), "0000000000010");
  for (const auto* wrong : {"", "1", "0000000000000", "000000000000I", "000000000000u", "800000000000A",
                            "8000000000000", "00000000000010"})
    EXPECT_FALSE(id_number(wrong)) << wrong;
}

TEST(Moment, IsReadAsItIsWritten) {
  for (const std::int64_t micro : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1'795'391'999'999'999}}) {
    const auto moment = Moment::from_microseconds(micro);
    EXPECT_EQ(Moment::from_iso(moment.iso()), moment) << moment.iso();
  }
  EXPECT_EQ(Moment::from_microseconds(-1).iso(), "1969-12-31T23:59:59.999999Z");
  EXPECT_EQ(Moment::from_microseconds(-1).day_utc().iso(), "1969-12-31");
  for (const auto* wrong : {"2026-03-31", "2026-03-31T24:00:00.000000Z", "2026-03-31T08:00:00.000000",
                            "2026-03-31T-1:00:00.000000Z", "2026-02-30T08:00:00.000000Z"})
    EXPECT_FALSE(Moment::from_iso(wrong)) << wrong;
}

TEST(Message, PutsValuesInTheirPlaces) {
  EXPECT_EQ(in_english(say("{a} before {b}").with("b", "two").with("a", std::int64_t{1})), "1 before two");
  EXPECT_EQ(in_english(say_n("{n} pair", "{n} pairs", 2)), "2 pairs");
  EXPECT_EQ(in_english(say("kept {as it is")), "kept {as it is");
}

TEST(Message, NeverReadsAValueAsAPlaceholder) {
  EXPECT_EQ(in_english(say("{a}{b}").with("a", "{b}").with("b", "x")), "{b}x");
}

TEST(Fold, BringsTogetherWhatPeopleWriteInDifferentWays) {
  EXPECT_EQ(folded("  Svetsare,  MANUELL "), "svetsare manuell");
  EXPECT_EQ(folded("SJUKSKÖTERSKA"), "sjuksköterska");
  EXPECT_EQ(folded("Sjuksko\xCC\x88terska"), "sjuksköterska");
  EXPECT_EQ(folded("М’ясник"), folded("м'ясник"));
  EXPECT_NE(folded("målare"), folded("malare"));
  EXPECT_EQ(folded("C++/C#"), "c++ c#");
}

TEST(Fold, CountsOneSwapAsOneEdit) {
  EXPECT_EQ(edit_distance(U"svetsare", U"svestare", 3), 1);
  EXPECT_EQ(edit_distance(U"snickare", U"snikcare", 3), 1);
  EXPECT_EQ(edit_distance(U"bagare", U"bagare", 3), 0);
  EXPECT_EQ(edit_distance(U"a", U"abcdef", 3), 4);
}

TEST(Fold, KnowsUtf8) {
  EXPECT_TRUE(is_utf8("åäö العربية"));
  EXPECT_FALSE(is_utf8("\xE5\xE4\xF6"));
  EXPECT_FALSE(is_utf8("\xC0\xAF"));
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));
  EXPECT_FALSE(is_utf8("a\xE2\x82"));
}

TEST(Fold, SplitsAndTrims) {
  EXPECT_EQ(parts_of(" a; b ;;c\xC2\xA0", ";"), (std::vector<std::string>{"a", "b", "c"}));
}

TEST(SpanOfNumbers, EitherNumberMayBeLeftOutAndOneAloneIsBoth) {
  const auto read = [](std::string_view written) { return span_of_numbers(written, "..", 99); };
  EXPECT_EQ(read("3..7")->from, 3);
  EXPECT_EQ(read("3..7")->to, 7);
  EXPECT_EQ(read("3..")->to, std::nullopt);
  EXPECT_EQ(read("..7")->from, std::nullopt);
  EXPECT_EQ(read("5")->from, 5);
  EXPECT_EQ(read("5")->to, 5);
  for (const auto* written :
       {"", "..", "7..3", "-1..3", "1..100", "a..3", "1..b", "1...3", " 1..2", "99999999999999999999"})
    EXPECT_FALSE(read(written)) << written;
}

}  // namespace
}  // namespace parvis

#include "platform/formats/number_format.hpp"

#include <gtest/gtest.h>

namespace parvis::formats {
namespace {

std::string day_1900(std::string_view xml) {
  return number_text(xml, NumberKind::day, DaySystem::from_1900);
}
std::string number_1900(std::string_view xml) {
  return number_text(xml, NumberKind::number, DaySystem::from_1900);
}

TEST(NumberFormat, WritesANumberAsAPersonWould) {
  EXPECT_EQ(number_1900("1985"), "1985");
  EXPECT_EQ(number_1900("1985.0"), "1985");
  EXPECT_EQ(number_1900("3.5"), "3.5");
  EXPECT_EQ(number_1900("0.30000000000000004"), "0.3");
  EXPECT_EQ(number_1900("1.0000000000000001E-2"), "0.01");
  EXPECT_EQ(number_1900("198501011234"), "198501011234");
  EXPECT_EQ(number_1900("1E+20"), "100000000000000000000");
  EXPECT_EQ(number_1900("1E+300"), "1e+300");
  EXPECT_EQ(number_1900("1e-9"), "1e-09");
  EXPECT_EQ(number_1900("-0"), "0");
  EXPECT_EQ(number_1900("about 3"), "about 3");
  EXPECT_EQ(number_1900("inf"), "inf");
}

TEST(NumberFormat, CountsTheDaysOfBothCalendars) {
  EXPECT_EQ(day_1900("46112"), "2026-03-31");
  EXPECT_EQ(day_1900("46112.999"), "2026-03-31");
  EXPECT_EQ(day_1900("1"), "1900-01-01");
  EXPECT_EQ(day_1900("59"), "1900-02-28");
  EXPECT_EQ(day_1900("60"), "1900-02-29");
  EXPECT_EQ(day_1900("61"), "1900-03-01");
  EXPECT_EQ(day_1900("2958465"), "9999-12-31");
  EXPECT_EQ(day_1900("2958465.9999999999"), "2958466");
  EXPECT_EQ(day_1900("2958466"), "2958466");
  EXPECT_EQ(day_1900("20260331"), "20260331");
  EXPECT_EQ(day_1900("-1"), "-1");
  EXPECT_EQ(day_1900("0"), "0");
  EXPECT_EQ(number_text("0", NumberKind::day, DaySystem::from_1904), "1904-01-01");
  EXPECT_EQ(number_text("44650", NumberKind::day, DaySystem::from_1904), "2026-03-31");
  EXPECT_EQ(number_text("2957004", NumberKind::day, DaySystem::from_1904), "2957004");
}

TEST(NumberFormat, TellsTheHourOfAMeeting) {
  EXPECT_EQ(number_text("0.729166666666667", NumberKind::clock, DaySystem::from_1900), "17:30");
  EXPECT_EQ(number_text("46112.5", NumberKind::clock, DaySystem::from_1900), "12:00");
  EXPECT_EQ(number_text("1.5", NumberKind::elapsed, DaySystem::from_1900), "36:00");
  EXPECT_EQ(day_1900("0.25"), "06:00");
}

TEST(NumberFormat, TellsDaysFromNumbersByTheirFormat) {
  for (const auto* const day : {"yyyy-mm-dd", "d/m/yy", "[$-41D]d mmmm yyyy", "mmm", "dd\\.mm\\.yyyy;@",
                                "yyyy-mm-dd hh:mm:ss", "[Red]D.M.YYYY"})
    EXPECT_EQ(kind_of_format(day), NumberKind::day) << day;
  for (const auto* const number : {"General", "Standard", "0", "0.00", "#,##0\\d", "0 \"dagar\"",
                                   "[Red]0;[Blue]-0", "0_d", "@", "0.00E+00", "", "0 \"unended", "[unended"})
    EXPECT_EQ(kind_of_format(number), NumberKind::number) << number;
  EXPECT_EQ(kind_of_format("hh:mm"), NumberKind::clock);
  EXPECT_EQ(kind_of_format("h:mm AM/PM"), NumberKind::clock);
  EXPECT_EQ(kind_of_format("[h]:mm"), NumberKind::elapsed);
  EXPECT_EQ(kind_of_built_in(14), NumberKind::day);
  EXPECT_EQ(kind_of_built_in(22), NumberKind::day);
  EXPECT_EQ(kind_of_built_in(57), NumberKind::day);
  EXPECT_EQ(kind_of_built_in(20), NumberKind::clock);
  EXPECT_EQ(kind_of_built_in(46), NumberKind::elapsed);
  EXPECT_EQ(kind_of_built_in(4), NumberKind::number);
  EXPECT_EQ(kind_of_built_in(49), NumberKind::number);
}

}  // namespace
}  // namespace parvis::formats

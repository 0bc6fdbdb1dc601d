#include <fmt/format.h>
#include <gtest/gtest.h>

#include "domain/people/words.hpp"

namespace parvis::people {
namespace {

/// "Mon 17:00-21:00, Wed 17:00-20:00": the week as it was understood.
std::string week_in_words(std::string_view cell) {
  const auto week = read_availability(cell);
  if (!week) return in_english(week.error());
  constexpr const char* names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  std::string text;
  for (std::size_t day = 0; day < 7; ++day)
    for (std::size_t h = 0; h < 48; ++h) {
      if (!week->test(day * 48 + h) || (h > 0 && week->test(day * 48 + h - 1))) continue;
      auto end = h;
      while (end < 48 && week->test(day * 48 + end)) ++end;
      text += fmt::format("{}{} {}:{:02}-{}:{:02}", text.empty() ? "" : ", ", names[day], h / 2, h % 2 * 30,
                          end / 2, end % 2 * 30);
    }
  return text;
}

TEST(Availability, DaysAndPartsOfTheDay) {
  EXPECT_EQ(week_in_words("mån kväll, ons 17-20"), "Mon 17:00-21:00, Wed 17:00-20:00");
  EXPECT_EQ(week_in_words("Måndagskvällar"), "Mon 17:00-21:00");
  EXPECT_EQ(week_in_words("lör–sön 10–14"), "Sat 10:00-14:00, Sun 10:00-14:00");
  EXPECT_EQ(week_in_words("lördag förmiddag"), "Sat 9:00-12:00");
  EXPECT_EQ(week_in_words("ti, to em"), "Tue 13:00-17:00, Thu 13:00-17:00");
  EXPECT_EQ(week_in_words("mån. och ons. kväll"), "Mon 17:00-21:00, Wed 17:00-21:00");
  EXPECT_EQ(week_in_words("fre förmiddag och kväll"), "Fri 9:00-12:00, Fri 17:00-21:00");
}

TEST(Availability, WholeWeeks) {
  const std::string weekday_evenings =
      "Mon 17:00-21:00, Tue 17:00-21:00, Wed 17:00-21:00, Thu 17:00-21:00, Fri 17:00-21:00";
  EXPECT_EQ(week_in_words("vardagar kväll"), weekday_evenings);
  EXPECT_EQ(week_in_words("vardagskvällar"), weekday_evenings);
  EXPECT_EQ(week_in_words("mån–fre efter jobbet"), weekday_evenings);
  EXPECT_EQ(week_in_words("Weekdays after 17"), weekday_evenings);
  EXPECT_EQ(week_in_words("Mon to Fri 5-9pm"), weekday_evenings);
  EXPECT_EQ(week_in_words("helger"), "Sat 7:00-21:00, Sun 7:00-21:00");
  EXPECT_EQ(week_in_words("kvällar"), weekday_evenings + ", Sat 17:00-21:00, Sun 17:00-21:00");
  EXPECT_EQ(week_in_words("helger, kvällar"), weekday_evenings + ", Sat 7:00-21:00, Sun 7:00-21:00");
  EXPECT_EQ(week_in_words("kvällar och helger"), week_in_words("helger och kvällar"));
  EXPECT_EQ(week_in_words("flexibel"), week_in_words("alla dagar"));
  EXPECT_EQ(week_in_words("fre-mån lunch"),
            "Mon 11:00-13:00, Fri 11:00-13:00, Sat 11:00-13:00, Sun 11:00-13:00");
}

TEST(Availability, ClockTimesInSwedishAndEnglish) {
  EXPECT_EQ(week_in_words("ons kl 17.30-20"), "Wed 17:30-20:00");
  EXPECT_EQ(week_in_words("onsdag mellan 17 och 20"), "Wed 17:00-20:00");
  EXPECT_EQ(week_in_words("on 17:15-19:45"), "Wed 17:30-19:30");
  EXPECT_EQ(week_in_words("on Mondays 9 to 12"), "Mon 9:00-12:00");
  EXPECT_EQ(week_in_words("Wednesday 9am-1pm"), "Wed 9:00-13:00");
  EXPECT_EQ(week_in_words("tors före 12"), "Thu 7:00-12:00");
  EXPECT_EQ(week_in_words("tors från 18 till 20"), "Thu 18:00-20:00");
  EXPECT_EQ(week_in_words("fre 1700-2030"), "Fri 17:00-20:30");
  EXPECT_EQ(week_in_words("fre natt"), "Fri 0:00-6:00, Fri 22:00-24:00");
}

TEST(Availability, WhatIsNotSureIsNotReadAtAll) {
  EXPECT_EQ(week_in_words("varannan tisdag"),
            "The times cannot be read: “varannan”. Write for example Mon evening, Wed 17-20.");
  for (const char* cell :
       {"ej fredagar", "ons 17", "20-17", "ons 25-26", "17-17.15", "ring mig", "123456", "–", "♥"})
    EXPECT_FALSE(read_availability(cell)) << cell;
}

}  // namespace
}  // namespace parvis::people

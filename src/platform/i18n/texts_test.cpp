#include "platform/i18n/texts.hpp"

#include <gtest/gtest.h>

namespace parvis {
namespace {

TEST(Texts, SpeaksSwedishWithItsOwnNumbers) {
  const auto& t = Texts::in(Language::swedish);
  EXPECT_EQ(t("January"), "januari");
  EXPECT_EQ(t.number(-12345),
            "\xE2\x88\x92"
            "12\xC2\xA0"
            "345");
  EXPECT_EQ(t.tenths(45), "4,5");
  EXPECT_EQ(t.percent(2, 3), "67\xC2\xA0%");
  EXPECT_EQ(t.day(*Date::from_iso("2026-11-24")), "24 november 2026");
}

TEST(Texts, LeavesTheDirectionOfAValueToItself) {
  const auto& t = Texts::in(Language::arabic);
  EXPECT_TRUE(t.is_right_to_left());
  EXPECT_EQ(t(say("{x}").with("x", std::string("A1"))),
            "\xE2\x81\xA8"
            "A1\xE2\x81\xA9");
}

TEST(Texts, SpeaksUkrainianWithItsThreeForms) {
  const auto& t = Texts::in(Language::ukrainian);
  EXPECT_EQ(t.number(12345),
            "12\xC2\xA0"
            "345");
  EXPECT_EQ(t.tenths(45), "4,5");
  EXPECT_EQ(t.percent(2, 3), "67\xC2\xA0%");
  EXPECT_EQ(t.day(*Date::from_iso("2026-11-24")), "24 листопада 2026");
  const auto days = [&t](std::int64_t n) { return t(say_n("Has waited {n} day", "Has waited {n} days", n)); };
  EXPECT_EQ(days(1), days(21).replace(days(21).find("21"), 2, "1"));
  EXPECT_EQ(days(3), days(24).replace(days(24).find("24"), 2, "3"));
  EXPECT_EQ(days(5), days(11).replace(days(11).find("11"), 2, "5"));
  EXPECT_NE(days(1), days(3).replace(days(3).find('3'), 1, "1"));
  EXPECT_NE(days(3), days(5).replace(days(5).find('5'), 1, "3"));
}

TEST(Texts, LaysPlainSwedishOverSwedish) {
  const auto& plain = Texts::in(Language::plain_swedish);
  const auto& swedish = Texts::in(Language::swedish);
  EXPECT_NE(plain("People decide"), swedish("People decide"));
  EXPECT_EQ(plain("January"), "januari");
  EXPECT_EQ(plain(say_n("{n} month", "{n} months", 3)), swedish(say_n("{n} month", "{n} months", 3)));
  EXPECT_EQ(plain.number(12345), swedish.number(12345));
  EXPECT_EQ(plain.code(), "latt");
  EXPECT_EQ(plain.html_code(), "sv");
}

TEST(Texts, KnowsEachLanguageByItsCode) {
  for (const auto language : all_languages) EXPECT_EQ(language_of(code_of(language)), language);
  EXPECT_EQ(language_of("uk-UA"), Language::ukrainian);
  EXPECT_EQ(language_of("sv-FI"), Language::swedish);
  EXPECT_EQ(language_of("sv-x-latt"), Language::plain_swedish);
  EXPECT_EQ(language_of("lattice"), std::nullopt);
  EXPECT_EQ(language_of("de"), std::nullopt);
}

TEST(Texts, ChoosesTheReadersLanguage) {
  EXPECT_EQ(language_for("uk-UA,uk;q=0.9,ru;q=0.8,en;q=0.7"), Language::ukrainian);
  EXPECT_EQ(language_for("ar-SY,ar;q=0.9,en;q=0.8"), Language::arabic);
  EXPECT_EQ(language_for("de,en;q=0.5,sv;q=0.4"), Language::english);
  EXPECT_EQ(language_for("de"), Language::swedish);
  EXPECT_EQ(language_for(""), Language::swedish);
}

TEST(Texts, TellsTheTimeByTheCitysClockInWinterAndSummer) {
  const auto& t = Texts::in(Language::english);
  EXPECT_EQ(t.moment(*Moment::from_iso("2026-11-24T13:05:00.000000Z")), "24 November 2026 14:05");
  EXPECT_EQ(t.moment(*Moment::from_iso("2026-07-31T22:30:00.000000Z")), "1 August 2026 00:30");
  EXPECT_EQ(t.moment(*Moment::from_iso("2026-10-25T00:59:59.000000Z")), "25 October 2026 02:59");
  EXPECT_EQ(t.moment(*Moment::from_iso("2026-10-25T01:00:00.000000Z")), "25 October 2026 02:00");
}

}  // namespace
}  // namespace parvis

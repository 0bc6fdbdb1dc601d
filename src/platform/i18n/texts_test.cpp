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

TEST(Texts, ChoosesTheReadersLanguage) {
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

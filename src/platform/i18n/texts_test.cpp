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

}  // namespace
}  // namespace parvis

#include "app/assets/assets.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace parvis {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string_view asset(std::string_view name) {
  const Asset* found = find_asset(asset_url(name).text());
  return found ? found->bytes : std::string_view();
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::string> all_matches(std::string_view text, const std::string& pattern) {
  const std::regex expression(pattern);
  std::vector<std::string> found;
  for (std::cregex_iterator it(text.data(), text.data() + text.size(), expression), end; it != end; ++it) {
    found.push_back((*it)[1].str());
  }
  return found;
}

std::set<std::string> classes_of(std::string_view html) {
  std::set<std::string> classes;
  for (const std::string& list : all_matches(html, R"re(\sclass="([^"]*)")re")) {
    std::istringstream words(list);
    for (std::string word; words >> word;) classes.insert(word);
  }
  return classes;
}

bool has_class(std::string_view sheet, const std::string& name) {
  for (auto at = sheet.find("." + name); at != std::string_view::npos; at = sheet.find("." + name, at + 1)) {
    const char after = at + 1 + name.size() < sheet.size() ? sheet[at + 1 + name.size()] : ' ';
    if (!std::isalnum(static_cast<unsigned char>(after)) && after != '-' && after != '_') return true;
  }
  return false;
}

constexpr std::string_view sheets[] = {"parvis.css", "parvis.rtl.css", "round.css", "round.rtl.css"};

TEST(Assets, AreSmallEnoughForAPhone) {
  EXPECT_LE(asset("parvis.css").size(), 150'000u);
  EXPECT_LE(asset("parvis.rtl.css").size(), 150'000u);
  EXPECT_LE(round_css(false).size(), 40'000u);
  EXPECT_LE(round_css(true).size(), 40'000u);
  EXPECT_LE(asset("parvis.js").size(), 6'000u);
}

TEST(Assets, FetchNothingFromAnotherPlace) {
  for (const auto name : sheets) {
    EXPECT_THAT(std::string(asset(name)), Not(HasSubstr("@import"))) << name;
    for (const std::string& address : all_matches(asset(name), R"(url\(["']?([^"')]*))")) {
      const Asset* found = find_asset(address);
      ASSERT_NE(found, nullptr) << name << " asks for " << address;
      EXPECT_THAT(std::string(found->cache_control), HasSubstr("immutable")) << address;
    }
  }
}

TEST(Assets, TheRoundsSheetStandsAloneInAnHtmlHead) {
  for (const bool right_to_left : {false, true}) {
    const std::string sheet(round_css(right_to_left));
    EXPECT_THAT(sheet, Not(HasSubstr("url(")));
    EXPECT_THAT(sheet, Not(HasSubstr("</")));
    EXPECT_THAT(sheet, HasSubstr("@page"));
    EXPECT_THAT(sheet, HasSubstr("print-color-adjust:exact"));
  }
  EXPECT_NE(round_css(false), round_css(true));
}

TEST(Assets, AnAddressChangesWithItsContentAndIsKeptForGood) {
  const std::string address = asset_url("parvis.rtl.css").text();
  EXPECT_EQ(address, "/assets/parvis.rtl." + content_hash(asset("parvis.rtl.css")) + ".css");
  EXPECT_EQ(content_hash(""), "811c9dc5");
  EXPECT_EQ(content_hash("a"), "e40c292c");
  const Asset* plain = find_asset("/assets/mark.svg");
  ASSERT_NE(plain, nullptr);
  EXPECT_EQ(plain->content_type, "image/svg+xml");
  EXPECT_EQ(plain->cache_control, "public, max-age=86400");
  EXPECT_EQ(find_asset("/assets/parvis.00000000.css"), nullptr);
  EXPECT_EQ(find_asset("/assets/"), nullptr);
  EXPECT_EQ(find_asset("/assets/../parvis.css"), nullptr);
}

TEST(Assets, TheFontsCarryTheirLicence) {
  const Asset* licence = find_asset("/assets/fonts/OFL.txt");
  ASSERT_NE(licence, nullptr);
  EXPECT_THAT(std::string(licence->bytes), HasSubstr("SIL OPEN FONT LICENSE"));
}

// A class that a page asks for and no sheet knows is a part that lost its dress.
TEST(Assets, DressEveryPartThatTheManualShows) {
  const std::string manual = text_of(PARVIS_SOURCE_DIR "/web/README.md");
  const auto classes = classes_of(manual);
  ASSERT_THAT(classes, Not(IsEmpty()));
  for (const std::string& name : classes) EXPECT_TRUE(has_class(asset("parvis.css"), name)) << name;
}

TEST(Assets, DressTheRoundAloneAsInTheBrowser) {
  const std::string manual = text_of(PARVIS_SOURCE_DIR "/web/README.md");
  const auto first = manual.find("## The round"), last = manual.find("## A programme's page");
  ASSERT_LT(first, last);
  const auto classes = classes_of(std::string_view(manual).substr(first, last - first));
  ASSERT_THAT(classes, Not(IsEmpty()));
  for (const std::string& name : classes) {
    if (name.starts_with("govuk-")) continue;  // nothing to press in a file on paper
    EXPECT_TRUE(has_class(round_css(false), name)) << name;
    EXPECT_TRUE(has_class(round_css(true), name)) << name;
  }
}

TEST(Assets, DressTheReferencePages) {
  const char* shared = std::getenv("PARVIS_SHARED");
  const std::filesystem::path look =
      std::filesystem::path(shared ? shared : PARVIS_SOURCE_DIR "/../shared") / "design/look";
  if (!std::filesystem::exists(look)) GTEST_SKIP() << "the reference pages are not here: " << look;
  // Names that only tell parts apart, and the sheet of parts' own samples.
  const std::set<std::string> undressed = {"c5",       "pv-lk",     "pv-sw",          "pv-mk",
                                           "pv-mk--d", "pv-ty1",    "pv-ty2",         "pv-ty3",
                                           "pv-lb",    "pv-sheet0", "pv-filter--full"};
  for (const auto& page : std::filesystem::directory_iterator(look)) {
    if (page.path().extension() != ".html" || page.path().filename() == "6-rapport.html") continue;
    for (const std::string& name : classes_of(text_of(page.path()))) {
      if (!undressed.contains(name)) {
        EXPECT_TRUE(has_class(asset("parvis.css"), name)) << page.path().filename() << ": " << name;
      }
    }
  }
}

}  // namespace
}  // namespace parvis

#include "platform/toml/toml.hpp"

#include <gtest/gtest.h>

#include <string>

namespace parvis::toml {
namespace {

TEST(Toml, KeepsKeysInTheOrderOfTheFileWithTheirLines) {
  const auto file = read(
      "zebra = 1\nadept = \"Amira\"\n\n[follow_up]\nmonths = [3,\n 12]\nends_on = 2026-12-31\nyes = true\n");
  ASSERT_TRUE(file);
  ASSERT_EQ(file->entries().size(), 3u);
  EXPECT_EQ(file->entries()[0].key, "zebra");
  EXPECT_EQ(file->find("zebra")->integer(), 1);
  EXPECT_EQ(*file->find("adept")->string(), "Amira");
  EXPECT_EQ(file->entries()[1].line, 2);
  const Value* follow_up = file->find("follow_up");
  ASSERT_TRUE(follow_up);
  EXPECT_EQ(follow_up->kind(), Kind::table);
  EXPECT_EQ(follow_up->find("months")->items().at(1).line(), 6);
  EXPECT_EQ(follow_up->find("ends_on")->date(), Date::from(2026, 12, 31));
  EXPECT_EQ(follow_up->find("yes")->boolean(), true);
  EXPECT_EQ(follow_up->find("no"), nullptr);
}

TEST(Toml, GivesNothingWhenAskedForAnotherKind) {
  const auto file = read("share = 0.5\nat = 10:00:00\nname = \"Bo\"");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->find("share")->kind(), Kind::other);
  EXPECT_EQ(file->find("at")->kind(), Kind::other);
  EXPECT_FALSE(file->find("name")->integer());
  EXPECT_TRUE(file->find("name")->items().empty());
  EXPECT_TRUE(file->find("name")->entries().empty());
}

TEST(Toml, NamesTheLineThatIsNotToml) {
  struct Case {
    const char* text;
    int line;
    const char* begins;
  };
  for (const Case& c :
       {Case{"a = 1\nb = \"open\nc = 2\n", 2, "A text here does not end"},
        Case{"a = 1\n\na = 2\n", 3, "The same key stands twice"},
        Case{"a = 1\njust words\n", 2, "A key and its value"},
        Case{"a = 1\n[b]\n[= 3\nc = 2\n", 3, "A key and its value"}, Case{"[?", 1, "A key and its value"},
        Case{"a = 1\nb = maybe\n", 2, "This cannot be read as a value"},
        Case{"a = 1\nb = \"\xE5\"\n", 2, "A letter here is not stored as UTF-8"}}) {
    const auto file = read(c.text);
    ASSERT_FALSE(file) << c.text;
    EXPECT_EQ(file.error().line, c.line) << c.text;
    EXPECT_EQ(in_english(file.error().what).rfind(c.begins, 0), 0u) << in_english(file.error().what);
  }
}

TEST(Toml, MeetsSwedishLettersAfterAFoldedLineAndOutsideTexts) {
  const auto folded_line = read("a = \"\"\"\\\n  \xC3\x85terkoppling\"\"\"\n");
  ASSERT_TRUE(folded_line);
  EXPECT_EQ(*folded_line->find("a")->string(), "\xC3\x85terkoppling");
  const auto key = read("a = 1\n\xC3\xA5r = 1\n");
  ASSERT_FALSE(key);
  EXPECT_EQ(key.error().line, 2);
}

TEST(Toml, RefusesAFileThatIsTooLarge) {
  const auto file = read(std::string(most_bytes + 1, '\n'));
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().line, 1);
}

TEST(Toml, RefusesWhatIsNestedTooDeepHoweverItIsWritten) {
  std::string dotted = "x = 1\na", header = "x = 1\n[a", lists = "x = 1\na = ";
  for (int i = 0; i < 100'000; ++i) dotted += ".a", header += " . 'a'", lists += "[";
  for (const std::string& text : {dotted + " = 1", header + "]", lists}) {
    const auto file = read(text);
    ASSERT_FALSE(file);
    EXPECT_EQ(file.error().line, 2);
    EXPECT_EQ(file.error().what.id, "There is too much inside each other here: at most {most} steps.");
  }
}

TEST(Toml, CountsNoDotsInTextsAndComments) {
  const std::string dots(1000, '.');
  const std::string text = "# " + dots + "\na = \"\\\"" + dots + "\"\nb = '" + dots + "'\nc = \"\"\"\n" +
                           dots + "\n\"\"\"\"\"\nd = '''\n" + dots + "'''\ne = [1.5, 2.5]\n";
  EXPECT_TRUE(read(text));
}

}  // namespace
}  // namespace parvis::toml

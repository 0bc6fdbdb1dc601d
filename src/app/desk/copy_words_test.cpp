#include "app/desk/copy_words.hpp"

#include <gtest/gtest.h>

#include "domain/lives/lives.hpp"
#include "domain/people/person.hpp"

namespace parvis::desk {
namespace {

TEST(CopyOfAPerson, HasALabelForEachColumnThatSaysSomethingAboutThePerson) {
  for (const auto& table : store::data_catalogue()) {
    if (records::not_copied(table.name) || records::way_to_person(table) == records::WayToPerson::none)
      continue;
    for (const auto& column : table.columns) {
      if (column.ground == store::LegalGround::not_personal || records::not_copied(table.name, column.name))
        continue;
      EXPECT_TRUE(label_of(table.name, column.name) || joins_rows(table.name, column.name))
          << table.name << "." << column.name << " stands in the copy and has no label";
    }
  }
}

TEST(CopyOfAPerson, HasAHeadingForEachTableWithSomethingToRead) {
  for (const auto& table : store::data_catalogue()) {
    if (records::not_copied(table.name) || records::way_to_person(table) == records::WayToPerson::none)
      continue;
    bool says = false;
    for (const auto& column : table.columns)
      says |= !records::not_copied(table.name, column.name) && label_of(table.name, column.name).has_value();
    if (says) {
      EXPECT_TRUE(heading_of(table.name).has_value()) << table.name;
    }
  }
}

TEST(CopyOfAPerson, SaysInWordsWhatIsKeptAsIds) {
  const auto& t = Texts::in(Language::english);
  const auto taxonomy = occupations::Taxonomy::starter();
  const auto words = [&](std::string_view table, std::string_view column, db::Value value) {
    return words_of(table, {column, std::move(value), {}}, *taxonomy, t);
  };
  EXPECT_EQ(words("person", "gender", std::string("woman")), t(people::in_words(people::Gender::woman)));
  EXPECT_EQ(words("pair", "state", std::string("active")), t(lives::in_words(lives::PairState::active)));
  EXPECT_EQ(words("proposal", "score", std::int64_t{7'500}), t.percent(7'500, 10'000));
  EXPECT_EQ(words("person", "birth_year", std::int64_t{1985}), "1985");
  EXPECT_EQ(words("person", "phone", db::Null{}), "");
  EXPECT_EQ(words("application", "training", std::string("yes")), t("Yes"));
  EXPECT_EQ(words_of("application", {"programme_id", std::int64_t{7}, "duo"}, *taxonomy, t), "duo");
}

TEST(CopyOfAPerson, IsAFileThatNamesItsFormat) {
  records::CopyOfPerson copy;
  copy.tables.push_back(
      {"person", {{{"name", std::string("Amira"), {}}, {"birth_year", std::int64_t{1985}, {}}}}});
  const auto file = copy_file(copy, "Lindhamn", *Date::from_iso("2026-11-02"));
  EXPECT_NE(file.find("\"format\": \"parvis-own-copy\""), std::string::npos);
  EXPECT_NE(file.find("\"name\": \"Amira\""), std::string::npos);
}

}  // namespace
}  // namespace parvis::desk

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "domain/people/intake.hpp"

namespace parvis::people {
namespace {

/// Everything that intake hands on, as one text.
template <class Kind>
std::string everything_of(const Intake<Kind>& intake) {
  std::string text;
  for (const auto& person : intake.people) {
    text += person.id + "|" + person.name + "|" + person.district.value_or("") + "|" +
            person.employer.value_or("") + "|" + person.education_field.value_or("") + "|" +
            fmt::format("{}", person.row);
    if (person.occupation) text += person.occupation->title;
    for (const auto& interest : person.interests.value_or(std::vector<std::string>{})) text += "|" + interest;
    for (const auto& cell : person.kept) text += "|" + cell;
    for (const auto& id : person.not_with) text += "|" + id;
  }
  for (const auto& reject : intake.rejects)
    text += reject.file + reject.column + reject.value + in_english(reject.reason) +
            fmt::format("#{}", reject.row);
  for (const auto& title : intake.titles) text += title.title + fmt::format("x{}", title.rows);
  return text;
}

Intake<Adept> read(std::string_view csv) {
  const auto table = formats::read_table(csv, "adepter.csv");
  EXPECT_TRUE(table);
  IntakeRequest request;
  request.needed = {Field::occupation, Field::languages, Field::birth_year};
  request.keep = {"Anteckning"};
  static const auto taxonomy = occupations::Taxonomy::starter();
  return read_adepts(*table, *taxonomy, request);
}

constexpr std::string_view headers =
    "id;namn;yrke;språk;född;önskemål;intressen;arbetsgivare;skyddad identitet;Anteckning\n";
constexpr std::string_view amira = "1;Amira;svetsare;arabiska;1985;inga;schack;Varvet;nej;hej\n";

std::string marked(std::string_view mark) {
  return fmt::format("ZZMARK2;ZZMARK;ZZMARK;ZZMARK;ZZMARK;ZZMARK;ZZMARK;ZZMARK;{};ZZMARK\n", mark);
}

TEST(ProtectedIdentity, LeavesNothingButANumber) {
  for (const char* mark : {"ja", "JA", "x", "1", "yes", "kvarskrivning", "?", "okänt", "nja", "ZZMARK"}) {
    const auto intake = read(std::string(headers) + std::string(amira) + marked(mark));
    EXPECT_EQ(intake.left_for_handling_by_hand, 1) << mark;
    EXPECT_EQ(intake.rows, 2);
    EXPECT_EQ(intake.people.size(), 1u);
    EXPECT_EQ(everything_of(intake).find("ZZMARK"), std::string::npos) << mark;
    EXPECT_TRUE(intake.rejects.empty()) << mark;
    EXPECT_TRUE(intake.titles.empty()) << mark;
  }
}

TEST(ProtectedIdentity, GivesTheSameAsIfTheRowHadNotBeenThere) {
  const auto with = read(std::string(headers) + std::string(amira) + marked("ja"));
  const auto without = read(std::string(headers) + std::string(amira));
  EXPECT_EQ(everything_of(with), everything_of(without));
}

TEST(ProtectedIdentity, HoldsForEveryRowWithTheSameId) {
  const std::string again = "zzmark2;ZZMARK;;;;;;;nej;\n";
  for (const auto& rows : {marked("ja") + again, again + marked("ja")}) {
    const auto intake = read(std::string(headers) + std::string(amira) + rows);
    EXPECT_EQ(intake.left_for_handling_by_hand, 2);
    EXPECT_TRUE(intake.rejects.empty());
    EXPECT_EQ(everything_of(intake).find("ZZMARK"), std::string::npos);
    EXPECT_EQ(everything_of(intake).find("zzmark"), std::string::npos);
  }
}

TEST(ProtectedIdentity, IsMarkedInAnyOfSeveralColumnsAndInTheNoteOfAHeader) {
  for (const char* header : {"Fingerade personuppgifter", "Skyddat boende", "Identitetsskydd", "Sekr.",
                             "Skyddspersonuppgifter", "Protection", "Namn (skyddad id: ja/nej)"}) {
    const auto intake = read(fmt::format(
        "id;yrke;skyddad identitet;{};Anteckning\n1;svetsare;nej;ja;ZZMARK\n2;svetsare;ja;nej;ZZMARK\n"
        "3;svetsare;nej;nej;hej\n",
        header));
    EXPECT_EQ(intake.left_for_handling_by_hand, 2) << header;
    EXPECT_EQ(intake.people.size(), 1u) << header;
    EXPECT_EQ(everything_of(intake).find("ZZMARK"), std::string::npos) << header;
  }
}

TEST(ProtectedIdentity, AnEmptyCellIsNoMark) {
  const auto intake = read(std::string(headers) + "1;Amira;svetsare;arabiska;1985;;;;;\n");
  EXPECT_EQ(intake.left_for_handling_by_hand, 0);
  EXPECT_EQ(intake.people.size(), 1u);
}

TEST(ProtectedIdentity, AProtectedRowWithoutAnIdIsCountedToo) {
  const auto intake = read(std::string(headers) + ";ZZMARK;;;;;;;ja;\n;Bo;;;;;;;nej;\n");
  EXPECT_EQ(intake.left_for_handling_by_hand, 1);
  EXPECT_EQ(intake.rejects.size(), 1u);
}

}  // namespace
}  // namespace parvis::people

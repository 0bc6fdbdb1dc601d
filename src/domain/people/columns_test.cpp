#include "domain/people/columns.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "domain/people/words.hpp"

namespace parvis::people {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

formats::Table sheet(std::vector<std::string> headers, std::vector<std::vector<std::string>> rows = {}) {
  formats::Table table{"adepter.csv", std::move(headers), {}};
  int number = 1;
  for (auto& cells : rows) table.rows.push_back({++number, std::move(cells)});
  return table;
}

std::string documentation() {
  std::ifstream file(std::string(PARVIS_SOURCE_DIR) + "/docs/formats.md");
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

TEST(Columns, AreFoundInAnyOrderInSwedishOrEnglish) {
  const auto columns = find_columns(
      sheet({"Yrkeserfarenhet (år)", "KÖN", "Adept-ID", "Year of birth", "SSYK-kod", "Skyddad identitet?"}),
      Sheet::adepts, {});
  EXPECT_THAT(columns.faults, IsEmpty());
  EXPECT_EQ(columns[Field::experience], 0);
  EXPECT_EQ(columns[Field::gender], 1);
  EXPECT_EQ(columns[Field::id], 2);
  EXPECT_EQ(columns[Field::birth_year], 3);
  EXPECT_EQ(columns[Field::occupation], 4);
  EXPECT_EQ(columns[Field::protected_identity], 5);
  EXPECT_EQ(columns[Field::wishes], Columns::absent);
}

TEST(Columns, OfOurOwnFilesAreUnderstood) {
  for (int i = 0; i < field_count; ++i) {
    const auto field = static_cast<Field>(i);
    const auto columns = find_columns(sheet({std::string(header_of(field))}),
                                      field == Field::target_groups ? Sheet::adepts : Sheet::mentors, {});
    EXPECT_EQ(columns[field], 0) << header_of(field);
  }
}

TEST(Columns, AFileWithoutAnIdSaysWhatWasFoundAndWhatWouldBeUnderstood) {
  const auto columns =
      find_columns(sheet({"Namn", "Yrke", "850101-1234", "amira@example.org"}), Sheet::adepts, {});
  ASSERT_THAT(columns.faults, SizeIs(1));
  EXPECT_EQ(columns.faults[0].row, 0);
  EXPECT_EQ(in_english(columns.faults[0].reason),
            "The id column is missing. The columns found are: Namn, Yrke. Name the column with each person's "
            "number "
            "id, nr, nummer, löpnummer, adept-id, deltagarnummer.");
}

TEST(Columns, TwoThatMeanTheSameAreBothNamed) {
  const auto columns = find_columns(sheet({"id", "Kön", "Gender"}), Sheet::adepts, {});
  ASSERT_THAT(columns.faults, SizeIs(1));
  EXPECT_THAT(in_english(columns.faults[0].reason), HasSubstr("Kön and Gender mean the same"));
}

TEST(Columns, AMunicipalityBesideADistrictIsNoConflict) {
  const auto columns = find_columns(sheet({"id", "Kommun", "Stadsdel"}), Sheet::adepts, {});
  EXPECT_THAT(columns.faults, IsEmpty());
  EXPECT_EQ(columns[Field::district], 2);
}

TEST(Columns, EducationAloneIsTheFieldAndBesideAFieldTheLevel) {
  EXPECT_EQ(find_columns(sheet({"id", "Utbildning"}), Sheet::mentors, {})[Field::education_field], 1);
  EXPECT_EQ(find_columns(sheet({"id", "Mentorsutbildning"}), Sheet::mentors, {})[Field::training], 1);
  const auto both = find_columns(sheet({"id", "Utbildning", "Utbildningsinriktning"}), Sheet::adepts, {});
  EXPECT_EQ(both[Field::education_level], 1);
  EXPECT_EQ(both[Field::education_field], 2);
}

TEST(Columns, TheNumberOfTheOtherSideIsNoId) {
  EXPECT_EQ(find_columns(sheet({"Mentor-id", "Nr"}), Sheet::adepts, {})[Field::id], 1);
  EXPECT_EQ(find_columns(sheet({"Mentor-id", "Adept-id"}), Sheet::mentors, {})[Field::id], 0);
}

TEST(Columns, AnythingAboutProtectionIsTakenForProtectedIdentity) {
  for (const char* header : {"Har personen skyddade uppgifter?", "Sekretessmarkerad i folkbokföringen",
                             "Kvarskriven", "Is protected"})
    EXPECT_EQ(find_columns(sheet({"id", header}), Sheet::adepts, {})[Field::protected_identity], 1) << header;
}

TEST(Columns, ProtectionIsUnderstoodInAllItsNames) {
  for (const char* header :
       {"Fingerade personuppgifter", "Fingerad identitet", "Skyddat boende", "Identitetsskydd",
        "Skyddspersonuppgifter", "Sekr.", "Sekr.mark", "Protection", "Namn (skyddad id: ja/nej)",
        "Förnamn (sekretess)", "Nr (skyddad?)", "Kommun [kvarskriven]", "Hemlig adress", "Witness protection",
        "Secrecy", "Tillfälligt skyddad", "Skyddad identitet (ej dataskydd)"}) {
    const auto columns = find_columns(sheet({"id", header, "Kön"}), Sheet::adepts, {});
    EXPECT_THAT(columns.faults, IsEmpty()) << header;
    EXPECT_THAT(columns.protection, ::testing::ElementsAre(1)) << header;
    EXPECT_EQ(columns[Field::protected_identity], 1) << header;
    EXPECT_EQ(columns[Field::name], Columns::absent) << header;
    EXPECT_EQ(columns.given_name, Columns::absent) << header;
    EXPECT_EQ(columns[Field::id], 0) << header;
  }
}

TEST(Columns, WhatOnlySoundsLikeProtectionIsSomethingElse) {
  const auto columns = find_columns(
      sheet({"Nr", "Yrke (t.ex. sekreterare, skyddsombud)", "Namn", "Samtycke enligt dataskyddsförordningen",
             "Tillfälligt skydd", "Skyddsutrustning", "Skyddad yrkestitel"}),
      Sheet::adepts, {});
  EXPECT_THAT(columns.protection, IsEmpty());
  EXPECT_EQ(columns[Field::id], 0);
  EXPECT_EQ(columns[Field::occupation], 1);
  EXPECT_EQ(columns[Field::name], 2);
}

TEST(Columns, OfOurOwnAreNeverTakenForProtection) {
  for (const auto& word : header_words()) {
    const auto columns = find_columns(sheet({std::string(word.text)}), Sheet::adepts, {});
    EXPECT_EQ(!columns.protection.empty(), word.field == Field::protected_identity) << word.text;
  }
}

TEST(Columns, SeveralAboutProtectionAllCount) {
  const auto columns = find_columns(sheet({"id", "Sekretessmarkering", "Skyddat boende"}), Sheet::adepts, {});
  EXPECT_THAT(columns.faults, IsEmpty());
  EXPECT_THAT(columns.protection, ::testing::ElementsAre(1, 2));
}

TEST(Columns, IdentityNumbersNeverBecomeIds) {
  const auto columns =
      find_columns(sheet({"Nr"}, {{"19850101-1233"}, {"198501611231"}, {"17"}}), Sheet::adepts, {});
  // Only one of three has a right check digit and a real day.
  const auto most =
      find_columns(sheet({"Nr"}, {{"811218-9876"}, {"19811218-9876"}, {"17"}}), Sheet::adepts, {});
  EXPECT_THAT(columns.faults, IsEmpty());
  ASSERT_THAT(most.faults, SizeIs(1));
  EXPECT_THAT(in_english(most.faults[0].reason), HasSubstr("looks like identity numbers"));
}

TEST(Columns, IdentityNumbersNeverBecomeIdsThoughEveryOneIsMistyped) {
  const auto faults_of = [](std::vector<std::vector<std::string>> rows) {
    return find_columns(sheet({"Nr"}, std::move(rows)), Sheet::adepts, {}).faults;
  };
  EXPECT_THAT(faults_of({{"19850101-1234"}, {"19790316-4412"}, {""}}), SizeIs(1));
  EXPECT_THAT(faults_of({{"850101-1234"}, {"7903164412"}, {"850161 1234"}}), SizeIs(1));
  EXPECT_THAT(faults_of({{"198501011234"}}), SizeIs(1));
  EXPECT_THAT(faults_of({{"198501011234"}, {"198502011234"}, {"198502011236"}, {"17"}}), IsEmpty());
}

TEST(Columns, LongRunningNumbersAreIds) {
  const auto faults_of = [](std::vector<std::vector<std::string>> rows) {
    return find_columns(sheet({"Nr"}, std::move(rows)), Sheet::adepts, {}).faults;
  };
  EXPECT_THAT(faults_of({{"1000000001"}, {"1000000002"}, {"1000000003"}}), IsEmpty());
  EXPECT_THAT(faults_of({{"202600000001"}, {"202600000002"}}), IsEmpty());
  EXPECT_THAT(faults_of({{"20260115-0001"}, {"20260115-0002"}, {"20260203-0017"}}), IsEmpty());
  EXPECT_THAT(faults_of({{"1001011001"}, {"1001011002"}, {"1001011003"}}), IsEmpty());
  EXPECT_THAT(faults_of({{"08-508 25 000"}, {"08-508 25 001"}}), IsEmpty());
}

TEST(Columns, OthersArePassedOnOnlyWhenNamed) {
  const auto table = sheet({"id", "Handläggare", "Personnummer"}, {{"1", "Bo", "811218-9876"}});
  EXPECT_THAT(find_columns(table, Sheet::adepts, {"handläggare"}).kept, ::testing::ElementsAre(1));
  EXPECT_THAT(find_columns(table, Sheet::adepts, {"Personnummer"}).kept, ::testing::ElementsAre(2));
  EXPECT_THAT(find_columns(table, Sheet::adepts, {"personnummer"}).faults, SizeIs(1));
  const auto missing = find_columns(table, Sheet::adepts, {"Telefon"}).faults;
  ASSERT_THAT(missing, SizeIs(1));
  EXPECT_THAT(in_english(missing[0].reason), HasSubstr("no column Telefon to keep"));
}

TEST(Documentation, NamesEveryHeaderThatIsUnderstood) {
  const auto text = documentation();
  ASSERT_FALSE(text.empty());
  for (const auto& word : header_words())
    EXPECT_THAT(text, HasSubstr("`" + std::string(word.text) + "`")) << header_of(word.field);
}

TEST(Documentation, NamesEveryWordThatIsUnderstood) {
  const auto text = documentation();
  for (const auto word : understood_words())
    EXPECT_NE(text.find("`" + std::string(word) + "`"), std::string::npos) << word;
}

}  // namespace
}  // namespace parvis::people

#include "domain/people/intake.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parvis::people {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

formats::Table table_of(std::string_view csv, std::string file = "adepter.csv") {
  auto table = formats::read_table(csv, std::move(file));
  EXPECT_TRUE(table) << (table ? "" : in_english(table.error().what));
  return table ? *table : formats::Table{};
}
const occupations::Taxonomy& taxonomy() {
  static const auto starter = occupations::Taxonomy::starter();
  return *starter;
}
Intake<Adept> adepts(std::string_view csv, const IntakeRequest& request = {}) {
  return read_adepts(table_of(csv), taxonomy(), request);
}
Intake<Mentor> mentors(std::string_view csv, const IntakeRequest& request = {}) {
  return read_mentors(table_of(csv, "mentorer.csv"), taxonomy(), request);
}
template <class Kind>
std::string told(const Intake<Kind>& intake) {
  std::string text;
  for (const auto& reject : intake.rejects)
    text += fmt::format("{} {} | {} | {} | {} | {}\n", reject.file, reject.row, reject.column, reject.value,
                        in_english(reject.reason), reject.effect == Effect::refused ? "refused" : "noted");
  return text;
}

TEST(Intake, ReadsAnAdeptAsAProgrammeWritesOne) {
  const auto read = adepts(
      "Löpnr;Namn;Kön;Födelsedatum;Yrke i hemlandet;Utbildningsnivå;Utbildningsinriktning;Yrkeserfarenhet "
      "(år);"
      "Språk;SFI-nivå;Stadsdel;Intressen;Tider;Träffform;Arbetsgivare;Anmäld;Önskemål om mentor;Målgrupp;"
      "Skyddad identitet;Tidigare mentor\n"
      "17;Amira;K;1985-03-12;svetsare;Gymnasium;Svetsteknik;över 10 år;\"arabiska (modersmål), engelska "
      "B1\";sfi C;"
      "Rinkeby-Kista;matlagning, löpning;mån kväll;båda;Varvet AB;31/3 2026;kvinnlig mentor;nyanländ, "
      "55+;nej;M-3\n");
  EXPECT_EQ(told(read), "");
  ASSERT_THAT(read.people, SizeIs(1));
  const auto& amira = read.people[0];
  EXPECT_EQ(amira.id, "17");
  EXPECT_EQ(amira.row, 2);
  EXPECT_EQ(amira.name, "Amira");
  EXPECT_EQ(amira.gender, Gender::woman);
  EXPECT_EQ(amira.birth_year, 1985);
  ASSERT_TRUE(amira.occupation);
  EXPECT_EQ(amira.occupation->groups[0].text(), "7212");
  EXPECT_EQ(amira.education_level, EducationLevel::upper_secondary);
  EXPECT_EQ(amira.education_field, "svetsteknik");
  EXPECT_EQ(amira.experience_years, 10);
  EXPECT_THAT(*amira.languages, SizeIs(2));
  EXPECT_EQ(amira.swedish, Level::a2);
  EXPECT_EQ(amira.district, "Järva");
  EXPECT_THAT(*amira.interests, ElementsAre("löpning", "matlagning"));
  EXPECT_EQ(amira.availability->count(), 8u);
  EXPECT_EQ(amira.meeting, MeetingForm::either);
  EXPECT_EQ(amira.employer, "Varvet AB");
  EXPECT_EQ(amira.registered_on->iso(), "2026-03-31");
  EXPECT_THAT(*amira.wishes, ElementsAre(Wish::woman));
  EXPECT_THAT(*amira.target_groups, ElementsAre(TargetGroup::newly_arrived, TargetGroup::aged_55_or_over));
  EXPECT_THAT(amira.not_with, ElementsAre("M-3"));
}

TEST(Intake, ReadsAMentorAsAProgrammeWritesOne) {
  const auto read = mentors(
      "Mentor-id,Mentorns namn,Yrke,Antal adepter,Förbund,Mentorsutbildning,Registerutdrag,Lägsta "
      "svenskanivå,"
      "Erbjuder\n"
      "M1,Bo,rörmokare,2,Byggförbundet,Grundkurs; Ungdom,2026-01-12,sfi C,kontakter; intervjuträning\n"
      "M2,Eva,svetsare,,,,,,\n");
  EXPECT_EQ(told(read), "");
  ASSERT_THAT(read.people, SizeIs(2));
  const auto& bo = read.people[0];
  EXPECT_EQ(bo.capacity, 2);
  EXPECT_EQ(bo.name, "Bo");
  EXPECT_EQ(bo.partner, "Byggförbundet");
  EXPECT_THAT(*bo.training, ElementsAre("grundkurs", "ungdom"));
  EXPECT_EQ(bo.record_check_shown, true);
  EXPECT_EQ(bo.least_swedish, Level::a2);
  EXPECT_THAT(*bo.offers, ElementsAre(Offer::contacts, Offer::interview_practice));
  const auto& eva = read.people[1];
  EXPECT_EQ(eva.capacity, 1);
  EXPECT_FALSE(eva.partner || eva.training || eva.record_check_shown || eva.least_swedish || eva.offers);
}

TEST(Intake, AnEmptyCellIsUnknownAndNeverNo) {
  const auto read =
      adepts("id,gender,wishes,languages,target_groups,availability\n1,,,,,\n2,okänt,-,vet ej,?,-\n");
  EXPECT_EQ(told(read), "");
  ASSERT_THAT(read.people, SizeIs(2));
  for (const auto& person : read.people) {
    EXPECT_FALSE(person.gender || person.wishes || person.languages || person.target_groups);
    EXPECT_FALSE(person.availability);
  }
}

TEST(Intake, SwedishAmongTheLanguagesIsTheSwedishLevelWhenItsOwnCellIsEmpty) {
  const auto read = adepts("id,språk,svenska,modersmål\n1,svenska B1,,arabiska\n2,svenska B1,C1,\n");
  ASSERT_THAT(read.people, SizeIs(2));
  EXPECT_EQ(read.people[0].swedish, Level::b1);
  EXPECT_THAT(*read.people[0].languages,
              ElementsAre(SpokenLanguage{"ara", Level::native}, SpokenLanguage{"swe", Level::b1}));
  EXPECT_EQ(read.people[1].swedish, Level::c1);
}

TEST(Intake, NoSfiIsNotNoSwedish) {
  EXPECT_EQ(adepts("id,SFI-nivå\n1,ingen\n").people[0].swedish, std::nullopt);
  EXPECT_EQ(adepts("id,Svenska\n1,ingen\n").people[0].swedish, Level::none);
}

TEST(Intake, AFirstAndALastNameAreOneName) {
  EXPECT_EQ(adepts("id,Förnamn,Efternamn\n1,Amira,Haddad\n").people[0].name, "Amira Haddad");
}

TEST(Intake, ACellThatCannotBeReadRefusesTheRowOnlyWhenTheProgrammeNeedsIt) {
  const std::string_view csv = "id,födelseår\n1,åttiofem\n";
  const auto noted = adepts(csv);
  EXPECT_THAT(noted.people, SizeIs(1));
  EXPECT_EQ(
      told(noted),
      "adepter.csv 2 | födelseår | åttiofem | The year of birth cannot be read. Write four digits, such as "
      "1985. | noted\n");
  IntakeRequest request;
  request.needed = {Field::birth_year};
  const auto refused = adepts(csv, request);
  EXPECT_THAT(refused.people, IsEmpty());
  EXPECT_EQ(refused.rejects[0].effect, Effect::refused);
}

TEST(Intake, AWishThatCannotBeReadRefusesTheRowWithItsWords) {
  const auto read = adepts("id,önskemål\n1,någon snäll\n2,okänt\n");
  EXPECT_THAT(read.people, IsEmpty());
  ASSERT_THAT(read.rejects, SizeIs(2));
  EXPECT_EQ(read.rejects[0].value, "någon snäll");
  EXPECT_THAT(in_english(read.rejects[0].reason), HasSubstr("“någon snäll”"));
}

TEST(Intake, TheFirstOfTwoWithTheSameIdStands) {
  const auto read = adepts("id,namn\nA,Amira\nB,Bo\nA,Cem\n");
  ASSERT_THAT(read.people, SizeIs(2));
  EXPECT_EQ(read.people[0].name, "Amira");
  EXPECT_EQ(
      told(read),
      "adepter.csv 4 | id | A | The id A stands in row 2 already. The first row counts, this one does not. | "
      "refused\n");
}

TEST(Intake, AnIdThatIsMissingOrTooLongOrHasHiddenCharactersRefusesTheRow) {
  const auto read = adepts("id,namn\n,Amira\n" + std::string(101, 'x') +
                           ",Bo\nA\xE2\x80\x8E"
                           "1,Cem\nÅ1,Dana\n");
  ASSERT_THAT(read.people, SizeIs(1));
  EXPECT_EQ(read.people[0].id, "Å1");
  EXPECT_THAT(read.rejects, SizeIs(3));
  EXPECT_EQ(read.rows, 4);
}

TEST(Intake, ATitleThatFitsNothingStopsTheRowWithSuggestionsUntilItIsSettled) {
  IntakeRequest request;
  request.needed = {Field::occupation};
  const std::string_view csv = "id,yrke\n1,svetsarre\n2,Svetsarre\n3,svetsare\n4,xyzzyplugh\n";
  const auto read = adepts(csv, request);
  EXPECT_THAT(read.people, SizeIs(1));
  ASSERT_THAT(read.titles, SizeIs(2));
  EXPECT_EQ(read.titles[0].title, "Svetsarre");
  EXPECT_EQ(read.titles[0].rows, 2);
  EXPECT_FALSE(read.titles[0].suggestions.empty());
  EXPECT_EQ(read.titles[1].title, "xyzzyplugh");
  EXPECT_THAT(in_english(read.rejects[0].reason), HasSubstr("svetsare"));

  TitleChoices choices;
  choices.choose("svetsarre", {*occupations::Ssyk::from("7212")});
  choices.choose("Xyzzyplugh", {*occupations::Ssyk::from("7125"), *occupations::Ssyk::from("2142")});
  request.titles = &choices;
  const auto settled = adepts(csv, request);
  EXPECT_EQ(told(settled), "");
  EXPECT_THAT(settled.titles, IsEmpty());
  EXPECT_THAT(settled.people, SizeIs(4));
  EXPECT_EQ(settled.several_groups, 1);
}

TEST(Intake, AnUnknownTitleIsOnlyNotedWhereNothingLooksAtIt) {
  const auto read = adepts("id,yrke\n1,xyzzyplugh\n");
  EXPECT_THAT(read.people, SizeIs(1));
  EXPECT_THAT(read.titles, IsEmpty());
  ASSERT_THAT(read.rejects, SizeIs(1));
  EXPECT_EQ(read.rejects[0].effect, Effect::noted);
}

TEST(Intake, ExtraColumnsAreKeptOnlyWhenNamedAndInTheOrderNamed) {
  IntakeRequest request;
  request.keep = {"Telefon", "Handläggare"};
  const auto read = adepts("id,Handläggare,Telefon,Anteckning\n1,Bo,070,hemligt\n", request);
  EXPECT_THAT(read.kept_headers, ElementsAre("Telefon", "Handläggare"));
  EXPECT_THAT(read.people[0].kept, ElementsAre("070", "Bo"));
}

TEST(Intake, ColumnsThatNobodyLooksAtAreTold) {
  const auto table = table_of("id;yrke;Skostorlek;;19850312-1234;Tom;Telefon\n1;svetsare;38;x;y;;070\n");
  IntakeRequest request;
  request.keep = {"Telefon"};
  const auto read = read_adepts(table, taxonomy(), request);
  const auto told = unused_in_words(table, read.unused_columns);
  ASSERT_TRUE(told);
  EXPECT_EQ(in_english(*told), "In adepter.csv 3 columns are not used: Skostorlek, D, E.");
  EXPECT_FALSE(unused_in_words(table, {}));
}

TEST(Intake, WhatOnlyAProtectedPersonHasWrittenNamesNoColumn) {
  const auto read = adepts("id;skyddad identitet;Gömställe\n1;nej;\n2;ja;ZZMARK\n");
  EXPECT_THAT(read.unused_columns, IsEmpty());
}

TEST(Intake, AFileWithoutAnIdIsNotUsable) {
  const auto read = adepts("Namn,Yrke\nAmira,svetsare\n");
  EXPECT_FALSE(read.usable);
  EXPECT_THAT(read.people, IsEmpty());
  ASSERT_THAT(read.rejects, SizeIs(1));
  EXPECT_EQ(read.rejects[0].row, 0);
}

TEST(Intake, AnIdentityNumberLosesItsLastFiguresBeforeItIsTold) {
  const auto read = adepts("id,kön\n1,19811218-9876\n");
  ASSERT_THAT(read.rejects, SizeIs(1));
  EXPECT_EQ(read.rejects[0].value, "19811218-****");
}

TEST(Intake, AMessySpreadsheetIsToldRowByRowAndTheRestGoesOn) {
  IntakeRequest request;
  request.needed = {Field::languages, Field::occupation};
  const auto read = adepts(
      "Nr\tNamn\tKön\tFödd\tYrke\tSpråk\tTider\tÖnskemål\tAnmäld\tAntal år i yrket\n"
      "1\tAmira\tkvinna\t1985\tsvetsare\tarabiska\tvardagar kväll\tinga\t2026-01-02\t7\n"
      "2\tBo\tvet ej\t85\tsvetsare\tarabiska\tvarannan fredag\t\tförra våren\tmånga\n"
      "\tCem\tman\t\t\t\t\t\t\t\n"
      "1\tDana\tkvinna\t\t\t\t\t\t\t\n"
      "5\tEsra\tkvinna\t1990\tsvetsare\tarabiska, marsianska\t\tnågon nära\t\t\n",
      request);
  EXPECT_EQ(
      told(read),
      "adepter.csv 3 | Född | 85 | The year of birth cannot be read. Write four digits, such as 1985. | "
      "noted\n"
      "adepter.csv 3 | Tider | varannan fredag | The times cannot be read: “varannan”. Write for example Mon "
      "evening, Wed 17-20. | noted\n"
      "adepter.csv 3 | Anmäld | förra våren | The date cannot be read. Write year, month and day, such as "
      "2026-03-31. | noted\n"
      "adepter.csv 3 | Antal år i yrket | många | The years of experience cannot be read. Write a number "
      "from 0 "
      "to 80, such as 7. | noted\n"
      "adepter.csv 4 | Nr |  | The id is missing. Give each person a number of their own, such as 17. | "
      "refused\n"
      "adepter.csv 5 | Nr | 1 | The id 1 stands in row 2 already. The first row counts, this one does not. | "
      "refused\n"
      "adepter.csv 6 | Språk | arabiska, marsianska | The language “marsianska” is not known. Write for "
      "example "
      "Arabic (native), English B2. | refused\n"
      "adepter.csv 6 | Önskemål | någon nära | The wish “någon nära” cannot be read, and a wish is never "
      "left "
      "out. Write woman mentor, man mentor, digital only, in person only, not my employer or none. | "
      "refused\n");
  EXPECT_THAT(read.people, SizeIs(2));
  EXPECT_EQ(read.rows, 5);
}

TEST(TitleChoices, AreReadAndWrittenOutForNextTime) {
  std::vector<Reject> rejects;
  const auto choices = TitleChoices::read(
      table_of("title,ssyk\nSvetsarre,7212\nLärare,2341; 2330\nX,72\n,7212\nsvetsarre,7125\n", "titles.csv"),
      rejects);
  EXPECT_THAT(rejects, SizeIs(3));
  EXPECT_THAT(choices.find("LÄRARE")->groups, SizeIs(2));
  EXPECT_EQ(choices.csv(), "title,ssyk\nLärare,\"2330;2341\"\nSvetsarre,7212\n");
  std::vector<Reject> none;
  EXPECT_EQ(TitleChoices::read(table_of(choices.csv()), none).csv(), choices.csv());
  EXPECT_THAT(none, IsEmpty());
  EXPECT_TRUE(TitleChoices::read(table_of("a,b\n1,2\n"), none).empty());
  EXPECT_THAT(none, SizeIs(1));
}

TEST(TitleChoices, MayNameTheTitleThatIsMeant) {
  const auto table = table_of("title,ssyk\nSvetsarre,svetsare\nSvetsar,7212\n", "titles.csv");
  std::vector<Reject> rejects;
  const auto choices = TitleChoices::read(table, rejects, &taxonomy());
  EXPECT_THAT(rejects, IsEmpty());
  const auto welder = taxonomy().find("svetsare").occupation.value();
  EXPECT_EQ(choices.find("svetsarre")->concepts, welder.concepts);
  EXPECT_THAT(choices.find("svetsar")->concepts, IsEmpty());
  // Once settled, whoever is written with the typo has the same occupation as a welder.
  IntakeRequest request;
  request.needed = {Field::occupation};
  request.titles = &choices;
  const auto read = adepts("id,yrke\n1,svetsarre\n2,svetsare\n", request);
  ASSERT_THAT(read.people, SizeIs(2));
  EXPECT_EQ(taxonomy().nearness(*read.people[0].occupation, *read.people[1].occupation).ground,
            occupations::Ground::same_occupation);
  EXPECT_EQ(choices.csv(), "title,ssyk,meant\nSvetsar,7212,\nSvetsarre,7212,svetsare\n");
  const auto again = TitleChoices::read(table_of(choices.csv(), "titles.csv"), rejects, &taxonomy());
  EXPECT_EQ(again.csv(), choices.csv());
  EXPECT_THAT(rejects, IsEmpty());
}

TEST(TitleChoices, NameOnlyCodesThatExist) {
  const auto table = table_of("title,ssyk\nSvetsarre,7212\nLärare,2341;9998\n", "titles.csv");
  std::vector<Reject> rejects;
  const auto choices = TitleChoices::read(table, rejects, &taxonomy());
  EXPECT_NE(choices.find("svetsarre"), nullptr);
  EXPECT_EQ(choices.find("lärare"), nullptr);
  ASSERT_THAT(rejects, SizeIs(1));
  EXPECT_EQ(rejects[0].row, 3);
  EXPECT_EQ(rejects[0].column, "ssyk");
  EXPECT_EQ(in_english(rejects[0].reason),
            "There is no SSYK code 9998, as row 3 has it. Look the occupation up and write its four digits, "
            "such as 7212.");
}

}  // namespace
}  // namespace parvis::people

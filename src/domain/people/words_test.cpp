#include "domain/people/words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/base/fold.hpp"

namespace parvis::people {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

template <class T>
std::string said(const Reading<T>& reading) {
  return reading ? "was read" : in_english(reading.error());
}

TEST(Words, AreFoldedInTheTablesAsTheyAreInTheCells) {
  for (const auto word : understood_words()) EXPECT_EQ(folded(word), word);
}

TEST(Words, GenderIsReadInBothLanguages) {
  EXPECT_EQ(read_gender("Kvinna"), Gender::woman);
  EXPECT_EQ(read_gender("M"), Gender::man);
  EXPECT_EQ(read_gender("icke-binär"), Gender::other);
  EXPECT_EQ(read_gender("Vill ej uppge"), Gender::not_stated);
  EXPECT_EQ(said(read_gender("blå")), "The gender cannot be read. Write woman, man, other or not stated.");
}

TEST(Words, EducationIsReadAsWordsAndSunCodes) {
  EXPECT_EQ(read_education_level("Gymnasium"), EducationLevel::upper_secondary);
  EXPECT_EQ(read_education_level("Yrkeshögskola/eftergymnasial"), EducationLevel::post_secondary);
  EXPECT_EQ(read_education_level("Master's degree"), EducationLevel::higher);
  EXPECT_EQ(read_education_level("2"), EducationLevel::short_education);
  EXPECT_EQ(read_education_level("547"), EducationLevel::higher);
  EXPECT_EQ(read_education_level("525"), EducationLevel::post_secondary);
  EXPECT_FALSE(read_education_level("9"));
  const auto both = read_education("Master, Datateknik");
  EXPECT_EQ(both.level, EducationLevel::higher);
  EXPECT_EQ(both.field, "datateknik");
}

TEST(Words, SfiCoursesStandOnTheEuropeanScale) {
  for (const char* cell : {"sfi C", "SFI kurs C", "C sfi", "sfi 2C", "3C", "c", "Läser sfi C", "A2"})
    EXPECT_EQ(read_swedish(cell), Level::a2) << cell;
  for (const char* cell : {"sfi D", "D", "studieväg 3D", "SAS grund", "B1", "B1/B2", "B1+"})
    EXPECT_EQ(read_swedish(cell), Level::b1) << cell;
  EXPECT_EQ(read_swedish("sfi B"), Level::a1);
  EXPECT_EQ(read_swedish("SAS 1"), Level::b2);
  EXPECT_EQ(read_swedish("Svenska som andraspråk 3"), Level::c1);
  EXPECT_EQ(read_swedish("modersmål"), Level::native);
  EXPECT_EQ(read_swedish("flytande"), Level::c1);
}

TEST(Words, NoSwedishYetIsKnownAndNotUnknown) {
  EXPECT_EQ(read_swedish("ingen"), Level::none);
  EXPECT_LT(Level::none, Level::a1);
  EXPECT_FALSE(read_swedish("ingen sfi"));
  EXPECT_FALSE(read_swedish("sfi"));
  EXPECT_FALSE(read_least_swedish("ingen"));
  EXPECT_EQ(read_least_swedish("inget krav"), Level::none);
}

TEST(Words, LanguagesAreReadWithTheirLevels) {
  const auto taxonomy = occupations::Taxonomy::starter();
  const auto languages = read_languages("arabiska (modersmål), engelska B2; persiska flytande", *taxonomy);
  ASSERT_TRUE(languages) << said(languages);
  EXPECT_THAT(*languages, ElementsAre(SpokenLanguage{"ara", Level::native}, SpokenLanguage{"eng", Level::b2},
                                      SpokenLanguage{"fas", Level::c1}));
  const auto english = read_languages("Arabic native, English, fluent and lite svenska", *taxonomy);
  ASSERT_TRUE(english) << said(english);
  EXPECT_THAT(*english, ElementsAre(SpokenLanguage{"ara", Level::native}, SpokenLanguage{"eng", Level::c1},
                                    SpokenLanguage{"swe", Level::a2}));
  const auto bare = read_languages("somaliska\nengelska B1/B2", *taxonomy);
  ASSERT_TRUE(bare) << said(bare);
  EXPECT_THAT(*bare, ElementsAre(SpokenLanguage{"eng", Level::b1}, SpokenLanguage{"som", std::nullopt}));
}

TEST(Words, ALanguageThatIsNotKnownIsNamed) {
  const auto taxonomy = occupations::Taxonomy::starter();
  EXPECT_EQ(said(read_languages("engelska B2, klingonspråk C1", *taxonomy)),
            "The language “klingonspråk C1” is not known. Write for example Arabic (native), English B2.");
  EXPECT_FALSE(read_languages("B2", *taxonomy));
}

TEST(Words, AWishIsReadOrRefusedWithItsWords) {
  EXPECT_THAT(*read_wishes("Endast kvinnlig mentor; inte min arbetsgivare"),
              ElementsAre(Wish::woman, Wish::not_my_employer));
  EXPECT_THAT(*read_wishes("kvinna och digitalt"), ElementsAre(Wish::woman, Wish::digital_only));
  EXPECT_THAT(*read_wishes("Inga"), IsEmpty());
  EXPECT_THAT(said(read_wishes("kvinna, helst i närheten")), HasSubstr("“helst i närheten” cannot be read"));
  EXPECT_THAT(said(read_wishes("kvinna eller man")), HasSubstr("“kvinna eller man”"));
  EXPECT_THAT(said(read_wishes("kvinna, man")), HasSubstr("exclude each other"));
  EXPECT_FALSE(read_wishes("♀"));
}

TEST(Words, EveryTargetGroupHasSwedishWords) {
  const auto groups = read_target_groups(
      "nyanländ; massflyktsdirektivet; unga som varken arbetar eller studerar; kvinna långt från "
      "arbetsmarknaden; "
      "föräldraledig; kort utbildning; funktionsnedsättning; långtidsarbetslös; 55+; saknar "
      "gymnasieutbildning; "
      "KAA; annat enligt beslut");
  ASSERT_TRUE(groups) << said(groups);
  EXPECT_EQ(groups->size(), static_cast<std::size_t>(target_group_count));
  EXPECT_THAT(*read_target_groups("UVAS, 55 år eller äldre"),
              ElementsAre(TargetGroup::youth_not_in_work_or_studies, TargetGroup::aged_55_or_over));
  EXPECT_THAT(said(read_target_groups("nyanländ, rik")), HasSubstr("“rik” is not known"));
}

TEST(Words, TargetGroupsKeepTheirIds) {
  for (int i = 0; i < target_group_count; ++i) {
    const auto group = static_cast<TargetGroup>(i);
    EXPECT_EQ(target_group_of(id_of(group)), group);
  }
  EXPECT_EQ(level_of("none"), Level::none);
  EXPECT_EQ(level_of("b1"), Level::b1);
  EXPECT_EQ(level_of("b3"), std::nullopt);
}

TEST(Words, TrainingIsANameOrAYes) {
  EXPECT_THAT(*read_training("Grundkurs; Ungdom"), ElementsAre("grundkurs", "ungdom"));
  EXPECT_THAT(*read_training("ja"), ElementsAre(any_training));
  EXPECT_THAT(*read_training("2025-03-01"), ElementsAre(any_training));
  EXPECT_THAT(*read_training("nej"), IsEmpty());
}

TEST(Words, ARecordCheckIsAYesANoOrADay) {
  EXPECT_EQ(read_record_check("ja"), true);
  EXPECT_EQ(read_record_check("ej visat"), false);
  EXPECT_EQ(read_record_check("12/1 2026"), true);
  EXPECT_FALSE(read_record_check("kanske"));
}

TEST(Words, OnlyASureNoLeavesTheMarkOff) {
  for (const char* cell : {"", "nej", "Nej.", "0", "-", "NO", "false"})
    EXPECT_TRUE(is_no_protection(cell)) << cell;
  for (const char* cell : {"ja", "x", "1", "?", "okänt", "vet ej", "nja", "skyddad folkbokföring"})
    EXPECT_FALSE(is_no_protection(cell)) << cell;
}

TEST(Words, InterestsAreAListInNoOrder) {
  EXPECT_THAT(read_interests("Löpning, mat och vin/schack; löpning"),
              ElementsAre("löpning", "mat", "schack", "vin"));
  EXPECT_THAT(read_interests("inga"), IsEmpty());
}

TEST(WrittenNumbers, ExperienceIsWholeYearsThatAreSure) {
  const std::pair<const char*, int> read[] = {
      {"7", 7},         {"7 år", 7},       {"3,5", 3},     {"över 10 år", 10}, {"10+", 10},
      {"<1", 0},        {"under 1 år", 0}, {"5–10 år", 5}, {"18 månader", 1},  {"3 år 6 månader", 3},
      {"ca 12 år", 12}, {">20", 20},       {"ingen", 0},   {"7 years", 7},     {"0.5", 0}};
  for (const auto& [cell, years] : read) {
    const auto reading = read_experience(cell);
    EXPECT_TRUE(reading && *reading == years) << cell;
  }
  for (const char* cell : {"sedan 2010", "2010–2020", "-3", "många", "81", "<5", "½", "99999999999999"})
    EXPECT_FALSE(read_experience(cell)) << cell;
}

TEST(WrittenNumbers, TheYearOfBirthIsFourDigitsOrInADate) {
  for (const char* cell :
       {"1985", "1985-03-12", "19850312", "12/3 1985", "född 1985", "19850312-1234", "1985-03-12 00:00:00"})
    EXPECT_EQ(read_birth_year(cell), 1985) << cell;
  for (const char* cell : {"85", "850312-1234", "1899", "2101", "nittonhundra", "12/3-85"})
    EXPECT_FALSE(read_birth_year(cell)) << cell;
  EXPECT_EQ(said(read_birth_year("85")),
            "The year of birth cannot be read. Write four digits, such as 1985.");
}

TEST(WrittenNumbers, DatesAreReadInTheUsualWays) {
  for (const char* cell :
       {"2026-03-31", "20260331", "31/3 2026", "31/3/2026", "31.3.2026", "3/31/2026", "31 mars 2026",
        "den 31 mars 2026", "31 March 2026", "March 31, 2026", "2026-03-31 14:05", "2026-03-31T14:05:00Z",
        "3/31/2026 2:05:33 PM", "31/3-26", "2026/03/31", "2026-3-31"}) {
    const auto date = read_date(cell);
    EXPECT_TRUE(date && date->iso() == "2026-03-31") << cell;
  }
  EXPECT_EQ(read_date("03/04/2026")->iso(), "2026-04-03");
  for (const char* cell : {"2026", "mars 2026", "31/2 2026", "2026-13-01", "i våras", "31.13.2026", "46112"})
    EXPECT_FALSE(read_date(cell)) << cell;
}

TEST(WrittenNumbers, PlacesAreAWholeNumber) {
  EXPECT_EQ(read_capacity("2"), 2);
  EXPECT_EQ(read_capacity("2 adepter"), 2);
  EXPECT_EQ(read_capacity("0"), 0);
  for (const char* cell : {"1–2", "-1", "51", "1,5", "flera"}) EXPECT_FALSE(read_capacity(cell)) << cell;
}

TEST(WrittenNumbers, IdentityNumbersHaveARealDayAndARightCheckDigit) {
  // The agency's own example numbers.
  for (const char* cell :
       {"811218-9876", "19811218-9876", "8112189876", "198112189876", "811218+9876", "701063-2391"})
    EXPECT_TRUE(looks_like_identity_number(cell)) << cell;
  for (const char* cell : {"811218-9875", "811318-9876", "A-17", "17", "0701234567", "2026-03-31", ""})
    EXPECT_FALSE(looks_like_identity_number(cell)) << cell;
}

TEST(Words, HenAndOtherWordsForNeitherWomanNorManAreAnotherGender) {
  for (const char* cell : {"hen", "Hen", "icke-binär", "Ickebinär", "icke-binär person", "annat kön", "enby",
                           "non-binary", "tredje kön"})
    EXPECT_EQ(read_gender(cell), Gender::other) << cell;
}

}  // namespace
}  // namespace parvis::people

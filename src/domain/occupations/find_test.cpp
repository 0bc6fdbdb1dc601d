#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <chrono>
#include <fstream>

#include "domain/occupations/taxonomy.hpp"

namespace parvis::occupations {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;
using testing::SizeIs;

std::vector<std::string> codes(const std::vector<Ssyk>& groups) {
  std::vector<std::string> out;
  for (const auto group : groups) out.push_back(group.text());
  return out;
}
std::vector<std::string> codes_found(const Taxonomy& taxonomy, std::string_view written) {
  const auto answer = taxonomy.find(written);
  return answer.occupation ? codes(answer.occupation->groups) : std::vector<std::string>{};
}
std::vector<std::string> suggested(const Taxonomy& taxonomy, std::string_view written) {
  std::vector<std::string> out;
  for (const auto& suggestion : taxonomy.find(written).suggestions) out.push_back(suggestion.title);
  return out;
}
std::vector<std::string> codes_found(std::string_view written) {
  return codes_found(*Taxonomy::starter(), written);
}

TEST(Titles, AWelderIsFoundInFourLanguages) {
  for (const auto* title : {"svetsare", "Svetsare ", "SVETSARE", "welder", "зварник", "لحام", "لحّام"})
    EXPECT_THAT(codes_found(title), Contains("7212")) << title;
}

TEST(Titles, ACivilEngineerIsFoundByWordsInAnyOrder) {
  EXPECT_THAT(codes_found("civil engineer"), Contains("2142"));
  EXPECT_EQ(codes_found("Engineer, civil"), codes_found("civil engineer"));
}

TEST(Titles, ATradeThatNamesSeveralGroupsIsKeptAsThatSet) {
  for (const auto* title : {"snickare", "elektriker", "lärare", "sjuksköterska"})
    EXPECT_THAT(codes_found(title), SizeIs(testing::Ge(2u))) << title;
  EXPECT_THAT(codes_found("elektriker"), IsSupersetOf({"7411", "7412"}));
}

TEST(Titles, ATypoIsNeverSettledButSuggested) {
  const auto answer = Taxonomy::starter()->find("svetsre");
  EXPECT_FALSE(answer.occupation);
  ASSERT_THAT(answer.suggestions, Not(IsEmpty()));
  EXPECT_EQ(answer.suggestions.front().title, "svetsare");
  EXPECT_EQ(codes(answer.suggestions.front().groups), codes_found("svetsare"));
}

TEST(Titles, ASuggestionWrittenBackIsSettled) {
  const auto taxonomy = Taxonomy::starter();
  for (const auto* written :
       {"snikare", "sjuksköterksa", "elktriker", "ingenjör inom bygg och bro", "вчителька мови"}) {
    const auto answer = taxonomy->find(written);
    EXPECT_LE(answer.suggestions.size(), 5u);
    for (const auto& suggestion : answer.suggestions)
      EXPECT_EQ(codes_found(suggestion.title), codes(suggestion.groups)) << suggestion.title;
  }
}

TEST(Titles, ACellMayNameSeveralOccupations) {
  const auto both = codes_found("bagare; svetsare");
  EXPECT_THAT(both, IsSupersetOf(codes_found("bagare")));
  EXPECT_THAT(both, IsSupersetOf(codes_found("svetsare")));
  EXPECT_EQ(codes_found("svetsare / bagare"), both);
  EXPECT_EQ(codes_found("svetsare, bagare"), both);
  EXPECT_EQ(Taxonomy::starter()->find(" bagare; svetsare").occupation->title, "bagare; svetsare");
}

TEST(Titles, OneUnknownPartStopsTheCellAndIsTheOneSuggestedFor) {
  const auto answer = Taxonomy::starter()->find("bagare; svetsre");
  EXPECT_FALSE(answer.occupation);
  EXPECT_THAT(suggested(*Taxonomy::starter(), "bagare; svetsre"), Contains("svetsare"));
}

TEST(Titles, ACodeIsATitleWhenTheTaxonomyKnowsIt) {
  EXPECT_THAT(codes_found("7212"), ElementsAre("7212"));
  EXPECT_THAT(codes_found("SSYK 7212"), ElementsAre("7212"));
  EXPECT_THAT(Taxonomy::starter()->find("7212").occupation->concepts, IsEmpty());
  EXPECT_THAT(codes_found("0000"), IsEmpty());
  EXPECT_THAT(codes_found("72"), IsEmpty());
}

TEST(Titles, AnyCodeOfTheClassificationIsUnderstoodWithoutATitleThatLeadsToIt) {
  for (const auto* code : {"0110", "0210", "1111", "4430", "8189", "9629"}) {
    EXPECT_THAT(codes_found(code), ElementsAre(code));
    EXPECT_THAT(codes_found("SSYK " + std::string(code)), ElementsAre(code));
  }
  EXPECT_THAT(Taxonomy::starter()->groups(), SizeIs(429));
}

TEST(Titles, ACodeBesideItsTitleDecidesAndAContradictionIsAskedAbout) {
  EXPECT_THAT(codes_found("7212 Svetsare"), ElementsAre("7212"));
  EXPECT_THAT(Taxonomy::starter()->find("7212 Svetsare").occupation->concepts, Not(IsEmpty()));
  EXPECT_THAT(codes_found("7212: Svetsare och gasskärare"), ElementsAre("7212"));
  EXPECT_THAT(codes_found("7212 bagare"), IsEmpty());
  EXPECT_THAT(codes_found("72120 svetsare"), IsEmpty());
}

TEST(Titles, SomeoneWithoutAnOccupationIsNotGivenOne) {
  for (const auto* written : {"student", "pensionär", "arbetslös", "-", "vet ej", "ingen", "none"})
    EXPECT_THAT(codes_found(written), IsEmpty()) << written;
}

TEST(Titles, NothingWrittenIsNothingFound) {
  for (const auto* written : {"", "   ", ";", " / ", ",", "-", "\xFF\xFE", "…"}) {
    const auto answer = Taxonomy::starter()->find(written);
    EXPECT_FALSE(answer.occupation) << written;
  }
}

TEST(Titles, TheHundredCommonestOccupationsOfJobSeekersResolve) {
  std::ifstream file(PARVIS_SOURCE_DIR "/src/domain/occupations/testdata/hundred_commonest.txt");
  std::vector<std::string> unknown;
  int count = 0;
  for (std::string title; std::getline(file, title); ++count)
    if (codes_found(title).empty()) unknown.push_back(title);
  EXPECT_EQ(count, 100);
  EXPECT_THAT(unknown, IsEmpty());
}

RC_GTEST_PROP(TitlesProperty, AnyTextIsAnsweredTheSameTwice, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
  const auto first = Taxonomy::starter()->find(text), second = Taxonomy::starter()->find(text);
  RC_ASSERT(first.occupation == second.occupation);
  RC_ASSERT(first.suggestions.size() == second.suggestions.size());
  RC_ASSERT(first.suggestions.size() <= 5u);
  RC_ASSERT(!first.occupation || !first.occupation->groups.empty());
  RC_ASSERT(!first.occupation ||
            std::is_sorted(first.occupation->groups.begin(), first.occupation->groups.end()));
}

TEST(Languages, AreFoundByNameInFourLanguagesAndByCode) {
  const auto taxonomy = Taxonomy::starter();
  for (const auto* written :
       {"arabiska", "Arabic", "العربية", "عربية", "ar", "ara", "арабська", "Arabic language"})
    EXPECT_EQ(taxonomy->find_language(written), "ara") << written;
  const std::vector<std::pair<const char*, const char*>> cases{{"dari", "prs"},
                                                               {"Kurdiska", "kur"},
                                                               {"persiska", "fas"},
                                                               {"Farsi", "fas"},
                                                               {"kurmanji", "kmr"},
                                                               {"sorani", "ckb"},
                                                               {"rumänska", "ron"},
                                                               {"tigrinja", "tir"},
                                                               {"tigrinska", "tir"},
                                                               {"somaliska", "som"},
                                                               {"somali", "som"},
                                                               {"ukrainska", "ukr"},
                                                               {"українська", "ukr"},
                                                               {"svenska", "swe"},
                                                               {"українська мова", "ukr"},
                                                               {"azerbajdzjanska", "aze"},
                                                               {"bosniska/kroatiska/serbiska", "hbs"},
                                                               {"bosniska", "bos"},
                                                               {"teckenspråk", "sgn"},
                                                               {"mandarin", "cmn"},
                                                               {"kinesiska", "zho"},
                                                               {"spanska", "spa"},
                                                               {"engelska", "eng"}};
  for (const auto& [written, code] : cases) EXPECT_EQ(taxonomy->find_language(written), code) << written;
  EXPECT_FALSE(taxonomy->find_language("klingonska, tror jag"));
  EXPECT_FALSE(taxonomy->find_language(""));
}

TEST(Languages, HaveANameInTheReadersLanguage) {
  const auto taxonomy = Taxonomy::starter();
  EXPECT_EQ(taxonomy->language_name("ara", "sv"), "arabiska");
  EXPECT_EQ(taxonomy->language_name("ukr", "ar"), "الأوكرانية");
  EXPECT_EQ(taxonomy->language_name("swe", "uk"), "шведська");
  EXPECT_EQ(taxonomy->language_name("qqq", "sv"), "qqq");
}

TEST(Districts, FormerNamesMapForward) {
  const auto taxonomy = Taxonomy::starter();
  for (const auto* written : {"Järva", "Rinkeby-Kista", "Rinkeby Kista", "rinkeby-kista stadsdelsförvaltning",
                              "Spånga-Tensta stadsdelsområde", "Stadsdelsförvaltningen Järva", "Kista"})
    EXPECT_EQ(taxonomy->find_district(written), "Järva") << written;
  EXPECT_EQ(taxonomy->find_district("Brommas stadsdelsområde"), "Bromma");
  EXPECT_FALSE(taxonomy->find_district("stadsdelsområde"));
  EXPECT_FALSE(taxonomy->find_district("Atlantis"));
}

TEST(Districts, StepsAreCountedBetweenNeighbours) {
  const auto taxonomy = Taxonomy::starter();
  EXPECT_EQ(taxonomy->district_steps("Järva", "Kista"), 0);
  EXPECT_EQ(taxonomy->district_steps("Bromma", "Rinkeby-Kista"), 1);
  EXPECT_EQ(taxonomy->district_steps("Bromma", "Atlantis"), std::nullopt);
}

TEST(Districts, EveryNeighbourIsADistrictItself) {
  const auto taxonomy = Taxonomy::starter();
  for (const auto& district : taxonomy->districts())
    for (const auto& neighbour : district.neighbours)
      EXPECT_TRUE(taxonomy->find_district(neighbour)) << neighbour << " beside " << district.name;
}

}  // namespace
}  // namespace parvis::occupations

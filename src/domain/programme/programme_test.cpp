#include "domain/programme/programme.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace parvis::programme {
namespace {

using people::Field;
using testing::ElementsAre;
using testing::IsSupersetOf;
using testing::UnorderedElementsAre;

constexpr std::string_view smallest = R"(id = "svets"
name = { sv = "Svetsmentorer" }
purpose = { sv = "Svetsare träffar svetsare." }
[[criteria]]
kind = "occupation"
weight = 40
)";

Programme read(const std::string& toml) {
  ProgrammeRead answer = read_programme(toml, "p.toml");
  for (const ConfigFault& fault : answer.faults)
    ADD_FAILURE() << fault.line << " " << fault.key << ": " << in_english(fault.expected);
  return answer.programme.value_or(Programme{});
}

/// "line key: what was expected", for each fault.
std::vector<std::string> faults_of(const std::string& toml) {
  std::vector<std::string> told;
  const ProgrammeRead answer = read_programme(toml, "p.toml");
  EXPECT_EQ(answer.programme.has_value(), answer.faults.empty());
  for (const ConfigFault& fault : answer.faults) {
    EXPECT_EQ(fault.file, "p.toml");
    told.push_back(std::to_string(fault.line) + " " + fault.key + ": " + in_english(fault.expected));
  }
  return told;
}

std::vector<std::string> faults_after_smallest(const std::string& more) {
  return faults_of(std::string(smallest) + more);
}

TEST(Programme, NeedsNoMoreThanAnIdANameAPurposeAndOneCriterion) {
  const Programme programme = read(std::string(smallest));
  EXPECT_EQ(programme.id, "svets");
  ASSERT_EQ(programme.tracks.size(), 1u);
  EXPECT_EQ(programme.tracks[0].id, "");
  EXPECT_EQ(in_language(programme.tracks[0].name, "en"), "Svetsmentorer");
  EXPECT_EQ(programme.track(""), &programme.tracks[0]);
  EXPECT_EQ(programme.track("ungdom"), nullptr);
}

TEST(Programme, TellsAllThatIsMissingAtOnce) {
  EXPECT_THAT(
      faults_of("category = \"youths\"\n"),
      ElementsAre(
          "1 id: This is missing. Write it, for example: id = \"svetsare-2026\"",
          "1 name: This is missing. Write it, for example: name = { sv = \"…\", en = \"…\", ar = \"…\" }",
          "1 purpose: This is missing. Write it, for example: purpose = { sv = \"…\", en = \"…\", ar = \"…\" "
          "}",
          "1 criteria: At least one criterion is needed, for example: [[criteria]] kind = \"occupation\" "
          "weight = 40"));
}

TEST(Programme, AsksForSwedishWhereATextIsSet) {
  EXPECT_THAT(faults_of("id = \"a\"\n[name]\nen = \"Welders\"\n[purpose]\nsv = \" \"\n[[criteria]]\nkind = "
                        "\"travel\"\nweight = 1\n"),
              ElementsAre("2 name.sv: This is missing. Write it, for example: sv = \"…\"",
                          "5 purpose.sv: A text between \" \" was expected, for example: sv = \"…\""));
  EXPECT_THAT(faults_after_smallest("[matching]\nsv = \"Noga.\"\nse = \"…\"\n"),
              ElementsAre("9 matching.se: This key is not known here. Did you mean sv?"));
  EXPECT_THAT(faults_of("summary = \"Kort.\"\n" + std::string(smallest)),
              ElementsAre("1 summary: A text for each language was expected, for example: summary = { sv = "
                          "\"…\", en = \"…\", ar = \"…\" }"));
}

TEST(Programme, PointsFromAnUnknownKeyToTheNearestOne) {
  EXPECT_THAT(faults_of("lenght_months = 6\n" + std::string(smallest)),
              ElementsAre("1 lenght_months: This key is not known here. Did you mean length_months?"));
  EXPECT_THAT(
      faults_after_smallest("scala = 4\n[[rules]]\nkind = \"shared_time\"\nleast_hours = 1\nhours = 2\n"),
      ElementsAre("7 criteria.scala: This key is not known here. These are: kind, weight.",
                  "11 rules.hours: This key is not known here. These are: kind, unknown, least_hours."));
}

TEST(Programme, NamesTheWordsThatAKeyCanHave) {
  EXPECT_THAT(
      faults_of("offers = \"mentor_frist\"\nform = \"franchise\"\n" + std::string(smallest)),
      ElementsAre(
          "1 offers: “mentor_frist” is not known here. Did you mean mentor_first? These words are known: "
          "mentor_first, adept_first, together.",
          "2 form: “franchise” is not known here. These words are known: own, partnership, procured."));
  EXPECT_THAT(faults_of("target_groups = [\n\"newly_arrived\",\n\"newly_arived\"]\n" + std::string(smallest)),
              ElementsAre(testing::StartsWith(
                  "3 target_groups: “newly_arived” is not known here. Did you mean newly_arrived?")));
  EXPECT_THAT(faults_after_smallest("[[rules]]\nkind = \"near_ocupation\"\nanything = 1\n"),
              ElementsAre(testing::StartsWith(
                  "8 rules.kind: “near_ocupation” is not known here. Did you mean near_occupation?")));
}

TEST(Programme, KeepsSixtyFourCandidatesUnlessItSaysOtherwise) {
  const auto usual = read_programme(smallest, "a.toml");
  ASSERT_TRUE(usual.programme);
  EXPECT_EQ(usual.programme->tracks.front().candidates, 64);
  const auto fewer = read_programme("candidates = 8\n" + std::string(smallest), "a.toml");
  ASSERT_TRUE(fewer.programme);
  EXPECT_EQ(fewer.programme->tracks.front().candidates, 8);
  EXPECT_THAT(
      faults_of("candidates = 0\n" + std::string(smallest)),
      ElementsAre("1 candidates: A whole number from 1 to 10000 was expected, for example: candidates = 64"));
}

TEST(Programme, TellsWhichKindOfValueWasExpected) {
  EXPECT_THAT(
      faults_of("length_months = \"six\"\nis_template = \"no\"\npartners = \"Rotary\"\nfunder = 7\n" +
                std::string(smallest)),
      ElementsAre(
          "1 length_months: A whole number from 1 to 120 was expected, for example: length_months = 6",
          "2 is_template: true or false was expected, for example: is_template = true",
          "3 partners: A list of texts was expected, for example: partners = [\"Rotary\", "
          "\"Arbetsförmedlingen\"]",
          "4 funder: A text between \" \" was expected, for example: funder = \"Länsstyrelsen\""));
  EXPECT_THAT(
      faults_after_smallest("[follow_up]\nmonths_after_exit = [3, 0]\n[pilot]\nends_on = \"2027-05-31\"\n"),
      ElementsAre(
          "8 follow_up.months_after_exit: A list of whole numbers from 1 to 120 was expected, for example: "
          "months_after_exit = [3, 12]",
          testing::StartsWith("9 pilot.funder: This is missing."),
          testing::StartsWith("9 pilot.evaluation: This is missing."),
          "10 pilot.ends_on: A day without quotation marks was expected, for example: ends_on = 2027-05-31"));
  EXPECT_THAT(
      faults_after_smallest("[rules]\nkind = \"shared_time\"\n"),
      ElementsAre("7 rules: One or more sections were expected, each of which begins with: [[rules]]"));
  EXPECT_THAT(faults_of("follow_up = 3\n" + std::string(smallest)),
              ElementsAre("1 follow_up: A section of its own was expected, which begins with: [follow_up]"));
}

TEST(Programme, KeepsWeightsFromNothingToAThousand) {
  EXPECT_THAT(
      faults_after_smallest(
          "[[criteria]]\nkind = \"waiting\"\nweight = 1001\nscale = 0\n[[criteria]]\nkind = \"travel\"\n"),
      ElementsAre("9 criteria.weight: A whole number from 0 to 1000 was expected, for example: weight = 40",
                  "10 criteria.scale: A whole number from 1 to 3650 was expected, for example: scale = 180",
                  "11 criteria.weight: This is missing. Write it, for example: weight = 40"));
}

TEST(Programme, TellsWhatDoesNotGoTogether) {
  EXPECT_THAT(faults_after_smallest("[[criteria]]\nkind = \"occupation\"\nweight = 3\n"),
              ElementsAre("8 criteria.kind: This criterion stands twice. Keep one of them, with the weight "
                          "that it is to have."));
  EXPECT_THAT(
      faults_after_smallest(
          "[[tracks]]\nid = \"a\"\nname = { sv = \"A\" }\n[[tracks]]\nid = \"a\"\nname = { sv = \"B\" }\n"),
      ElementsAre("11 tracks.id: Two tracks have this id. Give this one another."));
  EXPECT_THAT(faults_after_smallest("[[rules]]\nkind = \"eligible\"\nside = \"mentor\"\n"),
              ElementsAre("7 rules.eligible: This rule asks for nothing yet. Write who may take part, for "
                          "example: any_of = [\"newly_arrived\"]"));
  EXPECT_THAT(
      faults_after_smallest(
          "[[rules]]\nkind = \"eligible\"\nside = \"mentor\"\nany_of = [\"newly_arrived\"]\nleast_age = 30\n"
          "greatest_age = 20\noccupations = [\"22x\"]\n"),
      ElementsAre(
          "10 rules.any_of: Only adepts belong to target groups. Write side = \"adept\", or leave this out.",
          "12 rules.greatest_age: The greatest age is lower than the least age. Write the higher one here.",
          "13 rules.occupations: Occupation codes of 1 to 4 digits were expected, for example: occupations = "
          "[\"22\", \"7222\"]"));
  EXPECT_THAT(faults_after_smallest("[[rules]]\nkind = \"training_done\"\ntraining = \"Ungdom\"\n"),
              ElementsAre("9 rules.training: No training is called “Ungdom” here. Write the name as under "
                          "[[training]], or add it there."));
}

TEST(Programme, HasNoMoreRulesThanARoundCanTellApart) {
  std::string rules;
  for (int i = 0; i < 13; ++i)
    rules +=
        "[[rules]]\nkind = \"wish_kept\"\nwishes = [\"woman\", \"man\", \"digital_only\", "
        "\"in_person_only\", \"not_my_employer\"]\n";
  EXPECT_THAT(faults_after_smallest(rules), ElementsAre("7 rules: A track can have at most 64 rules, the "
                                                        "programme's own among them, and each wish counts."));
}

TEST(Programme, NamesTheLineThatIsNoToml) {
  EXPECT_THAT(faults_of("id = \"a\"\nname = { sv = \"A\"\n"), ElementsAre(testing::StartsWith("2 : ")));
  EXPECT_THAT(faults_of("id = \"Å ä\"\n"),
              testing::Contains(testing::StartsWith("1 id: Only small letters")));
}

TEST(Programme, StopsAtWhatProtectsAPersonAndAsksAboutAllElse) {
  const Programme programme = read(std::string(smallest) + R"(
[[rules]]
kind = "wish_kept"
wishes = ["woman", "not_my_employer"]
[[rules]]
kind = "record_check_shown"
[[rules]]
kind = "training_done"
[[rules]]
kind = "not_together_before"
[[rules]]
kind = "shared_time"
least_hours = 2
[[rules]]
kind = "near_occupation"
least = 3000
unknown = "stop"
)");
  std::vector<std::pair<std::string, OnUnknown>> rules;
  for (const Rule& rule : programme.tracks.at(0).rules) rules.emplace_back(rule.id, rule.unknown);
  EXPECT_THAT(
      rules,
      ElementsAre(std::pair("wish_kept", OnUnknown::stop), std::pair("wish_kept", OnUnknown::stop),
                  std::pair("record_check_shown", OnUnknown::stop),
                  std::pair("training_done", OnUnknown::stop),
                  std::pair("not_together_before", OnUnknown::stop), std::pair("shared_time", OnUnknown::ask),
                  std::pair("near_occupation", OnUnknown::stop)));
  EXPECT_EQ(std::get<WishKept>(programme.tracks[0].rules[1].test).wish, people::Wish::not_my_employer);
}

TEST(Programme, AddsATracksRulesToItsOwnAndLetsATracksCriteriaTakeTheirPlace) {
  const Programme programme = read(std::string(smallest) + R"(
[[rules]]
kind = "not_together_before"
[[tracks]]
id = "language"
name = { sv = "Språk" }
[[tracks.rules]]
kind = "shared_time"
least_hours = 1
[[tracks.criteria]]
kind = "languages"
weight = 5
[[tracks]]
id = "occupation"
name = { sv = "Yrke" }
)");
  const Track* language = programme.track("language");
  ASSERT_TRUE(language);
  ASSERT_EQ(language->rules.size(), 2u);
  EXPECT_EQ(language->rules[0].id, "not_together_before");
  EXPECT_EQ(language->rules[1].id, "shared_time");
  ASSERT_EQ(language->criteria.size(), 1u);
  EXPECT_EQ(language->criteria[0].kind, CriterionKind::languages);
  ASSERT_TRUE(programme.track("occupation"));
  EXPECT_EQ(programme.track("occupation")->criteria[0].kind, CriterionKind::occupation);
  EXPECT_EQ(programme.track(""), nullptr);
}

TEST(Programme, NeedsTheFieldsThatItsRulesAndCriteriaLookAt) {
  const auto needed = [](const std::string& rule) {
    return fields_needed(read(std::string(smallest) + "[[rules]]\n" + rule).tracks.at(0));
  };
  EXPECT_THAT(needed("kind = \"near_occupation\"\nleast = 1"), UnorderedElementsAre(Field::occupation));
  EXPECT_THAT(needed("kind = \"common_language\"\nleast = \"b1\""),
              UnorderedElementsAre(Field::occupation, Field::languages, Field::swedish));
  EXPECT_THAT(needed("kind = \"common_language\"\nleast = \"b1\"\nor_swedish = \"a2\""),
              IsSupersetOf({Field::languages, Field::swedish}));
  EXPECT_THAT(needed("kind = \"wish_kept\"\nwishes = [\"woman\"]"),
              IsSupersetOf({Field::wishes, Field::gender}));
  EXPECT_THAT(needed("kind = \"wish_kept\"\nwishes = [\"digital_only\"]"),
              IsSupersetOf({Field::wishes, Field::meeting}));
  EXPECT_THAT(needed("kind = \"wish_kept\"\nwishes = [\"not_my_employer\"]"),
              IsSupersetOf({Field::wishes, Field::employer}));
  EXPECT_THAT(needed("kind = \"swedish_for_mentor\""), IsSupersetOf({Field::swedish, Field::least_swedish}));
  EXPECT_THAT(needed("kind = \"not_together_before\""), IsSupersetOf({Field::not_with}));
  EXPECT_THAT(needed("kind = \"eligible\"\nside = \"adept\"\nleast_age = 18\ngenders = "
                     "[\"woman\"]\ndistricts = [\"Farsta\"]"),
              UnorderedElementsAre(Field::occupation, Field::birth_year, Field::gender, Field::district));
  Track track;
  track.criteria = {{CriterionKind::waiting, 10, 180, {}}};
  EXPECT_THAT(fields_needed(track), UnorderedElementsAre(Field::registered_on));
}

TEST(Programme, KnowsEachCriterionByItsIdAndItsName) {
  for (int i = 0; i <= static_cast<int>(CriterionKind::partner); ++i) {
    const auto kind = static_cast<CriterionKind>(i);
    EXPECT_EQ(criterion_of(id_of(kind)), kind);
    EXPECT_FALSE(in_words(kind).empty());
  }
  EXPECT_FALSE(criterion_of("ocupation"));
}

TEST(Programme, AnswersInSwedishWhenTheLanguageIsMissing) {
  const LocalText text = {{"sv", "Hej"}, {"ar", "أهلًا"}};
  EXPECT_EQ(in_language(text, "ar"), "أهلًا");
  EXPECT_EQ(in_language(text, "uk"), "Hej");
  EXPECT_EQ(in_language({}, "sv"), "");
}

std::vector<SuccessFactor> missing_in(const std::string& toml) {
  std::vector<SuccessFactor> missing;
  for (const FactorAnswer& answer : success_factors(read(toml))) {
    EXPECT_EQ(answer.met, answer.missing.empty());
    if (!answer.met) missing.push_back(answer.factor);
  }
  return missing;
}

TEST(SuccessFactors, AreMetOnlyByWhatIsReallyWritten) {
  const std::string bare(smallest);
  EXPECT_THAT(missing_in(bare),
              ElementsAre(SuccessFactor::responsibilities, SuccessFactor::matching, SuccessFactor::training,
                          SuccessFactor::cooperation, SuccessFactor::preparation, SuccessFactor::follow_up));
  const std::string parties = R"(
[[responsibilities]]
who = "Staden"
what = { sv = "Matchar." }
)";
  EXPECT_THAT(missing_in(bare + parties), testing::Contains(SuccessFactor::responsibilities));
  const std::string all = bare + parties + parties + R"(
[matching]
sv = "Med omsorg."
[[training]]
id = "start"
who = "mentor"
name = { sv = "Start" }
[cooperation]
sv = "Varje månad."
[preparation]
sv = "Ett samtal."
[follow_up]
how = { sv = "Samtal." }
)";
  EXPECT_THAT(missing_in(all), ElementsAre(SuccessFactor::follow_up));
  EXPECT_THAT(missing_in(all + "documentation = { sv = \"I Parvis.\" }\n"), testing::IsEmpty());
}

TEST(SuccessFactors, NeedACriterionThatWeighsInEachTrack) {
  const std::string text = "matching = { sv = \"Noga.\" }\n" + std::string(smallest);
  EXPECT_THAT(missing_in(text), testing::Not(testing::Contains(SuccessFactor::matching)));
  EXPECT_THAT(missing_in(text + "[[tracks]]\nid = \"a\"\nname = { sv = \"A\" }\n[[tracks.criteria]]\nkind = "
                                "\"waiting\"\nweight = 0\n"),
              testing::Contains(SuccessFactor::matching));
}

TEST(SuccessFactors, SayWhatToWriteAndWhere) {
  const auto answers = success_factors(read(std::string(smallest)));
  ASSERT_EQ(answers.size(), 7u);
  EXPECT_EQ(in_english(answers[3].missing),
            "Write which training adepts or mentors are given, each under its own [[training]].");
  EXPECT_EQ(in_english(in_words(answers[3].factor)), "Training for those who take part");
}

}  // namespace
}  // namespace parvis::programme

#include "domain/programme/read_rules.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "platform/base/fold.hpp"

namespace parvis::programme {

namespace {

enum class RuleKind {
  eligible,
  common_language,
  near_occupation,
  wish_kept,
  shared_time,
  travel_time,
  training_done,
  record_check_shown,
  swedish_for_mentor,
  not_together_before,
  shared_interest,
};

const Words<RuleKind>& rule_words() {
  static const Words<RuleKind> words = {
      {"eligible", RuleKind::eligible},
      {"common_language", RuleKind::common_language},
      {"near_occupation", RuleKind::near_occupation},
      {"wish_kept", RuleKind::wish_kept},
      {"shared_time", RuleKind::shared_time},
      {"travel_time", RuleKind::travel_time},
      {"training_done", RuleKind::training_done},
      {"record_check_shown", RuleKind::record_check_shown},
      {"swedish_for_mentor", RuleKind::swedish_for_mentor},
      {"not_together_before", RuleKind::not_together_before},
      {"shared_interest", RuleKind::shared_interest},
  };
  return words;
}

const Words<CriterionKind>& criterion_words() {
  static const Words<CriterionKind> words = [] {
    Words<CriterionKind> all;
    for (int i = 0; i <= static_cast<int>(CriterionKind::partner); ++i) {
      const auto kind = static_cast<CriterionKind>(i);
      all.emplace_back(id_of(kind), kind);
    }
    return all;
  }();
  return words;
}

const Words<people::Level>& level_words() {
  using people::Level;
  static const Words<Level> words = {{"a1", Level::a1},        {"a2", Level::a2}, {"b1", Level::b1},
                                     {"b2", Level::b2},        {"c1", Level::c1}, {"c2", Level::c2},
                                     {"native", Level::native}};
  return words;
}

/// "Not stated" is an answer, but it lets nobody in.
const Words<people::Gender>& gender_words() {
  using people::Gender;
  static const Words<Gender> words = {
      {"woman", Gender::woman}, {"man", Gender::man}, {"other", Gender::other}};
  return words;
}

const Words<people::EducationLevel>& education_words() {
  using people::EducationLevel;
  static const Words<EducationLevel> words = {{"none", EducationLevel::none},
                                              {"short_education", EducationLevel::short_education},
                                              {"upper_secondary", EducationLevel::upper_secondary},
                                              {"post_secondary", EducationLevel::post_secondary},
                                              {"higher", EducationLevel::higher},
                                              {"doctorate", EducationLevel::doctorate}};
  return words;
}

const Words<people::Wish>& wish_words() {
  using people::Wish;
  static const Words<Wish> words = {{"woman", Wish::woman},
                                    {"man", Wish::man},
                                    {"digital_only", Wish::digital_only},
                                    {"in_person_only", Wish::in_person_only},
                                    {"not_my_employer", Wish::not_my_employer}};
  return words;
}

const Words<OnUnknown>& unknown_words() {
  static const Words<OnUnknown> words = {{"stop", OnUnknown::stop}, {"ask", OnUnknown::ask}};
  return words;
}

/// MATCHING 1: what protects a person stops when it is not known; all else is asked about.
OnUnknown default_unknown(RuleKind kind) {
  switch (kind) {
    case RuleKind::wish_kept:
    case RuleKind::not_together_before:
    case RuleKind::training_done:
    case RuleKind::record_check_shown: return OnUnknown::stop;
    default: return OnUnknown::ask;
  }
}

bool is_occupation_code(std::string_view code) {
  return !code.empty() && code.size() <= 4 &&
         std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
}

Eligible read_eligible(Section& section) {
  Eligible eligible;
  eligible.side = section.word("side", side_words(), Need::required).value_or(Side::adept);
  eligible.any_of = section.words("any_of", target_group_words(), Need::optional);
  eligible.genders = section.words("genders", gender_words(), Need::optional);
  eligible.least_age = section.number("least_age", 0, 120, Need::optional, "least_age = 18");
  eligible.greatest_age = section.number("greatest_age", 0, 120, Need::optional, "greatest_age = 29");
  eligible.districts = section.texts("districts", Need::optional, "districts = [\"Farsta\", \"Skarpnäck\"]");
  eligible.least_swedish = section.word("least_swedish", level_words(), Need::optional);
  eligible.least_experience_years =
      section.number("least_experience_years", 0, 60, Need::optional, "least_experience_years = 2");
  eligible.least_education = section.word("least_education", education_words(), Need::optional);
  eligible.occupations = section.texts("occupations", Need::optional, "occupations = [\"22\", \"7222\"]");

  if (!std::ranges::all_of(eligible.occupations, is_occupation_code))
    section.fault("occupations",
                  say("Occupation codes of 1 to 4 digits were expected, for example: {example}")
                      .with("example", "occupations = [\"22\", \"7222\"]"));
  if (eligible.least_age && eligible.greatest_age && *eligible.least_age > *eligible.greatest_age)
    section.fault("greatest_age",
                  say("The greatest age is lower than the least age. Write the higher one here."));
  if (eligible.side == Side::mentor && section.has("any_of"))
    section.fault("any_of",
                  say("Only adepts belong to target groups. Write side = \"adept\", or leave this out."));
  const std::array conditions = {"any_of",
                                 "genders",
                                 "least_age",
                                 "greatest_age",
                                 "districts",
                                 "least_swedish",
                                 "least_experience_years",
                                 "least_education",
                                 "occupations"};
  if (std::ranges::none_of(conditions, [&](const char* key) { return section.has(key); }))
    section.fault("eligible",
                  say("This rule asks for nothing yet. Write who may take part, for example: {example}")
                      .with("example", "any_of = [\"newly_arrived\"]"));
  return eligible;
}

CommonLanguage read_common_language(Section& section) {
  CommonLanguage common;
  common.least = section.word("least", level_words(), Need::required).value_or(common.least);
  common.or_swedish = section.word("or_swedish", level_words(), Need::optional);
  return common;
}

NearOccupation read_near_occupation(Section& section) {
  NearOccupation near;
  near.least = section.number("least", 0, 10'000, Need::required, "least = 3000").value_or(0);
  near.within_regulated_profession =
      section.yes_or_no("within_regulated_profession", "within_regulated_profession = true").value_or(false);
  return near;
}

TrainingDone read_training_done(Section& section, const std::vector<std::string>& trainings) {
  const auto written = section.text("training", Need::optional, "training = \"Mentorsutbildning\"");
  if (!written) return {};
  TrainingDone done{folded(*written)};
  if (std::ranges::find(trainings, done.training) == trainings.end())
    section.fault(
        "training",
        say("No training is called “{name}” here. Write the name as under [[training]], or add it there.")
            .with("name", *written));
  return done;
}

std::vector<RuleTest> read_tests(RuleKind kind, Section& section, const std::vector<std::string>& trainings) {
  switch (kind) {
    case RuleKind::eligible: return {read_eligible(section)};
    case RuleKind::common_language: return {read_common_language(section)};
    case RuleKind::near_occupation: return {read_near_occupation(section)};
    case RuleKind::wish_kept: {
      std::vector<RuleTest> tests;
      for (const people::Wish wish : section.words("wishes", wish_words(), Need::required))
        tests.emplace_back(WishKept{wish});
      return tests;
    }
    case RuleKind::shared_time:
      return {
          SharedTime{section.number("least_hours", 1, 168, Need::required, "least_hours = 1").value_or(1)}};
    case RuleKind::travel_time:
      return {TravelTime{
          section.number("most_minutes", 1, 600, Need::required, "most_minutes = 60").value_or(60)}};
    case RuleKind::training_done: return {read_training_done(section, trainings)};
    case RuleKind::record_check_shown: return {RecordCheckShown{}};
    case RuleKind::swedish_for_mentor: return {SwedishForMentor{}};
    case RuleKind::not_together_before: return {NotTogetherBefore{}};
    case RuleKind::shared_interest:
      return {SharedInterest{section.number("least", 1, 20, Need::required, "least = 1").value_or(1)}};
  }
  return {};
}

std::string_view id_of_rule(RuleKind kind) {
  return std::ranges::find(rule_words(), kind, &std::pair<std::string_view, RuleKind>::second)->first;
}

/// What gives the full value when the file does not say: ten years, five hours a week, half a year; and an hour
/// of travel gives nothing.
void read_scale(Criterion& criterion, Section& section) {
  switch (criterion.kind) {
    case CriterionKind::experience:
      criterion.scale = section.number("scale", 1, 60, Need::optional, "scale = 10").value_or(10);
      break;
    case CriterionKind::availability:
      criterion.scale = section.number("scale", 1, 168, Need::optional, "scale = 5").value_or(5);
      break;
    case CriterionKind::travel:
      criterion.scale = section.number("scale", 1, 600, Need::optional, "scale = 60").value_or(60);
      break;
    case CriterionKind::waiting:
      criterion.scale = section.number("scale", 1, 3650, Need::optional, "scale = 180").value_or(180);
      break;
    default: break;
  }
}

}  // namespace

const Words<people::TargetGroup>& target_group_words() {
  static const Words<people::TargetGroup> words = [] {
    Words<people::TargetGroup> all;
    for (int i = 0; i < people::target_group_count; ++i) {
      const auto group = static_cast<people::TargetGroup>(i);
      all.emplace_back(people::id_of(group), group);
    }
    return all;
  }();
  return words;
}

const Words<Side>& side_words() {
  static const Words<Side> words = {{"adept", Side::adept}, {"mentor", Side::mentor}};
  return words;
}

std::vector<Rule> read_rules(Section& section, const std::vector<std::string>& trainings) {
  std::vector<Rule> rules;
  for (Section& one : section.tables("rules")) {
    const auto kind = one.word("kind", rule_words(), Need::required);
    if (!kind) continue;  // what belongs to it is only known with the kind
    const OnUnknown unknown =
        one.word("unknown", unknown_words(), Need::optional).value_or(default_unknown(*kind));
    for (RuleTest& test : read_tests(*kind, one, trainings))
      rules.push_back({std::string(id_of_rule(*kind)), std::move(test), unknown});
    one.end();
  }
  return rules;
}

std::vector<Criterion> read_criteria(Section& section) {
  std::vector<Criterion> criteria;
  for (Section& one : section.tables("criteria")) {
    const auto kind = one.word("kind", criterion_words(), Need::required);
    if (!kind) continue;
    Criterion criterion;
    criterion.kind = *kind;
    criterion.weight = one.number("weight", 0, 1000, Need::required, "weight = 40").value_or(0);
    read_scale(criterion, one);
    if (*kind == CriterionKind::partner)
      for (const std::string& name : one.texts("preferred", Need::required, "preferred = [\"Rotary\"]"))
        criterion.preferred.push_back(folded(name));
    if (std::ranges::find(criteria, *kind, &Criterion::kind) != criteria.end())
      one.fault("kind",
                say("This criterion stands twice. Keep one of them, with the weight that it is to have."));
    criteria.push_back(std::move(criterion));
    one.end();
  }
  return criteria;
}

}  // namespace parvis::programme

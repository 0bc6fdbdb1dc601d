#include "domain/people/person.hpp"

#include <cstdlib>

namespace parvis::people {
namespace {

template <class T>
struct Named {
  T value;
  std::string_view id;
};

constexpr Named<TargetGroup> target_group_ids[] = {
    {TargetGroup::newly_arrived, "newly_arrived"},
    {TargetGroup::mass_flight_directive, "mass_flight_directive"},
    {TargetGroup::youth_not_in_work_or_studies, "youth_not_in_work_or_studies"},
    {TargetGroup::woman_weak_position, "woman_weak_position"},
    {TargetGroup::parental_leave, "parental_leave"},
    {TargetGroup::short_education, "short_education"},
    {TargetGroup::disability, "disability"},
    {TargetGroup::long_term_unemployed, "long_term_unemployed"},
    {TargetGroup::aged_55_or_over, "aged_55_or_over"},
    {TargetGroup::no_upper_secondary, "no_upper_secondary"},
    {TargetGroup::municipal_activity_responsibility, "municipal_activity_responsibility"},
    {TargetGroup::other_by_decision, "other_by_decision"},
};
static_assert(std::size(target_group_ids) == target_group_count);
constexpr Named<Level> level_ids[] = {
    {Level::none, "none"}, {Level::a1, "a1"}, {Level::a2, "a2"}, {Level::b1, "b1"},
    {Level::b2, "b2"},     {Level::c1, "c1"}, {Level::c2, "c2"}, {Level::native, "native"},
};
constexpr Named<Gender> gender_ids[] = {
    {Gender::woman, "woman"},
    {Gender::man, "man"},
    {Gender::other, "other"},
    {Gender::not_stated, "not_stated"},
};
constexpr Named<EducationLevel> education_level_ids[] = {
    {EducationLevel::none, "none"},
    {EducationLevel::short_education, "short_education"},
    {EducationLevel::upper_secondary, "upper_secondary"},
    {EducationLevel::post_secondary, "post_secondary"},
    {EducationLevel::higher, "higher"},
    {EducationLevel::doctorate, "doctorate"},
};

template <class T, std::size_t N>
std::optional<T> value_in(const Named<T> (&table)[N], std::string_view id) {
  for (const auto& entry : table)
    if (entry.id == id) return entry.value;
  return std::nullopt;
}
template <class T, std::size_t N>
std::string_view id_in(const Named<T> (&table)[N], T value) {
  for (const auto& entry : table)
    if (entry.value == value) return entry.id;
  std::abort();  // an enumerator without an id is a bug in the tables above
}

}  // namespace

Message in_words(Gender gender) {
  switch (gender) {
    case Gender::woman: return say("woman");
    case Gender::man: return say("man");
    case Gender::other: return say("other gender");
    case Gender::not_stated: return say("gender not stated");
  }
  std::abort();
}

Message in_words(Level level) {
  switch (level) {
    case Level::none: return say("none yet");
    case Level::a1: return say("A1");
    case Level::a2: return say("A2");
    case Level::b1: return say("B1");
    case Level::b2: return say("B2");
    case Level::c1: return say("C1");
    case Level::c2: return say("C2");
    case Level::native: return say("native speaker");
  }
  std::abort();
}

Message in_words(TargetGroup group) {
  switch (group) {
    case TargetGroup::newly_arrived: return say("newly arrived");
    case TargetGroup::mass_flight_directive: return say("protected under the mass-flight directive");
    case TargetGroup::youth_not_in_work_or_studies: return say("young, neither working nor studying");
    case TargetGroup::woman_weak_position: return say("woman far from the labour market");
    case TargetGroup::parental_leave: return say("on parental leave");
    case TargetGroup::short_education: return say("short education");
    case TargetGroup::disability: return say("disability that reduces work capacity");
    case TargetGroup::long_term_unemployed: return say("long-term unemployed");
    case TargetGroup::aged_55_or_over: return say("aged 55 or over");
    case TargetGroup::no_upper_secondary: return say("without upper secondary school");
    case TargetGroup::municipal_activity_responsibility:
      return say("within the municipal activity responsibility");
    case TargetGroup::other_by_decision: return say("other, by decision");
  }
  std::abort();
}

Message in_words(EducationLevel level) {
  switch (level) {
    case EducationLevel::none: return say("no schooling");
    case EducationLevel::short_education: return say("at most nine years of school");
    case EducationLevel::upper_secondary: return say("upper secondary school");
    case EducationLevel::post_secondary: return say("post-secondary education");
    case EducationLevel::higher: return say("higher education");
    case EducationLevel::doctorate: return say("doctorate");
  }
  std::abort();
}

Message in_words(Wish wish) {
  switch (wish) {
    case Wish::woman: return say("a woman");
    case Wish::man: return say("a man");
    case Wish::digital_only: return say("digital meetings only");
    case Wish::in_person_only: return say("meetings in person only");
    case Wish::not_my_employer: return say("not my own employer");
  }
  std::abort();
}

Message in_words(MeetingForm form) {
  switch (form) {
    case MeetingForm::in_person: return say("in person");
    case MeetingForm::digital: return say("digitally");
    case MeetingForm::either: return say("in person or digitally");
  }
  std::abort();
}

Message in_words(Offer offer) {
  switch (offer) {
    case Offer::occupation_information: return say("information on the occupation");
    case Offer::competence_assessment: return say("assessment of competence");
    case Offer::contacts: return say("contacts");
    case Offer::language_practice: return say("language practice");
    case Offer::interview_practice: return say("interview practice");
  }
  std::abort();
}

std::optional<TargetGroup> target_group_of(std::string_view id) {
  return value_in(target_group_ids, id);
}
std::optional<Level> level_of(std::string_view id) {
  return value_in(level_ids, id);
}
std::optional<Gender> gender_of(std::string_view id) {
  return value_in(gender_ids, id);
}
std::optional<EducationLevel> education_level_of(std::string_view id) {
  return value_in(education_level_ids, id);
}
std::string_view id_of(TargetGroup group) {
  return id_in(target_group_ids, group);
}
std::string_view id_of(Level level) {
  return id_in(level_ids, level);
}
std::string_view id_of(Gender gender) {
  return id_in(gender_ids, gender);
}
std::string_view id_of(EducationLevel level) {
  return id_in(education_level_ids, level);
}

}  // namespace parvis::people

/// The adept and the mentor as a matching round sees them (B1, B3). Everything but the id may be unknown: an
/// empty optional is *unknown*, never *no*.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/occupations/taxonomy.hpp"
#include "platform/base/date.hpp"
#include "platform/base/message.hpp"

namespace parvis::people {

enum class Gender { woman, man, other, not_stated };

/// CEFR; `native` is a mother tongue, `none` that nothing is spoken yet, which is known and not unknown. sfi
/// courses stand on the same scale: A and B → A1, C → A2, D → B1 (docs/matching.md says why).
enum class Level { none, a1, a2, b1, b2, c1, c2, native };

struct SpokenLanguage {
  std::string iso639_3;
  std::optional<Level> level;
  friend bool operator==(const SpokenLanguage&, const SpokenLanguage&) = default;
};

/// Short: at most nine years of school.
enum class EducationLevel { none, short_education, upper_secondary, post_secondary, higher, doctorate };

/// Half hours of a week, Monday 00:00 first.
using WeekHours = std::bitset<7 * 48>;

enum class MeetingForm { in_person, digital, either };

enum class TargetGroup {
  newly_arrived,
  mass_flight_directive,
  youth_not_in_work_or_studies,
  woman_weak_position,
  parental_leave,
  short_education,
  disability,
  long_term_unemployed,
  aged_55_or_over,
  no_upper_secondary,
  municipal_activity_responsibility,
  other_by_decision,
};
inline constexpr int target_group_count = 12;

/// What a person asks of the other one. Kept as a hard rule where the programme has it.
enum class Wish { woman, man, digital_only, in_person_only, not_my_employer };
inline constexpr int wish_count = 5;

/// What a mentor offers (B3).
enum class Offer {
  occupation_information,
  competence_assessment,
  contacts,
  language_practice,
  interview_practice
};

struct Person {
  std::string id;
  std::string name;  ///< shown only with --names; empty when not given
  std::optional<Gender> gender;
  std::optional<int> birth_year;
  std::optional<occupations::Occupation> occupation;
  std::optional<EducationLevel> education_level;
  std::optional<std::string> education_field;  ///< folded for comparison
  std::optional<int> experience_years;
  std::optional<std::vector<SpokenLanguage>> languages;  ///< sorted by code, each once
  std::optional<Level> swedish;
  std::optional<std::string> district;                ///< as it is called now
  std::optional<std::vector<std::string>> interests;  ///< folded, sorted, each once
  std::optional<WeekHours> availability;
  std::optional<MeetingForm> meeting;
  std::optional<std::string> employer;  ///< as written
  std::optional<Date> registered_on;
  std::optional<std::vector<Wish>> wishes;  ///< sorted, each once; empty vector: "none" was written
  std::vector<std::string> not_with;        ///< ids: an earlier pair, or an exclusion
  std::vector<std::string> kept;            ///< the cells of the columns asked for with --keep
  int row = 0;                              ///< in the spreadsheet
};

struct Adept : Person {
  std::optional<std::vector<TargetGroup>> target_groups;  ///< sorted, each once
};

/// In `Mentor::training`: "yes" was written without a name. It counts as whatever the programme asks for.
inline constexpr std::string_view any_training = "*";

struct Mentor : Person {
  int capacity = 1;
  std::optional<std::string> partner;                ///< the organisation that the mentor comes through
  std::optional<std::vector<std::string>> training;  ///< names of what has been done, folded; empty: none
  std::optional<bool> record_check_shown;
  /// What the mentor needs the adept to speak; Level::none only when it was written that nothing is asked.
  std::optional<Level> least_swedish;
  std::optional<std::vector<Offer>> offers;
};

Message in_words(Gender gender);
Message in_words(Level level);
Message in_words(TargetGroup group);
Message in_words(EducationLevel level);
Message in_words(Wish wish);
Message in_words(MeetingForm form);
Message in_words(Offer offer);
/// The ids in configuration files: "newly_arrived", "b1" …
std::optional<TargetGroup> target_group_of(std::string_view id);
std::optional<Level> level_of(std::string_view id);
std::optional<Gender> gender_of(std::string_view id);
std::optional<EducationLevel> education_level_of(std::string_view id);
std::string_view id_of(TargetGroup group);
std::string_view id_of(Level level);
std::string_view id_of(Gender gender);
std::string_view id_of(EducationLevel level);

}  // namespace parvis::people

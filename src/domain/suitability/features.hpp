/// People as numbers, so that fifty million pairs can be judged in seconds. Inside this folder only.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/suitability/suitability.hpp"

namespace parvis::suitability {

inline constexpr std::int16_t not_known = -1;
inline constexpr std::uint32_t swedish_language = 0;  ///< always the first number

/// One person, adept or mentor. `not_known` stands for an unknown value, except where a flag says it.
struct Features {
  std::int32_t occupation = not_known;  ///< number of a distinct occupation on that person's side
  std::int16_t district = not_known;    ///< number of a district
  std::int8_t gender = not_known;
  std::int8_t meeting = not_known;
  std::int8_t swedish = not_known;        ///< Level
  std::int8_t least_swedish = not_known;  ///< Level, mentors
  std::int16_t experience = not_known;
  std::int32_t employer = not_known;
  std::int32_t education_field = not_known;
  std::int32_t waited_days = not_known;
  std::uint8_t wishes = 0;  ///< a bit per Wish
  bool languages_known = false, interests_known = false, availability_known = false;
  bool partner_known = false, partner_preferred = false, training_known = false;
  std::vector<std::pair<std::uint32_t, std::int8_t>> languages;  ///< number, Level or not_known; sorted
  std::vector<std::uint32_t> interests;                          ///< sorted
  std::array<std::uint64_t, 6> hours{};
};

inline constexpr std::size_t most_rules = 64;

enum class Judged : std::int8_t { yes, no, unknown };

/// What several rules and criteria ask of a pair's languages.
struct CommonTongue {
  int level = -1;  ///< the best of (the lesser of both levels); -1 when there is none
  std::uint32_t language = 0;
  bool unknown = false;  ///< a language in common has no level, or one side's languages are not known
};

struct Suitability::Data {
  const programme::Track* track;
  const occupations::Taxonomy* taxonomy;
  const std::vector<people::Adept>* adepts;
  const std::vector<people::Mentor>* mentors;
  Date on;
  std::vector<Features> adept_features, mentor_features;

  std::vector<std::string> language_codes;             ///< by number
  std::size_t mentor_occupations = 0;                  ///< distinct ones
  std::vector<std::uint8_t> ground;                    ///< [adept occupation × mentor occupation], a Ground
  std::vector<std::uint8_t> ground_within_profession;  ///< the same, licensed professions apart
  std::size_t district_count = 0;
  std::vector<std::int16_t> minutes;  ///< [district × district], or not_known
  std::unordered_map<std::string, std::vector<std::string>> excluded;  ///< adept id → mentor ids
  std::vector<bool> adept_excludes, mentor_excludes;                   ///< whether the row names anyone

  /// Rules that look at one person only, judged once: [rule][person].
  std::vector<std::vector<Judged>> of_adept, of_mentor;
  std::vector<std::size_t> cheapest_first;  ///< rules in the order in which `may` asks them
  int total_weight = 0;

  occupations::Ground ground_of(const Features& adept, const Features& mentor, bool within_profession) const {
    const auto at = static_cast<std::size_t>(adept.occupation) * mentor_occupations +
                    static_cast<std::size_t>(mentor.occupation);
    return static_cast<occupations::Ground>(within_profession ? ground_within_profession[at] : ground[at]);
  }
  int minutes_between(const Features& adept, const Features& mentor) const {
    if (adept.district < 0 || mentor.district < 0) return not_known;
    return minutes[static_cast<std::size_t>(adept.district) * district_count +
                   static_cast<std::size_t>(mentor.district)];
  }
  Judged judge(std::size_t rule, std::size_t adept, std::size_t mentor) const;
  bool excludes(std::size_t adept, std::size_t mentor) const;
};

std::unique_ptr<Suitability::Data> prepare(const programme::Track& track,
                                           const occupations::Taxonomy& taxonomy,
                                           const std::vector<people::Adept>& adepts,
                                           const std::vector<people::Mentor>& mentors, Date on);
/// Judges what concerns one person only, and sets the order of the rules.
void judge_persons(Suitability::Data& data);

CommonTongue common_tongue(const Features& adept, const Features& mentor);
int common_half_hours(const Features& adept, const Features& mentor);
int common_interests(const Features& adept, const Features& mentor);

}  // namespace parvis::suitability

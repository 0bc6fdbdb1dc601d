/// Lindhamn, the fixture city: twelve adepts and nine mentors, all invented, small enough to know by heart. Each
/// is there for a reason, which stands beside them in adepts.csv and mentors.csv.
///
///   Lindhamn city;
///   city.mentor("Karl").capacity = 1;
///   const auto round = city.match();
///   EXPECT_EQ(mentor_of(round, "Amira"), "Karl");
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/acts/matching_job.hpp"
#include "domain/matching/round.hpp"

namespace parvis::lindhamn {

/// The day of every round here; the clock stands still.
Date today();

formats::Table adepts_table();
formats::Table mentors_table();
formats::Table locks_table();   ///< a sample: Hassan with Sven, Yusuf not with Lisa
formats::Table titles_table();  ///< a sample: "snickare" settled as one group
const programme::Programme& programme();
const programme::Track& track();

/// The city as the programme's round meets it; change what the test is about, then match.
struct Lindhamn {
  Lindhamn();
  explicit Lindhamn(const acts::Sheets& sheets);

  std::vector<people::Adept> adepts;
  std::vector<people::Mentor> mentors;
  std::vector<suitability::Lock> locks;
  programme::Track track;
  int left_for_handling_by_hand = 0;
  int threads = 1;

  people::Adept& adept(std::string_view name);
  people::Mentor& mentor(std::string_view name);
  void lock(std::string_view adept, std::string_view mentor, suitability::Locked locked);
  /// The round that must succeed.
  matching::Round match() const;
  Result<matching::Round, std::vector<matching::LockFault>> try_to_match() const;
};

/// The name of the mentor whom the adept is proposed to, or "nobody".
std::string mentor_of(const matching::Round& round, std::string_view adept);
const matching::Unmatched& unmatched(const matching::Round& round, std::string_view adept);
/// The id of the rule in the round's track: "near_occupation".
const std::string& rule_of(const matching::Round& round, std::size_t rule);

}  // namespace parvis::lindhamn

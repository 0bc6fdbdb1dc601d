#include "domain/suitability/suitability.hpp"

#include <algorithm>
#include <cstdlib>

#include "domain/suitability/features.hpp"
#include "platform/base/assert.hpp"

namespace parvis::suitability {
namespace {

using programme::Criterion;
using programme::CriterionKind;

Part known(std::int64_t value) {
  return {static_cast<int>(std::clamp<std::int64_t>(value, 0, full_value)), true};
}
constexpr Part unknown_part{unknown_value, false};

int value_of_level(int level) {
  switch (static_cast<people::Level>(level)) {
    case people::Level::none: return 0;
    case people::Level::a1: return 1'500;
    case people::Level::a2: return 3'000;
    case people::Level::b1: return 5'000;
    case people::Level::b2: return 7'000;
    case people::Level::c1: return 8'500;
    case people::Level::c2:
    case people::Level::native: return full_value;
  }
  return 0;
}

Part of_languages(const Features& a, const Features& m) {
  const auto common = common_tongue(a, m);
  if (common.level >= 0) return known(value_of_level(common.level));
  return common.unknown ? unknown_part : known(0);
}

Part of_interests(const Features& a, const Features& m) {
  if (!a.interests_known || !m.interests_known) return unknown_part;
  const int common = common_interests(a, m);
  const auto all = static_cast<int>(a.interests.size() + m.interests.size()) - common;
  return known(all == 0 ? 0 : std::int64_t{common} * full_value / all);
}

Part of_experience(const Features& a, const Features& m, int scale) {
  if (a.experience < 0 || m.experience < 0) return unknown_part;
  const int lacking = std::max(0, a.experience - m.experience);
  return known(full_value - std::int64_t{lacking} * full_value / scale);
}

Part of_travel(int minutes, int scale) {
  if (minutes < 0) return unknown_part;
  return known(std::int64_t{std::max(0, scale - minutes)} * full_value / scale);
}

Part of_swedish(const Features& a, const Features& m) {
  if (a.swedish < 0 || m.least_swedish < 0) return unknown_part;
  return known(full_value - 2'500 * std::max(0, m.least_swedish - a.swedish));
}

}  // namespace

Suitability::Suitability(const programme::Track& track, const occupations::Taxonomy& taxonomy,
                         const std::vector<people::Adept>& adepts, const std::vector<people::Mentor>& mentors,
                         Date on) {
  PARVIS_ASSERT(track.rules.size() <= most_rules);
  auto data = prepare(track, taxonomy, adepts, mentors, on);
  judge_persons(*data);
  data_ = std::move(data);
}
Suitability::~Suitability() = default;

const std::vector<people::Adept>& Suitability::adepts() const {
  return *data_->adepts;
}
const std::vector<people::Mentor>& Suitability::mentors() const {
  return *data_->mentors;
}
const programme::Track& Suitability::track() const {
  return *data_->track;
}
const occupations::Taxonomy& Suitability::taxonomy() const {
  return *data_->taxonomy;
}

bool Suitability::may(std::size_t adept, std::size_t mentor) const {
  for (const auto rule : data_->cheapest_first) {
    const auto judged = data_->judge(rule, adept, mentor);
    if (judged == Judged::yes) continue;
    if (judged == Judged::no || data_->track->rules[rule].unknown == programme::OnUnknown::stop) return false;
  }
  return true;
}

Verdict Suitability::verdict(std::size_t adept, std::size_t mentor) const {
  Verdict verdict;
  const auto& rules = data_->track->rules;
  for (std::size_t r = 0; r < rules.size(); ++r) {
    const auto judged = data_->judge(r, adept, mentor);
    if (judged == Judged::yes) continue;
    const auto bit = RuleSet{1} << r;
    if (judged == Judged::unknown) verdict.unknown |= bit;
    if (judged == Judged::no || rules[r].unknown == programme::OnUnknown::stop) verdict.stops |= bit;
  }
  return verdict;
}

Part Suitability::part(std::size_t criterion, std::size_t adept, std::size_t mentor) const {
  const auto& asked = data_->track->criteria[criterion];
  const auto& a = data_->adept_features[adept];
  const auto& m = data_->mentor_features[mentor];
  switch (asked.kind) {
    case CriterionKind::occupation:
      if (a.occupation < 0 || m.occupation < 0) return unknown_part;
      return known(occupations::value_of(data_->ground_of(a, m, false)));
    case CriterionKind::education_field:
      if (a.education_field < 0 || m.education_field < 0) return unknown_part;
      return known(a.education_field == m.education_field ? full_value : 0);
    case CriterionKind::experience: return of_experience(a, m, std::max(1, asked.scale));
    case CriterionKind::languages: return of_languages(a, m);
    case CriterionKind::interests: return of_interests(a, m);
    case CriterionKind::availability:
      if (!a.availability_known || !m.availability_known) return unknown_part;
      return known(std::int64_t{common_half_hours(a, m)} * full_value / (2 * std::max(1, asked.scale)));
    case CriterionKind::travel: return of_travel(data_->minutes_between(a, m), std::max(1, asked.scale));
    case CriterionKind::swedish: return of_swedish(a, m);
    case CriterionKind::waiting:
      if (a.waited_days < 0) return unknown_part;
      return known(std::int64_t{a.waited_days} * full_value / std::max(1, asked.scale));
    case CriterionKind::partner:
      if (!m.partner_known) return unknown_part;
      return known(m.partner_preferred ? full_value : 0);
  }
  return unknown_part;
}

int Suitability::score(std::size_t adept, std::size_t mentor) const {
  const std::int64_t weights = data_->total_weight;
  if (weights == 0) return unknown_value;
  std::int64_t sum = 0;
  const auto& criteria = data_->track->criteria;
  for (std::size_t c = 0; c < criteria.size(); ++c)
    if (criteria[c].weight > 0) sum += std::int64_t{criteria[c].weight} * part(c, adept, mentor).value;
  return static_cast<int>((sum + weights / 2) / weights);
}

}  // namespace parvis::suitability

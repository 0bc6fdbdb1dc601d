#include <algorithm>

#include "domain/suitability/features.hpp"
#include "platform/base/fold.hpp"

namespace parvis::suitability {
namespace {

using people::Wish;
using programme::Side;

/// A person is judged by several questions: one no is a no, else one unknown is unknown.
Judged both(Judged first, Judged second) {
  if (first == Judged::no || second == Judged::no) return Judged::no;
  if (first == Judged::unknown || second == Judged::unknown) return Judged::unknown;
  return Judged::yes;
}

template <class Value, class Question>
Judged known_and(const std::optional<Value>& value, Question question) {
  if (!value) return Judged::unknown;
  return question(*value) ? Judged::yes : Judged::no;
}

Judged in_groups(const people::Person& person, const std::vector<people::TargetGroup>& any_of) {
  // Only adepts have target groups; a mentor is never asked for them.
  const auto* adept = static_cast<const people::Adept*>(&person);
  return known_and(adept->target_groups, [&](const auto& groups) {
    return std::any_of(groups.begin(), groups.end(), [&](auto group) {
      return std::find(any_of.begin(), any_of.end(), group) != any_of.end();
    });
  });
}

Judged works_with(const people::Person& person, const std::vector<std::string>& codes) {
  return known_and(person.occupation, [&](const occupations::Occupation& occupation) {
    return std::any_of(occupation.groups.begin(), occupation.groups.end(), [&](occupations::Ssyk group) {
      const auto text = group.text();
      return std::any_of(codes.begin(), codes.end(),
                         [&](const std::string& code) { return text.starts_with(code); });
    });
  });
}

Judged lives_in(const people::Person& person, const std::vector<std::string>& districts,
                const occupations::Taxonomy& taxonomy) {
  return known_and(person.district, [&](const std::string& district) {
    return std::any_of(districts.begin(), districts.end(), [&](const std::string& written) {
      return taxonomy.find_district(written).value_or(written) == district;
    });
  });
}

Judged eligible(const programme::Eligible& asked, const people::Person& person,
                const Suitability::Data& data) {
  auto judged = Judged::yes;
  if (asked.side == Side::adept && !asked.any_of.empty())
    judged = both(judged, in_groups(person, asked.any_of));
  // "Not stated" is an answer, but not to this question.
  const auto gender = person.gender == people::Gender::not_stated ? std::nullopt : person.gender;
  if (!asked.genders.empty())
    judged = both(judged, known_and(gender, [&](auto one) {
                    return std::find(asked.genders.begin(), asked.genders.end(), one) != asked.genders.end();
                  }));
  const auto age = [&](int born) { return data.on.year() - born; };
  if (asked.least_age)
    judged =
        both(judged, known_and(person.birth_year, [&](int born) { return age(born) >= *asked.least_age; }));
  if (asked.greatest_age)
    judged = both(judged,
                  known_and(person.birth_year, [&](int born) { return age(born) <= *asked.greatest_age; }));
  if (!asked.districts.empty()) judged = both(judged, lives_in(person, asked.districts, *data.taxonomy));
  if (asked.least_swedish)
    judged =
        both(judged, known_and(person.swedish, [&](auto level) { return level >= *asked.least_swedish; }));
  if (asked.least_experience_years)
    judged = both(judged, known_and(person.experience_years,
                                    [&](int years) { return years >= *asked.least_experience_years; }));
  if (asked.least_education)
    judged = both(judged, known_and(person.education_level,
                                    [&](auto level) { return level >= *asked.least_education; }));
  if (!asked.occupations.empty()) judged = both(judged, works_with(person, asked.occupations));
  return judged;
}

Judged training_done(const people::Mentor& mentor, const std::string& training) {
  return known_and(mentor.training, [&](const std::vector<std::string>& done) {
    if (training.empty()) return !done.empty();
    // "ja" in the spreadsheet says that what the programme asks for has been done.
    return std::any_of(done.begin(), done.end(), [&](const std::string& one) {
      return one == training || one == people::any_training;
    });
  });
}

Judged wish_kept_by(Wish wish, const Features& other, const Features& wisher) {
  const auto is = [](std::int8_t value, auto wanted) { return value == static_cast<std::int8_t>(wanted); };
  switch (wish) {
    case Wish::woman:
    case Wish::man:
      if (other.gender < 0) return Judged::unknown;
      return is(other.gender, wish == Wish::woman ? people::Gender::woman : people::Gender::man) ? Judged::yes
                                                                                                 : Judged::no;
    case Wish::digital_only:
    case Wish::in_person_only: {
      const bool digital = wish == Wish::digital_only;
      // Two who wish for opposite things do not suit, whatever else they wrote about how they meet.
      if (other.wishes & (1u << static_cast<int>(digital ? Wish::in_person_only : Wish::digital_only)))
        return Judged::no;
      if (other.wishes & (1u << static_cast<int>(wish))) return Judged::yes;
      if (other.meeting < 0) return Judged::unknown;
      return is(other.meeting, digital ? people::MeetingForm::in_person : people::MeetingForm::digital)
                 ? Judged::no
                 : Judged::yes;
    }
    case Wish::not_my_employer:
      if (other.employer < 0 || wisher.employer < 0) return Judged::unknown;
      return other.employer == wisher.employer ? Judged::no : Judged::yes;
  }
  return Judged::unknown;
}

Judged wish_kept(Wish wish, const Features& adept, const Features& mentor) {
  const unsigned bit = 1u << static_cast<int>(wish);
  auto judged = Judged::yes;
  if (adept.wishes & bit) judged = wish_kept_by(wish, mentor, adept);
  if (mentor.wishes & bit) judged = both(judged, wish_kept_by(wish, adept, mentor));
  return judged;
}

Judged tongue(const programme::CommonLanguage& rule, const Features& adept, const Features& mentor) {
  if (rule.or_swedish && adept.swedish >= static_cast<int>(*rule.or_swedish)) return Judged::yes;
  const auto common = common_tongue(adept, mentor);
  if (common.level >= static_cast<int>(rule.least)) return Judged::yes;
  if (common.unknown || (rule.or_swedish && adept.swedish < 0)) return Judged::unknown;
  return Judged::no;
}

struct PairJudge {
  const Suitability::Data& data;
  std::size_t adept, mentor;
  const Features& a = data.adept_features[adept];
  const Features& m = data.mentor_features[mentor];

  Judged operator()(const programme::CommonLanguage& rule) const { return tongue(rule, a, m); }
  Judged operator()(const programme::NearOccupation& rule) const {
    if (a.occupation < 0 || m.occupation < 0) return Judged::unknown;
    const auto ground = data.ground_of(a, m, rule.within_regulated_profession);
    return occupations::value_of(ground) >= rule.least ? Judged::yes : Judged::no;
  }
  Judged operator()(const programme::WishKept& rule) const { return wish_kept(rule.wish, a, m); }
  Judged operator()(const programme::SharedTime& rule) const {
    if (!a.availability_known || !m.availability_known) return Judged::unknown;
    return common_half_hours(a, m) >= 2 * rule.least_hours ? Judged::yes : Judged::no;
  }
  Judged operator()(const programme::TravelTime& rule) const {
    const auto digital = static_cast<std::int8_t>(people::MeetingForm::digital);
    if (a.meeting == digital || m.meeting == digital) return Judged::yes;
    const int minutes = data.minutes_between(a, m);
    if (minutes < 0) return Judged::unknown;
    return minutes <= rule.most_minutes ? Judged::yes : Judged::no;
  }
  Judged operator()(const programme::SwedishForMentor&) const {
    // A level that the mentor has not asked for is no demand.
    if (m.least_swedish < 0) return Judged::yes;
    if (a.swedish < 0) return Judged::unknown;
    return a.swedish >= m.least_swedish ? Judged::yes : Judged::no;
  }
  Judged operator()(const programme::NotTogetherBefore&) const {
    if (!data.adept_excludes[adept] && !data.mentor_excludes[mentor]) return Judged::yes;
    return data.excludes(adept, mentor) ? Judged::no : Judged::yes;
  }
  Judged operator()(const programme::SharedInterest& rule) const {
    if (!a.interests_known || !m.interests_known) return Judged::unknown;
    return common_interests(a, m) >= rule.least ? Judged::yes : Judged::no;
  }
  // These were judged person by person.
  Judged operator()(const programme::Eligible&) const { return Judged::yes; }
  Judged operator()(const programme::TrainingDone&) const { return Judged::yes; }
  Judged operator()(const programme::RecordCheckShown&) const { return Judged::yes; }
};

int cost_of(const programme::RuleTest& test) {
  struct Cost {
    int operator()(const programme::Eligible&) const { return 0; }
    int operator()(const programme::TrainingDone&) const { return 0; }
    int operator()(const programme::RecordCheckShown&) const { return 0; }
    int operator()(const programme::NearOccupation&) const { return 1; }
    int operator()(const programme::SwedishForMentor&) const { return 2; }
    int operator()(const programme::WishKept&) const { return 3; }
    int operator()(const programme::TravelTime&) const { return 4; }
    int operator()(const programme::SharedTime&) const { return 5; }
    int operator()(const programme::CommonLanguage&) const { return 6; }
    int operator()(const programme::SharedInterest&) const { return 7; }
    int operator()(const programme::NotTogetherBefore&) const { return 8; }
  };
  return std::visit(Cost{}, test);
}

}  // namespace

void judge_persons(Suitability::Data& data) {
  const auto& rules = data.track->rules;
  data.of_adept.resize(rules.size());
  data.of_mentor.resize(rules.size());
  for (std::size_t r = 0; r < rules.size(); ++r) {
    if (const auto* asked = std::get_if<programme::Eligible>(&rules[r].test)) {
      if (asked->side == Side::adept)
        for (const auto& adept : *data.adepts) data.of_adept[r].push_back(eligible(*asked, adept, data));
      else
        for (const auto& mentor : *data.mentors) data.of_mentor[r].push_back(eligible(*asked, mentor, data));
    } else if (const auto* training = std::get_if<programme::TrainingDone>(&rules[r].test)) {
      for (const auto& mentor : *data.mentors)
        data.of_mentor[r].push_back(training_done(mentor, training->training));
    } else if (std::holds_alternative<programme::RecordCheckShown>(rules[r].test)) {
      for (const auto& mentor : *data.mentors)
        data.of_mentor[r].push_back(known_and(mentor.record_check_shown, [](bool shown) { return shown; }));
    }
    data.cheapest_first.push_back(r);
  }
  std::stable_sort(data.cheapest_first.begin(), data.cheapest_first.end(),
                   [&](auto x, auto y) { return cost_of(rules[x].test) < cost_of(rules[y].test); });
  for (const auto& adept : *data.adepts) data.adept_excludes.push_back(!adept.not_with.empty());
  for (const auto& mentor : *data.mentors) data.mentor_excludes.push_back(!mentor.not_with.empty());
}

Judged Suitability::Data::judge(std::size_t rule, std::size_t adept, std::size_t mentor) const {
  if (!of_adept[rule].empty()) return of_adept[rule][adept];
  if (!of_mentor[rule].empty()) return of_mentor[rule][mentor];
  return std::visit(PairJudge{*this, adept, mentor}, track->rules[rule].test);
}

}  // namespace parvis::suitability

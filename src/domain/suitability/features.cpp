#include "domain/suitability/features.hpp"

#include <algorithm>
#include <bit>

#include "platform/base/fold.hpp"

namespace parvis::suitability {
namespace {

using people::Level;
using people::Person;

/// Gives each distinct text a number, in the order met.
class Numbering {
 public:
  std::uint32_t operator()(const std::string& text) {
    return numbers_.try_emplace(text, static_cast<std::uint32_t>(numbers_.size())).first->second;
  }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

struct Numberings {
  Numbering language, interest, employer, education_field, district;
  std::vector<std::string> language_codes, districts;
};

/// Distinct occupations of one side.
struct OccupationSet {
  std::map<std::pair<std::vector<occupations::Ssyk>, std::vector<std::uint32_t>>, std::int32_t> numbers;
  std::vector<const occupations::Occupation*> distinct;
  std::int32_t number(const occupations::Occupation& occupation) {
    const auto [at, fresh] = numbers.try_emplace({occupation.groups, occupation.concepts},
                                                 static_cast<std::int32_t>(distinct.size()));
    if (fresh) distinct.push_back(&occupation);
    return at->second;
  }
};

void add_language(Features& f, std::uint32_t number, std::int8_t level) {
  for (auto& [known, known_level] : f.languages)
    if (known == number) {
      known_level = std::max(known_level, level);
      return;
    }
  f.languages.emplace_back(number, level);
}

Features common_features(const Person& person, Numberings& numbers, Date on) {
  Features f;
  if (person.district) {
    f.district = static_cast<std::int16_t>(numbers.district(*person.district));
    if (static_cast<std::size_t>(f.district) == numbers.districts.size())
      numbers.districts.push_back(*person.district);
  }
  if (person.gender && *person.gender != people::Gender::not_stated)
    f.gender = static_cast<std::int8_t>(*person.gender);
  if (person.meeting) f.meeting = static_cast<std::int8_t>(*person.meeting);
  if (person.swedish) f.swedish = static_cast<std::int8_t>(*person.swedish);
  if (person.experience_years) f.experience = static_cast<std::int16_t>(*person.experience_years);
  if (person.employer) f.employer = static_cast<std::int32_t>(numbers.employer(folded(*person.employer)));
  if (person.education_field)
    f.education_field = static_cast<std::int32_t>(numbers.education_field(*person.education_field));
  if (person.registered_on) f.waited_days = std::max(0, days_between(*person.registered_on, on));
  if (person.wishes)
    for (const auto wish : *person.wishes)
      f.wishes = static_cast<std::uint8_t>(f.wishes | (1u << static_cast<int>(wish)));
  if (person.languages) {
    f.languages_known = true;
    for (const auto& spoken : *person.languages) {
      const auto number = numbers.language(spoken.iso639_3);
      if (number == numbers.language_codes.size()) numbers.language_codes.push_back(spoken.iso639_3);
      add_language(f, number,
                   spoken.level ? static_cast<std::int8_t>(*spoken.level) : std::int8_t{not_known});
    }
  }
  // Swedish has a column of its own; it is a language like the others when two people look for one in common.
  if (person.swedish && *person.swedish >= Level::a1) add_language(f, swedish_language, f.swedish);
  std::sort(f.languages.begin(), f.languages.end());
  if (person.interests) {
    f.interests_known = true;
    for (const auto& interest : *person.interests) f.interests.push_back(numbers.interest(interest));
    std::sort(f.interests.begin(), f.interests.end());
  }
  if (person.availability) {
    f.availability_known = true;
    for (std::size_t i = 0; i < person.availability->size(); ++i)
      if (person.availability->test(i)) f.hours[i / 64] |= std::uint64_t{1} << (i % 64);
  }
  return f;
}

/// The ground when a licensed profession only meets its own: pairs of groups of different professions do not count.
occupations::Ground within_profession(const occupations::Taxonomy& taxonomy,
                                      const occupations::Occupation& first,
                                      const occupations::Occupation& second) {
  auto best = occupations::Ground::none;
  const bool same_title =
      std::any_of(first.concepts.begin(), first.concepts.end(), [&](std::uint32_t concept_id) {
        return std::binary_search(second.concepts.begin(), second.concepts.end(), concept_id);
      });
  for (const auto a : first.groups)
    for (const auto b : second.groups) {
      if (taxonomy.regulated_profession(a) != taxonomy.regulated_profession(b)) continue;
      const auto ground =
          same_title && a == b ? occupations::Ground::same_occupation : taxonomy.nearness(a, b).ground;
      best = std::min(best, ground);
    }
  return best;
}

void fill_grounds(Suitability::Data& data, const OccupationSet& of_adepts, const OccupationSet& of_mentors) {
  const auto& taxonomy = *data.taxonomy;
  bool apart = false;
  for (const auto& rule : data.track->rules)
    if (const auto* near = std::get_if<programme::NearOccupation>(&rule.test))
      apart |= near->within_regulated_profession;
  data.mentor_occupations = of_mentors.distinct.size();
  data.ground.reserve(of_adepts.distinct.size() * of_mentors.distinct.size());
  for (const auto* adept : of_adepts.distinct)
    for (const auto* mentor : of_mentors.distinct) {
      data.ground.push_back(static_cast<std::uint8_t>(taxonomy.nearness(*adept, *mentor).ground));
      if (apart)
        data.ground_within_profession.push_back(
            static_cast<std::uint8_t>(within_profession(taxonomy, *adept, *mentor)));
    }
}

void fill_minutes(Suitability::Data& data, const std::vector<std::string>& districts) {
  data.district_count = districts.size();
  for (const auto& from : districts)
    for (const auto& to : districts) {
      const auto steps = from == to ? std::optional(0) : data.taxonomy->district_steps(from, to);
      data.minutes.push_back(static_cast<std::int16_t>(steps ? estimated_minutes(*steps) : not_known));
    }
}

const std::vector<std::string>* preferred_partners(const programme::Track& track) {
  for (const auto& criterion : track.criteria)
    if (criterion.kind == programme::CriterionKind::partner) return &criterion.preferred;
  return nullptr;
}

}  // namespace

int estimated_minutes(int district_steps) {
  return 10 + 15 * district_steps;
}

CommonTongue common_tongue(const Features& adept, const Features& mentor) {
  CommonTongue common;
  common.unknown = !adept.languages_known || !mentor.languages_known;
  auto a = adept.languages.begin();
  auto m = mentor.languages.begin();
  while (a != adept.languages.end() && m != mentor.languages.end()) {
    if (a->first < m->first) {
      ++a;
      continue;
    }
    if (m->first < a->first) {
      ++m;
      continue;
    }
    const auto level = std::min<int>(a->second, m->second);
    if (level < 0) common.unknown = true;
    if (level > common.level) {
      common.level = level;
      common.language = a->first;
    }
    ++a;
    ++m;
  }
  return common;
}

int common_half_hours(const Features& adept, const Features& mentor) {
  int halves = 0;
  for (std::size_t i = 0; i < adept.hours.size(); ++i)
    halves += std::popcount(adept.hours[i] & mentor.hours[i]);
  return halves;
}

int common_interests(const Features& adept, const Features& mentor) {
  int common = 0;
  auto a = adept.interests.begin();
  auto m = mentor.interests.begin();
  while (a != adept.interests.end() && m != mentor.interests.end()) {
    if (*a < *m)
      ++a;
    else if (*m < *a)
      ++m;
    else {
      ++common;
      ++a;
      ++m;
    }
  }
  return common;
}

bool Suitability::Data::excludes(std::size_t adept, std::size_t mentor) const {
  const auto& a = (*adepts)[adept];
  const auto& m = (*mentors)[mentor];
  return std::find(a.not_with.begin(), a.not_with.end(), m.id) != a.not_with.end() ||
         std::find(m.not_with.begin(), m.not_with.end(), a.id) != m.not_with.end();
}

std::unique_ptr<Suitability::Data> prepare(const programme::Track& track,
                                           const occupations::Taxonomy& taxonomy,
                                           const std::vector<people::Adept>& adepts,
                                           const std::vector<people::Mentor>& mentors, Date on) {
  auto data = std::make_unique<Suitability::Data>();
  data->track = &track;
  data->taxonomy = &taxonomy;
  data->adepts = &adepts;
  data->mentors = &mentors;
  data->on = on;
  Numberings numbers;
  numbers.language("swe");
  numbers.language_codes.emplace_back("swe");
  OccupationSet of_adepts, of_mentors;
  for (const auto& adept : adepts) {
    auto& f = data->adept_features.emplace_back(common_features(adept, numbers, on));
    if (adept.occupation) f.occupation = of_adepts.number(*adept.occupation);
  }
  const auto* preferred = preferred_partners(track);
  for (const auto& mentor : mentors) {
    auto& f = data->mentor_features.emplace_back(common_features(mentor, numbers, on));
    if (mentor.occupation) f.occupation = of_mentors.number(*mentor.occupation);
    if (mentor.least_swedish) f.least_swedish = static_cast<std::int8_t>(*mentor.least_swedish);
    f.partner_known = mentor.partner.has_value();
    f.partner_preferred =
        mentor.partner && preferred &&
        std::find(preferred->begin(), preferred->end(), folded(*mentor.partner)) != preferred->end();
  }
  data->language_codes = numbers.language_codes;
  fill_grounds(*data, of_adepts, of_mentors);
  fill_minutes(*data, numbers.districts);
  for (const auto& criterion : track.criteria) data->total_weight += criterion.weight;
  return data;
}

}  // namespace parvis::suitability

#include "domain/suitability/kinds.hpp"

#include <algorithm>
#include <numeric>
#include <string>

namespace parvis::suitability {
namespace {

using people::Wish;
using programme::CriterionKind;
using Key = std::vector<std::int32_t>;

/// One side's numbering by key.
void number(const std::vector<Key>& keys, std::vector<std::uint32_t>& of,
            std::vector<std::uint32_t>& example) {
  std::unordered_map<std::string_view, std::uint32_t> met;
  std::vector<std::uint32_t> first;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::string_view bytes(reinterpret_cast<const char*>(keys[i].data()),
                                 keys[i].size() * sizeof(std::int32_t));
    const auto [at, fresh] = met.try_emplace(bytes, static_cast<std::uint32_t>(first.size()));
    if (fresh) first.push_back(static_cast<std::uint32_t>(i));
    of.push_back(at->second);
  }
  std::vector<std::uint32_t> order(first.size()), rank(first.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](auto x, auto y) { return keys[first[x]] < keys[first[y]]; });
  for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
  for (auto& kind : of) kind = rank[kind];
  for (const auto kind : order) example.push_back(first[kind]);
}

template <class AdeptKey, class MentorKey>
Kinds kinds_by(const Suitability::Data& data, AdeptKey of_adept, MentorKey of_mentor) {
  Kinds kinds;
  std::vector<Key> keys(data.adept_features.size());
  for (std::size_t a = 0; a < keys.size(); ++a) of_adept(a, data.adept_features[a], keys[a]);
  number(keys, kinds.of_adept, kinds.example_adept);
  keys.assign(data.mentor_features.size(), {});
  for (std::size_t m = 0; m < keys.size(); ++m) of_mentor(m, data.mentor_features[m], keys[m]);
  number(keys, kinds.of_mentor, kinds.example_mentor);
  return kinds;
}

/// The same question of both.
template <class OneKey>
Kinds kinds_by(const Suitability::Data& data, OneKey of_either) {
  const auto without_number = [&](std::size_t, const Features& f, Key& key) { of_either(f, key); };
  return kinds_by(data, without_number, without_number);
}

/// Which numbers stand on both sides: what only one side has is never in common.
template <class Each>
std::vector<bool> on_both_sides(const Suitability::Data& data, Each each) {
  std::vector<bool> of_adepts, of_mentors;
  const auto note = [](std::vector<bool>& side, std::size_t number) {
    if (side.size() <= number) side.resize(number + 1);
    side[number] = true;
  };
  for (const auto& f : data.adept_features) each(f, [&](std::size_t n) { note(of_adepts, n); });
  for (const auto& f : data.mentor_features) each(f, [&](std::size_t n) { note(of_mentors, n); });
  of_adepts.resize(std::max(of_adepts.size(), of_mentors.size()));
  of_mentors.resize(of_adepts.size());
  for (std::size_t n = 0; n < of_adepts.size(); ++n) of_adepts[n] = of_adepts[n] && of_mentors[n];
  return of_adepts;
}

std::vector<bool> shared_languages(const Suitability::Data& data) {
  return on_both_sides(data, [](const Features& f, const auto& note) {
    for (const auto& [language, level] : f.languages) note(language);
  });
}
std::vector<bool> shared_interests(const Suitability::Data& data) {
  return on_both_sides(data, [](const Features& f, const auto& note) {
    for (const auto interest : f.interests) note(interest);
  });
}

Kinds by_person(const Suitability::Data& data, std::size_t rule) {
  const auto judged = [&](const std::vector<std::vector<Judged>>& of, std::size_t person, Key& key) {
    if (!of[rule].empty()) key.push_back(static_cast<std::int32_t>(of[rule][person]));
  };
  return kinds_by(
      data, [&](std::size_t a, const Features&, Key& key) { judged(data.of_adept, a, key); },
      [&](std::size_t m, const Features&, Key& key) { judged(data.of_mentor, m, key); });
}

/// Of a level, only whether it is known and whether it is enough.
Kinds by_common_language(const Suitability::Data& data, const programme::CommonLanguage& rule) {
  const auto shared = shared_languages(data);
  const auto spoken = [&](const Features& f, Key& key) {
    key.push_back(f.languages_known);
    for (const auto& [language, level] : f.languages) {
      if (!shared[language]) continue;
      key.push_back(static_cast<std::int32_t>(language));
      key.push_back(level < 0 ? 0 : level < static_cast<int>(rule.least) ? 1 : 2);
    }
  };
  return kinds_by(
      data,
      [&](std::size_t, const Features& f, Key& key) {
        // Swedish enough for any mentor: nothing else is asked.
        if (rule.or_swedish && f.swedish >= static_cast<int>(*rule.or_swedish)) return;
        key.push_back(rule.or_swedish && f.swedish < 0);
        spoken(f, key);
      },
      [&](std::size_t, const Features& f, Key& key) { spoken(f, key); });
}

Kinds by_occupation(const Suitability::Data& data) {
  const auto key_of = [](const people::Person& person, const Features& f, Key& key) {
    key.push_back(f.occupation < 0 ? -1 : person.occupation->groups.front().number());
    key.push_back(f.occupation);
  };
  return kinds_by(
      data, [&](std::size_t a, const Features& f, Key& key) { key_of((*data.adepts)[a], f, key); },
      [&](std::size_t m, const Features& f, Key& key) { key_of((*data.mentors)[m], f, key); });
}

/// What the other side's wish looks at in a person.
void seen_by_wish(Wish wish, const Features& f, const std::vector<bool>& shared_employers, Key& key) {
  switch (wish) {
    case Wish::woman:
    case Wish::man: key.push_back(f.gender); return;
    case Wish::digital_only:
    case Wish::in_person_only:
      key.push_back(f.wishes & ((1u << static_cast<int>(Wish::digital_only)) |
                                (1u << static_cast<int>(Wish::in_person_only))));
      key.push_back(f.meeting);
      return;
    case Wish::not_my_employer: {
      constexpr std::int32_t nobody_elses = INT32_MAX;
      const bool alone = f.employer >= 0 && !shared_employers[static_cast<std::size_t>(f.employer)];
      key.push_back(alone ? nobody_elses : f.employer);
      return;
    }
  }
}

Kinds by_wish(const Suitability::Data& data, Wish wish) {
  const unsigned bit = 1u << static_cast<int>(wish);
  const auto wishes = [&](const Features& f) { return (f.wishes & bit) != 0; };
  const bool an_adept_wishes = std::any_of(data.adept_features.begin(), data.adept_features.end(), wishes);
  const bool a_mentor_wishes = std::any_of(data.mentor_features.begin(), data.mentor_features.end(), wishes);
  const auto shared = on_both_sides(data, [](const Features& f, const auto& note) {
    if (f.employer >= 0) note(static_cast<std::size_t>(f.employer));
  });
  const auto key_of = [&](const Features& f, bool another_wishes, Key& key) {
    key.push_back(wishes(f));
    if (another_wishes || wishes(f)) seen_by_wish(wish, f, shared, key);
  };
  return kinds_by(
      data, [&](std::size_t, const Features& f, Key& key) { key_of(f, a_mentor_wishes, key); },
      [&](std::size_t, const Features& f, Key& key) { key_of(f, an_adept_wishes, key); });
}

/// Half hours that nobody on the other side has are never in common.
Kinds by_availability(const Suitability::Data& data) {
  const auto all_hours = [](const std::vector<Features>& side) {
    std::array<std::uint64_t, 6> all{};
    for (const auto& f : side)
      for (std::size_t i = 0; i < all.size(); ++i) all[i] |= f.hours[i];
    return all;
  };
  const auto key_of = [](const Features& f, const std::array<std::uint64_t, 6>& others, Key& key) {
    key.push_back(f.availability_known);
    if (!f.availability_known) return;
    for (std::size_t i = 0; i < others.size(); ++i) {
      key.push_back(static_cast<std::int32_t>(f.hours[i] & others[i]));
      key.push_back(static_cast<std::int32_t>((f.hours[i] & others[i]) >> 32));
    }
  };
  const auto of_adepts = all_hours(data.adept_features), of_mentors = all_hours(data.mentor_features);
  return kinds_by(
      data, [&](std::size_t, const Features& f, Key& key) { key_of(f, of_mentors, key); },
      [&](std::size_t, const Features& f, Key& key) { key_of(f, of_adepts, key); });
}

/// Interests that only one side has count by their number alone.
Kinds by_interests(const Suitability::Data& data) {
  const auto shared = shared_interests(data);
  return kinds_by(data, [&](const Features& f, Key& key) {
    key.push_back(f.interests_known);
    key.push_back(static_cast<std::int32_t>(f.interests.size()));
    for (const auto interest : f.interests)
      if (shared[interest]) key.push_back(static_cast<std::int32_t>(interest));
  });
}

Kinds by_travel(const Suitability::Data& data, bool digital_needs_none) {
  return kinds_by(data, [&](const Features& f, Key& key) {
    const bool digital =
        digital_needs_none && f.meeting == static_cast<std::int8_t>(people::MeetingForm::digital);
    key.push_back(digital);
    if (!digital) key.push_back(f.district);
  });
}

Kinds by_swedish(const Suitability::Data& data) {
  return kinds_by(
      data, [](std::size_t, const Features& f, Key& key) { key.push_back(f.swedish); },
      [](std::size_t, const Features& f, Key& key) { key.push_back(f.least_swedish); });
}

Kinds by_languages(const Suitability::Data& data) {
  const auto shared = shared_languages(data);
  return kinds_by(data, [&](const Features& f, Key& key) {
    key.push_back(f.languages_known);
    for (const auto& [language, level] : f.languages) {
      if (!shared[language]) continue;
      key.push_back(static_cast<std::int32_t>(language));
      // A mother tongue counts as C2.
      key.push_back(std::min<std::int32_t>(level, static_cast<std::int32_t>(people::Level::c2)));
    }
  });
}

struct RuleKinds {
  const Suitability::Data& data;
  std::size_t rule;
  Kinds operator()(const programme::CommonLanguage& asked) const { return by_common_language(data, asked); }
  Kinds operator()(const programme::NearOccupation&) const { return by_occupation(data); }
  Kinds operator()(const programme::WishKept& asked) const { return by_wish(data, asked.wish); }
  Kinds operator()(const programme::SharedTime&) const { return by_availability(data); }
  Kinds operator()(const programme::TravelTime&) const { return by_travel(data, true); }
  Kinds operator()(const programme::SwedishForMentor&) const { return by_swedish(data); }
  Kinds operator()(const programme::NotTogetherBefore&) const { return {}; }
  Kinds operator()(const programme::SharedInterest&) const { return by_interests(data); }
  Kinds operator()(const programme::Eligible&) const { return by_person(data, rule); }
  Kinds operator()(const programme::TrainingDone&) const { return by_person(data, rule); }
  Kinds operator()(const programme::RecordCheckShown&) const { return by_person(data, rule); }
};

}  // namespace

Kinds kinds_for_rule(const Suitability::Data& data, std::size_t rule) {
  return std::visit(RuleKinds{data, rule}, data.track->rules[rule].test);
}

Kinds kinds_for_criterion(const Suitability::Data& data, std::size_t criterion) {
  const auto& asked = data.track->criteria[criterion];
  const auto nothing = [](std::size_t, const Features&, Key&) {};
  switch (asked.kind) {
    case CriterionKind::occupation: return by_occupation(data);
    case CriterionKind::education_field:
      return kinds_by(data, [](const Features& f, Key& key) { key.push_back(f.education_field); });
    case CriterionKind::experience:
      return kinds_by(data, [](const Features& f, Key& key) { key.push_back(f.experience); });
    case CriterionKind::languages: return by_languages(data);
    case CriterionKind::interests: return by_interests(data);
    case CriterionKind::availability: return by_availability(data);
    case CriterionKind::travel: return by_travel(data, false);
    case CriterionKind::swedish: return by_swedish(data);
    case CriterionKind::waiting:
      return kinds_by(
          data,
          [&](std::size_t, const Features& f, Key& key) {
            key.push_back(std::min(f.waited_days, std::max(1, asked.scale)));
          },
          nothing);
    case CriterionKind::partner:
      return kinds_by(data, nothing, [](std::size_t, const Features& f, Key& key) {
        key.push_back(f.partner_known);
        key.push_back(f.partner_preferred);
      });
  }
  return {};
}

}  // namespace parvis::suitability

#include "app/views/programme_rules.hpp"

#include <algorithm>

#include "app/views/shell.hpp"
#include "domain/suitability/suitability.hpp"

namespace parvis::views {
namespace {

using programme::Criterion;
using programme::Eligible;
using programme::OnUnknown;
using programme::Programme;
using programme::Rule;
using programme::Track;

std::string listed(const std::vector<std::string>& words, const Texts& t) {
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "" : t.is_right_to_left() ? "، " : ", ") + word;
  return all;
}

template <class Values>
std::string listed_in_words(const Values& values, const Texts& t) {
  std::vector<std::string> words;
  for (const auto value : values) words.push_back(t(people::in_words(value)));
  return listed(words, t);
}

/// What someone must be to take part, one sentence for each thing asked.
std::vector<std::string> asked_of(const Eligible& eligible, const Texts& t) {
  std::vector<std::string> asked;
  if (!eligible.any_of.empty())
    asked.push_back(
        t(say("One of these target groups: {groups}").with("groups", listed_in_words(eligible.any_of, t))));
  if (!eligible.genders.empty())
    asked.push_back(t(say("Gender: {genders}").with("genders", listed_in_words(eligible.genders, t))));
  if (eligible.least_age)
    asked.push_back(t(say_n("At least {n} year old", "At least {n} years old", *eligible.least_age)));
  if (eligible.greatest_age)
    asked.push_back(t(say_n("At most {n} year old", "At most {n} years old", *eligible.greatest_age)));
  if (!eligible.districts.empty())
    asked.push_back(t(say("Lives in {districts}").with("districts", listed(eligible.districts, t))));
  if (eligible.least_swedish)
    asked.push_back(
        t(say("Swedish at least {level}").with("level", people::in_words(*eligible.least_swedish))));
  if (eligible.least_experience_years)
    asked.push_back(t(say_n("At least {n} year in the occupation", "At least {n} years in the occupation",
                            *eligible.least_experience_years)));
  if (eligible.least_education)
    asked.push_back(
        t(say("Education: at least {level}").with("level", people::in_words(*eligible.least_education))));
  if (!eligible.occupations.empty())
    asked.push_back(t(say("An occupation in SSYK {codes}").with("codes", listed(eligible.occupations, t))));
  return asked;
}

struct SaidRule {
  OnUnknown unknown;
  std::string words;
  std::vector<std::string> asked;
  friend bool operator==(const SaidRule&, const SaidRule&) = default;
};

SaidRule said(const Rule& rule, const Texts& t) {
  SaidRule one{rule.unknown, t(suitability::in_words(rule)), {}};
  if (const auto* eligible = std::get_if<Eligible>(&rule.test)) one.asked = asked_of(*eligible, t);
  return one;
}

std::vector<SaidRule> said(const std::vector<Rule>& rules, const Texts& t) {
  std::vector<SaidRule> all;
  for (const auto& rule : rules) all.push_back(said(rule, t));
  return all;
}

Html rule_list(const std::vector<SaidRule>& rules, OnUnknown unknown, const std::string& lead) {
  Html items;
  for (const auto& rule : rules)
    if (rule.unknown == unknown)
      items.add(html("<li>"_h, rule.words,
                     when(!rule.asked.empty(),
                          [&] {
                            return html(
                                "<ul class=\"pv-asks\">"_h,
                                each(rule.asked,
                                     [](const std::string& one) { return html("<li>"_h, one, "</li>"_h); }),
                                "</ul>"_h);
                          }),
                     "</li>"_h));
  if (items.empty()) return {};
  return html("<p>"_h, lead, "</p><ul class=\"pv-asks\">"_h, items, "</ul>"_h);
}

Html rule_lists(const std::vector<SaidRule>& rules, const Texts& t) {
  return html(rule_list(rules, OnUnknown::stop, t("Must be known, and fulfilled:")),
              rule_list(rules, OnUnknown::ask,
                        t("Must be fulfilled, as far as it is known. What is not known follows the pair as a "
                          "doubt:")));
}

Html criteria_list(const std::vector<Criterion>& criteria, const Texts& t) {
  std::int64_t all = 0;
  for (const auto& criterion : criteria) all += criterion.weight;
  return html("<dl class=\"pv-factlist\">"_h,
              each(criteria,
                   [&](const Criterion& criterion) {
                     return html("<div><dt>"_h, t(programme::in_words(criterion.kind)), "</dt><dd>"_h,
                                 t.percent(criterion.weight, std::max<std::int64_t>(1, all)),
                                 "</dd></div>"_h);
                   }),
              "</dl>"_h);
}

bool has_same_criteria(const Programme& programme) {
  const auto& first = programme.tracks.front().criteria;
  return std::ranges::all_of(programme.tracks, [&](const Track& track) {
    return std::ranges::equal(track.criteria, first, [](const Criterion& a, const Criterion& b) {
      return a.kind == b.kind && a.weight == b.weight;
    });
  });
}

std::vector<SaidRule> shared_rules(const Programme& programme, const Texts& t) {
  auto shared = said(programme.tracks.front().rules, t);
  for (const auto& track : programme.tracks) {
    const auto its = said(track.rules, t);
    std::erase_if(shared, [&](const SaidRule& rule) { return std::ranges::count(its, rule) == 0; });
  }
  return shared;
}

}  // namespace

Html shared_matching(const Programme& programme, const Texts& t) {
  const auto rules = shared_rules(programme, t);
  return html(when(!rules.empty(),
                   [&] {
                     return html("<h3 class=\"pv-h3\">"_h, t("What a pair must fulfil"), "</h3>"_h,
                                 rule_lists(rules, t));
                   }),
              when(has_same_criteria(programme), [&] {
                return html("<h3 class=\"pv-h3\">"_h, t("What weighs, and how much"), "</h3>"_h,
                            criteria_list(programme.tracks.front().criteria, t));
              }));
}

Html tracks(const Programme& programme, const Texts& t) {
  if (programme.tracks.size() < 2) return {};
  const auto shared = shared_rules(programme, t);
  const bool same_criteria = has_same_criteria(programme);
  return each(programme.tracks, [&](const Track& track) {
    auto own = said(track.rules, t);
    std::erase_if(own, [&](const SaidRule& rule) { return std::ranges::count(shared, rule) > 0; });
    const auto words = [&](const programme::LocalText& text) {
      return when(!text.empty(), [&] { return html("<p>"_h, local(text, t), "</p>"_h); });
    };
    return html("<h3 class=\"pv-h3\">"_h, local(track.name, t), "</h3>"_h, words(track.for_whom),
                words(track.summary), rule_lists(own, t),
                when(!same_criteria, [&] { return criteria_list(track.criteria, t); }));
  });
}

}  // namespace parvis::views

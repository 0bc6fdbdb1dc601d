#include "domain/matching/whatif.hpp"

#include <algorithm>
#include <map>

#include "domain/assignment/live.hpp"
#include "domain/matching/whole_round.hpp"
#include "platform/base/assert.hpp"

namespace parvis::matching {
namespace {

using assignment::Live;
using assignment::no_place;
using assignment::Worth;

constexpr int most_recruits = 10;

Difference difference_of(const Worth& worth) {
  return {worth.level, worth.score};
}

std::uint32_t place(std::size_t mentor) {
  return static_cast<std::uint32_t>(mentor);
}

}  // namespace

struct WhatIf::State {
  const Round& round;
  Worth decided;  ///< by the round's own locks
  std::vector<std::int32_t> before;
  std::unique_ptr<Live> live;

  State(const Round& of, const RoundRequest& request) : round(of) {
    const WholeRound whole(of, of.suitability(), request, WholeRound::Full::there);
    before = whole.solved.solution.place_of;
    for (std::size_t a = 0; a < before.size(); ++a)
      if (const auto m = whole.solved.locked_mentor[a]; m != no_place) {
        decided += Worth{1, of.suitability().score(a, static_cast<std::size_t>(m))};
        locked.push_back(a);
      }
    live = std::make_unique<Live>(whole.solved.instance, whole.solved.solution);
    for (const auto a : locked) live->remove_seeker(static_cast<std::uint32_t>(a));
  }
  std::vector<std::size_t> locked;
};

WhatIf::WhatIf(std::unique_ptr<State> state) : state_(std::move(state)) {}
WhatIf::~WhatIf() = default;
WhatIf::WhatIf(WhatIf&&) noexcept = default;

Result<WhatIf, Message> WhatIf::of(const Round& round) {
  PARVIS_ASSERT(!round.equal());
  if (round.possible_pairs() > most_pairs_under_a_bound)
    return no(
        say("There are {pairs} possible pairs, and what if can be asked of at most {most}. Take one track or "
            "district at a time.")
            .with("pairs", round.possible_pairs())
            .with("most", most_pairs_under_a_bound));
  return WhatIf(std::make_unique<State>(round, round.data_->request));
}

WhatIf::Price WhatIf::price(std::size_t adept, std::size_t mentor) {
  const auto& suitability = state_->round.suitability();
  Price asked;
  asked.score = suitability.score(adept, mentor);
  const auto verdict = suitability.verdict(adept, mentor);
  for (std::size_t rule = 0; rule < suitability.track().rules.size(); ++rule)
    if (verdict.stops >> rule & 1) asked.broken.push_back(suitability.why(rule, adept, mentor));
  if (!asked.broken.empty()) return asked;
  if (const auto lost = state_->live->price(static_cast<std::uint32_t>(adept), place(mentor), asked.score))
    asked.lost = difference_of(*lost);
  return asked;
}

std::vector<WhatIf::Alternative> WhatIf::alternatives(std::size_t adept, std::size_t most) {
  std::vector<Alternative> all;
  for (const auto& one : state_->live->alternatives(static_cast<std::uint32_t>(adept), most))
    all.push_back({one.place, one.score, difference_of(one.price)});
  return all;
}

void WhatIf::without_adept(std::size_t adept) {
  if (state_->live->is_there(static_cast<std::uint32_t>(adept)))
    state_->live->remove_seeker(static_cast<std::uint32_t>(adept));
}

void WhatIf::without_mentor(std::size_t mentor) {
  places(mentor, 0);
}

void WhatIf::places(std::size_t mentor, int places) {
  state_->live->set_capacity(place(mentor), std::max(0, places));
}

void WhatIf::forbid(std::size_t adept, std::size_t mentor) {
  state_->live->forbid(static_cast<std::uint32_t>(adept), place(mentor));
}

bool WhatIf::decide(std::size_t adept, std::size_t mentor) {
  const auto asked = price(adept, mentor);
  if (!asked.lost) return false;
  state_->live->decide(static_cast<std::uint32_t>(adept), place(mentor), asked.score);
  return true;
}

WhatIf::Outcome WhatIf::outcome() const {
  Outcome told;
  told.before = {state_->round.claim().matched, state_->round.score()};
  told.after = {state_->live->matched() + state_->decided.level,
                state_->live->score() + state_->decided.score};
  for (std::size_t a = 0; a < state_->before.size(); ++a) {
    if (std::binary_search(state_->locked.begin(), state_->locked.end(), a)) continue;
    const auto was = state_->before[a], is = state_->live->place_of(static_cast<std::uint32_t>(a));
    if (was == is) continue;
    (was == no_place ? told.gain : is == no_place ? told.lose : told.other).push_back(a);
  }
  return told;
}

std::vector<WhatIf::Recruit> WhatIf::recruiting_list(const Wanted& wanted) {
  const auto& round = state_->round;
  const auto& adepts = round.adepts();
  struct Asked {
    Recruit recruit;
    people::Mentor mentor;
  };
  std::map<occupations::Ssyk, Asked> by_occupation;
  for (std::size_t a = 0; a < adepts.size(); ++a) {
    if (!adepts[a].occupation || adepts[a].occupation->groups.empty()) continue;
    const auto group = adepts[a].occupation->groups.front();
    auto& asked = by_occupation[group];
    if (state_->live->place_of(static_cast<std::uint32_t>(a)) == no_place &&
        !std::binary_search(state_->locked.begin(), state_->locked.end(), a))
      ++asked.recruit.waiting;
    if (asked.mentor.occupation) continue;
    asked.recruit.occupation = group;
    asked.mentor.occupation = occupations::Occupation{{group}, {}, {}};
    asked.mentor.training = {std::string(people::any_training)};
    asked.mentor.record_check_shown = true;
    if (!wanted.district.empty()) asked.mentor.district = wanted.district;
    if (wanted.language.empty()) continue;
    asked.mentor.languages = {{wanted.language, people::Level::native}};
    if (wanted.language != "swe") asked.mentor.languages->push_back({"swe", people::Level::native});
    std::sort(asked.mentor.languages->begin(), asked.mentor.languages->end(),
              [](const auto& one, const auto& other) { return one.iso639_3 < other.iso639_3; });
  }
  std::vector<people::Mentor> mentors;
  for (const auto& [group, asked] : by_occupation) mentors.push_back(asked.mentor);
  const suitability::Suitability suitability(round.track(), round.taxonomy(), adepts, mentors, round.on());

  std::vector<Recruit> list;
  std::vector<assignment::SeekerEdge> edges;
  std::size_t m = 0;
  for (auto& [group, asked] : by_occupation) {
    edges.clear();
    for (std::size_t a = 0; a < adepts.size(); ++a)
      if (state_->live->is_there(static_cast<std::uint32_t>(a)) && suitability.may(a, m))
        edges.push_back({static_cast<std::uint32_t>(a), suitability.score(a, m)});
    ++m;
    const auto gains = state_->live->gains(edges, most_recruits);
    if (gains.empty()) continue;
    asked.recruit.one = difference_of(gains.front());
    for (std::size_t i = 0; i < gains.size(); ++i)
      if (gains[i].level > static_cast<std::int64_t>(i)) {
        asked.recruit.useful = static_cast<int>(i) + 1;
        asked.recruit.all = difference_of(gains[i]);
      }
    list.push_back(std::move(asked.recruit));
  }
  std::stable_sort(list.begin(), list.end(), [](const Recruit& one, const Recruit& other) {
    return std::tie(one.one.matched, one.useful, one.waiting, one.one.score) >
           std::tie(other.one.matched, other.useful, other.waiting, other.one.score);
  });
  return list;
}

Message in_words(const Difference& lost) {
  if (lost == Difference{}) return say("costs nothing");
  if (lost.matched == 0) return say("costs {points} points of score in all").with("points", lost.score);
  return say_n("{n} person fewer gets a mentor", "{n} people fewer get a mentor", lost.matched);
}

}  // namespace parvis::matching

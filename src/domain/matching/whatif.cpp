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
  WholeRound whole;
  std::vector<std::int32_t> locked;   ///< by adept: the mentor that they are locked to, or no_place
  std::vector<std::uint32_t> seeker;  ///< by adept: their number in `live`
  std::vector<std::uint8_t> gone;     ///< by adept
  std::vector<int> locked_to;         ///< by mentor: how many
  std::vector<std::int32_t> before;   ///< by adept
  Worth decided;                      ///< by the locks that hold
  std::unique_ptr<Live> live;

  State(const Round& of, const RoundRequest& request)
      : round(of),
        whole(of, of.suitability(), request, WholeRound::Full::there),
        locked(whole.solved.locked_mentor),
        gone(of.adepts().size()),
        locked_to(of.mentors().size()),
        before(whole.solved.solution.place_of) {
    live = std::make_unique<Live>(whole.solved.instance, whole.solved.solution);
    for (std::uint32_t a = 0; a < locked.size(); ++a) {
      seeker.push_back(a);
      if (locked[a] == no_place) continue;
      before[a] = locked[a];
      decided += worth_of_lock(a);
      ++locked_to[static_cast<std::size_t>(locked[a])];
      live->remove_seeker(a);
    }
    // What the instance was made of is in `live` now.
    whole.solved.instance = {};
    whole.solved.crowd.reset();
  }

  Worth worth_of_lock(std::size_t adept) const {
    return {1, round.suitability().score(adept, static_cast<std::size_t>(locked[adept]))};
  }
  bool is_there(std::size_t adept) const { return gone[adept] == 0 && locked[adept] == no_place; }
  std::int32_t mentor_of(std::size_t adept) const {
    if (gone[adept] != 0) return no_place;
    return locked[adept] != no_place ? locked[adept] : live->place_of(seeker[adept]);
  }
  void set_seats(std::size_t mentor, int seats) { live->set_capacity(place(mentor), seats); }
  int seats(std::size_t mentor) const { return live->capacity(place(mentor)); }

  /// The lock is no more: the adept is out of the round, and their seat is the mentor's again.
  void unlock(std::size_t adept) {
    const auto mentor = static_cast<std::size_t>(locked[adept]);
    decided = decided - worth_of_lock(adept);
    locked[adept] = no_place;
    --locked_to[mentor];
    set_seats(mentor, seats(mentor) + 1);
  }
  /// Waits like everybody else from now on.
  void seek_again(std::size_t adept) {
    std::vector<assignment::Edge> edges;
    const auto& suitability = round.suitability();
    for (std::size_t m = 0; m < round.mentors().size(); ++m)
      if (suitability.may(adept, m) && !whole.solved.is_out(adept, m))
        edges.push_back({place(m), suitability.score(adept, m)});
    seeker[adept] = live->add_seeker(edges);
  }
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
  if (state_->locked[adept] == static_cast<std::int32_t>(mentor)) {
    asked.lost.emplace();  // they are a pair already
    return asked;
  }
  if (!state_->is_there(adept)) return asked;
  asked.has_no_place = state_->seats(mentor) == 0;
  if (const auto lost = state_->live->price(state_->seeker[adept], place(mentor), asked.score))
    asked.lost = difference_of(*lost);
  return asked;
}

std::vector<WhatIf::Alternative> WhatIf::alternatives(std::size_t adept, std::size_t most) {
  std::vector<Alternative> all;
  if (!state_->is_there(adept)) return all;
  for (const auto& one : state_->live->alternatives(state_->seeker[adept], most))
    all.push_back({one.place, one.score, difference_of(one.price)});
  return all;
}

void WhatIf::without_adept(std::size_t adept) {
  if (state_->gone[adept] != 0) return;
  if (state_->locked[adept] != no_place)
    state_->unlock(adept);
  else
    state_->live->remove_seeker(state_->seeker[adept]);
  state_->gone[adept] = 1;
}

void WhatIf::without_mentor(std::size_t mentor) {
  std::vector<std::size_t> free;
  for (std::size_t a = 0; a < state_->locked.size(); ++a)
    if (state_->locked[a] == static_cast<std::int32_t>(mentor)) free.push_back(a);
  for (const auto a : free) state_->unlock(a);
  state_->set_seats(mentor, 0);
  for (const auto a : free) state_->seek_again(a);
}

bool WhatIf::places(std::size_t mentor, int places) {
  if (places < state_->locked_to[mentor]) return false;
  state_->set_seats(mentor, places - state_->locked_to[mentor]);
  return true;
}

void WhatIf::forbid(std::size_t adept, std::size_t mentor) {
  if (state_->is_there(adept)) state_->live->forbid(state_->seeker[adept], place(mentor));
}

WhatIf::Outcome WhatIf::outcome() const {
  Outcome told;
  told.before = {state_->round.claim().matched, state_->round.score()};
  told.after = {state_->live->matched() + state_->decided.level,
                state_->live->score() + state_->decided.score};
  for (std::size_t a = 0; a < state_->before.size(); ++a) {
    const auto was = state_->before[a], is = state_->mentor_of(a);
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
    if (state_->gone[a] == 0 && state_->mentor_of(a) == no_place) ++asked.recruit.waiting;
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
      if (state_->is_there(a) && suitability.may(a, m))
        edges.push_back({state_->seeker[a], suitability.score(a, m)});
    ++m;
    const auto gains = state_->live->gains(edges, most_recruits);
    if (gains.empty()) continue;
    asked.recruit.one = difference_of(gains.front());
    for (std::size_t i = 0; i < gains.size(); ++i)
      if (gains[i].level > static_cast<std::int64_t>(i)) {
        asked.recruit.useful = static_cast<int>(i) + 1;
        asked.recruit.all = difference_of(gains[i]);
      }
    list.push_back(asked.recruit);
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

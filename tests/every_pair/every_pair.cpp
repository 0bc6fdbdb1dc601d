#include "every_pair/every_pair.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <tuple>

namespace parvis::every_pair {
namespace {

using matching::Change;
using matching::Nearly;
using matching::RuleCount;
using matching::Unmatched;

class Long {
 public:
  Long(const matching::Round& round, const std::vector<suitability::Lock>& locks)
      : round_(round), suitability_(round.suitability()), locked_(round.adepts().size(), -1) {
    std::map<std::string, std::size_t> adept_at, mentor_at;
    for (std::size_t a = 0; a < round.adepts().size(); ++a) adept_at[round.adepts()[a].id] = a;
    for (std::size_t m = 0; m < round.mentors().size(); ++m) mentor_at[round.mentors()[m].id] = m;
    for (const auto& mentor : round.mentors()) places_.push_back(mentor.capacity);
    for (const auto& lock : locks) {
      const auto a = adept_at.at(lock.adept_id), m = mentor_at.at(lock.mentor_id);
      if (lock.locked == suitability::Locked::out)
        out_.emplace(a, m);
      else if (locked_[a] < 0) {
        locked_[a] = static_cast<int>(m);
        --places_[m];
      }
    }
  }

  LongWay answer() {
    ask_every_pair();
    const auto solution = assignment::solve(instance_);
    room_ = assignment::places_with_room(instance_, solution);
    way_.matched = solution.matched;
    way_.score = solution.score;
    for (std::size_t a = 0; a < locked_.size(); ++a) {
      const bool locked = locked_[a] >= 0;
      way_.has_pair.push_back(locked || solution.place_of[a] != assignment::no_place);
      if (locked) {
        ++way_.matched;
        way_.score += suitability_.score(a, static_cast<std::size_t>(locked_[a]));
      }
      if (!way_.has_pair.back()) explain(a);
    }
    for (const auto& pair : round_.pairs()) find_runner_up(pair);
    return std::move(way_);
  }

 private:
  void ask_every_pair() {
    instance_.first.push_back(0);
    for (std::size_t a = 0; a < locked_.size(); ++a) {
      for (std::size_t m = 0; m < places_.size(); ++m) {
        if (round_.mentors()[m].capacity == 0 || !suitability_.may(a, m) || out_.contains({a, m})) continue;
        ++way_.possible_pairs;
        if (locked_[a] < 0 && places_[m] > 0)
          instance_.edges.push_back({static_cast<std::uint32_t>(m), suitability_.score(a, m)});
      }
      instance_.first.push_back(instance_.edges.size());
    }
    instance_.capacity.assign(places_.begin(), places_.end());
  }

  void find_runner_up(const matching::MadePair& pair) {
    auto& best = way_.runner_up.emplace_back(matching::RunnerUp{0, -1});
    for (std::size_t m = 0; m < places_.size(); ++m) {
      if (m == pair.mentor || (pair.locked ? round_.mentors()[m].capacity : places_[m]) == 0) continue;
      if (!suitability_.may(pair.adept, m) || out_.contains({pair.adept, m})) continue;
      if (const int score = suitability_.score(pair.adept, m); score > best.score) best = {m, score};
    }
  }

  void explain(std::size_t adept) {
    Unmatched one{.adept = adept, .removed = {}, .nearly = {}, .place_at = {}};
    std::vector<RuleCount> counts(round_.track().rules.size());
    for (std::size_t r = 0; r < counts.size(); ++r) counts[r].rule = r;
    std::tuple<bool, bool, int> nearest{false, false, -1};
    int best_fitting = -1;
    for (std::size_t m = 0; m < places_.size(); ++m) {
      if (out_.contains({adept, m})) {
        ++one.locked_out;
        continue;
      }
      const auto verdict = suitability_.verdict(adept, m);
      const int score = suitability_.score(adept, m);
      if (verdict.may()) {
        ++one.possible;
        if (score > best_fitting) {
          best_fitting = score;
          one.place_at = m;
        }
        continue;
      }
      for (auto left = verdict.stops; left != 0; left &= left - 1)
        ++counts[static_cast<std::size_t>(std::countr_zero(left))].removed;
      if (std::popcount(verdict.stops) != 1) continue;
      const auto rule = static_cast<std::size_t>(std::countr_zero(verdict.stops));
      ++counts[rule].alone;
      const Nearly nearly{m, rule, (verdict.unknown >> rule & 1) != 0, room_[m] != 0};
      const std::tuple<bool, bool, int> ranked{nearly.helps && nearly.unknown, nearly.helps, score};
      if (ranked > nearest) {
        nearest = ranked;
        one.nearly = nearly;
      }
    }
    std::erase_if(counts, [](const RuleCount& count) { return count.removed == 0; });
    std::stable_sort(counts.begin(), counts.end(),
                     [](const auto& x, const auto& y) { return x.removed > y.removed; });
    one.removed = std::move(counts);
    const bool helps = one.nearly && one.nearly->helps;
    if (helps && one.nearly->unknown)
      one.change = Change::one_rule;
    else if (one.possible > 0)
      one.change = Change::one_place;
    else if (helps)
      one.change = Change::one_rule;
    if (one.change != Change::one_place) one.place_at.reset();
    way_.unmatched.push_back(std::move(one));
  }

  const matching::Round& round_;
  const suitability::Suitability& suitability_;
  std::vector<int> places_, locked_;
  std::set<std::pair<std::size_t, std::size_t>> out_;
  assignment::Instance instance_;
  std::vector<std::uint8_t> room_;
  LongWay way_;
};

}  // namespace

LongWay the_long_way(const matching::Round& round, const std::vector<suitability::Lock>& locks) {
  return Long(round, locks).answer();
}

}  // namespace parvis::every_pair

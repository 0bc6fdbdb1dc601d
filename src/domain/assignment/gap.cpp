#include "domain/assignment/gap.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "domain/assignment/cardinality.hpp"
#include "domain/assignment/group_flow.hpp"
#include "platform/base/assert.hpp"

namespace parvis::assignment {
namespace {

constexpr std::uint32_t first_port = 1, second_port = 2;

Ports ports_of(const Instance& instance, const Halves& halves) {
  Ports ports;
  ports.parent.assign(3, Ports::root);
  ports.is_of_places.assign(3, 0);
  ports.of_place.assign(instance.places(), Ports::root);
  for (const Half half : halves.of_seeker) ports.of_seeker.push_back(static_cast<std::uint32_t>(half));
  return ports;
}

/// How many of the halves in a set can be matched at most, whoever else is: a bit for each half, as its number.
/// What can be reached is what these seven numbers allow: the sets of seekers that can be matched together are
/// those of a matroid, and the counts by halves the whole numbers of its polymatroid.
class Reach {
 public:
  Reach(const Instance& instance, const Halves& halves, const Solution& plain) {
    bool all_in_a_half = true;
    for (const Half half : halves.of_seeker) all_in_a_half = all_in_a_half && half != Half::neither;
    for (std::uint32_t set = 1; set < 8; ++set) {
      const auto has = [&](Half half) { return (set >> (static_cast<std::uint32_t>(half)) & 1) != 0; };
      if (all_in_a_half && has(Half::neither)) continue;
      ceilings_.push_back({has(Half::first), has(Half::second), has(Half::neither), 0, {}, {}});
      Ceiling& ceiling = ceilings_.back();
      if (set == 7 || (all_in_a_half && set == 6)) {
        ceiling.size = plain.matched;
        ceiling.seeker_in_cover = plain.certificate.seeker_in_cover;
        ceiling.place_in_cover = plain.certificate.place_in_cover;
      } else {
        measure(instance, halves, has, ceiling);
      }
      most_[set] = ceiling.size;
    }
    if (all_in_a_half)
      for (std::uint32_t set = 3; set < 8; set += 2) most_[set] = most_[set - 1];
  }

  bool is_reached(std::int64_t x, std::int64_t y) const {
    return x >= 0 && y >= 0 && x <= most_[2] && y <= most_[4] && x + y <= most_[6];
  }
  /// With so many of each, at most so many in all.
  std::int64_t matched(std::int64_t x, std::int64_t y) const {
    return std::min({x + y + most_[1], y + most_[3], x + most_[5], most_[7]});
  }
  std::int64_t most_first() const { return most_[2]; }
  std::int64_t most_second() const { return most_[4]; }
  std::int64_t most_both() const { return most_[6]; }
  std::int64_t most_neither() const { return most_[1]; }
  std::vector<Ceiling> ceilings() && { return std::move(ceilings_); }

 private:
  template <class Has>
  static void measure(const Instance& whole, const Halves& halves, Has has, Ceiling& ceiling) {
    Instance some;
    some.capacity = whole.capacity;
    some.first.assign(1, 0);
    for (std::size_t s = 0; s < whole.seekers(); ++s) {
      const auto edges = whole.edges_of(s);
      if (has(halves.of_seeker[s])) some.edges.insert(some.edges.end(), edges.begin(), edges.end());
      some.first.push_back(some.edges.size());
    }
    Cardinality largest = largest_set(some);
    ceiling.size = largest.matched;
    ceiling.seeker_in_cover = std::move(largest.seeker_in_cover);
    ceiling.place_in_cover = std::move(largest.place_in_cover);
  }

  std::array<std::int64_t, 8> most_{};
  std::vector<Ceiling> ceilings_;
};

/// The best for (x, y), moved from one to the next. What can be reached is closed below and has no holes, so that
/// fewer first, then exchanges, then more, never leaves it.
class Walk {
 public:
  Walk(const Instance& instance, const Halves& halves, const Solution& plain)
      : flow_(instance, ports_of(instance, halves), plain, GroupFlow::Goal::the_best),
        worth_{plain.matched, plain.score} {
    flow_.hold(first_port);
    flow_.hold(second_port);
  }
  std::int64_t first() const { return flow_.matched_in(first_port); }
  std::int64_t second() const { return flow_.matched_in(second_port); }
  const Worth& worth() const { return worth_; }
  GroupFlow& flow() { return flow_; }

  void go(std::int64_t x, std::int64_t y) {
    while (first() > x && second() >= y) move(Ports::root, first_port);
    while (second() > y && first() >= x) move(Ports::root, second_port);
    while (first() < x && second() > y) move(first_port, second_port);
    while (first() > x && second() < y) move(second_port, first_port);
    while (first() > x) move(Ports::root, first_port);
    while (second() > y) move(Ports::root, second_port);
    while (first() < x) move(first_port, Ports::root);
    while (second() < y) move(second_port, Ports::root);
  }
  /// One more of the first and one fewer of the second, or the other way, as long as that is worth more.
  void exchange_to_the_best() {
    while (exchange_if_better(first_port, second_port)) {
    }
    while (exchange_if_better(second_port, first_port)) {
    }
  }

 private:
  void move(std::uint32_t from, std::uint32_t to) {
    const auto cost = flow_.shift(from, to);
    PARVIS_ASSERT(cost);
    worth_ -= *cost;
  }
  bool exchange_if_better(std::uint32_t from, std::uint32_t to) {
    if (flow_.matched_in(to) == 0) return false;
    const auto cost = flow_.cost(from, to);
    if (!cost || !(*cost < Worth{})) return false;
    move(from, to);
    return true;
  }
  GroupFlow flow_;
  Worth worth_;
};

std::int64_t floor_of(std::int64_t number, std::int64_t by) {
  return number / by - (number % by != 0 && number < 0 ? 1 : 0);
}

std::int64_t lean(const Halves& halves, std::int64_t x, std::int64_t y) {
  return (x + halves.first_aside) * halves.second_size - (y + halves.second_aside) * halves.first_size;
}

GapPoint point(const Halves& halves, const Walk& walk) {
  return {apart(halves, walk.first(), walk.second()), walk.first(), walk.second(), walk.worth().level,
          walk.worth().score};
}

/// All (x, y) within the bound that match as many as the bound allows.
struct Candidates {
  struct At {
    std::int64_t x, y;
    Worth at_most;  ///< by the prices so far
  };
  std::vector<At> all;
  std::int64_t matched = -1;

  Candidates(const Halves& halves, const Reach& reach, std::int64_t most) {
    for (std::int64_t x = 0; x <= reach.most_first(); ++x) {
      // y + aside lies between ((x + aside) · second − most) / first, rounded up, and the same with + most.
      const std::int64_t middle = (x + halves.first_aside) * halves.second_size;
      const std::int64_t least = -floor_of(most - middle, halves.first_size) - halves.second_aside;
      const std::int64_t greatest = floor_of(middle + most, halves.first_size) - halves.second_aside;
      // More of the second never means fewer in all.
      for (std::int64_t y = std::min({greatest, reach.most_second(), reach.most_both() - x});
           y >= std::max<std::int64_t>(0, least) && reach.matched(x, y) >= matched; --y) {
        if (reach.matched(x, y) > matched) all.clear();
        matched = reach.matched(x, y);
        all.push_back({x, y, {INT64_MAX, 0}});
      }
    }
  }
};

/// Goes to the nearest candidate that may still be better than the best so far, and there finds prices that are
/// exact for it, until no candidate may be. Each has been proved by some prices then: at the latest by its own.
class Search {
 public:
  Search(Candidates& candidates, Walk& walk) : candidates_(candidates), walk_(walk) {}

  void run() {
    const auto nearest_to = [&](std::int64_t x, std::int64_t y, bool any) {
      std::size_t nearest = none;
      std::int64_t way = 0;
      for (std::size_t i = 0; i < candidates_.all.size(); ++i) {
        const auto& at = candidates_.all[i];
        if (!any && at.at_most <= best_) continue;
        const std::int64_t to =
            std::max({std::abs(at.x - x), std::abs(at.y - y), std::abs(at.x + at.y - x - y)});
        if (nearest == none || to < way) {
          nearest = i;
          way = to;
        }
      }
      return nearest;
    };
    visit(nearest_to(walk_.first(), walk_.second(), true));
    while (true) {
      const std::size_t next = nearest_to(best_x_, best_y_, false);
      if (next == none) break;
      if (candidates_.all[next].x == best_x_ && candidates_.all[next].y == best_y_) {
        visit(next);
      } else {
        climb(next);
      }
    }
    leave_out_what_is_not_needed();
    walk_.go(best_x_, best_y_);
  }

  std::vector<HalfPrices> prices() && { return std::move(prices_); }

 private:
  static constexpr std::size_t none = SIZE_MAX;

  std::size_t candidate_at(std::int64_t x, std::int64_t y) const {
    const auto at = std::lower_bound(candidates_.all.begin(), candidates_.all.end(), std::pair(x, -y),
                                     [](const auto& c, const auto& k) { return std::pair(c.x, -c.y) < k; });
    const bool found = at != candidates_.all.end() && at->x == x && at->y == y;
    return found ? static_cast<std::size_t>(at - candidates_.all.begin()) : none;
  }
  bool keep_if_better() {
    if (!(best_ < walk_.worth())) return false;
    best_ = walk_.worth();
    best_x_ = walk_.first();
    best_y_ = walk_.second();
    return true;
  }
  /// On from the best toward a candidate, and farther in the same direction as long as it pays.
  void climb(std::size_t next) {
    const std::int64_t x = candidates_.all[next].x - best_x_, y = candidates_.all[next].y - best_y_;
    visit(next);
    if (!(best_x_ == walk_.first() && best_y_ == walk_.second())) return;
    std::size_t last = none;
    for (std::size_t at = candidate_at(best_x_ + x, best_y_ + y); at != none;
         at = candidate_at(best_x_ + x, best_y_ + y)) {
      last = at;
      walk_.go(candidates_.all[at].x, candidates_.all[at].y);
      if (!keep_if_better()) break;
    }
    if (last != none) visit(last);
  }
  void visit(std::size_t candidate) {
    walk_.go(candidates_.all[candidate].x, candidates_.all[candidate].y);
    keep_if_better();
    FlowPrices prices = walk_.flow().prices();
    prices_.push_back({std::move(prices.seeker), std::move(prices.place), prices.port[first_port],
                       prices.port[second_port]});
    constant_.push_back(walk_.worth() - walk_.first() * prices_.back().first -
                        walk_.second() * prices_.back().second);
    for (auto& at : candidates_.all) at.at_most = std::min(at.at_most, at_most(prices_.size() - 1, at));
  }
  Worth at_most(std::size_t k, const Candidates::At& at) const {
    return constant_[k] + at.x * prices_[k].first + at.y * prices_[k].second;
  }
  void leave_out_what_is_not_needed() {
    for (std::size_t k = 0; k < prices_.size() && prices_.size() > 1;) {
      const bool others_do = std::all_of(candidates_.all.begin(), candidates_.all.end(), [&](const auto& at) {
        for (std::size_t i = 0; i < prices_.size(); ++i)
          if (i != k && at_most(i, at) <= best_) return true;
        return false;
      });
      if (!others_do) {
        ++k;
        continue;
      }
      prices_.erase(prices_.begin() + static_cast<std::ptrdiff_t>(k));
      constant_.erase(constant_.begin() + static_cast<std::ptrdiff_t>(k));
    }
  }

  Candidates& candidates_;
  Walk& walk_;
  Worth best_{-1, 0};
  std::int64_t best_x_ = 0, best_y_ = 0;
  std::vector<HalfPrices> prices_;
  std::vector<Worth> constant_;
};

/// Leaves what no other point makes idle, by rising difference.
std::vector<GapPoint> efficient(std::vector<GapPoint> points) {
  const auto worth = [](const GapPoint& p) { return Worth{p.matched, p.score}; };
  std::sort(points.begin(), points.end(), [&](const GapPoint& a, const GapPoint& b) {
    if (a.apart != b.apart) return a.apart < b.apart;
    if (worth(a) != worth(b)) return worth(b) < worth(a);
    return a.first < b.first;
  });
  std::vector<GapPoint> kept;
  for (const GapPoint& p : points) {
    if (kept.empty() || worth(kept.back()) < worth(p)) kept.push_back(p);
  }
  return kept;
}

/// All points that may be efficient: for each number of both halves together, from the best of them down to the
/// least difference.
class Sweep {
 public:
  Sweep(const Instance& instance, const Halves& halves, const Solution& plain)
      : halves_(halves), reach_(instance, halves, plain), walk_(instance, halves, plain) {}

  std::vector<GapPoint> run(std::int64_t enough) {
    record();
    const std::int64_t at_first = walk_.first() + walk_.second();
    sweep(at_first);
    for (std::int64_t both = reach_.most_both(); both >= 0; --both) {
      if (both == at_first) continue;
      if (both + reach_.most_neither() >= least_.matched) {
        sweep(both);
      } else if (least_.apart <= enough) {
        break;  // fewer matched from here on, for nothing
      } else {
        only_less_apart(both);
      }
    }
    std::vector<GapPoint> points = efficient(std::move(points_));
    const auto more =
        std::find_if(points.begin(), points.end(), [&](const GapPoint& p) { return p.apart > enough; });
    if (more - points.begin() > 1) points.erase(points.begin(), more - 1);
    return points;
  }

 private:
  std::int64_t least_first(std::int64_t both) const {
    return std::max<std::int64_t>(0, both - reach_.most_second());
  }
  std::int64_t most_first(std::int64_t both) const { return std::min(reach_.most_first(), both); }

  void record() {
    points_.push_back(point(halves_, walk_));
    const GapPoint& p = points_.back();
    const bool first_time = points_.size() == 1;
    if (first_time || p.apart < least_.apart || (p.apart == least_.apart && p.matched > least_.matched))
      least_ = p;
  }
  void sweep(std::int64_t both) {
    const std::int64_t x = std::clamp(walk_.first(), least_first(both), most_first(both));
    walk_.go(x, both - x);
    walk_.exchange_to_the_best();
    record();
    const std::int64_t step = lean(halves_, walk_.first(), walk_.second()) > 0 ? -1 : 1;
    while (true) {
      const std::int64_t next = walk_.first() + step;
      if (next < least_first(both) || next > most_first(both)) return;
      if (apart(halves_, next, both - next) >= apart(halves_, walk_.first(), walk_.second())) return;
      walk_.go(next, both - next);
      record();
    }
  }
  /// The lean rises with x by a fixed step: those nearer to 0 than what there is lie next to each other.
  void only_less_apart(std::int64_t both) {
    const std::int64_t step = halves_.first_size + halves_.second_size, at_0 = lean(halves_, 0, both);
    const std::int64_t limit = least_.apart - 1;
    const std::int64_t from = std::max(least_first(both), -floor_of(at_0 + limit, step));
    const std::int64_t to = std::min(most_first(both), floor_of(limit - at_0, step));
    for (std::int64_t x = from; x <= to; ++x) {
      walk_.go(x, both - x);
      record();
    }
  }

  const Halves& halves_;
  Reach reach_;
  Walk walk_;
  std::vector<GapPoint> points_;
  GapPoint least_;
};

void check_shape(const Instance& instance, const Halves& halves) {
  constexpr std::int64_t most = 10'000'000;
  PARVIS_ASSERT(halves.of_seeker.size() == instance.seekers());
  PARVIS_ASSERT(halves.first_size > 0 && halves.first_size < most && halves.second_size > 0 &&
                halves.second_size < most);
}

}  // namespace

std::int64_t apart(const Halves& halves, std::int64_t first, std::int64_t second) {
  return std::abs(lean(halves, first, second));
}

std::int64_t apart_within(const Halves& halves, std::int64_t most) {
  return most * (halves.first_size * halves.second_size) / 10'000;
}

std::vector<GapPoint> trade_off(const Instance& instance, const Halves& halves, const Solution& plain,
                                std::int64_t enough) {
  check_shape(instance, halves);
  return Sweep(instance, halves, plain).run(enough);
}

Gapped solve_gap(const Instance& instance, const Halves& halves, std::int64_t most, const Solution& plain) {
  check_shape(instance, halves);
  Gapped gapped;
  Reach reach(instance, halves, plain);
  Candidates candidates(halves, reach, most);
  gapped.possible = !candidates.all.empty();
  if (!gapped.possible) return gapped;
  Walk walk(instance, halves, plain);
  Search search(candidates, walk);
  search.run();
  gapped.place_of = walk.flow().place_of();
  gapped.reached = point(halves, walk);
  PARVIS_ASSERT(gapped.reached.matched == candidates.matched);
  gapped.proof.ceilings = std::move(reach).ceilings();
  gapped.proof.prices = std::move(search).prices();
  return gapped;
}

}  // namespace parvis::assignment

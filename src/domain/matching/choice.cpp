// Level 4 of the objective: which of the best sets of pairs, when there are several (MATCHING.md 2).
//
// The prices tell them all: a best set is one that uses only edges worth exactly their prices, fills what has a
// price and leaves out nobody in the cover. First the adepts who come first are preferred. Then, with those who have
// a pair settled, an edge stands in some best set exactly when the exchange that it belongs to can be closed: its two
// mentors lie in one strongly connected part of "whoever is here could be there instead". Those edges are the same
// whatever prices, candidates and threads they were found with, and so is the set that is found in them.
#include <algorithm>

#include "domain/assignment/cardinality.hpp"
#include "domain/assignment/earlier.hpp"
#include "domain/matching/round_data.hpp"
#include "platform/base/assert.hpp"

namespace parvis::matching {
namespace {

using assignment::Edge;
using assignment::Instance;
using assignment::no_place;

/// Copies the edges for which `wanted(adept, edge)`.
template <class Wanted>
Instance copied(const Instance& whole, Wanted wanted) {
  Instance some;
  some.capacity = whole.capacity;
  some.first.assign(1, 0);
  for (std::uint32_t a = 0; a < whole.seekers(); ++a) {
    for (const Edge& edge : whole.edges_of(a))
      if (wanted(a, edge)) some.edges.push_back(edge);
    some.first.push_back(some.edges.size());
  }
  return some;
}

Instance with_equals(const Instance& kept, const std::vector<std::vector<Edge>>& equals) {
  Instance all;
  all.capacity = kept.capacity;
  all.first.assign(1, 0);
  for (std::size_t a = 0; a < kept.seekers(); ++a) {
    const auto some = kept.edges_of(a);
    std::merge(some.begin(), some.end(), equals[a].begin(), equals[a].end(), std::back_inserter(all.edges),
               [](const Edge& x, const Edge& y) { return x.place < y.place; });
    all.first.push_back(all.edges.size());
  }
  return all;
}

/// Worth exactly its prices, and with one end in the cover: it can stand in a best set.
bool is_equal(const assignment::Certificate& certificate, std::uint32_t adept, const Edge& edge) {
  return certificate.seeker_in_cover[adept] != certificate.place_in_cover[edge.place] &&
         certificate.seeker_price[adept] + certificate.place_price[edge.place] == edge.score;
}

/// Who could sit where instead: mentors as nodes, and one more for the seats that may stay empty. An arc p → q says
/// that p can have one adept fewer and q one more.
class Exchanges {
 public:
  Exchanges(const Instance& equals, const assignment::Solution& solution) : nobody_(equals.places()) {
    const auto& certificate = solution.certificate;
    std::vector<std::int32_t> used(equals.places());
    for (const auto place : solution.place_of)
      if (place != no_place) ++used[static_cast<std::size_t>(place)];
    room_.assign(equals.capacity.begin(), equals.capacity.end());
    for (std::size_t p = 0; p < nobody_; ++p) room_[p] -= used[p];
    std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
    for (std::uint32_t a = 0; a < equals.seekers(); ++a) {
      if (solution.place_of[a] == no_place) continue;
      const auto here = static_cast<std::uint32_t>(solution.place_of[a]);
      for (const Edge& edge : equals.edges_of(a))
        if (edge.place != here) arcs.emplace_back(here, edge.place);
    }
    for (std::uint32_t p = 0; p < nobody_; ++p) {
      if (used[p] < equals.capacity[p]) arcs.emplace_back(p, nobody_);
      if (used[p] > 0 && !certificate.place_in_cover[p] && certificate.place_price[p] == 0)
        arcs.emplace_back(nobody_, p);
    }
    first_.assign(nobody_ + 2, 0);
    for (const auto& [from, to] : arcs) ++first_[from + 1];
    for (std::size_t p = 0; p + 1 < first_.size(); ++p) first_[p + 1] += first_[p];
    to_.resize(arcs.size());
    auto fill = first_;
    for (const auto& [from, to] : arcs) to_[fill[from]++] = to;
  }

  /// After `parts`, by mentor: full in every best set.
  std::vector<bool> always_full(const assignment::Solution& solution) const {
    const auto& certificate = solution.certificate;
    std::vector<bool> full(nobody_);
    for (std::size_t p = 0; p < nobody_; ++p) {
      const bool may_lack = !certificate.place_in_cover[p] && certificate.place_price[p] == 0;
      full[p] = room_[p] == 0 && !(may_lack && part_[p] == part_[nobody_]);
    }
    return full;
  }

  /// By mentor: the number of the strongly connected part (Tarjan, without recursion).
  std::vector<std::uint32_t> parts() {
    const auto nodes = static_cast<std::uint32_t>(nobody_ + 1);
    part_.assign(nodes, none);
    low_.assign(nodes, none);
    index_.assign(nodes, none);
    std::vector<std::pair<std::uint32_t, std::uint64_t>> walk;
    for (std::uint32_t start = 0; start < nodes; ++start) {
      if (low_[start] != none) continue;
      walk.assign(1, {start, first_[start]});
      enter(start);
      while (!walk.empty()) {
        auto& [node, next] = walk.back();
        if (next < first_[node + 1]) {
          const auto to = to_[next++];
          if (low_[to] == none) {
            enter(to);
            walk.emplace_back(to, first_[to]);
          } else if (part_[to] == none) {
            low_[node] = std::min(low_[node], low_[to]);
          }
          continue;
        }
        const auto done = node;
        walk.pop_back();
        if (!walk.empty()) low_[walk.back().first] = std::min(low_[walk.back().first], low_[done]);
        leave(done);
      }
    }
    return part_;
  }

 private:
  void enter(std::uint32_t node) {
    low_[node] = counted_;
    index_[node] = counted_++;
    open_.push_back(node);
  }
  void leave(std::uint32_t node) {
    if (low_[node] != index_[node]) return;
    for (std::uint32_t other = none; other != node;) {
      other = open_.back();
      open_.pop_back();
      part_[other] = node;
    }
  }

  static constexpr std::uint32_t none = UINT32_MAX;
  std::size_t nobody_;
  std::vector<std::int32_t> room_;
  std::vector<std::uint64_t> first_;
  std::vector<std::uint32_t> to_, part_, low_, index_, open_;
  std::uint32_t counted_ = 0;
};

/// A largest set among the edges of all best sets, changed so that whoever is always full is full: then it is a best
/// set. Each empty seat calls an adept from elsewhere, who leaves a seat that may stay empty or calls another.
class Filled {
 public:
  Filled(const Instance& instance, std::vector<std::int32_t> place_of, const std::vector<bool>& always_full)
      : place_of_(std::move(place_of)),
        always_full_(always_full),
        room_(instance.capacity),
        first_(instance.places() + 1),
        seen_(instance.places()),
        caller_(instance.places()) {
    for (const auto place : place_of_)
      if (place != no_place) --room_[static_cast<std::size_t>(place)];
    for (const Edge& edge : instance.edges) ++first_[edge.place + 1];
    for (std::size_t p = 0; p + 1 < first_.size(); ++p) first_[p + 1] += first_[p];
    adepts_.resize(instance.edges.size());
    auto fill = first_;
    for (std::uint32_t a = 0; a < instance.seekers(); ++a)
      for (const Edge& edge : instance.edges_of(a)) adepts_[fill[edge.place]++] = a;
  }

  std::vector<std::int32_t> all() {
    for (std::uint32_t p = 0; p < room_.size(); ++p)
      while (always_full_[p] && room_[p] > 0) call(p);
    return std::move(place_of_);
  }

 private:
  void call(std::uint32_t empty) {
    ++search_;
    seen_[empty] = search_;
    queue_.assign(1, empty);
    for (std::size_t i = 0; i < queue_.size(); ++i) {
      const auto place = queue_[i];
      for (auto k = first_[place]; k < first_[place + 1]; ++k) {
        const auto adept = adepts_[k];
        const auto from = static_cast<std::uint32_t>(place_of_[adept]);
        if (seen_[from] == search_) continue;
        seen_[from] = search_;
        caller_[from] = {adept, place};
        if (!always_full_[from]) return move(from, empty);
        queue_.push_back(from);
      }
    }
    PARVIS_ASSERT(!"a best set fills whoever is always full");
  }
  void move(std::uint32_t from, std::uint32_t empty) {
    ++room_[from];
    --room_[empty];
    for (auto at = from; at != empty;) {
      const auto [adept, to] = caller_[at];
      place_of_[adept] = static_cast<std::int32_t>(to);
      at = to;
    }
  }

  std::vector<std::int32_t> place_of_;
  const std::vector<bool> always_full_;
  std::vector<std::int32_t> room_;
  std::vector<std::uint64_t> first_;
  std::vector<std::uint32_t> adepts_, seen_, queue_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> caller_;
  std::uint32_t search_ = 0;
};

void check_score(const Instance& instance, const assignment::Solution& solution) {
  std::int64_t score = 0, matched = 0;
  for (std::size_t a = 0; a < instance.seekers(); ++a)
    for (const Edge& edge : instance.edges_of(a))
      if (static_cast<std::int32_t>(edge.place) == solution.place_of[a]) {
        score += edge.score;
        ++matched;
      }
  PARVIS_ASSERT(matched == solution.matched && score == solution.score);
}

}  // namespace

void choose_among_equals(Solved& solved, std::vector<std::vector<Edge>> equals) {
  auto& solution = solved.solution;
  solved.instance = with_equals(solved.instance, equals);
  std::vector<std::vector<Edge>>().swap(equals);
  const auto& certificate = solution.certificate;
  const Instance tight = copied(solved.instance, [&](std::uint32_t adept, const Edge& edge) {
    return is_equal(certificate, adept, edge);
  });
  assignment::prefer_earlier(tight, solution);
  Exchanges exchanges(tight, solution);
  const auto parts = exchanges.parts();
  const Instance of_best_sets = copied(tight, [&](std::uint32_t adept, const Edge& edge) {
    const auto place = solution.place_of[adept];
    return place != no_place && parts[static_cast<std::size_t>(place)] == parts[edge.place];
  });
  auto largest = assignment::largest_set(of_best_sets);
  PARVIS_ASSERT(largest.matched == solution.matched);
  solution.place_of =
      Filled(of_best_sets, std::move(largest.place_of), exchanges.always_full(solution)).all();
  check_score(of_best_sets, solution);
}

}  // namespace parvis::matching

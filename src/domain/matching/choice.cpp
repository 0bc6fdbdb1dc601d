// Level 4 of the objective: which of the best sets of pairs, when there are several (MATCHING.md 2).
//
// The prices tell them all: a best set is one that uses only edges worth exactly their prices, fills what has a
// price and leaves out nobody in the cover. First the adepts who come first are preferred. Then, with those who have
// a pair settled, an edge stands in some best set exactly when the exchange that it belongs to can be closed: its two
// mentors lie in one strongly connected part of "whoever is here could be there instead". Those edges are the same
// whatever prices, candidates and threads they were found with, and so is the set that the engine finds in them.
#include <algorithm>

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
  std::vector<std::uint64_t> first_;
  std::vector<std::uint32_t> to_, part_, low_, index_, open_;
  std::uint32_t counted_ = 0;
};

}  // namespace

void choose_among_equals(const RoundRequest& request, Solved& solved, std::vector<std::vector<Edge>> equals) {
  auto& solution = solved.solution;
  solved.instance = with_equals(solved.instance, equals);
  std::vector<std::vector<Edge>>().swap(equals);
  const auto& certificate = solution.certificate;
  const Instance tight = copied(solved.instance, [&](std::uint32_t adept, const Edge& edge) {
    return is_equal(certificate, adept, edge);
  });
  assignment::prefer_earlier(tight, solution);
  const auto parts = Exchanges(tight, solution).parts();
  const Instance of_best_sets = copied(tight, [&](std::uint32_t adept, const Edge& edge) {
    const auto place = solution.place_of[adept];
    return place != no_place && parts[static_cast<std::size_t>(place)] == parts[edge.place];
  });
  assignment::SolveOptions options;
  options.threads = request.threads;
  auto chosen = assignment::solve(of_best_sets, options);
  PARVIS_ASSERT(chosen.matched == solution.matched && chosen.score == solution.score);
  solution.place_of = std::move(chosen.place_of);
}

}  // namespace parvis::matching

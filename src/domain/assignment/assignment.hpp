/// The best way to give seekers places: as many as possible, and among those the greatest total score.
/// Numbers only, so that it serves pairs and holiday jobs alike. Exact, deterministic, reentrant.
///
/// Shape: seekers 0…S−1, places 0…P−1 with capacities, and a sparse list of edges with integer scores, sorted by
/// place within each seeker, each (seeker, place) at most once. Every seeker takes at most one place. What is
/// still equal is decided by the order of the numbering alone: the caller numbers by what should decide
/// (MATCHING.md 2, level 4). Promised: among all solutions with the greatest number and the greatest score, the
/// set of seekers who get a place is the one that comes first when sets are compared from seeker 0 on (whoever
/// is earlier and could have a place in some best solution, without taking it from one earlier still, has one).
/// Which of several equally good places each gets is the same every time, but nothing else is promised about it.
///
/// The certificate proves both levels (MATCHING.md 3); `domain/proof` checks it without this library.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace parvis::assignment {

struct Edge {
  std::uint32_t place;
  std::int32_t score;
};

struct Instance {
  std::vector<std::uint64_t>
      first;  ///< S+1 offsets into `edges`: those of seeker s are [first[s], first[s+1])
  std::vector<Edge> edges;
  std::vector<std::int32_t> capacity;  ///< one per place, ≥ 0

  std::size_t seekers() const { return first.empty() ? 0 : first.size() - 1; }
  std::size_t places() const { return capacity.size(); }
  std::span<const Edge> edges_of(std::size_t seeker) const {
    return {edges.data() + first[seeker], edges.data() + first[seeker + 1]};
  }
};

/// (a) The cover: every edge has an end in it, and its size (places counted with their capacity) is the number
///     matched, so no more can be matched.
/// (b) Prices: seeker_price ≥ 0 off the cover, place_price ≥ 0 off the cover, and their sum is at least the score
///     on every edge with exactly one end in the cover; Σ seeker_price + Σ capacity · place_price is the score
///     reached, so no largest set scores more.
struct Certificate {
  std::vector<std::uint8_t> seeker_in_cover, place_in_cover;
  std::vector<std::int64_t> seeker_price, place_price;
};

inline constexpr std::int32_t no_place = -1;

struct Solution {
  bool stopped = false;                ///< the caller asked to stop: nothing else here means anything
  std::vector<std::int32_t> place_of;  ///< one per seeker; `no_place` when there is none
  std::int64_t matched = 0;
  std::int64_t score = 0;
  Certificate certificate;
};

struct SolveOptions {
  int threads = 1;  ///< the answer does not depend on it
  /// Called now and then with the share done in 10 000ths, from the calling thread. May be empty.
  std::function<void(int)> progress;
  std::stop_token stop;  ///< asked for from any thread, it ends the work within moments
};

/// Any instance whose scores lie within ±10^9 and whose seekers and places are fewer than 10^7 each.
Solution solve(const Instance& instance, const SolveOptions& options = {});

/// What follows for advice, from a solution: a place from which an alternating path leads to a free place. One
/// more edge from an unmatched seeker to such a place, exactly then, gives one more match.
std::vector<std::uint8_t> places_with_room(const Instance& instance, const Solution& solution);

}  // namespace parvis::assignment

#include "domain/assignment/part.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <span>

namespace parvis::assignment {
namespace {

constexpr std::size_t best_kept = 32;   // per seeker and per place, by each of two measures
constexpr std::size_t brought_in = 64;  // per row and pass, once there are prices
constexpr std::uint32_t elsewhere = UINT32_MAX;
constexpr std::int64_t all = std::numeric_limits<std::int64_t>::min();

/// 24 bits that scatter what is equal: else all seekers would keep the same few places.
std::uint32_t scattered(std::uint32_t seeker, std::uint32_t place) {
  std::uint64_t mixed = seeker * 0x9E3779B97F4A7C15u + place * 0xC2B2AE3D27D4EB4Fu;
  mixed = (mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9u;
  return static_cast<std::uint32_t>(mixed >> 40);
}

/// About which values are the greatest of very many, judged by a sample of them.
struct Cut {
  std::int64_t value = all;
  std::uint32_t of_equal = UINT32_MAX;  // of those equal to it, the share that is in, in 2^24ths

  bool keeps(std::int64_t other, std::uint32_t seeker, std::uint32_t place) const {
    return other > value ||
           (other == value && (of_equal == UINT32_MAX || scattered(seeker, place) < of_equal));
  }
};

/// Of `count` values of which `sample` are some: where the cut is if `wanted` are to be left. Turns the sample over.
Cut cut_for(std::size_t wanted, std::size_t count, std::span<std::int64_t> sample) {
  if (sample.empty() || wanted >= count) return {};
  const std::size_t rank = std::min(sample.size() - 1, wanted * sample.size() / count);
  const auto at = sample.begin() + static_cast<std::ptrdiff_t>(rank);
  std::nth_element(sample.begin(), at, sample.end(), std::greater<>());
  const std::int64_t value = *at;
  const auto before = static_cast<std::size_t>(std::count(sample.begin(), at, value));
  const auto equal = before + static_cast<std::size_t>(std::count(at, sample.end(), value));
  return {value, static_cast<std::uint32_t>(((before + 1) << 24) / equal)};
}

class Part {
 public:
  Part(const Instance& instance, const Cardinality& largest, Seekers side)
      : instance_(instance),
        largest_(largest),
        side_(side),
        seeker_index_(instance.seekers(), elsewhere),
        place_index_(instance.places(), elsewhere) {
    const bool in_cover = side == Seekers::are_rows;
    for (std::uint32_t s = 0; s < instance.seekers(); ++s) {
      if ((largest.seeker_in_cover[s] != 0) != in_cover || instance.edges_of(s).empty()) continue;
      seeker_index_[s] = static_cast<std::uint32_t>(seekers_.size());
      seekers_.push_back(s);
    }
    for (std::uint32_t p = 0; p < instance.places(); ++p) {
      if ((largest.place_in_cover[p] != 0) == in_cover || instance.capacity[p] == 0) continue;
      place_index_[p] = static_cast<std::uint32_t>(places_.size());
      places_.push_back(p);
    }
  }

  bool empty() const { return seekers_.empty() || places_.empty(); }

  void solve(Solution& solution, const std::function<void(double)>& progress,
             const std::function<std::vector<PartEdge>()>& more) {
    measure();
    may_grow_ = static_cast<bool>(more);
    Filling filling = side_ == Seekers::are_rows ? Filling(side_, std::vector(seekers_.size(), 1), rooms())
                                                 : Filling(side_, rooms(), std::vector(seekers_.size(), 1));
    keep_best(filling);
    double done = 0;
    do {
      const double left = 1 - done;
      filling.solve([&](std::size_t row, std::size_t of) {
        progress(done + left * 0.7 * static_cast<double>(row) / static_cast<double>(of));
      });
      done += left * 0.7;
      for (std::uint32_t i = 0; i < seekers_.size(); ++i) {
        solution.certificate.seeker_price[seekers_[i]] =
            side_ == Seekers::are_rows ? filling.row_price(i) : filling.column_price(i);
      }
      for (std::uint32_t i = 0; i < places_.size(); ++i) {
        solution.certificate.place_price[places_[i]] =
            side_ == Seekers::are_rows ? filling.column_price(i) : filling.row_price(i);
      }
    } while (bring_in(filling, solution.certificate) || bring_in_more(filling, more));
    for (std::uint32_t i = 0; i < seekers_.size(); ++i) {
      const std::uint32_t mate = filling.mate(i);
      solution.place_of[seekers_[i]] =
          mate == Filling::none ? no_place : static_cast<std::int32_t>(places_[mate]);
    }
  }

 private:
  template <class Visit>
  void for_edges_of(std::uint32_t i, Visit visit) const {
    for (const Edge& edge : instance_.edges_of(seekers_[i])) {
      if (const std::uint32_t place = place_index_[edge.place]; place != elsewhere) visit(place, edge.score);
    }
  }

  void measure() {
    seeker_degree_.assign(seekers_.size(), 0);
    seeker_mean_.assign(seekers_.size(), 0);
    place_degree_.assign(places_.size(), 0);
    place_mean_.assign(places_.size(), 0);
    for (std::uint32_t i = 0; i < seekers_.size(); ++i) {
      for_edges_of(i, [&](std::uint32_t place, std::int32_t score) {
        ++seeker_degree_[i];
        ++place_degree_[place];
        seeker_mean_[i] += score;
        place_mean_[place] += score;
      });
      if (seeker_degree_[i] > 0) seeker_mean_[i] /= seeker_degree_[i];
    }
    for (std::uint32_t i = 0; i < places_.size(); ++i) {
      if (place_degree_[i] > 0) place_mean_[i] /= place_degree_[i];
    }
  }

  /// Capacities; no more than one above what could come, so that such a place always has room and costs nothing.
  std::vector<std::int32_t> rooms() const {
    std::vector<std::int32_t> rooms;
    for (std::uint32_t i = 0; i < places_.size(); ++i) {
      rooms.push_back(static_cast<std::int32_t>(
          may_grow_
              ? instance_.capacity[places_[i]]
              : std::min<std::int64_t>(instance_.capacity[places_[i]], std::int64_t{place_degree_[i]} + 1)));
    }
    return rooms;
  }

  std::size_t kept_at(std::uint32_t place) const {
    return best_kept + 2 * static_cast<std::size_t>(std::min<std::int64_t>(instance_.capacity[places_[place]],
                                                                           place_degree_[place]));
  }

  void add(Filling& filling, std::uint32_t seeker, std::uint32_t place, std::int32_t score) const {
    if (side_ == Seekers::are_rows)
      filling.add(seeker, {place, score});
    else
      filling.add(place, {seeker, score});
  }

  struct Cuts {
    Cut by_score, compared;
  };

  /// For each place that very many can come to: the cuts that leave it the best of them.
  std::vector<Cuts> cuts_of_places() const {
    constexpr std::uint32_t sampled = 128;
    std::vector<Cuts> cuts(places_.size());
    std::vector<std::uint32_t> place_at(places_.size(), elsewhere), stride(places_.size(), 0),
        left(places_.size(), 0);
    std::uint32_t busy = 0;
    for (std::uint32_t p = 0; p < places_.size(); ++p) {
      if (place_degree_[p] <= kept_at(p)) continue;
      place_at[p] = busy++;
      stride[p] = (place_degree_[p] + sampled - 1) / sampled;
      left[p] = 1 + p % stride[p];
    }
    if (busy == 0) return cuts;
    std::vector<std::int64_t> scores(std::size_t{busy} * sampled), compared(std::size_t{busy} * sampled);
    std::vector<std::uint32_t> taken(places_.size(), 0);
    for (std::uint32_t s = 0; s < seekers_.size(); ++s) {
      for_edges_of(s, [&](std::uint32_t p, std::int32_t score) {
        if (stride[p] == 0 || --left[p] > 0) return;
        left[p] = stride[p];
        if (taken[p] == sampled) return;
        const std::size_t slot = std::size_t{place_at[p]} * sampled + taken[p]++;
        scores[slot] = score;
        compared[slot] = score - seeker_mean_[s];
      });
    }
    for (std::uint32_t p = 0; p < places_.size(); ++p) {
      if (stride[p] == 0) continue;
      const std::size_t slot = std::size_t{place_at[p]} * sampled;
      cuts[p].by_score = cut_for(kept_at(p), place_degree_[p], std::span(scores).subspan(slot, taken[p]));
      cuts[p].compared = cut_for(kept_at(p), place_degree_[p], std::span(compared).subspan(slot, taken[p]));
    }
    return cuts;
  }

  Cuts cuts_of_seeker(std::uint32_t s, std::vector<std::int64_t>& scores,
                      std::vector<std::int64_t>& compared) const {
    const std::uint32_t stride = std::max(1u, seeker_degree_[s] / 512);
    scores.clear();
    compared.clear();
    std::uint32_t left = 1 + s % stride;
    for_edges_of(s, [&](std::uint32_t p, std::int32_t score) {
      if (--left > 0) return;
      left = stride;
      scores.push_back(score);
      compared.push_back(score - place_mean_[p]);
    });
    return {cut_for(best_kept, seeker_degree_[s], scores), cut_for(best_kept, seeker_degree_[s], compared)};
  }

  /// The arcs to begin with: the best of each seeker and of each place, by score, and by score compared with what
  /// is usual at the other end; and one largest set, so that a filling exists.
  void keep_best(Filling& filling) const {
    const bool anyone_has_many = std::any_of(seeker_degree_.begin(), seeker_degree_.end(),
                                             [](std::uint32_t degree) { return degree > 2 * best_kept; });
    std::vector<Cuts> of_place;
    if (anyone_has_many) of_place = cuts_of_places();
    std::vector<std::int64_t> scores, compared;
    for (std::uint32_t s = 0; s < seekers_.size(); ++s) {
      const std::int32_t place_of = largest_.place_of[seekers_[s]];
      const std::uint32_t given = place_of == no_place ? elsewhere : place_index_[place_of];
      if (given != elsewhere) filling.suggest(s, given);
      if (seeker_degree_[s] <= 2 * best_kept) {
        for_edges_of(s, [&](std::uint32_t p, std::int32_t score) { add(filling, s, p, score); });
        continue;
      }
      const Cuts mine = cuts_of_seeker(s, scores, compared);
      for_edges_of(s, [&](std::uint32_t p, std::int32_t score) {
        const std::int64_t to_place = score - place_mean_[p], to_seeker = score - seeker_mean_[s];
        if (mine.by_score.keeps(score, s, p) || mine.compared.keeps(to_place, s, p) ||
            of_place[p].by_score.keeps(score, s, p) || of_place[p].compared.keeps(to_seeker, s, p) ||
            p == given) {
          add(filling, s, p, score);
        }
      });
    }
  }

  struct Missed {
    std::int64_t by;
    std::uint32_t seeker, place;
    std::int32_t score;
    bool operator<(const Missed& other) const {  // the least missed on top of a heap
      return by != other.by ? by > other.by : std::pair(seeker, place) < std::pair(other.seeker, other.place);
    }
  };

  /// Adds, per row, the edges that ask the most above the prices. False when there is none.
  bool bring_in(Filling& filling, const Certificate& prices) const {
    std::vector<std::vector<Missed>> missed(side_ == Seekers::are_rows ? seekers_.size() : places_.size());
    bool any = false;
    for (std::uint32_t s = 0; s < seekers_.size(); ++s) {
      const std::int64_t price = prices.seeker_price[seekers_[s]];
      for (const Edge& edge : instance_.edges_of(seekers_[s])) {
        const std::int64_t by = edge.score - price - prices.place_price[edge.place];
        if (by <= 0) continue;
        const std::uint32_t p = place_index_[edge.place];
        if (p == elsewhere) continue;
        any = true;
        auto& heap = missed[side_ == Seekers::are_rows ? s : p];
        const Missed one{by, s, p, edge.score};
        if (heap.size() < brought_in) {
          heap.push_back(one);
          std::push_heap(heap.begin(), heap.end());
        } else if (one < heap.front()) {
          std::pop_heap(heap.begin(), heap.end());
          heap.back() = one;
          std::push_heap(heap.begin(), heap.end());
        }
      }
    }
    for (const auto& heap : missed) {
      for (const Missed& one : heap) add(filling, one.seeker, one.place, one.score);
    }
    return any;
  }

  bool bring_in_more(Filling& filling, const std::function<std::vector<PartEdge>()>& more) const {
    if (!more) return false;
    const auto edges = more();
    for (const PartEdge& edge : edges)
      add(filling, seeker_index_[edge.seeker], place_index_[edge.place], edge.score);
    return !edges.empty();
  }

  const Instance& instance_;
  const Cardinality& largest_;
  Seekers side_;
  bool may_grow_ = false;
  std::vector<std::uint32_t> seekers_, places_;            // numbers in the instance
  std::vector<std::uint32_t> seeker_index_, place_index_;  // and back
  std::vector<std::uint32_t> seeker_degree_, place_degree_;
  std::vector<std::int64_t> seeker_mean_, place_mean_;
};

}  // namespace

void solve_part(const Instance& instance, const Cardinality& largest, Seekers side, Solution& solution,
                const std::function<void(double)>& progress,
                const std::function<std::vector<PartEdge>()>& more) {
  Part part(instance, largest, side);
  if (!part.empty()) part.solve(solution, progress, more);
}

}  // namespace parvis::assignment

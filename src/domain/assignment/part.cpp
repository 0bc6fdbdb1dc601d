#include "domain/assignment/part.hpp"

#include <algorithm>
#include <limits>

namespace parvis::assignment {
namespace {

constexpr std::size_t best_kept = 32;   // per seeker and per place, by each of two measures
constexpr std::size_t brought_in = 64;  // per row and pass, once there are prices
constexpr std::uint32_t elsewhere = UINT32_MAX;
constexpr std::int64_t all = std::numeric_limits<std::int64_t>::min();

/// A value with 24 bits under it that scatter what is equal: else all seekers would keep the same few places.
std::int64_t scattered(std::int64_t value, std::uint32_t seeker, std::uint32_t place) {
  std::uint64_t mixed = seeker * 0x9E3779B97F4A7C15u + place * 0xC2B2AE3D27D4EB4Fu;
  mixed = (mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9u;
  return value * (std::int64_t{1} << 24) + static_cast<std::int64_t>(mixed >> 40);
}

/// The `most` greatest values, of which the least is the threshold to be among them.
class Greatest {
 public:
  explicit Greatest(std::size_t most = 0) : most_(most) {}
  void offer(std::int64_t value) {
    if (values_.size() < most_) {
      values_.push_back(value);
      std::push_heap(values_.begin(), values_.end(), std::greater<>());
    } else if (value > values_.front()) {
      std::pop_heap(values_.begin(), values_.end(), std::greater<>());
      values_.back() = value;
      std::push_heap(values_.begin(), values_.end(), std::greater<>());
    }
  }
  std::int64_t threshold() const { return values_.size() < most_ ? all : values_.front(); }
  void clear() { values_.clear(); }

 private:
  std::size_t most_;
  std::vector<std::int64_t> values_;
};

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

  void solve(Solution& solution, const std::function<void(double)>& progress) {
    measure();
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
    } while (bring_in(filling, solution.certificate));
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
          std::min<std::int64_t>(instance_.capacity[places_[i]], std::int64_t{place_degree_[i]} + 1)));
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

  /// The arcs to begin with: the best of each seeker and of each place, by score, and by score compared with what
  /// is usual at the other end; and one largest set, so that a filling exists.
  void keep_best(Filling& filling) const {
    const bool anyone_has_many = std::any_of(seeker_degree_.begin(), seeker_degree_.end(),
                                             [](std::uint32_t degree) { return degree > 2 * best_kept; });
    std::vector<Greatest> at_place, at_place_compared;
    for (std::uint32_t p = 0; p < places_.size(); ++p) {
      const std::size_t most = place_degree_[p] > kept_at(p) ? kept_at(p) : 0;
      at_place.emplace_back(most);
      at_place_compared.emplace_back(most);
    }
    for (std::uint32_t s = 0; s < seekers_.size(); ++s) {
      if (!anyone_has_many) break;
      for_edges_of(s, [&](std::uint32_t p, std::int32_t score) {
        if (place_degree_[p] <= kept_at(p)) return;
        at_place[p].offer(scattered(score, s, p));
        at_place_compared[p].offer(scattered(score - seeker_mean_[s], s, p));
      });
    }
    Greatest at_seeker(best_kept), at_seeker_compared(best_kept);
    for (std::uint32_t s = 0; s < seekers_.size(); ++s) {
      const bool keeps_all = seeker_degree_[s] <= 2 * best_kept;
      at_seeker.clear();
      at_seeker_compared.clear();
      if (!keeps_all) {
        for_edges_of(s, [&](std::uint32_t p, std::int32_t score) {
          at_seeker.offer(scattered(score, s, p));
          at_seeker_compared.offer(scattered(score - place_mean_[p], s, p));
        });
      }
      const std::int32_t place_of = largest_.place_of[seekers_[s]];
      const std::uint32_t given = place_of == no_place ? elsewhere : place_index_[place_of];
      if (given != elsewhere) filling.suggest(s, given);
      for_edges_of(s, [&](std::uint32_t p, std::int32_t score) {
        const std::int64_t value = scattered(score, s, p);
        if (keeps_all || p == given || place_degree_[p] <= kept_at(p) || value >= at_seeker.threshold() ||
            value >= at_place[p].threshold() ||
            scattered(score - place_mean_[p], s, p) >= at_seeker_compared.threshold() ||
            scattered(score - seeker_mean_[s], s, p) >= at_place_compared[p].threshold()) {
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

  const Instance& instance_;
  const Cardinality& largest_;
  Seekers side_;
  std::vector<std::uint32_t> seekers_, places_;            // numbers in the instance
  std::vector<std::uint32_t> seeker_index_, place_index_;  // and back
  std::vector<std::uint32_t> seeker_degree_, place_degree_;
  std::vector<std::int64_t> seeker_mean_, place_mean_;
};

}  // namespace

void solve_part(const Instance& instance, const Cardinality& largest, Seekers side, Solution& solution,
                const std::function<void(double)>& progress) {
  Part part(instance, largest, side);
  if (!part.empty()) part.solve(solution, progress);
}

}  // namespace parvis::assignment

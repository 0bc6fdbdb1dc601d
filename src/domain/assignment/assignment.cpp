#include "domain/assignment/assignment.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "domain/assignment/cardinality.hpp"
#include "domain/assignment/components.hpp"
#include "domain/assignment/earlier.hpp"
#include "domain/assignment/part.hpp"
#include "platform/base/assert.hpp"

namespace parvis::assignment {
namespace {

__extension__ typedef __int128 Wide;  // prices can be far larger than what they add up to

void check_shape(const Instance& instance) {
  constexpr std::size_t most = 10'000'000;
  PARVIS_ASSERT(instance.seekers() < most && instance.places() < most);
  PARVIS_ASSERT(instance.first.empty() || instance.first.back() == instance.edges.size());
  for (const std::int32_t capacity : instance.capacity) PARVIS_ASSERT(capacity >= 0);
  for (std::size_t s = 0; s < instance.seekers(); ++s) {
    PARVIS_ASSERT(instance.first[s] <= instance.first[s + 1]);
    std::int64_t before = -1;
    for (const Edge& edge : instance.edges_of(s)) {
      PARVIS_ASSERT(edge.place > before && edge.place < instance.places());
      PARVIS_ASSERT(edge.score >= -1'000'000'000 && edge.score <= 1'000'000'000);
      before = edge.place;
    }
  }
}

/// A place without capacity stands in the cover at no cost; its price keeps its edges from asking for more.
void price_closed_places(const Instance& instance, Certificate& certificate) {
  for (std::size_t s = 0; s < instance.seekers(); ++s) {
    if (certificate.seeker_in_cover[s]) continue;
    for (const Edge& edge : instance.edges_of(s)) {
      if (instance.capacity[edge.place] > 0) continue;
      std::int64_t& price = certificate.place_price[edge.place];
      price = std::max(price, edge.score - certificate.seeker_price[s]);
    }
  }
}

/// Counts what was reached and holds the certificate against it, edge by edge.
void count_and_prove(const Instance& instance, Solution& solution) {
  const Certificate& proof = solution.certificate;
  std::vector<std::int32_t> used(instance.places(), 0);
  std::int64_t cover = 0;
  Wide prices = 0;
  for (std::size_t s = 0; s < instance.seekers(); ++s) {
    const bool covered = proof.seeker_in_cover[s] != 0;
    const std::int64_t price = proof.seeker_price[s];
    PARVIS_ASSERT(covered || price >= 0);
    cover += covered;
    prices += price;
    bool found = false;
    for (const Edge& edge : instance.edges_of(s)) {
      const bool place_covered = proof.place_in_cover[edge.place] != 0;
      PARVIS_ASSERT(covered || place_covered);
      PARVIS_ASSERT((covered && place_covered) || price + proof.place_price[edge.place] >= edge.score);
      if (static_cast<std::int32_t>(edge.place) != solution.place_of[s]) continue;
      found = true;
      ++solution.matched;
      solution.score += edge.score;
      PARVIS_ASSERT(++used[edge.place] <= instance.capacity[edge.place]);
    }
    PARVIS_ASSERT(found || solution.place_of[s] == no_place);
  }
  for (std::size_t p = 0; p < instance.places(); ++p) {
    PARVIS_ASSERT(proof.place_in_cover[p] || proof.place_price[p] >= 0);
    if (proof.place_in_cover[p]) cover += instance.capacity[p];
    prices += Wide{instance.capacity[p]} * proof.place_price[p];
  }
  PARVIS_ASSERT(cover == solution.matched);
  PARVIS_ASSERT(prices == solution.score);
}

}  // namespace

namespace {

using Share = std::function<void(double)>;  // of a piece, 0 to 1

/// One piece, all levels of the objective.
Solution solve_piece(const Instance& instance, const Share& done) {
  Cardinality largest = largest_set(instance);
  done(0.1);
  Solution solution;
  solution.place_of.assign(instance.seekers(), no_place);
  solution.certificate.seeker_price.assign(instance.seekers(), 0);
  solution.certificate.place_price.assign(instance.places(), 0);
  solve_part(instance, largest, Seekers::are_rows, solution, [&](double s) { done(0.1 + 0.4 * s); });
  solve_part(instance, largest, Seekers::are_columns, solution, [&](double s) { done(0.5 + 0.4 * s); });
  solution.certificate.seeker_in_cover = std::move(largest.seeker_in_cover);
  solution.certificate.place_in_cover = std::move(largest.place_in_cover);
  prefer_earlier(instance, solution);
  return solution;
}

void put_back(const Piece& piece, const Solution& part, Solution& whole) {
  for (std::size_t i = 0; i < piece.seekers.size(); ++i) {
    const std::uint32_t s = piece.seekers[i];
    if (part.place_of[i] != no_place)
      whole.place_of[s] = static_cast<std::int32_t>(piece.places[static_cast<std::size_t>(part.place_of[i])]);
    whole.certificate.seeker_in_cover[s] = part.certificate.seeker_in_cover[i];
    whole.certificate.seeker_price[s] = part.certificate.seeker_price[i];
  }
  for (std::size_t i = 0; i < piece.places.size(); ++i) {
    const std::uint32_t p = piece.places[i];
    whole.certificate.place_in_cover[p] = part.certificate.place_in_cover[i];
    whole.certificate.place_price[p] = part.certificate.place_price[i];
  }
}

struct Stopped {};

/// The pieces, taken one after the other by as many threads as are wanted, of which the caller's is one.
class Work {
 public:
  Work(const Instance& whole, const Components& components, Solution& solution, const SolveOptions& options)
      : whole_(whole), components_(components), solution_(solution), options_(options) {
    for (std::size_t i = 0; i < components.size(); ++i) edges_ += static_cast<double>(components.edges(i));
  }

  /// False when it was stopped.
  bool run() {
    const std::size_t wanted =
        std::min<std::size_t>(static_cast<std::size_t>(std::max(1, options_.threads)), components_.size());
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < wanted; ++i) others.emplace_back([this] { take_pieces(false); });
    take_pieces(true);
    std::unique_lock lock(mutex_);
    while (finished_ < components_.size() && !is_stopped()) {
      changed_.wait_for(lock, std::chrono::milliseconds(50));
      lock.unlock();
      report();
      lock.lock();
    }
    lock.unlock();
    others.clear();  // joins
    return !is_stopped();
  }

 private:
  bool is_stopped() const { return options_.stop.stop_requested(); }

  void take_pieces(bool is_caller) {
    Piece piece;
    try {
      while (true) {
        const std::size_t i = next_.fetch_add(1);
        if (i >= components_.size()) return;
        double counted = 0;
        const auto share = [&](double done) {
          if (is_stopped()) throw Stopped{};
          if (done <= counted) return;
          done_.fetch_add((done - counted) * static_cast<double>(components_.edges(i)));
          counted = done;
          if (is_caller) report();
        };
        if (components_.is_whole()) {
          solution_ = solve_piece(whole_, share);
        } else {
          components_.take(i, piece);
          put_back(piece, solve_piece(piece.instance, share), solution_);
        }
        share(1);
        const std::lock_guard lock(mutex_);
        ++finished_;
        changed_.notify_one();
      }
    } catch (const Stopped&) {
      changed_.notify_one();
    }
  }

  void report() {
    const int now = static_cast<int>(9'500 * done_.load() / edges_);
    if (now <= last_ || !options_.progress) return;
    last_ = now;
    options_.progress(now);
  }

  const Instance& whole_;
  const Components& components_;
  Solution& solution_;
  const SolveOptions& options_;
  double edges_ = 0;
  std::atomic<double> done_ = 0;  // edges
  std::atomic<std::size_t> next_ = 0;
  int last_ = -1;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t finished_ = 0;
};

}  // namespace

Solution solve(const Instance& instance, const SolveOptions& options) {
  check_shape(instance);
  Solution solution;
  solution.place_of.assign(instance.seekers(), no_place);
  solution.certificate.seeker_in_cover.assign(instance.seekers(), 0);
  solution.certificate.place_in_cover.assign(instance.places(), 0);
  solution.certificate.seeker_price.assign(instance.seekers(), 0);
  solution.certificate.place_price.assign(instance.places(), 0);
  // A place without capacity stands in the cover at no cost.
  for (std::size_t p = 0; p < instance.places(); ++p) {
    solution.certificate.place_in_cover[p] = instance.capacity[p] == 0;
  }
  if (options.progress) options.progress(0);
  const Components components(instance);
  if (!Work(instance, components, solution, options).run()) {
    solution.stopped = true;
    return solution;
  }
  price_closed_places(instance, solution.certificate);
  count_and_prove(instance, solution);
  if (options.progress) options.progress(10'000);
  return solution;
}

std::vector<std::uint8_t> places_with_room(const Instance& instance, const Solution& solution) {
  const std::size_t places = instance.places();
  std::vector<std::int64_t> used(places, 0);
  for (const std::int32_t place : solution.place_of) {
    if (place != no_place) ++used[place];
  }
  std::vector<std::uint8_t> room(places, 0);
  std::vector<std::uint32_t> queue;
  for (std::uint32_t p = 0; p < places; ++p) {
    if (used[p] >= instance.capacity[p]) continue;
    room[p] = 1;
    queue.push_back(p);
  }
  // Who stands at a place without room could move to each place they have an edge to: the edges turned round.
  std::vector<std::uint64_t> first(places + 1, 0);
  const auto for_moves = [&](auto visit) {
    for (std::uint32_t s = 0; s < instance.seekers(); ++s) {
      if (solution.place_of[s] == no_place || room[solution.place_of[s]]) continue;
      for (const Edge& edge : instance.edges_of(s)) visit(s, edge.place);
    }
  };
  for_moves([&](std::uint32_t, std::uint32_t place) { ++first[place + 1]; });
  for (std::size_t p = 0; p < places; ++p) first[p + 1] += first[p];
  std::vector<std::uint32_t> movers(first[places]);
  std::vector<std::uint64_t> fill(first.begin(), first.end() - 1);
  for_moves([&](std::uint32_t seeker, std::uint32_t place) { movers[fill[place]++] = seeker; });
  for (std::size_t i = 0; i < queue.size(); ++i) {
    for (std::uint64_t k = first[queue[i]]; k < first[queue[i] + 1]; ++k) {
      const auto place = static_cast<std::uint32_t>(solution.place_of[movers[k]]);
      if (room[place]) continue;
      room[place] = 1;
      queue.push_back(place);
    }
  }
  return room;
}

}  // namespace parvis::assignment

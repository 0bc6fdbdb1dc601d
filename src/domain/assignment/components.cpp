#include "domain/assignment/components.hpp"

#include <algorithm>
#include <numeric>

namespace parvis::assignment {
namespace {

constexpr std::uint32_t none = UINT32_MAX;

/// Places that some seeker has an edge to both of belong together.
class Union {
 public:
  explicit Union(std::size_t count) : above_(count) { std::iota(above_.begin(), above_.end(), 0u); }
  std::uint32_t find(std::uint32_t x) {
    while (above_[x] != x) x = above_[x] = above_[above_[x]];
    return x;
  }
  std::uint32_t join(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t low = std::min(a, b), high = std::max(a, b);
    return above_[high] = low;
  }

 private:
  std::vector<std::uint32_t> above_;  // the lowest number of a tree is its root
};

}  // namespace

Components::Components(const Instance& whole, std::uint64_t enough) : whole_(whole) {
  const auto seekers = static_cast<std::uint32_t>(whole.seekers());
  const auto places = static_cast<std::uint32_t>(whole.places());
  Union together(places);
  std::vector<std::uint32_t> at(seekers, none);  // a place of each seeker
  auto apart = static_cast<std::uint64_t>(
      std::count_if(whole.capacity.begin(), whole.capacity.end(), [](auto c) { return c > 0; }));
  for (std::uint32_t s = 0; s < seekers; ++s) {
    std::uint32_t root = none;
    for (const Edge& edge : whole.edges_of(s)) {
      if (whole.capacity[edge.place] == 0) continue;
      const std::uint32_t other = together.find(edge.place);
      if (root == none) {
        root = other;
        if (apart == 1) break;  // all are together by now
      } else if (root != other) {
        root = together.join(root, other);
        --apart;
      }
    }
    at[s] = root;
  }
  // Components in the order of their lowest place; the piece of each, small ones filled up one after the other.
  std::vector<std::uint64_t> edges(places, 0);
  for (std::uint32_t s = 0; s < seekers; ++s) {
    if (at[s] == none) continue;
    at[s] = together.find(at[s]);
    edges[at[s]] += whole.edges_of(s).size();
  }
  std::vector<std::uint32_t> piece_of(places, none);
  std::uint32_t filling = none;
  for (std::uint32_t p = 0; p < places; ++p) {
    if (edges[p] == 0) continue;  // not a root, or nobody comes here
    if (edges[p] < enough && filling != none) {
      piece_of[p] = filling;
    } else {
      piece_of[p] = static_cast<std::uint32_t>(bounds_.size());
      bounds_.push_back({});
      if (edges[p] < enough) filling = piece_of[p];
    }
    bounds_[piece_of[p]].edges += edges[p];
    if (filling != none && bounds_[filling].edges >= enough) filling = none;
  }
  std::vector<std::uint32_t> order(bounds_.size()), rank(bounds_.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(),
                   [&](auto a, auto b) { return bounds_[a].edges > bounds_[b].edges; });
  for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
  std::vector<Bounds> sorted;
  for (const std::uint32_t piece : order) sorted.push_back(bounds_[piece]);
  bounds_ = std::move(sorted);
  // Seekers and places by piece: counted, then filled in rising order.
  const auto piece_of_place = [&](std::uint32_t p) {
    const std::uint32_t piece = piece_of[together.find(p)];
    return piece == none ? none : rank[piece];
  };
  std::vector<std::uint32_t> seeker_count(bounds_.size() + 1, 0), place_count(bounds_.size() + 1, 0);
  std::vector<std::uint32_t>& of_place = local_;
  of_place.resize(places);
  for (std::uint32_t p = 0; p < places; ++p) {
    of_place[p] = piece_of_place(p);
    if (of_place[p] != none) ++place_count[of_place[p] + 1];
  }
  for (std::uint32_t s = 0; s < seekers; ++s) {
    if (at[s] == none) continue;
    at[s] = of_place[at[s]];
    ++seeker_count[at[s] + 1];
  }
  std::partial_sum(seeker_count.begin(), seeker_count.end(), seeker_count.begin());
  std::partial_sum(place_count.begin(), place_count.end(), place_count.begin());
  for (std::size_t i = 0; i < bounds_.size(); ++i) {
    bounds_[i].first_seeker = seeker_count[i];
    bounds_[i].end_seeker = seeker_count[i + 1];
    bounds_[i].first_place = place_count[i];
    bounds_[i].end_place = place_count[i + 1];
  }
  seekers_.resize(seeker_count.back());
  places_.resize(place_count.back());
  for (std::uint32_t s = 0; s < seekers; ++s) {
    if (at[s] != none) seekers_[seeker_count[at[s]]++] = s;
  }
  for (std::uint32_t p = 0; p < places; ++p) {
    if (of_place[p] == none) continue;
    const std::uint32_t piece = of_place[p];
    places_[place_count[piece]] = p;
    local_[p] = place_count[piece]++ - bounds_[piece].first_place;
  }
}

void Components::take(std::size_t piece, Piece& into) const {
  const Bounds& bounds = bounds_[piece];
  into.seekers.assign(seekers_.begin() + bounds.first_seeker, seekers_.begin() + bounds.end_seeker);
  into.places.assign(places_.begin() + bounds.first_place, places_.begin() + bounds.end_place);
  Instance& instance = into.instance;
  instance.capacity.clear();
  for (const std::uint32_t p : into.places) instance.capacity.push_back(whole_.capacity[p]);
  instance.first.assign(1, 0);
  instance.edges.clear();
  instance.edges.reserve(bounds.edges);
  for (const std::uint32_t s : into.seekers) {
    for (const Edge& edge : whole_.edges_of(s)) {
      if (whole_.capacity[edge.place] > 0) instance.edges.push_back({local_[edge.place], edge.score});
    }
    instance.first.push_back(instance.edges.size());
  }
}

}  // namespace parvis::assignment

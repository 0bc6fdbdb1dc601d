#include "domain/assignment/live.hpp"

#include <algorithm>

#include "platform/base/assert.hpp"

namespace parvis::assignment {
namespace {

constexpr bool later(const auto& a, const auto& b) {
  return b.distance < a.distance || (b.distance == a.distance && b.node < a.node);
}

}  // namespace

Live::Live(const Instance& instance, const Solution& solution)
    : edges_(instance.seekers()),
      of_place_(instance.places()),
      holders_(instance.places()),
      capacity_(instance.capacity),
      place_of_(instance.seekers(), no_place),
      score_of_(instance.seekers()),
      there_(instance.seekers(), 1),
      seekers_(instance.seekers()),
      places_(instance.places()) {
  const auto& proof = solution.certificate;
  std::vector<std::uint32_t> sizes(instance.places());
  for (const Edge& edge : instance.edges) ++sizes[edge.place];
  for (std::size_t p = 0; p < sizes.size(); ++p) of_place_[p].reserve(sizes[p]);
  for (std::uint32_t s = 0; s < instance.seekers(); ++s) {
    const auto edges = instance.edges_of(s);
    edges_[s].assign(edges.begin(), edges.end());
    for (const Edge& edge : edges) of_place_[edge.place].push_back({s, edge.score});
    seeker_price_.push_back({proof.seeker_in_cover[s] != 0 ? 1 : 0, proof.seeker_price[s]});
    if (const auto p = solution.place_of[s]; p != no_place)
      move(s, p, score_of(s, static_cast<std::uint32_t>(p)).value());
  }
  for (std::size_t p = 0; p < instance.places(); ++p)
    place_price_.push_back({proof.place_in_cover[p] != 0 ? 1 : 0, proof.place_price[p]});
  // A place without seats costs nothing, so its price may be whatever its edges ask for.
  for (std::size_t p = 0; p < instance.places(); ++p)
    for (const auto& [seeker, score] : of_place_[p])
      if (capacity_[p] == 0)
        place_price_[p] = std::max(place_price_[p], worth(score) - seeker_price_[seeker]);
}

// --- searches -----------------------------------------------------------------------------------------------

void Live::begin_search() {
  ++stamp_;
  heap_.clear();
  settled_seekers_.clear();
  settled_places_.clear();
}

/// The nearest that is not settled, as long as it is nearer than the end that is known. Nodes are seekers or places: a
/// search waits for one kind only, the other is reached along pairs and costs nothing more.
std::optional<Live::Waiting> Live::next(const End& best) {
  if (heap_.empty()) return std::nullopt;
  std::pop_heap(heap_.begin(), heap_.end(), later<Waiting, Waiting>);
  const auto nearest = heap_.back();
  heap_.pop_back();
  if (best.is_there && !(nearest.distance < best.distance)) return std::nullopt;
  return nearest;
}

void Live::reach(std::vector<Mark>& marks, std::uint32_t node, const Worth& distance, std::uint32_t from,
                 const End& best) {
  if (best.is_there && !(distance < best.distance)) return;
  auto& mark = marks[node];
  if (mark.stamp == stamp_ && !(distance < mark.distance)) return;
  mark = {distance, stamp_, from, false};
  heap_.push_back({distance, node});
  std::push_heap(heap_.begin(), heap_.end(), later<Waiting, Waiting>);
}

/// A seeker without a place, whose price is above zero. Ways out: a free seat, or somebody (themself too) who goes
/// without and whose price that costs.
void Live::seat_seeker(std::uint32_t seeker) {
  PARVIS_ASSERT(place_of_[seeker] == no_place);
  if (seeker_price_[seeker] == Worth{}) return;
  begin_search();
  End best;
  const auto settle = [&](std::uint32_t s, const Worth& distance, std::uint32_t from) {
    seekers_[s] = {distance, stamp_, from, true};
    settled_seekers_.push_back(s);
    const Worth without = distance + seeker_price_[s];
    if (!best.is_there || without < best.distance) best = {without, s, true, true};
    for (const Edge& edge : edges_[s])
      reach(places_, edge.place, distance + seeker_price_[s] + place_price_[edge.place] - worth(edge.score),
            s, best);
  };
  settle(seeker, {}, seeker);
  while (const auto near = next(best)) {
    auto& mark = places_[near->node];
    if (mark.is_settled || mark.distance < near->distance) continue;
    mark.is_settled = true;
    settled_places_.push_back(near->node);
    if (has_seat(near->node)) {
      best = {near->distance, near->node, false, true};
      break;
    }
    for (const auto holder : holders_[near->node])
      if (seekers_[holder].stamp != stamp_) settle(holder, near->distance, near->node);
  }
  for (const auto s : settled_seekers_)
    if (seekers_[s].distance < best.distance)
      price_seeker(s, seeker_price_[s] - (best.distance - seekers_[s].distance));
  for (const auto p : settled_places_)
    if (places_[p].distance < best.distance)
      price_place(p, place_price_[p] + (best.distance - places_[p].distance));
  // Back along the way: each takes the seat of the one who goes on.
  std::uint32_t mover = seeker;
  std::uint32_t to = best.node;
  if (best.is_seeker) {
    if (best.node == seeker) return;
    to = seekers_[best.node].from;
    move(best.node, no_place, 0);
  }
  for (;;) {
    mover = places_[to].from;
    const auto left = place_of_[mover];
    move(mover, static_cast<std::int32_t>(to), score_of(mover, to).value());
    if (mover == seeker) return;
    to = static_cast<std::uint32_t>(left);
  }
}

/// A free seat at a place whose price is above zero. Ways out: a seeker without a place, or a place (itself too) that is
/// left with a free seat and whose price that costs.
void Live::fill_seat(std::uint32_t place) {
  if (!has_seat(place) || place_price_[place] == Worth{}) return;
  begin_search();
  End best;
  const auto settle = [&](std::uint32_t p, const Worth& distance, std::uint32_t from) {
    places_[p] = {distance, stamp_, from, true};
    settled_places_.push_back(p);
    const Worth empty = distance + place_price_[p];
    if (!best.is_there || empty < best.distance) best = {empty, p, false, true};
    for (const auto& [seeker, score] : of_place_[p])
      if (there_[seeker] != 0)
        reach(seekers_, seeker, distance + place_price_[p] + seeker_price_[seeker] - worth(score), p, best);
  };
  settle(place, {}, 0);
  while (const auto near = next(best)) {
    auto& mark = seekers_[near->node];
    if (mark.is_settled || mark.distance < near->distance) continue;
    mark.is_settled = true;
    settled_seekers_.push_back(near->node);
    const auto left = place_of_[near->node];
    if (left == no_place) {
      best = {near->distance, near->node, true, true};
      break;
    }
    if (places_[static_cast<std::size_t>(left)].stamp != stamp_)
      settle(static_cast<std::uint32_t>(left), near->distance, near->node);
  }
  for (const auto s : settled_seekers_)
    if (seekers_[s].distance < best.distance)
      price_seeker(s, seeker_price_[s] + (best.distance - seekers_[s].distance));
  for (const auto p : settled_places_)
    if (places_[p].distance < best.distance)
      price_place(p, place_price_[p] - (best.distance - places_[p].distance));
  if (!best.is_seeker && best.node == place) return;
  std::uint32_t mover = best.is_seeker ? best.node : places_[best.node].from;
  for (;;) {
    const auto to = seekers_[mover].from;
    const auto found = std::find_if(of_place_[to].begin(), of_place_[to].end(),
                                    [&](const SeekerEdge& edge) { return edge.seeker == mover; });
    move(mover, static_cast<std::int32_t>(to), found->score);
    if (to == place) return;
    mover = places_[to].from;
  }
}

// --- questions -----------------------------------------------------------------------------------------------

std::optional<std::int32_t> Live::score_of(std::uint32_t seeker, std::uint32_t place) const {
  const auto& edges = edges_[seeker];
  const auto at = std::lower_bound(edges.begin(), edges.end(), place,
                                   [](const Edge& edge, std::uint32_t p) { return edge.place < p; });
  if (at == edges.end() || at->place != place) return std::nullopt;
  return at->score;
}

std::optional<Worth> Live::price(std::uint32_t seeker, std::uint32_t place, std::int32_t score) {
  if (there_[seeker] == 0 || capacity_[place] == 0) return std::nullopt;
  const Worth before = now_;
  is_asking_ = true;
  decide(seeker, place, score);
  const Worth after = now_;
  take_back();
  now_ = before;  // a decided pair is counted, not placed
  return before - after;
}

std::vector<Live::Alternative> Live::alternatives(std::uint32_t seeker, std::size_t most) {
  std::vector<Alternative> best;
  if (there_[seeker] == 0 || most == 0) return best;
  const Worth before = now_;
  const auto own = place_of_[seeker];
  is_asking_ = true;
  // Without the seeker. What a seat costs then is at least its place's price: those that promise most come first.
  set_there(seeker, false);
  if (own != no_place) {
    move(seeker, no_place, 0);
    fill_seat(static_cast<std::uint32_t>(own));
  }
  const auto without = steps_.size();
  struct Candidate {
    Worth least;
    Edge edge;
  };
  std::vector<Candidate> candidates;
  for (const Edge& edge : edges_[seeker])
    if (capacity_[edge.place] > 0 && static_cast<std::int32_t>(edge.place) != own)
      candidates.push_back({before - now_ - worth(edge.score) + place_price_[edge.place], edge});
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return a.least != b.least ? a.least < b.least : a.edge.place < b.edge.place;
  });
  const auto cheaper = [](const Alternative& a, const Alternative& b) {
    return a.price != b.price   ? a.price < b.price
           : a.score != b.score ? a.score > b.score
                                : a.place < b.place;
  };
  for (const auto& [least, edge] : candidates) {
    if (best.size() == most && best.back().price < least) break;
    const Worth here = now_;
    take_seat(edge.place, capacity_[edge.place] - 1);
    const Alternative found{edge.place, edge.score, before - now_ - worth(edge.score)};
    while (steps_.size() > without) take_back_one();
    PARVIS_ASSERT(now_ == here);
    best.insert(std::upper_bound(best.begin(), best.end(), found, cheaper), found);
    if (best.size() > most) best.pop_back();
  }
  take_back();
  return best;
}

std::vector<Worth> Live::gains(std::span<const SeekerEdge> edges, int most) {
  const auto place = static_cast<std::uint32_t>(capacity_.size());
  const Worth before = now_;
  std::vector<Worth> all;
  is_asking_ = true;
  // Only places are searched from, so the seekers need not know of it.
  capacity_.push_back(0);
  of_place_.emplace_back(edges.begin(), edges.end());
  holders_.emplace_back();
  places_.emplace_back();
  Worth asked;
  for (const auto& [seeker, score] : edges)
    if (there_[seeker] != 0) asked = std::max(asked, worth(score) - seeker_price_[seeker]);
  place_price_.push_back(asked);
  while (static_cast<int>(all.size()) < most) {
    const Worth had = now_;
    set_seats(place, capacity_[place] + 1);
    fill_seat(place);
    if (now_ == had) break;
    all.push_back(now_ - before);
  }
  take_back();
  capacity_.pop_back();
  of_place_.pop_back();
  holders_.pop_back();
  places_.pop_back();
  place_price_.pop_back();
  return all;
}

Instance Live::instance() const {
  Instance instance;
  instance.capacity = capacity_;
  instance.first.push_back(0);
  for (std::size_t s = 0; s < edges_.size(); ++s) {
    if (there_[s] != 0) instance.edges.insert(instance.edges.end(), edges_[s].begin(), edges_[s].end());
    instance.first.push_back(instance.edges.size());
  }
  return instance;
}

Solution Live::solution() const {
  Solution solution;
  solution.place_of.assign(edges_.size(), no_place);
  auto& proof = solution.certificate;
  for (std::size_t s = 0; s < edges_.size(); ++s) {
    const bool takes_part = there_[s] != 0;
    if (takes_part && place_of_[s] != no_place) {
      solution.place_of[s] = place_of_[s];
      ++solution.matched;
      solution.score += score_of_[s];
    }
    proof.seeker_in_cover.push_back(takes_part && seeker_price_[s].level != 0 ? 1 : 0);
    proof.seeker_price.push_back(takes_part ? seeker_price_[s].score : 0);
  }
  for (const auto& price : place_price_) {
    proof.place_in_cover.push_back(price.level != 0 ? 1 : 0);
    proof.place_price.push_back(price.score);
  }
  return solution;
}

}  // namespace parvis::assignment

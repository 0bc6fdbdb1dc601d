// The two searches. Both run over what the edges are below their prices; a place and those who hold its seats are
// equally far, since their edges are not below.
#include <algorithm>

#include "domain/assignment/live.hpp"
#include "platform/base/assert.hpp"

namespace parvis::assignment {
namespace {

using sides::Price;

/// In the queue, a node whose edges behind the front are next.
constexpr std::uint32_t rest = std::uint32_t{1} << 31;

}  // namespace

void Live::begin_search() {
  ++stamp_;
  queue_.clear();
  best_ = {};
  seekers_.settled.clear();
  places_.settled.clear();
}

/// Whoever is reached here ends the search: nothing is gained by passing them. As soon as they are seen, not when it is
/// their turn: all that lies farther need not wait then.
bool Live::is_end(std::uint32_t node, bool is_seeker) const {
  return is_seeker ? place_of_[node] == no_place : has_seat(node);
}

void Live::look_from(sides::Side& side, sides::Side& other, std::uint32_t node, Price distance) {
  const bool to_seekers = &other == &seekers_;
  const auto& edges = side.edges[node];
  const Price here = distance + side.price[node] - sides::person;
  for (std::uint32_t i = 0; i < edges.in_front; ++i) {
    const auto [to, score] = edges.all[i];
    const Price there = here + other.price[to] - score;
    if (there >= best_.distance) continue;
    auto& mark = other.marks[to];
    if (mark.stamp == stamp_ && mark.distance <= there) continue;
    mark = {there, stamp_, node, score};
    if (is_end(to, to_seekers))
      best_ = {there, to, to_seekers};
    else
      queue_.push(there, to);
  }
  if (const Price next = here + side.bound[node]; next < best_.distance)
    queue_.push(std::max(next, distance), node | rest);
}

/// Settles what is nearer than the end, nearest first. Nodes of `other` wait, those of `side` are reached along pairs and
/// cost nothing more: `reached` is told of the former and settles the latter.
template <typename Reached>
void Live::search(sides::Side& side, sides::Side& other, Reached reached) {
  while (const auto near = queue_.pop()) {
    if (near->distance >= best_.distance) return;
    if ((near->node & rest) != 0) {
      const auto node = near->node & ~rest;
      const Price here = side.marks[node].distance + side.price[node] - sides::person;
      sides::gather(side, other, node, near->distance - here);
      look_from(side, other, node, side.marks[node].distance);
      continue;
    }
    if (other.marks[near->node].distance < near->distance) continue;
    other.settled.push_back(near->node);
    reached(near->node, near->distance);
  }
}

/// A seeker without a place, whose price is above zero. Ways out: a free seat, or somebody (themself too) who goes
/// without and whose price that costs.
void Live::seat_seeker(std::uint32_t seeker) {
  PARVIS_ASSERT(place_of_[seeker] == no_place);
  if (seekers_.price[seeker] == 0) return;
  begin_search();
  const auto settle = [&](std::uint32_t s, Price distance, std::uint32_t from) {
    seekers_.marks[s] = {distance, stamp_, from, 0};
    seekers_.settled.push_back(s);
    if (const Price without = distance + seekers_.price[s]; without < best_.distance) best_ = {without, s, true};
    look_from(seekers_, places_, s, distance);
  };
  settle(seeker, 0, 0);
  search(seekers_, places_, [&](std::uint32_t place, Price distance) {
    for (const auto holder : holders_[place])
      if (seekers_.marks[holder].stamp != stamp_) settle(holder, distance, place);
  });
  for (const auto s : seekers_.settled)
    if (const Price nearer = best_.distance - seekers_.marks[s].distance; nearer > 0)
      price_seeker(s, seekers_.price[s] - nearer);
  for (const auto p : places_.settled)
    if (const Price nearer = best_.distance - places_.marks[p].distance; nearer > 0)
      price_place(p, places_.price[p] + nearer);
  // Back along the way: each takes the seat of the one who goes on.
  std::uint32_t to = best_.node;
  if (best_.is_seeker) {
    if (best_.node == seeker) return;
    to = seekers_.marks[best_.node].from;
    move(best_.node, no_place, 0);
  }
  for (;;) {
    const auto [distance, stamp, mover, score] = places_.marks[to];
    const auto left = place_of_[mover];
    move(mover, static_cast<std::int32_t>(to), score);
    if (mover == seeker) return;
    to = static_cast<std::uint32_t>(left);
  }
}

/// A free seat at a place whose price is above zero. Ways out: a seeker without a place, or a place (itself too) that is
/// left with a free seat and whose price that costs.
void Live::fill_seat(std::uint32_t place) {
  if (!has_seat(place) || places_.price[place] == 0) return;
  begin_search();
  const auto settle = [&](std::uint32_t p, Price distance, std::uint32_t from) {
    places_.marks[p] = {distance, stamp_, from, 0};
    places_.settled.push_back(p);
    if (const Price empty = distance + places_.price[p]; empty < best_.distance) best_ = {empty, p, false};
    look_from(places_, seekers_, p, distance);
  };
  settle(place, 0, 0);
  search(places_, seekers_, [&](std::uint32_t seeker, Price distance) {
    const auto left = static_cast<std::uint32_t>(place_of_[seeker]);
    if (places_.marks[left].stamp != stamp_) settle(left, distance, seeker);
  });
  for (const auto s : seekers_.settled)
    if (const Price nearer = best_.distance - seekers_.marks[s].distance; nearer > 0)
      price_seeker(s, seekers_.price[s] + nearer);
  for (const auto p : places_.settled)
    if (const Price nearer = best_.distance - places_.marks[p].distance; nearer > 0)
      price_place(p, places_.price[p] - nearer);
  if (!best_.is_seeker && best_.node == place) return;
  std::uint32_t mover = best_.is_seeker ? best_.node : places_.marks[best_.node].from;
  for (;;) {
    const auto [distance, stamp, to, score] = seekers_.marks[mover];
    move(mover, static_cast<std::int32_t>(to), score);
    if (to == place) return;
    mover = places_.marks[to].from;
  }
}

}  // namespace parvis::assignment

// The searches. They run over what the edges are below their prices; a place and those who hold its seats are equally
// far, since their edges are not below.
#include <algorithm>
#include <utility>

#include "domain/assignment/live.hpp"
#include "platform/base/assert.hpp"

namespace parvis::assignment {
namespace {

using sides::Price;

/// In a queue, a node whose edges behind the front are next.
constexpr std::uint32_t rest = std::uint32_t{1} << 31;
/// No sum of scores goes so far.
constexpr Price person_off = sides::person / 4;

}  // namespace

void Live::begin_search() {
  ++stamp_;
  for (auto* ball : {&seating_, &filling_}) {
    const auto& [looking, reaching] =
        ball == &seating_ ? std::pair{&seekers_, &places_} : std::pair{&places_, &seekers_};
    ball->looked.resize(looking->size());
    ball->reached.resize(reaching->size());
    ball->looked_from.clear();
    ball->passed.clear();
    ball->queue.clear();
    ball->end = {};
    ball->reach = sides::never;
    ball->radius = 0;
    ball->work = 0;
  }
  meeting_ = {};
  is_mending_both_ = false;
}

/// Whether the other search has been here, and how far apart the two are by this way.
template <bool seats>
void Live::meet(std::uint32_t node, bool is_seeker) {
  auto& own = seats ? seating_ : filling_;
  auto& other = seats ? filling_ : seating_;
  const bool is_looked = is_seeker == seats;
  const auto& there = is_looked ? other.reached[node] : other.looked[node];
  if (there.stamp != stamp_) return;
  const auto distance = there.distance + (is_looked ? own.looked[node] : own.reached[node]).distance;
  if (distance < meeting_.distance) meeting_ = {distance, node, is_seeker};
}

/// An end counts as soon as it is seen, not when it is its turn: all that lies farther need not wait then.
template <bool seats>
void Live::look_from(std::uint32_t node, Price distance) {
  auto& ball = seats ? seating_ : filling_;
  const auto& side = seats ? seekers_ : places_;
  const Price* const prices = (seats ? places_ : seekers_).price.data();
  Mark* const reached = ball.reached.data();
  const auto& edges = side.edges[node];
  const Price here = distance + side.price[node] - sides::person;
  // Where two search, whatever lies nearer than their meeting may have been reached by the other.
  Price limit = is_mending_both_ ? meeting_.distance : ball.reach;
  ball.work += edges.in_front;
  for (std::uint32_t i = 0; i < edges.in_front; ++i) {
    const auto [to, score] = edges.all[i];
    const Price there = here + prices[to] - score;
    if (there >= limit) continue;
    auto& mark = reached[to];
    if (mark.stamp == stamp_ && mark.distance <= there) continue;
    mark = {there, stamp_, node, score};
    if (is_mending_both_) {
      meet<seats>(to, !seats);
      limit = meeting_.distance;
    }
    if (there >= ball.reach) continue;
    if (seats ? has_seat(to) : place_of_[to] == no_place) {
      ball.end_at(there, to, !seats);
      if (!is_mending_both_) limit = there;
    } else {
      ball.queue.push(there, to);
      // Half of the time went by waiting for the edges of the next. They are sent for when it is put in line.
      if constexpr (seats) {
        for (auto holder = first_holder_[to]; holder != nobody; holder = next_holder_[holder])
          __builtin_prefetch(seekers_.edges[holder].all.data());
      } else {
        __builtin_prefetch(places_.edges[static_cast<std::size_t>(place_of_[to])].all.data());
      }
    }
  }
  // An edge that two searches come to from both ends is read by one of them when each has gone half of it.
  const Price behind = std::max<Price>(here + side.bound[node] - distance, 0);
  const Price next = distance + (is_mending_both_ ? behind / 2 : behind);
  if (next < ball.reach) ball.queue.push(next, node | rest);
}

/// Reached along a pair, or the first. Whoever goes without their place, or a place without a seeker, is an end too: it
/// costs their price.
template <bool seats>
void Live::settle(std::uint32_t node, Price distance, std::uint32_t from) {
  auto& ball = seats ? seating_ : filling_;
  ball.looked[node] = {distance, stamp_, from, 0};
  ball.looked_from.push_back(node);
  if (is_mending_both_) meet<seats>(node, seats);
  if (const Price end = distance + (seats ? seekers_ : places_).price[node]; end < ball.reach)
    ball.end_at(end, node, seats);
  look_from<seats>(node, distance);
}

/// Settles the nearest that waits.
template <bool seats>
void Live::step() {
  auto& ball = seats ? seating_ : filling_;
  const auto [distance, node] = ball.queue.pop();
  if ((node & rest) != 0) {
    const auto from = node & ~rest;
    auto& side = seats ? seekers_ : places_;
    sides::gather(side, seats ? places_ : seekers_, from, side.bound[from]);
    look_from<seats>(from, ball.looked[from].distance);
    return;
  }
  if (ball.reached[node].distance < distance) return;
  ball.passed.push_back(node);
  if constexpr (seats) {
    for (auto holder = first_holder_[node]; holder != nobody; holder = next_holder_[holder])
      if (ball.looked[holder].stamp != stamp_) settle<seats>(holder, distance, node);
  } else {
    const auto left = static_cast<std::uint32_t>(place_of_[node]);
    if (ball.looked[left].stamp != stamp_) settle<seats>(left, distance, node);
  }
}

/// The prices of those who are nearer, by the difference: seekers fall and places rise where somebody is to be seated.
template <bool seats>
void Live::price_within(Price radius) {
  const auto& ball = seats ? seating_ : filling_;
  for (const auto node : ball.looked_from)
    if (const Price nearer = radius - ball.looked[node].distance; nearer > 0) {
      if constexpr (seats)
        price_seeker(node, seekers_.price[node] - nearer);
      else
        price_place(node, places_.price[node] - nearer);
    }
  for (const auto node : ball.passed)
    if (const Price nearer = radius - ball.reached[node].distance; nearer > 0) {
      if constexpr (seats)
        price_place(node, places_.price[node] + nearer);
      else
        price_seeker(node, seekers_.price[node] + nearer);
    }
}

/// Back from `place` to `seeker`: each takes the seat of the one who goes on.
void Live::seat_along(std::uint32_t seeker, std::uint32_t place) {
  for (;;) {
    const auto [distance, stamp, mover, score] = seating_.reached[place];
    const auto left = place_of_[mover];
    move(mover, static_cast<std::int32_t>(place), score);
    if (mover == seeker) return;
    place = static_cast<std::uint32_t>(left);
  }
}

/// From `seeker` on to `place`: each takes the seat of the one before.
void Live::fill_along(std::uint32_t seeker, std::uint32_t place) {
  for (;;) {
    const auto [distance, stamp, to, score] = filling_.reached[seeker];
    move(seeker, static_cast<std::int32_t>(to), score);
    if (to == place) return;
    seeker = filling_.looked[to].from;
  }
}

void Live::take_end_of_seating(std::uint32_t seeker) {
  const auto& end = seating_.end;
  if (end.is_seeker && end.node == seeker) return;
  if (end.is_seeker) move(end.node, no_place, 0);
  seat_along(seeker, end.is_seeker ? seating_.looked[end.node].from : end.node);
}

void Live::take_end_of_filling(std::uint32_t place) {
  const auto& end = filling_.end;
  if (!end.is_seeker && end.node == place) return;
  fill_along(end.is_seeker ? end.node : filling_.looked[end.node].from, place);
}

/// Ways out: a free seat, or somebody (themself too) who goes without.
void Live::seat_seeker(std::uint32_t seeker) {
  PARVIS_ASSERT(place_of_[seeker] == no_place);
  if (!needs_place(seeker)) return;
  begin_search();
  settle<true>(seeker, 0, 0);
  while (seating_.queue.least() < seating_.end.distance) step<true>();
  price_within<true>(seating_.end.distance);
  take_end_of_seating(seeker);
}

/// Ways out: a seeker without a place, or a place (itself too) that is left with a free seat.
void Live::fill_seat(std::uint32_t place) {
  if (!needs_filling(place)) return;
  begin_search();
  settle<false>(place, 0, 0);
  while (filling_.queue.least() < filling_.end.distance) step<false>();
  price_within<false>(filling_.end.distance);
  take_end_of_filling(place);
}

/// Both search at once until they meet, which is mostly far sooner than either comes to an end: two balls of half the
/// radius hold few nodes beside one of the whole. Where one comes to an end first, the other goes on alone.
void Live::mend(std::uint32_t seeker, std::uint32_t place) {
  if (needs_place(seeker) && needs_filling(place)) {
    begin_search();
    is_mending_both_ = true;
    settle<true>(seeker, 0, 0);
    settle<false>(place, 0, 0);
    search_from_both();
    price_within<true>(seating_.radius);
    price_within<false>(filling_.radius);
    if (seating_.radius + filling_.radius == meeting_.distance)
      take_meeting(seeker, place);
    else if (seating_.radius == seating_.end.distance)
      take_end_of_seating(seeker);
    else if (filling_.radius == filling_.end.distance)
      take_end_of_filling(place);
  }
  if (needs_place(seeker)) seat_seeker(seeker);
  fill_seat(place);
}

/// Not beyond score alone: half of an edge that lies a whole person off would be a price of half a person, and there is
/// no cover of halves. Then nothing has been found, and each goes on alone.
void Live::search_from_both() {
  const auto told = [](Ball& ball) {
    return ball.radius = std::min({ball.queue.least(), ball.end.distance, ball.reach});
  };
  for (;;) {
    const Price seating = told(seating_);
    const Price filling = told(filling_);
    const bool is_far = seating >= person_off || filling >= person_off;
    if (meeting_.distance <= std::min(seating + filling, person_off) || is_far ||
        seating == seating_.end.distance || filling == filling_.end.distance)
      break;
    seating_.reach = std::min(seating_.reach, meeting_.distance - filling);
    filling_.reach = std::min(filling_.reach, meeting_.distance - seating);
    if (seating_.work <= filling_.work)
      step<true>();
    else
      step<false>();
  }
  if (meeting_.distance < person_off && meeting_.distance <= seating_.radius + filling_.radius) {
    seating_.radius = std::min(seating_.radius, meeting_.distance);
    filling_.radius = meeting_.distance - seating_.radius;
    return;
  }
  for (auto* ball : {&seating_, &filling_})
    if (ball->radius >= person_off) ball->radius = 0;
}

/// The way of `seeker` to where they met, and on to `place`.
void Live::take_meeting(std::uint32_t seeker, std::uint32_t place) {
  const auto node = meeting_.node;
  if (meeting_.is_seeker) {
    fill_along(node, place);
    if (node != seeker) seat_along(seeker, seating_.looked[node].from);
  } else {
    if (node != place) fill_along(filling_.looked[node].from, place);
    seat_along(seeker, node);
  }
}

}  // namespace parvis::assignment

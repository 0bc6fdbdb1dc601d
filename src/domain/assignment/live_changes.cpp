// What changes, and how it is taken back when it was only asked.
#include <algorithm>
#include <utility>

#include "domain/assignment/live.hpp"
#include "platform/base/assert.hpp"

namespace parvis::assignment {

using sides::person;
using sides::Price;

Price Live::asked_by(std::uint32_t seeker) {
  return std::max<Price>(0, person - sides::nearest(seekers_, places_, seeker));
}

std::uint32_t Live::add_seeker(std::span<const Edge> edges) {
  const auto seeker = seekers_.add();
  place_of_.push_back(no_place);
  score_of_.push_back(0);
  there_.push_back(1);
  next_holder_.push_back(nobody);
  auto& own = seekers_.edges[seeker].all;
  own.reserve(edges.size());
  for (const Edge& edge : edges) {
    own.push_back({edge.place, edge.score});
    // A place without seats may ask for any price, so that it says nothing of what the seeker is worth.
    if (capacity_[edge.place] == 0)
      price_place(edge.place, std::max(places_.price[edge.place], person + edge.score));
  }
  seekers_.bound[seeker] = -sides::never;
  price_seeker(seeker, asked_by(seeker));
  for (const Edge& edge : edges) sides::add_edge(places_, seekers_, edge.place, {seeker, edge.score});
  seat_seeker(seeker);
  return seeker;
}

void Live::remove_seeker(std::uint32_t seeker) {
  PARVIS_ASSERT(there_[seeker] != 0);
  set_there(seeker, false);
  if (const auto place = place_of_[seeker]; place != no_place) {
    move(seeker, no_place, 0);
    fill_seat(static_cast<std::uint32_t>(place));
  }
  seekers_.edges[seeker] = {};
}

std::uint32_t Live::new_place() {
  first_holder_.push_back(nobody);
  capacity_.push_back(0);
  free_.push_back(0);
  return places_.add();
}

std::uint32_t Live::add_place(std::int32_t capacity, std::span<const SeekerEdge> edges) {
  const auto place = new_place();
  Price asked = 0;
  for (const auto& [seeker, score] : edges) {
    if (there_[seeker] == 0) continue;
    places_.edges[place].all.push_back({seeker, score});
    asked = std::max(asked, person + score - seekers_.price[seeker]);
  }
  price_place(place, asked);
  sides::gather(places_, seekers_, place, person - asked);
  for (const auto& [seeker, score] : places_.edges[place].all)
    sides::add_edge(seekers_, places_, seeker, {place, score});
  set_capacity(place, capacity);
  return place;
}

void Live::set_capacity(std::uint32_t place, std::int32_t capacity) {
  PARVIS_ASSERT(capacity >= 0);
  while (capacity_[place] < capacity) {
    set_seats(place, capacity_[place] + 1);
    fill_seat(place);
  }
  while (capacity_[place] > capacity) take_seat(place, capacity_[place] - 1);
}

/// One seat fewer: whoever loses it looks for another, first of all at `freed`.
void Live::take_seat(std::uint32_t place, std::int32_t capacity, std::int32_t freed) {
  set_seats(place, capacity);
  if (free_[place] < 0) {
    const auto out = first_holder_[place];
    move(out, no_place, 0);
    if (freed != no_place)
      mend(out, static_cast<std::uint32_t>(freed));
    else
      seat_seeker(out);
  } else if (freed != no_place) {
    fill_seat(static_cast<std::uint32_t>(freed));
  }
}

/// Prices the seeker as the edges ask, and mends what that and their old place need.
void Live::place_again(std::uint32_t seeker) {
  const auto left = place_of_[seeker];
  if (left != no_place) move(seeker, no_place, 0);
  price_seeker(seeker, asked_by(seeker));
  if (left != no_place)
    mend(seeker, static_cast<std::uint32_t>(left));
  else
    seat_seeker(seeker);
}

void Live::set_score(std::uint32_t seeker, std::uint32_t place, std::int32_t score) {
  PARVIS_ASSERT(there_[seeker] != 0);
  if (score_of(seeker, place)) {
    sides::set_score(seekers_, places_, seeker, {place, score});
    sides::set_score(places_, seekers_, place, {seeker, score});
  } else {
    sides::add_edge(seekers_, places_, seeker, {place, score});
    sides::add_edge(places_, seekers_, place, {seeker, score});
  }
  const Price over = person + score - seekers_.price[seeker] - places_.price[place];
  if (place_of_[seeker] == static_cast<std::int32_t>(place)) {
    now_.score += score - score_of_[seeker];
    score_of_[seeker] = score;
    // Worth more where they are: theirs is the gain, and nothing else moves. Worth less: as long as no other edge asks
    // for more, the same.
    const Price own = seekers_.price[seeker] + over;
    if (own >= 0 && own == asked_by(seeker))
      price_seeker(seeker, own);
    else
      place_again(seeker);
    return;
  }
  if (over <= 0) return;
  if (capacity_[place] == 0)
    price_place(place, places_.price[place] + over);
  else
    place_again(seeker);
}

void Live::forbid(std::uint32_t seeker, std::uint32_t place) {
  if (there_[seeker] == 0 || !score_of(seeker, place)) return;
  sides::drop_edge(seekers_, seeker, place);
  sides::drop_edge(places_, place, seeker);
  if (place_of_[seeker] == static_cast<std::int32_t>(place)) place_again(seeker);
}

void Live::decide(std::uint32_t seeker, std::uint32_t place, std::int32_t score) {
  PARVIS_ASSERT(there_[seeker] != 0 && capacity_[place] > 0);
  const auto left = place_of_[seeker];
  set_there(seeker, false);
  if (left != no_place) move(seeker, no_place, 0);
  take_seat(place, capacity_[place] - 1, left);
  now_ += Worth{1, score};
  if (is_asking_) return;
  place_of_[seeker] = static_cast<std::int32_t>(place);
  score_of_[seeker] = score;
}

// --- there and back ------------------------------------------------------------------------------------------

void Live::price_seeker(std::uint32_t seeker, Price price) {
  if (is_asking_) steps_.push_back({Step::What::seeker_price, seeker, 0, 0, seekers_.price[seeker]});
  sides::set_price(seekers_, places_, seeker, price, tolerance_, rises());
}

void Live::price_place(std::uint32_t place, Price price) {
  if (is_asking_) steps_.push_back({Step::What::place_price, place, 0, 0, places_.price[place]});
  sides::set_price(places_, seekers_, place, price, tolerance_, rises());
}

void Live::move(std::uint32_t seeker, std::int32_t place, std::int32_t score) {
  const auto left = place_of_[seeker];
  if (is_asking_) steps_.push_back({Step::What::moved, seeker, left, score_of_[seeker], {}});
  if (left != no_place) {
    auto* at = &first_holder_[static_cast<std::size_t>(left)];
    while (*at != seeker) at = &next_holder_[*at];
    *at = next_holder_[seeker];
    now_ -= Worth{1, score_of_[seeker]};
    ++free_[static_cast<std::size_t>(left)];
  }
  place_of_[seeker] = place;
  score_of_[seeker] = score;
  if (place == no_place) return;
  next_holder_[seeker] = std::exchange(first_holder_[static_cast<std::size_t>(place)], seeker);
  --free_[static_cast<std::size_t>(place)];
  now_ += Worth{1, score};
}

void Live::set_seats(std::uint32_t place, std::int32_t capacity) {
  if (is_asking_) steps_.push_back({Step::What::seats, place, capacity_[place], 0, {}});
  free_[place] += capacity - capacity_[place];
  capacity_[place] = capacity;
}

void Live::set_there(std::uint32_t seeker, bool there) {
  if (is_asking_) steps_.push_back({Step::What::there, seeker, there_[seeker], 0, {}});
  there_[seeker] = there ? 1 : 0;
  // So far off that no search reaches them.
  if (!there) price_seeker(seeker, sides::never);
}

void Live::take_back_one() {
  const Step step = steps_.back();
  steps_.pop_back();
  is_asking_ = false;
  switch (step.what) {
    case Step::What::seeker_price: price_seeker(step.node, step.price); break;
    case Step::What::place_price: price_place(step.node, step.price); break;
    case Step::What::moved: move(step.node, step.place, step.score); break;
    case Step::What::seats: set_seats(step.node, step.place); break;
    case Step::What::there: there_[step.node] = static_cast<std::uint8_t>(step.place); break;
  }
  is_asking_ = true;
}

void Live::take_back() {
  while (!steps_.empty()) take_back_one();
  is_asking_ = false;
}

}  // namespace parvis::assignment

// What changes, and how it is taken back when it was only asked.
#include <algorithm>

#include "domain/assignment/live.hpp"
#include "platform/base/assert.hpp"

namespace parvis::assignment {

Worth Live::asked_by(std::uint32_t seeker) const {
  Worth asked;
  for (const Edge& edge : edges_[seeker])
    asked = std::max(asked, worth(edge.score) - place_price_[edge.place]);
  return asked;
}

std::uint32_t Live::add_seeker(std::span<const Edge> edges) {
  const auto seeker = static_cast<std::uint32_t>(edges_.size());
  auto& own = edges_.emplace_back(edges.begin(), edges.end());
  std::sort(own.begin(), own.end(), [](const Edge& a, const Edge& b) { return a.place < b.place; });
  for (const Edge& edge : own) of_place_[edge.place].push_back({seeker, edge.score});
  place_of_.push_back(no_place);
  score_of_.push_back(0);
  there_.push_back(1);
  seekers_.emplace_back();
  seeker_price_.emplace_back();
  // A place without seats may ask for any price, so that it says nothing of what the seeker is worth.
  for (const Edge& edge : own)
    if (capacity_[edge.place] == 0)
      place_price_[edge.place] = std::max(place_price_[edge.place], worth(edge.score));
  seeker_price_.back() = asked_by(seeker);
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
  for (const Edge& edge : edges_[seeker])
    std::erase_if(of_place_[edge.place], [&](const SeekerEdge& one) { return one.seeker == seeker; });
  edges_[seeker].clear();
}

std::uint32_t Live::add_place(std::int32_t capacity, std::span<const SeekerEdge> edges) {
  const auto place = static_cast<std::uint32_t>(capacity_.size());
  capacity_.push_back(0);
  holders_.emplace_back();
  places_.emplace_back();
  auto& own = of_place_.emplace_back();
  Worth asked;
  for (const SeekerEdge& edge : edges) {
    if (there_[edge.seeker] == 0) continue;
    own.push_back(edge);
    edges_[edge.seeker].push_back({place, edge.score});  // the greatest number comes last
    asked = std::max(asked, worth(edge.score) - seeker_price_[edge.seeker]);
  }
  place_price_.push_back(asked);
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

/// One seat fewer: whoever loses it looks for another.
void Live::take_seat(std::uint32_t place, std::int32_t capacity) {
  set_seats(place, capacity);
  if (static_cast<std::int32_t>(holders_[place].size()) <= capacity) return;
  const auto out = holders_[place].back();
  move(out, no_place, 0);
  seat_seeker(out);
}

/// Prices the seeker as the edges ask, and mends what that and their old place need.
void Live::place_again(std::uint32_t seeker) {
  const auto left = place_of_[seeker];
  if (left != no_place) move(seeker, no_place, 0);
  price_seeker(seeker, asked_by(seeker));
  seat_seeker(seeker);
  if (left != no_place) fill_seat(static_cast<std::uint32_t>(left));
}

void Live::set_score(std::uint32_t seeker, std::uint32_t place, std::int32_t score) {
  PARVIS_ASSERT(there_[seeker] != 0);
  auto& edges = edges_[seeker];
  const auto at = std::lower_bound(edges.begin(), edges.end(), place,
                                   [](const Edge& edge, std::uint32_t p) { return edge.place < p; });
  if (at == edges.end() || at->place != place) {
    edges.insert(at, {place, score});
    of_place_[place].push_back({seeker, score});
  } else {
    at->score = score;
    std::find_if(of_place_[place].begin(), of_place_[place].end(), [&](const SeekerEdge& one) {
      return one.seeker == seeker;
    })->score = score;
  }
  const Worth over = worth(score) - seeker_price_[seeker] - place_price_[place];
  if (place_of_[seeker] == static_cast<std::int32_t>(place)) {
    now_.score += score - score_of_[seeker];
    score_of_[seeker] = score;
    // Worth more where they are: theirs is the gain, and nothing else moves. Worth less: as long as no other edge asks
    // for more, the same.
    const Worth own = seeker_price_[seeker] + over;
    if (own >= Worth{} && own == asked_by(seeker))
      price_seeker(seeker, own);
    else
      place_again(seeker);
    return;
  }
  if (!(Worth{} < over)) return;
  if (capacity_[place] == 0)
    price_place(place, place_price_[place] + over);
  else
    place_again(seeker);
}

void Live::forbid(std::uint32_t seeker, std::uint32_t place) {
  if (there_[seeker] == 0 || !score_of(seeker, place)) return;
  std::erase_if(edges_[seeker], [&](const Edge& edge) { return edge.place == place; });
  std::erase_if(of_place_[place], [&](const SeekerEdge& one) { return one.seeker == seeker; });
  if (place_of_[seeker] == static_cast<std::int32_t>(place)) place_again(seeker);
}

void Live::decide(std::uint32_t seeker, std::uint32_t place, std::int32_t score) {
  PARVIS_ASSERT(there_[seeker] != 0 && capacity_[place] > 0);
  const auto left = place_of_[seeker];
  set_there(seeker, false);
  if (left != no_place) move(seeker, no_place, 0);
  take_seat(place, capacity_[place] - 1);
  if (left != no_place) fill_seat(static_cast<std::uint32_t>(left));
  now_ += worth(score);
  if (is_asking_) return;
  place_of_[seeker] = static_cast<std::int32_t>(place);
  score_of_[seeker] = score;
}

// --- there and back ------------------------------------------------------------------------------------------

void Live::price_seeker(std::uint32_t seeker, const Worth& price) {
  if (is_asking_) steps_.push_back({Step::What::seeker_price, seeker, 0, 0, seeker_price_[seeker]});
  seeker_price_[seeker] = price;
}

void Live::price_place(std::uint32_t place, const Worth& price) {
  if (is_asking_) steps_.push_back({Step::What::place_price, place, 0, 0, place_price_[place]});
  place_price_[place] = price;
}

void Live::move(std::uint32_t seeker, std::int32_t place, std::int32_t score) {
  const auto left = place_of_[seeker];
  if (is_asking_) steps_.push_back({Step::What::moved, seeker, left, score_of_[seeker], {}});
  if (left != no_place) {
    auto& holders = holders_[static_cast<std::size_t>(left)];
    *std::find(holders.begin(), holders.end(), seeker) = holders.back();
    holders.pop_back();
    now_ = now_ - worth(score_of_[seeker]);
  }
  place_of_[seeker] = place;
  score_of_[seeker] = score;
  if (place == no_place) return;
  holders_[static_cast<std::size_t>(place)].push_back(seeker);
  now_ += worth(score);
}

void Live::set_seats(std::uint32_t place, std::int32_t capacity) {
  if (is_asking_) steps_.push_back({Step::What::seats, place, capacity_[place], 0, {}});
  capacity_[place] = capacity;
}

void Live::set_there(std::uint32_t seeker, bool there) {
  if (is_asking_) steps_.push_back({Step::What::there, seeker, there_[seeker], 0, {}});
  there_[seeker] = there ? 1 : 0;
}

void Live::take_back_one() {
  const Step step = steps_.back();
  steps_.pop_back();
  is_asking_ = false;
  switch (step.what) {
    case Step::What::seeker_price: seeker_price_[step.node] = step.price; break;
    case Step::What::place_price: place_price_[step.node] = step.price; break;
    case Step::What::moved: move(step.node, step.place, step.score); break;
    case Step::What::seats: capacity_[step.node] = step.place; break;
    case Step::What::there: there_[step.node] = static_cast<std::uint8_t>(step.place); break;
  }
  is_asking_ = true;
}

void Live::take_back() {
  while (!steps_.empty()) take_back_one();
  is_asking_ = false;
}

}  // namespace parvis::assignment

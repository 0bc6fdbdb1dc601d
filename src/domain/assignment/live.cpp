#include "domain/assignment/live.hpp"

#include <algorithm>

#include "platform/base/assert.hpp"

namespace parvis::assignment {
namespace {

using sides::packed, sides::person;

}  // namespace

Live::Live(const Instance& instance, const Solution& solution)
    : first_holder_(instance.places(), nobody),
      next_holder_(instance.seekers(), nobody),
      capacity_(instance.capacity),
      free_(instance.capacity),
      place_of_(instance.seekers(), no_place),
      score_of_(instance.seekers()),
      there_(instance.seekers(), 1) {
  const auto& proof = solution.certificate;
  std::vector<std::uint32_t> sizes(instance.places());
  for (const Edge& edge : instance.edges) ++sizes[edge.place];
  for (const auto size : sizes) places_.edges[places_.add()].all.reserve(size + size / 8 + 4);
  for (std::uint32_t s = 0; s < instance.seekers(); ++s) {
    auto& own = seekers_.edges[seekers_.add()].all;
    own.reserve(instance.edges_of(s).size());
    for (const Edge& edge : instance.edges_of(s)) {
      own.push_back({edge.place, edge.score});
      places_.edges[edge.place].all.push_back({s, edge.score});
    }
    seekers_.price[s] = packed({proof.seeker_in_cover[s] != 0 ? 1 : 0, proof.seeker_price[s]});
    if (const auto p = solution.place_of[s]; p != no_place)
      move(s, p, score_of(s, static_cast<std::uint32_t>(p)).value());
  }
  for (std::size_t p = 0; p < instance.places(); ++p) {
    places_.price[p] = packed({proof.place_in_cover[p] != 0 ? 1 : 0, proof.place_price[p]});
    // A place without seats costs nothing, so its price may be whatever its edges ask for.
    if (capacity_[p] == 0)
      for (const auto& [seeker, score] : places_.edges[p].all)
        places_.price[p] = std::max(places_.price[p], person + score - seekers_.price[seeker]);
  }
  tolerance_ = sides::begin(seekers_, places_);
  begin_search();  // so that the first change does not pay for the memory of all
}

// --- questions -----------------------------------------------------------------------------------------------

std::optional<std::int32_t> Live::score_of(std::uint32_t seeker, std::uint32_t place) const {
  return sides::score_of(seekers_, seeker, place);
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
  for (const auto& [place, score] : seekers_.edges[seeker].all)
    if (capacity_[place] > 0 && static_cast<std::int32_t>(place) != own)
      candidates.push_back(
          {before - now_ - Worth{1, score} + sides::in_levels(places_.price[place]), {place, score}});
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
    const Alternative found{edge.place, edge.score, before - now_ - Worth{1, edge.score}};
    while (steps_.size() > without) take_back_one();
    PARVIS_ASSERT(now_ == here);
    best.insert(std::upper_bound(best.begin(), best.end(), found, cheaper), found);
    if (best.size() > most) best.pop_back();
  }
  take_back();
  return best;
}

std::vector<Worth> Live::gains(std::span<const SeekerEdge> edges, int most) {
  const Worth before = now_;
  std::vector<Worth> all;
  is_asking_ = true;
  // Only places are searched from, so the seekers need not know of it.
  const auto place = new_place();
  for (const auto& [seeker, score] : edges) {
    places_.edges[place].all.push_back({seeker, score});
    if (there_[seeker] != 0)
      places_.price[place] = std::max(places_.price[place], person + score - seekers_.price[seeker]);
  }
  sides::gather(places_, seekers_, place, 0);
  while (static_cast<int>(all.size()) < most) {
    const Worth had = now_;
    set_seats(place, capacity_[place] + 1);
    fill_seat(place);
    if (now_ == had) break;
    all.push_back(now_ - before);
  }
  take_back();
  places_.drop_last();
  first_holder_.pop_back();
  capacity_.pop_back();
  free_.pop_back();
  return all;
}

Instance Live::instance() const {
  Instance instance;
  instance.capacity = capacity_;
  instance.first.push_back(0);
  for (std::size_t s = 0; s < seekers_.size(); ++s) {
    const auto first = static_cast<std::ptrdiff_t>(instance.edges.size());
    if (there_[s] != 0)
      for (const auto& [place, score] : seekers_.edges[s].all) instance.edges.push_back({place, score});
    std::sort(instance.edges.begin() + first, instance.edges.end(),
              [](const Edge& a, const Edge& b) { return a.place < b.place; });
    instance.first.push_back(instance.edges.size());
  }
  return instance;
}

Solution Live::solution() const {
  Solution solution;
  solution.place_of.assign(seekers_.size(), no_place);
  auto& proof = solution.certificate;
  for (std::size_t s = 0; s < seekers_.size(); ++s) {
    const bool takes_part = there_[s] != 0;
    if (takes_part && place_of_[s] != no_place) {
      solution.place_of[s] = place_of_[s];
      ++solution.matched;
      solution.score += score_of_[s];
    }
    const Worth price = takes_part ? sides::in_levels(seekers_.price[s]) : Worth{};
    proof.seeker_in_cover.push_back(price.level != 0 ? 1 : 0);
    proof.seeker_price.push_back(price.score);
  }
  for (const auto packed_price : places_.price) {
    const Worth price = sides::in_levels(packed_price);
    proof.place_in_cover.push_back(price.level != 0 ? 1 : 0);
    proof.place_price.push_back(price.score);
  }
  return solution;
}

bool Live::is_sound() const {
  return sides::is_sound(seekers_, places_) && sides::is_sound(places_, seekers_);
}

}  // namespace parvis::assignment

/// An optimum that follows changes: a seeker or a place comes or goes, a score or a capacity becomes another, a pair is
/// forbidden or decided, and the answer is the best again, with its certificate, without starting over. Numbers only.
///
/// The cover and the prices of a certificate are one price of two levels for each seeker and place: (1 in the cover, else
/// 0; the price). With them the problem is an ordinary assignment of greatest weight, a pair being worth (1, score), and
/// every change breaks at most two things: a seeker with a price above zero who has no place, and a seat that is free at a
/// place with a price above zero. Each is mended by one search for the cheapest way out (Dijkstra over what the edges are
/// below their prices), which stops at the first end that nothing can undercut and changes only the prices of those it
/// passed. docs/engine.md, "An optimum that follows changes", explains it.
///
///   Live live(instance, solve(instance));
///   live.forbid(seeker, place);
///   const Worth lost = live.price(seeker, other_place, score);   // what deciding that pair would cost
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "domain/assignment/assignment.hpp"
#include "domain/assignment/live_sides.hpp"
#include "domain/assignment/worth.hpp"

namespace parvis::assignment {

struct SeekerEdge {
  std::uint32_t seeker;
  std::int32_t score;
};

class Live {
 public:
  /// `solution` is the answer of `solve` on `instance`. Copies both.
  Live(const Instance& instance, const Solution& solution);

  // Changes. Afterwards the answer is the best again. Numbers are never used twice.

  std::uint32_t add_seeker(std::span<const Edge> edges);  ///< each place at most once
  void remove_seeker(std::uint32_t seeker);
  std::uint32_t add_place(std::int32_t capacity,
                          std::span<const SeekerEdge> edges);     ///< each seeker at most once
  void set_capacity(std::uint32_t place, std::int32_t capacity);  ///< ≥ 0; a place that goes has 0
  /// A new edge, or another score.
  void set_score(std::uint32_t seeker, std::uint32_t place, std::int32_t score);
  void forbid(std::uint32_t seeker, std::uint32_t place);  ///< takes the edge away, if there is one
  /// The two are a pair from now on, whatever is best: they stand aside, and count in `matched` and `score`. The place
  /// must have a seat that is not decided; the pair need not be an edge.
  void decide(std::uint32_t seeker, std::uint32_t place, std::int32_t score);

  // Questions. Nothing is changed by them.

  std::int64_t matched() const { return now_.level; }
  std::int64_t score() const { return now_.score; }
  std::int32_t place_of(std::uint32_t seeker) const { return place_of_[seeker]; }  ///< decided ones too
  std::int32_t capacity(std::uint32_t place) const {
    return capacity_[place];
  }  ///< seats that are not decided
  bool is_there(std::uint32_t seeker) const {
    return there_[seeker] != 0;
  }  ///< takes part: not gone, not decided
  std::optional<std::int32_t> score_of(std::uint32_t seeker, std::uint32_t place) const;

  /// How much less would be reached if these two were decided: people matched and score, (0, 0) or more. Nothing where
  /// that cannot be: the place has no seat that is not decided, or the seeker takes no part.
  std::optional<Worth> price(std::uint32_t seeker, std::uint32_t place, std::int32_t score);
  struct Alternative {
    std::uint32_t place = 0;
    std::int32_t score = 0;
    Worth price;
  };
  /// The places that would cost least for this seeker, of those they have an edge to, other than the one they have: by
  /// price, then the greater score, then number.
  std::vector<Alternative> alternatives(std::uint32_t seeker, std::size_t most);
  /// What 1, 2, … `most` more places of one kind would give in all: people matched and score. Ends early when one more
  /// gives nothing.
  std::vector<Worth> gains(std::span<const SeekerEdge> edges, int most);

  /// As it is now, for whoever wants to check: decided pairs and those who are gone have no edges, and their places as
  /// many seats fewer.
  Instance instance() const;
  Solution solution() const;  ///< of `instance()`: decided pairs are not in it
  bool is_sound() const;  ///< for tests: what the searches leave unread lies as far off as they take it to

 private:
  using Price = sides::Price;
  /// What was before, to go back to.
  struct Step {
    enum class What : std::uint8_t { seeker_price, place_price, moved, seats, there } what;
    std::uint32_t node = 0;
    std::int32_t place = 0, score = 0;
    Price price = 0;
  };
  struct Mark {
    Price distance = 0;
    std::uint32_t stamp = 0, from = 0;  ///< of which search; from which node of the other side
    std::int32_t score = 0;             ///< of the edge from there
  };
  struct End {
    Price distance = sides::never;
    std::uint32_t node = 0;
    bool is_seeker = true;
  };
  /// One search: what it has reached, its end as far as it is known, and what waits. It looks from nodes of one side
  /// (seekers to seat somebody, places to fill a seat), reaches nodes of the other, and comes back along pairs.
  struct Ball {
    std::vector<Mark> looked, reached;
    std::vector<std::uint32_t> looked_from, passed;  ///< settled, of both sides
    sides::Queue queue;
    End end;
    Price reach = sides::never;  ///< nothing so far off, or farther, needs to be looked from
    Price radius = 0;            ///< of what is settled whole
    std::size_t work = 0;        ///< edges read

    void end_at(Price distance, std::uint32_t node, bool is_seeker) {
      end = {distance, node, is_seeker};
      reach = std::min(reach, distance);
    }
  };

  bool has_seat(std::uint32_t place) const { return free_[place] > 0; }
  Price asked_by(std::uint32_t seeker);    ///< the least price that all edges allow
  void place_again(std::uint32_t seeker);  ///< unplaces them, prices them anew, mends both ends
  void take_seat(std::uint32_t place, std::int32_t capacity, std::int32_t freed = no_place);
  std::uint32_t new_place();

  // live_search.cpp
  void seat_seeker(std::uint32_t seeker);                ///< mends a seeker without a place
  void fill_seat(std::uint32_t place);                   ///< mends a free seat
  void mend(std::uint32_t seeker, std::uint32_t place);  ///< both at once
  bool needs_place(std::uint32_t seeker) const {
    return place_of_[seeker] == no_place && seekers_.price[seeker] > 0;
  }
  bool needs_filling(std::uint32_t place) const { return has_seat(place) && places_.price[place] > 0; }
  void begin_search();
  template <bool seats>
  void look_from(std::uint32_t node, Price distance);
  template <bool seats>
  void settle(std::uint32_t node, Price distance, std::uint32_t from);
  template <bool seats>
  void step();
  template <bool seats>
  void meet(std::uint32_t node, bool is_seeker);
  template <bool seats>
  void price_within(Price radius);
  void search_from_both();
  void take_meeting(std::uint32_t seeker, std::uint32_t place);
  void seat_along(std::uint32_t seeker, std::uint32_t place);
  void fill_along(std::uint32_t seeker, std::uint32_t place);
  void take_end_of_seating(std::uint32_t seeker);
  void take_end_of_filling(std::uint32_t place);
  sides::Rises rises() const { return is_asking_ ? sides::Rises::for_now : sides::Rises::for_good; }

  // All that a question changes and takes back goes through these.
  void price_seeker(std::uint32_t seeker, Price price);
  void price_place(std::uint32_t place, Price price);
  void move(std::uint32_t seeker, std::int32_t place, std::int32_t score);
  void set_seats(std::uint32_t place, std::int32_t capacity);
  void set_there(std::uint32_t seeker, bool there);
  void take_back_one();
  void take_back();

  sides::Side seekers_, places_;
  // Those who are placed at a place, but for decided ones: the first, and after each the next.
  static constexpr std::uint32_t nobody = ~std::uint32_t{0};
  std::vector<std::uint32_t> first_holder_, next_holder_;
  std::vector<std::int32_t> capacity_, free_, place_of_,
      score_of_;  // the last: of the pair that the seeker is in
  std::vector<std::uint8_t> there_;
  Price tolerance_ = 0;
  Worth now_;
  Ball seating_, filling_;
  End meeting_;  // where both have been, and how far it is by way of there
  bool is_mending_both_ = false;
  std::uint32_t stamp_ = 0;
  bool is_asking_ = false;
  std::vector<Step> steps_;
};

}  // namespace parvis::assignment

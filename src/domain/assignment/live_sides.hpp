/// What `Live` searches: both sides, seekers and places, each with its prices and with its edges ordered so that a search
/// reads few of them. Used by live.hpp alone.
///
/// A price of two levels is one number here: people times `person`, plus score. Scores add up to less than half of
/// `person`, so the sum keeps the order of the levels.
///
/// An edge lies as far off as its two prices exceed its worth. Of some sixty edges of a place a search needs three or
/// four, the nearest. So these stand in front, and for the rest one bound is kept: none of them asks for less of the
/// other end's price. Where the bound lies beyond the end of the search, the rest is never read. The bound breaks only
/// when the price of an other end falls; each node has promised a price to all who know it and tells them only when it
/// falls below that. docs/engine.md 9 has the measurements.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <vector>

#include "domain/assignment/worth.hpp"

namespace parvis::assignment::sides {

using Price = std::int64_t;
inline constexpr Price person = Price{1} << 60;
/// More than any price, and still safe to add to a few of them.
inline constexpr Price never = Price{1} << 62;
/// Whoever promises so much has gone for good.
inline constexpr Price gone = never / 2;

constexpr Price packed(const Worth& worth) {
  return worth.level * person + worth.score;
}
constexpr Worth in_levels(Price price) {
  const Price level = (price + person / 2) >> 60;
  return {level, price - level * person};
}

/// An edge as one of its ends sees it.
struct Entry {
  std::uint32_t node;  ///< the other end
  std::int32_t score;
};

struct Edges {
  std::vector<Entry> all;
  std::uint32_t in_front = 0;
};

/// Seekers or places, by number.
struct Side {
  std::vector<Price> price, promised;  ///< promised ≤ price
  std::vector<Price> bound;  ///< of each entry behind the front: the other's price − score is no less
  std::vector<Edges> edges;

  std::size_t size() const { return edges.size(); }
  std::uint32_t add();
  void drop_last();
};

/// With all prices and edges there: promises, and puts the nearest in front. Returns how far a price should fall before
/// others are told: as far as the first behind the front usually lies from the nearest. More would spoil the bounds, less
/// would tell too often.
Price begin(Side& side, Side& other);

/// The edge is new; it is the caller who tells the other side.
void add_edge(Side& side, const Side& other, std::uint32_t node, const Entry& entry);
void drop_edge(Side& side, std::uint32_t node, std::uint32_t other);
/// Nothing where there is no such edge.
std::optional<std::int32_t> score_of(const Side& side, std::uint32_t node, std::uint32_t other);
void set_score(Side& side, const Side& other, std::uint32_t node, const Entry& entry);

enum class Rises : std::uint8_t { for_good, for_now };
/// `for_now`: it will be taken back soon, so nothing more is promised.
void set_price(Side& side, Side& other, std::uint32_t node, Price price, Price tolerance, Rises rises);

/// Puts in front anew: all that may ask for `within` or less, and some more. Afterwards the bound is above `within`.
/// Edges of those who have gone are let go of here, not when they go.
void gather(Side& side, const Side& other, std::uint32_t node, Price within);
/// What the nearest edge asks of the other's price − score; `never` without edges.
Price nearest(Side& side, const Side& other, std::uint32_t node);

/// Everything promised and every bound holds, of those who are there (for tests).
bool is_sound(const Side& side, const Side& other);

/// What waits to be settled, nearest first: a radix heap, since no distance is pushed that lies before the last one
/// taken. Of equal distances the last pushed comes first, which runs down a way of distance 0 to its end.
class Queue {
 public:
  struct Waiting {
    Price distance;
    std::uint32_t node;
  };
  void clear();
  void push(Price distance, std::uint32_t node) {
    const auto bucket =
        static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(distance ^ last_)));
    buckets_[bucket].push_back({distance, node});
    filled_ |= std::uint64_t{1} << bucket;
  }
  Price least();  ///< `gone` where nothing waits
  Waiting pop();  ///< after `least` has found something

 private:
  std::vector<Waiting> buckets_[64];  // by the highest bit in which they differ from `last_`
  std::uint64_t filled_ = 0;
  Price last_ = 0;
};

}  // namespace parvis::assignment::sides

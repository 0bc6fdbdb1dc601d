/// One half of the problem once the cover is known (cardinality.hpp): rows that must all be filled, columns with
/// at least as much room, and the greatest total worth at which that can be done. In one half the rows are the
/// seekers that every largest set matches; in the other they are the places that every largest set fills. Working
/// from the scarce side keeps every search short: there is always room on the other side, mostly near by.
///
/// Shortest augmenting paths with prices, after a round of bids that settles most rows cheaply. Arcs may be added
/// after a solution and the work goes on from the prices reached, so that a few good arcs per row are enough to
/// begin with and the rest is brought in where the prices say that it matters.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace parvis::assignment {

struct Arc {
  std::uint32_t column;
  std::int32_t worth;
};

/// On which side the seekers stand: each of them takes at most one.
enum class Seekers { are_rows, are_columns };

class Filling {
 public:
  Filling(Seekers side, std::vector<std::int32_t> demand, std::vector<std::int32_t> room);

  /// Each (row, column) at most once in the life of a filling.
  void add(std::uint32_t row, Arc arc) { fresh_[row].push_back(arc); }
  /// Pairs to begin with where the first prices allow it; only before the first `solve`.
  void suggest(std::uint32_t seeker, std::uint32_t other) { suggested_.emplace_back(seeker, other); }

  /// Fills every row at the greatest worth among the arcs so far. They must allow it.
  void solve(const std::function<void(std::size_t done, std::size_t of)>& progress);

  /// After `solve`: row_price + column_price ≥ worth on every arc, equal on pairs, column_price ≥ 0 and 0 where
  /// there is room left.
  std::int64_t row_price(std::uint32_t row) const { return row_price_[row] - shift(); }
  std::int64_t column_price(std::uint32_t column) const { return column_price_[column] + shift(); }
  std::uint32_t mate(std::uint32_t seeker) const { return mate_[seeker]; }

  static constexpr std::uint32_t none = UINT32_MAX;

 private:
  // Room that stays over belongs to `rest`, a row without arcs of its own that takes any column at worth 0, and
  // whose price is `rest_price_` ≤ 0; with it every unit of room is in use, and a unit that a repair sets free is
  // a hole that must be filled again, or its price would no longer be right. While rows are still unfilled, `rest`
  // may hold more units than it needs: `surplus_`.
  std::int64_t shift() const { return rest_price_; }
  bool at_rest(std::uint32_t c) const { return has_rest_ && used_[c] + holes_[c] < room_[c]; }
  bool is_end(std::uint32_t c) const { return holes_[c] > 0 || (surplus_ > 0 && at_rest(c)); }

  void match(std::uint32_t row, std::uint32_t column);
  void unmatch(std::uint32_t row, std::uint32_t column);
  void take_room(std::uint32_t column);
  void start();
  void take_in_fresh_arcs();
  void start_again_from_an_auction();
  bool is_slow();
  void free_row(std::uint32_t row);

  void bid_all();
  void bid(std::uint32_t row);

  void search(std::uint32_t source);
  void scan(std::uint32_t row, std::int64_t distance);
  void reach(std::uint32_t column, std::int64_t distance, std::uint32_t from);
  void settle(std::uint32_t column, std::int64_t distance);
  void reach_rest(std::uint32_t column, std::int64_t distance);
  std::uint32_t next_column();
  void reprice();
  void augment(std::uint32_t source);

  Seekers side_;
  std::vector<std::int32_t> demand_, deficit_, room_, used_, holes_;
  std::vector<std::vector<Arc>> arcs_, fresh_;  // arcs by falling worth
  std::vector<std::pair<std::uint32_t, std::uint32_t>> suggested_;
  std::vector<std::int64_t> row_price_, column_price_;
  std::vector<std::uint32_t> mate_;                  // by seeker
  std::vector<std::uint32_t> head_, next_, before_;  // the seekers of each on the other side, as lists
  bool has_rest_ = false, started_ = false, auctioned_ = false;
  std::size_t visited_ = 0;
  std::int64_t surplus_ = 0, rest_price_ = 0;

  std::vector<std::uint32_t> queue_;
  struct Offer {
    std::int64_t value;
    std::uint32_t column;
  };
  std::vector<Offer> offers_;

  // One search: what is stamped with its number belongs to it.
  struct Label {
    std::int64_t distance;
    std::uint32_t from;  // a column's row, or a row's column
    std::uint32_t stamp;
    bool settled;
  };
  static constexpr std::uint32_t rest = UINT32_MAX - 1;
  std::vector<Label> row_label_, column_label_;
  std::uint32_t stamp_ = 0;
  struct Entry {
    std::int64_t distance;
    std::uint32_t column;
  };
  std::vector<Entry> heap_;
  std::vector<std::uint32_t> ready_, seen_rows_, settled_columns_;
  std::int64_t now_ = 0, end_distance_ = 0, rest_distance_ = 0;
  std::uint32_t end_ = none, rest_from_ = none;
};

}  // namespace parvis::assignment

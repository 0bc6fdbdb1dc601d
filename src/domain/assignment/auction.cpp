#include "domain/assignment/auction.hpp"

#include <algorithm>
#include <limits>

namespace parvis::assignment {
namespace {

struct Accepted {
  std::int64_t bid;
  std::uint32_t row;
};
bool lower_first(const Accepted& a, const Accepted& b) {
  return a.bid != b.bid ? a.bid > b.bid : a.row > b.row;
}

class Auction {
 public:
  Auction(const std::vector<std::vector<Arc>>& arcs, const std::vector<std::int32_t>& demand,
          const std::vector<std::int32_t>& room)
      : arcs_(arcs), demand_(demand), room_(room), base_(room.size(), 0), accepted_(room.size()) {}

  Auctioned run() {
    std::int64_t highest = 0, lowest = 0, count = 0;
    for (const auto& row : arcs_) {
      if (row.empty()) continue;
      highest = count == 0 ? row.front().worth : std::max<std::int64_t>(highest, row.front().worth);
      lowest = count == 0 ? row.back().worth : std::min<std::int64_t>(lowest, row.back().worth);
      count += static_cast<std::int64_t>(row.size());
    }
    std::int64_t before = 0;
    for (const std::int64_t part : {32, 256, 2048}) {
      const std::int64_t step = std::max<std::int64_t>(1, (highest - lowest) / part);
      if (step == before) break;
      // From the prices reached, less what the coarser steps may have put on top.
      for (std::uint32_t c = 0; c < room_.size(); ++c) {
        base_[c] = std::max<std::int64_t>(0, price(c) - 2 * before);
      }
      for (auto& accepted : accepted_) accepted.clear();
      round(step, 25 * count);
      before = step;
    }
    Auctioned out;
    for (std::uint32_t c = 0; c < room_.size(); ++c) {
      out.price.push_back(is_full(c) ? price(c) : 0);
      for (const Accepted& one : accepted_[c]) out.pairs.emplace_back(one.row, c);
    }
    return out;
  }

 private:
  bool is_full(std::uint32_t c) const {
    return accepted_[c].size() == static_cast<std::size_t>(room_[c]) && room_[c] > 0;
  }
  std::int64_t price(std::uint32_t c) const { return is_full(c) ? accepted_[c].front().bid : base_[c]; }

  void round(std::int64_t step, std::int64_t looks) {
    std::vector<std::uint32_t> waiting;
    for (std::uint32_t r = static_cast<std::uint32_t>(arcs_.size()); r-- > 0;) {
      for (std::int32_t unit = 0; unit < demand_[r]; ++unit) waiting.push_back(r);
    }
    while (!waiting.empty() && looks > 0) {
      const std::uint32_t r = waiting.back();
      waiting.pop_back();
      looks -= static_cast<std::int64_t>(arcs_[r].size()) + 1;
      bid(r, step, waiting);
    }
  }

  void bid(std::uint32_t row, std::int64_t step, std::vector<std::uint32_t>& waiting) {
    constexpr std::int64_t nothing = std::numeric_limits<std::int64_t>::min();
    std::int64_t best = nothing, second = nothing;
    std::uint32_t column = 0;
    for (const Arc& arc : arcs_[row]) {
      const std::int64_t value = arc.worth - price(arc.column);
      if (value <= second || room_[arc.column] == 0 || has_already(row, arc.column)) continue;
      if (value > best) {
        second = best;
        best = value;
        column = arc.column;
      } else {
        second = value;
      }
    }
    if (best == nothing) return;
    auto& accepted = accepted_[column];
    // The next unit of the same column is an alternative too.
    std::int64_t next_bid = price(column);
    if (is_full(column) && accepted.size() > 1) {
      next_bid = accepted[1].bid;
      if (accepted.size() > 2) next_bid = std::min(next_bid, accepted[2].bid);
    }
    const bool alone = room_[column] == 1;
    std::int64_t raise = second == nothing ? 0 : best - second;
    if (!alone)
      raise = second == nothing ? next_bid - price(column) : std::min(raise, next_bid - price(column));
    const std::int64_t offer = price(column) + raise + step;
    if (is_full(column)) {
      waiting.push_back(accepted.front().row);
      std::pop_heap(accepted.begin(), accepted.end(), lower_first);
      accepted.pop_back();
    }
    accepted.push_back({offer, row});
    std::push_heap(accepted.begin(), accepted.end(), lower_first);
  }

  /// A row with more than one unit takes each column once. Only columns with room for one meet such rows.
  bool has_already(std::uint32_t row, std::uint32_t column) const {
    return demand_[row] > 1 && !accepted_[column].empty() && accepted_[column].front().row == row;
  }

  const std::vector<std::vector<Arc>>& arcs_;
  const std::vector<std::int32_t>& demand_;
  const std::vector<std::int32_t>& room_;
  std::vector<std::int64_t> base_;
  std::vector<std::vector<Accepted>> accepted_;  // the lowest bid on top
};

}  // namespace

Auctioned auction(const std::vector<std::vector<Arc>>& arcs, const std::vector<std::int32_t>& demand,
                  const std::vector<std::int32_t>& room) {
  return Auction(arcs, demand, room).run();
}

}  // namespace parvis::assignment

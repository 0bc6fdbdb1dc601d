#include "domain/assignment/auction.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <span>

namespace parvis::assignment {
namespace {

constexpr std::int64_t nothing = std::numeric_limits<std::int64_t>::min();
constexpr std::size_t in_front = 8;

struct Accepted {
  std::int64_t bid;
  std::uint32_t row;
};
bool lower_first(const Accepted& a, const Accepted& b) {
  return a.bid != b.bid ? a.bid > b.bid : a.row > b.row;
}
struct Offer {
  std::int64_t value;
  Arc arc;
};
bool better(const Offer& a, const Offer& b) {
  return a.value != b.value ? a.value > b.value : a.arc.column < b.arc.column;
}

class Auction {
 public:
  Auction(const std::vector<std::vector<Arc>>& arcs, const std::vector<std::int32_t>& demand,
          const std::vector<std::int32_t>& room)
      : demand_(demand),
        room_(room),
        price_(room.size(), 0),
        base_(room.size(), 0),
        missing_(demand.size()),
        level_(demand.size()) {
    first_.reserve(arcs.size() + 1);
    first_.push_back(0);
    for (const auto& row : arcs) first_.push_back(first_.back() + row.size());
    arcs_.reserve(first_.back());
    for (const auto& row : arcs) arcs_.insert(arcs_.end(), row.begin(), row.end());
    rest_.resize(arcs.size());
    rows_ask_many_ = std::any_of(demand.begin(), demand.end(), [](std::int32_t d) { return d > 1; });
    slot_.reserve(room.size() + 1);
    slot_.push_back(0);
    // What nobody could fill is not kept a slot for: a place with more room than can come is never full.
    std::vector<std::uint32_t> comers(room.size(), 0);
    for (const Arc& arc : arcs_) ++comers[arc.column];
    for (std::size_t c = 0; c < room.size(); ++c)
      slot_.push_back(slot_.back() + std::min<std::size_t>(static_cast<std::size_t>(room[c]), comers[c]));
    accepted_.resize(slot_.back());
    count_.assign(room.size(), 0);
    if (rows_ask_many_) {
      held_first_.push_back(0);
      for (const std::int32_t d : demand)
        held_first_.push_back(held_first_.back() + static_cast<std::size_t>(d));
      held_.resize(held_first_.back());
    }
  }

  Auctioned run() {
    std::int32_t highest = 0, lowest = 0;
    if (!arcs_.empty()) {
      const auto [low, high] = std::minmax_element(
          arcs_.begin(), arcs_.end(), [](const Arc& a, const Arc& b) { return a.worth < b.worth; });
      lowest = low->worth;
      highest = high->worth;
    }
    std::int64_t before = 0;
    for (const std::int64_t part : {32, 256, 2048}) {
      const std::int64_t step = std::max<std::int64_t>(1, (std::int64_t{highest} - lowest) / part);
      if (step == before) break;
      begin_again(before);
      bid_all(step, 25 * static_cast<std::int64_t>(arcs_.size()));
      before = step;
    }
    Auctioned out;
    for (std::uint32_t c = 0; c < room_.size(); ++c) {
      out.price.push_back(is_full(c) ? price_[c] : 0);
      for (std::uint32_t i = 0; i < count_[c]; ++i) out.pairs.emplace_back(accepted_[slot_[c] + i].row, c);
    }
    return out;
  }

 private:
  bool is_full(std::uint32_t c) const {
    return room_[c] > 0 && count_[c] == static_cast<std::uint32_t>(room_[c]);
  }

  /// From the prices reached, less what the coarser steps may have put on top.
  void begin_again(std::int64_t before) {
    for (std::uint32_t c = 0; c < room_.size(); ++c) {
      base_[c] = price_[c] = std::max<std::int64_t>(0, price_[c] - 2 * before);
      count_[c] = 0;
    }
    missing_ = demand_;
    std::fill(level_.begin(), level_.end(), std::numeric_limits<std::int64_t>::max());
    std::fill(rest_.begin(), rest_.end(), std::numeric_limits<std::int64_t>::max());
  }

  void bid_all(std::int64_t step, std::int64_t looks) {
    looks_ = looks;
    waiting_.clear();
    for (std::uint32_t r = static_cast<std::uint32_t>(demand_.size()); r-- > 0;) {
      if (demand_[r] > 0) waiting_.push_back(r);
    }
    while (!waiting_.empty() && looks_ > 0) {
      const std::uint32_t r = waiting_.back();
      waiting_.pop_back();
      if (missing_[r] == 0) continue;
      if (rows_ask_many_)
        bid_for_many(r, step);
      else
        bid_for_one(r, step);
    }
  }

  /// The best `wanted` offers to the row, best first, with `wanted` at most in_front. Prices only rise while bids are
  /// made, so what was not among the best stays under `rest_`, and mostly the arcs in front are enough to look at.
  std::span<const Offer> best_offers(std::uint32_t row, std::size_t wanted) {
    const std::span<Arc> arcs(arcs_.data() + first_[row], arcs_.data() + first_[row + 1]);
    const std::size_t front = std::min(arcs.size(), in_front);
    looks_ -= static_cast<std::int64_t>(front) + 1;
    offers_.clear();
    for (const Arc& arc : arcs.first(front)) offer(row, arc, wanted);
    if (arcs.size() == front || (offers_.size() == wanted && offers_.back().value >= rest_[row]))
      return offers_;
    looks_ -= static_cast<std::int64_t>(arcs.size());
    all_.clear();
    for (const Arc& arc : arcs) all_.push_back({arc.worth - price_[arc.column], arc});
    std::nth_element(all_.begin(), all_.begin() + in_front, all_.end(), better);
    rest_[row] = all_[in_front].value;
    for (std::size_t i = 0; i < arcs.size(); ++i) arcs[i] = all_[i].arc;
    offers_.clear();
    for (std::size_t i = 0; i < arcs.size(); ++i) {
      if (i >= in_front && offers_.size() == wanted && offers_.back().value >= rest_[row]) break;
      offer(row, arcs[i], wanted);
    }
    return offers_;
  }

  void offer(std::uint32_t row, const Arc& arc, std::size_t wanted) {
    if (room_[arc.column] == 0) return;
    const Offer one{arc.worth - price_[arc.column], arc};
    if (offers_.size() == wanted && !better(one, offers_.back())) return;
    if (rows_ask_many_ && count_[arc.column] > 0 && accepted_[slot_[arc.column]].row == row) return;
    if (offers_.size() == wanted) offers_.pop_back();
    auto at = offers_.end();
    while (at != offers_.begin() && better(one, *(at - 1))) --at;
    offers_.insert(at, one);
  }

  void bid_for_one(std::uint32_t row, std::int64_t step) {
    const auto offers = best_offers(row, 2);
    if (offers.empty()) return;
    const std::uint32_t c = offers[0].arc.column;
    Accepted* const accepted = accepted_.data() + slot_[c];
    // The next unit of the same column is an alternative too.
    std::int64_t raise =
        offers.size() < 2 ? std::numeric_limits<std::int64_t>::max() : offers[0].value - offers[1].value;
    if (room_[c] > 1) {
      std::int64_t next = price_[c];
      if (is_full(c)) {
        next = accepted[1].bid;
        if (count_[c] > 2) next = std::min(next, accepted[2].bid);
      }
      raise = std::min(raise, next - price_[c]);
    } else if (offers.size() < 2) {
      raise = 0;
    }
    const std::int64_t bid = price_[c] + raise + step;
    if (is_full(c)) {
      const std::uint32_t out = accepted[0].row;
      ++missing_[out];
      waiting_.push_back(out);
      std::pop_heap(accepted, accepted + count_[c], lower_first);
      --count_[c];
    }
    accepted[count_[c]++] = {bid, row};
    std::push_heap(accepted, accepted + count_[c], lower_first);
    missing_[row] = 0;
    if (is_full(c)) price_[c] = accepted[0].bid;
  }

  /// The row ends at one level for all it holds: that of its best offer not taken.
  void bid_for_many(std::uint32_t row, std::int64_t step) {
    const auto wanted = static_cast<std::size_t>(missing_[row]);
    const auto offers = best_offers(row, wanted + 1);
    if (offers.empty()) return;
    const std::size_t taken = std::min(wanted, offers.size());
    const std::int64_t level =
        (offers.size() > wanted ? offers[wanted].value : offers[taken - 1].value) - step;
    for (std::size_t i = 0; i < taken; ++i) {
      const std::uint32_t c = offers[i].arc.column;
      Accepted& holder = accepted_[slot_[c]];
      if (count_[c] > 0) {
        ++missing_[holder.row];
        let_go(holder.row, c);
        waiting_.push_back(holder.row);
      }
      count_[c] = 1;
      price_[c] += offers[i].value - level;
      holder = {price_[c], row};
      held_[held_first_[row] + static_cast<std::size_t>(demand_[row] - missing_[row])] = offers[i].arc;
      --missing_[row];
    }
    if (level < level_[row]) {
      for (const Arc& arc : held(row)) price_[arc.column] = arc.worth - level;
      level_[row] = level;
    }
  }
  std::span<Arc> held(std::uint32_t row) {
    return {held_.data() + held_first_[row], static_cast<std::size_t>(demand_[row] - missing_[row])};
  }
  /// `missing_` counts the column already.
  void let_go(std::uint32_t row, std::uint32_t column) {
    Arc* const from = held_.data() + held_first_[row];
    Arc* const last = from + (demand_[row] - missing_[row]);
    for (Arc* arc = from; arc < last; ++arc) {
      if (arc->column == column) std::swap(*arc, *last);
    }
  }

  const std::vector<std::int32_t>& demand_;
  const std::vector<std::int32_t>& room_;
  bool rows_ask_many_ = false;
  std::vector<std::uint64_t> first_;
  std::vector<Arc> arcs_;           // of a row: the best at the last look in front
  std::vector<std::int64_t> rest_;  // by row: no arc behind those in front offers more
  std::vector<std::int64_t> price_, base_;
  std::vector<std::uint64_t> slot_;
  std::vector<Accepted> accepted_;  // by column, the lowest bid on top
  std::vector<std::uint32_t> count_;
  std::vector<std::int32_t> missing_;
  std::vector<std::int64_t> level_;  // by row that asks for many
  std::vector<std::size_t> held_first_;
  std::vector<Arc> held_;
  std::vector<std::uint32_t> waiting_;
  std::vector<Offer> offers_, all_;
  std::int64_t looks_ = 0;
};

}  // namespace

Auctioned auction(const std::vector<std::vector<Arc>>& arcs, const std::vector<std::int32_t>& demand,
                  const std::vector<std::int32_t>& room) {
  return Auction(arcs, demand, room).run();
}

}  // namespace parvis::assignment

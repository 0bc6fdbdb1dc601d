#include "domain/assignment/filling.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "domain/assignment/auction.hpp"
#include "platform/base/assert.hpp"

namespace parvis::assignment {
namespace {

bool worth_falls(const Arc& a, const Arc& b) {
  return a.worth != b.worth ? a.worth > b.worth : a.column < b.column;
}

}  // namespace

Filling::Filling(Seekers side, std::vector<std::int32_t> demand, std::vector<std::int32_t> room)
    : side_(side), demand_(demand), deficit_(std::move(demand)), room_(std::move(room)) {
  const std::size_t rows = deficit_.size(), columns = room_.size();
  const bool by_row = side_ == Seekers::are_rows;
  used_.assign(columns, 0);
  holes_.assign(columns, 0);
  arcs_.resize(rows);
  fresh_.resize(rows);
  row_price_.assign(rows, 0);
  column_price_.assign(columns, 0);
  mate_.assign(by_row ? rows : columns, none);
  next_.assign(mate_.size(), none);
  before_.assign(mate_.size(), none);
  head_.assign(by_row ? columns : rows, none);
  row_label_.assign(rows, {0, none, 0, false});
  column_label_.assign(columns, {0, none, 0, false});
}

void Filling::match(std::uint32_t row, std::uint32_t column) {
  const auto [seeker, other] = side_ == Seekers::are_rows ? std::pair(row, column) : std::pair(column, row);
  mate_[seeker] = other;
  before_[seeker] = none;
  next_[seeker] = head_[other];
  if (next_[seeker] != none) before_[next_[seeker]] = seeker;
  head_[other] = seeker;
  ++used_[column];
  --deficit_[row];
}

void Filling::unmatch(std::uint32_t row, std::uint32_t column) {
  const auto [seeker, other] = side_ == Seekers::are_rows ? std::pair(row, column) : std::pair(column, row);
  if (before_[seeker] == none)
    head_[other] = next_[seeker];
  else
    next_[before_[seeker]] = next_[seeker];
  if (next_[seeker] != none) before_[next_[seeker]] = before_[seeker];
  mate_[seeker] = none;
  --used_[column];
  ++deficit_[row];
}

void Filling::take_room(std::uint32_t column) {
  if (holes_[column] > 0)
    --holes_[column];
  else
    --surplus_;
}

/// First prices: nothing for a column, its best arc for a row. Suggested pairs that are among the best stay.
void Filling::start() {
  std::int64_t demanded = 0, offered = 0;
  for (const std::int32_t demand : deficit_) demanded += demand;
  for (const std::int32_t room : room_) offered += room;
  has_rest_ = offered > demanded;
  if (has_rest_)
    surplus_ = demanded;
  else
    holes_ = room_;
  for (std::uint32_t r = 0; r < arcs_.size(); ++r) {
    arcs_[r] = std::move(fresh_[r]);
    fresh_[r] = {};
    std::sort(arcs_[r].begin(), arcs_[r].end(), worth_falls);
    row_price_[r] = arcs_[r].empty() ? 0 : arcs_[r].front().worth;
  }
  for (const auto& [seeker, other] : suggested_) {
    const auto [row, column] =
        side_ == Seekers::are_rows ? std::pair(seeker, other) : std::pair(other, seeker);
    for (const Arc& arc : arcs_[row]) {
      if (arc.worth < row_price_[row]) break;
      if (arc.column != column) continue;
      take_room(column);
      match(row, column);
      break;
    }
  }
  suggested_ = {};
  started_ = true;
}

/// Everything of `row` gives its unit of room back: to `rest` where the price allows it, else as a hole.
void Filling::free_row(std::uint32_t row) {
  const auto give_back = [&](std::uint32_t column) {
    unmatch(row, column);
    if (has_rest_ && column_price_[column] + rest_price_ == 0)
      ++surplus_;
    else
      ++holes_[column];
  };
  if (side_ == Seekers::are_rows) {
    if (mate_[row] != none) give_back(mate_[row]);
  } else {
    while (head_[row] != none) give_back(head_[row]);
  }
}

void Filling::take_in_fresh_arcs() {
  for (std::uint32_t r = 0; r < arcs_.size(); ++r) {
    if (fresh_[r].empty()) continue;
    std::int64_t price = row_price_[r];
    for (const Arc& arc : fresh_[r]) price = std::max(price, arc.worth - column_price_[arc.column]);
    if (price > row_price_[r]) {
      free_row(r);
      row_price_[r] = price;
    }
    arcs_[r].insert(arcs_[r].end(), fresh_[r].begin(), fresh_[r].end());
    std::sort(arcs_[r].begin(), arcs_[r].end(), worth_falls);
    fresh_[r] = {};
  }
}

void Filling::solve(const std::function<void(std::size_t, std::size_t)>& progress) {
  if (started_)
    take_in_fresh_arcs();
  else
    start();
  bid_all();
  for (std::uint32_t r = 0; r < deficit_.size(); ++r) {
    while (deficit_[r] > 0) {
      search(r);
      if (!is_slow()) continue;
      start_again_from_an_auction();
      r = 0;
    }
    if ((r & 63) == 63) progress(r, deficit_.size());
  }
}

/// Long searches, one after the other, are a sign that the prices are far from right.
bool Filling::is_slow() {
  visited_ += seen_rows_.size();
  return !auctioned_ && visited_ > 4 * (deficit_.size() + 100);
}

/// Pairs of the auction stay where its prices allow it; the rest is for bids and searches.
void Filling::start_again_from_an_auction() {
  auctioned_ = true;
  Auctioned rough = auction(arcs_, demand_, room_);
  for (std::uint32_t r = 0; r < arcs_.size(); ++r) free_row(r);
  column_price_ = std::move(rough.price);
  rest_price_ = 0;
  for (std::uint32_t r = 0; r < arcs_.size(); ++r) {
    if (arcs_[r].empty()) continue;
    row_price_[r] = std::numeric_limits<std::int64_t>::min();
    for (const Arc& arc : arcs_[r]) {
      row_price_[r] = std::max(row_price_[r], arc.worth - column_price_[arc.column]);
    }
  }
  // Best arcs per row, to find out which pairs are among them.
  std::sort(rough.pairs.begin(), rough.pairs.end());
  for (std::size_t i = 0; i < rough.pairs.size();) {
    const std::uint32_t r = rough.pairs[i].first;
    std::size_t end = i;
    while (end < rough.pairs.size() && rough.pairs[end].first == r) ++end;
    for (const Arc& arc : arcs_[r]) {
      if (arc.worth - column_price_[arc.column] == row_price_[r] &&
          std::binary_search(rough.pairs.begin() + static_cast<std::ptrdiff_t>(i),
                             rough.pairs.begin() + static_cast<std::ptrdiff_t>(end),
                             std::pair(r, arc.column))) {
        match(r, arc.column);
      }
    }
    i = end;
  }
  surplus_ = 0;
  for (const std::int32_t deficit : deficit_) surplus_ += deficit;
  for (std::uint32_t c = 0; c < room_.size(); ++c) {
    holes_[c] = has_rest_ && column_price_[c] == 0 ? 0 : room_[c] - used_[c];
    surplus_ -= holes_[c];
  }
  PARVIS_ASSERT(surplus_ >= 0);
  bid_all();
}

// ---- Bids: each unfilled row takes its best columns and raises their prices to where it would be indifferent.

void Filling::bid_all() {
  queue_.clear();
  for (std::uint32_t r = 0; r < deficit_.size(); ++r) {
    if (deficit_[r] > 0) queue_.push_back(r);
  }
  const std::size_t most = 4 * deficit_.size() + 64;
  for (std::size_t i = 0; i < queue_.size() && i < most; ++i) {
    if (deficit_[queue_[i]] > 0) bid(queue_[i]);
  }
}

void Filling::bid(std::uint32_t row) {
  const auto wanted = static_cast<std::size_t>(deficit_[row]);
  const std::int64_t floor = -rest_price_;
  const auto better = [](const Offer& a, const Offer& b) {
    return a.value != b.value ? a.value > b.value : a.column < b.column;
  };
  offers_.clear();
  for (const Arc& arc : arcs_[row]) {
    if (side_ == Seekers::are_columns && mate_[arc.column] == row) continue;
    const Offer offer{arc.worth - column_price_[arc.column], arc.column};
    if (offers_.size() <= wanted) {
      offers_.push_back(offer);
      std::push_heap(offers_.begin(), offers_.end(), better);
    } else {
      // No later arc can be better than its worth less the lowest price there is.
      if (arc.worth - floor < offers_.front().value) break;
      if (!better(offer, offers_.front())) continue;
      std::pop_heap(offers_.begin(), offers_.end(), better);
      offers_.back() = offer;
      std::push_heap(offers_.begin(), offers_.end(), better);
    }
  }
  if (offers_.size() <= wanted) return;  // it has no alternative to name a price by: the search will
  std::sort(offers_.begin(), offers_.end(), better);

  // The price the row ends with is that of its first offer not taken. A column that cannot be raised alone (more
  // than one seeker stands there) or cannot be taken now is where the taking ends.
  std::int64_t free_units = surplus_;
  std::size_t taken = 0;
  std::int64_t price = offers_[wanted].value;
  for (; taken < wanted; ++taken) {
    const std::uint32_t c = offers_[taken].column;
    const bool full = used_[c] == room_[c];
    const bool at_end = is_end(c) && (holes_[c] > 0 || free_units > 0);
    if (room_[c] > 1 || (!full && !at_end)) {
      price = offers_[taken].value;
      if (at_end) ++taken;
      break;
    }
    if (!full && holes_[c] == 0) --free_units;
  }
  const std::int64_t fall = row_price_[row] - price;
  if (side_ == Seekers::are_columns && fall > 0) {
    for (std::uint32_t c = head_[row]; c != none; c = next_[c]) column_price_[c] += fall;
  }
  row_price_[row] = price;
  for (std::size_t i = 0; i < taken; ++i) {
    const std::uint32_t c = offers_[i].column;
    const std::int64_t raise = offers_[i].value - price;
    if (used_[c] == room_[c]) {
      if (raise == 0) continue;  // taking it from its row would gain nothing
      const std::uint32_t owner = side_ == Seekers::are_rows ? head_[c] : mate_[c];
      unmatch(owner, c);
      queue_.push_back(owner);
    } else {
      take_room(c);
    }
    column_price_[c] += raise;
    match(row, c);
  }
}

// ---- Search: the cheapest alternating path from an unfilled row to room.

void Filling::reach(std::uint32_t c, std::int64_t distance, std::uint32_t from) {
  Label& label = column_label_[c];
  if (label.stamp == stamp_ && (label.settled || distance >= label.distance)) return;
  label = {distance, from, stamp_, false};
  if (is_end(c)) {
    end_distance_ = distance;
    end_ = c;
  } else if (distance == now_) {
    ready_.push_back(c);
  } else {
    heap_.push_back({distance, c});
    std::push_heap(heap_.begin(), heap_.end(), [](const Entry& a, const Entry& b) {
      return a.distance != b.distance ? a.distance > b.distance : a.column > b.column;
    });
  }
}

void Filling::scan(std::uint32_t row, std::int64_t distance) {
  seen_rows_.push_back(row);
  const std::int64_t base = distance + row_price_[row];
  const std::int64_t floor = -rest_price_;  // no column is cheaper
  for (const Arc& arc : arcs_[row]) {
    if (base - arc.worth + floor >= end_distance_) return;
    const std::int64_t reached = base - arc.worth + column_price_[arc.column];
    if (reached < end_distance_) reach(arc.column, reached, row);
  }
}

std::uint32_t Filling::next_column() {
  while (true) {
    if (end_distance_ <= now_) return none;
    if (!ready_.empty()) {
      const std::uint32_t c = ready_.back();
      ready_.pop_back();
      if (!column_label_[c].settled) return c;
      continue;
    }
    if (heap_.empty() || heap_.front().distance >= end_distance_) return none;
    const Entry entry = heap_.front();
    std::pop_heap(heap_.begin(), heap_.end(), [](const Entry& a, const Entry& b) {
      return a.distance != b.distance ? a.distance > b.distance : a.column > b.column;
    });
    heap_.pop_back();
    const Label& label = column_label_[entry.column];
    if (label.settled || label.distance != entry.distance) continue;
    now_ = entry.distance;
    return entry.column;
  }
}

void Filling::settle(std::uint32_t c, std::int64_t distance) {
  column_label_[c].settled = true;
  settled_columns_.push_back(c);
  if (rest_from_ == none && at_rest(c)) reach_rest(c, distance);
  const auto visit = [&](std::uint32_t row) {
    if (row_label_[row].stamp == stamp_) return;
    row_label_[row] = {distance, c, stamp_, true};
    scan(row, distance);
  };
  if (side_ == Seekers::are_columns) {
    if (mate_[c] != none) visit(mate_[c]);
  } else {
    for (std::uint32_t s = head_[c]; s != none && end_distance_ > now_; s = next_[s]) visit(s);
  }
}

/// `rest` gives a unit of `column` and may take one of any other.
void Filling::reach_rest(std::uint32_t column, std::int64_t distance) {
  rest_from_ = column;
  rest_distance_ = distance;
  for (std::uint32_t c = 0; c < room_.size(); ++c) {
    const std::int64_t reached = distance + column_price_[c] + rest_price_;
    if (reached < end_distance_) reach(c, reached, rest);
  }
}

void Filling::search(std::uint32_t source) {
  ++stamp_;
  heap_.clear();
  ready_.clear();
  seen_rows_.clear();
  settled_columns_.clear();
  now_ = 0;
  end_distance_ = std::numeric_limits<std::int64_t>::max();
  end_ = rest_from_ = none;
  row_label_[source] = {0, none, stamp_, true};
  scan(source, 0);
  for (std::uint32_t c = next_column(); c != none; c = next_column()) settle(c, now_);
  PARVIS_ASSERT(end_ != none);
  reprice();
  augment(source);
}

void Filling::reprice() {
  for (const std::uint32_t r : seen_rows_) row_price_[r] -= end_distance_ - row_label_[r].distance;
  for (const std::uint32_t c : settled_columns_) {
    column_price_[c] += end_distance_ - column_label_[c].distance;
  }
  if (rest_from_ != none) rest_price_ -= end_distance_ - rest_distance_;
}

void Filling::augment(std::uint32_t source) {
  std::uint32_t c = end_;
  take_room(c);
  while (true) {
    const std::uint32_t r = column_label_[c].from;
    if (r == rest) {
      c = rest_from_;
      continue;
    }
    if (r == source) {
      match(r, c);
      return;
    }
    const std::uint32_t via = row_label_[r].from;
    unmatch(r, via);
    match(r, c);
    c = via;
  }
}

}  // namespace parvis::assignment

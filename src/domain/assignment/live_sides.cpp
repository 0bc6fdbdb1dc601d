#include "domain/assignment/live_sides.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "platform/base/assert.hpp"

namespace parvis::assignment::sides {
namespace {

/// So many stand in front beyond those that were asked for, or half as many as were asked for. Of the measured, 3 and 4
/// cost least.
constexpr std::size_t some = 4;

struct Keyed {
  Price key;
  Entry entry;
};

Entry* entry_of(Edges& edges, std::uint32_t other) {
  const auto at = std::find_if(edges.all.begin(), edges.all.end(),
                               [&](const Entry& entry) { return entry.node == other; });
  return at == edges.all.end() ? nullptr : &*at;
}

}  // namespace

std::uint32_t Side::add() {
  price.push_back(0);
  promised.push_back(0);
  bound.push_back(never);
  edges.emplace_back();
  return static_cast<std::uint32_t>(size() - 1);
}

void Side::drop_last() {
  price.pop_back();
  promised.pop_back();
  bound.pop_back();
  edges.pop_back();
}

void add_edge(Side& side, const Side& other, std::uint32_t node, const Entry& entry) {
  auto& edges = side.edges[node];
  if (edges.all.size() == edges.all.capacity()) gather(side, other, node, side.bound[node]);
  edges.all.push_back(entry);
  if (other.promised[entry.node] - entry.score < side.bound[node])
    std::swap(edges.all.back(), edges.all[edges.in_front++]);
}

void drop_edge(Side& side, std::uint32_t node, std::uint32_t other) {
  auto& edges = side.edges[node];
  auto* hole = entry_of(edges, other);
  if (hole == nullptr) return;
  if (hole - edges.all.data() < static_cast<std::ptrdiff_t>(edges.in_front)) {
    auto& last = edges.all[--edges.in_front];
    *hole = last;
    hole = &last;
  }
  *hole = edges.all.back();
  edges.all.pop_back();
}

std::optional<std::int32_t> score_of(const Side& side, std::uint32_t node, std::uint32_t other) {
  for (const auto& entry : side.edges[node].all)
    if (entry.node == other) return entry.score;
  return std::nullopt;
}

void set_score(Side& side, const Side& other, std::uint32_t node, const Entry& entry) {
  auto* found = entry_of(side.edges[node], entry.node);
  found->score = entry.score;
  if (found - side.edges[node].all.data() < static_cast<std::ptrdiff_t>(side.edges[node].in_front)) return;
  side.bound[node] = std::min(side.bound[node], other.promised[entry.node] - entry.score);
}

void set_price(Side& side, Side& other, std::uint32_t node, Price price, Price tolerance, Rises rises) {
  PARVIS_ASSERT(price == never || std::abs(in_levels(price).score) < person / 4);
  side.price[node] = price;
  auto& promised = side.promised[node];
  if (price >= promised) {
    if (rises == Rises::for_good) promised = std::max(promised, price - tolerance);
    return;
  }
  promised = price - tolerance;
  for (const auto& entry : side.edges[node].all) {
    auto& bound = other.bound[entry.node];
    bound = std::min(bound, promised - entry.score);
  }
}

void gather(Side& side, const Side& other, std::uint32_t node, Price within) {
  thread_local std::vector<Keyed> keyed;
  auto& edges = side.edges[node];
  keyed.clear();
  for (const auto& entry : edges.all)
    if (const auto promised = other.promised[entry.node]; promised < gone)
      keyed.push_back({promised - entry.score, entry});
  edges.all.resize(keyed.size());
  const auto behind =
      std::partition(keyed.begin(), keyed.end(), [&](const Keyed& one) { return one.key <= within; });
  const auto asked = static_cast<std::size_t>(behind - keyed.begin());
  const auto front = std::min(keyed.size(), asked + std::max(some, asked / 2));
  side.bound[node] = never;
  if (front < keyed.size()) {
    const auto next = keyed.begin() + static_cast<std::ptrdiff_t>(front);
    std::nth_element(behind, next, keyed.end(), [](const Keyed& a, const Keyed& b) {
      return a.key != b.key ? a.key < b.key : a.entry.node < b.entry.node;
    });
    side.bound[node] = next->key;
  }
  for (std::size_t i = 0; i < keyed.size(); ++i) edges.all[i] = keyed[i].entry;
  edges.in_front = static_cast<std::uint32_t>(front);
}

Price nearest(Side& side, const Side& other, std::uint32_t node) {
  for (;;) {
    const auto& edges = side.edges[node];
    Price least = never;
    for (std::size_t i = 0; i < edges.in_front; ++i)
      least = std::min(least, other.price[edges.all[i].node] - edges.all[i].score);
    if (least <= side.bound[node]) return least;
    gather(side, other, node, side.bound[node]);
  }
}

Price begin(Side& side, Side& other) {
  std::vector<Price> widths;
  for (auto* of : {&side, &other}) of->promised = of->price;
  for (const auto& [from, to] : {std::pair{&side, &other}, std::pair{&other, &side}})
    for (std::uint32_t node = 0; node < from->size(); ++node) {
      gather(*from, *to, node, -never);
      if (from->bound[node] != never) widths.push_back(from->bound[node] - nearest(*from, *to, node));
    }
  if (widths.empty()) return 0;
  const auto middle = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2);
  std::nth_element(widths.begin(), middle, widths.end());
  const auto tolerance = std::min(*middle, person / 4);
  for (auto* of : {&side, &other}) {
    for (auto& promised : of->promised) promised -= tolerance;
    for (auto& bound : of->bound)
      if (bound != never) bound -= tolerance;
  }
  return tolerance;
}

bool is_sound(const Side& side, const Side& other) {
  for (std::size_t node = 0; node < side.size(); ++node) {
    if (side.promised[node] > side.price[node]) return false;
    if (side.promised[node] >= gone) continue;  // nobody looks from them, and others may have let go of them
    const auto& edges = side.edges[node];
    if (edges.in_front > edges.all.size()) return false;
    for (std::size_t i = edges.in_front; i < edges.all.size(); ++i)
      if (other.price[edges.all[i].node] - edges.all[i].score < side.bound[node]) return false;
  }
  return true;
}

void Queue::clear() {
  for (; filled_ != 0; filled_ &= filled_ - 1)
    buckets_[static_cast<std::size_t>(std::countr_zero(filled_))].clear();
  last_ = 0;
}

Price Queue::least() {
  if (filled_ == 0) return gone;
  const auto first = static_cast<std::size_t>(std::countr_zero(filled_));
  auto& bucket = buckets_[first];
  if (first == 0) return last_;
  last_ = std::min_element(bucket.begin(), bucket.end(), [](const Waiting& a, const Waiting& b) {
            return a.distance < b.distance;
          })->distance;
  filled_ &= filled_ - 1;
  for (const auto& waiting : bucket) push(waiting.distance, waiting.node);
  bucket.clear();
  return last_;
}

Queue::Waiting Queue::pop() {
  auto& bucket = buckets_[0];
  const auto nearest = bucket.back();
  bucket.pop_back();
  if (bucket.empty()) filled_ &= ~std::uint64_t{1};
  return nearest;
}

}  // namespace parvis::assignment::sides

#include "domain/assignment/flow_piece.hpp"

#include <algorithm>

#include "platform/base/assert.hpp"

namespace parvis::assignment {

FlowPiece::FlowPiece(Piece piece, Start start)
    : piece_(std::move(piece)),
      seekers_(static_cast<std::uint32_t>(piece_.instance.seekers())),
      places_(static_cast<std::uint32_t>(piece_.instance.places())),
      pair_level_(start.pair_level),
      ports_(std::move(start.ports)),
      port_of_(std::move(start.port_of_seeker)),
      nodes_of_port_(ports_.size()),
      place_of_(seekers_, no_place),
      used_(places_, 0),
      head_(places_, none),
      next_(seekers_, none),
      before_(seekers_, none),
      potential_(std::move(start.seeker_potential)),
      label_(seekers_ + places_ + ports_.size()),
      ways_(ports_.size()),
      ways_search_(ports_.size(), 0) {
  port_of_.insert(port_of_.end(), start.port_of_place.begin(), start.port_of_place.end());
  potential_.insert(potential_.end(), start.place_potential.begin(), start.place_potential.end());
  potential_.resize(label_.size());
  for (std::uint32_t node = 0; node < port_of_.size(); ++node) nodes_of_port_[port_of_[node]].push_back(node);
  for (std::uint32_t s = 0; s < seekers_; ++s) {
    if (start.place_of[s] != no_place) link(s, static_cast<std::uint32_t>(start.place_of[s]));
  }
  if (pair_level_ == 0) {
    for (Edge& edge : piece_.instance.edges) edge.score = 0;
  }
}

void FlowPiece::link(std::uint32_t s, std::uint32_t p) {
  place_of_[s] = static_cast<std::int32_t>(p);
  ++used_[p];
  before_[s] = none;
  next_[s] = head_[p];
  if (head_[p] != none) before_[head_[p]] = s;
  head_[p] = s;
}

void FlowPiece::unlink(std::uint32_t s) {
  const auto p = static_cast<std::uint32_t>(place_of_[s]);
  --used_[p];
  if (before_[s] != none) next_[before_[s]] = next_[s];
  if (next_[s] != none) before_[next_[s]] = before_[s];
  if (head_[p] == s) head_[p] = next_[s];
  place_of_[s] = no_place;
}

const std::vector<FlowPiece::Way>& FlowPiece::ways(std::uint32_t from, Aim aim,
                                                   const std::vector<Worth>& port_potential) {
  auto& ways = ways_[from];
  if (!ways.empty() && ways_search_[from] == aim.search) return ways;
  const std::vector<Worth> before(potential_.end() - static_cast<std::ptrdiff_t>(ports_.size()),
                                  potential_.end());
  Worth beyond;
  if (aim.target != none) {
    const auto apart = [&](std::uint32_t k) { return before[k] - port_potential[ports_[k]]; };
    for (std::uint32_t k = 0; k < ports_.size(); ++k) beyond = std::max(beyond, apart(aim.target) - apart(k));
  }
  search(from, aim.target, beyond);
  ways.assign(ports_.size(), {});
  ways_search_[from] = aim.search;
  for (std::uint32_t k = 0; k < ports_.size(); ++k) {
    const Label& label = label_[port_node(k)];
    if (label.stamp != stamp_ || !label.done) continue;
    ways[k] = {label.distance + before[k] - before[from], true};
  }
  return ways;
}

void FlowPiece::go(std::uint32_t from, std::uint32_t to) {
  const Label& end = label_[port_node(to)];
  if (last_from_ != from || end.stamp != stamp_ || !end.done) search(from, to, {});
  PARVIS_ASSERT(end.stamp == stamp_ && end.done);
  std::vector<std::uint32_t> path;  // from the end to the beginning
  for (std::uint32_t node = port_node(to); node != none; node = label_[node].from) path.push_back(node);
  PARVIS_ASSERT(path.back() == port_node(from));
  const auto is_place = [&](std::uint32_t node) { return node >= seekers_ && node < seekers_ + places_; };
  for (std::size_t i = path.size() - 1; i > 0; --i) {
    if (is_place(path[i]) && path[i - 1] < seekers_) unlink(path[i - 1]);
  }
  for (std::size_t i = path.size() - 1; i > 0; --i) {
    if (path[i] < seekers_ && is_place(path[i - 1])) link(path[i], path[i - 1] - seekers_);
  }
  last_from_ = none;
  for (auto& ways : ways_) ways.clear();
}

void FlowPiece::begin() {
  ++stamp_;
  heap_.clear();
  ready_.clear();
  settled_.clear();
  has_limit_ = false;
  target_node_ = none;
}

/// Potentials rise by the distances that are less than the target's; a shift of all of them means nothing, so the
/// others stay and these fall.
void FlowPiece::search(std::uint32_t from, std::uint32_t target, Worth beyond) {
  begin();
  beyond_ = beyond;
  target_node_ = target == none ? none : port_node(target);
  now_ = {};
  reach(port_node(from), {}, none);
  std::size_t ports_left = ports_.size();
  for (std::uint32_t node = next_node(); node != none; node = next_node()) {
    if (node >= seekers_ + places_ && --ports_left == 0) break;
    expand(node);
  }
  for (const std::uint32_t node : settled_) potential_[node] += label_[node].distance - now_;
  last_from_ = from;
}

void FlowPiece::reach(std::uint32_t node, Worth distance, std::uint32_t from) {
  Label& label = label_[node];
  if (label.stamp == stamp_ && !(distance < label.distance)) return;
  if (has_limit_ && !(distance < limit_)) return;
  label = {distance, from, stamp_, false};
  if (node == target_node_) {
    limit_ = distance + beyond_;
    has_limit_ = true;
  }
  if (!settled_.empty() && distance == now_) {
    ready_.push_back(node);
    return;
  }
  heap_.push_back({distance, node});
  std::push_heap(heap_.begin(), heap_.end(),
                 [](const Entry& a, const Entry& b) { return b.distance < a.distance; });
}

/// The nearest node not settled yet, settled now; `none` when there is no more.
std::uint32_t FlowPiece::next_node() {
  while (!ready_.empty() || !heap_.empty()) {
    std::uint32_t node = none;
    if (!ready_.empty()) {
      node = ready_.back();
      ready_.pop_back();
    } else {
      std::pop_heap(heap_.begin(), heap_.end(),
                    [](const Entry& a, const Entry& b) { return b.distance < a.distance; });
      node = heap_.back().node;
      heap_.pop_back();
    }
    Label& label = label_[node];
    if (label.done) continue;
    if (has_limit_ && node != target_node_ && !(label.distance < limit_)) continue;
    label.done = true;
    now_ = label.distance;
    settled_.push_back(node);
    return node;
  }
  return none;
}

void FlowPiece::expand(std::uint32_t node) {
  if (node >= seekers_ + places_) return expand_port(node - seekers_ - places_);
  const Worth at = label_[node].distance + potential_[node];
  const std::uint32_t port = port_node(port_of_[node]);
  if (node < seekers_) {
    const Worth less_pair = at - Worth{pair_level_, 0};
    for (const Edge& edge : piece_.instance.edges_of(node)) {
      const std::uint32_t to = place_node(edge.place);
      if (label_[to].stamp == stamp_ && label_[to].done) continue;
      reach(to, less_pair - Worth{0, edge.score} - potential_[to], node);
    }
    if (place_of_[node] != no_place) reach(port, at - potential_[port], node);
    return;
  }
  const std::uint32_t p = node - seekers_;
  for (std::uint32_t s = head_[p]; s != none; s = next_[s]) reach(s, label_[node].distance, node);
  if (used_[p] < piece_.instance.capacity[p]) reach(port, at - potential_[port], node);
}

void FlowPiece::expand_port(std::uint32_t k) {
  const std::uint32_t port = port_node(k);
  const Worth at = label_[port].distance + potential_[port];
  for (const std::uint32_t node : nodes_of_port_[k]) {
    if (node < seekers_ ? place_of_[node] != no_place : used_[node - seekers_] == 0) continue;
    reach(node, at - potential_[node], port);
  }
}

void FlowPiece::settle(const std::vector<Worth>& port_potential) {
  begin();
  now_ = {};
  for (std::uint32_t k = 0; k < ports_.size(); ++k)
    reach(port_node(k), port_potential[ports_[k]] - potential_[port_node(k)], none);
  for (std::uint32_t node = next_node(); node != none; node = next_node()) expand(node);
  PARVIS_ASSERT(settled_.size() == label_.size());
  for (std::uint32_t node = 0; node < label_.size(); ++node) potential_[node] += label_[node].distance;
  last_from_ = none;
  for (auto& ways : ways_) ways.clear();  // their costs stand as they were, but the labels are gone
}

}  // namespace parvis::assignment

#include "domain/assignment/group_flow.hpp"

#include <algorithm>

#include "platform/base/assert.hpp"

namespace parvis::assignment {
namespace {

/// The ports that a piece's people hang under, numbered within the piece.
class LocalPorts {
 public:
  explicit LocalPorts(std::size_t ports) : at_(ports, FlowPiece::none) {}
  std::uint32_t of(std::uint32_t port, std::vector<std::uint32_t>& ports) {
    if (at_[port] == FlowPiece::none) {
      at_[port] = static_cast<std::uint32_t>(ports.size());
      ports.push_back(port);
    }
    return at_[port];
  }
  std::vector<std::uint32_t> end() {
    std::vector<std::uint32_t> done(at_.size(), FlowPiece::none);
    done.swap(at_);
    return done;
  }

 private:
  std::vector<std::uint32_t> at_;
};

/// Prices of the certificate as potentials: a seeker's is what it costs, a place's what it costs less than nothing.
FlowPiece::Start start_of(const Piece& piece, const Ports& ports, const Solution& whole, bool is_priced,
                          LocalPorts& local, std::vector<std::uint32_t>& place_at) {
  FlowPiece::Start start;
  start.pair_level = is_priced ? 1 : 0;
  for (std::uint32_t i = 0; i < piece.places.size(); ++i) {
    const std::uint32_t p = piece.places[i];
    place_at[p] = i;
    start.port_of_place.push_back(local.of(ports.of_place[p], start.ports));
    const auto& proof = whole.certificate;
    start.place_potential.push_back(is_priced ? -Worth{proof.place_in_cover[p], proof.place_price[p]}
                                              : Worth{});
  }
  for (const std::uint32_t s : piece.seekers) {
    start.port_of_seeker.push_back(local.of(ports.of_seeker[s], start.ports));
    const std::int32_t place = whole.place_of[s];
    start.place_of.push_back(
        place == no_place ? no_place : static_cast<std::int32_t>(place_at[static_cast<std::size_t>(place)]));
    const auto& proof = whole.certificate;
    start.seeker_potential.push_back(is_priced ? Worth{proof.seeker_in_cover[s], proof.seeker_price[s]}
                                               : Worth{});
  }
  return start;
}

}  // namespace

GroupFlow::GroupFlow(const Instance& instance, const Ports& ports, const Solution& start, Goal goal)
    : instance_(instance),
      ports_(ports),
      pair_level_(goal == Goal::the_best ? 1 : 0),
      arcs_(ports.parent.size()),
      pieces_of_port_(ports.parent.size()),
      potential_(ports.parent.size()),
      steps_(ports.parent.size()) {
  const auto count = [&](std::uint32_t port) {
    for (; port != Ports::root; port = ports_.parent[port]) ++arcs_[port].flow;
  };
  for (std::size_t s = 0; s < instance.seekers(); ++s) {
    if (start.place_of[s] == no_place) continue;
    count(ports_.of_seeker[s]);
    count(ports_.of_place[static_cast<std::size_t>(start.place_of[s])]);
  }
  // The smaller a piece, the less is searched again after a change; but some hundreds are enough.
  const Components components(instance, instance.edges.size() / 512 + 1);
  LocalPorts local(ports.parent.size());
  std::vector<std::uint32_t> place_at(instance.places(), 0);
  pieces_.reserve(components.size());
  for (std::uint32_t i = 0; i < components.size(); ++i) {
    Piece piece;
    components.take(i, piece);
    FlowPiece::Start at = start_of(piece, ports_, start, goal == Goal::the_best, local, place_at);
    for (const std::uint32_t port : at.ports) pieces_of_port_[port].push_back(i);
    local_port_.push_back(local.end());
    pieces_.emplace_back(std::move(piece), std::move(at));
  }
}

std::uint32_t GroupFlow::local(std::uint32_t piece, std::uint32_t port) const {
  return local_port_[piece][port];
}

void GroupFlow::bound(std::uint32_t port, std::int64_t lower, std::int64_t upper) {
  arcs_[port].lower = lower;
  arcs_[port].upper = upper;
}

/// From the parent to the group, and back: more or fewer matched, by side.
bool GroupFlow::may_go_down(std::uint32_t port) const {
  const Arc& arc = arcs_[port];
  return ports_.is_of_places[port] ? arc.flow > arc.lower : arc.flow < arc.upper;
}
bool GroupFlow::may_go_up(std::uint32_t port) const {
  const Arc& arc = arcs_[port];
  return ports_.is_of_places[port] ? arc.flow < arc.upper : arc.flow > arc.lower;
}

bool GroupFlow::toward_bounds(std::uint32_t port) {
  const std::uint32_t parent = ports_.parent[port];
  Arc& arc = arcs_[port];
  while (arc.flow < arc.lower || arc.flow > arc.upper) {
    const bool more = arc.flow < arc.lower;
    const bool from_group = more != (ports_.is_of_places[port] != 0);
    const std::uint32_t from = from_group ? port : parent, to = from_group ? parent : port;
    if (!push(from, to)) return false;
    arc.flow += more ? 1 : -1;
  }
  return true;
}

void GroupFlow::relax(std::uint32_t from, std::uint32_t to, Worth cost, std::uint32_t piece) {
  Step& step = steps_[to];
  if (step.done) return;
  const Worth distance = steps_[from].distance + cost + potential_[from] - potential_[to];
  // Of paths that cost the same the one of fewest hops: no two of its hops share anybody.
  const std::uint32_t hops = steps_[from].hops + 1;
  if (step.reached && (step.distance < distance || (step.distance == distance && step.hops <= hops))) return;
  step = {distance, hops, from, piece, true, false};
}

void GroupFlow::relax_from(std::uint32_t port, std::uint32_t target) {
  if (port != Ports::root && may_go_up(port)) relax(port, ports_.parent[port], {}, tree);
  for (std::uint32_t g = 1; g < arcs_.size(); ++g) {
    if (ports_.parent[g] == port && may_go_down(g)) relax(port, g, {}, tree);
  }
  for (const std::uint32_t i : pieces_of_port_[port]) {
    const auto& ways = pieces_[i].ways(local(i, port), {local(i, target), search_}, potential_);
    for (std::uint32_t k = 0; k < ways.size(); ++k) {
      if (ways[k].known) relax(port, pieces_[i].ports()[k], ways[k].cost, i);
    }
  }
}

/// Dijkstra's method on the few ports. The potentials of those nearer than `to` rise by how far they are.
std::optional<Worth> GroupFlow::cost(std::uint32_t from, std::uint32_t to) {
  if (target_ != to) ++search_;
  target_ = to;
  std::fill(steps_.begin(), steps_.end(), Step{});
  steps_[from].reached = true;
  while (true) {
    std::uint32_t nearest = tree;
    for (std::uint32_t i = 0; i < steps_.size(); ++i) {
      if (!steps_[i].reached || steps_[i].done) continue;
      if (nearest == tree || steps_[i].distance < steps_[nearest].distance ||
          (steps_[i].distance == steps_[nearest].distance && steps_[i].hops < steps_[nearest].hops))
        nearest = i;
    }
    if (nearest == tree) return std::nullopt;
    steps_[nearest].done = true;
    if (nearest == to) break;
    relax_from(nearest, to);
  }
  const Worth distance = steps_[to].distance;
  const Worth cost = distance + potential_[to] - potential_[from];
  for (std::uint32_t i = 0; i < steps_.size(); ++i) {
    potential_[i] += steps_[i].done ? steps_[i].distance : distance;
  }
  return cost;
}

std::optional<Worth> GroupFlow::push(std::uint32_t from, std::uint32_t to) {
  const auto costs = cost(from, to);
  if (costs) go(from, to);
  return costs;
}

std::optional<Worth> GroupFlow::shift(std::uint32_t from, std::uint32_t to) {
  const auto costs = push(from, to);
  if (!costs) return costs;
  for (const std::uint32_t port : {from, to}) {
    if (port == Ports::root) continue;
    arcs_[port].flow += port == from ? 1 : -1;
    hold(port);
  }
  return costs;
}

void GroupFlow::go(std::uint32_t from, std::uint32_t to) {
  for (std::uint32_t at = to; at != from; at = steps_[at].from) {
    const Step step = steps_[at];
    if (step.piece != tree) {
      pieces_[step.piece].go(local(step.piece, step.from), local(step.piece, at));
      continue;
    }
    const bool down = ports_.parent[at] == step.from && at != Ports::root;
    const std::uint32_t group = down ? at : step.from;
    arcs_[group].flow += down == (ports_.is_of_places[group] == 0) ? 1 : -1;
  }
}

std::vector<std::int32_t> GroupFlow::place_of() const {
  std::vector<std::int32_t> place_of(instance_.seekers(), no_place);
  for (const FlowPiece& at : pieces_) {
    const Piece& piece = at.piece();
    for (std::size_t i = 0; i < piece.seekers.size(); ++i) {
      if (at.place_of(i) != no_place)
        place_of[piece.seekers[i]] =
            static_cast<std::int32_t>(piece.places[static_cast<std::size_t>(at.place_of(i))]);
    }
  }
  return place_of;
}

FlowPrices GroupFlow::prices() {
  const Worth zero{};
  for (std::size_t i = potential_.size(); i-- > 0;) potential_[i] -= potential_[Ports::root];
  FlowPrices prices;
  prices.seeker.resize(instance_.seekers());
  prices.place.resize(instance_.places());
  prices.port.resize(arcs_.size());
  for (std::uint32_t g = 1; g < arcs_.size(); ++g) {
    const Worth rise = potential_[g] - potential_[ports_.parent[g]];
    prices.port[g] = ports_.is_of_places[g] ? -rise : rise;
  }
  for (FlowPiece& at : pieces_) {
    at.settle(potential_);
    const Piece& piece = at.piece();
    for (std::size_t i = 0; i < piece.seekers.size(); ++i) {
      const std::uint32_t s = piece.seekers[i];
      prices.seeker[s] = std::max(zero, at.seeker_potential(i) - potential_[ports_.of_seeker[s]]);
    }
    for (std::size_t i = 0; i < piece.places.size(); ++i) {
      const std::uint32_t p = piece.places[i];
      prices.place[p] = std::max(zero, potential_[ports_.of_place[p]] - at.place_potential(i));
    }
  }
  // A place without capacity costs nothing; its price keeps its edges from asking for more.
  for (std::size_t s = 0; s < instance_.seekers(); ++s) {
    for (const Edge& edge : instance_.edges_of(s)) {
      if (instance_.capacity[edge.place] > 0) continue;
      const Worth others =
          prices.seeker[s] + potential_[ports_.of_seeker[s]] - potential_[ports_.of_place[edge.place]];
      prices.place[edge.place] = std::max(prices.place[edge.place], Worth{pair_level_, edge.score} - others);
    }
  }
  return prices;
}

}  // namespace parvis::assignment

#include "domain/assignment/bounds.hpp"

#include <algorithm>
#include <numeric>

#include "domain/assignment/cardinality.hpp"
#include "domain/assignment/group_flow.hpp"
#include "domain/assignment/least_conflict.hpp"
#include "platform/base/assert.hpp"

namespace parvis::assignment {
namespace {

std::int64_t size_of(const Instance& instance, const Group& group) {
  if (group.side == Side::seekers) return static_cast<std::int64_t>(group.members.size());
  std::int64_t room = 0;
  for (const std::uint32_t p : group.members) room += instance.capacity[p];
  return room;
}

std::optional<GroupFault> fault_of(const Instance& instance, const Group& group,
                                   std::vector<std::uint8_t>& seen) {
  const std::size_t people = group.side == Side::seekers ? instance.seekers() : instance.places();
  seen.assign(people, 0);
  for (const std::uint32_t i : group.members) {
    if (i >= people) return GroupFault::unknown_member;
    if (seen[i]++ != 0) return GroupFault::member_twice;
  }
  if (group.lower < 0 || group.upper < 0) return GroupFault::below_zero;
  if (group.lower > group.upper) return GroupFault::lower_above_upper;
  if (group.lower > size_of(instance, group)) return GroupFault::lower_above_size;
  return std::nullopt;
}

/// The tree of the groups, the larger ones first, so that each hangs under the smallest that holds it. Group g is
/// the port g + 1. What crosses is the refusal.
class Tree {
 public:
  Tree(const Instance& instance, const std::vector<Group>& groups) : order_(groups.size()) {
    ports.parent.assign(groups.size() + 1, Ports::root);
    ports.is_of_places.assign(groups.size() + 1, 0);
    ports.of_seeker.assign(instance.seekers(), Ports::root);
    ports.of_place.assign(instance.places(), Ports::root);
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
      return groups[a].members.size() > groups[b].members.size();
    });
    for (const std::size_t g : order_) hang(groups[g], g);
  }

  Ports ports;
  std::optional<GroupRefusal> refusal;

 private:
  void hang(const Group& group, std::size_t g) {
    auto& innermost = group.side == Side::seekers ? ports.of_seeker : ports.of_place;
    const auto port = static_cast<std::uint32_t>(g + 1);
    ports.is_of_places[port] = group.side == Side::places;
    if (group.members.empty()) return;
    ports.parent[port] = innermost[group.members.front()];
    const bool crosses = std::any_of(group.members.begin(), group.members.end(),
                                     [&](std::uint32_t i) { return innermost[i] != ports.parent[port]; });
    if (crosses && !refusal) refusal = {GroupFault::crossing, g, crossed(innermost, group)};
    for (const std::uint32_t i : group.members) innermost[i] = port;
  }
  /// Of two innermost groups among the members the smaller one: the other may hold it, but it cannot hold `group`.
  std::size_t crossed(const std::vector<std::uint32_t>& innermost, const Group& group) const {
    for (auto at = order_.rbegin(); at != order_.rend(); ++at) {
      for (const std::uint32_t i : group.members) {
        if (innermost[i] == *at + 1) return *at;
      }
    }
    return 0;
  }
  std::vector<std::size_t> order_;
};

__extension__ typedef __int128 Sum;

/// Counts what was reached and holds the certificate against it, edge by edge.
void count_and_prove_bounded(const Instance& instance, const std::vector<Group>& groups, const Ports& ports,
                             Bounded& bounded) {
  const BoundedCertificate& proof = bounded.certificate;
  std::vector<Worth> above(ports.parent.size());  // the prices of a group and all that hold it
  const auto above_of = [&](std::uint32_t port) {
    Worth sum{};
    for (; port != Ports::root; port = ports.parent[port]) sum += proof.group[port - 1];
    return sum;
  };
  for (std::uint32_t port = 1; port < above.size(); ++port) above[port] = above_of(port);
  std::vector<std::int64_t> used(instance.places(), 0);
  const Worth nothing{};
  Sum levels = 0, scores = 0;
  const auto pay = [&](std::int64_t times, const Worth& price) {
    levels += Sum{times} * price.level;
    scores += Sum{times} * price.score;
  };
  for (std::size_t s = 0; s < instance.seekers(); ++s) {
    PARVIS_ASSERT(proof.seeker[s] >= nothing);
    pay(1, proof.seeker[s]);
    const Worth of_seeker = proof.seeker[s] + above[ports.of_seeker[s]];
    bool found = bounded.place_of[s] == no_place;
    for (const Edge& edge : instance.edges_of(s)) {
      const Worth prices = of_seeker + proof.place[edge.place] + above[ports.of_place[edge.place]];
      PARVIS_ASSERT(prices >= (Worth{1, edge.score}));
      if (static_cast<std::int32_t>(edge.place) != bounded.place_of[s]) continue;
      found = true;
      ++bounded.matched;
      bounded.score += edge.score;
      ++used[edge.place];
    }
    PARVIS_ASSERT(found);
  }
  for (std::size_t p = 0; p < instance.places(); ++p) {
    PARVIS_ASSERT(proof.place[p] >= nothing && used[p] <= instance.capacity[p]);
    pay(instance.capacity[p], proof.place[p]);
  }
  const std::vector<std::int64_t> in = matched_in(groups, bounded.place_of);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    PARVIS_ASSERT(in[g] >= groups[g].lower && in[g] <= groups[g].upper);
    const Worth price = proof.group[g];
    if (price > nothing) pay(groups[g].upper, price);
    if (price < nothing) pay(groups[g].lower, price);
  }
  PARVIS_ASSERT(levels == bounded.matched && scores == bounded.score);
}

bool keep_bounds(GroupFlow& flow, const std::vector<Group>& groups) {
  for (std::uint32_t g = 0; g < groups.size(); ++g) {
    flow.bound(g + 1, groups[g].lower, groups[g].upper);
    if (!flow.toward_bounds(g + 1)) return false;
  }
  return true;
}

/// The edges that locks leave, and a group of one for each seeker who is locked in. False: two locks ask one
/// seeker to be at two places.
bool apply_locks(const Instance& whole, const std::vector<PairLock>& locks, Instance& left,
                 std::vector<Group>& groups) {
  std::vector<std::int32_t> in(whole.seekers(), no_place);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
  for (const PairLock& lock : locks) {
    if (!lock.in) {
      out.emplace_back(lock.seeker, lock.place);
    } else if (const auto place = static_cast<std::int32_t>(lock.place); in[lock.seeker] != place) {
      if (in[lock.seeker] != no_place) return false;
      in[lock.seeker] = place;
      groups.push_back({Side::seekers, {lock.seeker}, 1, no_upper});
    }
  }
  std::sort(out.begin(), out.end());
  left.capacity = whole.capacity;
  left.first.assign(1, 0);
  for (std::uint32_t s = 0; s < whole.seekers(); ++s) {
    for (const Edge& edge : whole.edges_of(s)) {
      if (in[s] != no_place && in[s] != static_cast<std::int32_t>(edge.place)) continue;
      if (std::binary_search(out.begin(), out.end(), std::pair(s, edge.place))) continue;
      left.edges.push_back(edge);
    }
    left.first.push_back(left.edges.size());
  }
  return true;
}

bool can_hold(const Instance& whole, std::vector<Group> groups, const std::vector<PairLock>& locks) {
  Instance left;
  if (!apply_locks(whole, locks, left, groups)) return false;
  Solution start;
  start.place_of = largest_set(left).place_of;
  GroupFlow flow(left, Tree(left, groups).ports, start, GroupFlow::Goal::only_possible);
  return keep_bounds(flow, groups);
}

}  // namespace

std::optional<GroupRefusal> refusal_of(const Instance& instance, const std::vector<Group>& groups) {
  std::vector<std::uint8_t> seen;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (const auto fault = fault_of(instance, groups[g], seen)) return GroupRefusal{*fault, g, g};
  }
  return Tree(instance, groups).refusal;
}

Bounded solve_bounded(const Instance& instance, const std::vector<Group>& groups,
                      const SolveOptions& options) {
  const Solution plain = solve(instance, options);
  if (!plain.stopped) return solve_bounded(instance, groups, plain);
  Bounded stopped;
  stopped.stopped = true;
  return stopped;
}

Bounded solve_bounded(const Instance& instance, const std::vector<Group>& groups, const Solution& plain) {
  PARVIS_ASSERT(!refusal_of(instance, groups));
  const Tree tree(instance, groups);
  GroupFlow flow(instance, tree.ports, plain, GroupFlow::Goal::the_best);
  Bounded bounded;
  bounded.possible = keep_bounds(flow, groups);
  if (!bounded.possible) return bounded;
  bounded.place_of = flow.place_of();
  FlowPrices prices = flow.prices();
  bounded.certificate.seeker = std::move(prices.seeker);
  bounded.certificate.place = std::move(prices.place);
  bounded.certificate.group.assign(prices.port.begin() + 1, prices.port.end());
  count_and_prove_bounded(instance, groups, tree.ports, bounded);
  return bounded;
}

std::vector<std::int64_t> matched_in(const std::vector<Group>& groups,
                                     const std::vector<std::int32_t>& place_of) {
  std::vector<std::int64_t> at_place;
  for (const std::int32_t place : place_of) {
    if (place == no_place) continue;
    at_place.resize(std::max(at_place.size(), static_cast<std::size_t>(place) + 1));
    ++at_place[static_cast<std::size_t>(place)];
  }
  std::vector<std::int64_t> in;
  for (const Group& group : groups) {
    std::int64_t sum = 0;
    for (const std::uint32_t i : group.members) {
      if (group.side == Side::seekers) sum += place_of[i] != no_place;
      if (group.side == Side::places) sum += i < at_place.size() ? at_place[i] : 0;
    }
    in.push_back(sum);
  }
  return in;
}

std::optional<Conflict> conflict(const Instance& instance, const std::vector<Group>& groups,
                                 const std::vector<PairLock>& locks) {
  PARVIS_ASSERT(!refusal_of(instance, groups));
  if (can_hold(instance, groups, locks)) return std::nullopt;
  std::vector<std::size_t> lowers, uppers;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (groups[g].lower > 0) lowers.push_back(g);
    if (groups[g].upper < size_of(instance, groups[g])) uppers.push_back(g);
  }
  const auto possible = [&](const std::vector<std::uint8_t>& wanted) {
    std::vector<Group> kept = groups;
    for (std::size_t i = 0; i < lowers.size(); ++i)
      if (!wanted[i]) kept[lowers[i]].lower = 0;
    for (std::size_t i = 0; i < uppers.size(); ++i)
      if (!wanted[lowers.size() + i]) kept[uppers[i]].upper = no_upper;
    std::vector<PairLock> some;
    for (std::size_t i = 0; i < locks.size(); ++i)
      if (wanted[lowers.size() + uppers.size() + i]) some.push_back(locks[i]);
    return can_hold(instance, kept, some);
  };
  const LeastConflict least = least_conflict(lowers.size() + uppers.size() + locks.size(), possible);
  Conflict conflict;
  conflict.is_least = least.is_least;
  for (const std::size_t i : least.members) {
    if (i < lowers.size())
      conflict.lowers.push_back(lowers[i]);
    else if (i < lowers.size() + uppers.size())
      conflict.uppers.push_back(uppers[i - lowers.size()]);
    else
      conflict.locks.push_back(i - lowers.size() - uppers.size());
  }
  return conflict;
}

}  // namespace parvis::assignment

/// The matching as a flow through groups: a root, under it a tree of groups of seekers and one of groups of places,
/// under those the people, and between seekers and places the edges. Each group's arc carries how many of it are
/// matched and may have bounds. From an optimum without bounds, every unit of change (one more of this group,
/// fewer of that) is the cheapest alternating path, and the flow stays the best for what the bounds now allow
/// (successive shortest paths). The pieces of the instance meet only in the groups, so a path is put together
/// from ways through pieces, and after a change only the pieces that it went through are searched again.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/assignment/flow_piece.hpp"

namespace parvis::assignment {

/// Ports are numbered: 0 is the root of both sides, then the groups.
struct Ports {
  static constexpr std::uint32_t root = 0;
  std::vector<std::uint32_t> parent;               ///< of each port; the root's is itself
  std::vector<std::uint8_t> is_of_places;          ///< of each port
  std::vector<std::uint32_t> of_seeker, of_place;  ///< the innermost group of each, or the root
};

/// Prices of a flow (bounds.hpp, BoundedCertificate).
struct FlowPrices {
  std::vector<Worth> seeker, place;
  std::vector<Worth> port;  ///< of the group's own bound; the root's is 0
};

class GroupFlow {
 public:
  /// Begins with a best solution without bounds. `only_possible`: scores and number do not count, and
  /// `start.place_of` may be any way to give places.
  enum class Goal { the_best, only_possible };
  GroupFlow(const Instance& instance, const Ports& ports, const Solution& start, Goal goal);

  std::int64_t matched_in(std::uint32_t port) const { return arcs_[port].flow; }
  /// From now on the group holds these bounds. Where its number lies outside, `toward_bounds` must follow before
  /// anything else is asked.
  void bound(std::uint32_t port, std::int64_t lower, std::int64_t upper);
  /// Changes the flow, one cheapest path at a time, until the bounds of this group hold. False: they cannot,
  /// together with those before.
  bool toward_bounds(std::uint32_t port);

  /// The group keeps the number that it has, until `shift` changes it.
  void hold(std::uint32_t port) { bound(port, arcs_[port].flow, arcs_[port].flow); }
  /// One unit enters by `from` and leaves by `to`: what it costs in (matched, score), or nothing when there is no
  /// way. `shift` does it, between groups of seekers that are held or the root: one more of `from` is matched and
  /// one fewer of `to`.
  std::optional<Worth> cost(std::uint32_t from, std::uint32_t to);
  std::optional<Worth> shift(std::uint32_t from, std::uint32_t to);

  std::vector<std::int32_t> place_of() const;
  FlowPrices prices();

 private:
  struct Arc {
    std::int64_t flow = 0, lower = 0, upper = INT64_MAX;
  };
  struct Step {
    Worth distance;
    std::uint32_t hops = 0, from = 0, piece = 0;  ///< `tree`: along the tree
    bool reached = false, done = false;
  };
  static constexpr std::uint32_t tree = UINT32_MAX;
  void relax(std::uint32_t from, std::uint32_t to, Worth cost, std::uint32_t piece);
  void relax_from(std::uint32_t port, std::uint32_t target);
  std::optional<Worth> push(std::uint32_t from, std::uint32_t to);
  bool may_go_down(std::uint32_t port) const;
  bool may_go_up(std::uint32_t port) const;
  void go(std::uint32_t from, std::uint32_t to);
  std::uint32_t local(std::uint32_t piece, std::uint32_t port) const;

  const Instance& instance_;
  Ports ports_;
  std::int64_t pair_level_;
  std::vector<Arc> arcs_;
  std::vector<FlowPiece> pieces_;
  std::vector<std::vector<std::uint32_t>> pieces_of_port_, local_port_;  // by port, and by piece and port
  std::vector<Worth> potential_;                                         // by port
  std::vector<Step> steps_;
  std::uint32_t target_ = tree, search_ = 0;  // the last target, and how often it has changed
};

}  // namespace parvis::assignment

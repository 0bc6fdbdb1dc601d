/// One piece of an instance as a flow between ports (group_flow.hpp): its seekers hang under the group that they
/// are in, its places under theirs. A path of exchanges enters by one port and leaves by another: somebody of one
/// group gets a place, somebody of another gives one up. The best such path is found by Dijkstra's method on
/// lexicographic costs that the potentials keep from falling below zero.
#pragma once

#include <cstdint>
#include <vector>

#include "domain/assignment/components.hpp"
#include "domain/assignment/worth.hpp"

namespace parvis::assignment {

class FlowPiece {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;

  /// `ports`: the ports that the piece has people under, by their numbers in the whole; `port_of_*` are positions
  /// in it. Seekers' and places' potentials, and who sits where, are those of a best solution.
  struct Start {
    std::vector<std::uint32_t> ports, port_of_seeker, port_of_place;
    std::vector<std::int32_t> place_of;
    std::vector<Worth> seeker_potential, place_potential;
    std::int64_t pair_level = 1;  ///< 0: only what is possible counts, and all scores are 0
  };
  FlowPiece(Piece piece, Start start);

  const std::vector<std::uint32_t>& ports() const { return ports_; }

  /// What a path from one port to each other costs: what is lost in (matched, score) when one unit goes that way.
  struct Way {
    Worth cost;
    bool known = false;  ///< false: there is none, or none that a cheapest path to the target could use
  };
  /// What is sought: the cheapest path to `target` (or `none`: every port counts), by the potentials that the
  /// whole has for its ports. Ways once found stand until the piece changes or `search` does: while it is the
  /// same, the potential of the target may not rise less than any other.
  struct Aim {
    std::uint32_t target = none, search = 0;
  };
  const std::vector<Way>& ways(std::uint32_t from, Aim aim, const std::vector<Worth>& port_potential);
  /// Lets one unit go along a way that was told of.
  void go(std::uint32_t from, std::uint32_t to);

  /// The potentials of all nodes when those of the ports are given.
  void settle(const std::vector<Worth>& port_potential);
  Worth seeker_potential(std::size_t local) const { return potential_[local]; }
  Worth place_potential(std::size_t local) const { return potential_[seekers_ + local]; }
  const Piece& piece() const { return piece_; }
  std::int32_t place_of(std::size_t local) const { return place_of_[local]; }

 private:
  struct Label {
    Worth distance;
    std::uint32_t from = none, stamp = 0;
    bool done = false;
  };
  struct Entry {
    Worth distance;
    std::uint32_t node;
  };
  std::uint32_t place_node(std::uint32_t p) const { return seekers_ + p; }
  std::uint32_t port_node(std::uint32_t k) const { return seekers_ + places_ + k; }
  void link(std::uint32_t s, std::uint32_t p);
  void unlink(std::uint32_t s);
  void begin();
  /// `beyond`: how much farther than the target what is nearer by the whole's potentials may seem here.
  void search(std::uint32_t from, std::uint32_t target, Worth beyond);
  void reach(std::uint32_t node, Worth distance, std::uint32_t from);
  std::uint32_t next_node();
  void expand(std::uint32_t node);
  void expand_port(std::uint32_t k);

  Piece piece_;
  std::uint32_t seekers_, places_;
  std::int64_t pair_level_;
  std::vector<std::uint32_t> ports_, port_of_;             // by node: seekers, then places
  std::vector<std::vector<std::uint32_t>> nodes_of_port_;  // seekers and places by node
  std::vector<std::int32_t> place_of_, used_;
  std::vector<std::uint32_t> head_, next_, before_;  // who sits at each place, as lists
  std::vector<Worth> potential_;                     // by node: seekers, places, ports
  std::vector<Label> label_;
  std::uint32_t stamp_ = 0;
  std::vector<Entry> heap_;
  std::vector<std::uint32_t> ready_, settled_;
  Worth now_, limit_, beyond_;
  bool has_limit_ = false;
  std::uint32_t target_node_ = none;
  std::uint32_t last_from_ = none;      // whose labels stand
  std::vector<std::vector<Way>> ways_;  // by port from; empty: not known
  std::vector<std::uint32_t> ways_search_;
};

}  // namespace parvis::assignment

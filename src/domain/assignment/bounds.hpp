/// Bounds on how many are matched: at least so many of a group, at most so many. Numbers only.
///
/// A group is a set of seekers or of places; its number is how many pairs its members stand in. Of one side, any two
/// groups must be apart or one within the other (a partition, or partitions nested in each other): then all bounds
/// are one flow and the answer is exact. The objective: all bounds hold; then as many matched as they allow; then
/// the greatest score. The score and the numbers do not depend on how people are numbered; which of several equally
/// good answers is given may.
///
/// The certificate is a price of two levels (worth.hpp: matched, then score) for each seeker, place and group:
///  - a seeker's and a place's price is at least 0;
///  - a group's price is above 0 only if its number is its upper bound, and below 0 only if it is its lower bound;
///  - on every edge, the prices of its seeker, its place and all groups that they are in add up to at least
///    (1, score);
///  - Σ seekers + Σ capacity · places + Σ bound · groups is exactly (matched, score).
/// So every way to give places that keeps the bounds is worth at most (matched, score): each pair is worth at most
/// its prices, and no price is paid more often than the last sum counts it. Without bounds this is the certificate
/// of assignment.hpp: the cover is the first level and the prices are the second.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/assignment/assignment.hpp"
#include "domain/assignment/worth.hpp"

namespace parvis::assignment {

enum class Side { seekers, places };

inline constexpr std::int64_t no_upper = INT64_MAX;

struct Group {
  Side side = Side::seekers;
  std::vector<std::uint32_t> members;  ///< each once, in any order
  std::int64_t lower = 0, upper = no_upper;
};

enum class GroupFault {
  unknown_member,     ///< a number that is no seeker or place
  member_twice,       ///
  below_zero,         ///< a bound below 0
  lower_above_upper,  ///
  lower_above_size,  ///< at least so many are wanted, but the group has fewer people, or places with less room
  crossing,          ///< it and `other` have members in common, and each has members that the other has not
};
struct GroupRefusal {
  GroupFault fault;
  std::size_t group = 0, other = 0;
};
/// Why these bounds are not taken, or nothing.
std::optional<GroupRefusal> refusal_of(const Instance& instance, const std::vector<Group>& groups);

struct BoundedCertificate {
  std::vector<Worth> seeker, place, group;
};

struct Bounded {
  bool stopped = false;
  bool possible =
      true;  ///< false: no way keeps all bounds (`conflict` says which of them); the rest means nothing
  std::vector<std::int32_t> place_of;
  std::int64_t matched = 0, score = 0;
  BoundedCertificate certificate;
};

/// The groups must have no `refusal_of`.
Bounded solve_bounded(const Instance& instance, const std::vector<Group>& groups,
                      const SolveOptions& options = {});
/// The same from `plain`, the answer of `solve` on this instance.
Bounded solve_bounded(const Instance& instance, const std::vector<Group>& groups, const Solution& plain);

/// How many pairs each group stands in.
std::vector<std::int64_t> matched_in(const std::vector<Group>& groups,
                                     const std::vector<std::int32_t>& place_of);

/// A pair that must be (`in`) or must not be.
struct PairLock {
  std::uint32_t seeker = 0, place = 0;
  bool in = true;
};
/// A set of bounds and locks that cannot hold together, though all hold when any one of them is taken away.
struct Conflict {
  std::vector<std::size_t> lowers, uppers;  ///< groups whose lower or upper bound is in it
  std::vector<std::size_t> locks;
  bool is_least = false;  ///< no smaller set conflicts; false: there were too many sets to try
};
/// Nothing when all can hold. `instance` holds all edges, those that are locked too.
std::optional<Conflict> conflict(const Instance& instance, const std::vector<Group>& groups,
                                 const std::vector<PairLock>& locks);

}  // namespace parvis::assignment

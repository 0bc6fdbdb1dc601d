/// A plain round with every pair that the rules allow, locked people aside, and its proved answer: what bounds and
/// questions of what if are worked out from. Inside this folder only.
#pragma once

#include <utility>
#include <vector>

#include "domain/matching/equal.hpp"
#include "domain/matching/round_data.hpp"

namespace parvis::matching {

struct WholeRound {
  Solved solved;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> locked_out;

  /// Mentors who have no place left: nothing to a bound, but what if they had one?
  enum class Full { left_out, there };
  /// `suitability` is of the round's people, and must live as long.
  WholeRound(const Round& plain, const suitability::Suitability& suitability, const RoundRequest& request,
             Full full = Full::left_out);
  PlainRound plain(const suitability::Suitability& suitability, Date on) const {
    return {suitability, on, solved.instance, solved.solution, solved.locked_mentor, locked_out};
  }
};

}  // namespace parvis::matching

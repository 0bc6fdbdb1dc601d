/// A round found the long way: every pair is asked, every pair that may be made is an edge, and what an unmatched adept
/// is told is counted mentor by mentor. What the blocks and the truncation must not change.
#pragma once

#include <vector>

#include "domain/assignment/assignment.hpp"
#include "domain/matching/round.hpp"

namespace parvis::every_pair {

struct LongWay {
  std::vector<bool> has_pair;  ///< by adept, in the numbering of the round
  std::int64_t matched = 0, score = 0, possible_pairs = 0;
  std::vector<matching::Unmatched> unmatched;
  std::vector<matching::RunnerUp> runner_up;  ///< by pair of the round; score −1: none
};

/// Of the same people, rules and locks as the round, whose pairs are asked for their runners-up.
LongWay the_long_way(const matching::Round& round, const std::vector<suitability::Lock>& locks);

}  // namespace parvis::every_pair

/// What a round holds. Inside this folder only.
#pragma once

#include "domain/assignment/assignment.hpp"
#include "domain/matching/round.hpp"

namespace parvis::matching {

struct Round::Data {
  RoundRequest request;  ///< owns the people, in the fixed numbering
  std::unique_ptr<suitability::Suitability> suitability;
  std::vector<MadePair> pairs;
  std::vector<Unmatched> unmatched;
  proof::Claim claim;
  std::int64_t possible_pairs = 0, places = 0;
};

/// What the engine was given, and what it answered: for the explanations, then thrown away.
struct Solved {
  assignment::Instance instance;
  assignment::Solution solution;
  std::vector<std::int32_t> locked_mentor;             ///< by adept, or no_place
  std::vector<std::vector<std::uint32_t>> locked_out;  ///< by adept, sorted; empty when there is none
  bool is_out(std::size_t adept, std::size_t mentor) const;
};

/// Runs `act(from, to)` on slices of 0…count−1, on that many threads; the slices are the same for any number.
void in_slices(std::size_t count, int threads, const std::function<void(std::size_t, std::size_t)>& act);

void find_runners_up(Round::Data& data, const Solved& solved);
void explain_unmatched(Round::Data& data, const Solved& solved);

}  // namespace parvis::matching

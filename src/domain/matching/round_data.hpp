/// What a round holds. Inside this folder only.
#pragma once

#include "domain/assignment/assignment.hpp"
#include "domain/matching/equal_round.hpp"
#include "domain/matching/round.hpp"
#include "domain/suitability/crowd.hpp"

namespace parvis::matching {

struct Round::Data {
  RoundRequest request;  ///< owns the people, in the fixed numbering
  std::unique_ptr<suitability::Suitability> suitability;
  std::vector<MadePair> pairs;
  std::vector<Unmatched> unmatched;
  proof::Claim claim;
  std::int64_t possible_pairs = 0, places = 0;
  bool depends_on_candidates = false;
  std::optional<KeptEqual> equal;
};

/// What the engine was given, and what it answered: for the explanations, then thrown away.
struct Solved {
  std::unique_ptr<suitability::Crowd> crowd;
  /// The edges worth keeping (candidates.hpp), and in the end every edge that is worth exactly its prices: those of
  /// all best sets. What the rules allow beside them stands in no best set.
  assignment::Instance instance;
  assignment::Solution solution;
  /// By adept: none of the edges left out that could count scores more, or that none is left out.
  std::vector<int> cut;
  static constexpr int nobody_left_out = -1;
  std::vector<std::int32_t> locked_mentor;             ///< by adept, or no_place
  std::vector<std::vector<std::uint32_t>> locked_out;  ///< by adept, sorted; empty when there is none
  bool is_out(std::size_t adept, std::size_t mentor) const;
  /// The mentors of a block that the adept is locked out from.
  suitability::Bits out_of_block(std::size_t adept, std::size_t block) const;
};

/// Runs `act(from, to)` on slices of 0…count−1, on that many threads; the slices are the same for any number.
void in_slices(std::size_t count, int threads, const std::function<void(std::size_t, std::size_t)>& act);

/// Chooses among the best sets the one that the numbering prefers: first who has a pair, then who meets whom. Takes
/// every edge left out that is worth exactly its prices, and adds it to the instance.
void choose_among_equals(Solved& solved, std::vector<std::vector<assignment::Edge>> equals);

/// Pairs and unmatched adepts of what was solved: by score, then numbering.
void collect_pairs(Round::Data& data, const Solved& solved);

void find_runners_up(Round::Data& data, const Solved& solved);
/// Under a bound nothing is said of what would help: more pairs may be within the rules and not within the bound.
void explain_unmatched(Round::Data& data, const Solved& solved);

}  // namespace parvis::matching

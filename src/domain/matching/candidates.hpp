/// From people and rules to the edges that the engine is given, and the proof that no other could have mattered
/// (MATCHING.md 4). Inside this folder only. docs/engine.md, "From people to edges", explains it.
///
/// Of each adept the best `track.candidates` mentors are kept. First as many as possible are matched, whatever the
/// scores, and everyone left out is held against the cover: a pair with neither end in it would allow more, and is
/// brought in until there are none. A pair with both ends in the cover is in no largest set, so each adept now gets
/// the best of those that count. Whenever the engine has an answer, everyone left out is held against its prices: a pair
/// worth more would allow a better set. Those are brought in, and the engine goes on, until there are none. Then the
/// certificate holds for every pair that the rules allow.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

#include "domain/assignment/cardinality.hpp"
#include "domain/assignment/part.hpp"
#include "domain/matching/round_data.hpp"

namespace parvis::matching {

/// The mentors whom some may take: a bit for each, in the order of the crowd.
struct Takers {
  std::vector<suitability::Bits> with_capacity;  ///< who has a place at all
  std::vector<suitability::Bits> with_places;    ///< who has one left when locked pairs have theirs
};

class Candidates {
 public:
  Candidates(Round::Data& data, Solved& solved, const std::vector<int>& places);

  /// Writes the instance with the best edges of each adept, and counts the possible pairs.
  void gather();
  /// After `gather`: finds the cover, and gives each adept the best mentors that count beside it.
  void find_cover();
  /// After `find_cover`: the solution with its certificate, which holds for every pair that the rules allow. The engine
  /// solves the two sides of the cover apart; each time that it has an answer, everyone left out is held against its
  /// prices, and it goes on from there with those who ask for more.
  void solve();
  /// After `solve`, by adept: edges left out that are worth exactly their prices. Another best set may use them.
  std::vector<std::vector<assignment::Edge>>& equals() { return equals_; }
  /// There are so many of those that some were passed by: who is chosen among equals may depend on the number of
  /// candidates.
  bool passed_equals_by() const { return passed_equals_by_; }

 private:
  struct OfOne {
    std::vector<assignment::Edge> wanted, equal;
    bool passed_by = false;
  };
  struct Prices;
  using Open = std::vector<std::pair<std::size_t, suitability::Bits>>;  ///< mentors, block by block
  struct Ranked {
    std::int64_t points;
    std::uint64_t order;
    std::uint32_t position;
  };
  /// The best of those, in no order; found without keeping, and mostly without looking at, the rest.
  static std::vector<Ranked> best_so_many(const suitability::Look& look, const Open& open, std::size_t most);
  static std::vector<std::size_t> scattered(Open open, std::size_t adept);
  std::vector<assignment::Edge> best_edges(const suitability::Look& look, const Open& open);
  template <class Relevant>
  void gather_from(Relevant relevant, const std::function<void()>& slice_done);
  assignment::Cardinality covering_set();
  bool cover_holds(const assignment::Cardinality& largest);
  bool is_kept(std::size_t adept, std::uint32_t mentor) const;
  std::size_t most_brought_in(std::size_t adept) const;
  OfOne hold(const suitability::Look& look, const Prices& prices) const;
  std::vector<assignment::PartEdge> missing(bool adepts_in_cover);
  void count_and_prove();
  void bring_in(std::vector<OfOne>& found);

  Round::Data& data_;
  Solved& solved_;
  const suitability::Crowd& crowd_;
  std::vector<int> places_;
  Takers takers_;
  assignment::Cardinality cover_;
  std::size_t most_equals_ = 0;
  std::vector<std::vector<assignment::Edge>> equals_, brought_;
  std::atomic<bool> passed_equals_by_ = false;
};

}  // namespace parvis::matching

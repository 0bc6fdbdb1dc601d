/// An instance taken apart: whoever cannot be reached from somebody by edges has nothing to do with them, so each
/// component is solved alone. That makes every search short, keeps what it touches in the processor's cache, and lets
/// two cores work side by side with the same answer as one.
#pragma once

#include <cstdint>
#include <vector>

#include "domain/assignment/assignment.hpp"

namespace parvis::assignment {

/// One component, or several small ones together, numbered from 0 in the order of the whole. Edges to places
/// without capacity are left out.
struct Piece {
  Instance instance;
  std::vector<std::uint32_t> seekers, places;  ///< their numbers in the whole
};

class Components {
 public:
  /// Components of fewer edges than `enough` go together, so that none costs a start of its own.
  explicit Components(const Instance& whole, std::uint64_t enough = 1 << 15);
  /// Pieces that have an edge, the ones with most edges first.
  std::size_t size() const { return bounds_.size(); }
  std::uint64_t edges(std::size_t piece) const { return bounds_[piece].edges; }
  /// All there is in one piece, and no place is closed: it need not be copied.
  bool is_whole() const {
    return bounds_.size() == 1 && seekers_.size() == whole_.seekers() && places_.size() == whole_.places();
  }
  /// Copies the piece into `into`, whose memory is used again.
  void take(std::size_t piece, Piece& into) const;

 private:
  struct Bounds {
    std::uint32_t first_seeker, end_seeker, first_place, end_place;
    std::uint64_t edges;
  };
  const Instance& whole_;
  std::vector<Bounds> bounds_;
  std::vector<std::uint32_t> seekers_, places_;  // by piece, each by rising number
  std::vector<std::uint32_t> local_;             // of a place: its number within its piece
};

}  // namespace parvis::assignment

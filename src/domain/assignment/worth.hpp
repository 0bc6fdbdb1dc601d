/// A worth of two levels: people matched, then score. Compared level by level and added part by part, so that one
/// person more outweighs any score without a large constant that stands for it. With integers as factors ≥ 0 the
/// order is kept, which is all that a proof by prices needs.
#pragma once

#include <cstdint>

namespace parvis::assignment {

struct Worth {
  std::int64_t level = 0, score = 0;

  friend bool operator==(const Worth&, const Worth&) = default;
  friend bool operator<(const Worth& a, const Worth& b) {
    return a.level != b.level ? a.level < b.level : a.score < b.score;
  }
  friend bool operator>(const Worth& a, const Worth& b) { return b < a; }
  friend bool operator<=(const Worth& a, const Worth& b) { return !(b < a); }
  friend bool operator>=(const Worth& a, const Worth& b) { return !(a < b); }
  friend Worth operator+(Worth a, const Worth& b) { return {a.level + b.level, a.score + b.score}; }
  friend Worth operator-(Worth a, const Worth& b) { return {a.level - b.level, a.score - b.score}; }
  friend Worth operator-(Worth a) { return {-a.level, -a.score}; }
  friend Worth operator*(std::int64_t n, Worth a) { return {n * a.level, n * a.score}; }
  Worth& operator+=(const Worth& b) { return *this = *this + b; }
  Worth& operator-=(const Worth& b) { return *this = *this - b; }
};

}  // namespace parvis::assignment

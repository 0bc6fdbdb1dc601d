/// Ways to answer the same instance, behind one contract: an `Instance` in, an `Answer` out that says what it
/// promises. A method is one file with a function of this shape; `methods()` lists them for whoever compares.
///
///   for (const Method& method : methods()) report(method.id, method.answer(instance));
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "domain/assignment/assignment.hpp"

namespace parvis::assignment {

/// What no other valid answer does better. A method that promises nothing may still be as good by luck.
struct Promises {
  bool most_pairs = false;      ///< nobody makes more pairs
  bool greatest_score = false;  ///< nobody who places the same seekers scores more
  bool earliest = false;  ///< whoever is earlier in the numbering and can have a place without taking it from
                          ///< somebody earlier still has one, whatever that does to the score

  friend bool operator==(const Promises&, const Promises&) = default;
};

struct Answer {
  std::vector<std::int32_t> place_of;  ///< one per seeker; `no_place` when there is none
  std::int64_t matched = 0;
  std::int64_t score = 0;
  Promises promises;
};

struct Method {
  std::string_view id;
  Answer (*answer)(const Instance&);
};

/// As many as possible, and among those the greatest total score: `solve`. Promises most pairs and the greatest score;
/// of two seekers it places the one that suits better, not the one who is earlier.
Answer best(const Instance& instance);
/// draw.hpp, without groups: the numbering is the order of the draw. Promises all three, of which `earliest` is what
/// the other two are measured within: as many as possible, and the greatest score for exactly these seekers.
Answer drawn(const Instance& instance);
/// The best edge first, then the next that is still possible; of equal ones that of the earlier seeker, then of the
/// earlier place. Promises nothing: it is what a person with a list would do, for reports to measure the others by.
Answer greedy(const Instance& instance);

std::span<const Method> methods();

/// How much more the first has than the second.
struct More {
  std::int64_t pairs = 0, score = 0;
};
inline More more_than(const Answer& first, const Answer& second) {
  return {first.matched - second.matched, first.score - second.score};
}

/// `matched` and `score` from `place_of`; a bug when a pair is no edge or a place is over its capacity.
void count(const Instance& instance, Answer& answer);

}  // namespace parvis::assignment

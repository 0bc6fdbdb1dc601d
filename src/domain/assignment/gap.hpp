/// A bound on the difference between two groups' matched shares (60 % of the women, 50 % of the men: 10 points),
/// and what each such bound would cost: the whole trade-off between how many are matched, the score and the
/// difference. Numbers only, exact, integers throughout.
///
/// Two groups of seekers that are apart, *first* and *second*; seekers in neither are free. How many of each are
/// matched, (x, y), says what the difference is; among all ways with the same (x, y) the best is one flow, and the
/// best worth as a function of (x, y) is concave. With the number matched fixed and nobody in neither group, the
/// bound is an interval of x.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/assignment/assignment.hpp"
#include "domain/assignment/worth.hpp"

namespace parvis::assignment {

enum class Half : std::uint8_t { neither, first, second };

struct Halves {
  std::vector<Half> of_seeker;  ///< one per seeker
  std::int64_t first_size = 0,
               second_size = 0;  ///< what shares are taken of, > 0 and < 10^7: who takes part in the
                                 ///< instance, and whoever has been set aside
  std::int64_t first_aside = 0, second_aside = 0;  ///< of those set aside, the matched
};

/// |share of the first − share of the second| is `apart` / (first_size · second_size).
std::int64_t apart(const Halves& halves, std::int64_t first, std::int64_t second);
/// The greatest `apart` whose difference is at most `most` hundredths of a percentage point (1 000 is ten points).
std::int64_t apart_within(const Halves& halves, std::int64_t most);

struct GapPoint {
  std::int64_t apart = 0;
  std::int64_t first = 0, second = 0;  ///< matched of each, those set aside not counted
  std::int64_t matched = 0, score = 0;
};
/// The efficient choices, by rising difference: each has the least difference with which so many can be matched at
/// such a score. The last one is the best there is. From one to the next either more are matched, or as many with a
/// greater score. Of those with `apart` ≤ `enough` only the best. `plain` is the answer of `solve`.
std::vector<GapPoint> trade_off(const Instance& instance, const Halves& halves, const Solution& plain,
                                std::int64_t enough);

/// At most `size` of the halves named can be matched: every edge of theirs has an end in the cover (assignment.hpp).
struct Ceiling {
  bool first = false, second = false, neither = false;
  std::int64_t size = 0;
  std::vector<std::uint8_t> seeker_in_cover, place_in_cover;
};
/// Prices as in bounds.hpp, with one for each half, of any sign. They prove for each (x, y) that no way to match so
/// many of each is worth more than Σ seekers + Σ capacity · places + x · first + y · second.
struct HalfPrices {
  std::vector<Worth> seeker, place;
  Worth first, second;
};
/// For every (x, y) whose difference is within the bound: by the ceilings it cannot be reached or fewer are matched
/// with it, or some prices prove that it is worth no more than the answer.
struct GapProof {
  std::vector<Ceiling> ceilings;
  std::vector<HalfPrices> prices;
};

struct Gapped {
  bool possible = true;  ///< false: not even with nobody matched (whoever is set aside decides)
  std::vector<std::int32_t> place_of;
  GapPoint reached;
  GapProof proof;
};
/// The best with `apart` at most `most`: as many matched as that allows, then the greatest score.
Gapped solve_gap(const Instance& instance, const Halves& halves, std::int64_t most, const Solution& plain);

}  // namespace parvis::assignment

/// What a round claims to have proved: the pairs, and a certificate that no other set of pairs is better
/// (MATCHING.md 3, docs/matching.md). People stand by id; a price that is not written is 0.
///
/// (a) The cover: every possible pair has an end in it, and its size (mentors by their places) with the locked
///     pairs is the number matched. So no more can be matched.
/// (b) The prices: ≥ 0 off the cover; on every possible pair with exactly one end in the cover they reach its
///     score; and their sum (mentors by their places) with the locked pairs' scores is the score reached. So no
///     largest set of pairs scores more.
/// Locked pairs stand aside: the adept takes no part and the mentor has a place less.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "platform/base/date.hpp"

namespace parvis::proof {

struct Claim {
  std::string programme, track;
  Date on;  ///< the day of the round: ages and waiting are counted to it
  std::uint64_t seed = 0;
  std::int64_t matched = 0, score = 0;
  std::set<std::string> adept_cover, mentor_cover;
  std::map<std::string, std::int64_t> adept_prices, mentor_prices;
};

struct ClaimedPair {
  std::string adept_id, mentor_id;
  int score = 0;
  int row = 0;  ///< in pairs.csv
  /// By criterion's id, as pairs.csv has them: its value, or nothing where it is not known. Others are not checked.
  std::map<std::string, std::optional<int>> parts = {};
};

}  // namespace parvis::proof

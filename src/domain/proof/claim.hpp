/// What a round claims to have proved: the pairs, and a certificate that no other set of pairs is better
/// (MATCHING.md 3, docs/matching.md). People stand by id; a price that is not written is 0.
///
/// (a) The cover: every possible pair has an end in it, and its size (mentors by their places) with the locked
///     pairs is the number matched. So no more can be matched.
/// (b) The prices: ≥ 0 off the cover; on every possible pair with exactly one end in the cover they reach its
///     score; and their sum (mentors by their places) with the locked pairs' scores is the score reached. So no
///     largest set of pairs scores more.
/// Locked pairs stand aside: the adept takes no part and the mentor has a place less.
///
/// A round under bounds is proved by prices of two levels, pairs and then score, compared in that order; its cover
/// and its plain prices are empty. docs/matching.md, "Equal opportunity", tells why the prices prove it.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "platform/base/date.hpp"

namespace parvis::proof {

struct Price {
  std::int64_t pairs = 0, score = 0;
  friend auto operator<=>(const Price&, const Price&) = default;
};
/// Prices ≥ 0 for people, any for groups; on every possible pair they reach (1, its score), with the prices of all
/// groups that the two are in.
struct Prices {
  std::map<std::string, Price> adepts, mentors;
  std::vector<Price> groups;  ///< as the groups stand; of a difference: women, men
};

/// At least and at most so many pairs with a member, locked ones too.
struct ClaimedGroup {
  std::string name;
  bool of_mentors = false;
  std::set<std::string> members;
  std::int64_t lower = 0;
  std::optional<std::int64_t> upper;
};
/// A group has a price above 0 only if its number is the upper bound, below 0 only if it is the lower one. The sum of
/// all prices (mentors by places, groups by their bound, both less what is locked) is the number matched and the
/// score, with the locked pairs.
struct ClaimedBounds {
  std::vector<ClaimedGroup> groups;
  Prices prices;
};

/// A bound on the difference between the shares of women and of men who get a mentor, of all in the round; whoever is
/// neither is free. The checker reads from the spreadsheets who is what.
struct Ceiling {
  bool women = false, men = false, others = false;  ///< no more of these can be matched than the cover's size
  std::set<std::string> adept_cover, mentor_cover;  ///< every possible pair of theirs has an end in it
};
/// For every number of women and of men within the bound: the ceilings say that it cannot be reached, or that fewer
/// are matched with it; or some of the prices sum to no more than the number and score that are claimed.
struct ClaimedGap {
  std::int64_t most = 0;  ///< hundredths of a percentage point
  std::vector<Ceiling> ceilings;
  std::vector<Prices> prices;
};

struct Claim {
  std::string programme, track;
  Date on;  ///< the day of the round: ages and waiting are counted to it
  std::uint64_t seed = 0;
  std::int64_t matched = 0, score = 0;
  std::set<std::string> adept_cover, mentor_cover;
  std::map<std::string, std::int64_t> adept_prices, mentor_prices;
  std::optional<ClaimedBounds> bounds;
  std::optional<ClaimedGap> gap;  ///< not together with bounds
};

struct ClaimedPair {
  std::string adept_id, mentor_id;
  int score = 0;
  int row = 0;  ///< in pairs.csv
  /// By criterion's id, as pairs.csv has them: its value, or nothing where it is not known. Others are not checked.
  std::map<std::string, std::optional<int>> parts = {};
};

}  // namespace parvis::proof

/// Equal opportunity as it is asked for and answered in words and files (docs/formats.md, "Bounds").
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/matching/equal_round.hpp"
#include "platform/base/result.hpp"
#include "platform/i18n/texts.hpp"

namespace parvis::acts {

/// `WHO=LEAST..MOST`: either number may be left out, one number alone is both. WHO is a gender (`kvinna`, `woman` …),
/// `district:Farsta`, `age:18-29`, `waiting:90-` (days; `age:-25` and `waiting:-30` have no lower end) or
/// `partner:Rotary`. Refuses what is not that, and whatever else may not be bounded.
Result<matching::Bound, Message> read_bound(std::string_view written);

/// Percentage points from 0 to 100 with at most two decimals, "5" or "2,5": in hundredths.
Result<std::int64_t, Message> read_points(std::string_view written);

/// Percentage points with one decimal, rounded up: what is promised is kept.
std::string points(std::int64_t hundredths, const Texts& t);

/// What was asked for, one sentence each.
std::vector<Message> in_words(const matching::Ask& ask, const Texts& t);
/// Why not: the faults, or what cannot hold together with a sentence that says so first.
std::vector<Message> in_words(const matching::EqualRefusal& refusal);

/// `women,women_matched,men,men_matched,matched,score,difference`, the least difference first; the last row is the
/// round without a bound. The difference in percentage points with two decimals.
std::string trade_offs_csv(const matching::TradeOffs& curve);

}  // namespace parvis::acts

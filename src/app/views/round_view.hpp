/// A round, read by people: the same view in the browser and in round.html (C2, C3).
#pragma once

#include <functional>
#include <string>

#include "domain/matching/equal_round.hpp"
#include "domain/matching/round.hpp"
#include "domain/matching/whatif.hpp"
#include "platform/html/html.hpp"
#include "platform/i18n/texts.hpp"

namespace parvis::views {

struct RoundShown {
  const matching::Round& round;
  std::string programme_name, track_name;
  int adept_rows = 0, mentor_rows = 0, refused = 0, noted = 0, left_for_handling_by_hand = 0,
      several_groups = 0;
  bool with_names = false;  ///< ids only, unless asked for
  /// Which pairs and unmatched to show: a page in the browser, all in the file.
  std::size_t first = 0, most = SIZE_MAX;
  std::function<Html(std::size_t adept)> beside_adept = {};  ///< stands under the adept's name, if anything
  /// Which mentors would help most; null: not worked out.
  const std::vector<matching::WhatIf::Recruit>* recruits = nullptr;
};

/// What stands in the page's body, from the headline on. `actions` stands beside the headline, `under` at the
/// end of the main column.
/// The name, or the number where names are not shown or not there.
const std::string& shown_as(const people::Person& person, bool with_names);
Html round_view(const RoundShown& shown, const Texts& t, const Html& actions = {}, const Html& under = {});

/// The whole file: one page to print, with its style sheet under a hash in the policy.
std::string round_document(const RoundShown& shown, const Texts& t);

/// What two rounds are held against each other by.
struct RoundFigures {
  int pairs = 0;
  std::int64_t mean_score = 0;
  matching::Shares shares = {};
};
RoundFigures figures_of(const matching::Round& round);
Html figures_table(const RoundFigures& before, const RoundFigures& now, const Texts& t);

/// What the round was held to, and what it cost.
Html equal_note(const matching::KeptEqual& kept, const Texts& t);
/// The bounds to choose among as radios named `most`, hundredths of a point or empty; `most` is the chosen one.
Html choice_of_bound(const matching::Choices& choices, std::optional<std::int64_t> most, const Texts& t);

/// The same to read only.
Html costs_of_bounds(const matching::Choices& choices, std::optional<std::int64_t> most, const Texts& t);

/// Pictures, with what they say in a <title> and a table behind each.
Html share_panel(const matching::Shares& shares, const Texts& t);
Html recruit_panel(const std::vector<matching::WhatIf::Recruit>& recruits, const matching::Round& round,
                   const Texts& t);
Html need_panel(const std::vector<matching::Need>& needs, int without_occupation, const Texts& t);

}  // namespace parvis::views

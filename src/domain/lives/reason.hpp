/// Why somebody said no, left, or did otherwise than the rules: one of a list, never free text, so that it may stand
/// in the log. Nothing here tells of health, family or faith; whoever has such a reason has "private reasons".
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "platform/base/message.hpp"

namespace parvis::lives {

enum class Reason {
  none,
  outside_target_group,
  other_help_fits_better,
  details_missing,
  training_missing,
  record_check_missing,
  no_longer_wants,
  found_work,
  started_studies,
  moved_away,
  no_time,
  private_reasons,
  wants_other_occupation,
  times_do_not_meet,
  too_far_away,
  knows_the_other,
  does_not_fit,
  no_answer,
  goals_reached,
  time_is_up,
  did_not_get_on,
  lost_contact,
  both_wish_it,
  circumstances_changed,
  details_were_wrong,
  coordinator_knows_more,
  programme_ends,
};
inline constexpr int reason_count = 27;
std::string_view id_of(Reason reason);
std::optional<Reason> reason_of(std::string_view id);
Message in_words(Reason reason);

/// For what a reason is asked.
enum class Asked { not_eligible, more_details, leaving, declining, ending_a_pair, deciding_by_hand };
/// Those to choose from, in the order in which they are shown.
std::vector<Reason> reasons_for(Asked asked);
bool is_reason_for(Reason reason, Asked asked);

}  // namespace parvis::lives

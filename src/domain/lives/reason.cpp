#include "domain/lives/reason.hpp"

#include <algorithm>

namespace parvis::lives {

std::string_view id_of(Reason reason) {
  switch (reason) {
    case Reason::none: return "";
    case Reason::outside_target_group: return "outside_target_group";
    case Reason::other_help_fits_better: return "other_help_fits_better";
    case Reason::details_missing: return "details_missing";
    case Reason::training_missing: return "training_missing";
    case Reason::record_check_missing: return "record_check_missing";
    case Reason::no_longer_wants: return "no_longer_wants";
    case Reason::found_work: return "found_work";
    case Reason::started_studies: return "started_studies";
    case Reason::moved_away: return "moved_away";
    case Reason::no_time: return "no_time";
    case Reason::private_reasons: return "private_reasons";
    case Reason::wants_other_occupation: return "wants_other_occupation";
    case Reason::times_do_not_meet: return "times_do_not_meet";
    case Reason::too_far_away: return "too_far_away";
    case Reason::knows_the_other: return "knows_the_other";
    case Reason::does_not_fit: return "does_not_fit";
    case Reason::no_answer: return "no_answer";
    case Reason::goals_reached: return "goals_reached";
    case Reason::time_is_up: return "time_is_up";
    case Reason::did_not_get_on: return "did_not_get_on";
    case Reason::lost_contact: return "lost_contact";
    case Reason::both_wish_it: return "both_wish_it";
    case Reason::circumstances_changed: return "circumstances_changed";
    case Reason::details_were_wrong: return "details_were_wrong";
    case Reason::coordinator_knows_more: return "coordinator_knows_more";
    case Reason::programme_ends: return "programme_ends";
  }
  return {};
}

std::optional<Reason> reason_of(std::string_view id) {
  for (int i = 0; i < reason_count; ++i)
    if (id_of(static_cast<Reason>(i)) == id) return static_cast<Reason>(i);
  return std::nullopt;
}

Message in_words(Reason reason) {
  switch (reason) {
    case Reason::none: return say("No reason given");
    case Reason::outside_target_group: return say("Outside the programme’s target group");
    case Reason::other_help_fits_better: return say("Other help fits better");
    case Reason::details_missing: return say("Details are missing");
    case Reason::training_missing: return say("The training has not been done");
    case Reason::record_check_missing: return say("The record check has not been shown");
    case Reason::no_longer_wants: return say("Does not want to any more");
    case Reason::found_work: return say("Found work");
    case Reason::started_studies: return say("Started studies");
    case Reason::moved_away: return say("Moved away");
    case Reason::no_time: return say("Has no time");
    case Reason::private_reasons: return say("Private reasons");
    case Reason::wants_other_occupation: return say("Wishes for another occupation");
    case Reason::times_do_not_meet: return say("The times do not meet");
    case Reason::too_far_away: return say("Too far away");
    case Reason::knows_the_other: return say("They know each other already");
    case Reason::does_not_fit: return say("The two do not fit together");
    case Reason::no_answer: return say("No answer came");
    case Reason::goals_reached: return say("The goals are reached");
    case Reason::time_is_up: return say("The time of the programme is up");
    case Reason::did_not_get_on: return say("The two did not get on");
    case Reason::lost_contact: return say("Lost contact");
    case Reason::both_wish_it: return say("Both wish it");
    case Reason::circumstances_changed: return say("Circumstances have changed");
    case Reason::details_were_wrong: return say("The details in the register were wrong");
    case Reason::coordinator_knows_more: return say("The coordinator knows more than the register");
    case Reason::programme_ends: return say("The programme ends");
  }
  return {};
}

std::vector<Reason> reasons_for(Asked asked) {
  using enum Reason;
  switch (asked) {
    case Asked::not_eligible:
      return {outside_target_group, other_help_fits_better, details_missing, no_answer};
    case Asked::more_details: return {details_missing, training_missing, record_check_missing};
    case Asked::leaving:
      return {no_longer_wants, found_work,      started_studies, moved_away,
              no_time,         private_reasons, no_answer,       programme_ends};
    case Asked::declining:
      return {wants_other_occupation, times_do_not_meet, too_far_away, knows_the_other, does_not_fit, no_time,
              no_longer_wants,        private_reasons,   no_answer};
    case Asked::ending_a_pair:
      return {goals_reached, time_is_up,   found_work,     started_studies, moved_away,
              no_time,       lost_contact, did_not_get_on, private_reasons, programme_ends};
    case Asked::deciding_by_hand:
      return {both_wish_it, circumstances_changed, details_were_wrong, coordinator_knows_more};
  }
  return {};
}

bool is_reason_for(Reason reason, Asked asked) {
  const auto all = reasons_for(asked);
  return std::ranges::find(all, reason) != all.end();
}

}  // namespace parvis::lives

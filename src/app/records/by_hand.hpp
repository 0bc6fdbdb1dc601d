/// What a coordinator decides otherwise than the round, in their own name (DOMAIN, invariant 4).
#pragma once

#include <string>

#include "app/records/applications.hpp"

namespace parvis::records {

struct Two {
  ApplicationId adept, mentor;
};

/// Why, from reasons_for(deciding_by_hand), and a note that is kept with the decision and never in the log. With
/// `Rules::give_way` hard rules that say no are overridden, each under the coordinator's name.
enum class Rules { hold, give_way };
struct ByHand {
  lives::Reason reason = lives::Reason::none;
  std::string note = {};
  Rules rules = Rules::hold;
};

}  // namespace parvis::records

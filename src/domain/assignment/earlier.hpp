/// The last level of the objective: among best solutions, the one whose set of seekers with a place comes first.
#pragma once

#include "domain/assignment/assignment.hpp"

namespace parvis::assignment {

/// Changes `solution.place_of` of a best solution with its certificate. The sets of seekers that best solutions
/// give places to are the bases of a matroid, so each seeker in order is taken whenever that is still possible
/// together with those taken before: found by an alternating path along edges on which the prices are exact.
void prefer_earlier(const Instance& instance, Solution& solution);

}  // namespace parvis::assignment

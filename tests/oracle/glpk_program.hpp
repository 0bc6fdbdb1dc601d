/// The matching problem as a linear program for GLPK: the most pairs first, then the greatest score with so many.
#pragma once

#include "lemon_flow.hpp"

namespace oracle {

Answer solved_by_glpk(const Problem& problem);

}  // namespace oracle

/// The matching problem with further rows as an integer program for GLPK: the most pairs first, then the greatest
/// score with so many.
#pragma once

#include <vector>

#include "lemon_flow.hpp"

namespace oracle {

/// least ≤ Σ factor over the pairs of a way ≤ most; `factor` stands for each edge of the problem.
struct Row {
  std::vector<double> factor;
  double least = 0, most = 0;
};

/// matched is −1 when no way keeps all rows.
Answer solved_by_integer_programming(const Problem& problem, const std::vector<Row>& rows);

}  // namespace oracle

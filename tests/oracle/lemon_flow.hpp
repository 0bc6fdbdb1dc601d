/// The matching problem as a minimum-cost flow for LEMON, another solver altogether. LEMON's headers need C++17,
/// so this header knows nothing of ours and its source is compiled by itself.
#pragma once

#include <cstdint>
#include <vector>

namespace oracle {

struct Problem {
  int seekers = 0, places = 0;
  struct Edge {
    int seeker, place;
    std::int64_t score;
  };
  std::vector<Edge> edges;
  std::vector<std::int64_t> capacity;  ///< per place
};

struct Answer {
  std::int64_t matched = -1, score = 0;  ///< the most pairs, and the greatest score with so many
  double seconds = 0;                    ///< of the solver alone, without building its graph
};

enum class Method { network_simplex, cost_scaling };

Answer solved_by_lemon(const Problem& problem, Method method);

}  // namespace oracle

/// A coordinator's decision about one pair, before the round: it must be in, or must be out (locks.csv).
#pragma once

#include <string>

namespace parvis::suitability {

enum class Locked { in, out };

struct Lock {
  std::string adept_id, mentor_id;
  Locked locked = Locked::in;
  std::string reason;
  int row = 0;  ///< in locks.csv
};

}  // namespace parvis::suitability

/// The log as lines of JSON, for whoever collects the logs of many systems (docs/formats.md, "The log"). Numbers and
/// ids only, as the log itself: no name and nothing that somebody has written.
#pragma once

#include <functional>
#include <string>

#include "app/keep/place.hpp"

namespace parvis::keep {

struct LogTaken {
  std::int64_t rows = 0;
  std::int64_t last = 0;  ///< the number of the last row; `after` when there was none
};
/// Each row with a greater number than `after`, in order. `line` has no line break; it says false to stop. Of looks at
/// protected records only number, moment and hash are told. That the log was taken out is itself a row of it.
Result<LogTaken, No> export_log(store::Store& store, const City& city, std::int64_t after, Moment now,
                                const std::function<bool(const std::string& line)>& line);

}  // namespace parvis::keep

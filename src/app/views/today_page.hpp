/// The first page after signing in: what waits for whom it greets.
#pragma once

#include <string>
#include <vector>

#include "app/views/shell.hpp"

namespace parvis::views {

struct TodayCount {
  std::int64_t count = 0;
  std::string what, more, path;
};
struct WaitingLine {
  std::int64_t person = 0;
  std::string name, programme;
  std::int64_t days = 0;
};
struct TodayShown {
  std::string city, day;
  std::vector<TodayCount> counts;
  std::vector<WaitingLine> waiting;  ///< adepts, the longest wait first
  std::int64_t all_waiting = 0;
  bool may_register = false, may_run = false;
  bool has_programmes = true;
};
std::string today_page(const TodayShown& shown, const Desk& desk, const Texts& t);

}  // namespace parvis::views

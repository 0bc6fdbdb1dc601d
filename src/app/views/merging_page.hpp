/// Two records of one human being, before they become one.
#pragma once

#include <string>
#include <vector>

#include "app/views/people_pages.hpp"

namespace parvis::views {

struct ComparedLine {
  std::string label, here, there;
  bool differs() const { return here != there; }
};
struct MergeShown {
  std::int64_t person = 0;
  std::string name;
  std::vector<PersonLine> perhaps_the_same;  ///< where the other record is not chosen yet
  std::string other;                         ///< its number, as it was written
  std::string other_name;                    ///< empty: not chosen yet
  std::vector<ComparedLine> lines;  ///< both, field by field, where at least one of them knows something
  Faults faults;
};
std::string merge_page(const MergeShown& shown, const Desk& desk, const Texts& t);

}  // namespace parvis::views

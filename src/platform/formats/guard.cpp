#include "platform/formats/guard.hpp"

namespace parvis::formats {
namespace {

bool begins_formula(std::string_view rest) {
  if (rest.empty()) return false;
  if (std::string_view("=+-@").find(rest.front()) != std::string_view::npos) return true;
  return rest.starts_with("\xEF\xBC\x9D") || rest.starts_with("\xEF\xBC\x8B") ||
         rest.starts_with("\xEF\xBC\x8D") || rest.starts_with("\xEF\xBC\xA0");
}

bool cuts(char c) {
  return c == ';' || c == '\t' || c == '\n' || c == '\r';
}

/// Whether a guard belongs here. Quotation marks shield no formula: CSV doubles them, and where a spreadsheet cuts
/// inside the cell, such a pair is an empty text before it. Apostrophes are passed over, so that the answer is the
/// same with the guard and without it: that is what makes "'=x" and "''=x" come back as they were.
bool needs_guard(std::string_view rest, bool at_start) {
  while (!rest.empty()) {
    if (rest.front() == '\'' || rest.front() == '"' || rest.front() == ' ') {
      rest.remove_prefix(1);
    } else if (rest.starts_with("\xC2\xA0")) {
      rest.remove_prefix(2);
    } else if (at_start && (rest.front() == '\t' || rest.front() == '\r' || rest.front() == '\n')) {
      return true;
    } else {
      break;
    }
  }
  return begins_formula(rest);
}

/// Guards are looked for at the start and after each cut; `visit` is told the place.
template <class Visit>
void each_guarded_place(std::string_view cell, Visit visit) {
  if (needs_guard(cell, true)) visit(std::size_t{0});
  for (std::size_t i = 0; i + 1 < cell.size(); ++i)
    if (cuts(cell[i]) && needs_guard(cell.substr(i + 1), false)) visit(i + 1);
}

}  // namespace

std::string guarded(std::string_view cell) {
  std::string out;
  std::size_t from = 0;
  each_guarded_place(cell, [&](std::size_t place) {
    out += cell.substr(from, place - from);
    out += '\'';
    from = place;
  });
  out += cell.substr(from);
  return out;
}

std::string unguarded(std::string_view cell) {
  std::string out;
  std::size_t from = 0;
  each_guarded_place(cell, [&](std::size_t place) {
    if (cell[place] != '\'') return;
    out += cell.substr(from, place - from);
    from = place + 1;
  });
  out += cell.substr(from);
  return out;
}

}  // namespace parvis::formats

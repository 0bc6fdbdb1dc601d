/// The programmes, partners and day that the tests of access speak of.
#pragma once

#include <string>
#include <vector>

#include "domain/access/role.hpp"

namespace parvis::access::fixture {

inline constexpr ProgrammeId duo{1}, youth{2};
inline constexpr PartnerId union_{1}, museum{2};
inline const Date today = *Date::from(2026, 11, 23);

/// The cells of a line of tests/access*.csv: separated by commas, in quotes where they hold some.
inline std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells{""};
  bool quoted = false;
  for (const char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      cells.emplace_back();
    else
      cells.back() += c;
  }
  return cells;
}

}  // namespace parvis::access::fixture

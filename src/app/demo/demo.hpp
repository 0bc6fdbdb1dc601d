/// An invented city, "Lindhamn", as two spreadsheets of a mentor programme: for trying Parvis without anybody's
/// data, for showing it, and for measuring it with many people. Nobody in it exists, and the header of the names
/// says so. The lists it is drawn from stand in data/demo.
///
/// Linear and fast: 10 000 adepts and 5 000 mentors take well under a second.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "domain/occupations/taxonomy.hpp"
#include "platform/base/date.hpp"
#include "platform/base/result.hpp"

namespace parvis::demo {

/// The day that waiting is counted to in the demo: everyone was registered 1–300 days before it, so a round on
/// this day looks the same whenever it is run.
inline constexpr Date demo_day = Date::from_days(20758);  // 2026-11-01

struct City {
  std::string adepts_csv, mentors_csv;  ///< UTF-8, comma, a header row; docs/formats.md tells the columns
};

/// The same taxonomy, numbers and seed give the same bytes, on any machine. Person number 17 is the same in a
/// small city and in a large one, but for whom they met before. Titles that the taxonomy does not know are left
/// out. Like real spreadsheets these have a few cells that cannot be read, titles that are misspelt or name
/// several occupations, ids that stand twice, people with a protected identity, and empty cells.
City make_city(const occupations::Taxonomy& taxonomy, int adepts, int mentors, std::uint64_t seed);

/// The same spreadsheet as an Excel workbook, every cell as text. Refuses when there is no room for a temporary
/// file.
Result<std::string, Message> as_xlsx(const std::string& csv);

}  // namespace parvis::demo

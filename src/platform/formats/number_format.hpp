/// What a number in a workbook stands for: a day and a time are numbers too, told apart by their format alone.
#pragma once

#include <string>
#include <string_view>

namespace parvis::formats {

enum class NumberKind { number, day, clock, elapsed };

/// Of a format in the workbook's own words: "yyyy-mm-dd" is a day, "hh:mm" a clock, "[h]:mm" elapsed time,
/// "0.00" a number. Letters in quotes, brackets, or after a backslash do not count.
NumberKind kind_of_format(std::string_view format);
/// Of a format that workbooks know by number (ECMA-376 part 1, 18.8.30).
NumberKind kind_of_built_in(int format);

enum class DaySystem { from_1900, from_1904 };

/// The number as in the file's XML, as a person would write it: "1985", "3.5", "2026-03-31", "17:30". A number
/// outside the calendar stays a number; what is no number stays as it is.
std::string number_text(std::string_view xml, NumberKind kind, DaySystem system);

}  // namespace parvis::formats

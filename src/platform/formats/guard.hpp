/// Cells that a spreadsheet would run as a formula, made harmless and made whole again.
#pragma once

#include <string>
#include <string_view>

namespace parvis::formats {

/// The cell with ' before each place where a spreadsheet could begin a formula: at the start (= + - @ and their
/// full-width forms, after blanks, apostrophes and quotation marks too; a leading tab or line end), and after
/// ; tab and line ends inside, because a Swedish Excel that opens a comma file cuts cells there.
std::string guarded(std::string_view cell);

/// The cell as it was before guarded(): undoes it exactly, for every text.
std::string unguarded(std::string_view cell);

}  // namespace parvis::formats

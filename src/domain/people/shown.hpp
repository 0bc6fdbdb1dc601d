/// What is written in a spreadsheet, as it may be shown: whatever is told about a cell goes through here once.
#pragma once

#include <string>
#include <string_view>

#include "domain/people/intake.hpp"

namespace parvis::people {

/// Whether an identity number (a real day, a right check digit) stands anywhere in the text.
bool holds_identity_number(std::string_view text);
/// Also with a wrong check digit: what `as_shown` masks.
bool holds_form_of_identity_number(std::string_view text);

/// The ten or twelve figures, when a number with that form is all that is written; else nothing.
std::string figures_of_identity_number_form(std::string_view text);

/// Control characters become blanks. Whatever has the form of an identity number loses its last four figures,
/// wherever it stands and also with a wrong check digit: a mistyped number is still somebody's.
std::string as_shown(std::string_view text);
/// The same in everything that stands in the sentence.
Message as_shown(Message message);
/// The same in all that is told.
Reject as_shown(Reject reject);

}  // namespace parvis::people

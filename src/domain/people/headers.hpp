/// What a header says, whatever stands beside it: folded text against synonyms in Swedish and English. Inside the
/// folder only.
#pragma once

#include <optional>
#include <string_view>

#include "domain/people/columns.hpp"

namespace parvis::people {

/// How much a header says. A weak one yields when another column says the same: "kommun" beside "stadsdel".
enum class Weight { plain, weak };

struct HeaderMeaning {
  Field field;
  Weight weight;
};
std::optional<HeaderMeaning> meaning_of_header(std::string_view header, Sheet sheet);

/// Parts of a field that may have a column of their own.
enum class Beside { mother_tongue, given_name, family_name };
bool says(std::string_view header, Beside what);

}  // namespace parvis::people

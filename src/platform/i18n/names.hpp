/// How names are found and put in order, whatever script they are written in. For looking up, never for showing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace parvis {

/// The words of a name in small Latin letters without marks, each once, sorted: "Åsa Мария" → {"asa", "maria"}.
/// Spellings of one sound become one (y, j and i; doubled letters; ph and f; iia and ia), so that Юлия, Yuliya and
/// Julia meet. A word with few or no vowels in its own script (Arabic, Hebrew) has no vowels to compare: each word
/// also gives its consonants behind a tilde, "~mhmd", when there are three or more.
std::vector<std::string> name_words(std::string_view name);

/// Bytes by which names sort as people expect in a language ("sv": å ä ö last). Compared byte by byte.
std::string sort_key(std::string_view name, std::string_view language);

}  // namespace parvis

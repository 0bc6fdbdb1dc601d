/// How titles are compared: the text by which one is looked up, and the words that stand for it in short.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parvis::occupations {

enum class Language { sv, en, ar, uk };
inline constexpr std::size_t languages_shown = 4;
/// "sv", "en", "ar", "uk"; Swedish for anything else.
Language language_named(std::string_view code);

/// `folded`, and in Arabic without vowel marks and with one form of alef, ya and ta marbuta, because people
/// leave these out when they type.
std::string title_key(std::string_view text);
std::vector<std::string> words_of(std::string_view key);
/// The same words in alphabetical order: "civil engineer" and "engineer, civil" become one.
std::string word_order_key(std::string_view key);

/// The titles that one cell of an official list holds: "офіцер/офіцерка" are two. The whole comes first when it
/// is one title, last when it is several (so that the whole is understood too).
std::vector<std::string> alternatives_in(std::string_view title, Language language);
/// What an official title is a kind of: "Snickare, möbel-" → "snickare". Nothing when the title is its own head.
struct Head {
  std::string key;
  bool by_comma = false;  ///< the list itself parts it off; else the grammar of the language does
};
std::vector<Head> heads_of(std::string_view title, Language language);
/// The occupations that a group's title lists: "Träarbetare, snickare m.fl." → "träarbetare", "snickare"; keys.
std::vector<std::string> listed_in_group_title(std::string_view title, Language language);

/// For finding near spellings fast: one bit for the first a, one for the second, and so on. Each edit changes at
/// most one bit on either side.
std::uint64_t letter_bag(std::u32string_view text);
/// Code points of text that is known to be folded; far quicker than the general way.
void code_points_into(std::string_view utf8, std::u32string& out);

}  // namespace parvis::occupations

#include "domain/occupations/keys.hpp"

#include <algorithm>
#include <array>

#include "platform/base/fold.hpp"

namespace parvis::occupations {
namespace {

using namespace std::string_view_literals;

bool is_one_of(std::string_view word, auto&& list) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

// What follows one of these says where or with what, so that the words before it are the occupation.
constexpr std::array prepositions{"i"sv,    "på"sv,  "inom"sv, "av"sv,  "för"sv, "vid"sv, "till"sv, "med"sv,
                                  "utan"sv, "hos"sv, "åt"sv,   "mot"sv, "of"sv,  "for"sv, "in"sv,   "at"sv,
                                  "with"sv, "by"sv,  "on"sv,   "з"sv,   "із"sv,  "зі"sv,  "у"sv,    "в"sv,
                                  "на"sv,   "по"sv,  "для"sv,  "до"sv,  "від"sv, "за"sv};
// In the titles of groups these only say "and the like" or set a level.
constexpr std::array filling{
    "m fl"sv,   "mfl"sv,     "m m"sv,     "övriga"sv, "övrig"sv,           "nivå 1"sv,
    "nivå 2"sv, "level 1"sv, "level 2"sv, "others"sv, "related workers"sv, "other related workers"sv};

std::string joined(const std::vector<std::string>& words, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t i = from; i < to; ++i) {
    if (!out.empty()) out += ' ';
    out += words[i];
  }
  return out;
}

std::size_t letters_in(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool is_ukrainian_adjective(std::string_view word) {
  for (const auto ending : {"ий"sv, "ій"sv, "ої"sv, "ого"sv, "на"sv, "ня"sv})
    if (word.ends_with(ending)) return true;
  return false;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

bool has_preposition(std::string_view part) {
  for (const auto& word : words_of(folded(part)))
    if (is_one_of(word, prepositions)) return true;
  return false;
}

// "Kiropraktor, hund/häst" and "lärare i matematik/fysik" are one title each; "Bagare/Konditor" is two.
bool slash_parts_are_titles(const std::vector<std::string>& parts, Language language) {
  if (parts.size() < 2) return false;
  if (language == Language::ar || language == Language::uk) return true;
  const auto commas = static_cast<std::size_t>(std::count_if(
      parts.begin(), parts.end(), [](const auto& part) { return part.find(',') != std::string::npos; }));
  if (commas != 0 && commas != parts.size()) return false;
  const auto at = static_cast<std::size_t>(
      std::count_if(parts.begin(), parts.end(), [](const auto& part) { return has_preposition(part); }));
  return at == 0 || at == parts.size();
}

}  // namespace

Language language_named(std::string_view code) {
  if (code == "en") return Language::en;
  if (code == "ar") return Language::ar;
  if (code == "uk") return Language::uk;
  return Language::sv;
}

std::string title_key(std::string_view text) {
  auto key = folded(text);
  // Arabic stands in U+0600–U+06FF: its lead bytes in UTF-8 are D8–DB.
  if (std::none_of(key.begin(), key.end(),
                   [](char c) { return (static_cast<unsigned char>(c) & 0xFC) == 0xD8; }))
    return key;
  auto letters = code_points(key);
  std::erase_if(letters, [](char32_t c) { return (c >= 0x064B && c <= 0x065F) || c == 0x0670; });
  for (auto& c : letters) {
    if (c == 0x0622 || c == 0x0623 || c == 0x0625 || c == 0x0671) c = 0x0627;  // alef
    if (c == 0x0649 || c == 0x06CC) c = 0x064A;                                // ya
    if (c == 0x0629) c = 0x0647;                                               // ta marbuta
    if (c == 0x06A9) c = 0x0643;                                               // kaf
  }
  return utf8(letters);
}

std::vector<std::string> words_of(std::string_view key) {
  return parts_of(key, " ");
}

std::string word_order_key(std::string_view key) {
  auto words = words_of(key);
  std::sort(words.begin(), words.end());
  return joined(words, 0, words.size());
}

std::vector<std::string> alternatives_in(std::string_view title, Language language) {
  const auto whole = std::string(trimmed(title));
  if (whole.find('/') == std::string::npos) return {whole};
  auto parts = parts_of(whole, "/");
  if (!slash_parts_are_titles(parts, language)) return {whole};
  parts.push_back(whole);
  return parts;
}

std::vector<Head> heads_of(std::string_view title, Language language) {
  std::vector<Head> heads;
  const auto whole = title_key(title);
  const auto add = [&](std::string head, bool by_comma) {
    const bool known =
        std::any_of(heads.begin(), heads.end(), [&](const Head& other) { return other.key == head; });
    if (letters_in(head) >= 3 && head != whole && !known && !is_one_of(head, filling))
      heads.push_back({std::move(head), by_comma});
  };
  const auto comma = title.find(',');
  if (comma != std::string_view::npos) add(title_key(title.substr(0, comma)), true);
  const auto words = words_of(title_key(title.substr(0, comma)));
  if (words.size() < 2) return heads;
  const auto at =
      static_cast<std::size_t>(std::find_if(words.begin(), words.end(),
                                            [](const auto& word) { return is_one_of(word, prepositions); }) -
                               words.begin());
  if (at > 0 && at < words.size()) add(joined(words, 0, at), false);
  // English and Swedish put what is special before the occupation, Arabic and mostly Ukrainian after it. Swedish
  // writes both as one word, so that its last word is seldom a head of its own.
  if (language == Language::en) add(words[at > 0 ? at - 1 : 0], false);
  if (language == Language::ar) add(words.front(), false);
  if (language == Language::uk && !is_ukrainian_adjective(words.front())) add(words.front(), false);
  return heads;
}

std::vector<std::string> listed_in_group_title(std::string_view title, Language language) {
  std::string text(title);
  for (const auto end : {" m.fl."sv, " m.m."sv, " and related workers"sv, " not elsewhere classified"sv})
    replace_all(text, end, "");
  replace_all(text, " och ", ",");
  replace_all(text, " and ", ",");
  if (language == Language::uk) {
    replace_all(text, " та ", ",");
    replace_all(text, " й ", ",");
    replace_all(text, " і ", ",");
  }
  std::vector<std::string> listed;
  for (const auto& part : parts_of(text, ",")) {
    // "Personal- och HR-chefer" leaves "Personal-", which is half a word.
    if (part.ends_with('-') || part.starts_with("- ")) continue;
    auto key = title_key(part);
    if (letters_in(key) < 4 || is_one_of(key, filling) || is_one_of(key, listed)) continue;
    const auto words = words_of(key);
    if (is_one_of(words.front(), filling) || is_one_of(words.front(), prepositions)) continue;
    listed.push_back(std::move(key));
  }
  return listed;
}

std::uint64_t letter_bag(std::u32string_view text) {
  std::uint64_t bag = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::uint32_t before = 0;
    for (std::size_t k = 0; k < i; ++k) before += text[k] == text[i] ? 1u : 0u;
    bag |= 1ULL << (((static_cast<std::uint32_t>(text[i]) + before * 0x10000u) * 0x9E3779B1u) >> 26);
  }
  return bag;
}

void code_points_into(std::string_view text, std::u32string& out) {
  out.clear();
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    char32_t c = more == 0 ? lead : lead & (0x3Fu >> more);
    for (std::size_t k = 1; k <= more && i + k < text.size(); ++k)
      c = (c << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
    out.push_back(c);
    i += more + 1;
  }
}

}  // namespace parvis::occupations

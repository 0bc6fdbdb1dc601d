#include "domain/people/several.hpp"

namespace parvis::people {
namespace {

constexpr std::string_view none_words[] = {
    "inga",
    "ingen",
    "inget",
    "nej",
    "inga önskemål",
    "inga särskilda önskemål",
    "none",
    "no",
    "no wishes",
    "nothing",
    "no preference",
    "no preferences",
    "inga krav",
    "inga särskilda",
    "spelar ingen roll",
};

}  // namespace

bool is_none_word(std::string_view folded_text) {
  return std::find(std::begin(none_words), std::end(none_words), folded_text) != std::end(none_words);
}

std::vector<std::string> split_at_and(std::string_view part) {
  std::vector<std::string> out;
  std::string current;
  for (const auto& word : parts_of(part, " ")) {
    const auto text = folded(word);
    if (text == "och" || text == "and" || text == "samt") {
      if (!current.empty()) out.push_back(std::move(current));
      current.clear();
      continue;
    }
    if (!current.empty()) current += ' ';
    current += word;
  }
  if (!current.empty()) out.push_back(std::move(current));
  return out;
}

void collect_none_words(std::vector<std::string_view>& words) {
  words.insert(words.end(), std::begin(none_words), std::end(none_words));
}

}  // namespace parvis::people

/// A cell in which several things are told: "kontakter och språk", "inga". Inside the folder only.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "domain/people/words.hpp"
#include "platform/base/fold.hpp"

namespace parvis::people {

/// "Inga", "none": none of what the column asks for.
bool is_none_word(std::string_view folded_text);
/// What stands before and after each "och", "and" and "samt", in the words in which it was written.
std::vector<std::string> split_at_and(std::string_view part);

/// A cell with one or several words of a table. What is not understood is handed back as it was written.
template <class T, std::size_t N>
Result<std::vector<T>, std::string> list_of(const Word<T> (&table)[N], std::string_view cell,
                                            std::string_view separators) {
  const auto whole = folded(cell);
  if (const auto one = meaning_of(table, whole)) return std::vector<T>{*one};
  if (is_none_word(whole)) return std::vector<T>{};
  std::vector<T> out;
  for (const auto& part : parts_of(cell, separators)) {
    const auto text = folded(part);
    if (const auto one = meaning_of(table, text)) {
      out.push_back(*one);
      continue;
    }
    const auto pieces = split_at_and(text);
    if (pieces.empty()) return no(part);
    for (const auto& piece : pieces) {
      const auto one = meaning_of(table, piece);
      if (!one) return no(part);
      out.push_back(*one);
    }
  }
  if (out.empty()) return no(std::string(cell));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace parvis::people

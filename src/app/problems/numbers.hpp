/// Whole numbers out of text, fast, with the line they stand on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parvis::problems {

inline constexpr std::int64_t most_score = 1'000'000'000;
inline constexpr std::int64_t most_people = 9'999'999;

inline bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f';
}

/// The whole of `word` as a number, or nothing. At most 18 digits.
inline std::optional<std::int64_t> whole_number(std::string_view word) {
  const bool negative = !word.empty() && word.front() == '-';
  if (negative || (!word.empty() && word.front() == '+')) word.remove_prefix(1);
  if (word.empty() || word.size() > 18) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : word) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return negative ? -value : value;
}

/// What to show of a word that was not understood.
inline std::string shown(std::string_view word) {
  std::string out;
  for (const char c : word.substr(0, 40)) out += c >= ' ' && c < 0x7f ? c : '?';
  return out;
}

/// Words between white space. Give it a line, or a whole file: then `line` counts.
class Words {
 public:
  explicit Words(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}
  /// Empty at the end.
  std::string_view next() {
    while (at_ != end_ && is_blank(*at_)) line_ += *at_++ == '\n';
    const char* start = at_;
    while (at_ != end_ && !is_blank(*at_)) ++at_;
    return {start, static_cast<std::size_t>(at_ - start)};
  }
  std::int64_t line() const { return line_; }

 private:
  const char *at_, *end_;
  std::int64_t line_ = 1;
};

}  // namespace parvis::problems

#include "domain/people/shown.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "domain/people/words.hpp"
#include "platform/base/fold.hpp"

namespace parvis::people {
namespace {

constexpr std::size_t figures_masked = 4;

bool is_control_character(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

/// Nothing that is seen, so a number with one of these in it reads as a number all the same.
bool is_unseen(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

/// 0–9 in European, Arabic, Persian or full-width figures.
std::optional<int> figure_of(char32_t c) {
  for (const char32_t zero : {U'0', U'\u0660', U'\u06F0', U'\uFF10'})
    if (c >= zero && c <= zero + 9) return static_cast<int>(c - zero);
  return std::nullopt;
}

bool stands_between_figures(char32_t c) {
  constexpr std::u32string_view marks = U" -+./:\u00A0\u202F\u2010\u2011\u2012\u2013\u2014\u2212\uFF0D";
  return marks.find(c) != std::u32string_view::npos;
}

/// Where a number stands, and its figures alone.
struct NumberFound {
  std::string figures;
  std::vector<std::size_t> places;
};

/// The `length` figures from `start`, if the number ends there. Between them marks stand only where people put
/// them: after the year, the month and the day.
std::optional<NumberFound> figures_from(std::u32string_view text, std::size_t start, std::size_t length) {
  NumberFound found;
  int marks_in_a_row = 0;
  for (std::size_t i = start; i < text.size(); ++i) {
    if (is_unseen(text[i])) continue;
    if (const auto figure = figure_of(text[i])) {
      if (found.figures.size() == length) return std::nullopt;
      found.figures += static_cast<char>('0' + *figure);
      found.places.push_back(i);
      marks_in_a_row = 0;
      continue;
    }
    if (found.figures.size() == length) break;
    const auto left = length - found.figures.size();
    if (!stands_between_figures(text[i]) || ++marks_in_a_row > 3) return std::nullopt;
    if (left != 4 && left != 6 && left != 8) return std::nullopt;
  }
  if (found.figures.size() != length) return std::nullopt;
  return found;
}

/// Six figures of a day, after the century or without it. A co-ordination number has 60 added to its day.
bool begins_with_a_day(const std::string& figures) {
  const auto number = [&](std::size_t at, std::size_t count) {
    int value = 0;
    for (const char c : figures.substr(at, count)) value = value * 10 + (c - '0');
    return value;
  };
  const auto tail = figures.size() - 10;
  const int month = number(tail + 2, 2), written = number(tail + 4, 2);
  const int day = written > 60 ? written - 60 : written;
  if (tail == 0)
    return Date::from(1900 + number(0, 2), month, day) || Date::from(2000 + number(0, 2), month, day);
  const int year = number(0, 4);
  return year >= 1850 && year <= 2100 && Date::from(year, month, day);
}

/// Every number with the form of an identity number, from the left.
std::vector<NumberFound> numbers_in(std::u32string_view text) {
  std::vector<NumberFound> all;
  bool after_figure = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_unseen(text[i])) continue;
    const bool here = figure_of(text[i]).has_value();
    if (here && !after_figure) {
      for (const std::size_t length : {std::size_t{12}, std::size_t{10}}) {
        auto found = figures_from(text, i, length);
        if (!found || !begins_with_a_day(found->figures)) continue;
        i = found->places.back();
        all.push_back(std::move(*found));
        break;
      }
    }
    after_figure = here;
  }
  return all;
}

}  // namespace

bool holds_identity_number(std::string_view text) {
  const auto numbers = numbers_in(code_points(text));
  return std::any_of(numbers.begin(), numbers.end(),
                     [](const NumberFound& number) { return looks_like_identity_number(number.figures); });
}

bool holds_form_of_identity_number(std::string_view text) {
  return !numbers_in(code_points(text)).empty();
}

std::string figures_of_identity_number_form(std::string_view text) {
  const auto points = code_points(trimmed(text));
  auto numbers = numbers_in(points);
  if (numbers.size() != 1) return {};
  const bool all = std::all_of(points.begin(), points.end(), [](char32_t c) {
    return figure_of(c) || is_unseen(c) || stands_between_figures(c);
  });
  const auto figures =
      std::count_if(points.begin(), points.end(), [](char32_t c) { return figure_of(c).has_value(); });
  if (!all || static_cast<std::size_t>(figures) != numbers[0].figures.size()) return {};
  return std::move(numbers[0].figures);
}

std::string as_shown(std::string_view text) {
  auto points = code_points(text);
  std::replace_if(points.begin(), points.end(), is_control_character, U' ');
  for (const auto& number : numbers_in(points))
    for (std::size_t i = number.places.size() - figures_masked; i < number.places.size(); ++i)
      points[number.places[i]] = U'*';
  return utf8(points);
}

Message as_shown(Message message) {
  for (auto& argument : message.arguments) {
    if (auto* text = std::get_if<std::string>(&argument.value))
      *text = as_shown(*text);
    else if (auto* inner = std::get_if<std::shared_ptr<const Message>>(&argument.value); inner && *inner)
      *inner = std::make_shared<const Message>(as_shown(**inner));
  }
  return message;
}

Reject as_shown(Reject reject) {
  reject.column = as_shown(reject.column);
  reject.value = as_shown(reject.value);
  reject.reason = as_shown(std::move(reject.reason));
  return reject;
}

}  // namespace parvis::people

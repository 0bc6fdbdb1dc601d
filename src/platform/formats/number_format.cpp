#include "platform/formats/number_format.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>

#include "platform/base/date.hpp"

namespace parvis::formats {
namespace {

constexpr std::int64_t seconds_a_day = 86'400;
constexpr std::int64_t last_day = 2'958'465;  // 9999-12-31 is the last day of a workbook
constexpr std::int64_t days_before_1904 = 1462;

/// As a spreadsheet shows it: at most 15 digits, so that 0.1 + 0.2 is 0.3.
std::string plain_number(double value) {
  if (value == 0) return "0";
  std::string rounded = fmt::format("{:.15g}", value);
  double shown = value;
  std::from_chars(rounded.data(), rounded.data() + rounded.size(), shown);
  if (std::abs(shown) >= 1e21 || std::abs(shown) < 1e-7) return rounded;
  char room[64];
  const auto end = std::to_chars(room, room + sizeof room, shown, std::chars_format::fixed);
  return std::string(room, end.ptr);
}

std::optional<std::string> day_text(std::int64_t serial, DaySystem system) {
  constexpr std::int32_t first_of_1904 = -24'107, before_1900 = -25'568;
  if (serial > (system == DaySystem::from_1904 ? last_day - days_before_1904 : last_day)) return {};
  if (system == DaySystem::from_1904)
    return Date::from_days(first_of_1904 + static_cast<std::int32_t>(serial)).iso();
  if (serial == 0) return {};
  // Workbooks count a 29 February 1900 that never was, for the sake of a program from 1983.
  if (serial == 60) return "1900-02-29";
  return Date::from_days(before_1900 + static_cast<std::int32_t>(serial) - (serial > 60 ? 1 : 0)).iso();
}

std::string clock_text(std::int64_t seconds) {
  const auto hours = seconds / 3600, minutes = seconds / 60 % 60, rest = seconds % 60;
  return rest == 0 ? fmt::format("{:02}:{:02}", hours, minutes)
                   : fmt::format("{:02}:{:02}:{:02}", hours, minutes, rest);
}

}  // namespace

NumberKind kind_of_format(std::string_view format) {
  if (format == "General" || format == "Standard" || format == "@") return NumberKind::number;
  bool has_day = false, has_month = false, has_clock = false, has_elapsed = false;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const char c = static_cast<char>(format[i] >= 'A' && format[i] <= 'Z' ? format[i] | 0x20 : format[i]);
    if (c == '"' || c == '[') {
      const auto end = format.find(c == '"' ? '"' : ']', i + 1);
      if (end == std::string_view::npos) break;
      // [h], [mm] and [ss] are time; [red], [$-41D] and [>100] say how to show it.
      const auto inside = format.substr(i + 1, end - i - 1);
      if (c == '[' && !inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos)
        has_elapsed = true;
      i = end;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == 'd' || c == 'y') {
      has_day = true;
    } else if (c == 'm') {
      has_month = true;
    } else if (c == 'h' || c == 's') {
      has_clock = true;
    }
  }
  if (has_day) return NumberKind::day;
  if (has_elapsed) return NumberKind::elapsed;
  if (has_clock) return NumberKind::clock;
  return has_month ? NumberKind::day : NumberKind::number;
}

NumberKind kind_of_built_in(int format) {
  if (format >= 18 && format <= 21) return NumberKind::clock;
  if (format == 45 || format == 47) return NumberKind::clock;
  if (format == 46) return NumberKind::elapsed;
  const bool is_day =
      (format >= 14 && format <= 22) || (format >= 27 && format <= 36) || (format >= 50 && format <= 58);
  return is_day ? NumberKind::day : NumberKind::number;
}

std::string number_text(std::string_view xml, NumberKind kind, DaySystem system) {
  double value = 0;
  if (xml.starts_with('+')) xml.remove_prefix(1);
  const auto read = std::from_chars(xml.data(), xml.data() + xml.size(), value);
  if (read.ec != std::errc() || read.ptr != xml.data() + xml.size() || !std::isfinite(value))
    return std::string(xml);
  if (kind == NumberKind::number || value < 0 || value > static_cast<double>(last_day) + 1)
    return plain_number(value);
  const auto seconds = static_cast<std::int64_t>(std::llround(value * static_cast<double>(seconds_a_day)));
  if (kind == NumberKind::elapsed) return clock_text(seconds);
  if (kind == NumberKind::clock) return clock_text(seconds % seconds_a_day);
  if (const auto day = day_text(seconds / seconds_a_day, system)) return *day;
  return seconds > 0 && seconds < seconds_a_day ? clock_text(seconds) : plain_number(value);
}

}  // namespace parvis::formats

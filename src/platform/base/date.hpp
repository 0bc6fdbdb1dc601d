/// A day in the Gregorian calendar. Days are days: no time of day and no time zone ever stands in them.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parvis {

class Date {
 public:
  constexpr Date() = default;
  /// Nothing when there is no such day, or the year is outside 1800–9999.
  static std::optional<Date> from(int year, int month, int day);
  static constexpr Date from_days(std::int32_t days_since_1970) { return Date(days_since_1970); }
  /// "2026-03-31" and nothing else.
  static std::optional<Date> from_iso(std::string_view text);
  /// The day by the clock, in UTC: asked for once, at the edge, and handed on as an argument.
  static Date today_utc();

  int year() const;
  int month() const;
  int day() const;
  constexpr std::int32_t days_since_1970() const { return days_; }
  std::string iso() const;

  friend constexpr auto operator<=>(Date, Date) = default;
  friend constexpr std::int32_t days_between(Date first, Date later) { return later.days_ - first.days_; }

 private:
  explicit constexpr Date(std::int32_t days) : days_(days) {}
  std::int32_t days_ = 0;
};

}  // namespace parvis

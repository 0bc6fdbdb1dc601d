/// A moment in time, in microseconds since 1970-01-01 00:00 UTC. Shown in the reader's time zone at the edge only.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/date.hpp"

namespace parvis {

class Moment {
 public:
  constexpr Moment() = default;
  static constexpr Moment from_microseconds(std::int64_t since_1970) { return Moment(since_1970); }
  /// The clock, asked for once, at the edge, and handed on as an argument.
  static Moment now();
  /// "2026-03-31T08:15:00.000000Z" as iso() writes it, and nothing else.
  static std::optional<Moment> from_iso(std::string_view text);

  constexpr std::int64_t microseconds() const { return microseconds_; }
  /// The day in UTC on which it lies.
  Date day_utc() const;
  std::string iso() const;
  constexpr Moment plus_seconds(std::int64_t seconds) const {
    return Moment(microseconds_ + seconds * 1'000'000);
  }
  friend constexpr auto operator<=>(Moment, Moment) = default;
  friend constexpr std::int64_t seconds_between(Moment first, Moment later) {
    return (later.microseconds_ - first.microseconds_) / 1'000'000;
  }

 private:
  explicit constexpr Moment(std::int64_t microseconds) : microseconds_(microseconds) {}
  std::int64_t microseconds_ = 0;
};

}  // namespace parvis

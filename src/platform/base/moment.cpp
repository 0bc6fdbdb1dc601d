#include "platform/base/moment.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

namespace parvis {
namespace {
constexpr std::int64_t day_length = 86'400'000'000;

std::int64_t days_of(std::int64_t microseconds) {
  const auto days = microseconds / day_length;
  return microseconds % day_length < 0 ? days - 1 : days;
}
}  // namespace

Moment Moment::now() {
  using namespace std::chrono;
  return Moment(duration_cast<std::chrono::microseconds>(system_clock::now().time_since_epoch()).count());
}

Date Moment::day_utc() const {
  return Date::from_days(static_cast<std::int32_t>(days_of(microseconds_)));
}

std::string Moment::iso() const {
  const auto rest = microseconds_ - days_of(microseconds_) * day_length;
  const auto seconds = rest / 1'000'000;
  return fmt::format("{}T{:02}:{:02}:{:02}.{:06}Z", day_utc().iso(), seconds / 3600, seconds / 60 % 60,
                     seconds % 60, rest % 1'000'000);
}

std::optional<Moment> Moment::from_iso(std::string_view text) {
  if (text.size() != 27 || text[10] != 'T') return std::nullopt;
  const auto day = Date::from_iso(text.substr(0, 10));
  const auto number = [&](std::size_t at, std::size_t size) {
    std::int64_t value = -1;
    const auto* end = text.data() + at + size;
    return std::from_chars(text.data() + at, end, value).ptr == end ? value : -1;
  };
  if (!day) return std::nullopt;
  const auto hours = number(11, 2), minutes = number(14, 2), seconds = number(17, 2), micro = number(20, 6);
  if (hours < 0 || minutes < 0 || seconds < 0 || micro < 0 || hours > 23 || minutes > 59 || seconds > 59)
    return std::nullopt;
  const Moment moment(day->days_since_1970() * day_length +
                      ((hours * 60 + minutes) * 60 + seconds) * 1'000'000 + micro);
  return moment.iso() == text ? std::optional(moment) : std::nullopt;
}

}  // namespace parvis

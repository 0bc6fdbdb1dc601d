/// What a cell of the database holds, and how our own types are written into one. Days are ISO text, moments are
/// microseconds since 1970 UTC, ids and yes/no are whole numbers.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/base/assert.hpp"
#include "platform/base/date.hpp"
#include "platform/base/id.hpp"
#include "platform/base/moment.hpp"

namespace parvis::db {

struct Bytes {
  std::string bytes;
  friend bool operator==(const Bytes&, const Bytes&) = default;
};
struct Null {
  friend bool operator==(Null, Null) = default;
};
using Value = std::variant<Null, std::int64_t, std::string, Bytes>;

inline Value value(Value as_it_is) {
  return as_it_is;
}
inline Value value(Null) {
  return Null{};
}
template <std::integral Whole>
Value value(Whole whole) {
  return static_cast<std::int64_t>(whole);
}
inline Value value(std::string_view text) {
  return std::string(text);
}
inline Value value(const std::string& text) {
  return text;
}
inline Value value(const char* text) {
  return std::string(text);
}
inline Value value(Bytes bytes) {
  return bytes;
}
inline Value value(Date day) {
  return day.iso();
}
inline Value value(Moment moment) {
  return moment.microseconds();
}
template <class Kind>
Value value(Id<Kind> id) {
  return id.number;
}
template <class Some>
Value value(const std::optional<Some>& some) {
  return some ? value(*some) : Value(Null{});
}

/// A cell read as one of our types. A cell that holds something else is a bug of the schema and fails as one.
template <class Type>
struct Read;

template <class Held>
const Held& held(const Value& cell) {
  const auto* found = std::get_if<Held>(&cell);
  PARVIS_ASSERT(found != nullptr);
  return *found;
}
template <std::integral Whole>
struct Read<Whole> {
  static Whole from(const Value& cell) { return static_cast<Whole>(held<std::int64_t>(cell)); }
};
template <>
struct Read<bool> {
  static bool from(const Value& cell) { return held<std::int64_t>(cell) != 0; }
};
template <>
struct Read<std::string> {
  static std::string from(const Value& cell) { return held<std::string>(cell); }
};
template <>
struct Read<Bytes> {
  static Bytes from(const Value& cell) { return held<Bytes>(cell); }
};
template <>
struct Read<Value> {
  static Value from(const Value& cell) { return cell; }
};
template <>
struct Read<Date> {
  static Date from(const Value& cell) {
    const auto day = Date::from_iso(held<std::string>(cell));
    PARVIS_ASSERT(day.has_value());
    return *day;
  }
};
template <>
struct Read<Moment> {
  static Moment from(const Value& cell) { return Moment::from_microseconds(held<std::int64_t>(cell)); }
};
template <class Kind>
struct Read<Id<Kind>> {
  static Id<Kind> from(const Value& cell) { return {held<std::int64_t>(cell)}; }
};
template <class Some>
struct Read<std::optional<Some>> {
  static std::optional<Some> from(const Value& cell) {
    return std::holds_alternative<Null>(cell) ? std::nullopt : std::optional<Some>(Read<Some>::from(cell));
  }
};

/// One row of an answer.
struct Row {
  std::vector<Value> cells;
  template <class Type>
  Type get(std::size_t column) const {
    PARVIS_ASSERT(column < cells.size());
    return Read<Type>::from(cells[column]);
  }
};

}  // namespace parvis::db

/// A configuration file in TOML 1.0 as a tree of values that know their lines, so that whoever reads it can say
/// where something else was expected.
///
///   PARVIS_TRY(auto file, toml::read(bytes));
///   for (const toml::Entry& entry : file.entries())
///     if (const std::string* text = entry.value.string()) …
///
/// Refuses more than 1 MB, and values or dotted keys nested deeper than 32.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/base/date.hpp"
#include "platform/base/message.hpp"
#include "platform/base/result.hpp"

namespace parvis::toml {

inline constexpr std::size_t most_bytes = 1'000'000;
inline constexpr int most_depth = 32;

struct Entry;

/// Numbers with decimals, times and moments are read but not kept: no file of ours needs one, and whoever asks
/// for another kind finds none.
enum class Kind { table, array, string, integer, boolean, date, other };

class Value {
 public:
  using Items = std::vector<Value>;
  using Entries = std::vector<Entry>;

  using Content = std::variant<std::monostate, Entries, Items, std::string, std::int64_t, bool, Date>;

  Value(int line, Content content);
  Value(const Value&);
  Value(Value&&) noexcept;
  Value& operator=(const Value&);
  Value& operator=(Value&&) noexcept;
  ~Value();

  Kind kind() const;
  int line() const { return line_; }  ///< where it begins, from 1

  /// What is in a table, in the order of the file; empty for every other kind.
  const Entries& entries() const;
  const Value* find(std::string_view key) const;
  /// What is in an array; empty for every other kind.
  const Items& items() const;
  const std::string* string() const;
  std::optional<std::int64_t> integer() const;
  std::optional<bool> boolean() const;
  std::optional<Date> date() const;

 private:
  int line_;
  Content content_;
};

struct Entry {
  std::string key;
  int line = 1;  ///< of the key
  Value value;
};

struct Fault {
  int line = 1;
  Message what;
};

/// The whole file as one table, or the first place where it is not TOML.
Result<Value, Fault> read(std::string_view bytes);

}  // namespace parvis::toml

/// The number under which something is kept, with a type of its own for each kind of thing: a pair's number never
/// stands where a person's is asked for. Numbers are drawn by chance (crypto::random_id), so that none tells how
/// many there are, or that somebody stands between two others.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace parvis {

template <class Kind>
struct Id {
  std::int64_t number = 0;
  friend constexpr auto operator<=>(Id, Id) = default;
};

/// As an id stands in an address or a file: 13 characters of Crockford's base 32, lower case.
std::string id_text(std::int64_t number);
/// Nothing when the text is not exactly what id_text writes.
std::optional<std::int64_t> id_number(std::string_view text);

template <class Kind>
std::string text_of(Id<Kind> id) {
  return id_text(id.number);
}
template <class Kind>
std::optional<Id<Kind>> id_of(std::string_view text) {
  const auto number = id_number(text);
  return number ? std::optional(Id<Kind>{*number}) : std::nullopt;
}

}  // namespace parvis

template <class Kind>
struct std::hash<parvis::Id<Kind>> {
  std::size_t operator()(parvis::Id<Kind> id) const { return static_cast<std::size_t>(id.number); }
};

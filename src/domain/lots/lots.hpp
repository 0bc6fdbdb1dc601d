/// What a public draw is made from, and the order it gives: anyone can compute it again from the seed and the ids.
/// Both the draw and its checker use this, and only this, in common.
///
/// The draw number of an applicant is SHA-256 of the seed, a line feed and the id, in UTF-8, as 64 hex digits:
///
///   printf '%s\n%s' "$SEED" "$ID" | sha256sum
///
/// The order is by priority class, then draw number, then id. Nothing else counts: not the order of the rows, not the
/// wishes, not the group.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/message.hpp"

namespace parvis::lots {

/// 1 comes first. Whoever has no class comes after all who have one.
inline constexpr int most_classes = 99, no_class = most_classes + 1;
inline constexpr std::size_t most_wishes = 50;

struct Place {
  std::string name;
  std::int32_t seats = 0;
};
struct Applicant {
  std::string id;
  int priority = no_class;
  std::string group;                  ///< as bounds name it; may be empty
  std::vector<std::uint32_t> wishes;  ///< numbers of places, best first, each once, at most `most_wishes`
};
struct Bound {
  std::string group;
  std::int32_t lower = 0;
  std::optional<std::int32_t> upper;
};
/// Applicants by rising id, places by rising name (bytes), each once. So the same people give the same draw however
/// their rows stood.
struct List {
  std::vector<Applicant> applicants;
  std::vector<Place> places;
  std::vector<Bound> bounds;
};

/// Points for the first wish are 50, for the second 49, and so on: the greatest total has the least sum of the wishes'
/// numbers.
inline std::int32_t points(std::size_t wish) {
  return static_cast<std::int32_t>(most_wishes - wish);
}

/// Nothing when the seed will do. Refused: an empty one, one with characters that cannot be seen or that ends in
/// blanks, because nobody could type it again.
std::optional<Message> fault_in_seed(std::string_view seed);

std::string draw_number(std::string_view seed, std::string_view id);
/// The hash that can be published before the seed: SHA-256 of the seed alone, as `printf %s "$SEED" | sha256sum`.
std::string commitment(std::string_view seed);

struct Numbered {
  std::uint32_t applicant;  ///< in List::applicants
  std::string number;
};
/// The order of the draw.
std::vector<Numbered> order(const List& list, std::string_view seed);

/// What can be published when applications close, before anybody knows the seed: SHA-256 of all who take part, a line
/// each by rising id, `id<tab>class<tab>group<tab>wish;wish…`, and of the places, `place<tab>seats`. No class is empty.
std::string fingerprint_of_applicants(const List& list);
std::string fingerprint_of_places(const List& list);

/// Which bound is about the applicant's group: its number in List::bounds, or their count when none is.
std::uint32_t bound_of(const List& list, const Applicant& applicant);

}  // namespace parvis::lots

/// Text folded for comparison: what people write in different ways becomes one (case, width, accents on other
/// letters than å ä ö, punctuation, double blanks). For looking up, never for showing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parvis {

/// NFKC, full case folding, punctuation to blanks, blanks single. "Svetsare,  manuell" → "svetsare manuell".
/// Letters keep their accents (å is not a). Bytes that are not UTF-8 become U+FFFD.
std::string folded(std::string_view text);
/// Code points of UTF-8; bytes that are not UTF-8 become U+FFFD.
std::u32string code_points(std::string_view utf8);
std::string utf8(std::u32string_view code_points);
bool is_utf8(std::string_view text);
std::string_view trimmed(std::string_view text);
/// Splits at any of `separators`, trims, leaves out what is empty.
std::vector<std::string> parts_of(std::string_view text, std::string_view separators);
/// Edits (insert, delete, replace, swap neighbours) between two texts, at most `limit` (limit + 1 means more).
int edit_distance(std::u32string_view first, std::u32string_view second, int limit);
/// Which of the known words was probably meant; empty when none is near.
std::string_view nearest(std::string_view written, const std::vector<std::string_view>& known);
/// FNV-1a then mixed (splitmix64): the seeded hash of an identifier that settles what is still equal.
std::uint64_t seeded_hash(std::uint64_t seed, std::string_view text);

}  // namespace parvis

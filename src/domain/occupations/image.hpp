/// The compact file: one header, one table of sections, then rows of fixed size and one blob of text. It is read
/// whole and used where it lies: opening it checks every reference once, and no row is copied.
/// Numbers are little-endian. Inside the folder only.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "domain/occupations/source.hpp"
#include "platform/base/result.hpp"

namespace parvis::occupations {

struct Text {
  std::uint32_t at = 0, size = 0;  ///< in the section of text
};
struct Range {
  std::uint32_t at = 0, count = 0;  ///< rows of a section of numbers
};
struct GroupRow {
  std::uint16_t code = 0;
  std::uint16_t field = 0;  ///< counted from 1; 0 none
  std::uint16_t profession = 0;
  std::uint16_t spare = 0;
  std::array<Text, languages_shown> title;
};
struct NameRow {  ///< fields, and groups of two digits
  std::uint32_t code = 0, spare = 0;
  std::array<Text, languages_shown> name;
};
struct TitleIndexRow {
  Text key, shown;
  Range groups;    ///< of `group_numbers`
  Range concepts;  ///< of `concept_numbers`
  std::uint64_t bag = 0;
  std::uint32_t letters = 0;
  std::uint32_t spare = 0;
};
struct OrderRow {  ///< the words of a title in alphabetical order
  Text key;
  std::uint32_t title = 0, spare = 0;
};
struct WordRow {
  Text word;
  Range titles;  ///< of `word_numbers`
};
struct IscoRow {
  std::uint32_t code = 0, spare = 0;
  Range groups;
};
struct PairRow {
  std::uint16_t first = 0, second = 0;
  std::uint16_t percent = 0, rank = 0;
};
struct LanguageRow {
  Text iso639_3;
  std::array<Text, languages_shown> name;
};
struct KeyRow {
  Text key;
  std::uint32_t row = 0, spare = 0;
};
struct DistrictRow {
  Text name, former, neighbours;  ///< lists are separated by a line end
};

/// Rows where they lie. `[i]` copies one row out, so that alignment never matters.
template <class Row>
class Rows {
 public:
  Rows() = default;
  explicit Rows(std::string_view bytes) : bytes_(bytes) {}
  std::size_t size() const { return bytes_.size() / sizeof(Row); }
  Row operator[](std::size_t i) const {
    Row row;
    std::memcpy(&row, bytes_.data() + i * sizeof(Row), sizeof(Row));
    return row;
  }

 private:
  std::string_view bytes_;
};

struct Image {
  std::string_view texts;
  Rows<GroupRow> groups;       ///< by code
  Rows<NameRow> fields;        ///< in the order of `GroupRow::field`
  Rows<NameRow> wider_groups;  ///< by code
  Rows<TitleIndexRow> titles;  ///< by key
  Rows<OrderRow> orders;       ///< by key
  Rows<WordRow> words;         ///< by word
  Rows<std::uint16_t> group_numbers;
  Rows<std::uint32_t> concept_numbers;
  Rows<std::uint32_t> word_numbers;
  Rows<IscoRow> isco;  ///< by code
  Rows<PairRow> pairs;
  Rows<LanguageRow> languages;  ///< by ISO 639-3
  Rows<KeyRow> language_names;  ///< by key
  Rows<DistrictRow> districts;
  Rows<KeyRow> district_names;  ///< by key

  std::string_view text(Text part) const { return texts.substr(part.at, part.size); }
};

/// The sections in the order of `Image`, as they follow each other in the file.
inline constexpr std::size_t section_count = 16;
std::string in_sections(const std::array<std::string, section_count>& sections);

std::string packed(const Source& source);
/// `bytes` must outlive what is returned.
Result<Image, Message> opened(std::string_view bytes);
/// Writes the checksum that belongs to the rest, as the fuzz target needs it to reach what lies behind the check.
void seal(std::string& bytes);

/// The row whose key is exactly this, or the number of rows.
template <class Row, class Key>
std::size_t row_with(const Rows<Row>& rows, Key key_of, std::string_view key) {
  std::size_t low = 0, high = rows.size();
  while (low < high) {
    const auto middle = (low + high) / 2;
    if (key_of(rows[middle]) < key)
      low = middle + 1;
    else
      high = middle;
  }
  return low < rows.size() && key_of(rows[low]) == key ? low : rows.size();
}

}  // namespace parvis::occupations

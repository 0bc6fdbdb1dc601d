/// Which column holds what: headers are matched by folded text against synonyms in Swedish and English, in any
/// order. The synonyms stand in docs/formats.md; a test holds the two together.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "domain/people/intake.hpp"

namespace parvis::people {

enum class Sheet { adepts, mentors };

inline constexpr int field_count = static_cast<int>(Field::offers) + 1;

struct Columns {
  static constexpr int absent = -1;
  std::array<int, field_count> at;                ///< by Field: the column, or `absent`
  int mother_tongue = absent;                     ///< a column of its own: languages, all of them native
  int given_name = absent, family_name = absent;  ///< together the name, where there is no column of both
  bool swedish_as_sfi = false;  ///< the header asks for the sfi course: "none" there is no level of Swedish
  std::vector<int> protection;  ///< every column that is about protected identity; a mark in one is enough
  std::vector<int> kept;        ///< in the order asked for
  std::vector<int> unused;      ///< in the order of the file
  std::vector<Reject> faults;   ///< anything here makes the file unusable

  int operator[](Field field) const { return at[static_cast<std::size_t>(field)]; }
};

/// Faults: no id, two columns that mean the same, an id that looks like an identity number, a column asked for
/// with --keep that is not there. A column of identity numbers is kept only when its header is named exactly.
Columns find_columns(const formats::Table& table, Sheet sheet, const std::vector<std::string>& keep);

/// Whether most of what is written in the column are identity numbers, or all of it has their form: a column of
/// mistyped ones is still of people. Days with a running number behind (20260115-0001, or one day in all rows) are
/// not taken for it.
bool holds_identity_numbers(const formats::Table& table, int column);

struct HeaderWord {
  Field field;
  std::string_view text;
};
/// All synonyms, for the test that holds the documentation.
std::vector<HeaderWord> header_words();

}  // namespace parvis::people

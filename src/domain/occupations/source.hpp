/// What a taxonomy is made of before it is packed: the starter set and an imported folder both become this, and
/// `packed` (image.hpp) makes the compact file of it. Inside the folder only.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "domain/occupations/keys.hpp"
#include "domain/occupations/taxonomy.hpp"

namespace parvis::occupations {

using InLanguages = std::array<std::string, languages_shown>;  ///< in the order of `Language`

struct SourceGroup {
  int code = 0;
  InLanguages title;
  int field = -1;      ///< index of `Source::fields`
  int profession = 0;  ///< 0 none
};
struct WiderGroup {
  int code = 0;  ///< two digits
  InLanguages title;
};
struct WrittenTitle {
  std::string text;
  Language language = Language::sv;
};
enum class RowKind : std::uint8_t {
  occupation,   ///< one occupation under several titles
  several,      ///< a title that names several groups, "snickare"
  group_title,  ///< the official title of a group, which may list occupations
};
/// One row of a list: titles that mean the same, and the groups they name.
struct TitleRow {
  std::vector<WrittenTitle> titles;
  std::vector<int> groups;
  RowKind kind = RowKind::occupation;
};
struct ListedPair {
  int first = 0, second = 0;
  int percent = 0;  ///< 75, 25, or 0 when the row has none
  int rank = 0;     ///< 1–10, or 0
};
struct SourceLanguage {
  std::string iso639_3, iso639_1;
  InLanguages name;
  std::vector<std::string> also;         ///< other names by which it is found
  std::vector<std::string> also_listed;  ///< names from a second list; they yield to all of the above
};
struct SourceDistrict {
  District district;
  std::string municipality;  ///< code: "0180"
};

struct Source {
  std::vector<SourceGroup> groups;
  std::vector<WiderGroup> wider_groups;
  std::vector<InLanguages> fields;
  std::vector<TitleRow> rows;  ///< the first row that has a title decides how it is shown
  std::vector<ListedPair> pairs;
  std::vector<std::pair<int, int>> isco_to_ssyk;
  std::vector<SourceLanguage> languages;
  std::vector<SourceDistrict> districts;
};

/// The set that is part of the program, as read from its embedded files.
const Source& starter_source();
/// Gives every group within one profession the same id, counted from 1. Professions that share a group are one.
void set_professions(std::vector<SourceGroup>& groups, const std::vector<std::vector<int>>& professions);

}  // namespace parvis::occupations

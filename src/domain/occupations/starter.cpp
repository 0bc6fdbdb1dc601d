// The starter set: tab-separated files that are part of the program. They are our own and tested, so that a fault
// in one of them is a bug and fails an assertion.
#include <cstdlib>
#include <map>
#include <set>
#include <span>

#include "domain/occupations/source.hpp"
#include "platform/base/embedded.hpp"
#include "platform/base/fold.hpp"

namespace parvis {
std::span<const EmbeddedFile> starter_files();
std::span<const EmbeddedFile> starter_languages();
}  // namespace parvis

namespace parvis::occupations {
namespace {

using Cells = std::vector<std::string>;

Cells cells_of(std::string_view line, std::size_t columns) {
  Cells cells;
  while (true) {
    const auto tab = line.find('\t');
    cells.emplace_back(trimmed(line.substr(0, tab)));
    if (tab == std::string_view::npos) break;
    line.remove_prefix(tab + 1);
  }
  cells.resize(columns);
  return cells;
}

// Without the header and the lines that begin with #.
std::vector<Cells> rows_of(std::span<const EmbeddedFile> files, std::string_view name, std::size_t columns) {
  std::string_view bytes;
  for (const auto& file : files)
    if (file.path == name) bytes = file.bytes;
  std::vector<Cells> rows;
  bool header = true;
  while (!bytes.empty()) {
    const auto end = std::min(bytes.find('\n'), bytes.size());
    const auto line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (trimmed(line).empty() || line.starts_with('#')) continue;
    if (!header) rows.push_back(cells_of(line, columns));
    header = false;
  }
  return rows;
}

int code_in(const std::string& cell) {
  const auto group = Ssyk::from(cell);
  if (!group) std::abort();
  return group->number();
}

std::vector<int> codes_in(const std::string& cell) {
  std::vector<int> codes;
  for (const auto& code : parts_of(cell, ";")) codes.push_back(code_in(code));
  return codes;
}

// The four columns of titles, with | between what means the same.
TitleRow titles_in(const Cells& cells, std::size_t from, std::vector<int> groups, RowKind kind) {
  TitleRow row{{}, std::move(groups), kind};
  for (std::size_t language = 0; language < languages_shown; ++language)
    for (const auto& title : parts_of(cells[from + language], "|"))
      row.titles.push_back({title, static_cast<Language>(language)});
  return row;
}

InLanguages first_titles(const Cells& cells, std::size_t from) {
  InLanguages first;
  for (std::size_t language = 0; language < languages_shown; ++language) {
    const auto titles = parts_of(cells[from + language], "|");
    if (!titles.empty()) first[language] = titles.front();
  }
  return first;
}

void read_occupations(std::span<const EmbeddedFile> files, Source& source) {
  std::map<std::string, int> fields;
  for (const auto& cells : rows_of(files, "fields.tsv", 5)) {
    fields[cells[0]] = static_cast<int>(source.fields.size());
    source.fields.push_back(first_titles(cells, 1));
  }
  const auto field_named = [&](const std::string& id) {
    const auto field = fields.find(id);
    return field == fields.end() ? -1 : field->second;
  };
  std::set<int> known;
  for (const auto& cells : rows_of(files, "occupations.tsv", 6)) {
    const int code = code_in(cells[0]);
    source.rows.push_back(titles_in(cells, 2, {code}, RowKind::occupation));
    if (!known.insert(code).second) continue;
    source.groups.push_back({code, first_titles(cells, 2), field_named(cells[1]), 0});
  }
  for (const auto& cells : rows_of(files, "codes.tsv", 6)) {
    const int code = code_in(cells[0]);
    if (known.insert(code).second)
      source.groups.push_back({code, first_titles(cells, 2), field_named(cells[1]), 0});
  }
  for (const auto& cells : rows_of(files, "ambiguous.tsv", 5)) {
    auto groups = codes_in(cells[4]);
    std::erase_if(groups, [&](int code) { return !known.contains(code); });
    if (!groups.empty()) source.rows.push_back(titles_in(cells, 0, std::move(groups), RowKind::several));
  }
}

void read_lists(std::span<const EmbeddedFile> files, Source& source) {
  for (const auto& cells : rows_of(files, "nearness.tsv", 3))
    source.pairs.push_back({code_in(cells[0]), code_in(cells[1]), cells[2] == "75" ? 75 : 25, 0});
  for (const auto& cells : rows_of(files, "districts.tsv", 4))
    source.districts.push_back({{cells[0], parts_of(cells[2], ";"), parts_of(cells[3], ";")}, cells[1]});
  std::vector<std::vector<int>> professions;
  for (const auto& cells : rows_of(files, "regulated.tsv", 2))
    if (auto groups = codes_in(cells[1]); !groups.empty()) professions.push_back(std::move(groups));
  set_professions(source.groups, professions);
}

void read_languages(Source& source) {
  for (const auto& cells : rows_of(starter_languages(), "languages.tsv", 6)) {
    SourceLanguage language{cells[0], cells[1], {}, {}, {}};
    // en sv ar uk in the file
    constexpr std::array columns{std::pair{Language::en, 2}, std::pair{Language::sv, 3},
                                 std::pair{Language::ar, 4}, std::pair{Language::uk, 5}};
    for (const auto& [shown, column] : columns) {
      const auto names = parts_of(cells[static_cast<std::size_t>(column)], "|");
      if (names.empty()) continue;
      language.name[static_cast<std::size_t>(shown)] = names.front();
      language.also.insert(language.also.end(), names.begin() + 1, names.end());
    }
    source.languages.push_back(std::move(language));
  }
}

}  // namespace

const Source& starter_source() {
  static const Source source = [] {
    Source made;
    read_occupations(starter_files(), made);
    read_lists(starter_files(), made);
    read_languages(made);
    return made;
  }();
  return source;
}

}  // namespace parvis::occupations

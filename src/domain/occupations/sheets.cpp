#include "domain/occupations/sheets.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace parvis::occupations {
namespace {

constexpr std::size_t most_findings = 200;

std::optional<std::size_t> column_of(const std::vector<std::string>& headers, std::string_view column) {
  const auto at = std::find(headers.begin(), headers.end(), column);
  if (at == headers.end()) return std::nullopt;
  return static_cast<std::size_t>(at - headers.begin());
}

std::optional<std::string> bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (file.bad()) return std::nullopt;
  return std::move(bytes).str();
}

}  // namespace

bool Sheet::has(std::string_view column) const {
  return column_of(table_.headers, column).has_value();
}

const std::string& Sheet::cell(const formats::Row& row, std::string_view column) const {
  static const std::string nothing;
  const auto at = column_of(table_.headers, column);
  return at && *at < row.cells.size() ? row.cells[*at] : nothing;
}

void Findings::add(std::string file, int row, std::string column, Message what, Effect effect) {
  forbid_ |= effect == Effect::forbids;
  if (list_.size() >= most_findings) {
    ++more_;
    return;
  }
  list_.push_back({std::move(file), row, std::move(column), std::move(what), effect == Effect::forbids});
}

void Findings::add(const Sheet& sheet, const formats::Row& row, std::string_view column, Message what,
                   Effect effect) {
  add(sheet.file(), row.number, std::string(column), std::move(what), effect);
}

std::vector<ImportFinding> Findings::list() && {
  if (more_ > 0)
    list_.push_back(
        {{}, 0, {}, say_n("And {n} more like these.", "And {n} more like these.", more_), forbid_});
  return std::move(list_);
}

std::optional<Sheet> Lists::sheet(const std::string& file, Need need,
                                  std::initializer_list<std::string_view> columns) {
  const auto path = std::filesystem::path(folder_) / file;
  std::error_code trouble;
  if (!std::filesystem::exists(path, trouble)) {
    if (need == Need::required)
      findings.add(file, 0, {},
                   say("This file is needed, and it is not in the folder {folder}.").with("folder", folder_));
    return std::nullopt;
  }
  const auto bytes = std::filesystem::is_regular_file(path, trouble) ? bytes_of(path) : std::nullopt;
  if (!bytes) {
    findings.add(file, 0, {}, say("This file cannot be opened. May it be read?"));
    return std::nullopt;
  }
  auto table = formats::read_table(*bytes, file);
  if (!table) {
    findings.add(file, table.error().row, {}, std::move(table.error().what));
    return std::nullopt;
  }
  Sheet list(std::move(*table));
  bool complete = true;
  for (const auto column : columns)
    if (!list.has(column)) {
      findings.add(file, 1, std::string(column),
                   say("The column {column} is needed. Write its name in the first row.")
                       .with("column", std::string(column)));
      complete = false;
    }
  return complete ? std::optional(std::move(list)) : std::nullopt;
}

// Nothing is worth less than a title that is not written.
bool Lists::is_written(const Sheet& list, const formats::Row& row, std::string_view column,
                       Findings::Effect effect) {
  if (!list.cell(row, column).empty()) return true;
  findings.add(list, row, column,
               say("The column {column} is empty here. Write a title.").with("column", std::string(column)),
               effect);
  return false;
}

bool Lists::is_first(Once& once, const Sheet& list, const formats::Row& row, std::string_view column,
                     const std::string& key, Findings::Effect effect) {
  if (once.is_first(key)) return true;
  findings.add(list, row, column,
               say("{value} stands twice. Leave it once.").with("value", list.cell(row, column)), effect);
  return false;
}

}  // namespace parvis::occupations

#include "platform/formats/sheet.hpp"

#include <unordered_set>

#include "platform/base/fold.hpp"
#include "platform/formats/guard.hpp"

namespace parvis::formats {
namespace {

/// A workbook writes a text once and shows it in many cells; what it shows may be this much longer than the file.
constexpr std::size_t text_per_byte = 4;

/// Column 0 is A, 26 is AA.
std::string letters_of(std::size_t column) {
  std::string letters;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return letters;
}

}  // namespace

std::string cell_text(std::string_view raw) {
  const auto plain = [](char c) { return static_cast<unsigned char>(c - 0x21) < 0x7F - 0x21; };
  if (raw.empty()) return {};
  if (!plain(raw.front()) || !plain(raw.back())) raw = trimmed(raw);
  if (raw.find('\'') == std::string_view::npos) return std::string(raw);
  const std::string whole = unguarded(raw);
  return std::string(trimmed(whole));
}

std::optional<TableFault> Sheet::check(int number, std::size_t column, std::size_t bytes) const {
  const auto limit = [](std::size_t n) { return static_cast<std::int64_t>(n); };
  if (column >= limits_.columns)
    return fault(number, say("The sheet is too wide: it may have {limit} columns. Please keep those that the "
                             "programme needs.")
                             .with("limit", limit(limits_.columns)));
  if (bytes > limits_.cell_bytes)
    return fault(number,
                 say("There is too much text in one cell of column {column}: {limit} bytes is the most.")
                     .with("column", limit(column + 1))
                     .with("limit", limit(limits_.cell_bytes)));
  return {};
}

std::optional<TableFault> Sheet::take_header(int number, std::vector<std::string> cells) {
  std::unordered_set<std::string> seen;
  for (const auto& header : cells)
    if (auto key = folded(header); !key.empty() && !seen.insert(std::move(key)).second)
      return fault(number,
                   say("The column {column} stands twice. Please give one of them another name, or take "
                       "it away.")
                       .with("column", header));
  table_.headers = std::move(cells);
  return {};
}

/// What stands in the extra cells is not said: the row may be about someone with protected identity.
Message Sheet::too_long(const std::vector<std::string>& row) const {
  const auto cells = row.size();
  if (table_.headers.size() == 1 && table_.rows.empty() && !row[1].empty())
    return say("The first row has one cell only, and this one has {found}. If the first row is a heading "
               "above "
               "the table, please take it away: the first row names the columns.")
        .with("found", static_cast<std::int64_t>(cells));
  if (origin_ == Origin::workbook)
    return say("Something is written beside the table, in column {column}, which has no header. Please give "
               "the "
               "column a header, or empty it.")
        .with("column", letters_of(cells - 1));
  return say("This row has {found} cells, but the header has {expected}. Please put quotes around a cell "
             "with a "
             "separator in it, as in \"Kista, Husby\", or give the extra column a header.")
      .with("found", static_cast<std::int64_t>(cells))
      .with("expected", static_cast<std::int64_t>(table_.headers.size()));
}

std::optional<TableFault> Sheet::add(int number, std::vector<std::string> cells) {
  while (!cells.empty() && cells.back().empty()) cells.pop_back();
  if (cells.empty()) return {};
  if (table_.headers.empty()) return take_header(number, std::move(cells));
  if (cells.size() > table_.headers.size()) return fault(number, too_long(cells));
  cells_ += table_.headers.size();
  for (const auto& cell : cells) text_bytes_ += cell.size();
  if (table_.rows.size() >= limits_.rows || cells_ > limits_.cells ||
      text_bytes_ / text_per_byte > limits_.bytes)
    return fault(number,
                 say("The sheet is too long. Please divide it, or take away columns that the programme "
                     "does not need."));
  cells.resize(table_.headers.size());
  table_.rows.push_back({number, std::move(cells)});
  return {};
}

Result<Table, TableFault> Sheet::done() && {
  if (table_.headers.empty())
    return no(fault(0, say("Nothing is written in this file. Its first row should name the columns, as in: "
                           "id,occupation,languages")));
  return std::move(table_);
}

}  // namespace parvis::formats

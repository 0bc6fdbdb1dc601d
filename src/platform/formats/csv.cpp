#include "platform/formats/csv.hpp"

#include <array>
#include <optional>

#include "platform/formats/sheet.hpp"
#include "platform/formats/text_encoding.hpp"

namespace parvis::formats {
namespace {

bool ends_line(char c) {
  return c == '\n' || c == '\r';
}
bool may_separate(char c) {
  return c == ',' || c == ';' || c == '\t';
}

/// Takes a first line "sep=;" off, as Excel writes and hides it: it does not count as a row.
std::optional<char> take_separator_line(std::string_view& text) {
  if (text.size() < 5 || (text[0] | 0x20) != 's' || (text[1] | 0x20) != 'e' || (text[2] | 0x20) != 'p' ||
      text[3] != '=' || (!may_separate(text[4]) && text[4] != '|'))
    return {};
  std::string_view rest = text.substr(5);
  if (!rest.empty() && !ends_line(rest.front())) return {};
  const char separator = text[4];
  if (rest.starts_with("\r\n")) rest.remove_prefix(1);
  if (!rest.empty()) rest.remove_prefix(1);
  text = rest;
  return separator;
}

/// The separator that stands most often outside quotes in the first row with anything in it. When two stand
/// equally often: tab, then semicolon, because the comma is the one that also stands inside a header. Rows of
/// nothing but separators before it tell what the separator of a single column is.
char find_separator(std::string_view text) {
  std::size_t commas = 0, semicolons = 0, tabs = 0;
  char in_empty_rows = ',';
  bool in_quotes = false, at_cell_start = true, has_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') {
      if (in_quotes && i + 1 < text.size() && text[i + 1] == '"')
        ++i;
      else if (in_quotes || at_cell_start)
        in_quotes = !in_quotes;
      at_cell_start = false;
    } else if (in_quotes) {
      has_text = has_text || static_cast<unsigned char>(c) > ' ';
    } else if (may_separate(c)) {
      ++(c == ',' ? commas : c == ';' ? semicolons : tabs);
      at_cell_start = true;
    } else if (ends_line(c)) {
      if (has_text) break;
      if (commas + semicolons + tabs > 0) in_empty_rows = semicolons > 0 ? ';' : tabs > 0 ? '\t' : ',';
      commas = semicolons = tabs = 0;
      at_cell_start = true;
    } else if (c == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0') {
      ++i;
    } else if (static_cast<unsigned char>(c) > ' ') {
      has_text = true;
      at_cell_start = false;
    }
  }
  if (tabs > 0 && tabs >= semicolons && tabs >= commas) return '\t';
  if (semicolons > 0 && semicolons >= commas) return ';';
  return commas > 0 ? ',' : in_empty_rows;
}

/// Cuts text into records and cells.
class Records {
 public:
  Records(std::string_view text, char separator) : text_(text), separator_(separator) {
    stops_[static_cast<unsigned char>(separator)] = stops_['\n'] = stops_['\r'] = true;
  }

  bool at_end() const { return at_ >= text_.size(); }
  /// Hands each cell of the next record to `keep(column, raw text)`; nothing when a quote never ends or `keep`
  /// gives up.
  template <class Keep>
  bool next(Keep keep) {
    for (std::size_t column = 0;; ++column) {
      const auto cell = next_cell();
      if (!cell || !keep(column, *cell)) return false;
      if (at_end()) return true;
      const char c = text_[at_++];
      if (c == separator_) continue;
      if (c == '\r' && !at_end() && text_[at_] == '\n') ++at_;
      return true;
    }
  }

 private:
  void go_to_stop() {
    const char* const data = text_.data();
    std::size_t at = at_;
    while (at < text_.size() && !stops_[static_cast<unsigned char>(data[at])]) ++at;
    at_ = at;
  }

  std::optional<std::string_view> next_cell() {
    std::size_t first = at_;
    while (first < text_.size() && text_[first] == ' ') ++first;
    if (first < text_.size() && text_[first] == '"') return quoted_cell(first + 1);
    first = at_;
    go_to_stop();
    return text_.substr(first, at_ - first);
  }

  /// Text after the closing quote belongs to the cell, as in Excel: "Kista" centrum.
  std::optional<std::string_view> quoted_cell(std::size_t from) {
    bool is_whole = true;
    for (;;) {
      const std::size_t quote = text_.find('"', from);
      if (quote == std::string_view::npos) return {};
      const bool is_doubled = quote + 1 < text_.size() && text_[quote + 1] == '"';
      at_ = quote + 1;
      if (!is_doubled) go_to_stop();
      const std::string_view rest = text_.substr(quote + 1, at_ - quote - 1);
      if (is_whole && !is_doubled && rest.empty()) return text_.substr(from, quote - from);
      if (is_whole) room_.clear();
      is_whole = false;
      room_ += text_.substr(from, quote - from + (is_doubled ? 1 : 0));
      room_ += rest;
      if (!is_doubled) return std::string_view(room_);
      from = quote + 2;
    }
  }

  std::string_view text_;
  char separator_;
  std::array<bool, 256> stops_{};
  std::size_t at_ = 0;
  std::string room_;
};

}  // namespace

Result<Table, TableFault> read_csv(std::string_view bytes, std::string file, const TableLimits& limits) {
  Sheet sheet(std::move(file), limits, Origin::text);
  std::string room;
  auto decoded = as_utf8(bytes, room);
  if (!decoded) return no(sheet.fault(0, std::move(decoded).error()));
  std::string_view text = *decoded;
  const auto told = take_separator_line(text);
  Records records(text, told ? *told : find_separator(text));
  for (int number = 1; !records.at_end(); ++number) {
    std::vector<std::string> cells;
    cells.reserve(sheet.columns());
    std::optional<TableFault> fault;
    const bool is_whole = records.next([&](std::size_t column, std::string_view raw) {
      auto cell = cell_text(raw);
      // Empty cells beyond the limit are let go: some programs fill each row with separators.
      if (!cell.empty()) fault = sheet.check(number, column, cell.size());
      if (column < limits.columns) cells.push_back(std::move(cell));
      return !fault;
    });
    if (fault) return no(*std::move(fault));
    if (!is_whole)
      return no(
          sheet.fault(number, say("A quotation mark opens a cell in this row and is never closed. Please "
                                  "close it, or take it away.")));
    fault = sheet.add(number, std::move(cells));
    if (fault) return no(*std::move(fault));
  }
  return std::move(sheet).done();
}

}  // namespace parvis::formats

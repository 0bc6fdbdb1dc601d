#include "platform/formats/guard.hpp"
#include "platform/formats/table.hpp"

namespace parvis::formats {
namespace {

/// Quoted more often than RFC 4180 asks: no semicolon or tab stands bare, so the separator is found again from
/// the header, and nothing at the start of a file looks like a byte order mark or a `sep=` line.
bool needs_quotes(std::string_view cell) {
  for (const char c : cell)
    if (c == ',' || c == ';' || c == '"' || static_cast<unsigned char>(c) < 0x20) return true;
  return cell.starts_with("\xEF\xBB\xBF") || (cell.size() > 3 && (cell[0] | 0x20) == 's' && cell[3] == '=');
}

}  // namespace

void CsvWriter::row(const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) bytes_ += ',';
    const std::string cell = guarded(cells[i]);
    // A lone empty cell would be an empty line, which is no row at all to many programs.
    if (!needs_quotes(cell) && !(cell.empty() && cells.size() == 1)) {
      bytes_ += cell;
      continue;
    }
    bytes_ += '"';
    for (const char c : cell) {
      if (c == '"') bytes_ += '"';
      bytes_ += c;
    }
    bytes_ += '"';
  }
  bytes_ += '\n';
}

}  // namespace parvis::formats

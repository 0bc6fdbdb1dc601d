/// A spreadsheet as a programme keeps it, read from CSV or XLSX: text cells under named columns, and for each row
/// the number by which its owner finds it again.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/message.hpp"
#include "platform/base/result.hpp"

namespace parvis::formats {

struct Row {
  int number = 0;  ///< as the spreadsheet counts: the header is usually row 1
  std::vector<std::string>
      cells;  ///< UTF-8, one per header, without surrounding blanks; empty = nothing written
};
struct Table {
  std::string file;  ///< the name to say when something is wrong with it
  std::vector<std::string> headers;
  std::vector<Row> rows;  ///< rows in which nothing is written are left out
};
/// Something wrong with the file as such; a wrong cell is not the table's business.
struct TableFault {
  std::string file;
  int row = 0;  ///< 0 when it is the whole file
  Message what;
};

struct TableLimits {
  std::size_t bytes = 64u << 20;  ///< of the file, and of the sheet once unpacked
  std::size_t rows = 2'000'000;
  std::size_t columns = 512;
  std::size_t cell_bytes = 32'768;
  std::size_t cells = 10'000'000;  ///< empty ones too: short rows under a wide header grow in memory
};

/// By content, never by name: XLSX when it is a zip with a workbook, else CSV.
/// CSV: comma, semicolon or tab, found from the header; UTF-8 with or without BOM, UTF-16 either way,
/// Windows-1252; quoted cells may hold line ends. XLSX: the first visible sheet; a date cell becomes 2026-03-31,
/// a number its shortest text, a formula without a saved result #FORMULA; merged cells say the same in every row.
/// Refuses what is over the limits, zip bombs, encrypted or damaged files, two columns with the same header, a row
/// with more cells than headers, and quotes that never end.
Result<Table, TableFault> read_table(std::string_view bytes, std::string file,
                                     const TableLimits& limits = {});

/// RFC 4180 with \r\n left out in favour of \n; comma. A cell that a spreadsheet would run as a formula
/// (= + - @ tab, after blanks and quotation marks too) is guarded with a leading ', which read_table takes away again
/// when it stands before one of these: "-Ali" survives the round trip, and so do "'-Ali" and "''-Ali". The same after
/// ; tab and line ends inside a cell, where a spreadsheet that expects semicolons would cut it.
class CsvWriter {
 public:
  void row(const std::vector<std::string>& cells);
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace parvis::formats

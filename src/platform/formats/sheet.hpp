/// What a CSV file and a sheet of a workbook have in common: rows of cells of which the first with anything in it
/// is the header.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/formats/table.hpp"

namespace parvis::formats {

/// The text of a cell as a Table holds it: without surrounding blanks, without a guard against formulas.
std::string cell_text(std::string_view raw);

enum class Origin { text, workbook };

/// Rows go in one by one in the order of the sheet, a Table comes out.
class Sheet {
 public:
  Sheet(std::string file, const TableLimits& limits, Origin origin) : limits_(limits), origin_(origin) {
    table_.file = std::move(file);
  }

  /// Takes the row as it stands in the sheet, cells from `cell_text`. Something is returned when the row cannot
  /// be part of the table. Cells beyond the last header may follow when nothing stands in them.
  std::optional<TableFault> add(int number, std::vector<std::string> cells);
  /// A cell stands in this column (from 0), this many bytes long: not when that is over the limits.
  std::optional<TableFault> check(int number, std::size_t column, std::size_t bytes) const;
  TableFault fault(int row, Message what) const { return {table_.file, row, std::move(what)}; }
  std::size_t columns() const { return table_.headers.size(); }
  /// Refuses a sheet in which nothing is written.
  Result<Table, TableFault> done() &&;

 private:
  std::optional<TableFault> take_header(int number, std::vector<std::string> cells);

  Message too_long(const std::vector<std::string>& row) const;

  TableLimits limits_;
  Origin origin_;
  Table table_;
  std::size_t cells_ = 0;
  std::size_t text_bytes_ = 0;
};

}  // namespace parvis::formats

/// Excel workbooks (ECMA-376, transitional and strict): a zip of XML parts.
#pragma once

#include "platform/formats/table.hpp"

namespace parvis::formats {

/// As read_table, for a file that is a zip.
Result<Table, TableFault> read_xlsx(std::string_view bytes, std::string file, const TableLimits& limits);

}  // namespace parvis::formats

/// Separated values as programmes have them: RFC 4180 and what Excel makes of it.
#pragma once

#include "platform/formats/table.hpp"

namespace parvis::formats {

/// As read_table, for a file that is text.
Result<Table, TableFault> read_csv(std::string_view bytes, std::string file, const TableLimits& limits);

}  // namespace parvis::formats

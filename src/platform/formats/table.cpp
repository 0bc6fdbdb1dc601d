#include "platform/formats/table.hpp"

#include "platform/formats/csv.hpp"
#include "platform/formats/xlsx.hpp"

namespace parvis::formats {

Result<Table, TableFault> read_table(std::string_view bytes, std::string file, const TableLimits& limits) {
  if (bytes.size() > limits.bytes)
    return no(TableFault{std::move(file), 0,
                         say("The file is too big: {limit} megabytes is the most.")
                             .with("limit", static_cast<std::int64_t>(limits.bytes >> 20))});
  if (bytes.starts_with("\xD0\xCF\x11\xE0"))
    return no(TableFault{
        std::move(file), 0,
        say("This is an old .xls workbook, or one locked with a password. Save it as .xlsx or CSV, "
            "without a password.")});
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06"))
    return read_xlsx(bytes, std::move(file), limits);
  return read_csv(bytes, std::move(file), limits);
}

}  // namespace parvis::formats

#include "platform/formats/table.hpp"

#include "platform/formats/csv.hpp"

namespace parvis::formats {

Result<Table, TableFault> read_table(std::string_view bytes, std::string file, const TableLimits& limits) {
  if (bytes.size() > limits.bytes)
    return no(TableFault{std::move(file), 0,
                         say("The file is too big: {limit} megabytes is the most.")
                             .with("limit", static_cast<std::int64_t>(limits.bytes >> 20))});
  return read_csv(bytes, std::move(file), limits);
}

}  // namespace parvis::formats

#include <cstdint>
#include <cstdlib>

#include "platform/formats/csv.hpp"

/// Whatever is understood must come back the same when written and read once more.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parvis::formats;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto table = read_csv(bytes, "fuzz.csv", {});
  if (!table) return 0;
  CsvWriter out;
  out.row(table->headers);
  for (const auto& row : table->rows) {
    if (row.cells.size() != table->headers.size()) std::abort();
    out.row(row.cells);
  }
  // Quoting and guards make cells longer, never past this.
  TableLimits wide;
  wide.bytes = SIZE_MAX;
  const auto again = read_csv(out.bytes(), "fuzz.csv", wide);
  if (!again || again->headers != table->headers || again->rows.size() != table->rows.size()) std::abort();
  for (std::size_t i = 0; i < table->rows.size(); ++i)
    if (again->rows[i].cells != table->rows[i].cells) std::abort();
  return 0;
}

#include <cstdint>
#include <cstdlib>

#include "platform/base/fold.hpp"
#include "platform/formats/xlsx.hpp"
#include "platform/formats/zip_fixture.hpp"

/// The first byte says what the rest is: a whole file, or one part of a workbook that is otherwise in order, so
/// that the zip around it does not keep the fuzzer out.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parvis::formats;
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  WorkbookParts parts;
  parts.sheet = R"(<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>)"
                R"(<row><c s="1"><v>46112</v></c><c t="s"><v>2</v></c></row></sheetData></worksheet>)";
  std::string file;
  switch (data[0] % 8) {
    case 0: file = bytes; break;
    case 1: parts.sheet = bytes; break;
    case 2: parts.shared_texts = bytes; break;
    case 3: parts.styles = bytes; break;
    case 4: parts.workbook = bytes; break;
    case 5: parts.workbook_relations = bytes; break;
    case 6: parts.relations = bytes; break;
    default: parts.sheet = "<worksheet><sheetData>" + bytes + "</sheetData></worksheet>"; break;
  }
  if (file.empty()) file = parts.zip();
  const auto table = read_xlsx(file, "fuzz.xlsx", {});
  if (!table) return 0;
  for (const auto& row : table->rows) {
    if (row.cells.size() != table->headers.size()) std::abort();
    for (const auto& cell : row.cells)
      if (!parvis::is_utf8(cell) || parvis::trimmed(cell) != cell) std::abort();
  }
  return 0;
}

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <system_error>

#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "app/demo/demo.hpp"
#include "platform/formats/table.hpp"

namespace parvis::demo {
namespace {

/// libxlsxwriter writes to a named file only: one that no one else can open, gone when this is.
class TemporaryFile {
 public:
  TemporaryFile() {
    std::error_code failed;
    auto path = (std::filesystem::temp_directory_path(failed) / "parvis-demo-XXXXXX").string();
    if (failed) return;
    const int file = mkstemp(path.data());
    if (file < 0) return;
    close(file);
    path_ = std::move(path);
  }
  ~TemporaryFile() {
    if (!path_.empty()) unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }

  std::string bytes() const {
    std::string all;
    std::ifstream file(path_, std::ios::binary);
    all.assign(std::istreambuf_iterator<char>(file), {});
    return all;
  }

 private:
  std::string path_;
};

Message no_room() {
  return say("The workbook could not be written. Is there room where temporary files are kept (TMPDIR)?");
}

}  // namespace

Result<std::string, Message> as_xlsx(const std::string& csv) {
  const auto table = formats::read_table(csv, "demo.csv");
  if (!table) return no(table.error().what);
  const TemporaryFile file;
  if (file.path().empty()) return no(no_room());
  lxw_workbook* book = workbook_new(file.path().c_str());
  if (!book) return no(no_room());
  lxw_doc_properties properties = {};
  properties.created = static_cast<time_t>(demo_day.days_since_1970()) * 86'400;  // the same bytes every day
  workbook_set_properties(book, &properties);
  lxw_format* bold = workbook_add_format(book);
  format_set_bold(bold);
  lxw_worksheet* sheet = workbook_add_worksheet(book, "Lindhamn");
  for (std::size_t column = 0; column < table->headers.size(); ++column)
    worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(column), table->headers[column].c_str(), bold);
  for (const auto& row : table->rows)
    for (std::size_t column = 0; column < row.cells.size(); ++column)
      worksheet_write_string(sheet, static_cast<lxw_row_t>(row.number - 1), static_cast<lxw_col_t>(column),
                             row.cells[column].c_str(), nullptr);
  worksheet_freeze_panes(sheet, 1, 0);
  if (workbook_close(book) != LXW_NO_ERROR) return no(no_room());
  auto bytes = file.bytes();
  if (bytes.empty()) return no(no_room());
  return bytes;
}

}  // namespace parvis::demo

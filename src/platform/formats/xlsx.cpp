#include "platform/formats/xlsx.hpp"

#include <algorithm>
#include <charconv>
#include <pugixml.hpp>

#include "platform/formats/sheet.hpp"
#include "platform/formats/xlsx_parts.hpp"

namespace parvis::formats {
namespace {

constexpr int last_row = 1'048'576;
constexpr std::size_t columns_of_a_sheet = 16'384;

std::optional<std::size_t> whole_number(std::string_view text) {
  std::size_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return {};
  return value;
}

struct Place {
  std::size_t column = 0;  ///< from 0
  int row = 0;             ///< from 1
};

struct Area {
  Place from, to;
};

/// "C5" is column 2, row 5.
std::optional<Place> place_of(std::string_view reference) {
  std::size_t column = 0, i = 0;
  for (; i < reference.size() && i < 4 && reference[i] >= 'A' && reference[i] <= 'Z'; ++i)
    column = column * 26 + static_cast<std::size_t>(reference[i] - 'A' + 1);
  const auto row = whole_number(reference.substr(i));
  if (column == 0 || column > columns_of_a_sheet || !row || *row == 0 || *row > last_row) return {};
  return Place{column - 1, static_cast<int>(*row)};
}

/// "B2:B9"; nothing when it is one cell alone.
std::optional<Area> area_of(std::string_view reference) {
  const auto colon = reference.find(':');
  if (colon == std::string_view::npos) return {};
  const auto from = place_of(reference.substr(0, colon)), to = place_of(reference.substr(colon + 1));
  if (!from || !to) return {};
  return Area{{std::min(from->column, to->column), std::min(from->row, to->row)},
              {std::max(from->column, to->column), std::max(from->row, to->row)}};
}

bool is_empty(const std::vector<std::string>& cells) {
  return std::all_of(cells.begin(), cells.end(), [](const std::string& cell) { return cell.empty(); });
}

/// Merged cells, of which only the one at the top left may speak: some programs keep what stood under the others.
/// People who share a cell share what it says: it is carried down the rows, so that a family marked once as
/// protected is protected in every row.
class Merges {
 public:
  Merges(const pugi::xml_node& sheet, std::size_t columns) : columns_(columns) {
    for (const auto list : sheet.children())
      if (local_name(list) == "mergeCells")
        for (const auto merge : list.children())
          if (const auto area = area_of(merge.attribute("ref").value()); area && area->from.column < columns_)
            merges_.push_back({*area, {}});
    std::sort(merges_.begin(), merges_.end(),
              [](const Merge& a, const Merge& b) { return a.area.from.row < b.area.from.row; });
  }
  /// Empties what lies under the merged cells of a row; rows must come from top to bottom. False when merges overlap.
  bool hide(int row, std::vector<std::string>& cells) {
    std::erase_if(active_, [&](const Merge& merge) { return merge.area.to.row < row; });
    for (; next_ < merges_.size() && merges_[next_].area.from.row <= row; ++next_)
      if (merges_[next_].area.to.row >= row) active_.push_back(merges_[next_]);
    if (active_.size() > columns_) return false;
    for (const auto& [area, shown] : active_)
      for (std::size_t column = area.from.column; column <= area.to.column && column < cells.size(); ++column)
        if (row != area.from.row || column != area.from.column) cells[column].clear();
    return true;
  }
  /// Gives a row, after `hide`, what its merged cells show. Nothing is carried out of the header.
  void carry(int row, bool below_header, std::vector<std::string>& cells) {
    for (auto& [area, shown] : active_) {
      const auto column = area.from.column;
      if (row == area.from.row) {
        if (below_header && column < cells.size()) shown = cells[column];
      } else if (!shown.empty()) {
        if (cells.size() <= column) cells.resize(column + 1);
        cells[column] = shown;
      }
    }
  }

 private:
  struct Merge {
    Area area;
    std::string shown;  ///< at the top left
  };

  std::size_t columns_;
  std::size_t next_ = 0;
  std::vector<Merge> merges_, active_;
};

/// A formula whose result was never saved: what it would show is not known, so it must not pass for empty.
constexpr std::string_view unsaved_formula = "#FORMULA";

pugi::xml_node child_of(const pugi::xml_node& cell, std::string_view name) {
  for (const auto child : cell.children())
    if (local_name(child) == name) return child;
  return {};
}

/// Programs that do not calculate leave <v> out or empty; only a result told to be a text may be an empty one.
bool has_saved_result(const pugi::xml_node& cell) {
  const std::string_view type = cell.attribute("t").value();
  if (type == "inlineStr") return child_of(cell, "is");
  const auto value = child_of(cell, "v");
  return value && (type == "str" || !text_within(value).empty());
}

/// Formulas that fill other cells than the one in which they stand: an array, a table of data, and a formula shared
/// by many cells where a program that does not calculate has told it once. A cell of theirs without a saved result
/// is an unsaved formula like the first.
class Spread {
 public:
  Spread(const pugi::xml_node& sheet, std::size_t columns) : last_row_(columns, 0) {
    for (const auto data : sheet.children())
      if (local_name(data) == "sheetData")
        for (const auto row : data.children())
          for (const auto cell : row.children()) add(cell);
    std::sort(areas_.begin(), areas_.end(),
              [](const Area& a, const Area& b) { return a.from.row < b.from.row; });
  }
  /// Marks the cells of a row that no result was saved for, up to a width; rows must come from top to bottom.
  void mark(int row, std::size_t width, const std::vector<bool>& saved_empty,
            std::vector<std::string>& cells) {
    for (; next_ < areas_.size() && areas_[next_].from.row <= row; ++next_) {
      const auto& [from, to] = areas_[next_];
      for (auto column = from.column; column <= to.column && column < last_row_.size(); ++column)
        last_row_[column] = std::max(last_row_[column], to.row);
    }
    for (std::size_t column = 0; column < std::min(width, last_row_.size()); ++column) {
      if (last_row_[column] < row || (column < saved_empty.size() && saved_empty[column])) continue;
      if (cells.size() <= column) cells.resize(column + 1);
      if (cells[column].empty()) cells[column] = unsaved_formula;
    }
  }

 private:
  void add(const pugi::xml_node& cell) {
    const auto formula = child_of(cell, "f");
    if (!formula) return;
    // Where results were saved, a cell without one was taken out of the formula that the cells around it share.
    if (formula.attribute("t").value() == std::string_view("shared") && has_saved_result(cell)) return;
    if (const auto area = area_of(formula.attribute("ref").value())) areas_.push_back(*area);
  }

  std::vector<Area> areas_;
  std::size_t next_ = 0;
  std::vector<int> last_row_;  ///< of each column: how far down the formulas met so far fill it
};

/// What a person would have typed; nothing when the cell points outside the workbook.
std::optional<std::string> text_of(const pugi::xml_node& cell, const Workbook& workbook) {
  const std::string_view type = cell.attribute("t").value();
  if (child_of(cell, "f") && !has_saved_result(cell)) return std::string(unsaved_formula);
  if (type == "inlineStr") return rich_text(child_of(cell, "is"));
  const std::string value = text_within(child_of(cell, "v"));
  if (value.empty()) return std::string();
  if (type == "s") {
    const auto index = whole_number(value);
    if (!index || *index >= workbook.shared_texts.size()) return {};
    return workbook.shared_texts[*index];
  }
  if (type == "b") return std::string(value == "1" || value == "true" ? "TRUE" : "FALSE");
  auto text = plain_text(value);
  if (!text || type == "str" || type == "e") return text;
  // An ISO day of a strict workbook: the hours of a day are not wanted.
  if (type == "d") return text->size() > 10 && (*text)[10] == 'T' ? text->substr(0, 10) : *text;
  const auto style = whole_number(cell.attribute("s").value());
  const auto kind =
      style && *style < workbook.style_kinds.size() ? workbook.style_kinds[*style] : NumberKind::number;
  return number_text(*text, kind, workbook.days);
}

/// The cells of a row, each under its column, into `cells`; into `saved_empty` which results are an empty text.
std::optional<TableFault> read_row(const pugi::xml_node& row, int number, const Workbook& workbook,
                                   const Sheet& sheet, std::vector<std::string>& cells,
                                   std::vector<bool>& saved_empty) {
  std::size_t column = 0;
  for (const auto cell : row.children()) {
    if (local_name(cell) != "c") continue;
    if (const auto reference = cell.attribute("r")) {
      const auto place = place_of(reference.value());
      if (!place) return sheet.fault(number, damaged_workbook());
      column = place->column;
    }
    const auto raw = text_of(cell, workbook);
    if (!raw) return sheet.fault(number, damaged_workbook());
    if (auto text = cell_text(*raw); !text.empty()) {
      if (auto fault = sheet.check(number, column, text.size())) return fault;
      if (cells.size() <= column) cells.resize(column + 1);
      cells[column] = std::move(text);
    } else if (has_saved_result(cell)) {
      if (saved_empty.size() <= column) saved_empty.resize(column + 1);
      saved_empty[column] = true;
    }
    ++column;
  }
  return {};
}

std::optional<TableFault> read_rows(const pugi::xml_node& data, const Workbook& workbook, Merges& merges,
                                    Spread& spread, Sheet& sheet) {
  int number = 0;
  for (const auto row : data.children()) {
    if (local_name(row) != "row") continue;
    const int before = number++;
    if (const auto told = row.attribute("r")) {
      const auto read = whole_number(told.value());
      number = read && *read <= last_row ? static_cast<int>(*read) : 0;
    }
    // Rows stand in their order; what jumps back was not written by a spreadsheet program.
    if (number <= before || number > last_row) return sheet.fault(before, damaged_workbook());
    std::vector<std::string> cells;
    cells.reserve(sheet.columns());
    std::vector<bool> saved_empty;
    if (auto fault = read_row(row, number, workbook, sheet, cells, saved_empty)) return fault;
    if (cells.empty()) continue;
    if (!merges.hide(number, cells)) return sheet.fault(number, damaged_workbook());
    // Where nothing else is written there is nobody, however far merged cells or formulas reach.
    if (is_empty(cells)) continue;
    const bool below_header = sheet.columns() > 0;
    spread.mark(number, below_header ? sheet.columns() : cells.size(), saved_empty, cells);
    merges.carry(number, below_header, cells);
    if (auto fault = sheet.add(number, std::move(cells))) return fault;
  }
  return {};
}

}  // namespace

Result<Table, TableFault> read_xlsx(std::string_view bytes, std::string file, const TableLimits& limits) {
  Sheet sheet(std::move(file), limits, Origin::workbook);
  const auto archive = ZipArchive::open(bytes, limits.bytes);
  if (!archive) return no(sheet.fault(0, archive.error()));
  const auto workbook = open_workbook(*archive);
  if (!workbook) return no(sheet.fault(0, workbook.error()));
  std::string room;
  pugi::xml_document document;
  if (auto fault = load_part(*archive, workbook->sheet_part, room, document))
    return no(sheet.fault(0, *std::move(fault)));
  const auto root = document.document_element();
  Merges merges(root, limits.columns);
  Spread spread(root, limits.columns);
  for (const auto part : root.children())
    if (local_name(part) == "sheetData")
      if (auto fault = read_rows(part, *workbook, merges, spread, sheet)) return no(*std::move(fault));
  if (sheet.columns() == 0)
    return no(
        sheet.fault(0, say("Nothing is written on the sheet {sheet}, the first one in the workbook. Please "
                           "move the sheet with the people in it to the front.")
                           .with("sheet", workbook->sheet_name)));
  return std::move(sheet).done();
}

}  // namespace parvis::formats

/// The parts of a workbook that say how its sheet is to be read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/message.hpp"
#include "platform/base/result.hpp"
#include "platform/formats/number_format.hpp"
#include "platform/formats/zip_archive.hpp"

namespace pugi {
class xml_document;
class xml_node;
}  // namespace pugi

namespace parvis::formats {

struct Workbook {
  std::string sheet_part;  ///< "xl/worksheets/sheet1.xml", of the first visible sheet
  std::string sheet_name;
  DaySystem days = DaySystem::from_1900;
  std::vector<std::string> shared_texts;
  std::vector<NumberKind> style_kinds;  ///< by the style number of a cell
};

/// Refuses what is no workbook, has no visible sheet, or whose parts are not XML.
Result<Workbook, Message> open_workbook(const ZipArchive& archive);

/// The part named, parsed inside `room`, which must outlive the document. Refuses one of so many elements that
/// its tree would fill the memory.
std::optional<Message> load_part(const ZipArchive& archive, const std::string& name, std::string& room,
                                 pugi::xml_document& document);

/// The name of an element without its prefix: "x:row" is "row".
std::string_view local_name(const pugi::xml_node& node);
/// All text directly in an element, also around a comment or in CDATA.
std::string text_within(const pugi::xml_node& node);
/// The text of <si> or <is>: its runs joined, the reading aid of Japanese (rPh) left out, _x000A_ undone.
/// Nothing when it is not UTF-8.
std::optional<std::string> rich_text(const pugi::xml_node& node);
/// `text` with _x000A_ and its like undone; nothing when it is not UTF-8.
std::optional<std::string> plain_text(std::string_view text);

Message damaged_workbook();

}  // namespace parvis::formats

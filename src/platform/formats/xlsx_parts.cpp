#include "platform/formats/xlsx_parts.hpp"

#include <charconv>
#include <map>
#include <pugixml.hpp>

#include "platform/base/fold.hpp"

namespace parvis::formats {
namespace {

/// A cell with a value takes some fourteen bytes for each element; empty elements take four, and as much memory.
constexpr std::size_t bytes_per_element = 12;

/// Whether a tree of this part would outgrow what the largest honest one takes.
bool has_too_many_elements(std::string_view part, std::size_t part_bytes) {
  std::size_t left = part_bytes / bytes_per_element;
  for (auto at = part.find('<'); at != std::string_view::npos; at = part.find('<', at + 1))
    if (!part.substr(at + 1).starts_with('/') && left-- == 0) return true;
  return false;
}

/// The element at the end of a path of local names, or an empty node.
pugi::xml_node find_element(pugi::xml_node from, std::initializer_list<std::string_view> path) {
  for (const auto name : path) {
    pugi::xml_node found;
    for (const auto child : from.children())
      if (local_name(child) == name) {
        found = child;
        break;
      }
    from = found;
  }
  return from;
}

/// r:id, whatever the prefix; sheetId is another thing.
std::string relation_id(const pugi::xml_node& sheet) {
  for (const auto attribute : sheet.attributes())
    if (std::string_view(attribute.name()).ends_with(":id")) return attribute.value();
  return {};
}

struct Relation {
  std::string kind;  ///< the last word of its type: "worksheet"
  std::string part;
};

/// "../styles.xml" seen from "xl/workbook.xml" is "styles.xml".
std::string resolved(std::string_view target, std::string_view seen_from) {
  std::string path;
  if (!target.starts_with('/')) {
    const auto slash = seen_from.rfind('/');
    if (slash != std::string_view::npos) path = seen_from.substr(0, slash);
  }
  for (const auto& step : parts_of(target, "/")) {
    if (step == ".") continue;
    if (step == "..") {
      const auto slash = path.rfind('/');
      path.resize(slash == std::string::npos ? 0 : slash);
      continue;
    }
    if (!path.empty()) path += '/';
    path += step;
  }
  return path;
}

/// The relations of a part by id; none when the part has none.
Result<std::map<std::string, Relation>, Message> relations_of(const ZipArchive& archive,
                                                              const std::string& part) {
  const auto slash = part.rfind('/');
  const auto name_at = slash == std::string::npos ? 0 : slash + 1;
  const std::string file = part.substr(0, name_at) + "_rels/" + part.substr(name_at) + ".rels";
  std::map<std::string, Relation> relations;
  if (!archive.has(file)) return relations;
  std::string room;
  pugi::xml_document document;
  if (auto fault = load_part(archive, file, room, document)) return no(*std::move(fault));
  for (const auto relation : document.document_element().children()) {
    const std::string_view type = relation.attribute("Type").value();
    relations[relation.attribute("Id").value()] = {std::string(type.substr(type.rfind('/') + 1)),
                                                   resolved(relation.attribute("Target").value(), part)};
  }
  return relations;
}

bool is_true(const pugi::xml_attribute& attribute) {
  const std::string_view value = attribute.value();
  return value == "1" || value == "true" || value == "on";
}

std::optional<Message> read_shared_texts(const ZipArchive& archive, const std::string& part,
                                         std::vector<std::string>& texts) {
  std::string room;
  pugi::xml_document document;
  if (auto fault = load_part(archive, part, room, document)) return fault;
  for (const auto item : document.document_element().children()) {
    if (local_name(item) != "si") continue;
    auto text = rich_text(item);
    if (!text) return damaged_workbook();
    texts.push_back(*std::move(text));
  }
  return {};
}

std::optional<Message> read_styles(const ZipArchive& archive, const std::string& part,
                                   std::vector<NumberKind>& kinds) {
  std::string room;
  pugi::xml_document document;
  if (auto fault = load_part(archive, part, room, document)) return fault;
  const auto styles = document.document_element();
  std::map<int, NumberKind> own;
  for (const auto format : find_element(styles, {"numFmts"}).children())
    own[format.attribute("numFmtId").as_int()] = kind_of_format(format.attribute("formatCode").value());
  for (const auto style : find_element(styles, {"cellXfs"}).children()) {
    if (local_name(style) != "xf") continue;
    const int format = style.attribute("numFmtId").as_int();
    const auto found = own.find(format);
    kinds.push_back(found == own.end() ? kind_of_built_in(format) : found->second);
  }
  return {};
}

Result<std::string, Message> main_part(const ZipArchive& archive) {
  PARVIS_TRY(const auto relations, relations_of(archive, ""));
  std::string part = "xl/workbook.xml";
  for (const auto& [id, relation] : relations)
    if (relation.kind == "officeDocument") part = relation.part;
  if (!part.ends_with(".xml") || !archive.has(part))
    return no(
        say("This is not an Excel workbook of the kind .xlsx. Please save the sheet as .xlsx or as CSV."));
  return part;
}

}  // namespace

Message damaged_workbook() {
  return say(
      "Something in the workbook is damaged. Please open it in your spreadsheet program and save it once "
      "more as .xlsx, or as CSV.");
}

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  return name.substr(name.find(':') + 1);
}

std::optional<Message> load_part(const ZipArchive& archive, const std::string& name, std::string& room,
                                 pugi::xml_document& document) {
  auto bytes = archive.read(name);
  if (!bytes) return std::move(bytes).error();
  if (!*bytes) return damaged_workbook();
  room = std::move(**bytes);
  if (has_too_many_elements(room, archive.entry_bytes())) return too_big_unpacked();
  // Document types are skipped and their entities never expanded; blanks count where they are all of a text.
  const auto parsed = document.load_buffer_inplace(room.data(), room.size(),
                                                   pugi::parse_default | pugi::parse_ws_pcdata_single);
  if (!parsed) return damaged_workbook();
  return {};
}

std::string text_within(const pugi::xml_node& node) {
  std::string text;
  for (const auto child : node.children())
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
  return text;
}

std::optional<std::string> plain_text(std::string_view text) {
  if (!is_utf8(text)) return {};
  std::string out;
  for (;;) {
    const auto at = text.find("_x");
    if (at == std::string_view::npos) break;
    unsigned code = 0;
    const auto* const digits = text.data() + at + 2;
    const bool fits = text.size() - at >= 7 && text[at + 6] == '_' &&
                      std::from_chars(digits, digits + 4, code, 16).ptr == digits + 4;
    out += text.substr(0, at);
    if (fits && code != 0 && (code < 0xD800 || code > 0xDFFF)) {
      out += utf8(std::u32string(1, static_cast<char32_t>(code)));
      text.remove_prefix(at + 7);
    } else {
      out += "_x";
      text.remove_prefix(at + 2);
    }
  }
  out += text;
  return out;
}

std::optional<std::string> rich_text(const pugi::xml_node& node) {
  std::string joined;
  for (const auto child : node.children()) {
    if (local_name(child) == "t") joined += text_within(child);
    if (local_name(child) == "r") joined += text_within(find_element(child, {"t"}));
  }
  return plain_text(joined);
}

Result<Workbook, Message> open_workbook(const ZipArchive& archive) {
  Workbook workbook;
  PARVIS_TRY(const auto main, main_part(archive));
  PARVIS_TRY(const auto relations, relations_of(archive, main));
  std::string room;
  pugi::xml_document document;
  if (auto fault = load_part(archive, main, room, document)) return no(*std::move(fault));
  const auto root = document.document_element();
  if (is_true(find_element(root, {"workbookPr"}).attribute("date1904"))) workbook.days = DaySystem::from_1904;
  for (const auto sheet : find_element(root, {"sheets"}).children()) {
    const std::string_view state = sheet.attribute("state").value();
    const auto relation = relations.find(relation_id(sheet));
    if (state == "hidden" || state == "veryHidden" || relation == relations.end()) continue;
    if (relation->second.kind != "worksheet") continue;  // a chart on a page of its own
    workbook.sheet_part = relation->second.part;
    workbook.sheet_name = plain_text(sheet.attribute("name").value()).value_or("");
    break;
  }
  if (workbook.sheet_part.empty())
    return no(
        say("The workbook shows no sheet. Please show the one with the people in it and save it again."));
  for (const auto& [id, relation] : relations) {
    std::optional<Message> fault;
    if (relation.kind == "sharedStrings" && archive.has(relation.part))
      fault = read_shared_texts(archive, relation.part, workbook.shared_texts);
    if (relation.kind == "styles" && archive.has(relation.part))
      fault = read_styles(archive, relation.part, workbook.style_kinds);
    if (fault) return no(*std::move(fault));
  }
  return workbook;
}

}  // namespace parvis::formats

/// Zip files for tests, written plainly so that they can also lie: stored entries, every field of the directory
/// ours to choose.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parvis::formats {

struct ZipEntry {
  std::string name;
  std::string bytes;
  std::uint32_t claimed_size = UINT32_MAX;  ///< the unpacked size to claim; by default the truth
  std::uint16_t flags = 0;                  ///< 1: says that it is encrypted
  std::uint16_t method = 0;                 ///< 0 stored, 8 deflated (then `bytes` is the packed form)
};

inline std::uint32_t zip_crc(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFFu;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1u)));
  }
  return ~crc;
}

inline std::string zip_of(const std::vector<ZipEntry>& entries) {
  std::string out, directory;
  const auto put = [](std::string& to, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) to += static_cast<char>(value >> (8 * i) & 0xFF);
  };
  for (const auto& entry : entries) {
    const auto packed = static_cast<std::uint32_t>(entry.bytes.size());
    const auto name = static_cast<std::uint32_t>(entry.name.size());
    const auto offset = static_cast<std::uint32_t>(out.size());
    std::string common;
    put(common, 20, 2);
    put(common, entry.flags, 2);
    put(common, entry.method, 2);
    put(common, 0x5A210000u, 4);  // a day in 2025
    put(common, zip_crc(entry.bytes), 4);
    put(common, packed, 4);
    put(common, entry.claimed_size == UINT32_MAX ? packed : entry.claimed_size, 4);
    put(common, name, 2);
    put(common, 0, 2);
    out += "PK\x03\x04" + common + entry.name + entry.bytes;
    directory += std::string("PK\x01\x02\x14\0", 6) + common;
    put(directory, 0, 2);
    put(directory, 0, 2);
    put(directory, 0, 2);
    put(directory, 0, 4);
    put(directory, offset, 4);
    directory += entry.name;
  }
  const auto start = static_cast<std::uint32_t>(out.size());
  out += directory + "PK\x05\x06";
  put(out, 0, 4);
  put(out, static_cast<std::uint32_t>(entries.size()), 2);
  put(out, static_cast<std::uint32_t>(entries.size()), 2);
  put(out, static_cast<std::uint32_t>(directory.size()), 4);
  put(out, start, 4);
  put(out, 0, 2);
  return out;
}

/// The parts of a small workbook, each to be replaced by a test: one sheet, ten shared texts, styles 0 (plain) and
/// 1 (a day).
struct WorkbookParts {
  std::string relations =
      R"(<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>)";
  std::string workbook =
      R"(<workbook><workbookPr/><sheets><sheet name="Mentorer" sheetId="1" r:id="rId1"/></sheets></workbook>)";
  std::string workbook_relations =
      R"(<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>)"
      R"(<Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/>)"
      R"(<Relationship Id="rId3" Type="x/styles" Target="/xl/styles.xml"/></Relationships>)";
  std::string sheet = "<worksheet><sheetData/></worksheet>";
  std::string shared_texts =
      "<sst><si><t>id</t></si><si><t>name</t></si><si><r><t>Anna</t></r><r><t xml:space=\"preserve\"> "
      "</t></r>"
      "<r><t>Berg</t></r></si><si><t>Bo</t><rPh sb=\"0\" eb=\"1\"><t>reading</t></rPh></si></sst>";
  std::string styles = R"(<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>)";

  std::string zip() const {
    return zip_of({{"_rels/.rels", relations},
                   {"xl/workbook.xml", workbook},
                   {"xl/_rels/workbook.xml.rels", workbook_relations},
                   {"xl/worksheets/sheet1.xml", sheet},
                   {"xl/sharedStrings.xml", shared_texts},
                   {"xl/styles.xml", styles}});
  }
};

/// A workbook whose sheet holds these rows, given as XML.
inline std::string workbook_with_rows(std::string_view rows) {
  WorkbookParts parts;
  parts.sheet = "<worksheet><sheetData>" + std::string(rows) + "</sheetData></worksheet>";
  return parts.zip();
}

}  // namespace parvis::formats

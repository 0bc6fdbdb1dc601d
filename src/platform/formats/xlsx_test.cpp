#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xlsxwriter.h>
#include <zip.h>

#include <unistd.h>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "platform/formats/table.hpp"
#include "platform/formats/zip_fixture.hpp"

namespace parvis::formats {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// A workbook written by a program that writes real ones.
template <class Fill>
std::string written_workbook(Fill fill) {
  const auto path =
      (std::filesystem::temp_directory_path() / ("parvis_formats_" + std::to_string(::getpid()) + ".xlsx"))
          .string();
  lxw_workbook* const workbook = workbook_new(path.c_str());
  fill(workbook);
  EXPECT_EQ(workbook_close(workbook), LXW_NO_ERROR);
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  std::filesystem::remove(path);
  return bytes;
}

/// The data rows of a workbook, or the refusal in English as its only cell.
std::vector<std::vector<std::string>> rows_of(std::string_view bytes, const TableLimits& limits = {}) {
  const auto table = read_table(bytes, "mentors.xlsx", limits);
  if (!table) return {{in_english(table.error().what)}};
  std::vector<std::vector<std::string>> rows;
  for (const auto& row : table->rows) rows.push_back(row.cells);
  return rows;
}
std::string refusal_of_workbook(std::string_view bytes, const TableLimits& limits = {}) {
  const auto table = read_table(bytes, "mentors.xlsx", limits);
  return table ? "taken" : in_english(table.error().what);
}

TEST(Xlsx, ReadsThePeopleOfAProgramme) {
  const auto bytes = written_workbook([](lxw_workbook* book) {
    auto* const sheet = workbook_add_worksheet(book, "Mentorer");
    auto* const day = workbook_add_format(book);
    format_set_num_format(day, "yyyy-mm-dd");
    auto* const clock = workbook_add_format(book);
    format_set_num_format(clock, "hh:mm");
    const char* headers[] = {"id", "född", "år", "registrerad", "tid", "digital"};
    for (lxw_col_t i = 0; i < 6; ++i) worksheet_write_string(sheet, 0, i, headers[i], nullptr);
    worksheet_write_string(sheet, 1, 0, " Åsa\xC2\xA0", nullptr);
    worksheet_write_number(sheet, 1, 1, 1985, nullptr);
    worksheet_write_number(sheet, 1, 2, 3.5, nullptr);
    lxw_datetime when = {2026, 3, 31, 17, 30, 0};
    worksheet_write_datetime(sheet, 1, 3, &when, day);
    worksheet_write_datetime(sheet, 1, 4, &when, clock);
    worksheet_write_boolean(sheet, 1, 5, 1, nullptr);
    worksheet_write_string(sheet, 4, 0, "'-Ali", nullptr);
    worksheet_write_formula_num(sheet, 4, 1, "=1980+1", nullptr, 1981);
    worksheet_write_string(sheet, 4, 2, "a\nb", nullptr);
  });
  const auto table = read_table(bytes, "mentors.xlsx");
  ASSERT_TRUE(table) << in_english(table.error().what);
  EXPECT_EQ(table->file, "mentors.xlsx");
  EXPECT_THAT(table->headers, ElementsAre("id", "född", "år", "registrerad", "tid", "digital"));
  ASSERT_EQ(table->rows.size(), 2u);
  EXPECT_EQ(table->rows[0].number, 2);
  EXPECT_THAT(table->rows[0].cells, ElementsAre("Åsa", "1985", "3.5", "2026-03-31", "17:30", "TRUE"));
  EXPECT_EQ(table->rows[1].number, 5);
  EXPECT_THAT(table->rows[1].cells, ElementsAre("-Ali", "1981", "a\nb", "", "", ""));
}

TEST(Xlsx, ReadsTheFirstSheetThatIsShown) {
  const auto bytes = written_workbook([](lxw_workbook* book) {
    auto* const hidden = workbook_add_worksheet(book, "Listor");
    auto* const shown = workbook_add_worksheet(book, "Adepter");
    worksheet_write_string(hidden, 0, 0, "not this", nullptr);
    worksheet_write_string(shown, 2, 1, "id", nullptr);
    worksheet_write_string(shown, 3, 1, "7", nullptr);
    worksheet_activate(shown);
    worksheet_hide(hidden);
  });
  const auto table = read_table(bytes, "adepts.xlsx");
  ASSERT_TRUE(table);
  EXPECT_THAT(table->headers, ElementsAre("", "id"));
  EXPECT_EQ(table->rows.at(0).number, 4);
}

TEST(Xlsx, JoinsTheRunsOfATextAndLeavesReadingAidsOut) {
  EXPECT_THAT(rows_of(workbook_with_rows(R"(<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>)"
                                         R"(<row><c t="s"><v>2</v></c><c t="s"><v>3</v></c></row>)")),
              ElementsAre(ElementsAre("Anna Berg", "Bo")));
}

TEST(Xlsx, ReadsTextWrittenInTheCellItself) {
  EXPECT_THAT(
      rows_of(workbook_with_rows(
          R"(<row><c t="inlineStr"><is><t>id</t></is></c></row>)"
          R"(<row><c t="inlineStr"><is><r><t>a_x000A_</t></r><r><t>_x005F_xb&amp;</t></r></is></c></row>)"
          R"(<row><c t="str"><f>A1</f><v>formula</v></c></row><row><c t="e"><v>#N/A</v></c></row>)"
          R"(<row><c t="b"><v>0</v></c></row><row><c t="d"><v>2026-03-31T00:00:00</v></c></row>)")),
      ElementsAre(ElementsAre("a\n_xb&"), ElementsAre("formula"), ElementsAre("#N/A"), ElementsAre("FALSE"),
                  ElementsAre("2026-03-31")));
}

TEST(Xlsx, TakesNoFormulaForEmptyBecauseItsResultWasNotSaved) {
  const std::string header = "<row><c><v>1</v></c></row>";
  for (const std::string cell :
       {R"(<c><f>IF(TRUE,"ja","")</f></c>)", "<c><f>A1</f><v/></c>", "<c><f>A1</f><v></v></c>",
        R"(<c t="str"><f>A1</f></c>)", R"(<c t="s"><f t="shared" si="0"/></c>)",
        R"(<c t="inlineStr"><f>A1</f></c>)", "<x:c><x:f>A1</x:f></x:c>"})
    EXPECT_THAT(rows_of(workbook_with_rows(header + "<row>" + cell + "</row>")),
                ElementsAre(ElementsAre("#FORMULA")))
        << cell;
  // A result that was saved as an empty text is empty, and so is a cell without a formula.
  EXPECT_THAT(rows_of(workbook_with_rows(header + R"(<row><c t="str"><f>A1</f><v></v></c></row>)"
                                                  R"(<row><c t="inlineStr"/></row><row><c><v/></c></row>)")),
              ElementsAre());
}

/// A workbook of these rows in which the cells of each reference are merged.
std::string merged_workbook(std::string_view rows, const std::vector<std::string>& references) {
  WorkbookParts parts;
  parts.sheet = "<worksheet><sheetData>" + std::string(rows) + "</sheetData><mergeCells>";
  for (const auto& reference : references) parts.sheet += "<mergeCell ref=\"" + reference + "\"/>";
  parts.sheet += "</mergeCells></worksheet>";
  return parts.zip();
}

/// The people 10, 11, 12 … in column A, and what stands beside them.
std::string people_beside(const std::vector<std::string>& cells) {
  std::string rows = R"(<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><v>skyddad</v></c></row>)";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto number = std::to_string(i + 2);
    rows += "<row r=\"" + number + "\"><c r=\"A" + number + "\"><v>" + std::to_string(i + 10) + "</v></c>" +
            cells[i] + "</row>";
  }
  return workbook_with_rows(rows);
}

TEST(Xlsx, TakesNoCellOfAnUnsavedArrayForEmpty) {
  const std::vector<std::string> beside = {R"(<c r="B2"><f t="array" ref="B2:B6">S!B2:B6</f></c>)",
                                           "",
                                           R"(<c r="B4"/>)",
                                           R"(<c r="B5"><v/></c>)",
                                           R"(<c r="B6" t="str"/>)",
                                           ""};
  EXPECT_THAT(
      rows_of(people_beside(beside)),
      ElementsAre(ElementsAre("10", "#FORMULA"), ElementsAre("11", "#FORMULA"), ElementsAre("12", "#FORMULA"),
                  ElementsAre("13", "#FORMULA"), ElementsAre("14", "#FORMULA"), ElementsAre("15", "")));
  // So too with a prefix, in a table of data, in two columns, and written from the other end.
  for (const std::string formula : {R"(<x:c r="B2"><x:f t="array" ref="B2:B3">S!B2:B3</x:f></x:c>)",
                                    R"(<c r="B2"><f t="dataTable" ref="B2:B3" r1="A1"/></c>)",
                                    R"(<c r="B2"><f t="array" ref="B2:C3">S!B2:C3</f></c>)",
                                    R"(<c r="B2"><f t="array" ref="B3:B2">S!B2:B3</f></c>)"})
    EXPECT_THAT(
        rows_of(people_beside({formula, "", ""})),
        ElementsAre(ElementsAre("10", "#FORMULA"), ElementsAre("11", "#FORMULA"), ElementsAre("12", "")))
        << formula;
}

TEST(Xlsx, BelievesWhatWasSavedOfAnArray) {
  EXPECT_THAT(
      rows_of(people_beside({R"(<c r="B2" t="str"><f t="array" ref="B2:B6">S!B2:B6</f><v>ja</v></c>)",
                             R"(<c r="B3" t="str"><v>nej</v></c>)", R"(<c r="B4" t="str"><v></v></c>)",
                             R"(<c r="B5" t="inlineStr"><is><t/></is></c>)", ""})),
      ElementsAre(ElementsAre("10", "ja"), ElementsAre("11", "nej"), ElementsAre("12", ""),
                  ElementsAre("13", ""), ElementsAre("14", "#FORMULA")));
}

TEST(Xlsx, TakesNoCellOfAnUnsavedSharedFormulaForEmpty) {
  const std::string each = R"(<c r="B3"><f t="shared" si="0"/></c>)";
  EXPECT_THAT(
      rows_of(people_beside({R"(<c r="B2"><f t="shared" ref="B2:B4" si="0">A2</f></c>)", each, "", ""})),
      ElementsAre(ElementsAre("10", "#FORMULA"), ElementsAre("11", "#FORMULA"), ElementsAre("12", "#FORMULA"),
                  ElementsAre("13", "")));
  // Where results were saved, a cell without the formula is one that somebody emptied.
  EXPECT_THAT(
      rows_of(people_beside({R"(<c r="B2"><f t="shared" ref="B2:B4" si="0">A2</f><v>7</v></c>)", each, ""})),
      ElementsAre(ElementsAre("10", "7"), ElementsAre("11", "#FORMULA"), ElementsAre("12", "")));
}

TEST(Xlsx, MakesNobodyOfAnArrayThatFillsTheWholeSheet) {
  const auto array = [](const std::string& cell) {
    return "<c r=\"" + cell + R"("><f t="array" ref=")" + cell + R"(:XFD1048576">S!A1:XFD1048576</f></c>)";
  };
  const TableLimits limits{.rows = 3, .columns = 2, .cells = 6};
  EXPECT_THAT(rows_of(people_beside({array("B2"), "", ""}), limits),
              ElementsAre(ElementsAre("10", "#FORMULA"), ElementsAre("11", "#FORMULA"),
                          ElementsAre("12", "#FORMULA")));
  const auto table = read_table(workbook_with_rows("<row r=\"1\">" + array("A1") +
                                                   "<c r=\"C1\"><v>3</v></c></row>"
                                                   R"(<row r="2"/><row r="9"><c r="C9"/></row>)"),
                                "x.xlsx");
  EXPECT_FALSE(table);  // two columns are called #FORMULA
  EXPECT_THAT(
      rows_of(workbook_with_rows("<row r=\"1\">" + array("A1") + R"(</row><row r="9"><c r="C9"/></row>)")),
      ElementsAre());
}

TEST(Xlsx, LetsAnArrayAndMergedCellsMeet) {
  const std::string rows =
      R"(<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><v>skyddad</v></c></row>)"
      R"(<row r="2"><c r="A2"><v>10</v></c><c r="B2"><f t="array" ref="B2:B9">S!B2:B9</f></c></row>)"
      R"(<row r="3"><c r="A3"><v>11</v></c></row><row r="4"><c r="A4"><v>12</v></c></row>)"
      R"(<row r="5"><c r="A5"/></row>)";
  EXPECT_THAT(rows_of(merged_workbook(rows, {"B3:B4", "A4:A5"})),
              ElementsAre(ElementsAre("10", "#FORMULA"), ElementsAre("11", "#FORMULA"),
                          ElementsAre("12", "#FORMULA")));
}

TEST(Xlsx, FindsCellsByTheirPlaceAndKeepsTheRowNumbersOfTheSheet) {
  const auto table =
      read_table(workbook_with_rows(
                     R"(<row r="3"><c r="A3"><v>1</v></c><c r="C3"><v>3</v></c></row>)"
                     R"(<row r="4"/><row r="9"><c r="C9"><v>30</v></c></row><row><c><v>10</v></c></row>)"),
                 "x.xlsx");
  ASSERT_TRUE(table);
  EXPECT_THAT(table->headers, ElementsAre("1", "", "3"));
  ASSERT_EQ(table->rows.size(), 2u);
  EXPECT_EQ(table->rows[0].number, 9);
  EXPECT_THAT(table->rows[0].cells, ElementsAre("", "", "30"));
  EXPECT_EQ(table->rows[1].number, 10);
}

TEST(Xlsx, LetsOnlyTheTopLeftOfMergedCellsSpeak) {
  const std::string rows =
      "<row><c><v>1</v></c><c><v>2</v></c></row>"
      "<row><c><v>5</v></c><c><v>6</v></c></row><row><c><v>7</v></c><c><v>8</v></c></row>";
  EXPECT_THAT(rows_of(merged_workbook(rows, {"A2:A3"})),
              ElementsAre(ElementsAre("5", "6"), ElementsAre("5", "8")));
  EXPECT_THAT(rows_of(merged_workbook(rows, {"A2:B2"})),
              ElementsAre(ElementsAre("5", ""), ElementsAre("7", "8")));
}

TEST(Xlsx, ProtectsAFamilyThatIsMarkedOnceInMergedCells) {
  const std::string rows =
      R"(<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><v>skyddad</v></c><c r="C1"><v>3</v></c></row>)"
      R"(<row r="2"><c r="A2"><v>10</v></c><c r="B2" t="str"><v>ja</v></c></row>)"
      R"(<row r="3"><c r="A3"><v>11</v></c></row><row r="4"><c r="A4"><v>12</v></c><c r="B4"/></row>)"
      R"(<row r="5"><c r="A5"><v>13</v></c></row>)";
  EXPECT_THAT(rows_of(merged_workbook(rows, {"B2:B4"})),
              ElementsAre(ElementsAre("10", "ja", ""), ElementsAre("11", "ja", ""),
                          ElementsAre("12", "ja", ""), ElementsAre("13", "", "")));
  // Over several columns too, in the first of them.
  EXPECT_THAT(rows_of(merged_workbook(rows, {"B2:C4"})),
              ElementsAre(ElementsAre("10", "ja", ""), ElementsAre("11", "ja", ""),
                          ElementsAre("12", "ja", ""), ElementsAre("13", "", "")));
}

TEST(Xlsx, MakesNobodyOfMergedCells) {
  // Neither a header that takes two rows nor a mark that goes on below the last person is one.
  EXPECT_THAT(
      rows_of(merged_workbook(R"(<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>9</v></c></row>)"
                              R"(<row><c><v>3</v></c><c><v>4</v></c></row><row><c/><c><v>5</v></c></row>)",
                              {"A1:A2", "B3:B4"})),
      ElementsAre(ElementsAre("", "9"), ElementsAre("3", "4")));
}

TEST(Xlsx, BoundsTheTextThatIsRepeatedInMergedCellsOrSharedTexts) {
  std::string rows = R"(<row><c><v>1</v></c><c><v>2</v></c></row>)";
  std::string shared = rows;
  const std::string note(1'000, 'x');
  for (int i = 0; i < 100; ++i) {
    rows += "<row><c><v>1</v></c>" + (i > 0 ? "" : "<c t=\"str\"><v>" + note + "</v></c>") + "</row>";
    shared += R"(<row><c t="s"><v>0</v></c></row>)";
  }
  const TableLimits limits{.bytes = 10'000};
  EXPECT_THAT(refusal_of_workbook(merged_workbook(rows, {"B2:B101"}), limits), HasSubstr("too long"));
  EXPECT_EQ(refusal_of_workbook(merged_workbook(rows, {"B2:B21"}), limits), "taken");
  WorkbookParts parts;
  parts.sheet = "<worksheet><sheetData>" + shared + "</sheetData></worksheet>";
  parts.shared_texts = "<sst><si><t>" + note + "</t></si></sst>";
  EXPECT_THAT(refusal_of_workbook(parts.zip(), limits), HasSubstr("too long"));
}

TEST(Xlsx, UnderstandsThePrefixesOfAStrictWorkbook) {
  WorkbookParts parts;
  parts.workbook =
      R"(<x:workbook><x:workbookPr date1904="true"/><x:sheets><x:sheet sheetId="1" rel:id="rId1"/>)"
      R"(</x:sheets></x:workbook>)";
  parts.sheet = R"(<x:worksheet><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row>)"
                R"(<x:row><x:c s="1"><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>)";
  EXPECT_THAT(rows_of(parts.zip()), ElementsAre(ElementsAre("1904-01-01")));
}

TEST(Xlsx, ExpandsNoEntities) {
  WorkbookParts parts;
  parts.sheet =
      R"(<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c><v>1</v></c>)"
      R"(</row><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>)";
  EXPECT_THAT(rows_of(parts.zip()), ElementsAre(ElementsAre("&b;")));
}

TEST(Xlsx, SaysWhatItCannotRead) {
  EXPECT_THAT(refusal_of_workbook("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on"),
              HasSubstr("Save it as .xlsx or CSV"));
  EXPECT_THAT(refusal_of_workbook("PK\x03\x04 torn"), HasSubstr("damaged"));
  EXPECT_THAT(refusal_of_workbook(zip_of({{"content.xml", "<x/>"}})), HasSubstr("not an Excel workbook"));
  EXPECT_THAT(refusal_of_workbook(workbook_with_rows("")),
              HasSubstr("Nothing is written on the sheet Mentorer"));
  EXPECT_THAT(refusal_of_workbook(workbook_with_rows("<row><c>")), HasSubstr("damaged"));
  EXPECT_THAT(refusal_of_workbook(workbook_with_rows(R"(<row><c t="s"><v>99</v></c></row>)")),
              HasSubstr("damaged"));
  EXPECT_THAT(refusal_of_workbook(workbook_with_rows(R"(<row><c r="ZZZZ1"><v>9</v></c></row>)")),
              HasSubstr("damaged"));
  EXPECT_THAT(refusal_of_workbook(workbook_with_rows(R"(<row r="2"/><row r="1"/>)")), HasSubstr("damaged"));
  EXPECT_THAT(refusal_of_workbook(workbook_with_rows("<row><c t=\"str\"><v>\xC3</v></c></row>")),
              HasSubstr("damaged"));
  WorkbookParts hidden;
  hidden.workbook = R"(<workbook><sheets><sheet state="veryHidden" r:id="rId1"/></sheets></workbook>)";
  EXPECT_THAT(refusal_of_workbook(hidden.zip()), HasSubstr("shows no sheet"));
}

TEST(Xlsx, SaysWhichColumnLacksAHeader) {
  EXPECT_THAT(
      refusal_of_workbook(workbook_with_rows(
          R"(<row><c r="A1"><v>1</v></c></row><row><c r="A2"><v>2</v></c><c r="AB2"><v>3</v></c></row>)")),
      HasSubstr("in column AB, which has no header"));
}

TEST(Xlsx, RefusesZipBombs) {
  EXPECT_THAT(refusal_of_workbook(zip_of({{"xl/workbook.xml", "x", 2'000'000'000}})), HasSubstr("too big"));
  EXPECT_THAT(refusal_of_workbook(zip_of(std::vector<ZipEntry>(1001, ZipEntry{"a", ""}))),
              HasSubstr("too big"));
  EXPECT_THAT(refusal_of_workbook(zip_of({{"xl/workbook.xml", "x", UINT32_MAX, 1}})), HasSubstr("password"));
  EXPECT_THAT(refusal_of_workbook(zip_of({{"xl/workbook.xml", "x", UINT32_MAX, 0, 12}})),
              HasSubstr("damaged"));
  // Says that it is short, and is not.
  EXPECT_THAT(refusal_of_workbook(zip_of({{"xl/workbook.xml", std::string(5000, ' '), 10}})), Not("taken"));
  // Each small enough alone.
  EXPECT_THAT(refusal_of_workbook(zip_of(std::vector<ZipEntry>(5, ZipEntry{"a", "x", 900'000})),
                                  {.bytes = 1'000'000}),
              HasSubstr("too big"));
}

/// One entry of this text, deflated.
std::string deflated_zip(const std::string& name, const std::string& text) {
  zip_error_t error;
  zip_source_t* const target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* const archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), 0);
  zip_close(archive);
  zip_stat_t stat;
  zip_source_stat(target, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_open(target);
  zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

TEST(Xlsx, RefusesWhatIsPackedTooWell) {
  const auto bomb = deflated_zip("xl/workbook.xml", std::string(8u << 20, ' '));
  EXPECT_LT(bomb.size(), 20'000u);
  EXPECT_THAT(refusal_of_workbook(bomb), HasSubstr("too big"));
  // Well packed but small is what every workbook has.
  EXPECT_THAT(refusal_of_workbook(deflated_zip("xl/workbook.xml", std::string(900'000, ' '))),
              HasSubstr("damaged"));
}

TEST(Xlsx, RefusesASmallFileOfCountlessEmptyElements) {
  const auto repeated = [](std::string_view element, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += element;
    return text;
  };
  const TableLimits limits{.bytes = 12'000};
  const auto cells = [&](std::string_view element, int times) {
    return workbook_with_rows("<row><c><v>1</v></c>" + repeated(element, times) + "</row>");
  };
  EXPECT_THAT(refusal_of_workbook(cells("<c/>", 1'100), limits), HasSubstr("too big"));
  EXPECT_EQ(refusal_of_workbook(cells("<c/>", 900), limits), "taken");
  // The ends of elements do not count.
  EXPECT_EQ(refusal_of_workbook(cells("<c></c>", 900), limits), "taken");
  WorkbookParts parts;
  parts.sheet = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";
  parts.shared_texts = "<sst>" + repeated("<si/>", 1'100) + "</sst>";
  EXPECT_THAT(refusal_of_workbook(parts.zip(), limits), HasSubstr("too big"));
}

TEST(Xlsx, RefusesAnEntryThatIsLongerThanItSays) {
  auto bytes = deflated_zip("xl/workbook.xml", "<a>" + std::string(100'000, ' ') + "</a>");
  // The unpacked size stands at 22 in the local header and at 24 in the directory.
  const auto directory = bytes.rfind("PK\x01\x02");
  for (const auto at : {std::size_t{22}, directory + 24})
    for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = i == 1 ? '\x01' : '\0';
  EXPECT_THAT(refusal_of_workbook(bytes), Not("taken"));
}

TEST(Xlsx, KeepsToTheLimits) {
  const auto rows = workbook_with_rows(
      R"(<row><c t="str"><v>id</v></c></row><row><c><v>1</v></c></row><row><c><v>2</v></c></row>)");
  EXPECT_THAT(refusal_of_workbook(rows, {.rows = 1}), HasSubstr("too long"));
  EXPECT_THAT(refusal_of_workbook(rows, {.columns = 0}), HasSubstr("too wide"));
  EXPECT_THAT(refusal_of_workbook(rows, {.cell_bytes = 1}), HasSubstr("too much text"));
  EXPECT_THAT(refusal_of_workbook(rows, {.bytes = 100}), HasSubstr("too big"));
}

}  // namespace
}  // namespace parvis::formats

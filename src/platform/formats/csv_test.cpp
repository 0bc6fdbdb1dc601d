#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "platform/formats/guard.hpp"
#include "platform/formats/table.hpp"

namespace parvis::formats {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// Header and rows as they were read, each line a list; a refusal is "row: sentence".
std::vector<std::vector<std::string>> lines_of(std::string_view bytes, const TableLimits& limits = {}) {
  const auto table = read_table(bytes, "adepts.csv", limits);
  if (!table) return {{std::to_string(table.error().row) + ": " + in_english(table.error().what)}};
  std::vector<std::vector<std::string>> lines = {table->headers};
  for (const auto& row : table->rows) lines.push_back(row.cells);
  return lines;
}
std::string refusal_of(std::string_view bytes, const TableLimits& limits = {}) {
  const auto table = read_table(bytes, "adepts.csv", limits);
  return table ? "taken" : lines_of(bytes, limits)[0][0];
}
std::string in_utf16(std::u16string_view text, bool little) {
  std::string out;
  for (const char16_t unit : text) {
    const char low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8);
    out += little ? low : high;
    out += little ? high : low;
  }
  return out;
}

TEST(Csv, ReadsThePeopleOfAProgramme) {
  const auto table = read_table("id,name\n1,Åsa\n2,Bo", "mentors.csv");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->file, "mentors.csv");
  EXPECT_THAT(table->headers, ElementsAre("id", "name"));
  ASSERT_EQ(table->rows.size(), 2u);
  EXPECT_EQ(table->rows[0].number, 2);
  EXPECT_THAT(table->rows[0].cells, ElementsAre("1", "Åsa"));
  EXPECT_THAT(table->rows[1].cells, ElementsAre("2", "Bo"));
}

TEST(Csv, FindsTheSeparatorFromTheHeader) {
  const auto expected = ElementsAre(ElementsAre("id", "språk"), ElementsAre("1", "a"));
  EXPECT_THAT(lines_of("id,språk\n1,a\n"), expected);
  EXPECT_THAT(lines_of("id;språk\n1;a\n"), expected);
  EXPECT_THAT(lines_of("id\tspråk\n1\ta\n"), expected);
  EXPECT_THAT(lines_of("sep=;\r\nid;språk\r\n1;a\r\n"), expected);
  EXPECT_THAT(lines_of("SEP=|\nid|språk\n1|a\n"), expected);
  EXPECT_THAT(lines_of(";;\n\"id\";\"språk\"\n1;a\n"), expected);
  EXPECT_THAT(lines_of("namn, helt;född\nBo;1985\n"),
              ElementsAre(ElementsAre("namn, helt", "född"), ElementsAre("Bo", "1985")));
  EXPECT_THAT(lines_of("\"a;b;c\",\"say \"\"x;y;z\"\"\"\n1,2\n"),
              ElementsAre(ElementsAre("a;b;c", "say \"x;y;z\""), ElementsAre("1", "2")));
  EXPECT_THAT(lines_of(";;;\nid\n1\n"), ElementsAre(ElementsAre("id"), ElementsAre("1")));
  EXPECT_THAT(lines_of("id\n1;2\n"), ElementsAre(ElementsAre("id"), ElementsAre("1;2")));
}

TEST(Csv, ReadsEveryEncodingThatSpreadsheetsWrite) {
  const auto expected = ElementsAre(ElementsAre("id", "namn"), ElementsAre("1", "Åsa “é” €"));
  const std::u16string text = u"id;namn\r\n1;Åsa “é” €\r\n";
  EXPECT_THAT(lines_of("id;namn\r\n1;Åsa “é” €\r\n"), expected);
  EXPECT_THAT(lines_of("\xEF\xBB\xBFid;namn\r\n1;Åsa “é” €\r\n"), expected);
  EXPECT_THAT(lines_of("id;namn\r\n1;\xC5sa \x93\xE9\x94 \x80\r\n"), expected);
  EXPECT_THAT(lines_of("\xFF\xFE" + in_utf16(text, true)), expected);
  EXPECT_THAT(lines_of("\xFE\xFF" + in_utf16(text, false)), expected);
  EXPECT_THAT(lines_of(in_utf16(text, true)), expected);
  EXPECT_THAT(lines_of(in_utf16(text, false)), expected);
  EXPECT_THAT(lines_of("\xFF\xFE" + in_utf16(u"id\n😀\n", true)),
              ElementsAre(ElementsAre("id"), ElementsAre("😀")));
  EXPECT_THAT(lines_of("\xFE\xFF" + in_utf16({u"id\n\xD83D\n", 5}, false)),
              ElementsAre(ElementsAre("id"), ElementsAre("\uFFFD")));
}

TEST(Csv, RefusesDamagedLettersRatherThanSpoilNames) {
  EXPECT_THAT(refusal_of("\xEF\xBB\xBFid\n\xC5sa\n"), HasSubstr("damaged"));
  EXPECT_THAT(refusal_of("id;namn\n1;Åsa\n2;Örjan\n3;Bj\xC3"), HasSubstr("damaged"));
  EXPECT_THAT(refusal_of("\xFF\xFEi"), HasSubstr("middle of a letter"));
  EXPECT_THAT(refusal_of(std::string_view("id,name\n1,a\0b\n", 14)),
              HasSubstr("does not look like a spreadsheet"));
}

TEST(Csv, EndsLinesAsEveryMachineDoes) {
  const auto expected = ElementsAre(ElementsAre("a", "b"), ElementsAre("1", "2"), ElementsAre("3", "4"));
  EXPECT_THAT(lines_of("a,b\n1,2\n3,4\n"), expected);
  EXPECT_THAT(lines_of("a,b\r\n1,2\r\n3,4"), expected);
  EXPECT_THAT(lines_of("a,b\r1,2\r3,4\r"), expected);
}

TEST(Csv, CountsRowsAsTheSpreadsheetDoes) {
  const auto table = read_table("\n,\nid,note\n\n1,\"two\nlines\"\n,\n2,x\n", "x.csv");
  ASSERT_TRUE(table);
  ASSERT_EQ(table->rows.size(), 2u);
  EXPECT_EQ(table->rows[0].number, 5);
  EXPECT_EQ(table->rows[1].number, 7);
  EXPECT_EQ(read_table("sep=;\nid\n1\n", "x.csv")->rows.at(0).number, 2);
}

TEST(Csv, ReadsQuotedCells) {
  EXPECT_THAT(lines_of("a,b,c\n\"x, y\",\"say \"\"hej\"\"\r\nthen\",\"\"\n"),
              ElementsAre(ElementsAre("a", "b", "c"), ElementsAre("x, y", "say \"hej\"\r\nthen", "")));
  EXPECT_THAT(lines_of("a,b\n \"x, y\" ,\"Kista\" \"\"centrum\n"),
              ElementsAre(ElementsAre("a", "b"), ElementsAre("x, y", "Kista \"\"centrum")));
  EXPECT_THAT(lines_of("a,b\n5\" rör,x\"y\n"),
              ElementsAre(ElementsAre("a", "b"), ElementsAre("5\" rör", "x\"y")));
  EXPECT_THAT(lines_of("a\n\"\"\"\"\n\"\"\"x\"\"\""),
              ElementsAre(ElementsAre("a"), ElementsAre("\""), ElementsAre("\"x\"")));
  EXPECT_THAT(refusal_of("a,b\n1,2\n3,\"x\n4,5\n"), HasSubstr("3: A quotation mark"));
}

TEST(Csv, TakesBlanksAroundCellsAway) {
  EXPECT_THAT(lines_of("id , name\xC2\xA0\n\t1 ,\xC2\xA0 Bo  Ek \n"),
              ElementsAre(ElementsAre("id", "name"), ElementsAre("1", "Bo  Ek")));
}

TEST(Csv, TakesTheGuardAgainstFormulasAway) {
  EXPECT_THAT(lines_of("id\n'-Ali\n'=1+1\n' @x\n'quoted'\n'tis\n''=x\n"),
              ElementsAre(ElementsAre("id"), ElementsAre("-Ali"), ElementsAre("=1+1"), ElementsAre("@x"),
                          ElementsAre("'quoted'"), ElementsAre("'tis"), ElementsAre("'=x")));
}

TEST(Csv, PadsShortRowsAndRefusesLongOnes) {
  EXPECT_THAT(lines_of("a,b,c\n1\n1,2,3,,\n"),
              ElementsAre(ElementsAre("a", "b", "c"), ElementsAre("1", "", ""), ElementsAre("1", "2", "3")));
  EXPECT_THAT(lines_of("a,b,,\n1,2,,\n"), ElementsAre(ElementsAre("a", "b"), ElementsAre("1", "2")));
  const auto refusal = refusal_of("a,b\n1,2\n3,Kista, Husby\n");
  EXPECT_THAT(refusal, HasSubstr("3: This row has 3 cells, but the header has 2."));
  EXPECT_THAT(refusal_of("a,b,\n1,2,x\n"), HasSubstr("2: This row has 3 cells"));
}

TEST(Csv, TellsThatAHeadingAboveTheTableIsToBeTakenAway) {
  EXPECT_EQ(refusal_of("Adepter 2026;;\n\nid;namn;yrke\n1;Amira;svetsare\n"),
            "3: The first row has one cell only, and this one has 3. If the first row is a heading above the "
            "table, please take it away: the first row names the columns.");
}

TEST(Csv, NeverRepeatsWhatStandsInARefusedRow) {
  EXPECT_THAT(refusal_of("id,name\n1,Skyddad,Person\n"), ::testing::Not(HasSubstr("Person")));
}

TEST(Csv, RefusesTwoColumnsWithTheSameHeader) {
  EXPECT_EQ(refusal_of("id,Namn,namn \n"),
            "1: The column namn stands twice. Please give one of them another name, or take it away.");
  EXPECT_THAT(lines_of("id,,,x\n1,2,3,4\n"),
              ElementsAre(ElementsAre("id", "", "", "x"), ElementsAre("1", "2", "3", "4")));
}

TEST(Csv, SaysWhenNothingIsWritten) {
  for (const auto* const nothing : {"", "\n\n", ";;;\n", "\xEF\xBB\xBF", "sep=;", "sep=;\n"})
    EXPECT_THAT(refusal_of(nothing), HasSubstr("Nothing is written")) << nothing;
}

TEST(Csv, KeepsToTheLimits) {
  EXPECT_THAT(refusal_of("id\n1\n2\n", {.rows = 1}), HasSubstr("3: The sheet is too long"));
  EXPECT_THAT(refusal_of("a,b\n1,2\n1\n", {.cells = 3}), HasSubstr("3: The sheet is too long"));
  EXPECT_THAT(refusal_of("a,b,c\n", {.columns = 2}), HasSubstr("1: The sheet is too wide"));
  EXPECT_THAT(refusal_of("a\n12345\n", {.cell_bytes = 4}), HasSubstr("2: There is too much text"));
  EXPECT_THAT(refusal_of("a\n12345\n", {.bytes = 4}), HasSubstr("0: The file is too big"));
  EXPECT_EQ(refusal_of("a,b,,,,\n1,2,,,,\n", {.columns = 2}), "taken");
}

TEST(CsvWriter, NeverLetsACellRunAsAFormula) {
  const auto written = [](std::string cell) {
    CsvWriter out;
    out.row({"id", std::move(cell)});
    return out.bytes();
  };
  EXPECT_EQ(written("-Ali"), "id,'-Ali\n");
  EXPECT_EQ(written("=1+1"), "id,'=1+1\n");
  EXPECT_EQ(written("+46 8"), "id,'+46 8\n");
  EXPECT_EQ(written("@x"), "id,'@x\n");
  EXPECT_EQ(written("  =x"), "id,'  =x\n");
  EXPECT_EQ(written("\tx"), "id,\"'\tx\"\n");
  EXPECT_EQ(written("\r=x"), "id,\"'\r'=x\"\n");
  EXPECT_EQ(written("＝x"), "id,'＝x\n");
  EXPECT_EQ(written("'=x"), "id,''=x\n");
  EXPECT_EQ(written("a;=1+1"), "id,\"a;'=1+1\"\n");
  // Cut at the semicolons, the quotes written for one mark are an empty text with the formula after it.
  EXPECT_EQ(written("x;\"=1+1;y"), "id,\"x;'\"\"=1+1;y\"\n");
  EXPECT_EQ(written("x\n\"\" '\"@y"), "id,\"x\n'\"\"\"\" '\"\"@y\"\n");
  EXPECT_EQ(written("\"=x"), "id,\"'\"\"=x\"\n");
  EXPECT_EQ(written("say \"hej\""), "id,\"say \"\"hej\"\"\"\n");
  EXPECT_EQ(written("a-b"), "id,a-b\n");
  EXPECT_EQ(written("it's"), "id,it's\n");
  EXPECT_EQ(written(""), "id,\n");
}

TEST(CsvWriter, WritesWhatCanBeReadAgain) {
  rc::check("every table comes back", [] {
    const auto cell = rc::gen::map(
        rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{
            "'",  "=",  "+",    "-",          "@",        "\"",  "\"\"", ",",     ";",     "\t",
            "\n", "\r", "\r\n", " ",          "\xC2\xA0", "Åsa", "Ali",  "sep=|", "sEp=,", "\xEF\xBB\xBF",
            "＝", "1",  "😀",   "PK\x03\x04", "شريك"})),
        [](const std::vector<std::string>& pieces) {
          std::string text;
          for (const auto& piece : pieces) text += piece;
          // A table holds no blanks around cells; what trimming and unguarding a raw text gives is such a cell.
          const auto first = text.find_first_not_of(" \t\r\n\xC2\xA0");
          const auto last = text.find_last_not_of(" \t\r\n\xC2\xA0");
          return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
        });
    const auto columns = *rc::gen::inRange<std::size_t>(1, 5);
    std::vector<std::string> headers;
    for (std::size_t i = 0; i < columns; ++i)
      headers.push_back("h" + std::to_string(i) +
                        *rc::gen::element<std::string>("", ";x", "'=", ",y;z", "\tq\""));
    const auto rows = *rc::gen::container<std::vector<std::vector<std::string>>>(
        rc::gen::container<std::vector<std::string>>(columns, cell));
    CsvWriter out;
    out.row(headers);
    for (const auto& row : rows) out.row(row);
    std::vector<std::vector<std::string>> expected = {headers};
    for (const auto& row : rows)
      if (std::any_of(row.begin(), row.end(), [](const std::string& text) { return !text.empty(); }))
        expected.push_back(row);
    RC_ASSERT(lines_of(out.bytes()) == expected);
  });
}

TEST(Guard, IsTakenAwayExactly) {
  rc::check("unguarded undoes guarded", [] {
    const auto text =
        *rc::gen::container<std::string>(rc::gen::element('\'', '"', '=', '-', ' ', '\t', ';', '\n', 'a'));
    RC_ASSERT(unguarded(guarded(text)) == text);
  });
}

}  // namespace
}  // namespace parvis::formats

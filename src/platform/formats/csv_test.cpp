#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/formats/table.hpp"

namespace parvis::formats {
namespace {

using ::testing::ElementsAre;

TEST(Csv, ReadsThePeopleOfAProgramme) {
  const auto table = read_table("id,name\n1,Åsa\n2,Bo\n", "mentors.csv");
  ASSERT_TRUE(table);
  EXPECT_THAT(table->headers, ElementsAre("id", "name"));
  ASSERT_EQ(table->rows.size(), 2u);
  EXPECT_EQ(table->rows[0].number, 2);
  EXPECT_THAT(table->rows[0].cells, ElementsAre("1", "Åsa"));
}

TEST(Csv, GivesBackWhatWasWritten) {
  CsvWriter out;
  out.row({"id", "na;me"});
  out.row({"-Ali", "say \"hej\",\nthen"});
  out.row({"''=x", "a;=1+1"});
  const auto table = read_table(out.bytes(), "x.csv");
  ASSERT_TRUE(table);
  EXPECT_THAT(table->headers, ElementsAre("id", "na;me"));
  EXPECT_THAT(table->rows[0].cells, ElementsAre("-Ali", "say \"hej\",\nthen"));
  EXPECT_THAT(table->rows[1].cells, ElementsAre("''=x", "a;=1+1"));
}

}  // namespace
}  // namespace parvis::formats

#include "domain/people/shown.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parvis::people {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const occupations::Taxonomy& starter() {
  static const auto taxonomy = occupations::Taxonomy::starter();
  return *taxonomy;
}
Intake<Adept> adepts_of(std::string_view csv, std::set<Field> needed = {}) {
  const auto table = formats::read_table(csv, "adepter.csv");
  EXPECT_TRUE(table);
  IntakeRequest request;
  request.needed = std::move(needed);
  return read_adepts(*table, starter(), request);
}

TEST(Shown, AnIdentityNumberLosesItsLastFiguresWhereverItStands) {
  EXPECT_EQ(as_shown("ring 199001012310"), "ring 19900101****");
  EXPECT_EQ(as_shown("900101-2310, 811218+9876"), "900101-****, 811218+****");
  EXPECT_EQ(as_shown("5 199001012310/198112189876!"), "5 19900101****/19811218****!");
  EXPECT_EQ(as_shown("1990-01-01 – 2310"), "1990-01-01 – ****");
  EXPECT_EQ(as_shown("P701063-2391B"), "P701063-****B");
  EXPECT_EQ(as_shown("١٩٩٠٠١٠١٢٣١٠"), "١٩٩٠٠١٠١****");
  EXPECT_EQ(as_shown("1990\u200B0101\u200E2310"), "1990\u200B0101\u200E****");
}

TEST(Shown, AMistypedIdentityNumberIsStillSomebodys) {
  EXPECT_EQ(as_shown("19900101-2311"), "19900101-****");
  EXPECT_FALSE(holds_identity_number("19900101-2311"));
  EXPECT_TRUE(holds_identity_number("id 19900101-2310"));
}

TEST(Shown, OtherNumbersStayAsTheyAre) {
  for (const char* text : {"2026-03-31", "08-508 25 000", "mån 17–20, ons 18–20", "A-17", "1985",
                           "7212; 2341", "10 000 000 000", "åäö العربية"})
    EXPECT_EQ(as_shown(text), text);
}

TEST(Shown, AControlCharacterIsABlank) {
  EXPECT_EQ(as_shown("a\x1b[31mb\x7f"
                     "c\n\td\u009B"),
            "a [31mb c  d ");
  EXPECT_EQ(as_shown("1990\x1b"
                     "01012310"),
            "1990 0101****");
}

TEST(Intake, MasksAnIdentityNumberInTheMiddleOfAWishAndInItsReason) {
  const auto read = adepts_of("id,önskemål\n1,ring 199001012310\n2,ring 19900101-2310\n");
  ASSERT_THAT(read.rejects, SizeIs(2));
  EXPECT_EQ(read.rejects[0].value, "ring 19900101****");
  for (const auto& reject : read.rejects) {
    EXPECT_THAT(in_english(reject.reason), Not(HasSubstr("2310")));
    EXPECT_THAT(in_english(reject.reason), HasSubstr("****"));
  }
}

TEST(Intake, ShowsNoControlCharacters) {
  const auto read = adepts_of("id,önskemål,yrke\n1,any\x1b[2Jone,xyzzy\x1b[2Jplugh\n", {Field::occupation});
  ASSERT_THAT(read.rejects, SizeIs(2));
  for (const auto& reject : read.rejects) {
    EXPECT_THAT(reject.value, Not(HasSubstr("\x1b")));
    EXPECT_THAT(in_english(reject.reason), Not(HasSubstr("\x1b")));
  }
  ASSERT_THAT(read.titles, SizeIs(1));
  EXPECT_THAT(read.titles[0].title, Not(HasSubstr("\x1b")));
  // What is settled as it is shown is found again.
  TitleChoices choices;
  choices.choose(read.titles[0].title, {*occupations::Ssyk::from("7212")});
  EXPECT_NE(choices.find("xyzzy\x1b[2Jplugh"), nullptr);
}

TEST(Intake, NeverAsksWhichOccupationAnIdentityNumberIs) {
  const auto read =
      adepts_of("id,yrke\n1,199001012310\n2,xyzzyplugh 19900101-2310\n3,xyzzyplugh\n", {Field::occupation});
  ASSERT_THAT(read.titles, SizeIs(1));
  EXPECT_EQ(read.titles[0].title, "xyzzyplugh");
  ASSERT_THAT(read.rejects, SizeIs(3));
  EXPECT_EQ(read.rejects[0].value, "19900101****");
  EXPECT_EQ(read.rejects[1].value, "xyzzyplugh 19900101-****");
  EXPECT_EQ(read.rejects[1].effect, Effect::refused);
}

TEST(Intake, AMistypedIdentityNumberIsNotShownAsATitleEither) {
  const auto read = adepts_of("id,yrke\n1,xyzzy 199001012311\n", {Field::occupation});
  EXPECT_THAT(read.titles, IsEmpty());
}

TEST(Intake, NoIdentityNumberBecomesAnIdAlsoWhereMostIdsAreOthers) {
  const auto read = adepts_of("id,namn\n1,Amira\n19900101-2310,Bo\nP 8112189876,Cem\n4,Dana\n5,Esra\n");
  EXPECT_THAT(read.people, SizeIs(3));
  ASSERT_THAT(read.rejects, SizeIs(2));
  EXPECT_EQ(read.rejects[0].value, "19900101-****");
  EXPECT_EQ(read.rejects[1].value, "P 811218****");
  EXPECT_THAT(in_english(read.rejects[0].reason), HasSubstr("never used as ids"));
  EXPECT_EQ(read.rejects[0].effect, Effect::refused);
}

TEST(Intake, AnIdentityNumberAmongThoseNotToMeetIsToldAndNotPassedOn) {
  const std::string_view csv = "id,inte med\n1,\"M-3, 19900101-2310\"\n";
  const auto noted = adepts_of(csv);
  ASSERT_THAT(noted.people, SizeIs(1));
  EXPECT_THAT(noted.people[0].not_with, ElementsAre("M-3"));
  ASSERT_THAT(noted.rejects, SizeIs(1));
  EXPECT_EQ(noted.rejects[0].value, "M-3, 19900101-****");
  EXPECT_THAT(adepts_of(csv, {Field::not_with}).people, IsEmpty());
}

}  // namespace
}  // namespace parvis::people

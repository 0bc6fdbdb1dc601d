#include "domain/people/contacts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace parvis::people {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const Date today = *Date::from_iso("2026-11-02");

formats::Table list(std::vector<std::string> headers, std::vector<std::string> cells) {
  return {"adepter.csv", std::move(headers), {{2, std::move(cells)}}};
}

struct Told {
  Contact contact;
  std::vector<Reject> rejects;
};
Told told(const formats::Table& table) {
  Told told;
  told.contact = ContactReader(table, Sheet::adepts, today).read(table.rows.front(), told.rejects);
  return told;
}

TEST(Contacts, AreReadFromTheColumnsThatListsHave) {
  const auto read =
      told(list({"Nr", "Personnummer", "Mobil", "E-post", "Adress", "Postnummer"},
                {"1", "811228-9874", "070-174 06 05", "amira@example.org", "Storgatan 1", "123 45"}));
  EXPECT_THAT(read.rejects, IsEmpty());
  EXPECT_EQ(read.contact.identity_number->whole(), "19811228-9874");
  EXPECT_EQ(read.contact.phone, "070-174 06 05");
  EXPECT_EQ(read.contact.email, "amira@example.org");
  EXPECT_EQ(read.contact.address, "Storgatan 1, 123 45");
}

TEST(Contacts, AnIdentityNumberThatIsNoneRefusesTheRowAndIsNotShown) {
  const auto read = told(list({"Personnummer"}, {"811228-9875"}));
  ASSERT_THAT(read.rejects, SizeIs(1));
  EXPECT_EQ(read.rejects[0].effect, Effect::refused);
  EXPECT_EQ(read.rejects[0].value, "811228••••");
  EXPECT_FALSE(read.contact.identity_number);
}

TEST(Contacts, AnAddressThatCannotBeReadIsNotedAndCountsAsUnknown) {
  const auto read = told(list({"Telefon", "E-post"}, {"ring grannen", "amira på jobbet"}));
  ASSERT_THAT(read.rejects, SizeIs(2));
  EXPECT_EQ(read.rejects[0].effect, Effect::noted);
  EXPECT_FALSE(read.contact.phone);
  EXPECT_FALSE(read.contact.email);
}

TEST(Contacts, TwoColumnsOfIdentityNumbersAreOneTooMany) {
  const auto table = list({"Personnummer", "Samordningsnummer"}, {"", ""});
  EXPECT_THAT(ContactReader(table, Sheet::adepts, today).faults(), SizeIs(1));
}

TEST(Contacts, AColumnAboutProtectionIsNoAddress) {
  const auto table = list({"Adress (skyddad)", "Skyddad adress"}, {"Storgatan 1", "ja"});
  EXPECT_THAT(ContactReader(table, Sheet::adepts, today).columns(), IsEmpty());
}

TEST(Contacts, AnEmptyCellIsUnknown) {
  const auto read = told(list({"Personnummer", "Telefon"}, {"-", "okänt"}));
  EXPECT_THAT(read.rejects, IsEmpty());
  EXPECT_FALSE(read.contact.identity_number);
}

TEST(Contacts, OnePhoneNumberIsTheSameHoweverItIsWritten) {
  EXPECT_EQ(phone_figures("+46 (0)70-174 06 05"), phone_figures("070-1740605"));
  EXPECT_EQ(phone_figures("0046701740605"), phone_figures("070 174 06 05"));
}

TEST(Contacts, EveryHeaderStandsInTheDocumentation) {
  std::ifstream file(std::string(PARVIS_SOURCE_DIR) + "/docs/formats.md");
  std::stringstream bytes;
  bytes << file.rdbuf();
  for (const auto& word : contact_words())
    EXPECT_THAT(bytes.str(), HasSubstr("`" + std::string(word.text) + "`"));
}

}  // namespace
}  // namespace parvis::people

#include "app/imports/imports.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/demo/demo.hpp"
#include "app/records/applications.hpp"
#include "app/records/programmes.hpp"
#include "app/records/protected_people.hpp"
#include "app/records/scope.hpp"
#include "app/store/fixture_store.hpp"
#include "domain/people/cells.hpp"

namespace parvis::imports {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// Looks at what every kind of row needs: an occupation, languages and places.
constexpr std::string_view kollega = R"(id = "kollega"
name = { sv = "Kollega" }
purpose = { sv = "Någon i yrket" }
[[rules]]
kind = "common_language"
least = "b1"
[[criteria]]
kind = "occupation"
weight = 40
)";

constexpr std::string_view adepts =
    R"(Nr,Namn,Födelseår,Yrke,Språk,Personnummer,Mobil,E-post,Adress,Anmäld,Målgrupp,Tidigare mentor,Skyddad identitet
1,Amira Öberg,1981,svetsare,arabiska (modersmål),811228-9874,070-174 06 05,amira@example.org,Storgatan 1,2026-10-01,nyanländ,M1,
2,Bilal Al-Hassan,1990,svetsare,engelska B2,,,bilal@example.org,,2026-10-02,,,
)";
constexpr std::string_view mentors = R"(Nr,Namn,Yrke,Språk,Antal adepter,Partnerorganisation,Mobil
M1,Bo Ek,svetsare,engelska C1,2,Lindhamns rotaryklubb,070-174 06 99
)";

class Importing : public testing::TestWithParam<db::Engine> {
 protected:
  Importing()
      : taxonomy(occupations::Taxonomy::starter()), people(*city, taxonomy), imports(*city, taxonomy) {
    records::Programmes programmes(*city);
    EXPECT_TRUE(programmes.keep(city.actor(), now, kollega, *Date::from_iso("2026-01-01"), "A test"));
  }

  static formats::Table table(std::string_view csv, std::string file) {
    auto read = formats::read_table(csv, std::move(file));
    EXPECT_TRUE(read);
    return read ? *read : formats::Table{};
  }
  static Lists lists(std::string_view of_adepts, std::string_view of_mentors) {
    Lists lists;
    lists.programme = "kollega";
    lists.sheets.adepts = table(of_adepts, "adepts.csv");
    lists.sheets.mentors = table(of_mentors, "mentors.csv");
    return lists;
  }
  static std::string why(const Failure& failure) {
    if (failure.refusal) return in_english(in_words(*failure.refusal));
    if (!failure.of_register) return "?";
    if (failure.of_register->refusal) return in_english(records::in_words(*failure.of_register->refusal));
    return failure.of_register->fault->constraint + failure.of_register->fault->detail;
  }
  Account look(const Lists& lists) {
    auto account = imports.look(city.actor(), now, lists, records::whole_city());
    EXPECT_TRUE(account) << (account ? "" : why(account.error()));
    return account ? *account : Account{};
  }
  Result<ImportRow, Failure> try_to_take_in(const Lists& lists) {
    PARVIS_TRY(const auto number, imports.propose(city.actor(), now, lists, records::whole_city()));
    PARVIS_TRY(const auto proposed, imports.read(city.actor(), now, number, records::whole_city()));
    return imports.approve(city.actor(), now, number, proposed.account.fingerprint, records::whole_city());
  }
  ImportNumber take_in(const Lists& lists) {
    const auto done = try_to_take_in(lists);
    EXPECT_TRUE(done) << (done ? "" : why(done.error()));
    return done ? done->number : ImportNumber{};
  }
  static std::vector<std::string> outcomes(const Account& account) {
    std::vector<std::string> all;
    for (const auto& line : account.lines) all.push_back(line.id + " " + std::string(id_of(line.outcome)));
    return all;
  }
  PersonId person_called(std::string_view name) {
    const auto found = people.find(city.actor(), now, records::whole_city(), name, 2);
    EXPECT_TRUE(found && found->size() == 1) << name;
    return found && !found->empty() ? found->front().id : PersonId{};
  }
  records::PersonDetails details_of(std::string_view name) {
    return people.read(city.actor(), now, person_called(name)).value().details;
  }
  // Every row of the tables that have a history, but for the city's own, which counts the log.
  std::string tables() {
    std::string text;
    for (const auto& of_table : store::data_catalogue()) {
      if (of_table.kept != store::Kept::with_history || of_table.name == "city") continue;
      std::string columns;
      for (const auto& column : of_table.columns)
        columns += (columns.empty() ? "" : ", ") + std::string(column.name);
      const auto rows = city->database().read([&](db::Transaction& tx) {
        return tx.all_text(fmt::format("SELECT {} FROM {}", columns, of_table.name), {});
      });
      std::vector<std::string> lines;
      for (const auto& row : *rows) {
        std::string line = std::string(of_table.name);
        for (const auto& cell : row.cells) {
          if (const auto* whole = std::get_if<std::int64_t>(&cell)) line += fmt::format("|{}", *whole);
          if (const auto* plain = std::get_if<std::string>(&cell)) line += "|" + *plain;
          if (const auto* bytes = std::get_if<db::Bytes>(&cell)) line += "|" + bytes->bytes;
          if (std::holds_alternative<db::Null>(cell)) line += "|-";
        }
        lines.push_back(std::move(line));
      }
      std::ranges::sort(lines);
      for (const auto& line : lines) text += line + "\n";
    }
    return text;
  }
  std::int64_t history_entries() { return store::verify_chain(*city, city.city()).value().history_entries; }

  const Moment now = store::fixture_now();
  store::FixtureStore city{GetParam()};
  std::shared_ptr<const occupations::Taxonomy> taxonomy;
  records::People people;
  Imports imports;
};

TEST_P(Importing, TakesPeopleAndTheirApplicationsIntoTheRegister) {
  const auto number = take_in(lists(adepts, mentors));
  const auto amira = details_of("Amira");
  EXPECT_EQ(amira.identity_number->whole(), "19811228-9874");
  EXPECT_EQ(amira.phone, "070-174 06 05");
  EXPECT_EQ(amira.email, "amira@example.org");
  EXPECT_EQ(amira.address, "Storgatan 1");
  EXPECT_EQ(amira.known.birth_year, 1981);
  records::Applications applications(*city);
  const auto of_amira = applications.of_person(city.actor(), now, person_called("Amira")).value();
  ASSERT_THAT(of_amira, SizeIs(1));
  EXPECT_EQ(of_amira[0].state, lives::ApplicationState::eligible);
  EXPECT_EQ(of_amira[0].details.applied_on.iso(), "2026-10-01");
  const auto of_bo = applications.of_person(city.actor(), now, person_called("Bo Ek")).value();
  ASSERT_THAT(of_bo, SizeIs(1));
  EXPECT_EQ(of_bo[0].details.capacity, 2);
  EXPECT_TRUE(of_bo[0].details.partner);
  const auto row = imports.row(city.actor(), now, number).value();
  EXPECT_EQ(row.state, State::done);
  EXPECT_EQ(row.added, 3);
  EXPECT_TRUE(store::verify_chain(*city, city.city()));
}

TEST_P(Importing, LookingChangesNothing) {
  const auto before = tables();
  EXPECT_THAT(outcomes(look(lists(adepts, mentors))), ElementsAre("1 new", "2 new", "M1 new"));
  EXPECT_EQ(tables(), before);
}

TEST_P(Importing, TheSameListsAgainChangeNothingAndLeaveNoHistory) {
  take_in(lists(adepts, mentors));
  const auto before = tables();
  const auto entries = history_entries();
  const auto again = look(lists(adepts, mentors));
  EXPECT_THAT(outcomes(again), ElementsAre("1 unchanged", "2 unchanged", "M1 unchanged"))
      << csv(again, Texts::in(Language::english));
  const auto refused = try_to_take_in(lists(adepts, mentors));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().refusal, Refusal::nothing_to_take_in);
  EXPECT_EQ(tables(), before);
  EXPECT_EQ(history_entries(), entries);
}

TEST_P(Importing, TellsEveryKindOfRow) {
  take_in(lists(adepts, mentors));
  const auto next = lists(
      "Nr,Namn,Födelseår,Yrke,Personnummer,Mobil,E-post,Adress,Skyddad identitet\n"
      "1,Amira Öberg,1982,svetsare,811228-9874,,,Lillgatan 2,\n"
      "2,Bilal Al-Hassan,1990,svetsare,,,bilal@example.org,,\n"
      "3,Cem Ak,1979,trollkarl,,,,,\n"
      "4,Dina Berg,1979,svetsare,811228-9875,,,,\n"
      "5,Bo Ek,1970,svetsare,,+46 70 174 06 99,,,\n"
      "6,Eva Lind,1970,svetsare,,,,,\n"
      "7,Hemliga Huldra,1970,svetsare,,,,,ja\n"
      "8,,1970,svetsare,,,,,\n"
      "9,Amira Öberg,1981,svetsare,811228-9874,,,,\n",
      "Nr,Namn\nM1,Någon Helt Annan\n");
  const auto account = look(next);
  const auto& english = Texts::in(Language::english);
  auto text = csv(account, english);
  for (const auto* name : {"Amira", "Bilal", "Bo Ek"}) {
    const auto id = text_of(person_called(name));
    for (auto at = text.find(id); at != std::string::npos; at = text.find(id))
      text.replace(at, id.size(), name);
  }
  EXPECT_EQ(text, R"(file,row,list,id,name,outcome,person,decision,field,was,becomes,value,reason
adepts.csv,2,adept,1,Amira Öberg,changed,Amira,,address,•••,•••,,
adepts.csv,2,adept,1,Amira Öberg,changed,Amira,,birth_year,1981,1982,,
adepts.csv,3,adept,2,Bilal Al-Hassan,unchanged,Bilal,,,,,,
adepts.csv,4,adept,,,refused,,,Yrke,,,trollkarl,"The occupation is not known. Write a title such as svetsare, or an SSYK code of four digits such as 7212."
adepts.csv,5,adept,4,Dina Berg,refused,,,Personnummer,,,811228••••,One of the figures in the identity number is wrong: the last one does not fit the others.
adepts.csv,6,adept,5,Bo Ek,doubtful,Bo Ek,,,,,,Somebody in the register has the same name and the same phone number or e-mail address. Is it the same person?
adepts.csv,7,adept,6,Eva Lind,new,,,,,,,
adepts.csv,9,adept,8,,refused,,,name,,,,The name is missing. Write the name by which the person is called.
adepts.csv,10,adept,9,Amira Öberg,refused,,,identity_number,,,,"This person stands in adepts.csv, row 2, already. Take that row in now, and this one in the next import."
mentors.csv,2,mentor,M1,Någon Helt Annan,doubtful,Bo Ek,,,,,,This number stood for somebody with another name in an earlier list. Is it the same person?
)");
  EXPECT_EQ(account.left_for_handling_by_hand, 1);
}

TEST_P(Importing, NothingIsTakenInBeforeDoubtsAreDecided) {
  take_in(lists(adepts, mentors));
  const auto doubtful = lists("Nr,Namn,Mobil,Yrke\n5,Bo Ek,070-174 06 99,svetsare\n", mentors);
  const auto refused = try_to_take_in(doubtful);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().refusal, Refusal::doubts_left);
}

TEST_P(Importing, WhoIsInDoubtIsTheSameOrNewOrLeftOutAsDecidedInTheFileOfTheAccount) {
  take_in(lists(adepts, mentors));
  auto doubtful = lists("Nr,Namn,Mobil,Yrke\n5,Bo Ek,070-174 06 99,svetsare\n", mentors);
  auto decisions = table(csv(look(doubtful), Texts::in(Language::english)), "account.csv");
  const auto decide = [&](std::string word) {
    decisions.rows.front().cells[7] = std::move(word);
    std::vector<people::Reject> rejects;
    doubtful.decisions = read_decisions(decisions, rejects);
    EXPECT_THAT(rejects, IsEmpty());
    return outcomes(look(doubtful));
  };
  EXPECT_THAT(decide("hoppa över"), ElementsAre("5 skipped", "M1 unchanged"));
  EXPECT_THAT(decide("new"), ElementsAre("5 new", "M1 unchanged"));
  EXPECT_THAT(decide("same"), ElementsAre("5 changed", "M1 unchanged"));
}

TEST_P(Importing, ADecisionAboutSomebodyElseThanTheOneShownDoesNotCount) {
  take_in(lists(adepts, mentors));
  auto doubtful = lists("Nr,Namn,Mobil,Yrke\n5,Bo Ek,070-174 06 99,svetsare\n", mentors);
  doubtful.decisions[{lives::Part::adept, "5"}] = {Decided::same, person_called("Amira")};
  EXPECT_THAT(outcomes(look(doubtful)), Contains("5 doubtful"));
}

TEST_P(Importing, AChangedRowCorrectsThePersonAndTheApplicationAndLeavesTheRest) {
  take_in(lists(adepts, mentors));
  take_in(lists("Nr,Namn,Mobil,Yrke\n1,Amira Ek,070-1740605,\n",
                "Nr,Namn,Antal adepter,Partnerorganisation\nM1,Bo Ek,3,Lindhamns varv\n"));
  const auto amira = details_of("Amira Ek");
  EXPECT_EQ(amira.known.birth_year, 1981);
  EXPECT_EQ(amira.email, "amira@example.org");
  records::Applications applications(*city);
  EXPECT_EQ(applications.of_person(city.actor(), now, person_called("Bo Ek")).value()[0].details.capacity, 3);
}

TEST_P(Importing, IsAllOrNothing) {
  // The register refuses the last row, long after others have been taken in.
  ASSERT_TRUE(city->database().write([](db::Transaction& tx) -> Result<bool, db::Fault> {
    if (auto done = tx.script("CREATE UNIQUE INDEX one_phone ON person (phone)"); !done)
      return no(std::move(done).error());
    return true;
  }));
  const auto before = tables();
  const auto failed = try_to_take_in(
      lists("Nr,Namn,Mobil,Yrke\n1,Amira,070-1,\n2,Bilal,070-12345,\n3,Cem,070-12345,\n", mentors));
  EXPECT_FALSE(failed);
  EXPECT_EQ(tables(), before);
  const auto all = imports.list(city.actor(), now, records::whole_city()).value();
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].state, State::proposed);
}

TEST_P(Importing, UndoRestoresEveryTableByteForByte) {
  take_in(lists(adepts, mentors));
  const auto before = tables();
  const auto number =
      take_in(lists("Nr,Namn,Födelseår,Yrke,Personnummer,Adress,Tidigare mentor\n1,Amira "
                    "Öberg,1982,snickare,811228-9874,Lillgatan "
                    "2,M1\n9,Eva Lind,1970,svetsare,,,M1\n",
                    "Nr,Namn,Antal adepter,Partnerorganisation\nM1,Bo Ek,5,Lindhamns varv\n"));
  EXPECT_NE(tables(), before);
  const auto undone = imports.undo(city.actor(), now, number);
  ASSERT_TRUE(undone) << why(undone.error());
  EXPECT_TRUE(undone->done);
  EXPECT_EQ(tables(), before);
  EXPECT_EQ(imports.row(city.actor(), now, number).value().state, State::undone);
  EXPECT_TRUE(store::verify_chain(*city, city.city()));
  EXPECT_EQ(imports.undo(city.actor(), now, number).error().refusal, Refusal::not_taken_in);
}

TEST_P(Importing, IsNotTakenBackOnceItsPeopleHaveBeenWorkedOnAndSaysByWhatAndOnWhom) {
  const auto number = take_in(lists(adepts, mentors));
  const auto amira = person_called("Amira");
  auto record = people.read(city.actor(), now, amira).value();
  record.details.phone = "070-1740606";
  ASSERT_TRUE(people.correct(city.actor(), now, amira, record.edition, record.details));
  const auto before = tables();
  const auto undone = imports.undo(city.actor(), now, number).value();
  EXPECT_FALSE(undone.done);
  ASSERT_THAT(undone.since, SizeIs(1));
  EXPECT_EQ(undone.since[0].person, amira);
  EXPECT_EQ(in_english(undone.since[0].act), "Corrected a person’s details");
  EXPECT_EQ(tables(), before);
}

TEST_P(Importing, IsNotTakenBackOnceSomebodyIsProposedAndSaysWho) {
  const auto number = take_in(lists(adepts, mentors));
  records::Applications applications(*city);
  const auto of = [&](std::string_view name) {
    return applications.of_person(city.actor(), now, person_called(name)).value().front();
  };
  const auto adept = of("Amira"), mentor = of("Bo Ek");
  ASSERT_TRUE(city->transact(city.actor(), now, [&](store::Transaction& tx) -> Result<bool, db::Fault> {
    const auto programme = adept.details.programme;
    for (const auto& [table, cells] : std::vector<std::pair<std::string_view, store::Cells>>{
             {"matching_round",
              {{"round_id", 1},
               {"city_id", 1},
               {"programme_id", programme},
               {"version", 1},
               {"track", ""},
               {"run_at", now},
               {"run_for_day", "2026-11-02"},
               {"seed", 1},
               {"weights", ""},
               {"locks", ""},
               {"adepts", 1},
               {"mentors", 1},
               {"result", ""},
               {"certificate", ""}}},
             {"proposal",
              {{"proposal_id", 1},
               {"city_id", 1},
               {"round_id", 1},
               {"programme_id", programme},
               {"adept_application_id", adept.id},
               {"mentor_application_id", mentor.id},
               {"score", 1},
               {"reasons", ""},
               {"state", "proposed"},
               {"proposed_on", "2026-11-02"},
               {"edition", 1}}},
             {"held_adept", {{"application_id", adept.id}, {"proposal_id", 1}}},
             {"held_place", {{"application_id", mentor.id}, {"place", 1}, {"proposal_id", 1}}}})
      if (auto done = tx.add(table, cells); !done) return no(std::move(done).error());
    tx.tell({store::Act::proposals_made, {}, "proposal", 1, {}, false});
    return true;
  }));
  const auto before = tables();
  const auto undone = imports.undo(city.actor(), now, number);
  ASSERT_TRUE(undone) << why(undone.error());
  EXPECT_FALSE(undone->done);
  std::vector<PersonId> worked_on;
  for (const auto& later : undone->since) worked_on.push_back(later.person);
  EXPECT_THAT(worked_on, testing::UnorderedElementsAre(person_called("Amira"), person_called("Bo Ek")));
  EXPECT_EQ(tables(), before);
}

TEST_P(Importing, SomebodyWhoIsAdeptAndMentorIsOnePersonWithTwoApplications) {
  take_in(lists(adepts, mentors));
  take_in(lists(adepts, "Nr,Namn,Språk,Yrke\nM1,Bo Ek,,\nM7,Cilla Ek,engelska C1,svetsare\n"));
  auto both = lists(adepts, "Nr,Namn,Mobil\nM8,Amira Öberg,0701740605\n");
  both.decisions[{lives::Part::mentor, "M8"}] = {Decided::same, person_called("Amira")};
  // Another spelling of the phone number is a change of the person, and row 2 of the adepts says otherwise.
  EXPECT_THAT(outcomes(look(both)), ElementsAre("1 unchanged", "2 unchanged", "M8 refused"));
  both.sheets.mentors.rows[0].cells[2] = "070-174 06 05";
  EXPECT_THAT(outcomes(look(both)), ElementsAre("1 unchanged", "2 unchanged", "M8 changed"));
  take_in(both);
  records::Applications applications(*city);
  EXPECT_THAT(applications.of_person(city.actor(), now, person_called("Amira")).value(), SizeIs(2));
}

TEST_P(Importing, MorePlacesThanAMentorMayHaveRefuseTheRowAndNotTheImport) {
  const auto account = look(lists(adepts, "Nr,Namn,Antal adepter\nM1,Bo Ek,21\nM2,Eva Ek,20\n"));
  EXPECT_THAT(outcomes(account), ElementsAre("1 new", "2 new", "M1 refused", "M2 new"));
}

TEST_P(Importing, IsApprovedBySomebodyElseThanWhoeverProposedIt) {
  Actor coordinator = city.actor(), manager = city.actor();
  for (auto* actor : {&coordinator, &manager}) {
    actor->kind = Actor::Kind::account;
    actor->account = store::AccountId{actor == &coordinator ? 7 : 8};
    ASSERT_TRUE(city->transact(city.actor(), now, [&](store::Transaction& tx) -> Result<bool, db::Fault> {
      if (auto done = tx.add("account", {{"account_id", *actor->account},
                                         {"city_id", 1},
                                         {"name", "x"},
                                         {"language", "sv"},
                                         {"made_at", now},
                                         {"edition", 1}});
          !done)
        return no(std::move(done).error());
      tx.tell({store::Act::account_made, {}, "account", actor->account->number, {}, false});
      return true;
    }));
  }
  const auto number =
      imports.propose(coordinator, now, lists(adepts, mentors), records::whole_city()).value();
  const auto seen = imports.read(manager, now, number, records::whole_city()).value().account.fingerprint;
  EXPECT_EQ(imports.approve(coordinator, now, number, seen, records::whole_city()).error().refusal,
            Refusal::own_proposal);
  ASSERT_TRUE(imports.approve(manager, now, number, seen, records::whole_city()));
  EXPECT_EQ(imports.decline(manager, now, number).error().refusal, Refusal::decided_already);
}

TEST_P(Importing, SomebodyOfAnotherUnitIsAsNobodyAndStaysAsTheyAre) {
  records::Programmes programmes(*city);
  std::string other(kollega);
  other.replace(other.find("kollega"), 7, "annan");
  const auto kept = programmes.keep(city.actor(), now, other, *Date::from_iso("2026-01-01"), "A test");
  ASSERT_TRUE(kept);
  const access::RowScope unit{{{access::Tie::own_programme, access::ProgrammeId{kept->id.number}, {}, {}}},
                              false};
  take_in(lists(adepts, mentors));
  const auto before = details_of("Amira");
  // Known by number, and by name and e-mail; and what is new to the register.
  auto next = lists(
      "Nr,Namn,Födelseår,Yrke,Personnummer,Mobil,E-post\n"
      "1,Amira Öberg,1985,snickare,811228-9874,070-1,\n"
      "2,Bilal Al-Hassan,1991,snickare,,,bilal@example.org\n",
      "Nr,Namn,Yrke,Antal adepter\nM7,Karin Ny,svetsare,1\n");
  next.programme = "annan";
  EXPECT_THAT(outcomes(look(next)), ElementsAre("1 changed", "2 doubtful", "M7 new"));
  const auto account = imports.look(city.actor(), now, next, unit).value();
  EXPECT_THAT(outcomes(account), ElementsAre("1 new", "2 new", "M7 new"));
  for (const auto& line : account.lines) EXPECT_THAT(line.changes, IsEmpty());
  EXPECT_EQ(csv(account, Texts::in(Language::english)).find("1981"), std::string::npos);
  // Proposed within the unit and approved by whoever sees the whole city: found within the unit all the same.
  const auto number = imports.propose(city.actor(), now, next, unit).value();
  const auto proposed = imports.read(city.actor(), now, number, records::whole_city()).value();
  EXPECT_THAT(outcomes(proposed.account), ElementsAre("1 new", "2 new", "M7 new"));
  ASSERT_TRUE(
      imports.approve(city.actor(), now, number, proposed.account.fingerprint, records::whole_city()));
  const auto found = people.find(city.actor(), now, *before.identity_number).value().value();
  const auto after = people.read(city.actor(), now, found.id).value().details;
  EXPECT_EQ(after.known.birth_year, 1981);
  EXPECT_EQ(after.phone, before.phone);
  EXPECT_EQ(people.find(city.actor(), now, records::whole_city(), "Amira", 9)->size(), 2u);
  // Taken in anew, they are found again as the unit's own.
  EXPECT_THAT(outcomes(imports.look(city.actor(), now, next, unit).value()),
              ElementsAre("1 unchanged", "2 unchanged", "M7 unchanged"));
}

TEST_P(Importing, WhatIsApprovedIsWhatWasSeen) {
  take_in(lists(adepts, mentors));
  const auto next = lists("Nr,Namn,Födelseår\n1,Amira Öberg,1982\n", mentors);
  const auto number = imports.propose(city.actor(), now, next, records::whole_city()).value();
  const auto seen =
      imports.read(city.actor(), now, number, records::whole_city()).value().account.fingerprint;
  const auto amira = person_called("Amira");
  auto record = people.read(city.actor(), now, amira).value();
  record.details.known.birth_year = 1983;
  ASSERT_TRUE(people.correct(city.actor(), now, amira, record.edition, record.details));
  EXPECT_EQ(imports.approve(city.actor(), now, number, seen, records::whole_city()).error().refusal,
            Refusal::seen_otherwise);
}

TEST_P(Importing, AProposalThatNobodyDecidesLapsesAndItsListsAreGone) {
  const auto number =
      imports.propose(city.actor(), now, lists(adepts, mentors), records::whole_city()).value();
  const auto days = [&](std::int64_t count) {
    return Moment::from_microseconds(now.microseconds() + count * 86'400'000'000);
  };
  EXPECT_EQ(imports.let_old_ones_lapse(city.actor(), days(29)).value(), 0);
  EXPECT_EQ(imports.let_old_ones_lapse(city.actor(), days(31)).value(), 1);
  EXPECT_EQ(imports.row(city.actor(), now, number).value().state, State::lapsed);
  EXPECT_EQ(imports.read(city.actor(), now, number, records::whole_city()).error().refusal,
            Refusal::decided_already);
}

TEST_P(Importing, AProtectedRowIsCountedAndNothingOfItIsKept) {
  const auto marked = lists(
      "Nr,Namn,Yrke,Personnummer,Mobil,E-post,Adress,Skyddad identitet\n"
      "Markör9,Markörin Huldra,markörsvetsare,811228-9874,070-55577,markor@example.org,Markörgatan 1,ja\n"
      "2,Bilal,svetsare,,,,,nej\n",
      mentors);
  const auto number = imports.propose(city.actor(), now, marked, records::whole_city()).value();
  // What is kept until somebody decides, opened.
  const auto kept =
      city->read(city.actor(), now, [&](store::Transaction& tx) -> Result<std::string, db::Fault> {
        constexpr db::Query files{"files_in_test", "SELECT files FROM import WHERE number = $1"};
        PARVIS_TRY(const auto row, tx.first(files, number));
        return tx.open("import", "files", {db::value(city.city()), db::value(number)},
                       row->get<db::Bytes>(0));
      });
  ASSERT_TRUE(kept);
  const auto account = imports.read(city.actor(), now, number, records::whole_city()).value().account;
  EXPECT_EQ(account.left_for_handling_by_hand, 1);
  ASSERT_TRUE(imports.approve(city.actor(), now, number, account.fingerprint, records::whole_city()));
  auto everywhere = *kept + tables() + csv(account, Texts::in(Language::english));
  for (const auto& file : std::filesystem::recursive_directory_iterator(city.folder()))
    if (file.is_regular_file()) {
      std::ifstream bytes(file.path(), std::ios::binary);
      everywhere += std::string(std::istreambuf_iterator<char>(bytes), {});
    }
  for (const auto* marker : {"Markör", "markör", "markor@", "Huldra", "070-55577", "811228"})
    EXPECT_EQ(everywhere.find(marker), std::string::npos) << marker;
}

TEST_P(Importing, ARowAboutSomebodyProtectedInTheRegisterIsAsAboutNobody) {
  const auto number = take_in(lists(adepts, mentors));
  records::ProtectedPeople officers(*city);
  ASSERT_TRUE(officers.protect(city.actor(), now, person_called("Amira"), "Alm"));
  const auto after = look(lists(adepts, mentors));
  EXPECT_THAT(outcomes(after), ElementsAre("1 new", "2 unchanged", "M1 unchanged"));
  EXPECT_FALSE(after.lines[0].person);
  const auto undone = imports.undo(city.actor(), now, number);
  ASSERT_TRUE(undone);
  EXPECT_FALSE(undone->done);
  EXPECT_THAT(undone->since, IsEmpty());
}

TEST_P(Importing, WhatWasTakenInIsTheSameAsWhatTheListsSay) {
  for (const std::uint64_t seed : {1, 2, 3}) {
    const auto made = demo::make_city(*taxonomy, 40, 30, seed);
    auto demo = lists(made.adepts_csv, made.mentors_csv);
    // The numbers of three invented lists are not the same people's.
    for (auto* sheet : {&demo.sheets.adepts, &demo.sheets.mentors})
      for (auto& row : sheet->rows) row.cells[0] = fmt::format("{}-{}", seed, row.cells[0]);
    take_in(demo);
    const auto again = look(demo);
    EXPECT_EQ(again.count(Outcome::added) + again.count(Outcome::changed) + again.count(Outcome::doubtful), 0)
        << csv(again, Texts::in(Language::english)).substr(0, 3000);
    const auto rules = programme::read_programme(kollega, "p");
    const auto& track = *rules.programme->track("");
    const auto intake = acts::understand(demo.sheets, track, *taxonomy, {});
    for (const auto& adept : intake.adepts.people) {
      const auto line = std::ranges::find_if(
          again.lines, [&](const Line& one) { return one.part == lives::Part::adept && one.id == adept.id; });
      ASSERT_TRUE(line != again.lines.end() && line->person) << adept.id;
      auto kept = people.read(city.actor(), now, *line->person).value().details.known;
      auto said = static_cast<const people::Person&>(adept);
      for (auto* one : {&kept, &said}) {
        one->id.clear();
        one->wishes.reset();
        one->not_with.clear();
        one->registered_on.reset();
      }
      EXPECT_EQ(people::cells_of(kept, *taxonomy), people::cells_of(said, *taxonomy)) << adept.id;
    }
  }
}

TEST(Decisions, ThatCannotBeReadAreTold) {
  const auto read = formats::read_table(
      "list,id,decision,person\nadept,1,kanske,\nhund,1,same,\nadept,2,,\nadept,3,ny,17\nmentor,4,skip,\n",
      "beslut.csv");
  std::vector<people::Reject> rejects;
  const auto decisions = read_decisions(*read, rejects);
  EXPECT_THAT(rejects, SizeIs(3));
  ASSERT_THAT(decisions, SizeIs(1));
  EXPECT_EQ(decisions.begin()->second.decided, Decided::skip);
}

INSTANTIATE_TEST_SUITE_P(Engines, Importing, testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return db::name_of(engine.param); });

}  // namespace
}  // namespace parvis::imports

#include "app/erasure/requests.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "app/accounts/outbox.hpp"
#include "app/records/fixture_programme.hpp"
#include "app/records/protected_people.hpp"
#include "app/records/rounds.hpp"
#include "app/records/scope.hpp"
#include "platform/formats/table.hpp"

namespace parvis::erasure {
namespace {

using lives::Part;
using store::PersonId;

constexpr std::string_view marked_list =
    "Nr,Namn,Födelseår,Yrke,Personnummer,Mobil,E-post\n"
    "Markör77,Raderad Markör,1981,svetsare,811228-9874,markör-070,ny@markor.example\n";
constexpr std::string_view other_list = "Nr,Namn,Yrke\nM1,Bo Ek,svetsare\n";

constexpr db::Query a_code{"a_code", R"(
  INSERT INTO sign_in_code (code_id, city_id, account_id, kind, typed_hash, made_at) VALUES (1, $1, $2, 'recovery', $3, 1))"};
constexpr db::Query a_session{"a_session", R"(
  INSERT INTO session (session_id, city_id, account_id, key_hash, whole, second_factor, tries, began_at, proved_at,
                       last_seen_at, browser) VALUES (1, $1, $2, $3, 1, 1, 0, 1, 1, 1, $4))"};

class Erasure : public testing::TestWithParam<db::Engine> {
 protected:
  static records::PersonDetails marked() {
    records::PersonDetails details;
    details.known.name = "Markörnamn Raderad";
    details.known.employer = "markörarbetsgivare";
    details.known.interests = {"markörintresse"};
    details.known.swedish = people::Level::b1;
    details.known.occupation = occupations::Taxonomy::starter()->find("svetsare").occupation;
    details.identity_number = *people::IdentityNumber::read("811228-9874", store::fixture_now().day_utc());
    details.address = "Markörgatan 1";
    details.phone = "markör-070";
    details.email = "markor@example.org";
    return details;
  }
  static records::PersonDetails called(std::string name) {
    records::PersonDetails details;
    details.known.name = std::move(name);
    return details;
  }
  PersonId add(const records::PersonDetails& details) {
    return at.people.add(city.actor(), now, details).value();
  }
  template <class Act>
  void act(Act&& what) {
    const auto done = city->transact(at.karin, now, [&](store::Transaction& tx) -> Result<bool, db::Fault> {
      tx.tell({store::Act::account_changed, {}, "account", {}, {}, false});
      if (auto good = what(tx); !good) return no(std::move(good).error());
      return true;
    });
    ASSERT_TRUE(done) << done.error().detail << done.error().constraint;
  }

  /// An account that was somebody before it was tied to the person; a code, a session and a mail of it.
  void give_an_account(PersonId id) {
    act([](store::Transaction& tx) {
      return tx.add("account", {{"account_id", 50},
                                {"city_id", 1},
                                {"name", "Markör Konto"},
                                {"email", "markor@konto.example"},
                                {"email_folded", "markor@konto.example"},
                                {"language", "sv"},
                                {"made_at", tx.now()},
                                {"edition", 1}});
    });
    act([&](store::Transaction& tx) {
      return tx.change("account", {db::value(50)}, {{"name", "Raderad Markör"}, {"person_id", id}});
    });
    act([](store::Transaction& tx) {
      return accounts::queue(
          tx, {store::AccountId{50}, "Markör", "markor@konto.example", "Markör", "Hej markör"});
    });
    act([](store::Transaction& tx) {
      return tx.run_unrecorded(a_code, 1, 50, db::Bytes{"x"}).and_then([&](std::int64_t) {
        return tx.run_unrecorded(a_session, 1, 50, db::Bytes{"y"}, "Markör");
      });
    });
  }

  /// In a round, a proposal changed by hand, a pair that has ended early, an import that waits, and the history.
  PersonId live_a_whole_life() {
    const auto id = add(marked());
    auto corrected = marked();
    corrected.phone = "markör-071";
    corrected.address = "Markörvägen 2";
    EXPECT_TRUE(at.people.correct(city.actor(), now, id, 1, corrected));
    give_an_account(id);
    auto wished = at.details(Part::adept);
    const auto application = at.applications.apply(city.actor(), now, id, wished).value();
    EXPECT_TRUE(at.applications.move(at.karin, now, application, 1, lives::ApplicationMove::find_eligible));
    mentor = at.waiting("Bo Mentor", Part::mentor, 2);
    const auto run = at.rounds.run(at.karin, now, at.wish());
    EXPECT_TRUE(run);
    round = run->id;
    const auto proposal = at.proposals.propose_by_hand(
        at.karin, now, round, {application, mentor},
        {lives::Reason::coordinator_knows_more, "Markör sjunger i kören.", records::Rules::hold});
    EXPECT_TRUE(proposal);
    EXPECT_TRUE(at.proposals.decide(at.karin, now, *proposal, 1, lives::ProposalMove::approve));
    EXPECT_TRUE(at.proposals.decide(at.karin, now, *proposal, 2, lives::ProposalMove::accept));
    imports::Lists lists;
    lists.programme = "prov";
    lists.sheets.adepts = formats::read_table(marked_list, "markor.csv").value();
    lists.sheets.mentors = formats::read_table(other_list, "mentors.csv").value();
    const auto waits = imports.propose(at.karin, now, lists, records::whole_city());
    EXPECT_TRUE(waits);
    if (waits) waiting_import = *waits;
    return id;
  }

  static void expect_no_marker(const std::string& text, const std::string& where) {
    for (const auto* marker : {"Markör", "markör", "markor", "Raderad", "raderad", "RADERAD", "MARKOR"})
      EXPECT_EQ(text.find(marker), std::string::npos)
          << marker << " in " << where << ": …"
          << text.substr(text.find(marker) == std::string::npos ? 0 : text.find(marker), 60);
  }
  std::string everything() {
    std::string text;
    for (const auto& table : store::data_catalogue()) {
      std::string columns;
      for (const auto& column : table.columns)
        columns += (columns.empty() ? "" : ", ") + std::string(column.name);
      const auto rows = city->database().read([&](db::Transaction& tx) {
        return tx.all_text(fmt::format("SELECT {} FROM {}", columns, table.name), {});
      });
      for (const auto& row : rows.value())
        for (const auto& cell : row.cells) {
          if (const auto* plain = std::get_if<std::string>(&cell))
            text += fmt::format("{}: {}\n", table.name, *plain);
          if (const auto* bytes = std::get_if<db::Bytes>(&cell)) text += bytes->bytes + "\n";
        }
    }
    return text;
  }
  std::size_t rows_in(std::string_view table) {
    return city->database()
        .read([&](db::Transaction& tx) { return tx.all_text(fmt::format("SELECT 1 FROM {}", table), {}); })
        ->size();
  }

  records::FixtureProgramme at{GetParam()};
  store::FixtureStore& city = at.city;
  const Moment now = at.now;
  imports::Imports imports{*city, at.taxonomy};
  records::ProtectedPeople officers{*city};
  Erasing erasing{*city, at.taxonomy};
  records::ApplicationId mentor;
  records::RoundId round;
  imports::ImportNumber waiting_import;
};

TEST_P(Erasure, LeavesAReceiptAndNothingOfThePersonInAnyTable) {
  const auto id = live_a_whole_life();
  ASSERT_NE(everything().find("Markör"), std::string::npos);
  const auto receipt = erasing.erase(city.actor(), now, id, "asked_by_the_person");
  ASSERT_TRUE(receipt) << (receipt.error().fault
                               ? receipt.error().fault->detail + receipt.error().fault->constraint
                               : "");
  EXPECT_EQ(receipt->records, std::vector{id});
  EXPECT_GT(receipt->erased_rows, 5);
  EXPECT_EQ(receipt->lapsed_imports, 1);
  expect_no_marker(everything(), "the database");
  EXPECT_EQ(at.people.read(city.actor(), now, id).error().refusal, records::Refusal::no_such_person);
  EXPECT_EQ(rows_in("erasure"), 1u);
  EXPECT_EQ(rows_in("outgoing_mail") + rows_in("sign_in_code") + rows_in("session"), 0u);
  EXPECT_EQ(imports.row(city.actor(), now, waiting_import)->state, imports::State::lapsed);
  EXPECT_TRUE(store::verify_chain(*city, city.city()));
  EXPECT_EQ(erasing.erase(city.actor(), now, id, "asked_by_the_person").error().refusal,
            records::Refusal::no_such_person);
}

TEST_P(Erasure, LeavesTheFiguresOfRoundsAndPairsAsTheyWere) {
  const auto id = live_a_whole_life();
  const auto before = at.rounds.list(at.karin, now, records::whole_city(), at.programme, 10).value();
  ASSERT_TRUE(erasing.erase(city.actor(), now, id, "asked_by_the_person"));
  const auto after = at.rounds.list(at.karin, now, records::whole_city(), at.programme, 10).value();
  ASSERT_EQ(after.size(), before.size());
  EXPECT_EQ(after[0].adepts, before[0].adepts);
  EXPECT_EQ(after[0].proposals, before[0].proposals);
  EXPECT_EQ(after[0].accepted, before[0].accepted);
  EXPECT_EQ(rows_in("pair"), 1u);
  EXPECT_EQ(rows_in("application"), 2u);
  // The other half stays, and waits again.
  EXPECT_EQ(at.record(mentor).places_held, 0);
  const auto again = at.rounds.run_again(at.karin, now, round);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ((*again)->people_gone, 1);
}

TEST_P(Erasure, LetsImportsGoOnThatAreAboutOthers) {
  const auto other = add(called("Amira Ort"));
  live_a_whole_life();
  EXPECT_EQ(erasing.erase(city.actor(), now, other, "asked_by_the_person")->lapsed_imports, 0);
  EXPECT_EQ(imports.row(city.actor(), now, waiting_import)->state, imports::State::proposed);
}

TEST_P(Erasure, LeavesNoMarkerInAnyFileOrPageOfTheDatabase) {
  const auto id = live_a_whole_life();
  ASSERT_TRUE(erasing.erase(city.actor(), now, id, "asked_by_the_person"));
  ASSERT_TRUE(city->database().squeeze_out_what_was_erased());
  if (GetParam() == db::Engine::sqlite) {
    int files = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator(city.folder())) {
      std::ifstream in(file.path(), std::ios::binary);
      expect_no_marker({std::istreambuf_iterator<char>(in), {}}, file.path().string());
      ++files;
    }
    EXPECT_GE(files, 3);  // the database, the keys, the ledger
    return;
  }
  // Each table and index as it lies on the disk, and the statistics that the planner keeps of them.
  const auto pages = city->database().read([](db::Transaction& tx) {
    return tx.all_text(
        "SELECT relname, pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class WHERE relkind IN ('r', "
        "'i', 't') "
        "AND pg_relation_filepath(oid) IS NOT NULL AND (relnamespace::regnamespace::text IN ('public', "
        "'pg_toast') OR relname = 'pg_statistic')",
        {});
  });
  ASSERT_TRUE(pages) << pages.error().detail;
  EXPECT_GT(pages->size(), 50u);
  for (const auto& row : *pages) {
    const auto* bytes = std::get_if<db::Bytes>(&row.cells[1]);
    ASSERT_NE(bytes, nullptr);
    expect_no_marker(bytes->bytes, std::get<std::string>(row.cells[0]));
  }
}

TEST_P(Erasure, TakesRecordsMergedWithThePersonAndAProtectedRecord) {
  const auto kept = add(marked());
  const auto other = add(called("Raderad Markör"));
  ASSERT_TRUE(at.people.merge(city.actor(), now, kept, other));
  ASSERT_EQ(erasing.erase(city.actor(), now, kept, "asked_by_the_person")->records.size(), 2u);
  const auto hidden = officers.add(city.actor(), now, {"Almen", {{"name", "Markörnamn"}}, {}});
  ASSERT_TRUE(erasing.erase(city.actor(), now, *hidden, "asked_by_the_person"));
  expect_no_marker(everything(), "the database");
  EXPECT_EQ(officers.open(city.actor(), now, *hidden, records::Look::meeting_by_hand).error().refusal,
            records::Refusal::no_such_person);
  EXPECT_TRUE(store::verify_chain(*city, city.city()));
}

TEST_P(Erasure, IsDoneAgainToWhomABackupBringsBack) {
  const auto stays = add(called("Bo Kvar"));
  const auto back = add(marked());
  EXPECT_EQ(erasing.obey(city.actor(), now)->erased, 0);
  // As it is in a restored backup: the ledger names somebody who is here.
  ASSERT_TRUE(city->ledger()->add(mark_of(city->keys(), city.city(), back, store::Leaving::erased), now));
  EXPECT_EQ(erasing.obey(city.actor(), now)->erased, 1);
  expect_no_marker(everything(), "the database");
  EXPECT_TRUE(at.people.read(city.actor(), now, stays));
  EXPECT_EQ(erasing.obey(city.actor(), now)->erased, 0);
}

TEST_P(Erasure, ProtectsAgainWhomABackupBringsBackUnprotected) {
  const auto back = add(marked());
  ASSERT_TRUE(
      city->ledger()->add(mark_of(city->keys(), city.city(), back, store::Leaving::has_protection), now));
  EXPECT_EQ(erasing.obey(city.actor(), now)->protected_again, 1);
  expect_no_marker(everything(), "the database");
  EXPECT_EQ(officers.open(city.actor(), now, back, records::Look::meeting_by_hand)->fields.at("address"),
            "Markörgatan 1");
  EXPECT_EQ(erasing.obey(city.actor(), now)->protected_again, 0);
}

TEST_P(Erasure, ProtectsNobodyAgainWhoseProtectionWasLifted) {
  const auto id = add(marked());
  ASSERT_TRUE(officers.protect(city.actor(), now, id, "Almen"));
  ASSERT_TRUE(officers.lift(city.actor(), now, id, records::Look::the_person_asks, at.people));
  EXPECT_EQ(erasing.obey(city.actor(), now)->protected_again, 0);
  EXPECT_TRUE(at.people.read(city.actor(), now, id));
  ASSERT_TRUE(officers.protect(city.actor(), now, id, "Almen"));
  ASSERT_TRUE(officers.lift(city.actor(), now, id, records::Look::the_person_asks, at.people));
  // The line that the power failure took: then they are protected once more, rather than not.
  ASSERT_TRUE(city->ledger()->add(
      store::mark_of(city->keys(), city.city(), id, store::Leaving::has_protection), now));
  EXPECT_EQ(erasing.obey(city.actor(), now)->protected_again, 1);
}

TEST_P(Erasure, TellsALedgerThatIsNotTheCitysOwn) {
  ASSERT_TRUE(erasing.erase(city.actor(), now, add(marked()), "asked_by_the_person"));
  EXPECT_FALSE(erasing.obey(city.actor(), now)->ledger_lacks);
  std::filesystem::remove(city.ledger_file());
  EXPECT_TRUE(erasing.obey(city.actor(), now)->ledger_lacks);
  EXPECT_EQ(erasing.obey(city.actor(), now, Erasing::Ledger::is_lost)->erased, 0);
}

TEST_P(Erasure, IsAskedForByThePersonAndDecidedByAnother) {
  Requests requests(*city, at.taxonomy);
  const auto id = add(marked());
  const store::Actor own{store::Actor::Kind::account, store::AccountId{7}, "own", store::CityId{1}};
  const store::Actor manager{store::Actor::Kind::operator_, {}, "manager", store::CityId{1}};
  const auto request = requests.ask(own, now, id);
  ASSERT_TRUE(request);
  EXPECT_EQ(requests.ask(own, now, id).error().refusal, Refusal::asked_already);
  EXPECT_EQ(requests.of_person(own, now, id).value()->state, State::waiting);
  EXPECT_EQ(requests.say_yes(own, now, *request).error().refusal, Refusal::own_proposal);
  EXPECT_EQ(requests.list(manager, now, records::whole_city())->size(), 1u);
  EXPECT_TRUE(requests.list(manager, now, {})->empty());
  ASSERT_TRUE(requests.say_yes(manager, now, *request));
  expect_no_marker(everything(), "the database");
  EXPECT_EQ(requests.list(manager, now, records::whole_city())->front().state, State::done);
  EXPECT_EQ(requests.say_no(manager, now, *request, Reason::law_says_keep).error().refusal,
            Refusal::no_such_request);
  EXPECT_TRUE(store::verify_chain(*city, city.city()));
}

TEST_P(Erasure, IsNotDoneWhenTheAnswerIsNoOrAnAuditorStopsIt) {
  Requests requests(*city, at.taxonomy);
  const auto id = add(marked());
  const auto first = requests.propose(at.karin, now, id, Reason::no_longer_needed).value();
  ASSERT_TRUE(requests.say_no(city.actor(), now, first, Reason::still_in_a_pair));
  EXPECT_EQ(requests.of_person(at.karin, now, id).value()->answer, "still_in_a_pair");
  const auto second = requests.propose(at.karin, now, id, Reason::registered_by_mistake).value();
  ASSERT_TRUE(requests.stop(city.actor(), now, second));
  EXPECT_EQ(requests.say_yes(city.actor(), now, second).error().refusal, Refusal::no_such_request);
  EXPECT_TRUE(at.people.read(city.actor(), now, id));
}

TEST_P(Erasure, OfSomebodyWhoHasBecomeProtectedIsInNoList) {
  Requests requests(*city, at.taxonomy);
  const auto id = add(marked());
  const auto request = requests.propose(at.karin, now, id, Reason::no_longer_needed).value();
  ASSERT_TRUE(officers.protect(city.actor(), now, id, "Asken"));
  EXPECT_TRUE(requests.list(city.actor(), now, records::whole_city())->empty());
  EXPECT_EQ(requests.say_yes(city.actor(), now, request).error().refusal, Refusal::no_such_request);
}

TEST_P(Erasure, IsNotDoneWhereTheLedgerCannotBeWritten) {
  const auto id = add(marked());
  city->write_to(store::Ledger(city.folder() / "nowhere" / "city.erased"));
  EXPECT_FALSE(erasing.erase(city.actor(), now, id, "asked_by_the_person"));
  EXPECT_TRUE(at.people.read(city.actor(), now, id));
}

INSTANTIATE_TEST_SUITE_P(Engines, Erasure, testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return db::name_of(engine.param); });

TEST(Ledger, StandsAPowerCutInItsLastLineAndTellsALineThatIsNotItsOwn) {
  const db::FixturePlace place(db::Engine::sqlite);
  const auto file = place.folder() / "city.erased";
  const store::Ledger ledger(file);
  const std::string one(64, 'a'), other(64, 'b');
  EXPECT_TRUE(ledger.marks()->empty());
  ASSERT_TRUE(ledger.add(one, store::fixture_now()));
  std::ofstream(file, std::ios::app) << other.substr(0, 30);
  EXPECT_EQ(ledger.marks()->size(), 1u);
  ASSERT_TRUE(ledger.add(other, store::fixture_now()));
  EXPECT_EQ(ledger.marks()->size(), 2u);
  std::ofstream(file, std::ios::app) << std::string(70, 'x') << "\n";
  EXPECT_FALSE(ledger.marks());
}

}  // namespace
}  // namespace parvis::erasure

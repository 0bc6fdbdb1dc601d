#include "app/erasure/erasing.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "app/records/people.hpp"
#include "app/records/protected_people.hpp"
#include "app/store/fixture_store.hpp"

namespace parvis::erasure {
namespace {

class Erasure : public testing::TestWithParam<db::Engine> {
 protected:
  static records::PersonDetails marked() {
    records::PersonDetails details;
    details.known.name = "Markörnamn Raderad";
    details.known.employer = "markörarbetsgivare";
    details.identity_number = *people::IdentityNumber::read("811228-9874", store::fixture_now().day_utc());
    details.address = "Markörgatan 1";
    details.phone = "markör-070";
    details.email = "markor@example.org";
    return details;
  }
  store::PersonId add(const records::PersonDetails& details) {
    return people.add(city.actor(), now, details).value();
  }
  static void expect_no_marker(const std::string& text, const std::string& where) {
    for (const auto* marker : {"Markör", "markör", "markor", "Raderad", "raderad"})
      EXPECT_EQ(text.find(marker), std::string::npos) << marker << " in " << where;
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
          if (const auto* plain = std::get_if<std::string>(&cell)) text += *plain + "\n";
          if (const auto* bytes = std::get_if<db::Bytes>(&cell)) text += bytes->bytes + "\n";
        }
    }
    return text;
  }

  const Moment now = store::fixture_now();
  store::FixtureStore city{GetParam()};
  const std::filesystem::path ledger_file = city.folder() / "city.erased";
  std::shared_ptr<const occupations::Taxonomy> taxonomy = occupations::Taxonomy::starter();
  records::People people{*city, taxonomy};
  records::ProtectedPeople officers{*city};
  Erasing erasing{*city, Ledger(ledger_file)};
};

TEST_P(Erasure, LeavesAReceiptAndNothingOfThePerson) {
  const auto id = add(marked());
  auto corrected = marked();
  corrected.phone = "markör-071";
  ASSERT_TRUE(people.correct(city.actor(), now, id, 1, corrected));
  const auto receipt = erasing.erase(city.actor(), now, id, "asked_by_the_person");
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->records, std::vector{id});
  EXPECT_GT(receipt->erased_rows, 0);
  expect_no_marker(everything(), "the database");
  EXPECT_EQ(people.read(city.actor(), now, id).error().refusal, records::Refusal::no_such_person);
  EXPECT_EQ(store::table_after(*city, city.city(), "erasure", INT64_MAX)->size(), 1u);
  EXPECT_TRUE(store::verify_chain(*city, city.city()));
  EXPECT_EQ(erasing.erase(city.actor(), now, id, "asked_by_the_person").error().refusal,
            records::Refusal::no_such_person);
}

TEST_P(Erasure, LeavesNoMarkerInAnyFileOfTheDataFolder) {
  if (GetParam() != db::Engine::sqlite) GTEST_SKIP() << "PostgreSQL's files are the server's";
  const auto id = add(marked());
  ASSERT_TRUE(erasing.erase(city.actor(), now, id, "asked_by_the_person"));
  ASSERT_TRUE(city->database().squeeze_out_what_was_erased());
  for (const auto& file : std::filesystem::recursive_directory_iterator(city.folder())) {
    std::ifstream in(file.path(), std::ios::binary);
    expect_no_marker({std::istreambuf_iterator<char>(in), {}}, file.path().string());
  }
}

TEST_P(Erasure, TakesRecordsMergedWithThePersonAndAProtectedRecord) {
  const auto kept = add(marked());
  const auto other = add([] {
    records::PersonDetails again;
    again.known.name = "Raderad Markör";
    return again;
  }());
  ASSERT_TRUE(people.merge(city.actor(), now, kept, other));
  ASSERT_EQ(erasing.erase(city.actor(), now, kept, "asked_by_the_person")->records.size(), 2u);
  const auto hidden = officers.add(city.actor(), now, {"Almen", {{"name", "Markörnamn"}}, {}});
  ASSERT_TRUE(erasing.erase(city.actor(), now, *hidden, "asked_by_the_person"));
  expect_no_marker(everything(), "the database");
  EXPECT_EQ(officers.open(city.actor(), now, *hidden, "meeting_by_hand").error().refusal,
            records::Refusal::no_such_person);
  EXPECT_TRUE(store::verify_chain(*city, city.city()));
}

TEST_P(Erasure, IsDoneAgainToWhomABackupBringsBack) {
  const auto stays = add([] {
    records::PersonDetails details;
    details.known.name = "Bo Kvar";
    return details;
  }());
  const auto back = add(marked());
  EXPECT_EQ(erasing.obey(city.actor(), now).value(), 0);
  // As it is in a restored backup: the ledger names somebody who is here.
  ASSERT_TRUE(Ledger(ledger_file).add(mark_of(city->keys(), city.city(), back), now));
  EXPECT_EQ(erasing.obey(city.actor(), now).value(), 1);
  expect_no_marker(everything(), "the database");
  EXPECT_TRUE(people.read(city.actor(), now, stays));
  EXPECT_EQ(erasing.obey(city.actor(), now).value(), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, Erasure, testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return db::name_of(engine.param); });

TEST(Ledger, StandsAPowerCutInItsLastLineAndTellsALineThatIsNotItsOwn) {
  const db::FixturePlace place(db::Engine::sqlite);
  const auto file = place.folder() / "city.erased";
  const Ledger ledger(file);
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

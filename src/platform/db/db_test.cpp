#include "platform/db/db.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "platform/db/fixture_places.hpp"

namespace parvis::db {
namespace {

using testing::ElementsAre;

constexpr std::string_view schema = R"(
CREATE TABLE mentor (
  mentor_id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  photo BYTEA,
  since TEXT,
  capacity BIGINT NOT NULL CONSTRAINT capacity_is_at_least_one CHECK (capacity >= 1)
);
CREATE TABLE place (
  mentor_id BIGINT NOT NULL REFERENCES mentor (mentor_id),
  number BIGINT NOT NULL,
  PRIMARY KEY (mentor_id, number)
);
CREATE UNIQUE INDEX one_mentor_of_a_name ON mentor (name, since) WHERE capacity < 100;
)";
constexpr Query add_mentor{
    "add_mentor", "INSERT INTO mentor (mentor_id, name, photo, since, capacity) VALUES ($1, $2, $3, $4, $5)"};
constexpr Query add_place{"add_place", "INSERT INTO place (mentor_id, number) VALUES ($1, $2)"};
constexpr Query mentors{
    "mentors", "SELECT mentor_id, name, photo, since, capacity FROM mentor ORDER BY name, mentor_id"};
constexpr Query capacity_of{"capacity_of", "SELECT capacity FROM mentor WHERE mentor_id = $1"};
constexpr Query set_capacity{"set_capacity", "UPDATE mentor SET capacity = $2 WHERE mentor_id = $1"};
constexpr Query not_sql{"not_sql", "SELEKT 1"};

using MentorId = Id<struct MentorKind>;

class Store : public testing::TestWithParam<Engine> {
 protected:
  template <class Act>
  auto write(Act act) {
    return database->write([&](Transaction& tx) { return act(tx); });
  }
  void SetUp() override {
    auto opened = Database::open(fixture.place());
    ASSERT_TRUE(opened) << opened.error().detail;
    database = std::move(*opened);
    const auto made = write([](Transaction& tx) { return tx.script(schema); });
    ASSERT_TRUE(made) << made.error().detail;
  }
  Result<std::int64_t, Fault> add(std::int64_t id, std::string name, std::int64_t capacity,
                                  std::optional<Date> since = std::nullopt) {
    return write([&](Transaction& tx) {
      return tx.run(add_mentor, MentorId{id}, name, Bytes{std::string("\0\xff'", 3)}, since, capacity);
    });
  }
  std::vector<std::string> names() {
    std::vector<std::string> found;
    const auto read = database->read([&](Transaction& tx) { return tx.all(mentors); });
    EXPECT_TRUE(read);
    for (const auto& row : *read) found.push_back(row.get<std::string>(1));
    return found;
  }
  Fault no_to(std::int64_t id, std::string name, std::int64_t capacity,
              std::optional<Date> since = std::nullopt) {
    const auto answer = add(id, std::move(name), capacity, since);
    EXPECT_FALSE(answer);
    return answer ? Fault{} : answer.error();
  }

  FixturePlace fixture{GetParam()};
  std::unique_ptr<Database> database;
};

TEST_P(Store, AnObserverIsToldOfEachStatementAndItsRows) {
  std::vector<std::pair<std::string, std::int64_t>> seen;
  database->observe([&](std::string_view sql, std::int64_t rows) { seen.emplace_back(sql, rows); });
  ASSERT_TRUE(add(1, "Bo", 2));
  ASSERT_TRUE(add(2, "Eva", 1));
  ASSERT_TRUE(database->read([](Transaction& tx) { return tx.all(mentors); }));
  database->observe({});
  ASSERT_TRUE(add(3, "Ali", 1));
  const std::pair<std::string, std::int64_t> added{add_mentor.sql, 1}, listed{mentors.sql, 2};
  EXPECT_THAT(seen, ElementsAre(added, added, listed));
}

TEST_P(Store, GivesBackWhatWasWritten) {
  ASSERT_EQ(add(7, "Åsa Mария \xd8\xa3", 3, Date::from_iso("2026-03-31")).value(), 1);
  const auto rows = database->read([](Transaction& tx) { return tx.all(mentors); });
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 1u);
  const auto& row = rows->front();
  EXPECT_EQ(row.get<MentorId>(0), MentorId{7});
  EXPECT_EQ(row.get<std::string>(1), "Åsa Mария \xd8\xa3");
  EXPECT_EQ(row.get<Bytes>(2).bytes, std::string("\0\xff'", 3));
  EXPECT_EQ(row.get<std::optional<Date>>(3), Date::from_iso("2026-03-31"));
  EXPECT_EQ(row.get<int>(4), 3);
}

TEST_P(Store, SortsByTheLettersNumbersOnEveryEngine) {
  for (const auto* name : {"ö", "a", "Z", "å", "A"}) ASSERT_TRUE(add(names().size() + 1, name, 1));
  EXPECT_THAT(names(), ElementsAre("A", "Z", "a", "å", "ö"));
}

TEST_P(Store, NamesTheConstraintThatSaidNo) {
  ASSERT_TRUE(add(1, "Bo", 1, Date::from_iso("2026-01-01")));
  EXPECT_EQ(no_to(2, "Eva", 0).constraint, "capacity_is_at_least_one");
  EXPECT_EQ(no_to(1, "Eva", 1).constraint, "mentor_pkey");
  EXPECT_EQ(no_to(2, "Bo", 1, Date::from_iso("2026-01-01")).constraint, "one_mentor_of_a_name");
  const auto nowhere = write([](Transaction& tx) { return tx.run(add_place, 99, 1); });
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().kind, Fault::Kind::constraint);
  EXPECT_EQ(nowhere.error().constraint, "foreign_key");
  ASSERT_TRUE(write([](Transaction& tx) { return tx.run(add_place, 1, 1); }));
  const auto twice = write([](Transaction& tx) { return tx.run(add_place, 1, 1); });
  EXPECT_EQ(twice.error().constraint, "place_pkey");
}

TEST_P(Store, TellsNoValueInAFault) {
  ASSERT_TRUE(add(1, "hemligt", 1, Date::from_iso("2026-01-01")));
  const auto fault = no_to(2, "hemligt", 1, Date::from_iso("2026-01-01"));
  EXPECT_EQ((fault.detail + fault.constraint).find("hemligt"), std::string::npos);
}

TEST_P(Store, TakesEverythingBackWhenTheActSaysNo) {
  const auto answer = write([](Transaction& tx) -> Result<int, Fault> {
    PARVIS_TRY([[maybe_unused]] auto one, tx.run(add_mentor, 1, "Bo", Null{}, Null{}, 1));
    return no(Fault{Fault::Kind::other, {}, "the rules said no"});
  });
  EXPECT_EQ(answer.error().detail, "the rules said no");
  EXPECT_TRUE(names().empty());
}

TEST_P(Store, NeverCommitsAfterAFaultThatNobodyHandedOn) {
  const auto answer = write([](Transaction& tx) -> Result<int, Fault> {
    (void)tx.run(add_mentor, 1, "Bo", Null{}, Null{}, 1);
    (void)tx.run(add_mentor, 1, "Bo", Null{}, Null{}, 1);
    (void)tx.run(add_mentor, 2, "Eva", Null{}, Null{}, 1);
    return 1;
  });
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().constraint, "mentor_pkey");
  EXPECT_TRUE(names().empty());
}

TEST_P(Store, RefusesATextThatIsNotText) {
  EXPECT_EQ(no_to(1, std::string("a\0b", 3), 1).kind, Fault::Kind::other);
  EXPECT_EQ(no_to(1, "\xff", 1).kind, Fault::Kind::other);
}

TEST_P(Store, AReaderChangesNothing) {
  const auto answer =
      database->read([](Transaction& tx) { return tx.run(add_mentor, 1, "Bo", Null{}, Null{}, 1); });
  EXPECT_FALSE(answer);
  EXPECT_TRUE(names().empty());
}

TEST_P(Store, AMistakeInOurOwnSqlIsToldWithItsName) {
  const auto answer = database->read([](Transaction& tx) { return tx.all(not_sql); });
  ASSERT_FALSE(answer);
  EXPECT_THAT(answer.error().detail, testing::StartsWith("not_sql: "));
}

TEST_P(Store, WritesManyRowsOrNone) {
  std::vector<std::vector<Value>> rows;
  for (int i = 1; i <= 1'234; ++i)
    rows.push_back({value(i), value("mentor " + std::to_string(i)), Null{}, Null{}, value(1)});
  ASSERT_TRUE(write([&](Transaction& tx) { return tx.run_each(add_mentor, rows); }));
  EXPECT_EQ(names().size(), 1'234u);
  rows = {{value(5'000), value("new"), Null{}, Null{}, value(1)},
          {value(3), value("old"), Null{}, Null{}, value(1)}};
  const auto again = write([&](Transaction& tx) { return tx.run_each(add_mentor, rows); });
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().constraint, "mentor_pkey");
  EXPECT_EQ(names().size(), 1'234u);
}

TEST_P(Store, ReadsRowByRowAsFarAsOneLikes) {
  for (int i = 1; i <= 5; ++i) ASSERT_TRUE(add(i, "m" + std::to_string(i), 1));
  int seen = 0;
  const auto read = database->read(
      [&](Transaction& tx) { return tx.each(mentors, {}, [&](const Row&) { return ++seen < 3; }); });
  EXPECT_TRUE(read);
  EXPECT_EQ(seen, 3);
  EXPECT_EQ(names().size(), 5u);
}

// What a write has read is still true when it commits: no increment is lost among many at once.
TEST_P(Store, LosesNoChangeAmongManyWriters) {
  ASSERT_TRUE(add(1, "Bo", 1));
  // A second program on the same database takes turns with the first.
  auto other = Database::open(fixture.place());
  ASSERT_TRUE(other);
  constexpr int writers = 8, each_writes = 25;
  std::atomic<int> failed = 0;
  std::vector<std::thread> threads;
  for (int w = 0; w < writers; ++w) {
    threads.emplace_back([&, w] {
      auto& mine = w % 2 == 0 ? *database : **other;
      for (int i = 0; i < each_writes; ++i) {
        const auto done = mine.write([](Transaction& tx) -> Result<std::int64_t, Fault> {
          PARVIS_TRY(const auto row, tx.first(capacity_of, 1));
          return tx.run(set_capacity, 1, row->get<int>(0) + 1);
        });
        if (!done) ++failed;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(failed, 0);
  const auto now = database->read([](Transaction& tx) { return tx.first(capacity_of, 1); });
  EXPECT_EQ((*now)->get<int>(0), 1 + writers * each_writes);
}

TEST_P(Store, AReaderSeesOneMoment) {
  ASSERT_TRUE(add(1, "Bo", 1));
  const auto seen = database->read([&](Transaction& tx) -> Result<std::pair<int, int>, Fault> {
    PARVIS_TRY(const auto before, tx.first(capacity_of, 1));
    EXPECT_TRUE(write([](Transaction& in) { return in.run(set_capacity, 1, 9); }));
    PARVIS_TRY(const auto after, tx.first(capacity_of, 1));
    return std::pair(before->get<int>(0), after->get<int>(0));
  });
  EXPECT_EQ(seen.value(), std::pair(1, 1));
}

TEST_P(Store, TellsThatItIsBusyInsteadOfWaitingForEver) {
  auto impatient = Database::open(fixture.place(), {.readers = 1, .patience_ms = 50});
  ASSERT_TRUE(impatient);
  const auto answer = write([&](Transaction& tx) -> Result<std::int64_t, Fault> {
    PARVIS_TRY([[maybe_unused]] auto one, tx.run(add_mentor, 1, "Bo", Null{}, Null{}, 1));
    return (*impatient)->write([](Transaction& in) {
      return in.run(add_mentor, 2, "Eva", Null{}, Null{}, 1);
    });
  });
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, Fault::Kind::busy);
  // Whoever waited in vain can write when the other one is done.
  EXPECT_TRUE(
      (*impatient)->write([](Transaction& in) { return in.run(add_mentor, 3, "Ali", Null{}, Null{}, 1); }));
}

TEST_P(Store, AskingTooEarlyDoesNotSpoilTheQuestion) {
  constexpr static Query later{"later", "SELECT n FROM later"};
  EXPECT_FALSE(database->read([](Transaction& tx) { return tx.all(later); }));
  ASSERT_TRUE(write([](Transaction& tx) { return tx.script("CREATE TABLE later (\n  n BIGINT\n);\n"); }));
  for (int i = 0; i < 3; ++i) {
    const auto answer = database->read([](Transaction& tx) { return tx.all(later); });
    EXPECT_TRUE(answer) << answer.error().detail;
  }
}

TEST_P(Store, SqueezesOutWhatWasErased) {
  ASSERT_TRUE(add(1, "Bo", 1));
  EXPECT_TRUE(database->squeeze_out_what_was_erased());
}

TEST_P(Store, SqueezesNothingOutWhileSomebodyStillSeesIt) {
  ASSERT_TRUE(add(1, "Bo", 1));
  auto impatient = Database::open(fixture.place(), {.readers = 1, .patience_ms = 20});
  ASSERT_TRUE(impatient);
  const auto seen = database->read([&](Transaction& tx) -> Result<int, Fault> {
    PARVIS_TRY([[maybe_unused]] const auto before, tx.first(capacity_of, 1));
    EXPECT_TRUE(write([](Transaction& in) { return in.run(set_capacity, 1, 9); }));
    const auto squeezed = (*impatient)->squeeze_out_what_was_erased();
    EXPECT_TRUE(!squeezed && squeezed.error().kind == Fault::Kind::busy);
    return 1;
  });
  ASSERT_TRUE(seen);
  const auto squeezed = database->squeeze_out_what_was_erased();
  EXPECT_TRUE(squeezed) << squeezed.error().detail;
}

INSTANTIATE_TEST_SUITE_P(Engines, Store, testing::Values(Engine::sqlite, Engine::postgresql),
                         [](const auto& engine) { return name_of(engine.param); });

TEST(Sqlite, SaysThatAFileIsNoDatabase) {
  const FixturePlace fixture(Engine::sqlite);
  std::ofstream(fixture.place().where) << std::string(5'000, 'x');
  const auto opened = Database::open(fixture.place());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, Fault::Kind::not_a_store);
}

TEST(Sqlite, IsReadByNobodyElse) {
  const FixturePlace fixture(Engine::sqlite);
  const auto opened = Database::open(fixture.place());
  ASSERT_TRUE(opened);
  (void)(*opened)->write([](Transaction& tx) { return tx.script(schema); });
  for (const auto& file : std::filesystem::directory_iterator(fixture.folder()))
    EXPECT_EQ(file.status().permissions() & std::filesystem::perms::all,
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)
        << file.path();
}

TEST(Postgresql, AWriterInAnotherDatabaseOfTheServerIsEnoughToKeepWhatWasErased) {
  const FixturePlace ours(Engine::postgresql), others(Engine::postgresql);
  auto mine = Database::open(ours.place(), {.readers = 1, .patience_ms = 20});
  auto theirs = Database::open(others.place());
  ASSERT_TRUE(mine && theirs);
  const auto wrote = (*theirs)->write([&](Transaction& tx) -> Result<std::int64_t, Fault> {
    if (auto made = tx.script("CREATE TABLE one (\n  n BIGINT\n);\n"); !made)
      return no(std::move(made).error());
    EXPECT_TRUE(
        (*mine)->write([](Transaction& in) { return in.script("CREATE TABLE two (\n  n BIGINT\n);\n"); }));
    const auto squeezed = (*mine)->squeeze_out_what_was_erased();
    EXPECT_TRUE(!squeezed && squeezed.error().kind == Fault::Kind::busy);
    return 1;
  });
  EXPECT_TRUE(wrote);
}

TEST(Postgresql, SaysThatNobodyIsThere) {
  const auto opened = Database::open({Engine::postgresql, "postgresql://parvis@127.0.0.1:1/none"});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, Fault::Kind::gone);
}

}  // namespace
}  // namespace parvis::db

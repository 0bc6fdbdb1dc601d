#include "platform/db/migrate.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "platform/db/fixture_places.hpp"

namespace parvis::db {
namespace {

constexpr Migration people{1, "people",
                           "CREATE TABLE person (\n  person_id BIGINT PRIMARY KEY,\n  name TEXT\n);\n"};
constexpr Migration moved{2, "a name for everybody",
                          "UPDATE person SET name = 'x';\nCREATE INDEX by_name ON person (name);\n"};
constexpr Migration broken{3, "broken halfway",
                           "CREATE TABLE half (\n  n BIGINT\n);\nINSERT INTO nowhere VALUES (1);\n"};
constexpr Query count_half{"count_half", "SELECT n FROM half"};
constexpr Query add_person{"add_person", "INSERT INTO person (person_id, name) VALUES ($1, $2)"};

class Schema : public testing::TestWithParam<Engine> {
 protected:
  Result<int, MigrationNo> to(std::vector<Migration> steps, Missing missing = Missing::take_steps) {
    auto database = Database::open(fixture.place());
    PARVIS_ASSERT(database.has_value());
    return migrate(**database, steps, Moment::from_microseconds(1), missing);
  }
  FixturePlace fixture{GetParam()};
};

TEST_P(Schema, TakesEachStepOnce) {
  EXPECT_EQ(to({people}).value(), 1);
  EXPECT_EQ(to({people}).value(), 0);
  EXPECT_EQ(to({people, moved}).value(), 1);
  EXPECT_EQ(to({people, moved}, Missing::only_look).value(), 0);
}

TEST_P(Schema, OnlyLooksWhenAskedTo) {
  EXPECT_EQ(to({people}, Missing::only_look).error().why, MigrationNo::Why::not_here);
  EXPECT_EQ(to({people}).value(), 1);
}

TEST_P(Schema, AStepThatBreaksLeavesTheStepBefore) {
  EXPECT_EQ(to({people, moved, broken}).error().why, MigrationNo::Why::fault);
  EXPECT_EQ(to({people, moved}, Missing::only_look).value(), 0);
  auto database = Database::open(fixture.place());
  EXPECT_FALSE((*database)->read([](Transaction& tx) { return tx.all(count_half); }));
  EXPECT_TRUE((*database)->write([](Transaction& tx) { return tx.run(add_person, 1, "Bo"); }));
}

TEST_P(Schema, AnOlderProgramTouchesNothing) {
  EXPECT_EQ(to({people, moved}).value(), 2);
  EXPECT_EQ(to({people}).error().why, MigrationNo::Why::newer);
}

TEST_P(Schema, AStepIsNotEditedAfterwards) {
  EXPECT_EQ(to({people}).value(), 1);
  auto edited = people;
  edited.sql = "CREATE TABLE person (\n  person_id BIGINT\n);\n";
  EXPECT_EQ(to({edited}).error().why, MigrationNo::Why::edited);
}

TEST_P(Schema, ManyServersThatStartAtOnceTakeTurns) {
  std::vector<std::thread> servers;
  std::atomic<int> taken = 0, failed = 0;
  for (int i = 0; i < 6; ++i) {
    servers.emplace_back([&] {
      const auto done = to({people, moved});
      if (done)
        taken += *done;
      else
        ++failed;
    });
  }
  for (auto& server : servers) server.join();
  EXPECT_EQ(taken, 2);
  EXPECT_EQ(failed, 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, Schema, testing::Values(Engine::sqlite, Engine::postgresql),
                         [](const auto& engine) { return name_of(engine.param); });

}  // namespace
}  // namespace parvis::db

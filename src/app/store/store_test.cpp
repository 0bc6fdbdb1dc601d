#include "app/store/store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include <fstream>
#include <set>
#include <thread>

#include "app/store/fixture_store.hpp"

namespace parvis::store {
namespace {

class Memory : public testing::TestWithParam<db::Engine> {
 protected:
  template <class Do>
  auto act(Do what) {
    return city->transact(city.actor(), fixture_now(), what);
  }
  static What told(Act act) { return {act, {}, {}, {}, {}, false}; }

  Result<bool, Fault> add_person(std::int64_t id, std::string name, Cells more = {}) {
    return act([&](Transaction& tx) -> Result<bool, Fault> {
      Cells cells{{"person_id", id},
                  {"city_id", tx.city()},
                  {"name", name},
                  {"sorts_as", db::Bytes{name}},
                  {"registered_on", "2026-11-02"},
                  {"edition", 1}};
      cells.insert(cells.end(), more.begin(), more.end());
      if (auto done = tx.add("person", cells); !done) return no(std::move(done).error());
      tx.tell({Act::person_registered, PersonId{id}, "person", id, {}, false});
      return true;
    });
  }
  Result<bool, Fault> add(std::string_view table, Cells cells) {
    return act([&](Transaction& tx) -> Result<bool, Fault> {
      if (auto done = tx.add(table, cells); !done) return no(std::move(done).error());
      tx.tell(told(Act::applied));
      return true;
    });
  }
  void script(std::string_view sql) {
    const auto done = city->database().write([&](db::Transaction& tx) { return tx.script(sql); });
    ASSERT_TRUE(done) << done.error().detail;
  }
  ChainNo::Why broken() {
    const auto verified = verify_chain(*city, city.city());
    EXPECT_FALSE(verified);
    return verified ? ChainNo::Why::fault : verified.error().why;
  }
  std::int64_t end() { return verify_chain(*city, city.city()).value().rows; }

  FixtureStore city{GetParam()};
};

constexpr db::Query address_cell{"address_cell",
                                 "SELECT address, identity_number FROM person WHERE person_id = $1"};

TEST_P(Memory, HasAnEntryInTheDataCatalogueForEachColumn) {
  const std::string_view sql =
      GetParam() == db::Engine::sqlite
          ? "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c "
            "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
          : "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM "
            "information_schema.columns WHERE table_schema = 'public' AND is_generated = 'NEVER'";
  const auto rows = city->database().read([&](db::Transaction& tx) { return tx.all_text(sql, {}); });
  ASSERT_TRUE(rows) << rows.error().detail;
  std::set<std::string> in_database, in_catalogue;
  for (const auto& row : *rows) in_database.insert(row.get<std::string>(0) + "." + row.get<std::string>(1));
  for (const auto& table : data_catalogue())
    for (const auto& column : table.columns)
      in_catalogue.insert(std::string(table.name) + "." + std::string(column.name));
  EXPECT_EQ(in_database, in_catalogue);
}

TEST(DataCatalogue, SealsWhatCanCostALifeOrSaysWhyNot) {
  const auto is_named = [](const Table& table, const Column& column) {
    return std::ranges::any_of(p0_not_sealed(), [&](const NotSealed& one) {
      return one.table == table.name && one.column == column.name && !one.why.empty();
    });
  };
  for (const auto& table : data_catalogue())
    for (const auto& column : table.columns)
      EXPECT_EQ(column.data_class == DataClass::p0 && !column.sealed, is_named(table, column))
          << table.name << "." << column.name;
}

// A row's key stays in the history when all else of it is erased.
TEST_P(Memory, HasNoKeyThatSaysAnythingAboutAnybody) {
  const auto rows = city->database().read([&](db::Transaction& tx) {
    return tx.all_text(
        GetParam() == db::Engine::sqlite
            ? "SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_table_info(m.name) c "
              "WHERE m.type = 'table' AND c.pk > 0 AND c.type <> 'INTEGER'"
            : "SELECT CAST(t.table_name || '.' || c.column_name AS TEXT) FROM "
              "information_schema.table_constraints t JOIN information_schema.key_column_usage u ON "
              "u.constraint_name = t.constraint_name JOIN information_schema.columns c ON c.table_name = "
              "u.table_name AND c.column_name = u.column_name WHERE t.constraint_type = 'PRIMARY KEY' AND "
              "t.table_schema = 'public' AND c.data_type <> 'bigint'",
        {});
  });
  ASSERT_TRUE(rows) << rows.error().detail;
  EXPECT_TRUE(rows->empty()) << rows->front().get<std::string>(0);
}

TEST_P(Memory, WritesEachActWithItsTwoRecords) {
  ASSERT_TRUE(add_person(7, "Amira"));
  const auto changed = act([](Transaction& tx) -> Result<bool, Fault> {
    auto done = tx.change("person", {db::value(7)}, {{"name", "Amira A"}, {"phone", "070"}, {"edition", 2}});
    tx.tell({Act::person_corrected, PersonId{7}, "person", 7, "asked_for_it", false});
    return done;
  });
  ASSERT_TRUE(changed);
  EXPECT_TRUE(*changed);
  const auto verified = verify_chain(*city, city.city());
  ASSERT_TRUE(verified);
  EXPECT_EQ(verified->rows, 3);
  // The city and the person were added; the correction has one entry for P1 and one for P2.
  EXPECT_EQ(verified->history_entries, 4);
}

TEST_P(Memory, LeavesNoTraceOfAnActThatSaidNo) {
  const auto answer = act([](Transaction& tx) -> Result<bool, Fault> {
    const Cells cells{{"partner_id", 1}, {"city_id", tx.city()}, {"name", "Facket"}, {"kind", "union"}};
    if (auto done = tx.add("partner", cells); !done) return no(std::move(done).error());
    tx.tell(told(Act::applied));
    return no(Fault{Fault::Kind::other, {}, "the rules said no"});
  });
  EXPECT_EQ(answer.error().detail, "the rules said no");
  EXPECT_EQ(end(), 1);
}

TEST_P(Memory, TakesNothingIntoTheLogThatSomebodyHasWritten) {
  for (const auto& what : {What{Act::person_read, {}, {}, {}, "Amira Öberg", false},
                           What{Act::person_read, {}, "070-174 06 05", {}, {}, false},
                           What{Act::person_read, {}, {}, {}, std::string(41, 'a'), false}}) {
    EXPECT_FALSE(city->log(city.actor(), fixture_now(), what));
    EXPECT_FALSE(act([&](Transaction& tx) -> Result<bool, Fault> {
      tx.tell(what);
      return true;
    }));
  }
  auto renamed = city.actor();
  renamed.role = "Lena Borg";
  EXPECT_FALSE(city->log(renamed, fixture_now(), {Act::person_read, {}, {}, {}, {}, false}));
  EXPECT_EQ(end(), 1);
}

TEST_P(Memory, MeetsEveryTamperingWithTheLog) {
  for (int i = 1; i <= 4; ++i) ASSERT_TRUE(add_person(i, "p"));
  ASSERT_TRUE(act([](Transaction& tx) -> Result<bool, Fault> {
    auto done = tx.change("person", {db::value(2)}, {{"name", "q"}});
    tx.tell(told(Act::person_corrected));
    return done;
  }));
  EXPECT_EQ(end(), 6);
  script("UPDATE audit SET reason = 'x' WHERE number = 3");
  EXPECT_EQ(broken(), ChainNo::Why::row_changed);
  script("UPDATE audit SET reason = '' WHERE number = 3");
  EXPECT_EQ(end(), 6);
  script("UPDATE history SET earlier = '{\"name\":\"z\"}' WHERE change = 'changed'");
  EXPECT_EQ(broken(), ChainNo::Why::history_changed);
  script("UPDATE history SET earlier = '{\"name\":\"p\"}' WHERE change = 'changed'");
  EXPECT_EQ(end(), 6);
  script("UPDATE history SET person_id = 4 WHERE change = 'changed'");
  EXPECT_EQ(broken(), ChainNo::Why::history_changed);
  script("UPDATE history SET person_id = 2 WHERE change = 'changed'");
  EXPECT_EQ(end(), 6);
  script("DELETE FROM history WHERE audit_number = 4");
  EXPECT_EQ(broken(), ChainNo::Why::history_missing);
}

TEST_P(Memory, MeetsARowOfTheLogThatIsGone) {
  for (int i = 1; i <= 3; ++i) ASSERT_TRUE(add_person(i, "p"));
  script("DELETE FROM audit WHERE number = 3");
  EXPECT_EQ(broken(), ChainNo::Why::row_missing);
}

TEST_P(Memory, MeetsALogWhoseEndWasCutOff) {
  for (int i = 1; i <= 3; ++i) ASSERT_TRUE(add_person(i, "p"));
  script("DELETE FROM history WHERE audit_number = 4; DELETE FROM audit WHERE number = 4");
  EXPECT_EQ(broken(), ChainNo::Why::end_differs);
}

// Whoever has the database but not the keys cannot make an earlier row the last one.
TEST_P(Memory, MeetsALogThatWasCutOffAndItsEndMoved) {
  for (int i = 1; i <= 3; ++i) ASSERT_TRUE(add_person(i, "p"));
  script(
      "DELETE FROM history WHERE audit_number > 2; DELETE FROM audit WHERE number > 2; "
      "UPDATE city SET audit_rows = 2, audit_end = (SELECT hash FROM audit WHERE number = 2)");
  EXPECT_EQ(broken(), ChainNo::Why::end_differs);
  script("DELETE FROM history; DELETE FROM audit; UPDATE city SET audit_rows = 0");
  EXPECT_EQ(broken(), ChainNo::Why::end_differs);
}

TEST_P(Memory, TouchesNoRowOfAnotherCity) {
  ASSERT_TRUE(add_person(1, "Amira"));
  script(
      "INSERT INTO city (city_id, name, language, audit_rows, audit_end) SELECT 2, 'B', 'sv', 0, audit_end "
      "FROM city; "
      "UPDATE person SET city_id = 2");
  const auto changed =
      act([](Transaction& tx) { return tx.change("person", {db::value(1)}, {{"name", "Z"}}); });
  ASSERT_TRUE(changed);
  EXPECT_FALSE(*changed);
}

TEST_P(Memory, StillVerifiesWhenHistoryHasBeenErased) {
  ASSERT_TRUE(add_person(1, "Amira"));
  ASSERT_TRUE(act([](Transaction& tx) -> Result<bool, Fault> {
    auto done = tx.change("person", {db::value(1)}, {{"name", "Amira A"}});
    tx.tell(told(Act::person_corrected));
    return done;
  }));
  ASSERT_TRUE(act([](Transaction& tx) -> Result<bool, Fault> {
    tx.tell(told(Act::erased));
    return tx.erase_history_of(PersonId{1}).map([](std::int64_t) { return true; });
  }));
  const auto verified = verify_chain(*city, city.city());
  ASSERT_TRUE(verified);
  EXPECT_EQ(verified->erased_entries, 2);
  const auto past = table_after(*city, city.city(), "person", 2);
  ASSERT_TRUE(past);
  ASSERT_EQ(past->size(), 1u);
}

TEST_P(Memory, TellsAnEntryEmptiedByHandFromOneThatAnActErased) {
  ASSERT_TRUE(add_person(1, "Amira"));
  ASSERT_TRUE(act([](Transaction& tx) -> Result<bool, Fault> {
    auto done = tx.change("person", {db::value(1)}, {{"name", "Amira A"}});
    tx.tell(told(Act::person_corrected));
    return done;
  }));
  ASSERT_TRUE(verify_chain(*city, city.city()));
  script("UPDATE history SET earlier = NULL, salt = NULL, erased_at = 1 WHERE change = 'changed'");
  const auto verified = verify_chain(*city, city.city());
  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().why, ChainNo::Why::history_changed);
}

TEST_P(Memory, KeepsWhatIsSealedOutOfTheDatabasesReach) {
  ASSERT_TRUE(add_person(1, "Amira", {{"address", "Hemliga gatan 1"}}));
  ASSERT_TRUE(add_person(2, "Bo", {{"address", "Andra gatan 2"}}));
  const auto cells = city->database().read([](db::Transaction& tx) { return tx.first(address_cell, 1); });
  const auto sealed = (*cells)->get<db::Bytes>(0);
  EXPECT_EQ(sealed.bytes.find("Hemliga"), std::string::npos);
  const auto opened = city->read(city.actor(), fixture_now(), [&](Transaction& tx) {
    return tx.open("person", "address", {db::value(1)}, sealed);
  });
  EXPECT_EQ(opened.value(), "Hemliga gatan 1");
  const auto elsewhere = city->read(city.actor(), fixture_now(), [&](Transaction& tx) {
    return tx.open("person", "address", {db::value(2)}, sealed);
  });
  EXPECT_FALSE(elsewhere);
}

TEST_P(Memory, GuardsWhatTheDomainPromises) {
  ASSERT_TRUE(add_person(1, "Adept"));
  ASSERT_TRUE(add_person(2, "Mentor"));
  ASSERT_TRUE(add("programme", {{"programme_id", 1}, {"city_id", 1}, {"code", "p"}}));
  const auto application = [&](int id, int person, const char* part, int capacity) {
    return add("application", {{"application_id", id},
                               {"city_id", 1},
                               {"person_id", person},
                               {"programme_id", 1},
                               {"part", part},
                               {"state", "eligible"},
                               {"applied_on", "2026-11-02"},
                               {"capacity", capacity},
                               {"edition", 1}});
  };
  ASSERT_TRUE(application(11, 1, "adept", 0));
  ASSERT_TRUE(application(12, 2, "mentor", 1));
  EXPECT_EQ(application(13, 1, "adept", 0).error().constraint, "one_open_application_per_programme_and_part");
  EXPECT_EQ(application(14, 2, "mentor", 21).error().constraint, "capacity_is_0_to_20");
  ASSERT_TRUE(add("mentor_place", {{"application_id", 12}, {"place", 1}}));
  // A pair and what it holds are one act: neither stands without the other.
  const auto pair = [&](int id, int place) {
    return act([&](Transaction& tx) -> Result<bool, Fault> {
      const Cells cells{{"pair_id", id},
                        {"city_id", 1},
                        {"programme_id", 1},
                        {"adept_application_id", 11},
                        {"mentor_application_id", 12},
                        {"first_day", "2026-11-02"},
                        {"state", "preparing"},
                        {"edition", 1}};
      if (auto done = tx.add("pair", cells); !done) return no(std::move(done).error());
      tx.tell(told(Act::pair_recorded));
      if (place == 0) return true;
      const Cells held{{"application_id", 12}, {"place", place}, {"pair_id", id}};
      if (auto done = tx.add("held_place", held); !done) return no(std::move(done).error());
      auto done = tx.add("held_adept", {{"application_id", 11}, {"pair_id", id}});
      if (!done) return no(std::move(done).error());
      return true;
    });
  };
  EXPECT_EQ(pair(21, 0).error().kind, Fault::Kind::constraint);
  EXPECT_EQ(pair(21, 2).error().kind, Fault::Kind::constraint);
  ASSERT_TRUE(pair(21, 1));
  EXPECT_EQ(pair(22, 1).error().kind, Fault::Kind::constraint);
  EXPECT_EQ(pair(22, 2).error().kind, Fault::Kind::constraint);
  EXPECT_EQ(add("mentor_place", {{"application_id", 12}, {"place", 2}}).error().constraint,
            "places_are_within_the_capacity");
  auto group = [&, membership = 0](const char* first, const db::Value& last) mutable {
    return add("person_target_group", {{"membership_id", ++membership},
                                       {"person_id", 1},
                                       {"target_group", "youth"},
                                       {"first_day", first},
                                       {"last_day", last}});
  };
  ASSERT_TRUE(group("2026-01-01", std::string("2026-03-31")));
  EXPECT_EQ(group("2026-03-31", db::Null{}).error().constraint, "memberships_do_not_overlap");
  ASSERT_TRUE(group("2026-04-01", db::Null{}));
  EXPECT_EQ(group("2027-01-01", db::Null{}).error().constraint, "memberships_do_not_overlap");
}

// The state of any past day comes from the history: each table after each act is what it was then.
TEST_P(Memory, RebuildsEveryTableAsItWasAfterEachAct) {
  FixtureChance chance(26);
  const std::vector<std::string_view> tables{"person", "person_language", "partner"};
  const auto rows_now = [&](std::string_view table) {
    auto rows = table_after(*city, city.city(), table, INT64_MAX);
    EXPECT_TRUE(rows);
    std::vector<std::pair<std::string, std::vector<std::pair<std::string, std::optional<db::Value>>>>> all;
    for (auto& row : *rows) all.emplace_back(row.key, row.cells);
    return all;
  };
  using Snapshot = decltype(rows_now("person"));
  std::vector<std::vector<Snapshot>> as_it_was;
  std::vector<std::int64_t> numbers;
  const auto one_act = [&](Transaction& tx) -> Result<bool, Fault> {
    const auto id = chance.below(6) + 1;
    const auto word = std::string("w") + std::to_string(chance.below(3));
    switch (chance.below(6)) {
      case 0: {
        PARVIS_TRY(const bool there,
                   tx.change("person", {db::value(id)},
                             {{"name", word}, {"address", word}, {"edition", chance.below(9)}}));
        if (there) break;
        const Cells cells{{"person_id", id},
                          {"city_id", 1},
                          {"name", word},
                          {"sorts_as", db::Bytes{word}},
                          {"registered_on", "2026-11-02"},
                          {"edition", 1}};
        if (auto done = tx.add("person", cells); !done) return no(std::move(done).error());
        break;
      }
      case 1: {
        PARVIS_TRY([[maybe_unused]] const bool there,
                   tx.change("person", {db::value(id)}, {{"birth_year", db::Null{}}, {"phone", word}}));
        break;
      }
      case 2: {
        PARVIS_TRY(const bool there, tx.change("person", {db::value(id)}, {{"birth_year", 1950 + id}}));
        PARVIS_TRY(const bool spoken,
                   tx.change("person_language", {db::value(id), db::value(1)}, {{"level", word}}));
        if (there && !spoken)
          if (auto done =
                  tx.add("person_language",
                         {{"person_id", id}, {"place", 1}, {"iso639_3", "ara"}, {"level", db::Null{}}});
              !done)
            return no(std::move(done).error());
        break;
      }
      case 3: {
        PARVIS_TRY([[maybe_unused]] const bool gone,
                   tx.remove("person_language", {db::value(id), db::value(1)}));
        break;
      }
      case 4: {
        PARVIS_TRY([[maybe_unused]] const bool tongue,
                   tx.remove("person_language", {db::value(id), db::value(1)}));
        PARVIS_TRY([[maybe_unused]] const bool gone, tx.remove("person", {db::value(id)}));
        break;
      }
      default: {
        PARVIS_TRY(const bool there, tx.change("partner", {db::value(id)}, {{"kind", word}}));
        if (!there)
          if (auto done =
                  tx.add("partner",
                         {{"partner_id", id}, {"city_id", 1}, {"name", std::to_string(id)}, {"kind", word}});
              !done)
            return no(std::move(done).error());
      }
    }
    tx.tell(told(Act::person_corrected));
    return true;
  };
  for (int i = 0; i < 60; ++i) {
    const auto done = act(one_act);
    ASSERT_TRUE(done) << done.error().detail << done.error().constraint;
    std::vector<Snapshot> now;
    for (const auto table : tables) now.push_back(rows_now(table));
    as_it_was.push_back(std::move(now));
    numbers.push_back(i + 2);
  }
  EXPECT_EQ(end(), 61);
  for (std::size_t i = 0; i < numbers.size(); ++i)
    for (std::size_t t = 0; t < tables.size(); ++t) {
      const auto past = table_after(*city, city.city(), tables[t], numbers[i]);
      ASSERT_TRUE(past);
      Snapshot rebuilt;
      for (const auto& row : *past) rebuilt.emplace_back(row.key, row.cells);
      ASSERT_EQ(rebuilt, as_it_was[i][t]) << tables[t] << " after act " << numbers[i];
    }
}

TEST_P(Memory, TakesAWholeActBackUnlessItsRowsWereTouchedSince) {
  ASSERT_TRUE(add_person(1, "Amira", {{"address", "Gatan 1"}}));
  ASSERT_TRUE(
      add("person_language", {{"person_id", 1}, {"place", 1}, {"iso639_3", "ara"}, {"level", "native"}}));
  const auto before = table_after(*city, city.city(), "person", INT64_MAX);
  ASSERT_TRUE(act([](Transaction& tx) -> Result<bool, Fault> {
    PARVIS_TRY([[maybe_unused]] const bool gone, tx.remove("person_language", {db::value(1), db::value(1)}));
    PARVIS_TRY([[maybe_unused]] const bool there,
               tx.change("person", {db::value(1)}, {{"name", "Z"}, {"address", "Y"}, {"edition", 2}}));
    if (auto done = tx.add("partner", {{"partner_id", 9}, {"city_id", 1}, {"name", "P"}, {"kind", "union"}});
        !done)
      return no(std::move(done).error());
    tx.tell(told(Act::people_merged));
    return true;
  }));
  const auto number = end();
  const auto take_back = [&](std::int64_t which) {
    return act([&](Transaction& tx) -> Result<TakenBack, Fault> {
      auto answer = tx.take_back(which);
      if (answer && answer->done) tx.tell(told(Act::merge_undone));
      return answer;
    });
  };
  const auto back = take_back(number);
  ASSERT_TRUE(back) << back.error().detail << back.error().constraint;
  EXPECT_TRUE(back->done);
  const auto after = table_after(*city, city.city(), "person", INT64_MAX);
  ASSERT_EQ(after->size(), 1u);
  EXPECT_EQ(after->front().cells, before->front().cells);
  EXPECT_EQ(table_after(*city, city.city(), "person_language", INT64_MAX)->size(), 1u);
  EXPECT_TRUE(table_after(*city, city.city(), "partner", INT64_MAX)->empty());
  const auto again = take_back(number);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->done);
  EXPECT_THAT(again->done_since, testing::ElementsAre(number + 1));
}

TEST_P(Memory, LogsManyReadingsAtOnceInOneUnbrokenChain) {
  std::vector<std::thread> readers;
  std::atomic<int> failed = 0;
  for (int r = 0; r < 8; ++r) {
    readers.emplace_back([&, r] {
      for (int i = 0; i < 20; ++i)
        if (!city->log(city.actor(), fixture_now(), {Act::person_read, PersonId{r + 1}, {}, {}, {}, false}))
          ++failed;
    });
  }
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(end(), 161);
}

INSTANTIATE_TEST_SUITE_P(Engines, Memory, testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return db::name_of(engine.param); });

}  // namespace
}  // namespace parvis::store

#include "app/records/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/records/people.hpp"
#include "app/store/fixture_store.hpp"

namespace parvis::records {
namespace {

using store::Act;
using store::fixture_now;
using testing::ElementsAre;

class Log : public testing::TestWithParam<db::Engine> {
 protected:
  store::FixtureStore city_{GetParam()};
  People people_{*city_, occupations::Taxonomy::starter()};

  PersonId person(const std::string& name) {
    PersonDetails details;
    details.known.name = name;
    return *people_.add(city_.actor(), fixture_now(), details);
  }
  std::vector<std::string> acts(const LogPage& page) {
    std::vector<std::string> names;
    for (const auto& row : page.rows) names.push_back(row.act);
    return names;
  }
};

TEST_P(Log, WhoHasSeenSomebodyIsOnePageTheNewestFirst) {
  const auto samira = person("Samira Haddad");
  const auto other = person("Karin Ahlgren");
  ASSERT_TRUE(people_.read(city_.actor(), fixture_now(), samira));
  ASSERT_TRUE(people_.read(city_.actor(), fixture_now(), other));
  LogWish wish;
  wish.person = samira;
  const auto page = read_log(*city_, city_.actor(), fixture_now(), wish, ReadingOf::own);
  ASSERT_TRUE(page);
  EXPECT_THAT(acts(*page), ElementsAre("person_read", "person_registered"));
  EXPECT_FALSE(page->next);
}

TEST_P(Log, ReadingTheLogOfOthersStandsInTheLog) {
  const auto samira = person("Samira Haddad");
  LogWish wish;
  wish.person = samira;
  ASSERT_TRUE(read_log(*city_, city_.actor(), fixture_now(), wish, ReadingOf::others));
  const auto page = read_log(*city_, city_.actor(), fixture_now(), wish, ReadingOf::own);
  EXPECT_THAT(acts(*page), ElementsAre("log_read", "person_registered"));
}

TEST_P(Log, ALongLogComesInPagesAndNoRowIsLostBetweenThem) {
  for (int i = 0; i < 7; ++i) person("Person " + std::to_string(i));
  LogWish wish;
  wish.act = "person_registered";
  wish.limit = 3;
  std::vector<std::int64_t> numbers;
  for (int pages = 0; pages < 4; ++pages) {
    const auto page = read_log(*city_, city_.actor(), fixture_now(), wish, ReadingOf::own);
    ASSERT_TRUE(page);
    for (const auto& row : page->rows) numbers.push_back(row.number);
    if (!page->next) break;
    wish.before = *page->next;
  }
  EXPECT_EQ(numbers.size(), 7u);
  EXPECT_TRUE(std::ranges::is_sorted(numbers, std::greater<>()));
}

TEST_P(Log, LooksAtProtectedRecordsAreForTheirOfficersOnly) {
  ASSERT_TRUE(city_->log(city_.actor(), fixture_now(),
                         {Act::protected_record_opened, PersonId{9}, {}, {}, {}, true}));
  LogWish wish;
  wish.person = PersonId{9};
  EXPECT_TRUE(read_log(*city_, city_.actor(), fixture_now(), wish, ReadingOf::own)->rows.empty());
  wish.of_protected = true;
  EXPECT_EQ(read_log(*city_, city_.actor(), fixture_now(), wish, ReadingOf::own)->rows.size(), 1u);
}

TEST_P(Log, WhoReadsLooksAtProtectedRecordsStandsAmongThemWithTheReason) {
  const auto samira = person("Samira Haddad");
  ASSERT_TRUE(city_->log(city_.actor(), fixture_now(),
                         {Act::protected_record_opened, PersonId{9}, {}, {}, "meeting_by_hand", true}));
  LogWish wish;
  wish.of_protected = true;
  wish.reason = "inspection";
  const auto first = read_log(*city_, city_.actor(), fixture_now(), wish, ReadingOf::others);
  EXPECT_THAT(acts(*first), ElementsAre("log_read", "protected_record_opened"));
  EXPECT_EQ(first->rows.front().reason, "inspection");
  LogWish open;
  open.person = samira;
  EXPECT_THAT(acts(*read_log(*city_, city_.actor(), fixture_now(), open, ReadingOf::own)),
              ElementsAre("person_registered"));
  EXPECT_THAT(acts(*read_log(*city_, city_.actor(), fixture_now(), {}, ReadingOf::own)),
              testing::Not(testing::Contains("protected_record_opened")));
}

TEST_P(Log, APersonsLifeHoldsWhatWasDoneAndNotWhoLooked) {
  const auto samira = person("Samira Haddad");
  ASSERT_TRUE(people_.read(city_.actor(), fixture_now(), samira));
  const auto life = life_of(*city_, city_.actor(), fixture_now(), samira);
  ASSERT_TRUE(life);
  ASSERT_EQ(life->size(), 1u);
  EXPECT_EQ(life->front().act, "person_registered");
}

INSTANTIATE_TEST_SUITE_P(Engines, Log, testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return db::name_of(engine.param); });

}  // namespace
}  // namespace parvis::records

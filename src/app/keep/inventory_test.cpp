// What docs/keys-and-logs.md lists, against the program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "app/keep/backup.hpp"
#include "app/keep/keys.hpp"
#include "app/keep/log_export.hpp"
#include "platform/db/fixture_places.hpp"

namespace parvis::keep {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

Moment the_moment() {
  return *Moment::from_iso("2026-11-02T08:00:00.000000Z");
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}
std::string inventory() {
  return text_of(PARVIS_SOURCE_DIR "/docs/keys-and-logs.md");
}

TEST(Inventory, NamesEveryPurposeThatAKeyIsUsedFor) {
  const auto written = inventory();
  const std::regex use(R"re((?:keyed_hash|lookup_hash|for_purpose)\(\s*"([^"]+)")re");
  std::set<std::string> purposes;
  for (const auto& entry : fs::recursive_directory_iterator(PARVIS_SOURCE_DIR "/src")) {
    const auto name = entry.path().filename().string();
    if (entry.path().extension() != ".cpp" || name.ends_with("_test.cpp")) continue;
    const auto source = text_of(entry.path());
    for (std::sregex_iterator at(source.begin(), source.end(), use), end; at != end; ++at)
      if ((*at)[1].matched) purposes.insert((*at)[1].str());
  }
  ASSERT_GE(purposes.size(), 12U);
  for (const auto& purpose : purposes) {
    if (purpose == "hash ") continue;  // in front of each purpose of the hashing key
    EXPECT_TRUE(written.find("`" + purpose + "`") != std::string::npos) << purpose;
  }
}

class Outside : public testing::TestWithParam<db::Engine> {
 protected:
  Outside() : fixture_(GetParam()) {
    where_.data = (fixture_.folder() / "city").string();
    if (GetParam() == db::Engine::postgresql) where_.database = fixture_.place().where;
  }
  db::FixturePlace fixture_;
  Where where_;
};
INSTANTIATE_TEST_SUITE_P(Engines, Outside, testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& of) { return name_of(of.param); });

TEST_P(Outside, ACityLeavesNoFileThatTheInventoryDoesNotName) {
  ASSERT_TRUE(found(where_, "Lindhamn", "sv", the_moment()));
  ASSERT_TRUE(back_up(where_, (fixture_.folder() / "backup").string(), the_moment()));
  ASSERT_TRUE(rotate_keys(where_, the_moment()));
  const auto kept = open(where_, the_moment());
  ASSERT_TRUE(kept);
  const auto written = inventory();
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(where_.data)) {
    const auto name = entry.path().filename().string();
    EXPECT_TRUE(written.find("`" + name + "`") != std::string::npos) << name;
    ++files;
  }
  EXPECT_GT(files, 0);
  for (const auto& entry : fs::directory_iterator(fixture_.folder())) {
    const auto name = entry.path().filename().string();
    if (name.starts_with("city."))
      EXPECT_TRUE(written.find("`DIR" + name.substr(4) + "`") != std::string::npos) << name;
  }
}

TEST_P(Outside, TheLogIsTakenOutRowByRowAndTellsNothingOfProtectedRecords) {
  ASSERT_TRUE(found(where_, "Lindhamn", "sv", the_moment()));
  const auto kept = open(where_, the_moment());
  ASSERT_TRUE(kept);
  auto& store = *kept->store;
  const auto& city = kept->cities[0];
  const auto write = [&](store::Act act, std::int64_t person, bool is_protected) {
    ASSERT_TRUE(store.log(operator_of(city), the_moment(),
                          {act, store::PersonId{person}, "person", person, "a_reason", is_protected}));
  };
  write(store::Act::person_read, 4'611'686'018'427'387'905, false);
  write(store::Act::person_read, 77'000'077, true);
  std::vector<nlohmann::json> lines;
  std::string all;
  const auto take = [&](std::int64_t after) {
    lines.clear();
    return export_log(store, city, after, the_moment(), [&](const std::string& line) {
      EXPECT_THAT(line, Not(HasSubstr("\n")));
      all += line;
      lines.push_back(nlohmann::json::parse(line));
      return true;
    });
  };
  const auto taken = take(0);
  ASSERT_TRUE(taken);
  ASSERT_EQ(taken->rows, static_cast<std::int64_t>(lines.size()));
  for (std::size_t i = 0; i < lines.size(); ++i) EXPECT_EQ(lines[i]["number"], i + 1);
  const auto& open_one = lines[lines.size() - 3];
  EXPECT_EQ(open_one["person"], "4611686018427387905");
  EXPECT_EQ(open_one["act"], "person_read");
  EXPECT_EQ(open_one["at"], the_moment().iso());
  const auto& closed = lines[lines.size() - 2];
  EXPECT_EQ(closed["protected"], true);
  EXPECT_FALSE(closed.contains("person") || closed.contains("act") || closed.contains("actor"));
  EXPECT_THAT(all, Not(HasSubstr("77000077")));
  EXPECT_EQ(lines.back()["act"], "exported");
  EXPECT_EQ(lines.back()["reason"], "log");
  // Taken from there on, only what is new: that it was taken.
  const auto more = take(taken->last);
  ASSERT_TRUE(more);
  EXPECT_EQ(more->rows, 1);
  EXPECT_TRUE(verify_all(store));
}

}  // namespace
}  // namespace parvis::keep

// Every route of a city with memory, asked for in every role, against tests/access.csv, which is written by hand from
// SECURITY's table and promises 1 to 3 and 6.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "domain/access/access_fixture.hpp"
#include "lived_in.hpp"

namespace parvis::web {
namespace {

struct Line {
  int number = 0;
  std::string routes, methods, roles, relations, answer, source;
};

std::vector<Line> lines() {
  std::ifstream file(PARVIS_SOURCE_DIR "/tests/access.csv");
  std::vector<Line> all;
  int number = 0;
  for (std::string text; std::getline(file, text);) {
    if (++number == 1) continue;
    const auto cells = access::fixture::cells_of(text);
    if (cells.size() != 6) {
      ADD_FAILURE() << "line " << number << " has " << cells.size() << " cells";
      continue;
    }
    all.push_back({number, cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]});
  }
  return all;
}

bool says(const std::string& cell, std::string_view word) {
  if (cell == "*") return true;
  std::istringstream in(cell);
  for (std::string one; in >> one;)
    if (one == word) return true;
  return false;
}

class Walls : public testing::Test {
 protected:
  static void SetUpTestSuite() { city = new LivedIn(); }
  static void TearDownTestSuite() { delete city; }
  static inline LivedIn* city = nullptr;
};

std::string answer_of(const http::Response& reply, const http::Response& not_there) {
  const auto there = header(reply, "Location");
  if (reply.status == 303 && there.starts_with("/en/logga-in/igen")) return "asked_again";
  if (reply.status == 303 && (there == "/en/logga-in" || there.starts_with("/en/logga-in?till=")))
    return "sign_in";
  if (reply.status != 404) return reply.status >= 500 ? "fault" : "let_in";
  return reply.body == not_there.body ? "as_not_there" : "another page for what is not there";
}

TEST_F(Walls, EveryRouteAnswersEveryRoleAsSecuritySays) {
  const auto table = lines();
  std::set<int> used;
  const auto not_there = city->get("/nowhere", std::string(no_one));
  ASSERT_EQ(not_there.status, 404);
  for (const auto& route : city->site->routes()) {
    if (route.policy.is_for_anyone()) continue;
    const std::string method(name_of(route.method));
    bool is_named = false;
    for (const auto& line : table) is_named |= line.routes != "*" && says(line.routes, route.pattern);
    EXPECT_TRUE(is_named) << "No line of tests/access.csv names " << route.pattern;
    for (const auto& who : all_askers())
      for (const auto& [relation, path] : city->addresses(route.pattern, who)) {
        const auto line = std::ranges::find_if(table, [&](const Line& one) {
          return says(one.routes, route.pattern) && says(one.methods, method) && says(one.roles, who) &&
                 says(one.relations, relation);
        });
        if (line == table.end()) {
          ADD_FAILURE() << "No line covers " << method << " " << route.pattern << " " << who << " "
                        << relation;
          continue;
        }
        used.insert(line->number);
        EXPECT_EQ(answer_of(city->ask({route.method, path, who}), not_there), line->answer)
            << method << " " << route.pattern << " " << who << " " << relation << ", line " << line->number;
      }
  }
  for (const auto& line : table)
    EXPECT_TRUE(used.contains(line.number)) << "line " << line.number << " of tests/access.csv says nothing";
}

}  // namespace
}  // namespace parvis::web

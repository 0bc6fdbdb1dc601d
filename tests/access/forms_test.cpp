// Forms count only from our own pages with the token of the session, and reading changes nothing (SECURITY promise 4).
#include <gmock/gmock.h>

#include <set>

#include "lived_in.hpp"

namespace parvis::web {
namespace {

using access::Role;
using testing::Each;

class Forms : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    city = new LivedIn();
    city->all_sign_in(true);
  }
  static void TearDownTestSuite() { delete city; }
  static inline LivedIn* city = nullptr;

  static std::vector<std::string> tables_that_differ(const std::map<std::string, std::string>& before,
                                                     const std::map<std::string, std::string>& after) {
    std::vector<std::string> names;
    for (const auto& [name, rows] : after)
      if (before.at(name) != rows) names.push_back(name);
    return names;
  }
  /// Somebody's own fields, as a form would send them, so that nothing but the token is missing.
  static std::map<std::string, std::string> fields() {
    const auto person = std::to_string(city->people["own_programme"].number);
    const auto account = std::to_string(city->account_of["analyst"].number);
    return {{"name", "Någon Ny"},
            {"email", "ny.till@example.org"},
            {"programme", std::to_string(city->own_programme.number)},
            {"place", std::to_string(city->own_programme.number)},
            {"part", "adept"},
            {"person", person},
            {"account", account},
            {"role", "coordinator"},
            {"move", "approve"},
            {"edition", "1"},
            {"reason", "other"},
            {"another", "1"}};
  }
};

TEST_F(Forms, AreTakenOnlyFromOurOwnPageWithTheTokenOfTheSession) {
  const auto before = city->tables();
  const auto rows = city->rows_of_log();
  int guarded = 0;
  for (const auto& route : city->site->routes()) {
    if (route.method != Method::post) continue;
    for (const auto role : access::all_roles) {
      const std::string who(access::id_of(role));
      const auto other = city->token[role == Role::adept ? "mentor" : "adept"];
      for (const auto& [relation, path] : city->addresses(route.pattern, who)) {
        const std::string& there = path;
        const auto status = [&](std::optional<std::string> token, std::string origin) {
          Question question;
          question.method = Method::post;
          question.path = there;
          question.who = who;
          question.fields = fields();
          question.origin = std::move(origin);
          question.token = std::move(token);
          return city->ask(question).status;
        };
        // Whom the policy stops is told the same with any token.
        const auto stopped = testing::AnyOf(403, route.policy.is_for_anyone() ? 403 : 404);
        EXPECT_THAT(status({}, "https://elsewhere.example"), stopped) << route.pattern << " " << who;
        EXPECT_THAT(status({}, "null"), stopped) << route.pattern << " " << who;
        if (route.form_guard != FormGuard::session_token) continue;
        ++guarded;
        for (const auto& token : {std::string(), other, city->token[who] + "x"})
          EXPECT_THAT(status(token, "http://localhost"), stopped) << route.pattern << " " << who;
      }
    }
    // Who has no session at all has no token that counts.
    if (route.form_guard == FormGuard::session_token)
      for (const auto& [relation, path] : city->addresses(route.pattern, std::string(no_one)))
        EXPECT_EQ(city->ask({Method::post,
                             path,
                             std::string(no_one),
                             {},
                             fields(),
                             "http://localhost",
                             city->token["coordinator"]})
                      .status,
                  303)
            << route.pattern;
  }
  EXPECT_GT(guarded, 100);
  EXPECT_EQ(tables_that_differ(before, city->tables()), std::vector<std::string>());
  EXPECT_THAT(city->acts_since(rows), Each("denied"));
  // Each that the policy let by, and that was refused for where it came from, stands there as well.
  EXPECT_GT(city->acts_since(rows).size(), static_cast<std::size_t>(guarded));
}

TEST_F(Forms, TheSameWithTheTokenIsLetThrough) {
  // Else the test above would prove nothing: of each form that a role may send one is taken.
  for (const auto& route : city->site->routes()) {
    if (route.method != Method::post || route.form_guard != FormGuard::session_token) continue;
    bool is_taken = false;
    for (const auto role : access::all_roles) {
      const std::string who(access::id_of(role));
      for (const auto& [relation, path] : city->addresses(route.pattern, who)) {
        if (route.pattern == "/logga-ut") continue;
        const auto status = city->ask({Method::post, path, who, {}, fields()}).status;
        is_taken |= status != 403 && status != 404;
      }
    }
    EXPECT_TRUE(is_taken || route.pattern == "/logga-ut") << route.pattern;
  }
}

TEST(Reading, ChangesNothingButTheLogOfReadings) {
  LivedIn city;
  city.all_sign_in(true);
  const std::set<std::string> readings{
      "people_listed", "people_searched",         "person_read",  "round_read", "log_read", "exported",
      "denied",        "protected_record_opened", "erasures_read"};
  const auto before = city.tables();
  for (const auto& route : city.site->routes()) {
    if (route.method != Method::get) continue;
    const auto rows = city.rows_of_log();
    for (const auto& who : all_askers())
      for (const auto& [relation, path] : city.addresses(route.pattern, who))
        for (const auto* query : {"", "q=Adept&efter=1&before=9&person=1&act=denied&ut=1&till=%2Fen%2Fjag"})
          EXPECT_LT(city.get(path, who, query).status, 500) << route.pattern << " " << who << " " << query;
    for (const auto& act : city.acts_since(rows))
      EXPECT_TRUE(readings.contains(act)) << route.pattern << " tells " << act;
    const auto after = city.tables();
    for (const auto& [name, text] : after)
      EXPECT_EQ(before.at(name), text) << route.pattern << " changes " << name;
    if (testing::Test::HasFailure()) return;
  }
}

TEST(Reading, IsKeptInNoCacheWhenSomebodyIsSignedIn) {
  LivedIn city;
  for (const auto& route : city.site->routes())
    for (const auto role : access::all_roles) {
      const std::string who(access::id_of(role));
      for (const auto& [relation, path] : city.addresses(route.pattern, who)) {
        const auto reply = city.ask({route.method, path, who});
        const auto kept = header(reply, "Cache-Control");
        EXPECT_TRUE(kept == "no-store" || reply.status >= 300) << route.pattern << " " << who << ": " << kept;
      }
    }
}

}  // namespace
}  // namespace parvis::web

// Every route of a city with memory, asked for in every role, against tests/access.csv, which is written by hand from
// SECURITY's table and promises 1 to 3 and 6.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "app/desk/sign_in_desk.hpp"
#include "app/records/fixture_programme.hpp"
#include "app/records/protected_people.hpp"
#include "app/records/registering.hpp"
#include "app/web/web.hpp"

namespace parvis::web {
namespace {

using access::Role;
constexpr std::string_view no_one = "no_one", one_factor = "one_factor", marker = "qzxmarker";

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
    std::vector<std::string> cells{""};
    bool quoted = false;
    for (const char c : text) {
      if (c == '"')
        quoted = !quoted;
      else if (c == ',' && !quoted)
        cells.emplace_back();
      else
        cells.back() += c;
    }
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

std::string header(const http::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

/// One city for all tests: it is lived in, and each role has somebody who is signed in.
class Walls : public testing::Test {
 protected:
  struct City {
    City() : entrance(city, true, accounts::Demo::yes), accounts(*store) {
      own_programme = programme("prov");
      other_programme = programme("duo");
      own_partner = partner("Unionen");
      other_partner = partner("Museet");
      using lives::Part;
      people["own_programme"] = person("Adept Egen", own_programme, Part::adept, {});
      people["other_programme"] = person("Adept Annan", other_programme, Part::adept, {});
      people["own_organisation"] = person("Mentor Egen", other_programme, Part::mentor, own_partner);
      people["other_organisation"] = person("Mentor Annan", other_programme, Part::mentor, other_partner);
      people["adept"] = person("Adept Själv", other_programme, Part::adept, {});
      people["mentor"] = person("Mentor Själv", other_programme, Part::mentor, {});
      records::ProtectedRecord record;
      record.alias = std::string(marker) + "alias";
      for (const auto* field : {"name", "phone", "email", "address", "notes"})
        record.fields[field] = std::string(marker) + field;
      records::ProtectedPeople hidden(*store);
      people["protected"] = hidden.add(store.actor(), now, record).value();
      const auto was_known = person(std::string(marker) + "known", own_programme, Part::adept, {});
      PARVIS_ASSERT(hidden.protect(store.actor(), now, was_known, std::string(marker) + "other").has_value());
      also_protected = was_known;
      rounds["own_programme"] = round(own_programme);
      rounds["other_programme"] = round(other_programme);
      for (const auto role : access::all_roles) account(role);
      build_site();
      now = now.plus_seconds(11 * 60);  // signed in long enough to be asked again
    }

    records::ProgrammeId programme(std::string_view id) {
      return city.programmes
          .keep(store.actor(), now, records::fixture_programme(id), *Date::from_iso("2026-01-01"))
          .value()
          .id;
    }
    store::PartnerId partner(std::string_view name) {
      auto made = store->transact(store.actor(), now,
                                  [&](store::Transaction& tx) -> Result<store::PartnerId, records::Failure> {
                                    tx.tell({store::Act::applied, {}, {}, {}, {}, false});
                                    return records::partner_named_in(tx, name);
                                  });
      return made.value();
    }
    store::PersonId person(const std::string& name, records::ProgrammeId in, lives::Part part,
                           std::optional<store::PartnerId> of) {
      records::PersonDetails details;
      details.known.name = name;
      details.known.swedish = people::Level::b1;
      details.phone = name + " 070-1740605";
      details.address = name + " Storgatan 1";
      records::ApplicationDetails application;
      application.programme = in;
      application.part = part;
      application.applied_on = now.day_utc();
      application.partner = of;
      return records::register_for(*store, city.people, store.actor(), now, details, application).value();
    }
    store::RoundId round(records::ProgrammeId in) {
      records::RoundWish wish;
      wish.programme = in;
      wish.day = now.day_utc();
      return city.rounds.run(store.actor(), now, wish).value().id;
    }
    void account(Role role) {
      accounts::NewAccount wish;
      wish.name = std::string(access::id_of(role));
      if (people.contains(wish.name)) wish.person = people[wish.name];
      const auto id = accounts.make(store.actor(), now, wish).value();
      access::Grant grant{role, {}, {}, now.day_utc(), {}};
      if (role == Role::coordinator || role == Role::manager || role == Role::analyst)
        grant.programme = access::ProgrammeId{own_programme.number};
      if (role == Role::partner_coordinator) grant.partner = access::PartnerId{own_partner.number};
      PARVIS_ASSERT(accounts.give_role(store.actor(), now, id, grant).has_value());
      account_of[wish.name] = id;
      sign_in(wish.name);
    }
    void sign_in(const std::string& who) {
      const auto code =
          entrance.credentials.make_code(store.actor(), now, account_of[who], accounts::Code::demo);
      key[who] =
          entrance.sign_in.with_link(city.id, now, {}, code.value().link, accounts::Demo::yes).value().key;
      token[who] = entrance.sessions.who(city.id, now, key[who]).value().value().csrf_token;
    }
    void build_site() {
      SiteOptions options;
      options.taxonomy = city.taxonomy;
      options.has_memory = true;
      options.doorkeeper = desk::doorkeeper(entrance);
      options.doorkeeper.clock = [this] { return now; };
      const auto with_all = options.doorkeeper.visitor;
      options.doorkeeper.visitor = [with_all](const http::Request& request,
                                              Moment at) -> std::shared_ptr<const Visitor> {
        const auto found = with_all(request, at);
        if (!found || !request.header("x-one-factor")) return found;
        auto weaker =
            std::make_shared<desk::SignedInVisitor>(static_cast<const desk::SignedInVisitor&>(*found));
        weaker->asker.has_second_factor = weaker->who.asker.has_second_factor = false;
        return weaker;
      };
      for (auto& routes : {desk::sign_in_routes(entrance), desk::staff_routes(entrance),
                           desk::today_routes(city), desk::people_routes(city), desk::round_routes(city),
                           desk::import_routes(city), desk::own_routes(city), desk::log_routes(city)})
        options.further_routes.insert(options.further_routes.end(), routes.begin(), routes.end());
      site = std::make_unique<Site>(std::move(options));
    }

    http::Response ask(Method method, const std::string& path, const std::string& who, std::string query = {},
                       std::string origin = "http://localhost", std::optional<std::string> with_token = {}) {
      http::Request request;
      request.method = method == Method::get ? "GET" : "POST";
      request.path = "/en" + path;
      request.query = std::move(query);
      request.headers = {{"host", "localhost"}};
      const std::string name(who == one_factor ? "coordinator" : who);
      if (who != no_one)
        request.headers.emplace_back("cookie", entrance.cookies.name("inloggad") + "=" + key[name]);
      if (who == one_factor) request.headers.emplace_back("x-one-factor", "1");
      if (method == Method::post) {
        request.headers.emplace_back("origin", std::move(origin));
        request.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
        request.body = "token=" + with_token.value_or(token[name]);
      }
      auto reply = site->answer(request);
      if (path == "/logga-ut" && reply.status == 303 && who != no_one) sign_in_long_ago(name);
      return reply;
    }
    void sign_in_long_ago(const std::string& who) {
      const auto at = now;
      now = at.plus_seconds(-11 * 60);
      sign_in(who);
      now = at;
    }

    Moment now = store::fixture_now();
    store::FixtureStore store{db::Engine::sqlite};
    desk::City city{*store, store.city(), "Lindhamn", occupations::Taxonomy::starter()};
    desk::Entrance entrance;
    accounts::Accounts accounts;
    records::ProgrammeId own_programme, other_programme;
    store::PartnerId own_partner, other_partner;
    std::map<std::string, store::PersonId> people;
    store::PersonId also_protected;
    std::map<std::string, store::RoundId> rounds;
    std::map<std::string, store::AccountId> account_of;
    std::map<std::string, std::string> key, token;
    std::unique_ptr<Site> site;
  };

  static void SetUpTestSuite() { city = new City(); }
  static void TearDownTestSuite() { delete city; }
  static inline City* city = nullptr;

  static std::vector<std::string> askers() {
    std::vector<std::string> all{std::string(no_one), std::string(one_factor)};
    for (const auto role : access::all_roles) all.emplace_back(access::id_of(role));
    return all;
  }
  /// What can stand for the {part} of a route, and how it relates to the asker.
  static std::vector<std::pair<std::string, std::string>> filled(const std::string& pattern,
                                                                 const std::string& who) {
    const auto from = pattern.find('{');
    if (from == std::string::npos) return {{"none", pattern}};
    const auto till = pattern.find('}', from);
    const auto put = [&](std::int64_t number) {
      return pattern.substr(0, from) + std::to_string(number) + pattern.substr(till + 1);
    };
    std::vector<std::pair<std::string, std::string>> all{{"nobody", put(987'654)}};
    const auto name = pattern.substr(from, till - from + 1);
    if (name == "{person}") {
      for (const auto& [relation, id] : city->people)
        if (relation == who)
          all.emplace_back("own", put(id.number));
        else if (relation != "adept" && relation != "mentor")
          all.emplace_back(relation, put(id.number));
      all.emplace_back("protected", put(city->also_protected.number));
    }
    if (name == "{round}")
      for (const auto& [relation, id] : city->rounds) all.emplace_back(relation, put(id.number));
    return all;
  }
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
  const auto not_there = city->ask(Method::get, "/nowhere", std::string(no_one));
  ASSERT_EQ(not_there.status, 404);
  for (const auto& route : city->site->routes()) {
    if (route.policy.is_for_anyone()) continue;
    const std::string method = route.method == Method::get ? "GET" : "POST";
    bool is_named = false;
    for (const auto& line : table) is_named |= line.routes != "*" && says(line.routes, route.pattern);
    EXPECT_TRUE(is_named) << "No line of tests/access.csv names " << route.pattern;
    for (const auto& who : askers())
      for (const auto& [relation, path] : filled(route.pattern, who)) {
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
        EXPECT_EQ(answer_of(city->ask(route.method, path, who), not_there), line->answer)
            << method << " " << route.pattern << " " << who << " " << relation << ", line " << line->number;
      }
  }
  for (const auto& line : table)
    EXPECT_TRUE(used.contains(line.number)) << "line " << line.number << " of tests/access.csv says nothing";
}

}  // namespace
}  // namespace parvis::web

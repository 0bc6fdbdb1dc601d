// A person with protected identity is as nobody to all but protection officers (SECURITY promise 6): nothing of them
// stands in any answer, and the same statements run, with the same row counts, as for somebody who never was.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <regex>
#include <set>

#include "app/records/referrals.hpp"
#include "app/records/registering.hpp"
#include "lived_in.hpp"

namespace parvis::web {
namespace {

using access::Role;

/// What the hidden person's fields hold. Searches ask for the same without accents or in capitals, which finds the
/// same: so what stands in the asker's own search field is no marker.
constexpr std::array markers{"Qzxñamn",     "Qzxfamilj", "qzxämne",       "qzxärbetsgivare", "qzxïntresse",
                             "Qzxdïstrikt", "Qzxgåtan",  "070-qzx-0001",  "qzxpost@",        "qzxspråk",
                             "Qzxälias",    "Qzxñeu",    "19811228-9874", "198112289874",    "19811228-",
                             "Qzxkönto",    "qzxkonto@"};

std::string marker_in(const std::string& text) {
  for (const auto* marker : markers)
    if (text.find(marker) != std::string::npos) return marker;
  return {};
}

std::string whole(const http::Response& reply) {
  auto all = reply.body;
  for (const auto& [name, value] : reply.headers) all += "\n" + name + ": " + value;
  return all;
}

/// The fields of all forms on a page, by name.
void gather_fields(const std::string& page, std::set<std::string>& names) {
  static const std::regex named(R"re(name="([A-Za-z0-9_-]+)")re");
  for (auto at = std::sregex_iterator(page.begin(), page.end(), named); at != std::sregex_iterator(); ++at)
    names.insert((*at)[1]);
}

/// What somebody would write who looks for the hidden person.
std::vector<std::string> wanted(const LivedIn& city) {
  return {"qzxnamn",
          "QZXNAMN QZXFAMILJ",
          "811228-9874",
          "8112289874",
          "QZXPOST@EXAMPLE.ORG",
          "QZXKONTO@EXAMPLE.ORG",
          "070-QZX-0001",
          "qzxalias",
          std::to_string(city.hidden.number)};
}

class Hidden : public testing::Test {
 protected:
  LivedIn city;

  std::vector<std::string> askers() const {
    auto all = all_askers();
    std::erase(all, access::id_of(Role::protection_officer));
    all.emplace_back("hidden");  // their session from before
    return all;
  }
  std::string everything_kept() {
    std::string all;
    for (const auto& [name, rows] : city.tables()) all += name + "\n" + rows;
    return all;
  }
  std::string mails() {
    const auto found = city.store->read(
        city.store.actor(), city.now, [&](store::Transaction& tx) -> Result<std::string, db::Fault> {
          static constexpr db::Query waiting{"waiting", "SELECT mail_id, content FROM outgoing_mail"};
          std::string all;
          PARVIS_TRY(const auto rows, tx.all(waiting));
          for (const auto& row : rows) {
            PARVIS_TRY(const auto mail,
                       tx.open("outgoing_mail", "content", {row.cells[0]}, row.get<db::Bytes>(1)));
            all += mail + "\n";
          }
          return all;
        });
    return found.value();
  }
};

TEST_F(Hidden, AMarkerWouldBeSeen) {
  // Before they are protected a coordinator of the programme sees them: the test below looks for what is there.
  records::PersonDetails details = city.marked();
  details.identity_number.reset();
  records::ApplicationDetails application;
  application.programme = city.own_programme;
  application.applied_on = city.now.day_utc();
  const auto id = records::register_for(*city.store, city.city.people, city.store.actor(), city.now, details,
                                        application);
  const auto page = city.get("/personer/" + std::to_string(id.value().number), "coordinator");
  for (const auto* field :
       {"Qzxñamn", "Qzxfamilj", "qzxärbetsgivare", "qzxïntresse", "070-qzx-0001", "qzxpost@"})
    EXPECT_NE(page.body.find(field), std::string::npos) << field;
  EXPECT_EQ(marker_in(city.get("/personer", "coordinator", "q=qzxnamn").body), "Qzxñamn");
}

TEST_F(Hidden, StandsInNoAnswerToAnybodyButProtectionOfficers) {
  city.all_sign_in(true);
  testing::internal::CaptureStderr();
  testing::internal::CaptureStdout();
  std::set<std::string> names;
  int asked = 0;
  const auto look_at = [&](const Question& question) {
    const auto reply = city.ask(question);
    ++asked;
    EXPECT_LT(reply.status, 500) << question.path << " " << question.who;
    EXPECT_EQ(marker_in(whole(reply)), "")
        << name_of(question.method) << " " << question.path << "?" << question.query << " " << question.who;
    gather_fields(reply.body, names);
  };
  const auto everywhere = [&](Method method, const std::function<void(Question)>& then) {
    for (const auto& route : city.site->routes()) {
      if (route.method != method) continue;
      for (const auto& who : askers())
        for (const auto& [relation, path] : city.addresses(route.pattern, who)) then({method, path, who});
    }
  };
  everywhere(Method::get, look_at);
  // Every field that was seen, as a query and in a form, with whatever would find them.
  const auto fields = names;
  for (const auto& word : wanted(city)) {
    std::string query;
    std::map<std::string, std::string> form;
    for (const auto& name : fields) {
      query += (query.empty() ? "" : "&") + name + "=" + http::percent_encoded(word);
      form[name] = word;
    }
    form.erase("token");
    everywhere(Method::get, [&](Question question) {
      question.query = query;
      look_at(question);
    });
    everywhere(Method::post, [&](Question question) {
      question.fields = form;
      look_at(question);
    });
  }
  EXPECT_GT(asked, 10'000);
  EXPECT_EQ(marker_in(testing::internal::GetCapturedStdout()), "");
  EXPECT_EQ(marker_in(testing::internal::GetCapturedStderr()), "");
  EXPECT_EQ(marker_in(mails()), "");
  // An account may be made with any address: that is kept as it was written by whoever made it.
  auto kept = everything_kept();
  for (const std::string_view written : {"qzxpost@", "qzxkonto@"})
    for (auto at = kept.find(written); at != std::string::npos; at = kept.find(written)) kept.erase(at, 4);
  EXPECT_EQ(marker_in(kept), "");
}

/// Each statement with how many rows it gave or changed.
using Road = std::vector<std::pair<std::string, std::int64_t>>;

/// Where two roads part, in words; empty when they do not.
std::string parting(const Road& one, const Road& other) {
  for (std::size_t at = 0; at < std::max(one.size(), other.size()); ++at)
    if (at >= one.size() || at >= other.size() || one[at] != other[at]) {
      const auto step = [at](const Road& road) {
        return at < road.size() ? fmt::format("{} rows by {}", road[at].second, road[at].first) : "the end";
      };
      return step(one) + "\nagainst\n" + step(other);
    }
  return {};
}

class SameRoad : public Hidden {
 protected:
  Road road_of(const Question& question) {
    Road road;
    city.store->database().observe([&](std::string_view sql, std::int64_t rows) {
      // The log grows by being asked: what it shows is looked at above.
      const bool is_log = sql.find("FROM audit") != std::string_view::npos;
      road.emplace_back(sql, is_log ? 0 : rows);
    });
    const auto reply = city.ask(question);
    city.store->database().observe({});
    road.emplace_back("status", reply.status);
    return road;
  }
};

TEST_F(SameRoad, IsTakenForTheHiddenPersonsNumberAsForNobodys) {
  city.all_sign_in(true);
  int roads = 0;
  for (const auto& route : city.site->routes()) {
    if (route.pattern.find("{person}") == std::string::npos) continue;
    for (const auto& who : askers()) {
      const auto asked = city.addresses(route.pattern, who);
      const auto of = [&](std::string_view relation) {
        const auto found = std::ranges::find(asked, relation, &Address::relation);
        return road_of({route.method, found->path, who});
      };
      EXPECT_EQ(parting(of("protected"), of("nobody")), "") << route.pattern << " " << who;
      ++roads;
    }
  }
  EXPECT_GT(roads, 30);
}

TEST_F(SameRoad, IsTakenByASearchThatWouldFindThem) {
  city.all_sign_in(true);
  const std::vector<std::pair<std::string, std::string>> known_and_not{
      {"qzxnamn qzxfamilj", "wvynamn wvyfamilj"},
      {"811228-9874", "900101-0017"},
      {"qzxpost@example.org", "wvypost@example.org"},
      {std::to_string(city.hidden.number), std::to_string(city.hidden.number - 1)}};
  for (const auto& route : city.site->routes()) {
    if (route.method != Method::get) continue;
    for (const auto& who : askers())
      for (const auto& [relation, path] : city.addresses(route.pattern, who))
        for (const auto& [known, unknown] : known_and_not)
          for (const std::string field : {"q", "person", "name", "efter"}) {
            const auto with = [&](const std::string& word) {
              return road_of({route.method, path, who, field + "=" + http::percent_encoded(word)});
            };
            // Of somebody who was known the log holds what was done then, as of somebody who has been erased.
            if (route.pattern == "/logg" && field == "person") continue;
            EXPECT_EQ(parting(with(known), with(unknown)), "")
                << path << "?" << field << "=" << known << " " << who;
          }
  }
}

TEST_F(SameRoad, IsTakenByRegisteringThemAnew) {
  city.all_sign_in(true);
  const auto with = [&](const std::string& name, const std::string& number, const std::string& email) {
    return road_of({Method::post,
                    "/personer/ny",
                    "coordinator",
                    {},
                    {{"name", name},
                     {"identity_number", number},
                     {"email", email},
                     {"programme", std::to_string(city.own_programme.number)},
                     {"part", "adept"}}});
  };
  const auto as_nobody = with("Wvyñamn Wvyfamilj", "900101-0017", "wvypost@example.org");
  EXPECT_EQ(as_nobody.back().second, 303);
  EXPECT_EQ(parting(with("Qzxñamn Qzxfamilj", "811228-9874", "qzxpost@example.org"), as_nobody), "");
}

TEST_F(SameRoad, IsTakenByRegisteringWhoIsInAnotherUnitAnew) {
  // The number of somebody who stands in another programme tells neither a coordinator nor a referrer that they do.
  const auto other = city.people["other_programme"];
  auto record = city.city.people.read(city.store.actor(), city.now, other).value();
  record.details.identity_number = *people::IdentityNumber::read("850101-0014", city.now.day_utc());
  ASSERT_TRUE(city.city.people.correct(city.store.actor(), city.now, other, record.edition, record.details));
  city.all_sign_in(true);
  for (const std::string who : {"coordinator", "referrer"}) {
    const auto with = [&](const std::string& name, const std::string& number) {
      return road_of({Method::post,
                      "/personer/ny",
                      who,
                      {},
                      {{"name", name},
                       {"identity_number", number},
                       {"programme", std::to_string(city.own_programme.number)},
                       {"part", "adept"},
                       {"sender", std::string(records::id_of(records::all_senders.front()))},
                       {"agrees", "yes"}}});
    };
    const auto as_nobody = with("Wvyñamn Wvy" + who, who == "referrer" ? "900101-0025" : "900101-0017");
    EXPECT_EQ(as_nobody.back().second, 303) << who;
    EXPECT_EQ(parting(with("Wvxñamn Wvx" + who, "850101-0014"), as_nobody), "") << who;
  }
  EXPECT_EQ(city.city.people.find(city.store.actor(), city.now, *record.details.identity_number)->value().id,
            other);
}

TEST_F(SameRoad, IsNotTakenForSomebodyWhoIsThere) {
  // Else the tests above would prove nothing.
  const auto with = [&](const std::string& word) {
    return road_of({Method::get, "/personer", "coordinator", "q=" + word});
  };
  EXPECT_NE(parting(with("egen"), with("wvynamn")), "");
}

}  // namespace
}  // namespace parvis::web

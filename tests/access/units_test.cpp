// What one unit does not learn of another's people and staff, over the pages, and that its own work goes on.
#include <gmock/gmock.h>

#include "app/records/people.hpp"
#include "lived_in.hpp"

namespace parvis::web {
namespace {

using access::Role;
using testing::HasSubstr;
using testing::Not;

class Units : public testing::Test {
 protected:
  LivedIn city;
  store::PersonId other = city.people["other_programme"];

  void correct(store::PersonId id, const std::function<void(records::PersonDetails&)>& change) {
    auto record = city.city.people.read(city.store.actor(), city.now, id).value();
    change(record.details);
    ASSERT_TRUE(city.city.people.correct(city.store.actor(), city.now, id, record.edition, record.details));
  }
  records::PersonDetails details(store::PersonId id) {
    return city.city.people.read(city.store.actor(), city.now, id).value().details;
  }
  http::Response post(const std::string& path, const std::string& who,
                      std::map<std::string, std::string> fields) {
    return city.ask({Method::post, path, who, {}, std::move(fields)});
  }
  store::AccountId staff(const std::string& name, Role role, std::optional<records::ProgrammeId> in) {
    accounts::NewAccount wish;
    wish.name = name;
    wish.email = name + "@example.org";
    const auto id = city.accounts.make(city.store.actor(), city.now, wish).value();
    access::Grant grant{role, {}, {}, city.now.day_utc(), {}};
    if (in) grant.programme = access::ProgrammeId{in->number};
    EXPECT_TRUE(city.accounts.give_role(city.store.actor(), city.now, id, grant));
    return id;
  }
};

TEST_F(Units, AnImportNeitherShowsNorChangesAnothersPeople) {
  correct(other, [&](records::PersonDetails& known) {
    known.identity_number = *people::IdentityNumber::read("850101-0014", city.now.day_utc());
    known.known.district = "Wvydistrikt";
    known.email = "wvypost@example.org";
  });
  city.all_sign_in(true);
  const auto before = details(other);
  const auto sent =
      city.ask({.method = Method::post,
                .path = "/inlasning",
                .who = "coordinator",
                .fields = {{"place", "prov"}},
                .files = {{"adepts",
                           "Nr,Namn,Yrke,Svenska,Personnummer,Mobil\n"
                           "71,Annan Person,svetsare,B1,850101-0014,070-71\n"},
                          {"mentors", "Nr,Namn,Yrke,Antal adepter\nM71,Ny Mentor,svetsare,1\n"}}});
  ASSERT_EQ(sent.status, 303) << sent.body;
  ASSERT_THAT(header(sent, "Location"), HasSubstr("/inlasning/granska"));
  const auto seen = city.get("/inlasning/granska", "coordinator");
  EXPECT_EQ(seen.status, 200);
  EXPECT_THAT(seen.body, HasSubstr("Annan Person"));
  for (const auto* marker : {"Wvydistrikt", "wvypost", "Adept Annan"})
    EXPECT_THAT(seen.body, Not(HasSubstr(marker)));
  const auto proposed = post("/inlasning/forslag", "coordinator", {});
  ASSERT_EQ(proposed.status, 303) << proposed.body;
  const auto path = header(proposed, "Location").substr(3);
  const auto page = city.get(path, "manager");
  EXPECT_THAT(page.body, Not(HasSubstr("Wvydistrikt")));
  const auto at = page.body.find("name=\"fingerprint\" value=\"");
  ASSERT_NE(at, std::string::npos);
  const auto from = at + 26;
  const auto mark = page.body.substr(from, page.body.find('"', from) - from);
  EXPECT_EQ(post(path, "manager", {{"move", "approve"}, {"fingerprint", mark}}).status, 303);
  EXPECT_EQ(details(other).phone, before.phone);
  EXPECT_EQ(details(other).known.name, before.known.name);
  // The unit's own is there.
  EXPECT_THAT(city.get("/personer", "coordinator", "q=annan").body, HasSubstr("Annan Person"));
}

TEST_F(Units, SeeTheirOwnStaffAndNobodyWhoTakesPart) {
  staff("wvyegen", Role::coordinator, city.own_programme);
  staff("wvyannan", Role::coordinator, city.other_programme);
  staff("wvyadept", Role::adept, {});
  const auto rows = city.rows_of_log();
  const auto of_manager = city.get("/medarbetare", "manager").body;
  EXPECT_THAT(city.acts_since(rows), testing::Contains("people_listed"));
  EXPECT_THAT(of_manager, HasSubstr("wvyegen"));
  EXPECT_THAT(of_manager, HasSubstr("Ny Medarbetare"));  // waits for a first role
  const auto of_operator = city.get("/medarbetare", "operator").body;
  EXPECT_THAT(of_operator, HasSubstr("wvyegen"));
  EXPECT_THAT(of_operator, HasSubstr("wvyannan"));
  EXPECT_THAT(of_manager, Not(HasSubstr("wvyannan")));
  for (const auto& page : {of_manager, of_operator, city.get("/medarbetare", "auditor").body})
    for (const auto* marker : {"wvyadept", "adept@example.org", "mentor@example.org"})
      EXPECT_THAT(page, Not(HasSubstr(marker)));
}

TEST_F(Units, NobodyWhoTakesPartOrHasAWayInIsInvited) {
  city.all_sign_in(true);
  const auto adept = staff("wvyadept", Role::adept, {});
  const auto invite = [&](store::AccountId id) {
    return post("/medarbetare/bjud-in", "operator", {{"account", std::to_string(id.number)}});
  };
  EXPECT_EQ(invite(adept).status, 400);
  EXPECT_THAT(invite(adept).body, Not(HasSubstr("/inbjudan/")));
  const auto kim = staff("kim", Role::coordinator, city.own_programme);
  EXPECT_THAT(invite(kim).body, HasSubstr("/inbjudan/"));
  ASSERT_TRUE(
      city.entrance.credentials.set_all(city.store.actor(), city.now, kim, "sjutton gröna paraplyer"));
  const auto refused = invite(kim);
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(refused.body, Not(HasSubstr("/inbjudan/")));
  EXPECT_THAT(refused.body, HasSubstr("signed in to already"));
  // With mail, a protection officer's link is shown to nobody.
  city.entrance.address = "https://parvis.example.org";
  const auto officer = staff("wvyofficer", Role::protection_officer, {});
  const auto mailed = invite(officer);
  EXPECT_EQ(mailed.status, 200);
  EXPECT_THAT(mailed.body, Not(HasSubstr("/inbjudan/")));
  EXPECT_THAT(mailed.body, HasSubstr("by e-mail"));
}

TEST_F(Units, APersonsLifeTellsNothingOfAnothersProgramme) {
  const auto own = city.people["own_programme"];
  const auto path = "/personer/" + std::to_string(own.number);
  const auto lines = [&](const std::string& word) {
    const auto body = city.get(path, "coordinator").body;
    int count = 0;
    for (auto at = body.find(word); at != std::string::npos; at = body.find(word, at + 1)) ++count;
    return count;
  };
  const auto applied = in_english(store::in_words(store::Act::applied));
  const auto shown = in_english(store::in_words(store::Act::identity_shown));
  const auto before = lines(applied);
  EXPECT_GE(before, 1);
  records::ApplicationDetails application;
  application.programme = city.other_programme;
  application.part = lives::Part::mentor;
  application.capacity = 1;
  application.applied_on = city.now.day_utc();
  ASSERT_TRUE(city.city.applications.apply(city.store.actor(), city.now, own, application));
  ASSERT_TRUE(city.store->log(city.store.actor(), city.now,
                              {store::Act::identity_shown, own, "person", own.number, {}, false}));
  EXPECT_EQ(lines(applied), before);
  EXPECT_EQ(lines(shown), 0);
}

TEST_F(Units, ARefusalSaysWhyAndWhereToGo) {
  const auto own = std::to_string(city.people["own_programme"].number);
  const auto reply = post("/personer/" + own + "/dela", "coordinator", {{"other", "17"}});
  EXPECT_EQ(reply.status, 409);
  EXPECT_THAT(reply.body, HasSubstr(in_english(records::in_words(records::Refusal::not_merged))));
  EXPECT_THAT(reply.body, HasSubstr("href=\"/en/idag\""));
}

TEST_F(Units, WhoTakesPartIsSentFromTheListToTheirOwnPage) {
  for (const std::string who : {"adept", "mentor"}) {
    const auto reply = city.get("/personer", who);
    EXPECT_EQ(reply.status, 303);
    EXPECT_EQ(header(reply, "Location"), "/en/jag");
  }
  EXPECT_EQ(city.get("/personer", "coordinator").status, 200);
}

}  // namespace
}  // namespace parvis::web

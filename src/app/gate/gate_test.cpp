#include "app/gate/gate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <type_traits>

namespace parvis::web {
namespace {

using access::Doing;
using access::Grant;
using access::Role;
using access::Thing;

// A route without a policy is no route (tests/no_policy lets the compiler say so of a whole file).
static_assert(!std::is_constructible_v<Route, Method, std::string_view, Handler>);
static_assert(!std::is_default_constructible_v<Policy>);

const auto now = *Moment::from_iso("2026-11-23T08:00:00.000000Z");

Visitor visitor_with(Role role) {
  Visitor visitor;
  visitor.account = 7;
  visitor.form_token = "the session's own token";
  visitor.asker = {true, true, {Grant{role, access::ProgrammeId{1}, {}, *Date::from(2026, 1, 1), {}}}};
  return visitor;
}

http::Response says(std::string words) {
  return {200, {{"Cache-Control", "no-cache"}}, std::move(words)};
}

struct City {
  std::shared_ptr<const Visitor> signed_in;
  std::vector<std::string> denied;
  Gate gate{{{Method::get, "/program", Policy::anyone(), [](Asked&) { return says("programmes"); }},
             {Method::get, "/jag", Policy::signed_in(), [](Asked&) { return says("me"); }},
             {Method::post, "/jag", Policy::signed_in(),
              [](Asked& a) { return says("phone " + a.field("phone")); }},
             {Method::get, "/personer/ny", Policy::may(Thing::adept_profile, Doing::create),
              [](Asked&) { return says("new"); }},
             {Method::get, "/personer/{person}", Policy::may(Thing::adept_profile, Doing::read),
              [](Asked& a) { return says("person " + std::to_string(a.number(0).value_or(-1))); }},
             {Method::get, "/skyddade", Policy::may(Thing::protected_record, Doing::read),
              [](Asked&) { return says("protected"); }}},
            {[this](const http::Request&, Moment) { return signed_in; },
             [this](const Visitor&, const Route& route, Denial why, Moment) {
               denied.push_back((why == Denial::foreign_form ? "form " : "") + route.pattern);
             },
             [] { return now; }}};

  http::Response get(const std::string& path) {
    http::Request request;
    request.method = "GET";
    request.path = "/en" + path;
    const auto reply = gate.answer(request, path, Texts::in(Language::english));
    return reply ? *reply : http::Response{404, {}, "no route"};
  }
  http::Response post(const std::string& path, std::string body,
                      std::string origin = "https://parvis.example") {
    http::Request request;
    request.method = "POST";
    request.path = "/en" + path;
    request.headers = {{"host", "parvis.example"},
                       {"origin", std::move(origin)},
                       {"content-type", "application/x-www-form-urlencoded"}};
    request.body = std::move(body);
    const auto reply = gate.answer(request, path, Texts::in(Language::english));
    return reply ? *reply : http::Response{404, {}, "no route"};
  }
};

std::string header(const http::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

TEST(Gate, WhoeverIsNotSignedInMeetsTheDoorAndComesBackToWhereTheyWanted) {
  City city;
  EXPECT_EQ(city.get("/program").body, "programmes");
  const auto reply = city.get("/personer/12");
  EXPECT_EQ(reply.status, 303);
  EXPECT_EQ(header(reply, "Location"), "/en/logga-in?till=%2Fen%2Fpersoner%2F12");
  EXPECT_EQ(city.post("/jag", "phone=1").status, 303);
}

TEST(Gate, ACoordinatorIsLetInAndAnAnalystMeetsThePageThatIsNotThere) {
  City city;
  city.signed_in = std::make_shared<Visitor>(visitor_with(Role::coordinator));
  EXPECT_EQ(city.get("/personer/12").body, "person 12");
  EXPECT_EQ(city.get("/personer/ny").body, "new");
  city.signed_in = std::make_shared<Visitor>(visitor_with(Role::analyst));
  const auto refused = city.get("/personer/12");
  EXPECT_EQ(refused.status, 404);
  EXPECT_EQ(city.denied, std::vector<std::string>{"/personer/{person}"});
}

TEST(Gate, AStaffRoleIsNothingWithoutASecondFactor) {
  City city;
  auto visitor = visitor_with(Role::coordinator);
  visitor.asker.has_second_factor = false;
  city.signed_in = std::make_shared<Visitor>(visitor);
  EXPECT_EQ(city.get("/personer/12").status, 404);
  EXPECT_EQ(city.get("/jag").body, "me");
}

TEST(Gate, OnlyTheProtectionOfficerComesToTheProtected) {
  City city;
  for (const auto role : access::all_roles) {
    city.signed_in = std::make_shared<Visitor>(visitor_with(role));
    EXPECT_EQ(city.get("/skyddade").status, role == Role::protection_officer ? 200 : 404) << id_of(role);
  }
}

TEST(Gate, AFormIsTakenFromOurOwnPageWithTheSessionsTokenOnly) {
  City city;
  city.signed_in = std::make_shared<Visitor>(visitor_with(Role::adept));
  const std::string token = "&token=the+session%27s+own+token";
  EXPECT_EQ(city.post("/jag", "phone=070" + token).body, "phone 070");
  EXPECT_EQ(city.post("/jag", "phone=070").status, 403);
  EXPECT_EQ(city.post("/jag", "phone=070&token=another").status, 403);
  EXPECT_EQ(city.post("/jag", "phone=070" + token, "https://elsewhere.example").status, 403);
  EXPECT_EQ(city.denied, std::vector<std::string>(3, "form /jag"));
}

TEST(Gate, WhatASignedInPersonSeesIsKeptByNoCache) {
  City city;
  city.signed_in = std::make_shared<Visitor>(visitor_with(Role::adept));
  EXPECT_EQ(header(city.get("/program"), "Cache-Control"), "no-store");
  city.signed_in = nullptr;
  EXPECT_EQ(header(city.get("/program"), "Cache-Control"), "no-cache");
}

TEST(Gate, APathThatIsThereForFormsOnlySaysSo) {
  City city;
  EXPECT_EQ(city.post("/program", "").status, 405);
  EXPECT_EQ(header(city.post("/program", ""), "Allow"), "GET, HEAD");
  EXPECT_EQ(city.get("/nowhere").body, "no route");
}

}  // namespace
}  // namespace parvis::web

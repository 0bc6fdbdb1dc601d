// *Try a matching* on a server with a city's memory: own spreadsheets are for coordinators who are signed in.
#include <gtest/gtest.h>

#include "app/catalogue/catalogue.hpp"
#include "app/web/web.hpp"

namespace parvis::web {
namespace {

class TrialWithMemory : public testing::Test {
 protected:
  TrialWithMemory() {
    SiteOptions options;
    options.programmes = catalogue::bundled_programmes();
    options.taxonomy = occupations::Taxonomy::starter();
    options.has_memory = true;
    options.doorkeeper.visitor = [this](const http::Request&, Moment) { return visitor; };
    site = std::make_unique<Site>(std::move(options));
  }
  void sign_in(std::int64_t account, access::Role role) {
    auto who = std::make_shared<Visitor>();
    who->account = account;
    who->asker = {true, true, {{role, access::ProgrammeId{7}, {}, *Date::from_iso("2026-01-01"), {}}}};
    visitor = who;
  }
  void sign_out() { visitor = nullptr; }

  http::Response ask(const std::string& method, const std::string& path, const std::string& body = {}) {
    http::Request request;
    request.method = method;
    request.path = path;
    request.headers = {{"host", "localhost"}, {"cookie", cookie}};
    if (method == "POST") {
      request.headers.emplace_back("origin", "http://localhost");
      request.headers.emplace_back("content-type", "multipart/form-data; boundary=x");
      request.body = body;
    }
    auto reply = site->answer(request);
    for (const auto& [name, value] : reply.headers)
      if (name == "Set-Cookie") cookie = value.substr(0, value.find(';'));
    return reply;
  }
  static std::string field(const std::string& name, const std::string& value, const std::string& file = {}) {
    return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"" +
           (file.empty() ? "" : "; filename=\"" + file + "\"") + "\r\n\r\n" + value + "\r\n";
  }
  http::Response send_own_files() {
    const auto page = ask("GET", "/en/prova").body;
    const std::string mark = "name=\"token\" value=\"";
    const auto at = page.find(mark) + mark.size();
    const auto token = page.substr(at, page.find('"', at) - at);
    return ask("POST", "/en/prova",
               field("token", token) + field("programme", catalogue::bundled_programmes().front().id) +
                   field("data", "own") +
                   field("adepts", "id,name,occupation\r\n1,Amira,welder\r\n", "adepts.csv") +
                   field("mentors", "id,name,occupation\r\n2,Bo,welder\r\n", "mentors.csv") + "--x--\r\n");
  }

  std::shared_ptr<const Visitor> visitor;
  std::string cookie;
  std::unique_ptr<Site> site;
};

TEST_F(TrialWithMemory, OwnSpreadsheetsAreForCoordinatorsWhoAreSignedIn) {
  EXPECT_EQ(ask("GET", "/en/prova").body.find("type=\"file\""), std::string::npos);
  EXPECT_EQ(send_own_files().status, 403);
  sign_in(1, access::Role::adept);
  EXPECT_EQ(send_own_files().status, 403);
  sign_in(2, access::Role::coordinator);
  EXPECT_NE(ask("GET", "/en/prova").body.find("type=\"file\""), std::string::npos);
  EXPECT_EQ(send_own_files().status, 303);
  EXPECT_EQ(ask("GET", "/en/prova/kontroll").status, 200);
}

TEST_F(TrialWithMemory, WhatACoordinatorPutInIsOverForEverybodyElse) {
  sign_in(2, access::Role::coordinator);
  ASSERT_EQ(send_own_files().status, 303);
  sign_out();
  EXPECT_EQ(ask("GET", "/en/prova/kontroll").status, 303);
  EXPECT_EQ(ask("GET", "/en/prova/filer/rejects.csv").status, 303);
  sign_in(3, access::Role::coordinator);
  EXPECT_EQ(ask("GET", "/en/prova/kontroll").status, 303);
  sign_in(2, access::Role::coordinator);
  EXPECT_EQ(ask("GET", "/en/prova/kontroll").status, 200);
}

TEST_F(TrialWithMemory, PagesForAnyoneLeadToSignInAndBack) {
  for (const auto* path : {"/en/", "/en/om", "/en/uppgifter", "/en/program", "/en/prova"}) {
    sign_out();
    EXPECT_NE(ask("GET", path).body.find("href=\"/en/logga-in\""), std::string::npos) << path;
    sign_in(2, access::Role::coordinator);
    EXPECT_NE(ask("GET", path).body.find("href=\"/en/idag\""), std::string::npos) << path;
  }
}

}  // namespace
}  // namespace parvis::web

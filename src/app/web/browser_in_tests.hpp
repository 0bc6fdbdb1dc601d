/// A browser as the tests need one: it keeps the cookie, and sends a form with the token of the page it last read.
#pragma once

#include <gmock/gmock.h>

#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "app/catalogue/catalogue.hpp"
#include "app/web/web.hpp"

namespace parvis::web {

// Amira and Bo share an interest and a language; Cilla's occupation is misspelt.
inline constexpr const char* adepts =
    "id,name,occupation,languages,interests,target groups,protected identity\n"
    "a1,Amira,svetsare,arabiska C1,fiske,nyanländ,nej\n"
    "a2,Cilla,svetsarre,arabiska C1,fiske,nyanländ,nej\n"
    "adept-77,Hemlig Person,målare,arabiska C1,fiske,nyanländ,ja\n";
inline constexpr const char* mentors =
    "id,name,occupation,languages,interests\n"
    "m1,Bo,svetsare,arabiska C1,fiske\n"
    "m2,Dan,svetsare,arabiska C1,fiske\n";

inline SiteOptions lindhamn() {
  SiteOptions options;
  options.programmes = catalogue::bundled_programmes();
  options.taxonomy = occupations::Taxonomy::starter();
  options.patience = std::chrono::seconds(60);
  return options;
}

inline std::string header(const http::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

using Fields = std::vector<std::pair<std::string, std::string>>;

class Browser {
 public:
  explicit Browser(Site& site, std::string host = "127.0.0.1:8080") : site_(site), host_(std::move(host)) {}

  http::Response get(std::string path, std::string query = {}) {
    return send(request("GET", std::move(path), std::move(query)));
  }
  http::Response head(std::string path) { return send(request("HEAD", std::move(path), {})); }
  http::Response post(std::string path, const Fields& fields = {}) {
    auto made = request("POST", std::move(path), {});
    made.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
    made.headers.emplace_back("origin", origin);
    made.body = "token=" + token;
    for (const auto& [name, value] : fields) made.body += "&" + name + "=" + http::percent_encoded(value);
    return send(std::move(made));
  }
  /// A field in which nothing was chosen.
  static constexpr const char* no_file = "(none)";
  /// The two spreadsheets, as the page's form sends them.
  http::Response upload(const std::string& programme, const std::string& adepts, const std::string& mentors) {
    auto made = request("POST", "/en/prova", {});
    made.headers.emplace_back("content-type", "multipart/form-data; boundary=xx");
    made.headers.emplace_back("origin", origin);
    const auto part = [](const std::string& about, const std::string& content) {
      return "--xx\r\nContent-Disposition: form-data; " + about + "\r\n\r\n" + content + "\r\n";
    };
    const auto file = [&](const std::string& field, const std::string& name, const std::string& content) {
      const bool is_chosen = content != no_file;
      return part("name=\"" + field + "\"; filename=\"" + (is_chosen ? name : "") + "\"",
                  is_chosen ? content : "");
    };
    made.body = part("name=\"token\"", token) + part("name=\"programme\"", programme) +
                part("name=\"data\"", "own") + file("adepts", "adepter.csv", adepts) +
                file("mentors", "mentorer.csv", mentors) + "--xx--\r\n";
    return send(std::move(made));
  }
  /// Chooses the demo city and stands before the page of what was understood.
  http::Response choose_demo(const std::string& programme) {
    get("/en/prova");
    post("/en/prova", {{"programme", programme}, {"data", "demo"}});
    return get("/en/prova/kontroll");
  }

  std::string cookie, token;
  std::string origin = "http://127.0.0.1:8080";

 private:
  http::Request request(std::string method, std::string path, std::string query) const {
    http::Request made;
    made.method = std::move(method);
    made.path = std::move(path);
    made.query = std::move(query);
    made.headers.emplace_back("host", host_);
    if (!cookie.empty()) made.headers.emplace_back("cookie", cookie);
    return made;
  }
  http::Response send(http::Request made) {
    auto reply = site_.answer(made);
    if (const auto set = header(reply, "Set-Cookie"); !set.empty()) cookie = set.substr(0, set.find(';'));
    std::smatch found;
    if (std::regex_search(reply.body, found, std::regex("name=\"token\" value=\"([0-9a-f]+)\"")))
      token = found[1];
    // A new cookie comes with a new token, which stands on the page that the reply leads to.
    const auto there = header(reply, "Location");
    if (!header(reply, "Set-Cookie").empty() && !there.empty()) send(request("GET", there, {}));
    return reply;
  }

  Site& site_;
  std::string host_;
};

}  // namespace parvis::web

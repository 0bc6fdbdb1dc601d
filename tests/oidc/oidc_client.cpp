/// One relying party, driven by lines of JSON on standard input: the first is its configuration, each other one
/// half of a sign-in. One line of answer for each.
#include <iostream>
#include <nlohmann/json.hpp>

#include "platform/oidc/oidc.hpp"

namespace {

using nlohmann::json;
using namespace parvis;

json as_json(const oidc::Kept& kept) {
  return {{"issuer", kept.issuer},
          {"state", kept.state},
          {"nonce", kept.nonce},
          {"verifier", kept.verifier},
          {"max_age", kept.max_age ? json(kept.max_age->count()) : json()},
          {"begun_at", kept.begun_at.time_since_epoch().count()}};
}
oidc::Moment moment(const json& seconds) {
  return oidc::Moment(std::chrono::seconds(seconds.get<std::int64_t>()));
}
std::optional<std::chrono::seconds> span(const json& line) {
  if (!line.contains("max_age") || line["max_age"].is_null()) return std::nullopt;
  return std::chrono::seconds(line["max_age"].get<std::int64_t>());
}
json refusal(oidc::No no) {
  return {{"no", oidc::name_of(no)}, {"why", in_english(oidc::why(no))}};
}

json begin(oidc::RelyingParty& party, const json& line) {
  oidc::Wish wish;
  wish.max_age = span(line);
  wish.languages = "sv ar";
  const auto begun = party.begin(moment(line["now"]), wish);
  if (!begun) return refusal(begun.error());
  return {{"url", begun->url}, {"kept", as_json(begun->kept)}};
}

json finish(oidc::RelyingParty& party, const json& line) {
  const json& k = line["kept"];
  const oidc::Kept kept{k["issuer"], k["state"], k["nonce"], k["verifier"], span(k), moment(k["begun_at"])};
  oidc::Answer answer;
  for (const json& field : line["answer"]) answer.emplace_back(field[0], field[1]);
  const auto claims = party.finish(answer, kept, moment(line["now"]));
  if (!claims) return refusal(claims.error());
  return {{"iss", claims->iss},
          {"sub", claims->sub},
          {"email", claims->email},
          {"email_verified", claims->email_verified},
          {"name", claims->name},
          {"acr", claims->acr},
          {"amr", claims->amr},
          {"signed_in_at",
           claims->signed_in_at ? json(claims->signed_in_at->time_since_epoch().count()) : json()},
          {"json", json::parse(claims->json)}};
}

json logout(oidc::RelyingParty& party, const json& line) {
  const auto url = party.logout_url(moment(line["now"]), "back-1");
  if (!url) return refusal(url.error());
  return {{"url", url->value_or("")}};
}

}  // namespace

int main() {
  std::string text;
  if (!std::getline(std::cin, text)) return 1;
  const json given = json::parse(text);
  net::HttpOptions options;
  options.ca_file = given.value("ca_file", "");
  if (given.value("loopback", true)) options.loopback = net::Loopback::http_allowed;
  oidc::Configuration configuration;
  configuration.issuer = given["issuer"];
  configuration.client_id = given.value("client_id", "parvis");
  configuration.client_secret = given.value("client_secret", "");
  configuration.redirect_uri = given["redirect_uri"];
  configuration.must_have.amr = given.value("amr", std::vector<std::string>());
  configuration.after_logout_uri = given.value("after_logout_uri", "");
  auto party = oidc::RelyingParty::make(configuration, net::HttpClient(options));
  if (!party) {
    std::cout << json{{"no", in_english(oidc::why(party.error()))}} << std::endl;
    return 0;
  }
  std::cout << json{{"ready", true}} << std::endl;
  while (std::getline(std::cin, text)) {
    const json line = json::parse(text);
    const json answer = line["do"] == "begin"    ? begin(**party, line)
                        : line["do"] == "finish" ? finish(**party, line)
                                                 : logout(**party, line);
    std::cout << answer << std::endl;
  }
}

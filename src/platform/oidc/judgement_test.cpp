#include "platform/oidc/judgement.hpp"

#include <gtest/gtest.h>

using namespace parvis;
using namespace parvis::oidc;
using namespace std::chrono_literals;

namespace {

const Moment noon{std::chrono::seconds(1'795'348'800)};
std::int64_t seconds(Moment at) {
  return at.time_since_epoch().count();
}

Configuration parvis_itself() {
  Configuration configuration;
  configuration.issuer = "https://login.example.org";
  configuration.client_id = "parvis";
  return configuration;
}
Kept kept_at_noon() {
  return {"https://login.example.org", "state-1", "nonce-1", "verifier", std::nullopt, noon};
}
IdToken amiras() {
  IdToken token;
  token.iss = "https://login.example.org";
  token.sub = "amira-1";
  token.nonce = "nonce-1";
  token.aud = {"parvis"};
  token.exp = seconds(noon + 5min);
  token.iat = seconds(noon);
  return token;
}
/// What is said of Amira's token after one change.
template <class Change>
std::optional<No> judged(Change change) {
  IdToken token = amiras();
  Configuration configuration = parvis_itself();
  Kept kept = kept_at_noon();
  change(token, configuration, kept);
  return judge(token, configuration, kept, noon);
}

#define AFTER(statement)                                                        \
  judged([](IdToken& token, Configuration& ours, Kept& kept) {                  \
    static_cast<void>(token), static_cast<void>(ours), static_cast<void>(kept); \
    statement;                                                                  \
  })

}  // namespace

TEST(IdToken, IsTakenWhenItIsTheOneWeAskedFor) {
  EXPECT_EQ(AFTER({}), std::nullopt);
  EXPECT_EQ(AFTER((token.azp = "parvis", token.has_azp = true)), std::nullopt);
}

TEST(IdToken, IsForUsAloneAndFromTheOneWeAsked) {
  EXPECT_EQ(AFTER(token.iss = "https://login.example.org/"), No::wrong_issuer);
  EXPECT_EQ(AFTER(token.iss = ""), No::wrong_issuer);
  EXPECT_EQ(AFTER(token.aud = {"other"}), No::wrong_audience);
  EXPECT_EQ(AFTER(token.aud = {}), No::wrong_audience);
  EXPECT_EQ(AFTER((token.aud = {"parvis", "other"})), No::wrong_audience);
  EXPECT_EQ(AFTER((token.azp = "other", token.has_azp = true)), No::wrong_party);
  EXPECT_EQ(AFTER(token.has_azp = true), No::wrong_party);
  EXPECT_EQ(AFTER(token.nonce = "nonce-2"), No::wrong_nonce);
  EXPECT_EQ(AFTER((token.nonce = "", kept.nonce = "")), No::wrong_nonce);
}

TEST(IdToken, HoldsForAWhileAndNotLonger) {
  EXPECT_EQ(AFTER(token.exp.reset()), No::no_times);
  EXPECT_EQ(AFTER(token.iat.reset()), No::no_times);
  EXPECT_EQ(AFTER(token.exp = seconds(noon - 59s)), std::nullopt);
  EXPECT_EQ(AFTER(token.exp = seconds(noon - 60s)), No::expired);
  EXPECT_EQ(AFTER(token.iat = seconds(noon + 60s)), std::nullopt);
  EXPECT_EQ(AFTER(token.iat = seconds(noon + 61s)), No::from_the_future);
  EXPECT_EQ(AFTER(token.nbf = seconds(noon + 61s)), No::from_the_future);
  EXPECT_EQ(AFTER(token.auth_time = seconds(noon + 61s)), No::from_the_future);
}

TEST(IdToken, NamesSomebody) {
  EXPECT_EQ(AFTER(token.sub = ""), No::no_subject);
  EXPECT_EQ(AFTER(token.sub = std::string(255, 'a')), std::nullopt);
  EXPECT_EQ(AFTER(token.sub = std::string(256, 'a')), No::no_subject);
  EXPECT_EQ(AFTER(token.sub = "a\n"), No::no_subject);
}

TEST(IdToken, TellsOfAFreshSignInWhenThatWasAsked) {
  EXPECT_EQ(AFTER(kept.max_age = 0s), No::signed_in_too_long_ago);
  EXPECT_EQ(AFTER((kept.max_age = 0s, token.auth_time = seconds(noon - 61s))), No::signed_in_too_long_ago);
  EXPECT_EQ(AFTER((kept.max_age = 0s, token.auth_time = seconds(noon))), std::nullopt);
  EXPECT_EQ(AFTER((kept.max_age = 300s, token.auth_time = seconds(noon - 300s))), std::nullopt);
}

TEST(IdToken, ShowsTheSecondFactorByEitherWord) {
  EXPECT_EQ(AFTER(ours.must_have.acr = {"loa3"}), No::no_second_factor);
  EXPECT_EQ(AFTER((ours.must_have.acr = {"loa3"}, token.acr = "loa2")), No::no_second_factor);
  EXPECT_EQ(AFTER((ours.must_have.acr = {"loa4", "loa3"}, token.acr = "loa3")), std::nullopt);
  EXPECT_EQ(AFTER((ours.must_have.amr = {"mfa", "otp"}, token.amr = {"pwd"})), No::no_second_factor);
  EXPECT_EQ(AFTER((ours.must_have.amr = {"mfa", "otp"}, token.amr = {"pwd", "otp"})), std::nullopt);
  EXPECT_EQ(AFTER((ours.must_have.acr = {"loa3"}, ours.must_have.amr = {"mfa"}, token.amr = {"mfa"})),
            std::nullopt);
}

TEST(TheAnswer, BelongsToThisSessionAndThisProvider) {
  const auto said = [](const Answer& answer, bool says_iss = false, Moment now = noon + 1min) {
    const auto code = judge(answer, says_iss, kept_at_noon(), now);
    return code ? std::optional<No>() : code.error();
  };
  const std::string ours = "https://login.example.org";
  EXPECT_EQ(said({{"state", "state-1"}, {"code", "c"}}), std::nullopt);
  EXPECT_EQ(said({{"state", "state-1"}, {"code", "c"}, {"iss", ours}}, true), std::nullopt);
  EXPECT_EQ(said({{"state", "state-1"}, {"code", "c"}}, true), No::mixed_up);
  EXPECT_EQ(said({{"state", "state-1"}, {"code", "c"}, {"iss", "https://evil.example"}}), No::mixed_up);
  EXPECT_EQ(said({{"state", "state-1"}, {"error", "access_denied"}, {"iss", "https://evil.example"}}),
            No::mixed_up);
  EXPECT_EQ(said({{"state", "state-2"}, {"code", "c"}}), No::wrong_state);
  EXPECT_EQ(said({{"code", "c"}}), No::wrong_state);
  EXPECT_EQ(said({{"state", "state-1"}, {"code", "c"}, {"code", "d"}}), No::malformed);
  EXPECT_EQ(said({{"state", "state-1"}, {"state", "state-1"}, {"code", "c"}}), No::malformed);
  EXPECT_EQ(said({{"state", "state-1"}}), No::malformed);
  EXPECT_EQ(said({{"state", "state-1"}, {"code", std::string(5'000, 'c')}}), No::malformed);
  EXPECT_EQ(said({{"state", "state-1"}, {"error", "access_denied"}}), No::declined);
  EXPECT_EQ(said({{"state", "state-1"}, {"error", "server_error"}}), No::unreachable);
  EXPECT_EQ(said({{"state", "state-1"}, {"error", "x"}, {"code", "c"}}), No::not_signed_in);
  EXPECT_EQ(said({{"state", "state-1"}, {"code", "c"}}, false, noon + 10min), std::nullopt);
  EXPECT_EQ(said({{"state", "state-1"}, {"code", "c"}}, false, noon + 10min + 1s), No::too_late);
  EXPECT_FALSE(judge({{"state", ""}, {"code", "c"}}, false, {}, noon));
}

TEST(TheProvider, DescribesItselfAsWeKnowIt) {
  const auto said = [](auto change) {
    Metadata metadata{"https://login.example.org",
                      "https://login.example.org/a",
                      "https://login.example.org/t",
                      "https://login.example.org/k",
                      "",
                      {"client_secret_basic"},
                      {"code"},
                      std::nullopt,
                      false};
    change(metadata);
    return judge(metadata, parvis_itself(), net::HttpClient({}));
  };
  EXPECT_EQ(said([](Metadata&) {}), std::nullopt);
  EXPECT_EQ(said([](Metadata& m) { m.code_challenge_methods = {"plain", "S256"}; }), std::nullopt);
  EXPECT_EQ(said([](Metadata& m) { m.token_endpoint_auth_methods = {"client_secret_post"}; }), std::nullopt);
  EXPECT_EQ(said([](Metadata& m) { m.issuer += "/"; }), No::unsuitable);
  EXPECT_EQ(said([](Metadata& m) { m.jwks_uri = "http://login.example.org/k"; }), No::unsuitable);
  EXPECT_EQ(said([](Metadata& m) { m.token_endpoint = ""; }), No::unsuitable);
  EXPECT_EQ(said([](Metadata& m) { m.authorization_endpoint = "javascript:alert(1)"; }), No::unsuitable);
  EXPECT_EQ(said([](Metadata& m) { m.end_session_endpoint = "file:///etc/passwd"; }), No::unsuitable);
  EXPECT_EQ(said([](Metadata& m) { m.code_challenge_methods = {"plain"}; }), No::unsuitable);
  EXPECT_EQ(said([](Metadata& m) { m.response_types = {"id_token"}; }), No::unsuitable);
  EXPECT_EQ(said([](Metadata& m) { m.token_endpoint_auth_methods = {"private_key_jwt"}; }), No::unsuitable);
}

TEST(ARefusal, HasWordsForThePersonAndANameForTheLog) {
  for (int i = 0; i <= static_cast<int>(No::no_second_factor); ++i) {
    EXPECT_FALSE(why(static_cast<No>(i)).empty());
    EXPECT_FALSE(name_of(static_cast<No>(i)).empty());
  }
  EXPECT_EQ(name_of(No::no_second_factor), "no_second_factor");
  EXPECT_EQ(name_of(No::wrong_signature), "wrong_signature");
}

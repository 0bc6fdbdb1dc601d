#include <algorithm>

#include "platform/crypto/crypto.hpp"
#include "platform/crypto/jws.hpp"
#include "platform/oidc/answers.hpp"
#include "platform/oidc/judgement.hpp"
#include "platform/oidc/oidc.hpp"
#include "platform/oidc/remembered.hpp"

namespace parvis::oidc {
namespace {

/// RFC 7636: base64url of SHA-256, without padding.
std::string s256(std::string_view verifier) {
  std::string challenge = crypto::sha256_base64(verifier);
  while (!challenge.empty() && challenge.back() == '=') challenge.pop_back();
  std::replace(challenge.begin(), challenge.end(), '+', '-');
  std::replace(challenge.begin(), challenge.end(), '/', '_');
  return challenge;
}

std::string joined(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) line += (line.empty() ? "" : " ") + word;
  return line;
}

std::string with_query(const std::string& address, const net::Fields& fields) {
  return address + (address.find('?') == std::string::npos ? "?" : "&") + net::form_encoded(fields);
}

std::string description_of(std::string issuer) {
  if (issuer.ends_with('/')) issuer.pop_back();
  return issuer + "/.well-known/openid-configuration";
}

}  // namespace

struct RelyingParty::State {
  Configuration configuration;
  net::HttpClient client;
  Remembered<Metadata> metadata;
  Remembered<crypto::PublicKeys> keys;

  Result<std::shared_ptr<const Metadata>, No> metadata_at(Moment now) {
    return metadata.get(now, [this]() -> Result<Metadata, No> {
      const auto reply = client.get(description_of(configuration.issuer));
      if (!reply || reply->status != 200) return no(No::unreachable);
      auto description = read_metadata(reply->body);
      if (!description) return no(No::unsuitable);
      if (const auto fault = judge(*description, configuration, client)) return no(*fault);
      return std::move(*description);
    });
  }

  Result<crypto::PublicKeys, No> ask_for_keys(const std::string& address) const {
    const auto reply = client.get(address);
    if (!reply || reply->status != 200) return no(No::unreachable);
    auto read = crypto::PublicKeys::read(reply->body);
    if (!read) return no(No::unreachable);
    return std::move(*read);
  }

  Result<std::string, No> exchange(const Metadata& provider, const std::string& code, const Kept& kept) const;
  Result<std::string, No> payload_of(const Metadata& provider, const std::string& token, Moment now);
};

/// The code for an ID token. What else comes with it is not looked at: we ask for nothing in the person's name.
Result<std::string, No> RelyingParty::State::exchange(const Metadata& provider, const std::string& code,
                                                      const Kept& kept) const {
  net::Fields form = {{"grant_type", "authorization_code"},
                      {"code", code},
                      {"redirect_uri", configuration.redirect_uri},
                      {"code_verifier", kept.verifier}};
  std::optional<net::BasicSignIn> basic;
  const auto& methods = provider.token_endpoint_auth_methods;
  if (std::find(methods.begin(), methods.end(), "client_secret_basic") != methods.end()) {
    // Encoded first (RFC 6749, 2.3.1), so that a colon in the id does not end it.
    basic = {net::percent_encoded(configuration.client_id),
             net::percent_encoded(configuration.client_secret)};
  } else {
    form.emplace_back("client_id", configuration.client_id);
    form.emplace_back("client_secret", configuration.client_secret);
  }
  const auto reply = client.post_form(provider.token_endpoint, form, basic);
  if (!reply || reply->status >= 500) return no(No::unreachable);
  auto answer = read_token_answer(reply->body);
  if (!answer) return no(No::malformed);
  if (reply->status == 200 && !answer->id_token.empty()) return std::move(answer->id_token);
  if (answer->error == "invalid_grant") return no(No::code_refused);
  if (reply->status == 401 || answer->error == "invalid_client" || answer->error == "unauthorized_client")
    return no(No::client_refused);
  return no(No::malformed);
}

/// What the provider signed. A key we do not know is asked for, for providers change theirs without a word; but
/// at most once a minute, for anybody can make up a key's name.
Result<std::string, No> RelyingParty::State::payload_of(const Metadata& provider, const std::string& token,
                                                        Moment now) {
  const auto ask = [&] { return ask_for_keys(provider.jwks_uri); };
  PARVIS_TRY(auto known, keys.get(now, ask));
  auto verified = crypto::verify_jws(token, *known, configuration.algorithms);
  if (!verified && verified.error() == crypto::JwsRefusal::unknown_key) {
    const auto renewed = keys.other_than(known, now, ask);
    if (!renewed) return no(No::unknown_key);
    verified = crypto::verify_jws(token, *renewed, configuration.algorithms);
  }
  if (verified) return std::move(verified->payload);
  switch (verified.error()) {
    case crypto::JwsRefusal::unknown_key: return no(No::unknown_key);
    case crypto::JwsRefusal::malformed: return no(No::malformed);
    default: return no(No::wrong_signature);
  }
}

RelyingParty::RelyingParty(std::unique_ptr<State> state) : state_(std::move(state)) {}
RelyingParty::~RelyingParty() = default;

Result<std::unique_ptr<RelyingParty>, ConfigurationNo> RelyingParty::make(Configuration configuration,
                                                                          net::HttpClient client) {
  const auto& issuer = configuration.issuer;
  if (issuer.empty()) return no(ConfigurationNo::no_issuer);
  if (client.why_not(issuer) || issuer.find_first_of("?#") != std::string::npos)
    return no(ConfigurationNo::issuer_not_https);
  if (configuration.client_id.empty() || configuration.client_secret.empty())
    return no(ConfigurationNo::no_client);
  if (client.why_not(configuration.redirect_uri) || configuration.redirect_uri.find('#') != std::string::npos)
    return no(ConfigurationNo::redirect_not_https);
  const auto& scopes = configuration.scopes;
  if (std::find(scopes.begin(), scopes.end(), "openid") == scopes.end())
    return no(ConfigurationNo::no_openid_scope);
  if (configuration.algorithms.empty()) return no(ConfigurationNo::no_algorithm);
  // Who must have a level asks for it, unless told to ask for something else.
  if (configuration.acr_wanted.empty()) configuration.acr_wanted = configuration.must_have.acr;
  return std::unique_ptr<RelyingParty>(new RelyingParty(
      std::unique_ptr<State>(new State{std::move(configuration), std::move(client), {}, {}})));
}

Result<Begun, No> RelyingParty::begin(Moment now, const Wish& wish) {
  const Configuration& ours = state_->configuration;
  PARVIS_TRY(const auto provider, state_->metadata_at(now));
  // The verifier is 64 hexadecimal digits: 256 bits within the 43 to 128 characters of RFC 7636.
  Kept kept{ours.issuer,          crypto::random_key(),
            crypto::random_key(), crypto::random_key() + crypto::random_key(),
            wish.max_age,         now};
  net::Fields fields = {{"response_type", "code"},
                        {"client_id", ours.client_id},
                        {"redirect_uri", ours.redirect_uri},
                        {"scope", joined(ours.scopes)},
                        {"state", kept.state},
                        {"nonce", kept.nonce},
                        {"code_challenge", s256(kept.verifier)},
                        {"code_challenge_method", "S256"}};
  if (!ours.acr_wanted.empty()) fields.emplace_back("acr_values", joined(ours.acr_wanted));
  if (wish.max_age) fields.emplace_back("max_age", std::to_string(wish.max_age->count()));
  // Not all providers understand 0, and all understand this.
  if (wish.max_age && wish.max_age->count() == 0) fields.emplace_back("prompt", "login");
  if (!wish.login_hint.empty()) fields.emplace_back("login_hint", wish.login_hint);
  if (!wish.languages.empty()) fields.emplace_back("ui_locales", wish.languages);
  return Begun{with_query(provider->authorization_endpoint, fields), std::move(kept)};
}

Result<Claims, No> RelyingParty::finish(const Answer& answer, const Kept& kept, Moment now) {
  const Configuration& ours = state_->configuration;
  if (kept.issuer != ours.issuer) return no(No::mixed_up);
  PARVIS_TRY(const auto provider, state_->metadata_at(now));
  PARVIS_TRY(const auto code, judge(answer, provider->says_iss, kept, now));
  PARVIS_TRY(const auto compact, state_->exchange(*provider, code, kept));
  PARVIS_TRY(auto payload, state_->payload_of(*provider, compact, now));
  auto token = read_id_token(payload);
  if (!token) return no(No::malformed);
  if (const auto fault = judge(*token, ours, kept, now)) return no(*fault);
  Claims claims;
  claims.iss = std::move(token->iss);
  claims.sub = std::move(token->sub);
  claims.email = std::move(token->email);
  claims.email_verified = token->email_verified && !claims.email.empty();
  claims.name = std::move(token->name);
  claims.acr = std::move(token->acr);
  claims.amr = std::move(token->amr);
  if (token->auth_time) claims.signed_in_at = Moment(std::chrono::seconds(*token->auth_time));
  claims.json = std::move(payload);
  return claims;
}

Result<std::optional<std::string>, No> RelyingParty::logout_url(Moment now, std::string_view state) {
  const Configuration& ours = state_->configuration;
  PARVIS_TRY(const auto provider, state_->metadata_at(now));
  if (provider->end_session_endpoint.empty()) return std::optional<std::string>();
  // Without id_token_hint: it would put the person's name and address into the browser's history.
  net::Fields fields = {{"client_id", ours.client_id}};
  if (!ours.after_logout_uri.empty()) fields.emplace_back("post_logout_redirect_uri", ours.after_logout_uri);
  if (!state.empty() && !ours.after_logout_uri.empty()) fields.emplace_back("state", std::string(state));
  return std::optional(with_query(provider->end_session_endpoint, fields));
}

}  // namespace parvis::oidc

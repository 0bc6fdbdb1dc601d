#include "platform/oidc/judgement.hpp"

#include <algorithm>

#include "platform/crypto/crypto.hpp"

namespace parvis::oidc {
namespace {

bool has(const std::vector<std::string>& list, std::string_view wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

/// 1 to 255 characters of ASCII (Core, section 2).
bool is_subject(std::string_view sub) {
  return !sub.empty() && sub.size() <= 255 &&
         std::all_of(sub.begin(), sub.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

bool has_second_factor(const IdToken& token, const SecondFactor& wanted) {
  if (wanted.acr.empty() && wanted.amr.empty()) return true;
  return has(wanted.acr, token.acr) || std::any_of(token.amr.begin(), token.amr.end(),
                                                   [&](const auto& one) { return has(wanted.amr, one); });
}

std::optional<No> judge_times(const IdToken& token, Moment now) {
  if (!token.exp || !token.iat) return No::no_times;
  const auto at = [](std::int64_t seconds) { return Moment(std::chrono::seconds(seconds)); };
  if (now >= at(*token.exp) + leeway) return No::expired;
  if (at(*token.iat) > now + leeway) return No::from_the_future;
  if (token.nbf && at(*token.nbf) > now + leeway) return No::from_the_future;
  if (token.auth_time && at(*token.auth_time) > now + leeway) return No::from_the_future;
  return std::nullopt;
}

/// A parameter that stands twice could mean one thing to the provider and another to us.
bool is_said_twice(const Answer& answer) {
  static constexpr std::string_view ours[] = {"state", "code", "iss", "error", "response"};
  return std::any_of(std::begin(ours), std::end(ours), [&](std::string_view name) {
    return std::count_if(answer.begin(), answer.end(),
                         [&](const auto& field) { return field.first == name; }) > 1;
  });
}

}  // namespace

std::optional<No> judge(const IdToken& token, const Configuration& configuration, const Kept& kept,
                        Moment now) {
  if (token.iss != configuration.issuer) return No::wrong_issuer;
  // Ours and no other: we know no second party whom we would trust to hold the same token.
  if (token.aud.size() != 1 || token.aud.front() != configuration.client_id) return No::wrong_audience;
  if (token.has_azp && token.azp != configuration.client_id) return No::wrong_party;
  if (const auto no = judge_times(token, now)) return no;
  if (kept.nonce.empty() || !crypto::is_same_secret(token.nonce, kept.nonce)) return No::wrong_nonce;
  if (!is_subject(token.sub)) return No::no_subject;
  // Counted back from when we asked, so that a slow walk through the provider's pages does not tell against them.
  if (kept.max_age &&
      (!token.auth_time ||
       Moment(std::chrono::seconds(*token.auth_time)) + leeway + *kept.max_age < kept.begun_at))
    return No::signed_in_too_long_ago;
  if (!has_second_factor(token, configuration.must_have)) return No::no_second_factor;
  return std::nullopt;
}

Result<std::string, No> judge(const Answer& answer, bool says_iss, const Kept& kept, Moment now) {
  const auto value = [&](std::string_view name) -> std::optional<std::string> {
    for (const auto& [field, text] : answer)
      if (field == name) return text;
    return std::nullopt;
  };
  if (is_said_twice(answer)) return no(No::malformed);
  if (kept.state.empty() || !crypto::is_same_secret(value("state").value_or(""), kept.state))
    return no(No::wrong_state);
  if (now > kept.begun_at + patience || now + leeway < kept.begun_at) return no(No::too_late);
  const auto iss = value("iss");
  if (iss ? *iss != kept.issuer : says_iss) return no(No::mixed_up);
  if (const auto error = value("error")) {
    if (*error == "access_denied") return no(No::declined);
    if (*error == "server_error" || *error == "temporarily_unavailable") return no(No::unreachable);
    return no(No::not_signed_in);
  }
  const auto code = value("code");
  if (!code || code->empty() || code->size() > 4'096) return no(No::malformed);
  return *code;
}

std::optional<No> judge(const Metadata& metadata, const Configuration& configuration,
                        const net::HttpClient& client) {
  if (metadata.issuer != configuration.issuer) return No::unsuitable;
  for (const std::string& address :
       {metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri})
    if (client.why_not(address) || address.find('#') != std::string::npos) return No::unsuitable;
  if (!metadata.end_session_endpoint.empty() && client.why_not(metadata.end_session_endpoint))
    return No::unsuitable;
  if (!has(metadata.response_types, "code")) return No::unsuitable;
  // We send S256 always. One that does not announce what it knows may still check it; one that announces other
  // methods alone would not.
  if (metadata.code_challenge_methods && !has(*metadata.code_challenge_methods, "S256"))
    return No::unsuitable;
  if (!has(metadata.token_endpoint_auth_methods, "client_secret_basic") &&
      !has(metadata.token_endpoint_auth_methods, "client_secret_post"))
    return No::unsuitable;
  return std::nullopt;
}

}  // namespace parvis::oidc

/// What a provider answers, read strictly: JSON with a thing said twice, deeper than 32, or with a value of another
/// kind than the standard gives it is not read at all. Judging comes later.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parvis::oidc {

/// From /.well-known/openid-configuration.
struct Metadata {
  std::string issuer, authorization_endpoint, token_endpoint, jwks_uri, end_session_endpoint;
  std::vector<std::string> token_endpoint_auth_methods;  ///< as announced, or the standard's default
  std::vector<std::string> response_types;
  /// Nothing when not announced: some large providers do PKCE and do not say so.
  std::optional<std::vector<std::string>> code_challenge_methods;
  bool says_iss = false;  ///< authorization_response_iss_parameter_supported
};
std::optional<Metadata> read_metadata(std::string_view json);

struct TokenAnswer {
  std::string id_token, error;
};
std::optional<TokenAnswer> read_token_answer(std::string_view json);

/// A payload whose signature held. Times are seconds since 1970.
struct IdToken {
  std::string iss, sub, azp, nonce, email, name, acr;
  bool has_azp = false;
  std::vector<std::string> aud, amr;
  bool email_verified = false;
  std::optional<std::int64_t> exp, iat, nbf, auth_time;
};
std::optional<IdToken> read_id_token(std::string_view json);

}  // namespace parvis::oidc

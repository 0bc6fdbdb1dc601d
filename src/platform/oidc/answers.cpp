#include "platform/oidc/answers.hpp"

#include <nlohmann/json.hpp>

#include "platform/base/fold.hpp"
#include "platform/crypto/strict_json.hpp"

namespace parvis::oidc {
namespace {

using Json = nlohmann::json;

/// An object, or nothing. Two members of one name are refused: which one counts differs between programs, and a
/// signature holds for both readings.
std::optional<Json> object(std::string_view text) {
  if (!crypto::is_strict_json(text)) return std::nullopt;
  Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  return json;
}

/// Each reader leaves the default when the member is absent and says no when it is of another kind.
bool read(const Json& json, const char* key, std::string& to) {
  const auto found = json.find(key);
  if (found == json.end()) return true;
  if (!found->is_string()) return false;
  to = found->get<std::string>();
  return true;
}
bool read(const Json& json, const char* key, bool& to) {
  const auto found = json.find(key);
  if (found == json.end()) return true;
  if (!found->is_boolean()) return false;
  to = found->get<bool>();
  return true;
}
bool read(const Json& json, const char* key, std::vector<std::string>& to) {
  const auto found = json.find(key);
  if (found == json.end()) return true;
  if (!found->is_array()) return false;
  to.clear();
  for (const Json& item : *found) {
    if (!item.is_string()) return false;
    to.push_back(item.get<std::string>());
  }
  return true;
}
/// A number with decimals is allowed by the standard, and rounded down. Until the year 9999.
bool read(const Json& json, const char* key, std::optional<std::int64_t>& to) {
  constexpr std::int64_t most = 253'402'300'799;
  const auto found = json.find(key);
  if (found == json.end()) return true;
  if (!found->is_number()) return false;
  const double number = found->get<double>();
  if (!(number >= 0 && number <= static_cast<double>(most))) return false;
  to = static_cast<std::int64_t>(number);
  return true;
}

/// For what is shown or written to: rather none than a strange one.
void drop_if_strange(std::string& text, std::size_t most) {
  const std::u32string letters = code_points(text);
  bool is_strange = text.size() > most;
  for (const char32_t c : letters) is_strange = is_strange || c < 0x20 || (c >= 0x7f && c < 0xa0);
  if (is_strange) text.clear();
}

}  // namespace

bool is_strict_json(std::string_view json) {
  return object(json).has_value();
}

std::optional<Metadata> read_metadata(std::string_view text) {
  const auto json = object(text);
  if (!json) return std::nullopt;
  Metadata metadata;
  metadata.token_endpoint_auth_methods = {"client_secret_basic"};
  std::vector<std::string> methods;
  const bool is_read =
      read(*json, "issuer", metadata.issuer) &&
      read(*json, "authorization_endpoint", metadata.authorization_endpoint) &&
      read(*json, "token_endpoint", metadata.token_endpoint) && read(*json, "jwks_uri", metadata.jwks_uri) &&
      read(*json, "end_session_endpoint", metadata.end_session_endpoint) &&
      read(*json, "token_endpoint_auth_methods_supported", metadata.token_endpoint_auth_methods) &&
      read(*json, "response_types_supported", metadata.response_types) &&
      read(*json, "code_challenge_methods_supported", methods) &&
      read(*json, "authorization_response_iss_parameter_supported", metadata.says_iss);
  if (!is_read) return std::nullopt;
  if (json->contains("code_challenge_methods_supported"))
    metadata.code_challenge_methods = std::move(methods);
  return metadata;
}

std::optional<TokenAnswer> read_token_answer(std::string_view text) {
  const auto json = object(text);
  TokenAnswer answer;
  if (!json || !read(*json, "id_token", answer.id_token) || !read(*json, "error", answer.error))
    return std::nullopt;
  return answer;
}

std::optional<IdToken> read_id_token(std::string_view text) {
  const auto json = object(text);
  if (!json) return std::nullopt;
  IdToken token;
  // "aud" is one text or a list of them.
  const auto aud = json->find("aud");
  if (aud != json->end() && aud->is_string())
    token.aud.push_back(aud->get<std::string>());
  else if (!read(*json, "aud", token.aud))
    return std::nullopt;
  const bool is_read = read(*json, "iss", token.iss) && read(*json, "sub", token.sub) &&
                       read(*json, "azp", token.azp) && read(*json, "nonce", token.nonce) &&
                       read(*json, "acr", token.acr) && read(*json, "amr", token.amr) &&
                       read(*json, "exp", token.exp) && read(*json, "iat", token.iat) &&
                       read(*json, "nbf", token.nbf) && read(*json, "auth_time", token.auth_time);
  if (!is_read) return std::nullopt;
  token.has_azp = json->contains("azp");
  // What is only told about the person must not keep them out: of another kind, it is as not said.
  if (!read(*json, "email", token.email)) token.email.clear();
  if (!read(*json, "email_verified", token.email_verified)) token.email_verified = false;
  if (!read(*json, "name", token.name)) token.name.clear();
  drop_if_strange(token.email, 254);
  drop_if_strange(token.name, 200);
  return token;
}

}  // namespace parvis::oidc

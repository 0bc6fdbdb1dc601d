#include "platform/crypto/jws.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "platform/crypto/crypto.hpp"
#include "platform/crypto/public_keys.hpp"
#include "platform/crypto/strict_json.hpp"

namespace parvis::crypto {
namespace {

struct TokenHeader {
  JwsAlgorithm algorithm;
  std::optional<std::string> kid;
};

std::optional<JwsAlgorithm> algorithm_named(const nlohmann::json& name) {
  if (name == "RS256") return JwsAlgorithm::rs256;
  if (name == "PS256") return JwsAlgorithm::ps256;
  if (name == "ES256") return JwsAlgorithm::es256;
  return std::nullopt;
}

Result<TokenHeader, JwsRefusal> read_header(std::string_view text, const std::vector<JwsAlgorithm>& allowed) {
  if (!is_strict_json(text)) return no(JwsRefusal::malformed);
  const auto header = nlohmann::json::parse(text, nullptr, false);
  if (!header.is_object()) return no(JwsRefusal::malformed);
  for (const char* name : {"jwk", "jku", "x5c", "x5u", "crit", "b64"})
    if (header.contains(name)) return no(JwsRefusal::forbidden_header);
  const auto alg = header.find("alg");
  const auto algorithm = alg == header.end() ? std::nullopt : algorithm_named(*alg);
  if (!algorithm || std::find(allowed.begin(), allowed.end(), *algorithm) == allowed.end())
    return no(JwsRefusal::algorithm_not_allowed);
  const auto kid = header.find("kid");
  if (kid == header.end()) return TokenHeader{*algorithm, std::nullopt};
  if (!kid->is_string()) return no(JwsRefusal::malformed);
  return TokenHeader{*algorithm, kid->get<std::string>()};
}

bool is_strict_object(std::string_view text) {
  const auto start = text.find_first_not_of(" \t\r\n");
  return start != std::string_view::npos && text[start] == '{' && is_strict_json(text);
}

}  // namespace

std::string_view name_of(JwsRefusal refusal) {
  switch (refusal) {
    case JwsRefusal::too_long: return "too_long";
    case JwsRefusal::malformed: return "malformed";
    case JwsRefusal::forbidden_header: return "forbidden_header";
    case JwsRefusal::algorithm_not_allowed: return "algorithm_not_allowed";
    case JwsRefusal::unknown_key: return "unknown_key";
    case JwsRefusal::ambiguous_key: return "ambiguous_key";
    case JwsRefusal::bad_signature: return "bad_signature";
  }
  return {};
}

Result<Jws, JwsRefusal> verify_jws(std::string_view token, const PublicKeys& keys,
                                   const std::vector<JwsAlgorithm>& allowed) {
  if (token.size() > most_token_bytes) return no(JwsRefusal::too_long);
  const auto first = token.find('.'), second = token.find('.', first + 1);
  // A dot more would stand in the signature, where base64url refuses it.
  if (first == std::string_view::npos || second == std::string_view::npos) return no(JwsRefusal::malformed);
  auto header = from_base64url(token.substr(0, first));
  auto payload = from_base64url(token.substr(first + 1, second - first - 1));
  const auto signature = from_base64url(token.substr(second + 1));
  if (!header || !payload || !signature) return no(JwsRefusal::malformed);
  PARVIS_TRY(const auto said, read_header(*header, allowed));
  PARVIS_TRY(const bool is_signed,
             KeySearch::is_signed(keys, said.kid, said.algorithm, token.substr(0, second), *signature));
  if (!is_signed) return no(JwsRefusal::bad_signature);
  if (!is_strict_object(*payload)) return no(JwsRefusal::malformed);
  return Jws{*std::move(header), *std::move(payload)};
}

}  // namespace parvis::crypto

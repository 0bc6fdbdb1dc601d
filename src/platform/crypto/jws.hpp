/// Whether a sign-in provider really said this: signed tokens (JWS, RFC 7515, compact form) checked with the keys that
/// it publishes (JWKS, RFC 7517). Only public-key signatures: RS256, PS256, ES256.
///
///   PARVIS_TRY(const auto keys, PublicKeys::read(answer_from_jwks_uri));
///   auto token = verify_jws(id_token, keys, {JwsAlgorithm::rs256});
///   if (!token && token.error() == JwsRefusal::unknown_key) …            // the provider may have rotated: fetch anew, once
///   token->payload                                                        // JSON; issuer, audience, nonce, times: yours
///
/// What makes forged tokens fail (RFC 8725): the token never decides how it is checked. Its `alg` must be among the
/// caller's and fit the key; `none` and HS256 do not exist here. Its `kid` is only compared. A header that brings keys
/// or their addresses along (`jwk`, `jku`, `x5c`, `x5u`) or asks for extensions (`crit`, `b64`) is refused. No JSON with
/// two members of one name, no second spelling in base64url, no more than 16 KiB.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.hpp"

namespace parvis::crypto {

enum class JwsAlgorithm {
  rs256,  ///< RSA PKCS #1 v1.5 with SHA-256, keys of 2048 bits or more
  ps256,  ///< RSA-PSS with SHA-256, salt of 32 bytes
  es256,  ///< ECDSA on P-256 with SHA-256
};

inline constexpr std::size_t most_token_bytes = 16 * 1024, most_key_set_bytes = 256 * 1024, most_keys = 100;

enum class JwsRefusal {
  too_long,          ///< more than 16 KiB
  malformed,         ///< not three parts of strict base64url, of which the first two are strict JSON objects
  forbidden_header,  ///< jwk, jku, x5c, x5u, crit, b64
  algorithm_not_allowed,  ///< missing, not among the caller's, or none that is known here
  unknown_key,            ///< no key with this `kid` that fits the algorithm; without `kid`: none that fits
  ambiguous_key,          ///< more than one key fits
  bad_signature,
};
/// For logs and tests: the enumerator's name.
std::string_view name_of(JwsRefusal refusal);

enum class KeySetRefusal {
  too_long,   ///< more than 256 KiB, or more than 100 keys
  malformed,  ///< not strict JSON, or without a list of keys
};

/// The provider's keys that can check a signature. Keys of other kinds, for other uses (`use`, `key_ops`), too short
/// (RSA under 2048 bits) or too long (over 8192), off their curve, secret (`oct`) or published with their private half
/// are passed over: providers may publish what is not meant for us.
class PublicKeys {
 public:
  [[nodiscard]] static Result<PublicKeys, KeySetRefusal> read(std::string_view jwks);
  /// How many can be used.
  std::size_t size() const;

 private:
  struct One;
  friend struct KeySearch;
  PublicKeys() = default;
  std::shared_ptr<const std::vector<One>> keys_;
};

struct Jws {
  std::string header, payload;  ///< strict JSON objects (strict_json.hpp)
};

/// Only what this returns has been said by the provider. Nothing of a refused token is to be believed or logged.
[[nodiscard]] Result<Jws, JwsRefusal> verify_jws(std::string_view token, const PublicKeys& keys,
                                                 const std::vector<JwsAlgorithm>& allowed);

}  // namespace parvis::crypto

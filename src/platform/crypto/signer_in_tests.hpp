/// A sign-in provider for tests: makes keys, publishes them, signs tokens. Also wrong ones, when asked.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace parvis::crypto {

class Signer {
 public:
  enum class Kind { rsa_1024, rsa_2048, p256, p384 };
  explicit Signer(Kind kind);

  /// Members of the published key, without braces: "kty":"RSA","n":…,"e":…
  std::string jwk() const;
  /// The bytes of the signature as JOSE writes it: `alg` is RS256, PS256 or ES256.
  std::string sign(std::string_view alg, std::string_view bytes) const;
  /// header.payload.signature
  std::string token(std::string_view alg, std::string_view header, std::string_view payload) const;

 private:
  std::shared_ptr<void> key_;
  Kind kind_;
};

/// What an attacker signs with, who takes a public key for a shared secret: HMAC-SHA256.
std::string hs256_token(std::string_view secret, std::string_view header, std::string_view payload);

}  // namespace parvis::crypto

#include "platform/crypto/signer_in_tests.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>

#include "platform/base/assert.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::crypto {
namespace {

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string number_of(EVP_PKEY* key, const char* name, int size) {
  BIGNUM* number = nullptr;
  PARVIS_ASSERT(EVP_PKEY_get_bn_param(key, name, &number) == 1);
  std::string bytes(static_cast<std::size_t>(size > 0 ? size : BN_num_bytes(number)), '\0');
  BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  BN_free(number);
  return base64url(bytes);
}

std::string side_by_side(std::string_view der) {
  const unsigned char* at = raw(der);
  ECDSA_SIG* pair = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
  PARVIS_ASSERT(pair != nullptr);
  std::string bytes(64, '\0');
  BN_bn2binpad(ECDSA_SIG_get0_r(pair), reinterpret_cast<unsigned char*>(bytes.data()), 32);
  BN_bn2binpad(ECDSA_SIG_get0_s(pair), reinterpret_cast<unsigned char*>(bytes.data()) + 32, 32);
  ECDSA_SIG_free(pair);
  return bytes;
}

}  // namespace

Signer::Signer(Kind kind) : kind_(kind) {
  EVP_PKEY* key = nullptr;
  switch (kind) {
    case Kind::rsa_1024: key = EVP_RSA_gen(1024); break;
    case Kind::rsa_2048: key = EVP_RSA_gen(2048); break;
    case Kind::p256: key = EVP_EC_gen("P-256"); break;
    case Kind::p384: key = EVP_EC_gen("P-384"); break;
  }
  PARVIS_ASSERT(key != nullptr);
  key_ = std::shared_ptr<void>(key, [](void* it) { EVP_PKEY_free(static_cast<EVP_PKEY*>(it)); });
}

std::string Signer::jwk() const {
  auto* key = static_cast<EVP_PKEY*>(key_.get());
  if (kind_ == Kind::rsa_1024 || kind_ == Kind::rsa_2048)
    return R"("kty":"RSA","n":")" + number_of(key, OSSL_PKEY_PARAM_RSA_N, 0) + R"(","e":")" +
           number_of(key, OSSL_PKEY_PARAM_RSA_E, 0) + '"';
  const int size = kind_ == Kind::p256 ? 32 : 48;
  return std::string(R"("kty":"EC","crv":")") + (kind_ == Kind::p256 ? "P-256" : "P-384") + R"(","x":")" +
         number_of(key, OSSL_PKEY_PARAM_EC_PUB_X, size) + R"(","y":")" +
         number_of(key, OSSL_PKEY_PARAM_EC_PUB_Y, size) + '"';
}

std::string Signer::sign(std::string_view alg, std::string_view bytes) const {
  EVP_MD_CTX* signing = EVP_MD_CTX_new();
  EVP_PKEY_CTX* settings = nullptr;
  PARVIS_ASSERT(
      EVP_DigestSignInit(signing, &settings, EVP_sha256(), nullptr, static_cast<EVP_PKEY*>(key_.get())) == 1);
  if (alg == "PS256") {
    EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING);
    EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, RSA_PSS_SALTLEN_DIGEST);
  }
  std::size_t size = 0;
  PARVIS_ASSERT(EVP_DigestSign(signing, nullptr, &size, raw(bytes), bytes.size()) == 1);
  std::string signature(size, '\0');
  PARVIS_ASSERT(EVP_DigestSign(signing, reinterpret_cast<unsigned char*>(signature.data()), &size, raw(bytes),
                               bytes.size()) == 1);
  EVP_MD_CTX_free(signing);
  signature.resize(size);
  return alg == "ES256" ? side_by_side(signature) : signature;
}

std::string Signer::token(std::string_view alg, std::string_view header, std::string_view payload) const {
  const std::string bytes = base64url(header) + '.' + base64url(payload);
  return bytes + '.' + base64url(sign(alg, bytes));
}

std::string hs256_token(std::string_view secret, std::string_view header, std::string_view payload) {
  const std::string bytes = base64url(header) + '.' + base64url(payload);
  std::string hash(32, '\0');
  PARVIS_ASSERT(HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), raw(bytes), bytes.size(),
                     reinterpret_cast<unsigned char*>(hash.data()), nullptr) != nullptr);
  return bytes + '.' + base64url(hash);
}

}  // namespace parvis::crypto

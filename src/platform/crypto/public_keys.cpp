#include "platform/crypto/public_keys.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "platform/base/assert.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/crypto/sodium_start.hpp"
#include "platform/crypto/strict_json.hpp"

namespace parvis::crypto {
namespace {

using Json = nlohmann::json;

template <auto free>
struct FreedBy {
  template <class T>
  void operator()(T* it) const {
    free(it);
  }
};
using Number = std::unique_ptr<BIGNUM, FreedBy<BN_free>>;
using PublicKey = std::shared_ptr<EVP_PKEY>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, FreedBy<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, FreedBy<EVP_MD_CTX_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, FreedBy<OSSL_PARAM_free>>;
using ParameterBuilder = std::unique_ptr<OSSL_PARAM_BLD, FreedBy<OSSL_PARAM_BLD_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, FreedBy<ECDSA_SIG_free>>;

constexpr int fewest_rsa_bits = 2048, most_rsa_bits = 8192;
constexpr std::size_t p256_bytes = 32;

/// A member that is text; nothing when it is missing or something else.
std::optional<std::string> text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

std::optional<std::string> bytes_in(const Json& object, const char* name) {
  const auto text = text_of(object, name);
  return text ? from_base64url(*text) : std::nullopt;
}

Number number_from(std::string_view bytes) {
  return Number(BN_bin2bn(bytes_of(bytes.data()), static_cast<int>(bytes.size()), nullptr));
}

PublicKey key_from_parameters(const char* kind, OSSL_PARAM_BLD* builder) {
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
  const KeyContext making(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
  EVP_PKEY* made = nullptr;
  if (!parameters || !making || EVP_PKEY_fromdata_init(making.get()) != 1 ||
      EVP_PKEY_fromdata(making.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
    return nullptr;
  PublicKey key(made, &EVP_PKEY_free);
  const KeyContext checking(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
  return checking && EVP_PKEY_public_check_quick(checking.get()) == 1 ? key : nullptr;
}

PublicKey rsa_key(const Json& jwk) {
  const auto modulus = bytes_in(jwk, "n"), exponent = bytes_in(jwk, "e");
  // An exponent over four bytes would only make each check slow.
  if (!modulus || !exponent || modulus->size() > most_rsa_bits / 8 || exponent->size() > 4) return nullptr;
  const Number n = number_from(*modulus), e = number_from(*exponent);
  if (!n || !e || BN_num_bits(n.get()) < fewest_rsa_bits || !BN_is_odd(n.get()) || !BN_is_odd(e.get()) ||
      BN_is_one(e.get()))
    return nullptr;
  const ParameterBuilder builder(OSSL_PARAM_BLD_new());
  if (!builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
    return nullptr;
  return key_from_parameters("RSA", builder.get());
}

PublicKey p256_key(const Json& jwk) {
  const auto x = bytes_in(jwk, "x"), y = bytes_in(jwk, "y");
  if (text_of(jwk, "crv") != "P-256" || !x || !y || x->size() != p256_bytes || y->size() != p256_bytes)
    return nullptr;
  const std::string point = "\x04" + *x + *y;
  const ParameterBuilder builder(OSSL_PARAM_BLD_new());
  if (!builder ||
      OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) !=
          1)
    return nullptr;
  return key_from_parameters("EC", builder.get());
}

/// Whether the provider says that this key checks signatures, or says nothing of it.
bool is_for_signatures(const Json& jwk) {
  if (jwk.contains("use") && text_of(jwk, "use") != "sig") return false;
  const auto ends = jwk.find("key_ops");
  return ends == jwk.end() ||
         (ends->is_array() && std::find(ends->begin(), ends->end(), Json("verify")) != ends->end());
}

/// JOSE writes two numbers side by side, OpenSSL reads them in DER.
std::string in_der(std::string_view signature) {
  if (signature.size() != 2 * p256_bytes) return {};
  const EcSignature pair(ECDSA_SIG_new());
  Number r = number_from(signature.substr(0, p256_bytes)), s = number_from(signature.substr(p256_bytes));
  if (!pair || !r || !s || ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) return {};
  static_cast<void>(r.release());  // the pair owns them now
  static_cast<void>(s.release());
  unsigned char* bytes = nullptr;
  const int size = i2d_ECDSA_SIG(pair.get(), &bytes);
  if (size <= 0) return {};
  std::string der(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  return der;
}

bool has_signed(EVP_PKEY* key, JwsAlgorithm algorithm, std::string_view bytes, std::string_view signature) {
  std::string der;
  if (algorithm == JwsAlgorithm::es256) {
    der = in_der(signature);
    if (der.empty()) return false;
    signature = der;
  }
  const DigestContext checking(EVP_MD_CTX_new());
  EVP_PKEY_CTX* settings = nullptr;  // belongs to `checking`
  if (!checking || EVP_DigestVerifyInit(checking.get(), &settings, EVP_sha256(), nullptr, key) != 1)
    return false;
  if (algorithm == JwsAlgorithm::rs256 && EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PADDING) != 1)
    return false;
  if (algorithm == JwsAlgorithm::ps256 &&
      (EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING) != 1 ||
       EVP_PKEY_CTX_set_rsa_mgf1_md(settings, EVP_sha256()) != 1 ||
       EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, RSA_PSS_SALTLEN_DIGEST) != 1))
    return false;
  return EVP_DigestVerify(checking.get(), bytes_of(signature.data()), signature.size(),
                          bytes_of(bytes.data()), bytes.size()) == 1;
}

std::string_view jose_name(JwsAlgorithm algorithm) {
  switch (algorithm) {
    case JwsAlgorithm::rs256: return "RS256";
    case JwsAlgorithm::ps256: return "PS256";
    case JwsAlgorithm::es256: return "ES256";
  }
  return {};
}

}  // namespace

struct PublicKeys::One {
  std::optional<std::string> kid, alg;
  bool is_rsa = false;
  PublicKey key;

  bool fits(const std::optional<std::string>& wanted_kid, JwsAlgorithm algorithm) const {
    return (!wanted_kid || wanted_kid == kid) && (!alg || *alg == jose_name(algorithm)) &&
           is_rsa == (algorithm != JwsAlgorithm::es256);
  }
};

Result<PublicKeys, KeySetRefusal> PublicKeys::read(std::string_view jwks) {
  if (jwks.size() > most_key_set_bytes) return no(KeySetRefusal::too_long);
  if (!is_strict_json(jwks)) return no(KeySetRefusal::malformed);
  const Json set = Json::parse(jwks, nullptr, false);
  if (!set.is_object()) return no(KeySetRefusal::malformed);
  const auto list = set.find("keys");
  if (list == set.end() || !list->is_array()) return no(KeySetRefusal::malformed);
  if (list->size() > most_keys) return no(KeySetRefusal::too_long);

  auto keys = std::make_shared<std::vector<One>>();
  for (const Json& jwk : *list) {
    if (!jwk.is_object() || jwk.contains("d") || !is_for_signatures(jwk)) continue;
    const bool has_odd_names =
        (jwk.contains("kid") && !text_of(jwk, "kid")) || (jwk.contains("alg") && !text_of(jwk, "alg"));
    if (has_odd_names) continue;
    One one{text_of(jwk, "kid"), text_of(jwk, "alg"), text_of(jwk, "kty") == "RSA", nullptr};
    one.key = one.is_rsa ? rsa_key(jwk) : text_of(jwk, "kty") == "EC" ? p256_key(jwk) : nullptr;
    if (one.key) keys->push_back(std::move(one));
  }
  ERR_clear_error();
  PublicKeys read;
  read.keys_ = std::move(keys);
  return read;
}

std::size_t PublicKeys::size() const {
  return keys_->size();
}

Result<bool, JwsRefusal> KeySearch::is_signed(const PublicKeys& keys, const std::optional<std::string>& kid,
                                              JwsAlgorithm algorithm, std::string_view bytes,
                                              std::string_view signature) {
  const PublicKeys::One* fitting = nullptr;
  for (const auto& one : *keys.keys_) {
    if (!one.fits(kid, algorithm)) continue;
    if (fitting != nullptr) return no(JwsRefusal::ambiguous_key);
    fitting = &one;
  }
  if (fitting == nullptr) return no(JwsRefusal::unknown_key);
  const bool is_true = has_signed(fitting->key.get(), algorithm, bytes, signature);
  ERR_clear_error();  // what OpenSSL thought of a bad one must not be met by the next who asks
  return is_true;
}

}  // namespace parvis::crypto

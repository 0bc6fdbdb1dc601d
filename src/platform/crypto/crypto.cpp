#include "platform/crypto/crypto.hpp"

#include <sodium.h>

#include <array>

#include "platform/base/assert.hpp"

namespace parvis::crypto {
namespace {

void start() {
  static const int started = sodium_init();
  PARVIS_ASSERT(started >= 0);
}

}  // namespace

std::string sha256_base64(std::string_view bytes) {
  start();
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash;
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  std::string text(sodium_base64_ENCODED_LEN(hash.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), hash.data(), hash.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the closing zero
  return text;
}

std::string random_key() {
  start();
  std::array<unsigned char, 16> key;
  randombytes_buf(key.data(), key.size());
  std::string text(key.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), key.data(), key.size());
  text.pop_back();
  return text;
}

bool is_same_secret(std::string_view first, std::string_view second) {
  return first.size() == second.size() && sodium_memcmp(first.data(), second.data(), first.size()) == 0;
}

}  // namespace parvis::crypto

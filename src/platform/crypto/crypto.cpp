#include "platform/crypto/crypto.hpp"

#include <sodium.h>

#include "platform/base/assert.hpp"
#include "platform/crypto/sodium_start.hpp"

namespace parvis::crypto {
namespace {

std::string in_base64(std::string_view bytes, int variant) {
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(bytes.data()), bytes.size(), variant);
  text.pop_back();  // the closing zero
  return text;
}

std::optional<std::string> out_of_base64(std::string_view text, int variant) {
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  const int fault = sodium_base642bin(bytes_of(bytes.data()), bytes.size(), text.data(), text.size(), nullptr,
                                      &length, &end, variant);
  if (fault != 0 || end != text.data() + text.size()) return std::nullopt;
  bytes.resize(length);
  return bytes;
}

std::string sha256(std::string_view bytes) {
  start_sodium();
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(bytes_of(hash.data()), bytes_of(bytes.data()), bytes.size());
  return hash;
}

}  // namespace

void start_sodium() {
  static const int started = sodium_init();
  PARVIS_ASSERT(started >= 0);
}

std::string sha256_base64(std::string_view bytes) {
  return base64(sha256(bytes));
}

std::string sha256_hex(std::string_view bytes) {
  return hex(sha256(bytes));
}

std::string plain_hash(std::string_view bytes) {
  start_sodium();
  std::string hash(32, '\0');
  crypto_generichash(bytes_of(hash.data()), hash.size(), bytes_of(bytes.data()), bytes.size(), nullptr, 0);
  return hash;
}

std::string random_key() {
  return hex(random_bytes(16));
}

std::string random_bytes(std::size_t count) {
  start_sodium();
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::int64_t random_id() {
  start_sodium();
  std::uint64_t id = 0;
  while (id == 0) {
    randombytes_buf(&id, sizeof id);
    id >>= 1;
  }
  return static_cast<std::int64_t>(id);
}

bool is_same_secret(std::string_view first, std::string_view second) {
  return first.size() == second.size() && sodium_memcmp(first.data(), second.data(), first.size()) == 0;
}

void wipe(std::string& secret) {
  secret.resize(secret.capacity());  // a string that was once longer keeps its end behind the shown one
  sodium_memzero(secret.data(), secret.size());
  secret.clear();
}

std::string base64(std::string_view bytes) {
  return in_base64(bytes, sodium_base64_VARIANT_ORIGINAL);
}
std::optional<std::string> from_base64(std::string_view text) {
  return out_of_base64(text, sodium_base64_VARIANT_ORIGINAL);
}
std::string base64url(std::string_view bytes) {
  return in_base64(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}
std::optional<std::string> from_base64url(std::string_view text) {
  return out_of_base64(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::string hex(std::string_view bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes_of(bytes.data()), bytes.size());
  text.pop_back();
  return text;
}

std::optional<std::string> from_hex(std::string_view text) {
  if (text.find_first_not_of("0123456789abcdef") != std::string_view::npos) return std::nullopt;
  std::string bytes(text.size() / 2, '\0');
  std::size_t length = 0;
  if (text.size() % 2 != 0 || sodium_hex2bin(bytes_of(bytes.data()), bytes.size(), text.data(), text.size(),
                                             nullptr, &length, nullptr) != 0)
    return std::nullopt;
  return bytes;
}

Key Key::random() {
  start_sodium();
  Key key;
  randombytes_buf(key.bytes_.data(), size);
  return key;
}

std::optional<Key> Key::from(std::string_view bytes) {
  if (bytes.size() != size) return std::nullopt;
  Key key;
  bytes.copy(reinterpret_cast<char*>(key.bytes_.data()), size);
  return key;
}

Key::~Key() {
  sodium_memzero(bytes_.data(), size);
}

Key Key::for_purpose(std::string_view purpose) const {
  start_sodium();
  Key key;
  crypto_generichash(key.bytes_.data(), size, bytes_of(purpose.data()), purpose.size(), data(), size);
  return key;
}

std::string keyed_hash(const Key& key, std::string_view text) {
  start_sodium();
  std::string hash(32, '\0');
  crypto_generichash(bytes_of(hash.data()), hash.size(), bytes_of(text.data()), text.size(), key.data(),
                     Key::size);
  return hash;
}

}  // namespace parvis::crypto

#include "platform/crypto/totp.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

#include "platform/base/assert.hpp"
#include "platform/crypto/codes.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::crypto {
namespace {

constexpr std::string_view base32_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// RFC 3986: all but the unreserved.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          c == '-' || c == '.' || c == '_' || c == '~';
    if (is_plain)
      out.push_back(c);
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace

std::string new_totp_secret() {
  return random_bytes(totp_secret_bytes);
}

std::string base32(std::string_view bytes) {
  std::string text;
  unsigned held = 0;
  int bits = 0;
  for (const char byte : bytes) {
    held = held << 8 | static_cast<unsigned char>(byte);
    for (bits += 8; bits >= 5; bits -= 5) text.push_back(base32_alphabet[held >> (bits - 5) & 31]);
  }
  if (bits > 0) text.push_back(base32_alphabet[held << (5 - bits) & 31]);
  return text;
}

std::optional<std::string> from_base32(std::string_view text) {
  std::string bytes;
  unsigned held = 0;
  int bits = 0;
  for (char c : text) {
    if (c == ' ' || c == '-') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    const auto value = base32_alphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    held = held << 5 | static_cast<unsigned>(value);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push_back(static_cast<char>(held >> bits & 255));
  }
  if (bits >= 5 || (held & ((1u << bits) - 1)) != 0) return std::nullopt;
  return bytes;
}

std::string totp_code(std::string_view secret, std::int64_t step) {
  std::array<unsigned char, 8> counter;
  for (std::size_t i = 0; i < counter.size(); ++i)
    counter[i] = static_cast<unsigned char>(step >> (56 - 8 * i));
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash;
  unsigned length = 0;
  PARVIS_ASSERT(HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(),
                     counter.size(), hash.data(), &length) != nullptr);
  const std::size_t at = hash[length - 1] & 15;  // RFC 4226, 5.3: the hash itself says which four bytes count
  const unsigned number = (hash[at] & 127u) << 24 | hash[at + 1] << 16 | hash[at + 2] << 8 | hash[at + 3];
  return fmt::format("{:06}", number % 1'000'000);
}

std::optional<std::int64_t> accepted_totp_step(std::string_view secret, std::string_view given,
                                               std::int64_t now_s, std::int64_t last_step) {
  if (given.size() > 100) return std::nullopt;
  const auto digits = plain_digits_and_letters(given);
  const std::int64_t now = now_s / totp_step_s;
  std::optional<std::int64_t> accepted;
  for (std::int64_t step = now + 1; step >= std::max<std::int64_t>(now - 1, 0); --step)
    if (is_same_secret(digits, totp_code(secret, step)) && step > last_step) accepted = step;
  return accepted;
}

std::string totp_uri(std::string_view issuer, std::string_view account, std::string_view secret) {
  return fmt::format("otpauth://totp/{}:{}?secret={}&issuer={}&algorithm=SHA1&digits=6&period={}",
                     escaped(issuer), escaped(account), base32(secret), escaped(issuer), totp_step_s);
}

}  // namespace parvis::crypto

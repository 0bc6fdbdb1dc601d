/// Hashes, chance and the spellings of bytes, from libsodium.
///
///   const auto id = crypto::random_id();                          // a row's id: says nothing about how many there are
///   const auto cookie = crypto::base64url(crypto::random_bytes(16));
///
/// Bytes travel in std::string. What may not stay in memory is wiped by its holder: `Key` does it by itself, for
/// a string there is `wipe`. More in this folder: keyring.hpp (what the database hides), password.hpp, totp.hpp and
/// codes.hpp (sign-in), jws.hpp (what a sign-in provider says), qr.hpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parvis::crypto {

/// SHA-256 in base64, as a content security policy names a style sheet: 'sha256-…'.
std::string sha256_base64(std::string_view bytes);
/// SHA-256 as 64 hex digits: what `sha256sum` prints, for whatever somebody else shall be able to compute.
std::string sha256_hex(std::string_view bytes);
/// 32 bytes: BLAKE2b without a key, for what is no secret (a row's place in a chain, a file's fingerprint). Whatever
/// could be guessed (an identity number, a code) goes through Keyring::keyed_hash instead.
std::string plain_hash(std::string_view bytes);

/// 128 random bits, as 32 hex digits.
std::string random_key();
std::string random_bytes(std::size_t count);
/// From 1 to 2^63 - 1, never 0. Two of a billion are the same with a chance of about one in twenty: an id is still
/// guarded by a key in the table, and whoever meets a taken one draws again.
std::int64_t random_id();

/// Whether both are the same, in a time that does not tell where they differ.
bool is_same_secret(std::string_view first, std::string_view second);
/// Overwrites the bytes, in a way that no compiler leaves out, and empties the string.
void wipe(std::string& secret);

/// RFC 4648. Reading is strict: one spelling for each value. No blanks, no other alphabet, no bits left over; padding
/// where it belongs (base64) or nowhere (base64url); hex in small letters.
std::string base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);
std::string base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);
std::string hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);

/// 32 secret bytes that overwrite themselves when they are no longer needed.
class Key {
 public:
  static constexpr std::size_t size = 32;

  static Key random();
  /// Nothing unless there are exactly 32 bytes.
  static std::optional<Key> from(std::string_view bytes);
  Key(const Key&) = default;
  Key& operator=(const Key&) = default;
  ~Key();

  /// A key of its own for one purpose: keyed BLAKE2b of the purpose. The same each time; from it neither this key nor
  /// that of another purpose can be found.
  Key for_purpose(std::string_view purpose) const;
  const unsigned char* data() const { return bytes_.data(); }
  std::string_view bytes() const { return {reinterpret_cast<const char*>(bytes_.data()), size}; }

 private:
  Key() = default;
  std::array<unsigned char, size> bytes_{};
};

/// 32 bytes: BLAKE2b of the text under the key.
std::string keyed_hash(const Key& key, std::string_view text);

}  // namespace parvis::crypto

#include "platform/crypto/keyring.hpp"

#include <sodium.h>

#include <algorithm>
#include <limits>

#include "platform/base/assert.hpp"
#include "platform/crypto/key_file.hpp"
#include "platform/crypto/sodium_start.hpp"

namespace parvis::crypto {
namespace {

// A sealed cell: this byte, the key's id (big end first), the nonce, the hidden bytes with their tag. The first two
// are covered by the tag as well.
constexpr char cell_version = 1;
constexpr std::size_t id_at = 1, nonce_at = 5,
                      hidden_at = nonce_at + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
static_assert(hidden_at + crypto_aead_xchacha20poly1305_ietf_ABYTES == Keyring::seal_overhead);
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == Key::size);

std::string guarded_with(std::string_view sealed, std::string_view bound_to) {
  return std::string(sealed.substr(0, nonce_at)).append(bound_to);
}

}  // namespace

Keyring Keyring::with_new_key(Date day) const {
  PARVIS_ASSERT(sealing_.back().id < std::numeric_limits<KeyId>::max());
  Keyring next = *this;
  next.active_ = sealing_.back().id + 1;
  next.sealing_.push_back({next.active_, day, Key::random()});
  return next;
}

Result<Keyring, KeyFault> Keyring::without(KeyId id) const {
  if (find(id) == nullptr)
    return no(
        KeyFault{KeyFault::Kind::unknown_key,
                 say("There is no key {id} in the key file.").with("id", static_cast<std::int64_t>(id))});
  if (id == active_)
    return no(KeyFault{KeyFault::Kind::still_active,
                       say("Key {id} is the one in use. Make a new key first, then this one can go.")
                           .with("id", static_cast<std::int64_t>(id))});
  Keyring next = *this;
  std::erase_if(next.sealing_, [&](const SealingKey& key) { return key.id == id; });
  return next;
}

std::vector<Keyring::Line> Keyring::lines() const {
  std::vector<Line> lines;
  for (const SealingKey& key : sealing_) lines.push_back({key.id, key.made_on, key.id == active_});
  return lines;
}

const Keyring::SealingKey* Keyring::find(KeyId id) const {
  const auto found =
      std::find_if(sealing_.begin(), sealing_.end(), [&](const SealingKey& key) { return key.id == id; });
  return found == sealing_.end() ? nullptr : &*found;
}

std::string Keyring::seal(std::string_view plain, std::string_view bound_to) const {
  const Key key = active().key.for_purpose("seal");
  std::string sealed(plain.size() + seal_overhead, '\0');
  sealed[0] = cell_version;
  for (std::size_t i = 0; i < 4; ++i) sealed[id_at + i] = static_cast<char>(active_ >> (24 - 8 * i));
  unsigned char* nonce = bytes_of(sealed.data()) + nonce_at;
  randombytes_buf(nonce, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
  const auto guarded = guarded_with(sealed, bound_to);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(sealed.data()) + hidden_at, nullptr,
                                             bytes_of(plain.data()), plain.size(), bytes_of(guarded.data()),
                                             guarded.size(), nullptr, nonce, key.data());
  return sealed;
}

Result<std::string, OpenFault> Keyring::open(std::string_view sealed, std::string_view bound_to) const {
  const auto id = key_of(sealed);
  if (!id) return no(OpenFault::not_sealed);
  const SealingKey* sealing = find(*id);
  if (sealing == nullptr) return no(OpenFault::unknown_key);
  const Key key = sealing->key.for_purpose("seal");
  const auto guarded = guarded_with(sealed, bound_to);
  const auto hidden = sealed.substr(hidden_at);
  std::string plain(sealed.size() - seal_overhead, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          bytes_of(plain.data()), nullptr, nullptr, bytes_of(hidden.data()), hidden.size(),
          bytes_of(guarded.data()), guarded.size(), bytes_of(sealed.data()) + nonce_at, key.data()) != 0)
    return no(OpenFault::not_authentic);
  return plain;
}

std::optional<KeyId> Keyring::key_of(std::string_view sealed) {
  if (sealed.size() < seal_overhead || sealed[0] != cell_version) return std::nullopt;
  KeyId id = 0;
  for (const char byte : sealed.substr(id_at, 4)) id = id << 8 | static_cast<unsigned char>(byte);
  return id;
}

bool Keyring::is_behind(std::string_view sealed) const {
  return key_of(sealed) != active_;
}

std::string Keyring::keyed_hash(std::string_view purpose, std::string_view text) const {
  return crypto::keyed_hash(hash_key_.for_purpose(std::string("hash ").append(purpose)), text);
}

Keyring KeyFile::make(Date day) {
  Keyring keys(day, Key::random());
  keys.sealing_.push_back({1, day, Key::random()});
  keys.active_ = 1;
  return keys;
}

Result<Keyring, KeyFault> Keyring::create(const std::filesystem::path& path, Date day) {
  Keyring keys = KeyFile::make(day);
  std::string text = KeyFile::written(keys);
  keys.fingerprint_ = plain_hash(text);
  const auto written = write_secret_file(path, text, {});
  wipe(text);
  if (!written) return no(written.error());
  return keys;
}

Result<Keyring, KeyFault> Keyring::load(const std::filesystem::path& path) {
  PARVIS_TRY(std::string text, read_secret_file(path));
  auto keys = KeyFile::read(text);
  if (keys) keys->fingerprint_ = plain_hash(text);
  wipe(text);
  if (!keys)
    return no(
        KeyFault{KeyFault::Kind::not_a_key_file,
                 say("{file} is not a key file of this version of Parvis, or a slip was made in copying it. "
                     "Take the copy that you keep apart.")
                     .with("file", path.string())});
  return *std::move(keys);
}

Result<Keyring, KeyFault> Keyring::save(const std::filesystem::path& path) const {
  Keyring keys = *this;
  std::string text = KeyFile::written(keys);
  keys.fingerprint_ = plain_hash(text);
  const auto written = write_secret_file(path, text, fingerprint_);
  wipe(text);
  if (!written) return no(written.error());
  return keys;
}

}  // namespace parvis::crypto

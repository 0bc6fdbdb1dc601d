#include "platform/crypto/password.hpp"

#include <fmt/format.h>
#include <sodium.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "platform/base/assert.hpp"
#include "platform/base/fold.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/crypto/sodium_start.hpp"

namespace parvis::crypto {
namespace {

constexpr unsigned long long passes = 3;
constexpr std::size_t memory_bytes = std::size_t{64} * 1024 * 1024;
// A character is at most four bytes and NFKC makes at most eighteen characters of one; nothing real comes near.
constexpr std::size_t most_password_bytes = most_password_characters * 4 * 18;

/// A turn to use 64 MiB for a fifth of a second.
class Turn {
 public:
  Turn() {
    std::unique_lock lock(mutex());
    has_one_ = freed().wait_for(lock, std::chrono::seconds(5), [] { return running() < most(); });
    if (has_one_) ++running();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() {
    if (!has_one_) return;
    {
      const std::scoped_lock lock(mutex());
      --running();
    }
    freed().notify_one();
  }
  explicit operator bool() const { return has_one_; }

 private:
  static std::mutex& mutex() {
    static std::mutex it;
    return it;
  }
  static std::condition_variable& freed() {
    static std::condition_variable it;
    return it;
  }
  static unsigned& running() {
    static unsigned count = 0;
    return count;
  }
  static unsigned most() { return std::clamp(std::thread::hardware_concurrency(), 2u, 4u); }

  bool has_one_;
};

std::string in_one_form(std::string_view password) {
  // What is not text is hashed as it is: it can only have been set so.
  if (!is_utf8(password)) return std::string(password);
  UErrorCode code = U_ZERO_ERROR;
  const auto* nfkc = icu::Normalizer2::getNFKCInstance(code);
  PARVIS_ASSERT(U_SUCCESS(code));
  auto normal = nfkc->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(
                                    password.data(), static_cast<std::int32_t>(password.size()))),
                                code);
  PARVIS_ASSERT(U_SUCCESS(code));
  std::string form;
  normal.toUTF8String(form);
  return form;
}

/// Nobody's password: no password is known that gives a hash of only zeros.
const std::string& hash_of_nobody() {
  static const std::string hash =
      fmt::format("$argon2id$v=19$m={},t={},p=1${:A<22}${:A<43}", memory_bytes / 1024, passes, "", "");
  return hash;
}

}  // namespace

Result<std::string, PasswordFault> hash_password(std::string_view password) {
  PARVIS_ASSERT(password.size() <= most_password_bytes);
  start_sodium();
  const Turn turn;
  if (!turn) return no(PasswordFault::busy);
  std::string form = in_one_form(password);
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  const int fault = crypto_pwhash_str_alg(hash.data(), form.data(), form.size(), passes, memory_bytes,
                                          crypto_pwhash_ALG_ARGON2ID13);
  wipe(form);
  if (fault != 0) return no(PasswordFault::busy);
  hash.resize(hash.find('\0'));
  return hash;
}

Result<bool, PasswordFault> verify_password(std::string_view hash, std::string_view password) {
  if (password.size() > most_password_bytes) return false;
  start_sodium();
  const Turn turn;
  if (!turn) return no(PasswordFault::busy);
  std::string form = in_one_form(password);
  errno = 0;
  const int fault = crypto_pwhash_str_verify(std::string(hash).c_str(), form.data(), form.size());
  const bool is_short_of_memory = errno == ENOMEM;
  wipe(form);
  if (fault != 0 && is_short_of_memory) return no(PasswordFault::busy);
  return fault == 0;
}

Result<bool, PasswordFault> verify_nobody(std::string_view password) {
  const auto checked = verify_password(hash_of_nobody(), password);
  if (!checked) return no(checked.error());
  return false;
}

bool needs_rehash(std::string_view hash) {
  start_sodium();
  return crypto_pwhash_str_needs_rehash(std::string(hash).c_str(), passes, memory_bytes) != 0;
}

}  // namespace parvis::crypto

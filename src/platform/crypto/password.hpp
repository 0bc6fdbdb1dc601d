/// Passwords: which are taken, how they are kept, how they are checked.
///
///   if (auto refusal = judge(password, {email, name, city})) return refuse(describe(*refusal));
///   PARVIS_TRY(account.password_hash, hash_password(password));
///   …
///   PARVIS_TRY(bool is_right, account ? verify_password(account->password_hash, given) : verify_nobody(given));
///   if (is_right && needs_rehash(account->password_hash)) …             // hashed with older settings: hash it again
///
/// Kept as argon2id in libsodium's text form ("$argon2id$v=19$m=65536,t=3,p=1$…"), 64 MiB and 3 passes (RFC 9106's
/// second choice): about a fifth of a second. As each takes 64 MiB, no more run at once than there are cores, from two
/// to four; who waits longer than five seconds for a turn is told `busy`, and the page says: try again in a moment.
/// So throttle before, by account and address.
///
/// A password typed on another device is the same password: it is brought to one Unicode form (NFKC) first.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/message.hpp"
#include "platform/base/result.hpp"

namespace parvis::crypto {

enum class PasswordFault { busy };  ///< too many at once, or the machine has no memory left

[[nodiscard]] Result<std::string, PasswordFault> hash_password(std::string_view password);
[[nodiscard]] Result<bool, PasswordFault> verify_password(std::string_view hash, std::string_view password);
/// For an account that is not there or has no password: takes as long as a check, and says no.
[[nodiscard]] Result<bool, PasswordFault> verify_nobody(std::string_view password);
bool needs_rehash(std::string_view hash);

inline constexpr std::size_t fewest_password_characters = 12, most_password_characters = 256;

enum class PasswordRefusal {
  too_short,       ///< fewer than 12 characters (code points)
  too_long,        ///< more than 256
  holds_own_word,  ///< one of the words to avoid stands in it
  commonest,       ///< of the kinds that are guessed first
  leaked,          ///< stands in a list of those that have leaked elsewhere (leaked.hpp)
};
Message describe(PasswordRefusal refusal);

/// Why this password is not taken, or nothing. No rule asks for digits or signs (NIST SP 800-63B, ASVS 5.0 6.2):
/// length counts, and that it is not among the first that anyone would try.
///
/// `words_to_avoid` are the e-mail address, the person's name, the city, the service: a word of four letters or more
/// in them, or an address's part before the @, may not stand in the password. The commonest are known by their kinds
/// instead of by a long copied list: a password is one of them when it consists of little but common words (also
/// Swedish ones, names, months, clubs), years and other runs of digits, walks on the keyboard, the alphabet, and
/// repetition. Capitals, accents and letters written as digits or signs ("L0senord") make no difference.
std::optional<PasswordRefusal> judge(std::string_view password,
                                     const std::vector<std::string>& words_to_avoid);

}  // namespace parvis::crypto

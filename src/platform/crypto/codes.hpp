/// Codes that people carry on paper, in a mail or in the head: in Crockford's base32, which has no letters that look
/// like digits, and read with all the slips that he foresaw.
///
///   for (const std::string& code : recovery_codes())                     // shown once: "7KQ2M-VX0HD"
///     save(hash_of_code(keys, CodeKind::recovery, account.id, code));
///   …
///   if (auto hash = hash_of_code(keys, CodeKind::recovery, account.id, given)) …   // delete the row with this hash
///
/// Kept only as hashes under the key file's hash key: fifty bits could be found by trying if the hash were a plain one.
/// The hash names the account too, so that the same code of two accounts cannot be recognised. A code counts once, also
/// in a race: the row is deleted (or marked) by a statement that must change exactly one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/crypto/keyring.hpp"

namespace parvis::crypto {

enum class CodeKind {
  recovery,    ///< "7KQ2M-VX0HD", 50 bits: for staff who have lost their second factor
  single_use,  ///< "7KQ2-MVX0", 40 bits: by e-mail or on paper; short-lived, and throttled
};

std::string new_code(CodeKind kind);
/// Ten, all different.
std::vector<std::string> recovery_codes();

/// The code as `new_code` writes it: in capitals, O as 0, I and L as 1, digits of any script, whatever blanks and
/// hyphens stand in it. Nothing for what cannot be a code of this kind.
std::optional<std::string> code_from(CodeKind kind, std::string_view written);

/// 32 bytes for the database; nothing for what cannot be a code of this kind.
std::optional<std::string> hash_of_code(const Keyring& keys, CodeKind kind, std::int64_t account,
                                        std::string_view written);

/// Digits of every script as 0–9, a–z as capitals, without blanks and hyphens; whatever else stands there becomes "?".
std::string plain_digits_and_letters(std::string_view written);

}  // namespace parvis::crypto

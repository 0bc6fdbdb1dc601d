/// The second factor by an app on the telephone: time-based codes (RFC 6238: HMAC-SHA1, 6 digits, 30 seconds).
///
///   const auto secret = new_totp_secret();                               // sealed in the database, never plain
///   page.qr = qr_code(totp_uri("Parvis Lindhamn", account.email, secret));   // qr.hpp; shown once
///   …
///   if (auto step = accepted_totp_step(secret, given, now_s, account.last_totp_step)) …
///
/// **A code counts once.** The step that was accepted is kept with the account, and only a later one is accepted next.
/// Two sign-ins at the same moment are parted by the database: `UPDATE … SET last_totp_step = $1 WHERE account_id = $2
/// AND last_totp_step < $1` must change one row, or the code has been used. Throttle before: a guess is right three
/// times in a million.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parvis::crypto {

inline constexpr std::int64_t totp_step_s = 30;
inline constexpr std::size_t totp_secret_bytes = 20;

/// 20 random bytes (RFC 4226 recommends the length of the hash).
std::string new_totp_secret();
/// The secret as people type it into an app that has no camera: base32 without padding (RFC 4648).
std::string base32(std::string_view bytes);
/// Capitals or not; blanks and hyphens are passed over. Nothing for other characters or bits left over.
std::optional<std::string> from_base32(std::string_view text);

/// The code of one step, counted from 1970 in steps of 30 seconds: six digits.
std::string totp_code(std::string_view secret, std::int64_t step);
/// The step of which this is the code, if it is the present one (`now_s` in seconds since 1970), the one before or the
/// one after, and later than `last_step` (-1 before the first). Blanks are passed over, digits of any script are read.
/// Takes the same time whichever fits.
std::optional<std::int64_t> accepted_totp_step(std::string_view secret, std::string_view given,
                                               std::int64_t now_s, std::int64_t last_step);

/// What the QR code says: "otpauth://totp/Issuer:account?secret=…&issuer=…", escaped (Google's Key Uri Format).
std::string totp_uri(std::string_view issuer, std::string_view account, std::string_view secret);

}  // namespace parvis::crypto

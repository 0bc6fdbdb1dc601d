/// Hashes and chance, from libsodium.
#pragma once

#include <string>
#include <string_view>

namespace parvis::crypto {

/// SHA-256 in base64, as a content security policy names a style sheet: 'sha256-…'.
std::string sha256_base64(std::string_view bytes);
/// 128 random bits, as 32 hex digits.
std::string random_key();
/// Whether both are the same, in a time that does not tell where they differ.
bool is_same_secret(std::string_view first, std::string_view second);

}  // namespace parvis::crypto

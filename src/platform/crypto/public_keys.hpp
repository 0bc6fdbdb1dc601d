/// The keys behind PublicKeys, and the one question that is asked of them. Inside this folder only.
#pragma once

#include <optional>
#include <string_view>

#include "platform/crypto/jws.hpp"

namespace parvis::crypto {

struct KeySearch {
  /// Whether exactly one key fits, and it made this signature of these bytes. `kid` may be missing.
  static Result<bool, JwsRefusal> is_signed(const PublicKeys& keys, const std::optional<std::string>& kid,
                                            JwsAlgorithm algorithm, std::string_view bytes,
                                            std::string_view signature);
};

}  // namespace parvis::crypto

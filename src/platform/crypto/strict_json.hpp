/// JSON from outside that means one thing only: whoever reads it finds the same as whoever checked it.
#pragma once

#include <string_view>

namespace parvis::crypto {

inline constexpr int most_json_depth = 32;

/// Whether this is one JSON value (RFC 8259) in UTF-8, nested at most 32 deep, in which no object has two members of
/// the same name, and without a byte order mark. Such a text can be handed to any JSON library.
bool is_strict_json(std::string_view text);

}  // namespace parvis::crypto

/// What the two encodings of a form share. For the files of this folder.
#pragma once

#include <cstddef>
#include <string_view>

#include "platform/http/http.hpp"

namespace parvis::http {

inline constexpr std::size_t form_fields_limit = 1000;
inline constexpr std::size_t form_name_limit = 200;

Message form_garbled();
Message form_too_many_fields();
Message form_name_too_long();
/// UTF-8 without NUL: what a database and a page can hold.
bool is_field_text(std::string_view text);

/// multipart/form-data (RFC 7578); `content_type` is the whole header, with its boundary.
Result<Form, Message> read_multipart(std::string_view content_type, std::string_view body);

}  // namespace parvis::http

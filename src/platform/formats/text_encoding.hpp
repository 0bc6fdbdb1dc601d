/// Which letters the bytes of a file mean: UTF-8, UTF-16 or Windows-1252, told by content.
#pragma once

#include <string>
#include <string_view>

#include "platform/base/message.hpp"
#include "platform/base/result.hpp"

namespace parvis::formats {

/// The text as UTF-8 without a byte order mark. It lies in `bytes` itself where nothing had to change, else in
/// `room`. Refuses text with NUL in it (some other kind of file), UTF-16 cut in half, and UTF-8 with damaged
/// letters; bytes that were never UTF-8 are read as Windows-1252.
Result<std::string_view, Message> as_utf8(std::string_view bytes, std::string& room);

}  // namespace parvis::formats

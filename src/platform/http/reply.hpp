/// What goes out on the wire. No sockets here.
#pragma once

#include <string>

#include "platform/http/http.hpp"

namespace parvis::http {

enum class After { keep_alive, close };

/// Status line and headers with the blank line. The length of the body is always told; what a handler says about
/// length, transfer or connection is left out. Nothing when a header would break out of its line.
std::optional<std::string> head_of(const Response& response, After after);
/// A line of plain text that no browser runs or keeps.
Response plain_page(int status);
std::string_view reason_of(int status);

}  // namespace parvis::http

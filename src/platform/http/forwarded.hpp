/// What a proxy in front says of who asks, and how: Forwarded (RFC 7239), or X-Forwarded-For and X-Forwarded-Proto.
/// Each proxy adds its word at the end, so that only the last one is ours; what stands before it anybody can have
/// written. No sockets here. For the files of this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/http/http.hpp"

namespace parvis::http {

/// An IP address in the usual spelling, from "192.0.2.7", "192.0.2.7:4711", "[2001:db8::7]:4711" or "2001:DB8::7".
std::optional<std::string> address_in(std::string_view text);

/// Changes `request.peer` and `request.is_https` when `request.peer` is the proxy. One that does not say how it was
/// asked was asked over https: that is what it stands there for.
void hear_proxy(Request& request, std::string_view proxy);

}  // namespace parvis::http

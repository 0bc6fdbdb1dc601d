/// The head of a request, from the request line to the blank line, read strictly: whatever two servers could read
/// in two ways is refused, so that no request can hide inside another. No sockets here.
///
///   auto size = head_size(received, 0);        // 0: more must come
///   auto head = read_head(received.substr(0, *size));
///
/// A refusal is the status to answer with. Rules: RFC 9112 and 9110, with the choices left to a server decided
/// for refusal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "platform/http/http.hpp"

namespace parvis::http {

inline constexpr std::size_t head_bytes_limit = 16u << 10;
inline constexpr std::size_t head_fields_limit = 100;

struct Head {
  Request request;           ///< without body and peer
  std::uint64_t length = 0;  ///< what Content-Length says
  bool is_chunked = false;
  bool keeps_alive = true;
  bool waits_for_continue = false;
  bool is_http_1_0 = false;
};

/// Bytes of the head with its blank line; 0 when more must come. `searched` bytes are known to hold no end.
Result<std::size_t, int> head_size(std::string_view received, std::size_t searched);
Result<Head, int> read_head(std::string_view block);
/// Path and headers of a head that was refused or never became whole, up to what cannot be read: enough to choose the
/// language of the page that says so, and for nothing else.
Request glimpse(std::string_view received);
/// "name: value" after a body in chunks, about nothing that decides how the request is read or who asks.
bool is_trailer(std::string_view line);
/// Decoded once and normalised: "/a/./b//c/" becomes "/a/b/c". Refuses what climbs above the root, encoded slashes,
/// backslashes, control characters and what is not UTF-8.
Result<std::string, int> read_path(std::string_view encoded);

}  // namespace parvis::http

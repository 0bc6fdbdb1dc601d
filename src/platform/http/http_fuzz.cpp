// A connection's bytes through the same reading as in the server, without the socket: head, then body. Fed in one
// go and byte by byte, the answer must be the same. What is taken here, Boost.Beast must take as well and read alike:
// it stands for the other servers that may be on the way.
#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstdint>
#include <cstdlib>

#include "platform/base/fold.hpp"
#include "platform/http/body.hpp"
#include "platform/http/forwarded.hpp"
#include "platform/http/head.hpp"

namespace {

using namespace parvis::http;

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const Head& head) {
  const auto& path = head.request.path;
  require(!path.empty() && path.front() == '/' && parvis::is_utf8(path));
  require(path.find("//") == std::string::npos && path.find('\0') == std::string::npos);
  require(path.find('\\') == std::string::npos && (path + "/").find("/../") == std::string::npos);
  require((path + "/").find("/./") == std::string::npos && (path == "/" || path.back() != '/'));
  require(!(head.is_chunked && head.length > 0));
  for (const auto& [name, value] : head.request.headers)
    require(!name.empty() && value.find_first_of("\r\n") == std::string::npos);
}

struct Read {
  int refusal = 0;
  bool is_complete = false;
  std::string body;
  bool operator==(const Read&) const = default;
};

Read read_all(std::string_view bytes, std::size_t step) {
  std::size_t size = 0;
  for (std::size_t have = std::min(step, bytes.size()), searched = 0; size == 0;) {
    const auto found = head_size(bytes.substr(0, have), searched);
    if (!found) return {found.error(), false, {}};
    size = *found;
    if (size == 0 && have == bytes.size()) return {};
    searched = have;
    have = std::min(have + step, bytes.size());
  }
  const auto head = read_head(bytes.substr(0, size));
  if (!head) return {head.error(), false, {}};
  check(*head);
  auto request = head->request;
  request.peer = "192.0.2.1";
  hear_proxy(request, "192.0.2.1");
  require(address_in(request.peer) == request.peer);
  auto body = Body::after(*head, 1000);
  if (!body) return {body.error(), false, {}};
  std::string pending;
  for (auto rest = bytes.substr(size); !body->is_complete() && !rest.empty();) {
    const auto more = std::min(step, rest.size());
    pending += rest.substr(0, more);
    rest.remove_prefix(more);
    const auto taken = body->take(pending);
    if (!taken) return {taken.error(), false, {}};
    pending.erase(0, *taken);
  }
  const bool is_complete = body->is_complete();
  auto text = body->release();
  require(text.size() <= 1000);
  if (is_complete && !head->is_chunked) require(text.size() == head->length);
  return {0, is_complete, is_complete ? std::move(text) : std::string()};
}

/// The bytes in one piece only: this Beast does not stand a last chunk in two.
void compare_with_beast(std::string_view bytes, const Read& read) {
  if (!read.is_complete) return;
  namespace other = boost::beast::http;
  other::request_parser<other::string_body> parser;
  parser.eager(true);
  boost::system::error_code ec;
  parser.put(boost::asio::buffer(bytes.data(), bytes.size()), ec);
  if (ec == other::error::bad_chunk_extension) return;  // we read past them
  require(!ec && parser.is_done() && parser.get().body() == read.body);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto at_once = read_all(bytes, size + 1);
  require(at_once == read_all(bytes, 1));
  compare_with_beast(bytes, at_once);
  (void)read_path(bytes);
  for (const auto& [name, value] : glimpse(bytes).headers)
    require(!name.empty() && value.find_first_of("\r\n") == std::string::npos);
  return 0;
}

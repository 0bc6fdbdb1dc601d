// Why not Boost.Beast, which could do this: in Debian's 1.74 an assertion ends the program when a client sends the
// last chunk in two pieces ("0\r\n", then one byte more). The fuzz target still asks it for a second opinion.
#include "platform/http/body.hpp"

#include <algorithm>
#include <charconv>

#include "platform/http/text.hpp"

namespace parvis::http {
namespace {

constexpr std::size_t line_limit = 4u << 10;
/// Extensions and trailers are read past; nobody needs many of them.
constexpr std::size_t beside_limit = 16u << 10;

}  // namespace

Result<Body, int> Body::after(const Head& head, std::size_t limit) {
  if (head.length > limit) return no(413);
  Body body;
  body.limit_ = limit;
  body.is_chunked_ = head.is_chunked;
  body.missing_ = head.length;
  if (head.is_chunked)
    body.at_ = At::size_line;
  else if (head.length > 0)
    body.at_ = At::content;
  return body;
}

Result<std::size_t, int> Body::take(std::string_view bytes) {
  std::size_t taken = 0;
  while (at_ != At::end && taken < bytes.size()) {
    const auto rest = bytes.substr(taken);
    if (at_ == At::content) {
      taken += take_content(rest);
      continue;
    }
    const auto line_end = rest.find('\n');
    const auto part = rest.substr(0, line_end == std::string_view::npos ? line_end : line_end + 1);
    line_ += part;
    taken += part.size();
    if (line_.size() > line_limit) return no(400);
    if (line_end == std::string_view::npos) break;
    if (!line_.ends_with("\r\n")) return no(400);
    line_.resize(line_.size() - 2);
    if (auto line = take_line(); !line) return no(int{line.error()});
    line_.clear();
  }
  return taken;
}

std::size_t Body::take_content(std::string_view bytes) {
  const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(missing_, bytes.size()));
  text_ += bytes.substr(0, size);
  missing_ -= size;
  if (missing_ == 0) at_ = is_chunked_ ? At::chunk_end : At::end;
  return size;
}

Result<void, int> Body::take_line() {
  if (at_ == At::size_line) return begin_chunk();
  if (at_ == At::chunk_end) {
    if (!line_.empty()) return no(400);
    at_ = At::size_line;
  } else if (line_.empty()) {
    at_ = At::end;
  } else if (!is_trailer(line_) || !allows(line_.size())) {
    return no(400);
  }
  return {};
}

/// "1f" or "1f;name=value".
Result<void, int> Body::begin_chunk() {
  const std::string_view line = line_;
  const auto digits = line.substr(0, line.find(';'));
  const auto extensions = line.substr(digits.size());
  const auto* const end = digits.data() + digits.size();
  const auto [stopped, error] = std::from_chars(digits.data(), end, missing_, 16);
  if (error != std::errc() || stopped != end || digits.size() > 16) return no(400);
  if (std::any_of(extensions.begin(), extensions.end(), is_control) || !allows(extensions.size()))
    return no(400);
  if (missing_ > limit_ - text_.size()) return no(413);
  at_ = missing_ > 0 ? At::content : At::trailer;
  return {};
}

bool Body::allows(std::size_t bytes_beside) {
  beside_ += bytes_beside;
  return beside_ <= beside_limit;
}

}  // namespace parvis::http

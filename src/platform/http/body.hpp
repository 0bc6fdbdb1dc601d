/// The body of a request as it arrives, with Content-Length or in chunks (RFC 9112, 6 and 7.1). It grows with what
/// has come, not with what was announced. No sockets here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "platform/base/result.hpp"
#include "platform/http/head.hpp"

namespace parvis::http {

class Body {
 public:
  /// Refuses (413) when the length announced is over the limit.
  static Result<Body, int> after(const Head& head, std::size_t limit);
  /// Takes as many of the bytes as belong to this body and says how many: all, unless the body is complete.
  /// 400 when malformed, 413 when too large.
  Result<std::size_t, int> take(std::string_view bytes);
  bool is_complete() const { return at_ == At::end; }
  std::size_t size() const { return text_.size(); }
  std::string release() { return std::move(text_); }

 private:
  enum class At { size_line, content, chunk_end, trailer, end };

  std::size_t take_content(std::string_view bytes);
  Result<void, int> take_line();
  Result<void, int> begin_chunk();
  bool allows(std::size_t bytes_beside);

  At at_ = At::end;
  bool is_chunked_ = false;
  std::size_t limit_ = 0;
  std::uint64_t missing_ = 0;  ///< bytes of this chunk, or of the whole body
  std::size_t beside_ = 0;     ///< bytes of chunk extensions and trailers so far
  std::string line_, text_;
};

}  // namespace parvis::http

/// The body of a request as it arrives, with Content-Length or in chunks. Boost.Beast reads it, behind this: it
/// gets the same head once more and must agree with it.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "platform/base/result.hpp"

namespace parvis::http {

class Body {
 public:
  /// The whole head with its blank line, as `read_head` took it. Refuses (400, 413) with the status to answer.
  static Result<Body, int> after(std::string_view head_block, std::size_t limit);
  Body(Body&&) noexcept;
  Body& operator=(Body&&) noexcept;
  ~Body();
  /// Takes as many of the bytes as belong to this body and says how many. 400 malformed, 413 too large.
  Result<std::size_t, int> take(std::string_view bytes);
  bool is_complete() const;
  std::size_t size() const;
  std::string release();

 private:
  struct State;
  explicit Body(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace parvis::http

#include "platform/http/body.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <utility>

#include "platform/http/head.hpp"

namespace parvis::http {
namespace {

namespace beast_http = boost::beast::http;
using boost::system::error_code;

/// Like Beast's string_body, but it grows with what arrives: string_body reserves whatever length the other side
/// claims.
struct GrowingBody {
  using value_type = std::string;
  static std::uint64_t size(const value_type& body) { return body.size(); }
  class reader {
   public:
    template <bool is_request, class Fields>
    reader(beast_http::header<is_request, Fields>&, value_type& body) : body_(body) {}
    void init(const boost::optional<std::uint64_t>&, error_code& ec) { ec = {}; }
    template <class Buffers>
    std::size_t put(const Buffers& buffers, error_code& ec) {
      ec = {};
      std::size_t taken = 0;
      for (const auto buffer : boost::beast::buffers_range_ref(buffers)) {
        body_.append(static_cast<const char*>(buffer.data()), buffer.size());
        taken += buffer.size();
      }
      return taken;
    }
    void finish(error_code& ec) { ec = {}; }

   private:
    value_type& body_;
  };
};

int status_of(const error_code& ec) {
  if (ec == beast_http::error::body_limit) return 413;
  if (ec == beast_http::error::header_limit) return 431;
  return 400;
}

}  // namespace

struct Body::State {
  beast_http::parser<true, GrowingBody> parser;
};

Body::Body(std::unique_ptr<State> state) : state_(std::move(state)) {}
Body::Body(Body&&) noexcept = default;
Body& Body::operator=(Body&&) noexcept = default;
Body::~Body() = default;

Result<Body, int> Body::after(std::string_view head_block, std::size_t limit) {
  Body body(std::make_unique<State>());
  auto& parser = body.state_->parser;
  parser.header_limit(static_cast<std::uint32_t>(head_bytes_limit));
  parser.body_limit(limit);
  error_code ec;
  const auto taken = parser.put(boost::asio::buffer(head_block.data(), head_block.size()), ec);
  if (ec) return no(status_of(ec));
  if (taken != head_block.size() || !parser.is_header_done()) return no(400);
  parser.eager(true);
  return body;
}

Result<std::size_t, int> Body::take(std::string_view bytes) {
  auto& parser = state_->parser;
  std::size_t taken = 0;
  while (taken < bytes.size() && !parser.is_done()) {
    error_code ec;
    const auto step = parser.put(boost::asio::buffer(bytes.data() + taken, bytes.size() - taken), ec);
    taken += step;
    if (ec == beast_http::error::need_more || (!ec && step == 0)) break;
    if (ec) return no(status_of(ec));
  }
  return taken;
}

bool Body::is_complete() const {
  return state_->parser.is_done();
}
std::size_t Body::size() const {
  return state_->parser.get().body().size();
}
std::string Body::release() {
  return std::move(state_->parser.get().body());
}

}  // namespace parvis::http

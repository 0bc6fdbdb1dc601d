#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include "platform/base/assert.hpp"
#include "platform/http/forwarded.hpp"
#include "platform/http/head.hpp"
#include "platform/http/loop.hpp"
#include "platform/http/reply.hpp"

namespace parvis::http {
namespace {

constexpr auto linger_for = seconds(2);
constexpr std::size_t small_body_bytes = 64u << 10;
/// An answer may take longer the longer it is, but not for ever.
constexpr std::size_t slowest_bytes_per_second = 32u << 10;

/// With its memory, which an assignment would keep.
void give_back(std::string& text) {
  std::string().swap(text);
}

}  // namespace

Connection::Connection(Loop& loop, Socket socket)
    : loop_(loop), shared_(loop.shared), socket_(std::move(socket)) {
  if (shared_.tls) tls_ = std::make_unique<Tls>(shared_.tls);
  loop_.connections.insert(this);
}

Connection::~Connection() {
  release_body();
  loop_.connections.erase(this);
  if (--shared_.connections == 0) shared_.tell();
}

void Connection::enter(Phase phase, Clock::duration at_most) {
  phase_ = phase;
  deadline_ = Clock::now() + at_most;
}

void Connection::start() {
  error_code ec;
  const auto address = socket_.remote_endpoint(ec).address();
  if (ec) return;
  peer_ = address.is_v6() && address.to_v6().is_v4_mapped()
              ? asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string()
              : address.to_string();
  enter(Phase::head, seconds(shared_.options.header_seconds));
  wait_for_bytes();
}

void Connection::wait_for_bytes() {
  socket_.async_wait(Socket::wait_read, [self = shared_from_this()](error_code ec) {
    if (self->is_late_) {
      self->is_late_ = false;
      self->refuse(408);
    } else if (!ec) {
      self->read();
    }
  });
}

void Connection::read() {
  error_code ec;
  const auto size = socket_.read_some(asio::buffer(loop_.scratch), ec);
  if (ec == asio::error::would_block || ec == asio::error::try_again) return wait_for_bytes();
  if (ec) return;  // the other side has left
  if (phase_ == Phase::linger) return wait_for_bytes();
  if (tls_) return read_tls(size);
  received_.append(loop_.scratch.data(), size);
  go_on();
}

/// What was said under TLS; and what TLS itself answers goes out first.
void Connection::read_tls(std::size_t size) {
  const bool is_good = tls_->receive({loop_.scratch.data(), size}, received_);
  sealed_ = tls_->outgoing();
  if (sealed_.empty()) return is_good ? go_on() : close();
  asio::async_write(socket_, asio::buffer(sealed_),
                    [self = shared_from_this(), is_good](error_code ec, std::size_t) {
                      if (ec) return;
                      give_back(self->sealed_);
                      if (is_good)
                        self->go_on();
                      else
                        self->close();
                    });
}

/// As far as the bytes at hand reach.
void Connection::go_on() {
  // RFC 9112, 2.2: an empty line before a request is passed over.
  while (phase_ != Phase::body && received_.starts_with("\r\n")) received_.erase(0, 2);
  if (phase_ == Phase::idle && !received_.empty())
    enter(Phase::head, seconds(shared_.options.header_seconds));
  if (phase_ != Phase::body && (received_.empty() || received_ == "\r")) return wait_for_bytes();
  if (phase_ == Phase::head && !read_head_part()) return;
  if (read_body_part()) hand_to_worker();
}

/// True when the head is complete and the body may follow.
bool Connection::read_head_part() {
  const auto size = head_size(received_, searched_);
  if (size && *size == 0) {
    searched_ = received_.size();
    wait_for_bytes();
    return false;
  }
  if (!size) return refuse(size.error()), false;
  const auto block = std::string_view(received_).substr(0, *size);
  auto head = read_head(block);
  if (!head) return refuse(head.error()), false;
  is_head_request_ = head->request.method == "HEAD";
  has_unread_body_ = head->length > 0 || head->is_chunked;
  request_ = std::move(head->request);
  auto body = Body::after(*head, shared_.options.body_bytes);
  if (!body) return refuse(body.error()), false;
  keeps_alive_ = head->keeps_alive;
  body_ = std::move(*body);
  received_.erase(0, *size);
  searched_ = 0;
  enter(Phase::body, seconds(shared_.options.body_seconds));
  if (head->waits_for_continue && !body_->is_complete() && received_.empty()) return ask_to_continue(), false;
  return true;
}

bool Connection::read_body_part() {
  const auto taken = body_->take(received_);
  if (!taken) return refuse(taken.error()), false;
  received_.erase(0, *taken);
  if (!hold_body(body_->size())) return refuse(503), false;
  if (body_->is_complete()) return true;
  wait_for_bytes();
  return false;
}

void Connection::ask_to_continue() {
  static constexpr std::string_view go_ahead = "HTTP/1.1 100 Continue\r\n\r\n";
  sealed_ = tls_ ? tls_->seal(go_ahead) : std::string(go_ahead);
  asio::async_write(socket_, asio::buffer(sealed_), [self = shared_from_this()](error_code ec, std::size_t) {
    if (!ec) self->wait_for_bytes();
  });
}

/// Small bodies always find room; large ones share a limit, or a few hundred senders fill the memory.
bool Connection::hold_body(std::size_t bytes) {
  if (bytes <= small_body_bytes || bytes <= held_bytes_) return true;
  const auto more = bytes - held_bytes_;
  held_bytes_ = bytes;
  return shared_.body_bytes.fetch_add(more) + more <= shared_.options.all_bodies_bytes;
}

void Connection::release_body() {
  shared_.body_bytes -= std::exchange(held_bytes_, 0);
}

void Connection::hand_to_worker() {
  phase_ = Phase::work;
  deadline_ = Clock::time_point::max();
  has_unread_body_ = false;
  request_->body = body_->release();
  request_->peer = peer_;
  request_->is_https = tls_ != nullptr;
  if (!shared_.options.behind_proxy.empty()) hear_proxy(*request_, shared_.options.behind_proxy);
  body_.reset();
  // The guard keeps the loop running while the worker is busy, or a slow request would get no answer at a stop.
  asio::post(*shared_.workers, [self = shared_from_this(), request = std::move(*request_),
                                guard = asio::make_work_guard(loop_.context)]() mutable {
    Response response = self->shared_.answers.answer(request);
    auto& context = self->loop_.context;
    asio::post(context, [self = std::move(self), response = std::move(response)]() mutable {
      self->release_body();
      self->reply(std::move(response));
    });
  });
  request_.reset();
}

void Connection::refuse(int status) {
  // There is no way to say anything yet.
  if (tls_ && !tls_->is_ready()) return close();
  // The page is for a reader: what was asked so far may tell in which language.
  const auto asked = request_ ? std::move(*request_) : glimpse(received_);
  keeps_alive_ = false;
  body_.reset();
  request_.reset();
  release_body();
  give_back(received_);
  reply(shared_.answers.own_page(status, asked));
}

void Connection::reply(Response response) {
  if (shared_.is_stopping) keeps_alive_ = false;
  const auto after = keeps_alive_ ? After::keep_alive : After::close;
  auto head = head_of(response, after);
  PARVIS_ASSERT(head);
  const bool has_body = !is_head_request_ && response.status != 204 && response.status != 304;
  out_head_ = std::move(*head);
  out_body_ = has_body ? std::move(response.body) : std::string();
  enter(Phase::write,
        seconds(shared_.options.write_seconds) + seconds(out_body_.size() / slowest_bytes_per_second));
  if (tls_) {
    out_head_ = tls_->seal(out_head_);
    out_body_ = tls_->seal(out_body_);
  }
  const std::array<asio::const_buffer, 2> bytes{asio::buffer(out_head_), asio::buffer(out_body_)};
  asio::async_write(socket_, bytes, [self = shared_from_this()](error_code ec, std::size_t) {
    if (!ec) self->after_reply();
  });
}

void Connection::after_reply() {
  give_back(out_head_);
  give_back(out_body_);
  is_head_request_ = false;
  if (!keeps_alive_ || shared_.is_stopping) return linger();
  enter(Phase::idle, seconds(shared_.options.idle_seconds));
  if (received_.empty()) give_back(received_);
  go_on();
}

/// Closing with unread bytes would reset the connection, and the answer could be lost on the way.
void Connection::linger() {
  enter(Phase::linger, has_unread_body_ ? seconds(shared_.options.body_seconds) : linger_for);
  const auto end = [this] {
    error_code ec;
    (void)socket_.shutdown(Socket::shutdown_send, ec);
    if (!ec) wait_for_bytes();
  };
  if (!tls_) return end();
  // Said under TLS, too, or the other side could not tell the end from a cut.
  sealed_ = tls_->close();
  asio::async_write(socket_, asio::buffer(sealed_),
                    [self = shared_from_this(), end](error_code ec, std::size_t) {
                      if (!ec) end();
                    });
}

void Connection::close() {
  error_code ignored;
  (void)socket_.close(ignored);
}

void Connection::check_deadline(Clock::time_point now) {
  if (now < deadline_) return;
  deadline_ = Clock::time_point::max();
  if (phase_ == Phase::body || (phase_ == Phase::head && !received_.empty())) {
    is_late_ = true;  // the wait ends with the answer 408
    error_code ignored;
    (void)socket_.cancel(ignored);
  } else {
    close();
  }
}

void Connection::stop() {
  if (phase_ == Phase::linger) deadline_ = std::min(deadline_, Clock::now() + linger_for);
  if (phase_ == Phase::idle || (phase_ == Phase::head && received_.empty())) close();
}

}  // namespace parvis::http

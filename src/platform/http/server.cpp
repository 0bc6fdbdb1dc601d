// How it works. Each I/O thread runs a loop of its own, and a connection stays with one loop, so that nothing in it
// needs a lock. A connection waits for bytes without holding a buffer, has one deadline for each phase, which the
// loop's sweep looks after, and hands a complete request to the pool of workers; the answer is posted back.
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <thread>
#include <typeinfo>
#include <unordered_set>

#include "platform/base/assert.hpp"
#include "platform/http/answers.hpp"
#include "platform/http/body.hpp"
#include "platform/http/head.hpp"
#include "platform/http/http.hpp"
#include "platform/http/reply.hpp"

namespace parvis::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using std::chrono::seconds;

constexpr auto sweep_every = std::chrono::milliseconds(250);
constexpr auto linger_for = seconds(2);
constexpr std::size_t small_body_bytes = 64u << 10;
/// Connections beyond the limit that are told so; still more are just closed.
constexpr int refused_connections = 64;
/// An answer may take longer the longer it is, but not for ever.
constexpr std::size_t slowest_bytes_per_second = 32u << 10;

class Connection;

/// What all loops share.
struct Shared {
  Shared(const ServerOptions& with, Server::Handler handler)
      : options(with), answers(std::move(handler), with.error_page) {}
  ServerOptions options;
  Answers answers;
  std::atomic<int> connections{0};
  std::atomic<std::size_t> body_bytes{0};
  std::atomic<bool> is_stopping{false};
  std::mutex mutex;
  std::condition_variable changed;
  int loops_told = 0;       ///< under the mutex
  bool is_hurried = false;  ///< under the mutex: a second signal, nothing is waited for
  asio::thread_pool* workers = nullptr;

  void tell() {
    {
      const std::lock_guard lock(mutex);
    }
    changed.notify_all();
  }
};

struct Loop {
  explicit Loop(Shared& with_all) : shared(with_all) {}
  Shared& shared;
  std::unordered_set<Connection*> connections;
  std::array<char, 64u << 10> scratch;
  asio::io_context context{1};
  asio::steady_timer sweeper{context};

  void sweep();
  void stop();
};

/// With its memory, which an assignment would keep.
void give_back(std::string& text) {
  std::string().swap(text);
}

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Loop& loop, Socket socket) : loop_(loop), shared_(loop.shared), socket_(std::move(socket)) {
    loop_.connections.insert(this);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() {
    release_body();
    loop_.connections.erase(this);
    if (--shared_.connections == 0) shared_.tell();
  }

  void start();
  /// Answers without having read anything.
  void refuse(int status);
  void check_deadline(Clock::time_point now);
  void stop();

 private:
  enum class Phase { idle, head, body, work, write, linger };

  void enter(Phase phase, Clock::duration at_most);
  void wait_for_bytes();
  void read();
  void go_on();
  bool read_head_part();
  bool read_body_part();
  bool hold_body(std::size_t bytes);
  void release_body();
  void ask_to_continue();
  void hand_to_worker();
  void reply(Response response);
  void after_reply();
  void linger();
  void close();

  Loop& loop_;
  Shared& shared_;
  Socket socket_;
  std::string peer_;
  Phase phase_ = Phase::head;
  Clock::time_point deadline_ = Clock::time_point::max();
  bool is_late_ = false;
  std::string received_;
  std::size_t searched_ = 0;  ///< bytes of received_ that hold no end of the head
  std::optional<Request> request_;
  std::optional<Body> body_;
  std::size_t held_bytes_ = 0;  ///< counted in shared_.body_bytes
  bool keeps_alive_ = true;
  bool is_head_request_ = false;
  bool has_unread_body_ = false;
  std::string out_head_,
      out_body_;  ///< emptied when written, or each idle connection would keep its last page
};

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
  received_.append(loop_.scratch.data(), size);
  go_on();
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
  asio::async_write(socket_, asio::buffer(go_ahead.data(), go_ahead.size()),
                    [self = shared_from_this()](error_code ec, std::size_t) {
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
  error_code ec;
  socket_.shutdown(Socket::shutdown_send, ec);
  if (!ec) wait_for_bytes();
}

void Connection::close() {
  error_code ignored;
  socket_.close(ignored);
}

void Connection::check_deadline(Clock::time_point now) {
  if (now < deadline_) return;
  deadline_ = Clock::time_point::max();
  if (phase_ == Phase::body || (phase_ == Phase::head && !received_.empty())) {
    is_late_ = true;  // the wait ends with the answer 408
    error_code ignored;
    socket_.cancel(ignored);
  } else {
    close();
  }
}

void Connection::stop() {
  if (phase_ == Phase::linger) deadline_ = std::min(deadline_, Clock::now() + linger_for);
  if (phase_ == Phase::idle || (phase_ == Phase::head && received_.empty())) close();
}

void Loop::sweep() {
  sweeper.expires_after(sweep_every);
  sweeper.async_wait([this](error_code ec) {
    if (ec) return;
    const auto now = Clock::now();
    for (auto* connection : connections) connection->check_deadline(now);
    sweep();
  });
}

void Loop::stop() {
  for (auto* connection : connections) connection->stop();
  {
    const std::lock_guard lock(shared.mutex);
    ++shared.loops_told;
  }
  shared.changed.notify_all();
}

void run_loop(Loop& loop) {
  for (;;) {
    try {
      loop.context.run();
      return;
    } catch (const std::exception& error) {
      // Out of memory, say: the connection concerned has gone with its last callback, the others go on.
      log_failure(typeid(error).name());
    }
  }
}

/// The usual limit of 1 024 open files is less than the connections promised.
void allow_files(int connections) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const auto wanted = static_cast<rlim_t>(connections) + 512;
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min(wanted, limit.rlim_max);
  setrlimit(RLIMIT_NOFILE, &limit);
}

ListenNo listen_refusal(const ServerOptions& options, const error_code& ec) {
  using Why = ListenNo::Why;
  const auto port = std::int64_t{options.port};
  if (ec == asio::error::address_in_use)
    return {
        say("The address {address} is already in use.")
            .with("address", (options.address.find(':') == std::string::npos ? options.address
                                                                             : "[" + options.address + "]") +
                                 ":" + std::to_string(options.port)),
        Why::taken};
  if (ec == asio::error::access_denied)
    return {say("Only the administrator may open port {port}. Choose one above 1023, for example 8080.")
                .with("port", port),
            Why::not_allowed};
  return {
      say("This machine cannot be reached at the address {address}. Try 127.0.0.1, or 0.0.0.0 for all its "
          "addresses.")
          .with("address", options.address),
      Why::not_of_this_machine};
}

}  // namespace

struct Server::State {
  State(const ServerOptions& options, Handler handler) : shared(options, std::move(handler)) {}
  Shared shared;
  std::vector<std::unique_ptr<Loop>> loops;
  std::optional<asio::thread_pool> workers;
  std::optional<tcp::acceptor> acceptor;
  std::optional<asio::signal_set> signals;
  std::optional<asio::steady_timer> pause;
  std::uint16_t port = 0;
  std::size_t next_loop = 0;

  error_code open(const asio::ip::address& address);
  void accept();
  void take_in(Loop& loop, Socket socket);
  void watch_signals();
  void stop();
  void drain();
};

error_code Server::State::open(const asio::ip::address& address) {
  error_code ec;
  acceptor.emplace(loops.front()->context);
  const tcp::endpoint endpoint(address, shared.options.port);
  if (acceptor->open(endpoint.protocol(), ec)) return ec;
  if (acceptor->set_option(tcp::acceptor::reuse_address(true), ec)) return ec;
  if (acceptor->bind(endpoint, ec)) return ec;
  if (acceptor->listen(asio::socket_base::max_listen_connections, ec)) return ec;
  port = acceptor->local_endpoint(ec).port();
  return ec;
}

void Server::State::accept() {
  auto& loop = *loops[next_loop++ % loops.size()];
  acceptor->async_accept(loop.context, [this, &loop](error_code ec, Socket socket) {
    if (!acceptor->is_open() || shared.is_stopping) return;
    if (!ec) take_in(loop, std::move(socket));
    if (!ec || ec == asio::error::connection_aborted) return accept();
    // No file left, most likely: trying again at once would spin.
    pause->expires_after(std::chrono::milliseconds(100));
    pause->async_wait([this](error_code cancelled) {
      if (!cancelled) accept();
    });
  });
}

void Server::State::take_in(Loop& loop, Socket socket) {
  const int count = ++shared.connections;
  const bool is_over = count > shared.options.connections;
  if (count > shared.options.connections + refused_connections) {
    --shared.connections;
    return;
  }
  error_code ignored;
  socket.non_blocking(true, ignored);
  socket.set_option(tcp::no_delay(true), ignored);
  asio::post(loop.context, [&loop, is_over, socket = std::move(socket)]() mutable {
    const auto connection = std::make_shared<Connection>(loop, std::move(socket));
    if (loop.shared.is_stopping) return;
    if (is_over)
      connection->refuse(503);
    else
      connection->start();
  });
}

void Server::State::watch_signals() {
  signals->async_wait([this](error_code ec, int) {
    if (ec) return;
    if (shared.is_stopping) {
      const std::lock_guard lock(shared.mutex);
      shared.is_hurried = true;
    }
    stop();
    watch_signals();
  });
}

void Server::State::stop() {
  {
    const std::lock_guard lock(shared.mutex);
    shared.is_stopping = true;
  }
  shared.changed.notify_all();
}

/// No new connections, the idle ones closed, the busy ones waited for.
void Server::State::drain() {
  asio::post(loops.front()->context, [this] {
    error_code ignored;
    acceptor->close(ignored);
    pause->cancel();
  });
  for (auto& loop : loops) asio::post(loop->context, [&loop = *loop] { loop.stop(); });
  std::unique_lock lock(shared.mutex);
  shared.changed.wait_for(lock, seconds(shared.options.stop_seconds), [this] {
    const bool all_told = shared.loops_told == static_cast<int>(loops.size());
    return shared.is_hurried || (all_told && shared.connections == 0);
  });
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>, ListenNo> Server::listen(const ServerOptions& options, Handler handler) {
  error_code ec;
  const auto address = asio::ip::make_address(options.address, ec);
  if (ec)
    return no(
        ListenNo{say("{address} is not an address to listen at. Write for example 127.0.0.1, or 0.0.0.0 "
                     "for all of this machine's addresses.")
                     .with("address", options.address),
                 ListenNo::Why::not_an_address});
  auto state = std::make_unique<State>(options, std::move(handler));
  for (int i = 0; i < std::max(1, options.io_threads); ++i)
    state->loops.push_back(std::make_unique<Loop>(state->shared));
  state->signals.emplace(state->loops.front()->context);
  state->pause.emplace(state->loops.front()->context);
  if (const auto failed = state->open(address)) return no(listen_refusal(options, failed));
  return std::unique_ptr<Server>(new Server(std::move(state)));
}

std::uint16_t Server::port() const {
  return state_->port;
}

void Server::run(Signals signals) {
  auto& state = *state_;
  std::signal(SIGPIPE, SIG_IGN);  // a reader that leaves is no reason to die
  allow_files(state.shared.options.connections);
  state.workers.emplace(static_cast<std::size_t>(std::max(1, state.shared.options.workers)));
  state.shared.workers = &*state.workers;
  if (signals == Signals::stop_on_terminate) {
    state.signals->add(SIGTERM);
    state.signals->add(SIGINT);
    state.watch_signals();
  }
  state.accept();
  std::vector<std::thread> threads;
  for (auto& loop : state.loops) {
    loop->sweep();
    threads.emplace_back([&loop = *loop] { run_loop(loop); });
  }
  {
    std::unique_lock lock(state.shared.mutex);
    state.shared.changed.wait(lock, [&] { return state.shared.is_stopping.load(); });
  }
  state.drain();
  for (auto& loop : state.loops) loop->context.stop();
  for (auto& thread : threads) thread.join();
  state.workers->stop();
  state.workers->join();
}

void Server::stop() {
  state_->stop();
}

}  // namespace parvis::http

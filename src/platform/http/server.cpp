#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <thread>
#include <typeinfo>

#include "platform/base/assert.hpp"
#include "platform/http/forwarded.hpp"
#include "platform/http/loop.hpp"

namespace parvis::http {
namespace {

constexpr auto sweep_every = std::chrono::milliseconds(250);
/// Connections beyond the limit that are told so; still more are just closed.
constexpr int refused_connections = 64;

}  // namespace

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

namespace {

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
  std::unique_ptr<asio::thread_pool> workers;
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
  (void)socket.non_blocking(true, ignored);
  (void)socket.set_option(tcp::no_delay(true), ignored);
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
    (void)acceptor->close(ignored);
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
  if (!options.tls_certificate.empty()) {
    auto keys = TlsKeys::load(options.tls_certificate, options.tls_key);
    if (!keys) return no(ListenNo{std::move(keys).error(), ListenNo::Why::no_certificate});
    state->shared.tls = std::move(*keys);
  }
  if (!options.behind_proxy.empty()) {
    const auto proxy = address_in(options.behind_proxy);
    if (!proxy)
      return no(ListenNo{say("{address} is not an address. Write that of the proxy, for example 127.0.0.1.")
                             .with("address", options.behind_proxy),
                         ListenNo::Why::not_an_address});
    state->shared.options.behind_proxy = *proxy;
  }
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
  state.workers = std::make_unique<asio::thread_pool>(
      static_cast<std::size_t>(std::max(1, state.shared.options.workers)));
  state.shared.workers = state.workers.get();
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

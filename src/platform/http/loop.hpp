/// What the threads of a server are made of. The one header that knows Boost.Asio: for server.cpp and connection.cpp.
///
/// Each I/O thread runs a loop of its own, and a connection stays with one loop, so that nothing in it needs a lock. A
/// connection waits for bytes without holding a buffer, has one deadline for each phase, which the loop's sweep looks
/// after, and hands a complete request to the pool of workers; the answer is posted back.
#pragma once

#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <unordered_set>

#include "platform/http/answers.hpp"
#include "platform/http/body.hpp"
#include "platform/http/http.hpp"
#include "platform/http/tls.hpp"

namespace parvis::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using std::chrono::seconds;

class Connection;

/// What all loops share.
struct Shared {
  Shared(const ServerOptions& with, Server::Handler handler)
      : options(with), answers(std::move(handler), with.error_page) {}
  ServerOptions options;
  std::shared_ptr<const TlsKeys> tls;  ///< null: plain HTTP
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

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Loop& loop, Socket socket);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

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
  void read_tls(std::size_t size);
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
  std::unique_ptr<Tls> tls_;  ///< null: plain HTTP
  std::string sealed_;        ///< of TLS, on its way out
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

}  // namespace parvis::http

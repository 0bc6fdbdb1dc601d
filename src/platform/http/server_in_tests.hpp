/// A server on loopback for the tests, and a client that speaks to it in raw bytes. With PARVIS_HTTP_TLS set both speak
/// under TLS: whatever holds, holds there as well.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "platform/http/http.hpp"

namespace parvis::http {

inline bool tests_speak_tls() {
  return std::getenv("PARVIS_HTTP_TLS") != nullptr;
}

/// A certificate for 127.0.0.1 that only these tests know.
struct TestCertificate {
  explicit TestCertificate(const std::string& name = "first")
      : folder(std::filesystem::temp_directory_path() / ("parvis-tls-" + std::to_string(getpid()) + name)) {
    std::filesystem::create_directories(folder);
    certificate = folder / "certificate.pem";
    key = folder / "key.pem";
    const auto command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "
        "/CN=parvis-test "
        "-addext subjectAltName=IP:127.0.0.1 -keyout '" +
        key + "' -out '" + certificate + "' 2>/dev/null";
    if (std::system(command.c_str()) != 0) throw std::runtime_error("openssl made no certificate");
  }
  TestCertificate(const TestCertificate&) = delete;
  TestCertificate& operator=(const TestCertificate&) = delete;
  ~TestCertificate() {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }
  static const TestCertificate& one() {
    static const TestCertificate certificate;
    return certificate;
  }
  std::filesystem::path folder;
  std::string certificate, key;
};

enum class Speaks { as_all_tests, plain, tls };

/// A connection that waits for what it asks for, ten seconds at most.
class Client {
 public:
  explicit Client(std::uint16_t port, Speaks how = Speaks::as_all_tests)
      : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval patience{10, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    is_open_ = connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    if (how == Speaks::tls || (how == Speaks::as_all_tests && tests_speak_tls())) greet();
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() {
    SSL_free(ssl_);
    SSL_CTX_free(context_);
    close(socket_);
  }

  bool is_open() const { return is_open_; }
  bool is_greeted() const { return is_greeted_; }
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ssl_ ? SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()))
                             : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void send_no_more() {
    if (ssl_) SSL_shutdown(ssl_);
    shutdown(socket_, SHUT_WR);
  }
  /// One answer by its Content-Length; cut short when the other side closes.
  enum class Wants { body, head_only };
  std::string answer(Wants wants = Wants::body) {
    std::size_t end = 0;
    while ((end = received_.find("\r\n\r\n")) == std::string::npos)
      if (!receive()) return std::exchange(received_, {});
    std::size_t size = end + 4;
    const auto at = received_.find("Content-Length: ");
    if (wants == Wants::body && at < end) size += std::stoul(received_.substr(at + 16));
    while (received_.size() < size)
      if (!receive()) break;
    auto text = received_.substr(0, size);
    received_.erase(0, size);
    return text;
  }
  std::string to_the_end() {
    while (receive()) {
    }
    return std::exchange(received_, {});
  }
  std::string ask(std::string_view bytes) {
    send(bytes);
    return answer();
  }

 private:
  bool receive() {
    char buffer[65536];
    const auto size = ssl_ ? SSL_read(ssl_, buffer, sizeof buffer) : recv(socket_, buffer, sizeof buffer, 0);
    if (size <= 0) return false;
    received_.append(buffer, static_cast<std::size_t>(size));
    return true;
  }
  /// A server that closes at once has been reached all the same, as without TLS.
  void greet() {
    std::signal(SIGPIPE, SIG_IGN);
    context_ = SSL_CTX_new(TLS_client_method());
    SSL_CTX_load_verify_locations(context_, TestCertificate::one().certificate.c_str(), nullptr);
    SSL_CTX_set_verify(context_, SSL_VERIFY_PEER, nullptr);
    ssl_ = SSL_new(context_);
    SSL_set_fd(ssl_, socket_);
    is_greeted_ = SSL_connect(ssl_) == 1;
  }

  int socket_;
  SSL_CTX* context_ = nullptr;
  SSL* ssl_ = nullptr;
  bool is_open_ = false, is_greeted_ = false;
  std::string received_;
};

/// Lets a handler wait until the test says go.
class Gate {
 public:
  void pass() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait_for(lock, std::chrono::seconds(10), [this] { return is_open_; });
  }
  void wait_for(int visitors) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(10), [&] { return waiting_ >= visitors; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    is_open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool is_open_ = false;
};

class Running {
 public:
  explicit Running(ServerOptions options = {}, Server::Signals signals = Server::Signals::leave) {
    options.port = 0;
    if (tests_speak_tls()) {
      options.tls_certificate = TestCertificate::one().certificate;
      options.tls_key = TestCertificate::one().key;
    }
    auto listening = Server::listen(options, [this](const Request& request) { return handle(request); });
    if (!listening) throw std::runtime_error(in_english(listening.error()));
    server = std::move(*listening);
    thread = std::thread([this, signals] {
      server->run(signals);
      has_returned = true;
    });
  }
  ~Running() {
    gate.open();
    server->stop();
    if (thread.joinable()) thread.join();
  }
  std::uint16_t port() const { return server->port(); }

  std::unique_ptr<Server> server;
  std::thread thread;
  std::atomic<bool> has_returned{false};
  Gate gate;

 private:
  Response handle(const Request& request) {
    if (request.path == "/slow") gate.pass();
    if (request.path == "/throws") throw std::runtime_error("a name nobody may see");
    if (request.path == "/splits") return {200, {{"X", "a\r\nb"}}, {}};
    if (request.path == "/large") return {200, {}, std::string(8u << 20, 'x')};
    if (request.path == "/how") return {200, {}, request.peer + (request.is_https ? " https" : " http")};
    if (request.path == "/none") return {204, {}, "left out"};
    if (request.path == "/file") {
      const auto form = read_form(request);
      if (!form) return {422, {}, in_english(form.error())};
      return {200, {}, form->file("f") ? form->file("f")->bytes : "no file"};
    }
    return {200, {}, request.method + " " + request.path + " " + request.peer + " " + request.body};
  }
};

inline std::string get(const std::string& path, const std::string& more = "") {
  return "GET " + path + " HTTP/1.1\r\nHost: a\r\n" + more + "\r\n";
}
inline std::string post(const std::string& path, const std::string& body, const std::string& more = "") {
  return "POST " + path + " HTTP/1.1\r\nHost: a\r\n" + more +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace parvis::http

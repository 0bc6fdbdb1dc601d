/// A server on this machine that says exactly what a test tells it to, right or wrong.
#pragma once

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace parvis::net {

class Liar {
 public:
  /// Given the request (its head, and its body as long as Content-Length says), the bytes to send back; then it
  /// hangs up. An empty answer keeps the connection open and says nothing until the liar ends.
  explicit Liar(std::function<std::string(const std::string& request)> says) : says_(std::move(says)) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
    listen(listener_, 64);
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~Liar() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    for (const int silent : silent_) close(silent);
    close(listener_);
  }
  Liar(const Liar&) = delete;
  Liar& operator=(const Liar&) = delete;

  std::string address() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::vector<std::string> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  void serve() {
    for (int other; (other = accept(listener_, nullptr, nullptr)) >= 0;) {
      const std::string request = read_request(other);
      {
        const std::lock_guard lock(mutex_);
        requests_.push_back(request);
      }
      const std::string answer = says_(request);
      if (answer.empty()) {
        silent_.push_back(other);
        continue;
      }
      for (std::size_t sent = 0; sent < answer.size();) {
        const auto n = send(other, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
        if (n <= 0) break;
        sent += static_cast<std::size_t>(n);
      }
      shutdown(other, SHUT_WR);
      close(other);
    }
  }
  static std::string read_request(int from) {
    std::string request;
    char buffer[4096];
    for (;;) {
      const std::size_t head = request.find("\r\n\r\n");
      if (head != std::string::npos) {
        const std::size_t length = request.find("Content-Length: ");
        const std::size_t body = length == std::string::npos ? 0 : std::stoul(request.substr(length + 16));
        if (request.size() >= head + 4 + body) return request;
      }
      const auto n = recv(from, buffer, sizeof buffer, 0);
      if (n <= 0) return request;
      request.append(buffer, static_cast<std::size_t>(n));
      if (request.front() == '\x16') return request;  // the greeting of TLS
    }
  }

  std::function<std::string(const std::string&)> says_;
  int listener_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::vector<int> silent_;
  std::thread thread_;
};

inline std::string ok_json(const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace parvis::net

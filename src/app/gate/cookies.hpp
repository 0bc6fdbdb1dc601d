/// The cookies that hold a visit or a sign-in together. Cookies do not know ports: on this computer the name keeps two
/// servers' cookies apart; elsewhere `__Host-` binds them to the host and to https.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace parvis::web {

class Cookies {
 public:
  explicit Cookies(bool on_loopback) : on_loopback_(on_loopback) {}
  void listens_on(std::uint16_t port) { port_ = port; }

  std::string name(std::string_view kind) const;
  /// The whole header's value. An empty key takes the cookie away.
  std::string set(std::string_view kind, std::string_view key) const;

 private:
  bool on_loopback_;
  std::atomic<std::uint16_t> port_{0};
};

}  // namespace parvis::web

/// The cookies that hold a visit or a sign-in together. Cookies do not know ports: plainly on this computer the name keeps
/// two servers' cookies apart; else `__Host-` binds them to the host and to https.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace parvis::web {

/// How the pages come to their readers: over https, by Parvis itself or a proxy in front of it, or plainly and only on
/// this computer.
enum class Transport { https, plain_on_loopback };

class Cookies {
 public:
  explicit Cookies(Transport transport) : transport_(transport) {}
  void listens_on(std::uint16_t port) { port_ = port; }

  std::string name(std::string_view kind) const;
  /// The whole header's value. An empty key takes the cookie away; else it goes with the browser's window, or after
  /// that many seconds.
  std::string set(std::string_view kind, std::string_view key, int lasts_s = 0) const;

 private:
  Transport transport_;
  std::atomic<std::uint16_t> port_{0};
};

}  // namespace parvis::web

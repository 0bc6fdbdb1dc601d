/// TLS as the server speaks it: bytes from the socket in, bytes for the socket out. No sockets here, so that all
/// deadlines and limits of a connection stay where they are. TLS 1.2 with forward secrecy and authenticated
/// encryption, or 1.3; no compression, no renegotiation, no resumption. For the files of this folder.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "platform/base/message.hpp"
#include "platform/base/result.hpp"

namespace parvis::http {

class TlsKeys {
 public:
  /// PEM files: the certificate with those that vouch for it, and its key. Refuses what cannot be read, a key of
  /// another certificate, one that has run out, and one that is too weak.
  static Result<std::shared_ptr<const TlsKeys>, Message> load(const std::string& certificate,
                                                              const std::string& key);
  ~TlsKeys();

 private:
  friend class Tls;
  struct State;
  explicit TlsKeys(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// One connection.
class Tls {
 public:
  explicit Tls(std::shared_ptr<const TlsKeys> keys);
  ~Tls();
  Tls(const Tls&) = delete;
  Tls& operator=(const Tls&) = delete;

  /// Appends to `plain` what was said. False: it cannot go on; `outgoing` may hold the reason for the other side.
  bool receive(std::string_view bytes, std::string& plain);
  /// What is to go out by itself; empties it.
  std::string outgoing();
  /// The greeting is over: what is sealed now can be read.
  bool is_ready() const;
  std::string seal(std::string_view plain);
  /// The end, as TLS says it.
  std::string close();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace parvis::http

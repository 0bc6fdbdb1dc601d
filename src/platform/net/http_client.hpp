/// Asks another server over HTTPS, as a program asks a program: the sign-in provider, and little else.
///
///   const net::HttpClient client({.ca_file = "/etc/parvis/city-ca.pem"});
///   PARVIS_TRY(auto reply, client.get("https://login.example.org/.well-known/openid-configuration"));
///
/// What it never does: follow a redirect, use a proxy or any other setting from the environment, speak another
/// protocol than HTTP, accept a certificate that does not hold, unpack a compressed answer, keep a cookie. Plain
/// HTTP goes to this machine alone, and only when the caller says so. Faults are values without address, header
/// or body in them, so that they may be logged.
///
/// Each call stands alone, with its own connection: one client may be used from many threads at once.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/base/result.hpp"

namespace parvis::net {

enum class HttpFault {
  not_an_address,  ///< no URL, or one with a name, a password or control characters in it
  not_https,       ///< another scheme than https, or http to another machine
  no_such_host,
  refused,  ///< nobody listens there, or no way leads there
  timed_out,
  tls,         ///< no secure connection: the certificate does not hold, or they share no protocol
  too_big,     ///< more header or body than the caller wants
  broken_off,  ///< the answer ended before its end, or is no HTTP
};
/// The enumerator's name, for the log.
std::string_view name_of(HttpFault fault);

enum class Loopback { https_too, http_allowed };

struct HttpOptions {
  std::string ca_file;  ///< PEM; then these alone are trusted. Empty: those of the system
  Loopback loopback = Loopback::https_too;
  std::size_t body_bytes = 1u << 20;
  std::size_t header_bytes = 64u << 10;
  std::chrono::milliseconds connect_limit{5'000};
  std::chrono::milliseconds total_limit{10'000};  ///< from the name's look-up to the last byte
};

using Fields = std::vector<std::pair<std::string, std::string>>;

/// Any status is an answer, a redirect too.
struct HttpReply {
  int status = 0;
  Fields headers;  ///< names in lower case
  std::string body;
  std::optional<std::string> header(std::string_view lower_case_name) const;
};

/// Name and password in the header Authorization.
struct BasicSignIn {
  std::string name, password;
};

class HttpClient {
 public:
  explicit HttpClient(HttpOptions options) : options_(std::move(options)) {}
  Result<HttpReply, HttpFault> get(const std::string& url) const;
  /// application/x-www-form-urlencoded.
  Result<HttpReply, HttpFault> post_form(const std::string& url, const Fields& form,
                                         const std::optional<BasicSignIn>& as = std::nullopt) const;
  /// Whether this client would ask there: what the two above find wrong with an address before they ask.
  std::optional<HttpFault> why_not(const std::string& url) const;

 private:
  HttpOptions options_;
};

/// "a=b&c=d%20e", as a query or a form carries it.
std::string form_encoded(const Fields& fields);
/// Letters, digits and -._~ stay, each other byte becomes %XX.
std::string percent_encoded(std::string_view text);

}  // namespace parvis::net

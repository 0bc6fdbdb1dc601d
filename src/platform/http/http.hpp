/// Requests and responses as plain values. A handler is a plain function Request → Response that may block; the
/// server calls it from a pool of workers. Nothing of the library that speaks HTTP shows here.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/base/message.hpp"
#include "platform/base/result.hpp"

namespace parvis::http {

struct Request {
  std::string method;  ///< "GET", "HEAD", "POST"; anything else has been answered already (405)
  std::string path;    ///< decoded and normalised: begins with /, no "..", no empty segment, no NUL
  std::string query;   ///< as sent, without the question mark
  std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
  std::string body;
  std::string peer;       ///< the other side's address, for throttling; never logged with names
  bool is_https = false;  ///< as the reader's browser sees it: TLS here, or at the proxy in front

  std::optional<std::string> header(std::string_view lower_case_name) const;
  std::optional<std::string> cookie(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

struct FormFile {
  std::string field, filename, content_type, bytes;
};
struct Form {
  std::vector<std::pair<std::string, std::string>> fields;
  std::vector<FormFile> files;
  std::optional<std::string> value(std::string_view name) const;
  const FormFile* file(std::string_view field) const;
};
/// application/x-www-form-urlencoded or multipart/form-data, by the request's Content-Type. Refuses what is
/// malformed or not UTF-8, more than 1 000 fields, names over 200 bytes. A file field left empty is left out;
/// file names come without folders.
Result<Form, Message> read_form(const Request& request);
/// The same for the query string. What is malformed is left out.
std::vector<std::pair<std::string, std::string>> read_query(std::string_view query);
std::string percent_encoded(std::string_view text);

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  ///< 0: any free one
  int io_threads = 2;
  int workers = 4;
  std::size_t body_bytes = 48u << 20;    ///< larger bodies are answered with 413
  int header_seconds = 10;               ///< for the whole header, not per read
  int body_seconds = 60;                 ///< likewise for the whole body
  int write_seconds = 60;                ///< for the whole answer
  int idle_seconds = 60;                 ///< between two requests of one connection
  int stop_seconds = 30;                 ///< how long a stop waits for what is under way
  int connections = 2000;                ///< more are answered with 503
  std::string tls_certificate, tls_key;  ///< PEM files: the chain, our own first, and its key; empty: no TLS
  /// The address of a proxy in front. What it says of who asks and how (Forwarded, X-Forwarded-For and -Proto) counts,
  /// and only when it comes from there.
  std::string behind_proxy;
  std::size_t all_bodies_bytes = 512u << 20;  ///< bodies over 64 KB held at one time, all together; more: 503
  /// The page for what the server answers by itself (400, 405, 408, 413, 417, 431, 500, 503, 505), for whoever asked:
  /// path and headers stand in `asked` as far as they were read, perhaps not at all. Without it, a line of plain
  /// text. Runs on an I/O thread: it may render but not wait. It brings its own security headers.
  using ErrorPage = std::function<Response(int status, const Request& asked)>;
  ErrorPage error_page;
};

/// Why nothing listens, to be said as it is. Only the first two are wrong whatever the machine.
struct ListenNo : Message {
  enum class Why { not_an_address, no_certificate, not_of_this_machine, not_allowed, taken } why;
};

class Server {
 public:
  using Handler = std::function<Response(const Request&)>;
  /// Listens at once; refuses with the reason when the address is taken.
  static Result<std::unique_ptr<Server>, ListenNo> listen(const ServerOptions& options, Handler handler);
  ~Server();
  std::uint16_t port() const;
  /// Serves until `stop` (from any thread) or SIGTERM/SIGINT when `signals` is asked for; what is under way is
  /// answered first, then it returns.
  enum class Signals { leave, stop_on_terminate };
  void run(Signals signals);
  void stop();

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace parvis::http

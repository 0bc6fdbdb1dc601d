/// What goes back: the handler's answer, and the server's own pages where there is no handler or it failed. No
/// sockets here; from any thread. For the files of this folder.
#pragma once

#include "platform/http/http.hpp"

namespace parvis::http {

class Answers {
 public:
  Answers(Server::Handler handler, ServerOptions::ErrorPage error_page)
      : handler_(std::move(handler)), error_page_(std::move(error_page)) {}

  /// The top of a request: whatever the handler throws ends here, and what it gives can be sent.
  Response answer(const Request& request) const;
  /// `asked` as far as it was read.
  Response own_page(int status, const Request& asked) const;

 private:
  Server::Handler handler_;
  ServerOptions::ErrorPage error_page_;
};

/// The type alone: what an exception says may name a person.
void log_failure(const char* what);

}  // namespace parvis::http

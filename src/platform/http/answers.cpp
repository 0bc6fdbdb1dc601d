#include "platform/http/answers.hpp"

#include <exception>
#include <iostream>
#include <typeinfo>

#include "platform/http/reply.hpp"

namespace parvis::http {

void log_failure(const char* what) {
  std::cerr << "http: " + std::string(what) + "\n";
}

Response Answers::answer(const Request& request) const {
  try {
    auto response = handler_(request);
    if (head_of(response, After::close)) return response;
    log_failure("a handler's status or header cannot be sent");
  } catch (const std::exception& error) {
    log_failure(typeid(error).name());
  } catch (...) {
    log_failure("a handler threw what is no exception");
  }
  return own_page(500, request);
}

Response Answers::own_page(int status, const Request& asked) const {
  Response page = plain_page(status);
  if (error_page_) {
    try {
      auto rendered = error_page_(status, asked);
      rendered.status = status;
      if (head_of(rendered, After::close)) page = std::move(rendered);
    } catch (const std::exception& error) {
      log_failure(typeid(error).name());
    }
  }
  if (status == 405) page.headers.emplace_back("Allow", "GET, HEAD, POST");
  return page;
}

}  // namespace parvis::http

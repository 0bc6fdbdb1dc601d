#include "platform/net/curl.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>

#include "platform/base/assert.hpp"

namespace parvis::net {

void start_curl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  PARVIS_ASSERT(started == CURLE_OK);
}

bool is_loopback(std::string_view host) {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  if (host == "localhost") return true;  // libcurl never asks a name server for it
  const std::string text(host);
  in6_addr six{};
  if (inet_pton(AF_INET6, text.c_str(), &six) == 1) return IN6_IS_ADDR_LOOPBACK(&six) != 0;
  in_addr four{};
  return inet_pton(AF_INET, text.c_str(), &four) == 1 && (ntohl(four.s_addr) >> 24) == 127;
}

}  // namespace parvis::net

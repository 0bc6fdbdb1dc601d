#include "app/gate/same_site.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace parvis::web {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

bool names(std::string_view address, const std::string& host) {
  for (const std::string_view scheme : {"http://", "https://"})
    if (address.starts_with(scheme)) {
      const auto rest = address.substr(scheme.size());
      return lower(rest.substr(0, rest.find('/'))) == host;
    }
  return false;
}

}  // namespace

bool is_own_host(std::string_view host, std::uint16_t port) {
  const auto whole = lower(host);
  for (const std::string_view name : {"localhost", "127.0.0.1", "[::1]"}) {
    if (!whole.starts_with(name)) continue;
    const auto rest = std::string_view(whole).substr(name.size());
    if (rest.empty()) return port == 0 || port == 80;
    if (rest.front() != ':') continue;
    return port == 0 || rest.substr(1) == std::to_string(port);
  }
  return false;
}

bool is_from_own_page(const http::Request& request) {
  const auto host = lower(request.header("host").value_or(""));
  if (host.empty()) return false;
  const auto site = request.header("sec-fetch-site");
  if (site && *site != "same-origin") return false;
  if (const auto origin = request.header("origin")) return names(*origin, host);
  if (const auto referer = request.header("referer")) return names(*referer, host);
  return site.has_value();
}

}  // namespace parvis::web

#include "platform/http/forwarded.hpp"

#include <arpa/inet.h>

#include <array>

#include "platform/http/text.hpp"

namespace parvis::http {
namespace {

std::string_view last_of(const Request& request, std::string_view name) {
  std::string_view last;
  for (const auto& [key, value] : request.headers)
    if (key == name) last = value;
  const auto comma = last.rfind(',');
  return without_blanks(comma == std::string_view::npos ? last : last.substr(comma + 1));
}

std::string_view unquoted(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
  return text;
}

/// "for" and "proto" of `for=192.0.2.7;proto=https`.
std::string_view value_of(std::string_view element, std::string_view name) {
  while (!element.empty()) {
    const auto end = element.find(';');
    const auto pair = without_blanks(element.substr(0, end));
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && lower_ascii(pair.substr(0, equals)) == name)
      return unquoted(pair.substr(equals + 1));
    element = end == std::string_view::npos ? std::string_view() : element.substr(end + 1);
  }
  return {};
}

std::optional<std::string> spelled(const std::string& text) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  std::array<char, INET6_ADDRSTRLEN> out{};
  for (const int family : {AF_INET, AF_INET6})
    if (inet_pton(family, text.c_str(), bytes.data()) == 1) {
      // An IPv4 address in IPv6 clothes is the same one.
      const bool is_mapped =
          family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(reinterpret_cast<in6_addr*>(bytes.data()));
      const auto* from = is_mapped ? bytes.data() + 12 : bytes.data();
      if (inet_ntop(is_mapped ? AF_INET : family, from, out.data(), out.size()))
        return std::string(out.data());
    }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> address_in(std::string_view text) {
  if (text.size() > 60) return std::nullopt;
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    const auto rest = text.substr(end + 1);
    if (!rest.empty() && !rest.starts_with(':')) return std::nullopt;
    return spelled(std::string(text.substr(1, end - 1)));
  }
  if (const auto colon = text.find(':');
      colon != std::string_view::npos && text.find(':', colon + 1) == text.npos)
    text = text.substr(0, colon);
  return spelled(std::string(text));
}

void hear_proxy(Request& request, std::string_view proxy) {
  if (request.peer != proxy) return;
  const auto forwarded = last_of(request, "forwarded");
  const auto by_proxy = forwarded.empty() ? last_of(request, "x-forwarded-for") : value_of(forwarded, "for");
  const auto proto = forwarded.empty() ? last_of(request, "x-forwarded-proto") : value_of(forwarded, "proto");
  request.is_https = proto.empty() || lower_ascii(proto) == "https";
  // One that hides who asks is counted as one itself.
  if (const auto address = address_in(by_proxy)) request.peer = *address;
}

}  // namespace parvis::http

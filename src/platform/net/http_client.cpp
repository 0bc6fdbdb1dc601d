#include "platform/net/http_client.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <memory>

#include "platform/base/assert.hpp"
#include "platform/net/curl.hpp"

namespace parvis::net {
namespace {

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using Address = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

template <class Value>
void set(CURL* curl, CURLoption option, Value value) {
  const CURLcode code = curl_easy_setopt(curl, option, value);
  PARVIS_ASSERT(code == CURLE_OK);
}

std::string part_of(CURLU* address, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(address, part, &text, 0) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

/// The answer as it comes in, and where to stop.
struct Incoming {
  const HttpOptions& limits;
  HttpReply reply;
  std::size_t header_bytes = 0;
  bool too_big = false;
};

std::size_t take_header(char* data, std::size_t one, std::size_t size, void* to) {
  auto& incoming = *static_cast<Incoming*>(to);
  incoming.header_bytes += one * size;
  if (incoming.header_bytes > incoming.limits.header_bytes) {
    incoming.too_big = true;
    return 0;
  }
  std::string_view line(data, one * size);
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  // A server may answer 100 first: the headers that count follow the last status line.
  if (line.starts_with("HTTP/")) incoming.reply.headers.clear();
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return one * size;
  std::string name(line.substr(0, colon));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  std::string_view value = line.substr(colon + 1);
  while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.remove_suffix(1);
  incoming.reply.headers.emplace_back(std::move(name), std::string(value));
  return one * size;
}

std::size_t take_body(char* data, std::size_t one, std::size_t size, void* to) {
  auto& incoming = *static_cast<Incoming*>(to);
  if (one * size > incoming.limits.body_bytes - incoming.reply.body.size()) {
    incoming.too_big = true;
    return 0;
  }
  incoming.reply.body.append(data, one * size);
  return one * size;
}

HttpFault fault_of(CURLcode code) {
  switch (code) {
    case CURLE_URL_MALFORMAT: return HttpFault::not_an_address;
    case CURLE_COULDNT_RESOLVE_HOST: return HttpFault::no_such_host;
    case CURLE_COULDNT_CONNECT: return HttpFault::refused;
    case CURLE_OPERATION_TIMEDOUT: return HttpFault::timed_out;
    case CURLE_FILESIZE_EXCEEDED: return HttpFault::too_big;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS: return HttpFault::tls;
    default: return HttpFault::broken_off;
  }
}

/// Everything but what is asked. The environment's proxies, .netrc, cookies and compression stay out.
void set_up(CURL* curl, const HttpOptions& options, Incoming& incoming) {
  set(curl, CURLOPT_NOSIGNAL, 1L);  // threads
  set(curl, CURLOPT_PROTOCOLS_STR, options.loopback == Loopback::http_allowed ? "http,https" : "https");
  set(curl, CURLOPT_FOLLOWLOCATION, 0L);
  set(curl, CURLOPT_PROXY, "");
  set(curl, CURLOPT_NOPROXY, "*");
  set(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  set(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  set(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  set(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!options.ca_file.empty()) {
    set(curl, CURLOPT_CAINFO, options.ca_file.c_str());
    set<const char*>(curl, CURLOPT_CAPATH, nullptr);
  }
  set(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_limit.count()));
  set(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(options.total_limit.count()));
  set(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(options.body_bytes));
  set(curl, CURLOPT_HEADERFUNCTION, &take_header);
  set(curl, CURLOPT_HEADERDATA, static_cast<void*>(&incoming));
  set(curl, CURLOPT_WRITEFUNCTION, &take_body);
  set(curl, CURLOPT_WRITEDATA, static_cast<void*>(&incoming));
}

Result<HttpReply, HttpFault> perform(CURL* curl, Incoming& incoming) {
  const CURLcode code = curl_easy_perform(curl);
  if (incoming.too_big) return no(HttpFault::too_big);
  if (code != CURLE_OK) return no(fault_of(code));
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  incoming.reply.status = static_cast<int>(status);
  return std::move(incoming.reply);
}

}  // namespace

std::string_view name_of(HttpFault fault) {
  static constexpr std::array<std::string_view, 8> names = {
      "not_an_address", "not_https", "no_such_host", "refused", "timed_out", "tls", "too_big", "broken_off"};
  return names.at(static_cast<std::size_t>(fault));
}

std::optional<std::string> HttpReply::header(std::string_view lower_case_name) const {
  for (const auto& [name, value] : headers)
    if (name == lower_case_name) return value;
  return std::nullopt;
}

std::optional<HttpFault> HttpClient::why_not(const std::string& url) const {
  const auto is_strange = [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; };
  if (url.size() > 8'000 || std::any_of(url.begin(), url.end(), is_strange)) return HttpFault::not_an_address;
  const Address address(curl_url(), &curl_url_cleanup);
  PARVIS_ASSERT(address != nullptr);
  // Unknown schemes are read too, so that ftp:// is told apart from what is no address.
  if (curl_url_set(address.get(), CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
    return HttpFault::not_an_address;
  const std::string scheme = part_of(address.get(), CURLUPART_SCHEME);
  const std::string host = part_of(address.get(), CURLUPART_HOST);
  const bool is_local_http =
      scheme == "http" && options_.loopback == Loopback::http_allowed && is_loopback(host);
  if (scheme != "https" && !is_local_http) return HttpFault::not_https;
  if (host.empty() || !part_of(address.get(), CURLUPART_USER).empty() ||
      !part_of(address.get(), CURLUPART_PASSWORD).empty())
    return HttpFault::not_an_address;
  return std::nullopt;
}

Result<HttpReply, HttpFault> HttpClient::get(const std::string& url) const {
  if (const auto fault = why_not(url)) return no(*fault);
  start_curl();
  const Handle curl(curl_easy_init(), &curl_easy_cleanup);
  PARVIS_ASSERT(curl != nullptr);
  Incoming incoming{options_, {}};
  set_up(curl.get(), options_, incoming);
  set(curl.get(), CURLOPT_URL, url.c_str());
  return perform(curl.get(), incoming);
}

Result<HttpReply, HttpFault> HttpClient::post_form(const std::string& url, const Fields& form,
                                                   const std::optional<BasicSignIn>& as) const {
  if (const auto fault = why_not(url)) return no(*fault);
  start_curl();
  const Handle curl(curl_easy_init(), &curl_easy_cleanup);
  PARVIS_ASSERT(curl != nullptr);
  Incoming incoming{options_, {}};
  set_up(curl.get(), options_, incoming);
  set(curl.get(), CURLOPT_URL, url.c_str());
  const std::string body = form_encoded(form);
  set(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  set(curl.get(), CURLOPT_POSTFIELDS, body.c_str());
  if (as) {
    set(curl.get(), CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    set(curl.get(), CURLOPT_USERNAME, as->name.c_str());
    set(curl.get(), CURLOPT_PASSWORD, as->password.c_str());
  }
  return perform(curl.get(), incoming);
}

std::string percent_encoded(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool stays = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (stays)
      encoded += c;
    else
      ((encoded += '%') += digits[byte >> 4]) += digits[byte & 15];
  }
  return encoded;
}

std::string form_encoded(const Fields& fields) {
  std::string encoded;
  for (const auto& [name, value] : fields) {
    if (!encoded.empty()) encoded += '&';
    encoded += percent_encoded(name);
    encoded += '=';
    encoded += percent_encoded(value);
  }
  return encoded;
}

}  // namespace parvis::net

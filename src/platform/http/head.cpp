#include "platform/http/head.hpp"

#include <algorithm>
#include <array>

#include "platform/base/fold.hpp"
#include "platform/http/text.hpp"

namespace parvis::http {
namespace {

constexpr std::size_t npos = std::string_view::npos;

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return is_control(c) && c != '\t'; });
}

/// Fields of which two copies would leave open which one counts.
bool stands_once(std::string_view name) {
  constexpr std::array<std::string_view, 8> names{"host",         "content-length", "transfer-encoding",
                                                  "content-type", "origin",         "authorization",
                                                  "expect",       "referer"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// A name or an address, with or without a port: no user, no path, no blank.
bool is_host(std::string_view text) {
  if (text.empty() || text.size() > 255) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("-._~%:[]").find(c) != npos;
  });
}

std::vector<std::string_view> lines_of(std::string_view block) {
  std::vector<std::string_view> lines;
  while (!block.empty()) {
    const auto end = block.find("\r\n");
    lines.push_back(block.substr(0, end));
    if (end == npos) break;
    block.remove_prefix(end + 2);
  }
  return lines;
}

struct RequestLine {
  std::string_view method, target, version;
};
Result<RequestLine, int> read_request_line(std::string_view line) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == npos || first == last) return no(400);
  const RequestLine parts{line.substr(0, first), line.substr(first + 1, last - first - 1),
                          line.substr(last + 1)};
  if (!is_token(parts.method) || parts.target.empty()) return no(400);
  // RFC 3986 knows neither blanks nor bytes beyond ASCII, and a fragment is never sent.
  for (char c : parts.target)
    if (c <= 0x20 || c >= 0x7f || c == '#') return no(400);
  if (parts.version.size() != 8 || !parts.version.starts_with("HTTP/") || parts.version[6] != '.' ||
      parts.version[5] < '0' || parts.version[5] > '9' || parts.version[7] < '0' || parts.version[7] > '9')
    return no(400);
  if (parts.version != "HTTP/1.1" && parts.version != "HTTP/1.0") return no(505);
  return parts;
}

Result<std::pair<std::string, std::string>, int> read_field(std::string_view line) {
  // A line that begins with a blank would continue the one before (obs-fold): servers disagree about it.
  const auto colon = line.find(':');
  if (colon == npos || !is_token(line.substr(0, colon))) return no(400);
  const auto value = without_blanks(line.substr(colon + 1));
  if (has_control(value)) return no(400);
  return std::pair{lower_ascii(line.substr(0, colon)), std::string(value)};
}

/// Where the body ends, so that nobody can read it in two ways.
Result<void, int> read_framing(Head& head) {
  const auto length = head.request.header("content-length");
  const auto coding = head.request.header("transfer-encoding");
  if (coding) {
    if (*coding != "chunked" || head.is_http_1_0 || length) return no(400);
    head.is_chunked = true;
  }
  if (!length) return {};
  if (length->empty() || length->size() > 18) return no(400);
  for (char c : *length) {
    if (c < '0' || c > '9') return no(400);
    head.length = head.length * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return {};
}

Result<void, int> read_connection(Head& head) {
  head.keeps_alive = !head.is_http_1_0;
  bool closes = false;
  for (const auto& [name, value] : head.request.headers) {
    if (name == "connection") {
      for (const auto& option : parts_of(value, ",")) {
        if (!is_token(option)) return no(400);
        closes |= lower_ascii(option) == "close";
        head.keeps_alive |= lower_ascii(option) == "keep-alive";
      }
    } else if (name == "expect" && !head.is_http_1_0) {
      if (lower_ascii(value) != "100-continue") return no(417);
      head.waits_for_continue = true;
    }
  }
  head.keeps_alive &= !closes;
  return {};
}

void name_host(Request& request, std::string_view host) {
  for (auto& [name, value] : request.headers)
    if (name == "host") {
      value = host;
      return;
    }
  request.headers.emplace_back("host", host);
}

/// "/path?query" or "http://host/path?query"; the latter's host counts (RFC 9112, 3.2.2).
Result<void, int> read_target(Request& request, std::string_view target) {
  if (target.front() != '/') {
    const auto scheme = target.find("://");
    if (scheme == npos) return no(400);
    const auto name = lower_ascii(target.substr(0, scheme));
    if (name != "http" && name != "https") return no(400);
    target.remove_prefix(scheme + 3);
    const auto host = target.substr(0, target.find_first_of("/?"));
    if (!is_host(host)) return no(400);
    name_host(request, host);
    target.remove_prefix(host.size());
  }
  const auto mark = target.find('?');
  if (mark != npos) request.query = target.substr(mark + 1);
  PARVIS_TRY(request.path, read_path(target.substr(0, mark)));
  return {};
}

}  // namespace

Result<std::size_t, int> head_size(std::string_view received, std::size_t searched) {
  // Something else than HTTP, such as TLS sent to the wrong port, need not wait for the deadline.
  if (!received.empty() && !is_token_char(received.front())) return no(400);
  const auto within = received.substr(0, head_bytes_limit);
  for (auto at = within.find('\n', searched); at != npos; at = within.find('\n', at + 1)) {
    if (at == 0 || within[at - 1] != '\r') return no(400);
    if (at >= 3 && within[at - 2] == '\n') return at + 1;
  }
  if (received.size() >= head_bytes_limit) return no(431);
  return std::size_t{0};
}

Result<Head, int> read_head(std::string_view block) {
  if (!block.ends_with("\r\n\r\n")) return no(400);
  block.remove_suffix(4);
  const auto lines = lines_of(block);
  if (lines.empty()) return no(400);
  PARVIS_TRY(const auto line, read_request_line(lines.front()));
  Head head;
  head.is_http_1_0 = line.version == "HTTP/1.0";
  head.request.method = line.method;
  if (lines.size() - 1 > head_fields_limit) return no(431);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    PARVIS_TRY(auto field, read_field(lines[i]));
    if (stands_once(field.first) && head.request.header(field.first)) return no(400);
    head.request.headers.push_back(std::move(field));
  }
  const auto host = head.request.header("host");
  if (host ? !is_host(*host) : !head.is_http_1_0) return no(400);
  if (auto framing = read_framing(head); !framing) return no(int{framing.error()});
  if (auto connection = read_connection(head); !connection) return no(int{connection.error()});
  if (line.method != "GET" && line.method != "HEAD" && line.method != "POST") return no(405);
  if (auto target = read_target(head.request, line.target); !target) return no(int{target.error()});
  return head;
}

Request glimpse(std::string_view received) {
  Request seen;
  auto rest = received.substr(0, head_bytes_limit);
  for (bool is_first = true; seen.headers.size() < head_fields_limit; is_first = false) {
    const auto end = rest.find("\r\n");
    if (end == npos) break;
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end + 2);
    if (is_first) {
      // Host and method are of no use here: a target that cannot be read has no path, and the headers still tell.
      if (const auto parts = read_request_line(line)) (void)read_target(seen, parts->target).has_value();
      continue;
    }
    auto field = read_field(line);
    if (!field) break;
    seen.headers.push_back(std::move(*field));
  }
  return seen;
}

bool is_trailer(std::string_view line) {
  const auto field = read_field(line);
  return field && !stands_once(field->first) && !field->first.ends_with("connection");
}

Result<std::string, int> read_path(std::string_view encoded) {
  std::vector<std::string> segments;
  while (!encoded.empty()) {
    const auto end = encoded.find('/');
    auto segment = percent_decoded(encoded.substr(0, end), Plus::itself);
    encoded.remove_prefix(end == npos ? encoded.size() : end + 1);
    if (!segment) return no(400);
    // An encoded slash is one segment here and two for whoever splits later.
    if (segment->find_first_of("/\\") != npos || !is_utf8(*segment)) return no(400);
    if (std::any_of(segment->begin(), segment->end(), is_control)) return no(400);
    if (segment->empty() || *segment == ".") continue;
    if (*segment != "..") {
      segments.push_back(std::move(*segment));
      continue;
    }
    if (segments.empty()) return no(400);
    segments.pop_back();
  }
  std::string path;
  for (const auto& segment : segments) path.append("/").append(segment);
  return path.empty() ? "/" : path;
}

}  // namespace parvis::http

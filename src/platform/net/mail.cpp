#include "platform/net/mail.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/base/assert.hpp"
#include "platform/net/curl.hpp"
#include "platform/net/mail_text.hpp"

namespace parvis::net {
namespace {

using When = MailFault::When;
using Why = MailFault::Why;
using Lines = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

template <class Value>
void give(CURL* curl, CURLoption option, Value value) {
  const CURLcode code = curl_easy_setopt(curl, option, value);
  PARVIS_ASSERT(code == CURLE_OK);
}

void add(Lines& lines, const std::string& line) {
  curl_slist* const longer = curl_slist_append(lines.get(), line.c_str());
  PARVIS_ASSERT(longer != nullptr);
  // Appending gives back the same list, or the first line of an empty one.
  if (lines == nullptr) lines.reset(longer);
}

/// A mail whose every part has been judged and may be handed over as it is.
struct Judged {
  std::string from, to, text, html;
  std::vector<std::string> headers;
};

Result<Judged, MailFault> judge(const Mail& mail) {
  const auto never = [](Why why) { return no(MailFault{When::never, why, 0}); };
  const auto from = judged_address(mail.from.address);
  const auto to = judged_address(mail.to.address);
  if (!from) return never(Why::from_address);
  if (!to) return never(Why::to_address);
  const auto from_header = mailbox_text(mail.from.name, *from);
  const auto to_header = mailbox_text(mail.to.name, *to);
  const auto subject = header_text(mail.subject);
  if (!from_header || !to_header || !subject || !is_message_id(mail.message_id)) return never(Why::header);
  const auto text = body_text(mail.text);
  const auto html = body_text(mail.html);
  if (!text || !html) return never(Why::body);
  return Judged{
      *from,
      *to,
      *text,
      *html,
      {"From: " + *from_header, "To: " + *to_header, "Subject: " + *subject,
       "Date: " + date_text(mail.written_at), "Message-ID: <" + mail.message_id + ">",
       // So that no out-of-office answer comes back (RFC 3834).
       "Auto-Submitted: auto-generated", "MIME-Version: 1.0", "Content-Type: multipart/alternative"}};
}

/// The last alternative is the one a reader prefers, so HTML stands last.
void add_part(curl_mime* mime, const std::string& body, const char* type) {
  curl_mimepart* const part = curl_mime_addpart(mime);
  PARVIS_ASSERT(part != nullptr);
  PARVIS_ASSERT(curl_mime_data(part, body.data(), body.size()) == CURLE_OK);
  PARVIS_ASSERT(curl_mime_type(part, type) == CURLE_OK);
  PARVIS_ASSERT(curl_mime_encoder(part, "quoted-printable") == CURLE_OK);
}

/// How far the conversation came. libcurl's codes do not say whether a no was meant for us or for the message,
/// and that decides between later and never.
struct Progress {
  bool spoke_of_the_mail = false;
  std::string last_bytes;
  /// The message's own end, the last boundary, has left; the dot behind it is not shown to us.
  bool sent_all() const { return last_bytes == "--\r\n"; }
};

int follow(CURL*, curl_infotype type, char* data, std::size_t size, void* to) {
  auto& progress = *static_cast<Progress*>(to);
  const std::string_view text(data, size);
  if (type == CURLINFO_HEADER_OUT && text.starts_with("MAIL FROM")) progress.spoke_of_the_mail = true;
  if (type == CURLINFO_DATA_OUT) {
    progress.last_bytes += text.substr(text.size() - std::min<std::size_t>(text.size(), 4));
    if (progress.last_bytes.size() > 4) progress.last_bytes.erase(0, progress.last_bytes.size() - 4);
  }
  return 0;
}

MailFault fault_of(CURLcode code, int said, const Progress& progress) {
  const auto later = [&](Why why) { return MailFault{When::later, why, said}; };
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT: return later(Why::no_connection);
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CIPHER: return later(Why::no_tls);
    case CURLE_LOGIN_DENIED:
    case CURLE_AUTH_ERROR: return later(Why::sign_in_refused);
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
      if (progress.sent_all()) return later(Why::unanswered);
      return later(progress.spoke_of_the_mail ? Why::broken_off : Why::no_connection);
    default: break;
  }
  if (!progress.spoke_of_the_mail || (said >= 400 && said < 500)) return later(Why::not_yet);
  // 530 and 535 ask for a sign-in that our settings do not give.
  if (said == 530 || said == 535) return later(Why::sign_in_refused);
  if (said >= 500 && said < 600) return MailFault{When::never, Why::refused, said};
  return later(progress.sent_all() ? Why::unanswered : Why::broken_off);
}

void set_up(CURL* curl, const MailServer& server) {
  give(curl, CURLOPT_NOSIGNAL, 1L);
  give(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  give(curl, CURLOPT_PROXY, "");
  give(curl, CURLOPT_NOPROXY, "*");
  give(curl, CURLOPT_USE_SSL,
       static_cast<long>(server.security == MailServer::Security::none_on_loopback ? CURLUSESSL_NONE
                                                                                   : CURLUSESSL_ALL));
  give(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  give(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  give(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!server.ca_file.empty()) {
    give(curl, CURLOPT_CAINFO, server.ca_file.c_str());
    give<const char*>(curl, CURLOPT_CAPATH, nullptr);
  }
  if (!server.user.empty()) {
    give(curl, CURLOPT_USERNAME, server.user.c_str());
    give(curl, CURLOPT_PASSWORD, server.password.c_str());
  }
  give(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(server.connect_limit.count()));
  give(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(server.total_limit.count()));
  // The wait for the last answer has a limit of its own, in whole seconds.
  give(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT,
       static_cast<long>(std::chrono::ceil<std::chrono::seconds>(server.total_limit).count()));
}

/// "smtp://host:port/hello", or nothing when the settings are not to be used as they are.
std::optional<std::string> address_of(const MailServer& server) {
  const auto is_plain = [](std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
             c == '-';
    });
  };
  const bool is_local = is_loopback(server.host);
  if (!is_plain(server.host) && !is_local) return std::nullopt;
  if (!is_plain(server.hello)) return std::nullopt;
  if (server.security == MailServer::Security::none_on_loopback && !is_local) return std::nullopt;
  const bool needs_brackets = server.host.find(':') != std::string::npos && server.host.front() != '[';
  return fmt::format("{}://{}:{}/{}", server.security == MailServer::Security::tls ? "smtps" : "smtp",
                     needs_brackets ? "[" + server.host + "]" : server.host, server.port, server.hello);
}

}  // namespace

std::string_view name_of(MailFault::Why why) {
  static constexpr std::array<std::string_view, 12> names = {
      "from_address", "to_address",      "header",  "body",       "setting",    "no_connection",
      "no_tls",       "sign_in_refused", "not_yet", "broken_off", "unanswered", "refused"};
  return names.at(static_cast<std::size_t>(why));
}

Result<void, MailFault> send(const MailServer& server, const Mail& mail) {
  PARVIS_TRY(const Judged judged, judge(mail));
  const auto address = address_of(server);
  if (!address) return no(MailFault{When::never, Why::setting, 0});
  start_curl();
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), &curl_easy_cleanup);
  PARVIS_ASSERT(curl != nullptr);
  set_up(curl.get(), server);
  give(curl.get(), CURLOPT_URL, address->c_str());

  Progress progress;
  give(curl.get(), CURLOPT_VERBOSE, 1L);
  give(curl.get(), CURLOPT_DEBUGFUNCTION, &follow);
  give(curl.get(), CURLOPT_DEBUGDATA, static_cast<void*>(&progress));

  const std::string from = "<" + judged.from + ">";
  give(curl.get(), CURLOPT_MAIL_FROM, from.c_str());
  Lines to(nullptr, &curl_slist_free_all);
  add(to, "<" + judged.to + ">");
  give(curl.get(), CURLOPT_MAIL_RCPT, to.get());
  Lines headers(nullptr, &curl_slist_free_all);
  for (const std::string& header : judged.headers) add(headers, header);
  give(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  const std::unique_ptr<curl_mime, decltype(&curl_mime_free)> mime(curl_mime_init(curl.get()),
                                                                   &curl_mime_free);
  PARVIS_ASSERT(mime != nullptr);
  add_part(mime.get(), judged.text, "text/plain; charset=utf-8");
  if (!judged.html.empty()) add_part(mime.get(), judged.html, "text/html; charset=utf-8");
  give(curl.get(), CURLOPT_MIMEPOST, mime.get());

  const CURLcode code = curl_easy_perform(curl.get());
  if (code == CURLE_OK) return {};
  long said = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &said);
  return no(fault_of(code, static_cast<int>(said), progress));
}

}  // namespace parvis::net

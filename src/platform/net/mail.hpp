/// Hands one message to the city's mail server (SMTP), so that it goes out or there is a reason why not.
///
///   const net::MailServer server{.host = "smtp.example.org", .user = "parvis", .password = secret};
///   auto sent = net::send(server, {.from = {"Parvis", "parvis@example.org"}, .to = {"Åsa Ek", "asa@example.org"},
///                                  .subject = "Välkommen", .text = "Hej Åsa!\n…", .message_id = "7f3a@example.org",
///                                  .written_at = row.written_at});
///   if (!sent && sent.error().when == net::MailFault::When::later) …
///
/// At least once, not exactly once. No mail server can say "this I have" twice, so whoever dies between the
/// server's "taken" and the record of it must send again, and so must whoever waited in vain for the answer after
/// the last byte (`unanswered`). The caller therefore chooses `message_id` and `written_at` when the message is
/// put in the queue and gives the same each time: a message that comes twice is then the same message, most
/// mailboxes show it once, and a single-use code in it works once all the same.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "platform/base/message.hpp"
#include "platform/base/result.hpp"

namespace parvis::net {

/// What is the matter with an e-mail address.
enum class AddressNo {
  empty,
  no_at,           ///< not one @ with something before and after
  name_not_ascii,  ///< letters outside a–z before the @: few servers deliver to them, so we do not take them
  strange_name,    ///< blanks, quotes, brackets, two dots together … before the @
  strange_domain,  ///< no dot, an empty part, a number address, letters that no domain has
  too_long,        ///< more than 64 bytes before the @, 254 in all
};
/// The address as the mail server is told it: a domain in other letters (åäö.example) in its ASCII form, in lower
/// case. Says nothing on whether anybody reads there.
Result<std::string, AddressNo> judged_address(std::string_view address);
Message why(AddressNo no);

struct MailServer {
  enum class Security {
    starttls,          ///< begins in the clear and goes no further without TLS (port 587)
    tls,               ///< from the first byte (port 465)
    none_on_loopback,  ///< only to this machine; refused for any other
  };
  std::string host;
  std::uint16_t port = 587;
  Security security = Security::starttls;
  std::string user, password;       ///< both empty: no sign-in
  std::string ca_file;              ///< PEM; then these alone are trusted. Empty: those of the system
  std::string hello = "localhost";  ///< the name given in EHLO: that of the machine that runs Parvis
  std::chrono::milliseconds connect_limit{10'000};
  std::chrono::milliseconds total_limit{60'000};
};

struct Mailbox {
  std::string name;  ///< shown; may be empty
  std::string address;
};

struct Mail {
  Mailbox from, to;
  std::string subject;     ///< one line of UTF-8
  std::string text;        ///< UTF-8; lines end with \n or \r\n
  std::string html;        ///< the same again for those who show HTML; empty: text alone
  std::string message_id;  ///< "something@our.domain", without brackets: the same for a resend
  std::chrono::sys_seconds written_at;
};

struct MailFault {
  /// Whether the same message may succeed at another time, or never will.
  enum class When { later, never } when = When::later;
  enum class Why {
    // never, and the server was not asked
    from_address,
    to_address,
    header,   ///< a control character or bytes that are not UTF-8 in subject, name or Message-ID, or too long
    body,     ///< bytes that are not UTF-8, control characters, more than 1 MB
    setting,  ///< the server's own settings: no host, or no TLS to another machine
    // later
    no_connection,
    no_tls,           ///< STARTTLS not offered, or a certificate that does not hold
    sign_in_refused,  ///< user or password; later, because the settings are at fault and not the message
    not_yet,          ///< the server said 4xx, or no to anything said before the message
    broken_off,
    unanswered,  ///< all was sent and no answer came: it may have arrived
    // never
    refused,  ///< the server said 5xx to sender, recipient or message
  } why = Why::no_connection;
  int code = 0;  ///< what the server said last; 0: nothing
};
/// The enumerator's name, for the log. The server's words stay out: they repeat the address.
std::string_view name_of(MailFault::Why why);

/// Blocks until the server has taken the message. May be used from many threads at once.
Result<void, MailFault> send(const MailServer& server, const Mail& mail);

}  // namespace parvis::net

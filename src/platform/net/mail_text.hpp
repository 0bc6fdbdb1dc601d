/// The text of a mail's header and body (RFC 5322, 2045, 2047). Every function refuses what could begin another
/// header line: there is no way to a CR or LF from outside.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace parvis::net {

/// One line for people, in ASCII: as it is when short and plain, otherwise as encoded words, folded. Nothing when
/// it is no UTF-8 or holds a control character or line separator.
std::optional<std::string> header_text(std::string_view text);
/// `"Åsa Ek" <asa@example.org>` for a header; the address has been judged.
std::optional<std::string> mailbox_text(std::string_view name, std::string_view address);
/// "Sun, 22 Nov 2026 23:18:22 +0000".
std::string date_text(std::chrono::sys_seconds at);
/// Each line ended by CR LF. Nothing when it is no UTF-8, holds control characters but tab and line ends, or is
/// longer than 1 MB.
std::optional<std::string> body_text(std::string_view text);
/// "id@domain" of letters, digits and .!#$%&'*+-/=?^_`{|}~ alone.
bool is_message_id(std::string_view id);

}  // namespace parvis::net

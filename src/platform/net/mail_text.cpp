#include "platform/net/mail_text.hpp"

#include <fmt/format.h>
#include <unicode/uidna.h>

#include <algorithm>
#include <array>

#include "platform/base/date.hpp"
#include "platform/base/fold.hpp"
#include "platform/net/mail.hpp"

namespace parvis::net {
namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// "a.b.c" with at least one letter in each part (RFC 5322, dot-atom).
bool is_dot_atom(std::string_view text) {
  if (text.empty() || text.front() == '.' || text.back() == '.' || text.find("..") != std::string_view::npos)
    return false;
  static constexpr std::string_view signs = ".!#$%&'*+-/=?^_`{|}~";
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_letter_or_digit(c) || signs.find(c) != std::string_view::npos; });
}

/// Names of machines: parts of letters, digits and inner hyphens, at least two of them, the last no number.
bool is_domain(std::string_view domain) {
  int parts = 0;
  std::string_view last;
  for (std::size_t begin = 0; begin <= domain.size();) {
    const std::size_t end = std::min(domain.find('.', begin), domain.size());
    last = domain.substr(begin, end - begin);
    if (last.empty() || last.size() > 63 || last.front() == '-' || last.back() == '-') return false;
    if (!std::all_of(last.begin(), last.end(), [](char c) { return is_letter_or_digit(c) || c == '-'; }))
      return false;
    ++parts;
    begin = end + 1;
  }
  return parts >= 2 && std::any_of(last.begin(), last.end(), [](char c) { return c < '0' || c > '9'; });
}

/// By UTS 46 with today's rules (ß stays ß). ICU and not libcurl: that one reads the domain by the process's
/// locale, which we leave at "C".
std::optional<std::string> ascii_domain(std::string_view domain) {
  if (domain.size() > 253) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  UIDNA* const idna = uidna_openUTS46(
      UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_USE_STD3_RULES,
      &status);
  if (U_FAILURE(status)) return std::nullopt;
  std::array<char, 256> ascii{};
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  const int size = uidna_nameToASCII_UTF8(idna, domain.data(), static_cast<int>(domain.size()), ascii.data(),
                                          static_cast<int>(ascii.size()), &info, &status);
  uidna_close(idna);
  if (U_FAILURE(status) || info.errors != 0 || size <= 0) return std::nullopt;
  return std::string(ascii.data(), static_cast<std::size_t>(size));
}

std::string base64(std::string_view bytes) {
  static constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view part = bytes.substr(i, 3);
    unsigned group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (k < part.size() ? static_cast<unsigned char>(part[k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) text += k <= part.size() ? digits[group >> (18 - 6 * k) & 63] : '=';
  }
  return text;
}

/// Each word at most 39 bytes, so that the line fits 76 columns behind the longest header name of ours, and cut
/// between letters.
std::string encoded_words(std::string_view text) {
  std::string words;
  while (!text.empty()) {
    std::size_t size = std::min<std::size_t>(text.size(), 39);
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
    words += (words.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(text.substr(0, size)) + "?=";
    text.remove_prefix(size);
  }
  return words;
}

/// Control characters of both sets, and Unicode's own line and paragraph ends.
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
}

bool is_one_line(std::string_view text) {
  if (!is_utf8(text)) return false;
  const std::u32string letters = code_points(text);
  return std::none_of(letters.begin(), letters.end(), is_control);
}

}  // namespace

std::optional<std::string> header_text(std::string_view text) {
  if (text.size() > 500 || !is_one_line(text)) return std::nullopt;
  if (is_ascii(text) && text.size() <= 66 && text.find("=?") == std::string_view::npos)
    return std::string(text);
  return encoded_words(text);
}

std::optional<std::string> mailbox_text(std::string_view name, std::string_view address) {
  if (name.size() > 300 || !is_one_line(name)) return std::nullopt;
  if (name.empty()) return std::string(address);
  std::string shown;
  if (is_ascii(name) && name.size() <= 66 && name.find("=?") == std::string_view::npos) {
    shown = "\"";
    for (const char c : name) {
      if (c == '"' || c == '\\') shown += '\\';
      shown += c;
    }
    shown += '"';
  } else {
    shown = encoded_words(name);
  }
  return shown + "\r\n <" + std::string(address) + ">";
}

std::string date_text(std::chrono::sys_seconds at) {
  static constexpr std::array<std::string_view, 7> weekdays = {"Thu", "Fri", "Sat", "Sun",
                                                               "Mon", "Tue", "Wed"};
  static constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto days = std::chrono::floor<std::chrono::days>(at);
  const auto since = static_cast<std::int32_t>(days.time_since_epoch().count());
  const Date date = Date::from_days(since);
  const std::chrono::hh_mm_ss time(at - days);
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", weekdays[((since % 7) + 7) % 7], date.day(),
                     months[date.month() - 1], date.year(), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

std::optional<std::string> body_text(std::string_view text) {
  if (text.size() > 1'000'000 || !is_utf8(text)) return std::nullopt;
  std::string lines;
  lines.reserve(text.size() + text.size() / 16);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    if (c == '\n')
      lines += "\r\n";
    else if (c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f))
      lines += c;
    else
      return std::nullopt;
  }
  return lines;
}

bool is_message_id(std::string_view id) {
  const std::size_t at = id.find('@');
  return id.size() <= 200 && at != std::string_view::npos && is_dot_atom(id.substr(0, at)) &&
         is_dot_atom(id.substr(at + 1));
}

Result<std::string, AddressNo> judged_address(std::string_view address) {
  if (address.empty()) return no(AddressNo::empty);
  if (address.size() > 1'000) return no(AddressNo::too_long);
  const std::size_t at = address.rfind('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == address.size()) return no(AddressNo::no_at);
  const std::string_view name = address.substr(0, at);
  if (name.find('@') != std::string_view::npos) return no(AddressNo::no_at);
  if (!is_ascii(name)) return no(AddressNo::name_not_ascii);
  if (!is_dot_atom(name)) return no(AddressNo::strange_name);
  if (name.size() > 64) return no(AddressNo::too_long);
  if (!is_utf8(address)) return no(AddressNo::strange_domain);
  const auto domain = ascii_domain(address.substr(at + 1));
  if (!domain || !is_domain(*domain)) return no(AddressNo::strange_domain);
  std::string whole = std::string(name) + "@" + *domain;
  if (whole.size() > 254) return no(AddressNo::too_long);
  return whole;
}

Message why(AddressNo no) {
  switch (no) {
    case AddressNo::empty: return say("Write an e-mail address, for example amira@example.org.");
    case AddressNo::no_at:
      return say("An e-mail address has one @ in the middle, for example amira@example.org.");
    case AddressNo::name_not_ascii:
      return say(
          "We can only write to addresses with the letters a to z before the @. Is there another one?");
    case AddressNo::strange_name:
      return say(
          "Look at what stands before the @. An address is written without blanks, for example "
          "amira.ali@example.org.");
    case AddressNo::strange_domain:
      return say("Look at what stands after the @. It is written like example.org, with a dot.");
    case AddressNo::too_long:
      return say("This e-mail address is longer than addresses can be. Is something in it twice?");
  }
  return {};
}

}  // namespace parvis::net

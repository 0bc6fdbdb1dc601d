#include "platform/formats/text_encoding.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace parvis::formats {
namespace {

/// Windows-1252 from 0x80 to 0x9F; the five bytes that mean nothing become U+FFFD.
constexpr std::array<std::uint16_t, 32> windows_1252 = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

void append_utf8(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

enum class Order { little, big };

std::string from_utf16(std::string_view bytes, Order order) {
  const auto unit = [&](std::size_t i) -> std::uint32_t {
    const auto first = static_cast<unsigned char>(bytes[i]),
               second = static_cast<unsigned char>(bytes[i + 1]);
    return order == Order::little ? first | second << 8u : second | first << 8u;
  };
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    std::uint32_t c = unit(i);
    if (c >= 0xD800 && c < 0xE000) {
      const bool leads = c < 0xDC00 && i + 3 < bytes.size();
      const std::uint32_t low = leads ? unit(i + 2) : 0;
      if (low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        i += 2;
      } else {
        c = 0xFFFD;
      }
    }
    append_utf8(out, c);
  }
  return out;
}

/// UTF-16 without a mark: separators, digits and most letters have a zero byte, always on the same side.
bool has_zeros_on_one_side(std::string_view bytes, Order order) {
  if (bytes.size() < 4 || bytes.size() % 2 != 0) return false;
  const std::size_t length = std::min<std::size_t>(bytes.size(), 4096);
  std::size_t zeros[2] = {0, 0};
  for (std::size_t i = 0; i < length; ++i)
    if (bytes[i] == '\0') ++zeros[i % 2];
  const std::size_t expected = zeros[order == Order::little ? 1 : 0];
  const std::size_t other = zeros[order == Order::little ? 0 : 1];
  return other == 0 && expected * 5 >= length / 2;
}

/// The length of the UTF-8 letter at the front, or 0 when it is none.
std::size_t letter_length(std::string_view rest) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(rest[i]); };
  const auto follows = [&](std::size_t i) { return i < rest.size() && (byte(i) & 0xC0u) == 0x80u; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return follows(1) ? 2 : 0;
  if (lead >= 0xE0 && lead < 0xF0) {
    if (!follows(1) || !follows(2)) return 0;
    if ((lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) >= 0xA0)) return 0;
    return 3;
  }
  if (lead >= 0xF0 && lead < 0xF5) {
    if (!follows(1) || !follows(2) || !follows(3)) return 0;
    if ((lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) >= 0x90)) return 0;
    return 4;
  }
  return 0;
}

struct Utf8Count {
  std::size_t letters = 0;  ///< of more than one byte
  std::size_t damaged = 0;
};

Utf8Count count_utf8(std::string_view text) {
  Utf8Count count;
  std::size_t i = 0;
  while (i < text.size()) {
    std::uint64_t eight = 0;
    if (i + 8 <= text.size()) {
      std::memcpy(&eight, text.data() + i, 8);
      if ((eight & 0x8080808080808080u) == 0) {
        i += 8;
        continue;
      }
    }
    const std::size_t length = letter_length(text.substr(i));
    if (length > 1) ++count.letters;
    if (length == 0) ++count.damaged;
    i += std::max<std::size_t>(length, 1);
  }
  return count;
}

std::string from_windows_1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    append_utf8(out, byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80u] : byte);
  }
  return out;
}

Result<std::string_view, Message> decoded(std::string_view bytes, std::string& room) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    if (bytes.size() % 2 != 0)
      return no(say("The file ends in the middle of a letter. Was it cut short? Please save it once more."));
    room = from_utf16(bytes.substr(2), bytes[0] == '\xFF' ? Order::little : Order::big);
    return std::string_view(room);
  }
  for (const auto order : {Order::little, Order::big})
    if (has_zeros_on_one_side(bytes, order)) {
      room = from_utf16(bytes, order);
      return std::string_view(room);
    }
  const bool marked = bytes.starts_with("\xEF\xBB\xBF");
  if (marked) bytes.remove_prefix(3);
  const Utf8Count count = count_utf8(bytes);
  if (count.damaged == 0) return bytes;
  // Text in Windows-1252 next to never forms letters of UTF-8. Where some stand, reading the file as
  // Windows-1252 would spoil every name that is right: "Åsa" would become "Ã…sa".
  if (marked || count.letters > count.damaged)
    return no(
        say("Some letters in the file are damaged. Please open it, look at å, ä and ö, and save it as "
            "“CSV UTF-8”."));
  room = from_windows_1252(bytes);
  return std::string_view(room);
}

}  // namespace

Result<std::string_view, Message> as_utf8(std::string_view bytes, std::string& room) {
  auto text = decoded(bytes, room);
  if (text && text->find('\0') != std::string_view::npos)
    return no(say("This does not look like a spreadsheet. Please save the sheet as .xlsx or as CSV."));
  return text;
}

}  // namespace parvis::formats

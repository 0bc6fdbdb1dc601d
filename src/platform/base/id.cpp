#include "platform/base/id.hpp"

namespace parvis {
namespace {
constexpr std::string_view base32_digits = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t length = 13;
}  // namespace

std::string id_text(std::int64_t number) {
  auto rest = static_cast<std::uint64_t>(number);
  std::string text(length, '0');
  for (std::size_t at = length; at-- > 0; rest >>= 5) text[at] = base32_digits[rest & 31];
  return text;
}

std::optional<std::int64_t> id_number(std::string_view text) {
  // thirteen digits hold 65 bits; the first may say no more than the three highest of 63.
  if (text.size() != length || base32_digits.find(text.front()) > 7) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : text) {
    const auto digit = base32_digits.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    number = number << 5 | digit;
  }
  if (number == 0) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

}  // namespace parvis

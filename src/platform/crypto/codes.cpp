#include "platform/crypto/codes.hpp"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <utility>

#include "platform/base/fold.hpp"

namespace parvis::crypto {
namespace {

constexpr std::string_view crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

std::size_t group_of(CodeKind kind) {
  return kind == CodeKind::recovery ? 5 : 4;
}

std::string in_groups(CodeKind kind, std::string_view characters) {
  return fmt::format("{}-{}", characters.substr(0, group_of(kind)), characters.substr(group_of(kind)));
}

std::string_view purpose_of(CodeKind kind) {
  return kind == CodeKind::recovery ? "code.recovery" : "code.single_use";
}

}  // namespace

std::string new_code(CodeKind kind) {
  std::string characters = random_bytes(2 * group_of(kind));
  for (char& c : characters)
    c = crockford[static_cast<unsigned char>(c) % crockford.size()];  // 256 is 8 times 32
  return in_groups(kind, characters);
}

std::vector<std::string> recovery_codes() {
  std::vector<std::string> codes;
  while (codes.size() < 10) {
    auto code = new_code(CodeKind::recovery);
    if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(std::move(code));
  }
  return codes;
}

std::string plain_digits_and_letters(std::string_view written) {
  // folded: full-width letters become plain ones, blanks and hyphens of every kind become blanks.
  std::string plain;
  for (const char32_t c : code_points(folded(written))) {
    const auto digit = u_charDigitValue(static_cast<UChar32>(c));
    if (digit >= 0)
      plain.push_back(static_cast<char>('0' + digit));
    else if (c >= U'a' && c <= U'z')
      plain.push_back(static_cast<char>(c - U'a' + U'A'));
    else if (c != U' ')
      plain.push_back('?');
  }
  return plain;
}

std::optional<std::string> code_from(CodeKind kind, std::string_view written) {
  if (written.size() > 200) return std::nullopt;
  std::string characters = plain_digits_and_letters(written);
  for (char& c : characters) {
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (crockford.find(c) == std::string_view::npos) return std::nullopt;
  }
  if (characters.size() != 2 * group_of(kind)) return std::nullopt;
  return in_groups(kind, characters);
}

std::optional<std::string> hash_of_code(const Keyring& keys, CodeKind kind, std::int64_t account,
                                        std::string_view written) {
  const auto code = code_from(kind, written);
  if (!code) return std::nullopt;
  return keys.keyed_hash(purpose_of(kind), fmt::format("{} {}", account, *code));
}

}  // namespace parvis::crypto

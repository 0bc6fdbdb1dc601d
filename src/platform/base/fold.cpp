#include "platform/base/fold.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace parvis {
namespace {

icu::UnicodeString as_unicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

}  // namespace

std::string folded(std::string_view text) {
  // Most cells are plain ASCII; those need no tables.
  if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    std::string out;
    bool blank = false;
    for (char c : text) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
      const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '#';
      if (!word) {
        blank = !out.empty();
        continue;
      }
      if (blank) out += ' ';
      blank = false;
      out += c;
    }
    return out;
  }
  UErrorCode code = U_ZERO_ERROR;
  const auto* normal = icu::Normalizer2::getNFKCCasefoldInstance(code);
  if (U_FAILURE(code)) std::abort();
  const auto normalised = normal->normalize(as_unicode(text), code);
  if (U_FAILURE(code)) std::abort();
  icu::UnicodeString out;
  bool blank = false;
  for (std::int32_t i = 0; i < normalised.length(); i = normalised.moveIndex32(i, 1)) {
    const UChar32 c = normalised.char32At(i);
    const bool word = u_isalnum(c) || u_charType(c) == U_NON_SPACING_MARK ||
                      u_charType(c) == U_COMBINING_SPACING_MARK || c == U'+' || c == U'#';
    if (!word) {
      // Apostrophes inside a word (Ukrainian м'ясник) join it; everything else parts words.
      if (c == U'\'' || c == 0x2019 || c == 0x02BC || c == 0x0640) continue;
      blank = out.length() > 0;
      continue;
    }
    if (blank) out.append(static_cast<UChar32>(' '));
    blank = false;
    out.append(c);
  }
  std::string bytes;
  out.toUTF8String(bytes);
  return bytes;
}

std::u32string code_points(std::string_view text) {
  const auto unicode = as_unicode(text);
  std::u32string out;
  out.reserve(text.size());
  for (std::int32_t i = 0; i < unicode.length(); i = unicode.moveIndex32(i, 1))
    out.push_back(static_cast<char32_t>(unicode.char32At(i)));
  return out;
}

std::string utf8(std::u32string_view text) {
  icu::UnicodeString unicode;
  for (const char32_t c : text) unicode.append(static_cast<UChar32>(c));
  std::string out;
  unicode.toUTF8String(out);
  return out;
}

bool is_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto lead = static_cast<unsigned char>(text[i]);
    std::size_t more = 0;
    std::uint32_t value = 0;
    std::uint32_t least = 0;
    if (lead < 0x80) {
      ++i;
      continue;
    }
    if (lead >= 0xC2 && lead < 0xE0) {
      more = 1;
      value = lead & 0x1Fu;
      least = 0x80;
    } else if (lead >= 0xE0 && lead < 0xF0) {
      more = 2;
      value = lead & 0x0Fu;
      least = 0x800;
    } else if (lead >= 0xF0 && lead < 0xF5) {
      more = 3;
      value = lead & 0x07u;
      least = 0x10000;
    } else
      return false;
    if (i + more >= text.size()) return false;
    for (std::size_t k = 1; k <= more; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if ((next & 0xC0u) != 0x80) return false;
      value = (value << 6) | (next & 0x3Fu);
    }
    if (value < least || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return false;
    i += more + 1;
  }
  return true;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\v\f";
  while (!text.empty()) {
    if (blanks.find(text.front()) != std::string_view::npos)
      text.remove_prefix(1);
    else if (text.starts_with("\xC2\xA0"))
      text.remove_prefix(2);
    else
      break;
  }
  while (!text.empty()) {
    if (blanks.find(text.back()) != std::string_view::npos)
      text.remove_suffix(1);
    else if (text.ends_with("\xC2\xA0"))
      text.remove_suffix(2);
    else
      break;
  }
  return text;
}

std::vector<std::string> parts_of(std::string_view text, std::string_view separators) {
  std::vector<std::string> out;
  while (true) {
    const auto at = text.find_first_of(separators);
    const auto part = trimmed(text.substr(0, at));
    if (!part.empty()) out.emplace_back(part);
    if (at == std::string_view::npos) return out;
    text.remove_prefix(at + 1);
  }
}

int edit_distance(std::u32string_view a, std::u32string_view b, int limit) {
  const auto n = a.size(), m = b.size();
  if (n > 200 || m > 200) return limit + 1;
  const auto gap = n > m ? n - m : m - n;
  if (static_cast<int>(gap) > limit) return limit + 1;
  std::array<std::array<int, 202>, 3> rows{};
  for (std::size_t j = 0; j <= m; ++j) rows[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= n; ++i) {
    auto& row = rows[i % 3];
    const auto& before = rows[(i + 2) % 3];
    const auto& two_before = rows[(i + 1) % 3];
    row[0] = static_cast<int>(i);
    int least = row[0];
    for (std::size_t j = 1; j <= m; ++j) {
      const int replace = before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replace, before[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], two_before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
  }
  return std::min(rows[n % 3][m], limit + 1);
}

std::uint64_t seeded_hash(std::uint64_t seed, std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL ^ (seed * 0x9e3779b97f4a7c15ULL);
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9ULL;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebULL;
  return hash ^ (hash >> 31);
}

std::string_view nearest(std::string_view written, const std::vector<std::string_view>& known) {
  const std::u32string target = code_points(folded(written));
  const int limit = std::max<int>(1, static_cast<int>(target.size()) / 3);
  std::string_view best;
  int least = limit + 1;
  for (const std::string_view candidate : known) {
    const int distance = edit_distance(target, code_points(folded(candidate)), limit);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace parvis

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <limits>

#include "platform/base/assert.hpp"
#include "platform/base/fold.hpp"
#include "platform/crypto/password.hpp"

namespace parvis::crypto {
namespace {

// Words of which common passwords are made, in Sweden above all. Not a list of passwords: the rest of a password is
// weighed as well. Without accents; short ones are left out, since they stand by chance in longer words.
constexpr std::string_view common_words =
    "password passord passwort passphrase passcode losenord losen hemlig hemligt hemligheten secret admin "
    "administrator root user username anvandare inloggning login logga sakerhet konto "
    "welcome valkommen letmein changeme bytmig default guest gast test testing master superman batman dragon "
    "monkey "
    "shadow sunshine princess prinsessa football fotboll hockey baseball starwars pokemon minecraft computer "
    "dator "
    "internet google facebook samsung iphone microsoft windows trustno whatever nothing ingenting freedom "
    "iloveyou jagalskardig alskardig alskling alskar love lovely karlek hejsan hejhej tjena hallo hello "
    "kalle sommaren "
    "spring summer autumn winter sommar vinter host januari februari mars april juni juli augusti september "
    "oktober "
    "november december january february march june july august october mandag tisdag onsdag torsdag fredag "
    "lordag "
    "sondag monday tuesday wednesday thursday friday saturday sunday christmas julafton midsommar "
    "sverige sweden stockholm goteborg malmo uppsala linkoping orebro vasteras helsingborg norrkoping "
    "jonkoping "
    "hammarby djurgarden djurgarn aik brommapojkarna ifkgoteborg malmoff arsenal chelsea liverpool barcelona "
    "manchester realmadrid volvo saab ikea "
    "anna maria margareta elisabeth eva kristina birgitta karin linnea marie ingrid sofia sara emma johanna "
    "hanna "
    "amanda matilda julia elin lars mikael anders johan erik per karl peter jan thomas daniel fredrik "
    "andreas "
    "alexander magnus oscar oskar viktor william lucas hugo stefan mattias marcus jonas robert michael "
    "jennifer jessica "
    "ashley charlie jordan george andersson johansson karlsson nilsson eriksson larsson olsson persson "
    "svensson "
    "gustafsson pettersson mohammed mohamed muhammad ahmed ahmad hassan hussein ibrahim mustafa omar yusuf "
    "fatima "
    "aisha maryam zainab khadija amina abdul olena oksana tetiana natalia iryna svitlana volodymyr oleksandr "
    "andriy "
    "пароль привет любовь наташа украина киев пароля كلمةالسر كلمةالمرور مرحبا محمد احمد فاطمة الله";

// Rows and ladders of keyboards, and the two orders that everyone knows; read both ways.
constexpr std::string_view common_walks =
    "qwertyuiopå asdfghjklöä zxcvbnm qwertzuiop azertyuiop 1q2w3e4r5t6y7u8i9o0p 1qaz2wsx3edc4rfv5tgb6yhn7ujm "
    "q1w2e3r4t5y6u7i8o9p0 qazwsxedcrfvtgbyhnujm 01234567890 13579 24680 147258369 159357 !\"#¤%&/()= "
    "!@#$%^&*() "
    "abcdefghijklmnopqrstuvwxyzåäö a1b2c3d4e5f6g7h8 "
    "йцукенгшщзхї фівапролджє ячсмитьбю йцукенгшщзхъ фывапролджэ абвгдеёжзий абвгґдеєжзи ضصثقفغعهخحجد "
    "شسيبلاتنمكط";

/// Case, width, accents and the script of digits make no difference.
std::u32string plain_letters(std::string_view text) {
  UErrorCode code = U_ZERO_ERROR;
  const auto* casefold = icu::Normalizer2::getNFKCCasefoldInstance(code);
  const auto* decompose = icu::Normalizer2::getNFDInstance(code);
  PARVIS_ASSERT(U_SUCCESS(code));
  const auto given =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  const auto letters = decompose->normalize(casefold->normalize(given, code), code);
  PARVIS_ASSERT(U_SUCCESS(code));
  std::u32string plain;
  for (std::int32_t i = 0; i < letters.length(); i = letters.moveIndex32(i, 1)) {
    const UChar32 letter = letters.char32At(i);
    if (u_charType(letter) == U_NON_SPACING_MARK) continue;
    const auto digit = u_charDigitValue(letter);
    plain.push_back(static_cast<char32_t>(digit >= 0 ? U'0' + digit : letter));
  }
  return plain;
}

std::vector<std::u32string> plain_parts(std::string_view list) {
  std::vector<std::u32string> parts;
  for (const auto& part : parts_of(list, " ")) parts.push_back(plain_letters(part));
  return parts;
}

/// Whether a character is read as that letter: "L0$en0rd".
bool stands_for(char32_t written, char32_t letter) {
  if (written == letter) return true;
  constexpr std::array<std::pair<char32_t, std::u32string_view>, 10> disguises = {{{U'a', U"4@"},
                                                                                   {U'b', U"8"},
                                                                                   {U'e', U"3€"},
                                                                                   {U'g', U"9"},
                                                                                   {U'i', U"1!|"},
                                                                                   {U'l', U"1|!"},
                                                                                   {U'o', U"0ø"},
                                                                                   {U's', U"5$"},
                                                                                   {U't', U"7+"},
                                                                                   {U'z', U"2"}}};
  for (const auto& [plain, others] : disguises)
    if (plain == letter) return others.find(written) != std::u32string_view::npos;
  return false;
}

bool begins_with(std::u32string_view text, std::u32string_view word) {
  return text.size() >= word.size() &&
         std::equal(word.begin(), word.end(), text.begin(),
                    [](char32_t letter, char32_t written) { return stands_for(written, letter); });
}

bool holds(std::u32string_view text, std::u32string_view word) {
  for (std::size_t at = 0; at + word.size() <= text.size(); ++at)
    if (begins_with(text.substr(at), word)) return true;
  return false;
}

bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}
bool is_letter(char32_t c) {
  return u_isalpha(static_cast<UChar32>(c));
}

/// How many characters from `at` on follow a walk, in either direction.
std::size_t walk_length(std::u32string_view text, std::size_t at) {
  static const std::vector<std::u32string> walks = [] {
    auto both = plain_parts(common_walks);
    const auto forward = both.size();
    for (std::size_t i = 0; i < forward; ++i) both.emplace_back(both[i].rbegin(), both[i].rend());
    return both;
  }();
  std::size_t longest = 0;
  for (const auto& walk : walks)
    for (auto start = walk.find(text[at]); start != std::u32string::npos;
         start = walk.find(text[at], start + 1)) {
      std::size_t length = 1;
      while (at + length < text.size() && start + length < walk.size() &&
             text[at + length] == walk[start + length])
        ++length;
      longest = std::max(longest, length);
    }
  return longest;
}

/// How many characters from `at` on have stood before it in the same order.
std::size_t repeat_length(std::u32string_view text, std::size_t at) {
  std::size_t longest = 0;
  for (std::size_t before = 0; before < at; ++before) {
    std::size_t length = 0;
    while (at + length < text.size() && text[before + length] == text[at + length]) ++length;
    longest = std::max(longest, length);
  }
  return longest;
}

/// What a guesser has to get right, in half characters: the cheapest way to put the password together of what is known
/// and of single characters. A common word costs one and a half characters, whatever its length.
int cost_of(std::u32string_view text) {
  static const std::vector<std::u32string> words = plain_parts(common_words);
  constexpr int character = 2, sign = 1, word_cost = 3, walk_cost = 2, digits_cost = 3, repeat_cost = 1;
  std::vector<int> cost(text.size() + 1, std::numeric_limits<int>::max());
  cost[0] = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto reach = [&](std::size_t length, int price) {
      cost[at + length] = std::min(cost[at + length], cost[at] + price);
    };
    reach(1, is_letter(text[at]) || is_digit(text[at]) ? character : sign);
    if (at > 0 && text[at] == text[at - 1]) reach(1, 0);
    for (const auto& word : words)
      if (begins_with(text.substr(at), word)) reach(word.size(), word_cost);
    for (auto length = walk_length(text, at); length >= 3; --length) reach(length, walk_cost);
    for (auto length = repeat_length(text, at); length >= 2; --length) reach(length, repeat_cost);
    // A date, a year, the end of a telephone number.
    for (std::size_t length = 1; length <= 8 && at + length <= text.size() && is_digit(text[at + length - 1]);
         ++length)
      reach(length, digits_cost);
  }
  return cost.back();
}

/// Less than six characters' worth of guessing.
bool is_among_the_commonest(std::u32string_view text) {
  constexpr int least = 12;
  // The end of a very long one cannot make it cheaper.
  return cost_of(text.substr(0, 128)) < least;
}

bool holds_a_word_of(std::u32string_view password, std::string_view source) {
  constexpr std::size_t shortest = 4;
  std::u32string joined, part;
  for (const char32_t c : password)
    if (c != U' ' && c != U'.' && c != U'-' && c != U'_') joined.push_back(c);
  const auto stands_in_it = [&](std::u32string_view word) {
    return word.size() >= shortest && (holds(password, word) || holds(joined, word));
  };
  std::u32string whole;  // "asa.ek" of asa.ek@…, whose parts are too short
  bool is_before_at = true;
  for (const char32_t c : plain_letters(source) + U" ") {
    if (is_letter(c) || is_digit(c)) {
      part.push_back(c);
      if (is_before_at) whole.push_back(c);
      continue;
    }
    if (stands_in_it(part)) return true;
    part.clear();
    if (c == U'@') is_before_at = false;
  }
  return stands_in_it(whole);
}

}  // namespace

std::optional<PasswordRefusal> judge(std::string_view password,
                                     const std::vector<std::string>& words_to_avoid) {
  // Bytes first, so that a huge one is not even looked at.
  if (password.size() > most_password_characters * 4) return PasswordRefusal::too_long;
  const auto length = code_points(password).size();
  if (length > most_password_characters) return PasswordRefusal::too_long;
  if (length < fewest_password_characters) return PasswordRefusal::too_short;
  const auto plain = plain_letters(password);
  for (const auto& source : words_to_avoid)
    if (holds_a_word_of(plain, source)) return PasswordRefusal::holds_own_word;
  if (is_among_the_commonest(plain)) return PasswordRefusal::commonest;
  return std::nullopt;
}

Message describe(PasswordRefusal refusal) {
  switch (refusal) {
    case PasswordRefusal::too_short:
      return say("Write at least {n} characters. Four or five words in a row are easy to remember.")
          .with("n", static_cast<std::int64_t>(fewest_password_characters));
    case PasswordRefusal::too_long:
      return say("Write at most {n} characters.")
          .with("n", static_cast<std::int64_t>(most_password_characters));
    case PasswordRefusal::holds_own_word:
      return say("Leave out your name, your e-mail address and the city's name: they are guessed first.");
    case PasswordRefusal::leaked:
      return say(
          "This password has leaked from another site, so it is among the first that are tried. Choose "
          "another.");
    case PasswordRefusal::commonest:
      return say(
          "This password is among the first that others would guess. Write four or five words that do not "
          "belong together.");
  }
  return {};
}

}  // namespace parvis::crypto

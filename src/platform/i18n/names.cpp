#include "platform/i18n/names.hpp"

#include <unicode/coll.h>
#include <unicode/sortkey.h>
#include <unicode/translit.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

#include "platform/base/assert.hpp"
#include "platform/base/fold.hpp"

namespace parvis {
namespace {

// The rules are read once; a copy for each call, because ICU's own are not for several threads.
std::string in_latin(std::string_view name) {
  static const std::unique_ptr<icu::Transliterator> rules = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(
        "Any-Latin; NFD; [:Nonspacing Mark:] Remove; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    PARVIS_ASSERT(U_SUCCESS(status) && made != nullptr);
    return made;
  }();
  static std::mutex one_at_a_time;
  auto text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
  {
    const std::lock_guard lock(one_at_a_time);
    rules->transliterate(text);
  }
  std::string latin;
  text.toUTF8String(latin);
  return latin;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

bool is_vowel(char letter) {
  return std::string_view("aeiou").find(letter) != std::string_view::npos;
}

// One spelling for one sound.
std::string as_it_sounds(std::string word) {
  for (auto& letter : word) {
    if (letter == 'y' || letter == 'j') letter = 'i';
    if (letter == 'w') letter = 'v';
    if (letter == 'q') letter = 'k';
    if (letter == 'z') letter = 's';
  }
  // Шевченко comes out of the rules as sevcenko.
  replace_all(word, "sch", "s");
  replace_all(word, "sh", "s");
  replace_all(word, "ch", "c");
  replace_all(word, "ts", "c");
  replace_all(word, "ph", "f");
  replace_all(word, "kh", "h");
  replace_all(word, "ck", "k");
  replace_all(word, "th", "t");
  word.erase(std::unique(word.begin(), word.end()), word.end());
  // Юлия is written Yuliya and Julia, and comes out of the rules as ulia.
  if (word.size() > 2 && word[0] == 'i' && is_vowel(word[1])) word.erase(0, 1);
  return word;
}

std::string consonants_of(const std::string& word) {
  std::string left;
  for (const char letter : word)
    if (!is_vowel(letter)) left += letter;
  left.erase(std::unique(left.begin(), left.end()), left.end());
  return left;
}

}  // namespace

std::vector<std::string> name_words(std::string_view name) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (word.empty()) return;
    auto sound = as_it_sounds(std::move(word));
    if (const auto consonants = consonants_of(sound); consonants.size() >= 3)
      words.push_back("~" + consonants);
    words.push_back(std::move(sound));
    word.clear();
  };
  for (const char letter : in_latin(name)) {
    const bool is_letter = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    if (is_letter) word += letter;
    // What stands for a letter without a Latin one (ʿ, ʹ, an apostrophe) does not part a name: O'Brien, Lʹviv.
    else if (letter == ' ' || letter == '-' || letter == ',' || letter == '.' || letter == '/')
      end_word();
  }
  end_word();
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

std::string sort_key(std::string_view name, std::string_view language) {
  static std::mutex one_at_a_time;
  static std::map<std::string, std::unique_ptr<icu::Collator>, std::less<>> collators;
  const std::lock_guard lock(one_at_a_time);
  auto& collator = collators[std::string(language)];
  UErrorCode status = U_ZERO_ERROR;
  if (!collator) {
    collator.reset(icu::Collator::createInstance(icu::Locale(std::string(language).c_str()), status));
    PARVIS_ASSERT(U_SUCCESS(status) && collator != nullptr);
  }
  const auto text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
  std::string key(static_cast<std::size_t>(collator->getSortKey(text, nullptr, 0)), '\0');
  collator->getSortKey(text, reinterpret_cast<std::uint8_t*>(key.data()),
                       static_cast<std::int32_t>(key.size()));
  if (!key.empty()) key.pop_back();  // ICU ends it with a NUL.
  return key;
}

}  // namespace parvis

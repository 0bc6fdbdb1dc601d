/// Everything the product says, in the reader's language. A `Texts` is immutable and handed to each view; there
/// is no global locale. The catalogues (po/*.po, gettext) are part of the program. Plain Swedish is laid over
/// Swedish: its catalogue holds the sentences that those who learn Swedish meet, and Swedish says the rest.
///
///   const Texts& t = Texts::in(Language::arabic);
///   t("Programmes")                                          a sentence
///   t(say_n("{n} pair", "{n} pairs", pairs))                 a message with values and plural forms
///   t.number(12345)                                          "12 345" with a no-break space
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/date.hpp"
#include "platform/base/message.hpp"
#include "platform/base/moment.hpp"

namespace parvis {

/// One more language is one more name here, its line in the table of texts.cpp, and its file in po/.
enum class Language { swedish, plain_swedish, english, arabic, ukrainian };
inline constexpr std::array all_languages = {Language::swedish, Language::plain_swedish, Language::english,
                                             Language::arabic, Language::ukrainian};

/// As it stands in addresses, in `people.language` and behind --lang: "sv", "latt", "en", "ar", "uk".
std::string_view code_of(Language language);
/// As a browser and a screen reader know it: plain Swedish is "sv" to them.
std::string_view html_code_of(Language language);
std::optional<Language> language_of(std::string_view code);  ///< "sv" and "sv-SE" alike; also "sv-x-latt"
std::string_view own_name_of(Language language);             ///< "Svenska", "Lätt svenska", "العربية"
/// The best of ours for an Accept-Language header; Swedish when none fits.
Language language_for(std::string_view accept_language);

class Texts {
 public:
  static const Texts& in(Language language);
  ~Texts();

  std::string operator()(const Message& message) const;
  std::string operator()(std::string_view sentence) const;

  Language language() const { return language_; }
  std::string_view code() const { return code_of(language_); }
  std::string_view html_code() const { return html_code_of(language_); }
  bool is_right_to_left() const;
  std::string_view direction() const { return is_right_to_left() ? "rtl" : "ltr"; }

  /// Thousands by a no-break space (Swedish, Ukrainian), a comma (English, Arabic); minus as U+2212.
  std::string number(std::int64_t value) const;
  /// `tenths` of a whole with one decimal: 45 gives "4,5" in Swedish.
  std::string tenths(std::int64_t tenths) const;
  /// Percent of a whole with the language's own sign and space.
  std::string percent(std::int64_t part, std::int64_t whole) const;
  std::string_view percent_sign() const;  ///< with the space that stands before it, if any
  /// "24 november 2026"; in Arabic the day, the month's name and the year; in Ukrainian "24 листопада 2026".
  std::string day(Date date) const;
  /// "24 november 2026 14:05", by the clock of Stockholm: the cities that use Parvis live by it.
  std::string moment(Moment at) const;

 private:
  explicit Texts(Language language);
  struct Catalogue;
  Language language_;
  std::unique_ptr<Catalogue> catalogue_;
};

}  // namespace parvis

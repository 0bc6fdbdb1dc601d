/// Everything the product says, in the reader's language. A `Texts` is immutable and handed to each view; there
/// is no global locale. The catalogues (po/*.po, gettext) are part of the program.
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

enum class Language { swedish, english, arabic };
inline constexpr std::array all_languages = {Language::swedish, Language::english, Language::arabic};

std::string_view code_of(Language language);                 ///< "sv", "en", "ar"
std::optional<Language> language_of(std::string_view code);  ///< "sv" and "sv-SE" alike
std::string_view own_name_of(Language language);             ///< "Svenska", "English", "العربية"
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
  bool is_right_to_left() const { return language_ == Language::arabic; }
  std::string_view direction() const { return is_right_to_left() ? "rtl" : "ltr"; }

  /// Thousands by a no-break space (Swedish), a comma (English, Arabic); minus as U+2212.
  std::string number(std::int64_t value) const;
  /// `tenths` of a whole with one decimal: 45 gives "4,5" in Swedish.
  std::string tenths(std::int64_t tenths) const;
  /// Percent of a whole with the language's own sign and space.
  std::string percent(std::int64_t part, std::int64_t whole) const;
  /// "24 november 2026"; in Arabic the day, the month's name and the year.
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

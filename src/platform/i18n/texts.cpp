#include "platform/i18n/texts.hpp"

#include <fmt/format.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>
#include <cstdlib>
#include <locale>
#include <vector>

#include "platform/base/embedded.hpp"
#include "platform/base/fold.hpp"

namespace parvis {

std::span<const EmbeddedFile> catalogues();

namespace {

/// All that differs from one language to another besides its sentences.
struct Manner {
  std::string_view code, html_code, own_name;
  std::string_view thousands, decimal, percent;
  bool is_right_to_left = false;
  std::optional<Language> laid_over = {};  ///< where a sentence that its own catalogue lacks is taken from
};

// In the order of `Language`.
constexpr Manner manners[] = {
    {"sv", "sv", "Svenska", "\xC2\xA0", ",", "\xC2\xA0%"},
    {"latt", "sv", "Lätt svenska", "\xC2\xA0", ",", "\xC2\xA0%", false, Language::swedish},
    {"en", "en", "English", ",", ".", "%"},
    {"ar", "ar", "العربية", ",", ".", "%", true},
    {"uk", "uk", "Українська", "\xC2\xA0", ",", "\xC2\xA0%"}};
static_assert(std::size(manners) == all_languages.size());

const Manner& manner_of(Language language) {
  return manners[static_cast<std::size_t>(language)];
}

constexpr std::string_view minus_sign = "\xE2\x88\x92";
// Around a value in a right-to-left sentence, so that "SSYK 2144" or a name keeps its own direction.
constexpr std::string_view isolate = "\xE2\x81\xA8";
constexpr std::string_view end_isolate = "\xE2\x81\xA9";

std::locale gettext_locale(Language language) {
  if (language == Language::english) return std::locale::classic();  // the sentences in the code are English
  namespace gettext = boost::locale::gnu_gettext;
  gettext::messages_info info;
  info.language = std::string(code_of(language));
  info.encoding = "UTF-8";
  info.domains.emplace_back("parvis");
  info.paths.emplace_back("");
  info.callback = [code = info.language](const std::string& file, const std::string&) {
    std::vector<char> bytes;
    if (file.find("/" + code + "/") == std::string::npos) return bytes;
    for (const auto& catalogue : catalogues())
      if (catalogue.path == code + ".mo") bytes.assign(catalogue.bytes.begin(), catalogue.bytes.end());
    return bytes;
  };
  return std::locale(std::locale::classic(), gettext::create_messages_facet<char>(info));
}

std::string grouped(std::string digits, std::string_view separator) {
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), separator);
  return digits;
}

}  // namespace

struct Texts::Catalogue {
  using Messages = boost::locale::message_format<char>;
  std::vector<std::locale> layers;  ///< its own sentences first

  template <class... Count>
  const char* find(const std::string& id, Count... count) const {
    for (const auto& layer : layers)
      if (std::has_facet<Messages>(layer))
        if (const auto* found = std::use_facet<Messages>(layer).get(0, nullptr, id.c_str(), count...))
          return found;
    return nullptr;
  }
};

std::string_view code_of(Language language) {
  return manner_of(language).code;
}

std::string_view html_code_of(Language language) {
  return manner_of(language).html_code;
}

std::string_view own_name_of(Language language) {
  return manner_of(language).own_name;
}

std::optional<Language> language_of(std::string_view code) {
  constexpr std::string_view as_browsers_write_it = "sv-x-latt";
  if (code == as_browsers_write_it) return Language::plain_swedish;
  for (const auto language : all_languages) {
    const auto own = code_of(language);
    if (code.starts_with(own) && (code.size() == own.size() || code[own.size()] == '-')) return language;
  }
  return std::nullopt;
}

Language language_for(std::string_view accept_language) {
  auto best = Language::swedish;
  int best_weight = 0;
  for (const auto& part : parts_of(accept_language.substr(0, 500), ",")) {
    const auto pieces = parts_of(part, ";");
    if (pieces.empty()) continue;
    int weight = 1000;
    for (const auto& piece : pieces)
      if (piece.starts_with("q=")) weight = static_cast<int>(std::strtod(piece.c_str() + 2, nullptr) * 1000);
    const auto language = language_of(pieces.front());
    if (language && weight > best_weight) {
      best = *language;
      best_weight = weight;
    }
  }
  return best;
}

const Texts& Texts::in(Language language) {
  static const auto texts = [] {
    std::vector<std::unique_ptr<const Texts>> all;
    for (const auto one : all_languages) all.emplace_back(new Texts(one));
    return all;
  }();
  return *texts[static_cast<std::size_t>(language)];
}

Texts::Texts(Language language) : language_(language), catalogue_(std::make_unique<Catalogue>()) {
  for (std::optional<Language> one = language; one; one = manner_of(*one).laid_over)
    catalogue_->layers.push_back(gettext_locale(*one));
}
Texts::~Texts() = default;

bool Texts::is_right_to_left() const {
  return manner_of(language_).is_right_to_left;
}

std::string Texts::operator()(std::string_view sentence) const {
  // gettext keeps its own header under the empty sentence.
  const auto id = std::string(sentence);
  const auto* found = id.empty() ? nullptr : catalogue_->find(id);
  return found ? found : id;
}

std::string Texts::operator()(const Message& message) const {
  std::vector<std::pair<std::string_view, std::string>> values;
  for (const auto& argument : message.arguments) {
    if (const auto* value = std::get_if<std::int64_t>(&argument.value))
      values.emplace_back(argument.name, number(*value));
    else if (const auto* text = std::get_if<std::string>(&argument.value))
      values.emplace_back(argument.name,
                          is_right_to_left() ? fmt::format("{}{}{}", isolate, *text, end_isolate) : *text);
    else
      values.emplace_back(argument.name, (*this)(*std::get<std::shared_ptr<const Message>>(argument.value)));
  }
  if (message.plural.empty()) return fill((*this)(message.id), values);
  const auto* found = catalogue_->find(std::string(message.id), static_cast<int>(message.count));
  return fill(found ? std::string_view(found) : (message.count == 1 ? message.id : message.plural), values);
}

std::string Texts::number(std::int64_t value) const {
  const auto digits = grouped(std::to_string(value < 0 ? -value : value), manner_of(language_).thousands);
  return value < 0 ? std::string(minus_sign) + digits : digits;
}

std::string Texts::tenths(std::int64_t tenths) const {
  const auto size = tenths < 0 ? -tenths : tenths;
  auto text = number(size / 10) + std::string(manner_of(language_).decimal) + std::to_string(size % 10);
  return tenths < 0 ? std::string(minus_sign) + text : text;
}

std::string Texts::percent(std::int64_t part, std::int64_t whole) const {
  const auto share = whole == 0 ? 0 : (part * 200 + whole) / (2 * whole);
  return number(share) + std::string(percent_sign());
}

std::string_view Texts::percent_sign() const {
  return manner_of(language_).percent;
}

std::string Texts::day(Date date) const {
  static constexpr std::string_view months[] = {
      N_("January"), N_("February"), N_("March"),     N_("April"),   N_("May"),      N_("June"),
      N_("July"),    N_("August"),   N_("September"), N_("October"), N_("November"), N_("December")};
  return fmt::format("{} {} {}", date.day(), (*this)(months[date.month() - 1]), date.year());
}

std::string Texts::moment(Moment at) const {
  static const std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone("Europe/Stockholm"));
  std::int32_t raw_ms = 0, summer_ms = 0;
  auto error = U_ZERO_ERROR;
  zone->getOffset(static_cast<double>(at.microseconds()) / 1000.0, 0, raw_ms, summer_ms, error);
  const auto local = U_SUCCESS(error) ? at.plus_seconds((raw_ms + summer_ms) / 1000) : at;
  const auto minutes = local.microseconds() / 60'000'000;
  return fmt::format("{} {:02}:{:02}", day(local.day_utc()), minutes / 60 % 24, minutes % 60);
}

}  // namespace parvis

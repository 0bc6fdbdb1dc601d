#include <algorithm>
#include <array>

#include "domain/people/words.hpp"
#include "platform/base/fold.hpp"

namespace parvis::people {
namespace {

constexpr Word<int> month_words[] = {
    {"januari", 1},   {"jan", 1},  {"january", 1},   {"februari", 2}, {"feb", 2},      {"febr", 2},
    {"february", 2},  {"mars", 3}, {"mar", 3},       {"march", 3},    {"april", 4},    {"apr", 4},
    {"maj", 5},       {"may", 5},  {"juni", 6},      {"jun", 6},      {"june", 6},     {"juli", 7},
    {"jul", 7},       {"july", 7}, {"augusti", 8},   {"aug", 8},      {"august", 8},   {"september", 9},
    {"sep", 9},       {"sept", 9}, {"oktober", 10},  {"okt", 10},     {"october", 10}, {"oct", 10},
    {"november", 11}, {"nov", 11}, {"december", 12}, {"dec", 12},
};

constexpr std::string_view years_words[] = {"år",  "års", "erfarenhet", "yrkeserfarenhet", "years", "year",
                                            "yrs", "y",   "of",         "experience",      "i",     "yrket"};
constexpr std::string_view months_words[] = {"månader", "månad", "mån", "months", "month"};
constexpr std::string_view at_least_words[] = {"över",     "mer än",  "minst",   "drygt", "ca",
                                               "cirka",    "ungefär", "omkring", "over",  "more than",
                                               "at least", "about",   "approx",  "around"};
constexpr std::string_view less_than_words[] = {"under", "mindre än", "less than", "knappt"};
constexpr std::string_view no_years_words[] = {"ingen", "inga", "ingen erfarenhet", "none", "no experience"};
constexpr std::string_view places_words[] = {"st",      "adept", "adepter", "plats",
                                             "platser", "place", "places",  "adepts"};

constexpr int greatest_experience = 80;
constexpr int greatest_capacity = 50;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}
/// Of at most nine digits.
std::optional<int> whole_number(std::string_view text) {
  if (!all_digits(text) || text.size() > 9) return std::nullopt;
  int value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return value;
}
template <std::size_t N>
bool is_one_of(const std::string_view (&words)[N], std::string_view text) {
  return std::find(std::begin(words), std::end(words), text) != std::end(words);
}
/// Takes one of the words away from the front of folded text.
template <std::size_t N>
bool take_front(const std::string_view (&words)[N], std::string_view& text) {
  for (const auto word : words)
    if (text.starts_with(word) && (text.size() == word.size() || text[word.size()] == ' ')) {
      text = trimmed(text.substr(word.size()));
      return true;
    }
  return false;
}

/// "14:05", "14.05:33", "02:05 PM", "14:05:00Z", "14:05:00+02:00"
bool is_time_of_day(std::string_view text) {
  text = trimmed(text);
  std::size_t i = 0;
  const auto digits = [&](std::size_t least, std::size_t most) {
    std::size_t n = 0;
    while (i < text.size() && n < most && is_digit(text[i])) ++i, ++n;
    return n >= least;
  };
  const auto one_of = [&](std::string_view chars) {
    if (i >= text.size() || chars.find(text[i]) == std::string_view::npos) return false;
    ++i;
    return true;
  };
  if (text.starts_with("kl")) i = text.starts_with("kl.") ? 3 : 2;
  while (one_of(" ")) {
  }
  if (!digits(1, 2) || !one_of(":.") || !digits(2, 2)) return false;
  if (one_of(":.") && !digits(2, 2)) return false;
  if (one_of(".,") && !digits(1, 9)) return false;
  const auto rest = folded(text.substr(i));
  if (rest.empty() || rest == "z" || rest == "am" || rest == "pm" || rest == "fm" || rest == "em")
    return true;
  return std::all_of(rest.begin(), rest.end(), [](char c) { return is_digit(c) || c == '+' || c == ' '; });
}

std::string_view without_time_of_day(std::string_view text) {
  for (std::size_t i = 6; i < text.size(); ++i)
    if ((text[i] == ' ' || text[i] == 'T' || text[i] == ',') && is_time_of_day(text.substr(i + 1)))
      return trimmed(text.substr(0, i));
  return text;
}

/// What a date is made of: numbers as written, and a month by name.
struct DateParts {
  std::vector<std::string> numbers;
  std::optional<int> month;
  std::size_t numbers_before_month = 0;
};
std::optional<DateParts> date_parts(std::string_view text) {
  DateParts parts;
  for (auto& word : parts_of(folded(text), " ")) {
    if (all_digits(word)) {
      parts.numbers.push_back(std::move(word));
      continue;
    }
    if (word == "den" || word == "the" || word == "of") continue;
    // "31st", "1:a" arrives as "1" and "a"
    if (word.size() > 2 && all_digits(word.substr(0, word.size() - 2))) {
      const auto ending = word.substr(word.size() - 2);
      if (ending == "st" || ending == "nd" || ending == "rd" || ending == "th") {
        parts.numbers.push_back(word.substr(0, word.size() - 2));
        continue;
      }
    }
    const auto month = meaning_of(month_words, word);
    if (!month || parts.month) return std::nullopt;
    parts.month = month;
    parts.numbers_before_month = parts.numbers.size();
  }
  return parts;
}

/// Four digits; or two, where the century can only be this one.
enum class Years { four_digits, two_digits_too };
std::optional<int> year_in(const std::string& digits, Years years) {
  if (digits.size() == 4) return whole_number(digits);
  if (digits.size() == 2 && years == Years::two_digits_too) return 2000 + *whole_number(digits);
  return std::nullopt;
}

std::optional<Date> date_in(std::string_view cell, Years years) {
  if (cell.size() > 80) return std::nullopt;
  const auto text = without_time_of_day(trimmed(cell));
  const auto parts = date_parts(text);
  if (!parts) return std::nullopt;
  const auto& numbers = parts->numbers;
  const auto short_number = [&](std::size_t i) {
    return numbers[i].size() <= 2 ? whole_number(numbers[i]).value_or(0) : 0;
  };
  if (parts->month) {
    if (numbers.size() != 2) return std::nullopt;
    if (numbers[0].size() == 4) return Date::from(*whole_number(numbers[0]), *parts->month, short_number(1));
    const auto year = year_in(numbers[1], years);
    return year ? Date::from(*year, *parts->month, short_number(0)) : std::nullopt;
  }
  if (numbers.size() == 1 && numbers[0].size() == 8 && text.size() == 8)
    return Date::from(*whole_number(numbers[0].substr(0, 4)), *whole_number(numbers[0].substr(4, 2)),
                      *whole_number(numbers[0].substr(6, 2)));
  if (numbers.size() != 3) return std::nullopt;
  if (numbers[0].size() == 4) return Date::from(*whole_number(numbers[0]), short_number(1), short_number(2));
  const auto year = year_in(numbers[2], years);
  if (!year) return std::nullopt;
  // 03/04/2026 is the third of April here; 3/31/2026 can only be the American way.
  if (const auto date = Date::from(*year, short_number(1), short_number(0))) return date;
  return text.find('/') != std::string_view::npos ? Date::from(*year, short_number(0), short_number(1))
                                                  : std::nullopt;
}

/// "19850312-1234" and "198503121234", with the check digit.
std::string digits_of_identity_number(std::string_view cell) {
  const auto text = trimmed(cell);
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_digit(text[i]))
      digits += text[i];
    else if (!((text[i] == '-' || text[i] == '+' || text[i] == ' ') && i + 5 == text.size()))
      return {};
  }
  return digits.size() == 10 || digits.size() == 12 ? digits : std::string();
}

bool is_day_of_birth(int year, int month, int day) {
  // A co-ordination number has 60 added to its day.
  return Date::from(year, month, day > 60 ? day - 60 : day).has_value();
}

}  // namespace

bool looks_like_identity_number(std::string_view cell) {
  const auto digits = digits_of_identity_number(cell);
  if (digits.empty()) return false;
  const auto ten = std::string_view(digits).substr(digits.size() - 10);
  int sum = 0;
  for (std::size_t i = 0; i < ten.size(); ++i) {
    const int doubled = (ten[i] - '0') * (i % 2 == 0 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  if (sum % 10 != 0) return false;
  const int month = *whole_number(ten.substr(2, 2));
  const int day = *whole_number(ten.substr(4, 2));
  if (digits.size() == 12) {
    const int year = *whole_number(std::string_view(digits).substr(0, 4));
    return year >= 1850 && year <= 2100 && is_day_of_birth(year, month, day);
  }
  const int year = *whole_number(ten.substr(0, 2));
  return is_day_of_birth(1900 + year, month, day) || is_day_of_birth(2000 + year, month, day);
}

Reading<Date> read_date(std::string_view cell) {
  if (const auto date = date_in(cell, Years::two_digits_too)) return *date;
  return no(say("The date cannot be read. Write year, month and day, such as 2026-03-31."));
}

Reading<int> read_birth_year(std::string_view cell) {
  std::optional<int> year;
  auto text = trimmed(cell);
  const auto as_folded = folded(text);
  std::string_view plain = as_folded;
  for (const std::string_view word : {"född", "f", "born"})
    if (plain.starts_with(word) && plain.size() > word.size() && plain[word.size()] == ' ')
      plain = trimmed(plain.substr(word.size()));
  if (plain.size() == 4 && all_digits(plain))
    year = whole_number(plain);
  else if (const auto date = date_in(text, Years::four_digits))
    year = date->year();
  else if (const auto digits = digits_of_identity_number(text); digits.size() == 12)
    year = whole_number(std::string_view(digits).substr(0, 4));
  if (year && *year >= 1900 && *year <= 2100) return *year;
  return no(say("The year of birth cannot be read. Write four digits, such as 1985."));
}

Reading<int> read_experience(std::string_view cell) {
  const auto unreadable = [] {
    return no(say("The years of experience cannot be read. Write a number from 0 to 80, such as 7."));
  };
  auto written = trimmed(cell);
  const auto whole = folded(written);
  if (is_one_of(no_years_words, whole)) return 0;
  bool less = written.starts_with('<');
  if (written.starts_with('<') || written.starts_with('>') || written.starts_with('~'))
    written = trimmed(written.substr(1));
  const bool fraction =
      written.find('/') != std::string_view::npos || written.find("½") != std::string_view::npos;
  if (fraction || written.starts_with('-')) return unreadable();
  // Decimals are left out: what counts is whole years.
  std::string text;
  for (std::size_t i = 0; i < written.size(); ++i) {
    const bool decimal = (written[i] == ',' || written[i] == '.') && i > 0 && is_digit(written[i - 1]) &&
                         i + 1 < written.size() && is_digit(written[i + 1]);
    if (decimal)
      while (i + 1 < written.size() && is_digit(written[i + 1])) ++i;
    else
      text += written[i];
  }
  const auto as_folded = folded(text);
  std::string_view rest = as_folded;
  if (take_front(less_than_words, rest))
    less = true;
  else
    take_front(at_least_words, rest);
  std::vector<int> numbers;
  bool years_named = false, months = false;
  for (auto& word : parts_of(rest, " ")) {
    if (word.ends_with('+')) word.pop_back();
    if (word.empty()) continue;
    if (is_one_of(years_words, word)) {
      years_named = true;
      continue;
    }
    if (is_one_of(months_words, word)) {
      months = !years_named;  // "3 år 6 månader" is three years
      continue;
    }
    const auto number = whole_number(word);
    if (!number) return unreadable();
    numbers.push_back(*number);
  }
  // "5–10 år": the lower end is sure.
  const bool wrong_range = numbers.size() == 2 && numbers[0] > numbers[1] && !years_named;
  if (numbers.empty() || numbers.size() > 2 || wrong_range) return unreadable();
  if (less) return numbers.size() == 1 && (numbers[0] == 1 || months) ? Reading<int>(0) : unreadable();
  const int years = months ? numbers[0] / 12 : numbers[0];
  if (years > greatest_experience) return unreadable();
  return years;
}

Reading<int> read_capacity(std::string_view cell) {
  const auto text = folded(cell);
  const auto words = parts_of(text, " ");
  const bool sign = trimmed(cell).starts_with('-') || trimmed(cell).starts_with("−");
  if (!sign && (words.size() == 1 || (words.size() == 2 && is_one_of(places_words, words[1]))))
    if (const auto places = whole_number(words[0]); places && *places <= greatest_capacity) return *places;
  return no(say("The number of places cannot be read. Write a whole number from 0 to 50, such as 2."));
}

void collect_number_words(std::vector<std::string_view>& words) {
  for (const auto& word : month_words) words.push_back(word.text);
  const auto collect = [&](const auto& table) {
    words.insert(words.end(), std::begin(table), std::end(table));
  };
  collect(years_words);
  collect(months_words);
  collect(at_least_words);
  collect(less_than_words);
  collect(no_years_words);
  collect(places_words);
}

}  // namespace parvis::people

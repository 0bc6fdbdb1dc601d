#include "domain/people/identity_number.hpp"

namespace parvis::people {
namespace {

constexpr int first_day_of_a_co_ordination_number = 61;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

struct Written {
  std::string digits;  ///< ten or twelve
  bool plus = false;
};

std::optional<Written> figures_in(std::string_view text) {
  Written written;
  bool sign = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (is_digit(c)) {
      written.digits += c;
    } else if (c == '-' || c == '+') {
      if (sign || (written.digits.size() != 6 && written.digits.size() != 8)) return std::nullopt;
      sign = true;
      written.plus = c == '+';
    } else if (c != ' ') {
      return std::nullopt;
    }
    if (written.digits.size() > 12) return std::nullopt;
  }
  if (written.digits.size() != 10 && written.digits.size() != 12) return std::nullopt;
  return written;
}

// Luhn over the ten last figures.
bool has_right_check_digit(std::string_view ten) {
  int sum = 0;
  for (std::size_t at = 0; at < ten.size(); ++at) {
    const int figure = (ten[at] - '0') * (at % 2 == 0 ? 2 : 1);
    sum += figure / 10 + figure % 10;
  }
  return sum % 10 == 0;
}

int number(std::string_view figures) {
  int value = 0;
  for (const char c : figures) value = value * 10 + (c - '0');
  return value;
}

// The day of birth as written in eight figures; for co-ordination numbers 60 is taken away from the day.
std::optional<Date> day_in(std::string_view eight) {
  int day = number(eight.substr(6, 2));
  if (day >= first_day_of_a_co_ordination_number) day -= first_day_of_a_co_ordination_number - 1;
  return Date::from(number(eight.substr(0, 4)), number(eight.substr(4, 2)), day);
}

// Six figures leave the century open: the latest that is not to come, or with a plus the one before it.
std::string with_century(const Written& written, Date today) {
  if (written.digits.size() == 12) return written.digits;
  int century = today.year() / 100;
  const auto eight = [&] { return std::to_string(century) + written.digits.substr(0, 6); };
  const auto day = day_in(eight());
  if (day ? *day > today : number(written.digits.substr(0, 2)) > today.year() % 100) --century;
  if (written.plus) --century;
  return std::to_string(century) + written.digits;
}

}  // namespace

Result<IdentityNumber, Message> IdentityNumber::read(std::string_view text, Date today) {
  const auto written = figures_in(text);
  if (!written)
    return no(say("An identity number has ten or twelve figures, such as YYYYMMDD-NNNN. Look at it again."));
  const auto digits = with_century(*written, today);
  const auto day = day_in(std::string_view(digits).substr(0, 8));
  if (!day || *day > today || day->year() < 1880)
    return no(say("The first figures of the identity number are no day of birth. Look at them again."));
  if (!has_right_check_digit(std::string_view(digits).substr(2)))
    return no(
        say("One of the figures in the identity number is wrong: the last one does not fit the others."));
  const bool co_ordination =
      number(std::string_view(digits).substr(6, 2)) >= first_day_of_a_co_ordination_number;
  return IdentityNumber(digits, co_ordination ? Kind::co_ordination : Kind::personal);
}

std::string IdentityNumber::whole() const {
  return digits_.substr(0, 8) + "-" + digits_.substr(8);
}

std::string IdentityNumber::masked() const {
  return digits_.substr(0, 8) + "-••••";
}

}  // namespace parvis::people

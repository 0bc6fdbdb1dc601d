#include <algorithm>
#include <iterator>

#include "domain/occupations/data.hpp"
#include "domain/occupations/taxonomy.hpp"

namespace parvis::occupations {
namespace {

template <class T>
std::vector<T> union_of(const std::vector<T>& first, const std::vector<T>& second) {
  std::vector<T> out;
  std::set_union(first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(out));
  return out;
}

}  // namespace

std::optional<Ssyk> Ssyk::from(std::string_view four_digits) {
  if (four_digits.size() != 4) return std::nullopt;
  int number = 0;
  for (const char c : four_digits) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return Ssyk(static_cast<std::uint16_t>(number));
}

std::string Ssyk::text() const {
  std::string out = "0000";
  for (int i = 3, rest = number_; i >= 0; --i, rest /= 10)
    out[static_cast<std::size_t>(i)] = static_cast<char>('0' + rest % 10);
  return out;
}

Ssyk ssyk_numbered(int number) {
  std::string digits = "0000";
  for (std::size_t i = 4; i-- > 0; number /= 10) digits[i] = static_cast<char>('0' + number % 10);
  return *Ssyk::from(digits);
}

Occupation merged(const Occupation& first, const Occupation& second) {
  Occupation out{union_of(first.groups, second.groups), union_of(first.concepts, second.concepts),
                 first.title};
  if (out.title.empty())
    out.title = second.title;
  else if (!second.title.empty() && second.title != first.title)
    out.title += "; " + second.title;
  return out;
}

int value_of(Ground ground) {
  switch (ground) {
    case Ground::same_occupation: return 10'000;
    case Ground::same_group: return 9'000;
    case Ground::listed_near: return 7'500;
    case Ground::listed_first: return 6'000;
    case Ground::same_minor_group: return 5'000;
    case Ground::listed_later: return 4'500;
    case Ground::same_major_group: return 3'000;
    case Ground::listed_low: return 2'500;
    case Ground::same_field: return 1'500;
    case Ground::none: return 0;
  }
  return 0;
}

Message in_words(Ground ground) {
  switch (ground) {
    case Ground::same_occupation: return say("the same occupation");
    case Ground::same_group: return say("the same group of occupations");
    case Ground::listed_near: return say("listed as a close occupation");
    case Ground::listed_first: return say("among the three nearest on the employment service's list");
    case Ground::same_minor_group: return say("closely related groups of occupations");
    case Ground::listed_later: return say("on the employment service's list of nearby occupations");
    case Ground::same_major_group: return say("related groups of occupations");
    case Ground::listed_low: return say("listed as a somewhat close occupation");
    case Ground::same_field: return say("the same occupational field");
    case Ground::none: return say("no known connection between the occupations");
  }
  return say("no known connection between the occupations");
}

}  // namespace parvis::occupations

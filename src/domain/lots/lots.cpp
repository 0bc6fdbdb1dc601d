#include "domain/lots/lots.hpp"

#include <algorithm>
#include <tuple>

#include "platform/base/fold.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::lots {

std::optional<Message> fault_in_seed(std::string_view seed) {
  const auto letters = code_points(seed);
  const bool unseen = std::any_of(letters.begin(), letters.end(), [](char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0xFFFD;
  });
  if (!seed.empty() && is_utf8(seed) && !unseen && trimmed(seed) == seed) return std::nullopt;
  return say(
      "This seed cannot be published so that others can type it again. Write visible letters and figures "
      "without blanks at the ends, such as “Joker 2026-05-02: 4711827”.");
}

std::string draw_number(std::string_view seed, std::string_view id) {
  return crypto::sha256_hex(std::string(seed) + "\n" + std::string(id));
}

std::string commitment(std::string_view seed) {
  return crypto::sha256_hex(seed);
}

std::vector<Numbered> order(const List& list, std::string_view seed) {
  std::vector<Numbered> all;
  all.reserve(list.applicants.size());
  for (std::uint32_t i = 0; i < list.applicants.size(); ++i)
    all.push_back({i, draw_number(seed, list.applicants[i].id)});
  std::sort(all.begin(), all.end(), [&list](const Numbered& a, const Numbered& b) {
    const Applicant &first = list.applicants[a.applicant], &second = list.applicants[b.applicant];
    return std::tie(first.priority, a.number, first.id) < std::tie(second.priority, b.number, second.id);
  });
  return all;
}

std::string fingerprint_of_applicants(const List& list) {
  std::string text;
  for (const auto& applicant : list.applicants) {
    text += applicant.id + '\t';
    if (applicant.priority != no_class) text += std::to_string(applicant.priority);
    text += '\t' + applicant.group + '\t';
    for (std::size_t w = 0; w < applicant.wishes.size(); ++w)
      text += (w > 0 ? ";" : "") + list.places[applicant.wishes[w]].name;
    text += '\n';
  }
  return crypto::sha256_hex(text);
}

std::string fingerprint_of_places(const List& list) {
  std::string text;
  for (const auto& place : list.places) text += place.name + '\t' + std::to_string(place.seats) + '\n';
  return crypto::sha256_hex(text);
}

std::uint32_t bound_of(const List& list, const Applicant& applicant) {
  std::uint32_t number = 0;
  while (number < list.bounds.size() && list.bounds[number].group != applicant.group) ++number;
  return number;
}

}  // namespace parvis::lots

/// Words for days and for parts of a day, and the small words between them. Inside the folder only.
#pragma once

#include <optional>
#include <string_view>
#include <utility>

namespace parvis::people {

struct Phrase {
  enum Kind { days, times, around, before, after, between, link } kind = around;
  unsigned day_mask = 0;  ///< bit 0 is Monday
  int from = 0, to = 0;   ///< half hours; from > to goes past midnight and stays on the same day
};
inline constexpr unsigned weekdays = 0b0011111, weekend = 0b1100000, all_days = 0b1111111;

/// Also with its ending: "måndagar", "kvällarna", "helgen".
std::optional<Phrase> phrase_of(std::string_view folded_text);
/// "Måndagskväll", "helgförmiddagar": a day and a part of it in one word.
std::optional<std::pair<Phrase, Phrase>> day_and_time_of(std::string_view folded_word);

}  // namespace parvis::people

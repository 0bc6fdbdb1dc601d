/// How a cell is understood: Swedish and English words, folded (platform/base/fold.hpp), each with what it means.
/// Every word stands in docs/formats.md; a test holds the two together. A reading that fails says what to write.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/people/person.hpp"
#include "platform/base/result.hpp"

namespace parvis::people {

template <class T>
using Reading = Result<T, Message>;

/// A word in a table: folded, so that "Ej angivet" and "ej  angivet" are one.
template <class T>
struct Word {
  std::string_view text;
  T means;
};
template <class T, std::size_t N>
std::optional<T> meaning_of(const Word<T> (&table)[N], std::string_view folded_text) {
  for (const auto& word : table)
    if (word.text == folded_text) return word.means;
  return std::nullopt;
}

/// Nothing is written: blanks, or a dash that stands for nothing.
bool is_blank(std::string_view cell);
/// "okänt", "vet ej", "unknown", "?": unknown, in any column that asks for a fact.
bool is_unknown_word(std::string_view cell);

Reading<Gender> read_gender(std::string_view cell);
Reading<EducationLevel> read_education_level(std::string_view cell);
Reading<bool> read_record_check(std::string_view cell);
/// Whether the cell *surely* says no. Anything else that is written leaves the row for handling by hand.
bool is_no_protection(std::string_view cell);

/// A level written where the field of education was asked for ("Utbildning: master, data") is both.
struct Education {
  std::optional<EducationLevel> level;
  std::optional<std::string> field;
};
Education read_education(std::string_view cell);

// wishes.cpp
Reading<MeetingForm> read_meeting(std::string_view cell);
/// Two wishes that exclude each other cannot be read either.
Reading<std::vector<Wish>> read_wishes(std::string_view cell);

// word_lists.cpp
Reading<std::vector<TargetGroup>> read_target_groups(std::string_view cell);
Reading<std::vector<Offer>> read_offers(std::string_view cell);
/// Names, folded; yes (or a day) without a name is `any_training`.
Reading<std::vector<std::string>> read_training(std::string_view cell);
/// Folded, sorted, each once; "inga" is none at all.
std::vector<std::string> read_interests(std::string_view cell);

// levels.cpp
Reading<Level> read_swedish(std::string_view cell);
/// Also "inget krav" → Level::none.
Reading<Level> read_least_swedish(std::string_view cell);
/// Sorted by code, each once. `otherwise` is the level of a language without one ("Modersmål: arabiska").
Reading<std::vector<SpokenLanguage>> read_languages(std::string_view cell,
                                                    const occupations::Taxonomy& taxonomy,
                                                    std::optional<Level> otherwise = std::nullopt);

// written_numbers.cpp
Reading<int> read_birth_year(std::string_view cell);
Reading<int> read_experience(std::string_view cell);
Reading<int> read_capacity(std::string_view cell);
/// "In the usual ways"; a time of day is left out. When day and month could change places the day is first, as
/// in Swedish usage; 3/31/2026 has only one reading.
Reading<Date> read_date(std::string_view cell);
/// A Swedish identity or co-ordination number: date, four figures, check digit.
bool looks_like_identity_number(std::string_view cell);

// availability.cpp
/// "mån kväll, ons 17–20". What is not surely free is left out: half hours that are only begun do not count.
Reading<WeekHours> read_availability(std::string_view cell);

/// Every word in the tables, for the test that holds the documentation.
std::vector<std::string_view> understood_words();
void collect_none_words(std::vector<std::string_view>& words);
void collect_wish_words(std::vector<std::string_view>& words);
void collect_list_words(std::vector<std::string_view>& words);
void collect_level_words(std::vector<std::string_view>& words);
void collect_number_words(std::vector<std::string_view>& words);
void collect_availability_words(std::vector<std::string_view>& words);

}  // namespace parvis::people

/// The way back: what is known of a person as the cells of our own spreadsheet, in words that the intake reads to
/// the same person again. So a city's register, a file that is taken out of it and a matching round all go through
/// one reading (docs/formats.md).
#pragma once

#include <map>
#include <span>
#include <string>

#include "domain/people/intake.hpp"

namespace parvis::people {

/// What is unknown has no cell. A list that is known to be empty says "none".
using CellTexts = std::map<Field, std::string>;

CellTexts cells_of(const Adept& adept, const occupations::Taxonomy& taxonomy);
CellTexts cells_of(const Mentor& mentor, const occupations::Taxonomy& taxonomy);
/// All that an adept or a mentor has in common, by the same words.
CellTexts cells_of(const Person& person, const occupations::Taxonomy& taxonomy);

/// When somebody can meet on one day, without a break: half hours since midnight, `to` not included.
struct Stretch {
  int day = 0;  ///< 0: Monday
  int from = 0, to = 0;
};
/// In the order of the week.
std::vector<Stretch> stretches_of(const WeekHours& hours);
/// 35 is "17:30".
std::string clock_of(int half);

/// What belongs to an application and not to the person: wishes, and a mentor's places, partner, training and so on.
CellTexts cells_of_application(const Mentor& mentor);

/// A sheet with a column for each field that anybody has, in the order of Field. `file` names it in messages.
formats::Table table_of(std::span<const CellTexts> people, std::string file);

/// A title that a person has settled, and the taxonomy would not: the sheet above needs the choice beside it.
void add_choice(TitleChoices& choices, const Person& person, const occupations::Taxonomy& taxonomy);

}  // namespace parvis::people

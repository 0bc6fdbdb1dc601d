#include "domain/people/cells.hpp"

#include <fmt/format.h>

#include <set>

namespace parvis::people {
namespace {

constexpr std::string_view nothing = "none";

std::string joined_by_semicolon(const std::vector<std::string>& parts) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : "; ") + part;
  return text.empty() ? std::string(nothing) : text;
}

template <class Kind, class Word>
std::string list_of_words(const std::vector<Kind>& kinds, Word word) {
  std::vector<std::string> words;
  for (const auto& kind : kinds) words.emplace_back(word(kind));
  return joined_by_semicolon(words);
}

std::string_view word_of(Gender gender) {
  switch (gender) {
    case Gender::woman: return "woman";
    case Gender::man: return "man";
    case Gender::other: return "other";
    case Gender::not_stated: return "not stated";
  }
  return {};
}

std::string_view word_of(EducationLevel level) {
  switch (level) {
    case EducationLevel::none: return "no education";
    case EducationLevel::short_education: return "short education";
    case EducationLevel::upper_secondary: return "upper secondary";
    case EducationLevel::post_secondary: return "post-secondary";
    case EducationLevel::higher: return "higher education";
    case EducationLevel::doctorate: return "doctorate";
  }
  return {};
}

std::string_view word_of(MeetingForm form) {
  switch (form) {
    case MeetingForm::in_person: return "in person";
    case MeetingForm::digital: return "digital";
    case MeetingForm::either: return "both";
  }
  return {};
}

std::string_view word_of(Wish wish) {
  switch (wish) {
    case Wish::woman: return "woman";
    case Wish::man: return "man";
    case Wish::digital_only: return "digital only";
    case Wish::in_person_only: return "in person only";
    case Wish::not_my_employer: return "not my employer";
  }
  return {};
}

std::string_view word_of(Offer offer) {
  switch (offer) {
    case Offer::occupation_information: return "information about the occupation";
    case Offer::competence_assessment: return "assessment of competence";
    case Offer::contacts: return "contacts";
    case Offer::language_practice: return "language practice";
    case Offer::interview_practice: return "interview practice";
  }
  return {};
}

std::string_view word_of(TargetGroup group) {
  switch (group) {
    case TargetGroup::newly_arrived: return "newly arrived";
    case TargetGroup::mass_flight_directive: return "mass-flight directive";
    case TargetGroup::youth_not_in_work_or_studies: return "youth neither working nor studying";
    case TargetGroup::woman_weak_position: return "woman weak position";
    case TargetGroup::parental_leave: return "parental leave";
    case TargetGroup::short_education: return "short education";
    case TargetGroup::disability: return "disability";
    case TargetGroup::long_term_unemployed: return "long-term unemployed";
    case TargetGroup::aged_55_or_over: return "55 or older";
    case TargetGroup::no_upper_secondary: return "no upper secondary";
    case TargetGroup::municipal_activity_responsibility: return "municipal activity responsibility";
    case TargetGroup::other_by_decision: return "other by decision";
  }
  return {};
}

std::string spoken(const std::vector<SpokenLanguage>& languages, const occupations::Taxonomy& taxonomy) {
  std::vector<std::string> parts;
  for (const auto& language : languages) {
    std::string part = taxonomy.language_name(language.iso639_3, "en");
    if (language.level) part += fmt::format(" {}", id_of(*language.level));
    parts.push_back(std::move(part));
  }
  return joined_by_semicolon(parts);
}

// "mon 17:00-20:00, wed 8:00-12:00": each stretch of half hours.
std::string hours_in_words(const WeekHours& hours) {
  constexpr std::string_view days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  std::string text;
  for (const auto& one : stretches_of(hours))
    text += fmt::format("{}{} {}-{}", text.empty() ? "" : ", ", days[one.day], clock_of(one.from),
                        clock_of(one.to));
  return text;
}

std::string wishes_in_words(const std::vector<Wish>& wishes) {
  return list_of_words(wishes, [](Wish wish) { return word_of(wish); });
}

}  // namespace

std::vector<Stretch> stretches_of(const WeekHours& hours) {
  constexpr std::size_t halves = 48;
  std::vector<Stretch> stretches;
  for (std::size_t day = 0; day < 7; ++day)
    for (std::size_t at = 0; at < halves; ++at) {
      if (!hours[day * halves + at]) continue;
      std::size_t end = at;
      while (end < halves && hours[day * halves + end]) ++end;
      stretches.push_back({static_cast<int>(day), static_cast<int>(at), static_cast<int>(end)});
      at = end;
    }
  return stretches;
}

std::string clock_of(int half) {
  return fmt::format("{:02}:{:02}", half / 2, half % 2 * 30);
}

CellTexts cells_of(const Person& person, const occupations::Taxonomy& taxonomy) {
  CellTexts cells;
  const auto put = [&](Field field, const auto& known, auto text) {
    if (known) cells[field] = text(*known);
  };
  const auto as_it_is = [](const std::string& text) { return text; };
  const auto number = [](int whole) { return std::to_string(whole); };
  cells[Field::id] = person.id;
  if (!person.name.empty()) cells[Field::name] = person.name;
  put(Field::gender, person.gender, [](Gender gender) { return std::string(word_of(gender)); });
  put(Field::birth_year, person.birth_year, number);
  put(Field::occupation, person.occupation, [](const occupations::Occupation& known) { return known.title; });
  put(Field::education_level, person.education_level,
      [](EducationLevel level) { return std::string(word_of(level)); });
  put(Field::education_field, person.education_field, as_it_is);
  put(Field::experience, person.experience_years, number);
  put(Field::languages, person.languages, [&](const auto& languages) { return spoken(languages, taxonomy); });
  put(Field::swedish, person.swedish, [](Level level) { return std::string(id_of(level)); });
  put(Field::district, person.district, as_it_is);
  put(Field::interests, person.interests, joined_by_semicolon);
  put(Field::availability, person.availability, hours_in_words);
  put(Field::meeting, person.meeting, [](MeetingForm form) { return std::string(word_of(form)); });
  put(Field::employer, person.employer, as_it_is);
  put(Field::registered_on, person.registered_on, [](Date day) { return day.iso(); });
  if (person.wishes) cells[Field::wishes] = wishes_in_words(*person.wishes);
  if (!person.not_with.empty()) cells[Field::not_with] = joined_by_semicolon(person.not_with);
  return cells;
}

CellTexts cells_of(const Adept& adept, const occupations::Taxonomy& taxonomy) {
  auto cells = cells_of(static_cast<const Person&>(adept), taxonomy);
  if (adept.target_groups)
    cells[Field::target_groups] =
        list_of_words(*adept.target_groups, [](TargetGroup group) { return word_of(group); });
  return cells;
}

CellTexts cells_of(const Mentor& mentor, const occupations::Taxonomy& taxonomy) {
  auto cells = cells_of(static_cast<const Person&>(mentor), taxonomy);
  cells.merge(cells_of_application(mentor));
  return cells;
}

CellTexts cells_of_application(const Mentor& mentor) {
  CellTexts cells;
  if (mentor.wishes) cells[Field::wishes] = wishes_in_words(*mentor.wishes);
  cells[Field::capacity] = std::to_string(mentor.capacity);
  if (mentor.partner) cells[Field::partner] = *mentor.partner;
  if (mentor.training)
    cells[Field::training] = list_of_words(*mentor.training, [](const std::string& name) {
      return name == any_training ? std::string("yes") : name;
    });
  if (mentor.record_check_shown) cells[Field::record_check] = *mentor.record_check_shown ? "yes" : "no";
  if (mentor.least_swedish)
    cells[Field::least_swedish] =
        *mentor.least_swedish == Level::none ? "no requirement" : std::string(id_of(*mentor.least_swedish));
  if (mentor.offers)
    cells[Field::offers] = list_of_words(*mentor.offers, [](Offer offer) { return word_of(offer); });
  return cells;
}

formats::Table table_of(std::span<const CellTexts> people, std::string file) {
  std::set<Field> fields{Field::id};
  for (const auto& cells : people)
    for (const auto& [field, text] : cells) fields.insert(field);
  formats::Table table;
  table.file = std::move(file);
  for (const auto field : fields) table.headers.emplace_back(header_of(field));
  int number = 1;
  for (const auto& cells : people) {
    formats::Row row;
    row.number = ++number;
    for (const auto field : fields) {
      const auto found = cells.find(field);
      row.cells.push_back(found == cells.end() ? std::string() : found->second);
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

void add_choice(TitleChoices& choices, const Person& person, const occupations::Taxonomy& taxonomy) {
  if (!person.occupation || person.occupation->groups.empty()) return;
  const auto found = taxonomy.find(person.occupation->title);
  if (!found.occupation || found.occupation->groups != person.occupation->groups)
    choices.choose(person.occupation->title, person.occupation->groups);
}

}  // namespace parvis::people

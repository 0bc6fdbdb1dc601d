#include "domain/people/cells.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

namespace parvis::people {
namespace {

const occupations::Taxonomy& known_titles() {
  static const auto taxonomy = occupations::Taxonomy::starter();
  return *taxonomy;
}

// Everything about a person may be unknown, known, or known to be nothing.
class Invent {
 public:
  explicit Invent(unsigned seed) : chance_(seed) {}

  Adept adept(int number) {
    Adept one;
    fill(one, number);
    if (known()) one.target_groups = some<TargetGroup>(target_group_count);
    return one;
  }
  Mentor mentor(int number) {
    Mentor one;
    fill(one, number);
    one.capacity = 1 + below(5);
    if (known()) one.partner = "Facket för alla";
    if (known())
      one.training = pick({{}, {std::string(any_training)}, {"grundkurs"}, {"fördjupning", "grundkurs"}});
    if (known()) one.record_check_shown = below(2) == 1;
    if (known()) one.least_swedish = static_cast<Level>(below(8));
    if (known()) one.offers = some<Offer>(5);
    return one;
  }

 private:
  int below(int limit) { return static_cast<int>(chance_() % static_cast<unsigned>(limit)); }
  bool known() { return below(3) > 0; }
  template <class Kind>
  std::vector<Kind> some(int count) {
    std::vector<Kind> kinds;
    for (int i = 0; i < count; ++i)
      if (below(4) == 0) kinds.push_back(static_cast<Kind>(i));
    return kinds;
  }
  std::vector<std::string> pick(std::vector<std::vector<std::string>> of) {
    return of[static_cast<std::size_t>(below(static_cast<int>(of.size())))];
  }

  void fill(Person& one, int number) {
    one.id = "A-" + std::to_string(number);
    if (known()) one.name = "Åsa Öberg";
    if (known()) one.gender = static_cast<Gender>(below(4));
    if (known()) one.birth_year = 1950 + below(50);
    if (known()) one.occupation = known_titles().find(below(2) == 0 ? "svetsare" : "lärare").occupation;
    if (known()) one.education_level = static_cast<EducationLevel>(below(6));
    if (known()) one.education_field = "teknik och data";
    if (known()) one.experience_years = below(40);
    if (known())
      one.languages =
          std::vector<SpokenLanguage>{{"ara", Level::native}, {"eng", std::nullopt}, {"ukr", Level::b2}};
    if (known()) one.swedish = static_cast<Level>(below(8));
    if (known()) one.district = "Järva";
    if (known()) one.interests = pick({{}, {"musik"}, {"fotboll", "trädgård"}});
    if (known()) {
      one.availability = WeekHours{};
      for (std::size_t half = 0; half < one.availability->size(); ++half)
        if (below(3) == 0) one.availability->set(half);
    }
    if (known()) one.meeting = static_cast<MeetingForm>(below(3));
    if (known()) one.employer = "stora bolaget";
    if (known()) one.registered_on = Date::from_days(20'000 + below(700));
    if (known()) one.wishes = pick_wishes();
    if (known()) one.not_with = {"M-1", "M-2"};
  }
  std::vector<Wish> pick_wishes() {
    switch (below(4)) {
      case 0: return {};
      case 1: return {Wish::woman};
      case 2: return {Wish::man, Wish::in_person_only};
      default: return {Wish::digital_only, Wish::not_my_employer};
    }
  }

  std::mt19937 chance_;
};

void expect_same(const Person& read, const Person& meant) {
  EXPECT_EQ(read.id, meant.id);
  EXPECT_EQ(read.name, meant.name);
  EXPECT_EQ(read.gender, meant.gender);
  EXPECT_EQ(read.birth_year, meant.birth_year);
  EXPECT_EQ(read.occupation, meant.occupation);
  EXPECT_EQ(read.education_level, meant.education_level);
  EXPECT_EQ(read.education_field, meant.education_field);
  EXPECT_EQ(read.experience_years, meant.experience_years);
  EXPECT_EQ(read.languages, meant.languages);
  EXPECT_EQ(read.swedish, meant.swedish);
  EXPECT_EQ(read.district, meant.district);
  EXPECT_EQ(read.interests, meant.interests);
  EXPECT_EQ(read.availability, meant.availability);
  EXPECT_EQ(read.meeting, meant.meeting);
  EXPECT_EQ(read.employer, meant.employer);
  EXPECT_EQ(read.registered_on, meant.registered_on);
  EXPECT_EQ(read.wishes, meant.wishes);
  EXPECT_EQ(read.not_with, meant.not_with);
}

template <class Kind>
std::string faults_of(const Intake<Kind>& intake) {
  std::string text;
  for (const auto& reject : intake.rejects)
    text += reject.column + " “" + reject.value + "”: " + in_english(reject.reason) + "\n";
  return text;
}

TEST(Cells, AreReadAgainAsTheSameAdepts) {
  Invent invent(1);
  std::vector<Adept> adepts;
  std::vector<CellTexts> cells;
  for (int i = 0; i < 300; ++i) {
    adepts.push_back(invent.adept(i));
    // Without the groups a level of Swedish among the languages would be read as the level too: there is none here.
    cells.push_back(cells_of(adepts.back(), known_titles()));
  }
  const auto intake = read_adepts(table_of(cells, "adepts"), known_titles(), {});
  ASSERT_EQ(faults_of(intake), "");
  ASSERT_EQ(intake.people.size(), adepts.size());
  for (std::size_t i = 0; i < adepts.size(); ++i) {
    expect_same(intake.people[i], adepts[i]);
    EXPECT_EQ(intake.people[i].target_groups, adepts[i].target_groups);
  }
}

TEST(Cells, AreReadAgainAsTheSameMentors) {
  Invent invent(2);
  std::vector<Mentor> mentors;
  std::vector<CellTexts> cells;
  for (int i = 0; i < 300; ++i) {
    mentors.push_back(invent.mentor(i));
    cells.push_back(cells_of(mentors.back(), known_titles()));
  }
  const auto intake = read_mentors(table_of(cells, "mentors"), known_titles(), {});
  ASSERT_EQ(faults_of(intake), "");
  ASSERT_EQ(intake.people.size(), mentors.size());
  for (std::size_t i = 0; i < mentors.size(); ++i) {
    expect_same(intake.people[i], mentors[i]);
    EXPECT_EQ(intake.people[i].capacity, mentors[i].capacity);
    EXPECT_EQ(intake.people[i].partner, mentors[i].partner);
    EXPECT_EQ(intake.people[i].training, mentors[i].training);
    EXPECT_EQ(intake.people[i].record_check_shown, mentors[i].record_check_shown);
    EXPECT_EQ(intake.people[i].least_swedish, mentors[i].least_swedish);
    EXPECT_EQ(intake.people[i].offers, mentors[i].offers);
  }
}

TEST(Cells, KeepAChoiceThatAPersonMade) {
  Adept adept;
  adept.id = "1";
  adept.occupation =
      occupations::Occupation{known_titles().find("svetsare").occupation->groups, {}, "plåtfixare"};
  TitleChoices choices;
  add_choice(choices, adept, known_titles());
  const auto intake = read_adepts(table_of(std::vector{cells_of(adept, known_titles())}, "adepts"),
                                  known_titles(), {{Field::occupation}, {}, &choices});
  ASSERT_EQ(intake.people.size(), 1u);
  EXPECT_EQ(intake.people.front().occupation, adept.occupation);
}

TEST(Week, IsToldInStretchesWithoutABreak) {
  WeekHours hours;
  for (const int half : {34, 35, 36, 48 + 16, 48 + 17, 48 + 20, 6 * 48 + 47})
    hours[static_cast<std::size_t>(half)] = true;
  std::string told;
  for (const auto& one : stretches_of(hours))
    told += fmt::format("{} {}-{}; ", one.day, clock_of(one.from), clock_of(one.to));
  EXPECT_EQ(told, "0 17:00-18:30; 1 08:00-09:00; 1 10:00-10:30; 6 23:30-24:00; ");
  EXPECT_TRUE(stretches_of({}).empty());
}

}  // namespace
}  // namespace parvis::people

// Each kind of rule, one adept and one mentor at a time: yes, no and not known, as docs/formats.md says.
#include "domain/suitability/suitability.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "domain/suitability/suitability_fixture.hpp"

namespace parvis::suitability {
namespace {

using namespace people;
using programme::OnUnknown;
using programme::Side;

enum class Answer { yes, no, unknown };

occupations::Occupation work(std::string_view written) {
  return taxonomy().find(written).occupation.value();
}
WeekHours half_hours(std::size_t first, std::size_t count) {
  WeekHours hours;
  for (std::size_t i = first; i < first + count; ++i) hours.set(i);
  return hours;
}
std::vector<SpokenLanguage> speaks(std::string code, std::optional<Level> level) {
  return {{std::move(code), level}};
}

struct Case {
  std::string what;
  programme::RuleTest rule;
  std::function<void(Adept&, Mentor&)> people;  ///< what is written of them; all else is not known
  Answer answer;
};

Verdict verdict_of(const Case& tested, OnUnknown unknown, bool& may) {
  std::vector<Adept> adepts(1);
  std::vector<Mentor> mentors(1);
  adepts[0].id = "A1";
  mentors[0].id = "M1";
  tested.people(adepts[0], mentors[0]);
  programme::Track track;
  track.rules.push_back({"tested", tested.rule, unknown});
  const Suitability suitability(track, taxonomy(), adepts, mentors, today());
  may = suitability.may(0, 0);
  return suitability.verdict(0, 0);
}

/// An unknown stops or asks, as the rule says; a yes and a no are the same whichever it says.
void expect(const std::vector<Case>& cases) {
  for (const auto& tested : cases)
    for (const auto unknown : {OnUnknown::stop, OnUnknown::ask}) {
      bool may = false;
      const auto verdict = verdict_of(tested, unknown, may);
      const bool stops =
          tested.answer == Answer::no || (tested.answer == Answer::unknown && unknown == OnUnknown::stop);
      EXPECT_EQ(may, !stops) << tested.what;
      EXPECT_EQ(verdict.may(), !stops) << tested.what;
      EXPECT_EQ(verdict.unknown != 0, tested.answer == Answer::unknown) << tested.what;
      EXPECT_EQ(verdict.doubts() != 0, tested.answer == Answer::unknown && unknown == OnUnknown::ask)
          << tested.what;
    }
}

// --- who may take part ---------------------------------------------------------------------------------------

programme::Eligible asks(const std::function<void(programme::Eligible&)>& condition, Side side) {
  programme::Eligible eligible;
  eligible.side = side;
  condition(eligible);
  return eligible;
}

/// Of either side the same: what is asked of one is never read from the other.
void expect_of_either_side(const std::string& what,
                           const std::function<void(programme::Eligible&)>& condition,
                           const std::vector<std::pair<std::function<void(Person&)>, Answer>>& people) {
  for (std::size_t i = 0; i < people.size(); ++i) {
    const auto& [written, answer] = people[i];
    const auto said = what + ", row " + std::to_string(i);
    expect(
        {{said + ", adept", asks(condition, Side::adept), [&](Adept& a, Mentor&) { written(a); }, answer},
         {said + ", mentor", asks(condition, Side::mentor), [&](Adept&, Mentor& m) { written(m); }, answer}});
  }
  const auto& [good, answer] = people.front();
  expect({{what + ", said of the mentor only", asks(condition, Side::adept),
           [&good = good](Adept&, Mentor& m) { good(m); }, Answer::unknown}});
  EXPECT_EQ(answer, Answer::yes) << "the first row is the one that fits";
}

TEST(Eligible, ByTargetGroupIsInAtLeastOneOfThem) {
  const auto rule =
      asks([](auto& e) { e.any_of = {TargetGroup::newly_arrived, TargetGroup::disability}; }, Side::adept);
  const auto in = [](const std::vector<TargetGroup>& groups) {
    return [groups](Adept& a, Mentor&) { a.target_groups = groups; };
  };
  expect({{"in one", rule, in({TargetGroup::disability, TargetGroup::parental_leave}), Answer::yes},
          {"in another", rule, in({TargetGroup::parental_leave}), Answer::no},
          {"in none", rule, in({}), Answer::no},
          {"not known", rule, [](Adept&, Mentor&) {}, Answer::unknown}});
}

TEST(Eligible, ByGender) {
  expect_of_either_side("women and others", [](auto& e) { e.genders = {Gender::woman, Gender::other}; },
                        {{[](Person& p) { p.gender = Gender::woman; }, Answer::yes},
                         {[](Person& p) { p.gender = Gender::other; }, Answer::yes},
                         {[](Person& p) { p.gender = Gender::man; }, Answer::no},
                         {[](Person& p) { p.gender = Gender::not_stated; }, Answer::unknown},
                         {[](Person&) {}, Answer::unknown}});
}

TEST(Eligible, ByAgeInTheYearOfTheRound) {
  const auto born = [](int year) { return [year](Person& p) { p.birth_year = year; }; };
  expect_of_either_side("at least 18", [](auto& e) { e.least_age = 18; },
                        {{born(2008), Answer::yes},
                         {born(1960), Answer::yes},
                         {born(2009), Answer::no},
                         {[](Person&) {}, Answer::unknown}});
  expect_of_either_side("at most 30", [](auto& e) { e.greatest_age = 30; },
                        {{born(1996), Answer::yes},
                         {born(2020), Answer::yes},
                         {born(1995), Answer::no},
                         {[](Person&) {}, Answer::unknown}});
}

TEST(Eligible, ByDistrictAlsoUnderItsFormerName) {
  const auto lives = [](const std::string& name) { return [name](Person& p) { p.district = name; }; };
  expect_of_either_side("Kista and Farsta", [](auto& e) { e.districts = {"Rinkeby-Kista", "Farsta"}; },
                        {{lives("Järva"), Answer::yes},
                         {lives("Farsta"), Answer::yes},
                         {lives("Bromma"), Answer::no},
                         {[](Person&) {}, Answer::unknown}});
}

TEST(Eligible, BySwedishExperienceAndEducationAtTheBound) {
  expect_of_either_side("Swedish at B1", [](auto& e) { e.least_swedish = Level::b1; },
                        {{[](Person& p) { p.swedish = Level::b1; }, Answer::yes},
                         {[](Person& p) { p.swedish = Level::native; }, Answer::yes},
                         {[](Person& p) { p.swedish = Level::a2; }, Answer::no},
                         {[](Person& p) { p.swedish = Level::none; }, Answer::no},
                         {[](Person&) {}, Answer::unknown}});
  expect_of_either_side("five years", [](auto& e) { e.least_experience_years = 5; },
                        {{[](Person& p) { p.experience_years = 5; }, Answer::yes},
                         {[](Person& p) { p.experience_years = 6; }, Answer::yes},
                         {[](Person& p) { p.experience_years = 4; }, Answer::no},
                         {[](Person& p) { p.experience_years = 0; }, Answer::no},
                         {[](Person&) {}, Answer::unknown}});
  expect_of_either_side("post-secondary", [](auto& e) { e.least_education = EducationLevel::post_secondary; },
                        {{[](Person& p) { p.education_level = EducationLevel::post_secondary; }, Answer::yes},
                         {[](Person& p) { p.education_level = EducationLevel::doctorate; }, Answer::yes},
                         {[](Person& p) { p.education_level = EducationLevel::upper_secondary; }, Answer::no},
                         {[](Person& p) { p.education_level = EducationLevel::none; }, Answer::no},
                         {[](Person&) {}, Answer::unknown}});
}

TEST(Eligible, ByOccupationIsAnyThatBeginsWithTheCode) {
  const auto works = [](const std::string& title) {
    return [title](Person& p) { p.occupation = work(title); };
  };
  expect_of_either_side("21 and 7212", [](auto& e) { e.occupations = {"21", "7212"}; },
                        {{works("7212"), Answer::yes},
                         {works("2142"), Answer::yes},
                         {works("7213"), Answer::no},
                         {works("7521"), Answer::no},
                         {[](Person&) {}, Answer::unknown}});
  // A title that names several groups: one is enough.
  expect_of_either_side("7522", [](auto& e) { e.occupations = {"7522"}; },
                        {{works("snickare"), Answer::yes}, {works("7212"), Answer::no}});
}

TEST(Eligible, OfSeveralConditionsOneNoIsANoAndElseOneUnknownIsUnknown) {
  const auto rule = asks(
      [](auto& e) {
        e.genders = {Gender::woman};
        e.least_age = 18;
      },
      Side::adept);
  const auto adept = [](std::optional<Gender> gender, std::optional<int> born) {
    return [=](Adept& a, Mentor&) {
      a.gender = gender;
      a.birth_year = born;
    };
  };
  expect({{"both", rule, adept(Gender::woman, 1990), Answer::yes},
          {"one not known", rule, adept(Gender::woman, {}), Answer::unknown},
          {"a no beside an unknown", rule, adept(Gender::man, {}), Answer::no},
          {"an unknown beside a no", rule, adept({}, 2015), Answer::no}});
}

// --- what the two have in common -----------------------------------------------------------------------------

TEST(CommonLanguage, IsTheSameOneAtThatLevelForBoth) {
  const programme::CommonLanguage rule{Level::b1, {}};
  const auto both = [](std::optional<Level> adept, std::optional<Level> mentor,
                       const std::string& second = "ara") {
    return [=](Adept& a, Mentor& m) {
      a.languages = speaks("ara", adept);
      m.languages = speaks(second, mentor);
    };
  };
  expect({{"both B1", rule, both(Level::b1, Level::b1), Answer::yes},
          {"more than B1", rule, both(Level::native, Level::b2), Answer::yes},
          {"the adept less", rule, both(Level::a2, Level::native), Answer::no},
          {"the mentor less", rule, both(Level::native, Level::a2), Answer::no},
          {"another language", rule, both(Level::native, Level::native, "ukr"), Answer::no},
          {"a level not known", rule, both({}, Level::native), Answer::unknown},
          {"one side not known", rule, [](Adept& a, Mentor&) { a.languages = speaks("ara", Level::b2); },
           Answer::unknown},
          {"neither known", rule, [](Adept&, Mentor&) {}, Answer::unknown},
          {"Swedish has a column of its own", rule,
           [](Adept& a, Mentor& m) {
             a.swedish = Level::b1;
             m.languages = speaks("swe", Level::native);
           },
           Answer::yes}});
}

TEST(CommonLanguage, OrTheAdeptsSwedish) {
  const programme::CommonLanguage rule{Level::b1, Level::a2};
  const auto none_in_common = [](std::optional<Level> swedish) {
    return [=](Adept& a, Mentor& m) {
      a.languages = speaks("ara", Level::native);
      a.swedish = swedish;
      m.languages = speaks("ukr", Level::native);
    };
  };
  expect({{"enough Swedish", rule, none_in_common(Level::a2), Answer::yes},
          {"too little", rule, none_in_common(Level::a1), Answer::no},
          {"not known", rule, none_in_common({}), Answer::unknown}});
}

TEST(NearOccupation, IsAtLeastSoNear) {
  const auto work_as = [](const std::string& adept, const std::string& mentor) {
    return [=](Adept& a, Mentor& m) {
      a.occupation = work(adept);
      m.occupation = work(mentor);
    };
  };
  const auto at_least = [](int least) { return programme::NearOccupation{least, false}; };
  expect({{"three digits, 5 000", at_least(5'000), work_as("7212", "7213"), Answer::yes},
          {"three digits, 5 001", at_least(5'001), work_as("7212", "7213"), Answer::no},
          {"four digits, 9 000", at_least(9'000), work_as("7212", "7212"), Answer::yes},
          {"a title, 10 000", at_least(10'000), work_as("svetsare", "welder"), Answer::yes},
          {"a bare code is no title", at_least(9'001), work_as("7212", "7212"), Answer::no},
          {"the adept's not known", at_least(0), [](Adept&, Mentor& m) { m.occupation = work("7212"); },
           Answer::unknown},
          {"the mentor's not known", at_least(0), [](Adept& a, Mentor&) { a.occupation = work("7212"); },
           Answer::unknown}});
}

TEST(NearOccupation, ALicensedProfessionMeetsOnlyItsOwnWhereTheProgrammeSaysSo) {
  // 2211 and 2212 are both physicians, 2260 is dentists: all within 22, and 2211 with 2260 as near as 3 000.
  const auto work_as = [](const std::string& adept, const std::string& mentor) {
    return [=](Adept& a, Mentor& m) {
      a.occupation = work(adept);
      m.occupation = work(mentor);
    };
  };
  const programme::NearOccupation apart{3'000, true}, together{3'000, false};
  expect({{"within the profession", apart, work_as("2211", "2212"), Answer::yes},
          {"another profession", apart, work_as("2211", "2260"), Answer::no},
          {"the other way", apart, work_as("2260", "2211"), Answer::no},
          {"not asked for", together, work_as("2211", "2260"), Answer::yes},
          {"neither licensed", apart, work_as("7212", "7213"), Answer::yes}});
}

TEST(SharedTime, IsSoManyHoursTogetherByHalfHours) {
  const programme::SharedTime rule{2};
  const auto both = [](WeekHours adept, WeekHours mentor) {
    return [=](Adept& a, Mentor& m) {
      a.availability = adept;
      m.availability = mentor;
    };
  };
  expect({{"two hours", rule, both(half_hours(34, 8), half_hours(38, 8)), Answer::yes},
          {"an hour and a half", rule, both(half_hours(34, 8), half_hours(39, 8)), Answer::no},
          {"the week's last hours", rule, both(half_hours(332, 4), half_hours(300, 36)), Answer::yes},
          {"never", rule, both({}, half_hours(0, 336)), Answer::no},
          {"one not known", rule, [](Adept& a, Mentor&) { a.availability = half_hours(0, 336); },
           Answer::unknown}});
}

TEST(TravelTime, IsTenMinutesAndFifteenForEachBorder) {
  // Farsta, Skarpnäck and Södermalm lie in a row: 10, 25 and 40 minutes.
  const auto live = [](const std::string& adept, const std::string& mentor) {
    return [=](Adept& a, Mentor& m) {
      a.district = adept;
      m.district = mentor;
    };
  };
  const auto digital = [](auto who) {
    return [=](Adept& a, Mentor& m) {
      a.district = "Farsta";
      m.district = "Södermalm";
      (who == Side::adept ? static_cast<Person&>(a) : m).meeting = MeetingForm::digital;
    };
  };
  const auto within = [](int minutes) { return programme::TravelTime{minutes}; };
  expect({{"the same, 10", within(10), live("Farsta", "Farsta"), Answer::yes},
          {"the same, 9", within(9), live("Farsta", "Farsta"), Answer::no},
          {"neighbours, 25", within(25), live("Farsta", "Skarpnäck"), Answer::yes},
          {"neighbours, 24", within(24), live("Skarpnäck", "Farsta"), Answer::no},
          {"two borders, 40", within(40), live("Farsta", "Södermalm"), Answer::yes},
          {"two borders, 39", within(39), live("Farsta", "Södermalm"), Answer::no},
          {"one not known", within(60), [](Adept& a, Mentor&) { a.district = "Farsta"; }, Answer::unknown},
          {"a district that is not known", within(60), live("Farsta", "Lindhamn"), Answer::unknown},
          {"the adept meets digitally", within(10), digital(Side::adept), Answer::yes},
          {"the mentor meets digitally", within(10), digital(Side::mentor), Answer::yes}});
}

TEST(SharedInterest, IsSoManyInCommon) {
  const programme::SharedInterest rule{2};
  const auto both = [](const std::vector<std::string>& adept, const std::vector<std::string>& mentor) {
    return [=](Adept& a, Mentor& m) {
      a.interests = adept;
      m.interests = mentor;
    };
  };
  expect({{"two", rule, both({"bakning", "film", "schack"}, {"film", "schack"}), Answer::yes},
          {"one", rule, both({"bakning", "film"}, {"film", "schack"}), Answer::no},
          {"none at all", rule, both({}, {"film", "schack"}), Answer::no},
          {"one side not known", rule, [](Adept&, Mentor& m) { m.interests.emplace(); }, Answer::unknown}});
}

// --- what is asked of the mentor, and of each other ----------------------------------------------------------

TEST(TrainingDone, IsTheOneAskedForOrAnyOrAYesInTheSpreadsheet) {
  const programme::TrainingDone this_one{"ungdom"}, any{""};
  const auto done = [](const std::vector<std::string>& names) {
    return [=](Adept&, Mentor& m) { m.training = names; };
  };
  const auto not_known = [](Adept&, Mentor&) {};
  expect({{"this one", this_one, done({"bas", "ungdom"}), Answer::yes},
          {"another", this_one, done({"bas"}), Answer::no},
          {"yes without a name", this_one, done({std::string(any_training)}), Answer::yes},
          {"none", this_one, done({}), Answer::no},
          {"not known", this_one, not_known, Answer::unknown},
          {"any", any, done({"bas"}), Answer::yes},
          {"not any", any, done({}), Answer::no},
          {"any, not known", any, not_known, Answer::unknown}});
}

TEST(RecordCheckShown, IsTheMentors) {
  const programme::RecordCheckShown rule;
  expect({{"shown", rule, [](Adept&, Mentor& m) { m.record_check_shown = true; }, Answer::yes},
          {"not shown", rule, [](Adept&, Mentor& m) { m.record_check_shown = false; }, Answer::no},
          {"not known", rule, [](Adept&, Mentor&) {}, Answer::unknown}});
}

TEST(SwedishForMentor, AsksNothingWhereTheMentorDoesNot) {
  const programme::SwedishForMentor rule;
  const auto both = [](std::optional<Level> adept, std::optional<Level> asked) {
    return [=](Adept& a, Mentor& m) {
      a.swedish = adept;
      m.least_swedish = asked;
    };
  };
  expect({{"as asked", rule, both(Level::b1, Level::b1), Answer::yes},
          {"a level less", rule, both(Level::a2, Level::b1), Answer::no},
          {"not known", rule, both({}, Level::b1), Answer::unknown},
          {"nothing asked", rule, both(Level::none, {}), Answer::yes},
          {"nothing asked, nothing known", rule, both({}, {}), Answer::yes}});
}

TEST(NotTogetherBefore, HoldsWhicheverOfTheTwoNamesTheOther) {
  const programme::NotTogetherBefore rule;
  expect({{"nobody named", rule, [](Adept&, Mentor&) {}, Answer::yes},
          {"the adept names", rule, [](Adept& a, Mentor&) { a.not_with = {"M7", "M1"}; }, Answer::no},
          {"the mentor names", rule, [](Adept&, Mentor& m) { m.not_with = {"A1"}; }, Answer::no},
          {"others named", rule,
           [](Adept& a, Mentor& m) {
             a.not_with = {"M2"};
             m.not_with = {"A2"};
           },
           Answer::yes}});
}

TEST(WishKept, AboutGenderIsOfEitherSideAboutTheOther) {
  const auto wish = [](Wish one, std::optional<Gender> other) {
    return std::pair{[=](Adept& a, Mentor& m) { a.wishes = {one}, m.gender = other; },
                     [=](Adept& a, Mentor& m) { m.wishes = {one}, a.gender = other; }};
  };
  const std::tuple<Wish, std::optional<Gender>, Answer> rows[] = {
      {Wish::woman, Gender::woman, Answer::yes}, {Wish::woman, Gender::man, Answer::no},
      {Wish::woman, Gender::other, Answer::no},  {Wish::woman, Gender::not_stated, Answer::unknown},
      {Wish::woman, {}, Answer::unknown},        {Wish::man, Gender::man, Answer::yes},
      {Wish::man, Gender::woman, Answer::no},    {Wish::man, {}, Answer::unknown}};
  for (const auto& [one, gender, answer] : rows) {
    const auto [of_adept, of_mentor] = wish(one, gender);
    const auto said = std::to_string(static_cast<int>(one)) + " " +
                      (gender ? std::to_string(static_cast<int>(*gender)) : std::string("unknown"));
    expect({{"the adept wishes " + said, programme::WishKept{one}, of_adept, answer},
            {"the mentor wishes " + said, programme::WishKept{one}, of_mentor, answer}});
  }
  // A wish that was never written is no wish, and another wish is another rule's.
  expect({{"no wish", programme::WishKept{Wish::woman}, [](Adept&, Mentor&) {}, Answer::yes},
          {"another wish", programme::WishKept{Wish::man},
           [](Adept& a, Mentor& m) { a.wishes = {Wish::woman}, m.gender = Gender::woman; }, Answer::yes}});
}

TEST(WishKept, AboutHowToMeetGoesByWhatTheOtherSaysAndWishes) {
  const auto row = [](Wish wish, std::optional<MeetingForm> meeting, std::optional<Wish> others,
                      Answer answer) {
    const auto fill = [=](Person& wisher, Person& other) {
      wisher.wishes = {wish};
      other.meeting = meeting;
      if (others) other.wishes = {*others};
    };
    expect({{"adept", programme::WishKept{wish}, [=](Adept& a, Mentor& m) { fill(a, m); }, answer},
            {"mentor", programme::WishKept{wish}, [=](Adept& a, Mentor& m) { fill(m, a); }, answer}});
  };
  row(Wish::digital_only, MeetingForm::digital, {}, Answer::yes);
  row(Wish::digital_only, MeetingForm::either, {}, Answer::yes);
  row(Wish::digital_only, MeetingForm::in_person, {}, Answer::no);
  row(Wish::digital_only, {}, {}, Answer::unknown);
  row(Wish::digital_only, {}, Wish::in_person_only, Answer::no);
  row(Wish::in_person_only, MeetingForm::in_person, {}, Answer::yes);
  row(Wish::in_person_only, MeetingForm::either, {}, Answer::yes);
  row(Wish::in_person_only, MeetingForm::digital, {}, Answer::no);
  row(Wish::in_person_only, {}, {}, Answer::unknown);
  row(Wish::in_person_only, MeetingForm::either, Wish::digital_only, Answer::no);
}

TEST(WishKept, NotMyEmployerComparesAsWrittenCaseAndPunctuationAside) {
  const programme::WishKept rule{Wish::not_my_employer};
  const auto row = [&](const std::optional<std::string>& adept, const std::optional<std::string>& mentor,
                       Answer answer) {
    const auto employers = [=](Adept& a, Mentor& m) { a.employer = adept, m.employer = mentor; };
    expect({{"adept", rule, [=](Adept& a, Mentor& m) { employers(a, m), a.wishes = {rule.wish}; }, answer},
            {"mentor", rule, [=](Adept& a, Mentor& m) { employers(a, m), m.wishes = {rule.wish}; }, answer}});
  };
  row("Lindhamns Varv AB", "lindhamns varv, AB", Answer::no);
  row("Lindhamns Varv AB", "Hamnens bageri", Answer::yes);
  row({}, "Hamnens bageri", Answer::unknown);
  row("Lindhamns Varv AB", {}, Answer::unknown);
  expect({{"no wish", rule, [](Adept& a, Mentor& m) { a.employer = m.employer = "Varvet"; }, Answer::yes}});
}

TEST(Rules, EachAnswersForItselfInTheOrderOfTheTrack) {
  std::vector<Adept> adepts(1);
  std::vector<Mentor> mentors(1);
  mentors[0].record_check_shown = false;
  programme::Track track;
  track.rules = {{"shared_interest", programme::SharedInterest{1}, OnUnknown::ask},
                 {"record_check_shown", programme::RecordCheckShown{}, OnUnknown::stop},
                 {"training_done", programme::TrainingDone{""}, OnUnknown::stop},
                 {"not_together_before", programme::NotTogetherBefore{}, OnUnknown::stop}};
  const Suitability suitability(track, taxonomy(), adepts, mentors, today());
  const auto verdict = suitability.verdict(0, 0);
  EXPECT_EQ(verdict.stops, 0b0110u);
  EXPECT_EQ(verdict.unknown, 0b0101u);
  EXPECT_EQ(verdict.doubts(), 0b0001u);
  EXPECT_FALSE(suitability.may(0, 0));
}

}  // namespace
}  // namespace parvis::suitability

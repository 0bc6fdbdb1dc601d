// What each criterion is worth, at and around its bounds, and the score that they make (docs/matching.md 2).
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "domain/suitability/suitability.hpp"
#include "domain/suitability/suitability_fixture.hpp"

namespace parvis::suitability {
namespace {

using namespace people;
using programme::Criterion;
using programme::CriterionKind;

WeekHours half_hours(std::size_t count) {
  WeekHours hours;
  for (std::size_t i = 0; i < count; ++i) hours.set(i);
  return hours;
}

using People = std::function<void(Adept&, Mentor&)>;
void nothing_known(Adept&, Mentor&) {}

Part part_of(const Criterion& criterion, const People& people) {
  std::vector<Adept> adepts(1);
  std::vector<Mentor> mentors(1);
  people(adepts[0], mentors[0]);
  programme::Track track;
  track.criteria = {criterion};
  const Suitability suitability(track, taxonomy(), adepts, mentors, today());
  const auto part = suitability.part(0, 0, 0);
  // With one criterion the score is its value; and one that does not weigh says nothing, which is 5 000.
  EXPECT_EQ(suitability.score(0, 0), criterion.weight == 0 ? 5'000 : part.value);
  return part;
}
Criterion weighs(CriterionKind kind, int scale = 0) {
  return {kind, 7, scale, {}};
}
void expect_worth(const Criterion& criterion, int value, const People& people, int line) {
  const auto part = part_of(criterion, people);
  EXPECT_TRUE(part.known) << "line " << line;
  EXPECT_EQ(part.value, value) << "line " << line;
}
void expect_unknown(const Criterion& criterion, const People& people, int line) {
  const auto part = part_of(criterion, people);
  EXPECT_FALSE(part.known) << "line " << line;
  EXPECT_EQ(part.value, 5'000) << "line " << line;
}
#define WORTH(criterion, value, people) expect_worth(criterion, value, people, __LINE__)
#define UNKNOWN(criterion, people) expect_unknown(criterion, people, __LINE__)

TEST(Criteria, OccupationIsItsNearness) {
  const auto work = [](const std::string& adept, const std::string& mentor) -> People {
    return [=](Adept& a, Mentor& m) {
      if (!adept.empty()) a.occupation = taxonomy().find(adept).occupation.value();
      if (!mentor.empty()) m.occupation = taxonomy().find(mentor).occupation.value();
    };
  };
  const auto occupation = weighs(CriterionKind::occupation);
  WORTH(occupation, 10'000, work("svetsare", "welder"));
  WORTH(occupation, 9'000, work("7212", "7212"));
  WORTH(occupation, 7'500, work("7214", "7212"));
  WORTH(occupation, 5'000, work("7212", "7213"));
  WORTH(occupation, 3'000, work("2211", "2260"));
  WORTH(occupation, 2'500, work("7125", "7212"));
  WORTH(occupation, 0, work("7212", "2211"));
  UNKNOWN(occupation, work("7212", ""));
  UNKNOWN(occupation, work("", "7212"));
}

TEST(Criteria, EducationFieldIsTheSameOrNothing) {
  const auto fields = [](const std::optional<std::string>& adept,
                         const std::optional<std::string>& mentor) -> People {
    return [=](Adept& a, Mentor& m) { a.education_field = adept, m.education_field = mentor; };
  };
  const auto field = weighs(CriterionKind::education_field);
  WORTH(field, 10'000, fields("teknik", "teknik"));
  WORTH(field, 0, fields("teknik", "vård"));
  UNKNOWN(field, fields("teknik", {}));
  UNKNOWN(field, fields({}, "teknik"));
}

TEST(Criteria, ExperienceCostsForEachYearThatTheMentorHasLess) {
  const auto years = [](std::optional<int> adept, std::optional<int> mentor) -> People {
    return [=](Adept& a, Mentor& m) { a.experience_years = adept, m.experience_years = mentor; };
  };
  const auto ten = weighs(CriterionKind::experience, 10), three = weighs(CriterionKind::experience, 3);
  WORTH(ten, 10'000, years(5, 5));
  WORTH(ten, 10'000, years(5, 20));
  WORTH(ten, 10'000, years(0, 0));
  WORTH(ten, 9'000, years(6, 5));
  WORTH(ten, 1'000, years(14, 5));
  WORTH(ten, 0, years(15, 5));
  WORTH(ten, 0, years(40, 5));
  WORTH(three, 6'667, years(6, 5));
  WORTH(three, 0, years(8, 5));
  UNKNOWN(ten, years({}, 5));
  UNKNOWN(ten, years(5, {}));
}

TEST(Criteria, LanguagesAreTheBestInCommonAtTheLevelOfBoth) {
  const auto both = [](std::optional<Level> adept, std::optional<Level> mentor) -> People {
    return [=](Adept& a, Mentor& m) {
      a.languages = {{"ara", adept}};
      m.languages = {{"ara", mentor}};
    };
  };
  const auto languages = weighs(CriterionKind::languages);
  const std::pair<Level, int> worth[] = {{Level::a1, 1'500},     {Level::a2, 3'000}, {Level::b1, 5'000},
                                         {Level::b2, 7'000},     {Level::c1, 8'500}, {Level::c2, 10'000},
                                         {Level::native, 10'000}};
  for (const auto& [level, value] : worth) {
    WORTH(languages, value, both(level, Level::native));
    WORTH(languages, value, both(Level::native, level));
    WORTH(languages, value, both(level, level));
  }
  WORTH(languages, 0, ([](Adept& a, Mentor& m) {
          a.languages = {{"ara", Level::native}};
          m.languages = {{"ukr", Level::native}};
        }));
  WORTH(languages, 7'000, ([](Adept& a, Mentor& m) {
          a.languages = {{"ara", Level::a2}, {"eng", Level::c1}};
          m.languages = {{"ara", Level::native}, {"eng", Level::b2}};
        }));
  UNKNOWN(languages, both({}, Level::native));
  UNKNOWN(languages, ([](Adept& a, Mentor&) { a.languages = {{"ara", Level::native}}; }));
}

TEST(Criteria, InterestsAreThoseInCommonOfAll) {
  const auto both = [](const std::vector<std::string>& adept,
                       const std::vector<std::string>& mentor) -> People {
    return [=](Adept& a, Mentor& m) { a.interests = adept, m.interests = mentor; };
  };
  const auto interests = weighs(CriterionKind::interests);
  WORTH(interests, 10'000, both({"film", "schack"}, {"film", "schack"}));
  WORTH(interests, 3'333, both({"bakning", "film"}, {"film", "schack"}));
  WORTH(interests, 5'000, both({"film"}, {"film", "schack"}));
  WORTH(interests, 0, both({"film"}, {"schack"}));
  WORTH(interests, 0, both({}, {"schack"}));
  WORTH(interests, 0, both({}, {}));
  UNKNOWN(interests, [](Adept& a, Mentor&) { a.interests = {"film"}; });
  UNKNOWN(interests, [](Adept&, Mentor& m) { m.interests = {"film"}; });
}

TEST(Criteria, AvailabilityIsHoursInCommonUpToTheScale) {
  const auto halves = [](std::size_t common) -> People {
    return
        [=](Adept& a, Mentor& m) { a.availability = half_hours(336), m.availability = half_hours(common); };
  };
  const auto five = weighs(CriterionKind::availability, 5), three = weighs(CriterionKind::availability, 3);
  WORTH(five, 0, halves(0));
  WORTH(five, 1'000, halves(1));
  WORTH(five, 4'000, halves(4));
  WORTH(five, 9'000, halves(9));
  WORTH(five, 10'000, halves(10));
  WORTH(five, 10'000, halves(336));
  WORTH(three, 1'666, halves(1));
  UNKNOWN(five, [](Adept& a, Mentor&) { a.availability = half_hours(9); });
  UNKNOWN(five, [](Adept&, Mentor& m) { m.availability = half_hours(9); });
}

TEST(Criteria, TravelIsWhatIsLeftOfTheScale) {
  const auto live = [](const std::string& adept, const std::string& mentor) -> People {
    return [=](Adept& a, Mentor& m) { a.district = adept, m.district = mentor; };
  };
  const auto sixty = weighs(CriterionKind::travel, 60);
  WORTH(sixty, 8'333, live("Farsta", "Farsta"));     // 10 of 60 minutes
  WORTH(sixty, 5'833, live("Farsta", "Skarpnäck"));  // 25
  WORTH(sixty, 3'333, live("Södermalm", "Farsta"));  // 40
  WORTH(weighs(CriterionKind::travel, 40), 0, live("Farsta", "Södermalm"));
  WORTH(weighs(CriterionKind::travel, 20), 0, live("Farsta", "Södermalm"));
  WORTH(weighs(CriterionKind::travel, 11), 909, live("Farsta", "Farsta"));
  UNKNOWN(sixty, live("Farsta", "Lindhamn"));
  UNKNOWN(sixty, [](Adept& a, Mentor&) { a.district = "Farsta"; });
}

TEST(Criteria, SwedishCostsForEachLevelBelowWhatTheMentorAsks) {
  const auto both = [](std::optional<Level> adept, std::optional<Level> asked) -> People {
    return [=](Adept& a, Mentor& m) { a.swedish = adept, m.least_swedish = asked; };
  };
  const auto swedish = weighs(CriterionKind::swedish);
  WORTH(swedish, 10'000, both(Level::b1, Level::b1));
  WORTH(swedish, 10'000, both(Level::native, Level::b1));
  WORTH(swedish, 7'500, both(Level::a2, Level::b1));
  WORTH(swedish, 5'000, both(Level::a1, Level::b1));
  WORTH(swedish, 2'500, both(Level::none, Level::b1));
  WORTH(swedish, 0, both(Level::none, Level::b2));
  WORTH(swedish, 0, both(Level::none, Level::c2));
  UNKNOWN(swedish, both({}, Level::b1));
  UNKNOWN(swedish, both(Level::b1, {}));
}

TEST(Criteria, WaitingIsDaysSinceRegistrationUpToTheScale) {
  const auto waited = [](int days) -> People {
    return [=](Adept& a, Mentor&) { a.registered_on = Date::from_days(today().days_since_1970() - days); };
  };
  const auto half_a_year = weighs(CriterionKind::waiting, 180);
  WORTH(half_a_year, 0, waited(0));
  WORTH(half_a_year, 55, waited(1));
  WORTH(half_a_year, 5'000, waited(90));
  WORTH(half_a_year, 9'944, waited(179));
  WORTH(half_a_year, 10'000, waited(180));
  WORTH(half_a_year, 10'000, waited(4'000));
  WORTH(half_a_year, 0, waited(-10));
  UNKNOWN(half_a_year, [](Adept&, Mentor& m) { m.registered_on = *Date::from(2020, 1, 1); });
}

TEST(Criteria, PartnerIsAPreferredOne) {
  const Criterion partner{CriterionKind::partner, 7, 0, {"jusek", "rotary"}};
  const auto through = [](const std::string& name) -> People {
    return [=](Adept&, Mentor& m) { m.partner = name; };
  };
  WORTH(partner, 10'000, through("rotary"));
  WORTH(partner, 10'000, through("Jusek"));
  WORTH(partner, 0, through("Akademikerna"));
  UNKNOWN(partner, nothing_known);
}

TEST(Score, IsFiveThousandWhenNothingWeighs) {
  EXPECT_TRUE(part_of({CriterionKind::education_field, 0, 0, {}}, [](Adept& a, Mentor& m) {
                a.education_field = m.education_field = "teknik";
              }).known);
  programme::Track track;
  const std::vector<Adept> adepts(1);
  const std::vector<Mentor> mentors(1);
  EXPECT_EQ(Suitability(track, taxonomy(), adepts, mentors, today()).score(0, 0), 5'000);
}

// --- what holds for any two people ---------------------------------------------------------------------------

constexpr CriterionKind kinds[] = {CriterionKind::occupation, CriterionKind::education_field,
                                   CriterionKind::experience, CriterionKind::languages,
                                   CriterionKind::interests,  CriterionKind::availability,
                                   CriterionKind::travel,     CriterionKind::swedish,
                                   CriterionKind::waiting,    CriterionKind::partner};

template <class Value>
std::optional<Value> perhaps(Value value) {
  return *rc::gen::inRange(0, 4) == 0 ? std::nullopt : std::optional<Value>(std::move(value));
}

void draw(Person& person) {
  static const char* const titles[] = {"svetsare", "7212", "7213", "7214", "snickare", "2211", "2260"};
  static const char* const districts[] = {"Farsta", "Skarpnäck", "Södermalm", "Lindhamn"};
  person.occupation = perhaps(taxonomy().find(titles[*rc::gen::inRange(0, 7)]).occupation.value());
  person.education_field = perhaps(std::string(*rc::gen::inRange(0, 2) == 0 ? "teknik" : "vård"));
  person.experience_years = perhaps(*rc::gen::inRange(0, 40));
  person.district = perhaps(std::string(districts[*rc::gen::inRange(0, 4)]));
  person.swedish = perhaps(static_cast<Level>(*rc::gen::inRange(0, 8)));
  person.availability = perhaps(half_hours(static_cast<std::size_t>(*rc::gen::inRange(0, 20))));
  std::vector<SpokenLanguage> languages;
  std::vector<std::string> interests;
  for (const auto* code : {"ara", "eng", "ukr"})
    if (*rc::gen::arbitrary<bool>())
      languages.push_back({code, perhaps(static_cast<Level>(*rc::gen::inRange(1, 8)))});
  for (const auto* interest : {"bakning", "film", "schack"})
    if (*rc::gen::arbitrary<bool>()) interests.emplace_back(interest);
  person.languages = perhaps(languages);
  person.interests = perhaps(interests);
  person.registered_on = perhaps(Date::from_days(today().days_since_1970() - *rc::gen::inRange(-5, 300)));
}

struct Two {
  std::vector<Adept> adepts = std::vector<Adept>(1);
  std::vector<Mentor> mentors = std::vector<Mentor>(1);
};
Two draw_two() {
  Two two;
  draw(two.adepts[0]);
  draw(two.mentors[0]);
  two.mentors[0].least_swedish = perhaps(static_cast<Level>(*rc::gen::inRange(0, 8)));
  two.mentors[0].partner = perhaps(std::string(*rc::gen::arbitrary<bool>() ? "rotary" : "jusek"));
  return two;
}
programme::Track draw_track() {
  programme::Track track;
  for (const auto kind : kinds)
    if (*rc::gen::arbitrary<bool>())
      track.criteria.push_back({kind, *rc::gen::inRange(0, 1'001), *rc::gen::inRange(1, 200), {"rotary"}});
  return track;
}

RC_GTEST_PROP(ScoreProperty, IsTheWeightedMeanRoundedToTheNearest, ()) {
  const auto two = draw_two();
  const auto track = draw_track();
  const Suitability suitability(track, taxonomy(), two.adepts, two.mentors, today());
  std::int64_t weights = 0, sum = 0;
  for (std::size_t c = 0; c < track.criteria.size(); ++c) {
    const auto part = suitability.part(c, 0, 0);
    RC_ASSERT(part.value >= 0 && part.value <= 10'000);
    RC_ASSERT(part.known || part.value == 5'000);
    weights += track.criteria[c].weight;
    sum += std::int64_t{track.criteria[c].weight} * part.value;
  }
  const std::int64_t score = suitability.score(0, 0);
  if (weights == 0) {
    RC_ASSERT(score == 5'000);
    return;
  }
  // (Σ w·v + W/2) div W, said without dividing: the greatest whole number that is not above it.
  RC_ASSERT(score * weights <= sum + weights / 2);
  RC_ASSERT((score + 1) * weights > sum + weights / 2);
}

RC_GTEST_PROP(ScoreProperty, OfWhatTwoShareIsTheSameWhicheverIsTheAdept, ()) {
  const auto two = draw_two();
  Two turned;
  static_cast<Person&>(turned.adepts[0]) = two.mentors[0];
  static_cast<Person&>(turned.mentors[0]) = two.adepts[0];
  programme::Track track;
  for (const auto kind : {CriterionKind::occupation, CriterionKind::education_field, CriterionKind::languages,
                          CriterionKind::interests, CriterionKind::availability, CriterionKind::travel})
    track.criteria.push_back({kind, 10, *rc::gen::inRange(1, 100), {}});
  const Suitability one(track, taxonomy(), two.adepts, two.mentors, today());
  const Suitability other(track, taxonomy(), turned.adepts, turned.mentors, today());
  for (std::size_t c = 0; c < track.criteria.size(); ++c) {
    RC_ASSERT(one.part(c, 0, 0).value == other.part(c, 0, 0).value);
    RC_ASSERT(one.part(c, 0, 0).known == other.part(c, 0, 0).known);
  }
  RC_ASSERT(one.score(0, 0) == other.score(0, 0));
}

RC_GTEST_PROP(ScoreProperty, NeverFallsWhenSomethingGetsBetter, ()) {
  auto two = draw_two();
  auto& adept = two.adepts[0];
  auto& mentor = two.mentors[0];
  adept.experience_years = *rc::gen::inRange(0, 40);
  mentor.experience_years = *rc::gen::inRange(0, 40);
  adept.swedish = static_cast<Level>(*rc::gen::inRange(0, 7));
  // Swedish in common would be known where the other languages are not, and little that is known is worth less.
  mentor.swedish.reset();
  mentor.least_swedish = static_cast<Level>(*rc::gen::inRange(0, 8));
  adept.availability = half_hours(336);
  const auto halves = static_cast<std::size_t>(*rc::gen::inRange(0, 300));
  mentor.availability = half_hours(halves);
  const int waited = *rc::gen::inRange(0, 300);
  adept.registered_on = Date::from_days(today().days_since_1970() - waited);
  mentor.partner = "jusek";
  const auto track = draw_track();
  const auto score = [&] {
    return Suitability(track, taxonomy(), two.adepts, two.mentors, today()).score(0, 0);
  };
  const int before = score();
  switch (*rc::gen::inRange(0, 5)) {
    case 0: ++*mentor.experience_years; break;
    case 1: adept.swedish = static_cast<Level>(static_cast<int>(*adept.swedish) + 1); break;
    case 2: mentor.availability = half_hours(halves + 1); break;
    case 3: adept.registered_on = Date::from_days(today().days_since_1970() - waited - 1); break;
    default: mentor.partner = "rotary"; break;
  }
  RC_ASSERT(score() >= before);
}

}  // namespace
}  // namespace parvis::suitability

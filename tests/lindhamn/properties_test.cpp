// What holds for any city: many small ones, drawn at random but the same every time.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "domain/proof/checker.hpp"
#include "lindhamn/lindhamn.hpp"
#include "platform/base/fold.hpp"

namespace parvis::lindhamn {
namespace {

using people::Level;

/// One number after the other from a seed (platform/base/fold.hpp mixes it).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : seed_(seed) {}
  int below(int n) {
    return static_cast<int>(seeded_hash(seed_, std::to_string(thrown_++)) % static_cast<std::uint64_t>(n));
  }
  bool chance(int percent) { return below(100) < percent; }

 private:
  std::uint64_t seed_;
  int thrown_ = 0;
};

void draw_person(people::Person& person, Dice& dice) {
  constexpr const char* codes[] = {"7212", "7214", "2221", "5120", "2512", "2514"};
  constexpr const char* tongues[] = {"ara", "eng", "ukr", "swe"};
  constexpr people::Gender genders[] = {people::Gender::woman, people::Gender::man,
                                        people::Gender::not_stated};
  if (dice.chance(85)) person.gender = genders[dice.below(3)];
  if (dice.chance(85))
    person.occupation = occupations::Occupation{{*occupations::Ssyk::from(codes[dice.below(6)])}, {}, ""};
  if (dice.chance(85)) {
    person.languages.emplace();
    std::set<std::string> some;
    for (int i = dice.below(3); i >= 0; --i) some.insert(tongues[dice.below(4)]);
    for (const auto& one : some)
      person.languages->push_back(
          {one, dice.chance(80) ? std::optional(static_cast<Level>(1 + dice.below(7))) : std::nullopt});
  }
  if (dice.chance(85)) person.swedish = static_cast<Level>(dice.below(8));
  if (dice.chance(80)) {
    person.availability.emplace();
    for (int i = 0; i < 8; ++i) person.availability->set(static_cast<std::size_t>(dice.below(16)));
  }
  if (dice.chance(70)) person.interests = std::vector<std::string>{"film", "schack"};
  if (dice.chance(80)) person.registered_on = Date::from_days(today().days_since_1970() - dice.below(300));
  if (dice.chance(15)) person.wishes = std::vector<people::Wish>{static_cast<people::Wish>(dice.below(2))};
}

Lindhamn random_city(std::uint64_t seed) {
  Lindhamn city;
  Dice dice(seed);
  city.adepts.clear();
  city.mentors.clear();
  for (int i = 3 + dice.below(10); i > 0; --i) {
    auto& adept = city.adepts.emplace_back();
    adept.id = adept.name = "a" + std::to_string(i);
    draw_person(adept, dice);
    if (dice.chance(90))
      adept.target_groups = std::vector<people::TargetGroup>{static_cast<people::TargetGroup>(dice.below(5))};
    if (dice.chance(10)) adept.not_with.push_back("m" + std::to_string(1 + dice.below(5)));
  }
  for (int i = 3 + dice.below(6); i > 0; --i) {
    auto& mentor = city.mentors.emplace_back();
    mentor.id = mentor.name = "m" + std::to_string(i);
    draw_person(mentor, dice);
    mentor.capacity = dice.below(3);
    if (dice.chance(20)) mentor.least_swedish = static_cast<Level>(dice.below(4));
  }
  return city;
}

/// More of them in the long runs (./dev soak).
const std::uint64_t cities = std::getenv("PARVIS_LONG") ? 5'000 : 60;

struct Row {
  std::string adept, mentor;
  int score;
  auto operator<=>(const Row&) const = default;
};
std::vector<Row> pairs_of(const matching::Round& round) {
  std::vector<Row> rows;
  for (const auto& pair : round.pairs())
    rows.push_back({round.adepts()[pair.adept].id, round.mentors()[pair.mentor].id, pair.score});
  return rows;
}

/// The most pairs by trying every way, adept after adept.
int most_pairs(const matching::Round& round, std::vector<int> places, std::size_t adept = 0) {
  if (adept == round.adepts().size()) return 0;
  int most = most_pairs(round, places, adept + 1);
  for (std::size_t m = 0; m < places.size(); ++m) {
    if (places[m] == 0 || !round.suitability().may(adept, m)) continue;
    --places[m];
    most = std::max(most, 1 + most_pairs(round, places, adept + 1));
    ++places[m];
  }
  return most;
}

TEST(AnyCity, AScoreIsBetweenNothingAndFullAndMayIsTheVerdict) {
  for (std::uint64_t seed = 0; seed < cities; ++seed) {
    const auto round = random_city(seed).match();
    const auto& suitability = round.suitability();
    for (std::size_t a = 0; a < round.adepts().size(); ++a)
      for (std::size_t m = 0; m < round.mentors().size(); ++m) {
        const int score = suitability.score(a, m);
        EXPECT_TRUE(score >= 0 && score <= suitability::full_value) << seed;
        EXPECT_EQ(suitability.may(a, m), suitability.verdict(a, m).may()) << seed;
        for (std::size_t c = 0; c < round.track().criteria.size(); ++c)
          if (const auto part = suitability.part(c, a, m); !part.known) {
            EXPECT_EQ(part.value, suitability::unknown_value) << seed;
          }
      }
  }
}

TEST(AnyCity, NobodyIsProposedAgainstARuleOrOverTheirPlaces) {
  for (std::uint64_t seed = 0; seed < cities; ++seed) {
    const auto round = random_city(seed).match();
    std::vector<int> taken(round.mentors().size());
    std::set<std::size_t> met;
    for (const auto& pair : round.pairs()) {
      EXPECT_TRUE(round.suitability().may(pair.adept, pair.mentor)) << seed;
      EXPECT_EQ(pair.score, round.suitability().score(pair.adept, pair.mentor)) << seed;
      EXPECT_TRUE(met.insert(pair.adept).second) << seed;
      ++taken[pair.mentor];
    }
    for (std::size_t m = 0; m < taken.size(); ++m) EXPECT_LE(taken[m], round.mentors()[m].capacity) << seed;
    EXPECT_EQ(round.pairs().size() + round.unmatched().size(), round.adepts().size()) << seed;
  }
}

TEST(AnyCity, AsManyMeetAsWhenEveryWayIsTried) {
  for (std::uint64_t seed = 0; seed < cities; ++seed) {
    auto city = random_city(seed);
    if (city.adepts.size() > 7) city.adepts.resize(7);
    const auto round = city.match();
    std::vector<int> places;
    for (const auto& mentor : round.mentors()) places.push_back(mentor.capacity);
    EXPECT_EQ(static_cast<int>(round.pairs().size()), most_pairs(round, places)) << seed;
  }
}

TEST(AnyCity, OneMentorMoreNeverGivesFewerPairs) {
  for (std::uint64_t seed = 0; seed < cities; ++seed) {
    auto city = random_city(seed);
    const auto before = city.match().pairs().size();
    auto& mentor = city.mentors.emplace_back();
    Dice dice(seed + 1000);
    mentor.id = mentor.name = "one more";
    draw_person(mentor, dice);
    EXPECT_GE(city.match().pairs().size(), before) << seed;
  }
}

TEST(AnyCity, TheOrderOfTheRowsAndTheNumberOfThreadsDecideNothing) {
  for (std::uint64_t seed = 0; seed < cities; ++seed) {
    auto city = random_city(seed);
    const auto straight = pairs_of(city.match());
    std::reverse(city.adepts.begin(), city.adepts.end());
    std::rotate(city.mentors.begin(), city.mentors.begin() + 1, city.mentors.end());
    city.threads = 2;
    EXPECT_EQ(pairs_of(city.match()), straight) << seed;
  }
}

TEST(AnyCity, EveryRoundIsProved) {
  for (std::uint64_t seed = 0; seed < cities; ++seed) {
    const auto round = random_city(seed).match();
    std::vector<proof::ClaimedPair> claimed;
    for (const auto& row : pairs_of(round)) claimed.push_back({row.adept, row.mentor, row.score, 0});
    const auto checked = proof::check(round.suitability(), {}, claimed, round.claim());
    EXPECT_TRUE(checked.proved()) << seed << ": " << in_english(checked.findings.front());
  }
}

/// What is said to help is tried: the round with that one change has one pair more.
TEST(AnyCity, TheLeastChangeThatIsToldGivesOnePairMore) {
  int tried = 0;
  for (std::uint64_t seed = 0; seed < cities; ++seed) {
    auto city = random_city(seed);
    const auto round = city.match();
    const auto before = round.pairs().size();
    for (const auto& one : round.unmatched()) {
      auto changed = city;
      if (one.change == matching::Change::one_place) {
        changed.mentor(round.mentors()[*one.place_at].name).capacity += 1;
      } else if (one.change == matching::Change::one_rule) {
        // The rule is relaxed for these two alone, by locking them: a lock cannot break a rule, so the rule goes.
        auto& mentor = changed.mentor(round.mentors()[one.nearly->mentor].name);
        changed.track.rules.erase(changed.track.rules.begin() +
                                  static_cast<std::ptrdiff_t>(one.nearly->rule));
        // Everyone else stays under it: whoever it alone stopped is locked out.
        for (std::size_t a = 0; a < round.adepts().size(); ++a)
          for (std::size_t m = 0; m < round.mentors().size(); ++m)
            if (!(a == one.adept && round.mentors()[m].id == mentor.id) &&
                round.suitability().verdict(a, m).stops == suitability::RuleSet{1} << one.nearly->rule)
              changed.lock(round.adepts()[a].name, round.mentors()[m].name, suitability::Locked::out);
      } else {
        continue;  // no one change among those who are there
      }
      EXPECT_EQ(changed.match().pairs().size(), before + 1)
          << seed << " " << round.adepts()[one.adept].name << " change " << static_cast<int>(one.change);
      ++tried;
    }
  }
  EXPECT_GT(tried, 50);
}

}  // namespace
}  // namespace parvis::lindhamn

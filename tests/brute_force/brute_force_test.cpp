// Rounds of up to six by six people, for each kind of rule and for locks: as many pairs, and the same score, as
// trying everything gives; and every round proved. 20 000 seeded cities of each kind.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "domain/matching/round.hpp"
#include "domain/proof/checker.hpp"
#include "platform/base/fold.hpp"

namespace parvis {
namespace {

using namespace people;
using programme::CriterionKind;
using programme::Rule;
using suitability::Locked;

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15ULL + 1) {}
  int below(int n) {
    state_ += 0x9e3779b97f4a7c15ULL;
    auto z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return static_cast<int>((z ^ (z >> 31)) % static_cast<std::uint64_t>(n));
  }
  bool one_in(int n) { return below(n) == 0; }
  template <class Value>
  std::optional<Value> perhaps(Value value) {
    return one_in(4) ? std::nullopt : std::optional<Value>(std::move(value));
  }

 private:
  std::uint64_t state_;
};

const occupations::Taxonomy& taxonomy() {
  static const auto starter = occupations::Taxonomy::starter();
  return *starter;
}

occupations::Occupation occupation(Chance& chance) {
  static const char* const titles[] = {"svetsare", "målare", "snickare", "sjuksköterska",
                                       "läkare",   "bagare", "kock"};
  static const auto found = [] {
    std::vector<occupations::Occupation> all;
    for (const auto* title : titles) all.push_back(*taxonomy().find(title).occupation);
    return all;
  }();
  return found[static_cast<std::size_t>(chance.below(static_cast<int>(found.size())))];
}

void fill(Person& person, Chance& chance, const char* letter, int number, const char* other_letter) {
  person.id = letter + std::to_string(number);
  person.gender = chance.perhaps(static_cast<Gender>(chance.below(4)));
  person.birth_year = chance.perhaps(1960 + chance.below(45));
  person.occupation = chance.perhaps(occupation(chance));
  person.education_level = chance.perhaps(static_cast<EducationLevel>(chance.below(6)));
  person.experience_years = chance.perhaps(chance.below(20));
  if (!chance.one_in(4)) {
    person.languages.emplace();
    for (const auto* code : {"ara", "eng", "ukr"})
      if (chance.one_in(2))
        person.languages->push_back({code, chance.perhaps(static_cast<Level>(1 + chance.below(7)))});
  }
  person.swedish = chance.perhaps(static_cast<Level>(chance.below(8)));
  static const char* const districts[] = {"Farsta", "Järva", "Södermalm", "Bromma"};
  person.district = chance.perhaps(std::string(districts[chance.below(4)]));
  if (!chance.one_in(4)) {
    person.interests.emplace();
    for (const auto* interest : {"bakning", "film", "schack"})
      if (chance.one_in(2)) person.interests->emplace_back(interest);
  }
  if (!chance.one_in(4)) {
    person.availability.emplace();
    for (int half = 0; half < 6; ++half)
      person.availability->set(static_cast<std::size_t>(half), chance.one_in(2));
  }
  person.meeting = chance.perhaps(static_cast<MeetingForm>(chance.below(3)));
  person.employer = chance.perhaps(std::string(chance.one_in(2) ? "a" : "b"));
  if (!chance.one_in(3)) person.registered_on = Date::from_days(20'000 + chance.below(5));
  if (chance.one_in(3)) person.wishes = {static_cast<Wish>(chance.below(wish_count))};
  if (chance.one_in(4)) person.not_with.push_back(other_letter + std::to_string(chance.below(4)));
}

struct SmallCity {
  std::vector<Adept> adepts;
  std::vector<Mentor> mentors;
};

SmallCity small_city(Chance& chance) {
  SmallCity city;
  city.adepts.resize(static_cast<std::size_t>(chance.below(7)));
  city.mentors.resize(static_cast<std::size_t>(chance.below(7)));
  for (std::size_t a = 0; a < city.adepts.size(); ++a) {
    fill(city.adepts[a], chance, "A", static_cast<int>(a), "M");
    city.adepts[a].target_groups = chance.perhaps(std::vector{static_cast<TargetGroup>(chance.below(3))});
  }
  for (std::size_t m = 0; m < city.mentors.size(); ++m) {
    auto& mentor = city.mentors[m];
    fill(mentor, chance, "M", static_cast<int>(m), "A");
    mentor.capacity = chance.below(3);
    mentor.training =
        chance.perhaps(chance.one_in(2) ? std::vector<std::string>{"kurs"} : std::vector<std::string>{});
    mentor.record_check_shown = chance.perhaps(chance.one_in(2));
    mentor.least_swedish = chance.perhaps(static_cast<Level>(1 + chance.below(5)));
  }
  return city;
}

/// As many pairs as can be, then the greatest score, by trying every choice of each adept in turn.
struct Tried {
  const suitability::Suitability& suitability;
  const std::vector<suitability::Lock>& locks;
  std::vector<int> places;
  std::pair<int, int> best{-1, -1};

  /// Not locked out, and locked in with nobody else.
  bool locks_let(std::size_t adept, std::size_t mentor) const {
    return std::all_of(locks.begin(), locks.end(), [&](const auto& lock) {
      const bool same_adept = lock.adept_id == suitability.adepts()[adept].id;
      const bool same_mentor = lock.mentor_id == suitability.mentors()[mentor].id;
      return lock.locked == Locked::in ? !same_adept || same_mentor : !same_adept || !same_mentor;
    });
  }

  void from(std::size_t adept, int pairs, int score) {
    if (adept == suitability.adepts().size()) {
      best = std::max(best, {pairs, score});
      return;
    }
    if (std::none_of(locks.begin(), locks.end(), [&](const auto& lock) {
          return lock.locked == Locked::in && lock.adept_id == suitability.adepts()[adept].id;
        }))
      from(adept + 1, pairs, score);
    for (std::size_t m = 0; m < places.size(); ++m) {
      if (places[m] == 0 || !locks_let(adept, m) || !suitability.may(adept, m)) continue;
      --places[m];
      from(adept + 1, pairs + 1, score + suitability.score(adept, m));
      ++places[m];
    }
  }
};

/// Up to three, each in or out, of different pairs; they may contradict each other, the rules or the places.
std::vector<suitability::Lock> some_locks(const SmallCity& city, Chance& chance) {
  std::vector<suitability::Lock> locks;
  if (city.adepts.empty() || city.mentors.empty()) return locks;
  std::set<std::pair<std::size_t, std::size_t>> locked;
  for (int n = chance.below(4); n > 0; --n) {
    const auto a = static_cast<std::size_t>(chance.below(static_cast<int>(city.adepts.size())));
    const auto m = static_cast<std::size_t>(chance.below(static_cast<int>(city.mentors.size())));
    if (locked.emplace(a, m).second)
      locks.push_back({city.adepts[a].id, city.mentors[m].id, chance.one_in(2) ? Locked::in : Locked::out, "",
                       2 + static_cast<int>(locks.size())});
  }
  return locks;
}

enum class Locks { none, some };

/// Counts in `refused` the cities whose locks cannot hold.
void try_city(const Rule& rule, std::uint64_t seed, Locks with, int& refused) {
  Chance chance(seed);
  const auto city = small_city(chance);
  matching::RoundRequest request;
  request.programme_id = "small";
  request.track.rules = {rule};
  request.track.rules[0].unknown = chance.one_in(2) ? programme::OnUnknown::stop : programme::OnUnknown::ask;
  for (const auto kind : {CriterionKind::occupation, CriterionKind::languages, CriterionKind::interests,
                          CriterionKind::waiting})
    request.track.criteria.push_back({kind, chance.below(4), 3, {}});
  request.taxonomy = occupations::Taxonomy::starter();
  request.adepts = city.adepts;
  request.mentors = city.mentors;
  request.on = Date::from_days(20'010);
  request.seed = seed;
  request.threads = 1;
  if (with == Locks::some) request.locks = some_locks(city, chance);
  const auto locks = request.locks;
  const auto track = request.track;
  const auto round = matching::run(std::move(request));
  const suitability::Suitability suitability(track, taxonomy(), city.adepts, city.mentors,
                                             Date::from_days(20'010));
  Tried all{suitability, locks, {}};
  for (const auto& mentor : city.mentors) all.places.push_back(mentor.capacity);
  all.from(0, 0, 0);
  if (!round) {
    // A lock that cannot hold: trying everything finds no way either.
    ASSERT_FALSE(locks.empty()) << seed;
    ASSERT_EQ(all.best.first, -1) << seed;
    ++refused;
    return;
  }
  ASSERT_EQ(static_cast<int>(round->pairs().size()), all.best.first) << rule.id << " " << seed;
  ASSERT_EQ(static_cast<int>(round->score()), all.best.second) << rule.id << " " << seed;
  std::vector<proof::ClaimedPair> pairs;
  for (const auto& pair : round->pairs())
    pairs.push_back({round->adepts()[pair.adept].id, round->mentors()[pair.mentor].id, pair.score, 0});
  const auto checked = proof::check(suitability, locks, pairs, round->claim());
  ASSERT_TRUE(checked.proved()) << rule.id << " " << seed << " " << in_english(checked.findings.front());
}

std::vector<Rule> rules_of_each_kind() {
  programme::Eligible adepts, mentors;
  adepts.any_of = {TargetGroup::newly_arrived};
  adepts.greatest_age = 50;
  mentors.side = programme::Side::mentor;
  mentors.genders = {Gender::woman};
  mentors.least_experience_years = 5;
  return {{"eligible_adept", adepts, {}},
          {"eligible_mentor", mentors, {}},
          {"common_language", programme::CommonLanguage{Level::b1, Level::b1}, {}},
          {"near_occupation", programme::NearOccupation{1'500, false}, {}},
          {"regulated", programme::NearOccupation{1'500, true}, {}},
          {"wish_woman", programme::WishKept{Wish::woman}, {}},
          {"wish_digital", programme::WishKept{Wish::digital_only}, {}},
          {"wish_employer", programme::WishKept{Wish::not_my_employer}, {}},
          {"shared_time", programme::SharedTime{1}, {}},
          {"travel_time", programme::TravelTime{30}, {}},
          {"training_done", programme::TrainingDone{"kurs"}, {}},
          {"record_check_shown", programme::RecordCheckShown{}, {}},
          {"swedish_for_mentor", programme::SwedishForMentor{}, {}},
          {"not_together_before", programme::NotTogetherBefore{}, {}},
          {"shared_interest", programme::SharedInterest{1}, {}}};
}

class BruteForce : public testing::TestWithParam<Rule> {};

TEST_P(BruteForce, FindsNothingBetterThanTheRound) {
  const std::uint64_t cities = std::getenv("PARVIS_LONG") ? 200'000 : 20'000;
  int refused = 0;
  for (std::uint64_t seed = 0; seed < cities && !HasFatalFailure(); ++seed)
    try_city(GetParam(), seed, Locks::none, refused);
  EXPECT_EQ(refused, 0);
}

TEST(BruteForceWithLocks, FindsNothingBetterThanTheRound) {
  const auto rules = rules_of_each_kind();
  const std::uint64_t cities = std::getenv("PARVIS_LONG") ? 200'000 : 20'000;
  int refused = 0;
  for (std::uint64_t seed = 0; seed < cities && !HasFatalFailure(); ++seed)
    try_city(rules[seed % rules.size()], seed, Locks::some, refused);
  EXPECT_GT(refused, 0);
}

INSTANTIATE_TEST_SUITE_P(EachKindOfRule, BruteForce, testing::ValuesIn(rules_of_each_kind()),
                         [](const auto& tested) { return tested.param.id; });

}  // namespace
}  // namespace parvis

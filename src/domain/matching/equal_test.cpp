#include "domain/matching/equal.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>

#include "domain/proof/checker.hpp"

namespace parvis::matching {
namespace {

using assignment::no_place;
using people::Gender;
using suitability::Lock;
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

 private:
  std::uint64_t state_;
};

/// Up to six by six people with their locks, and the plain round of them.
struct SmallRound {
  std::vector<people::Adept> adepts;
  std::vector<people::Mentor> mentors;
  programme::Track track;
  Date on = Date::from_days(20'500);
  std::shared_ptr<const occupations::Taxonomy> taxonomy = occupations::Taxonomy::starter();
  std::unique_ptr<suitability::Suitability> suitability;
  std::vector<Lock> locks;
  std::vector<std::int32_t> locked_mentor;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> locked_out;
  assignment::Instance instance;
  assignment::Solution plain;

  SmallRound(Chance& chance, bool with_locks, int most_adepts = 6, int most_mentors = 5) {
    track.rules = {{"not_together_before", programme::NotTogetherBefore{}, {}}};
    track.criteria = {{programme::CriterionKind::interests, 3, 0, {}},
                      {programme::CriterionKind::waiting, 1, 300, {}}};
    adepts.resize(1 + static_cast<std::size_t>(chance.below(most_adepts)));
    mentors.resize(1 + static_cast<std::size_t>(chance.below(most_mentors)));
    const auto fill = [&](people::Person& person, char letter, std::size_t number, char other,
                          std::size_t others) {
      person.id = letter + std::to_string(number);
      person.gender = static_cast<Gender>(chance.one_in(5) ? 2 : chance.below(2));
      if (chance.one_in(8)) person.gender.reset();
      person.district = chance.one_in(2) ? "Farsta" : "Bromma";
      person.birth_year = 1960 + chance.below(45);
      person.registered_on = Date::from_days(20'500 - chance.below(200));
      person.interests.emplace();
      for (const auto* interest : {"bakning", "film", "schack"})
        if (chance.one_in(2)) person.interests->emplace_back(interest);
      for (std::size_t i = 0; i < others; ++i)
        if (chance.one_in(3)) person.not_with.push_back(other + std::to_string(i));
    };
    for (std::size_t a = 0; a < adepts.size(); ++a) fill(adepts[a], 'A', a, 'M', mentors.size());
    for (std::size_t m = 0; m < mentors.size(); ++m) {
      fill(mentors[m], 'M', m, 'A', adepts.size());
      mentors[m].capacity = chance.below(3);
      mentors[m].partner = chance.one_in(2) ? "kyrkan" : "banken";
    }
    suitability = std::make_unique<suitability::Suitability>(track, *taxonomy, adepts, mentors, on);
    set_aside(chance, with_locks);
    plain = assignment::solve(instance);
  }

  PlainRound round() const { return {*suitability, on, instance, plain, locked_mentor, locked_out}; }

  std::vector<proof::ClaimedPair> pairs(const std::vector<std::int32_t>& place_of) const {
    std::vector<proof::ClaimedPair> pairs;
    for (std::size_t a = 0; a < adepts.size(); ++a) {
      const std::int32_t m = locked_mentor[a] != no_place ? locked_mentor[a] : place_of[a];
      if (m == no_place) continue;
      const auto mentor = static_cast<std::size_t>(m);
      pairs.push_back({adepts[a].id, mentors[mentor].id, suitability->score(a, mentor), 0});
    }
    return pairs;
  }

 private:
  void set_aside(Chance& chance, bool with_locks) {
    locked_mentor.assign(adepts.size(), no_place);
    for (const auto& mentor : mentors) instance.capacity.push_back(mentor.capacity);
    for (std::uint32_t a = 0; a < adepts.size() && with_locks; ++a) {
      for (std::uint32_t m = 0; m < mentors.size(); ++m) {
        if (!suitability->may(a, m) || !chance.one_in(6)) continue;
        const bool in = !chance.one_in(3) && locked_mentor[a] == no_place && instance.capacity[m] > 0;
        locks.push_back({adepts[a].id, mentors[m].id, in ? Locked::in : Locked::out, "", 0});
        if (in) {
          locked_mentor[a] = static_cast<std::int32_t>(m);
          --instance.capacity[m];
        } else {
          locked_out.emplace_back(a, m);
        }
      }
    }
    instance.first.push_back(0);
    for (std::uint32_t a = 0; a < adepts.size(); ++a) {
      for (std::uint32_t m = 0; m < mentors.size() && locked_mentor[a] == no_place; ++m) {
        const bool out = std::count(locked_out.begin(), locked_out.end(), std::pair(a, m)) > 0;
        if (instance.capacity[m] > 0 && !out && suitability->may(a, m))
          instance.edges.push_back({m, suitability->score(a, m)});
      }
      instance.first.push_back(instance.edges.size());
    }
  }
};

using Two = std::pair<std::int64_t, std::int64_t>;

/// The most pairs, then the greatest score, of all ways that `keeps` likes; (−1, 0) when there is none.
Two best_of(const SmallRound& small,
            const std::function<bool(const std::vector<proof::ClaimedPair>&)>& keeps) {
  Two best(-1, 0);
  std::vector<std::int32_t> place_of(small.adepts.size(), no_place), room = small.instance.capacity;
  const std::function<void(std::size_t)> try_from = [&](std::size_t a) {
    if (a == small.adepts.size()) {
      const auto pairs = small.pairs(place_of);
      if (!keeps(pairs)) return;
      std::int64_t score = 0;
      for (const auto& pair : pairs) score += pair.score;
      best = std::max(best, Two(static_cast<std::int64_t>(pairs.size()), score));
      return;
    }
    try_from(a + 1);
    for (const auto& edge : small.instance.edges_of(a)) {
      if (room[edge.place] == 0) continue;
      --room[edge.place];
      place_of[a] = static_cast<std::int32_t>(edge.place);
      try_from(a + 1);
      place_of[a] = no_place;
      ++room[edge.place];
    }
  };
  try_from(0);
  return best;
}

std::string proved(const SmallRound& small, const EqualSolution& solution) {
  const auto pairs = small.pairs(solution.place_of);
  const auto checked = proof::check(*small.suitability, small.locks, pairs, solution.claim);
  if (!checked.proved()) return in_english(checked.findings.front());
  // What is not so is not proved.
  auto claim = solution.claim;
  ++claim.score;
  if (proof::check(*small.suitability, small.locks, pairs, claim).proved())
    return "a greater score was proved";
  claim = solution.claim;
  if (!pairs.empty()) {
    auto fewer = pairs;
    claim.matched -= 1;
    claim.score -= fewer.back().score;
    fewer.pop_back();
    if (proof::check(*small.suitability, small.locks, fewer, claim).proved())
      return "fewer pairs were proved";
  }
  return "";
}

std::int64_t with_gender(const SmallRound& small, const std::vector<proof::ClaimedPair>& pairs,
                         Gender gender) {
  return std::count_if(pairs.begin(), pairs.end(), [&](const auto& pair) {
    return small.adepts[static_cast<std::size_t>(std::stoi(pair.adept_id.substr(1)))].gender == gender;
  });
}

bool is_member(const SmallRound& small, const Bound& bound, const proof::ClaimedPair& pair) {
  const auto& adept = small.adepts[static_cast<std::size_t>(std::stoi(pair.adept_id.substr(1)))];
  const auto& mentor = small.mentors[static_cast<std::size_t>(std::stoi(pair.mentor_id.substr(1)))];
  const auto between = [&](std::int64_t value) {
    return value >= bound.least.value_or(0) && value <= bound.greatest.value_or(1'000'000);
  };
  switch (bound.what) {
    case Ground::gender: return adept.gender && people::id_of(*adept.gender) == bound.name;
    case Ground::district: return adept.district == bound.name;
    case Ground::age: return between(small.on.year() - *adept.birth_year);
    case Ground::waiting: return between(days_between(*adept.registered_on, small.on));
    case Ground::partner: return mentor.partner == bound.name;
  }
  return false;
}

std::vector<Bound> bounds_of(Chance& chance) {
  std::vector<Bound> bounds;
  switch (chance.below(4)) {
    case 0:
      bounds = {{Ground::gender, "woman", {}, {}, {}, {}}, {Ground::gender, "man", {}, {}, {}, {}}};
      break;
    case 1:
      bounds = {{Ground::district, "Farsta", {}, {}, {}, {}}, {Ground::district, "Bromma", {}, {}, {}, {}}};
      break;
    case 2: bounds = {{Ground::age, "", {}, 40, {}, {}}, {Ground::age, "", 20, 30, {}, {}}}; break;
    default: bounds = {{Ground::waiting, "", 100, {}, {}, {}}, {Ground::waiting, "", 150, {}, {}, {}}}; break;
  }
  bounds.push_back({Ground::partner, "banken", {}, {}, {}, {}});
  for (auto& bound : bounds) {
    if (chance.one_in(2)) bound.lower = chance.below(3);
    if (chance.one_in(2)) bound.upper = bound.lower.value_or(0) + chance.below(3);
  }
  return bounds;
}

TEST(Equal, BoundsGiveTheBestOfAllWaysAndTheCheckerIsConvinced) {
  int answered = 0, conflicts = 0;
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    Chance chance(seed);
    const SmallRound small(chance, seed % 2 == 0);
    const auto bounds = bounds_of(chance);
    const Two best = best_of(small, [&](const auto& pairs) {
      return std::all_of(bounds.begin(), bounds.end(), [&](const Bound& bound) {
        const auto n = std::count_if(pairs.begin(), pairs.end(),
                                     [&](const auto& pair) { return is_member(small, bound, pair); });
        return n >= bound.lower.value_or(0) && n <= bound.upper.value_or(1'000);
      });
    });
    const auto solution = solve_with_bounds(small.round(), bounds);
    if (!solution) {
      ASSERT_EQ(best.first, -1) << seed;
      ASSERT_NE(solution.error().faults.empty(), solution.error().conflict.empty()) << seed;
      conflicts += !solution.error().conflict.empty();
      continue;
    }
    ++answered;
    ASSERT_EQ(Two(solution->cost.matched_after, solution->cost.score_after), best) << seed;
    ASSERT_EQ(proved(small, *solution), "") << seed;
    for (const auto& change : solution->cost.groups)
      ASSERT_EQ(change.after - change.before, change.gain - change.lose) << seed;
  }
  EXPECT_GT(answered, 8'000);
  EXPECT_GT(conflicts, 500);
}

TEST(Equal, ADifferenceGivesTheBestOfAllWaysAndTheCheckerIsConvinced) {
  int answered = 0, conflicts = 0;
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    Chance chance(seed + 100'000);
    const SmallRound small(chance, seed % 2 == 0);
    std::int64_t women = 0, men = 0;
    for (const auto& adept : small.adepts) {
      women += adept.gender == Gender::woman;
      men += adept.gender == Gender::man;
    }
    const std::int64_t most = chance.below(11) * 500;
    const auto keeps = [&](const auto& pairs) {
      return std::abs(with_gender(small, pairs, Gender::woman) * men -
                      with_gender(small, pairs, Gender::man) * women) *
                 10'000 <=
             most * women * men;
    };
    const auto solution = solve_with_gap(small.round(), most);
    if (!solution) {
      if (!solution.error().conflict.empty()) {
        ASSERT_EQ(best_of(small, keeps).first, -1) << seed;
      }
      if (!solution.error().faults.empty()) {
        ASSERT_EQ(std::min(women, men), 0) << seed;
      }
      conflicts += !solution.error().conflict.empty();
      continue;
    }
    ++answered;
    ASSERT_EQ(Two(solution->cost.matched_after, solution->cost.score_after), best_of(small, keeps)) << seed;
    ASSERT_EQ(proved(small, *solution), "") << seed;
    const auto curve = trade_offs(small.round());
    ASSERT_TRUE(curve);
    // The choice on the curve with the greatest difference that the bound allows.
    const TradeOff* choice = nullptr;
    for (const auto& one : curve->choices)
      if (one.gap <= most) choice = &one;
    if (choice) {
      ASSERT_EQ(Two(choice->matched, choice->score),
                Two(solution->cost.matched_after, solution->cost.score_after))
          << seed;
    }
  }
  EXPECT_GT(answered, 8'000);
  EXPECT_GT(conflicts, 100);
}

TEST(Equal, TheCheckerIsConvincedOfLargerRounds) {
  for (std::uint64_t seed = 0; seed < 25; ++seed) {
    Chance chance(seed + 200'000);
    const SmallRound small(chance, true, 60, 40);
    for (const std::int64_t most : {0, 100, 1'000}) {
      const auto solution = solve_with_gap(small.round(), most);
      if (solution) {
        ASSERT_EQ(proved(small, *solution), "") << seed;
      }
    }
    const auto bounded = solve_with_bounds(small.round(), bounds_of(chance));
    if (bounded) {
      ASSERT_EQ(proved(small, *bounded), "") << seed;
    }
  }
}

TEST(Equal, OnlyFiveMattersMayBeBounded) {
  for (const auto* id : {"gender", "district", "age", "waiting", "partner"}) {
    ASSERT_TRUE(ground_of(id));
    EXPECT_EQ(id_of(*ground_of(id)), id);
  }
  EXPECT_EQ(in_english(ground_of("religion").error()),
            "Only gender, district, age, partner and waiting time may be bounded, not religion.");
}

/// Two women and two men, one mentor with a place for two of them.
struct FourAndOne {
  std::vector<people::Adept> adepts{4};
  std::vector<people::Mentor> mentors{1};
  programme::Track track;
  std::shared_ptr<const occupations::Taxonomy> taxonomy = occupations::Taxonomy::starter();
  std::unique_ptr<suitability::Suitability> suitability;
  assignment::Instance instance{{0, 1, 2, 3, 4}, {{0, 5'000}, {0, 5'000}, {0, 5'000}, {0, 5'000}}, {2}};
  assignment::Solution plain = assignment::solve(instance);
  std::vector<std::int32_t> locked_mentor{no_place, no_place, no_place, no_place};
  std::vector<std::pair<std::uint32_t, std::uint32_t>> locked_out;

  FourAndOne() {
    track.criteria = {{programme::CriterionKind::interests, 1, 0, {}}};
    for (std::size_t a = 0; a < 4; ++a) {
      adepts[a].id = "A" + std::to_string(a);
      adepts[a].gender = a < 2 ? Gender::woman : Gender::man;
      adepts[a].district = a % 2 ? "Farsta" : "Bromma";
    }
    mentors[0].id = "M0";
    mentors[0].capacity = 2;
    suitability = std::make_unique<suitability::Suitability>(track, *taxonomy, adepts, mentors, Date());
  }
  PlainRound round() const { return {*suitability, Date(), instance, plain, locked_mentor, locked_out}; }
};

TEST(Equal, CrossingBoundsAreRefusedWithTheReason) {
  const FourAndOne four;
  const auto solution = solve_with_bounds(
      four.round(), {{Ground::gender, "woman", {}, {}, 1, {}}, {Ground::district, "Farsta", {}, {}, 1, {}}});
  ASSERT_FALSE(solution);
  ASSERT_EQ(solution.error().faults.size(), 1u);
  EXPECT_EQ(in_english(solution.error().faults[0]),
            "living in Farsta and woman cross each other: some are in both, and some in one of them only. "
            "Bounds on both "
            "cannot be kept exactly. Take one of them away.");
}

TEST(Equal, AConflictNamesItsBoundsAndLocks) {
  FourAndOne four;
  four.locked_mentor[2] = 0;
  four.instance = {{0, 1, 2, 2, 3}, {{0, 5'000}, {0, 5'000}, {0, 5'000}}, {1}};
  four.plain = assignment::solve(four.instance);
  const auto solution = solve_with_bounds(
      four.round(), {{Ground::gender, "woman", {}, {}, 2, {}}, {Ground::gender, "man", {}, {}, {}, 2}});
  ASSERT_FALSE(solution);
  ASSERT_EQ(solution.error().conflict.size(), 2u);
  EXPECT_TRUE(solution.error().is_least);
  EXPECT_EQ(in_english(solution.error().conflict[0]), "At least 2 are asked for: woman.");
  EXPECT_EQ(in_english(solution.error().conflict[1]), "A2 and M0 are locked together.");
}

TEST(Equal, TellsWhatABoundCosts) {
  const FourAndOne four;  // the plain round takes the two who came first, both women
  const auto solution = solve_with_gap(four.round(), 0);
  ASSERT_TRUE(solution);
  ASSERT_EQ(solution->cost.groups.size(), 2u);
  const auto &women = solution->cost.groups[0], &men = solution->cost.groups[1];
  EXPECT_EQ(std::tuple(women.before, women.after, women.gain, women.lose), std::tuple(2, 1, 0, 1));
  EXPECT_EQ(std::tuple(men.before, men.after, men.gain, men.lose), std::tuple(0, 1, 1, 0));
  const auto curve = trade_offs(four.round());
  ASSERT_TRUE(curve);
  ASSERT_EQ(curve->choices.size(), 1u);  // it costs neither pairs nor score
  EXPECT_EQ(curve->choices[0].gap, 0);
}

}  // namespace
}  // namespace parvis::matching

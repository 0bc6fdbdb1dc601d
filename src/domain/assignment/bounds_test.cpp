#include "domain/assignment/bounds.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "domain/assignment/components.hpp"
#include "domain/assignment/gap.hpp"
#include "domain/assignment/least_conflict.hpp"
#include "domain/assignment/made_up.hpp"

namespace parvis::assignment {
namespace {

// ---- every way, one after the other ---------------------------------------------------------------------------

struct Way {
  std::vector<std::int32_t> place_of;
  std::int64_t matched = 0, score = 0;
};

void add_ways(const Instance& instance, std::vector<std::int32_t>& room, std::size_t seeker, Way& now,
              std::vector<Way>& all) {
  if (seeker == instance.seekers()) {
    all.push_back(now);
    return;
  }
  now.place_of.push_back(no_place);
  add_ways(instance, room, seeker + 1, now, all);
  for (const Edge& edge : instance.edges_of(seeker)) {
    if (room[edge.place] == 0) continue;
    --room[edge.place];
    now.place_of.back() = static_cast<std::int32_t>(edge.place);
    ++now.matched;
    now.score += edge.score;
    add_ways(instance, room, seeker + 1, now, all);
    --now.matched;
    now.score -= edge.score;
    ++room[edge.place];
  }
  now.place_of.pop_back();
}

std::vector<Way> ways_of(const Instance& instance) {
  std::vector<Way> all;
  std::vector<std::int32_t> room = instance.capacity;
  Way now;
  add_ways(instance, room, 0, now, all);
  return all;
}

std::int64_t counted(const Group& group, const Way& way) {
  std::int64_t sum = 0;
  for (std::size_t s = 0; s < way.place_of.size(); ++s) {
    const std::int32_t place = way.place_of[s];
    if (place == no_place) continue;
    const auto member =
        group.side == Side::seekers ? static_cast<std::uint32_t>(s) : static_cast<std::uint32_t>(place);
    sum += std::count(group.members.begin(), group.members.end(), member);
  }
  return sum;
}

bool keeps(const std::vector<Group>& groups, const Way& way) {
  return std::all_of(groups.begin(), groups.end(), [&](const Group& group) {
    const std::int64_t n = counted(group, way);
    return n >= group.lower && n <= group.upper;
  });
}

bool keeps(const std::vector<PairLock>& locks, const Way& way) {
  return std::all_of(locks.begin(), locks.end(), [&](const PairLock& lock) {
    return (way.place_of[lock.seeker] == static_cast<std::int32_t>(lock.place)) == lock.in;
  });
}

// ---- the certificates, from their definitions alone -----------------------------------------------------------

using Two = std::pair<std::int64_t, std::int64_t>;
Two two(const Worth& w) {
  return {w.level, w.score};
}

/// What is wrong, or nothing.
std::string fault_in(const Instance& instance, const std::vector<Group>& groups, const Bounded& bounded) {
  const BoundedCertificate& proof = bounded.certificate;
  if (proof.seeker.size() != instance.seekers() || proof.place.size() != instance.places() ||
      proof.group.size() != groups.size() || bounded.place_of.size() != instance.seekers())
    return "another size";
  std::int64_t level = 0, score = 0, matched = 0, reached = 0;
  std::vector<std::int64_t> used(instance.places(), 0);
  std::vector<std::vector<std::uint8_t>> is_member;
  for (const Group& group : groups) {
    is_member.emplace_back(std::max(instance.seekers(), instance.places()), 0);
    for (const std::uint32_t i : group.members) is_member.back()[i] = 1;
  }
  for (std::size_t s = 0; s < instance.seekers(); ++s) {
    if (two(proof.seeker[s]) < Two(0, 0)) return "a seeker below 0";
    level += proof.seeker[s].level;
    score += proof.seeker[s].score;
    bool real = bounded.place_of[s] == no_place;
    for (const Edge& edge : instance.edges_of(s)) {
      std::int64_t l = proof.seeker[s].level + proof.place[edge.place].level;
      std::int64_t c = proof.seeker[s].score + proof.place[edge.place].score;
      for (std::size_t g = 0; g < groups.size(); ++g) {
        const std::uint32_t whom =
            groups[g].side == Side::seekers ? static_cast<std::uint32_t>(s) : edge.place;
        if (!is_member[g][whom]) continue;
        l += proof.group[g].level;
        c += proof.group[g].score;
      }
      if (Two(l, c) < Two(1, edge.score)) return "an edge above its prices";
      if (bounded.place_of[s] != static_cast<std::int32_t>(edge.place)) continue;
      real = true;
      ++matched;
      reached += edge.score;
      if (++used[edge.place] > instance.capacity[edge.place]) return "a place over its capacity";
    }
    if (!real) return "a pair that is no edge";
  }
  for (std::size_t p = 0; p < instance.places(); ++p) {
    if (two(proof.place[p]) < Two(0, 0)) return "a place below 0";
    level += instance.capacity[p] * proof.place[p].level;
    score += instance.capacity[p] * proof.place[p].score;
  }
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const std::int64_t n = counted(groups[g], {bounded.place_of, 0, 0});
    if (n < groups[g].lower || n > groups[g].upper) return "a bound that does not hold";
    if (two(proof.group[g]) > Two(0, 0) && n != groups[g].upper)
      return "a price of an upper bound that is not met";
    if (two(proof.group[g]) < Two(0, 0) && n != groups[g].lower)
      return "a price of a lower bound that is not met";
    level += n * proof.group[g].level;
    score += n * proof.group[g].score;
  }
  if (matched != bounded.matched || reached != bounded.score) return "another number or score than stated";
  if (Two(level, score) != Two(matched, reached)) return "prices that do not add up";
  return {};
}

std::string fault_in(const Instance& instance, const Halves& halves, std::int64_t most,
                     const Gapped& gapped) {
  const auto in = [&](const Ceiling& ceiling, Half half) {
    return half == Half::first ? ceiling.first : half == Half::second ? ceiling.second : ceiling.neither;
  };
  for (const Ceiling& ceiling : gapped.proof.ceilings) {
    std::int64_t size = 0;
    for (std::size_t s = 0; s < instance.seekers(); ++s) {
      if (!in(ceiling, halves.of_seeker[s])) continue;
      size += ceiling.seeker_in_cover[s];
      for (const Edge& edge : instance.edges_of(s))
        if (!ceiling.seeker_in_cover[s] && !ceiling.place_in_cover[edge.place])
          return "an edge off a ceiling";
    }
    for (std::size_t p = 0; p < instance.places(); ++p)
      if (ceiling.place_in_cover[p]) size += instance.capacity[p];
    if (size > ceiling.size) return "a ceiling higher than stated";
  }
  std::vector<Two> constant;
  for (const HalfPrices& prices : gapped.proof.prices) {
    Two sum;
    const auto pay = [&](std::int64_t times, const Worth& w) {
      sum.first += times * w.level;
      sum.second += times * w.score;
    };
    for (std::size_t s = 0; s < instance.seekers(); ++s) {
      if (two(prices.seeker[s]) < Two(0, 0)) return "a seeker below 0";
      pay(1, prices.seeker[s]);
      const Worth half = halves.of_seeker[s] == Half::first    ? prices.first
                         : halves.of_seeker[s] == Half::second ? prices.second
                                                               : Worth{};
      for (const Edge& edge : instance.edges_of(s)) {
        if (two(prices.seeker[s] + prices.place[edge.place] + half) < Two(1, edge.score))
          return "an edge above its prices";
      }
    }
    for (std::size_t p = 0; p < instance.places(); ++p) {
      if (two(prices.place[p]) < Two(0, 0)) return "a place below 0";
      pay(instance.capacity[p], prices.place[p]);
    }
    constant.push_back(sum);
  }
  std::int64_t neither = 0, first = 0, second = 0;
  for (const Half half : halves.of_seeker)
    ++(half == Half::first ? first : half == Half::second ? second : neither);
  const Two claimed(gapped.reached.matched, gapped.reached.score);
  for (std::int64_t x = 0; x <= first; ++x) {
    for (std::int64_t y = 0; y <= second; ++y) {
      if (apart(halves, x, y) > most) continue;
      std::int64_t matched = x + y + neither;
      for (const Ceiling& ceiling : gapped.proof.ceilings) {
        const std::int64_t inside = (ceiling.first ? x : 0) + (ceiling.second ? y : 0);
        if (inside > ceiling.size) matched = -1;
        if (ceiling.neither || neither == 0) matched = std::min(matched, ceiling.size + x + y - inside);
      }
      bool proved = matched < gapped.reached.matched;
      for (std::size_t k = 0; k < constant.size() && !proved; ++k) {
        const auto& [f, s] = std::pair(gapped.proof.prices[k].first, gapped.proof.prices[k].second);
        proved = Two(constant[k].first + x * f.level + y * s.level,
                     constant[k].second + x * f.score + y * s.score) <= claimed;
      }
      if (!proved) return "a number of each that is not proved";
    }
  }
  return {};
}

// ---- instances and groups from a seed -------------------------------------------------------------------------

Instance small(std::uint64_t seed, Chance& chance) {
  MadeUp wanted;
  wanted.seekers = static_cast<std::size_t>(chance.between(1, 6));
  wanted.places = static_cast<std::size_t>(chance.between(1, 6));
  wanted.edges_each = static_cast<std::size_t>(chance.between(0, 4));
  wanted.least_score = chance.between(0, 3) ? 0 : -1000;
  wanted.most_score = chance.between(0, 2) ? chance.between(0, 9) : 10'000;
  wanted.least_capacity = chance.between(0, 1);
  wanted.most_capacity = chance.between(1, 3);
  return made_up(wanted, seed);
}

/// A partition of `members` in up to three, and some of those again.
void divide(Side side, const std::vector<std::uint32_t>& members, int depth, Chance& chance,
            std::vector<Group>& groups) {
  std::vector<std::vector<std::uint32_t>> parts(static_cast<std::size_t>(chance.between(1, 3)));
  for (const std::uint32_t i : members) parts[chance.next() % parts.size()].push_back(i);
  for (const auto& part : parts) {
    if (chance.between(0, 3) > 0) groups.push_back({side, part, 0, no_upper});
    if (depth > 0 && part.size() > 1) divide(side, part, depth - 1, chance, groups);
  }
}

std::vector<Group> groups_of(const Instance& instance, bool seekers, bool places, int depth, Chance& chance) {
  std::vector<Group> groups;
  if (seekers) divide(Side::seekers, shuffled(instance.seekers(), chance), depth, chance, groups);
  if (places) divide(Side::places, shuffled(instance.places(), chance), depth, chance, groups);
  for (Group& group : groups) {
    std::int64_t size = static_cast<std::int64_t>(group.members.size());
    if (group.side == Side::places) {
      size = 0;
      for (const auto p : group.members) size += instance.capacity[p];
    }
    if (chance.between(0, 1)) group.lower = chance.between(0, std::min<std::int64_t>(2, size));
    if (chance.between(0, 1)) group.upper = chance.between(group.lower, std::max(group.lower, size));
  }
  for (std::size_t i = groups.size(); i > 1; --i) std::swap(groups[i - 1], groups[chance.next() % i]);
  return groups;
}

Halves halves_of(const Instance& instance, bool all, Chance& chance) {
  Halves halves;
  for (std::size_t s = 0; s < instance.seekers(); ++s) {
    halves.of_seeker.push_back(static_cast<Half>(chance.between(all ? 1 : 0, 2)));
    halves.first_size += halves.of_seeker.back() == Half::first;
    halves.second_size += halves.of_seeker.back() == Half::second;
  }
  if (chance.between(0, 2) == 0) {  // some were set aside
    halves.first_aside = chance.between(0, 1);
    halves.second_aside = chance.between(0, 2);
    halves.first_size += halves.first_aside + chance.between(0, 1);
    halves.second_size += halves.second_aside + chance.between(0, 1);
  }
  halves.first_size = std::max<std::int64_t>(1, halves.first_size);
  halves.second_size = std::max<std::int64_t>(1, halves.second_size);
  return halves;
}

// ---- bounds ---------------------------------------------------------------------------------------------------

std::string compared_with_all_ways(const Instance& instance, const std::vector<Group>& groups) {
  Two best(-1, 0);
  for (const Way& way : ways_of(instance))
    if (keeps(groups, way)) best = std::max(best, Two(way.matched, way.score));
  const Bounded bounded = solve_bounded(instance, groups);
  if (!bounded.possible) return best.first < 0 ? "" : "said to be impossible";
  if (best.first < 0) return "said to be possible";
  if (Two(bounded.matched, bounded.score) != best) return "not the best";
  return fault_in(instance, groups, bounded);
}

/// Of every demand set, by trying all ways: the conflict is one, and as small as is said.
std::string compared_with_all_sets(const Instance& instance, const std::vector<Group>& groups,
                                   const std::vector<PairLock>& locks, int& conflicts) {
  const std::vector<Way> ways = ways_of(instance);
  const auto possible = [&](const std::vector<Group>& some, const std::vector<PairLock>& kept) {
    return std::any_of(ways.begin(), ways.end(),
                       [&](const Way& way) { return keeps(some, way) && keeps(kept, way); });
  };
  const auto found = conflict(instance, groups, locks);
  if (!found) return possible(groups, locks) ? "" : "no conflict found";
  ++conflicts;
  if (possible(groups, locks)) return "a conflict where there is none";
  const auto holds = [&](const Conflict& those) {
    std::vector<Group> some = groups;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      if (!std::count(those.lowers.begin(), those.lowers.end(), g)) some[g].lower = 0;
      if (!std::count(those.uppers.begin(), those.uppers.end(), g)) some[g].upper = no_upper;
    }
    std::vector<PairLock> kept;
    for (const std::size_t i : those.locks) kept.push_back(locks[i]);
    return possible(some, kept);
  };
  if (holds(*found)) return "what conflicts can hold";
  for (auto part : {&Conflict::lowers, &Conflict::uppers, &Conflict::locks}) {
    for (std::size_t i = 0; i < ((*found).*part).size(); ++i) {
      Conflict less = *found;
      (less.*part).erase((less.*part).begin() + static_cast<std::ptrdiff_t>(i));
      if (!holds(less)) return "one too many";
    }
  }
  if (!found->is_least) return "not known to be least among so few";
  // All smaller sets of demands can hold.
  std::vector<std::pair<std::vector<std::size_t> Conflict::*, std::size_t>> demands;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (groups[g].lower > 0) demands.emplace_back(&Conflict::lowers, g);
    if (groups[g].upper != no_upper) demands.emplace_back(&Conflict::uppers, g);
  }
  for (std::size_t i = 0; i < locks.size(); ++i) demands.emplace_back(&Conflict::locks, i);
  const std::size_t size = found->lowers.size() + found->uppers.size() + found->locks.size();
  if (demands.size() > 10) return "";
  for (std::uint32_t set = 0; set < (1u << demands.size()); ++set) {
    if (static_cast<std::size_t>(__builtin_popcount(set)) >= size) continue;
    Conflict some;
    for (std::size_t i = 0; i < demands.size(); ++i)
      if (set >> i & 1) (some.*demands[i].first).push_back(demands[i].second);
    if (!holds(some)) return "a smaller set conflicts";
  }
  return "";
}

TEST(Bounds, OfSeekersGiveTheBestOfAllWaysThatKeepThem) {
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    Chance chance(seed);
    const Instance instance = small(seed, chance);
    ASSERT_EQ(compared_with_all_ways(instance, groups_of(instance, true, false, 0, chance)), "") << seed;
  }
}

TEST(Bounds, OfPlacesGiveTheBestOfAllWaysThatKeepThem) {
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    Chance chance(seed + 1'000'000);
    const Instance instance = small(seed, chance);
    ASSERT_EQ(compared_with_all_ways(instance, groups_of(instance, false, true, 0, chance)), "") << seed;
  }
}

TEST(Bounds, NestedAndOfBothSidesGiveTheBestOfAllWaysThatKeepThem) {
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    Chance chance(seed + 2'000'000);
    const Instance instance = small(seed, chance);
    ASSERT_EQ(compared_with_all_ways(instance, groups_of(instance, true, true, 2, chance)), "") << seed;
  }
}

TEST(Bounds, AndLocksThatConflictAreNamedAsFewAsCanBe) {
  int conflicts = 0;
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    Chance chance(seed + 3'000'000);
    const Instance instance = small(seed, chance);
    std::vector<Group> groups =
        groups_of(instance, chance.between(0, 2) > 0, chance.between(0, 2) > 0, 1, chance);
    std::vector<PairLock> locks;
    for (std::uint32_t s = 0; s < instance.seekers(); ++s)
      for (const Edge& edge : instance.edges_of(s))
        if (chance.between(0, 5) == 0) locks.push_back({s, edge.place, chance.between(0, 2) > 0});
    ASSERT_EQ(compared_with_all_sets(instance, groups, locks, conflicts), "") << seed;
  }
  EXPECT_GT(conflicts, 2'000);
}

TEST(Bounds, GiveTheSameNumberAndScoreHoweverPeopleAreNumbered) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Chance chance(seed);
    const Instance instance = made_up({60, 40, 6, 0, 50, 1, 3, 0}, seed);
    std::vector<Group> groups = groups_of(instance, true, true, 1, chance);
    const auto seekers = shuffled(60, chance), places = shuffled(40, chance);
    std::vector<Group> others = groups;
    for (Group& group : others)
      for (auto& i : group.members) i = (group.side == Side::seekers ? seekers : places)[i];
    std::reverse(others.begin(), others.end());
    const Bounded one = solve_bounded(instance, groups);
    const Bounded other = solve_bounded(renumbered(instance, seekers, places), others);
    ASSERT_EQ(one.possible, other.possible) << seed;
    if (!one.possible) continue;
    ASSERT_EQ(fault_in(instance, groups, one), "") << seed;
    ASSERT_EQ(Two(one.matched, one.score), Two(other.matched, other.score)) << seed;
  }
}

TEST(Bounds, AreRefusedWithTheReason) {
  const Instance instance = made_up({4, 3, 3, 0, 9, 1, 1, 0}, 1);
  const auto fault = [&](const std::vector<Group>& groups) { return refusal_of(instance, groups)->fault; };
  EXPECT_EQ(fault({{Side::seekers, {4}}}), GroupFault::unknown_member);
  EXPECT_EQ(fault({{Side::places, {3}}}), GroupFault::unknown_member);
  EXPECT_EQ(fault({{Side::seekers, {1, 1}}}), GroupFault::member_twice);
  EXPECT_EQ(fault({{Side::seekers, {1}, -1}}), GroupFault::below_zero);
  EXPECT_EQ(fault({{Side::seekers, {1, 2}, 2, 1}}), GroupFault::lower_above_upper);
  EXPECT_EQ(fault({{Side::seekers, {1, 2}, 3}}), GroupFault::lower_above_size);
  EXPECT_EQ(fault({{Side::places, {1, 2}, 3}}), GroupFault::lower_above_size);
  const auto crossing =
      refusal_of(instance, {{Side::seekers, {0, 1, 2}}, {Side::seekers, {0}}, {Side::seekers, {2, 3}}});
  ASSERT_TRUE(crossing);
  EXPECT_EQ(crossing->fault, GroupFault::crossing);
  EXPECT_EQ(std::pair(crossing->group, crossing->other), std::pair(std::size_t{2}, std::size_t{0}));
  EXPECT_FALSE(
      refusal_of(instance, {{Side::seekers, {0, 1}}, {Side::seekers, {0}}, {Side::seekers, {1, 0}}}));
  EXPECT_FALSE(refusal_of(instance, {{Side::seekers, {0, 1}}, {Side::places, {1, 2}}}));
}

TEST(LeastConflict, SaysWhenThereWereTooManySetsToTry) {
  // Every five of forty demands conflict, and so do the last two.
  const auto possible = [](const std::vector<std::uint8_t>& wanted) {
    return std::count(wanted.begin(), wanted.end(), 1) < 5 && !(wanted[38] && wanted[39]);
  };
  const LeastConflict few = least_conflict(40, possible, 100'000), one_try = least_conflict(40, possible, 1);
  EXPECT_TRUE(few.is_least);
  EXPECT_EQ(few.members, (std::vector<std::size_t>{38, 39}));
  EXPECT_EQ(one_try.is_least, one_try.members.size() == 1);
}

/// Towns that have nothing to do with each other but the groups, each large enough to be solved apart.
Instance towns(std::size_t how_many, std::uint64_t seed, Chance& chance) {
  Instance all;
  all.first.push_back(0);
  for (std::size_t town = 0; town < how_many; ++town) {
    const Instance one = made_up({static_cast<std::size_t>(chance.between(150, 300)),
                                  static_cast<std::size_t>(chance.between(80, 200)), 25, 0,
                                  chance.between(20, 10'000), 1, chance.between(1, 3), 0},
                                 seed * 100 + town);
    const auto before = static_cast<std::uint32_t>(all.places());
    all.capacity.insert(all.capacity.end(), one.capacity.begin(), one.capacity.end());
    for (std::size_t s = 0; s < one.seekers(); ++s) {
      for (const Edge& edge : one.edges_of(s)) all.edges.push_back({before + edge.place, edge.score});
      all.first.push_back(all.edges.size());
    }
  }
  return all;
}

TEST(Bounds, AcrossTownsAreProved) {
  int possible = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Chance chance(seed + 5'000'000);
    const Instance instance = towns(static_cast<std::size_t>(chance.between(2, 5)), seed, chance);
    ASSERT_GT(Components(instance, 100).size(), 1u);
    const Solution plain = solve(instance);
    std::vector<Group> groups = groups_of(instance, true, true, 1, chance);
    const std::vector<std::int64_t> in = matched_in(groups, plain.place_of);
    for (std::size_t g = 0; g < groups.size(); ++g) {  // a little more or fewer than there would be
      groups[g].lower = chance.between(0, 2) ? 0 : std::max<std::int64_t>(0, in[g] + chance.between(-20, 6));
      groups[g].upper =
          chance.between(0, 2) ? no_upper : std::max(groups[g].lower, in[g] + chance.between(-12, 20));
    }
    if (refusal_of(instance, groups)) continue;
    const Bounded bounded = solve_bounded(instance, groups, plain);
    if (!bounded.possible) continue;
    ++possible;
    ASSERT_EQ(fault_in(instance, groups, bounded), "") << seed;
  }
  EXPECT_GT(possible, 15);
}

TEST(Gap, AcrossTownsIsProvedAndLiesOnTheCurve) {
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    Chance chance(seed + 6'000'000);
    const Instance instance = towns(static_cast<std::size_t>(chance.between(2, 5)), seed, chance);
    const Solution plain = solve(instance);
    Halves halves;
    for (const std::int32_t place :
         plain.place_of) {  // who is left out is mostly of the first, and a few of neither
      const bool first = chance.between(0, 9) < (place == no_place ? 8 : 4);
      const bool neither = seed % 3 == 0 && chance.between(0, 60) == 0;
      halves.of_seeker.push_back(neither ? Half::neither : first ? Half::first : Half::second);
      halves.first_size += halves.of_seeker.back() == Half::first;
      halves.second_size += halves.of_seeker.back() == Half::second;
    }
    const auto curve = trade_off(instance, halves, plain, apart_within(halves, 5));
    for (const GapPoint& p : {curve.front(), curve[curve.size() / 2]}) {
      const Gapped gapped = solve_gap(instance, halves, p.apart, plain);
      ASSERT_EQ(fault_in(instance, halves, p.apart, gapped), "") << seed;
      ASSERT_EQ(Two(gapped.reached.matched, gapped.reached.score), Two(p.matched, p.score)) << seed;
    }
  }
}

// ---- the difference between two groups' shares ----------------------------------------------------------------

/// All ways by how many of each half: the best worth.
std::map<Two, Two> best_by_halves(const Instance& instance, const Halves& halves) {
  std::map<Two, Two> best;
  for (const Way& way : ways_of(instance)) {
    Two at(0, 0);
    for (std::size_t s = 0; s < way.place_of.size(); ++s) {
      if (way.place_of[s] == no_place) continue;
      at.first += halves.of_seeker[s] == Half::first;
      at.second += halves.of_seeker[s] == Half::second;
    }
    const Two worth(way.matched, way.score);
    const auto [where, is_new] = best.emplace(at, worth);
    if (!is_new) where->second = std::max(where->second, worth);
  }
  return best;
}

std::string compared_curve(const Instance& instance, const Halves& halves, const std::map<Two, Two>& best,
                           std::int64_t enough) {
  std::map<std::int64_t, Two> by_gap;
  for (const auto& [at, worth] : best) {
    const auto [where, is_new] = by_gap.emplace(std::max(enough, apart(halves, at.first, at.second)), worth);
    if (!is_new) where->second = std::max(where->second, worth);
  }
  std::vector<Two> expected;
  for (const auto& [gap, worth] : by_gap)
    if (expected.empty() || expected.back() < worth) expected.push_back(worth);
  std::vector<Two> found;
  for (const GapPoint& p : trade_off(instance, halves, solve(instance), enough)) {
    if (p.apart != apart(halves, p.first, p.second)) return "a point with another difference than its own";
    const auto at = best.find({p.first, p.second});
    if (at == best.end() || at->second != Two(p.matched, p.score))
      return "a point that is not the best for its numbers";
    if (!found.empty() && p.apart <= enough) return "more points than wanted";
    found.emplace_back(p.matched, p.score);
  }
  return found == expected ? "" : "another curve";
}

std::string compared_gap(const Instance& instance, const Halves& halves, const std::map<Two, Two>& all,
                         std::int64_t most) {
  Two best(-1, 0);
  for (const auto& [at, worth] : all)
    if (apart(halves, at.first, at.second) <= most) best = std::max(best, worth);
  const Gapped gapped = solve_gap(instance, halves, most, solve(instance));
  if (!gapped.possible) return best.first < 0 ? "" : "said to be impossible";
  if (Two(gapped.reached.matched, gapped.reached.score) != best) return "not the best";
  Way way{gapped.place_of, 0, 0};
  Two at(0, 0);
  for (std::size_t s = 0; s < instance.seekers(); ++s) {
    for (const Edge& edge : instance.edges_of(s)) {
      if (way.place_of[s] != static_cast<std::int32_t>(edge.place)) continue;
      ++way.matched;
      way.score += edge.score;
      at.first += halves.of_seeker[s] == Half::first;
      at.second += halves.of_seeker[s] == Half::second;
    }
  }
  if (Two(way.matched, way.score) != best) return "other pairs than stated";
  if (at != Two(gapped.reached.first, gapped.reached.second)) return "others of each than stated";
  if (gapped.reached.apart > most || gapped.reached.apart != apart(halves, at.first, at.second))
    return "the bound";
  return fault_in(instance, halves, most, gapped);
}

TEST(Gap, TheCurveAndTheBestUnderEachBoundAreThoseOfAllWays) {
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    Chance chance(seed + 4'000'000);
    const Instance instance = small(seed, chance);
    const Halves halves = halves_of(instance, chance.between(0, 1) == 0, chance);
    const auto best = best_by_halves(instance, halves);
    const std::int64_t whole = halves.first_size * halves.second_size;
    ASSERT_EQ(compared_curve(instance, halves, best, 0), "") << seed;
    ASSERT_EQ(compared_curve(instance, halves, best, chance.between(0, whole)), "") << seed;
    ASSERT_EQ(compared_gap(instance, halves, best, 0), "") << seed;
    ASSERT_EQ(compared_gap(instance, halves, best, chance.between(0, whole)), "") << seed;
    ASSERT_EQ(compared_gap(instance, halves, best, whole), "") << seed;
  }
}

TEST(Gap, IsCountedInWholeNumbers) {
  Halves halves;
  halves.first_size = 200;
  halves.second_size = 180;
  EXPECT_EQ(apart(halves, 120, 90), 3600);  // 60 % and 50 %
  EXPECT_EQ(apart_within(halves, 1000), 3600);
  EXPECT_EQ(apart_within(halves, 999), 3596);
  halves.second_aside = 18;
  EXPECT_EQ(apart(halves, 120, 90), 0);
}

TEST(Gap, LargerCitiesAreProvedAndLieOnTheCurve) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Chance chance(seed);
    const Instance instance = made_up(
        {static_cast<std::size_t>(chance.between(20, 120)), static_cast<std::size_t>(chance.between(10, 60)),
         static_cast<std::size_t>(chance.between(1, 8)), 0, 1000, 1, chance.between(1, 3), 0},
        seed);
    const Halves halves = halves_of(instance, seed % 2 == 0, chance);
    const Solution plain = solve(instance);
    const auto curve = trade_off(instance, halves, plain, 0);
    ASSERT_EQ(Two(curve.back().matched, curve.back().score), Two(plain.matched, plain.score)) << seed;
    for (const GapPoint& p : {curve.front(), curve[curve.size() / 2], curve.back()}) {
      const Gapped gapped = solve_gap(instance, halves, p.apart, plain);
      ASSERT_EQ(fault_in(instance, halves, p.apart, gapped), "") << seed;
      ASSERT_EQ(Two(gapped.reached.matched, gapped.reached.score), Two(p.matched, p.score)) << seed;
    }
  }
}

}  // namespace
}  // namespace parvis::assignment

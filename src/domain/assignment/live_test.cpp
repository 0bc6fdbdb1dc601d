#include "domain/assignment/live.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "domain/assignment/made_up.hpp"
#include "domain/assignment/proof_in_tests.hpp"

namespace parvis::assignment {
namespace {

Live live_of(const Instance& instance) {
  return Live(instance, solve(instance));
}

/// What `live` says is the best: its certificate proves it, and solving afresh says the same.
void expect_best(const Live& live, const Worth& decided, const std::string& after) {
  const auto instance = live.instance();
  const auto solution = live.solution();
  ASSERT_EQ(fault_in(instance, solution), "") << after;
  const auto afresh = solve(instance);
  ASSERT_EQ(solution.matched, afresh.matched) << after;
  ASSERT_EQ(solution.score, afresh.score) << after;
  ASSERT_EQ(live.matched(), afresh.matched + decided.level) << after;
  ASSERT_EQ(live.score(), afresh.score + decided.score) << after;
  ASSERT_TRUE(live.is_sound()) << after;
}

/// One change drawn by chance, told in words.
class Changes {
 public:
  Changes(Live& live, const Instance& from, std::uint64_t seed)
      : live_(live),
        chance_(seed),
        seekers_(static_cast<std::uint32_t>(from.seekers())),
        places_(static_cast<std::uint32_t>(from.places())),
        capacity_(from.capacity) {}

  std::string one() {
    const auto place = at_random(places_);
    const auto seeker = somebody();
    switch (chance_.between(0, seeker ? 8 : 1)) {
      case 0: {
        std::vector<Edge> edges;
        for (const auto p : some(places_)) edges.push_back({p, score()});
        live_.add_seeker(edges);
        ++seekers_;
        return "a seeker more";
      }
      case 1: {
        if (capacity_.size() > 40) return seats(place, 0);
        std::vector<SeekerEdge> edges;
        for (const auto s : some(seekers_)) edges.push_back({s, score()});
        capacity_.push_back(chance_.between(0, 3));
        live_.add_place(capacity_.back(), edges);
        ++places_;
        return "a place more";
      }
      case 2:
        if (live_.solution().place_of.size() < 4) return seats(place, 1);
        live_.remove_seeker(*seeker);
        return "a seeker gone";
      case 3: return seats(place, chance_.between(0, 3));
      case 4:
        if (chance_.between(0, 3) > 0 || capacity_[place] == 0) return seats(place, 2);
        return decide(*seeker, place);
      case 5: live_.forbid(*seeker, place); return "a pair forbidden";
      case 6:
        if (const auto has = live_.place_of(*seeker); has != no_place) {
          live_.forbid(*seeker, static_cast<std::uint32_t>(has));
          return "a pair that was made is forbidden";
        }
        [[fallthrough]];
      default: {
        const auto has = live_.place_of(*seeker);
        live_.set_score(
            *seeker, has != no_place && chance_.between(0, 1) == 0 ? static_cast<std::uint32_t>(has) : place,
            score());
        return "another score";
      }
    }
  }
  Worth decided;

 private:
  std::uint32_t at_random(std::uint32_t below) {
    return static_cast<std::uint32_t>(chance_.between(0, static_cast<std::int64_t>(below) - 1));
  }
  std::int32_t score() {
    return chance_.between(0, 3) == 0 ? chance_.between(-3, 3) : chance_.between(0, 10);
  }
  std::optional<std::uint32_t> somebody() {
    for (int tries = 0; tries < 30; ++tries)
      if (const auto s = at_random(seekers_); live_.is_there(s)) return s;
    return std::nullopt;
  }
  std::set<std::uint32_t> some(std::uint32_t of) {
    std::set<std::uint32_t> chosen;
    for (int i = chance_.between(0, 4); i > 0; --i) chosen.insert(at_random(of));
    return chosen;
  }
  std::string seats(std::uint32_t place, std::int32_t capacity) {
    capacity_[place] = capacity;
    live_.set_capacity(place, capacity);
    return "other seats";
  }
  std::string decide(std::uint32_t seeker, std::uint32_t place) {
    const auto score = live_.score_of(seeker, place).value_or(7);
    const auto before = Worth{live_.matched(), live_.score()};
    const auto price = live_.price(seeker, place, score);
    EXPECT_TRUE(price);
    live_.decide(seeker, place, score);
    EXPECT_EQ(before - *price, (Worth{live_.matched(), live_.score()}));
    --capacity_[place];
    decided += Worth{1, score};
    return "a pair decided";
  }

  Live& live_;
  Chance chance_;
  std::uint32_t seekers_, places_;
  std::vector<std::int32_t> capacity_;
};

bool is_long() {
  return std::getenv("PARVIS_LONG") != nullptr;
}

void expect_best_after_each(const Instance& instance, std::uint64_t seed, int changes_in_all) {
  auto live = live_of(instance);
  expect_best(live, {}, "nothing");
  Changes changes(live, instance, seed);
  for (int i = 0; i < changes_in_all; ++i) {
    const auto what = changes.one();
    expect_best(live, changes.decided,
                what + ", seed " + std::to_string(seed) + ", change " + std::to_string(i));
    if (testing::Test::HasFatalFailure()) return;
  }
}

TEST(Live, IsTheBestAfterEachOfManyChanges) {
  const int rounds = is_long() ? 2'000 : 100;
  for (int round = 0; round < rounds; ++round) {
    const auto seed = static_cast<std::uint64_t>(round);
    MadeUp wanted{.seekers = 1 + seed % 13, .places = 1 + seed % 7, .edges_each = 1 + seed % 4};
    wanted.most_score = round % 3 == 0 ? 0 : round % 3 == 1 ? 3 : 10'000;
    wanted.least_score = 0;
    wanted.least_capacity = 0;
    wanted.most_capacity = 3;
    expect_best_after_each(made_up(wanted, seed), seed, 50);
    if (HasFatalFailure()) return;
  }
}

/// Each seeker has an edge to the one place that all want, and to one of their own.
Instance star(std::size_t seekers, std::int32_t capacity, std::int32_t most_score, Chance& chance) {
  Instance instance;
  instance.capacity.assign(seekers + 1, 1);
  instance.capacity[0] = capacity;
  instance.first.push_back(0);
  for (std::uint32_t s = 0; s < seekers; ++s) {
    instance.edges.push_back({0, chance.between(0, most_score)});
    instance.edges.push_back({s + 1, chance.between(0, most_score)});
    instance.first.push_back(instance.edges.size());
  }
  return instance;
}

/// Seeker i has edges to the places i and i + 1 only: one change can run through all.
Instance chain(std::size_t seekers, std::int32_t most_score, Chance& chance) {
  Instance instance;
  instance.capacity.assign(seekers, 1);
  instance.first.push_back(0);
  for (std::uint32_t s = 0; s < seekers; ++s) {
    instance.edges.push_back({s, chance.between(0, most_score)});
    if (s + 1 < seekers) instance.edges.push_back({s + 1, chance.between(0, most_score)});
    instance.first.push_back(instance.edges.size());
  }
  return instance;
}

TEST(Live, KeepsAPlaceBestThatAllWant) {
  for (std::uint64_t seed = 0; seed < (is_long() ? 400 : 20); ++seed) {
    Chance chance(seed);
    expect_best_after_each(star(30, static_cast<std::int32_t>(seed % 9), seed % 2 == 0 ? 5 : 10'000, chance),
                           seed, 60);
    if (HasFatalFailure()) return;
  }
}

TEST(Live, KeepsAChainBestWhereOneChangeRunsThroughAll) {
  for (std::uint64_t seed = 0; seed < (is_long() ? 400 : 20); ++seed) {
    Chance chance(seed);
    expect_best_after_each(chain(35, seed % 3 == 0 ? 0 : 10'000, chance), seed, 60);
    if (HasFatalFailure()) return;
  }
}

TEST(Live, KeepsTheBestWhereAllScoresAreEqualAndListsAreLong) {
  for (std::uint64_t seed = 0; seed < (is_long() ? 400 : 20); ++seed) {
    MadeUp wanted{.seekers = 40, .places = 20, .edges_each = 16, .least_score = 5'000, .most_score = 5'000};
    wanted.most_capacity = 3;
    expect_best_after_each(made_up(wanted, seed), seed, 60);
    if (HasFatalFailure()) return;
  }
}

TEST(Live, KeepsALargeRoundBestToo) {
  MadeUp wanted{.seekers = 3'000, .places = 1'500, .edges_each = 12};
  wanted.most_capacity = 3;
  const auto instance = made_up(wanted, 5);
  auto live = live_of(instance);
  Changes changes(live, instance, 5);
  for (int i = 0; i < 300; ++i) {
    const auto what = changes.one();
    if (i % 20 == 19) expect_best(live, changes.decided, what);
    if (HasFatalFailure()) return;
  }
}

/// The best with these two as a pair, by solving afresh.
Worth with_pair(const Instance& instance, std::uint32_t seeker, std::uint32_t place, std::int32_t score) {
  Instance left;
  left.capacity = instance.capacity;
  --left.capacity[place];
  left.first.push_back(0);
  for (std::uint32_t s = 0; s < instance.seekers(); ++s) {
    if (s != seeker)
      for (const auto& edge : instance.edges_of(s)) left.edges.push_back(edge);
    left.first.push_back(left.edges.size());
  }
  const auto best = solve(left);
  return {best.matched + 1, best.score + score};
}

TEST(Live, APriceIsWhatDecidingThePairCosts) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    MadeUp wanted{.seekers = 2 + seed % 9, .places = 2 + seed % 5, .edges_each = 3};
    wanted.most_score = seed % 2 == 0 ? 4 : 10'000;
    wanted.least_capacity = 0;
    wanted.most_capacity = 2;
    const auto instance = made_up(wanted, seed);
    auto live = live_of(instance);
    const auto before = live.solution();
    const Worth best{live.matched(), live.score()};
    for (std::uint32_t s = 0; s < instance.seekers(); ++s)
      for (std::uint32_t p = 0; p < instance.places(); ++p) {
        const auto score = live.score_of(s, p).value_or(3);
        const auto price = live.price(s, p, score);
        ASSERT_EQ(price.has_value(), instance.capacity[p] > 0);
        if (price) {
          ASSERT_EQ(best - *price, with_pair(instance, s, p, score)) << seed << " " << s << " " << p;
        }
      }
    // Nothing was changed by asking.
    EXPECT_EQ(live.solution().place_of, before.place_of);
    EXPECT_EQ(live.solution().certificate.seeker_price, before.certificate.seeker_price);
    EXPECT_EQ(live.matched(), best.level);
    EXPECT_EQ(live.score(), best.score);
    expect_best(live, {}, "asking");
  }
}

TEST(Live, TheAlternativesAreThoseThatCostLeast) {
  for (std::uint64_t seed = 0; seed < 80; ++seed) {
    MadeUp wanted{.seekers = 12, .places = 8, .edges_each = 6};
    wanted.most_score = seed % 2 == 0 ? 4 : 10'000;
    wanted.least_capacity = 0;
    wanted.most_capacity = 2;
    const auto instance = made_up(wanted, seed);
    auto live = live_of(instance);
    for (std::uint32_t s = 0; s < instance.seekers(); ++s) {
      std::vector<Worth> prices;
      for (const auto& edge : instance.edges_of(s))
        if (static_cast<std::int32_t>(edge.place) != live.place_of(s))
          if (const auto price = live.price(s, edge.place, edge.score)) prices.push_back(*price);
      std::sort(prices.begin(), prices.end());
      const auto found = live.alternatives(s, 3);
      ASSERT_EQ(found.size(), std::min<std::size_t>(3, prices.size()));
      for (std::size_t i = 0; i < found.size(); ++i) {
        EXPECT_EQ(found[i].price, prices[i]);
        EXPECT_EQ(live.price(s, found[i].place, found[i].score), found[i].price);
      }
    }
    expect_best(live, {}, "asking");
  }
}

TEST(Live, OneMorePlaceGivesWhatSolvingWithItGives) {
  Chance chance(9);
  for (std::uint64_t seed = 0; seed < 80; ++seed) {
    MadeUp wanted{.seekers = 10, .places = 4, .edges_each = 2};
    wanted.most_score = seed % 2 == 0 ? 4 : 10'000;
    wanted.least_capacity = 0;
    const auto instance = made_up(wanted, seed);
    auto live = live_of(instance);
    std::vector<SeekerEdge> edges;
    for (std::uint32_t s = 0; s < 10; ++s)
      if (chance.between(0, 2) == 0) edges.push_back({s, chance.between(0, wanted.most_score)});
    const auto gains = live.gains(edges, 4);
    const Worth before{live.matched(), live.score()};
    for (std::int32_t more = 1; more <= 4; ++more) {
      Live other(instance, solve(instance));
      other.add_place(more, edges);
      const Worth with = Worth{other.matched(), other.score()} - before;
      const auto said = gains.empty()
                            ? Worth{}
                            : gains[std::min<std::size_t>(static_cast<std::size_t>(more), gains.size()) - 1];
      EXPECT_EQ(said, with) << seed;
    }
    expect_best(live, {}, "asking");
  }
}

}  // namespace
}  // namespace parvis::assignment

/// The instances of the engine's table, made from a fixed seed.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/assignment/made_up.hpp"

namespace parvis::bench {

using assignment::Chance;
using assignment::Edge;
using assignment::Instance;

/// A city: 400 occupations in 40 groups, some far commoner than others; 25 districts; 8 languages, likewise; half as
/// many mentors as adepts, with 1 to 3 places each. An edge needs the same group and a shared language; the score
/// comes from how near occupation, district, languages and age are. Of each adept's edges the best 32 are kept; in
/// a group of more than 600 mentors, of 600 drawn for that adept.
class City {
 public:
  static Instance of(std::size_t adepts, std::uint64_t seed) { return City(adepts, seed).instance_; }

 private:
  static constexpr int occupations = 400, groups = 40, districts = 25, languages = 8;
  static constexpr std::size_t kept = 32, drawn = 600;
  struct Person {
    std::uint16_t occupation;
    std::uint8_t district, languages, age;
  };

  City(std::size_t adepts, std::uint64_t seed) : chance_(seed) {
    for (int k = 0; k < occupations; ++k) occupation_.push_back(share(k, occupation_));
    for (int k = 0; k < districts; ++k) district_.push_back(share(k / 5, district_));
    for (std::size_t m = 0; m < adepts / 2; ++m) {
      mentors_.push_back(somebody());
      in_group_[mentors_.back().occupation % groups].push_back(static_cast<std::uint32_t>(m));
      instance_.capacity.push_back(chance_.between(1, 3));
    }
    instance_.first.push_back(0);
    for (std::size_t a = 0; a < adepts; ++a) {
      add_best(somebody());
      instance_.first.push_back(instance_.edges.size());
    }
    instance_.edges.shrink_to_fit();
  }

  static double share(int k, const std::vector<double>& before) {
    return (before.empty() ? 0 : before.back()) + 1.0 / (k + 1);
  }
  std::size_t draw(const std::vector<double>& sums) {
    const double at = static_cast<double>(chance_.next() >> 11) * 0x1p-53 * sums.back();
    return static_cast<std::size_t>(std::upper_bound(sums.begin(), sums.end(), at) - sums.begin());
  }
  Person somebody() {
    constexpr std::array<int, languages> in_100 = {70, 45, 30, 12, 9, 6, 4, 3};
    Person one{static_cast<std::uint16_t>(draw(occupation_)), static_cast<std::uint8_t>(draw(district_)), 0,
               static_cast<std::uint8_t>(chance_.between(20, 65))};
    for (int i = 0; i < languages; ++i) {
      if (chance_.between(0, 99) < in_100[static_cast<std::size_t>(i)])
        one.languages |= std::uint8_t(1u << i);
    }
    return one;
  }

  std::int32_t score(const Person& a, const Person& m) {
    const int common = __builtin_popcount(a.languages & m.languages);
    const int apart = std::abs(a.district - m.district);
    const int years = std::abs(a.age - m.age);
    const int work = a.occupation == m.occupation               ? 10'000
                     : a.occupation / 200 == m.occupation / 200 ? 6000
                                                                : 3000;
    return (50 * work + 20 * std::max(0, 10'000 - 700 * apart) + 15 * std::min(10'000, 4000 * common) +
            15 * std::max(0, 10'000 - 250 * years) + 50) /
           100;
  }

  void add_best(const Person& adept) {
    const auto& near = in_group_[adept.occupation % groups];
    best_.clear();
    const std::size_t looks = std::min(near.size(), drawn);
    const std::size_t start = near.empty() ? 0 : chance_.next() % near.size();
    for (std::size_t i = 0; i < looks; ++i) {
      const std::uint32_t m = near[near.size() <= drawn ? i : (start + i) % near.size()];
      if ((adept.languages & mentors_[m].languages) == 0) continue;
      best_.push_back({m, score(adept, mentors_[m])});
    }
    const auto better = [](const Edge& a, const Edge& b) {
      return a.score != b.score ? a.score > b.score : a.place < b.place;
    };
    if (best_.size() > kept) {
      std::nth_element(best_.begin(), best_.begin() + kept, best_.end(), better);
      best_.resize(kept);
    }
    std::sort(best_.begin(), best_.end(), [](const Edge& a, const Edge& b) { return a.place < b.place; });
    instance_.edges.insert(instance_.edges.end(), best_.begin(), best_.end());
  }

  Chance chance_;
  std::vector<double> occupation_, district_;
  std::vector<Person> mentors_;
  std::array<std::vector<std::uint32_t>, groups> in_group_;
  std::vector<Edge> best_;
  Instance instance_;
};

/// 70 in 100 edges go to one mentor in 100.
inline Instance star(std::size_t adepts, std::size_t each, std::uint64_t seed) {
  Chance chance(seed);
  Instance instance;
  const std::size_t mentors = adepts / 2, popular = std::max<std::size_t>(1, mentors / 100);
  for (std::size_t m = 0; m < mentors; ++m) instance.capacity.push_back(chance.between(1, 3));
  instance.first.push_back(0);
  std::vector<std::uint32_t> to;
  for (std::size_t a = 0; a < adepts; ++a) {
    to.clear();
    while (to.size() < each) {
      to.push_back(
          static_cast<std::uint32_t>(chance.next() % (chance.between(0, 99) < 70 ? popular : mentors)));
      std::sort(to.begin(), to.end());
      to.erase(std::unique(to.begin(), to.end()), to.end());
    }
    for (const std::uint32_t m : to) instance.edges.push_back({m, chance.between(0, 10'000)});
    instance.first.push_back(instance.edges.size());
  }
  return instance;
}

/// Adept i can go to mentors i and i + 1 only, so that one change runs through the whole chain.
inline Instance chain(std::size_t adepts, std::uint64_t seed) {
  Chance chance(seed);
  Instance instance;
  instance.capacity.assign(adepts, 1);
  instance.first.push_back(0);
  for (std::uint32_t a = 0; a < adepts; ++a) {
    instance.edges.push_back({a, chance.between(0, 10'000)});
    if (a + 1 < adepts) instance.edges.push_back({a + 1, chance.between(0, 10'000)});
    instance.first.push_back(instance.edges.size());
  }
  return instance;
}

/// Each adept has no edge or one.
inline Instance few_edges(std::size_t adepts, std::uint64_t seed) {
  Chance chance(seed);
  Instance instance;
  for (std::size_t m = 0; m < adepts / 2; ++m) instance.capacity.push_back(chance.between(1, 3));
  instance.first.push_back(0);
  for (std::size_t a = 0; a < adepts; ++a) {
    if (chance.between(0, 1))
      instance.edges.push_back(
          {static_cast<std::uint32_t>(chance.next() % (adepts / 2)), chance.between(0, 10'000)});
    instance.first.push_back(instance.edges.size());
  }
  return instance;
}

inline Instance of_name(std::string_view name) {
  using assignment::made_up;
  if (name == "city 1k") return City::of(1000, 1);
  if (name == "city 10k") return City::of(10'000, 1);
  if (name == "city 100k") return City::of(100'000, 1);
  if (name == "city 1M") return City::of(1'000'000, 1);
  if (name == "dense 1000") return made_up({1000, 1000, 1000, 0, 10'000, 1, 1, 0}, 1);
  if (name == "dense 3000") return made_up({3000, 3000, 3000, 0, 10'000, 1, 1, 0}, 1);
  if (name == "all equal") return made_up({100'000, 50'000, 16, 5000, 5000, 1, 3, 0}, 1);
  if (name == "star") return star(100'000, 16, 1);
  if (name == "chain") return chain(100'000, 1);
  if (name == "not all matched") return made_up({100'000, 100'000, 2, 0, 10'000, 1, 1, 0}, 1);
  if (name == "none or one edge") return few_edges(100'000, 1);
  if (name == "all capacities 3") return made_up({100'000, 33'333, 16, 0, 10'000, 3, 3, 0}, 1);
  if (name == "fewer adepts than places") return made_up({50'000, 100'000, 16, 0, 10'000, 1, 3, 0}, 1);
  return {};
}

}  // namespace parvis::bench

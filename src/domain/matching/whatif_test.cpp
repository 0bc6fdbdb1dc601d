#include "domain/matching/whatif.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "platform/base/fold.hpp"

namespace parvis::matching {
namespace {

RoundRequest few(std::uint64_t seed, bool with_locks) {
  RoundRequest request;
  request.programme_id = "p";
  request.track.id = "t";
  request.track.rules = {{"shared_interest", programme::SharedInterest{1}, programme::OnUnknown::ask}};
  request.track.criteria = {{programme::CriterionKind::interests, 3, 0, {}},
                            {programme::CriterionKind::occupation, 2, 0, {}}};
  request.taxonomy = occupations::Taxonomy::starter();
  request.on = Date::from_days(20'500);
  request.seed = seed;
  auto draw = [seed, drawn = 0](int n) mutable {
    return static_cast<int>(seeded_hash(seed, std::to_string(drawn++)) % static_cast<std::uint64_t>(n));
  };
  const auto fill = [&](people::Person& person, const std::string& id) {
    person.id = id;
    static const char* const titles[] = {"svetsare", "snickare", "bagare", "läkare"};
    person.occupation = request.taxonomy->find(titles[draw(4)]).occupation;
    person.interests.emplace();
    for (const auto* interest : {"bakning", "film", "fotboll", "musik"})
      if (draw(3) == 0) person.interests->emplace_back(interest);
  };
  for (int a = 0; a < 14; ++a) fill(request.adepts.emplace_back(), "A" + std::to_string(a));
  for (int m = 0; m < 6; ++m) {
    fill(request.mentors.emplace_back(), "M" + std::to_string(m));
    request.mentors.back().capacity = draw(3);
  }
  if (!with_locks) return request;
  const suitability::Suitability suitability(request.track, *request.taxonomy, request.adepts,
                                             request.mentors, request.on);
  for (std::size_t m = 0; m < 6; ++m)
    if (request.mentors[m].capacity > 0 && suitability.may(m, m)) {
      request.locks.push_back({"A" + std::to_string(m), "M" + std::to_string(m),
                               m % 2 == 0 ? suitability::Locked::in : suitability::Locked::out, "", 2});
      if (request.locks.size() == 2) break;
    }
  return request;
}

Difference answer(const RoundRequest& request) {
  const auto round = run(request);
  EXPECT_TRUE(round);
  return {round->claim().matched, round->score()};
}
Difference less(const Difference& first, const Difference& second) {
  return {first.matched - second.matched, first.score - second.score};
}

TEST(WhatIf, APriceIsWhatARoundWithThatPairLockedLoses) {
  int asked = 0, forbidden = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto request = few(seed, seed % 2 == 0);
    const auto round = run(request);
    ASSERT_TRUE(round);
    auto whatif = WhatIf::of(*round);
    ASSERT_TRUE(whatif);
    for (std::size_t a = 0; a < 14; ++a)
      for (std::size_t m = 0; m < 6; ++m) {
        const auto price = whatif->price(a, m);
        auto locked = request;
        std::erase_if(locked.locks, [&](const suitability::Lock& lock) {
          return lock.locked == suitability::Locked::out && lock.adept_id == round->adepts()[a].id &&
                 lock.mentor_id == round->mentors()[m].id;
        });
        locked.locks.push_back(
            {round->adepts()[a].id, round->mentors()[m].id, suitability::Locked::in, "", 3});
        const auto with = run(locked);
        forbidden += price.broken.empty() ? 0 : 1;
        const bool is_locked = std::any_of(round->pairs().begin(), round->pairs().end(),
                                           [&](const auto& pair) { return pair.locked && pair.adept == a; });
        if (is_locked) continue;
        ASSERT_EQ(price.lost.has_value(), with.has_value()) << seed << " " << a << " " << m;
        if (!with) continue;
        ++asked;
        EXPECT_EQ(*price.lost,
                  less({round->claim().matched, round->score()}, {with->claim().matched, with->score()}))
            << seed << " " << a << " " << m;
      }
  }
  EXPECT_GT(asked, 150);
  EXPECT_GT(forbidden, 20);
}

TEST(WhatIf, TheFirstAlternativeIsTheCheapestOther) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto round = run(few(seed, false));
    ASSERT_TRUE(round);
    auto whatif = WhatIf::of(*round);
    for (std::size_t a = 0; a < 14; ++a) {
      const auto all = whatif->alternatives(a, 3);
      for (const auto& one : all) EXPECT_EQ(whatif->price(a, one.mentor).lost, one.lost);
      std::optional<Difference> least;
      for (std::size_t m = 0; m < 6; ++m) {
        const auto has = std::any_of(round->pairs().begin(), round->pairs().end(),
                                     [&](const auto& pair) { return pair.adept == a && pair.mentor == m; });
        const auto price = whatif->price(a, m);
        if (has || !price.lost) continue;
        if (!least ||
            std::pair(price.lost->matched, price.lost->score) < std::pair(least->matched, least->score))
          least = price.lost;
      }
      ASSERT_EQ(all.empty(), !least);
      if (least) {
        EXPECT_EQ(all.front().lost, *least);
      }
    }
  }
}

/// The request without those whom nobody can be locked to any more.
RoundRequest without_locks_on(RoundRequest request, const std::string& id) {
  std::erase_if(request.locks,
                [&](const suitability::Lock& lock) { return lock.adept_id == id || lock.mentor_id == id; });
  return request;
}

TEST(WhatIf, SomebodyWhoLeavesIsLeftOutAndTheRestIsTheBestAgain) {
  int locked = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const auto request = few(seed, seed % 2 == 0);
    const auto round = run(request);
    ASSERT_TRUE(round);
    for (std::size_t gone = 0; gone < 14; ++gone) {
      auto whatif = WhatIf::of(*round);
      auto left = without_locks_on(request, round->adepts()[gone].id);
      locked += left.locks.size() < request.locks.size() ? 1 : 0;
      std::erase_if(left.adepts, [&](const auto& one) { return one.id == round->adepts()[gone].id; });
      whatif->without_adept(gone);
      EXPECT_EQ(whatif->outcome().after, answer(left)) << seed << " " << gone;
    }
    for (std::size_t gone = 0; gone < 6; ++gone) {
      auto whatif = WhatIf::of(*round);
      auto left = without_locks_on(request, round->mentors()[gone].id);
      std::erase_if(left.mentors, [&](const auto& one) { return one.id == round->mentors()[gone].id; });
      whatif->without_mentor(gone);
      const auto outcome = whatif->outcome();
      EXPECT_EQ(outcome.after, answer(left)) << seed << " " << gone;
      EXPECT_EQ(outcome.before, (Difference{round->claim().matched, round->score()}));
      EXPECT_EQ(
          outcome.after.matched - outcome.before.matched,
          static_cast<std::int64_t>(outcome.gain.size()) - static_cast<std::int64_t>(outcome.lose.size()));
      // Both at once.
      auto both = without_locks_on(left, round->adepts()[gone].id);
      std::erase_if(both.adepts, [&](const auto& one) { return one.id == round->adepts()[gone].id; });
      whatif->without_adept(gone);
      EXPECT_EQ(whatif->outcome().after, answer(both)) << seed << " " << gone;
    }
  }
  EXPECT_GT(locked, 5);
}

TEST(WhatIf, AMentorsPlacesCountThoseWhoAreLockedToThem) {
  int refused = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const auto request = few(seed, seed % 2 == 0);
    const auto round = run(request);
    ASSERT_TRUE(round);
    for (std::size_t m = 0; m < 6; ++m)
      for (int places = 0; places <= 3; ++places) {
        auto other = request;
        for (auto& mentor : other.mentors)
          if (mentor.id == round->mentors()[m].id) mentor.capacity = places;
        const auto afresh = run(other);
        auto whatif = WhatIf::of(*round);
        ASSERT_EQ(whatif->places(m, places), afresh.has_value()) << seed << " " << m << " " << places;
        refused += afresh ? 0 : 1;
        if (afresh) {
          EXPECT_EQ(whatif->outcome().after, (Difference{afresh->claim().matched, afresh->score()}))
              << seed << " " << m << " " << places;
        }
      }
  }
  EXPECT_GT(refused, 5);
}

TEST(WhatIf, ARecruitIsWorthWhatTheRoundWithThemGives) {
  int helps = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto request = few(seed, seed % 2 == 0);
    const auto round = run(request);
    ASSERT_TRUE(round);
    const auto before = answer(request);
    const auto list = WhatIf::of(*round)->recruiting_list({});
    for (const auto& one : list) {
      auto with = request;
      auto& mentor = with.mentors.emplace_back();
      mentor.id = "new";
      mentor.occupation = occupations::Occupation{{one.occupation}, {}, {}};
      EXPECT_EQ(one.one, less(answer(with), before)) << one.occupation.text();
      if (one.useful > 0) {
        mentor.capacity = one.useful;
        EXPECT_EQ(one.all, less(answer(with), before)) << one.occupation.text();
        EXPECT_EQ(one.all.matched, one.useful);
        ++helps;
      }
    }
  }
  EXPECT_GT(helps, 5);
}

}  // namespace
}  // namespace parvis::matching

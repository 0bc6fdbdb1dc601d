// Several threads at one instance. Also what the thread sanitizer is run on.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "domain/assignment/made_up.hpp"
#include "domain/assignment/proof_in_tests.hpp"

namespace parvis::assignment {
namespace {

/// Many small worlds that have nothing to do with each other, as a city has.
Instance many_worlds(std::uint64_t seed, std::size_t worlds) {
  Chance chance(seed);
  Instance all;
  all.first.push_back(0);
  for (std::size_t w = 0; w < worlds; ++w) {
    const auto size = static_cast<std::size_t>(chance.between(1, 60));
    const Instance one = made_up({size, size / 2 + 1, 6, 0, 10'000, 1, 3, 0}, seed * 1000 + w);
    const auto place = static_cast<std::uint32_t>(all.places());
    all.capacity.insert(all.capacity.end(), one.capacity.begin(), one.capacity.end());
    for (std::size_t s = 0; s < one.seekers(); ++s) {
      for (const Edge& edge : one.edges_of(s)) all.edges.push_back({edge.place + place, edge.score});
      all.first.push_back(all.edges.size());
    }
  }
  return all;
}

TEST(Threads, TheirNumberChangesNothingInTheAnswer) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    const Instance instance = many_worlds(seed, 400);
    const Solution alone = solve(instance);
    ASSERT_EQ(fault_in(instance, alone), "");
    for (const int threads : {2, 3, 8}) {
      SolveOptions options;
      options.threads = threads;
      int last = 0;
      options.progress = [&last](int share) {
        EXPECT_GE(share, last);
        last = share;
      };
      const Solution together = solve(instance, options);
      EXPECT_EQ(together.place_of, alone.place_of);
      EXPECT_EQ(together.certificate.seeker_price, alone.certificate.seeker_price);
      EXPECT_EQ(together.certificate.place_price, alone.certificate.place_price);
      EXPECT_EQ(last, 10'000);
    }
  }
}

TEST(Threads, TheWorkIsStoppedFromAnotherThreadAtAnyMoment) {
  const Instance instance = many_worlds(9, 400);
  for (int round = 0; round < 40; ++round) {
    std::stop_source source;
    SolveOptions options;
    options.threads = 3;
    options.stop = source.get_token();
    std::jthread other([&source, round] {
      std::this_thread::sleep_for(std::chrono::microseconds(round * 100));
      source.request_stop();
    });
    const Solution solution = solve(instance, options);
    if (!solution.stopped) {
      EXPECT_EQ(fault_in(instance, solution), "");
    }
  }
}

TEST(Threads, SeveralInstancesAreSolvedAtOnce) {
  std::atomic<int> wrong = 0;
  std::vector<std::jthread> several;
  for (std::uint64_t seed = 0; seed < 4; ++seed)
    several.emplace_back([seed, &wrong] {
      const Instance instance = many_worlds(20 + seed, 30);
      SolveOptions options;
      options.threads = 2;
      if (!fault_in(instance, solve(instance, options)).empty()) ++wrong;
    });
  several.clear();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace parvis::assignment

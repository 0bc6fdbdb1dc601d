// The solver against two others that share nothing with it, and against itself through the published formats.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "app/problems/problems.hpp"
#include "domain/assignment/made_up.hpp"
#include "domain/assignment/proof_in_tests.hpp"
#include "glpk_program.hpp"
#include "lemon_flow.hpp"

namespace parvis::assignment {
namespace {

oracle::Problem for_others(const Instance& instance) {
  oracle::Problem problem;
  problem.seekers = static_cast<int>(instance.seekers());
  problem.places = static_cast<int>(instance.places());
  problem.capacity.assign(instance.capacity.begin(), instance.capacity.end());
  for (int s = 0; s < problem.seekers; ++s) {
    for (const Edge& edge : instance.edges_of(static_cast<std::size_t>(s))) {
      problem.edges.push_back({s, static_cast<int>(edge.place), edge.score});
    }
  }
  return problem;
}

/// Any shape up to `seekers` × `places`: sparse and dense, few and many ties, scores below 0, closed places,
/// tastes that everybody shares.
Instance any_instance(std::uint64_t seed, int seekers, int places) {
  Chance chance(seed * 7919 + 1);
  MadeUp wanted;
  wanted.seekers = static_cast<std::size_t>(chance.between(1, seekers));
  wanted.places = static_cast<std::size_t>(chance.between(1, places));
  wanted.edges_each = static_cast<std::size_t>(chance.between(1, chance.between(1, places)));
  wanted.least_score = chance.between(0, 2) ? 0 : -1000;
  wanted.most_score = chance.between(0, 1) ? chance.between(0, 9) : 10'000;
  wanted.least_capacity = chance.between(0, 1);
  wanted.most_capacity = chance.between(1, 6);
  wanted.shared = chance.between(0, 2) ? 0 : 5000;
  return made_up(wanted, seed);
}

void expect_same(const Instance& instance, const oracle::Answer& other, std::uint64_t seed) {
  const Solution solution = solve(instance);
  ASSERT_EQ(fault_in(instance, solution), "") << seed;
  ASSERT_EQ(solution.matched, other.matched) << seed;
  ASSERT_EQ(solution.score, other.score) << seed;
}

TEST(Oracle, NetworkSimplexFindsTheSameNumberAndScore) {
  for (std::uint64_t seed = 0; seed < 6000; ++seed) {
    const Instance instance = any_instance(seed, 60, 40);
    expect_same(instance, oracle::solved_by_lemon(for_others(instance), oracle::Method::network_simplex),
                seed);
    if (HasFatalFailure()) return;
  }
}

TEST(Oracle, NetworkSimplexFindsTheSameInLargerCities) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const Instance instance = any_instance(100'000 + seed, 500, 400);
    expect_same(instance, oracle::solved_by_lemon(for_others(instance), oracle::Method::network_simplex),
                seed);
    if (HasFatalFailure()) return;
  }
}

TEST(Oracle, LinearProgrammingFindsTheSameNumberAndScore) {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const Instance instance = any_instance(200'000 + seed, 30, 20);
    expect_same(instance, oracle::solved_by_glpk(for_others(instance)), seed);
    if (HasFatalFailure()) return;
  }
}

/// An assignment problem as OR-Library's text or as DIMACS; the costs from 1 to 100, as in the published ones.
Instance square(std::size_t n, std::size_t each, std::uint64_t seed) {
  MadeUp wanted{n, n, each, 1, 100, 1, 1, 0};
  return made_up(wanted, seed);
}

std::string orlib_text(const Instance& costs) {
  std::ostringstream out;
  out << " " << costs.seekers();
  std::size_t k = 0;
  for (const Edge& edge : costs.edges) out << (k++ % 10 == 0 ? "\n " : " ") << edge.score;
  return out.str() + "\n";
}

std::string dimacs_text(const Instance& costs) {
  std::ostringstream out;
  out << "c made from a seed\np asn " << 2 * costs.seekers() << " " << costs.edges.size() << "\n";
  for (std::size_t s = 0; s < costs.seekers(); ++s) out << "n " << s + 1 << "\n";
  for (std::size_t s = 0; s < costs.seekers(); ++s) {
    for (const Edge& edge : costs.edges_of(s)) {
      out << "a " << s + 1 << " " << costs.seekers() + edge.place + 1 << " " << edge.score << "\n";
    }
  }
  return out.str();
}

oracle::Answer least_cost(const Instance& costs) {
  oracle::Problem problem = for_others(costs);
  for (auto& edge : problem.edges) edge.score = -edge.score;
  oracle::Answer answer = oracle::solved_by_lemon(problem, oracle::Method::cost_scaling);
  answer.score = -answer.score;
  return answer;
}

TEST(Oracle, ThePublishedFormatsGiveTheOptimumOfTheOtherSolver) {
  for (std::uint64_t seed = 0; seed < 24; ++seed) {
    const std::size_t n = 20 + 12 * seed;
    const Instance dense = square(n, n, seed), sparse = square(n, 3 + seed, seed);
    const auto of_dense = problems::read_orlib(orlib_text(dense));
    ASSERT_TRUE(of_dense) << in_english(of_dense.error());
    const auto of_sparse = problems::read_dimacs(dimacs_text(sparse));
    ASSERT_TRUE(of_sparse) << in_english(of_sparse.error());
    const Solution one = solve(of_dense->instance), other = solve(of_sparse->instance);
    EXPECT_EQ(-one.score, least_cost(dense).score) << seed;
    EXPECT_EQ(one.matched, static_cast<std::int64_t>(n));
    EXPECT_EQ(-other.score, least_cost(sparse).score) << seed;
    EXPECT_EQ(other.matched, least_cost(sparse).matched) << seed;
  }
}

/// assignopt.txt: a name and its optimum on each line ("assign100 305"), with or without "Data file" headings.
std::map<std::string, std::int64_t> known_optima(const std::filesystem::path& file) {
  std::map<std::string, std::int64_t> optima;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string name;
    std::int64_t optimum = 0;
    if (words >> name >> optimum) optima[std::filesystem::path(name).stem()] = optimum;
  }
  return optima;
}

TEST(Oracle, PublishedInstancesHaveThePublishedOptimum) {
  const char* folder = std::getenv("PARVIS_INSTANCES");
  if (folder == nullptr) GTEST_SKIP() << "PARVIS_INSTANCES names no folder with published instances";
  const auto optima = known_optima(std::filesystem::path(folder) / "assignopt.txt");
  int solved = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto& file = entry.path();
    const std::string name = file.stem();
    const bool is_dimacs = file.extension() == ".asn";
    if (!is_dimacs && (!name.starts_with("assign") || name == "assignopt" || file.extension() != ".txt"))
      continue;
    const auto outcome = problems::assign({file, is_dimacs ? "dimacs-asn" : "orlib", "", ""});
    ASSERT_TRUE(outcome) << in_english(outcome.error().what);
    ++solved;
    if (const auto known = optima.find(name); known != optima.end()) {
      EXPECT_EQ(outcome->objective, known->second) << name;
    }
  }
  EXPECT_GT(solved, 0) << "no assign*.txt or *.asn in " << folder;
}

}  // namespace
}  // namespace parvis::assignment

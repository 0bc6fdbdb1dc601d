// How fast the solver is beside two others, on the same instances in the same run. Ratios, not seconds, are what
// carries over to another machine.

#include <fmt/core.h>
#include <sys/resource.h>

#include <chrono>
#include <ctime>
#include <string_view>
#include <utility>

#include "domain/assignment/assignment.hpp"
#include "domain/assignment/made_up.hpp"
#include "domain/assignment/summer_made_up.hpp"
#include "domain/assignment/waves.hpp"
#include "lemon_flow.hpp"

namespace {

using namespace parvis::assignment;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

oracle::Problem for_lemon(const Instance& instance) {
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

void compare(std::string_view name, const Instance& instance, bool with_others) {
  const auto start = std::chrono::steady_clock::now();
  const Solution solution = solve(instance);
  const double ours = seconds_since(start);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("{:42} {:9} edges  matched {:6}  parvis {:7.3f} s  peak {:4} MB (instance {:4} MB)", name,
             instance.edges.size(), solution.matched, ours, usage.ru_maxrss / 1024,
             instance.edges.size() * sizeof(Edge) / 1'000'000);
  std::fflush(stdout);
  if (with_others) {
    const oracle::Problem problem = for_lemon(instance);
    for (const auto& [method, word] : {std::pair(oracle::Method::network_simplex, "network simplex"),
                                       std::pair(oracle::Method::cost_scaling, "cost scaling")}) {
      const oracle::Answer answer = oracle::solved_by_lemon(problem, method);
      const bool same = answer.matched == solution.matched && answer.score == solution.score;
      fmt::print("  {} {:7.3f} s ({:5.1f}x){}", word, answer.seconds, answer.seconds / ours,
                 same ? "" : " ANOTHER OPTIMUM");
      std::fflush(stdout);
    }
  }
  fmt::print("\n");
}

/// Holiday jobs of a summer in waves: processor time of each.
void draw_summer(std::string_view name, const Summer& summer, const Groups& groups) {
  Chance chance(1);
  std::vector<Standing> standings(summer.instance.seekers());
  std::int64_t offers = 0;
  double worst = 0, all = 0;
  int waves = 0;
  while (true) {
    const std::clock_t start = std::clock();
    const auto wave = next_wave(summer.instance, groups, standings);
    const double took = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    worst = std::max(worst, took);
    all += took;
    if (wave->offers == 0) {
      fmt::print("{:42} {:9} edges  employed {:5} of {} offers in {} waves  slowest {:.3f} s, all {:.3f} s\n",
                 name, summer.instance.edges.size(), wave->accepted, offers, waves, worst, all);
      return;
    }
    ++waves;
    offers += wave->offers;
    for (std::size_t s = 0; s < standings.size(); ++s)
      if (wave->offered[s] != no_place)
        standings[s] = {summer.says_yes(chance) ? Reply::accepted : Reply::declined, wave->offered[s]};
  }
}

struct Case {
  std::string_view name;
  MadeUp wanted;
  bool with_others;
};

}  // namespace

/// Arguments: "quick" leaves the other solvers out; any other word keeps only cases with it in their name.
int main(int count, char** words) {
  const Case cases[] = {
      {"dense 800 x 800, costs 1-100", {800, 800, 800, 1, 100, 1, 1, 0}, true},
      {"dense 800 x 800, scores to 10 000", {800, 800, 800, 0, 10'000, 1, 1, 0}, true},
      {"city 1 000 x 500", {1000, 500, 500, 0, 10'000, 1, 1, 0}, true},
      {"city 1 000 x 500, shared tastes", {1000, 500, 500, 0, 500, 1, 3, 5000}, true},
      {"sparse 10 000 x 5 000, 64 each", {10'000, 5000, 64, 0, 10'000, 1, 1, 0}, true},
      {"sparse 10 000 x 5 000, 64 each, room 1-4", {10'000, 5000, 64, 0, 10'000, 1, 4, 0}, true},
      {"sparse 10 000 x 5 000, 500 each", {10'000, 5000, 500, 0, 10'000, 1, 1, 0}, true},
      {"sparse 10 000 x 5 000, 500 each, room 1-3", {10'000, 5000, 500, 0, 10'000, 1, 3, 0}, true},
      {"sparse 10 000 x 5 000, 500, shared tastes", {10'000, 5000, 500, 0, 500, 1, 1, 5000}, true},
      {"sparse 10 000 x 5 000, 500, room 2, shared", {10'000, 5000, 500, 0, 500, 2, 2, 5000}, true},
      {"ties 10 000 x 5 000, 500 each, scores 0-10", {10'000, 5000, 500, 0, 10, 1, 1, 0}, true},
      {"ties 10 000 x 5 000, 500, 0-10, room 1-4", {10'000, 5000, 500, 0, 10, 1, 4, 0}, true},
      {"ties 10 000 x 5 000, 500 each, all equal", {10'000, 5000, 500, 5, 5, 1, 1, 0}, true},
      {"few places 10 000 x 50, room 150", {10'000, 50, 50, 0, 10'000, 150, 150, 0}, true},
      {"few places 10 000 x 50, room 250", {10'000, 50, 50, 0, 10'000, 250, 250, 0}, true},
      {"big 5 000 x 5 000 dense", {5000, 5000, 5000, 0, 10'000, 1, 1, 0}, false},
      {"big 5 000 x 5 000 dense, costs 1-100", {5000, 5000, 5000, 1, 100, 1, 1, 0}, false},
      {"big 10 000 x 5 000 dense", {10'000, 5000, 5000, 0, 10'000, 1, 1, 0}, false},
      {"big 10 000 x 5 000 dense, shared, room 1-3", {10'000, 5000, 5000, 0, 500, 1, 3, 5000}, false},
      {"country 200 000 x 100 000, 64 each", {200'000, 100'000, 64, 0, 10'000, 1, 1, 0}, false},
  };
  bool with_others = true;
  std::string_view only;
  for (int i = 1; i < count; ++i) {
    if (std::string_view(words[i]) == "quick")
      with_others = false;
    else
      only = words[i];
  }
  for (const Case& one : cases) {
    if (one.name.find(only) == std::string_view::npos) continue;
    compare(one.name, made_up(one.wanted, 1), with_others && one.with_others);
  }
  const Summer summer = a_summer(1);
  const std::string_view draw = "draw of a summer, 15 929 x 16", even = "the same, even between two groups";
  if (draw.find(only) != std::string_view::npos) draw_summer(draw, summer, {});
  if (even.find(only) != std::string_view::npos || draw.find(only) != std::string_view::npos)
    draw_summer(even, summer, {summer.group, {{4'200, 4'280}, {4'200, 4'280}}});
}

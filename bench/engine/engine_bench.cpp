// One instance, one solver, one process: `engine_bench "city 10k" parvis|lemon [threads]` prints what it cost. bench/engine/table puts
// the runs together, so that each one's peak memory is its own.

#include <fmt/core.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <string_view>

#include "domain/assignment/assignment.hpp"
#include "instances.hpp"
#include "lemon_flow.hpp"

namespace {

using namespace parvis;

double cpu_now() {
  timespec at{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
  return static_cast<double>(at.tv_sec) + 1e-9 * static_cast<double>(at.tv_nsec);
}

long peak_kb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

oracle::Problem for_lemon(const assignment::Instance& instance) {
  oracle::Problem problem;
  problem.seekers = static_cast<int>(instance.seekers());
  problem.places = static_cast<int>(instance.places());
  problem.capacity.assign(instance.capacity.begin(), instance.capacity.end());
  problem.edges.reserve(instance.edges.size());
  for (int s = 0; s < problem.seekers; ++s) {
    for (const assignment::Edge& edge : instance.edges_of(static_cast<std::size_t>(s)))
      problem.edges.push_back({s, static_cast<int>(edge.place), edge.score});
  }
  return problem;
}

}  // namespace

int main(int count, char** words) {
  if (count < 3) return 2;
  const std::string_view solver = words[2];
  const assignment::Instance instance = bench::of_name(words[1]);
  const long before = peak_kb();
  double cpu = 0, wall = 0;
  std::int64_t matched = 0, score = 0;
  if (solver == "lemon") {
    const oracle::Answer answer =
        oracle::solved_by_lemon(for_lemon(instance), oracle::Method::network_simplex);
    cpu = wall = answer.seconds;
    matched = answer.matched;
    score = answer.score;
  } else {
    // Small instances are over before the clock has ticked: the best of several runs.
    const int runs = instance.edges.size() < 2'000'000 ? 5 : 1;
    for (int run = 0; run < runs; ++run) {
      const auto started = std::chrono::steady_clock::now();
      const double from = cpu_now();
      assignment::SolveOptions options;
      if (count > 3) options.threads = std::atoi(words[3]);
      const assignment::Solution solution = assignment::solve(instance, options);
      const double used = cpu_now() - from;
      const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
      cpu = run == 0 ? used : std::min(cpu, used);
      wall = run == 0 ? took : std::min(wall, took);
      matched = solution.matched;
      score = solution.score;
    }
  }
  fmt::print(
      "{{\"edges\": {}, \"matched\": {}, \"score\": {}, \"cpu\": {:.6f}, \"wall\": {:.6f}, \"peak_mb\": {}, "
      "\"instance_mb\": {}}}\n",
      instance.edges.size(), matched, score, cpu, wall, peak_kb() / 1024, before / 1024);
}

// What a bound on the difference between two groups' shares costs beside the plain solve, on one instance in one
// process: `gap_bench "city 10k" [points]`. Two in five are women; where the plain optimum leaves somebody out it
// is a woman in two cases of three, so that there is a difference to close. Ratio of processor time, proofs included.

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include "domain/assignment/gap.hpp"
#include "instances.hpp"

namespace {

using namespace parvis;

double cpu_now() {
  timespec at{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
  return static_cast<double>(at.tv_sec) + 1e-9 * static_cast<double>(at.tv_nsec);
}

assignment::Halves women_and_men(const assignment::Solution& plain) {
  assignment::Chance chance(1);
  assignment::Halves halves;
  for (const std::int32_t place : plain.place_of) {
    const bool woman = place == assignment::no_place ? chance.between(0, 2) > 0 : chance.between(0, 4) < 2;
    halves.of_seeker.push_back(woman ? assignment::Half::first : assignment::Half::second);
    ++(woman ? halves.first_size : halves.second_size);
  }
  return halves;
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) return 2;
  const assignment::Instance instance = bench::of_name(words[1]);
  const assignment::Halves halves = women_and_men(assignment::solve(instance));
  const std::int64_t points = count > 2 ? std::atoi(words[2]) : 1;
  double plain_s = 1e9, bounded_s = 1e9, curve_s = 1e9;
  std::int64_t moved = 0;
  std::size_t prices = 0, curve_points = 0;
  double before = 0, after = 0;
  for (int run = 0; run < 5; ++run) {
    const double from = cpu_now();
    const assignment::Solution plain = assignment::solve(instance);
    const double solved = cpu_now();
    const auto gapped =
        assignment::solve_gap(instance, halves, assignment::apart_within(halves, points * 100), plain);
    const double bounded = cpu_now();
    const auto curve = assignment::trade_off(instance, halves, plain, assignment::apart_within(halves, 5));
    const double drawn = cpu_now();
    plain_s = std::min(plain_s, solved - from);
    bounded_s = std::min(bounded_s, bounded - from);
    curve_s = std::min(curve_s, drawn - bounded);
    const double whole =
        static_cast<double>(halves.first_size) * static_cast<double>(halves.second_size) / 100;
    std::int64_t first = 0;
    for (std::size_t s = 0; s < plain.place_of.size(); ++s)
      first += plain.place_of[s] != assignment::no_place && halves.of_seeker[s] == assignment::Half::first;
    moved = std::abs(gapped.reached.first - first);
    before = static_cast<double>(assignment::apart(halves, first, plain.matched - first)) / whole;
    after = static_cast<double>(gapped.reached.apart) / whole;
    prices = gapped.proof.prices.size();
    curve_points = curve.size();
  }
  fmt::print(
      "{{\"edges\": {}, \"plain\": {:.6f}, \"bounded\": {:.6f}, \"ratio\": {:.3f}, \"curve\": {:.6f}, "
      "\"curve_points\": {}, \"points_before\": {:.2f}, \"points_after\": {:.2f}, \"moved\": {}, "
      "\"price_sets\": {}}}\n",
      instance.edges.size(), plain_s, bounded_s, bounded_s / plain_s, curve_s, curve_points, before, after,
      moved, prices);
}

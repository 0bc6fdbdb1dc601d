// What one change costs at the size of a country's city: `live_bench [adepts] [changes]`. Of each kind as many changes,
// drawn by chance, apart those that alter how many are matched. CPU time in microseconds.

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string_view>

#include "domain/assignment/live.hpp"
#include "instances.hpp"

namespace {

using namespace parvis;
using assignment::Live;

double cpu_now() {
  timespec at{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
  return 1e6 * static_cast<double>(at.tv_sec) + 1e-3 * static_cast<double>(at.tv_nsec);
}

class Times {
 public:
  void add(double us) { all_.push_back(us); }
  std::string in_words() {
    if (all_.empty()) return "none";
    std::sort(all_.begin(), all_.end());
    const auto at = [&](double share) {
      return all_[std::min(all_.size() - 1,
                           static_cast<std::size_t>(share * static_cast<double>(all_.size())))];
    };
    return fmt::format("{:5} changes: median {:8.1f}  p99 {:9.1f}  most {:9.1f}", all_.size(), at(0.5),
                       at(0.99), all_.back());
  }

 private:
  std::vector<double> all_;
};

}  // namespace

int main(int count, char** words) {
  const auto adepts = static_cast<std::size_t>(count > 1 ? std::atoi(words[1]) : 100'000);
  const int changes = count > 2 ? std::atoi(words[2]) : 2'000;
  const auto instance = bench::City::of(adepts, 1);
  const auto solution = assignment::solve(instance);
  auto from = cpu_now();
  Live live(instance, solution);
  fmt::print("{} adepts, {} mentors, {} edges; begun in {:.0f} ms\n", adepts, instance.places(),
             instance.edges.size(), (cpu_now() - from) / 1000);
  bench::Chance chance(7);
  const auto seeker = [&] {
    for (;;) {
      const auto s = static_cast<std::uint32_t>(chance.between(0, static_cast<std::int64_t>(adepts) - 1));
      if (live.is_there(s) && !instance.edges_of(s).empty()) return s;
    }
  };
  const auto edge = [&](std::uint32_t s) {
    const auto edges = instance.edges_of(s);
    return edges[static_cast<std::size_t>(chance.between(0, static_cast<std::int64_t>(edges.size()) - 1))];
  };
  std::vector<assignment::SeekerEdge> of_place;
  const std::pair<std::string_view, std::function<void()>> kinds[] = {
      {"a score",
       [&] {
         const auto s = seeker();
         live.set_score(s, edge(s).place, chance.between(3'000, 10'000));
       }},
      {"a capacity",
       [&] {
         const auto p = edge(seeker()).place;
         live.set_capacity(p, chance.between(0, 3));
       }},
      {"a pair forbidden",
       [&] {
         const auto s = seeker();
         const auto has = live.place_of(s);
         live.forbid(s, has != assignment::no_place ? static_cast<std::uint32_t>(has) : edge(s).place);
       }},
      {"a person gone", [&] { live.remove_seeker(seeker()); }},
      {"a person more", [&] { live.add_seeker(instance.edges_of(seeker())); }},
      {"a pair decided",
       [&] {
         const auto s = seeker();
         const auto e = edge(s);
         const auto free = live.price(s, e.place, e.score);
         if (free) live.decide(s, e.place, e.score);
       }},
      {"a price asked",
       [&] {
         const auto s = seeker();
         const auto e = edge(s);
         (void)live.price(s, e.place, e.score);
       }},
      {"ten alternatives", [&] { (void)live.alternatives(seeker(), 10); }},
  };
  for (const auto& [what, change] : kinds) {
    Times same, other;
    for (int i = 0; i < changes; ++i) {
      const auto before = live.matched();
      from = cpu_now();
      change();
      const auto took = cpu_now() - from;
      (live.matched() == before ? same : other).add(took);
    }
    fmt::print("{:18} as many matched   {}\n{:18} more or fewer     {}\n", what, same.in_words(), "",
               other.in_words());
  }
}

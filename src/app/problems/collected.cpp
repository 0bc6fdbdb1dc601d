#include "app/problems/collected.hpp"

#include <algorithm>
#include <utility>

namespace parvis::problems {

std::optional<std::pair<std::uint32_t, std::uint32_t>> sort_into(assignment::Instance& instance,
                                                                 Collected&& collected, std::size_t seekers,
                                                                 Twice twice) {
  auto& first = instance.first;
  auto& edges = instance.edges;
  first.assign(seekers + 1, 0);
  for (const std::uint32_t s : collected.seeker) ++first[s + 1];
  for (std::size_t s = 0; s < seekers; ++s) first[s + 1] += first[s];
  edges.resize(collected.edge.size());
  std::vector<std::uint64_t> next(first.begin(), first.end() - 1);
  for (std::size_t i = 0; i < collected.edge.size(); ++i) {
    edges[next[collected.seeker[i]]++] = collected.edge[i];
  }
  collected = {};
  std::uint64_t kept = 0;
  for (std::uint32_t s = 0; s < seekers; ++s) {
    const std::uint64_t begin = first[s], end = first[s + 1];
    std::sort(edges.begin() + static_cast<std::ptrdiff_t>(begin),
              edges.begin() + static_cast<std::ptrdiff_t>(end), [](const auto& a, const auto& b) {
                return a.place != b.place ? a.place < b.place : a.score > b.score;
              });
    first[s] = kept;
    for (std::uint64_t k = begin; k < end; ++k) {
      if (k > begin && edges[k].place == edges[kept - 1].place) {
        if (twice == Twice::refuse) return std::pair(s, edges[k].place);
        continue;
      }
      edges[kept++] = edges[k];
    }
  }
  first[seekers] = kept;
  edges.resize(kept);
  return std::nullopt;
}

}  // namespace parvis::problems

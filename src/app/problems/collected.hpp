/// Edges in any order become an instance.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/assignment/assignment.hpp"

namespace parvis::problems {

struct Collected {
  std::vector<std::uint32_t> seeker;
  std::vector<assignment::Edge> edge;

  void add(std::uint32_t from, std::uint32_t to, std::int64_t score) {
    seeker.push_back(from);
    edge.push_back({to, static_cast<std::int32_t>(score)});
  }
};

enum class Twice { refuse, keep_best };

/// Fills `first` and `edges`. With `Twice::refuse`, gives back one (seeker, place) that stands twice and stops.
std::optional<std::pair<std::uint32_t, std::uint32_t>> sort_into(assignment::Instance& instance,
                                                                 Collected&& collected, std::size_t seekers,
                                                                 Twice twice);

}  // namespace parvis::problems

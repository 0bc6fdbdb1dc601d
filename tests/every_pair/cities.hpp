/// Cities and programmes drawn at random, the same for the same seed: large enough for several blocks of mentors, and
/// with so few different answers that many people are alike and many scores are equal.
#pragma once

#include <string>
#include <vector>

#include "domain/matching/round.hpp"

namespace parvis::every_pair {

/// A track of a shipped programme, or one made to be hard: everybody is equal.
struct NamedTrack {
  std::string name;
  programme::Track track;
};
std::vector<NamedTrack> tracks();

/// Adepts, mentors and some locks. Only now and then are they so many that a mentor stands in a second block.
matching::RoundRequest city(const programme::Track& track, std::uint64_t seed);

}  // namespace parvis::every_pair

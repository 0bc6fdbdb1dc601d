/// People told apart by what one rule or one criterion looks at: two of a kind get the same answer beside anyone, so
/// that it is asked once for a kind and not once for a person. Inside this folder only.
#pragma once

#include <cstdint>
#include <vector>

#include "domain/suitability/features.hpp"

namespace parvis::suitability {

struct Kinds {
  std::vector<std::uint32_t> of_adept, of_mentor;            ///< by person: the number of their kind
  std::vector<std::uint32_t> example_adept, example_mentor;  ///< by kind: somebody of that kind
};

/// Kinds are numbered so that those who look alike stand near each other (the same occupation group, the same first
/// language): mentors sorted by kind then fall into blocks that a rule stops whole.
/// Not for NotTogetherBefore, which names people one by one.
Kinds kinds_for_rule(const Suitability::Data& data, std::size_t rule);
Kinds kinds_for_criterion(const Suitability::Data& data, std::size_t criterion);

}  // namespace parvis::suitability

/// Checks what a round claims, without the engine: every pair of adept and mentor is enumerated from the rules
/// alone, with no blocking and no truncation. Nothing of `domain/assignment` is linked (`./dev check` sees to it).
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "domain/proof/claim.hpp"
#include "domain/suitability/lock.hpp"
#include "domain/suitability/suitability.hpp"
#include "platform/base/message.hpp"

namespace parvis::proof {

struct Checked {
  std::vector<Message> findings;    ///< empty: proved. At most `most_findings`
  std::int64_t possible_pairs = 0;  ///< that the rules allow, locked people aside
  std::int64_t pairs_enumerated = 0;
  bool proved() const { return findings.empty(); }
};
inline constexpr std::size_t most_findings = 20;

Checked check(const suitability::Suitability& suitability, const std::vector<suitability::Lock>& locks,
              const std::vector<ClaimedPair>& pairs, const Claim& claim,
              const std::function<void(int)>& progress = {});

}  // namespace parvis::proof

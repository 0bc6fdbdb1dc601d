/// The proof of a round under bounds (claim.hpp). Inside this folder only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/proof/claim.hpp"
#include "domain/suitability/suitability.hpp"
#include "platform/base/message.hpp"

namespace parvis::proof {

/// The people by position, and what is left when locked pairs stand aside.
struct People {
  const suitability::Suitability& suitability;
  const std::unordered_map<std::string, std::size_t>&adept_at, &mentor_at;
  std::vector<std::int32_t> locked_to;  ///< by adept: the mentor, or −1
  std::vector<int> places;              ///< by mentor, less what is locked
  std::int64_t locked_pairs = 0, locked_score = 0;
};

class BoundedProof {
 public:
  /// The claim has bounds or a gap.
  BoundedProof(const Claim& claim, People people);
  /// What is wrong with the claim, possible pairs aside.
  std::vector<Message> faults(const std::vector<ClaimedPair>& pairs) const;
  /// What is wrong with one possible pair, none of them locked: a sentence with {adept} and {mentor}.
  std::optional<Message> fault_in(std::size_t adept, std::size_t mentor, int score) const;

 private:
  /// Prices by position; those of a person's groups stand with the person's own.
  struct At {
    std::vector<Price> adept, mentor;  ///< their own
    std::vector<Price> adept_and_groups, mentor_and_groups;
    Price sum;  ///< of adepts and of mentors by places, with the locked pairs
  };
  struct Cover {
    std::vector<std::uint8_t> counts, adept, mentor;  ///< `counts`: the adepts whom it speaks of
    std::int64_t size = 0;
  };
  template <class Set, class Act>
  void for_each(const Set& ids, const std::unordered_map<std::string, std::size_t>& at, Act act);
  At read(const Prices& prices);
  void read_bounds();
  void read_gap();
  void group_faults(const std::vector<ClaimedPair>& pairs, std::vector<Message>& faults) const;
  void gap_faults(const std::vector<ClaimedPair>& pairs, std::vector<Message>& faults) const;
  bool is_proved(std::int64_t women, std::int64_t men) const;

  const Claim& claim_;
  People people_;
  std::vector<std::vector<std::uint8_t>> member_;  // by group, then by adept or mentor
  std::vector<std::uint8_t> of_mentors_;           // by group
  std::vector<At> prices_;
  std::vector<Cover> covers_;
  std::int64_t others_ = 0;  // neither women nor men, not locked
  std::vector<Message> unreadable_;
};

}  // namespace parvis::proof

/// Who may be proposed to whom, how well they suit each other, and why (C1, C2, C4). MATCHING.md 1.
///
/// A `Suitability` is made once for a round: it turns people into numbers and then answers for any pair. It knows
/// nothing of who is matched in the end, so the round, the explanation and the proof all ask the same rules.
/// Rules decide whether a pair may be made; an unknown value stops it or leaves a doubt, as the rule says.
/// Criteria give a value 0…10 000 each; an unknown value counts 5 000. Integers throughout.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/occupations/taxonomy.hpp"
#include "domain/people/person.hpp"
#include "domain/programme/programme.hpp"
#include "platform/base/date.hpp"
#include "platform/base/message.hpp"

namespace parvis::suitability {

inline constexpr int full_value = 10'000;
inline constexpr int unknown_value = 5'000;

/// One bit per rule of the track, in its order (at most 64).
using RuleSet = std::uint64_t;

struct Verdict {
  RuleSet stops = 0;    ///< rules that say no, or that stop because something is unknown
  RuleSet unknown = 0;  ///< rules that could not be judged: in `stops` too when the rule stops at unknown
  bool may() const { return stops == 0; }
  RuleSet doubts() const { return unknown & ~stops; }
};

struct Part {
  int value = unknown_value;
  bool known = false;
};

class Suitability {
 public:
  /// Keeps references to the people and the taxonomy: they must live as long. `on` is the day of the round: ages
  /// and waiting are counted to it.
  Suitability(const programme::Track& track, const occupations::Taxonomy& taxonomy,
              const std::vector<people::Adept>& adepts, const std::vector<people::Mentor>& mentors, Date on);
  ~Suitability();

  const std::vector<people::Adept>& adepts() const;
  const std::vector<people::Mentor>& mentors() const;
  const programme::Track& track() const;
  const occupations::Taxonomy& taxonomy() const;

  /// Fast: stops at the first rule that says no.
  bool may(std::size_t adept, std::size_t mentor) const;
  /// Every rule is asked.
  Verdict verdict(std::size_t adept, std::size_t mentor) const;

  /// (Σ weight · value + W/2) div W; 5 000 when all weights are 0.
  int score(std::size_t adept, std::size_t mentor) const;
  Part part(std::size_t criterion, std::size_t adept, std::size_t mentor) const;

  /// What the criterion saw in this pair, as a sentence: "Same occupation", "Both speak Arabic (B2 or better)",
  /// "No language in common", "Not known: the mentor's interests". `language` is for names of languages.
  Message saw(std::size_t criterion, std::size_t adept, std::size_t mentor, std::string_view language) const;
  /// Why the rule stops this pair: "The mentor has not shown a record check".
  Message why(std::size_t rule, std::size_t adept, std::size_t mentor) const;
  /// What is not known, when the rule could not be judged: "Not known: whether the mentor …".
  Message doubt(std::size_t rule, std::size_t adept, std::size_t mentor) const;

  struct Data;  ///< domain/suitability/features.hpp

 private:
  friend class Crowd;
  friend class Look;
  std::unique_ptr<const Data> data_;
};

/// The rule as a heading, with its bound: "A language in common, at least B1".
Message in_words(const programme::Rule& rule);
/// What would have to change for the rule to let a pair through: "Swedish at A2 or better".
Message way_out(const programme::Rule& rule, bool unknown);

/// Estimated minutes between two districts that many steps apart: 10 and 15 for each step.
int estimated_minutes(int district_steps);

}  // namespace parvis::suitability

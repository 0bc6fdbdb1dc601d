/// Questions to a round before anything is decided (C2, C4, E7, F7): what would it cost to make this pair, which mentors
/// are the best alternatives, what if somebody leaves, and which mentors should be recruited. Exact: the answer is that of
/// a round run again, found without starting over (assignment/live.hpp).
///
///   WhatIf whatif(round);
///   const auto asked = whatif.price(adept, mentor);        // nothing is changed by asking
///   whatif.without_mentor(3);                              // from here on as if
///   const auto outcome = whatif.outcome();
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/matching/round.hpp"
#include "platform/base/message.hpp"

namespace parvis::matching {

/// What is lost or gained: people with a mentor, then score.
struct Difference {
  std::int64_t matched = 0, score = 0;
  friend bool operator==(const Difference&, const Difference&) = default;
};

class WhatIf {
 public:
  /// A plain round: not one held to a bound, whose prices are others. Keeps a reference to it. Refuses more possible
  /// pairs than `most_pairs_under_a_bound` (equal_round.hpp).
  static Result<WhatIf, Message> of(const Round& round);
  ~WhatIf();
  WhatIf(WhatIf&&) noexcept;

  struct Price {
    std::vector<Message> broken;     ///< rules that say no: then it cannot be
    std::optional<Difference> lost;  ///< nothing: it cannot be
    bool has_no_place = false;       ///< the mentor takes nobody, or only those who are locked to them
    int score = 0;
  };
  Price price(std::size_t adept, std::size_t mentor);

  struct Alternative {
    std::size_t mentor = 0;
    int score = 0;
    Difference lost;
  };
  /// The mentors that would cost least for this adept, other than the one they have, the cheapest first.
  std::vector<Alternative> alternatives(std::size_t adept, std::size_t most);

  // From here on as if. People are given by their position in the round; locks of the round hold until one of their two
  // is gone.

  void without_adept(std::size_t adept);
  /// Adepts who were locked to the mentor wait for another.
  void without_mentor(std::size_t mentor);
  /// So many in all, those who are locked to the mentor among them. False: fewer than those; nothing is changed.
  bool places(std::size_t mentor, int places);
  void forbid(std::size_t adept, std::size_t mentor);

  struct Outcome {
    Difference before, after;  ///< pairs and score of all, with those decided before
    /// Adepts who get a mentor, lose theirs, or get another.
    std::vector<std::size_t> gain, lose, other;
  };
  Outcome outcome() const;

  /// One more mentor of an occupation.
  struct Recruit {
    occupations::Ssyk occupation;
    int waiting = 0;  ///< adepts of it without a proposal
    Difference one;   ///< what one more would give
    int useful = 0;   ///< so many more, of at most ten, each give one person more a mentor
    Difference all;   ///< what those give together
  };
  struct Wanted {
    std::string language = {};  ///< its code; empty: not asked for
    std::string district = {};
  };
  /// For every occupation of the round's adepts, the one that helps most first; those that would change nothing are left
  /// out. The mentor who is thought of has the occupation and what is wanted, has done all training and shown a record
  /// check, has one place, and of all else it is not known: rules that stop at what is not known stop them.
  std::vector<Recruit> recruiting_list(const Wanted& wanted);

 private:
  struct State;
  explicit WhatIf(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// "Costs nothing", "Costs 120 points of score in all", "One person fewer gets a mentor".
Message in_words(const Difference& lost);

}  // namespace parvis::matching

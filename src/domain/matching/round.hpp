/// A matching round: from those who wait to the best pairs, with reasons, for one programme and track (C1–C4).
/// The same people, rules, locks, day and seed give the same round, whatever the order of the rows and the number
/// of threads (MATCHING.md 2).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/proof/claim.hpp"
#include "domain/suitability/lock.hpp"
#include "domain/suitability/suitability.hpp"
#include "platform/base/result.hpp"

namespace parvis::matching {

enum class Stage { judging, solving, explaining };

struct RoundRequest {
  std::string programme_id;
  programme::Track track;
  std::shared_ptr<const occupations::Taxonomy> taxonomy;
  std::vector<people::Adept> adepts;
  std::vector<people::Mentor> mentors;
  std::vector<suitability::Lock> locks;
  Date on;
  std::uint64_t seed = 1;
  int threads = 2;
  std::function<void(Stage, int)>
      progress;  ///< stage and share done in 10 000ths; from any thread, one at a time
};

/// A lock that cannot hold: which row of locks.csv, and why.
struct LockFault {
  int row = 0;
  Message why;
};

/// People are given by their position in `Round::adepts()` and `Round::mentors()`.
struct RunnerUp {
  std::size_t mentor = 0;
  int score = 0;
};
struct MadePair {
  std::size_t adept = 0, mentor = 0;
  int score = 0;
  bool locked = false;
  std::string lock_reason;
  std::optional<RunnerUp> runner_up;  ///< the best other mentor whom the rules allow
};

struct RuleCount {
  std::size_t rule = 0;
  int removed = 0;  ///< mentors that this rule stops (a mentor may be stopped by several)
  int alone = 0;    ///< of them, those that no other rule stops
};
/// The mentor that failed one rule only.
struct Nearly {
  std::size_t mentor = 0, rule = 0;
  bool unknown = false;  ///< the rule stopped because something is not known
  bool helps = false;    ///< with that one change there would be one pair more in the round
};
/// The least change that gives this adept a mentor, or the round one pair more with them in it.
enum class Change {
  one_rule,    ///< `nearly` helps
  one_place,   ///< one more place at `place_at`
  one_mentor,  ///< one more mentor who fits
  bound,       ///< some fit, but a bound on equal opportunity decides too: what would help is not worked out
};
struct Unmatched {
  std::size_t adept = 0;
  int possible = 0;  ///< mentors whom the rules allow; none has a place left
  int locked_out = 0;
  std::vector<RuleCount> removed;  ///< the most removing first
  std::optional<Nearly> nearly;
  Change change = Change::one_mentor;
  std::optional<std::size_t> place_at;
};

/// One criterion of a pair, as seen.
struct Seen {
  std::size_t criterion = 0;
  suitability::Part part;
  Message words;
};
struct Reasons {
  std::vector<Seen> speaks_for, speaks_against;  ///< strongest first
  std::vector<Message> not_known;                ///< rules' doubts, then criteria
};

/// Matched of waiting.
struct Share {
  Message label;  ///< empty when `name` says it
  std::string name;
  int waiting = 0, matched = 0;
  /// In tenths of a per cent; 0 of 0 is 0.
  int tenths() const {
    return waiting == 0 ? 0 : static_cast<int>((std::int64_t{matched} * 2000 + waiting) / (2 * waiting));
  }
};
struct Shares {
  Share all;
  std::vector<Share> by_gender;  ///< women, men, then other, not stated and not known where there are any
  std::vector<Share> by_district, by_target_group;
};

/// Need against capacity in one occupation.
struct Need {
  std::string occupation;
  int adepts = 0, places = 0, matched = 0;  ///< places: for everyone; matched: of the adepts
};

struct KeptEqual;  ///< domain/matching/equal_round.hpp
struct Ask;
struct EqualRefusal;
struct TradeOffs;
struct Choices;
class WhatIf;

class Round {
 public:
  ~Round();
  Round(Round&&) noexcept;
  Round& operator=(Round&&) noexcept;

  /// In the fixed numbering: date of registration, then seeded hash of the id.
  const std::vector<people::Adept>& adepts() const;
  const std::vector<people::Mentor>& mentors() const;
  const suitability::Suitability& suitability() const;
  const programme::Track& track() const;
  const occupations::Taxonomy& taxonomy() const;

  const std::vector<MadePair>& pairs() const;       ///< by score, the greatest first, then numbering
  const std::vector<Unmatched>& unmatched() const;  ///< in the numbering: the longest wait first
  std::int64_t places() const;
  std::int64_t score() const;
  std::int64_t possible_pairs() const;
  /// So many pairs are worth exactly the same that not all could be weighed: who is chosen among equals may be
  /// another with another number of `candidates`. How many pairs there are and their score are proved all the same.
  bool depends_on_candidates() const;
  const proof::Claim& claim() const;
  Date on() const;
  /// The bound that this round was held to, and what it cost; null where there was none.
  const KeptEqual* equal() const;

  Reasons reasons(const MadePair& pair, std::string_view language) const;
  Shares shares() const;
  /// By occupation, greatest lack first; those whose occupation is not known are left out and counted in
  /// `without_occupation`. Of a title that names several occupations a pair counts under the one in which both meet,
  /// anybody else under the first.
  std::vector<Need> need(std::string_view language) const;
  int without_occupation() const;

  struct Data;  ///< domain/matching/round_data.hpp

 private:
  friend Result<Round, std::vector<LockFault>> run(RoundRequest request);
  friend class WhatIf;
  friend Result<Round, EqualRefusal> keep_equal(const Round& plain, Ask ask);
  friend Result<TradeOffs, EqualRefusal> trade_offs(const Round& plain);
  friend Result<Choices, EqualRefusal> choices(const Round& plain);
  explicit Round(std::unique_ptr<Data> data);
  std::unique_ptr<Data> data_;
};

/// Refuses when a lock names someone who takes no part, breaks a hard rule, exceeds a mentor's places or
/// contradicts another lock.
Result<Round, std::vector<LockFault>> run(RoundRequest request);

}  // namespace parvis::matching

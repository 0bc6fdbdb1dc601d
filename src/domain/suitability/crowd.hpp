/// All mentors at once, so that adepts beside mentors need not be asked pair by pair (MATCHING.md 4).
///
/// Mentors stand in blocks of 64, those who are alike next to each other. For every kind of adept that a rule can
/// tell apart it is written down once, as one bit per mentor, whom the rule stops, and which blocks it stops whole.
/// For every kind of adept that a criterion can tell apart: what it gives beside each kind of mentor, and the most
/// that it gives in each block. So one adept is held against fifty thousand mentors in about a microsecond, and
/// whole blocks are passed by, because a rule stops them or because nobody in them scores enough. What is said
/// here is what `Suitability` says, pair by pair; a rule or criterion with too many kinds to write down is asked.
///
///   Crowd crowd(suitability, threads);
///   Look look(crowd);                       // one per thread
///   look.at(adept);
///   look.allowed([&](std::size_t block, Bits mentors) { … return true; });
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "domain/suitability/suitability.hpp"

namespace parvis::suitability {

/// One bit for each mentor of a block.
using Bits = std::uint64_t;
inline constexpr std::size_t block_size = 64;

class Crowd {
 public:
  /// Keeps a reference to `suitability`. The threads only make it sooner.
  Crowd(const Suitability& suitability, int threads);

  const Suitability& suitability() const { return suitability_; }
  std::size_t blocks() const { return valid_.size(); }
  /// The mentor at block · 64 + bit, and back.
  std::uint32_t mentor_at(std::size_t position) const { return order_[position]; }
  std::uint32_t position_of(std::size_t mentor) const { return position_[mentor]; }
  /// The lowest number of a mentor in the block.
  std::uint32_t first_mentor(std::size_t block) const { return first_mentor_[block]; }
  /// The mentors for whom `holds(mentor)`, as blocks.
  template <class Question>
  std::vector<Bits> those(Question holds) const {
    std::vector<Bits> bits(blocks());
    for (std::size_t p = 0; p < order_.size(); ++p)
      if (holds(order_[p])) bits[p / block_size] |= Bits{1} << (p % block_size);
    return bits;
  }

 private:
  friend class Look;
  /// A rule's answers. `kept` is false where they would take too much room: then pairs are asked.
  struct Answers {
    std::size_t rule = 0;
    bool kept = false, can_be_unknown = false;
    std::vector<std::uint32_t> of_adept, example_adept;
    std::vector<Bits> stops;     ///< [kind of adept × block]
    std::vector<Bits> in_doubt;  ///< of those, because something is not known; empty when none is
    std::vector<Bits> closed;    ///< [kind of adept × 64 blocks]: blocks that are stopped whole
    std::vector<int> removed;    ///< [kind of adept]: how many are stopped
  };
  /// A criterion's values.
  struct Values {
    std::size_t criterion = 0;
    std::int64_t weight = 0;
    std::vector<std::uint32_t> of_adept;
    std::vector<std::uint32_t> kind_at;  ///< by position
    std::size_t mentor_kinds = 0;
    std::vector<std::int16_t> value;  ///< [kind of adept × kind of mentor]; empty: pairs are asked
    std::vector<std::int16_t> most;   ///< [kind of adept × block]; empty: as if all were the full value
  };
  void put_in_order(const std::vector<std::vector<std::uint32_t>>& mentor_kinds);
  void write_answers(Answers& answers, const std::vector<std::uint32_t>& mentor_kind,
                     const std::vector<std::uint32_t>& example_mentor, int threads);
  void write_values(Values& values, const std::vector<std::uint32_t>& example_adept,
                    const std::vector<std::uint32_t>& mentor_kind,
                    const std::vector<std::uint32_t>& example_mentor, int threads);
  void write_most(Values& values, std::size_t adept_kinds, int threads);
  void note_excluded();

  const Suitability& suitability_;
  std::vector<std::uint32_t> order_, position_, first_mentor_;
  std::vector<Bits> valid_;         ///< bits that stand for somebody
  std::vector<Bits> valid_blocks_;  ///< the same, by block
  std::vector<Answers> answers_;
  std::vector<std::size_t> excluding_;                ///< rules about people named one by one …
  std::vector<std::vector<std::uint32_t>> excluded_;  ///< … by adept: the positions that they stop, sorted
  std::vector<Values> values_;
};

/// What the rules did to every mentor, beside one adept.
struct Tally {
  std::vector<Bits> stopped, stopped_twice;  ///< by at least one rule; by at least two
  std::vector<Bits> alone_in_doubt;          ///< by one rule alone, because something is not known
  std::vector<int> removed, alone;           ///< by rule: how many it stops, and stops alone
};

/// One adept before the crowd. Cheap to move to the next adept; not shared by threads.
class Look {
 public:
  explicit Look(const Crowd& crowd);
  void at(std::size_t adept);
  std::size_t adept() const { return adept_; }

  /// Visits the blocks with mentors whom no rule stops, in order, until `visit(block, bits)` says false.
  template <class Visit>
  void allowed(Visit visit) const {
    for (std::size_t s = 0; s < crowd_.valid_blocks_.size(); ++s) {
      Bits open = crowd_.valid_blocks_[s];
      for (const auto* closed : closed_) open &= ~closed[s];
      for (; open != 0; open &= open - 1) {
        const auto block = s * block_size + static_cast<std::size_t>(std::countr_zero(open));
        Bits bits = crowd_.valid_[block];
        for (const auto* stops : stops_) bits &= ~stops[block];
        if (bits != 0 && asks_more_) bits = asked_one_by_one(block, bits);
        if (bits != 0 && !visit(block, bits)) return;
      }
    }
  }

  /// Σ weight · value for the mentor at a position: orders mentors as their scores do, and finer.
  std::int64_t points(std::size_t position) const {
    std::int64_t sum = base_;
    for (const auto& row : rows_) sum += row.weight * row.value[row.kind_at[position]];
    return asks_criteria_ ? sum + asked_points(position) : sum;
  }
  /// No mentor in the block has more points.
  std::int64_t most_points(std::size_t block) const {
    std::int64_t sum = most_base_;
    for (const auto& row : rows_) sum += row.weight * row.most[block];
    return sum;
  }
  int score_of(std::int64_t points) const {
    return weights_ == 0 ? unknown_value : static_cast<int>((points + weights_ / 2) / weights_);
  }
  /// The fewest points that give this score.
  std::int64_t points_for(std::int64_t score) const {
    if (weights_ == 0) return score <= unknown_value ? INT64_MIN : INT64_MAX;
    return score * weights_ - weights_ / 2;
  }

  /// Every mentor in `among`; no block is passed by.
  void tally(const std::vector<Bits>& among, bool among_is_everyone, Tally& tally) const;

 private:
  struct Row {
    std::int64_t weight;
    const std::int16_t* value;
    const std::uint32_t* kind_at;
    const std::int16_t* most;
  };
  Bits asked_one_by_one(std::size_t block, Bits bits) const;
  std::int64_t asked_points(std::size_t position) const;
  void add_to_tally(std::size_t rule, const Bits* stops, const Bits* in_doubt, Tally& tally) const;

  const Crowd& crowd_;
  std::size_t adept_ = 0;
  std::int64_t weights_ = 0, base_ = 0, most_base_ = 0;
  bool asks_more_ = false, asks_criteria_ = false;
  std::vector<const Bits*> closed_, stops_;
  std::vector<Row> rows_;
  std::vector<std::int16_t> full_;  ///< a row for criteria whose most is not written down
};

/// The mentor who suits the adept best; the lowest number where several do.
struct Best {
  int score = -1;
  std::size_t mentor = 0;
};
/// Among those given block by block. Uses the most of each block to pass most of them by.
Best best_of(const Crowd& crowd, const Look& look, std::span<const std::pair<std::size_t, Bits>> among);

}  // namespace parvis::suitability

// Why these two, why not that one, why nobody yet, and what would change it (C2).
#include <algorithm>
#include <bit>

#include "domain/matching/round_data.hpp"

namespace parvis::matching {
namespace {

using suitability::Bits;
using suitability::block_size;
using suitability::Crowd;
using suitability::Look;

using Blocks = std::vector<std::pair<std::size_t, Bits>>;

/// Mentors with a place left, and those whose adepts could move to one, by chains of exchanges: one more adept who
/// may meet one of them gives one pair more. The instance shows some of the chains; the rules are asked for the rest.
std::vector<std::uint8_t> mentors_with_room(const Solved& solved, std::vector<Bits>& room_bits) {
  auto room = assignment::places_with_room(solved.instance, solved.solution);
  const auto& crowd = *solved.crowd;
  room_bits = crowd.those([&](std::size_t m) { return room[m] != 0; });
  const auto open = crowd.those([&](std::size_t m) { return solved.instance.capacity[m] > 0; });
  Look look(crowd);
  for (bool found = true; found;) {
    found = false;
    for (std::size_t a = 0; a < solved.solution.place_of.size(); ++a) {
      const auto place = solved.solution.place_of[a];
      if (place == assignment::no_place || !solved.solution.certificate.seeker_in_cover[a]) continue;
      if (room[static_cast<std::size_t>(place)] != 0) continue;
      look.at(a);
      look.allowed([&](std::size_t block, Bits bits) {
        if ((bits & room_bits[block] & open[block] & ~solved.out_of_block(a, block)) == 0) return true;
        const auto position = crowd.position_of(static_cast<std::size_t>(place));
        room[static_cast<std::size_t>(place)] = 1;
        room_bits[position / block_size] |= Bits{1} << (position % block_size);
        found = true;
        return false;
      });
    }
  }
  return room;
}

/// Explains one unmatched adept after the other; one for each thread.
class Explainer {
 public:
  Explainer(const Round::Data& data, const Solved& solved, const std::vector<Bits>& has_room)
      : data_(data),
        solved_(solved),
        crowd_(*solved.crowd),
        has_room_(has_room),
        look_(crowd_),
        everyone_(crowd_.those([](std::size_t) { return true; })) {}

  void explain(Unmatched& unmatched) {
    look_.at(unmatched.adept);
    leave_out_locked(unmatched);
    look_.tally(among_, unmatched.locked_out == 0, tally_);
    count(unmatched);
    const auto fitting = best_of(crowd_, look_, those([&](std::size_t b) { return ~tally_.stopped[b]; }));
    if (fitting.score >= 0) unmatched.place_at = fitting.mentor;
    find_nearly(unmatched);
    choose_change(unmatched);
  }

 private:
  void leave_out_locked(Unmatched& unmatched) {
    among_ = everyone_;
    if (solved_.locked_out.empty()) return;
    for (const auto mentor : solved_.locked_out[unmatched.adept]) {
      const auto position = crowd_.position_of(mentor);
      among_[position / block_size] &= ~(Bits{1} << (position % block_size));
    }
    for (std::size_t b = 0; b < among_.size(); ++b)
      unmatched.locked_out += std::popcount(everyone_[b] & ~among_[b]);
  }

  template <class OfBlock>
  const Blocks& those(OfBlock of_block) {
    blocks_.clear();
    for (std::size_t b = 0; b < among_.size(); ++b)
      if (const Bits bits = among_[b] & of_block(b); bits != 0) blocks_.emplace_back(b, bits);
    return blocks_;
  }

  void count(Unmatched& unmatched) {
    for (std::size_t b = 0; b < among_.size(); ++b)
      unmatched.possible += std::popcount(among_[b] & ~tally_.stopped[b]);
    std::vector<RuleCount> counts;
    for (std::size_t r = 0; r < tally_.removed.size(); ++r)
      if (tally_.removed[r] > 0) counts.push_back({r, tally_.removed[r], tally_.alone[r]});
    std::stable_sort(counts.begin(), counts.end(),
                     [](const auto& x, const auto& y) { return x.removed > y.removed; });
    unmatched.removed = std::move(counts);
  }

  /// Which mentor that failed one rule comes nearest: first where only something is to be found out and it would
  /// help, then where it would help, then by score.
  void find_nearly(Unmatched& unmatched) {
    const auto failed_one = [&](std::size_t b) { return tally_.stopped[b] & ~tally_.stopped_twice[b]; };
    auto best = best_of(crowd_, look_, those([&](std::size_t b) {
                          return failed_one(b) & has_room_[b] & tally_.alone_in_doubt[b];
                        }));
    if (best.score < 0)
      best = best_of(crowd_, look_, those([&](std::size_t b) { return failed_one(b) & has_room_[b]; }));
    if (best.score < 0) best = best_of(crowd_, look_, those(failed_one));
    if (best.score < 0) return;
    const auto verdict = data_.suitability->verdict(unmatched.adept, best.mentor);
    const auto rule = static_cast<std::size_t>(std::countr_zero(verdict.stops));
    const auto position = crowd_.position_of(best.mentor);
    unmatched.nearly = Nearly{best.mentor, rule, (verdict.unknown >> rule & 1) != 0,
                              (has_room_[position / block_size] >> (position % block_size) & 1) != 0};
  }

  /// What asks the least of anyone comes first: to find something out, then a place more with a mentor who fits, then
  /// a rule less. Each of them gives one pair more: a relaxed rule exactly when a chain of exchanges leads from that
  /// mentor to a free place, a place more at a mentor who fits always.
  void choose_change(Unmatched& unmatched) const {
    if (data_.equal) {
      unmatched.change = unmatched.possible > 0 ? Change::bound : Change::one_mentor;
      unmatched.place_at.reset();
      return;
    }
    const bool helps = unmatched.nearly && unmatched.nearly->helps;
    if (helps && unmatched.nearly->unknown)
      unmatched.change = Change::one_rule;
    else if (unmatched.possible > 0)
      unmatched.change = Change::one_place;
    else if (helps)
      unmatched.change = Change::one_rule;
    if (unmatched.change != Change::one_place) unmatched.place_at.reset();
  }

  const Round::Data& data_;
  const Solved& solved_;
  const Crowd& crowd_;
  const std::vector<Bits>& has_room_;
  Look look_;
  std::vector<Bits> everyone_, among_;
  suitability::Tally tally_;
  Blocks blocks_;
};

/// The criterion that looks at the same thing as a rule, so that what is not known is said once.
std::optional<programme::CriterionKind> same_matter(const programme::RuleTest& test) {
  using programme::CriterionKind;
  if (std::holds_alternative<programme::CommonLanguage>(test)) return CriterionKind::languages;
  if (std::holds_alternative<programme::NearOccupation>(test)) return CriterionKind::occupation;
  if (std::holds_alternative<programme::SharedTime>(test)) return CriterionKind::availability;
  if (std::holds_alternative<programme::TravelTime>(test)) return CriterionKind::travel;
  if (std::holds_alternative<programme::SharedInterest>(test)) return CriterionKind::interests;
  if (std::holds_alternative<programme::SwedishForMentor>(test)) return CriterionKind::swedish;
  return std::nullopt;
}

template <class Seen>
void strongest_first(std::vector<Seen>& seen, const programme::Track& track) {
  std::stable_sort(seen.begin(), seen.end(), [&](const Seen& x, const Seen& y) {
    const auto strength = [&](const Seen& one) {
      return std::int64_t{track.criteria[one.criterion].weight} *
             std::abs(one.part.value - suitability::unknown_value);
    };
    return strength(x) > strength(y);
  });
}

}  // namespace

void find_runners_up(Round::Data& data, const Solved& solved) {
  const auto& crowd = *solved.crowd;
  const auto with_capacity = crowd.those([&](std::size_t m) { return data.request.mentors[m].capacity > 0; });
  const auto with_places = crowd.those([&](std::size_t m) { return solved.instance.capacity[m] > 0; });
  constexpr std::size_t slice = 64;
  in_slices((data.pairs.size() + slice - 1) / slice, data.request.threads, [&](std::size_t at, std::size_t) {
    Look look(crowd);
    Blocks others;
    for (std::size_t i = at * slice; i < std::min(data.pairs.size(), (at + 1) * slice); ++i) {
      auto& pair = data.pairs[i];
      const auto& takers = pair.locked ? with_capacity : with_places;
      const auto own = crowd.position_of(pair.mentor);
      look.at(pair.adept);
      others.clear();
      look.allowed([&](std::size_t block, Bits bits) {
        bits &= takers[block] & ~solved.out_of_block(pair.adept, block);
        if (own / block_size == block) bits &= ~(Bits{1} << (own % block_size));
        if (bits != 0) others.emplace_back(block, bits);
        return true;
      });
      const auto best = best_of(crowd, look, others);
      if (best.score >= 0) pair.runner_up = RunnerUp{best.mentor, best.score};
    }
  });
}

void explain_unmatched(Round::Data& data, const Solved& solved) {
  std::vector<Bits> has_room(solved.crowd->blocks());
  if (!data.equal) mentors_with_room(solved, has_room);
  constexpr std::size_t slice = 64;
  in_slices((data.unmatched.size() + slice - 1) / slice, data.request.threads,
            [&](std::size_t at, std::size_t) {
              Explainer explainer(data, solved, has_room);
              for (std::size_t u = at * slice; u < std::min(data.unmatched.size(), (at + 1) * slice); ++u)
                explainer.explain(data.unmatched[u]);
            });
  if (data.request.progress) data.request.progress(Stage::explaining, 10'000);
}

Reasons Round::reasons(const MadePair& pair, std::string_view language) const {
  Reasons reasons;
  const auto& suitability = this->suitability();
  const auto& rules = track().rules;
  const auto doubts = suitability.verdict(pair.adept, pair.mentor).doubts();
  std::vector<programme::CriterionKind> said;
  for (std::size_t r = 0; r < rules.size(); ++r) {
    if (!(doubts >> r & 1)) continue;
    reasons.not_known.push_back(suitability.doubt(r, pair.adept, pair.mentor));
    if (const auto kind = same_matter(rules[r].test)) said.push_back(*kind);
  }
  for (std::size_t c = 0; c < track().criteria.size(); ++c) {
    if (track().criteria[c].weight == 0) continue;
    const auto part = suitability.part(c, pair.adept, pair.mentor);
    auto words = suitability.saw(c, pair.adept, pair.mentor, language);
    if (!part.known) {
      if (std::find(said.begin(), said.end(), track().criteria[c].kind) == said.end())
        reasons.not_known.push_back(std::move(words));
    } else {
      // Few interests in common give fewer points than not to know, but what two people share speaks for them.
      const bool shares = track().criteria[c].kind == programme::CriterionKind::interests && part.value > 0;
      const bool speaks_for = shares || part.value >= suitability::unknown_value;
      // A short wait gives few points, but is nothing to hold against two people.
      if (!speaks_for && track().criteria[c].kind == programme::CriterionKind::waiting) continue;
      auto& side = speaks_for ? reasons.speaks_for : reasons.speaks_against;
      side.push_back({c, part, std::move(words)});
    }
  }
  strongest_first(reasons.speaks_for, track());
  strongest_first(reasons.speaks_against, track());
  return reasons;
}

}  // namespace parvis::matching

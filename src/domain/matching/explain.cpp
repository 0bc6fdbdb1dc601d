// Why these two, why not that one, why nobody yet, and what would change it (C2).
#include <algorithm>
#include <bit>
#include <tuple>

#include "domain/matching/round_data.hpp"

namespace parvis::matching {
namespace {

using suitability::RuleSet;

/// Which mentor that failed one rule comes nearest: first where only something is to be found out and it would
/// help, then where it would help, then by score.
std::tuple<bool, bool, int> rank(const Nearly& nearly, int score) {
  return {nearly.helps && nearly.unknown, nearly.helps, score};
}

/// Counts what each rule did to one adept, and finds the mentor that failed one rule only.
void explain_one(const Round::Data& data, const Solved& solved, const std::vector<std::uint8_t>& has_room,
                 Unmatched& unmatched) {
  const auto& suitability = *data.suitability;
  const auto& rules = data.request.track.rules;
  std::vector<RuleCount> counts(rules.size());
  for (std::size_t r = 0; r < rules.size(); ++r) counts[r].rule = r;
  std::tuple<bool, bool, int> nearest{false, false, -1};
  int best_fitting = -1;
  for (std::size_t m = 0; m < data.request.mentors.size(); ++m) {
    if (solved.is_out(unmatched.adept, m)) {
      ++unmatched.locked_out;
      continue;
    }
    const auto verdict = suitability.verdict(unmatched.adept, m);
    if (verdict.may()) {
      ++unmatched.possible;
      if (const int score = suitability.score(unmatched.adept, m); score > best_fitting) {
        best_fitting = score;
        unmatched.place_at = m;
      }
      continue;
    }
    for (RuleSet left = verdict.stops; left != 0; left &= left - 1)
      ++counts[static_cast<std::size_t>(std::countr_zero(left))].removed;
    if (std::popcount(verdict.stops) != 1) continue;
    const auto rule = static_cast<std::size_t>(std::countr_zero(verdict.stops));
    ++counts[rule].alone;
    const Nearly nearly{m, rule, (verdict.unknown >> rule & 1) != 0, has_room[m] != 0};
    if (const auto ranked = rank(nearly, suitability.score(unmatched.adept, m)); ranked > nearest) {
      nearest = ranked;
      unmatched.nearly = nearly;
    }
  }
  std::erase_if(counts, [](const RuleCount& count) { return count.removed == 0; });
  std::stable_sort(counts.begin(), counts.end(),
                   [](const auto& x, const auto& y) { return x.removed > y.removed; });
  unmatched.removed = std::move(counts);

  // What asks the least of anyone comes first: to find something out, then a place more with a mentor who fits,
  // then a rule less. Each of them gives one pair more: a relaxed rule exactly when a chain of exchanges leads
  // from that mentor to a free place, a place more at a mentor who fits always.
  const bool helps = unmatched.nearly && unmatched.nearly->helps;
  if (helps && unmatched.nearly->unknown)
    unmatched.change = Change::one_rule;
  else if (unmatched.possible > 0)
    unmatched.change = Change::one_place;
  else if (helps)
    unmatched.change = Change::one_rule;
  if (unmatched.change != Change::one_place) unmatched.place_at.reset();
}

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
  for (auto& pair : data.pairs) {
    for (const auto& edge : solved.instance.edges_of(pair.adept))
      if (edge.place != pair.mentor && (!pair.runner_up || edge.score > pair.runner_up->score))
        pair.runner_up = RunnerUp{edge.place, edge.score};
    if (!pair.locked) continue;
    // A locked adept took no part in the engine's run; the rules are asked anew.
    for (std::size_t m = 0; m < data.request.mentors.size(); ++m) {
      if (m == pair.mentor || data.request.mentors[m].capacity == 0 || solved.is_out(pair.adept, m)) continue;
      if (!data.suitability->may(pair.adept, m)) continue;
      const int score = data.suitability->score(pair.adept, m);
      if (!pair.runner_up || score > pair.runner_up->score) pair.runner_up = RunnerUp{m, score};
    }
  }
}

void explain_unmatched(Round::Data& data, const Solved& solved) {
  const auto has_room = assignment::places_with_room(solved.instance, solved.solution);
  in_slices(data.unmatched.size(), data.request.threads, [&](std::size_t from, std::size_t to) {
    for (std::size_t u = from; u < to; ++u) explain_one(data, solved, has_room, data.unmatched[u]);
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

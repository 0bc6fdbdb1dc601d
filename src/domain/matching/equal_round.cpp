#include "domain/matching/equal_round.hpp"

#include <cstdlib>

#include "domain/matching/round_data.hpp"
#include "domain/matching/whole_round.hpp"
#include "platform/base/assert.hpp"

namespace parvis::matching {
namespace {

EqualRefusal not_taken(Message why) {
  EqualRefusal refusal;
  refusal.faults.push_back(std::move(why));
  return refusal;
}

std::optional<EqualRefusal> cannot_be_weighed(const Round& plain) {
  if (plain.possible_pairs() <= most_pairs_under_a_bound) return std::nullopt;
  return not_taken(say("There are {pairs} possible pairs, and a bound can be worked out for at most {most}. "
                       "Take one track or "
                       "district at a time.")
                       .with("pairs", plain.possible_pairs())
                       .with("most", most_pairs_under_a_bound));
}

constexpr std::int64_t tried[] = {50, 100, 200, 300, 500, 1'000};

std::int64_t rounded_up(std::int64_t women, std::int64_t all_women, std::int64_t men, std::int64_t all_men) {
  const auto apart = std::abs(women * all_men - men * all_women), whole = all_women * all_men;
  return (apart * 10'000 + whole - 1) / whole;
}

}  // namespace

Result<Choices, EqualRefusal> choices(const Round& plain) {
  if (auto refusal = cannot_be_weighed(plain)) return no(std::move(*refusal));
  Choices found;
  const auto shares = plain.shares();
  found.all_women = shares.by_gender[0].waiting;
  found.all_men = shares.by_gender[1].waiting;
  if (found.all_women == 0 || found.all_men == 0)
    return no(
        not_taken(say("There must be both women and men in the round for their shares to be compared.")));
  const auto gap_of = [&](std::int64_t women, std::int64_t men) {
    return rounded_up(women, found.all_women, men, found.all_men);
  };
  found.gap = gap_of(shares.by_gender[0].matched, shares.by_gender[1].matched);
  const WholeRound whole(plain, plain.suitability(), plain.data_->request);
  const auto before = whole.plain(plain.suitability(), plain.on());
  for (const auto most : tried) {
    if (most >= found.gap) break;
    auto solved = solve_with_gap(before, most);
    if (!solved) continue;
    auto& cost = solved->cost;
    const auto is_same = !found.choices.empty() &&
                         found.choices.back().cost.matched_after == cost.matched_after &&
                         found.choices.back().cost.score_after == cost.score_after;
    if (!is_same)
      found.choices.push_back({most, gap_of(cost.groups[0].after, cost.groups[1].after), std::move(cost)});
  }
  return found;
}

Result<Round, EqualRefusal> keep_equal(const Round& plain, Ask ask) {
  PARVIS_ASSERT(!plain.equal());
  if (ask.bounds.empty() != ask.most.has_value())
    return no(not_taken(say("Give either bounds on groups or a greatest difference between women and men.")));
  if (auto refusal = cannot_be_weighed(plain)) return no(std::move(*refusal));
  auto data = std::make_unique<Round::Data>();
  data->request = plain.data_->request;
  data->possible_pairs = plain.data_->possible_pairs;
  data->places = plain.data_->places;
  auto& r = data->request;
  r.progress = nullptr;  // it belonged to whoever waited for the plain round
  data->suitability =
      std::make_unique<suitability::Suitability>(r.track, *r.taxonomy, r.adepts, r.mentors, r.on);
  WholeRound whole(plain, *data->suitability, r);
  const auto before = whole.plain(*data->suitability, r.on);
  auto solved = ask.most ? solve_with_gap(before, *ask.most) : solve_with_bounds(before, ask.bounds);
  if (!solved) return no(std::move(solved.error()));

  data->claim = std::move(solved->claim);
  const auto& claimed = plain.claim();
  data->claim.programme = claimed.programme;
  data->claim.track = claimed.track;
  data->claim.on = claimed.on;
  data->claim.seed = claimed.seed;
  data->equal = KeptEqual{std::move(ask), std::move(solved->cost)};
  whole.solved.solution.place_of = std::move(solved->place_of);
  collect_pairs(*data, whole.solved);
  find_runners_up(*data, whole.solved);
  explain_unmatched(*data, whole.solved);
  return Round(std::move(data));
}

Result<TradeOffs, EqualRefusal> trade_offs(const Round& plain) {
  if (auto refusal = cannot_be_weighed(plain)) return no(std::move(*refusal));
  const WholeRound whole(plain, plain.suitability(), plain.data_->request);
  return trade_offs(whole.plain(plain.suitability(), plain.on()));
}

}  // namespace parvis::matching

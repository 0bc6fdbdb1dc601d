#include "domain/matching/equal_round.hpp"

#include <algorithm>
#include <unordered_map>

#include "domain/matching/round_data.hpp"
#include "domain/suitability/crowd.hpp"
#include "platform/base/assert.hpp"

namespace parvis::matching {
namespace {

using assignment::no_place;
using suitability::Bits;
using suitability::block_size;
using suitability::Crowd;
using suitability::Look;

/// What the locks of a plain round, which all hold, set aside.
void set_locks_aside(const Round& plain, const std::vector<suitability::Lock>& locks, Solved& solved) {
  const auto& adepts = plain.adepts();
  const auto& mentors = plain.mentors();
  solved.locked_mentor.assign(adepts.size(), no_place);
  for (const auto& mentor : mentors) solved.instance.capacity.push_back(mentor.capacity);
  for (const auto& pair : plain.pairs()) {
    if (!pair.locked) continue;
    solved.locked_mentor[pair.adept] = static_cast<std::int32_t>(pair.mentor);
    --solved.instance.capacity[pair.mentor];
  }
  std::unordered_map<std::string_view, std::uint32_t> adept_at, mentor_at;
  for (std::uint32_t a = 0; a < adepts.size(); ++a) adept_at.emplace(adepts[a].id, a);
  for (std::uint32_t m = 0; m < mentors.size(); ++m) mentor_at.emplace(mentors[m].id, m);
  for (const auto& lock : locks) {
    if (lock.locked != suitability::Locked::out) continue;
    if (solved.locked_out.empty()) solved.locked_out.resize(adepts.size());
    solved.locked_out[adept_at.at(lock.adept_id)].push_back(mentor_at.at(lock.mentor_id));
  }
  for (auto& out : solved.locked_out) std::sort(out.begin(), out.end());
}

/// Every pair that the rules allow, those who are locked aside.
void write_every_edge(Solved& solved) {
  auto& instance = solved.instance;
  const auto& crowd = *solved.crowd;
  const auto open = crowd.those([&](std::size_t m) { return instance.capacity[m] > 0; });
  Look look(crowd);
  instance.first.push_back(0);
  for (std::size_t a = 0; a < solved.locked_mentor.size(); ++a) {
    const auto begin = static_cast<std::ptrdiff_t>(instance.edges.size());
    if (solved.locked_mentor[a] == no_place) {
      look.at(a);
      look.allowed([&](std::size_t block, Bits bits) {
        for (bits &= open[block] & ~solved.out_of_block(a, block); bits != 0; bits &= bits - 1) {
          const auto position = block * block_size + static_cast<std::size_t>(std::countr_zero(bits));
          instance.edges.push_back({crowd.mentor_at(position), look.score_of(look.points(position))});
        }
        return true;
      });
    }
    std::sort(instance.edges.begin() + begin, instance.edges.end(),
              [](const auto& x, const auto& y) { return x.place < y.place; });
    instance.first.push_back(instance.edges.size());
  }
}

/// What the plain round answered, from what it claims.
void write_solution(const Round& plain, Solved& solved) {
  auto& solution = solved.solution;
  solution.place_of.assign(plain.adepts().size(), no_place);
  for (const auto& pair : plain.pairs()) {
    if (pair.locked) continue;
    solution.place_of[pair.adept] = static_cast<std::int32_t>(pair.mentor);
    ++solution.matched;
    solution.score += pair.score;
  }
  const auto& claim = plain.claim();
  const auto price = [](const std::map<std::string, std::int64_t>& prices, const std::string& id) {
    const auto at = prices.find(id);
    return at == prices.end() ? 0 : at->second;
  };
  auto& certificate = solution.certificate;
  for (const auto& adept : plain.adepts()) {
    certificate.seeker_in_cover.push_back(claim.adept_cover.contains(adept.id) ? 1 : 0);
    certificate.seeker_price.push_back(price(claim.adept_prices, adept.id));
  }
  for (const auto& mentor : plain.mentors()) {
    certificate.place_in_cover.push_back(claim.mentor_cover.contains(mentor.id) ? 1 : 0);
    certificate.place_price.push_back(price(claim.mentor_prices, mentor.id));
  }
}

/// The whole of a plain round, from which a bound is worked out.
struct WholeRound {
  Solved solved;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> locked_out;

  WholeRound(const Round& plain, const suitability::Suitability& suitability, const RoundRequest& request) {
    set_locks_aside(plain, request.locks, solved);
    solved.crowd = std::make_unique<Crowd>(suitability, request.threads);
    write_every_edge(solved);
    write_solution(plain, solved);
    for (std::uint32_t a = 0; a < solved.locked_out.size(); ++a)
      for (const auto m : solved.locked_out[a]) locked_out.emplace_back(a, m);
  }
  PlainRound plain(const suitability::Suitability& suitability, Date on) const {
    return {suitability, on, solved.instance, solved.solution, solved.locked_mentor, locked_out};
  }
};

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

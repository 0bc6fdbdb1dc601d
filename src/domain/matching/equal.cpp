#include "domain/matching/equal.hpp"

#include <algorithm>
#include <array>

#include "domain/assignment/bounds.hpp"
#include "domain/assignment/least_conflict.hpp"

namespace parvis::matching {
namespace {

using assignment::Half;
using assignment::no_place;
using assignment::Side;

constexpr std::array<std::string_view, 5> grounds = {"gender", "district", "age", "waiting", "partner"};

EqualRefusal refused(Message fault) {
  EqualRefusal refusal;
  refusal.faults.push_back(std::move(fault));
  return refusal;
}

bool is_within(const Bound& bound, std::optional<std::int64_t> value) {
  return value && (!bound.least || *value >= *bound.least) && (!bound.greatest || *value <= *bound.greatest);
}

bool is_in(const Bound& bound, const people::Adept& adept, Date on) {
  switch (bound.what) {
    case Ground::gender: return adept.gender && people::id_of(*adept.gender) == bound.name;
    case Ground::district: return adept.district == bound.name;
    // The age that is reached in the year, as in the programmes' rules.
    case Ground::age: return adept.birth_year && is_within(bound, on.year() - *adept.birth_year);
    case Ground::waiting:
      return adept.registered_on && is_within(bound, days_between(*adept.registered_on, on));
    case Ground::partner: return false;
  }
  return false;
}

std::vector<std::uint32_t> members_of(const Bound& bound, const PlainRound& round) {
  std::vector<std::uint32_t> members;
  if (bound.what == Ground::partner) {
    const auto& mentors = round.suitability.mentors();
    for (std::uint32_t m = 0; m < mentors.size(); ++m)
      if (mentors[m].partner == bound.name) members.push_back(m);
    return members;
  }
  const auto& adepts = round.suitability.adepts();
  for (std::uint32_t a = 0; a < adepts.size(); ++a)
    if (is_in(bound, adepts[a], round.on)) members.push_back(a);
  return members;
}

std::vector<assignment::Group> groups_of(const PlainRound& round, const std::vector<Bound>& bounds) {
  std::vector<assignment::Group> groups;
  for (const Bound& bound : bounds)
    groups.push_back({bound.what == Ground::partner ? Side::places : Side::seekers, members_of(bound, round),
                      bound.lower.value_or(0), bound.upper.value_or(assignment::no_upper)});
  return groups;
}

/// The round with nobody set aside: every pair that the rules allow, every place. The locks as values.
struct Whole {
  assignment::Instance instance;
  std::vector<assignment::PairLock> locks;

  explicit Whole(const PlainRound& round) {
    const auto& suitability = round.suitability;
    for (const auto& mentor : suitability.mentors()) instance.capacity.push_back(mentor.capacity);
    instance.first.push_back(0);
    for (std::uint32_t a = 0; a < suitability.adepts().size(); ++a) {
      for (std::uint32_t m = 0; m < suitability.mentors().size(); ++m)
        if (instance.capacity[m] > 0 && suitability.may(a, m))
          instance.edges.push_back({m, suitability.score(a, m)});
      instance.first.push_back(instance.edges.size());
      if (round.locked_mentor[a] != no_place)
        locks.push_back({a, static_cast<std::uint32_t>(round.locked_mentor[a]), true});
    }
    for (const auto& [a, m] : round.locked_out) locks.push_back({a, m, false});
  }
};

Message about(Message message, const PlainRound& round, const assignment::PairLock& lock) {
  return std::move(message)
      .with("adept", round.suitability.adepts()[lock.seeker].id)
      .with("mentor", round.suitability.mentors()[lock.place].id);
}

Message lock_in_words(const PlainRound& round, const assignment::PairLock& lock) {
  return about(lock.in ? say("{adept} and {mentor} are locked together.")
                       : say("{adept} and {mentor} are locked apart."),
               round, lock);
}

EqualRefusal conflict_of(const PlainRound& round, const std::vector<Bound>& bounds) {
  const Whole whole(round);
  EqualRefusal refusal;
  const auto conflict = assignment::conflict(whole.instance, groups_of(round, bounds), whole.locks);
  if (!conflict) return refusal;
  refusal.is_least = conflict->is_least;
  for (const auto g : conflict->lowers)
    refusal.conflict.push_back(say("At least {n} are asked for: {group}.")
                                   .with("n", *bounds[g].lower)
                                   .with("group", in_words(bounds[g])));
  for (const auto g : conflict->uppers)
    refusal.conflict.push_back(say("At most {n} are asked for: {group}.")
                                   .with("n", *bounds[g].upper)
                                   .with("group", in_words(bounds[g])));
  for (const auto i : conflict->locks) refusal.conflict.push_back(lock_in_words(round, whole.locks[i]));
  return refusal;
}

Message fault_in_words(const assignment::GroupRefusal& refusal, const std::vector<Bound>& bounds) {
  using assignment::GroupFault;
  const Bound& bound = bounds[refusal.group];
  switch (refusal.fault) {
    case GroupFault::below_zero:
      return say("{group}: a bound cannot be below zero.").with("group", in_words(bound));
    case GroupFault::lower_above_upper:
      return say("{group}: at least {lower} and at most {upper} cannot both hold.")
          .with("group", in_words(bound))
          .with("lower", bound.lower.value_or(0))
          .with("upper", bound.upper.value_or(0));
    case GroupFault::crossing:
      return say("{one} and {other} cross each other: some are in both, and some in one of them only. Bounds "
                 "on both "
                 "cannot be kept exactly. Take one of them away.")
          .with("one", in_words(bound))
          .with("other", in_words(bounds[refusal.other]));
    case GroupFault::unknown_member:
    case GroupFault::member_twice:
    case GroupFault::lower_above_size: break;
  }
  return say("{group}: at least {lower} are asked for, but there are not so many.")
      .with("group", in_words(bound))
      .with("lower", bound.lower.value_or(0));
}

bool is_matched(const PlainRound& round, const std::vector<std::int32_t>& place_of, std::size_t adept) {
  return place_of[adept] != no_place || round.locked_mentor[adept] != no_place;
}

/// Pairs with a member, locked ones too.
std::int64_t pairs_with(const PlainRound& round, const assignment::Group& group,
                        const std::vector<std::int32_t>& place_of) {
  return assignment::matched_in({group}, place_of).front() +
         assignment::matched_in({group}, round.locked_mentor).front();
}

GroupChange change_of(const PlainRound& round, const Bound& bound,
                      const std::vector<std::int32_t>& place_of) {
  const auto group = groups_of(round, {bound}).front();
  GroupChange change{in_words(bound), pairs_with(round, group, round.plain.place_of),
                     pairs_with(round, group, place_of), 0, 0};
  if (group.side == Side::places) {
    change.gain = std::max<std::int64_t>(0, change.after - change.before);
    change.lose = std::max<std::int64_t>(0, change.before - change.after);
    return change;
  }
  for (const auto a : group.members) {
    const bool before = is_matched(round, round.plain.place_of, a), after = is_matched(round, place_of, a);
    change.gain += after && !before;
    change.lose += before && !after;
  }
  return change;
}

Bound of_gender(people::Gender gender) {
  Bound bound;
  bound.name = people::id_of(gender);
  return bound;
}

EqualSolution with_cost(const PlainRound& round, const std::vector<Bound>& bounds,
                        std::vector<std::int32_t> place_of, std::int64_t matched, std::int64_t score) {
  EqualSolution solution;
  std::int64_t locked = 0, locked_score = 0;
  for (std::size_t a = 0; a < round.locked_mentor.size(); ++a) {
    if (round.locked_mentor[a] == no_place) continue;
    ++locked;
    locked_score += round.suitability.score(a, static_cast<std::size_t>(round.locked_mentor[a]));
  }
  solution.cost = {round.plain.matched + locked,
                   matched + locked,
                   round.plain.score + locked_score,
                   score + locked_score,
                   {}};
  for (const auto gender : {people::Gender::woman, people::Gender::man})
    solution.cost.groups.push_back(change_of(round, of_gender(gender), place_of));
  for (const Bound& bound : bounds)
    if (bound.what != Ground::gender || (bound.name != "woman" && bound.name != "man"))
      solution.cost.groups.push_back(change_of(round, bound, place_of));
  solution.claim.matched = solution.cost.matched_after;
  solution.claim.score = solution.cost.score_after;
  solution.place_of = std::move(place_of);
  return solution;
}

proof::Prices by_id(const PlainRound& round, const std::vector<assignment::Worth>& adepts,
                    const std::vector<assignment::Worth>& mentors,
                    const std::vector<assignment::Worth>& groups) {
  proof::Prices prices;
  const auto price = [](const assignment::Worth& worth) { return proof::Price{worth.level, worth.score}; };
  const assignment::Worth nothing;
  for (std::size_t a = 0; a < adepts.size(); ++a)
    if (adepts[a] != nothing) prices.adepts.emplace(round.suitability.adepts()[a].id, price(adepts[a]));
  for (std::size_t m = 0; m < mentors.size(); ++m)
    if (mentors[m] != nothing) prices.mentors.emplace(round.suitability.mentors()[m].id, price(mentors[m]));
  for (const auto& worth : groups) prices.groups.push_back(price(worth));
  return prices;
}

/// Without regard to language, for the certificate.
std::string id_of(const Bound& bound) {
  std::string id = std::string(id_of(bound.what)) + ":" + bound.name;
  if (bound.least) id += std::to_string(*bound.least);
  if (bound.least || bound.greatest) id += "-";
  if (bound.greatest) id += std::to_string(*bound.greatest);
  return id;
}

assignment::Halves halves_of(const PlainRound& round) {
  assignment::Halves halves;
  const auto& adepts = round.suitability.adepts();
  for (std::size_t a = 0; a < adepts.size(); ++a) {
    const bool locked = round.locked_mentor[a] != no_place;
    const bool woman = adepts[a].gender == people::Gender::woman,
               man = adepts[a].gender == people::Gender::man;
    halves.of_seeker.push_back(woman ? Half::first : man ? Half::second : Half::neither);
    halves.first_size += woman;
    halves.second_size += man;
    halves.first_aside += woman && locked;
    halves.second_aside += man && locked;
  }
  return halves;
}

std::optional<EqualRefusal> nothing_to_compare(const assignment::Halves& halves) {
  if (halves.first_size > 0 && halves.second_size > 0) return std::nullopt;
  return refused(say("There must be both women and men in the round for their shares to be compared."));
}

/// The locks without which the difference could be kept; all together they leave no way.
EqualRefusal gap_conflict_of(const PlainRound& round, std::int64_t most) {
  const Whole whole(round);
  const auto possible = [&](const std::vector<std::uint8_t>& wanted) {
    auto locked = std::vector<std::int32_t>(round.locked_mentor.size(), no_place);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
    assignment::Instance left;
    left.capacity = whole.instance.capacity;
    for (std::size_t i = 0; i < whole.locks.size(); ++i) {
      const auto& lock = whole.locks[i];
      if (!wanted[i]) continue;
      if (!lock.in) {
        out.emplace_back(lock.seeker, lock.place);
      } else {
        locked[lock.seeker] = static_cast<std::int32_t>(lock.place);
        --left.capacity[lock.place];
      }
    }
    std::sort(out.begin(), out.end());
    left.first.push_back(0);
    for (std::uint32_t a = 0; a < locked.size(); ++a) {
      for (const auto& edge : whole.instance.edges_of(a))
        if (locked[a] == no_place && !std::binary_search(out.begin(), out.end(), std::pair(a, edge.place)))
          left.edges.push_back(edge);
      left.first.push_back(left.edges.size());
    }
    const auto plain = assignment::solve(left);
    const auto halves = halves_of({round.suitability, round.on, left, plain, locked, out});
    return assignment::solve_gap(left, halves, assignment::apart_within(halves, most), plain).possible;
  };
  const auto least = assignment::least_conflict(whole.locks.size(), possible);
  EqualRefusal refusal;
  refusal.is_least = least.is_least;
  refusal.conflict.push_back(
      say("At most {n} hundredths of a percentage point between women and men are asked for.")
          .with("n", most));
  for (const auto i : least.members) refusal.conflict.push_back(lock_in_words(round, whole.locks[i]));
  return refusal;
}

}  // namespace

std::string_view id_of(Ground ground) {
  return grounds[static_cast<std::size_t>(ground)];
}

Result<Ground, Message> ground_of(std::string_view id) {
  const auto at = std::find(grounds.begin(), grounds.end(), id);
  if (at == grounds.end())
    return no(say("Only gender, district, age, partner and waiting time may be bounded, not {what}.")
                  .with("what", std::string(id)));
  return static_cast<Ground>(at - grounds.begin());
}

Message in_words(const Bound& bound) {
  const auto both = [&](Message message) {
    return std::move(message)
        .with("least", std::int64_t{bound.least.value_or(0)})
        .with("greatest", std::int64_t{bound.greatest.value_or(0)});
  };
  switch (bound.what) {
    case Ground::gender: {
      const auto gender = people::gender_of(bound.name);
      return gender ? people::in_words(*gender) : say("not known");
    }
    case Ground::district: return say("living in {district}").with("district", bound.name);
    case Ground::age:
      if (!bound.greatest) return both(say("aged {least} or over"));
      return both(bound.least ? say("aged {least} to {greatest}") : say("aged {greatest} or under"));
    case Ground::waiting:
      if (!bound.greatest) return both(say("waiting {least} days or more"));
      return both(bound.least ? say("waiting {least} to {greatest} days")
                              : say("waiting {greatest} days or less"));
    case Ground::partner: return say("mentors through {partner}").with("partner", bound.name);
  }
  return say("not known");
}

Result<EqualSolution, EqualRefusal> solve_with_bounds(const PlainRound& round,
                                                      const std::vector<Bound>& bounds) {
  auto groups = groups_of(round, bounds);
  const auto whole = [&] {
    assignment::Instance people;  // as many, with all their places: what sizes are judged by
    people.first.assign(round.suitability.adepts().size() + 1, 0);
    for (const auto& mentor : round.suitability.mentors()) people.capacity.push_back(mentor.capacity);
    return people;
  }();
  if (const auto refusal = assignment::refusal_of(whole, groups))
    return no(refused(fault_in_words(*refusal, bounds)));
  for (auto& group : groups) {
    const std::int64_t locked = assignment::matched_in({group}, round.locked_mentor).front();
    group.lower = std::max<std::int64_t>(0, group.lower - locked);
    if (group.upper == assignment::no_upper) continue;
    group.upper -= locked;
    if (group.upper < 0) return no(conflict_of(round, bounds));
  }
  auto bounded = assignment::solve_bounded(round.instance, groups, round.plain);
  if (!bounded.possible) return no(conflict_of(round, bounds));
  auto solution = with_cost(round, bounds, std::move(bounded.place_of), bounded.matched, bounded.score);
  auto& claimed = solution.claim.bounds.emplace();
  for (std::size_t g = 0; g < bounds.size(); ++g) {
    const bool of_mentors = groups[g].side == Side::places;
    claimed.groups.push_back(
        {id_of(bounds[g]), of_mentors, {}, bounds[g].lower.value_or(0), bounds[g].upper});
    for (const auto i : groups[g].members)
      claimed.groups.back().members.insert(of_mentors ? round.suitability.mentors()[i].id
                                                      : round.suitability.adepts()[i].id);
  }
  const auto& certificate = bounded.certificate;
  claimed.prices = by_id(round, certificate.seeker, certificate.place, certificate.group);
  return solution;
}

Result<EqualSolution, EqualRefusal> solve_with_gap(const PlainRound& round, std::int64_t most) {
  const auto halves = halves_of(round);
  if (auto refusal = nothing_to_compare(halves)) return no(std::move(*refusal));
  auto gapped =
      assignment::solve_gap(round.instance, halves, assignment::apart_within(halves, most), round.plain);
  if (!gapped.possible) return no(gap_conflict_of(round, most));
  auto solution =
      with_cost(round, {}, std::move(gapped.place_of), gapped.reached.matched, gapped.reached.score);
  auto& claimed = solution.claim.gap.emplace();
  claimed.most = most;
  for (const auto& ceiling : gapped.proof.ceilings) {
    auto& by_ids = claimed.ceilings.emplace_back();
    by_ids.women = ceiling.first;
    by_ids.men = ceiling.second;
    by_ids.others = ceiling.neither;
    for (std::size_t a = 0; a < ceiling.seeker_in_cover.size(); ++a)
      if (ceiling.seeker_in_cover[a]) by_ids.adept_cover.insert(round.suitability.adepts()[a].id);
    for (std::size_t m = 0; m < ceiling.place_in_cover.size(); ++m)
      if (ceiling.place_in_cover[m]) by_ids.mentor_cover.insert(round.suitability.mentors()[m].id);
  }
  for (const auto& prices : gapped.proof.prices)
    claimed.prices.push_back(by_id(round, prices.seeker, prices.place, {prices.first, prices.second}));
  return solution;
}

Result<TradeOffs, EqualRefusal> trade_offs(const PlainRound& round) {
  const auto halves = halves_of(round);
  if (auto refusal = nothing_to_compare(halves)) return no(std::move(*refusal));
  std::int64_t locked = 0, locked_score = 0;
  for (std::size_t a = 0; a < round.locked_mentor.size(); ++a) {
    if (round.locked_mentor[a] == no_place) continue;
    ++locked;
    locked_score += round.suitability.score(a, static_cast<std::size_t>(round.locked_mentor[a]));
  }
  const std::int64_t whole = halves.first_size * halves.second_size;
  TradeOffs curve{halves.first_size, halves.second_size, {}};
  for (const auto& p :
       assignment::trade_off(round.instance, halves, round.plain, assignment::apart_within(halves, 5)))
    curve.choices.push_back({p.first + halves.first_aside, p.second + halves.second_aside, p.matched + locked,
                             p.score + locked_score, (p.apart * 10'000 + whole - 1) / whole});
  return curve;
}

}  // namespace parvis::matching

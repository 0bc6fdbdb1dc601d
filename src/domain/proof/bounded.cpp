#include "domain/proof/bounded.hpp"

#include <algorithm>
#include <cstdlib>

namespace parvis::proof {
namespace {

void add(Price& sum, std::int64_t times, const Price& price) {
  sum.pairs += times * price.pairs;
  sum.score += times * price.score;
}

std::int64_t counted(const std::vector<std::uint8_t>& members) {
  return std::count(members.begin(), members.end(), 1);
}

const std::string* id_of(const std::string& id) {
  return &id;
}
const std::string* id_of(const std::pair<const std::string, Price>& priced) {
  return &priced.first;
}

}  // namespace

BoundedProof::BoundedProof(const Claim& claim, People people) : claim_(claim), people_(std::move(people)) {
  if (claim.bounds && claim.gap)
    unreadable_.push_back(say("The certificate has both bounds and a difference. It may have one of them."));
  if (claim.bounds)
    read_bounds();
  else
    read_gap();
}

template <class Set, class Act>
void BoundedProof::for_each(const Set& ids, const std::unordered_map<std::string, std::size_t>& at, Act act) {
  for (const auto& one : ids) {
    const auto found = at.find(*id_of(one));
    if (found == at.end())
      unreadable_.push_back(
          say("The certificate names {id}, who is not in the spreadsheets or takes no part.")
              .with("id", *id_of(one)));
    else
      act(found->second, one);
  }
}

BoundedProof::At BoundedProof::read(const Prices& prices) {
  At at;
  at.adept.resize(people_.locked_to.size());
  at.mentor.resize(people_.places.size());
  for_each(prices.adepts, people_.adept_at,
           [&](std::size_t a, const auto& priced) { at.adept[a] = priced.second; });
  for_each(prices.mentors, people_.mentor_at,
           [&](std::size_t m, const auto& priced) { at.mentor[m] = priced.second; });
  at.sum = {people_.locked_pairs, people_.locked_score};
  for (std::size_t a = 0; a < at.adept.size(); ++a)
    if (people_.locked_to[a] < 0) add(at.sum, 1, at.adept[a]);
  for (std::size_t m = 0; m < at.mentor.size(); ++m)
    add(at.sum, std::max(0, people_.places[m]), at.mentor[m]);
  at.adept_and_groups = at.adept;
  at.mentor_and_groups = at.mentor;
  for (std::size_t g = 0; g < std::min(prices.groups.size(), member_.size()); ++g) {
    auto& side = of_mentors_[g] ? at.mentor_and_groups : at.adept_and_groups;
    for (std::size_t i = 0; i < side.size(); ++i)
      if (member_[g][i]) add(side[i], 1, prices.groups[g]);
  }
  return at;
}

void BoundedProof::read_bounds() {
  for (const auto& group : claim_.bounds->groups) {
    of_mentors_.push_back(group.of_mentors);
    auto& members = member_.emplace_back(group.of_mentors ? people_.places.size() : people_.locked_to.size());
    for_each(group.members, group.of_mentors ? people_.mentor_at : people_.adept_at,
             [&](std::size_t i, const auto&) { members[i] = 1; });
  }
  prices_.push_back(read(claim_.bounds->prices));
}

void BoundedProof::read_gap() {
  const auto& adepts = people_.suitability.adepts();
  of_mentors_ = {0, 0};
  for (const auto gender : {people::Gender::woman, people::Gender::man}) {
    auto& members = member_.emplace_back();
    for (const auto& adept : adepts) members.push_back(adept.gender == gender);
  }
  for (std::size_t a = 0; a < adepts.size(); ++a)
    others_ += !member_[0][a] && !member_[1][a] && people_.locked_to[a] < 0;
  for (const auto& ceiling : claim_.gap->ceilings) {
    Cover cover{
        {}, std::vector<std::uint8_t>(adepts.size()), std::vector<std::uint8_t>(people_.places.size()), 0};
    for (std::size_t a = 0; a < adepts.size(); ++a)
      cover.counts.push_back(member_[0][a] ? ceiling.women : member_[1][a] ? ceiling.men : ceiling.others);
    for_each(ceiling.adept_cover, people_.adept_at, [&](std::size_t a, const auto&) { cover.adept[a] = 1; });
    for_each(ceiling.mentor_cover, people_.mentor_at,
             [&](std::size_t m, const auto&) { cover.mentor[m] = 1; });
    for (std::size_t a = 0; a < adepts.size(); ++a)
      cover.size += cover.counts[a] && cover.adept[a] && people_.locked_to[a] < 0;
    for (std::size_t m = 0; m < people_.places.size(); ++m)
      if (cover.mentor[m]) cover.size += std::max(0, people_.places[m]);
    covers_.push_back(std::move(cover));
  }
  for (const auto& prices : claim_.gap->prices) prices_.push_back(read(prices));
}

std::vector<Message> BoundedProof::faults(const std::vector<ClaimedPair>& pairs) const {
  std::vector<Message> faults = unreadable_;
  for (const At& at : prices_) {
    for (std::size_t a = 0; a < at.adept.size(); ++a)
      if (at.adept[a] < Price{})
        faults.push_back(say("{id} has a price below zero.").with("id", people_.suitability.adepts()[a].id));
    for (std::size_t m = 0; m < at.mentor.size(); ++m)
      if (at.mentor[m] < Price{})
        faults.push_back(say("{id} has a price below zero.").with("id", people_.suitability.mentors()[m].id));
  }
  if (claim_.bounds)
    group_faults(pairs, faults);
  else
    gap_faults(pairs, faults);
  return faults;
}

void BoundedProof::group_faults(const std::vector<ClaimedPair>& pairs, std::vector<Message>& faults) const {
  const auto& groups = claim_.bounds->groups;
  const auto& prices = claim_.bounds->prices.groups;
  Price sum = prices_.front().sum;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const auto& group = groups[g];
    const auto fault = [&](Message message) {
      faults.push_back(std::move(message).with("group", group.name));
    };
    std::int64_t reached = 0, locked = 0;
    for (const auto& pair : pairs)
      reached += group.members.contains(group.of_mentors ? pair.mentor_id : pair.adept_id);
    for (std::size_t a = 0; a < people_.locked_to.size(); ++a)
      if (const auto m = people_.locked_to[a]; m >= 0)
        locked += member_[g][group.of_mentors ? static_cast<std::size_t>(m) : a];
    if (reached < group.lower)
      fault(say("{group}: {counted} are matched, fewer than the bound of {bound}.")
                .with("counted", reached)
                .with("bound", group.lower));
    if (group.upper && reached > *group.upper)
      fault(say("{group}: {counted} are matched, more than the bound of {bound}.")
                .with("counted", reached)
                .with("bound", *group.upper));
    const Price price = g < prices.size() ? prices[g] : Price{};
    const bool is_priced_for_nothing = price > Price{} ? !group.upper : false;
    if (is_priced_for_nothing) fault(say("{group} has a price, but no bound that it could be for."));
    if (price > Price{} && group.upper) add(sum, *group.upper - locked, price);
    if (price < Price{}) add(sum, std::max<std::int64_t>(0, group.lower - locked), price);
  }
  if (sum.pairs != claim_.matched)
    faults.push_back(say("The prices stand for {counted} pairs, but {claimed} are claimed.")
                         .with("claimed", claim_.matched)
                         .with("counted", sum.pairs));
  if (sum.score != claim_.score)
    faults.push_back(say("The prices sum to {counted}, but a score of {claimed} is claimed.")
                         .with("claimed", claim_.score)
                         .with("counted", sum.score));
}

void BoundedProof::gap_faults(const std::vector<ClaimedPair>& pairs, std::vector<Message>& faults) const {
  const std::int64_t all_women = counted(member_[0]), all_men = counted(member_[1]);
  // The difference as a whole number: |women matched · all men − men matched · all women|.
  const std::int64_t limit = claim_.gap->most * (all_women * all_men) / 10'000;
  const auto is_within = [&](std::int64_t women, std::int64_t men) {
    return std::abs(women * all_men - men * all_women) <= limit;
  };
  std::int64_t women = 0, men = 0, locked_women = 0, locked_men = 0;
  for (const auto& pair : pairs) {
    const auto a = people_.adept_at.find(pair.adept_id);
    if (a == people_.adept_at.end()) continue;  // told already
    women += member_[0][a->second];
    men += member_[1][a->second];
  }
  for (std::size_t a = 0; a < people_.locked_to.size(); ++a) {
    if (people_.locked_to[a] < 0) continue;
    locked_women += member_[0][a];
    locked_men += member_[1][a];
  }
  if (!is_within(women, men))
    faults.push_back(say("The difference between the shares of women and men is greater than the bound."));
  for (std::int64_t w = locked_women; w <= all_women; ++w) {
    // About what is even for so many women, and as far on both sides as the bound reaches.
    std::int64_t from = locked_men, to = all_men;
    if (all_women > 0) {
      from = std::max(from, (w * all_men - limit) / all_women - 1);
      to = std::min(to, (w * all_men + limit) / all_women + 1);
    }
    for (std::int64_t m = from; m <= to; ++m) {
      if (!is_within(w, m) || is_proved(w - locked_women, m - locked_men)) continue;
      faults.push_back(
          say("It is not proved that {women} women and {men} men would give no better set within the bound.")
              .with("women", w)
              .with("men", m));
      return;  // one is enough
    }
  }
}

/// Locked pairs not counted in `women` and `men`.
bool BoundedProof::is_proved(std::int64_t women, std::int64_t men) const {
  std::int64_t matched = women + men + others_;
  for (std::size_t i = 0; i < covers_.size(); ++i) {
    const auto& ceiling = claim_.gap->ceilings[i];
    const std::int64_t inside = (ceiling.women ? women : 0) + (ceiling.men ? men : 0);
    if (inside > covers_[i].size) return true;  // nobody can match so many
    if (ceiling.others || others_ == 0) matched = std::min(matched, covers_[i].size + women + men - inside);
  }
  if (matched + people_.locked_pairs < claim_.matched) return true;
  for (std::size_t k = 0; k < prices_.size(); ++k) {
    const auto& groups = claim_.gap->prices[k].groups;
    if (groups.size() != 2) continue;
    Price sum = prices_[k].sum;
    add(sum, women, groups[0]);
    add(sum, men, groups[1]);
    if (sum <= Price{claim_.matched, claim_.score}) return true;
  }
  return false;
}

std::optional<Message> BoundedProof::fault_in(std::size_t adept, std::size_t mentor, int score) const {
  for (const Cover& cover : covers_)
    if (cover.counts[adept] && !cover.adept[adept] && !cover.mentor[mentor])
      return say(
          "{adept} and {mentor} may be a pair, but neither is in the cover: perhaps more can be matched.");
  for (const At& at : prices_) {
    Price prices = at.adept_and_groups[adept];
    add(prices, 1, at.mentor_and_groups[mentor]);
    if (prices < Price{1, score})
      return say("{adept} and {mentor} score more than their prices: perhaps a better set exists.");
  }
  return std::nullopt;
}

}  // namespace parvis::proof

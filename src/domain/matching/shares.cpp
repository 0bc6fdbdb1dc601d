// Matched of waiting, and need against capacity (C3, F7).
#include <algorithm>
#include <map>

#include "domain/matching/round_data.hpp"

namespace parvis::matching {
namespace {

/// Which adepts have a pair, by position.
std::vector<bool> matched_adepts(const Round& round) {
  std::vector<bool> matched(round.adepts().size());
  for (const auto& pair : round.pairs()) matched[pair.adept] = true;
  return matched;
}

void count(Share& share, bool matched) {
  ++share.waiting;
  if (matched) ++share.matched;
}

std::vector<Share> gender_shares(const Round& round, const std::vector<bool>& matched) {
  using people::Gender;
  std::vector<Share> shares(5);
  for (int g = 0; g < 4; ++g) shares[g].label = people::in_words(static_cast<Gender>(g));
  shares[4].label = say("not known");
  for (std::size_t a = 0; a < matched.size(); ++a) {
    const auto& gender = round.adepts()[a].gender;
    count(shares[gender ? static_cast<std::size_t>(*gender) : 4], matched[a]);
  }
  // Women and men always stand there, so that an empty side is seen; the others only when there is someone.
  for (std::size_t g = shares.size(); g-- > 2;)
    if (shares[g].waiting == 0) shares.erase(shares.begin() + static_cast<std::ptrdiff_t>(g));
  return shares;
}

std::vector<Share> district_shares(const Round& round, const std::vector<bool>& matched) {
  std::map<std::string, Share> by_name;
  Share unknown;
  unknown.label = say("not known");
  for (std::size_t a = 0; a < matched.size(); ++a) {
    const auto& district = round.adepts()[a].district;
    auto& share = district ? by_name[*district] : unknown;
    if (district) share.name = *district;
    count(share, matched[a]);
  }
  std::vector<Share> shares;
  for (auto& [name, share] : by_name) shares.push_back(std::move(share));
  if (unknown.waiting > 0 && !shares.empty()) shares.push_back(std::move(unknown));
  return shares;
}

std::vector<Share> target_group_shares(const Round& round, const std::vector<bool>& matched) {
  std::vector<Share> shares(people::target_group_count);
  for (std::size_t g = 0; g < shares.size(); ++g)
    shares[g].label = people::in_words(static_cast<people::TargetGroup>(g));
  for (std::size_t a = 0; a < matched.size(); ++a)
    if (const auto& groups = round.adepts()[a].target_groups)
      for (const auto group : *groups) count(shares[static_cast<std::size_t>(group)], matched[a]);
  std::erase_if(shares, [](const Share& share) { return share.waiting == 0; });
  return shares;
}

}  // namespace

Shares Round::shares() const {
  const auto matched = matched_adepts(*this);
  Shares shares;
  shares.all.label = say("everyone");
  for (const bool one : matched) count(shares.all, one);
  shares.by_gender = gender_shares(*this, matched);
  shares.by_district = district_shares(*this, matched);
  shares.by_target_group = target_group_shares(*this, matched);
  return shares;
}

std::vector<Need> Round::need(std::string_view language) const {
  using occupations::Ssyk;
  // A title may name several occupations: a pair counts where the two meet, everyone else under the first.
  std::map<Ssyk, Need> by_group;
  std::vector<int> free_places;
  for (const auto& mentor : mentors()) free_places.push_back(mentor.capacity);
  std::vector<bool> counted(adepts().size());
  for (const auto& pair : pairs()) {
    const auto& sought = adepts()[pair.adept].occupation;
    const auto& offered = mentors()[pair.mentor].occupation;
    if (!sought) continue;
    Ssyk group = sought->groups.front();
    if (offered) {
      const auto both = std::find_first_of(sought->groups.begin(), sought->groups.end(),
                                           offered->groups.begin(), offered->groups.end());
      if (both != sought->groups.end()) {
        group = *both;
        ++by_group[group].places;
        --free_places[pair.mentor];
      }
    }
    auto& need = by_group[group];
    ++need.adepts;
    ++need.matched;
    counted[pair.adept] = true;
  }
  for (std::size_t a = 0; a < counted.size(); ++a)
    if (!counted[a] && adepts()[a].occupation) ++by_group[adepts()[a].occupation->groups.front()].adepts;
  for (std::size_t m = 0; m < free_places.size(); ++m)
    if (const auto& occupation = mentors()[m].occupation)
      by_group[occupation->groups.front()].places += free_places[m];
  std::vector<Need> needs;
  for (auto& [group, need] : by_group) {
    need.occupation = taxonomy().title_of(group, language);
    needs.push_back(std::move(need));
  }
  std::stable_sort(needs.begin(), needs.end(), [](const Need& x, const Need& y) {
    return std::pair(x.adepts - x.places, x.adepts) > std::pair(y.adepts - y.places, y.adepts);
  });
  return needs;
}

int Round::without_occupation() const {
  return static_cast<int>(
      std::count_if(adepts().begin(), adepts().end(), [](const auto& adept) { return !adept.occupation; }));
}

}  // namespace parvis::matching

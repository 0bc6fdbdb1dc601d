#include "domain/matching/whole_round.hpp"

#include <algorithm>
#include <bit>
#include <unordered_map>

#include "domain/suitability/crowd.hpp"

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
void write_every_edge(Solved& solved, WholeRound::Full full) {
  auto& instance = solved.instance;
  const auto& crowd = *solved.crowd;
  const auto open =
      crowd.those([&](std::size_t m) { return full == WholeRound::Full::there || instance.capacity[m] > 0; });
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

}  // namespace

WholeRound::WholeRound(const Round& plain, const suitability::Suitability& suitability,
                       const RoundRequest& request, Full full) {
  set_locks_aside(plain, request.locks, solved);
  solved.crowd = std::make_unique<Crowd>(suitability, request.threads);
  write_every_edge(solved, full);
  write_solution(plain, solved);
  for (std::uint32_t a = 0; a < solved.locked_out.size(); ++a)
    for (const auto m : solved.locked_out[a]) locked_out.emplace_back(a, m);
}

}  // namespace parvis::matching

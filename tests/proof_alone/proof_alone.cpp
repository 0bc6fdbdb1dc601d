// The checker of proofs, linked with nothing of the engine: this program has no `assignment` in its link line, and
// still decides whether a claim holds.
#include <cstdio>

#include "domain/proof/checker.hpp"

int main() {
  using namespace parvis;
  programme::Track track;
  track.criteria.push_back({programme::CriterionKind::occupation, 1, 1, {}});
  const auto taxonomy = occupations::Taxonomy::starter();
  std::vector<people::Adept> adepts(3);
  std::vector<people::Mentor> mentors(2);
  for (std::size_t a = 0; a < adepts.size(); ++a) adepts[a].id = "A" + std::to_string(a);
  for (std::size_t m = 0; m < mentors.size(); ++m) mentors[m].id = "M" + std::to_string(m);
  const suitability::Suitability suitability(track, *taxonomy, adepts, mentors, Date());
  // Nothing is known of anyone, so every pair scores 5 000; two mentors, two pairs.
  proof::Claim claim;
  claim.matched = 2;
  claim.score = 10'000;
  claim.mentor_cover = {"M0", "M1"};
  claim.mentor_prices = {{"M0", 5'000}, {"M1", 5'000}};
  const std::vector<proof::ClaimedPair> pairs = {{"A0", "M0", 5'000, 2}, {"A1", "M1", 5'000, 3}};
  const bool right_is_proved = proof::check(suitability, {}, pairs, claim).proved();
  claim.mentor_cover = {"M0"};
  const bool wrong_is_not = !proof::check(suitability, {}, pairs, claim).proved();
  std::printf("%s\n", right_is_proved && wrong_is_not ? "the checker stands alone" : "the checker is wrong");
  return right_is_proved && wrong_is_not ? 0 : 1;
}

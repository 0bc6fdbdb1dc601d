/// Holds a solution against its instance and its certificate against both, from the definitions in assignment.hpp
/// and MATCHING.md 3. Shares no code with the solver.
#pragma once

#include <string>

#include "domain/assignment/assignment.hpp"

namespace parvis::assignment {

/// What is wrong, or nothing.
inline std::string fault_in(const Instance& instance, const Solution& solution) {
  const Certificate& proof = solution.certificate;
  if (solution.place_of.size() != instance.seekers()) return "place_of has another size";
  if (proof.seeker_in_cover.size() != instance.seekers() || proof.seeker_price.size() != instance.seekers() ||
      proof.place_in_cover.size() != instance.places() || proof.place_price.size() != instance.places())
    return "the certificate has another size";
  std::vector<std::int64_t> at(instance.places(), 0);
  std::int64_t matched = 0, score = 0, cover = 0;
  long double prices = 0;  // for the magnitude; exact as long as it stays under 2^64
  for (std::size_t s = 0; s < instance.seekers(); ++s) {
    bool real = solution.place_of[s] == no_place;
    for (std::uint64_t k = instance.first[s]; k < instance.first[s + 1]; ++k) {
      const auto [place, worth] = instance.edges[k];
      if (solution.place_of[s] == static_cast<std::int64_t>(place)) {
        real = true;
        ++matched;
        score += worth;
        if (++at[place] > instance.capacity[place]) return "a place over its capacity";
      }
      const int ends = (proof.seeker_in_cover[s] != 0) + (proof.place_in_cover[place] != 0);
      if (ends == 0) return "an edge off the cover";
      if (ends == 1 && proof.seeker_price[s] + proof.place_price[place] < worth)
        return "an edge above its prices";
    }
    if (!real) return "a pair that is no edge";
    if (proof.seeker_in_cover[s]) ++cover;
    if (!proof.seeker_in_cover[s] && proof.seeker_price[s] < 0)
      return "a seeker off the cover with a price below 0";
    prices += static_cast<long double>(proof.seeker_price[s]);
  }
  for (std::size_t p = 0; p < instance.places(); ++p) {
    if (proof.place_in_cover[p]) cover += instance.capacity[p];
    if (!proof.place_in_cover[p] && proof.place_price[p] < 0)
      return "a place off the cover with a price below 0";
    prices += static_cast<long double>(instance.capacity[p]) * static_cast<long double>(proof.place_price[p]);
  }
  if (matched != solution.matched) return "another number of pairs than stated";
  if (score != solution.score) return "another score than stated";
  if (cover != matched) return "a cover of another size than the pairs";
  if (prices != static_cast<long double>(score)) return "prices that do not add up to the score";
  return {};
}

}  // namespace parvis::assignment

/// What a draw claims: who was offered which place in which wave, and prices that nobody could have been given better
/// wishes together. docs/matching.md tells it in words.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "domain/lots/lots.hpp"

namespace parvis::proof {

struct DrawWave {
  std::int64_t offers = 0, points = 0;
  std::vector<std::int32_t> lower;  ///< per bound: the lower bound held, those who have said yes included
  /// By place: whoever is offered one stands where points less price is greatest. Not written is 0.
  std::map<std::string, std::int64_t> prices;
};

struct DrawClaim {
  std::string seed, commitment, applicants_sha256, places_sha256;
  std::vector<lots::Bound> bounds;
  std::vector<DrawWave> waves;     ///< the first first
  std::vector<std::string> order;  ///< ids of all who take part
};

enum class Reply { none, yes, no };

struct DrawOffer {
  int wave = 0;
  std::string id, place;
  int wish = 0, order = 0;  ///< from 1
  std::string number;       ///< the draw number
  Reply reply = Reply::none;
  int row = 0;  ///< in offers.csv
};

}  // namespace parvis::proof

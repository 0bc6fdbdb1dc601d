/// A round as it is kept, and the pieces that running it and proposing from it share. Inside this folder.
#pragma once

#include <string>
#include <vector>

#include "app/records/equal_bounds.hpp"
#include "app/records/round_input.hpp"
#include "app/records/rounds.hpp"

namespace parvis::records {

struct KeptRound {
  RoundId id;
  ProgrammeVersion programme;
  programme::Track track;  ///< with the round's weights
  Date day;
  Moment run_at;
  std::uint64_t seed = 1;
  std::vector<suitability::Lock> locks;
  std::optional<EqualBound> bound;  ///< that it was held to
  int people = 0;                   ///< that it was run with
  std::string pairs, certificate;
  bool is_closed = false;
};
Result<KeptRound, Failure> kept_round_in(store::Transaction& tx, RoundId id);

/// The track with these weights, or as configured when there are none.
Result<programme::Track, Failure> weighted(const programme::Programme& programme, std::string_view track,
                                           const std::vector<int>& weights);

/// How two suit each other by a track's rules.
struct Judged {
  std::vector<std::string> broken;  ///< ids of the hard rules that say no
  std::vector<Message> why;
  int score = 0;
  std::string reasons;  ///< JSON: each criterion's value where it is known
};
Judged judge(const std::vector<RoundPerson>& both, const programme::Track& track,
             const occupations::Taxonomy& taxonomy, Date day);

}  // namespace parvis::records

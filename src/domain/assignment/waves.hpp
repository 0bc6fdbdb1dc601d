/// A draw whose offers may be turned down: a wave of offers, answers, the next wave, until places are full or nobody
/// is left (G2: 15 929 applications, 10 241 offers, 8 480 employed). State and answers in, next offers out.
///
/// Whoever has said yes keeps their very place. Whoever has said no, or has not answered in time, frees it and takes no
/// further part, so nobody is offered anything twice. Each wave is the draw among those never offered a place, in the
/// same order, for what is free. With groups, those who have said yes count towards the bounds. The first wave's lower
/// bounds must hold; later ones hold as far as those who are left make it possible.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "domain/assignment/draw.hpp"

namespace parvis::assignment {

/// What became of a seeker's offer. `declined` is also who did not answer.
enum class Reply : std::uint8_t { never_offered, accepted, declined };
struct Standing {
  Reply reply = Reply::never_offered;
  std::int32_t place = no_place;  ///< that was offered
};

struct Wave {
  std::vector<std::int32_t> offered;  ///< one per seeker: the place offered in this wave, else `no_place`
  std::int64_t offers = 0;            ///< 0: the draw has ended
  std::int64_t score = 0;             ///< of this wave's offers
  std::int64_t accepted = 0;          ///< that were kept from earlier waves
  std::vector<std::int32_t> lower;    ///< per group, those who have said yes included: the lower bound held
  std::vector<std::int64_t> price;    ///< as in `Draw`, for what was free in this wave
};

/// `standings`: one per seeker. Accepted places over a capacity, or an upper bound, are a bug: no wave offers so.
Result<Wave, BoundsNo> next_wave(const Instance& instance, const Groups& groups,
                                 std::span<const Standing> standings);

}  // namespace parvis::assignment

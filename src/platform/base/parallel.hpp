/// Work that falls into equal parts, on several threads.
#pragma once

#include <cstddef>
#include <functional>

namespace parvis {

/// Runs `act(i)` once for each i in 0…count−1, on at most that many threads, of which the caller's is one. Which
/// thread does what is not settled: what they write must be apart, and then the result does not depend on them.
void in_parallel(std::size_t count, int threads, const std::function<void(std::size_t)>& act);

}  // namespace parvis

#include "platform/base/parallel.hpp"

#include <atomic>
#include <thread>
#include <vector>

namespace parvis {

void in_parallel(std::size_t count, int threads, const std::function<void(std::size_t)>& act) {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t at = next++; at < count; at = next++) act(at);
  };
  std::vector<std::thread> others;
  for (int t = 1; t < threads && static_cast<std::size_t>(t) < count; ++t) others.emplace_back(work);
  work();
  for (auto& other : others) other.join();
}

}  // namespace parvis

// Any bytes as a file of each format: an answer or a reason, never more. The first byte chooses.
#include <cstdint>
#include <optional>
#include <utility>

#include "app/problems/problems.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parvis;
  if (size == 0 || size > 1 << 16) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const std::size_t half = bytes.size() / 2;
  const auto problem = [&]() -> std::optional<problems::Problem> {
    const auto taken = [](auto read) {
      return read ? std::optional(std::move(*read)) : std::optional<problems::Problem>();
    };
    if (data[0] % 3 == 0) return taken(problems::read_orlib(bytes));
    if (data[0] % 3 == 1) return taken(problems::read_dimacs(bytes));
    return taken(problems::read_edges(bytes.substr(0, half), bytes.substr(half)));
  }();
  if (!problem || problem->instance.edges.size() > 2000 || problem->seekers.size() > 2000) return 0;
  const auto solution = assignment::solve(problem->instance);  // proves its answer itself, or aborts
  return problems::certificate_json(*problem, solution).empty();
}

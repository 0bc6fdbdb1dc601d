// Any bytes as a file of decisions: whatever comes, it is read or told, and never crashes.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "app/imports/account.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parvis;
  const auto table = formats::read_table({reinterpret_cast<const char*>(data), size}, "fuzz.csv");
  if (!table) return 0;
  std::vector<people::Reject> rejects;
  imports::read_decisions(*table, rejects);
  return 0;
}

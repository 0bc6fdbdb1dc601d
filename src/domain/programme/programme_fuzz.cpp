#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "domain/programme/programme.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parvis::programme;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const int last_line = static_cast<int>(std::count(bytes.begin(), bytes.end(), '\n')) + 1;
  const ProgrammeRead read = read_programme(bytes, "p.toml");
  if (read.programme.has_value() != read.faults.empty()) std::abort();
  for (const ConfigFault& fault : read.faults)
    if (fault.line < 1 || fault.line > last_line || fault.expected.empty()) std::abort();
  if (!read.programme) return 0;
  if (read.programme->tracks.empty() || success_factors(*read.programme).size() != 7) std::abort();
  for (const Track& track : read.programme->tracks)
    if (track.criteria.empty() || fields_needed(track).empty()) std::abort();
  return 0;
}

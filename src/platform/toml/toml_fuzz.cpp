#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "platform/toml/toml.hpp"

namespace {

/// Every line must be one that is in the file: whoever shows a fault points at it.
int deepest(const parvis::toml::Value& value, int last_line) {
  if (value.line() < 1 || value.line() > last_line) std::abort();
  int inside = 0;
  for (const auto& item : value.items()) inside = std::max(inside, deepest(item, last_line));
  for (const auto& entry : value.entries()) {
    if (entry.line < 1 || entry.line > last_line) std::abort();
    inside = std::max(inside, deepest(entry.value, last_line));
  }
  return inside + 1;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const int last_line = static_cast<int>(std::count(bytes.begin(), bytes.end(), '\n')) + 1;
  const auto file = parvis::toml::read(bytes);
  if (file)
    deepest(*file, last_line);
  else if (file.error().line < 1 || file.error().line > last_line || file.error().what.empty())
    std::abort();
  return 0;
}

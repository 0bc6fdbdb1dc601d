// Any file as a list of leaked passwords: a yes is true, and where the lines are in order a no is, too.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "platform/crypto/leaked.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using parvis::crypto::LeakedPasswords;
  static const int file = ::memfd_create("leaked", MFD_CLOEXEC);
  static const std::string path = "/proc/self/fd/" + std::to_string(file);
  if (::ftruncate(file, 0) != 0 || ::pwrite(file, data, size, 0) != static_cast<ssize_t>(size)) std::abort();
  const auto list = LeakedPasswords::open(path);
  if (!list) return 0;
  std::vector<std::string> lines;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  for (std::size_t at = 0; at < bytes.size();) {
    const auto end = std::min(bytes.find('\n', at), bytes.size());
    lines.push_back(bytes.substr(at, end - at).substr(0, 40));
    for (char& c : lines.back())
      if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
    at = end + 1;
  }
  const bool is_in_order = std::ranges::is_sorted(lines);
  for (const auto* password : {"a", "password", "ett annat"}) {
    const auto answer = list->has(password);
    const bool stands_there =
        std::ranges::find(lines, parvis::crypto::leaked_list_hash(password)) != lines.end();
    if (answer == LeakedPasswords::Answer::is_there && !stands_there) std::abort();
    if (answer == LeakedPasswords::Answer::is_not_there && is_in_order && stands_there) std::abort();
  }
  return 0;
}

/// The key file as text, and its way to the disk. Inside this folder only: others use Keyring.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "platform/base/result.hpp"
#include "platform/crypto/keyring.hpp"

namespace parvis::crypto {

struct KeyFile {
  static std::string written(const Keyring& keys);
  /// Nothing when the text is not a key file of this version in every line.
  static std::optional<Keyring> read(std::string_view text);
  static Keyring make(Date day);
};

/// The whole file, if it is ours alone to read.
[[nodiscard]] Result<std::string, KeyFault> read_secret_file(const std::filesystem::path& path);
/// Writes the text to a new file beside `path`, mode 0600, syncs it, puts it at `path` and syncs the folder. Whoever
/// does the same to another file in that folder waits. `was` is what must stand there still (its `plain_hash`), or
/// empty when nothing may.
[[nodiscard]] Result<std::monostate, KeyFault> write_secret_file(const std::filesystem::path& path,
                                                                 std::string_view text, std::string_view was);

}  // namespace parvis::crypto

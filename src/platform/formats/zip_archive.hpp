/// A zip file from outside, unpacked with suspicion: a few hundred bytes can claim to be, or become, gigabytes.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/message.hpp"
#include "platform/base/result.hpp"

namespace parvis::formats {

Message too_big_unpacked();

class ZipArchive {
 public:
  /// Looks at every entry before anything is unpacked. Refuses more than 1 000 entries, one over `entry_bytes`
  /// or packed more than 200 times (from 1 MB on), four times `entry_bytes` in all, passwords, and ways of
  /// packing other than stored and deflated. `bytes` must outlive the archive.
  static Result<ZipArchive, Message> open(std::string_view bytes, std::size_t entry_bytes);

  std::size_t entry_bytes() const { return entry_bytes_; }
  bool has(const std::string& name) const;
  /// The entry unpacked, the name in any case; nothing when there is none. Refuses an entry longer than it says,
  /// or damaged.
  Result<std::optional<std::string>, Message> read(const std::string& name) const;

 private:
  struct Close {
    void operator()(void* archive) const;
  };
  ZipArchive(void* archive, std::size_t entry_bytes) : archive_(archive), entry_bytes_(entry_bytes) {}
  std::unique_ptr<void, Close> archive_;
  std::size_t entry_bytes_;
};

}  // namespace parvis::formats

/// Who has been erased, or protected, in a file beside the city's memory and never in it: a backup that is older
/// brings the person back, and the ledger says that they must go again. A line is a keyed hash of the person's number
/// and the cause, and the moment; without the key file it says nothing about anybody, not even which of the two it was.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "app/store/ids.hpp"
#include "platform/base/message.hpp"
#include "platform/base/moment.hpp"
#include "platform/base/result.hpp"
#include "platform/crypto/keyring.hpp"

namespace parvis::store {

/// Why a person's rows left the register; or that those of somebody protected are back in it.
enum class Leaving { erased, has_protection, protection_lifted };
std::string mark_of(const crypto::Keyring& keys, CityId city, PersonId person, Leaving why);

class Ledger {
 public:
  explicit Ledger(std::filesystem::path file) : file_(std::move(file)) {}
  /// On disk when it answers. The same mark twice does no harm.
  Result<void, Message> add(const std::string& mark, Moment now) const;
  /// A file that is not there holds nobody; a last line that was cut by a power failure holds nothing yet. Any other
  /// line that cannot be read is told: nobody is brought back on a guess. With each mark stands its last line.
  using Marks = std::map<std::string, std::size_t>;
  Result<Marks, Message> marks() const;

 private:
  std::filesystem::path file_;
};

}  // namespace parvis::store

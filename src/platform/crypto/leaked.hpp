/// A set of passwords that have leaked elsewhere, as the list "Pwned Passwords, ordered by hash" is published: a line
/// of 40 hexadecimal digits (SHA-1) for each, then maybe a colon and how often, in order. The file may be larger than
/// memory: a password is looked up in some thirty reads. SHA-1 because that is how the list is written; nothing is
/// protected by it here.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "platform/base/message.hpp"
#include "platform/base/result.hpp"

namespace parvis::crypto {

class LeakedPasswords {
 public:
  /// Refuses a file that is not there, is empty, or whose first or last line is not of that kind.
  static Result<LeakedPasswords, Message> open(const std::string& file);

  /// A file that cannot be read any more, or is not in order, is no answer: the password is not taken then.
  enum class Answer { is_not_there, is_there, cannot_tell };
  Answer has(std::string_view password) const;

 private:
  struct File;
  std::shared_ptr<const File> file_;
};

/// "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8".
std::string leaked_list_hash(std::string_view password);

}  // namespace parvis::crypto

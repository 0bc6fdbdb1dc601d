/// Swedish identity numbers (personnummer) and co-ordination numbers (samordningsnummer): checked, never shown whole
/// unless asked for, never a key. A person may have none. Nothing is derived from them: gender is asked (SECURITY 8).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/base/date.hpp"
#include "platform/base/message.hpp"
#include "platform/base/result.hpp"

namespace parvis::people {

class IdentityNumber {
 public:
  enum class Kind { personal, co_ordination };

  /// As people write them: 850312-2384, 19850312-2384, 198503122384, 850312+2384 (100 years or older), with blanks.
  /// Refuses what is no day, a wrong check digit, or a day after `today`; the reason says what to look at and holds
  /// nothing of what was written.
  static Result<IdentityNumber, Message> read(std::string_view written, Date today);

  /// Twelve figures: how it is kept (sealed) and hashed.
  const std::string& digits() const { return digits_; }
  Kind kind() const { return kind_; }
  /// "19850312-2384".
  std::string whole() const;
  /// "19850312-••••": what is shown before somebody asks for the rest.
  std::string masked() const;

 private:
  IdentityNumber(std::string digits, Kind kind) : digits_(std::move(digits)), kind_(kind) {}
  std::string digits_;
  Kind kind_;
};

}  // namespace parvis::people

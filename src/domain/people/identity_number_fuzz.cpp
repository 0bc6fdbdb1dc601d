// Any bytes are read or refused; what is read is read again from how it is written out.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "domain/people/identity_number.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using parvis::people::IdentityNumber;
  const auto today = parvis::Date::from_days(20'780);
  const auto number = IdentityNumber::read({reinterpret_cast<const char*>(data), size}, today);
  if (!number) return 0;
  const auto again = IdentityNumber::read(number->whole(), today);
  if (!again || again->digits() != number->digits() || again->kind() != number->kind()) std::abort();
  return 0;
}

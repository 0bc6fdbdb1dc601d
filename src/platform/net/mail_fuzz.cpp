#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "platform/net/mail.hpp"
#include "platform/net/mail_text.hpp"

/// Whatever comes in, a header ends its lines only to go on after a blank, and an address stays one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto& header : {parvis::net::header_text(text), parvis::net::mailbox_text(text, "a@b.example")})
    if (header)
      for (std::size_t i = 0; i < header->size(); ++i) {
        const char c = (*header)[i];
        const bool folds = header->compare(i, 3, "\r\n ") == 0;
        if (folds)
          i += 2;
        else if (c < 0x20 || c > 0x7e)
          std::abort();
      }
  if (const auto address = parvis::net::judged_address(text)) {
    if (address->size() > 254 || address->find_first_of(" \r\n<>\"@") != address->rfind('@')) std::abort();
    if (parvis::net::judged_address(*address).value_or("") != *address) std::abort();
  }
  const auto body = parvis::net::body_text(text);
  if (body && parvis::net::body_text(*body) != body) std::abort();
  return 0;
}

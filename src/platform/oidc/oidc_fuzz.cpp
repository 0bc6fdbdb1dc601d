#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "platform/crypto/strict_json.hpp"
#include "platform/oidc/answers.hpp"

/// Whatever a provider answers is read or refused, and what is read as one thing is strict JSON.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const bool is_strict = parvis::crypto::is_strict_json(text);
  const auto token = parvis::oidc::read_id_token(text);
  if (token && (token->name.size() > 200 || token->email.size() > 254)) std::abort();
  if ((token || parvis::oidc::read_metadata(text) || parvis::oidc::read_token_answer(text)) && !is_strict)
    std::abort();
  return 0;
}

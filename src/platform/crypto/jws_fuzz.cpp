// The bytes are a key set and a token, parted by a line break; and a token for a key whose private half nobody has.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "platform/crypto/crypto.hpp"
#include "platform/crypto/jws.hpp"
#include "platform/crypto/strict_json.hpp"

namespace {

using parvis::crypto::JwsAlgorithm;
using parvis::crypto::PublicKeys;

const std::vector<JwsAlgorithm> all = {JwsAlgorithm::rs256, JwsAlgorithm::ps256, JwsAlgorithm::es256};

/// A key made for this file; its private half was thrown away.
const PublicKeys& nobodys() {
  static const PublicKeys keys = *PublicKeys::read(
      R"({"keys":[{"kty":"EC","crv":"P-256","kid":"e1","x":"l-OIra3VuK1ac9BNZsVgo0bChUnE9CZ4mdP4Oj4wf3M",)"
      R"("y":"hfFk8xOkxVu0H2ZMmPNr1cg4hG62i1Vihs5Gc-djAHE"}]})");
  return keys;
}

void must_not_be_believed(std::string_view token) {
  if (parvis::crypto::verify_jws(token, nobodys(), all)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto line = bytes.substr(0, bytes.find('\n'));
  const auto rest = bytes.substr(line.size() == bytes.size() ? line.size() : line.size() + 1);
  must_not_be_believed(rest);
  // As a header of a token that is otherwise well formed.
  must_not_be_believed(parvis::crypto::base64url(rest) + ".e30." +
                       parvis::crypto::base64url(std::string(64, '\1')));
  static_cast<void>(PublicKeys::read("{\"keys\":[{" + std::string(line) + "}]}"));
  const auto keys = PublicKeys::read(line);
  if (!keys) return 0;
  const auto said = parvis::crypto::verify_jws(rest, *keys, all);
  if (said &&
      (!parvis::crypto::is_strict_json(said->header) || !parvis::crypto::is_strict_json(said->payload)))
    std::abort();
  return 0;
}

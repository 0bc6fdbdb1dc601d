// A sealed stream: a first line that says what it is, the key's id (big end first), the header of crypto_secretstream,
// then chunks of 64 KiB with 17 bytes each for the tag; the last chunk (perhaps empty) is marked as the last.
#include <sodium.h>

#include <istream>
#include <ostream>

#include "platform/crypto/keyring.hpp"
#include "platform/crypto/sodium_start.hpp"

namespace parvis::crypto {
namespace {

constexpr std::string_view stream_start = "parvis-sealed 1\n";
constexpr std::size_t chunk_bytes = 64 * 1024;
constexpr std::size_t tag_bytes = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t stream_header_bytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES;

struct StreamState {
  crypto_secretstream_xchacha20poly1305_state state;
  StreamState() = default;
  StreamState(const StreamState&) = delete;
  StreamState& operator=(const StreamState&) = delete;
  ~StreamState() { sodium_memzero(&state, sizeof state); }
};

/// Wiped at the end: plain bytes pass through it.
struct Buffer {
  std::string bytes;
  explicit Buffer(std::size_t size) : bytes(size, '\0') {}
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() { wipe(bytes); }
};

/// As many as there is room for, or less at the end.
std::optional<std::size_t> fill_from(const Keyring::From& from, char* bytes, std::size_t room) {
  std::size_t length = 0;
  while (length < room) {
    const auto count = from(bytes + length, room - length);
    if (!count || *count > room - length) return std::nullopt;
    if (*count == 0) break;
    length += *count;
  }
  return length;
}

Keyring::From reading(std::istream& from) {
  return [&from](char* bytes, std::size_t room) -> std::optional<std::size_t> {
    from.read(bytes, static_cast<std::streamsize>(room));
    if (from.bad()) return std::nullopt;
    return static_cast<std::size_t>(from.gcount());
  };
}

Keyring::To writing(std::ostream& to) {
  return [&to](std::string_view bytes) {
    to.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return to.good();
  };
}

}  // namespace

Message describe(OpenFault fault) {
  switch (fault) {
    case OpenFault::not_sealed: return say("This is not a file that Parvis has sealed.");
    case OpenFault::unknown_key:
      return say(
          "This was sealed with a key that is not in the key file. Take the copy of the key file from that "
          "time.");
    case OpenFault::not_authentic:
      return say(
          "This has been changed or cut since it was sealed, or it is something else than what was asked "
          "for. "
          "Take another copy.");
    case OpenFault::cut_short: return say("The end of this file is missing. Take another copy.");
    case OpenFault::unreadable: return say("The file could not be read to its end.");
    case OpenFault::unwritable: return say("The file could not be written. Perhaps the disk is full.");
  }
  return {};
}

Result<std::uint64_t, OpenFault> Keyring::seal_stream(const From& from, const To& to,
                                                      std::string_view bound_to) const {
  StreamState stream;
  std::string start(stream_start);
  for (int shift = 24; shift >= 0; shift -= 8) start.push_back(static_cast<char>(active_ >> shift));
  const std::string guarded = start + std::string(bound_to);
  start.resize(start.size() + stream_header_bytes);
  crypto_secretstream_xchacha20poly1305_init_push(&stream.state,
                                                  bytes_of(start.data()) + start.size() - stream_header_bytes,
                                                  active().key.for_purpose("stream").data());
  if (!to(start)) return no(OpenFault::unwritable);

  Buffer plain(chunk_bytes);
  std::string sealed(chunk_bytes + tag_bytes, '\0');
  std::uint64_t total = 0;
  while (true) {
    const auto count = fill_from(from, plain.bytes.data(), chunk_bytes);
    if (!count) return no(OpenFault::unreadable);
    const bool is_last = *count < chunk_bytes;
    crypto_secretstream_xchacha20poly1305_push(&stream.state, bytes_of(sealed.data()), nullptr,
                                               bytes_of(plain.bytes.data()), *count, bytes_of(guarded.data()),
                                               guarded.size(),
                                               is_last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                                       : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    if (!to(std::string_view(sealed).substr(0, *count + tag_bytes))) return no(OpenFault::unwritable);
    total += *count;
    if (is_last) return total;
  }
}

Result<std::uint64_t, OpenFault> Keyring::open_stream(const From& from, const To& to,
                                                      std::string_view bound_to) const {
  std::string start(stream_start.size() + 4 + stream_header_bytes, '\0');
  const auto got = fill_from(from, start.data(), start.size());
  if (!got) return no(OpenFault::unreadable);
  if (!start.starts_with(stream_start)) return no(OpenFault::not_sealed);
  if (*got < start.size()) return no(OpenFault::cut_short);
  KeyId id = 0;
  for (std::size_t i = 0; i < 4; ++i)
    id = id << 8 | static_cast<unsigned char>(start[stream_start.size() + i]);
  const SealingKey* sealing = find(id);
  if (sealing == nullptr) return no(OpenFault::unknown_key);
  StreamState stream;
  if (crypto_secretstream_xchacha20poly1305_init_pull(
          &stream.state, bytes_of(start.data()) + start.size() - stream_header_bytes,
          sealing->key.for_purpose("stream").data()) != 0)
    return no(OpenFault::not_authentic);
  const std::string guarded = start.substr(0, stream_start.size() + 4) + std::string(bound_to);

  Buffer plain(chunk_bytes);
  std::string sealed(chunk_bytes + tag_bytes, '\0');
  std::uint64_t total = 0;
  while (true) {
    const auto count = fill_from(from, sealed.data(), sealed.size());
    if (!count) return no(OpenFault::unreadable);
    // At a chunk's border nothing more comes: the last one, which is marked, has been cut off.
    if (*count < tag_bytes) return no(OpenFault::cut_short);
    unsigned char tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(&stream.state, bytes_of(plain.bytes.data()), nullptr, &tag,
                                                   bytes_of(sealed.data()), *count, bytes_of(guarded.data()),
                                                   guarded.size()) != 0)
      return no(OpenFault::not_authentic);
    // Only the last chunk is shorter than the others, and it always is: nothing can stand behind it.
    const bool is_last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    if (is_last != (*count < sealed.size())) return no(OpenFault::not_authentic);
    if (!to(std::string_view(plain.bytes).substr(0, *count - tag_bytes))) return no(OpenFault::unwritable);
    total += *count - tag_bytes;
    if (is_last) return total;
  }
}

Result<std::uint64_t, OpenFault> Keyring::seal_stream(std::istream& from, std::ostream& to,
                                                      std::string_view bound_to) const {
  return seal_stream(reading(from), writing(to), bound_to);
}

Result<std::uint64_t, OpenFault> Keyring::open_stream(std::istream& from, std::ostream& to,
                                                      std::string_view bound_to) const {
  return open_stream(reading(from), writing(to), bound_to);
}

}  // namespace parvis::crypto

#include "platform/crypto/leaked.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>

namespace parvis::crypto {
namespace {

constexpr std::size_t digits = 40;
// The longest line: the hash, a colon, a count of twenty digits, CR and LF.
constexpr std::int64_t longest_line = 64;

bool is_hash(std::string_view text) {
  return text.size() == digits && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
         });
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

}  // namespace

struct LeakedPasswords::File {
  int descriptor = -1;
  std::int64_t size = 0;
  File() = default;
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor >= 0) ::close(descriptor);
  }

  std::optional<std::string> bytes(std::int64_t from, std::int64_t count) const {
    std::string out(static_cast<std::size_t>(std::min(count, size - from)), '\0');
    std::size_t got = 0;
    while (got < out.size()) {
      const auto read =
          ::pread(descriptor, out.data() + got, out.size() - got, from + static_cast<std::int64_t>(got));
      if (read <= 0) return std::nullopt;
      got += static_cast<std::size_t>(read);
    }
    return out;
  }

  struct Line {
    std::int64_t from = 0, next = 0;
    std::string hash;
  };
  /// The line in which this byte stands; nothing when it is not of the list's kind.
  std::optional<Line> line_around(std::int64_t at) const {
    const auto from = std::max<std::int64_t>(0, at - longest_line);
    const auto around = bytes(from, 2 * longest_line + 1);
    if (!around) return std::nullopt;
    const auto here = static_cast<std::size_t>(at - from);
    const auto before = here == 0 ? std::string::npos : around->rfind('\n', here - 1);
    if (before == std::string::npos && from > 0) return std::nullopt;
    const auto begin = before == std::string::npos ? 0 : before + 1;
    const auto end = around->find('\n', here);
    const bool is_last = end == std::string::npos;
    if (is_last && from + static_cast<std::int64_t>(around->size()) < size) return std::nullopt;
    const auto line = std::string_view(*around).substr(begin, (is_last ? around->size() : end) - begin);
    if (!is_hash(line.substr(0, digits))) return std::nullopt;
    if (line.size() > digits && line[digits] != ':' && line[digits] != '\r') return std::nullopt;
    return Line{from + static_cast<std::int64_t>(begin),
                is_last ? size : from + static_cast<std::int64_t>(end) + 1, upper(line.substr(0, digits))};
  }
};

std::string leaked_list_hash(std::string_view password) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned int size = 0;
  if (EVP_Digest(password.data(), password.size(), hash.data(), &size, EVP_sha1(), nullptr) != 1) return {};
  static constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (unsigned int i = 0; i < size; ++i) {
    out += hex[hash[i] >> 4];
    out += hex[hash[i] & 15];
  }
  return out;
}

Result<LeakedPasswords, Message> LeakedPasswords::open(const std::string& file) {
  auto opened = std::make_shared<File>();
  opened->descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat about{};
  if (opened->descriptor < 0 || ::fstat(opened->descriptor, &about) != 0 || !S_ISREG(about.st_mode))
    return no(say("The file {file} cannot be read.").with("file", file));
  opened->size = about.st_size;
  if (opened->size == 0 || !opened->line_around(0) || !opened->line_around(opened->size - 1))
    return no(
        say("{file} is not a list of leaked passwords: a line of 40 digits (SHA-1) for each is expected, in "
            "order.")
            .with("file", file));
  LeakedPasswords list;
  list.file_ = std::move(opened);
  return list;
}

LeakedPasswords::Answer LeakedPasswords::has(std::string_view password) const {
  const auto wanted = leaked_list_hash(password);
  if (wanted.empty()) return Answer::cannot_tell;
  // The line that is looked for begins at `low` or later, and before `high`.
  std::int64_t low = 0, high = file_->size;
  std::string least, most = std::string(digits, 'G');
  while (low < high) {
    const auto line = file_->line_around(low + (high - low) / 2);
    // What does not lie between its neighbours is out of order.
    if (!line || line->hash < least || line->hash > most) return Answer::cannot_tell;
    if (line->hash == wanted) return Answer::is_there;
    if (line->hash < wanted) {
      low = line->next;
      least = line->hash;
    } else {
      high = line->from;
      most = line->hash;
    }
  }
  return Answer::is_not_there;
}

}  // namespace parvis::crypto

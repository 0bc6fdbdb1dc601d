#include "platform/crypto/key_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <system_error>
#include <vector>

namespace parvis::crypto {
namespace {

using Kind = KeyFault::Kind;
constexpr std::string_view first_line = "parvis-keys 1";
constexpr std::string_view advice =
    "# Whoever has this file and the database can read what the database hides; without it nobody can.\n"
    "# Keep a copy in a safe place, apart from the backups. Do not edit it: parvis does.\n";
constexpr std::size_t most_bytes = 64 * 1024;

class File {
 public:
  explicit File(int number) : number_(number) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (number_ >= 0) ::close(number_);
  }
  bool is_open() const { return number_ >= 0; }
  int number() const { return number_; }

 private:
  int number_;
};

/// What the system said last, about the file.
KeyFault system_fault(Kind kind, const std::filesystem::path& path) {
  const std::string reason = std::generic_category().message(errno);
  Message what = kind == Kind::unwritable ? say("The key file {file} could not be written: {reason}.")
                                          : say("The key file {file} could not be read: {reason}.");
  return {kind, std::move(what).with("file", path.string()).with("reason", reason)};
}

bool put(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool put_synced_file(const std::string& path, std::string_view text) {
  ::unlink(path.c_str());  // left by a power cut; the folder's lock says that nobody is at work on it
  const File file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  return file.is_open() && ::fchmod(file.number(), 0600) == 0 && put(file.number(), text) &&
         ::fsync(file.number()) == 0;
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  while (true) {
    const auto blank = line.find(' ');
    words.push_back(line.substr(0, blank));
    if (blank == std::string_view::npos) return words;
    line.remove_prefix(blank + 1);
  }
}

std::optional<Key> key_from(std::string_view word) {
  auto bytes = from_base64(word);
  if (!bytes) return std::nullopt;
  auto key = Key::from(*bytes);
  wipe(*bytes);
  return key;
}

std::optional<KeyId> id_from(std::string_view word) {
  KeyId id = 0;
  const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), id);
  if (fault != std::errc() || end != word.data() + word.size() || id == 0) return std::nullopt;
  return id;
}

std::string check_of(std::string_view lines) {
  return base64(plain_hash(lines).substr(0, 9));
}

/// Without comments and blank lines, each line closed.
std::string bare(std::string_view text) {
  std::string lines;
  lines.reserve(text.size() + 1);
  while (!text.empty()) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty() && line.front() != '#') lines.append(line).push_back('\n');
  }
  return lines;
}

}  // namespace

std::string KeyFile::written(const Keyring& keys) {
  const auto line_of = [](std::string_view name, Date day, const Key& key) {
    return fmt::format("{} {} {}", name, day.iso(), base64(key.bytes()));
  };
  std::string lines =
      fmt::format("{}\n{}\n", first_line, line_of("hash", keys.hash_made_on_, keys.hash_key_));
  for (const auto& key : keys.sealing_)
    lines += fmt::format("{} {}\n", line_of(std::to_string(key.id), key.made_on, key.key),
                         key.id == keys.active_ ? "active" : "old");
  const auto after_first = first_line.size() + 1;
  return fmt::format("{}{}{}check {}\n", lines.substr(0, after_first), advice, lines.substr(after_first),
                     check_of(lines));
}

std::optional<Keyring> KeyFile::read(std::string_view text) {
  std::string lines = bare(text);
  const auto check_at = lines.rfind("check ");
  if (check_at == std::string::npos ||
      lines.substr(check_at) != "check " + check_of(lines.substr(0, check_at)) + "\n")
    return std::nullopt;
  std::optional<Keyring> keys;
  std::string_view rest = std::string_view(lines).substr(0, check_at);
  for (int number = 1; !rest.empty(); ++number) {
    const auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size() + 1);
    const auto words = words_of(line);
    if (number == 1) {
      if (line != first_line) return std::nullopt;
      continue;
    }
    if (words.size() != (number == 2 ? 3 : 4)) return std::nullopt;
    const auto day = Date::from_iso(words[1]);
    auto key = key_from(words[2]);
    if (!day || !key) return std::nullopt;
    if (number == 2) {
      if (words[0] != "hash") return std::nullopt;
      keys = Keyring(*day, *key);
      continue;
    }
    const auto id = id_from(words[0]);
    const bool is_active = words[3] == "active";
    if (!id || (!keys->sealing_.empty() && *id <= keys->sealing_.back().id)) return std::nullopt;
    if (is_active ? keys->active_ != 0 : words[3] != "old") return std::nullopt;
    if (is_active) keys->active_ = *id;
    keys->sealing_.push_back({*id, *day, *key});
  }
  wipe(lines);
  if (!keys || keys->active_ == 0) return std::nullopt;
  return keys;
}

Result<std::string, KeyFault> read_secret_file(const std::filesystem::path& path) {
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.is_open() && (errno == ENOENT || errno == ENOTDIR))
    return no(KeyFault{Kind::not_found,
                       say("There is no key file {file}. Without it, what is hidden in the database "
                           "cannot be read: put the copy that you keep apart there.")
                           .with("file", path.string())});
  struct stat about;
  if (!file.is_open() || ::fstat(file.number(), &about) != 0) return no(system_fault(Kind::unreadable, path));
  if (!S_ISREG(about.st_mode) || about.st_size > static_cast<off_t>(most_bytes))
    return no(KeyFault{Kind::not_a_key_file, say("{file} is not a key file.").with("file", path.string())});
  if ((about.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return no(KeyFault{Kind::readable_by_others,
                       say("Others on this machine may open the key file {file}. Write: chmod 600 {file}")
                           .with("file", path.string())});
  std::string text(most_bytes, '\0');
  std::size_t length = 0;
  while (length < text.size()) {
    const auto count = ::read(file.number(), text.data() + length, text.size() - length);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return no(system_fault(Kind::unreadable, path));
    if (count == 0) break;
    length += static_cast<std::size_t>(count);
  }
  text.resize(length);
  return text;
}

Result<std::monostate, KeyFault> write_secret_file(const std::filesystem::path& wanted, std::string_view text,
                                                   std::string_view was) {
  const bool is_new = was.empty();
  std::error_code no_such_file;
  const auto real = std::filesystem::canonical(wanted, no_such_file);  // a link to the file stays a link
  const auto path = is_new || no_such_file ? std::filesystem::absolute(wanted) : real;
  const std::string beside = path.string() + ".new";
  const File folder(::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open() || ::flock(folder.number(), LOCK_EX) != 0)
    return no(system_fault(Kind::unwritable, wanted));
  if (!is_new) {
    PARVIS_TRY(std::string now, read_secret_file(path));
    const bool is_same = plain_hash(now) == was;
    wipe(now);
    if (!is_same)
      return no(
          KeyFault{Kind::changed_meanwhile,
                   say("The key file {file} has been changed by someone else in the meantime, so nothing was "
                       "written. Try again.")
                       .with("file", wanted.string())});
  }
  bool is_done = put_synced_file(beside, text);
  if (is_done && is_new) {
    is_done = ::link(beside.c_str(), path.c_str()) == 0;  // unlike rename, link never takes another's place
    if (!is_done && errno == EEXIST) {
      ::unlink(beside.c_str());
      return no(
          KeyFault{Kind::exists_already,
                   say("There is a key file {file} already. It is left as it is: another one could not read "
                       "what this one has hidden.")
                       .with("file", wanted.string())});
    }
  } else if (is_done) {
    is_done = ::rename(beside.c_str(), path.c_str()) == 0;
  }
  is_done = is_done && ::fsync(folder.number()) == 0;
  if (is_done && !is_new) return std::monostate();
  const auto fault = system_fault(Kind::unwritable, wanted);
  ::unlink(beside.c_str());
  if (!is_done) return no(fault);
  return std::monostate();
}

}  // namespace parvis::crypto

#include "platform/files/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>

#include "platform/crypto/crypto.hpp"

namespace parvis::files {
namespace {

// Set while a file is being written. A signal handler may only look at such a thing and unlink.
char half_file[4096];
volatile std::sig_atomic_t writing = 0;

void end_at_interrupt(int signal) {
  if (writing) ::unlink(half_file);
  ::_exit(128 + signal);
}

class HalfFile {
 public:
  explicit HalfFile(const std::string& path) {
    if (path.size() >= sizeof half_file) return;
    std::memcpy(half_file, path.c_str(), path.size() + 1);
    writing = 1;
  }
  ~HalfFile() { writing = 0; }
  HalfFile(const HalfFile&) = delete;
};

Message cannot_write(const std::string& path) {
  if (errno == EACCES || errno == EPERM || errno == EROFS)
    return say("You have no right to write {file} here.").with("file", path);
  if (errno == ENOSPC || errno == EDQUOT)
    return say("{file} cannot be written: the disk is full.").with("file", path);
  return say("{file} cannot be written: {why}.")
      .with("file", path)
      .with("why", std::string(std::strerror(errno)));
}

}  // namespace

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ::write(file, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

Result<std::string, Message> read_file(const std::string& path) {
  const auto cannot_read = [&] {
    if (errno == ENOENT || errno == ENOTDIR) return no(say("There is no file {file}.").with("file", path));
    if (errno == EACCES || errno == EPERM)
      return no(say("You have no right to read {file}.").with("file", path));
    if (errno == EISDIR)
      return no(say("{file} is a folder. Write the name of a file in it.").with("file", path));
    return no(say("{file} cannot be read: {why}.")
                  .with("file", path)
                  .with("why", std::string(std::strerror(errno))));
  };
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return cannot_read();
  std::string bytes;
  struct stat about = {};
  if (::fstat(file, &about) == 0 && S_ISREG(about.st_mode))
    bytes.reserve(static_cast<std::size_t>(about.st_size));
  std::string block(std::size_t{1} << 16, '\0');
  while (true) {
    const auto n = ::read(file, block.data(), block.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      const int why = errno;
      ::close(file);
      errno = why;
      return cannot_read();
    }
    if (n == 0) break;
    bytes.append(block.data(), static_cast<std::size_t>(n));
  }
  ::close(file);
  return bytes;
}

Result<void, Message> write_file(const std::string& wanted, std::string_view bytes) {
  // A link is followed first, so that its target is replaced and the link stays.
  std::error_code wrong;
  const auto target = std::filesystem::weakly_canonical(wanted, wrong).string();
  const auto& path = wrong || target.empty() ? wanted : target;
  struct stat there = {};
  const bool exists = ::stat(path.c_str(), &there) == 0;
  if (exists && !S_ISREG(there.st_mode)) {
    // A pipe or a terminal is written straight into; there is nothing to replace.
    const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (file < 0) return no(cannot_write(wanted));
    const bool written = write_all(file, bytes);
    if (::close(file) != 0 || !written) return no(cannot_write(wanted));
    return {};
  }
  const auto neighbour = fmt::format("{}.{}.part", path, crypto::random_key().substr(0, 12));
  const HalfFile half(neighbour);
  // Personal data: nobody else reads a new file; an old one keeps who may.
  const int file = ::open(neighbour.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file < 0) return no(cannot_write(wanted));
  const bool written =
      write_all(file, bytes) && (!exists || ::fchmod(file, there.st_mode & 0777) == 0) && ::fsync(file) == 0;
  if (::close(file) != 0 || !written || ::rename(neighbour.c_str(), path.c_str()) != 0) {
    auto message = cannot_write(wanted);
    ::unlink(neighbour.c_str());
    return no(std::move(message));
  }
  return {};
}

void leave_no_half_files() {
  struct sigaction action = {};
  action.sa_handler = end_at_interrupt;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaction(signal, &action, nullptr);
}

}  // namespace parvis::files

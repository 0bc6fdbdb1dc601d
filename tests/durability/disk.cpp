// Loaded before the C library (LD_PRELOAD), for tests only. All that is done to files under $DISK_FOLDER is written to
// the journal $DISK_JOURNAL: what was written where, and what was synced. A power cut is then played on the journal
// (power_cut.hpp). What the program says on standard output stands in the journal too, so that it is known what had
// been acknowledged at any point of it. While the file $DISK_FULL is there, nothing more can be written.
// $DISK_CARELESS makes SQLite commit without waiting for the disk: the test must find what is lost then.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string>

namespace {

template <class Function>
Function real(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

constexpr int most_files = 1024;
std::string names[most_files];
std::mutex guard;

std::string setting(const char* name) {
  const char* text = std::getenv(name);
  return text == nullptr ? "" : text;
}

bool is_ours(const std::string& path) {
  static const auto folder = setting("DISK_FOLDER");
  return !folder.empty() && (path == folder || path.rfind(folder + "/", 0) == 0);
}

void note(char what, const std::string& name, std::uint64_t at, const void* bytes, std::uint64_t size) {
  static const auto journal_file = setting("DISK_JOURNAL");
  if (journal_file.empty()) return;
  static const auto write_it = real<ssize_t (*)(int, const void*, size_t)>("write");
  static const int journal = real<int (*)(const char*, int, ...)>("open")(
      journal_file.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  const std::uint64_t length = name.size();
  std::string entry(1, what);
  for (const auto number : {length, at, size})
    entry.append(reinterpret_cast<const char*>(&number), sizeof number);
  entry += name;
  if (bytes != nullptr) entry.append(static_cast<const char*>(bytes), size);
  if (write_it(journal, entry.data(), entry.size()) != static_cast<ssize_t>(entry.size())) std::abort();
}

std::string name_of(int fd) {
  return fd >= 0 && fd < most_files ? names[fd] : std::string();
}

bool is_full() {
  static const auto flag = setting("DISK_FULL");
  return !flag.empty() && ::access(flag.c_str(), F_OK) == 0;
}

int opened(int fd, const char* path, bool is_new) {
  const std::lock_guard lock(guard);
  if (fd < 0 || fd >= most_files) return fd;
  names[fd] = is_ours(path) ? path : "";
  if (is_new && !names[fd].empty()) note('c', names[fd], 0, nullptr, 0);
  return fd;
}

int open_as(const char* which, const char* path, int flags, mode_t mode) {
  struct stat there = {};
  const bool is_new = (flags & O_CREAT) != 0 && ::stat(path, &there) != 0;
  return opened(real<int (*)(const char*, int, ...)>(which)(path, flags, mode), path, is_new);
}

ssize_t write_at(int fd, const void* bytes, size_t size, std::int64_t at) {
  static const auto write_it = real<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
  const std::lock_guard lock(guard);
  const auto name = name_of(fd);
  if (!name.empty() && is_full()) {
    errno = ENOSPC;
    return -1;
  }
  const auto n = write_it(fd, bytes, size, at);
  if (n > 0 && !name.empty())
    note('w', name, static_cast<std::uint64_t>(at), bytes, static_cast<std::uint64_t>(n));
  return n;
}

int cut_to(int fd, std::int64_t size) {
  static const auto cut = real<int (*)(int, off_t)>("ftruncate");
  const std::lock_guard lock(guard);
  const auto name = name_of(fd);
  const int told = cut(fd, size);
  if (told == 0 && !name.empty()) note('t', name, static_cast<std::uint64_t>(size), nullptr, 0);
  return told;
}

int sync_as(const char* which, int fd) {
  const std::lock_guard lock(guard);
  const auto name = name_of(fd);
  if (name.empty()) return real<int (*)(int)>(which)(fd);
  note('s', name, 0, nullptr, 0);  // The true disk need not be waited for: the journal is what counts.
  return 0;
}

mode_t mode_in(int flags, std::va_list list) {
  return (flags & O_CREAT) != 0 ? va_arg(list, mode_t) : 0;
}

}  // namespace

extern "C" {
int open(const char* path, int flags, ...) {
  std::va_list list;
  va_start(list, flags);
  const auto mode = mode_in(flags, list);
  va_end(list);
  return open_as("open", path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  std::va_list list;
  va_start(list, flags);
  const auto mode = mode_in(flags, list);
  va_end(list);
  return open_as("open64", path, flags, mode);
}
int close(int fd) {
  {
    const std::lock_guard lock(guard);
    if (fd >= 0 && fd < most_files) names[fd].clear();
  }
  return real<int (*)(int)>("close")(fd);
}
ssize_t pwrite(int fd, const void* bytes, size_t size, off_t at) {
  return write_at(fd, bytes, size, at);
}
ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t at) {
  return write_at(fd, bytes, size, at);
}
ssize_t write(int fd, const void* bytes, size_t size) {
  static const auto write_it = real<ssize_t (*)(int, const void*, size_t)>("write");
  const auto n = write_it(fd, bytes, size);
  if (fd == STDOUT_FILENO && n > 0) {
    const std::lock_guard lock(guard);
    note('a', "", 0, bytes, static_cast<std::uint64_t>(n));
  }
  return n;
}
int ftruncate(int fd, off_t size) noexcept {
  return cut_to(fd, size);
}
int ftruncate64(int fd, off64_t size) noexcept {
  return cut_to(fd, size);
}
int fsync(int fd) {
  return sync_as("fsync", fd);
}
int fdatasync(int fd) {
  return sync_as("fdatasync", fd);
}
int unlink(const char* path) noexcept {
  const std::lock_guard lock(guard);
  if (is_ours(path)) note('u', path, 0, nullptr, 0);
  return real<int (*)(const char*)>("unlink")(path);
}
int sqlite3_exec(void* database, const char* sql, int (*row)(void*, int, char**, char**), void* with,
                 char** said) {
  using Exec = int (*)(void*, const char*, int (*)(void*, int, char**, char**), void*, char**);
  static const auto exec = real<Exec>("sqlite3_exec");
  static const bool is_careless = std::getenv("DISK_CARELESS") != nullptr;
  std::string text = sql;
  if (const auto at = text.find("synchronous=FULL"); is_careless && at != std::string::npos)
    text.replace(at, 16, "synchronous=OFF");
  return exec(database, text.c_str(), row, with, said);
}
}

#include "app/store/ledger.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "platform/files/files.hpp"

namespace parvis::store {
namespace {

constexpr std::size_t mark_length = 64;

std::string hexadecimal(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return text;
}

bool is_line(std::string_view line) {
  return line.size() > mark_length && line[mark_length] == ' ' &&
         line.find_first_not_of("0123456789abcdef") == mark_length;
}

Message cannot_write(const std::filesystem::path& file) {
  return say("{file} cannot be written. Is there room, and is the folder yours?").with("file", file.string());
}

// A new file's name is on disk only when its folder is.
bool sync_folder_of(const std::filesystem::path& file) {
  const auto folder = std::filesystem::absolute(file).parent_path();
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return false;
  const bool synced = ::fsync(opened) == 0;
  ::close(opened);
  return synced;
}

}  // namespace

std::string mark_of(const crypto::Keyring& keys, CityId city, PersonId person, Leaving why) {
  const auto* purpose = why == Leaving::erased           ? "erased person"
                        : why == Leaving::has_protection ? "person with protection"
                                                         : "person without protection";
  return hexadecimal(keys.keyed_hash(purpose, fmt::format("{} {}", city.number, person.number)));
}

Result<void, Message> Ledger::add(const std::string& mark, Moment now) const {
  const int file = ::open(file_.c_str(), O_CREAT | O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) return no(cannot_write(file_));
  // What a power failure cut ends here, so that this line stands by itself.
  char last = '\n';
  const auto length = ::lseek(file, 0, SEEK_END);
  bool good = length >= 0 && (length == 0 || ::pread(file, &last, 1, length - 1) == 1);
  const auto line = fmt::format("{}{} {}\n", last == '\n' ? "" : "\n", mark, now.iso());
  good = good && files::write_all(file, line) && ::fsync(file) == 0;
  ::close(file);
  if (!good || !sync_folder_of(file_)) return no(cannot_write(file_));
  return {};
}

Result<Ledger::Marks, Message> Ledger::marks() const {
  Marks marks;
  std::size_t number = 0;
  std::error_code wrong;
  if (!std::filesystem::exists(file_, wrong) && !wrong) return marks;
  PARVIS_TRY(const auto text, files::read_file(file_.string()));
  std::size_t begin = 0;
  while (begin < text.size()) {
    const auto end = text.find('\n', begin);
    if (end == std::string::npos) break;
    const auto line = std::string_view(text).substr(begin, end - begin);
    begin = end + 1;
    ++number;
    if (is_line(line))
      marks[std::string(line.substr(0, mark_length))] = number;
    else if (line.size() > mark_length)
      return no(say("{file} is not as Parvis wrote it. Take it from a copy before you go on.")
                    .with("file", file_.string()));
  }
  return marks;
}

}  // namespace parvis::store

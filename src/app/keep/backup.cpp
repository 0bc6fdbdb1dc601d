#include "app/keep/backup.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/keep/backup_rows.hpp"
#include "platform/files/files.hpp"

namespace parvis::keep {
namespace {

namespace fs = std::filesystem;

void sync_folder_of(const std::string& file) {
  const auto folder = fs::absolute(file).parent_path();
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;  // Not every file system can: then the name may be late, but the file is whole.
  ::fsync(fd);
  ::close(fd);
}

/// The file beside its place; taken away unless it was put there.
class Beside {
 public:
  explicit Beside(std::string place)
      : place_(std::move(place)),
        path_(fmt::format("{}.{}.part", place_, crypto::random_key().substr(0, 12))) {
    file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  }
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;
  ~Beside() {
    if (file_ >= 0) ::close(file_);
    if (!in_place_) ::unlink(path_.c_str());
  }
  bool is_open() const { return file_ >= 0; }
  const std::string& path() const { return path_; }
  bool take(std::string_view bytes) { return files::write_all(file_, bytes); }
  bool to_disk() { return ::fsync(file_) == 0; }
  /// False: the place has been taken meanwhile, or the system says no.
  bool put_in_place() {
    // A link never replaces: two backups to one name cannot lose one of them.
    if (::link(path_.c_str(), place_.c_str()) != 0) {
      if (errno == EEXIST || fs::exists(place_)) return false;
      in_place_ = ::rename(path_.c_str(), place_.c_str()) == 0;  // A file system without links.
    }
    sync_folder_of(place_);
    return in_place_ || fs::exists(place_);
  }

 private:
  std::string place_, path_;
  int file_ = -1;
  bool in_place_ = false;
};

No cannot_write(const std::string& file) {
  return {No::Kind::fault,
          say("{file} cannot be written. Is there room, and is the folder yours?").with("file", file)};
}

/// What a backup holds, as bytes to be pulled: never more than one page of rows in memory.
class Bytes {
 public:
  Bytes(db::Transaction& tx, const BackupHeader& header) : rows_(tx, header), waiting_(written(header)) {}
  std::optional<std::size_t> give(char* to, std::size_t room) {
    while (at_ == waiting_.size() && !done_)
      if (!fetch()) return std::nullopt;
    const auto n = std::min(room, waiting_.size() - at_);
    waiting_.copy(to, n, at_);
    at_ += n;
    return n;
  }
  const std::optional<db::Fault>& fault() const { return fault_; }

 private:
  bool fetch() {
    crypto::wipe(waiting_);
    at_ = 0;
    auto rows = rows_.next();
    if (!rows) {
      fault_ = std::move(rows).error();
      return false;
    }
    for (const auto& row : *rows) append_row(waiting_, row);
    if (rows->empty()) {
      waiting_ = end_of_backup;
      done_ = true;
    }
    return true;
  }

  RowsOut rows_;
  std::string waiting_;
  std::size_t at_ = 0;
  bool done_ = false;
  std::optional<db::Fault> fault_;
};

struct Why {
  std::optional<db::Fault> database;
  bool file = false;
  Why() = default;
  explicit Why(db::Fault fault) : database(std::move(fault)) {}
};

Result<void, No> write_to(Beside& beside, store::Store& store, Moment now) {
  const auto step = static_cast<int>(store::schema_steps().size());
  auto done = store.database().read([&](db::Transaction& tx) -> Result<bool, Why> {
    auto header = header_of(tx, step, now);
    if (!header) return no(Why(std::move(header).error()));
    Bytes bytes(tx, *header);
    const auto sealed =
        store.keys().seal_stream([&](char* to, std::size_t room) { return bytes.give(to, room); },
                                 [&](std::string_view some) { return beside.take(some); }, "backup");
    if (sealed && beside.to_disk()) return true;
    Why why;
    why.database = bytes.fault();
    return no(std::move(why));
  });
  if (done) return {};
  if (done.error().database) return no(in_words(*done.error().database));
  return no(cannot_write(beside.path()));
}

}  // namespace

Result<Checked, No> back_up(const Where& where, const std::string& file, Moment now) {
  std::error_code wrong;
  if (fs::exists(fs::symlink_status(file, wrong)))
    return no(
        No{No::Kind::bad_input,
           say("{file} is there already, and a backup never replaces another. Choose a new name, such as "
               "one with today’s date.")
               .with("file", file)});
  PARVIS_TRY(auto kept, open(where, now));
  for (const auto& city : kept.cities) {
    const auto logged = kept.store->log(operator_of(city), now,
                                        {.act = store::Act::exported,
                                         .person = {},
                                         .thing = "city",
                                         .thing_id = city.id.number,
                                         .reason = "backup"});
    if (!logged) return no(in_words(logged.error()));
  }
  Beside beside(file);
  if (!beside.is_open()) return no(cannot_write(file));
  if (auto done = write_to(beside, *kept.store, now); !done) return no(std::move(done).error());
  PARVIS_TRY(auto folder, WorkFolder::in(where));
  PARVIS_TRY(auto restored, restored_into(folder->path(), beside.path(), kept.store->keys(), now));
  if (!beside.put_in_place()) return no(cannot_write(file));
  return std::move(restored.checked);
}

}  // namespace parvis::keep

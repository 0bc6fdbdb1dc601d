/// A city's memory in one sealed file, and back. A backup is taken while others write: all tables as they were at one
/// moment, read page by page. It stands under its name only when it has been checked by a restore: read back whole into
/// a temporary store, rows counted, the log's chain verified. It holds no keys, and without the key file it is nothing.
/// The same file goes into SQLite and into PostgreSQL.
#pragma once

#include <functional>

#include "app/keep/place.hpp"

namespace parvis::keep {

struct Checked {
  std::int64_t rows = 0;  ///< of all tables
  std::int64_t log_rows = 0;
  Moment made_at;
  std::vector<City> cities;
};

/// `file` must not be there yet. A row in the log says that data was taken out.
Result<Checked, No> back_up(const Where& where, const std::string& file, Moment now);

struct RestoreWishes {
  /// The name of the city that is replaced, typed by whoever asks; empty: only into an empty place.
  std::string replace;
  /// What must be done to the restored store before anybody can open it: what was erased since the backup was taken
  /// is erased again. A no leaves everything as it was.
  std::function<Result<void, No>(store::Store&)> before_it_serves;
  /// The e-mail of the account that is the second person (SECURITY): needed as soon as the backup has somebody with a
  /// role.
  std::string second;
};
/// All or nothing. The rows go into a temporary store, which is brought up to date, counted and verified, then obeys
/// `before_it_serves`, and only then takes its place: SQLite by a rename, PostgreSQL in one transaction. Sessions, codes
/// that count once and mail that waited are not brought back: they may have been used since. The log says who restored.
Result<Checked, No> restore(const Where& where, const std::string& file, Moment now,
                            const RestoreWishes& wishes = {});

/// Reads a backup into a temporary store at `folder` (its rows counted, its log verified) and says what is in it.
struct Restored {
  std::unique_ptr<store::Store> store;
  Checked checked;
};
Result<Restored, No> restored_into(const std::string& folder, const std::string& file,
                                   const crypto::Keyring& keys, Moment now);

/// A private folder for a temporary store, gone with this value. In the data folder, so that nothing of the city is
/// ever written elsewhere; only where there is no data folder (PostgreSQL), in the system's temporary folder ($TMPDIR).
/// What a killed run left is taken away by the next.
class WorkFolder {
 public:
  static Result<std::unique_ptr<WorkFolder>, No> in(const Where& where);
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  ~WorkFolder();
  const std::string& path() const { return path_; }

 private:
  WorkFolder(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}
  std::string path_;
  int lock_;
};

}  // namespace parvis::keep

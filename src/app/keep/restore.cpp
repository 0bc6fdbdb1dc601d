#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "app/accounts/accounts.hpp"
#include "app/keep/backup.hpp"
#include "app/keep/backup_rows.hpp"

namespace parvis::keep {
namespace {

namespace fs = std::filesystem;
using store::Fault;

No newer() {
  return {No::Kind::bad_input, say("This backup was made by a newer Parvis. Restore it with that program.")};
}
No not_a_backup() {
  return {No::Kind::bad_input, say("This file was sealed by Parvis, but it is not a backup.")};
}

/// Nothing but the place where it was stopped.
struct Stopped {
  std::optional<Fault> fault;
  std::optional<No> why;
  Stopped() = default;
  explicit Stopped(Fault of) : fault(std::move(of)) {}
  explicit Stopped(No of) : why(std::move(of)) {}
};

No in_words(const Stopped& stopped) {
  return stopped.why ? *stopped.why : keep::in_words(*stopped.fault);
}

/// The rows of a sealed file into an empty database, whose steps are taken as far as the backup's.
class Filling {
 public:
  Filling(const std::string& folder, const std::string& file, const crypto::Keyring& keys, Moment now)
      : place_{db::Engine::sqlite, folder + "/parvis.db"}, file_(file), keys_(keys), now_(now) {}

  Result<BackupHeader, No> fill() {
    PARVIS_TRY(auto header, header_alone());
    const auto steps = store::schema_steps();
    if (header.step < 1 || header.step > static_cast<int>(steps.size())) return no(newer());
    auto database = db::Database::open(place_);
    if (!database) return no(keep::in_words(database.error()));
    const auto first_steps = steps.first(static_cast<std::size_t>(header.step));
    if (auto taken = db::migrate(**database, first_steps, now_, db::Missing::take_steps); !taken)
      return no(keep::in_words(taken.error().fault));
    auto done =
        (*database)->write([&](db::Transaction& tx) -> Result<bool, Stopped> { return take_all(tx); });
    if (!done) return no(in_words(done.error()));
    return header;
  }

 private:
  // How far the schema must be is known before the rows are read; the file is opened again for them.
  Result<BackupHeader, No> header_alone() {
    std::optional<BackupHeader> found;
    BackupReader reader({[&](const BackupHeader& header) {
                           found = header;
                           return false;
                         },
                         [](const BackupTable&, const std::vector<db::Row>&) { return false; }});
    auto read = open_into([&](std::string_view bytes) { return reader.take(bytes); });
    if (found) return std::move(*found);
    if (reader.why()) return no(*reader.why() == BackupReader::Not::newer ? newer() : not_a_backup());
    if (!read) return no(std::move(read).error());
    return no(not_a_backup());
  }

  Result<bool, Stopped> take_all(db::Transaction& tx) {
    RowsIn rows(tx);
    if (auto begun = rows.begin(); !begun) return no(Stopped(std::move(begun).error()));
    BackupReader reader({[](const BackupHeader&) { return true; },
                         [&](const BackupTable& table, std::vector<db::Row> some) {
                           return rows.take(table, std::move(some)).has_value();
                         }});
    auto read = open_into([&](std::string_view bytes) { return reader.take(bytes); });
    if (tx.fault()) return no(Stopped(*tx.fault()));
    if (reader.why()) return no(Stopped(not_a_backup()));
    if (!read) return no(Stopped(std::move(read).error()));
    if (!reader.is_whole()) return no(Stopped(not_a_backup()));
    if (auto ended = rows.end(); !ended) return no(Stopped(std::move(ended).error()));
    return true;
  }

  Result<bool, No> open_into(const crypto::Keyring::To& to) {
    std::ifstream from(file_, std::ios::binary);
    if (!from)
      return no(No{No::Kind::bad_input,
                   say("{file} cannot be read. Is it there, and is it yours?").with("file", file_)});
    const auto opened = keys_.open_stream(
        [&](char* bytes, std::size_t room) -> std::optional<std::size_t> {
          from.read(bytes, static_cast<std::streamsize>(room));
          if (from.bad()) return std::nullopt;
          return static_cast<std::size_t>(from.gcount());
        },
        to, "backup");
    if (!opened) return no(No{No::Kind::bad_input, crypto::describe(opened.error())});
    return true;
  }

  db::Place place_;
  std::string file_;
  const crypto::Keyring& keys_;
  Moment now_;
};

Result<void, No> counts_agree(store::Store& store, const BackupHeader& promised) {
  auto counted = store.database().read([&](db::Transaction& tx) -> Result<BackupHeader, Fault> {
    return header_of(tx, promised.step, promised.made_at);
  });
  if (!counted) return no(keep::in_words(counted.error()));
  for (const auto& table : promised.tables)
    for (const auto& found : counted->tables)
      if (table.name == found.name && table.rows != found.rows)
        return no(
            No{No::Kind::not_proved, say("The backup says {promised} rows in {table}, and {found} came.")
                                         .with("promised", table.rows)
                                         .with("table", table.name)
                                         .with("found", found.rows)});
  return {};
}

}  // namespace

Result<Restored, No> restored_into(const std::string& folder, const std::string& file,
                                   const crypto::Keyring& keys, Moment now) {
  PARVIS_TRY(const auto header, Filling(folder, file, keys, now).fill());
  auto store = store::Store::open({db::Engine::sqlite, folder + "/parvis.db"}, keys, now);
  if (!store) return no(keep::in_words(store.error()));
  if (auto agreed = counts_agree(**store, header); !agreed) return no(std::move(agreed).error());
  PARVIS_TRY(const auto verified, verify_all(**store));
  auto cities = cities_of((*store)->database());
  if (!cities) return no(keep::in_words(cities.error()));
  if (cities->empty()) return no(not_a_backup());
  return Restored{std::move(*store), {header.rows(), verified.rows, header.made_at, std::move(*cities)}};
}

Result<std::unique_ptr<WorkFolder>, No> WorkFolder::in(const Where& where) {
  const auto cannot = [](const std::string& folder) {
    return no(No{No::Kind::fault, say("{folder} cannot be made.").with("folder", folder)});
  };
  std::error_code wrong;
  // One name for each user of the machine, so that the next run finds what a killed one left.
  const auto folder = where.data.empty() ? fs::temp_directory_path(wrong) /
                                               fmt::format("parvis-being-checked-{}", ::geteuid())
                                         : fs::path(where.data) / "being-checked";
  const auto lock_file = fs::path(folder.string() + ".lock");
  const int lock = ::open(lock_file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (lock < 0) return cannot(lock_file.string());
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock);
    return no(No{No::Kind::fault,
                 say("A backup or a restore is under way here already. Try again when it is done.")});
  }
  fs::remove_all(folder, wrong);
  if (::mkdir(folder.c_str(), 0700) != 0) {
    ::close(lock);
    return cannot(folder.string());
  }
  return std::unique_ptr<WorkFolder>(new WorkFolder(folder.string(), lock));
}

WorkFolder::~WorkFolder() {
  std::error_code left;  // What stays is taken away by the next run.
  fs::remove_all(path_, left);
  if (lock_ >= 0) ::close(lock_);
}

namespace {

/// Whether the place is empty, or holds the city that is to be replaced.
Result<void, No> is_free(db::Database& database, const std::string& replace) {
  auto cities = cities_of(database);
  if (!cities) return no(keep::in_words(cities.error()));
  if (cities->empty()) return {};
  if (replace.empty())
    return no(
        No{No::Kind::bad_input,
           say("A city lives here already: {city}. Restore into an empty place, or take a backup of it and "
               "then replace it with --replace and its name.")
               .with("city", cities->front().name)});
  if (replace != cities->front().name)
    return no(
        No{No::Kind::bad_input,
           say("The city that lives here is not {typed}. Nothing was replaced.").with("typed", replace)});
  return {};
}

Result<void, No> put_in_sqlite(const std::string& from, const db::Place& place) {
  // The log beside an old database must be gone before the new one takes its name.
  if (is_open_elsewhere(place))
    return no(
        No{No::Kind::wrong_use, say("Parvis is running on this folder. Stop it first, then try again.")});
  std::error_code wrong;
  // A log without its database would be read into the new one.
  if (!fs::exists(place.where, wrong))
    for (const auto* left : {"-wal", "-shm", "-journal"}) {
      fs::remove(place.where + left, wrong);
      if (wrong)
        return no(No{No::Kind::fault,
                     say("{file} cannot be taken away. Is it yours?").with("file", place.where + left)});
    }
  if (fs::exists(from + "-wal", wrong))
    return no(No{No::Kind::fault, say("{folder} cannot be made.").with("folder", from)});
  if (::rename(from.c_str(), place.where.c_str()) != 0)
    return no(No{
        No::Kind::fault,
        say("{file} cannot be written. Is there room, and is the folder yours?").with("file", place.where)});
  const int folder = ::open(fs::path(place.where).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    ::fsync(folder);
    ::close(folder);
  }
  return {};
}

Result<bool, Stopped> copy(db::Transaction& from, db::Transaction& to, const BackupHeader& header) {
  const auto must = [](Result<void, Fault> done) -> Result<bool, Stopped> {
    if (!done) return no(Stopped(std::move(done).error()));
    return true;
  };
  RowsIn in(to);
  RowsOut out(from, header);
  PARVIS_TRY([[maybe_unused]] const auto begun, must(in.begin()));
  for (const auto& table : header.tables) {
    PARVIS_TRY([[maybe_unused]] const auto emptied,
               must(to.script(fmt::format("DELETE FROM {}", table.name))));
  }
  while (true) {
    auto rows = out.next();
    if (!rows) return no(Stopped(std::move(rows).error()));
    if (rows->empty()) break;
    PARVIS_TRY([[maybe_unused]] const auto taken,
               must(in.take(header.tables[out.table()], std::move(*rows))));
  }
  return must(in.end());
}

Result<void, No> put_in_postgresql(store::Store& from, db::Database& to, Moment now) {
  if (auto taken = db::migrate(to, store::schema_steps(), now, db::Missing::take_steps); !taken)
    return no(keep::in_words(store::OpenNo{taken.error().why == db::MigrationNo::Why::newer
                                               ? store::OpenNo::Why::newer_store
                                               : store::OpenNo::Why::fault,
                                           taken.error().fault}));
  const auto step = static_cast<int>(store::schema_steps().size());
  auto done = to.write([&](db::Transaction& into) {
    return from.database().read([&](db::Transaction& tx) -> Result<bool, Stopped> {
      auto header = header_of(tx, step, now);
      if (!header) return no(Stopped(std::move(header).error()));
      return copy(tx, into, *header);
    });
  });
  if (!done) return no(in_words(done.error()));
  return {};
}

/// An empty database has no such table; a fault is a fault, and never an empty database.
Result<bool, No> has_schema(db::Database& database) {
  const auto* tables =
      database.engine() == db::Engine::sqlite
          ? "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'city'"
          : "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'city'";
  auto found = database.read([&](db::Transaction& tx) { return tx.all_text(tables, {}); });
  if (!found) return no(keep::in_words(found.error()));
  return !found->empty();
}

constexpr db::Query somebody_with_a_role{"somebody_with_a_role", R"(
  SELECT 1 FROM role_grant g JOIN account a ON a.account_id = g.account_id
   WHERE g.city_id = $1 AND g.ended_at IS NULL AND a.disabled_at IS NULL LIMIT 1)"};
constexpr db::Query second_person{"second_person", R"(
  SELECT a.account_id FROM account a
   WHERE a.city_id = $1 AND a.email_folded = $2 AND a.disabled_at IS NULL
     AND EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = a.account_id AND g.ended_at IS NULL))"};
constexpr db::Query no_sessions{"no_sessions", "DELETE FROM session WHERE city_id = $1"};
constexpr db::Query no_codes{"no_codes", "DELETE FROM sign_in_code WHERE city_id = $1"};
constexpr db::Query no_mail{"no_mail", "DELETE FROM outgoing_mail WHERE city_id = $1"};

/// Who else stands behind the restore; nothing where nobody has a role yet.
Result<std::optional<std::int64_t>, Stopped> second_of(store::Transaction& tx, const City& city,
                                                       const std::string& email) {
  auto anybody = tx.first(somebody_with_a_role, city.id);
  if (!anybody) return no(Stopped(std::move(anybody).error()));
  if (!*anybody) return std::optional<std::int64_t>();
  if (email.empty())
    return no(
        Stopped(No{No::Kind::wrong_use, say("A restore needs a second person. Name somebody who works in "
                                            "{city}: --second NAME@EXAMPLE.ORG.")
                                            .with("city", city.name)}));
  auto second = tx.first(second_person, city.id, accounts::folded_email(email).value_or(""));
  if (!second) return no(Stopped(std::move(second).error()));
  if (!*second)
    return no(
        Stopped(No{No::Kind::bad_input,
                   say("In this backup nobody with the address {email} has a role. Name somebody who has.")
                       .with("email", email)}));
  return std::optional((*second)->get<std::int64_t>(0));
}

Result<void, No> end_what_counts_once(store::Store& store, const City& city, const std::string& second,
                                      Moment now) {
  auto done = store.transact(operator_of(city), now, [&](store::Transaction& tx) -> Result<bool, Stopped> {
    PARVIS_TRY(const auto account, second_of(tx, city, second));
    for (const auto& passing : {no_sessions, no_codes, no_mail})
      if (auto gone = tx.run_unrecorded(passing, city.id); !gone) return no(Stopped(std::move(gone).error()));
    tx.tell({store::Act::restored, {}, account ? "account" : "", account, {}, false});
    return true;
  });
  if (!done) return no(in_words(done.error()));
  return {};
}

}  // namespace

Result<Checked, No> restore(const Where& where, const std::string& file, Moment now,
                            const RestoreWishes& wishes) {
  if (auto good = is_complete(where); !good) return no(std::move(good).error());
  auto keys = crypto::Keyring::load(where.key_file());
  if (!keys) return no(keep::in_words(keys.error()));
  const auto place = where.place();
  const bool is_sqlite = place.engine == db::Engine::sqlite;
  std::error_code wrong;
  if (!where.data.empty() && !fs::exists(where.data, wrong) && ::mkdir(where.data.c_str(), 0700) != 0)
    return no(No{No::Kind::fault, say("{folder} cannot be made.").with("folder", where.data)});
  // An SQLite file is looked at only where there is one: looking would make it.
  std::unique_ptr<db::Database> database;
  if (!is_sqlite || fs::exists(place.where, wrong)) {
    auto opened = db::Database::open(place);
    if (!opened) return no(keep::in_words(opened.error()));
    database = std::move(*opened);
    PARVIS_TRY(const bool is_ours, has_schema(*database));
    if (is_ours)
      if (auto free = is_free(*database, wishes.replace); !free) return no(std::move(free).error());
  }
  PARVIS_TRY(auto folder, WorkFolder::in(where));
  PARVIS_TRY(auto restored, restored_into(folder->path(), file, *keys, now));
  restored.store->write_to(store::Ledger(where.ledger_file()));
  for (const auto& city : restored.checked.cities)
    if (auto done = end_what_counts_once(*restored.store, city, wishes.second, now); !done)
      return no(std::move(done).error());
  if (wishes.before_it_serves)
    if (auto done = wishes.before_it_serves(*restored.store); !done) return no(std::move(done).error());
  if (is_sqlite) {
    restored.store.reset();
    database.reset();
    if (auto put = put_in_sqlite(folder->path() + "/parvis.db", place); !put)
      return no(std::move(put).error());
  } else if (auto put = put_in_postgresql(*restored.store, *database, now); !put) {
    return no(std::move(put).error());
  }
  return std::move(restored.checked);
}

}  // namespace parvis::keep

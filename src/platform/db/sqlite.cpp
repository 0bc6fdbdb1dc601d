#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <unordered_map>

#include "platform/db/connection.hpp"

namespace parvis::db {
namespace {

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

struct Close {
  void operator()(sqlite3* file) const { sqlite3_close_v2(file); }
};

class Sqlite final : public Connection {
 public:
  Sqlite(std::unique_ptr<sqlite3, Close> file, Use use) : file_(std::move(file)), use_(use) {}

  Result<void, Fault> begin(Use use) override {
    if (stopped_) return no(Fault{Fault::Kind::stopped, {}, "begin"});
    return plain(use == Use::write ? "BEGIN IMMEDIATE" : "BEGIN");
  }
  Result<void, Fault> commit() override { return plain("COMMIT"); }
  void roll_back() override {
    if (sqlite3_get_autocommit(file_.get()) == 0)
      sqlite3_exec(file_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
  }

  Result<std::int64_t, Fault> run(std::string_view name, std::string_view sql, std::span<const Value> values,
                                  const std::function<bool(const Row&)>* take) override {
    if (auto fault = not_storable(name, values)) return no(std::move(*fault));
    PARVIS_TRY(sqlite3_stmt * statement, prepared(name, sql));
    bind(statement, values);
    return step(statement, name, take);
  }

  Result<void, Fault> run_each(std::string_view name, std::string_view sql,
                               std::span<const std::vector<Value>> rows) override {
    for (const auto& row : rows)
      if (auto done = run(name, sql, row, nullptr); !done) return no(std::move(done).error());
    return {};
  }

  Result<void, Fault> script(std::string_view sql) override {
    return plain(script_for(Engine::sqlite, sql).c_str());
  }

  Result<void, Fault> squeeze_out_what_was_erased() override {
    if (auto done = empty_log(); !done) return done;
    if (auto done = plain("VACUUM"); !done) return done;
    return empty_log();
  }

 private:
  // While a reader still needs the log the checkpoint answers "busy" in a row, and nothing has left the log.
  Result<void, Fault> empty_log() {
    bool is_busy = false;
    const std::function<bool(const Row&)> look = [&](const Row& row) {
      is_busy = row.get<int>(0) != 0;
      return true;
    };
    constexpr std::string_view sql = "PRAGMA wal_checkpoint(TRUNCATE)";
    if (auto done = run(sql, sql, {}, &look); !done) return no(std::move(done).error());
    if (is_busy) return no(Fault{Fault::Kind::busy, {}, std::string(sql)});
    return {};
  }

  Result<void, Fault> plain(const char* sql) {
    if (sqlite3_exec(file_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
      return no(fault(std::string_view(sql).substr(0, 40)));
    return {};
  }

  Result<sqlite3_stmt*, Fault> prepared(std::string_view name, std::string_view sql) {
    auto& kept = statements_[std::string(sql)];
    if (!kept) {
      sqlite3_stmt* statement = nullptr;
      if (sqlite3_prepare_v3(file_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                             &statement, nullptr) != SQLITE_OK)
        return no(fault(name));
      PARVIS_ASSERT(statement != nullptr);
      kept.reset(statement);
    }
    return kept.get();
  }

  static void bind(sqlite3_stmt* statement, std::span<const Value> values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const int at = sqlite3_bind_parameter_index(statement, fmt::format("${}", i + 1).c_str());
      PARVIS_ASSERT(at > 0);  // Every value stands somewhere in the statement.
      bind_one(statement, at, values[i]);
    }
    PARVIS_ASSERT(sqlite3_bind_parameter_count(statement) == static_cast<int>(values.size()));
  }

  // The values outlive the statement's run, so nothing is copied.
  static void bind_one(sqlite3_stmt* statement, int at, const Value& value) {
    int told = SQLITE_OK;
    if (const auto* whole = std::get_if<std::int64_t>(&value))
      told = sqlite3_bind_int64(statement, at, *whole);
    if (const auto* text = std::get_if<std::string>(&value))
      told = sqlite3_bind_text64(statement, at, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
    if (const auto* blob = std::get_if<Bytes>(&value))
      told = sqlite3_bind_blob64(statement, at, blob->bytes.data(), blob->bytes.size(), SQLITE_STATIC);
    if (std::holds_alternative<Null>(value)) told = sqlite3_bind_null(statement, at);
    PARVIS_ASSERT(told == SQLITE_OK);
  }

  Result<std::int64_t, Fault> step(sqlite3_stmt* statement, std::string_view name,
                                   const std::function<bool(const Row&)>* take) {
    struct Reset {
      sqlite3_stmt* statement;
      ~Reset() {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
      }
    } reset{statement};
    const auto before = sqlite3_total_changes64(file_.get());
    Row row;
    int told = SQLITE_ROW;
    while ((told = sqlite3_step(statement)) == SQLITE_ROW) {
      if (take == nullptr) continue;
      read(statement, row);
      if (!(*take)(row)) return 0;
    }
    if (told != SQLITE_DONE) return no(fault(name));
    // Rows that a trigger or a cascade touched are not counted, as on PostgreSQL.
    return sqlite3_total_changes64(file_.get()) == before ? 0 : sqlite3_changes64(file_.get());
  }

  static void read(sqlite3_stmt* statement, Row& row) {
    row.cells.resize(static_cast<std::size_t>(sqlite3_column_count(statement)));
    for (int i = 0; i < static_cast<int>(row.cells.size()); ++i)
      row.cells[static_cast<std::size_t>(i)] = cell(statement, i);
  }

  static Value cell(sqlite3_stmt* statement, int i) {
    switch (sqlite3_column_type(statement, i)) {
      case SQLITE_NULL: return Null{};
      case SQLITE_INTEGER: return static_cast<std::int64_t>(sqlite3_column_int64(statement, i));
      case SQLITE_TEXT: {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
        return std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, i)));
      }
      case SQLITE_BLOB: {
        const auto* blob = static_cast<const char*>(sqlite3_column_blob(statement, i));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
        return Bytes{blob == nullptr ? std::string() : std::string(blob, size)};
      }
      default: PARVIS_ASSERT(!"a number with a fraction, which no column holds"); return Null{};
    }
  }

  Fault fault(std::string_view name) {
    const int code = sqlite3_extended_errcode(file_.get());
    Fault found{kind_of(code), {}, fmt::format("{}: SQLite {}", name, code)};
    const std::string_view said = sqlite3_errmsg(file_.get());
    if ((code & 0xff) == SQLITE_CONSTRAINT) found.constraint = constraint_named(code, said);
    if (code == SQLITE_ERROR)
      found.detail += fmt::format(" ({})", said);  // A mistake in our own SQL, no values.
    if (found.kind == Fault::Kind::stopped && use_ == Use::write) stopped_ = true;
    return found;
  }

  static Fault::Kind kind_of(int code) {
    switch (code & 0xff) {
      case SQLITE_CONSTRAINT: return Fault::Kind::constraint;
      case SQLITE_BUSY:
      case SQLITE_LOCKED: return Fault::Kind::busy;
      case SQLITE_FULL: return Fault::Kind::full;
      case SQLITE_IOERR: return Fault::Kind::stopped;
      case SQLITE_READONLY: return Fault::Kind::stopped;
      case SQLITE_CANTOPEN: return Fault::Kind::gone;
      case SQLITE_NOTADB:
      case SQLITE_CORRUPT: return Fault::Kind::not_a_store;
      default: return Fault::Kind::other;
    }
  }

  std::string constraint_named(int code, std::string_view said) {
    const auto colon = said.find(": ");
    const auto rest = colon == std::string_view::npos ? said : said.substr(colon + 2);
    switch (code) {
      case SQLITE_CONSTRAINT_FOREIGNKEY: return "foreign_key";
      case SQLITE_CONSTRAINT_PRIMARYKEY:
      case SQLITE_CONSTRAINT_ROWID: return fmt::format("{}_pkey", rest.substr(0, rest.find('.')));
      case SQLITE_CONSTRAINT_UNIQUE: return unique_index(rest);
      case SQLITE_CONSTRAINT_TRIGGER: return std::string(said);
      default: return std::string(rest);
    }
  }

  // SQLite names the columns, not the index: "pair.adept_id, pair.programme_id".
  std::string unique_index(std::string_view columns) {
    if (columns.starts_with("index '")) return std::string(columns.substr(7, columns.size() - 8));
    const auto table = columns.substr(0, columns.find('.'));
    sqlite3_stmt* raw = nullptr;
    constexpr const char* sql =
        "SELECT l.name, l.origin FROM pragma_index_list(?1) l WHERE l.\"unique\" = 1 AND ?2 = "
        "(SELECT group_concat(?1 || '.' || i.name, ', ') FROM (SELECT name FROM pragma_index_info(l.name) "
        "ORDER BY "
        "seqno) i) ORDER BY l.name";
    if (sqlite3_prepare_v2(file_.get(), sql, -1, &raw, nullptr) != SQLITE_OK) return std::string(columns);
    const Statement statement(raw);
    const Value first = std::string(table), second = std::string(columns);
    bind_one(raw, 1, first);
    bind_one(raw, 2, second);
    if (sqlite3_step(raw) != SQLITE_ROW) return std::string(columns);
    if (std::get<std::string>(cell(raw, 1)) == "pk") return fmt::format("{}_pkey", table);
    return std::get<std::string>(cell(raw, 0));
  }

  // The statements end before the file closes.
  std::unique_ptr<sqlite3, Close> file_;
  std::unordered_map<std::string, Statement> statements_;
  Use use_;
  bool stopped_ = false;
};

// Nobody but the server's own account may read it; the log beside it gets the same mode.
bool make_private_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) return false;
  ::close(fd);
  return true;
}

Fault cannot(Fault::Kind kind, int code) {
  return {kind, {}, fmt::format("open: SQLite {}", code)};
}

}  // namespace

Result<std::unique_ptr<Connection>, Fault> connect_sqlite(const std::string& file, Use use, int patience_ms) {
  if (use == Use::write && !make_private_file(file)) return no(cannot(Fault::Kind::gone, SQLITE_CANTOPEN));
  sqlite3* raw = nullptr;
  const int told = sqlite3_open_v2(
      file.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  std::unique_ptr<sqlite3, Close> opened(raw);
  if (told != SQLITE_OK) return no(cannot(Fault::Kind::gone, told));
  sqlite3_busy_timeout(raw, patience_ms);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  // secure_delete: what is erased is overwritten. temp_store: sorting leaves nothing in a file.
  // Each connection says again that a commit waits for the disk.
  const char* settings = use == Use::write
                             ? "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                               "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=ON"
                             : "PRAGMA query_only=ON; PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=ON";
  const int set = sqlite3_exec(raw, settings, nullptr, nullptr, nullptr);
  if (set != SQLITE_OK) {
    const int kind = set & 0xff;
    return no(cannot(kind == SQLITE_NOTADB || kind == SQLITE_CORRUPT ? Fault::Kind::not_a_store
                     : kind == SQLITE_BUSY                           ? Fault::Kind::busy
                     : kind == SQLITE_FULL                           ? Fault::Kind::full
                                                                     : Fault::Kind::gone,
                     set));
  }
  return std::make_unique<Sqlite>(std::move(opened), use);
}

}  // namespace parvis::db

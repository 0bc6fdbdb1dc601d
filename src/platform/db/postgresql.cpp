#include <fmt/format.h>
#include <libpq-fe.h>

#include <charconv>
#include <chrono>
#include <thread>
#include <unordered_map>

#include "platform/db/connection.hpp"

namespace parvis::db {
namespace {

struct Clear {
  void operator()(PGresult* answer) const { PQclear(answer); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

constexpr Oid int2 = 21, int4 = 23, int8 = 20, boolean = 16, bytea = 17;

// What libpq wants: pointers, lengths and formats side by side. Bytes go as they are, all else as text.
class Parameters {
 public:
  explicit Parameters(std::span<const Value> values) {
    numbers_.reserve(values.size());
    for (const auto& value : values) {
      if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        numbers_.push_back(fmt::format("{}", *whole));
        add(numbers_.back().c_str(), 0, 0);
      } else if (const auto* text = std::get_if<std::string>(&value)) {
        add(text->c_str(), 0, 0);
      } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
        add(bytes->bytes.data(), static_cast<int>(bytes->bytes.size()), 1);
      } else {
        add(nullptr, 0, 0);
      }
    }
  }
  int count() const { return static_cast<int>(pointers_.size()); }
  const char* const* pointers() const { return pointers_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  void add(const char* pointer, int length, int format) {
    pointers_.push_back(pointer);
    lengths_.push_back(length);
    formats_.push_back(format);
  }
  std::vector<std::string> numbers_;
  std::vector<const char*> pointers_;
  std::vector<int> lengths_, formats_;
};

class Postgresql final : public Connection {
 public:
  Postgresql(std::string address, Use use, int patience_ms)
      : address_(std::move(address)), use_(use), patience_ms_(patience_ms) {}
  Postgresql(const Postgresql&) = delete;
  Postgresql& operator=(const Postgresql&) = delete;
  ~Postgresql() override { PQfinish(server_); }

  Result<void, Fault> connect() {
    PQfinish(server_);
    statements_.clear();
    // Ours first: what the address itself says of the same goes before it.
    const char* const keys[] = {"connect_timeout", "tcp_user_timeout", "dbname", nullptr};
    const char* const values[] = {"10", "30000", address_.c_str(), nullptr};
    server_ = PQconnectdbParams(keys, values, 1);
    if (PQstatus(server_) != CONNECTION_OK) return no(Fault{Fault::Kind::gone, {}, "connect: PostgreSQL"});
    PQsetNoticeProcessor(server_, [](void*, const char*) {}, nullptr);
    PQsetClientEncoding(server_, "UTF8");
    PARVIS_TRY(const auto sorted, sorts_as_sqlite());
    if (!sorted) {
      return no(
          Fault{Fault::Kind::not_a_store,
                {},
                "connect: the database must be UTF8 with LC_COLLATE 'C', so that rows come in the same order "
                "everywhere"});
    }
    return plain(
        fmt::format("SET synchronous_commit = on; SET lock_timeout = {}; SET statement_timeout = 0; "
                    "SET idle_in_transaction_session_timeout = 60000; SET standard_conforming_strings = on",
                    patience_ms_));
  }

  // A connection that was lost while idle is made anew; one lost in the middle is the transaction's end.
  Result<void, Fault> begin(Use use) override {
    const char* sql = use == Use::write ? "BEGIN ISOLATION LEVEL READ COMMITTED"
                                        : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    auto begun = plain(sql);
    if (!begun && begun.error().kind == Fault::Kind::gone) {
      if (auto again = connect(); !again) return again;
      begun = plain(sql);
    }
    if (!begun || use == Use::read) return begun;
    // One writer at a time, in whatever process: what a write has read is still true when it commits.
    auto locked = plain("SELECT pg_advisory_xact_lock(8100)");
    if (!locked) roll_back();
    return locked;
  }
  Result<void, Fault> commit() override { return plain("COMMIT"); }
  void roll_back() override {
    if (PQtransactionStatus(server_) != PQTRANS_IDLE) (void)plain("ROLLBACK");
  }

  Result<std::int64_t, Fault> run(std::string_view name, std::string_view sql, std::span<const Value> values,
                                  const std::function<bool(const Row&)>* take) override {
    if (auto fault = not_storable(name, values)) return no(std::move(*fault));
    PARVIS_TRY(const std::string statement, prepared(name, sql));
    const Parameters given(values);
    const Answer answer(PQexecPrepared(server_, statement.c_str(), given.count(), given.pointers(),
                                       given.lengths(), given.formats(), 0));
    const auto status = PQresultStatus(answer.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return no(fault(name, answer.get()));
    if (take != nullptr) hand_over(answer.get(), *take);
    std::int64_t changed = 0;
    const std::string_view count = PQcmdTuples(answer.get());
    std::from_chars(count.data(), count.data() + count.size(), changed);
    return status == PGRES_TUPLES_OK && take != nullptr ? 0 : changed;
  }

  Result<void, Fault> run_each(std::string_view name, std::string_view sql,
                               std::span<const std::vector<Value>> rows) override {
    PARVIS_TRY(const std::string statement, prepared(name, sql));
    // Not too many at once: the server's answers wait in the socket meanwhile.
    constexpr std::size_t batch = 500;
    for (std::size_t at = 0; at < rows.size(); at += batch)
      if (auto done = in_one_turn(name, statement, rows.subspan(at, std::min(batch, rows.size() - at)));
          !done)
        return done;
    return {};
  }

  Result<void, Fault> script(std::string_view sql) override {
    return plain(script_for(Engine::postgresql, sql));
  }

  // A plain VACUUM leaves the bytes in its free room, and statistics hold the commonest values of a column. The table of
  // the statistics is rewritten where the account may; others are only warned by the server.
  Result<void, Fault> squeeze_out_what_was_erased() override {
    if (auto alone = until_nobody_sees_what_was_erased(); !alone) return alone;
    if (auto rewritten = plain("VACUUM (FULL, ANALYZE)"); !rewritten) return rewritten;
    return plain("VACUUM (FULL) pg_catalog.pg_statistic");
  }

 private:
  // VACUUM keeps, without a word, what a transaction from before the erasure may still look at; one in another database
  // of the same server is enough.
  Result<void, Fault> until_nobody_sees_what_was_erased() {
    using std::chrono::steady_clock;
    const auto last = steady_clock::now() + std::chrono::milliseconds(patience_ms_) * patience_of_the_night;
    PARVIS_TRY(const std::string now, one_text("SELECT pg_snapshot_xmax(pg_current_snapshot())"));
    const auto is_past = fmt::format(
        "SELECT pg_snapshot_xmin(pg_current_snapshot()) >= '{0}'::xid8 AND NOT EXISTS (SELECT 1 FROM "
        "pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND "
        "age(backend_xmin) > age('{0}'::xid8::xid))",
        now);
    for (;;) {
      PARVIS_TRY(const std::string past, one_text(is_past));
      if (past == "t") return {};
      if (steady_clock::now() >= last)
        return no(Fault{Fault::Kind::busy, {}, "squeeze: PostgreSQL, a transaction from before"});
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }

  Result<std::string, Fault> one_text(const std::string& sql) {
    const Answer answer(PQexec(server_, sql.c_str()));
    if (PQresultStatus(answer.get()) != PGRES_TUPLES_OK) return no(fault("squeeze", answer.get()));
    return std::string(PQgetvalue(answer.get(), 0, 0));
  }

  Result<void, Fault> plain(const std::string& sql) {
    const Answer answer(PQexec(server_, sql.c_str()));
    const auto status = PQresultStatus(answer.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return {};
    return no(fault(std::string_view(sql).substr(0, 40), answer.get()));
  }

  Result<bool, Fault> sorts_as_sqlite() {
    const Answer answer(
        PQexec(server_,
               "SELECT pg_encoding_to_char(encoding) = 'UTF8' AND datcollate IN ('C', 'POSIX', "
               "'C.UTF-8', 'C.utf8') FROM pg_database WHERE datname = current_database()"));
    if (PQresultStatus(answer.get()) != PGRES_TUPLES_OK) return no(fault("connect", answer.get()));
    return PQntuples(answer.get()) == 1 && std::string_view(PQgetvalue(answer.get(), 0, 0)) == "t";
  }

  Result<std::string, Fault> prepared(std::string_view name, std::string_view sql) {
    const auto found = statements_.find(std::string(sql));
    if (found != statements_.end()) return found->second;
    if (statements_.size() >= most_statements) {
      if (auto forgotten = plain("DEALLOCATE ALL"); !forgotten) return no(std::move(forgotten).error());
      statements_.clear();
    }
    auto wished = fmt::format("s{}", ++statements_made_);
    const Answer answer(PQprepare(server_, wished.c_str(), std::string(sql).c_str(), 0, nullptr));
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) return no(fault(name, answer.get()));
    statements_.emplace(sql, wished);
    return wished;
  }

  Result<void, Fault> in_one_turn(std::string_view name, const std::string& statement,
                                  std::span<const std::vector<Value>> rows) {
    for (const auto& row : rows)
      if (auto fault = not_storable(name, row)) return no(std::move(*fault));
    if (PQenterPipelineMode(server_) != 1) return no(fault(name, nullptr));
    std::optional<Fault> first;
    for (const auto& row : rows) {
      const Parameters given(row);
      if (PQsendQueryPrepared(server_, statement.c_str(), given.count(), given.pointers(), given.lengths(),
                              given.formats(), 0) == 1)
        continue;
      first = fault(name, nullptr);  // Not sent: those before it are taken back by the transaction.
      break;
    }
    for (bool synced = PQpipelineSync(server_) != 1; !synced;) {
      const Answer answer(PQgetResult(server_));
      if (!answer) {
        if (PQstatus(server_) != CONNECTION_OK) break;
        continue;  // Nothing stands between the answers of two statements.
      }
      const auto status = PQresultStatus(answer.get());
      synced = status == PGRES_PIPELINE_SYNC;
      if (status == PGRES_FATAL_ERROR && !first) first = fault(name, answer.get());
    }
    if (PQexitPipelineMode(server_) != 1) {
      // Answers that belong to nobody would be taken for those of the next statement.
      PQfinish(server_);
      server_ = nullptr;
      statements_.clear();
    }
    if (!first && PQstatus(server_) != CONNECTION_OK) first = fault(name, nullptr);
    if (first) return no(std::move(*first));
    return {};
  }

  static void hand_over(const PGresult* answer, const std::function<bool(const Row&)>& take) {
    Row row;
    const int columns = PQnfields(answer);
    row.cells.resize(static_cast<std::size_t>(columns));
    for (int at = 0; at < PQntuples(answer); ++at) {
      for (int i = 0; i < columns; ++i) row.cells[static_cast<std::size_t>(i)] = cell(answer, at, i);
      if (!take(row)) return;
    }
  }

  static Value cell(const PGresult* answer, int at, int i) {
    if (PQgetisnull(answer, at, i) == 1) return Null{};
    const char* text = PQgetvalue(answer, at, i);
    const auto size = static_cast<std::size_t>(PQgetlength(answer, at, i));
    switch (PQftype(answer, i)) {
      case int2:
      case int4:
      case int8: {
        std::int64_t whole = 0;
        std::from_chars(text, text + size, whole);
        return whole;
      }
      case boolean: return std::int64_t{*text == 't'};
      case bytea: {
        std::size_t length = 0;
        unsigned char* bytes = PQunescapeBytea(reinterpret_cast<const unsigned char*>(text), &length);
        PARVIS_ASSERT(bytes != nullptr);
        Bytes read{std::string(reinterpret_cast<const char*>(bytes), length)};
        PQfreemem(bytes);
        return read;
      }
      default: return std::string(text, size);
    }
  }

  // The engine's own message may hold values; its code and the constraint's name do not.
  Fault fault(std::string_view name, const PGresult* answer) {
    const char* state = answer == nullptr ? nullptr : PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    if (PQstatus(server_) != CONNECTION_OK || state == nullptr)
      return {Fault::Kind::gone, {}, fmt::format("{}: PostgreSQL, no connection", name)};
    const std::string_view code = state;
    Fault found{kind_of(code), {}, fmt::format("{}: PostgreSQL {}", name, code)};
    if (found.kind == Fault::Kind::constraint) found.constraint = constraint_named(code, answer);
    if (code.starts_with("42")) {  // A mistake in our own SQL.
      if (const char* said = PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY))
        found.detail += fmt::format(" ({})", said);
    }
    return found;
  }

  static Fault::Kind kind_of(std::string_view code) {
    if (code.starts_with("23")) return Fault::Kind::constraint;
    if (code == "40001" || code == "40P01") return Fault::Kind::conflict;
    if (code == "55P03" || code == "57014") return Fault::Kind::busy;
    if (code == "53100") return Fault::Kind::full;
    if (code == "58030" || code == "25006") return Fault::Kind::stopped;
    if (code.starts_with("08") || code.starts_with("57P")) return Fault::Kind::gone;
    return Fault::Kind::other;
  }

  static std::string constraint_named(std::string_view code, const PGresult* answer) {
    const auto field = [&](int which) {
      const char* text = PQresultErrorField(answer, which);
      return std::string(text == nullptr ? "" : text);
    };
    if (code == "23503") return "foreign_key";
    if (code == "23502") return field(PG_DIAG_TABLE_NAME) + "." + field(PG_DIAG_COLUMN_NAME);
    return field(PG_DIAG_CONSTRAINT_NAME);
  }

  static constexpr std::size_t most_statements = 500;
  static constexpr int patience_of_the_night = 12;  ///< in patiences: a minute, where one waits five seconds
  std::string address_;
  Use use_;
  int patience_ms_;
  PGconn* server_ = nullptr;
  std::unordered_map<std::string, std::string> statements_;
  std::int64_t statements_made_ = 0;  ///< a name is never used twice, also when preparing failed
};

}  // namespace

Result<std::unique_ptr<Connection>, Fault> connect_postgresql(const std::string& address, Use use,
                                                              int patience_ms) {
  auto made = std::make_unique<Postgresql>(address, use, patience_ms);
  if (auto connected = made->connect(); !connected) return no(std::move(connected).error());
  return made;
}

}  // namespace parvis::db

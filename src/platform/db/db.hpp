/// The database: SQLite in a folder of its own, or PostgreSQL, with one SQL text for both (docs/decisions/0008).
///
///   constexpr Query pairs_of_mentor{"pairs_of_mentor", R"(
///     SELECT pair_id, first_day FROM pair WHERE mentor_id = $1 AND ended_on IS NULL ORDER BY first_day, pair_id)"};
///
///   PARVIS_TRY(auto done, database.write([&](Transaction& tx) -> Result<Done, Failure> {
///     PARVIS_TRY(const auto rows, tx.all(pairs_of_mentor, mentor));
///     for (const auto& row : rows) use(row.get<PairId>(0), row.get<Date>(1));
///     …
///   }));
///
/// One writer at a time, on both engines: what a write has read is still true when it commits. Readers never wait
/// for it and see the state of one moment. A commit that was answered with yes is on disk (SQLite: WAL with
/// synchronous=FULL; PostgreSQL: synchronous_commit=on).
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "platform/base/result.hpp"
#include "platform/db/value.hpp"

namespace parvis::db {

/// The world failed, or a constraint of the schema said no. Holds names of the schema and never a value.
struct Fault {
  enum class Kind {
    constraint,   ///< `constraint` names it
    busy,         ///< nobody gave way in time: try again
    conflict,     ///< lost against another write; Database::write has tried again already
    full,         ///< no room on the disk: reading goes on, writing works again when there is room
    stopped,      ///< a write could not be made safe on disk: no more writing until the program starts anew
    gone,         ///< no connection
    not_a_store,  ///< the file is no database, or of a newer version
    other
  } kind = Kind::other;
  std::string constraint;
  std::string detail;  ///< for the operator's log: the query's name and the engine's own code
};

/// A statement under a name. Only literals: SQL is never put together while running.
struct Query {
  std::string_view name;
  std::string_view sql;
  template <std::size_t N, std::size_t M>
  consteval Query(const char (&query_name)[N], const char (&text)[M])
      : name(query_name, N - 1), sql(text, M - 1) {}
};

/// Told of each statement that was carried out: its text, and how many rows it gave or changed. For tests that hold
/// two roads against each other.
using Observer = std::function<void(std::string_view sql, std::int64_t rows)>;

class Connection;

/// What is done between begin and commit. After a fault nothing more can be asked: the whole transaction ends.
class Transaction {
 public:
  explicit Transaction(Connection& connection, const Observer* observer = nullptr)
      : connection_(connection), observer_(observer) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  using Row = db::Row;
  /// How many rows were changed.
  template <class... Arguments>
  Result<std::int64_t, Fault> run(const Query& query, const Arguments&... arguments) {
    return run_values(query, values(arguments...));
  }
  template <class... Arguments>
  Result<std::vector<Row>, Fault> all(const Query& query, const Arguments&... arguments) {
    return all_values(query, values(arguments...));
  }
  /// The first row, if there is one.
  template <class... Arguments>
  Result<std::optional<Row>, Fault> first(const Query& query, const Arguments&... arguments) {
    return first_of(all_values(query, values(arguments...)));
  }
  Result<std::int64_t, Fault> run_values(const Query& query, std::span<const Value> values);
  Result<std::vector<Row>, Fault> all_values(const Query& query, std::span<const Value> values);
  /// The same statement for many rows, in few turns to the server.
  Result<void, Fault> run_each(const Query& query, std::span<const std::vector<Value>> rows);
  /// Row by row, without holding them all. `take` says whether to go on.
  Result<void, Fault> each(const Query& query, std::span<const Value> values,
                           const std::function<bool(const Row&)>& take);

  /// For migrations, backup and restore, whose SQL is our own text but not known to the compiler.
  Result<void, Fault> script(std::string_view sql);
  Result<std::vector<Row>, Fault> all_text(std::string_view sql, std::span<const Value> values);
  Result<void, Fault> run_each_text(std::string_view sql, std::span<const std::vector<Value>> rows);

  /// The first fault, after which nothing more was asked of the database.
  const std::optional<Fault>& fault() const { return fault_; }

 private:
  template <class... Arguments>
  static std::array<Value, sizeof...(Arguments)> values(const Arguments&... arguments) {
    return {value(arguments)...};
  }
  static Result<std::optional<Row>, Fault> first_of(Result<std::vector<Row>, Fault> rows);
  Result<std::int64_t, Fault> told(Result<std::int64_t, Fault> answer);
  Result<std::int64_t, Fault> run_sql(std::string_view name, std::string_view sql,
                                      std::span<const Value> values,
                                      const std::function<bool(const Row&)>* take);
  Result<std::vector<Row>, Fault> all_rows(std::string_view name, std::string_view sql,
                                           std::span<const Value> values);

  void observed(std::string_view sql, std::int64_t rows) const {
    if (observer_ != nullptr) (*observer_)(sql, rows);
  }

  Connection& connection_;
  const Observer* observer_;  ///< null: nobody looks on
  std::optional<Fault> fault_;
};

enum class Engine { sqlite, postgresql };

struct Place {
  Engine engine = Engine::sqlite;
  std::string where;  ///< SQLite: the file; PostgreSQL: postgresql://…
};

struct Options {
  int readers = 4;
  /// How long one waits for a connection or for the writer before it is `busy`.
  int patience_ms = 5'000;
};

class Database {
 public:
  static Result<std::unique_ptr<Database>, Fault> open(const Place& place, const Options& options = {});
  ~Database();

  /// All or nothing. `act` is a function Transaction& → Result<T, E>, where E can be made from a Fault; it may be
  /// called again after a conflict, so it changes nothing outside. A no from `act` takes everything back.
  template <class Act>
  auto write(Act&& act) -> std::invoke_result_t<Act&, Transaction&> {
    return within<std::invoke_result_t<Act&, Transaction&>>(Way::write, act);
  }
  /// Sees one moment, changes nothing.
  template <class Act>
  auto read(Act&& act) -> std::invoke_result_t<Act&, Transaction&> {
    return within<std::invoke_result_t<Act&, Transaction&>>(Way::read, act);
  }

  Engine engine() const;
  /// From now on `observer` is told of each statement; an empty one ends it. Not while others use the database.
  void observe(Observer observer);
  /// What was erased leaves the log and the free pages too. SQLite: checkpoint and VACUUM. PostgreSQL: VACUUM FULL.
  /// `busy` while somebody still looks at the state from before: nothing has left, try again.
  Result<void, Fault> squeeze_out_what_was_erased();

 private:
  struct Inside;
  enum class Way { read, write };

  explicit Database(std::unique_ptr<Inside> inside);

  template <class Answer, class Act>
  Answer within(Way way, Act& act) {
    std::optional<Answer> answer;
    const std::function<bool(Transaction&)> body = [&](Transaction& tx) {
      answer.emplace(act(tx));
      return answer->has_value();
    };
    if (auto fault = carry_out(way, body)) return no(typename Answer::error_type(*std::move(fault)));
    return std::move(*answer);
  }
  /// The fault that kept it from being committed, if it wished to be.
  std::optional<Fault> carry_out(Way way, const std::function<bool(Transaction&)>& body);

  std::unique_ptr<Inside> inside_;
};

/// From `DIR` or `postgresql://…`.
Place place_of(std::string_view data_folder, std::string_view database_address);

}  // namespace parvis::db

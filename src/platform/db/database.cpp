#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "platform/base/fold.hpp"
#include "platform/db/connection.hpp"

namespace parvis::db {

using Connected = std::unique_ptr<Connection>;

static Result<Connected, Fault> connect(const Place& place, Use use, int patience_ms) {
  return place.engine == Engine::sqlite ? connect_sqlite(place.where, use, patience_ms)
                                        : connect_postgresql(place.where, use, patience_ms);
}

// Connections that wait for somebody to need one. Each is lent to one at a time, the longest waiting first served
// as the condition variable pleases; who waits too long is told so.
class Shelf {
 public:
  Shelf(Place place, Use use, int most, int patience_ms)
      : place_(std::move(place)), use_(use), most_(most), patience_ms_(patience_ms) {}

  Result<Connected, Fault> lend() {
    std::unique_lock lock(mutex_);
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(patience_ms_);
    if (!given_back_.wait_until(lock, until, [&] { return !free_.empty() || made_ < most_; }))
      return no(Fault{Fault::Kind::busy, {}, "all connections are lent"});
    if (!free_.empty()) {
      auto one = std::move(free_.back());
      free_.pop_back();
      return one;
    }
    ++made_;
    lock.unlock();
    auto made = connect(place_, use_, patience_ms_);
    if (!made) give_back(nullptr);
    return made;
  }

  /// Nothing, when it is of no more use.
  void give_back(Connected one) {
    {
      const std::lock_guard lock(mutex_);
      if (one)
        free_.push_back(std::move(one));
      else
        --made_;
    }
    given_back_.notify_one();
  }

 private:
  const Place place_;
  const Use use_;
  const int most_, patience_ms_;
  std::mutex mutex_;
  std::condition_variable given_back_;
  std::vector<Connected> free_;
  int made_ = 0;
};

namespace {

class Lease {
 public:
  Lease(Shelf& shelf, Connected one) : shelf_(shelf), one_(std::move(one)) {}
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  ~Lease() { shelf_.give_back(std::move(one_)); }
  Connection& operator*() const { return *one_; }

 private:
  Shelf& shelf_;
  Connected one_;
};

// A transaction that is not committed is taken back, whatever way the block is left.
class Open {
 public:
  explicit Open(Connection& connection) : connection_(connection) {}
  Open(const Open&) = delete;
  Open& operator=(const Open&) = delete;
  ~Open() {
    if (!committed_) connection_.roll_back();
  }
  Result<void, Fault> commit() {
    auto done = connection_.commit();
    committed_ = done.has_value();
    return done;
  }

 private:
  Connection& connection_;
  bool committed_ = false;
};

}  // namespace

struct Database::Inside {
  Place place;
  Shelf readers, writer;
  Observer observer;
};

Database::Database(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Database::~Database() = default;

Result<std::unique_ptr<Database>, Fault> Database::open(const Place& place, const Options& options) {
  auto inside = std::unique_ptr<Inside>(new Inside{place,
                                                   {place, Use::read, options.readers, options.patience_ms},
                                                   {place, Use::write, 1, options.patience_ms},
                                                   {}});
  PARVIS_TRY(auto writer, inside->writer.lend());
  inside->writer.give_back(std::move(writer));
  return std::unique_ptr<Database>(new Database(std::move(inside)));
}

Engine Database::engine() const {
  return inside_->place.engine;
}

void Database::observe(Observer observer) {
  inside_->observer = std::move(observer);
}

std::optional<Fault> Database::carry_out(Way way, const std::function<bool(Transaction&)>& body) {
  constexpr int most_tries = 5;
  auto& shelf = way == Way::write ? inside_->writer : inside_->readers;
  auto lent = shelf.lend();
  if (!lent) return std::move(lent).error();
  const Lease lease(shelf, std::move(*lent));
  for (int tries = 1;; ++tries) {
    if (auto begun = (*lease).begin(way == Way::write ? Use::write : Use::read); !begun)
      return std::move(begun).error();
    std::optional<Fault> fault;
    {
      Open open(*lease);
      Transaction tx(*lease, inside_->observer ? &inside_->observer : nullptr);
      const bool agreed = body(tx);
      fault = tx.fault();
      // A fault that was not handed on is no yes.
      if (!agreed && (!fault || fault->kind != Fault::Kind::conflict)) return std::nullopt;
      if (agreed && !fault) {
        auto committed = open.commit();
        if (committed) return std::nullopt;
        fault = std::move(committed).error();
      }
    }
    if (fault->kind != Fault::Kind::conflict || tries == most_tries) return fault;
    std::this_thread::sleep_for(std::chrono::milliseconds(5 << tries));
  }
}

Result<void, Fault> Database::squeeze_out_what_was_erased() {
  PARVIS_TRY(auto lent, inside_->writer.lend());
  const Lease lease(inside_->writer, std::move(lent));
  return (*lease).squeeze_out_what_was_erased();
}

Result<std::int64_t, Fault> Transaction::told(Result<std::int64_t, Fault> answer) {
  if (!answer) fault_ = answer.error();
  return answer;
}

Result<std::int64_t, Fault> Transaction::run_sql(std::string_view name, std::string_view sql,
                                                 std::span<const Value> values,
                                                 const std::function<bool(const Row&)>* take) {
  if (fault_) return no(*fault_);
  if (observer_ == nullptr) return told(connection_.run(name, sql, values, take));
  std::int64_t taken = 0;
  const std::function<bool(const Row&)> counted = [&](const Row& row) {
    ++taken;
    return (*take)(row);
  };
  auto done = told(connection_.run(name, sql, values, take != nullptr ? &counted : nullptr));
  if (done) observed(sql, take != nullptr ? taken : *done);
  return done;
}

Result<std::int64_t, Fault> Transaction::run_values(const Query& query, std::span<const Value> values) {
  return run_sql(query.name, query.sql, values, nullptr);
}

Result<std::vector<Row>, Fault> Transaction::all_values(const Query& query, std::span<const Value> values) {
  return all_rows(query.name, query.sql, values);
}

Result<std::vector<Row>, Fault> Transaction::all_text(std::string_view sql, std::span<const Value> values) {
  return all_rows(sql.substr(0, 40), sql, values);
}

Result<std::vector<Row>, Fault> Transaction::all_rows(std::string_view name, std::string_view sql,
                                                      std::span<const Value> values) {
  std::vector<Row> rows;
  const std::function<bool(const Row&)> keep = [&](const Row& row) {
    rows.push_back(row);
    return true;
  };
  PARVIS_TRY([[maybe_unused]] const auto done, run_sql(name, sql, values, &keep));
  return rows;
}

Result<void, Fault> Transaction::each(const Query& query, std::span<const Value> values,
                                      const std::function<bool(const Row&)>& take) {
  PARVIS_TRY([[maybe_unused]] const auto done, run_sql(query.name, query.sql, values, &take));
  return {};
}

Result<void, Fault> Transaction::run_each(const Query& query, std::span<const std::vector<Value>> rows) {
  if (fault_) return no(*fault_);
  auto done = connection_.run_each(query.name, query.sql, rows);
  if (!done) fault_ = done.error();
  if (done) observed(query.sql, static_cast<std::int64_t>(rows.size()));
  return done;
}

Result<void, Fault> Transaction::run_each_text(std::string_view sql,
                                               std::span<const std::vector<Value>> rows) {
  if (fault_) return no(*fault_);
  auto done = connection_.run_each(sql.substr(0, 40), sql, rows);
  if (!done) fault_ = done.error();
  if (done) observed(sql, static_cast<std::int64_t>(rows.size()));
  return done;
}

Result<void, Fault> Transaction::script(std::string_view sql) {
  if (fault_) return no(*fault_);
  auto done = connection_.script(sql);
  if (!done) fault_ = done.error();
  return done;
}

Result<std::optional<Row>, Fault> Transaction::first_of(Result<std::vector<Row>, Fault> rows) {
  if (!rows) return no(std::move(rows).error());
  if (rows->empty()) return std::optional<Row>();
  return std::optional(std::move(rows->front()));
}

std::optional<Fault> not_storable(std::string_view name, std::span<const Value> values) {
  for (const auto& value : values) {
    const auto* text = std::get_if<std::string>(&value);
    if (text != nullptr && (text->find('\0') != std::string::npos || !is_utf8(*text)))
      return Fault{Fault::Kind::other, {}, fmt::format("{}: a text that is not UTF-8", name)};
  }
  return std::nullopt;
}

Place place_of(std::string_view data_folder, std::string_view database_address) {
  if (!database_address.empty()) return {Engine::postgresql, std::string(database_address)};
  return {Engine::sqlite, fmt::format("{}/parvis.db", data_folder)};
}

}  // namespace parvis::db

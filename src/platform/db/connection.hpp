/// One connection to one engine: what SQLite and PostgreSQL have in common. Only this folder includes it.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"

namespace parvis::db {

enum class Use { read, write };

class Connection {
 public:
  virtual ~Connection() = default;
  virtual Result<void, Fault> begin(Use use) = 0;
  virtual Result<void, Fault> commit() = 0;
  virtual void roll_back() = 0;
  /// How many rows were changed. `take` gets each row, and says whether to go on.
  virtual Result<std::int64_t, Fault> run(std::string_view name, std::string_view sql,
                                          std::span<const Value> values,
                                          const std::function<bool(const Row&)>* take) = 0;
  virtual Result<void, Fault> run_each(std::string_view name, std::string_view sql,
                                       std::span<const std::vector<Value>> rows) = 0;
  virtual Result<void, Fault> script(std::string_view sql) = 0;
  virtual Result<void, Fault> squeeze_out_what_was_erased() = 0;
};

Result<std::unique_ptr<Connection>, Fault> connect_sqlite(const std::string& file, Use use, int patience_ms);
Result<std::unique_ptr<Connection>, Fault> connect_postgresql(const std::string& address, Use use,
                                                              int patience_ms);

/// Text that both engines keep as it is: UTF-8 without a NUL.
std::optional<Fault> not_storable(std::string_view name, std::span<const Value> values);

/// Our schema's text for one engine. Written for PostgreSQL; for SQLite BIGINT and BYTEA become INTEGER and BLOB,
/// each table STRICT. Lines from `-- sqlite:` or `-- postgresql:` to `-- end` are for that engine alone.
std::string script_for(Engine engine, std::string_view sql);

}  // namespace parvis::db

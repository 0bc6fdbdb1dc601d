/// The inside of a backup: rows of all tables of the data catalogue, the same whichever engine they come from or go
/// to. A first line, a line of JSON that says what follows (step of the schema, tables, columns, how many rows), the
/// rows one after another, a last line. It is sealed around this (Keyring::seal_stream), so what is read here is what
/// Parvis wrote; it is judged all the same.
///
///   parvis-backup 1
///   {"step":1,"made_at":"2026-11-23T00:10:44.000000Z","tables":[{"name":"city","columns":["city_id",…],"rows":1},…]}
///   n | i + 8 bytes | t + 8 bytes of length + text | b + 8 bytes of length + bytes     (for each cell; small end first)
///   end
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"

namespace parvis::keep {

struct BackupTable {
  std::string name;
  std::vector<std::string> columns;
  std::int64_t rows = 0;
};
struct BackupHeader {
  int step = 0;
  Moment made_at;
  std::vector<BackupTable> tables;
  std::int64_t rows() const;
};

/// What a database holds, by the data catalogue. schema_step is left out: whoever takes the rows has taken the steps.
Result<BackupHeader, db::Fault> header_of(db::Transaction& tx, int step, Moment now);

/// Gives the rows page by page, in the order of their keys.
class RowsOut {
 public:
  RowsOut(db::Transaction& tx, const BackupHeader& header) : tx_(tx), header_(header) {}
  /// The next rows of one table, which `table` then names; nothing at the end of the last.
  Result<std::vector<db::Row>, db::Fault> next();
  std::size_t table() const { return table_; }

 private:
  db::Transaction& tx_;
  const BackupHeader& header_;
  std::size_t table_ = 0;
  std::vector<db::Value> after_;
};

/// Takes rows into the empty tables of a store.
class RowsIn {
 public:
  explicit RowsIn(db::Transaction& tx) : tx_(tx) {}
  /// Foreign keys are looked at when all rows are there: a person may be merged into one who comes later.
  Result<void, db::Fault> begin();
  Result<void, db::Fault> take(const BackupTable& table, std::vector<db::Row> rows);
  Result<void, db::Fault> end();

 private:
  db::Transaction& tx_;
};

std::string written(const BackupHeader& header);
void append_row(std::string& bytes, const db::Row& row);
inline constexpr std::string_view end_of_backup = "end\n";

/// Reads a backup's bytes as they come, in pieces of any length.
class BackupReader {
 public:
  enum class Not { wrong_format, newer };
  struct Taker {
    std::function<bool(const BackupHeader&)> header;
    std::function<bool(const BackupTable&, std::vector<db::Row>)> rows;  ///< up to some hundreds at once
  };
  explicit BackupReader(Taker taker) : taker_(std::move(taker)) {}
  /// False when it is of no use to go on: `why` says why, or the taker had said so.
  bool take(std::string_view bytes);
  /// All rows that the header promised have come, and the end.
  bool is_whole() const { return at_end_; }
  const std::optional<Not>& why() const { return why_; }
  const BackupHeader& header() const { return header_; }

 private:
  bool not_this(Not why);
  bool take_header();
  bool take_rows();
  bool hand_over();

  Taker taker_;
  std::string waiting_;
  std::size_t at_ = 0;
  BackupHeader header_;
  bool has_header_ = false, at_end_ = false;
  std::size_t table_ = 0;
  std::int64_t row_ = 0;
  std::vector<db::Row> rows_;
  std::optional<Not> why_;
};

}  // namespace parvis::keep

#include "app/keep/keys.hpp"

#include <fmt/format.h>

#include <map>

#include "app/store/history_values.hpp"

namespace parvis::keep {
namespace {

using store::Table;

constexpr std::int64_t cells_at_once = 1000;

constexpr db::Query history_with_bytes{"history_with_bytes", R"(
  SELECT city_id, audit_number, entry, in_table, earlier FROM history
   WHERE (city_id, audit_number, entry) > ($1, $2, $3) AND earlier LIKE '%"base64"%'
   ORDER BY city_id, audit_number, entry LIMIT 1000)"};

/// A sealed column of a table, read in the order of its key.
struct SealedColumn {
  const Table& table;
  std::string_view column;

  std::string keys() const {
    std::string text;
    for (const auto& key : table.key) text += (text.empty() ? "" : ", ") + std::string(key);
    return text;
  }
  std::string select(bool from_start) const {
    std::string after, numbers;
    if (!from_start) {
      for (std::size_t i = 0; i < table.key.size(); ++i)
        numbers += fmt::format("{}${}", i == 0 ? "" : ", ", i + 1);
      after = fmt::format(" AND ({}) > ({})", keys(), numbers);
    }
    return fmt::format("SELECT {0}, {1} FROM {2} WHERE {1} IS NOT NULL{3} ORDER BY {0} LIMIT {4}", keys(),
                       column, table.name, after, cells_at_once);
  }
  /// $1 the new bytes, $2 the old ones, then the key: a cell that was changed meanwhile is left alone.
  std::string update() const {
    std::string where;
    for (std::size_t i = 0; i < table.key.size(); ++i)
      where += fmt::format(" AND {} = ${}", table.key[i], i + 3);
    return fmt::format("UPDATE {0} SET {1} = $1 WHERE {1} = $2{2}", table.name, column, where);
  }
  std::string place_of(const std::vector<db::Value>& key) const {
    return fmt::format("{}.{}:{}", table.name, column, store::key_text(key));
  }
};

std::vector<SealedColumn> sealed_columns() {
  std::vector<SealedColumn> all;
  for (const auto& table : store::data_catalogue())
    for (const auto& column : table.columns)
      if (column.sealed) all.push_back({table, column.name});
  return all;
}

struct SealedCell {
  std::vector<db::Value> key;
  std::string bytes;
};

Result<std::vector<SealedCell>, db::Fault> cells_after(db::Transaction& tx, const SealedColumn& column,
                                                       const std::vector<db::Value>& after) {
  PARVIS_TRY(auto rows, tx.all_text(column.select(after.empty()), after));
  std::vector<SealedCell> cells;
  for (auto& row : rows) {
    auto bytes = row.get<db::Bytes>(row.cells.size() - 1).bytes;
    row.cells.pop_back();
    cells.push_back({std::move(row.cells), std::move(bytes)});
  }
  return cells;
}

using Counts = std::map<crypto::KeyId, std::int64_t>;

Result<Counts, db::Fault> count_today(db::Transaction& tx) {
  Counts counts;
  for (const auto& column : sealed_columns()) {
    std::vector<db::Value> after;
    while (true) {
      PARVIS_TRY(const auto cells, cells_after(tx, column, after));
      if (cells.empty()) break;
      for (const auto& cell : cells) ++counts[crypto::Keyring::key_of(cell.bytes).value_or(0)];
      after = cells.back().key;
    }
  }
  return counts;
}

bool is_sealed(std::string_view table, std::string_view column) {
  for (const auto& one : sealed_columns())
    if (one.table.name == table && one.column == column) return true;
  return false;
}

Result<Counts, db::Fault> count_earlier(db::Transaction& tx) {
  Counts counts;
  std::int64_t city = 0, number = 0, entry = 0;
  while (true) {
    PARVIS_TRY(const auto rows, tx.all(history_with_bytes, city, number, entry));
    if (rows.empty()) return counts;
    for (const auto& row : rows) {
      city = row.get<std::int64_t>(0), number = row.get<std::int64_t>(1), entry = row.get<std::int64_t>(2);
      const auto values = store::read_values(row.get<std::string>(4));
      if (!values) continue;  // A tampered row is the chain's to find.
      for (const auto& [column, value] : *values)
        if (const auto* bytes = std::get_if<db::Bytes>(&value);
            bytes != nullptr && is_sealed(row.get<std::string>(3), column))
          ++counts[crypto::Keyring::key_of(bytes->bytes).value_or(0)];
    }
  }
}

// One batch: cells behind today's key, from a place on. What came last in key order, or nothing at the end.
struct Batch {
  std::vector<db::Value> last;
  std::int64_t sealed = 0;
  bool does_not_open = false;
};

Result<Batch, db::Fault> seal_some(db::Database& database, const crypto::Keyring& keys,
                                   const SealedColumn& column, const std::vector<db::Value>& after,
                                   std::size_t most) {
  return database.write([&](db::Transaction& tx) -> Result<Batch, db::Fault> {
    PARVIS_TRY(const auto cells, cells_after(tx, column, after));
    Batch batch;
    std::vector<std::vector<db::Value>> rows;
    for (const auto& cell : cells) {
      batch.last = cell.key;
      if (!keys.is_behind(cell.bytes)) continue;
      auto plain = keys.open(cell.bytes, column.place_of(cell.key));
      if (!plain) {
        batch.does_not_open = true;
        return batch;
      }
      std::vector<db::Value> row{db::Bytes{keys.seal(*plain, column.place_of(cell.key))},
                                 db::Bytes{cell.bytes}};
      row.insert(row.end(), cell.key.begin(), cell.key.end());
      rows.push_back(std::move(row));
      crypto::wipe(*plain);
      if (rows.size() == most) break;
    }
    batch.sealed = static_cast<std::int64_t>(rows.size());
    if (auto done = tx.run_each_text(column.update(), rows); !done) return no(std::move(done).error());
    return batch;
  });
}

Result<std::int64_t, No> seal_all(db::Database& database, const crypto::Keyring& keys, std::size_t most) {
  std::int64_t sealed = 0;
  for (const auto& column : sealed_columns()) {
    std::vector<db::Value> after;
    while (true) {
      auto batch = seal_some(database, keys, column, after, most);
      if (!batch) return no(in_words(batch.error()));
      if (batch->does_not_open)
        return no(
            No{No::Kind::not_proved,
               say("A sealed field in {table} does not open with any key in the key file. It was moved or "
                   "changed, or a key is missing. The old key is kept; what was sealed again stays so.")
                   .with("table", std::string(column.table.name))});
      if (batch->last.empty()) break;
      sealed += batch->sealed;
      after = std::move(batch->last);
    }
  }
  return sealed;
}

Result<void, No> nobody_else_here(const Where& where) {
  if (!is_open_elsewhere(where.place())) return {};
  return no(No{No::Kind::wrong_use, say("Parvis is running on this folder. Stop it first, then try again.")});
}

Result<void, No> tell_the_log(const Kept& kept, Moment now, store::Act act, crypto::KeyId id) {
  for (const auto& city : kept.cities)
    if (auto logged = kept.store->log(operator_of(city), now, {act, {}, "key", std::int64_t{id}, {}, false});
        !logged)
      return no(in_words(logged.error()));
  return {};
}

}  // namespace

Result<std::vector<KeyUse>, No> use_of_keys(store::Store& store) {
  Counts earlier;
  auto today = store.database().read([&](db::Transaction& tx) -> Result<Counts, db::Fault> {
    PARVIS_TRY(earlier, count_earlier(tx));
    return count_today(tx);
  });
  if (!today) return no(in_words(today.error()));
  std::vector<KeyUse> uses;
  for (const auto& line : store.keys().lines())
    uses.push_back({line.id, line.made_on, line.is_active, (*today)[line.id], earlier[line.id]});
  return uses;
}

Result<Rotated, No> rotate_keys(const Where& where, Moment now, std::size_t batch) {
  if (auto alone = nobody_else_here(where); !alone) return no(std::move(alone).error());
  PARVIS_TRY(auto kept, open(where, now));
  PARVIS_TRY(const auto uses, use_of_keys(*kept.store));
  Rotated rotated;
  for (const auto& use : uses) rotated.went_on |= !use.is_active && use.cells > 0;
  auto keys = crypto::Keyring::load(where.key_file());
  if (keys && !rotated.went_on) keys = keys->with_new_key(now.day_utc()).save(where.key_file());
  if (!keys) return no(in_words(keys.error()));
  for (const auto& line : keys->lines())
    if (line.is_active) rotated.active = line.id;
  PARVIS_TRY(rotated.cells, seal_all(kept.store->database(), *keys, batch));
  if (auto logged = tell_the_log(kept, now, store::Act::keys_rotated, rotated.active); !logged)
    return no(std::move(logged).error());
  return rotated;
}

Result<void, No> forget_key(const Where& where, Moment now, crypto::KeyId id) {
  if (auto alone = nobody_else_here(where); !alone) return alone;
  PARVIS_TRY(auto kept, open(where, now));
  PARVIS_TRY(const auto uses, use_of_keys(*kept.store));
  for (const auto& use : uses) {
    if (use.id != id) continue;
    if (use.cells > 0)
      return no(
          No{No::Kind::bad_input,
             say("Key {id} is still needed: {n} fields are sealed with it. Run parvis keys rotate first.")
                 .with("id", std::int64_t{id})
                 .with("n", use.cells)});
    if (use.earlier > 0)
      return no(
          No{No::Kind::bad_input,
             say("Key {id} is still needed: {n} earlier values in the history are sealed with it. It can "
                 "be forgotten when they have been erased.")
                 .with("id", std::int64_t{id})
                 .with("n", use.earlier)});
  }
  auto without = kept.store->keys().without(id);
  if (!without) return no(in_words(without.error()));
  auto saved = without->save(where.key_file());
  if (!saved) return no(in_words(saved.error()));
  return tell_the_log(kept, now, store::Act::key_forgotten, id);
}

}  // namespace parvis::keep

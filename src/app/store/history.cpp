// Yesterday from today: the history is walked back from its end, and each change is taken back.
#include <fmt/format.h>

#include <map>

#include "app/store/history_values.hpp"
#include "app/store/store.hpp"

namespace parvis::store {
namespace {

constexpr db::Query history_after{"history_after", R"(
  SELECT row_key, change, earlier, salt FROM history
   WHERE city_id = $1 AND in_table = $2 AND audit_number > $3 ORDER BY audit_number DESC, entry DESC)"};

using PastCells = std::map<std::string, std::optional<db::Value>>;

Result<std::map<std::string, PastCells>, Fault> rows_today(db::Transaction& tx, const Table& table) {
  std::string columns;
  for (const auto& column : table.columns)
    columns += (columns.empty() ? "" : ", ") + std::string(column.name);
  PARVIS_TRY(const auto rows, tx.all_text(fmt::format("SELECT {} FROM {}", columns, table.name), {}));
  std::map<std::string, PastCells> found;
  for (const auto& row : rows) {
    PastCells cells;
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      cells[std::string(table.columns[i].name)] = row.cells[i];
    std::vector<db::Value> key;
    for (const auto& name : table.key) key.push_back(*cells[std::string(name)]);
    found[key_text(key)] = std::move(cells);
  }
  return found;
}

}  // namespace

Result<std::vector<PastRow>, Fault> table_after(Store& store, CityId city, std::string_view name,
                                                std::int64_t number) {
  const auto& table = table_named(name);
  return store.database().read([&](db::Transaction& tx) -> Result<std::vector<PastRow>, Fault> {
    PARVIS_TRY(auto rows, rows_today(tx, table));
    PARVIS_TRY(const auto changes, tx.all(history_after, city, table.name, number));
    for (const auto& change : changes) {
      const auto key = change.get<std::string>(0);
      const auto kind = change.get<std::string>(1);
      if (kind == "added") {
        rows.erase(key);
        continue;
      }
      auto& cells = rows[key];
      const auto earlier = change.get<std::optional<std::string>>(2);
      const auto values = earlier ? read_values(*earlier) : std::nullopt;
      if (!values) {
        // What has been erased is nothing; of a row that is gone, its columns are still named.
        for (const auto& column : table.columns) cells.try_emplace(std::string(column.name), std::nullopt);
        continue;
      }
      for (const auto& [column, value] : *values) cells[column] = value;
    }
    std::vector<PastRow> past;
    for (auto& [key, cells] : rows) past.push_back({key, {cells.begin(), cells.end()}});
    return past;
  });
}

}  // namespace parvis::store

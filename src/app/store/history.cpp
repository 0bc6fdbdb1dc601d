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

constexpr db::Query entries_of_act{"entries_of_act", R"(
  SELECT in_table, row_key, change, earlier, salt, person_id FROM history
   WHERE city_id = $1 AND audit_number = $2 ORDER BY entry DESC)"};
constexpr db::Query acts_since{"acts_since", R"(
  SELECT DISTINCT later.audit_number FROM history first
    JOIN history later ON later.city_id = first.city_id AND later.in_table = first.in_table
         AND later.row_key = first.row_key AND later.audit_number > first.audit_number
   WHERE first.city_id = $1 AND first.audit_number = $2 ORDER BY later.audit_number)"};

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

// Entries of one row that was taken away stand side by side, one for each class of data.
struct Undo {
  std::string table, change;
  Key key;
  Cells cells;
  std::optional<PersonId> whose;
};

std::optional<std::vector<Undo>> undoing(const std::vector<db::Row>& entries) {
  std::vector<Undo> steps;
  for (const auto& entry : entries) {
    if (!entry.get<std::optional<db::Bytes>>(4)) return std::nullopt;
    Undo step{entry.get<std::string>(0),
              entry.get<std::string>(2),
              key_of_text(entry.get<std::string>(1)),
              {},
              entry.get<std::optional<PersonId>>(5)};
    if (const auto earlier = entry.get<std::optional<std::string>>(3)) {
      const auto values = read_values(*earlier);
      if (!values) return std::nullopt;
      for (const auto& [name, value] : *values)
        step.cells.emplace_back(table_named(step.table).column(name).name, value);
    }
    const bool same_row = !steps.empty() && steps.back().table == step.table &&
                          steps.back().key == step.key && steps.back().change == step.change;
    if (same_row)
      steps.back().cells.insert(steps.back().cells.end(), step.cells.begin(), step.cells.end());
    else
      steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace

Result<TakenBack, Fault> Transaction::take_back(std::int64_t number) {
  TakenBack answer;
  PARVIS_TRY(const auto since, tx_.all(acts_since, city(), number));
  for (const auto& row : since) answer.done_since.push_back(row.get<std::int64_t>(0));
  if (!answer.done_since.empty()) return answer;
  PARVIS_TRY(const auto entries, tx_.all(entries_of_act, city(), number));
  const auto steps = undoing(entries);
  if (!steps) return answer;
  for (const auto& step : *steps) {
    if (step.change == "added") {
      if (auto done = remove(step.table, step.key, step.whose); !done) return no(std::move(done).error());
    } else if (step.change == "removed") {
      if (auto done = add(step.table, step.cells, step.whose); !done) return no(std::move(done).error());
    } else if (auto done = change(step.table, step.key, step.cells, step.whose); !done) {
      return no(std::move(done).error());
    }
  }
  answer.done = true;
  return answer;
}

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

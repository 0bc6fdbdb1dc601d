// Rows that change, and what is remembered of how they were. The statements are put together from the data catalogue
// alone: names of tables and columns that stand in the program.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "app/store/history_values.hpp"
#include "app/store/store.hpp"

namespace parvis::store {
namespace {

std::string where_key(const Table& table, std::size_t first) {
  std::string text;
  for (std::size_t i = 0; i < table.key.size(); ++i)
    text += fmt::format("{}{} = ${}", i == 0 ? "" : " AND ", table.key[i], first + i);
  return text;
}

std::string select_where(const Table& table, std::string_view condition) {
  std::string columns;
  for (const auto& column : table.columns)
    columns += (columns.empty() ? "" : ", ") + std::string(column.name);
  return fmt::format("SELECT {} FROM {} WHERE {}", columns, table.name, condition);
}

std::string select_row(const Table& table) {
  return select_where(table, where_key(table, 1));
}

NamedValues named(const Table& table, const db::Row& row) {
  NamedValues values;
  for (std::size_t at = 0; at < row.cells.size(); ++at)
    values.emplace_back(table.columns[at].name, row.cells[at]);
  return values;
}

std::string insert_row(const Table& table, const Cells& cells) {
  std::string columns, values;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    columns += fmt::format("{}{}", i == 0 ? "" : ", ", cells[i].column);
    values += fmt::format("{}${}", i == 0 ? "" : ", ", i + 1);
  }
  return fmt::format("INSERT INTO {} ({}) VALUES ({})", table.name, columns, values);
}

std::size_t at_column(const Table& table, std::string_view name) {
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (table.columns[i].name == name) return i;
  PARVIS_ASSERT(!"a column that is not in the data catalogue");
  return 0;
}

Key key_in(const Table& table, const Cells& cells) {
  Key key;
  for (const auto& name : table.key) {
    const auto found =
        std::find_if(cells.begin(), cells.end(), [&](const Cell& cell) { return cell.column == name; });
    PARVIS_ASSERT(found != cells.end());
    key.push_back(found->value);
  }
  return key;
}

const db::Value* cell_named(const Cells& cells, std::string_view name) {
  for (const auto& cell : cells)
    if (cell.column == name) return &cell.value;
  return nullptr;
}

}  // namespace

// A sealed cell is bound to its place, so that it cannot be moved to another row.
static std::string place_of_cell(std::string_view table, std::string_view column, const Key& key) {
  return fmt::format("{}.{}:{}", table, column, key_text(key));
}

std::string Transaction::seal(std::string_view table, std::string_view column, const Key& key,
                              std::string_view plain) const {
  return store_.keys().seal(plain, place_of_cell(table, column, key));
}

Result<std::string, Fault> Transaction::open(std::string_view table, std::string_view column, const Key& key,
                                             const db::Bytes& sealed) const {
  auto plain = store_.keys().open(sealed.bytes, place_of_cell(table, column, key));
  if (!plain)
    return no(
        Fault{Fault::Kind::other, {}, fmt::format("{}.{}: a sealed cell does not open", table, column)});
  return std::move(*plain);
}

db::Bytes Transaction::lookup_hash(std::string_view purpose, std::string_view text) const {
  return {store_.keys().keyed_hash(purpose, text)};
}

// Plain text of sealed columns becomes sealed bytes; NULL stays NULL.
static Cells with_seals(const Transaction& tx, const Table& table, const Key& key, const Cells& cells) {
  Cells sealed;
  for (const auto& cell : cells) {
    const auto* text = std::get_if<std::string>(&cell.value);
    if (!table.column(cell.column).sealed || text == nullptr)
      sealed.push_back(cell);
    else
      sealed.emplace_back(cell.column, db::Bytes{tx.seal(table.name, cell.column, key, *text)});
  }
  return sealed;
}

Result<std::optional<db::Row>, Fault> Transaction::row_of(const Table& table, const Key& key) {
  PARVIS_ASSERT(key.size() == table.key.size());
  PARVIS_TRY(auto rows, tx_.all_text(select_row(table), key));
  if (rows.empty()) return std::optional<db::Row>();
  // No act crosses cities: another city's row is not there.
  for (std::size_t at = 0; at < table.columns.size(); ++at)
    if (table.columns[at].name == "city_id" && rows.front().get<CityId>(at) != city())
      return std::optional<db::Row>();
  return std::optional(std::move(rows.front()));
}

Result<void, Fault> Transaction::add(std::string_view name, const Cells& cells,
                                     std::optional<PersonId> whose) {
  const auto& table = table_named(name);
  PARVIS_ASSERT(table.kept == Kept::with_history);
  const auto key = key_in(table, cells);
  if (const auto* of = cell_named(cells, "city_id")) PARVIS_ASSERT(*of == db::value(city()));
  const auto sealed = with_seals(*this, table, key, cells);
  std::vector<std::vector<db::Value>> rows(1);
  for (const auto& cell : sealed) rows.front().push_back(cell.value);
  if (auto done = tx_.run_each_text(insert_row(table, sealed), rows); !done) return done;
  if (!whose && !table.person_column.empty())
    if (const auto* person = cell_named(cells, table.person_column))
      if (const auto* number = std::get_if<std::int64_t>(person)) whose = PersonId{*number};
  remember(table, key, whose, nullptr, "added", {});
  return {};
}

Result<bool, Fault> Transaction::change(std::string_view name, const Key& key, const Cells& wished,
                                        std::optional<PersonId> whose) {
  const auto& table = table_named(name);
  PARVIS_ASSERT(table.kept == Kept::with_history);
  PARVIS_TRY(const auto row, row_of(table, key));
  if (!row) return false;
  const auto cells = with_seals(*this, table, key, wished);
  std::vector<std::size_t> changed;
  std::string assignments;
  std::vector<std::vector<db::Value>> values(1);
  for (const auto& cell : cells) {
    const auto at = at_column(table, cell.column);
    if (row->cells[at] == cell.value) continue;
    changed.push_back(at);
    values.front().push_back(cell.value);
    assignments +=
        fmt::format("{}{} = ${}", assignments.empty() ? "" : ", ", cell.column, values.front().size());
  }
  if (changed.empty()) return true;
  const auto first = values.front().size() + 1;
  values.front().insert(values.front().end(), key.begin(), key.end());
  const auto sql = fmt::format("UPDATE {} SET {} WHERE {}", table.name, assignments, where_key(table, first));
  if (auto done = tx_.run_each_text(sql, values); !done) return no(std::move(done).error());
  remember(table, key, whose, &*row, "changed", changed);
  return true;
}

Result<bool, Fault> Transaction::remove(std::string_view name, const Key& key,
                                        std::optional<PersonId> whose) {
  const auto& table = table_named(name);
  PARVIS_ASSERT(table.kept == Kept::with_history);
  PARVIS_TRY(const auto row, row_of(table, key));
  if (!row) return false;
  const std::vector<std::vector<db::Value>> values{key};
  const auto sql = fmt::format("DELETE FROM {} WHERE {}", table.name, where_key(table, 1));
  if (auto done = tx_.run_each_text(sql, values); !done) return no(std::move(done).error());
  std::vector<std::size_t> columns(table.columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) columns[i] = i;
  remember(table, key, whose, &*row, "removed", columns);
  return true;
}

Result<std::optional<NamedValues>, Fault> Transaction::named_row(std::string_view name, const Key& key) {
  const auto& table = table_named(name);
  PARVIS_TRY(const auto row, row_of(table, key));
  if (!row) return std::optional<NamedValues>();
  return std::optional(named(table, *row));
}

Result<std::vector<NamedValues>, Fault> Transaction::rows_with(std::string_view name, std::string_view column,
                                                               const db::Value& value) {
  const auto& table = table_named(name);
  const auto in_city =
      std::ranges::any_of(table.columns, [](const Column& one) { return one.name == "city_id"; });
  std::vector<db::Value> arguments{value};
  if (in_city) arguments.push_back(db::value(city()));
  std::string order;
  for (const auto& key : table.key) order += (order.empty() ? "" : ", ") + std::string(key);
  PARVIS_TRY(const auto rows,
             tx_.all_text(select_where(table, fmt::format("{} = $1{} ORDER BY {}", table.column(column).name,
                                                          in_city ? " AND city_id = $2" : "", order)),
                          arguments));
  std::vector<NamedValues> all;
  for (const auto& row : rows) all.push_back(named(table, row));
  return all;
}

Result<bool, Fault> Transaction::erase(std::string_view name, const Key& key, std::optional<PersonId> whose) {
  const auto before = entries_.size();
  auto done = remove(name, key, whose);
  for (auto at = before; at < entries_.size(); ++at) entries_[at].erased = true;
  return done;
}

Result<bool, Fault> Transaction::overwrite(std::string_view name, const Key& key, const Cells& cells,
                                           std::optional<PersonId> whose) {
  const auto before = entries_.size();
  auto done = change(name, key, cells, whose);
  for (auto at = before; at < entries_.size(); ++at) entries_[at].erased = true;
  return done;
}

// One entry for each class of data, so that what must be erased early can be erased alone.
void Transaction::remember(const Table& table, const Key& key, std::optional<PersonId> whose,
                           const db::Row* row, std::string_view change,
                           const std::vector<std::size_t>& columns) {
  std::optional<std::int64_t> person;
  if (whose)
    person = whose->number;
  else if (row != nullptr && !table.person_column.empty())
    person = row->get<std::optional<std::int64_t>>(at_column(table, table.person_column));
  if (row == nullptr) {
    entries_.push_back({std::string(table.name), key_text(key), person, DataClass::p3, change, std::nullopt});
    return;
  }
  std::map<DataClass, NamedValues> by_class;
  for (const auto at : columns)
    by_class[table.columns[at].data_class].emplace_back(table.columns[at].name, row->cells[at]);
  for (const auto& [data_class, values] : by_class)
    entries_.push_back({std::string(table.name), key_text(key), person, data_class, change, written(values)});
}

}  // namespace parvis::store

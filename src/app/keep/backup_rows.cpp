#include "app/keep/backup_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/store/data_catalogue.hpp"

namespace parvis::keep {
namespace {

constexpr std::string_view first_line = "parvis-backup 1\n";
constexpr std::string_view any_first_line = "parvis-backup ";
constexpr std::size_t page = 200;

std::string list_of(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string page_of(const BackupTable& table, const std::vector<std::string_view>& key, bool from_start) {
  std::string after;
  if (!from_start) {
    std::string numbers;
    for (std::size_t i = 0; i < key.size(); ++i) numbers += fmt::format("{}${}", i == 0 ? "" : ", ", i + 1);
    after = fmt::format(" WHERE ({}) > ({})", fmt::join(key, ", "), numbers);
  }
  return fmt::format("SELECT {} FROM {}{} ORDER BY {} LIMIT {}", list_of(table.columns), table.name, after,
                     fmt::join(key, ", "), page);
}

std::string insert_into(const BackupTable& table) {
  std::string numbers;
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    numbers += fmt::format("{}${}", i == 0 ? "" : ", ", i + 1);
  return fmt::format("INSERT INTO {} ({}) VALUES ({})", table.name, list_of(table.columns), numbers);
}

void append_whole(std::string& bytes, std::uint64_t whole) {
  for (int shift = 0; shift < 64; shift += 8) bytes.push_back(static_cast<char>(whole >> shift & 0xff));
}

std::uint64_t whole_at(std::string_view bytes) {
  std::uint64_t whole = 0;
  for (std::size_t i = 0; i < 8; ++i) whole |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  return whole;
}

enum class Told { cell, more, wrong };

Told cell_at(std::string_view bytes, std::size_t& at, db::Value& value) {
  if (at >= bytes.size()) return Told::more;
  const char kind = bytes[at];
  if (kind == 'n') {
    ++at;
    value = db::Null{};
    return Told::cell;
  }
  if (kind != 'i' && kind != 't' && kind != 'b') return Told::wrong;
  if (bytes.size() - at < 9) return Told::more;
  const auto whole = whole_at(bytes.substr(at + 1));
  if (kind == 'i') {
    at += 9;
    value = static_cast<std::int64_t>(whole);
    return Told::cell;
  }
  constexpr std::uint64_t longest = std::uint64_t{1} << 30;  // Neither engine keeps a longer cell.
  if (whole > longest) return Told::wrong;
  if (bytes.size() - at - 9 < whole) return Told::more;
  const auto text = std::string(bytes.substr(at + 9, whole));
  at += 9 + whole;
  if (kind == 't')
    value = text;
  else
    value = db::Bytes{text};
  return Told::cell;
}

// Names go into SQL.
bool is_name(const std::string& text) {
  return !text.empty() && text.size() < 64 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
}

std::optional<BackupHeader> read_header(std::string_view line) {
  const auto json = nlohmann::json::parse(line, nullptr, false);
  const auto holds = [](const nlohmann::json& in, const char* name, auto is) {
    return in.is_object() && in.contains(name) && (in[name].*is)();
  };
  if (!holds(json, "step", &nlohmann::json::is_number_unsigned) ||
      !holds(json, "made_at", &nlohmann::json::is_string) ||
      !holds(json, "tables", &nlohmann::json::is_array))
    return std::nullopt;
  BackupHeader header;
  header.step = static_cast<int>(std::min<std::uint64_t>(json["step"].get<std::uint64_t>(), 1'000'000));
  const auto made_at = Moment::from_iso(json["made_at"].get<std::string>());
  if (!made_at) return std::nullopt;
  header.made_at = *made_at;
  for (const auto& one : json["tables"]) {
    if (!holds(one, "name", &nlohmann::json::is_string) ||
        !holds(one, "columns", &nlohmann::json::is_array) ||
        !holds(one, "rows", &nlohmann::json::is_number_unsigned))
      return std::nullopt;
    BackupTable table{one["name"].get<std::string>(), {}, one["rows"].get<std::int64_t>()};
    for (const auto& column : one["columns"]) {
      if (!column.is_string() || !is_name(column.get<std::string>())) return std::nullopt;
      table.columns.push_back(column.get<std::string>());
    }
    if (!is_name(table.name) || table.columns.empty() || table.rows < 0) return std::nullopt;
    header.tables.push_back(std::move(table));
  }
  return header;
}

// PostgreSQL's foreign keys are made to wait within this transaction, then are as they were.
constexpr std::string_view wait_with_foreign_keys = R"(
-- sqlite:
PRAGMA defer_foreign_keys = ON;
-- end
-- postgresql:
CREATE TEMPORARY TABLE made_to_wait ON COMMIT DROP AS
  SELECT conrelid::regclass AS of_table, conname FROM pg_constraint
   WHERE contype = 'f' AND NOT condeferrable AND connamespace = current_schema()::regnamespace;
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT of_table, conname FROM made_to_wait LOOP
    EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED', one.of_table, one.conname);
  END LOOP;
END $$;
-- end
)";
constexpr std::string_view look_at_foreign_keys = R"(
-- postgresql:
SET CONSTRAINTS ALL IMMEDIATE;
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT of_table, conname FROM made_to_wait LOOP
    EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I NOT DEFERRABLE', one.of_table, one.conname);
  END LOOP;
END $$;
-- end
)";

// Sessions and mail on its way: a restored city must neither know who was signed in, nor send twice.
bool is_passing(const store::Table& table) {
  return std::ranges::all_of(table.columns, [](const store::Column& column) {
    return column.retention == store::Retention::short_lived;
  });
}

}  // namespace

std::int64_t BackupHeader::rows() const {
  std::int64_t all = 0;
  for (const auto& table : tables) all += table.rows;
  return all;
}

Result<BackupHeader, db::Fault> header_of(db::Transaction& tx, int step, Moment now) {
  BackupHeader header{step, now, {}};
  for (const auto& table : store::data_catalogue()) {
    if (table.name == "schema_step" || is_passing(table)) continue;
    BackupTable one{std::string(table.name), {}, 0};
    for (const auto& column : table.columns) one.columns.emplace_back(column.name);
    PARVIS_TRY(const auto rows, tx.all_text(fmt::format("SELECT COUNT(*) FROM {}", table.name), {}));
    one.rows = rows.front().get<std::int64_t>(0);
    header.tables.push_back(std::move(one));
  }
  return header;
}

Result<std::vector<db::Row>, db::Fault> RowsOut::next() {
  for (; table_ < header_.tables.size(); ++table_, after_.clear()) {
    const auto& table = header_.tables[table_];
    const auto& key = store::table_named(table.name).key;
    PARVIS_TRY(auto rows, tx_.all_text(page_of(table, key, after_.empty()), after_));
    if (rows.empty()) continue;
    after_.clear();
    for (const auto name : key) {
      const auto at = std::find(table.columns.begin(), table.columns.end(), name) - table.columns.begin();
      after_.push_back(rows.back().cells[static_cast<std::size_t>(at)]);
    }
    return rows;
  }
  return std::vector<db::Row>();
}

Result<void, db::Fault> RowsIn::begin() {
  return tx_.script(wait_with_foreign_keys);
}

Result<void, db::Fault> RowsIn::take(const BackupTable& table, std::vector<db::Row> rows) {
  std::vector<std::vector<db::Value>> values;
  values.reserve(rows.size());
  for (auto& row : rows) values.push_back(std::move(row.cells));
  return tx_.run_each_text(insert_into(table), values);
}

Result<void, db::Fault> RowsIn::end() {
  return tx_.script(look_at_foreign_keys);
}

std::string written(const BackupHeader& header) {
  auto json = nlohmann::json::object();
  json["step"] = header.step;
  json["made_at"] = header.made_at.iso();
  json["tables"] = nlohmann::json::array();
  for (const auto& table : header.tables)
    json["tables"].push_back({{"name", table.name}, {"columns", table.columns}, {"rows", table.rows}});
  return fmt::format("{}{}\n", first_line, json.dump());
}

void append_row(std::string& bytes, const db::Row& row) {
  for (const auto& cell : row.cells) {
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
      bytes += 'i';
      append_whole(bytes, static_cast<std::uint64_t>(*whole));
    } else if (const auto* text = std::get_if<std::string>(&cell)) {
      bytes += 't';
      append_whole(bytes, text->size());
      bytes += *text;
    } else if (const auto* raw = std::get_if<db::Bytes>(&cell)) {
      bytes += 'b';
      append_whole(bytes, raw->bytes.size());
      bytes += raw->bytes;
    } else {
      bytes += 'n';
    }
  }
}

bool BackupReader::not_this(Not why) {
  why_ = why;
  return false;
}

bool BackupReader::take(std::string_view bytes) {
  if (why_ || (at_end_ && !bytes.empty())) return not_this(Not::wrong_format);
  waiting_ += bytes;
  if (!has_header_ && !take_header()) return false;
  const bool good = !has_header_ || take_rows();
  waiting_.erase(0, at_);
  at_ = 0;
  return good;
}

bool BackupReader::take_header() {
  const auto first = waiting_.find('\n');
  if (first == std::string::npos) return waiting_.size() < 64 || not_this(Not::wrong_format);
  const auto line = std::string_view(waiting_).substr(0, first + 1);
  if (line != first_line) return not_this(line.starts_with(any_first_line) ? Not::newer : Not::wrong_format);
  const auto second = waiting_.find('\n', first + 1);
  if (second == std::string::npos)
    return waiting_.size() < (std::size_t{1} << 20) || not_this(Not::wrong_format);
  auto header = read_header(std::string_view(waiting_).substr(first + 1, second - first - 1));
  if (!header) return not_this(Not::wrong_format);
  header_ = std::move(*header);
  has_header_ = true;
  at_ = second + 1;
  return taker_.header(header_);
}

bool BackupReader::hand_over() {
  if (rows_.empty()) return true;
  return taker_.rows(header_.tables[table_], std::exchange(rows_, {}));
}

bool BackupReader::take_rows() {
  while (table_ < header_.tables.size()) {
    const auto& table = header_.tables[table_];
    if (row_ == table.rows) {
      if (!hand_over()) return false;
      ++table_;
      row_ = 0;
      continue;
    }
    db::Row row;
    row.cells.resize(table.columns.size());
    auto at = at_;
    for (auto& cell : row.cells) {
      const auto told = cell_at(waiting_, at, cell);
      if (told == Told::more) return hand_over();
      if (told == Told::wrong) return not_this(Not::wrong_format);
    }
    at_ = at;
    ++row_;
    rows_.push_back(std::move(row));
    if (rows_.size() == page && !hand_over()) return false;
  }
  const auto rest = std::string_view(waiting_).substr(at_);
  if (!end_of_backup.starts_with(rest.substr(0, end_of_backup.size())) || rest.size() > end_of_backup.size())
    return not_this(Not::wrong_format);
  if (rest == end_of_backup) {
    at_ += rest.size();
    at_end_ = true;
  }
  return true;
}

}  // namespace parvis::keep

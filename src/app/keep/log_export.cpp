#include "app/keep/log_export.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace parvis::keep {
namespace {

constexpr db::Query page_of_log{"page_of_log", R"(
  SELECT number, at, actor, account_id, role, act, person_id, thing, thing_id, reason, protected, hash
    FROM audit WHERE city_id = $1 AND number > $2 ORDER BY number LIMIT 1000)"};

std::string in_hex(const std::string& bytes) {
  std::string hex;
  for (const char byte : bytes) hex += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return hex;
}

/// An id of 63 bits is a text: other programs read numbers as fractions, and lose the last digits.
void put(nlohmann::ordered_json& line, const char* name, const std::optional<std::int64_t>& id) {
  if (id) line[name] = std::to_string(*id);
}
void put(nlohmann::ordered_json& line, const char* name, const std::string& text) {
  if (!text.empty()) line[name] = text;
}

std::string line_of(const db::Row& row, store::CityId city) {
  nlohmann::ordered_json line;
  line["city"] = std::to_string(city.number);
  line["number"] = row.get<std::int64_t>(0);
  line["at"] = row.get<Moment>(1).iso();
  if (row.get<std::int64_t>(10) != 0) {
    line["protected"] = true;
  } else {
    put(line, "actor", row.get<std::string>(2));
    put(line, "account", row.get<std::optional<std::int64_t>>(3));
    put(line, "role", row.get<std::string>(4));
    put(line, "act", row.get<std::string>(5));
    put(line, "person", row.get<std::optional<std::int64_t>>(6));
    put(line, "thing", row.get<std::string>(7));
    put(line, "thing_id", row.get<std::optional<std::int64_t>>(8));
    put(line, "reason", row.get<std::string>(9));
  }
  line["hash"] = in_hex(row.get<db::Bytes>(11).bytes);
  return line.dump();
}

}  // namespace

Result<LogTaken, No> export_log(store::Store& store, const City& city, std::int64_t after, Moment now,
                                const std::function<bool(const std::string& line)>& line) {
  const auto logged = store.log(operator_of(city), now,
                                {.act = store::Act::exported,
                                 .person = {},
                                 .thing = "city",
                                 .thing_id = city.id.number,
                                 .reason = "log"});
  if (!logged) return no(in_words(logged.error()));
  LogTaken taken{0, after};
  for (;;) {
    const auto rows =
        store.database().read([&](db::Transaction& tx) { return tx.all(page_of_log, city.id, taken.last); });
    if (!rows) return no(in_words(rows.error()));
    if (rows->empty()) return taken;
    for (const auto& row : *rows) {
      if (!line(line_of(row, city.id))) return taken;
      taken.last = row.get<std::int64_t>(0);
      ++taken.rows;
    }
  }
}

}  // namespace parvis::keep

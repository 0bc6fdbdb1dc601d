#include <regex>

#include "platform/db/connection.hpp"

namespace parvis::db {
namespace {

// Leaves out the lines that are for the other engine.
std::string lines_for(std::string_view engine, std::string_view sql) {
  std::string kept;
  bool for_another = false;
  while (!sql.empty()) {
    const auto end = std::min(sql.find('\n'), sql.size() - 1);
    const auto line = sql.substr(0, end + 1);
    sql.remove_prefix(end + 1);
    if (line.starts_with("-- sqlite:") || line.starts_with("-- postgresql:"))
      for_another = line.find(engine) != 3;
    else if (line.starts_with("-- end"))
      for_another = false;
    else if (!for_another)
      kept += line;
  }
  return kept;
}

}  // namespace

std::string script_for(Engine engine, std::string_view sql) {
  if (engine == Engine::postgresql) return lines_for("postgresql:", sql);
  static const std::regex whole("\\bBIGINT\\b"), bytes("\\bBYTEA\\b"), end_of_table("\n\\);");
  auto text = lines_for("sqlite:", sql);
  text = std::regex_replace(text, whole, "INTEGER");
  text = std::regex_replace(text, bytes, "BLOB");
  return std::regex_replace(text, end_of_table, "\n) STRICT;");
}

}  // namespace parvis::db

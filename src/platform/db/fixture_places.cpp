#include "platform/db/fixture_places.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <fstream>

namespace parvis::db {
namespace {

// "postgresql://parvis@127.0.0.1:5555/", without a database.
std::string server_address() {
  const char* told = std::getenv("PARVIS_POSTGRESQL");
  std::ifstream file(PARVIS_BUILD_DIR "/postgresql/address");
  std::string address;
  if (told != nullptr)
    address = told;
  else
    std::getline(file, address);
  PARVIS_ASSERT(!address.empty() && "no PostgreSQL server: tests/postgresql/server start");
  return address;
}

void on_server(const std::string& sql) {
  PGconn* server = PQconnectdb((server_address() + "postgres").c_str());
  PGresult* answer = PQexec(server, sql.c_str());
  const bool done = PQresultStatus(answer) == PGRES_COMMAND_OK;
  if (!done) fmt::print(stderr, "{}\n", PQerrorMessage(server));
  PQclear(answer);
  PQfinish(server);
  PARVIS_ASSERT(done);
}

}  // namespace

FixturePlace::FixturePlace(Engine engine) {
  static std::atomic<int> number = 0;
  auto pattern = (std::filesystem::temp_directory_path() / "parvis-test-XXXXXX").string();
  PARVIS_ASSERT(mkdtemp(pattern.data()) != nullptr);
  folder_ = pattern;
  place_ = {engine, (folder_ / "parvis.db").string()};
  if (engine == Engine::postgresql) {
    database_ = fmt::format("t_{}_{}", getpid(), ++number);
    on_server(fmt::format("CREATE DATABASE {}", database_));
    place_.where = server_address() + database_;
  }
}

FixturePlace::~FixturePlace() {
  if (!database_.empty()) on_server(fmt::format("DROP DATABASE {} WITH (FORCE)", database_));
  std::error_code ignored;  // A folder that stays behind spoils no test.
  std::filesystem::remove_all(folder_, ignored);
}

std::string name_of(Engine engine) {
  return engine == Engine::sqlite ? "SQLite" : "PostgreSQL";
}

}  // namespace parvis::db

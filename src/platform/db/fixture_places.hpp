/// Empty databases for tests, one of each engine. The PostgreSQL server is tests/postgresql/server, which ctest
/// starts before the tests that need it.
#pragma once

#include <filesystem>
#include <string>

#include "platform/db/db.hpp"

namespace parvis::db {

/// An empty place that is gone with this value: a folder of its own, or a database of its own.
class FixturePlace {
 public:
  explicit FixturePlace(Engine engine);
  FixturePlace(const FixturePlace&) = delete;
  FixturePlace& operator=(const FixturePlace&) = delete;
  ~FixturePlace();

  const Place& place() const { return place_; }
  /// For files beside the database: keys, backups.
  const std::filesystem::path& folder() const { return folder_; }

 private:
  Place place_;
  std::filesystem::path folder_;
  std::string database_;
};

std::string name_of(Engine engine);

}  // namespace parvis::db

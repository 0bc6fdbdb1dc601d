#include "platform/db/migrate.hpp"

#include <fmt/format.h>

#include "platform/crypto/crypto.hpp"

namespace parvis::db {
namespace {

constexpr std::string_view first_table = R"(CREATE TABLE IF NOT EXISTS schema_step (
  number BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  taken_at BIGINT NOT NULL
);
)";

constexpr Query steps_taken{"steps_taken", "SELECT number, fingerprint FROM schema_step ORDER BY number"};
constexpr Query remember_step{
    "remember_step", "INSERT INTO schema_step (number, name, fingerprint, taken_at) VALUES ($1, $2, $3, $4)"};

// The number of the step to take, or nothing when all have been taken.
Result<int, MigrationNo> take_next(Database& database, std::span<const Migration> steps, Moment now,
                                   Missing missing) {
  return database.write([&](Transaction& tx) -> Result<int, MigrationNo> {
    if (auto made = tx.script(first_table); !made) return no(MigrationNo(std::move(made).error()));
    auto rows = tx.all(steps_taken);
    if (!rows) return no(MigrationNo(std::move(rows).error()));
    for (const auto& row : *rows) {
      const auto number = row.get<int>(0);
      if (number > static_cast<int>(steps.size())) return no(MigrationNo(MigrationNo::Why::newer, number));
      if (row.get<std::string>(1) != crypto::sha256_base64(steps[static_cast<std::size_t>(number) - 1].sql))
        return no(MigrationNo(MigrationNo::Why::edited, number));
    }
    if (rows->size() == steps.size()) return 0;
    const auto& step = steps[rows->size()];
    if (missing == Missing::only_look) return no(MigrationNo(MigrationNo::Why::not_here, step.number));
    if (auto done = tx.script(step.sql); !done) return no(MigrationNo(std::move(done).error()));
    if (auto done = tx.run(remember_step, step.number, step.name, crypto::sha256_base64(step.sql), now);
        !done)
      return no(MigrationNo(std::move(done).error()));
    return step.number;
  });
}

}  // namespace

Result<int, MigrationNo> migrate(Database& database, std::span<const Migration> steps, Moment now,
                                 Missing missing) {
  for (std::size_t i = 0; i < steps.size(); ++i) PARVIS_ASSERT(steps[i].number == static_cast<int>(i) + 1);
  int taken = 0;
  while (true) {
    PARVIS_TRY(const int number, take_next(database, steps, now, missing));
    if (number == 0) return taken;
    ++taken;
  }
}

}  // namespace parvis::db

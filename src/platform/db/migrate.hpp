/// The schema's history: numbered steps, forward only, never edited once merged. Each step is one transaction with
/// the row that remembers it, so that a kill in the middle leaves the step before; two servers that start at once
/// take turns.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "platform/db/db.hpp"

namespace parvis::db {

struct Migration {
  int number = 0;         ///< from 1, without gaps
  std::string_view name;  ///< what is now true: "people and their roles"
  std::string_view
      sql;  ///< see `script_for` in the handbook's words: one text, a few lines for one engine alone
};

struct MigrationNo {
  enum class Why {
    fault,
    newer,    ///< the store was made by a newer program: nothing was touched
    edited,   ///< a step that has been taken reads otherwise now
    not_here  ///< asked only to look, and steps are missing
  } why = Why::fault;
  int number = 0;
  Fault fault;

  MigrationNo() = default;
  explicit MigrationNo(Fault of) : fault(std::move(of)) {}
  MigrationNo(Why reason, int step) : why(reason), number(step) {}
};

enum class Missing { take_steps, only_look };

/// How many steps were taken.
Result<int, MigrationNo> migrate(Database& database, std::span<const Migration> steps, Moment now,
                                 Missing missing);

}  // namespace parvis::db

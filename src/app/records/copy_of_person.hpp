/// All that is kept about one person, for that person (GDPR articles 15 and 20). It is made from the data catalogue: a
/// column with personal data is in the copy as soon as it is in the catalogue, unless `not_copied` says why not. Sealed
/// cells are opened, moments and days are text, and a number that stands for something says what that is called.
///
///   const auto copy = copy_of_person(store, actor, now, id);   // who may ask is asked before: the person alone
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/records/failure.hpp"
#include "app/records/log.hpp"
#include "app/store/store.hpp"

namespace parvis::records {

/// How rows of a table are known to be about a person.
enum class WayToPerson {
  by_person,       ///< the row names the person
  by_application,  ///< it belongs to an application of theirs
  as_half,         ///< it is about two: they are the adept or the mentor
  by_account,      ///< it belongs to their account
  none
};
WayToPerson way_to_person(const store::Table& table);

/// Why something with personal data is not in the copy. Short on purpose: what is not here is in it.
enum class NotCopied {
  secret,              ///< would open the account to whoever finds the copy
  made_from_another,   ///< worked out from a cell that is in the copy, for the machine alone
  somebody_elses,      ///< would tell about somebody else (art. 15.4)
  of_no_one_person,    ///< the row is about many, and each one's part of it is in a table of its own
  told_in_its_own_way  ///< the log and the earlier values have parts of their own
};
/// A table with an empty column: the whole table.
struct NotCopiedEntry {
  std::string_view table, column;
  NotCopied why;
};
std::span<const NotCopiedEntry> all_not_copied();
std::optional<NotCopied> not_copied(std::string_view table, std::string_view column = {});

struct CopiedCell {
  std::string_view column;
  db::Value value;     ///< text, a whole number, or nothing
  std::string called;  ///< the programme, organisation, colleague or other half that the number stands for
};
using CopiedRow = std::vector<CopiedCell>;
struct CopiedTable {
  std::string_view table;
  std::vector<CopiedRow> rows;
};
/// What was in a row before somebody changed it or took it away.
struct EarlierRow {
  Moment at;
  std::string_view table;
  std::string change;  ///< "changed" or "removed"
  CopiedRow cells;
};
struct CopyOfPerson {
  std::vector<CopiedTable> tables;  ///< those with rows, in the order of the catalogue
  std::vector<EarlierRow> earlier;  ///< the oldest first
  std::vector<LogRow> log;          ///< about the person or done by their account, the newest first
};
Result<CopyOfPerson, Failure> copy_of_person(store::Store& store, const store::Actor& actor, Moment now,
                                             store::PersonId person);

}  // namespace parvis::records

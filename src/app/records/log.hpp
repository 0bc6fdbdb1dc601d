/// The log as people read it: who did what to whom, when and why (SECURITY promise 5). It holds ids; names are looked
/// up when it is read, and only of accounts. Who may read which part is asked before (domain/access); reading the log
/// of others is itself a row in it.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/records/failure.hpp"
#include "app/store/store.hpp"

namespace parvis::records {

struct LogRow {
  std::int64_t number = 0;
  Moment at;
  std::string actor;  ///< "account", "job", "operator", "visitor"
  std::optional<store::AccountId> account;
  std::string account_name;  ///< empty: the account is not there any more
  std::string role;
  std::string act;  ///< the id of a store::Act
  std::optional<store::PersonId> person;
  std::string thing;
  std::optional<std::int64_t> thing_id;
  std::string reason;
  std::optional<store::ProgrammeId> programme = {};  ///< of the application it is about; only life_of says it
};

/// Which rows, the newest first. What is left out is not asked about.
struct LogWish {
  std::optional<store::PersonId> person;    ///< about this person
  std::optional<store::AccountId> account;  ///< done by this account
  std::string act;                          ///< of this kind
  std::int64_t before = INT64_MAX;          ///< numbers lower than this: the next page
  int limit = 50;
  /// Looks at protected records, and nothing else: for their officers and the data protection officer.
  bool of_protected = false;
  std::string reason = {};  ///< the id of a reason why they are read
};
struct LogPage {
  std::vector<LogRow> rows;
  std::optional<std::int64_t> next;  ///< `before` of the next page
};

/// Reading what concerns others is a row of the log itself.
enum class ReadingOf { own, others };
Result<LogPage, Failure> read_log(store::Store& store, const store::Actor& actor, Moment now,
                                  const LogWish& wish, ReadingOf whose);

/// All rows that are the person's to know, the newest first: about them, and what their account did that was about
/// nobody. `people`: the numbers of all records that are this human being; `accounts`: of theirs.
Result<std::vector<LogRow>, Failure> log_of_own(store::Store& store, const store::Actor& actor, Moment now,
                                                const std::set<std::int64_t>& people,
                                                const std::set<std::int64_t>& accounts);

/// What has become of a person, the oldest first: registered, applied, proposed, in a pair … and no readings. Of all
/// programmes: whoever shows it leaves out what the reader may not know.
Result<std::vector<LogRow>, Failure> life_of(store::Store& store, const store::Actor& actor, Moment now,
                                             store::PersonId person);

}  // namespace parvis::records

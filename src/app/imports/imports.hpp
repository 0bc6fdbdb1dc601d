/// Taking a programme's own lists into the city's register: looked at first, row by row; proposed by one and approved
/// by another; then all of it or nothing, in one act; and taken back as a whole, as long as nobody has worked on it.
///
///   const auto account = imports.look(actor, now, lists);             // changes nothing
///   const auto number = imports.propose(coordinator, now, lists);     // the lists are kept, sealed
///   const auto proposed = imports.read(manager, now, *number);        // the account as things stand now
///   imports.approve(manager, now, *number, proposed->account.fingerprint);
///   imports.undo(manager, now, *number);
///
/// proposed → done → undone, or declined, or lapsed after thirty days. Approving carries it out: there is nothing
/// between that could be forgotten. What is unknown in a list leaves the register as it is; an import never empties
/// anything. People are found again by their identity number and by the list's own number, which is remembered for each
/// programme, among those who stand in the scope of whoever asks and of whoever proposed: somebody outside it is as
/// nobody. Who may do what is asked before (domain/access, Thing::import).
///
/// Rows of people with protected identity are neither looked at nor kept; a row about somebody whose identity has been
/// protected in the register is taken as about nobody, by the same statements.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/acts/matching_job.hpp"
#include "app/imports/account.hpp"
#include "app/records/people.hpp"
#include "domain/access/row_scope.hpp"

namespace parvis::imports {

using store::Actor;
using store::ImportNumber;
using store::ProgrammeId;

enum class Refusal {
  no_such_programme,
  no_such_track,       ///< or none named, and the programme has several
  lists_not_usable,    ///< the account says why
  doubts_left,         ///< a row in doubt has no decision
  nothing_to_take_in,  ///< all that stands in the lists stands in the register
  no_such_import,
  decided_already,
  own_proposal,    ///< somebody else approves
  seen_otherwise,  ///< the register has changed: look at the account again
  not_taken_in,    ///< only what has been taken in can be taken back
  done_since,      ///< its people have been worked on
};
inline constexpr int refusal_count = 11;
Message in_words(Refusal refusal);

struct Failure {
  std::optional<Refusal> refusal;
  std::optional<records::Failure> of_register;

  Failure(Refusal rule) : refusal(rule) {}
  Failure(records::Failure why) : of_register(std::move(why)) {}
  Failure(db::Fault world) : of_register(records::failure(std::move(world))) {}
};

struct Lists {
  std::string programme;  ///< its code
  std::string track;      ///< empty: its only one
  acts::Sheets sheets;    ///< locks are not used
  std::vector<std::string> keep;
  Decisions decisions;
  std::string among = "*";  ///< whom the proposer reached (records::scope_text); `propose` sets it
  int left_before = 0;      ///< rows for handling by hand that have been taken out of the lists already
};

enum class State { proposed, declined, lapsed, done, undone };
std::string_view id_of(State state);
Message in_words(State state);

struct ImportRow {
  ImportNumber number;
  std::string programme;  ///< its code
  ProgrammeId programme_id;
  State state = State::proposed;
  Moment proposed_at;
  std::optional<store::AccountId> proposed_by, decided_by;  ///< nobody: the operator, or a job
  std::optional<Moment> decided_at;
  int added = 0, changed = 0, unchanged = 0, left_out = 0, by_hand = 0;
};
struct Proposed {
  ImportRow row;
  Account account;
};

/// An act on a person of an import that came after it.
struct LaterAct {
  std::int64_t number = 0;  ///< in the log
  PersonId person;
  Message act;
  Moment at;
};
struct Undone {
  bool done = false;
  std::vector<LaterAct> since;  ///< not done because of these
};

class Imports {
 public:
  Imports(store::Store& store, std::shared_ptr<const occupations::Taxonomy> taxonomy)
      : store_(store), people_(store, taxonomy), taxonomy_(std::move(taxonomy)) {}

  /// The dry run. Reading of people in the register is logged as a search.
  Result<Account, Failure> look(const Actor& actor, Moment now, const Lists& lists,
                                const access::RowScope& scope);
  Result<ImportNumber, Failure> propose(const Actor& actor, Moment now, const Lists& lists,
                                        const access::RowScope& scope);
  /// Those of the programmes in the scope, the latest first.
  Result<std::vector<ImportRow>, Failure> list(const Actor& actor, Moment now, const access::RowScope& scope);
  Result<ImportRow, Failure> row(const Actor& actor, Moment now, ImportNumber number);
  Result<Proposed, Failure> read(const Actor& actor, Moment now, ImportNumber number,
                                 const access::RowScope& scope);
  /// All of it or nothing.
  Result<ImportRow, Failure> approve(const Actor& actor, Moment now, ImportNumber number,
                                     const std::string& fingerprint, const access::RowScope& scope);
  Result<bool, Failure> decline(const Actor& actor, Moment now, ImportNumber number);
  Result<Undone, Failure> undo(const Actor& actor, Moment now, ImportNumber number);
  /// For the nightly job: proposals that nobody has decided in thirty days lapse, and their lists go. How many.
  Result<int, Failure> let_old_ones_lapse(const Actor& actor, Moment now);
  /// Within the act that erases people: proposals that may name one of them lapse, and their lists go. How many.
  Result<int, Failure> let_lapse_what_names(store::Transaction& tx, const std::vector<PersonId>& who) const;

 private:
  store::Store& store_;
  records::People people_;
  std::shared_ptr<const occupations::Taxonomy> taxonomy_;
};

}  // namespace parvis::imports

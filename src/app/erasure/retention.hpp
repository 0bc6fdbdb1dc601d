/// How long what is kept (SECURITY promise 7): rules that a board decides, dated, per kind and programme, in the
/// database; where there is none, the default of the kind holds. The nightly job carries them out.
///
///   PARVIS_TRY(const auto due, retention.due(actor, now));    // the dry run: what would be taken, and why
///   PARVIS_TRY(const auto run, retention.carry_out(actor, now));
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/erasure/erasing.hpp"

namespace parvis::erasure {

/// What a rule is about.
enum class Kind {
  people_who_left,  ///< erased so long after their last application ended
  people_never_in,  ///< erased so long after they were registered, having applied to nothing
  rounds_details,   ///< what a round was told about its people leaves it; its figures stay
  notes_by_hand,    ///< a coordinator's words about a decision
  closed_accounts,  ///< name and address of an account that has been closed
};
inline constexpr int kind_count = 5;
std::string_view id_of(Kind kind);
std::optional<Kind> kind_of(std::string_view id);
Message in_words(Kind kind);
int default_days(Kind kind);
/// Kinds about people of a programme may have another rule in each programme.
bool is_per_programme(Kind kind);

struct Rule {
  Kind kind = Kind::people_who_left;
  std::optional<store::ProgrammeId> programme;
  int days = 0;
  Date first_day;
  std::string decided_by_board;  ///< who decided, and where it can be read: "Socialnämnden 2026-11-02 § 14"
};

enum class RuleNo { days_out_of_range, board_missing, day_has_been, kind_is_for_the_whole_city };
Message in_words(RuleNo why);
/// From tomorrow on at the earliest: nothing is erased by a rule on the day it was set.
std::optional<RuleNo> judged(const Rule& rule, Date today);

/// Something whose time is over.
struct Due {
  Kind kind = Kind::people_who_left;
  std::vector<std::int64_t> key;  ///< of the person, or of the row
  std::optional<store::PersonId> person;
  Date since;    ///< the day from which its time is counted
  int days = 0;  ///< of the rule
};

struct Run {
  int people = 0, rows_emptied = 0, accounts = 0, sign_in_rows = 0, imports = 0;
};

class Retention {
 public:
  Retention(store::Store& store, std::shared_ptr<const occupations::Taxonomy> taxonomy)
      : store_(store), erasing_(store, taxonomy), imports_(store, taxonomy) {}

  /// The rule is one that `judged` says nothing against.
  Result<bool, Failure> set(const store::Actor& actor, Moment now, const Rule& rule);
  /// All that were ever set, the latest first.
  Result<std::vector<Rule>, Failure> rules(const store::Actor& actor, Moment now);
  Result<std::vector<Due>, Failure> due(const store::Actor& actor, Moment now);
  /// All that is due, sign-ins and codes that are over, imports nobody decided; then what was erased is squeezed out of
  /// the database's free pages. Each person is an act of its own: a kill in the middle leaves the rest for the next
  /// night.
  Result<Run, Failure> carry_out(const store::Actor& actor, Moment now);

 private:
  store::Store& store_;
  Erasing erasing_;
  imports::Imports imports_;
};

/// What takes the rows of a table away in the end. Empty: nobody has thought of it, and a test fails.
std::string_view taken_by(std::string_view table);

}  // namespace parvis::erasure

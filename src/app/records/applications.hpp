/// Applications: a person's interest in a programme, as adept or mentor, from the day they applied until it is over
/// (DOMAIN, "Lives"). One open application per person, programme and part. Who may do what is asked before
/// (domain/access).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/records/failure.hpp"
#include "app/store/store.hpp"
#include "domain/access/row_scope.hpp"
#include "domain/lives/lives.hpp"
#include "domain/lives/reason.hpp"
#include "domain/people/person.hpp"

namespace parvis::records {

using store::ApplicationId;
using store::PersonId;
using store::ProgrammeId;

/// "Shown, on, to" and never more. `shown` unset: not known.
struct RecordCheck {
  std::optional<bool> shown;
  std::optional<Date> shown_on, holds_to;
  std::optional<bool> shown_for(Date day) const;
};

struct ApplicationDetails {
  ProgrammeId programme;
  lives::Part part = lives::Part::adept;
  Date applied_on;
  std::optional<std::string> track;                 ///< nothing: any of the programme's
  std::optional<std::vector<people::Wish>> wishes;  ///< nothing: not asked; empty: none
  /// An adept's: memberships from `applied_on` on, where there is none on that day.
  std::vector<people::TargetGroup> target_groups;
  /// A mentor's.
  int capacity = 1;
  std::optional<store::PartnerId> partner;
  std::optional<std::vector<std::string>> training;  ///< as people::Mentor has it
  RecordCheck record_check;
  std::optional<people::Level> least_swedish;
  std::optional<std::vector<people::Offer>> offers;
};

struct ApplicationRecord {
  ApplicationId id;
  std::optional<PersonId> person;  ///< nothing once erased
  lives::ApplicationState state = lives::ApplicationState::submitted;
  std::optional<Date> ended_on;
  int edition = 0;
  int places_held = 0;         ///< a mentor's places, or 1 for an adept who is held
  ApplicationDetails details;  ///< without the target groups, which are the person's
};

/// One line of a list.
struct ApplicationRow {
  ApplicationId id;
  PersonId person;
  ProgrammeId programme;
  std::string name;
  std::optional<std::string> occupation;  ///< the title, as written
  lives::Part part = lives::Part::adept;
  std::optional<std::string> track;
  lives::ApplicationState state = lives::ApplicationState::submitted;
  Date applied_on;
  int capacity = 0, places_held = 0;
};
struct ApplicationFilter {
  std::optional<ProgrammeId> programme;
  std::optional<lives::Part> part;
  std::optional<lives::ApplicationState> state;  ///< nothing: all that is open
  bool only_waiting = false;  ///< eligible, and not held (an adept) or with a free place (a mentor)
};
/// Where the next page begins: after this row.
struct AfterRow {
  Date applied_on;
  ApplicationId id;
};
struct ApplicationPage {
  std::vector<ApplicationRow> rows;  ///< the longest wait first
  std::optional<AfterRow> next;      ///< nothing: this was the last page
};

class Applications {
 public:
  explicit Applications(store::Store& store) : store_(store) {}

  /// By the person, or by somebody for them: the log says by whom.
  Result<ApplicationId, Failure> apply(const store::Actor& actor, Moment now, PersonId person,
                                       const ApplicationDetails& details);
  Result<ApplicationRecord, Failure> read(const store::Actor& actor, Moment now, ApplicationId id);
  Result<std::vector<ApplicationRecord>, Failure> of_person(const store::Actor& actor, Moment now,
                                                            PersonId person);
  /// Wishes, places and the rest; programme, part and day stay as they are. Refuses fewer places than are held. An adept
  /// belongs to the target groups that `details` has, from today on.
  Result<int, Failure> correct(const store::Actor& actor, Moment now, ApplicationId id, int edition,
                               const ApplicationDetails& details);
  /// Each move of lives::ApplicationMove. Leaving takes an open proposal with it, by the same reason; a pair is ended
  /// first. Asking for more, saying no and leaving need a reason of their list.
  Result<int, Failure> move(const store::Actor& actor, Moment now, ApplicationId id, int edition,
                            lives::ApplicationMove move, lives::Reason reason = lives::Reason::none);
  Result<ApplicationPage, Failure> list(const store::Actor& actor, Moment now, const access::RowScope& scope,
                                        const ApplicationFilter& filter, int limit,
                                        const std::optional<AfterRow>& after = {});

 private:
  store::Store& store_;
};

/// The same within an act: for many at once.
Result<ApplicationId, Failure> apply_in(store::Transaction& tx, PersonId person,
                                        const ApplicationDetails& details);
Result<int, Failure> move_in(store::Transaction& tx, ApplicationId id, int edition,
                             lives::ApplicationMove move, lives::Reason reason = lives::Reason::none);
Result<ApplicationRecord, Failure> application_in(store::Transaction& tx, ApplicationId id);
/// What was done with two together stands in the log as a row about each, so that each finds it among what was done
/// with them. Whoever has left is not named.
Result<bool, Failure> tell_of_both(store::Transaction& tx, store::What what, ApplicationId adept,
                                   ApplicationId mentor);
/// For an act that says itself in the log that it read the person.
Result<std::vector<ApplicationRecord>, Failure> applications_of_in(store::Transaction& tx, PersonId person);
Result<int, Failure> correct_application_in(store::Transaction& tx, ApplicationId id, int edition,
                                            const ApplicationDetails& details);
/// The organisation of that name, made if there is none.
Result<store::PartnerId, Failure> partner_named_in(store::Transaction& tx, std::string_view name);
/// These two must not become a pair: an earlier pair elsewhere, or an exclusion. Twice is once.
Result<bool, Failure> keep_apart_in(store::Transaction& tx, PersonId one, PersonId other);

}  // namespace parvis::records

/// People with protected identity (SECURITY promise 6). They stand in a table of their own, each as one sealed
/// record: no list, count, search, round or export of the others can meet them, because they are not there. Only a
/// protection officer opens a record, one at a time and with a reason; each look is a row of the log that only they
/// and the data protection officer read. Who may do what is asked before (domain/access).
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/records/failure.hpp"
#include "app/records/people.hpp"
#include "app/store/store.hpp"

namespace parvis::records {

/// What is known, field by field, in the officer's own words or as the register had it: "name", "phone", "notes" …
struct ProtectedRecord {
  /// How the person is called where somebody must call them something; never their name. One record has it.
  std::string alias;
  std::map<std::string, std::string> fields;
  std::vector<std::string>
      earlier;      ///< what the register and its history held, as JSON, one line for each row
  int edition = 0;  ///< given back with a correction, so that nobody overwrites what they have not seen
};

/// Why an officer looks: one of a list, so that it may stand in the log.
enum class Look { matching_by_hand, meeting_by_hand, details_changed, the_person_asks, handing_over };
inline constexpr std::array all_looks{Look::matching_by_hand, Look::meeting_by_hand, Look::details_changed,
                                      Look::the_person_asks, Look::handing_over};
std::string_view id_of(Look why);
std::optional<Look> look_of(std::string_view id);
Message in_words(Look why);

struct ProtectedRow {
  store::PersonId id;
  std::string alias;
};

class ProtectedPeople {
 public:
  explicit ProtectedPeople(store::Store& store) : store_(store) {}

  /// The first thing that is ever written about the person is that they are protected.
  Result<store::PersonId, Failure> add(const store::Actor& actor, Moment now, const ProtectedRecord& record);
  /// A person of the register is protected from now on: all that is kept of them, and of records merged with them,
  /// goes into the sealed record; their rows and the history's values are taken away; open applications are closed,
  /// and pairs go on by hand. Not told from nobody being there.
  Result<bool, Failure> protect(const store::Actor& actor, Moment now, store::PersonId person,
                                std::string_view alias);
  Result<ProtectedRecord, Failure> open(const store::Actor& actor, Moment now, store::PersonId person,
                                        Look why);
  /// The one record with this alias, however it is written, or with this number. Only that one is looked at.
  Result<ProtectedRow, Failure> find(const store::Actor& actor, Moment now, std::string_view alias_or_number);
  /// The whole record is given, but for what the register held earlier, which stays.
  Result<bool, Failure> correct(const store::Actor& actor, Moment now, store::PersonId person,
                                const ProtectedRecord& record);
  /// The person has no protected identity any more: the record is gone, and what the register held goes back into it
  /// under the same number, with what the officers have corrected since. Applications that were closed come back to
  /// the person closed. What only an officer wrote (notes, a meeting place, occupation and languages in words) and what
  /// rounds were told does not come back. Refuses `name_missing`, and `identity_number_taken` when somebody has been
  /// registered with the number since.
  Result<bool, Failure> lift(const store::Actor& actor, Moment now, store::PersonId person, Look why,
                             const People& people);
  /// The aliases and nothing else, for whoever takes over. Logged as a look at each.
  Result<std::vector<ProtectedRow>, Failure> list(const store::Actor& actor, Moment now, Look why);

 private:
  store::Store& store_;
};

}  // namespace parvis::records

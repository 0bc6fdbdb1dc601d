/// The people of a city: register, find, read, correct, merge and take a merge back (B1–B3). Each is one act with
/// its row in the log; reading and searching are logged too. Who may do what is asked before (domain/access).
///
/// A person with protected identity is not here at all: see protected_people.hpp.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/records/failure.hpp"
#include "app/records/scope.hpp"
#include "app/store/store.hpp"
#include "domain/access/row_scope.hpp"
#include "domain/lives/lives.hpp"
#include "domain/people/identity_number.hpp"
#include "domain/people/person.hpp"

namespace parvis::records {

using store::Actor;
using store::PersonId;
using store::Store;

/// What is kept of a person. `known` is what a matching round sees of them, but for what belongs to an application
/// (wishes, when they applied); its id is not used.
struct PersonDetails {
  people::Person known;
  std::optional<people::IdentityNumber> identity_number;
  std::optional<std::string> address, phone, email;
  std::optional<std::string> language;  ///< in which they want to be written to: "sv", "latt", "ar"
};

struct PersonRecord {
  PersonId id;
  int edition = 0;  ///< given back with a correction, so that nobody overwrites what they have not seen
  Date registered_on;
  std::optional<PersonId> merged_into;
  PersonDetails details;
};

struct PersonRow {
  PersonId id;
  std::string name;
  std::optional<std::string> district, occupation;
  Date registered_on;
};

/// Whom a list or a search is narrowed to. What is left out is not asked about; programme, part, state and the wait are
/// asked of one and the same application, which stands in the reader's scope.
struct PeopleFilter {
  std::optional<store::ProgrammeId> programme = {};
  std::optional<lives::Part> part = {};
  std::optional<lives::ApplicationState> state = {};
  std::optional<Date> waiting_since = {};  ///< applied then or before, and it is not over
  std::string district = {};
  std::string language = {};  ///< ISO 639-3

  friend bool operator==(const PeopleFilter&, const PeopleFilter&) = default;
};

/// The last value that may stand beside a hash of an identity number: the number is another record's too, which whoever
/// wrote it could not see.
db::Bytes beside(const db::Bytes& hash);

class People {
 public:
  People(Store& store, std::shared_ptr<const occupations::Taxonomy> taxonomy)
      : store_(store), taxonomy_(std::move(taxonomy)) {}

  /// Refuses `identity_number_taken` when whoever has the number stands in the scope. Of somebody outside it the asker
  /// learns nothing: the record is taken in as of anybody, by the same statements, and stands among `twice_numbered`.
  Result<PersonId, Failure> add(const Actor& actor, Moment now, const PersonDetails& details,
                                const access::RowScope& scope = whole_city());
  /// The same within an act: for many at once.
  Result<PersonId, Failure> add_in(store::Transaction& tx, const PersonDetails& details,
                                   const access::RowScope& scope = whole_city()) const;
  /// `reason` is the id of one, where the reader has to give it (reading_reason.hpp).
  Result<PersonRecord, Failure> read(const Actor& actor, Moment now, PersonId id,
                                     std::string_view reason = {});
  /// The same within an act, which says itself in the log that it read.
  Result<PersonRecord, Failure> read_in(store::Transaction& tx, PersonId id) const;
  /// The whole record is given; what is the same stays without a trace. Another's identity number: as for `add`.
  Result<int, Failure> correct(const Actor& actor, Moment now, PersonId id, int edition,
                               const PersonDetails& details, const access::RowScope& scope = whole_city());
  Result<int, Failure> correct_in(store::Transaction& tx, PersonId id, int edition,
                                  const PersonDetails& details,
                                  const access::RowScope& scope = whole_city()) const;
  /// Two records with one identity number, the later of them second: for whoever sees the whole city, so that
  /// somebody merges them. By id, at most `limit`.
  Result<std::vector<std::pair<PersonRow, PersonRow>>, Failure> twice_numbered(const Actor& actor, Moment now,
                                                                               int limit);
  /// Those who have a word of their name that begins like each word asked for (the eight longest), in any script, by
  /// name; parts with a hyphen between them are words. Only people who stand, by an application, in the scope: in a
  /// scope of the whole city, all. At most `limit`. Nothing to search by finds nobody.
  Result<std::vector<PersonRow>, Failure> find(const Actor& actor, Moment now, const access::RowScope& scope,
                                               std::string_view name, int limit,
                                               const PeopleFilter& filter = {});
  /// By the whole number only, through its keyed hash.
  Result<std::optional<PersonRow>, Failure> find(const Actor& actor, Moment now,
                                                 const people::IdentityNumber& number);
  /// `other` is the same human being as `kept`: it is hidden behind it, and its applications go over.
  Result<bool, Failure> merge(const Actor& actor, Moment now, PersonId kept, PersonId other);
  /// The records that are hidden behind this one. For whoever has just read it: the log says nothing more.
  Result<std::vector<PersonRow>, Failure> merged_with(const Actor& actor, Moment now, PersonId kept);
  Result<bool, Failure> take_merge_back(const Actor& actor, Moment now, PersonId other);

 private:
  Store& store_;
  std::shared_ptr<const occupations::Taxonomy> taxonomy_;
};

}  // namespace parvis::records

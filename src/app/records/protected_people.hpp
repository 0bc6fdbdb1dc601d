/// People with protected identity (SECURITY promise 6). They stand in a table of their own, each as one sealed
/// record: no list, count, search, round or export of the others can meet them, because they are not there. Only a
/// protection officer opens a record, one at a time and with a reason; each look is a row of the log that only they
/// and the data protection officer read. Who may do what is asked before (domain/access).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/records/failure.hpp"
#include "app/store/store.hpp"

namespace parvis::records {

/// What is known, field by field, in the officer's own words or as the register had it: "name", "phone", "notes" …
struct ProtectedRecord {
  std::string alias;  ///< how the person is called where somebody must call them something; never their name
  std::map<std::string, std::string> fields;
  std::vector<std::string>
      earlier;  ///< what the register and its history held, as JSON, one line for each row
};

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
  /// `reason` is the id of a reason.
  Result<ProtectedRecord, Failure> open(const store::Actor& actor, Moment now, store::PersonId person,
                                        std::string_view reason);
  Result<bool, Failure> correct(const store::Actor& actor, Moment now, store::PersonId person,
                                const ProtectedRecord& record);
  /// By alias. Logged as a look at each.
  Result<std::vector<ProtectedRow>, Failure> list(const store::Actor& actor, Moment now);

 private:
  store::Store& store_;
};

}  // namespace parvis::records

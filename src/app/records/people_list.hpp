/// The people whom a reader may see, by name, a page at a time. A list is a reading: it is logged as one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/records/people.hpp"
#include "domain/access/row_scope.hpp"

namespace parvis::records {

struct PeoplePage {
  std::vector<PersonRow> rows;   ///< by name
  std::optional<PersonId> next;  ///< the next page begins after this person; nothing: this was the last
};
/// People who stand, by an application that is open or over, in the scope.
Result<PeoplePage, Failure> list_people(store::Store& store, const Actor& actor, Moment now,
                                        const access::RowScope& scope, const PeopleFilter& filter, int limit,
                                        std::optional<PersonId> after = {});

}  // namespace parvis::records

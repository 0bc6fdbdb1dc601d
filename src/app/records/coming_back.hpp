/// The opposite of leaving.hpp: the rows of somebody who has no protected identity any more go back into the register.
#pragma once

#include "app/records/protected_people.hpp"

namespace parvis::records {

/// Writes the register's rows from the record, under the number that it had. See ProtectedPeople::lift.
Result<bool, Failure> bring_back(store::Transaction& tx, store::PersonId person,
                                 const ProtectedRecord& record, const People& people);

}  // namespace parvis::records

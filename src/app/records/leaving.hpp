/// A person's rows leave the register, for one of two causes: they have protected identity from now on, or they are
/// erased. What is left behind is the same to the last column, so that nobody can tell the one from the other:
/// applications, proposals and pairs stay as rows that only count, and the account is closed and empty.
#pragma once

#include <vector>

#include "app/records/protected_people.hpp"

namespace parvis::records {

/// The records that are one human being: merged into each other, in either direction. Empty: nobody.
Result<std::vector<store::PersonId>, Failure> records_of(store::Transaction& tx, store::PersonId person);

/// Takes away all that is kept of a person, and of records merged with them, from the tables and from the history.
/// What the rows said is added to `record`, for whoever keeps it. Answers with the records that were one human
/// being; refuses `no_such_person`.
Result<std::vector<store::PersonId>, Failure> take_away(store::Transaction& tx, store::PersonId person,
                                                        ProtectedRecord& record);

}  // namespace parvis::records

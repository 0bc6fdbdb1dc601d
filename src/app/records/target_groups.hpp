/// The target groups that a person belongs to, each from a day to a day (B5). Acts of their own call these.
#pragma once

#include <vector>

#include "app/records/failure.hpp"
#include "app/store/store.hpp"
#include "domain/people/person.hpp"

namespace parvis::records {

/// Sorted, each once.
Result<std::vector<people::TargetGroup>, Failure> target_groups_on(store::Transaction& tx,
                                                                   store::PersonId person, Date day);
/// Memberships from the day on, where there is none on that day or later.
Result<bool, Failure> keep_target_groups_in(store::Transaction& tx, store::PersonId person,
                                            const std::vector<people::TargetGroup>& groups, Date from);
/// These and no others from the day on. What ends, ends the day before; what began on the day itself was a slip and is
/// taken away. Says whether anything became otherwise.
Result<bool, Failure> set_target_groups_in(store::Transaction& tx, store::PersonId person,
                                           const std::vector<people::TargetGroup>& groups, Date from);

}  // namespace parvis::records

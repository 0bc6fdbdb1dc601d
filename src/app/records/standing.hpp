/// Where a person of the register stands: as what, in which programmes and through which partners. The facts from
/// which the policy (domain/access) judges who may see them.
#pragma once

#include <optional>
#include <vector>

#include "app/records/failure.hpp"
#include "app/store/store.hpp"
#include "domain/access/access.hpp"

namespace parvis::records {

struct Standing {
  bool is_there = false;                     ///< in the register, and not hidden behind another record
  bool is_adept = false, is_mentor = false;  ///< has ever applied as one
  std::vector<store::ProgrammeId> programmes;
  std::vector<store::PartnerId> partners;
};
Result<Standing, Failure> standing_of(store::Store& store, const store::Actor& actor, Moment now,
                                      store::PersonId person);

/// What is between the asker and that person. `asker` is the asker's own person in the register, if any.
Result<access::Relation, Failure> relation_to(store::Store& store, const store::Actor& actor, Moment now,
                                              std::optional<store::PersonId> asker, store::PersonId person,
                                              const Standing& standing);

}  // namespace parvis::records

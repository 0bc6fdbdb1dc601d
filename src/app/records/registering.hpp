/// A person is registered for a programme: the record and the application are one act.
#pragma once

#include "app/records/applications.hpp"
#include "app/records/people.hpp"

namespace parvis::records {

Result<PersonId, Failure> register_for(store::Store& store, const People& people, const Actor& actor,
                                       Moment now, const PersonDetails& details,
                                       const ApplicationDetails& application,
                                       const access::RowScope& scope = whole_city());

}  // namespace parvis::records

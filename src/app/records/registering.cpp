#include "app/records/registering.hpp"

namespace parvis::records {

Result<PersonId, Failure> register_for(store::Store& store, const People& people, const Actor& actor,
                                       Moment now, const PersonDetails& details,
                                       const ApplicationDetails& application, const access::RowScope& scope) {
  return store.transact(actor, now, [&](store::Transaction& tx) -> Result<PersonId, Failure> {
    PARVIS_TRY(const auto person, people.add_in(tx, details, scope));
    PARVIS_TRY([[maybe_unused]] const auto applied, apply_in(tx, person, application));
    return person;
  });
}

}  // namespace parvis::records

#include "app/records/failure.hpp"

namespace parvis::records {

Message in_words(Refusal refusal) {
  switch (refusal) {
    case Refusal::no_such_person: return say("There is nobody here. Perhaps the address is wrong.");
    case Refusal::changed_meanwhile:
      return say(
          "Somebody else has saved this page in the meantime. Look at what it says now, and write again.");
    case Refusal::name_missing: return say("Write a name, so that the person can be found.");
    case Refusal::identity_number_taken: return say("There is a record with this identity number already.");
    case Refusal::the_same_record: return say("These are one and the same record. Choose two.");
    case Refusal::merged_already: return say("This record has been merged with another one already.");
    case Refusal::not_merged: return say("This record has not been merged with another one.");
    case Refusal::something_done_since:
      return say("This cannot be taken back: something has been done with the records since.");
  }
  return {};
}

Failure failure(db::Fault fault) {
  if (fault.constraint == "one_person_per_identity_number") return Failure(Refusal::identity_number_taken);
  return Failure(std::move(fault));
}

}  // namespace parvis::records

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
    case Refusal::both_in_a_pair:
      return say(
          "Both records are in a pair or a proposal in the same programme. End one of the two first, then "
          "merge them.");
    case Refusal::no_such_programme: return say("There is no such programme here, or none that has begun.");
    case Refusal::programme_has_faults:
      return say("The programme’s file cannot be used as it is. Mend what is told, and keep it again.");
    case Refusal::success_factors_missing:
      return say(
          "Something that makes programmes succeed is missing. Write it into the file, or say why the "
          "programme opens "
          "without it.");
    case Refusal::older_than_the_last:
      return say("The programme has rules that begin later than this. Choose a day that is not before them.");
    case Refusal::no_such_track: return say("The programme has no such track. Choose one of its own.");
    case Refusal::no_such_application:
      return say("There is no such application here. Perhaps the address is wrong.");
    case Refusal::applied_already: return say("There is an open application to this programme already.");
    case Refusal::move_not_open: return say("This has been decided already. Look at what it says now.");
    case Refusal::reason_missing: return say("Choose a reason from the list.");
    case Refusal::still_in_a_pair: return say("The person is in a pair. End the pair first.");
    case Refusal::places_are_held:
      return say(
          "More places than this are taken by pairs and proposals. End one of them first, or keep the "
          "places.");
    case Refusal::no_such_round:
      return say("There is no such matching round here. Perhaps the address is wrong.");
    case Refusal::round_is_closed: return say("This matching round is closed. Run a new one.");
    case Refusal::locks_do_not_hold:
      return say(
          "A locked pair cannot be made: the two are not both waiting, or a rule says no, or there is no "
          "place.");
    case Refusal::weights_do_not_fit:
      return say("Write one weight from 0 to 1 000 for each of the track’s criteria.");
    case Refusal::not_from_this_round:
      return say("The round did not suggest these two together. Propose them by hand, with a reason.");
    case Refusal::adept_not_waiting:
      return say("The adept does not wait any more: there is another proposal or a pair already.");
    case Refusal::no_place_left:
      return say("The mentor has no place left. Choose another mentor, or raise the number of places.");
    case Refusal::rule_says_no:
      return say(
          "A rule of the programme says no to this pair. If you know better, say so with your name and a "
          "reason.");
    case Refusal::nobody_named: return say("Only a coordinator who is signed in can decide this by hand.");
    case Refusal::the_same_person: return say("Nobody can be their own mentor. Choose two people.");
    case Refusal::no_such_proposal:
      return say("There is no such proposal here. Perhaps the address is wrong.");
    case Refusal::no_such_pair: return say("There is no such pair here. Perhaps the address is wrong.");
    case Refusal::day_out_of_order: return say("The last day is before the first. Check the two days.");
    case Refusal::alias_taken: return say("Another record has this alias. Choose another one.");
    case Refusal::consent_missing:
      return say("Ask the person first. Nobody is referred who has not agreed to it.");
    case Refusal::no_such_consent: return say("There is no such consent here.");
    case Refusal::no_such_partner: return say("Choose a partner from the list.");
    case Refusal::ground_missing: return say("Write why the bound holds, in a few sentences.");
    case Refusal::bound_cannot_be_kept:
      return say("The bound on equal opportunity cannot be kept in this round.");
  }
  return {};
}

Failure failure(db::Fault fault) {
  if (fault.constraint == "one_person_per_identity_number" ||
      fault.constraint == "one_protected_person_per_identity_number")
    return Failure(Refusal::identity_number_taken);
  if (fault.constraint == "one_open_application_per_programme_and_part")
    return Failure(Refusal::applied_already);
  if (fault.constraint == "capacity_is_0_to_20" || fault.constraint == "places_are_within_the_capacity")
    return Failure(Refusal::places_are_held);
  return Failure(std::move(fault));
}

}  // namespace parvis::records

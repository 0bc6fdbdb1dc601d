#include "app/store/store.hpp"

namespace parvis::store {

std::string_view id_of(Act act) {
  switch (act) {
    case Act::city_founded: return "city_founded";
    case Act::account_made: return "account_made";
    case Act::account_disabled: return "account_disabled";
    case Act::role_granted: return "role_granted";
    case Act::role_ended: return "role_ended";
    case Act::programme_kept: return "programme_kept";
    case Act::person_registered: return "person_registered";
    case Act::person_corrected: return "person_corrected";
    case Act::person_read: return "person_read";
    case Act::people_listed: return "people_listed";
    case Act::people_searched: return "people_searched";
    case Act::people_merged: return "people_merged";
    case Act::merge_undone: return "merge_undone";
    case Act::protected_record_made: return "protected_record_made";
    case Act::protected_record_opened: return "protected_record_opened";
    case Act::applied: return "applied";
    case Act::application_decided: return "application_decided";
    case Act::application_withdrawn: return "application_withdrawn";
    case Act::round_run: return "round_run";
    case Act::round_closed: return "round_closed";
    case Act::proposal_decided: return "proposal_decided";
    case Act::pair_recorded: return "pair_recorded";
    case Act::pair_ended: return "pair_ended";
    case Act::signed_in: return "signed_in";
    case Act::sign_in_refused: return "sign_in_refused";
    case Act::signed_out: return "signed_out";
    case Act::denied: return "denied";
    case Act::exported: return "exported";
    case Act::erased: return "erased";
    case Act::proposals_made: return "proposals_made";
    case Act::proposal_changed: return "proposal_changed";
    case Act::pair_changed: return "pair_changed";
    case Act::round_read: return "round_read";
    case Act::identity_shown: return "identity_shown";
    case Act::code_made: return "code_made";
    case Act::secrets_changed: return "secrets_changed";
    case Act::identity_linked: return "identity_linked";
    case Act::role_confirmed: return "role_confirmed";
    case Act::account_changed: return "account_changed";
    case Act::mail_given_up: return "mail_given_up";
    case Act::import_proposed: return "import_proposed";
    case Act::import_declined: return "import_declined";
    case Act::import_done: return "import_done";
    case Act::import_undone: return "import_undone";
    case Act::restored: return "restored";
    case Act::keys_rotated: return "keys_rotated";
    case Act::key_forgotten: return "key_forgotten";
    case Act::erasure_asked: return "erasure_asked";
    case Act::erasure_proposed: return "erasure_proposed";
    case Act::erasure_refused: return "erasure_refused";
    case Act::erasure_stopped: return "erasure_stopped";
    case Act::erasures_read: return "erasures_read";
    case Act::retention_set: return "retention_set";
    case Act::retention_run: return "retention_run";
    case Act::consent_given: return "consent_given";
    case Act::consent_withdrawn: return "consent_withdrawn";
    case Act::person_referred: return "person_referred";
    case Act::protection_lifted: return "protection_lifted";
    case Act::log_read: return "log_read";
    case Act::bound_set: return "bound_set";
    case Act::bound_lifted: return "bound_lifted";
  }
  return {};
}

Message in_words(Act act) {
  switch (act) {
    case Act::city_founded: return say("Founded the city’s register");
    case Act::account_made: return say("Made an account");
    case Act::account_disabled: return say("Closed an account");
    case Act::role_granted: return say("Gave a role");
    case Act::role_ended: return say("Ended a role");
    case Act::programme_kept: return say("Kept a programme’s rules");
    case Act::person_registered: return say("Registered a person");
    case Act::person_corrected: return say("Corrected a person’s details");
    case Act::person_read: return say("Read a person’s page");
    case Act::people_listed: return say("Looked at a list of people");
    case Act::people_searched: return say("Searched for people");
    case Act::people_merged: return say("Merged two records of one person");
    case Act::merge_undone: return say("Took back a merge");
    case Act::protected_record_made: return say("Kept a protected record");
    case Act::protected_record_opened: return say("Opened a protected record");
    case Act::applied: return say("Applied to a programme");
    case Act::application_decided: return say("Decided an application");
    case Act::application_withdrawn: return say("Withdrew an application");
    case Act::round_run: return say("Ran a matching round");
    case Act::round_closed: return say("Closed a matching round");
    case Act::proposal_decided: return say("Decided a proposal");
    case Act::pair_recorded: return say("Recorded a pair");
    case Act::pair_ended: return say("Ended a pair");
    case Act::signed_in: return say("Signed in");
    case Act::sign_in_refused: return say("Was refused at sign-in");
    case Act::signed_out: return say("Signed out");
    case Act::denied: return say("Was denied");
    case Act::exported: return say("Took data out");
    case Act::erased: return say("Erased a person");
    case Act::proposals_made: return say("Proposed pairs from a round");
    case Act::proposal_changed: return say("Changed a proposal by hand");
    case Act::pair_changed: return say("Changed where a pair stands");
    case Act::round_read: return say("Looked at a matching round");
    case Act::identity_shown: return say("Looked at an identity number or address");
    case Act::code_made: return say("Made a code to sign in with");
    case Act::secrets_changed: return say("Changed how an account is signed in to");
    case Act::identity_linked: return say("Linked an account to a sign-in service");
    case Act::role_confirmed: return say("Confirmed a role that another had given");
    case Act::account_changed: return say("Changed an account’s details");
    case Act::mail_given_up: return say("Gave up a mail that could not be sent");
    case Act::import_proposed: return say("Proposed to take lists in");
    case Act::import_declined: return say("Declined to take lists in");
    case Act::import_done: return say("Took lists in");
    case Act::import_undone: return say("Took an import back");
    case Act::restored: return say("Took a backup back");
    case Act::keys_rotated: return say("Made a new key");
    case Act::key_forgotten: return say("Dropped an old key");
    case Act::erasure_asked: return say("Asked to be erased");
    case Act::erasure_proposed: return say("Proposed that somebody is erased");
    case Act::erasure_refused: return say("Said no to an erasure");
    case Act::erasure_stopped: return say("Stopped an erasure");
    case Act::erasures_read: return say("Looked at the erasures");
    case Act::retention_set: return say("Set how long something is kept");
    case Act::retention_run: return say("Erased what had been kept its time");
    case Act::consent_given: return say("Recorded a consent");
    case Act::consent_withdrawn: return say("Withdrew a consent");
    case Act::person_referred: return say("Referred a person");
    case Act::protection_lifted: return say("Lifted the protection of a person");
    case Act::log_read: return say("Read the log");
    case Act::bound_set: return say("Switched on a bound on equal opportunity");
    case Act::bound_lifted: return say("Lifted a bound on equal opportunity");
  }
  return {};
}

std::vector<Act> all_acts() {
  std::vector<Act> acts;
  for (int i = 0; i <= static_cast<int>(last_act); ++i) acts.push_back(static_cast<Act>(i));
  return acts;
}

std::optional<Act> act_of(std::string_view id) {
  for (const auto act : all_acts())
    if (id_of(act) == id) return act;
  return std::nullopt;
}

}  // namespace parvis::store

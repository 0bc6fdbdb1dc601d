#include "domain/access/rules.hpp"

#include <algorithm>

namespace parvis::access {

namespace {

using enum Condition;
using enum Doing;

constexpr Role adept = Role::adept, mentor = Role::mentor, partner_coordinator = Role::partner_coordinator,
               coordinator = Role::coordinator, referrer = Role::referrer, manager = Role::manager,
               analyst = Role::analyst, auditor = Role::auditor, operator_ = Role::operator_,
               protection_officer = Role::protection_officer;

// One line for each cell or part of a cell; what stands nowhere is denied. A bare letter in SECURITY's table is
// reading and writing for the person themself and the programme's coordinator, and reading for all others.
const Rule all_rules[] = {
    // Rights of a person do not end with a role.
    {std::nullopt, Thing::own_account, {read, write}, Tie::own},
    {std::nullopt, Thing::own_account, {export_}, Tie::own, {fresh_sign_in}},
    {std::nullopt, Thing::erasure, {ask, read}, Tie::own},

    {adept, Thing::adept_profile, {read, write, create}, Tie::own},
    {mentor, Thing::adept_profile, {read}, Tie::own_pair},
    {partner_coordinator, Thing::adept_profile, {read}, Tie::own_organisation_with_consent},
    {coordinator, Thing::adept_profile, {read, write, create}, Tie::own_programme},
    {referrer, Thing::adept_profile, {read, write, create}, Tie::own_referral},
    {manager, Thing::adept_profile, {read}, Tie::own_programme},
    {auditor, Thing::adept_profile, {read}, Tie::own_programme, {needs_reason}},

    {adept, Thing::adept_contact, {read, write, create}, Tie::own},
    {mentor, Thing::adept_contact, {read}, Tie::own_active_pair},
    {coordinator, Thing::adept_contact, {read, write, create}, Tie::own_programme},
    {referrer, Thing::adept_contact, {read, create}, Tie::own_referral},

    {adept, Thing::identity_and_address, {create}, Tie::own},
    {adept, Thing::identity_and_address, {read}, Tie::own, {masked}},
    {adept, Thing::identity_and_address, {show}, Tie::own, {fresh_sign_in}},
    {coordinator, Thing::identity_and_address, {write, create}, Tie::own_programme},
    {coordinator, Thing::identity_and_address, {read}, Tie::own_programme, {masked}},
    {coordinator, Thing::identity_and_address, {show}, Tie::own_programme, {fresh_sign_in}},
    {referrer, Thing::identity_and_address, {create}, Tie::own_referral},

    {adept, Thing::mentor_profile, {read}, Tie::own_pair},
    {mentor, Thing::mentor_profile, {read, write, create}, Tie::own},
    {partner_coordinator, Thing::mentor_profile, {read}, Tie::own_organisation},
    {coordinator, Thing::mentor_profile, {read, write, create}, Tie::own_programme},
    {manager, Thing::mentor_profile, {read}, Tie::own_programme},
    {auditor, Thing::mentor_profile, {read}, Tie::own_programme, {needs_reason}},

    {adept, Thing::mentor_contact, {read}, Tie::own_active_pair},
    {mentor, Thing::mentor_contact, {read, write, create}, Tie::own},
    {coordinator, Thing::mentor_contact, {read, write, create}, Tie::own_programme},

    {mentor, Thing::record_check, {read}, Tie::own},
    {partner_coordinator, Thing::record_check, {read}, Tie::own_organisation, {yes_no_only}},
    {coordinator, Thing::record_check, {read, write, create}, Tie::own_programme},
    {manager, Thing::record_check, {read}, Tie::own_programme, {aggregate_only}},
    {auditor, Thing::record_check, {read}, Tie::own_programme},

    {adept, Thing::pair_and_meetings, {read}, Tie::own_pair},
    {adept, Thing::pair_and_meetings, {write}, Tie::own_active_pair},
    {mentor, Thing::pair_and_meetings, {read}, Tie::own_pair},
    {mentor, Thing::pair_and_meetings, {write}, Tie::own_active_pair},
    {partner_coordinator, Thing::pair_and_meetings, {read}, Tie::own_organisation, {without_content}},
    {coordinator, Thing::pair_and_meetings, {read, write, create, stop}, Tie::own_programme},
    {referrer, Thing::pair_and_meetings, {read}, Tie::own_referral, {status_only}},
    {manager, Thing::pair_and_meetings, {read}, Tie::own_programme, {aggregate_only}},
    {analyst, Thing::pair_and_meetings, {read}, Tie::own_programme, {aggregate_only}},
    {auditor, Thing::pair_and_meetings, {read}, Tie::own_programme, {needs_reason}},

    {adept, Thing::organisations, {read}, Tie::anything, {name_only}},
    {mentor, Thing::organisations, {read}, Tie::anything, {name_only}},
    {partner_coordinator, Thing::organisations, {read}, Tie::own_organisation},
    {coordinator, Thing::organisations, {read, write, create}, Tie::own_programme},
    {referrer, Thing::organisations, {read}, Tie::anything, {name_only}},
    {manager, Thing::organisations, {read}, Tie::own_programme},
    {analyst, Thing::organisations, {read}, Tie::own_programme, {aggregate_only}},
    {auditor, Thing::organisations, {read}, Tie::own_programme},

    {partner_coordinator, Thing::users_and_roles, {invite}, Tie::own_organisation, {fresh_sign_in}},
    {coordinator, Thing::users_and_roles, {invite}, Tie::own_programme, {fresh_sign_in}},
    {manager, Thing::users_and_roles, {read}, Tie::own_programme},
    {manager, Thing::users_and_roles, {grant}, Tie::own_programme, {fresh_sign_in}},
    {auditor, Thing::users_and_roles, {read, review}, Tie::own_programme},
    {operator_, Thing::users_and_roles, {create, disable}, Tie::anything, {fresh_sign_in}},

    {partner_coordinator, Thing::reports, {read}, Tie::own_organisation, {aggregate_only}},
    {coordinator, Thing::reports, {read}, Tie::own_programme, {aggregate_only}},
    {referrer, Thing::reports, {read}, Tie::own_referral, {aggregate_only}},
    {manager, Thing::reports, {read}, Tie::own_programme, {aggregate_only}},
    {analyst, Thing::reports, {read}, Tie::own_programme, {aggregate_only}},
    {auditor, Thing::reports, {read}, Tie::own_programme, {aggregate_only}},
    {partner_coordinator, Thing::reports, {export_}, Tie::own_organisation, {aggregate_only, fresh_sign_in}},
    {coordinator, Thing::reports, {export_}, Tie::own_programme, {aggregate_only, fresh_sign_in}},
    {referrer, Thing::reports, {export_}, Tie::own_referral, {aggregate_only, fresh_sign_in}},
    {manager, Thing::reports, {export_}, Tie::own_programme, {aggregate_only, fresh_sign_in}},
    {analyst, Thing::reports, {export_}, Tie::own_programme, {aggregate_only, fresh_sign_in}},
    {auditor, Thing::reports, {export_}, Tie::own_programme, {aggregate_only, fresh_sign_in}},

    {adept, Thing::log_about_me, {read}, Tie::own},
    {mentor, Thing::log_about_me, {read}, Tie::own},
    {auditor, Thing::log_about_me, {read}, Tie::own_programme},
    {coordinator, Thing::log_denials, {read}, Tie::own_programme},
    {auditor, Thing::log_denials, {read}, Tie::own_programme},
    {manager, Thing::log_summary, {read}, Tie::own_programme, {aggregate_only}},
    {auditor, Thing::log_summary, {read}, Tie::own_programme},
    {operator_, Thing::log_technical, {read}, Tie::anything},
    {auditor, Thing::log_technical, {read}, Tie::own_programme},
    {auditor, Thing::audit_log, {read}, Tie::own_programme},
    {auditor, Thing::log_of_protected, {read}, Tie::own_programme, {needs_reason}},
    {protection_officer, Thing::log_of_protected, {read}, Tie::anything, {needs_reason}},

    {adept, Thing::needs_and_risk, {read}, Tie::own},
    {mentor, Thing::needs_and_risk, {read}, Tie::own},
    {coordinator, Thing::needs_and_risk, {read, write, create}, Tie::own_programme},
    {referrer, Thing::needs_and_risk, {read, write}, Tie::own_note},
    {referrer, Thing::needs_and_risk, {create}, Tie::own_referral},

    {adept, Thing::consents_and_waivers, {read, write, create}, Tie::own},
    {mentor, Thing::consents_and_waivers, {read, write, create}, Tie::own},
    {adept, Thing::consents_and_waivers, {read}, Tie::own_pair},
    {mentor, Thing::consents_and_waivers, {read}, Tie::own_pair},
    {partner_coordinator, Thing::consents_and_waivers, {read}, Tie::own_organisation_with_consent},
    {coordinator, Thing::consents_and_waivers, {read, write, create}, Tie::own_programme},
    {referrer, Thing::consents_and_waivers, {read, write, create}, Tie::own_referral},
    {manager, Thing::consents_and_waivers, {read}, Tie::own_programme},
    {auditor, Thing::consents_and_waivers, {read}, Tie::own_programme, {needs_reason}},

    {coordinator, Thing::programmes_and_rounds, {read, write, create, stop}, Tie::own_programme},
    {coordinator, Thing::programmes_and_rounds, {export_}, Tie::own_programme, {fresh_sign_in}},
    {manager, Thing::programmes_and_rounds, {read, decide}, Tie::own_programme},
    {coordinator, Thing::proposals, {read, propose, approve, decide, stop}, Tie::own_programme},
    {manager, Thing::proposals, {read}, Tie::own_programme},

    {adept, Thing::training, {read, sign_up}, Tie::own},
    {mentor, Thing::training, {read, sign_up}, Tie::own},
    {coordinator, Thing::training, {read, write, create}, Tie::own_programme},

    {coordinator, Thing::import, {read, propose}, Tie::own_programme},
    {manager, Thing::import, {read, approve}, Tie::own_programme},

    {coordinator, Thing::erasure, {propose}, Tie::own_programme},
    {manager, Thing::erasure, {read, decide}, Tie::own_programme},
    {auditor, Thing::erasure, {read, stop}, Tie::own_programme},

    {operator_, Thing::backup, {create}, Tie::anything},
    {operator_, Thing::backup, {restore}, Tie::anything, {second_person, fresh_sign_in}},

    {protection_officer,
     Thing::protected_record,
     {read, write, create},
     Tie::anything,
     {one_at_a_time, needs_reason}},
    {protection_officer,
     Thing::protected_record,
     {show, decide},
     Tie::anything,
     {one_at_a_time, needs_reason, fresh_sign_in}},
};

template <class Wanted>
bool has(const std::vector<Wanted>& all, const Wanted& one) {
  return std::ranges::find(all, one) != all.end();
}

bool has_the_whole_city(Role role) {
  return role == Role::manager || role == Role::analyst || role == Role::auditor;
}

/// A programme or partner that stands on a grant limits it, whatever the tie.
bool lies_within(const Grant& grant, const Relation& relation) {
  return (!grant.programme || has(relation.programmes, *grant.programme)) &&
         (!grant.partner || has(relation.partners, *grant.partner));
}

}  // namespace

std::span<const Rule> rules() {
  return all_rules;
}

bool is_behind_the_wall(Thing thing) {
  return thing == Thing::protected_record || thing == Thing::log_of_protected;
}

bool can_reach(Tie tie, const std::optional<Grant>& grant) {
  switch (tie) {
    case Tie::own_programme: return grant && (grant->programme || has_the_whole_city(grant->role));
    case Tie::own_organisation:
    case Tie::own_organisation_with_consent: return grant && grant->partner;
    default: return true;
  }
}

bool reaches(Tie tie, const std::optional<Grant>& grant, const Relation& relation) {
  if (!can_reach(tie, grant)) return false;
  switch (tie) {
    case Tie::anything: return true;
    case Tie::own: return relation.own;
    case Tie::own_pair: return relation.own_pair != PairTie::none;
    case Tie::own_active_pair: return relation.own_pair == PairTie::active;
    case Tie::own_referral:
      return relation.own_referral && (!grant->programme || has(relation.programmes, *grant->programme));
    case Tie::own_note:
      return relation.own_note && (!grant->programme || has(relation.programmes, *grant->programme));
    case Tie::own_organisation:
    case Tie::own_programme: return lies_within(*grant, relation);
    case Tie::own_organisation_with_consent:
      return lies_within(*grant, relation) && has(relation.consented, *grant->partner);
  }
  return false;
}

}  // namespace parvis::access

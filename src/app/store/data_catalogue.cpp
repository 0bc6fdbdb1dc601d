#include "app/store/data_catalogue.hpp"

#include "platform/base/assert.hpp"

namespace parvis::store {
namespace {

using enum DataClass;
using enum Purpose;
using enum LegalGround;
using enum Retention;

const std::vector<Table>& tables() {
  static const std::vector<Table> all = {
      {"schema_step",
       Kept::as_written,
       {"number"},
       "",
       {
           {"number", p3, running_the_service, not_personal, always},
           {"name", p3, running_the_service, not_personal, always},
           {"fingerprint", p3, running_the_service, not_personal, always},
           {"taken_at", p3, running_the_service, not_personal, always},
       }},
      {"city",
       Kept::with_history,
       {"city_id"},
       "",
       {
           {"city_id", p3, running_the_service, not_personal, always},
           {"name", p3, running_the_service, not_personal, always},
           {"language", p3, running_the_service, not_personal, always},
           {"audit_rows", p3, accountability, not_personal, always},
           {"audit_end", p2, accountability, not_personal, always},
       }},
      {"audit",
       Kept::as_written,
       {"city_id", "number"},
       "",
       {
           {"city_id", p2, accountability, legal_obligation, as_the_archive_rules},
           {"number", p2, accountability, legal_obligation, as_the_archive_rules},
           {"at", p2, accountability, legal_obligation, as_the_archive_rules},
           {"actor", p2, accountability, legal_obligation, as_the_archive_rules},
           {"account_id", p2, accountability, legal_obligation, as_the_archive_rules},
           {"role", p2, accountability, legal_obligation, as_the_archive_rules},
           {"act", p2, accountability, legal_obligation, as_the_archive_rules},
           {"person_id", p1, accountability, legal_obligation, as_the_archive_rules},
           {"thing", p2, accountability, legal_obligation, as_the_archive_rules},
           {"thing_id", p2, accountability, legal_obligation, as_the_archive_rules},
           {"reason", p2, accountability, legal_obligation, as_the_archive_rules},
           {"protected", p0, accountability, legal_obligation, as_the_archive_rules},
           {"history_entries", p2, accountability, legal_obligation, as_the_archive_rules},
           {"history_hash", p2, accountability, legal_obligation, as_the_archive_rules},
           {"hash", p2, accountability, legal_obligation, as_the_archive_rules},
       }},
      {"history",
       Kept::as_written,
       {"city_id", "audit_number", "entry"},
       "",
       {
           {"city_id", p2, accountability, legal_obligation, as_the_archive_rules},
           {"audit_number", p2, accountability, legal_obligation, as_the_archive_rules},
           {"entry", p2, accountability, legal_obligation, as_the_archive_rules},
           {"in_table", p2, accountability, legal_obligation, as_the_archive_rules},
           {"row_key", p1, accountability, legal_obligation, as_the_archive_rules},
           {"person_id", p1, accountability, legal_obligation, as_the_archive_rules},
           {"data_class", p2, accountability, legal_obligation, as_the_archive_rules},
           {"change", p2, accountability, legal_obligation, as_the_archive_rules},
           {"earlier", p0, accountability, legal_obligation, as_the_archive_rules},
           {"salt", p0, accountability, legal_obligation, as_the_archive_rules},
           {"hash", p2, accountability, legal_obligation, as_the_archive_rules},
           {"erased_at", p2, accountability, legal_obligation, as_the_archive_rules},
       }},
      {"person",
       Kept::with_history,
       {"person_id"},
       "person_id",
       {
           {"person_id", p1, telling_people_apart, public_task, with_the_person},
           {"city_id", p1, telling_people_apart, public_task, with_the_person},
           {"name", p1, telling_people_apart, public_task, with_the_person},
           {"sorts_as", p1, telling_people_apart, public_task, with_the_person},
           {"gender", p1, matching, public_task, with_the_person},
           {"birth_year", p1, telling_people_apart, public_task, with_the_person},
           {"identity_number", p0, telling_people_apart, public_task, with_the_person, true},
           {"identity_number_hash", p0, telling_people_apart, public_task, with_the_person},
           {"address", p0, reaching_the_person, public_task, with_the_person, true},
           {"phone", p1, reaching_the_person, public_task, with_the_person},
           {"email", p1, reaching_the_person, public_task, with_the_person},
           {"language", p1, reaching_the_person, public_task, with_the_person},
           {"district", p1, matching, public_task, with_the_person},
           {"swedish", p1, matching, public_task, with_the_person},
           {"education_level", p1, matching, public_task, with_the_person},
           {"education_field", p1, matching, public_task, with_the_person},
           {"occupation_title", p1, matching, public_task, with_the_person},
           {"occupation_groups", p1, matching, public_task, with_the_person},
           {"occupation_concepts", p1, matching, public_task, with_the_person},
           {"experience_years", p1, matching, public_task, with_the_person},
           {"available_hours", p1, matching, public_task, with_the_person},
           {"meeting_form", p1, matching, public_task, with_the_person},
           {"employer", p1, matching, public_task, with_the_person},
           {"interests", p1, matching, public_task, with_the_person},
           {"registered_on", p1, telling_people_apart, public_task, with_the_person},
           {"merged_into", p1, telling_people_apart, public_task, with_the_person},
           {"edition", p2, telling_people_apart, public_task, with_the_person},
       }},
      {"person_name",
       Kept::with_history,
       {"person_id", "place"},
       "person_id",
       {
           {"person_id", p1, telling_people_apart, public_task, with_the_person},
           {"place", p2, telling_people_apart, public_task, with_the_person},
           {"city_id", p1, telling_people_apart, public_task, with_the_person},
           {"word", p1, telling_people_apart, public_task, with_the_person},
       }},
      {"person_language",
       Kept::with_history,
       {"person_id", "place"},
       "person_id",
       {
           {"person_id", p1, matching, public_task, with_the_person},
           {"place", p2, matching, public_task, with_the_person},
           {"iso639_3", p1, matching, public_task, with_the_person},
           {"level", p1, matching, public_task, with_the_person},
       }},
      {"person_target_group",
       Kept::with_history,
       {"membership_id"},
       "person_id",
       {
           {"membership_id", p2, matching, public_task, with_the_person},
           {"person_id", p1, matching, public_task, with_the_person},
           {"target_group", p1, matching, public_task, with_the_person},
           {"first_day", p1, matching, public_task, with_the_person},
           {"last_day", p1, matching, public_task, with_the_person},
           {"reason", p0, matching, public_task, with_the_person},
       }},
      {"not_together",
       Kept::with_history,
       {"person_id", "other_person_id"},
       "person_id",
       {
           {"person_id", p0, matching, public_task, with_the_person},
           {"other_person_id", p0, matching, public_task, with_the_person},
       }},
      {"protected_person",
       Kept::with_history,
       {"person_id"},
       "",
       {
           {"person_id", p0, telling_people_apart, public_task, with_the_person},
           {"city_id", p0, telling_people_apart, public_task, with_the_person},
           {"record", p0, telling_people_apart, public_task, with_the_person, true},
           {"identity_number_hash", p0, telling_people_apart, public_task, with_the_person},
           {"edition", p0, telling_people_apart, public_task, with_the_person},
       }},
      {"partner",
       Kept::with_history,
       {"partner_id"},
       "",
       {
           {"partner_id", p2, running_programmes, not_personal, with_the_programme},
           {"city_id", p2, running_programmes, not_personal, with_the_programme},
           {"name", p2, running_programmes, not_personal, with_the_programme},
           {"kind", p2, running_programmes, not_personal, with_the_programme},
           {"closed_on", p2, running_programmes, not_personal, with_the_programme},
       }},
      {"programme",
       Kept::with_history,
       {"programme_id"},
       "",
       {
           {"programme_id", p3, running_programmes, not_personal, with_the_programme},
           {"city_id", p3, running_programmes, not_personal, with_the_programme},
           {"code", p3, running_programmes, not_personal, with_the_programme},
           {"closed_on", p3, running_programmes, not_personal, with_the_programme},
       }},
      {"programme_version",
       Kept::with_history,
       {"programme_id", "version"},
       "",
       {
           {"programme_id", p3, running_programmes, not_personal, with_the_programme},
           {"version", p3, running_programmes, not_personal, with_the_programme},
           {"first_day", p3, running_programmes, not_personal, with_the_programme},
           {"configuration", p3, running_programmes, not_personal, with_the_programme},
       }},
      {"account",
       Kept::with_history,
       {"account_id"},
       "person_id",
       {
           {"account_id", p2, signing_in, public_task, with_the_account},
           {"city_id", p2, signing_in, public_task, with_the_account},
           {"person_id", p1, signing_in, public_task, with_the_account},
           {"name", p1, signing_in, public_task, with_the_account},
           {"email", p1, signing_in, public_task, with_the_account},
           {"email_folded", p1, signing_in, public_task, with_the_account},
           {"language", p2, signing_in, public_task, with_the_account},
           {"made_at", p2, signing_in, public_task, with_the_account},
           {"disabled_at", p2, signing_in, public_task, with_the_account},
           {"edition", p2, signing_in, public_task, with_the_account},
       }},
      {"role_grant",
       Kept::with_history,
       {"grant_id"},
       "",
       {
           {"grant_id", p2, signing_in, public_task, with_the_account},
           {"city_id", p2, signing_in, public_task, with_the_account},
           {"account_id", p2, signing_in, public_task, with_the_account},
           {"role", p2, signing_in, public_task, with_the_account},
           {"programme_id", p2, signing_in, public_task, with_the_account},
           {"partner_id", p2, signing_in, public_task, with_the_account},
           {"first_day", p2, signing_in, public_task, with_the_account},
           {"last_day", p2, signing_in, public_task, with_the_account},
           {"granted_by", p2, signing_in, public_task, with_the_account},
           {"needs_second", p2, signing_in, public_task, with_the_account},
           {"seconded_by", p2, signing_in, public_task, with_the_account},
           {"ended_at", p2, signing_in, public_task, with_the_account},
       }},
      {"credential",
       Kept::without,
       {"account_id"},
       "",
       {
           {"account_id", p2, signing_in, public_task, with_the_account},
           {"city_id", p2, signing_in, public_task, with_the_account},
           {"password", p0, signing_in, public_task, with_the_account, true},
           {"totp_secret", p0, signing_in, public_task, with_the_account, true},
           {"totp_last_step", p2, signing_in, public_task, with_the_account},
           {"totp_offered", p0, signing_in, public_task, with_the_account, true},
       }},
      {"sign_in_identity",
       Kept::without,
       {"identity_id"},
       "",
       {
           {"identity_id", p2, signing_in, public_task, with_the_account},
           {"city_id", p2, signing_in, public_task, with_the_account},
           {"account_id", p2, signing_in, public_task, with_the_account},
           {"issuer", p2, signing_in, public_task, with_the_account},
           {"subject_hash", p0, signing_in, public_task, with_the_account},
           {"linked_at", p2, signing_in, public_task, with_the_account},
       }},
      {"sign_in_code",
       Kept::without,
       {"code_id"},
       "",
       {
           {"code_id", p2, signing_in, public_task, with_the_account},
           {"city_id", p2, signing_in, public_task, with_the_account},
           {"account_id", p2, signing_in, public_task, with_the_account},
           {"kind", p2, signing_in, public_task, with_the_account},
           {"link_hash", p0, signing_in, public_task, with_the_account},
           {"typed_hash", p0, signing_in, public_task, with_the_account},
           {"made_at", p2, signing_in, public_task, with_the_account},
           {"expires_at", p2, signing_in, public_task, with_the_account},
           {"made_by", p2, signing_in, public_task, with_the_account},
       }},
      {"session",
       Kept::without,
       {"session_id"},
       "",
       {
           {"session_id", p2, signing_in, public_task, short_lived},
           {"city_id", p2, signing_in, public_task, short_lived},
           {"account_id", p2, signing_in, public_task, short_lived},
           {"key_hash", p0, signing_in, public_task, short_lived},
           {"whole", p2, signing_in, public_task, short_lived},
           {"second_factor", p2, signing_in, public_task, short_lived},
           {"tries", p2, signing_in, public_task, short_lived},
           {"began_at", p2, signing_in, public_task, short_lived},
           {"proved_at", p2, signing_in, public_task, short_lived},
           {"last_seen_at", p2, signing_in, public_task, short_lived},
           {"helper_account_id", p2, signing_in, public_task, short_lived},
           {"browser", p2, signing_in, public_task, short_lived},
           {"by_service", p2, signing_in, public_task, short_lived},
       }},
      {"outgoing_mail",
       Kept::without,
       {"mail_id"},
       "",
       {
           {"mail_id", p2, reaching_the_person, public_task, short_lived},
           {"city_id", p2, reaching_the_person, public_task, short_lived},
           {"account_id", p2, reaching_the_person, public_task, short_lived},
           {"content", p0, reaching_the_person, public_task, short_lived, true},
           {"made_at", p2, reaching_the_person, public_task, short_lived},
           {"next_try_at", p2, reaching_the_person, public_task, short_lived},
           {"gives_up_at", p2, reaching_the_person, public_task, short_lived},
           {"tries", p2, reaching_the_person, public_task, short_lived},
       }},
      {"application",
       Kept::with_history,
       {"application_id"},
       "person_id",
       {
           {"application_id", p2, matching, public_task, with_the_programme},
           {"city_id", p2, matching, public_task, with_the_programme},
           {"person_id", p1, matching, public_task, with_the_person},
           {"programme_id", p2, matching, public_task, with_the_programme},
           {"part", p2, matching, public_task, with_the_programme},
           {"track", p2, matching, public_task, with_the_programme},
           {"state", p2, matching, public_task, with_the_programme},
           {"applied_on", p2, matching, public_task, with_the_programme},
           {"ended_on", p2, matching, public_task, with_the_programme},
           {"wishes", p1, matching, public_task, with_the_person},
           {"capacity", p2, matching, public_task, with_the_programme},
           {"partner_id", p2, matching, public_task, with_the_programme},
           {"training", p2, matching, public_task, with_the_programme},
           {"record_check", p0, matching, public_task, with_the_person},
           {"record_check_shown_on", p0, matching, public_task, with_the_person},
           {"record_check_holds_to", p0, matching, public_task, with_the_person},
           {"least_swedish", p1, matching, public_task, with_the_person},
           {"offers", p2, matching, public_task, with_the_programme},
           {"edition", p2, matching, public_task, with_the_programme},
       }},
      {"mentor_place",
       Kept::with_history,
       {"application_id", "place"},
       "",
       {
           {"application_id", p2, matching, public_task, with_the_programme},
           {"place", p2, matching, public_task, with_the_programme},
       }},
      {"matching_round",
       Kept::with_history,
       {"round_id"},
       "",
       {
           {"round_id", p2, matching, public_task, with_the_programme},
           {"city_id", p2, matching, public_task, with_the_programme},
           {"programme_id", p2, matching, public_task, with_the_programme},
           {"version", p2, matching, public_task, with_the_programme},
           {"track", p2, matching, public_task, with_the_programme},
           {"run_at", p2, matching, public_task, with_the_programme},
           {"run_for_day", p2, matching, public_task, with_the_programme},
           {"seed", p2, matching, public_task, with_the_programme},
           {"weights", p2, matching, public_task, with_the_programme},
           {"locks", p2, matching, public_task, with_the_programme},
           {"adepts", p2, matching, public_task, with_the_programme},
           {"mentors", p2, matching, public_task, with_the_programme},
           {"result", p2, matching, public_task, with_the_programme},
           {"certificate", p2, matching, public_task, with_the_programme},
           {"closed_at", p2, matching, public_task, with_the_programme},
       }},
      {"proposal",
       Kept::with_history,
       {"proposal_id"},
       "",
       {
           {"proposal_id", p2, matching, public_task, with_the_programme},
           {"city_id", p2, matching, public_task, with_the_programme},
           {"round_id", p2, matching, public_task, with_the_programme},
           {"programme_id", p2, matching, public_task, with_the_programme},
           {"adept_application_id", p2, matching, public_task, with_the_programme},
           {"mentor_application_id", p2, matching, public_task, with_the_programme},
           {"score", p2, matching, public_task, with_the_programme},
           {"reasons", p1, matching, public_task, with_the_person},
           {"state", p2, matching, public_task, with_the_programme},
           {"reason", p1, matching, public_task, with_the_person},
           {"proposed_on", p2, matching, public_task, with_the_programme},
           {"decided_on", p2, matching, public_task, with_the_programme},
           {"edition", p2, matching, public_task, with_the_programme},
       }},
      {"pair",
       Kept::with_history,
       {"pair_id"},
       "",
       {
           {"pair_id", p2, following_the_pair, public_task, with_the_programme},
           {"city_id", p2, following_the_pair, public_task, with_the_programme},
           {"programme_id", p2, following_the_pair, public_task, with_the_programme},
           {"proposal_id", p2, following_the_pair, public_task, with_the_programme},
           {"adept_application_id", p2, following_the_pair, public_task, with_the_programme},
           {"mentor_application_id", p2, following_the_pair, public_task, with_the_programme},
           {"first_day", p2, following_the_pair, public_task, with_the_programme},
           {"state", p2, following_the_pair, public_task, with_the_programme},
           {"ended_on", p2, following_the_pair, public_task, with_the_programme},
           {"reason", p1, following_the_pair, public_task, with_the_person},
           {"edition", p2, following_the_pair, public_task, with_the_programme},
       }},
      {"held_place",
       Kept::with_history,
       {"application_id", "place"},
       "",
       {
           {"application_id", p2, following_the_pair, public_task, with_the_programme},
           {"place", p2, following_the_pair, public_task, with_the_programme},
           {"proposal_id", p2, following_the_pair, public_task, with_the_programme},
           {"pair_id", p2, following_the_pair, public_task, with_the_programme},
       }},
      {"held_adept",
       Kept::with_history,
       {"application_id"},
       "",
       {
           {"application_id", p2, following_the_pair, public_task, with_the_programme},
           {"proposal_id", p2, following_the_pair, public_task, with_the_programme},
           {"pair_id", p2, following_the_pair, public_task, with_the_programme},
       }},
      {"round_person",
       Kept::with_history,
       {"round_id", "application_id"},
       "person_id",
       {
           {"round_id", p2, matching, public_task, with_the_programme},
           {"application_id", p2, matching, public_task, with_the_programme},
           {"person_id", p1, matching, public_task, with_the_person},
           {"part", p2, matching, public_task, with_the_programme},
           {"cells", p1, matching, public_task, with_the_person},
           {"occupation_groups", p1, matching, public_task, with_the_person},
       }},
      {"round_order",
       Kept::without,
       {"order_id"},
       "",
       {
           {"order_id", p2, matching, public_task, with_the_programme},
           {"city_id", p2, matching, public_task, with_the_programme},
           {"programme_id", p2, matching, public_task, with_the_programme},
           {"track", p2, matching, public_task, with_the_programme},
           {"ordered_at", p2, matching, public_task, with_the_programme},
           {"server", p2, matching, public_task, with_the_programme},
           {"state", p2, matching, public_task, with_the_programme},
           {"after_round_id", p2, matching, public_task, with_the_programme},
           {"round_id", p2, matching, public_task, with_the_programme},
       }},
      {"decision_by_hand",
       Kept::with_history,
       {"decision_id"},
       "",
       {
           {"decision_id", p2, following_the_pair, public_task, with_the_programme},
           {"city_id", p2, following_the_pair, public_task, with_the_programme},
           {"proposal_id", p2, following_the_pair, public_task, with_the_programme},
           {"pair_id", p2, following_the_pair, public_task, with_the_programme},
           {"adept_application_id", p2, following_the_pair, public_task, with_the_programme},
           {"mentor_application_id", p2, following_the_pair, public_task, with_the_programme},
           {"account_id", p2, following_the_pair, public_task, with_the_programme},
           {"rule", p2, following_the_pair, public_task, with_the_programme},
           {"reason", p2, following_the_pair, public_task, with_the_programme},
           {"note", p1, following_the_pair, public_task, with_the_person},
           {"decided_at", p2, following_the_pair, public_task, with_the_programme},
       }},
      {"import",
       Kept::without,
       {"city_id", "number"},
       "",
       {
           {"city_id", p2, running_programmes, public_task, with_the_programme},
           {"number", p2, running_programmes, public_task, with_the_programme},
           {"programme_id", p2, running_programmes, public_task, with_the_programme},
           {"state", p2, running_programmes, public_task, with_the_programme},
           {"proposed_at", p2, running_programmes, public_task, with_the_programme},
           {"proposed_by", p2, running_programmes, public_task, with_the_programme},
           {"decided_at", p2, running_programmes, public_task, with_the_programme},
           {"decided_by", p2, running_programmes, public_task, with_the_programme},
           {"files", p0, running_programmes, public_task, short_lived, true},
           {"added", p2, running_programmes, public_task, with_the_programme},
           {"changed", p2, running_programmes, public_task, with_the_programme},
           {"unchanged", p2, running_programmes, public_task, with_the_programme},
           {"left_out", p2, running_programmes, public_task, with_the_programme},
           {"by_hand", p2, running_programmes, public_task, with_the_programme},
           {"log_rows", p2, running_programmes, public_task, with_the_programme},
       }},
      {"list_number",
       Kept::with_history,
       {"list_number_id"},
       "person_id",
       {
           {"list_number_id", p2, telling_people_apart, public_task, with_the_person},
           {"city_id", p2, telling_people_apart, public_task, with_the_person},
           {"programme_id", p2, telling_people_apart, public_task, with_the_person},
           {"part", p2, telling_people_apart, public_task, with_the_person},
           {"written", p1, telling_people_apart, public_task, with_the_person},
           {"person_id", p1, telling_people_apart, public_task, with_the_person},
       }},
  };
  return all;
}

}  // namespace

const Column& Table::column(std::string_view wanted) const {
  for (const auto& one : columns)
    if (one.name == wanted) return one;
  PARVIS_ASSERT(!"a column that is not in the data catalogue");
  return columns.front();
}

std::span<const Table> data_catalogue() {
  return tables();
}

const Table& table_named(std::string_view name) {
  for (const auto& table : tables())
    if (table.name == name) return table;
  PARVIS_ASSERT(!"a table that is not in the data catalogue");
  return tables().front();
}

Message in_words(DataClass data_class) {
  switch (data_class) {
    case p0: return say("P0, can cost a life");
    case p1: return say("P1, personal");
    case p2: return say("P2, internal");
    case p3: return say("P3, public");
  }
  return {};
}

Message in_words(Purpose purpose) {
  switch (purpose) {
    case telling_people_apart: return say("Telling people apart");
    case reaching_the_person: return say("Reaching the person");
    case matching: return say("Finding the right pair");
    case following_the_pair: return say("Following the pair");
    case running_programmes: return say("Running the programmes");
    case signing_in: return say("Signing in, and who may do what");
    case accountability: return say("Being able to answer for what was done");
    case running_the_service: return say("Running the service");
  }
  return {};
}

Message in_words(LegalGround ground) {
  switch (ground) {
    case public_task: return say("A task in the public interest (GDPR art. 6.1 e)");
    case legal_obligation: return say("A legal obligation (GDPR art. 6.1 c)");
    case consent: return say("Consent (GDPR art. 6.1 a)");
    case not_personal: return say("No personal data");
  }
  return {};
}

Message in_words(Retention retention) {
  switch (retention) {
    case with_the_person: return say("Until the person is erased");
    case with_the_programme: return say("As long as the programme is kept");
    case with_the_account: return say("Until the account is taken away");
    case as_the_archive_rules: return say("As the city’s rules for its archive say");
    case short_lived: return say("Hours or days");
    case always: return say("Always");
  }
  return {};
}

}  // namespace parvis::store

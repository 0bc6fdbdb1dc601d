#include "app/desk/copy_words.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "app/accounts/browser.hpp"
#include "app/desk/told.hpp"
#include "app/erasure/requests.hpp"
#include "app/imports/account.hpp"
#include "app/records/consents.hpp"
#include "app/records/referrals.hpp"
#include "domain/access/role.hpp"
#include "domain/people/words.hpp"
#include "domain/programme/programme.hpp"
#include "platform/i18n/names.hpp"

namespace parvis::desk {
namespace {

struct Heading {
  std::string_view table, words;
};
constexpr std::array headings{
    Heading{"person", N_("About you")},
    Heading{"person_language", N_("Languages")},
    Heading{"person_target_group", N_("Target groups")},
    Heading{"application", N_("Your applications")},
    Heading{"referral", N_("Who referred you")},
    Heading{"list_number", N_("Your number in lists of the city")},
    Heading{"round_person", N_("Rounds that you were part of")},
    Heading{"proposal", N_("Proposals about you")},
    Heading{"pair", N_("Your pairs")},
    Heading{"decision_by_hand", N_("What a coordinator decided by hand")},
    Heading{"consent", N_("What you have agreed to")},
    Heading{"account", N_("Your account")},
    Heading{"role_grant", N_("Your roles")},
    Heading{"sign_in_identity", N_("Services that you sign in with")},
    Heading{"sign_in_code", N_("Codes to sign in with")},
    Heading{"session", N_("Where you are signed in")},
    Heading{"outgoing_mail", N_("Mail that waits to be sent to you")},
    Heading{"erasure_request", N_("Your wishes to be erased")},
    Heading{"erasure", N_("Receipts of erasure")},
};

struct Label {
  std::string_view table, column, words;  ///< no table: the column is called so wherever it stands
};
constexpr std::array labels{
    Label{"account", "name", N_("Name of the account")},
    Label{"account", "language", N_("Language of the pages")},
    Label{"account", "disabled_at", N_("Closed")},
    Label{"decision_by_hand", "account_id", N_("Decided by")},
    Label{"sign_in_code", "kind", N_("Sort")},
    Label{"consent", "kind", N_("Sort")},
    Label{"role_grant", "ended_at", N_("Ended")},
    Label{"pair", "ended_on", N_("Ended")},
    Label{"", "name", N_("Name")},
    Label{"", "gender", N_("Gender")},
    Label{"", "birth_year", N_("Year of birth")},
    Label{"", "identity_number", N_("Identity number")},
    Label{"", "address", N_("Postal address")},
    Label{"", "phone", N_("Telephone")},
    Label{"", "email", N_("E-mail")},
    Label{"", "language", N_("Wants to be written to in")},
    Label{"", "district", N_("District")},
    Label{"", "swedish", N_("Swedish")},
    Label{"", "education_level", N_("Level of education")},
    Label{"", "education_field", N_("Field of education")},
    Label{"", "occupation_title", N_("Occupation")},
    Label{"", "occupation_groups", N_("Occupation groups (SSYK)")},
    Label{"", "occupation_concepts", N_("Occupation titles (JobTech)")},
    Label{"", "experience_years", N_("Years of experience")},
    Label{"", "available_hours", N_("Times")},
    Label{"", "meeting_form", N_("How to meet")},
    Label{"", "employer", N_("Employer")},
    Label{"", "interests", N_("Interests")},
    Label{"", "registered_on", N_("Registered")},
    Label{"", "iso639_3", N_("Language")},
    Label{"", "level", N_("Level")},
    Label{"", "target_group", N_("Target group")},
    Label{"", "first_day", N_("First day")},
    Label{"", "last_day", N_("Last day")},
    Label{"", "reason", N_("Reason")},
    Label{"", "programme_id", N_("Programme")},
    Label{"", "part", N_("Takes part as")},
    Label{"", "track", N_("Track")},
    Label{"", "state", N_("State")},
    Label{"", "applied_on", N_("Applied")},
    Label{"", "ended_on", N_("Ended")},
    Label{"", "wishes", N_("Wishes")},
    Label{"", "capacity", N_("Places")},
    Label{"", "partner_id", N_("Partner organisation")},
    Label{"", "training", N_("Training")},
    Label{"", "record_check", N_("Record check")},
    Label{"", "record_check_shown_on", N_("Record check shown on")},
    Label{"", "record_check_holds_to", N_("Record check holds to")},
    Label{"", "least_swedish", N_("Least Swedish")},
    Label{"", "offers", N_("Offers")},
    Label{"", "score", N_("Score")},
    Label{"", "reasons", N_("What spoke for it")},
    Label{"", "proposed_on", N_("Proposed on")},
    Label{"", "decided_on", N_("Decided on")},
    Label{"", "adept_application_id", N_("Adept")},
    Label{"", "mentor_application_id", N_("Mentor")},
    Label{"", "cells", N_("What the round knew about you")},
    Label{"", "rule", N_("Rule that gave way")},
    Label{"", "note", N_("Note")},
    Label{"", "decided_at", N_("Decided on")},
    Label{"", "written", N_("Number in the list")},
    Label{"", "recipient", N_("Who may know")},
    Label{"", "purpose", N_("Purpose")},
    Label{"", "given_on", N_("Given on")},
    Label{"", "withdrawn_on", N_("Withdrawn on")},
    Label{"", "legal_ground", N_("Legal ground")},
    Label{"", "referred_by", N_("Referred by")},
    Label{"", "sender", N_("Where they work")},
    Label{"", "stage", N_("Stage")},
    Label{"", "alongside", N_("Alongside")},
    Label{"", "referred_on", N_("Referred on")},
    Label{"", "role", N_("Role")},
    Label{"", "granted_by", N_("Given by")},
    Label{"", "seconded_by", N_("Confirmed by")},
    Label{"", "issuer", N_("Service")},
    Label{"", "linked_at", N_("Connected on")},
    Label{"", "made_at", N_("Made")},
    Label{"", "made_by", N_("Made by")},
    Label{"", "expires_at", N_("Holds until")},
    Label{"", "began_at", N_("Signed in")},
    Label{"", "proved_at", N_("Signed in again")},
    Label{"", "last_seen_at", N_("Last seen")},
    Label{"", "helper_account_id", N_("Helped by")},
    Label{"", "browser", N_("Browser")},
    Label{"", "next_try_at", N_("Next try")},
    Label{"", "gives_up_at", N_("Last try")},
    Label{"", "asked_by", N_("Asked by")},
    Label{"", "asked_at", N_("Asked on")},
    Label{"", "answer", N_("Answer")},
    Label{"", "decided_by", N_("Decided by")},
    Label{"", "erased_at", N_("Erased on")},
};

constexpr std::array joints{
    "person_id",   "city_id",        "edition",     "place",      "merged_into",   "membership_id",
    "account_id",  "grant_id",       "identity_id", "code_id",    "session_id",    "mail_id",
    "proposal_id", "application_id", "round_id",    "pair_id",    "decision_id",   "list_number_id",
    "consent_id",  "referral_id",    "request_id",  "erasure_id", "needs_second",  "totp_last_step",
    "whole",       "second_factor",  "tries",       "by_service", "by_the_person", "erased_rows"};

template <class Kind>
std::string in_list(const people::Reading<std::vector<Kind>>& read, const std::string& text, const Texts& t) {
  if (!read) return text;
  std::string words;
  for (const auto one : *read) words += (words.empty() ? "" : ", ") + t(in_words(one));
  return words.empty() ? t("none") : words;
}

template <class Known>
std::string or_text(const Known& known, const std::string& text, const Texts& t) {
  return known ? t(in_words(*known)) : text;
}

std::string state_words(std::string_view table, const std::string& text, const Texts& t) {
  if (table == "application") return or_text(lives::application_state_of(text), text, t);
  if (table == "proposal") return or_text(lives::proposal_state_of(text), text, t);
  if (table == "pair") return or_text(lives::pair_state_of(text), text, t);
  for (const auto state :
       {erasure::State::waiting, erasure::State::refused, erasure::State::stopped, erasure::State::done})
    if (erasure::id_of(state) == text) return t(erasure::in_words(state));
  return text;
}

std::string reason_words(const std::string& text, const Texts& t) {
  if (const auto reason = lives::reason_of(text)) return t(lives::in_words(*reason));
  for (const auto& all : {erasure::reasons_to_propose(), erasure::reasons_to_refuse()})
    if (const auto reason = erasure::reason_of(text, all)) return t(erasure::in_words(*reason));
  return text;
}

std::string kind_words(const std::string& text, const Texts& t) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kinds{
      {{"consent", N_("Consent")},
       {"waiver_of_secrecy", N_("Waiver of secrecy")},
       {"recovery", N_("Recovery code")},
       {"invitation", N_("Invitation")},
       {"reset", N_("Link to a new password")},
       {"email", N_("Code by mail")},
       {"paper", N_("Code on paper")},
       {"beside", N_("With a coordinator beside")},
       {"demo", N_("Demo")}}};
  const auto found = std::ranges::find(kinds, text, [](const auto& one) { return one.first; });
  return found == kinds.end() ? text : t(found->second);
}

/// What a round knew, and what spoke for a pair: one line of words from a small JSON.
std::string json_words(std::string_view column, const std::string& text, const Texts& t) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) return text;
  std::string words;
  for (const auto& [name, value] : json.items()) {
    if (name == "id" || name == "registered_on") continue;
    std::string label, said;
    if (column == "cells") {
      label = t(imports::field_in_words(name));
      said = value.is_string() ? value.get<std::string>() : value.dump();
    } else {
      const auto kind = programme::criterion_of(name);
      label = kind ? t(in_words(*kind)) : name;
      said = value.is_number_integer() ? t.percent(value.get<std::int64_t>(), 10'000) : value.dump();
    }
    words += (words.empty() ? "" : "; ") + label + ": " + said;
  }
  return words;
}

/// Nothing: the column holds no ids, and its text is shown as it is.
std::optional<std::string> coded(std::string_view table, std::string_view column, const std::string& text,
                                 const Texts& t) {
  if (column == "gender") return or_text(people::gender_of(text), text, t);
  if (column == "swedish" || column == "level" || column == "least_swedish")
    return or_text(people::level_of(text), text, t);
  if (column == "education_level") return or_text(people::read_education_level(text), text, t);
  if (column == "meeting_form") return or_text(people::read_meeting(text), text, t);
  if (column == "target_group") return or_text(people::target_group_of(text), text, t);
  if (column == "part") return or_text(lives::part_of(text), text, t);
  if (column == "state") return state_words(table, text, t);
  if (column == "reason" && table != "person_target_group") return reason_words(text, t);
  if (column == "answer") return reason_words(text, t);
  if (column == "wishes") return in_list(people::read_wishes(text), text, t);
  if (column == "offers") return in_list(people::read_offers(text), text, t);
  if (column == "training" && text == "yes") return t("Yes");
  if (column == "record_check") return text == "shown" ? t("Shown") : t("Not shown");
  if (column == "recipient") return or_text(records::recipient_of(text), text, t);
  if (column == "purpose") return or_text(records::consent_purpose_of(text), text, t);
  if (column == "sender") return or_text(records::sender_of(text), text, t);
  if (column == "stage") return or_text(records::referral_stage_of(text), text, t);
  if (column == "alongside") return or_text(records::alongside_of(text), text, t);
  if (column == "role") return or_text(access::role_of(text), text, t);
  if (column == "kind") return kind_words(text, t);
  if (column == "legal_ground")
    return t(in_words(text == "consent" ? store::LegalGround::consent : store::LegalGround::public_task));
  if (column == "cells" || column == "reasons") return json_words(column, text, t);
  if (column == "browser") return t(accounts::browser_in_words(text));
  if (column == "language")
    if (const auto language = language_of(text)) return std::string(own_name_of(*language));
  return std::nullopt;
}

/// Cells in which something stands, with their labels.
std::vector<views::Known> known_of(std::string_view table, const records::CopiedRow& row,
                                   const occupations::Taxonomy& taxonomy, const Texts& t) {
  std::vector<views::Known> known;
  for (const auto& cell : row) {
    const auto label = label_of(table, cell.column);
    if (!label) continue;
    // Of one's own half there is nothing to say: it is oneself.
    const bool is_half =
        cell.column.ends_with("t_application_id") || cell.column.ends_with("r_application_id");
    if (is_half && cell.called.empty()) continue;
    auto words = words_of(table, cell, taxonomy, t);
    if (!words.empty()) known.push_back({t(*label), std::move(words)});
  }
  return known;
}

bool is_the_record_itself(const records::CopiedRow& row) {
  return std::ranges::any_of(row, [](const records::CopiedCell& cell) {
    return cell.column == "merged_into" && std::holds_alternative<db::Null>(cell.value);
  });
}

nlohmann::ordered_json as_json(const records::CopiedRow& row) {
  auto json = nlohmann::ordered_json::object();
  for (const auto& cell : row) {
    nlohmann::ordered_json value;
    if (const auto* number = std::get_if<std::int64_t>(&cell.value)) value = *number;
    if (const auto* text = std::get_if<std::string>(&cell.value)) value = *text;
    if (!cell.called.empty()) value = {{"number", value}, {"called", cell.called}};
    json[std::string(cell.column)] = std::move(value);
  }
  return json;
}

}  // namespace

std::optional<Message> heading_of(std::string_view table) {
  const auto found = std::ranges::find(headings, table, &Heading::table);
  return found == headings.end() ? std::nullopt : std::optional(say(found->words));
}

std::optional<Message> label_of(std::string_view table, std::string_view column) {
  for (const auto& of : {table, std::string_view()})
    for (const auto& one : labels)
      if (one.table == of && one.column == column) return say(one.words);
  return std::nullopt;
}

bool joins_rows(std::string_view table, std::string_view column) {
  return !label_of(table, column) && std::ranges::find(joints, column) != joints.end();
}

std::string words_of(std::string_view table, const records::CopiedCell& cell,
                     const occupations::Taxonomy& taxonomy, const Texts& t) {
  if (!cell.called.empty()) return cell.called;
  if (const auto* number = std::get_if<std::int64_t>(&cell.value)) {
    if (cell.column == "score") return t.percent(*number, 10'000);
    return cell.column == "birth_year" ? std::to_string(*number) : t.number(*number);
  }
  const auto* text = std::get_if<std::string>(&cell.value);
  if (text == nullptr || text->empty()) return {};
  if (cell.column == "iso639_3") return taxonomy.language_name(*text, t.html_code());
  if (const auto moment = Moment::from_iso(*text)) return t.moment(*moment);
  if (const auto day = Date::from_iso(*text)) return t.day(*day);
  return coded(table, cell.column, *text, t).value_or(*text);
}

std::vector<views::CopyPart> parts_of(const records::CopyOfPerson& copy,
                                      const occupations::Taxonomy& taxonomy, const Texts& t) {
  std::vector<views::CopyPart> parts;
  for (const auto& heading : headings)
    for (const auto& table : copy.tables) {
      // Of the record itself the page tells by profile and contact; here are only those merged with it.
      const bool is_person = table.table == "person";
      if (table.table != heading.table || table.table == "person_language") continue;
      views::CopyPart part{is_person ? t("Earlier records of you") : t(heading.words), {}};
      for (const auto& row : table.rows)
        if (!is_person || !is_the_record_itself(row))
          if (auto known = known_of(table.table, row, taxonomy, t); !known.empty())
            part.rows.push_back(std::move(known));
      if (!part.rows.empty()) parts.push_back(std::move(part));
    }
  return parts;
}

std::vector<views::EarlierLine> earlier_of(const records::CopyOfPerson& copy,
                                           const occupations::Taxonomy& taxonomy, const Texts& t) {
  std::vector<views::EarlierLine> lines;
  for (const auto& row : copy.earlier) {
    const auto heading = heading_of(row.table);
    if (!heading) continue;
    auto known = known_of(row.table, row.cells, taxonomy, t);
    if (!known.empty()) lines.push_back({row.at, t(*heading), std::move(known)});
  }
  return lines;
}

std::string copy_file(const records::CopyOfPerson& copy, std::string_view city, Date day) {
  nlohmann::ordered_json json{
      {"format", "parvis-own-copy"}, {"version", 1}, {"city", city}, {"on", day.iso()}};
  auto& tables = json["tables"] = nlohmann::ordered_json::object();
  for (const auto& table : copy.tables)
    for (const auto& row : table.rows) tables[std::string(table.table)].push_back(as_json(row));
  auto& earlier = json["earlier"] = nlohmann::ordered_json::array();
  for (const auto& row : copy.earlier)
    earlier.push_back(
        {{"until", row.at.iso()}, {"table", row.table}, {"change", row.change}, {"was", as_json(row.cells)}});
  auto& log = json["log"] = nlohmann::ordered_json::array();
  for (const auto& row : copy.log)
    log.push_back({{"at", row.at.iso()},
                   {"act", row.act},
                   {"role", row.role},
                   {"by", row.account_name},
                   {"reason", row.reason}});
  return json.dump(2) + "\n";
}

}  // namespace parvis::desk

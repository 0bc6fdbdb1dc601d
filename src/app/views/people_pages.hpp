/// The register's pages: the list, one person on one page, and the form that registers or corrects them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/views/form.hpp"
#include "app/views/shell.hpp"
#include "platform/base/moment.hpp"

namespace parvis::views {

struct PersonLine {
  std::int64_t id = 0;
  std::string name, occupation, district;
  Date registered_on;
};
struct PeopleShown {
  std::string wish;   ///< the name asked for
  std::string query;  ///< as sent
  std::vector<PersonLine> people;
  bool is_cut = false;     ///< there are more: the search should be narrower
  std::string next_query;  ///< of the next page of a list; empty: this is the last
  bool may_register = false;
  std::vector<std::pair<PersonLine, PersonLine>> twice_numbered;  ///< two records with one identity number
  std::string notice;
  std::vector<Field> filters;                                        ///< beside the name
  std::vector<std::pair<std::string, std::vector<Option>>> choices;  ///< of those chosen from a list
  bool is_filtered = false;
  Faults faults;
};
std::string people_page(const PeopleShown& shown, const Desk& desk, const Texts& t);

/// A line of what is known: a label and the words behind it.
struct Known {
  std::string label, words;
};
struct LifeLine {
  Moment at;
  std::string what, who;
};
/// An application on the person's page.
struct ApplicationLine {
  std::int64_t id = 0;
  std::string programme, words;
  bool may_decide = false;
};
/// To whom the person lets be told what is kept of them, and for what.
struct ConsentLine {
  std::int64_t id = 0;
  std::string recipient, words;
  bool holds = false;
  bool is_waiver = false;  ///< of secrecy; else a consent
};
struct ConsentsShown {
  std::string path;  ///< where a consent is given or withdrawn; empty: the reader only reads
  std::vector<ConsentLine> lines;
  std::vector<Option> recipients, purposes;
};
Html consents_part(const ConsentsShown& shown, const Desk& desk, const Texts& t);

struct PersonShown {
  std::int64_t id = 0;
  std::string name;
  std::vector<Known> profile, contact;
  std::vector<ApplicationLine> applications;
  std::vector<Known> together;      ///< open proposals and pairs: the programme, and with whom
  std::vector<Option> to_apply_to;  ///< programmes in which the reader may apply for them; empty: in none
  bool has_sealed = false;          ///< identity number or address, masked until it is asked for
  std::vector<Known> sealed;        ///< in clear
  bool may_correct = false, may_show_number = false, may_let_in = false, may_propose_erasure = false;
  bool may_merge = false;
  std::vector<PersonLine> merged;         ///< records of the same human being, hidden behind this one
  std::optional<ConsentsShown> consents;  ///< nothing: not the reader's to see
  std::vector<LifeLine> life;
  std::string notice;
};
std::string person_page(const PersonShown& shown, const Desk& desk, const Texts& t);

/// Asked first of whoever reads with a reason.
struct ReadingShown {
  std::int64_t person = 0;
  std::vector<Option> reasons;
  Faults faults;
};
std::string reading_reason_page(const ReadingShown& shown, const Desk& desk, const Texts& t);

/// What stands in the form's fields, as it was written.
struct PersonForm {
  std::optional<std::int64_t> id;  ///< nothing: somebody new
  bool is_own = false;             ///< the reader corrects their own details
  bool is_referral = false;        ///< a case worker refers somebody
  int edition = 0;
  std::vector<Field> fields;  ///< in the order of the page
  std::vector<std::pair<std::string, std::vector<Option>>>
      choices;                               ///< of the fields that are chosen from a list
  std::vector<PersonLine> perhaps_the_same;  ///< people of that name whom the reader may see
  Faults faults;
};
std::string person_form_page(const PersonForm& form, const Desk& desk, const Texts& t);

/// What is held about the reader, and who has seen it.
struct OwnShown {
  std::int64_t person = 0;
  std::string name;
  std::vector<Known> profile, contact;
  bool has_record = false;  ///< the account is somebody in the register
  std::vector<Known> way;   ///< each programme applied to, and where in its life the application stands
  bool erasure_waits = false;
  std::string erasure;  ///< how far the last wish to be erased has come; empty: none
  ConsentsShown consents;
  std::vector<LifeLine> seen_by;
};
std::string own_page(const OwnShown& shown, const Desk& desk, const Texts& t);
/// A part of the copy: each row with what stands in it.
struct CopyPart {
  std::string heading;
  std::vector<std::vector<Known>> rows;
};
/// What stood in a row until somebody changed it.
struct EarlierLine {
  Moment until;
  std::string what;
  std::vector<Known> was;
};
/// The same to print or keep: all that is held, with what is sealed elsewhere (GDPR article 15).
struct OwnCopyShown {
  std::string name, city;
  Date day;
  std::vector<Known> profile, contact;
  std::vector<CopyPart> parts;
  std::vector<EarlierLine> earlier;
  std::vector<LifeLine> seen_by;
};
std::string own_copy_page(const OwnCopyShown& shown, const Desk& desk, const Texts& t);

/// Those whom the reader has referred, and what became of it.
struct ReferralLine {
  std::int64_t person = 0;
  std::string name, programme, words, became;
  Date referred_on;
};
std::string referrals_page(const std::vector<ReferralLine>& referrals, const Desk& desk, const Texts& t);

}  // namespace parvis::views

#include "app/imports/said.hpp"

#include "domain/people/cells.hpp"

namespace parvis::imports {
namespace {

constexpr std::string_view hidden = "•••";

template <class Some>
void take(std::optional<Some>& record, const std::optional<Some>& list) {
  if (list) record = list;
}

std::string occupation_said(const occupations::Occupation& occupation) {
  std::string text = occupation.title;
  for (const auto group : occupation.groups) text += " " + group.text();
  return text;
}

}  // namespace

SaidFields said_of_person(const records::PersonDetails& details, const occupations::Taxonomy& taxonomy) {
  SaidFields said;
  auto known = details.known;
  // These belong to the list or to the application.
  known.registered_on.reset();
  known.wishes.reset();
  known.not_with.clear();
  for (auto& [field, text] : people::cells_of(known, taxonomy))
    if (field != people::Field::id) said[std::string(people::header_of(field))] = {text, text};
  if (known.occupation) {
    const auto text = occupation_said(*known.occupation);
    said["occupation"] = {text, text};
  }
  if (details.identity_number)
    said["identity_number"] = {details.identity_number->digits(), details.identity_number->masked()};
  if (details.address) said["address"] = {*details.address, std::string(hidden)};
  if (details.phone) said["phone"] = {*details.phone, *details.phone};
  if (details.email) said["email"] = {*details.email, *details.email};
  return said;
}

SaidFields said_of_terms(const records::ApplicationDetails& terms,
                         const std::optional<std::string>& partner) {
  people::Mentor told;
  told.wishes = terms.wishes;
  if (terms.part == lives::Part::mentor) {
    told.capacity = terms.capacity;
    told.partner = partner;
    told.training = terms.training;
    told.record_check_shown = terms.record_check.shown;
    told.least_swedish = terms.least_swedish;
    told.offers = terms.offers;
  }
  SaidFields said;
  for (auto& [field, text] : people::cells_of_application(told))
    if (terms.part == lives::Part::mentor || field == people::Field::wishes)
      said[std::string(people::header_of(field))] = {text, text};
  return said;
}

records::PersonDetails with(records::PersonDetails record, const records::PersonDetails& list) {
  auto& known = record.known;
  if (!list.known.name.empty()) known.name = list.known.name;
  take(known.gender, list.known.gender);
  take(known.birth_year, list.known.birth_year);
  take(known.occupation, list.known.occupation);
  take(known.education_level, list.known.education_level);
  take(known.education_field, list.known.education_field);
  take(known.experience_years, list.known.experience_years);
  take(known.languages, list.known.languages);
  take(known.swedish, list.known.swedish);
  take(known.district, list.known.district);
  take(known.interests, list.known.interests);
  take(known.availability, list.known.availability);
  take(known.meeting, list.known.meeting);
  take(known.employer, list.known.employer);
  take(record.identity_number, list.identity_number);
  take(record.address, list.address);
  take(record.phone, list.phone);
  take(record.email, list.email);
  return record;
}

records::ApplicationDetails with(records::ApplicationDetails record,
                                 const records::ApplicationDetails& list) {
  take(record.track, list.track);
  take(record.wishes, list.wishes);
  take(record.training, list.training);
  take(record.least_swedish, list.least_swedish);
  take(record.offers, list.offers);
  // "Shown" says nothing about the day; "not shown" takes the day away.
  if (list.record_check.shown && list.record_check.shown != record.record_check.shown)
    record.record_check = list.record_check;
  record.target_groups = list.target_groups;
  return record;
}

std::vector<FieldChange> differences(const SaidFields& was, const SaidFields& becomes) {
  std::vector<FieldChange> changes;
  for (const auto& [field, now] : becomes) {
    const auto before = was.find(field);
    if (before != was.end() && before->second.exact == now.exact) continue;
    changes.push_back({field, before == was.end() ? std::string() : before->second.shown, now.shown});
  }
  return changes;
}

}  // namespace parvis::imports

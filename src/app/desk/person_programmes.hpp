/// What the page of a person tells of programmes: only of those in which the visitor may do this (SECURITY.md).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/desk/desk.hpp"
#include "app/desk/told.hpp"
#include "app/records/log.hpp"
#include "app/views/people_pages.hpp"

namespace parvis::desk {

/// Whether the visitor may do this with people of the programme, adepts or mentors.
bool in_programme(const web::Asked& asked, std::int64_t programme, access::Doing doing);
bool may_read_in(const web::Asked& asked, std::int64_t programme);
bool may_stand_in(const web::Asked& asked, std::int64_t programme);
bool may_decide_in(const web::Asked& asked, store::ProgrammeId programme);

/// What the programmes of the city are called, in the reader's language.
Result<std::map<store::ProgrammeId, std::string>, records::Failure> names_of_programmes(
    City& city, const web::Asked& asked, const store::Actor& actor);

/// Whether a row of a person's life is told to the visitor.
bool is_theirs_to_know(const records::LogRow& row, const About& around, const web::Asked& asked);

/// Whoever decides about the new application goes on to what it asks for: target groups, or places and training.
std::string after_registering(City& city, const web::Asked& asked, const store::Actor& actor,
                              store::PersonId added);

struct ProgrammesOfPerson {
  std::vector<views::ApplicationLine> applications;
  std::vector<views::Known>
      together;  ///< with whom they are proposed or in a pair; nothing on one's own page
};
Result<ProgrammesOfPerson, records::Failure> programmes_of_person(City& city, const web::Asked& asked,
                                                                  const store::Actor& actor,
                                                                  store::PersonId id, bool is_own);

}  // namespace parvis::desk

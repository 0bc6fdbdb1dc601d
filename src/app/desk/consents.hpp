/// What a person has agreed to, as their pages show it. For the files of this folder.
#pragma once

#include <string>

#include "app/desk/desk.hpp"
#include "app/records/consents.hpp"
#include "app/views/people_pages.hpp"

namespace parvis::desk {

/// `path`: where one is given or withdrawn; empty where the reader only reads.
Result<views::ConsentsShown, records::Failure> consents_shown(City& city, const web::Asked& asked,
                                                              const store::Actor& actor,
                                                              store::PersonId person, std::string path);
/// Gives or withdraws, as the form says.
Result<bool, records::Failure> change_consents(City& city, const web::Asked& asked, const store::Actor& actor,
                                               store::PersonId person);

/// Whoever refers people and does not match them: a case worker.
bool only_refers(const web::Asked& asked);

}  // namespace parvis::desk

/// The form that corrects what stands in an application: track and wishes, and of a mentor places, organisation,
/// training, record check, what they offer, and how much Swedish they need.
#pragma once

#include <vector>

#include "app/gate/route.hpp"
#include "app/records/applications.hpp"
#include "app/records/consents.hpp"
#include "app/views/application_page.hpp"
#include "domain/programme/programme.hpp"

namespace parvis::desk {

/// With what is known. `partners`: the organisations to choose from.
views::TermsForm terms_form(const records::ApplicationDetails& details, const programme::Programme& rules,
                            const std::vector<records::PartnerName>& partners, const Texts& t);

struct ReadTerms {
  records::ApplicationDetails details;
  views::Faults faults;
};
/// What was sent, over what is known; with faults nothing is to be saved.
ReadTerms read_terms(const web::Asked& asked, const records::ApplicationDetails& known);

/// The same in words, for the application's page: only what is known.
std::vector<views::Known> terms_in_words(const records::ApplicationDetails& details,
                                         const programme::Programme& rules,
                                         const std::vector<records::PartnerName>& partners, const Texts& t);
/// A day, or nothing; another text is a fault of that field.
void read_day(const web::Asked& asked, std::string_view id, std::optional<Date>& day, views::Faults& faults);

}  // namespace parvis::desk

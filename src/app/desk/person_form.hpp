/// The form that registers or corrects a person. Each field is read by the same words as a cell of the city's
/// spreadsheets (domain/people/intake.hpp): what a coordinator types and what a file holds mean the same.
#pragma once

#include <optional>

#include "app/gate/route.hpp"
#include "app/records/people.hpp"
#include "app/records/referrals.hpp"
#include "app/views/people_pages.hpp"

namespace parvis::desk {

/// The empty form, or one with what is known.
views::PersonForm person_form(const records::PersonDetails* details, const occupations::Taxonomy& taxonomy,
                              const Texts& t);

struct ReadPerson {
  records::PersonDetails details;
  views::Faults faults;
};
/// What was sent. With faults nothing is to be saved. `today` judges an identity number.
ReadPerson read_person(const web::Asked& asked, const occupations::Taxonomy& taxonomy, Date today);
/// The form again, as it was sent.
views::PersonForm form_again(const web::Asked& asked, views::Faults faults,
                             const occupations::Taxonomy& taxonomy);

/// What is known, in the reader's words, in the order of the form.
std::vector<views::Known> profile_of(const records::PersonDetails& details,
                                     const occupations::Taxonomy& taxonomy, const Texts& t);
std::vector<views::Known> contact_of(const records::PersonDetails& details, const Texts& t);

/// What a case worker says besides, and that the person agrees.
void add_referral(const web::Asked& asked, views::PersonForm& form);
records::ReferralDetails read_referral(const web::Asked& asked);

}  // namespace parvis::desk

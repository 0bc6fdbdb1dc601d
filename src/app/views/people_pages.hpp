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
struct PersonShown {
  std::int64_t id = 0;
  std::string name;
  std::vector<Known> profile, contact;
  std::vector<ApplicationLine> applications;
  bool has_sealed = false;    ///< identity number or address, masked until it is asked for
  std::vector<Known> sealed;  ///< in clear
  bool may_correct = false, may_show_number = false, may_let_in = false;
  std::vector<LifeLine> life;
  std::string notice;
};
std::string person_page(const PersonShown& shown, const Desk& desk, const Texts& t);

/// What stands in the form's fields, as it was written.
struct PersonForm {
  std::optional<std::int64_t> id;  ///< nothing: somebody new
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
  std::string name;
  std::vector<Known> profile, contact;
  bool has_record = false;  ///< the account is somebody in the register
  std::vector<LifeLine> seen_by;
};
std::string own_page(const OwnShown& shown, const Desk& desk, const Texts& t);

struct LogLine {
  std::int64_t number = 0;
  Moment at;
  std::string what, who, role, about, reason;
};
struct LogShown {
  std::vector<LogLine> rows;
  std::string person, act;  ///< asked for
  std::vector<Option> acts;
  std::string next_query;  ///< of the page with earlier rows; empty: this is the last
  Faults faults;
};
std::string log_page(const LogShown& shown, const Desk& desk, const Texts& t);

}  // namespace parvis::views

/// One application, and what can be done with it: each decision is a form of its own, with the reasons it asks for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/views/people_pages.hpp"

namespace parvis::views {

struct ApplicationStep {
  std::string move;  ///< as the form sends it
  std::string words, hint;
  std::vector<Option> reasons;  ///< empty: none is asked for
};
struct ApplicationShown {
  std::int64_t id = 0, person = 0;
  std::string name, programme, state;
  int edition = 0;
  std::vector<Known> known;
  bool may_record_pair = false;        ///< an adept who waits: the pair may be known from before
  std::vector<ApplicationStep> steps;  ///< empty: it is over
  std::string asked, reason;           ///< the decision that was sent, when it could not be done
  Faults faults;
};
/// What stands in an application, to be corrected.
struct Tick {
  std::string id, words;
  bool is_ticked = false;
};
struct TickGroup {
  std::string legend;
  std::vector<Tick> ticks;
};
struct TermsForm {
  std::int64_t id = 0;
  std::string name, programme;
  int edition = 0;
  bool is_new = false;  ///< just applied: the page asks for the rest
  std::int64_t person = 0;
  std::vector<Field> fields;
  std::vector<std::pair<std::string, std::vector<Option>>> choices;  ///< of those chosen from a list
  std::vector<TickGroup> ticks;
  Faults faults;
};
std::string terms_page(const TermsForm& form, const Desk& desk, const Texts& t);

/// The id of the field that holds the reason for a decision.
std::string reason_field(std::string_view move);
std::string application_page(const ApplicationShown& shown, const Desk& desk, const Texts& t);

}  // namespace parvis::views

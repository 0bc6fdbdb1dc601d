/// The pages of protection officers: people with protected identity, one at a time. No address holds a number or a
/// name of them: what is asked for is sent in a form, with the reason why.
#pragma once

#include <string>
#include <vector>

#include "app/views/people_pages.hpp"

namespace parvis::views {

/// The way in: open a record, protect somebody who is registered, and what has just been done.
struct ProtectedShown {
  std::string record, reason;  ///< to open: an alias or a number
  std::string number, alias;   ///< to protect
  std::vector<Option> reasons;
  std::vector<Option> reasons_to_see_looks;  ///< at protected records
  std::vector<std::string> aliases;          ///< asked for by whoever takes over
  bool shows_aliases = false;
  std::string notice;
  Faults faults;
};
std::string protected_page(const ProtectedShown& shown, const Desk& desk, const Texts& t);

struct ProtectedRecordShown {
  std::string record, reason;  ///< the number, and why it was opened: sent along with each further step
  std::string alias, why;      ///< `why` in words
  std::vector<Known> known;
  bool has_sealed =
      false;              ///< identity number, address or what was kept earlier: shown after a fresh sign-in
  bool is_clear = false;  ///< they stand in `known` and `earlier`
  std::vector<std::string> earlier;
};
std::string protected_record_page(const ProtectedRecordShown& shown, const Desk& desk, const Texts& t);

/// Before a record is erased or its protection lifted: what that means, and a reason where one is to be chosen.
struct ProtectedStep {
  std::string record, reason;  ///< as sent along from the record's page
  std::string alias;
  bool is_erasure = false;  ///< else the protection is lifted
  std::string chosen;
  std::vector<Option> reasons;
  Faults faults;
};
std::string protected_step_page(const ProtectedStep& shown, const Desk& desk, const Texts& t);

/// Somebody new, or a correction.
struct ProtectedForm {
  std::string record, reason;  ///< empty: somebody new
  int edition = 0;
  std::vector<Field> fields;
  Faults faults;
};
std::string protected_form_page(const ProtectedForm& shown, const Desk& desk, const Texts& t);

}  // namespace parvis::views

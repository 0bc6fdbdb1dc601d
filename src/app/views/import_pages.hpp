/// Taking spreadsheets into the register: choose, look at what would be done row by row, propose, decide, take back.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/imports/imports.hpp"
#include "app/views/form.hpp"
#include "app/views/shell.hpp"

namespace parvis::views {

struct ImportLine {
  std::int64_t number = 0;
  std::string programme, state;
  Moment proposed_at;
  int added = 0, changed = 0;
};
struct ImportsShown {
  bool may_propose = false;
  std::vector<Option> places;  ///< "duo", "programme/medicine"
  std::vector<ImportLine> imports;
  Faults faults;
};
std::string imports_page(const ImportsShown& shown, const Desk& desk, const Texts& t);

/// The name of the field that decides a row in doubt, and of the one that settles a title.
std::string decision_field(std::size_t line);
std::string title_field(std::size_t title);

/// What a list would do to the register.
struct AccountShown {
  const imports::Account& account;
  std::optional<std::int64_t> number;  ///< nothing: not proposed yet
  std::string state;
  std::string fingerprint;
  bool may_propose = false, may_approve = false, may_decline = false, may_undo = false;
  std::vector<std::string> in_the_way;  ///< what has been done to its people since
  Faults faults;
};
std::string account_page(const AccountShown& shown, const Desk& desk, const Texts& t);

}  // namespace parvis::views

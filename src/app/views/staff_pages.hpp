/// Who works with Parvis: accounts, the roles they have been given, and invitations.
#pragma once

#include <string>
#include <vector>

#include "app/views/form.hpp"
#include "app/views/shell.hpp"
#include "platform/base/moment.hpp"

namespace parvis::views {

struct RoleLine {
  std::int64_t id = 0;
  std::string words;  ///< "Programme coordinator, Duo"
  bool waits_for_second = false;
};
struct AccountLine {
  std::int64_t id = 0;
  std::string name, email;
  std::vector<RoleLine> roles;
  bool is_disabled = false, can_sign_in = false, is_own = false;
};
struct StaffShown {
  std::vector<AccountLine> accounts;
  bool may_create = false, may_disable = false, may_grant = false, may_read = false;
  std::vector<Option> roles, programmes;
  Faults faults;
  std::string name, email;  ///< as they were written
  std::string invitation;   ///< an address to hand over, shown once
  std::string invited;      ///< whose it is
  bool is_mailed = false;   ///< by mail, instead of an address to hand over
  std::string next_query;
};
std::string staff_page(const StaffShown& shown, const Desk& desk, const Texts& t);

}  // namespace parvis::views

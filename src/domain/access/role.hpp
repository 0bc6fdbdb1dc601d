/// Who somebody is in the city's work: a role, given for a time and a part of the city. Source: SECURITY, the table
/// "Who may do what"; docs/access.md says it in plain words.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "platform/base/date.hpp"
#include "platform/base/id.hpp"
#include "platform/base/message.hpp"

namespace parvis::access {

using ProgrammeId = Id<struct ProgrammeKind>;
using PartnerId = Id<struct PartnerKind>;

enum class Role {
  adept,
  mentor,
  partner_coordinator,
  coordinator,
  referrer,
  manager,
  analyst,
  auditor,
  operator_,
  protection_officer,
};
inline constexpr std::array all_roles{Role::adept,
                                      Role::mentor,
                                      Role::partner_coordinator,
                                      Role::coordinator,
                                      Role::referrer,
                                      Role::manager,
                                      Role::analyst,
                                      Role::auditor,
                                      Role::operator_,
                                      Role::protection_officer};

std::string_view id_of(Role role);
std::optional<Role> role_of(std::string_view id);
Message in_words(Role role);
/// Whoever meets others' data in their work signs in with a second factor and has the shorter session. All but
/// adepts and mentors.
bool is_staff(Role role);

/// A role as it was given. `programme` or `partner` limits it; without a programme a manager, analyst or auditor has
/// the whole city, and a coordinator has nothing: coordinators are named for their programmes.
struct Grant {
  Role role = Role::adept;
  std::optional<ProgrammeId> programme;
  std::optional<PartnerId> partner;
  Date first_day;
  std::optional<Date> last_day;  ///< included; nothing = until further notice
  friend bool operator==(const Grant&, const Grant&) = default;
};
bool holds_on(const Grant& grant, Date day);

/// May `giver` hand out `offered`, or is it above their own? A role is above when its rank is higher (adept, mentor;
/// then referrer, partner's coordinator; then coordinator; then manager, analyst), and a grant is above when it
/// reaches outside the programme or partner of the giver's. Auditors, operators and protection officers watch or
/// serve the others and are above all: only a manager of the whole city names them, with a second person.
enum class HandingOut { above_own, allowed, with_second_person };
HandingOut handing_out(const Grant& giver, const Grant& offered);

}  // namespace parvis::access

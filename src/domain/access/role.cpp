#include "domain/access/role.hpp"

#include "platform/base/assert.hpp"

namespace parvis::access {

namespace {

/// How far a role reaches, for "never above own" only.
int rank(Role role) {
  switch (role) {
    case Role::adept:
    case Role::mentor: return 0;
    case Role::referrer:
    case Role::partner_coordinator: return 1;
    case Role::coordinator: return 2;
    case Role::manager:
    case Role::analyst: return 3;
    case Role::auditor:
    case Role::operator_:
    case Role::protection_officer: return 4;
  }
  return 4;
}

}  // namespace

std::string_view id_of(Role role) {
  switch (role) {
    case Role::adept: return "adept";
    case Role::mentor: return "mentor";
    case Role::partner_coordinator: return "partner_coordinator";
    case Role::coordinator: return "coordinator";
    case Role::referrer: return "referrer";
    case Role::manager: return "manager";
    case Role::analyst: return "analyst";
    case Role::auditor: return "auditor";
    case Role::operator_: return "operator";
    case Role::protection_officer: return "protection_officer";
  }
  PARVIS_ASSERT(false);
}

std::optional<Role> role_of(std::string_view id) {
  for (const Role role : all_roles)
    if (id_of(role) == id) return role;
  return std::nullopt;
}

Message in_words(Role role) {
  switch (role) {
    case Role::adept: return say("Adept");
    case Role::mentor: return say("Mentor");
    case Role::partner_coordinator: return say("Partner's coordinator");
    case Role::coordinator: return say("Programme coordinator");
    case Role::referrer: return say("Referrer");
    case Role::manager: return say("Manager");
    case Role::analyst: return say("Analyst");
    case Role::auditor: return say("Auditor or data protection officer");
    case Role::operator_: return say("Operator");
    case Role::protection_officer: return say("Protection officer");
  }
  PARVIS_ASSERT(false);
}

bool is_staff(Role role) {
  return role != Role::adept && role != Role::mentor;
}

bool holds_on(const Grant& grant, Date day) {
  return grant.first_day <= day && (!grant.last_day || day <= *grant.last_day);
}

HandingOut handing_out(const Grant& giver, const Grant& offered) {
  if (giver.programme && offered.programme != giver.programme) return HandingOut::above_own;
  if (giver.partner && offered.partner != giver.partner) return HandingOut::above_own;
  if (rank(offered.role) <= rank(giver.role)) return HandingOut::allowed;
  const bool leads_the_city = giver.role == Role::manager && !giver.programme && !giver.partner;
  return leads_the_city ? HandingOut::with_second_person : HandingOut::above_own;
}

}  // namespace parvis::access

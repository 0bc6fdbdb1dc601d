#include "domain/access/role.hpp"
#include "domain/access/access_fixture.hpp"

#include <gtest/gtest.h>

#include <set>

namespace parvis::access {
namespace {

using namespace fixture;

TEST(Role, EveryRoleHasAnIdOfItsOwnAndWords) {
  std::set<std::string_view> ids;
  for (const Role role : all_roles) {
    EXPECT_EQ(role_of(id_of(role)), role);
    EXPECT_FALSE(in_words(role).empty());
    ids.insert(id_of(role));
  }
  EXPECT_EQ(ids.size(), all_roles.size());
  EXPECT_FALSE(role_of("king"));
}

TEST(Role, NobodyHandsOutWhatReachesOutsideTheirOwnProgrammeOrPartner) {
  const Grant coordinator{Role::coordinator, duo, {}, {}, {}};
  EXPECT_EQ(handing_out(coordinator, {Role::mentor, duo, {}, {}, {}}), HandingOut::allowed);
  EXPECT_EQ(handing_out(coordinator, {Role::mentor, youth, {}, {}, {}}), HandingOut::above_own);
  EXPECT_EQ(handing_out(coordinator, {Role::mentor, {}, {}, {}, {}}), HandingOut::above_own);
  const Grant of_partner{Role::partner_coordinator, {}, union_, {}, {}};
  EXPECT_EQ(handing_out(of_partner, {Role::mentor, duo, union_, {}, {}}), HandingOut::allowed);
  EXPECT_EQ(handing_out(of_partner, {Role::mentor, duo, museum, {}, {}}), HandingOut::above_own);
}

TEST(Role, ACoordinatorHandsOutNothingHigherThanCoordinator) {
  const Grant coordinator{Role::coordinator, duo, {}, {}, {}};
  EXPECT_EQ(handing_out(coordinator, {Role::coordinator, duo, {}, {}, {}}), HandingOut::allowed);
  for (const Role role :
       {Role::manager, Role::analyst, Role::auditor, Role::operator_, Role::protection_officer})
    EXPECT_EQ(handing_out(coordinator, {role, duo, {}, {}, {}}), HandingOut::above_own);
}

}  // namespace
}  // namespace parvis::access

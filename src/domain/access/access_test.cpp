#include "domain/access/access.hpp"
#include "domain/access/access_fixture.hpp"

#include <gtest/gtest.h>

namespace parvis::access {
namespace {

using namespace fixture;

Grant given(Role role, std::optional<ProgrammeId> programme = {}, std::optional<PartnerId> partner = {}) {
  return {role, programme, partner, today, std::nullopt};
}
Asker with(std::vector<Grant> grants) {
  return {true, true, std::move(grants)};
}
Relation in(ProgrammeId programme) {
  Relation relation;
  relation.programmes = {programme};
  return relation;
}
bool allows(const Asker& asker, Thing thing, Doing doing, const Relation& relation) {
  return may(asker, thing, doing, relation, today).is_allowed();
}

TEST(Access, AVisitorMayDoNothingWhateverIsKnownOfThem) {
  Relation own = in(duo);
  own.own = true;
  const Asker visitor{false, true, {given(Role::manager)}};
  for (int t = 0; t < thing_count; ++t)
    for (int d = 0; d < doing_count; ++d)
      EXPECT_FALSE(allows(visitor, static_cast<Thing>(t), static_cast<Doing>(d), own));
}

TEST(Access, ACoordinatorWithoutASecondFactorIsNotYetACoordinator) {
  Asker asker = with({given(Role::coordinator, duo)});
  EXPECT_TRUE(allows(asker, Thing::adept_profile, Doing::read, in(duo)));
  asker.has_second_factor = false;
  EXPECT_FALSE(allows(asker, Thing::adept_profile, Doing::read, in(duo)));
}

TEST(Access, AGrantHoldsFromItsFirstDayToItsLastAndNoLonger) {
  Grant november = given(Role::coordinator, duo);
  november.first_day = *Date::from(2026, 11, 1);
  november.last_day = *Date::from(2026, 11, 30);
  const auto reads_on = [&](int month, int day) {
    return may(with({november}), Thing::adept_profile, Doing::read, in(duo), *Date::from(2026, month, day))
        .is_allowed();
  };
  EXPECT_FALSE(reads_on(10, 31));
  EXPECT_TRUE(reads_on(11, 1));
  EXPECT_TRUE(reads_on(11, 30));
  EXPECT_FALSE(reads_on(12, 1));
}

TEST(Access, TwoGrantsOfOneAccountAreNeverMixed) {
  // Coordinator in one programme and manager of another: neither writes in the other's.
  const Asker asker = with({given(Role::coordinator, duo), given(Role::manager, youth)});
  EXPECT_TRUE(allows(asker, Thing::adept_profile, Doing::write, in(duo)));
  EXPECT_TRUE(allows(asker, Thing::adept_profile, Doing::read, in(youth)));
  EXPECT_FALSE(allows(asker, Thing::adept_profile, Doing::write, in(youth)));
  Relation relation;  // belongs to one organisation and has consented to another
  relation.partners = {union_};
  relation.consented = {museum};
  const Asker two =
      with({given(Role::partner_coordinator, {}, union_), given(Role::partner_coordinator, {}, museum)});
  EXPECT_FALSE(allows(two, Thing::adept_profile, Doing::read, relation));
}

TEST(Access, TheWidestOfSeveralVerdictsWinsAndNamesItsGrant) {
  const Grant auditing = given(Role::auditor), coordinating = given(Role::coordinator, duo);
  const auto in_duo = may(with({auditing, coordinating}), Thing::adept_profile, Doing::read, in(duo), today);
  EXPECT_EQ(in_duo.grant, coordinating);
  EXPECT_FALSE(in_duo.conditions.has(Condition::needs_reason));
  const auto in_youth =
      may(with({auditing, coordinating}), Thing::adept_profile, Doing::read, in(youth), today);
  EXPECT_EQ(in_youth.grant, auditing);
  EXPECT_TRUE(in_youth.conditions.has(Condition::needs_reason));
}

TEST(Access, ACoordinatorIsNamedForAProgrammeAndAPartnersCoordinatorForAPartner) {
  EXPECT_FALSE(allows(with({given(Role::coordinator)}), Thing::adept_profile, Doing::read, in(duo)));
  Relation relation;
  relation.partners = relation.consented = {union_};
  EXPECT_FALSE(allows(with({given(Role::partner_coordinator)}), Thing::adept_profile, Doing::read, relation));
  EXPECT_TRUE(allows(with({given(Role::manager)}), Thing::adept_profile, Doing::read, in(duo)));
}

TEST(Access, AProtectedPersonIsAnsweredForAsNobodyWhoeverAsksInWhateverRole) {
  Relation relation{true, PairTie::active, true, true, false, {duo}, {union_}, {union_}, true, {}};
  std::vector<Grant> every;
  for (const Role role : all_roles) every.push_back(given(role, duo, union_));
  for (int t = 0; t < thing_count; ++t)
    for (int d = 0; d < doing_count; ++d) {
      const auto thing = static_cast<Thing>(t);
      if (thing == Thing::protected_record || thing == Thing::log_of_protected) continue;
      EXPECT_EQ(may(with(every), thing, static_cast<Doing>(d), relation, today), Verdict());
    }
}

TEST(Access, ReadingIsLoggedByTheClassOfWhatIsRead) {
  const Asker asker = with({given(Role::coordinator, duo), given(Role::manager, duo)});
  const auto log = [&](Thing thing, Doing doing) {
    return may(asker, thing, doing, in(duo), today).reading_log;
  };
  EXPECT_EQ(log(Thing::identity_and_address, Doing::show), ReadingLog::p0);
  EXPECT_EQ(log(Thing::needs_and_risk, Doing::read), ReadingLog::p0);
  EXPECT_EQ(log(Thing::adept_profile, Doing::read), ReadingLog::p1);
  EXPECT_EQ(log(Thing::organisations, Doing::read), ReadingLog::none);
  EXPECT_EQ(log(Thing::reports, Doing::read), ReadingLog::none);
}

TEST(Access, TheOperatorReadsNoPersonsData) {
  const Asker asker = with({given(Role::operator_)});
  Relation any{false, PairTie::active, true, true, false, {duo}, {union_}, {union_}, false, {}};
  for (int t = 0; t < thing_count; ++t) {
    const auto thing = static_cast<Thing>(t);
    if (data_class_of(thing) != DataClass::p0 && data_class_of(thing) != DataClass::p1) continue;
    for (const Doing doing : {Doing::read, Doing::show, Doing::export_, Doing::review})
      EXPECT_FALSE(allows(asker, thing, doing, any)) << id_of(thing);
  }
}

TEST(Access, NobodyGrantsToThemselfAndTheOperatorNeitherCreatesNorDisablesThemself) {
  Relation self = in(duo);
  self.own = true;
  for (const Role role : all_roles)
    for (const Role offered : all_roles) {
      self.offered = given(offered, duo);
      for (const Doing doing : {Doing::invite, Doing::grant, Doing::create, Doing::disable})
        EXPECT_FALSE(allows(with({given(role, duo)}), Thing::users_and_roles, doing, self));
    }
}

TEST(Access, WhoProposedAnImportOrAnErasureDoesNotAlsoDecideIt) {
  const Asker both = with({given(Role::coordinator, duo), given(Role::manager, duo)});
  Relation relation = in(duo);
  EXPECT_TRUE(allows(both, Thing::import, Doing::approve, relation));
  EXPECT_TRUE(allows(both, Thing::erasure, Doing::decide, relation));
  relation.own_proposal = true;
  EXPECT_FALSE(allows(both, Thing::import, Doing::approve, relation));
  EXPECT_FALSE(allows(both, Thing::erasure, Doing::decide, relation));
}

TEST(Access, OnlyAManagerOfTheWholeCityNamesAnAuditorAndNeverAlone) {
  Relation relation = in(duo);
  for (const Role role : {Role::auditor, Role::operator_, Role::protection_officer}) {
    relation.offered = given(role);
    EXPECT_FALSE(allows(with({given(Role::manager, duo)}), Thing::users_and_roles, Doing::grant, relation));
    const auto verdict =
        may(with({given(Role::manager)}), Thing::users_and_roles, Doing::grant, relation, today);
    EXPECT_TRUE(verdict.is_allowed());
    EXPECT_TRUE(verdict.conditions.has(Condition::second_person));
  }
}

}  // namespace
}  // namespace parvis::access

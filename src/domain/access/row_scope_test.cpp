// Lists and `may` agree, row by row. The rows here are read as a query would: from columns, not through `reaches`.
#include "domain/access/row_scope.hpp"
#include "domain/access/access_fixture.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace parvis::access {
namespace {

using namespace fixture;

template <class Kind>
std::optional<Id<Kind>> some_or_none() {
  const int number = *rc::gen::inRange(0, 4);
  return number == 0 ? std::nullopt : std::optional(Id<Kind>{number});
}
template <class Kind>
std::vector<Id<Kind>> several() {
  std::vector<Id<Kind>> all;
  for (int number = 1; number < 4; ++number)
    if (*rc::gen::inRange(0, 3) == 0) all.push_back({number});
  return all;
}
bool coin() {
  return *rc::gen::arbitrary<bool>();
}

Asker some_asker() {
  Asker asker{*rc::gen::inRange(0, 10) != 0, *rc::gen::inRange(0, 5) != 0, {}};
  for (int n = *rc::gen::inRange(0, 4); n > 0; --n) {
    Grant grant;
    grant.role = all_roles.at(static_cast<std::size_t>(*rc::gen::inRange(0, 10)));
    grant.programme = some_or_none<ProgrammeKind>();
    grant.partner = some_or_none<PartnerKind>();
    grant.first_day = Date::from_days(today.days_since_1970() + *rc::gen::inRange(-3, 2));
    if (coin()) grant.last_day = Date::from_days(today.days_since_1970() + *rc::gen::inRange(-2, 3));
    asker.grants.push_back(grant);
  }
  return asker;
}

Relation some_row() {
  Relation row;
  row.own = *rc::gen::inRange(0, 4) == 0;
  row.own_pair = static_cast<PairTie>(*rc::gen::inRange(0, 3));
  row.own_referral = coin();
  row.own_note = coin();
  row.programmes = several<ProgrammeKind>();
  row.partners = several<PartnerKind>();
  for (const PartnerId partner : row.partners)
    if (coin()) row.consented.push_back(partner);
  row.is_protected = *rc::gen::inRange(0, 5) == 0;
  return row;
}

/// As the WHERE of a list would.
bool is_selected(const Relation& row, const RowScope& scope) {
  if (row.is_protected && !scope.includes_protected) return false;
  return std::ranges::any_of(scope.parts, [&](const ScopePart& part) {
    const auto stands_in = [](const auto& all, const auto& one) {
      return !one || std::ranges::find(all, *one) != all.end();
    };
    if (!stands_in(row.programmes, part.programme) || !stands_in(row.partners, part.partner)) return false;
    switch (part.tie) {
      case Tie::own: return row.own;
      case Tie::own_pair: return row.own_pair == PairTie::active || row.own_pair == PairTie::ended;
      case Tie::own_active_pair: return row.own_pair == PairTie::active;
      case Tie::own_referral: return row.own_referral;
      case Tie::own_note: return row.own_note;
      case Tie::own_organisation_with_consent: return stands_in(row.consented, part.partner);
      case Tie::anything:
      case Tie::own_organisation:
      case Tie::own_programme: return true;
    }
    return false;
  });
}

RC_GTEST_PROP(RowScope, ARowIsInAListExactlyWhenItMayBeRead, ()) {
  const Asker asker = some_asker();
  for (int n = 0; n < 5; ++n) {
    const Relation row = some_row();
    for (int t = 0; t < thing_count; ++t) {
      const auto thing = static_cast<Thing>(t);
      RC_ASSERT(is_selected(row, row_scope(asker, thing, today)) ==
                may(asker, thing, Doing::read, row, today).is_allowed());
    }
  }
}

TEST(RowScope, AnAnalystCountsPairsAndSeesNone) {
  const Asker analyst{true, true, {{Role::analyst, {}, {}, today, {}}}};
  const auto scope = row_scope(analyst, Thing::pair_and_meetings, today);
  EXPECT_TRUE(scope.is_aggregate_only());
  EXPECT_TRUE(scope.listed().is_none());
  EXPECT_TRUE(row_scope(analyst, Thing::adept_profile, today).is_none());
}

TEST(RowScope, ProtectedRecordsAreNeverListed) {
  const Asker officer{true, true, {{Role::protection_officer, {}, {}, today, {}}}};
  EXPECT_TRUE(row_scope(officer, Thing::protected_record, today).listed().is_none());
}

TEST(RowScope, WhoReadsWithAReasonHasNoLists) {
  const Grant grant{Role::auditor, {}, {}, *Date::from_iso("2026-01-01"), {}};
  const auto day = *Date::from_iso("2026-11-23");
  const auto scope = row_scope({true, true, {grant}}, Thing::adept_profile, day);
  EXPECT_FALSE(scope.is_none());
  EXPECT_TRUE(scope.listed().is_none());
}

}  // namespace
}  // namespace parvis::access

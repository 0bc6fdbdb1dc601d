#include "domain/access/row_scope.hpp"

#include <algorithm>

namespace parvis::access {

namespace {

/// What of a grant limits the rows, for a tie of this kind.
ScopePart part_of(const Rule& rule, const std::optional<Grant>& grant) {
  ScopePart part{rule.tie, std::nullopt, std::nullopt, rule.conditions};
  if (!grant) return part;
  switch (rule.tie) {
    case Tie::anything:
    case Tie::own:
    case Tie::own_pair:
    case Tie::own_active_pair: break;
    case Tie::own_referral:
    case Tie::own_note: part.programme = grant->programme; break;
    case Tie::own_organisation:
    case Tie::own_organisation_with_consent:
    case Tie::own_programme:
      part.programme = grant->programme;
      part.partner = grant->partner;
      break;
  }
  return part;
}

}  // namespace

bool RowScope::is_aggregate_only() const {
  return !parts.empty() && std::ranges::all_of(parts, [](const ScopePart& part) {
    return part.conditions.has(Condition::aggregate_only);
  });
}

RowScope RowScope::listed() const {
  RowScope rows = *this;
  std::erase_if(rows.parts, [](const ScopePart& part) {
    return part.conditions.has(Condition::aggregate_only) || part.conditions.has(Condition::one_at_a_time) ||
           part.conditions.has(Condition::needs_reason);
  });
  return rows;
}

RowScope row_scope(const Asker& asker, Thing thing, Date day) {
  RowScope scope{{}, is_behind_the_wall(thing)};
  if (!asker.is_signed_in) return scope;
  const auto add = [&](const Rule& rule, const std::optional<Grant>& grant) {
    if (!can_reach(rule.tie, grant)) return;
    if (const ScopePart part = part_of(rule, grant);
        std::ranges::find(scope.parts, part) == scope.parts.end())
      scope.parts.push_back(part);
  };
  for (const Rule& rule : rules()) {
    if (rule.thing != thing || !rule.doings.has(Doing::read)) continue;
    if (!rule.role) add(rule, std::nullopt);
    for (const Grant& grant : grants_that_hold(asker, day))
      if (rule.role == grant.role) add(rule, grant);
  }
  return scope;
}

}  // namespace parvis::access

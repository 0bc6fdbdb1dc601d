#include "domain/access/access.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "domain/access/rules.hpp"

namespace parvis::access {

namespace {

bool is_reading(Doing doing) {
  return doing == Doing::read || doing == Doing::show || doing == Doing::export_ || doing == Doing::review;
}

ReadingLog log_of(Thing thing, Doing doing, Conditions conditions) {
  // A figure is nobody's; who may see it is decided by its size.
  if (!is_reading(doing) || conditions.has(Condition::aggregate_only)) return ReadingLog::none;
  switch (data_class_of(thing)) {
    case DataClass::p0: return ReadingLog::p0;
    case DataClass::p1: return ReadingLog::p1;
    case DataClass::p2:
    case DataClass::p3: return ReadingLog::none;
  }
  return ReadingLog::p0;
}

/// What four eyes and "never above own" add to a rule; nothing when they forbid it.
std::optional<Conditions> beyond_the_tie(const Rule& rule, Doing doing, const std::optional<Grant>& grant,
                                         const Relation& relation) {
  const bool is_second_pair_of_eyes = (rule.thing == Thing::import || rule.thing == Thing::erasure) &&
                                      (doing == Doing::approve || doing == Doing::decide);
  if (is_second_pair_of_eyes && relation.own_proposal) return std::nullopt;
  if (rule.thing != Thing::users_and_roles || is_reading(doing)) return rule.conditions;

  if (relation.own)
    return std::nullopt;  // nobody grants to themself, nor disables what could call them to account
  if (doing != Doing::invite && doing != Doing::grant) return rule.conditions;
  if (!grant || !relation.offered) return std::nullopt;
  if (grant->role == Role::partner_coordinator && relation.offered->role != Role::mentor) return std::nullopt;
  switch (handing_out(*grant, *relation.offered)) {
    case HandingOut::above_own: return std::nullopt;
    case HandingOut::allowed: return rule.conditions;
    case HandingOut::with_second_person: return rule.conditions.with(Condition::second_person);
  }
  return std::nullopt;
}

}  // namespace

std::vector<Grant> grants_that_hold(const Asker& asker, Date day) {
  std::vector<Grant> holding;
  if (!asker.is_signed_in) return holding;
  std::ranges::copy_if(asker.grants, std::back_inserter(holding), [&](const Grant& grant) {
    return holds_on(grant, day) && (asker.has_second_factor || !is_staff(grant.role));
  });
  return holding;
}

Verdict may(const Asker& asker, Thing thing, Doing doing, const Relation& relation, Date day) {
  Verdict widest;
  if (!asker.is_signed_in || (relation.is_protected && !is_behind_the_wall(thing))) return widest;
  const auto grants = grants_that_hold(asker, day);
  const auto weigh = [&](const Rule& rule, const std::optional<Grant>& grant) {
    if (!reaches(rule.tie, grant, relation)) return;
    const auto conditions = beyond_the_tie(rule, doing, grant, relation);
    if (conditions && (!widest.is_allowed() || *conditions < widest.conditions))
      widest = Verdict(*conditions, log_of(thing, doing, *conditions), grant);
  };
  for (const Rule& rule : rules()) {
    if (rule.thing != thing || !rule.doings.has(doing)) continue;
    if (!rule.role) weigh(rule, std::nullopt);
    for (const Grant& grant : grants)
      if (rule.role == grant.role) weigh(rule, grant);
  }
  return widest;
}

std::string_view id_of(Condition condition) {
  static constexpr std::array<std::string_view, condition_count> ids{
      "fresh_sign_in",   "needs_reason", "masked",      "one_at_a_time", "second_person",
      "without_content", "status_only",  "yes_no_only", "name_only",     "aggregate_only"};
  return ids.at(static_cast<std::size_t>(condition));
}

Message denied_in_words() {
  return say("There is nothing here that you can see. If you had expected something, ask your coordinator.");
}

}  // namespace parvis::access

#include "app/records/target_groups.hpp"

#include <algorithm>

#include "platform/crypto/crypto.hpp"

namespace parvis::records {

using people::TargetGroup;
using store::PersonId;
using store::Transaction;

namespace {

constexpr db::Query group_on_day{"group_on_day", R"(
  SELECT membership_id FROM person_target_group
   WHERE person_id = $1 AND target_group = $2 AND COALESCE(last_day, '9999-12-31') >= $3)"};
constexpr db::Query groups_on_day{"groups_on_day", R"(
  SELECT membership_id, target_group, first_day FROM person_target_group
   WHERE person_id = $1 AND first_day <= $2 AND COALESCE(last_day, '9999-12-31') >= $2 ORDER BY membership_id)"};

struct Membership {
  std::int64_t id = 0;
  TargetGroup group = TargetGroup::newly_arrived;
  Date first_day;
};

Result<std::vector<Membership>, Failure> memberships_on(Transaction& tx, PersonId person, Date day) {
  PARVIS_TRY(const auto rows, told(tx.all(groups_on_day, person, day)));
  std::vector<Membership> all;
  for (const auto& row : rows)
    if (const auto group = people::target_group_of(row.get<std::string>(1)))
      all.push_back({row.get<std::int64_t>(0), *group, row.get<Date>(2)});
  return all;
}

}  // namespace

Result<std::vector<TargetGroup>, Failure> target_groups_on(Transaction& tx, PersonId person, Date day) {
  PARVIS_TRY(const auto memberships, memberships_on(tx, person, day));
  std::vector<TargetGroup> groups;
  for (const auto& one : memberships) groups.push_back(one.group);
  std::ranges::sort(groups);
  groups.erase(std::ranges::unique(groups).begin(), groups.end());
  return groups;
}

Result<bool, Failure> keep_target_groups_in(Transaction& tx, PersonId person,
                                            const std::vector<TargetGroup>& groups, Date from) {
  bool is_otherwise = false;
  for (const auto group : groups) {
    PARVIS_TRY(const auto there, told(tx.first(group_on_day, person, people::id_of(group), from)));
    if (there) continue;
    PARVIS_DONE(tx.add("person_target_group", {{"membership_id", crypto::random_id()},
                                               {"person_id", person},
                                               {"target_group", people::id_of(group)},
                                               {"first_day", from}}));
    is_otherwise = true;
  }
  return is_otherwise;
}

Result<bool, Failure> set_target_groups_in(Transaction& tx, PersonId person,
                                           const std::vector<TargetGroup>& groups, Date from) {
  PARVIS_TRY(const auto memberships, memberships_on(tx, person, from));
  bool is_otherwise = false;
  for (const auto& one : memberships) {
    if (std::ranges::find(groups, one.group) != groups.end()) continue;
    const bool was_a_slip = one.first_day == from;
    PARVIS_DONE(was_a_slip ? tx.remove("person_target_group", {db::value(one.id)}, person)
                           : tx.change("person_target_group", {db::value(one.id)},
                                       {{"last_day", Date::from_days(from.days_since_1970() - 1)}}, person));
    is_otherwise = true;
  }
  PARVIS_TRY(const bool added, keep_target_groups_in(tx, person, groups, from));
  return is_otherwise || added;
}

}  // namespace parvis::records

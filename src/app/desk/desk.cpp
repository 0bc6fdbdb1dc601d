#include "app/desk/desk.hpp"

#include <algorithm>
#include <iostream>

#include "app/desk/consents.hpp"
#include "app/gate/replies.hpp"
#include "app/views/public_pages.hpp"

namespace parvis::desk {

using access::Doing;
using access::Thing;
using web::Policy;

bool works_here(const web::Asked& asked) {
  return std::ranges::any_of(access::grants_that_hold(asked.visitor->asker, asked.now.day_utc()),
                             [](const access::Grant& grant) { return access::is_staff(grant.role); });
}

views::Desk desk_of(const web::Asked& asked) {
  const auto& visitor = *asked.visitor;
  const auto day = asked.now.day_utc();
  const auto may = [&](Thing thing, Doing doing) {
    return Policy::may(thing, doing).lets_in(visitor.asker, day);
  };
  views::Desk desk{visitor.name, visitor.form_token, {}};
  using views::Section;
  if (!works_here(asked)) return desk;
  desk.sections.push_back(Section::today);
  const bool refers = only_refers(asked);
  if (refers) desk.sections.push_back(Section::referrals);
  if (!refers && (may(Thing::adept_profile, Doing::read) || may(Thing::mentor_profile, Doing::read)))
    desk.sections.push_back(Section::people);
  if (may(Thing::programmes_and_rounds, Doing::read)) desk.sections.push_back(Section::rounds);
  if (may(Thing::import, Doing::read)) desk.sections.push_back(Section::import);
  if (may(Thing::users_and_roles, Doing::read) || may(Thing::users_and_roles, Doing::create))
    desk.sections.push_back(Section::staff);
  if (may_answer_erasures(asked)) desk.sections.push_back(Section::erasure);
  if (may(Thing::protected_record, Doing::read)) desk.sections.push_back(Section::protected_people);
  if (may(Thing::audit_log, Doing::read)) desk.sections.push_back(Section::log);
  return desk;
}

store::Actor actor_of(const City& city, const web::Visitor& visitor, std::string_view role) {
  store::Actor actor{store::Actor::Kind::account, store::AccountId{visitor.account}, std::string(role),
                     city.id};
  if (visitor.helper) actor.helper = store::AccountId{*visitor.helper};
  return actor;
}

std::string_view role_of(const access::Verdict& verdict) {
  return verdict.grant ? access::id_of(verdict.grant->role) : std::string_view("own");
}

http::Response refused_because(const Message& why, const Texts& t) {
  return web::html_reply(views::refused_page(t(why), t), t, web::Kept::not_at_all, 409);
}

http::Response failed(const records::Failure& failure, const Texts& t) {
  if (failure.refusal) {
    if (*failure.refusal == records::Refusal::no_such_person) return web::error_reply(404, {}, t);
    return refused_because(records::in_words(*failure.refusal), t);
  }
  // For whoever runs the server: the query's name and the engine's code, and nothing that anybody has written.
  if (failure.fault) std::cerr << "store: " + failure.fault->detail + "\n";
  return web::error_reply(status_of(failure.fault), {}, t);
}

int status_of(const std::optional<db::Fault>& fault) {
  using Kind = db::Fault::Kind;
  if (!fault) return 500;
  if (fault->kind == Kind::busy) return 503;
  return fault->kind == Kind::full || fault->kind == Kind::stopped ? 507 : 500;
}

http::Response denied(const City& city, const web::Asked& asked) {
  const auto grants = access::grants_that_hold(asked.visitor->asker, asked.now.day_utc());
  const auto role = grants.empty() ? std::string_view("own") : access::id_of(grants.front().role);
  // Of a denial the log says that it was, not of whom: the number may be of somebody who must not be found.
  (void)city.store.log(actor_of(city, *asked.visitor, role), asked.now,
                       {store::Act::denied, {}, {}, {}, {}, false});
  return web::error_reply(404, {}, asked.t);
}

bool may_answer_erasures(const web::Asked& asked) {
  return Policy::may_any(Thing::erasure, {Doing::decide, Doing::stop})
      .lets_in(asked.visitor->asker, asked.now.day_utc());
}

access::RowScope people_scope(const web::Asked& asked) {
  const auto day = asked.now.day_utc();
  auto scope = access::row_scope(asked.visitor->asker, Thing::adept_profile, day);
  for (auto& part : access::row_scope(asked.visitor->asker, Thing::mentor_profile, day).parts)
    if (std::ranges::find(scope.parts, part) == scope.parts.end()) scope.parts.push_back(part);
  // Whoever reads with a reason only gives it for one person at a time: there is none for a list.
  std::erase_if(scope.parts, [](const access::ScopePart& part) {
    return part.conditions.has(access::Condition::needs_reason);
  });
  return scope.listed();
}

bool may_help(const web::Asked& asked) {
  return Policy::may(Thing::users_and_roles, Doing::invite)
      .lets_in(asked.visitor->asker, asked.now.day_utc());
}

access::Verdict About::may(const web::Asked& asked, Thing as_adept, Thing as_mentor, Doing doing) const {
  const auto& asker = asked.visitor->asker;
  const auto day = asked.now.day_utc();
  if (!standing.is_there) return {};
  // Somebody who has applied as nothing yet is judged as an adept: the stricter of the two.
  if (standing.is_adept || !standing.is_mentor)
    if (auto verdict = access::may(asker, as_adept, doing, relation, day); verdict.is_allowed())
      return verdict;
  if (standing.is_mentor) return access::may(asker, as_mentor, doing, relation, day);
  return {};
}

Result<About, records::Failure> about(City& city, const web::Asked& asked, store::PersonId person) {
  const auto actor = actor_of(city, *asked.visitor, "own");
  About about;
  PARVIS_TRY(about.standing, records::standing_of(city.store, actor, asked.now, person));
  std::optional<store::PersonId> own;
  if (asked.visitor->person) own = store::PersonId{*asked.visitor->person};
  PARVIS_TRY(about.relation, records::relation_to(city.store, actor, asked.now, own, person, about.standing));
  return about;
}

}  // namespace parvis::desk

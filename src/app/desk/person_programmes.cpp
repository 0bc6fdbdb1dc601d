#include "app/desk/person_programmes.hpp"

#include "app/records/scope.hpp"

namespace parvis::desk {

using access::Doing;
using access::Thing;
using records::Failure;
using web::Asked;

namespace {

constexpr int most_pairs = 50;

/// An adept who is held by a proposal or a pair does not wait any more.
Message where_it_stands(const records::ApplicationRecord& one, bool is_own) {
  const bool is_held = one.state == lives::ApplicationState::eligible &&
                       one.details.part == lives::Part::adept && one.places_held > 0;
  if (!is_held) return lives::in_words(one.state);
  return is_own ? say("Something is under way. Your coordinator tells you more.")
                : say("In a proposal or a pair");
}

bool row_by_row(const About& around, const Asked& asked, Thing thing) {
  const auto verdict = around.may(asked, thing, thing, Doing::read);
  return verdict.is_allowed() && !verdict.conditions.has(access::Condition::aggregate_only);
}

/// Adds with whom the person is proposed or in a pair by one of their applications, as far as the visitor may list those.
Result<bool, Failure> add_together(City& city, const Asked& asked, const store::Actor& actor,
                                   const records::ApplicationRecord& one, const std::string& programme,
                                   std::vector<views::Known>& together) {
  const auto day = asked.now.day_utc();
  const auto& asker = asked.visitor->asker;
  const bool is_adept = one.details.part == lives::Part::adept;
  const auto add = [&](const auto& two, const Message& state, Date since) {
    together.push_back({programme, (is_adept ? two.mentor_name : two.adept_name) + " · " + asked.t(state) +
                                       " · " + asked.t.day(since)});
  };
  const auto proposals_scope = access::row_scope(asker, Thing::proposals, day).listed();
  PARVIS_TRY(const auto open, city.proposals.open_about(actor, asked.now, proposals_scope, one.id));
  for (const auto& proposal : open) add(proposal, lives::in_words(proposal.state), proposal.proposed_on);
  // Whoever may not list pairs row by row sees none, and the log has no row of it.
  const auto pairs_scope = access::row_scope(asker, Thing::pair_and_meetings, day).listed();
  if (records::scope_text(pairs_scope) == ",") return true;
  records::PairFilter filter;
  filter.application = one.id;
  filter.with_ended = true;
  PARVIS_TRY(const auto pairs, city.pairs.list(actor, asked.now, pairs_scope, filter, most_pairs));
  for (const auto& pair : pairs.rows) add(pair, lives::in_words(pair.state), pair.first_day);
  return true;
}

}  // namespace

bool in_programme(const Asked& asked, std::int64_t programme, Doing doing) {
  access::Relation relation;
  relation.programmes = {{programme}};
  // Whoever refers somebody is the one who referred them.
  relation.own_referral = doing == Doing::create;
  const auto day = asked.now.day_utc();
  return access::may(asked.visitor->asker, Thing::adept_profile, doing, relation, day).is_allowed() ||
         access::may(asked.visitor->asker, Thing::mentor_profile, doing, relation, day).is_allowed();
}
bool may_read_in(const Asked& asked, std::int64_t programme) {
  return in_programme(asked, programme, Doing::read);
}
bool may_stand_in(const Asked& asked, std::int64_t programme) {
  return in_programme(asked, programme, Doing::create);
}
bool may_decide_in(const Asked& asked, store::ProgrammeId programme) {
  access::Relation relation;
  relation.programmes = {{programme.number}};
  return access::may(asked.visitor->asker, Thing::proposals, Doing::decide, relation, asked.now.day_utc())
      .is_allowed();
}

/// What stands in the person's life tells no more than the page: nothing of another unit's programme; pairs and
/// proposals to whoever may read them row by row; what was shown, consented to or asked to be erased only to those
/// who may read that.
bool is_theirs_to_know(const records::LogRow& row, const About& around, const Asked& asked) {
  if (around.relation.own) return true;
  if (row.programme && !may_read_in(asked, row.programme->number)) return false;
  const auto may = [&](Thing thing, Doing doing) {
    return around.may(asked, thing, thing, doing).is_allowed();
  };
  const auto act = store::act_of(row.act);
  if (act == store::Act::identity_shown || act == store::Act::erasures_read)
    return may(Thing::audit_log, Doing::read);
  if (row.thing == "pair") return row_by_row(around, asked, Thing::pair_and_meetings);
  if (row.thing == "proposal") return row_by_row(around, asked, Thing::proposals);
  if (row.thing == "consent") return may(Thing::consents_and_waivers, Doing::read);
  if (row.thing == "erasure_request")
    return may(Thing::erasure, Doing::read) || may(Thing::erasure, Doing::propose);
  return true;
}

Result<std::map<store::ProgrammeId, std::string>, Failure> names_of_programmes(City& city, const Asked& asked,
                                                                               const store::Actor& actor) {
  PARVIS_TRY(const auto programmes,
             city.programmes.list(actor, asked.now, records::whole_city(), asked.now.day_utc()));
  std::map<store::ProgrammeId, std::string> names;
  for (const auto& programme : programmes)
    names[programme.id] = programme::in_language(programme.rules->name, asked.t.code());
  return names;
}

std::string after_registering(City& city, const Asked& asked, const store::Actor& actor,
                              store::PersonId added) {
  const auto found = city.store.read(
      actor, asked.now, [&](store::Transaction& tx) { return records::applications_of_in(tx, added); });
  if (found && found->size() == 1 && may_decide_in(asked, found->front().details.programme))
    return "/ansokningar/" + std::to_string(found->front().id.number) + "/ratta?ny=1";
  return "/personer/" + std::to_string(added.number);
}

Result<ProgrammesOfPerson, Failure> programmes_of_person(City& city, const Asked& asked,
                                                         const store::Actor& actor, store::PersonId id,
                                                         bool is_own) {
  // The log says already that the person was read.
  PARVIS_TRY(const auto found, city.store.read(actor, asked.now, [&](store::Transaction& tx) {
    return records::applications_of_in(tx, id);
  }));
  PARVIS_TRY(auto names, names_of_programmes(city, asked, actor));
  ProgrammesOfPerson placed;
  for (const auto& one : found) {
    // Only those of the visitor's own programmes: that somebody stands in another is not theirs to know.
    if (!may_read_in(asked, one.details.programme.number)) continue;
    const auto& name = names[one.details.programme];
    placed.applications.push_back({one.id.number, name,
                                   asked.t(lives::in_words(one.details.part)) + " · " +
                                       asked.t(where_it_stands(one, is_own)) + " · " +
                                       asked.t.day(one.details.applied_on),
                                   !one.ended_on && may_decide_in(asked, one.details.programme)});
    if (is_own) continue;
    PARVIS_TRY([[maybe_unused]] const bool added,
               add_together(city, asked, actor, one, name, placed.together));
  }
  return placed;
}

}  // namespace parvis::desk

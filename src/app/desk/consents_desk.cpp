#include <algorithm>
#include <charconv>

#include "app/desk/consents.hpp"
#include "app/gate/replies.hpp"
#include "app/records/referrals.hpp"

namespace parvis::desk {
namespace {

using access::Doing;
using access::Role;
using access::Thing;
using records::ConsentWish;
using records::Failure;
using records::Recipient;
using records::Refusal;
using store::PersonId;
using web::Asked;
using web::Method;
using web::Policy;

constexpr std::string_view partner_prefix = "partner-";

std::optional<std::int64_t> digits_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || at != text.data() + text.size() || number <= 0) return std::nullopt;
  return number;
}

/// "partner-12" or the id of an authority, as the form's list has them.
std::optional<ConsentWish> wish_of(const Asked& asked) {
  const auto purpose = records::consent_purpose_of(asked.field("purpose"));
  const auto recipient = asked.field("recipient");
  if (!purpose) return std::nullopt;
  if (recipient.starts_with(partner_prefix)) {
    const auto partner = digits_in(std::string_view(recipient).substr(partner_prefix.size()));
    if (!partner) return std::nullopt;
    return ConsentWish{Recipient::partner, store::PartnerId{*partner}, *purpose};
  }
  const auto authority = records::recipient_of(recipient);
  if (!authority || *authority == Recipient::partner) return std::nullopt;
  return ConsentWish{*authority, {}, *purpose};
}

http::Response referrals(City& city, Asked& asked) {
  const auto& visitor = *asked.visitor;
  const auto grants = access::grants_that_hold(visitor.asker, asked.now.day_utc());
  if (std::ranges::none_of(grants, [](const access::Grant& one) { return one.role == Role::referrer; }))
    return denied(city, asked);
  const auto actor = actor_of(city, visitor, access::id_of(Role::referrer));
  records::Referrals all(city.store, city.people);
  const auto rows = all.own(actor, asked.now);
  if (!rows) return failed(rows.error(), asked.t);
  const auto programmes = city.programmes.list(actor, asked.now, records::whole_city(), asked.now.day_utc());
  if (!programmes) return failed(programmes.error(), asked.t);
  std::vector<views::ReferralLine> lines;
  for (const auto& row : *rows) {
    views::ReferralLine line{row.person.number,
                             row.name,
                             {},
                             asked.t(records::in_words(row.details.sender)),
                             asked.t(records::in_words(row.became)),
                             row.referred_on};
    for (const auto& programme : *programmes)
      if (programme.id == row.programme)
        line.programme = programme::in_language(programme.rules->name, asked.t.code());
    if (row.details.stage) line.words += " · " + asked.t(records::in_words(*row.details.stage));
    if (row.details.alongside) line.words += " · " + asked.t(records::in_words(*row.details.alongside));
    lines.push_back(std::move(line));
  }
  return web::html_reply(views::referrals_page(lines, desk_of(asked), asked.t), asked.t,
                         web::Kept::not_at_all);
}

http::Response after(const Result<bool, Failure>& done, const std::string& to, const Asked& asked) {
  if (done) return web::see_other(views::address(asked.t, to));
  return failed(done.error(), asked.t);
}

http::Response of_person(City& city, Asked& asked) {
  const PersonId person{asked.number(0).value_or(0)};
  const auto around = about(city, asked, person);
  if (!around) return failed(around.error(), asked.t);
  const auto verdict =
      around->may(asked, Thing::consents_and_waivers, Thing::consents_and_waivers, Doing::write);
  // One's own are given and withdrawn on one's own page.
  if (!verdict.is_allowed() || around->relation.own) return denied(city, asked);
  const auto actor = actor_of(city, *asked.visitor, role_of(verdict));
  return after(change_consents(city, asked, actor, person), "/personer/" + asked.parts[0], asked);
}

http::Response own(City& city, Asked& asked) {
  if (!asked.visitor->person) return denied(city, asked);
  const auto actor = actor_of(city, *asked.visitor, "own");
  return after(change_consents(city, asked, actor, PersonId{*asked.visitor->person}), "/jag", asked);
}

}  // namespace

Result<views::ConsentsShown, Failure> consents_shown(City& city, const Asked& asked,
                                                     const store::Actor& actor, PersonId person,
                                                     std::string path) {
  const auto& t = asked.t;
  records::Consents consents(city.store);
  PARVIS_TRY(const auto all, consents.of_person(actor, asked.now, person));
  views::ConsentsShown shown;
  shown.path = std::move(path);
  for (const auto& one : all) {
    auto words = t(records::in_words(one.what.purpose)) + " · " + t.day(one.given_on) + " · " +
                 t(say("Legal ground")) + ": " + t(store::in_words(one.ground));
    if (one.withdrawn_on) words += " · " + t(say("withdrawn on {day}").with("day", t.day(*one.withdrawn_on)));
    shown.lines.push_back(
        {one.id, one.partner_name.empty() ? t(records::in_words(one.what.recipient)) : one.partner_name,
         std::move(words), !one.withdrawn_on, one.kind == records::ConsentKind::waiver_of_secrecy});
  }
  if (shown.path.empty()) return shown;
  PARVIS_TRY(const auto partners, consents.partners(actor, asked.now));
  for (const auto recipient : records::all_recipients)
    if (recipient != Recipient::partner)
      shown.recipients.push_back({std::string(records::id_of(recipient)), t(records::in_words(recipient))});
  for (const auto& partner : partners)
    shown.recipients.push_back(
        {std::string(partner_prefix) + std::to_string(partner.id.number), partner.name});
  for (const auto purpose : records::all_consent_purposes)
    shown.purposes.push_back({std::string(records::id_of(purpose)), t(records::in_words(purpose))});
  return shown;
}

Result<bool, Failure> change_consents(City& city, const Asked& asked, const store::Actor& actor,
                                      PersonId person) {
  records::Consents consents(city.store);
  if (const auto withdrawn = digits_in(asked.field("consent")))
    return consents.withdraw(actor, asked.now, person, *withdrawn);
  const auto wish = wish_of(asked);
  if (!wish) return no(Failure(Refusal::no_such_partner));
  PARVIS_TRY([[maybe_unused]] const auto given, consents.give(actor, asked.now, person, *wish));
  return true;
}

bool only_refers(const Asked& asked) {
  const auto grants = access::grants_that_hold(asked.visitor->asker, asked.now.day_utc());
  const auto has = [&](Role role) {
    return std::ranges::find(grants, role, &access::Grant::role) != grants.end();
  };
  return has(Role::referrer) && !has(Role::coordinator);
}

std::vector<web::Route> consent_routes(City& city) {
  return {
      {Method::get, "/remitteringar", Policy::may(Thing::adept_profile, Doing::create),
       [&city](Asked& asked) { return referrals(city, asked); }},
      {Method::post, "/personer/{person}/samtycke", Policy::may(Thing::consents_and_waivers, Doing::write),
       [&city](Asked& asked) { return of_person(city, asked); }},
      {Method::post, "/jag/samtycke", Policy::signed_in(),
       [&city](Asked& asked) { return own(city, asked); }}};
}

}  // namespace parvis::desk

// Ways in that a coordinator prepares for somebody of their own programme: a code on paper, and side by side.
#include "app/desk/entering.hpp"
#include "app/desk/told.hpp"
#include "app/gate/replies.hpp"
#include "app/views/help_pages.hpp"
#include "platform/crypto/qr.hpp"

namespace parvis::desk {
namespace {

using access::Doing;
using access::Role;
using access::Thing;
using web::Asked;
using web::Method;
using web::Policy;
using web::Route;

/// For whom a way in may be made, and with which role an account of theirs would begin.
struct Let {
  store::PersonId person;
  access::Grant offered;
  std::string_view role;  ///< of the coordinator
};

class HelpingPages {
 public:
  explicit HelpingPages(Entrance& entrance) : in_(entrance), city_(entrance.city) {}

  http::Response ways(Asked& asked, const std::string& notice = {}) const {
    const auto let = let_in(asked);
    if (!let) return denied(city_, asked);
    const auto record = city_.people.read(actor_of(city_, *asked.visitor, let->role), asked.now, let->person);
    if (!record) return failed(record.error(), asked.t);
    return web::html_reply(views::ways_in_page({let->person.number, record->details.known.name, notice},
                                               desk_of(asked), asked.t),
                           asked.t, web::Kept::not_at_all, notice.empty() ? 200 : 409);
  }
  http::Response on_paper(Asked& asked) const { return make(asked, accounts::Code::paper); }
  http::Response beside(Asked& asked) const { return make(asked, accounts::Code::beside); }

 private:
  std::optional<Let> let_in(const Asked& asked) const {
    const auto number = asked.number(0);
    if (!number) return std::nullopt;
    const store::PersonId person{*number};
    const auto standing = about(city_, asked, person);
    if (!standing || !standing->standing.is_there) return std::nullopt;
    const auto day = asked.now.day_utc();
    const auto role =
        standing->standing.is_adept || !standing->standing.is_mentor ? Role::adept : Role::mentor;
    std::vector<access::Grant> offers;
    for (const auto programme : standing->standing.programmes)
      offers.push_back({role, access::ProgrammeId{programme.number}, {}, day, {}});
    for (const auto partner : standing->standing.partners)
      offers.push_back({role, {}, access::PartnerId{partner.number}, day, {}});
    for (const auto& offered : offers) {
      auto relation = standing->relation;
      relation.offered = offered;
      const auto verdict =
          access::may(asked.visitor->asker, Thing::users_and_roles, Doing::invite, relation, day);
      if (verdict.is_allowed()) return Let{person, offered, role_of(verdict)};
    }
    return std::nullopt;
  }

  /// The person's account; one is made for whoever has none.
  Result<accounts::AccountId, accounts::Failure> account_for(const Asked& asked, const store::Actor& actor,
                                                             const Let& let, const std::string& name) const {
    accounts::Accounts accounts(city_.store);
    PARVIS_TRY(const auto known, accounts.of_person(actor, asked.now, let.person));
    if (known) return *known;
    accounts::NewAccount wish;
    wish.name = name;
    wish.language = std::string(asked.t.code());
    wish.person = let.person;
    PARVIS_TRY(const auto made, accounts.make(actor, asked.now, wish));
    PARVIS_TRY([[maybe_unused]] const auto given, accounts.give_role(actor, asked.now, made, let.offered));
    return made;
  }

  http::Response make(Asked& asked, accounts::Code kind) const {
    const auto let = let_in(asked);
    if (!let) return denied(city_, asked);
    if (!asked.visitor->is_fresh) return sign_in_again(asked, "/personer/" + asked.parts[0] + "/inloggning");
    const auto actor = actor_of(city_, *asked.visitor, let->role);
    const auto record = city_.people.read(actor, asked.now, let->person);
    if (!record) return failed(record.error(), asked.t);
    const auto& name = record->details.known.name;
    const auto account = account_for(asked, actor, *let, name);
    if (!account) return not_made(asked, account.error());
    const auto made = in_.credentials.make_code(actor, asked.now, *account, kind);
    if (!made) return not_made(asked, made.error());
    views::CodeOnPaper shown;
    shown.person = let->person.number;
    shown.name = name;
    shown.code = made->typed;
    shown.link =
        asked.request.header("origin").value_or("") + views::address(asked.t, "/in/" + made->link).text();
    shown.expires_at = made->expires_at;
    shown.is_beside = kind == accounts::Code::beside;
    if (const auto code = crypto::qr_code(shown.link)) shown.qr = drawn(*code);
    return web::html_reply(views::code_on_paper_page(shown, desk_of(asked), asked.t), asked.t,
                           web::Kept::not_at_all);
  }

  http::Response not_made(Asked& asked, const accounts::Failure& failure) const {
    if (!failure.refusal) return failed_at(failure, asked.t);
    return ways(asked, asked.t(accounts::in_words(failure)));
  }

  Entrance& in_;
  City& city_;
};

}  // namespace

std::vector<Route> helping_routes(Entrance& entrance) {
  const auto pages = std::make_shared<const HelpingPages>(entrance);
  const auto policy = Policy::may(Thing::users_and_roles, Doing::invite);
  return {
      {Method::get, "/personer/{person}/inloggning", policy,
       [pages](Asked& asked) { return pages->ways(asked); }},
      {Method::post, "/personer/{person}/kod", policy,
       [pages](Asked& asked) { return pages->on_paper(asked); }},
      {Method::post, "/personer/{person}/bredvid", policy,
       [pages](Asked& asked) { return pages->beside(asked); }},
  };
}

}  // namespace parvis::desk

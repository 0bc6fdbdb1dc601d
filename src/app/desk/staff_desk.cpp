#include <algorithm>
#include <charconv>

#include "app/desk/sign_in_desk.hpp"
#include "app/desk/told.hpp"
#include "app/gate/replies.hpp"
#include "app/records/scope.hpp"
#include "app/views/staff_pages.hpp"

namespace parvis::desk {
namespace {

using access::Doing;
using access::Role;
using access::Thing;
using accounts::AccountId;
using web::Asked;
using web::Method;
using web::Policy;
using web::Route;

constexpr int accounts_on_page = 100;

std::optional<std::int64_t> number_of(const std::string& text) {
  std::int64_t number = 0;
  const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || at != text.data() + text.size() || number <= 0) return std::nullopt;
  return number;
}

/// What an act has left to be told.
struct Said {
  views::Faults faults = {};
  std::string invitation = {}, invited = {};
  bool is_mailed = false;
};

class StaffPages {
 public:
  explicit StaffPages(Entrance& entrance)
      : in_(entrance), city_(entrance.city), accounts_(entrance.city.store) {}

  http::Response all(Asked& asked, const Said& said) const {
    const auto& t = asked.t;
    views::StaffShown shown;
    shown.may_create = may(asked, Doing::create);
    shown.may_disable = may(asked, Doing::disable);
    shown.may_grant = may(asked, Doing::grant);
    shown.faults = said.faults;
    shown.invitation = said.invitation;
    shown.invited = said.invited;
    shown.is_mailed = said.is_mailed;
    // What was written stays until it is mended; once the account is made the form is empty again.
    if (!said.faults.empty()) {
      shown.name = asked.field("name");
      shown.email = asked.field("email");
    }
    const auto programmes =
        city_.programmes.list(actor(asked), asked.now, records::whole_city(), asked.now.day_utc());
    if (!programmes) return failed(programmes.error(), t);
    const auto name_of = [&](access::ProgrammeId id) {
      for (const auto& programme : *programmes)
        if (programme.id.number == id.number) return programme::in_language(programme.rules->name, t.code());
      return std::string();
    };
    accounts::Page page{{}, accounts_on_page};
    if (const auto after = number_of(asked.field("efter"))) page.after = AccountId{*after};
    const auto listed = accounts_.staff(actor(asked), asked.now, scope(asked), page);
    if (!listed) return not_done(listed.error(), t);
    for (const auto& account : *listed) {
      views::AccountLine line{account.id.number,
                              account.name,
                              account.email,
                              {},
                              account.disabled_at.has_value(),
                              account.has_password || account.has_identity,
                              account.id.number == asked.visitor->account};
      for (const auto& role : account.roles) {
        auto words = t(access::in_words(role.grant.role));
        if (role.grant.programme) words += ", " + name_of(*role.grant.programme);
        line.roles.push_back({role.id.number, std::move(words), role.waits_for_second});
      }
      shown.accounts.push_back(std::move(line));
    }
    if (listed->size() == accounts_on_page)
      shown.next_query = "efter=" + std::to_string(listed->back().id.number);
    shown.roles.push_back({"", t("Choose")});
    for (const auto role : access::all_roles)
      shown.roles.push_back({std::string(access::id_of(role)), t(access::in_words(role))});
    shown.programmes.push_back({"", t("The whole city")});
    for (const auto& programme : *programmes)
      shown.programmes.push_back(
          {std::to_string(programme.id.number), programme::in_language(programme.rules->name, t.code())});
    const int status = shown.faults.empty() ? 200 : 400;
    return web::html_reply(views::staff_page(shown, desk_of(asked), t), t, web::Kept::not_at_all, status);
  }

  http::Response make(Asked& asked) const {
    if (!asked.visitor->is_fresh) return sign_in_again(asked, "/medarbetare");
    accounts::NewAccount wish;
    wish.name = asked.field("name");
    wish.email = asked.field("email");
    wish.language = std::string(asked.t.code());
    const auto made = accounts_.make(actor(asked), asked.now, wish);
    if (!made) return again(asked, made.error());
    return invited(asked, *made);
  }

  http::Response invite(Asked& asked) const {
    if (!asked.visitor->is_fresh) return sign_in_again(asked, "/medarbetare");
    const AccountId id{number_of(asked.field("account")).value_or(0)};
    return invited(asked, id);
  }

  http::Response disable(Asked& asked) const {
    if (!asked.visitor->is_fresh) return sign_in_again(asked, "/medarbetare");
    const auto done =
        accounts_.disable(actor(asked), asked.now, AccountId{number_of(asked.field("account")).value_or(0)});
    return done ? back(asked) : again(asked, done.error());
  }

  http::Response give(Asked& asked) const {
    if (!asked.visitor->is_fresh) return sign_in_again(asked, "/medarbetare");
    const auto to = number_of(asked.field("account"));
    const auto role = access::role_of(asked.field("role"));
    views::Faults faults;
    if (!to) faults.push_back({"account", say("Choose who is to have the role.")});
    if (!role) faults.push_back({"role", say("Choose a role.")});
    if (!faults.empty()) return all(asked, {std::move(faults)});
    access::Grant grant{*role, {}, {}, asked.now.day_utc(), {}};
    if (const auto programme = number_of(asked.field("programme")))
      grant.programme = access::ProgrammeId{*programme};
    const auto given = accounts_.give_role(actor(asked), asked.now, AccountId{*to}, grant);
    return given ? back(asked) : again(asked, given.error());
  }

  http::Response confirm(Asked& asked) const { return on_grant(asked, &accounts::Accounts::confirm_role); }
  http::Response end(Asked& asked) const { return on_grant(asked, &accounts::Accounts::end_role); }

 private:
  using OnGrant = Result<void, accounts::Failure> (accounts::Accounts::*)(const store::Actor&, Moment,
                                                                          store::GrantId);
  http::Response on_grant(Asked& asked, OnGrant act) const {
    if (!asked.visitor->is_fresh) return sign_in_again(asked, "/medarbetare");
    const auto done = (accounts_.*act)(actor(asked), asked.now,
                                       store::GrantId{number_of(asked.field("grant")).value_or(0)});
    return done ? back(asked) : again(asked, done.error());
  }
  static bool may(const Asked& asked, Doing doing) {
    return Policy::may(Thing::users_and_roles, doing).lets_in(asked.visitor->asker, asked.now.day_utc());
  }
  /// Whose accounts are listed: those of the programmes that the visitor reads, or all for who makes and closes them.
  static access::RowScope scope(const Asked& asked) {
    if (may(asked, Doing::create)) return records::whole_city();
    return access::row_scope(asked.visitor->asker, Thing::users_and_roles, asked.now.day_utc());
  }
  store::Actor actor(const Asked& asked) const {
    const auto day = asked.now.day_utc();
    for (const auto& grant : access::grants_that_hold(asked.visitor->asker, day))
      for (const auto doing : {Doing::grant, Doing::create, Doing::read})
        if (Policy::may(Thing::users_and_roles, doing)
                .lets_in({true, asked.visitor->asker.has_second_factor, {grant}}, day))
          return actor_of(city_, *asked.visitor, access::id_of(grant.role));
    return actor_of(city_, *asked.visitor, "own");
  }
  static http::Response back(const Asked& asked) {
    return web::see_other(views::address(asked.t, "/medarbetare"));
  }
  static http::Response not_done(const accounts::Failure& failure, const Texts& t) {
    if (failure.refusal) return refused_because(accounts::in_words(failure), t);
    return web::error_reply(status_of(failure.fault), {}, t);
  }
  http::Response again(Asked& asked, const accounts::Failure& failure) const {
    if (!failure.refusal) return not_done(failure, asked.t);
    using enum accounts::Refusal;
    const auto why = *failure.refusal;
    const auto* field = why == name_missing                          ? "name"
                        : why == email_strange || why == email_taken ? "email"
                                                                     : "role";
    return all(asked, {{{field, accounts::in_words(failure)}}});
  }
  http::Response invited(Asked& asked, AccountId id) const {
    const auto account = accounts_.read(actor(asked), asked.now, id);
    if (!account) return again(asked, account.error());
    // Whoever takes part comes in by a coordinator, and is not told of here.
    if (!accounts::is_staff_account(*account))
      return again(asked, accounts::Failure(accounts::Refusal::no_such_account));
    const auto& name = account->name;
    const bool is_officer = std::ranges::any_of(account->roles, [](const accounts::GivenRole& role) {
      return role.grant.role == Role::protection_officer;
    });
    // What opens protected records never passes through the hands of whoever invites.
    if (is_officer && !in_.address.empty()) {
      const auto mailed = in_.credentials.invite_by_mail(
          actor(asked), asked.now, id, in_.address + views::address(asked.t, "/inbjudan/").text(),
          {asked.t("Your invitation to Parvis"),
           asked.t("Choose how you sign in here: {link}\n\nThe link counts once and holds for seven days.")});
      return mailed ? all(asked, {{}, {}, name, true}) : again(asked, mailed.error());
    }
    const auto link = in_.credentials.invite(actor(asked), asked.now, id);
    if (!link) return again(asked, link.error());
    const auto scheme = asked.request.header("origin").value_or("");
    return all(asked, {{}, scheme + views::address(asked.t, "/inbjudan/" + link->link).text(), name});
  }

  Entrance& in_;
  City& city_;
  mutable accounts::Accounts accounts_;
};

}  // namespace

std::vector<Route> staff_routes(Entrance& entrance) {
  const auto pages = std::make_shared<const StaffPages>(entrance);
  const auto by = [pages](http::Response (StaffPages::*answer)(Asked&) const) {
    return [pages, answer](Asked& asked) { return ((*pages).*answer)(asked); };
  };
  const auto policy = [](Doing doing) { return Policy::may(Thing::users_and_roles, doing); };
  return {
      {Method::get, "/medarbetare", Policy::may_any(Thing::users_and_roles, {Doing::read, Doing::create}),
       [pages](Asked& asked) { return pages->all(asked, {}); }},
      {Method::post, "/medarbetare", policy(Doing::create), by(&StaffPages::make)},
      {Method::post, "/medarbetare/bjud-in", policy(Doing::create), by(&StaffPages::invite)},
      {Method::post, "/medarbetare/stang", policy(Doing::disable), by(&StaffPages::disable)},
      {Method::post, "/medarbetare/roll", policy(Doing::grant), by(&StaffPages::give)},
      {Method::post, "/medarbetare/bekrafta", policy(Doing::grant), by(&StaffPages::confirm)},
      {Method::post, "/medarbetare/avsluta-roll", policy(Doing::grant), by(&StaffPages::end)},
  };
}

}  // namespace parvis::desk

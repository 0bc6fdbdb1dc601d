#include "app/desk/sign_in_desk.hpp"

#include <algorithm>
#include <charconv>

#include "app/desk/entering.hpp"
#include "app/desk/told.hpp"
#include "app/gate/replies.hpp"
#include "platform/crypto/qr.hpp"

namespace parvis::desk {
namespace {

using web::Asked;
using web::FormGuard;
using web::Method;
using web::Policy;
using web::Route;

class SignInPages {
 public:
  explicit SignInPages(Entrance& entrance) : in_(entrance), city_(entrance.city) {}

  http::Response first_step(Asked& asked, views::Faults faults = {}) const {
    return first_page(in_, asked, asked.t, std::move(faults),
                      asked.field("ut") == "1" ? asked.t("You are signed out.") : "");
  }

  http::Response with_password(Asked& asked) const {
    const auto opened =
        in_.sign_in.with_password(city_.id, asked.now, from_where(asked), asked.field("email"),
                                  asked.form.value("password").value_or(""));
    if (!opened) return first_step(asked, {{"email", accounts::in_words(opened.error())}});
    auto reply = web::see_other(Url::path(
        with_on_to(views::address(asked.t, "/logga-in/steg-tva"), safe_on_to(asked.field("till")))));
    reply.headers.emplace_back("Set-Cookie", in_.cookies.set(half_cookie, opened->key));
    return reply;
  }

  http::Response second_step(Asked& asked, views::Faults faults = {}) const {
    if (!asked.request.cookie(in_.cookies.name(half_cookie)))
      return web::see_other(views::address(asked.t, "/logga-in"));
    views::SecondStepShown shown;
    shown.on_to = safe_on_to(asked.field("till"));
    shown.faults = std::move(faults);
    return entrance_page(views::second_step_page(shown, asked.t), asked, !shown.faults.empty());
  }

  http::Response with_second_factor(Asked& asked) const {
    const auto half = asked.request.cookie(in_.cookies.name(half_cookie)).value_or("");
    const auto opened = in_.sign_in.with_second_factor(city_.id, asked.now, from_where(asked), half,
                                                       proof_of(asked.field("code")));
    if (opened) return enter(in_, asked.t, *opened, safe_on_to(asked.field("till")));
    if (opened.error().why == accounts::SignInNo::Why::begin_again) {
      auto reply = first_step(asked, {{"email", accounts::in_words(opened.error())}});
      reply.headers.emplace_back("Set-Cookie", in_.cookies.set(half_cookie, {}));
      return reply;
    }
    return second_step(asked, {{"code", accounts::in_words(opened.error())}});
  }

  http::Response code_page(Asked& asked, views::Faults faults = {}, bool is_sent = false) const {
    views::CodeShown shown;
    shown.faults = std::move(faults);
    shown.is_sent = is_sent;
    shown.email = asked.field("email");
    return entrance_page(views::code_page(shown, asked.t), asked, !shown.faults.empty());
  }

  http::Response with_code(Asked& asked) const {
    const auto email = asked.field("email");
    const auto opened = email.empty() ? in_.sign_in.with_paper_code(city_.id, asked.now, from_where(asked),
                                                                    asked.field("code"))
                                      : in_.sign_in.with_emailed_code(city_.id, asked.now, from_where(asked),
                                                                      email, asked.field("code"));
    if (!opened) return code_page(asked, {{"code", accounts::in_words(opened.error())}}, !email.empty());
    return enter(in_, asked.t, *opened, safe_on_to(asked.field("till")));
  }

  http::Response send_code(Asked& asked) const {
    const auto email = asked.field("email");
    if (!accounts::folded_email(email))
      return code_page(asked, {{"email", say("Write the address as name@example.org.")}});
    if (const auto may = in_.sign_in.may_ask(city_.id, asked.now, from_where(asked)); !may)
      return code_page(asked, {{"email", accounts::in_words(may.error())}});
    const auto asked_for = in_.credentials.ask_for_code(city_.id, asked.now, email, {}, code_mail(asked.t));
    if (!asked_for && !asked_for.error().refusal) return failed_at(asked_for.error(), asked.t);
    // The same answer for everybody: whether we know the address is nobody's business.
    return code_page(asked, {}, true);
  }

  http::Response link_page(Asked& asked) const {
    const auto linked = in_.credentials.look_at(city_.id, asked.now, asked.parts[0]);
    if (!linked) return failed_at(linked.error(), asked.t);
    if (linked->kind == accounts::Code::reset)
      return web::see_other(views::address(asked.t, "/nytt-losenord/" + asked.parts[0]));
    if (linked->kind == accounts::Code::invitation)
      return web::see_other(views::address(asked.t, "/inbjudan/" + asked.parts[0]));
    return entrance_page(views::link_page({linked->name, asked.parts[0]}, asked.t), asked);
  }

  http::Response with_link(Asked& asked) const {
    const auto opened =
        in_.sign_in.with_link(city_.id, asked.now, from_where(asked), asked.parts[0], in_.demo);
    if (!opened) return code_page(asked, {{"code", accounts::in_words(opened.error())}});
    return enter(in_, asked.t, *opened, safe_on_to(asked.field("till")));
  }

  http::Response invitation(Asked& asked, views::Faults faults = {}) const {
    const auto linked = in_.credentials.look_at(city_.id, asked.now, asked.parts[0]);
    if (!linked) return failed_at(linked.error(), asked.t);
    const auto app = in_.credentials.offer_app(city_.id, asked.now, asked.parts[0]);
    if (!app) return failed_at(app.error(), asked.t);
    views::InvitationShown shown;
    shown.code = asked.parts[0];
    shown.email = linked->email;
    shown.secret = app->secret;
    if (const auto code = crypto::qr_code(app->uri)) shown.qr = drawn(*code);
    shown.faults = std::move(faults);
    shown.services = services_of(in_);
    return entrance_page(views::invitation_page(shown, asked.t), asked, !shown.faults.empty());
  }

  http::Response accept(Asked& asked) const {
    const auto codes = in_.credentials.accept(city_.id, asked.now, asked.parts[0],
                                              asked.form.value("password").value_or(""), asked.field("code"));
    if (codes) return entrance_page(views::recovery_codes_page(*codes, nullptr, asked.t), asked);
    const auto& why = codes.error();
    if (!why.refusal || *why.refusal == accounts::Refusal::link_used) return failed_at(why, asked.t);
    const bool is_code = *why.refusal == accounts::Refusal::wrong_code;
    return invitation(asked, {{is_code ? "code" : "password", accounts::in_words(why)}});
  }

  http::Response ask_again(Asked& asked, views::Faults faults = {}) const {
    return again_page(in_, asked, asked.t, std::move(faults));
  }

  /// By the way that the form had: a single-use code, a password with the app's code, or nothing (the demo's invented
  /// people).
  http::Response again(Asked& asked) const {
    const auto& who = signed_in(asked);
    const auto code = asked.form.value("kod"), password = asked.form.value("password");
    const auto opened =
        code ? in_.sign_in.again_with_code(city_.id, asked.now, from_where(asked), who, asked.field("kod"))
        : password ? in_.sign_in.again_with_password(city_.id, asked.now, from_where(asked), who, *password,
                                                     proof_of(asked.field("code")))
                   : in_.sign_in.again_in_demo(city_.id, asked.now, who, in_.demo);
    if (!opened) return ask_again(asked, {{code ? "kod" : "password", accounts::in_words(opened.error())}});
    return enter(in_, asked.t, *opened, safe_on_to(asked.field("till")));
  }

  /// To the account's own address.
  http::Response send_code_again(Asked& asked) const {
    accounts::Accounts accounts(city_.store);
    const auto& who = signed_in(asked);
    const auto account = accounts.read(who.actor(city_.id), asked.now, who.account);
    if (!account) return failed_at(account.error(), asked.t);
    if (const auto may = in_.sign_in.may_ask(city_.id, asked.now, from_where(asked)); !may)
      return ask_again(asked, {{"kod", accounts::in_words(may.error())}});
    const auto sent =
        in_.credentials.ask_for_code(city_.id, asked.now, account->email, {}, code_mail(asked.t));
    if (!sent && !sent.error().refusal) return failed_at(sent.error(), asked.t);
    return again_page(in_, asked, asked.t, {}, true);
  }

  http::Response sign_out(Asked& asked) const {
    const auto done = in_.sessions.sign_out(city_.id, asked.now, signed_in(asked));
    if (!done) return failed_at(done.error(), asked.t);
    auto reply = web::see_other(Url::path(views::address(asked.t, "/logga-in").text() + "?ut=1"));
    reply.headers.emplace_back("Set-Cookie", in_.cookies.set(session_cookie, {}));
    reply.headers.emplace_back("Clear-Site-Data", "\"cache\"");
    return reply;
  }

  http::Response own_sessions(Asked& asked) const {
    const auto sessions = in_.sessions.own(city_.id, asked.now, signed_in(asked));
    if (!sessions) return failed_at(sessions.error(), asked.t);
    std::vector<views::SessionShown> shown;
    for (const auto& one : *sessions)
      shown.push_back({one.id.number, one.signed_in_at, one.last_seen_at, asked.t(one.browser),
                       one.is_this_one, one.was_helped});
    const auto& who = signed_in(asked);
    accounts::Accounts accounts(city_.store);
    const auto account = accounts.read(who.actor(city_.id), asked.now, who.account);
    if (!account) return failed_at(account.error(), asked.t);
    std::optional<int> codes_left;
    if (account->has_password) {
      const auto left = in_.credentials.recovery_codes_left(city_.id, asked.now, who.account);
      if (!left) return failed_at(left.error(), asked.t);
      codes_left = *left;
    }
    return entrance_page(views::own_sessions_page(shown, services_of(in_), codes_left, notice_of(asked),
                                                  desk_of(asked), asked.t),
                         asked);
  }

  http::Response end_session(Asked& asked) const {
    if (!asked.visitor->is_fresh) return sign_in_again(asked, "/jag/inloggningar");
    std::int64_t number = 0;
    const auto text = asked.field("session");
    std::from_chars(text.data(), text.data() + text.size(), number);
    const auto ended = in_.sessions.end(city_.id, asked.now, signed_in(asked), accounts::SessionId{number});
    if (!ended) return failed_at(ended.error(), asked.t);
    return web::see_other(views::address(asked.t, "/jag/inloggningar"));
  }

 private:
  static std::string notice_of(const Asked& asked) {
    const auto changed = asked.field("bytt");
    if (asked.field("kopplad") == "1")
      return asked.t("It is connected. You can sign in with it from now on.");
    if (changed == "losenord") return asked.t("Your password has been changed.");
    return changed == "app" ? asked.t("You have another authenticator.") : std::string();
  }
  static accounts::Credentials::LinkMail code_mail(const Texts& t) {
    return {t("Your code for Parvis"), t("Your code is {code}. It counts once and holds for 10 "
                                         "minutes. If you did not ask for it, do nothing.")};
  }
  Entrance& in_;
  City& city_;
};

}  // namespace

const accounts::SignedIn& signed_in(const web::Asked& asked) {
  return static_cast<const SignedInVisitor&>(*asked.visitor).who;
}

std::vector<Route> sign_in_routes(Entrance& entrance) {
  const auto pages = std::make_shared<const SignInPages>(entrance);
  using Answer = http::Response (SignInPages::*)(Asked&) const;
  const auto by = [pages](Answer answer) {
    return [pages, answer](Asked& asked) { return ((*pages).*answer)(asked); };
  };
  const auto shows = [pages](http::Response (SignInPages::*answer)(Asked&, views::Faults) const) {
    return [pages, answer](Asked& asked) { return ((*pages).*answer)(asked, {}); };
  };
  const auto open = Policy::anyone();
  const auto in = Policy::signed_in();
  std::vector<Route> routes{
      {Method::get, "/logga-in", open, shows(&SignInPages::first_step)},
      {Method::post, "/logga-in", open, by(&SignInPages::with_password), FormGuard::own_page},
      {Method::get, "/logga-in/steg-tva", open, shows(&SignInPages::second_step)},
      {Method::post, "/logga-in/steg-tva", open, by(&SignInPages::with_second_factor), FormGuard::own_page},
      {Method::get, "/logga-in/kod", open, [pages](Asked& asked) { return pages->code_page(asked); }},
      {Method::post, "/logga-in/kod", open, by(&SignInPages::with_code), FormGuard::own_page},
      {Method::post, "/logga-in/ny-kod", open, by(&SignInPages::send_code), FormGuard::own_page},
      {Method::get, "/in/{link}", open, by(&SignInPages::link_page)},
      {Method::post, "/in/{link}", open, by(&SignInPages::with_link), FormGuard::own_page},
      {Method::get, "/inbjudan/{link}", open, shows(&SignInPages::invitation)},
      {Method::post, "/inbjudan/{link}", open, by(&SignInPages::accept), FormGuard::own_page},
      {Method::get, "/logga-in/igen", in, shows(&SignInPages::ask_again)},
      {Method::post, "/logga-in/igen", in, by(&SignInPages::again)},
      {Method::post, "/logga-in/igen/ny-kod", in, by(&SignInPages::send_code_again)},
      {Method::post, "/logga-ut", in, by(&SignInPages::sign_out)},
      {Method::get, "/jag/inloggningar", in, by(&SignInPages::own_sessions)},
      {Method::post, "/jag/inloggningar/avsluta", in, by(&SignInPages::end_session)},
  };
  for (auto& more : {service_routes(entrance), reset_routes(entrance), helping_routes(entrance),
                     own_secrets_routes(entrance)})
    routes.insert(routes.end(), more.begin(), more.end());
  return routes;
}

web::Doorkeeper doorkeeper(Entrance& entrance) {
  web::Doorkeeper keeper;
  keeper.visitor = [&entrance](const http::Request& request,
                               Moment now) -> std::shared_ptr<const web::Visitor> {
    const auto key = request.cookie(entrance.cookies.name(session_cookie));
    if (!key) return nullptr;
    auto found = entrance.sessions.who(entrance.city.id, now, *key);
    if (!found || !*found) return nullptr;
    auto visitor = std::make_shared<SignedInVisitor>();
    visitor->who = std::move(**found);
    const auto& who = visitor->who;
    visitor->account = who.account.number;
    if (who.person) visitor->person = who.person->number;
    visitor->session = who.session.number;
    if (who.helper) visitor->helper = who.helper->number;
    visitor->name = who.name;
    visitor->form_token = who.csrf_token;
    visitor->asker = who.asker;
    visitor->is_fresh = who.is_fresh(now);
    return visitor;
  };
  keeper.denied = [&entrance](const web::Visitor& visitor, const Route&, web::Denial why, Moment now) {
    const auto& who = static_cast<const SignedInVisitor&>(visitor).who;
    (void)entrance.city.store.log(
        who.actor(entrance.city.id), now,
        {store::Act::denied,
         {},
         {},
         {},
         why == web::Denial::foreign_form ? std::string(foreign_form) : std::string(),
         false});
  };
  return keeper;
}

}  // namespace parvis::desk

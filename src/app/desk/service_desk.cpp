// Signing in at a service: there, and back with its answer. The answer is judged in platform/oidc, and app/accounts
// looks up whose it is: by issuer and subject alone, never by an e-mail address.
#include "app/desk/entering.hpp"
#include "app/desk/told.hpp"
#include "app/gate/replies.hpp"

namespace parvis::desk {
namespace {

using web::Asked;
using web::FormGuard;
using web::Method;
using web::Policy;
using web::Route;
using Errand = SignInServices::Errand;

constexpr std::string_view service_cookie = "tjanst";

class ServicePages {
 public:
  explicit ServicePages(Entrance& entrance) : in_(entrance), city_(entrance.city) {}

  http::Response begin_sign_in(Asked& asked) const {
    Errand errand;
    errand.on_to = safe_on_to(asked.field("till"));
    errand.link = asked.field("inbjudan");
    if (!errand.link.empty()) {
      errand.kind = Errand::Kind::invitation;
      const auto linked = in_.credentials.look_at(city_.id, asked.now, errand.link);
      if (!linked) return failed_at(linked.error(), asked.t);
      if (linked->kind != accounts::Code::invitation) return web::error_reply(404, {}, asked.t);
    }
    return begin(asked, std::move(errand));
  }

  http::Response begin_again(Asked& asked) const {
    Errand errand;
    errand.kind = Errand::Kind::again;
    errand.on_to = safe_on_to(asked.field("till"));
    errand.session = asked.visitor->session;
    return begin(asked, std::move(errand));
  }

  http::Response begin_connecting(Asked& asked) const {
    // Whoever sits beside must not leave a way in of their own behind.
    if (asked.visitor->helper) return denied(city_, asked);
    if (!asked.visitor->is_fresh) return sign_in_again(asked, "/jag/inloggningar");
    Errand errand;
    errand.kind = Errand::Kind::connect;
    errand.session = asked.visitor->session;
    return begin(asked, std::move(errand));
  }

  /// The browser is back. Whatever it brings, what was begun is spent.
  http::Response back(Asked& asked) const {
    const auto key = asked.request.cookie(in_.cookies.name(service_cookie));
    auto ended = in_.services && key ? in_.services->end(asked.parts[0], *key,
                                                         http::read_query(asked.request.query), asked.now)
                                     : std::nullopt;
    // Nobody's answer: not even a row in the log, or anybody could fill it.
    auto reply = ended ? ended_at(asked, *ended, Texts::in(ended->errand.language))
                       : first_page(in_, asked, asked.t, {{"email", oidc::why(oidc::No::too_late)}});
    reply.headers.emplace_back("Set-Cookie", in_.cookies.set(service_cookie, {}));
    return reply;
  }

 private:
  http::Response begin(Asked& asked, Errand errand) const {
    errand.language = asked.t.language();
    const auto begun = in_.services ? in_.services->begin(asked.field("tjanst"), std::move(errand),
                                                          asked.request.peer, asked.now)
                                    : std::nullopt;
    if (!begun)
      return told(asked, asked.t, say("That sign-in service is not set up here. Choose another way."));
    if (!*begun) return told(asked, asked.t, oidc::why(begun->error()));
    const auto there = Url::from((*begun)->url);
    if (!there) return web::error_reply(500, {}, asked.t);
    // Not a redirection: `form-action 'self'` keeps forms from leading elsewhere, and browsers hold it against
    // redirections too.
    auto reply = entrance_page(views::on_the_way_page((*begun)->name, *there, asked.t), asked);
    reply.headers.emplace_back("Refresh", "0;url=" + there->text());
    reply.headers.emplace_back("Set-Cookie",
                               in_.cookies.set(service_cookie, (*begun)->key, SignInServices::under_way_s));
    return reply;
  }

  /// On the page where one came from.
  http::Response told(const Asked& asked, const Texts& t, Message why) const {
    if (asked.visitor) return again_page(in_, asked, t, {{"password", std::move(why)}});
    return first_page(in_, asked, t, {{"email", std::move(why)}});
  }

  http::Response ended_at(Asked& asked, const SignInServices::Ended& ended, const Texts& t) const {
    const auto& errand = ended.errand;
    const bool is_of_session = errand.kind == Errand::Kind::connect || errand.kind == Errand::Kind::again;
    const bool same_session = asked.visitor && asked.visitor->session == errand.session;
    if (!ended.claims || (is_of_session && !same_session)) {
      const auto why = ended.claims ? oidc::No::wrong_state : ended.claims.error();
      const store::Actor nobody{store::Actor::Kind::visitor, {}, "", city_.id};
      const auto logged = city_.store.log(
          nobody, asked.now,
          {store::Act::sign_in_refused, {}, "", {}, "service_" + std::string(oidc::name_of(why)), false});
      if (!logged) return web::error_reply(500, {}, t);
      return first_page(in_, asked, t, {{"email", oidc::why(why)}});
    }
    const auto& claims = *ended.claims;
    switch (errand.kind) {
      case Errand::Kind::invitation: {
        const auto accepted = in_.credentials.accept_with_identity(
            city_.id, asked.now, errand.link, claims.iss, claims.sub, ended.second_factor);
        if (!accepted) return not_connected(asked, t, accepted.error());
        break;
      }
      case Errand::Kind::connect: {
        const auto& who = signed_in(asked);
        const auto linked = in_.credentials.link_identity(who.actor(city_.id), asked.now, who.account,
                                                          claims.iss, claims.sub);
        if (!linked) return not_connected(asked, t, linked.error());
        return web::see_other(Url::path(views::address(t, "/jag/inloggningar").text() + "?kopplad=1"));
      }
      case Errand::Kind::again: {
        const auto opened = in_.sign_in.again_with_identity(city_.id, asked.now, signed_in(asked), claims.iss,
                                                            claims.sub, ended.second_factor);
        if (opened) return enter(in_, t, *opened, errand.on_to);
        return again_page(in_, asked, t, {{"password", accounts::in_words(opened.error())}});
      }
      case Errand::Kind::sign_in: break;
    }
    return signed_in_with(asked, ended, t);
  }

  http::Response signed_in_with(Asked& asked, const SignInServices::Ended& ended, const Texts& t) const {
    const auto opened = in_.sign_in.with_identity(city_.id, asked.now, from_where(asked), ended.claims->iss,
                                                  ended.claims->sub, ended.second_factor);
    if (!opened) return first_page(in_, asked, t, {{"email", accounts::in_words(opened.error())}});
    if (!opened->is_half) return enter(in_, t, *opened, ended.errand.on_to);
    auto reply =
        web::see_other(Url::path(with_on_to(views::address(t, "/logga-in/steg-tva"), ended.errand.on_to)));
    reply.headers.emplace_back("Set-Cookie", in_.cookies.set(half_cookie, opened->key));
    return reply;
  }

  http::Response not_connected(const Asked& asked, const Texts& t, const accounts::Failure& failure) const {
    if (!failure.refusal || *failure.refusal == accounts::Refusal::link_used) return failed_at(failure, t);
    auto why = *failure.refusal == accounts::Refusal::staff_need_two
                   ? say("Your role needs two steps, and this service asked for one. Open the invitation "
                         "again, choose "
                         "a password and connect an authenticator. Then you can connect the service, too.")
                   : accounts::in_words(failure);
    return first_page(in_, asked, t, {{"email", std::move(why)}});
  }

  Entrance& in_;
  City& city_;
};

}  // namespace

std::vector<Route> service_routes(Entrance& entrance) {
  const auto pages = std::make_shared<const ServicePages>(entrance);
  const auto by = [pages](http::Response (ServicePages::*answer)(Asked&) const) {
    return [pages, answer](Asked& asked) { return ((*pages).*answer)(asked); };
  };
  const auto open = Policy::anyone();
  const auto in = Policy::signed_in();
  return {
      {Method::post, "/logga-in/leverantor", open, by(&ServicePages::begin_sign_in), FormGuard::own_page},
      {Method::get, "/logga-in/tillbaka/{service}", open, by(&ServicePages::back)},
      {Method::post, "/logga-in/igen/leverantor", in, by(&ServicePages::begin_again)},
      {Method::post, "/jag/koppla", in, by(&ServicePages::begin_connecting)},
  };
}

}  // namespace parvis::desk

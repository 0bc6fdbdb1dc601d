// Whoever is signed in changes what they sign in with: password, authenticator, recovery codes. Each after a fresh
// sign-in; other sessions end, and a mail tells the account's own address.
#include "app/desk/entering.hpp"
#include "app/desk/told.hpp"
#include "app/gate/replies.hpp"
#include "app/views/own_secrets_pages.hpp"
#include "app/views/sign_in_pages.hpp"

namespace parvis::desk {
namespace {

using web::Asked;
using web::Method;
using web::Policy;
using web::Route;

class SecretPages {
 public:
  explicit SecretPages(Entrance& entrance) : in_(entrance) {}

  http::Response password(Asked& asked) const {
    if (auto stop = stopped(asked)) return std::move(*stop);
    return password_page(asked, {});
  }
  http::Response change_password(Asked& asked) const {
    if (auto stop = stopped(asked)) return std::move(*stop);
    const auto& who = signed_in(asked);
    const auto present = in_.sign_in.is_own_password(in_.city.id, asked.now, from_where(asked), who,
                                                     asked.form.value("present").value_or(""));
    if (!present) return password_page(asked, {{"present", accounts::in_words(present.error())}});
    const auto done = in_.credentials.change_password(actor(asked), asked.now, who.session,
                                                      asked.form.value("password").value_or(""),
                                                      notice(asked, say("Your password has been changed.")));
    if (done) return changed(asked, "losenord");
    if (!done.error().refusal) return failed_at(done.error(), asked.t);
    return password_page(asked, {{"password", accounts::in_words(done.error())}});
  }

  http::Response app(Asked& asked) const {
    if (auto stop = stopped(asked)) return std::move(*stop);
    return entrance_page(views::own_app_page({}, desk_of(asked), asked.t), asked);
  }
  /// Without a code: the square is shown. With one: the app is used from now on.
  http::Response change_app(Asked& asked) const {
    if (auto stop = stopped(asked)) return std::move(*stop);
    if (!asked.form.value("code"))
      return square(asked, in_.credentials.offer_another_app(actor(asked), asked.now), {});
    const auto done =
        in_.credentials.change_app(actor(asked), asked.now, signed_in(asked).session, asked.field("code"),
                                   notice(asked, say("You have another authenticator.")));
    if (done) return changed(asked, "app");
    if (!done.error().refusal) return failed_at(done.error(), asked.t);
    return square(asked, in_.credentials.app_on_offer(actor(asked), asked.now),
                  {{"code", accounts::in_words(done.error())}});
  }

  http::Response recovery_codes(Asked& asked) const {
    if (auto stop = stopped(asked)) return std::move(*stop);
    const auto codes = in_.credentials.new_recovery_codes(actor(asked), asked.now, signed_in(asked).session,
                                                          notice(asked, say("You have new recovery codes.")));
    if (!codes) return failed_at(codes.error(), asked.t);
    const auto desk = desk_of(asked);
    return entrance_page(views::recovery_codes_page(*codes, &desk, asked.t), asked);
  }

 private:
  store::Actor actor(const Asked& asked) const { return signed_in(asked).actor(in_.city.id); }

  /// Only for whoever has a password of their own, and has just shown who they are.
  std::optional<http::Response> stopped(const Asked& asked) const {
    if (!asked.visitor->is_fresh) return sign_in_again(asked, "/jag/inloggningar");
    accounts::Accounts accounts(in_.city.store);
    const auto account = accounts.read(actor(asked), asked.now, signed_in(asked).account);
    if (!account) return failed_at(account.error(), asked.t);
    if (!account->has_password)
      return refused_because(say("You sign in without a password here, so there is nothing to change."),
                             asked.t);
    return std::nullopt;
  }

  http::Response password_page(const Asked& asked, const views::Faults& faults) const {
    return entrance_page(views::own_password_page(faults, desk_of(asked), asked.t), asked, !faults.empty());
  }

  http::Response square(const Asked& asked, const Result<accounts::OfferedApp, accounts::Failure>& offered,
                        views::Faults faults) const {
    if (!offered) return failed_at(offered.error(), asked.t);
    views::OwnAppShown shown{offered->secret, {}, std::move(faults)};
    if (const auto code = crypto::qr_code(offered->uri)) shown.qr = drawn(*code);
    return entrance_page(views::own_app_page(shown, desk_of(asked), asked.t), asked, !shown.faults.empty());
  }

  static http::Response changed(const Asked& asked, std::string_view what) {
    return web::see_other(
        Url::path(views::address(asked.t, "/jag/inloggningar").text() + "?bytt=" + std::string(what)));
  }

  /// No link and no secret stands in it. Without a mail server nothing is queued that would never leave.
  accounts::Credentials::LinkMail notice(const Asked& asked, const Message& what) const {
    if (in_.address.empty()) return {};
    return {asked.t(what),
            asked.t(what) + "\n\n" +
                asked.t("Was it not you? Tell whoever runs Parvis in your city at once, and they "
                        "close the account.")};
  }

  Entrance& in_;
};

}  // namespace

std::vector<Route> own_secrets_routes(Entrance& entrance) {
  const auto pages = std::make_shared<const SecretPages>(entrance);
  using Answer = http::Response (SecretPages::*)(Asked&) const;
  const auto by = [pages](Answer answer) {
    return [pages, answer](Asked& asked) { return ((*pages).*answer)(asked); };
  };
  const auto in = Policy::signed_in();
  return {{Method::get, "/jag/losenord", in, by(&SecretPages::password)},
          {Method::post, "/jag/losenord", in, by(&SecretPages::change_password)},
          {Method::get, "/jag/app", in, by(&SecretPages::app)},
          {Method::post, "/jag/app", in, by(&SecretPages::change_app)},
          {Method::post, "/jag/aterstallningskoder", in, by(&SecretPages::recovery_codes)}};
}

}  // namespace parvis::desk

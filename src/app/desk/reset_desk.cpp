// A new password for whoever has forgotten theirs, by a link in a mail. The second factor is asked for all the same.
#include <algorithm>

#include "app/desk/entering.hpp"
#include "app/gate/replies.hpp"
#include "app/views/help_pages.hpp"

namespace parvis::desk {
namespace {

using web::Asked;
using web::FormGuard;
using web::Method;
using web::Policy;
using web::Route;

class ResetPages {
 public:
  explicit ResetPages(Entrance& entrance) : in_(entrance) {}

  http::Response ask(Asked& asked, views::Faults faults = {}, bool is_sent = false) const {
    // Without a mail server nobody would ever get a link.
    if (in_.address.empty()) return web::error_reply(404, {}, asked.t);
    const views::ForgottenShown shown{std::move(faults), is_sent};
    return entrance_page(views::forgotten_password_page(shown, asked.t), asked, !shown.faults.empty());
  }

  http::Response send(Asked& asked) const {
    if (in_.address.empty()) return web::error_reply(404, {}, asked.t);
    const auto email = asked.field("email");
    if (!accounts::folded_email(email))
      return ask(asked, {{"email", say("Write the address as name@example.org.")}});
    if (const auto may = in_.sign_in.may_ask(in_.city.id, asked.now, from_where(asked)); !may)
      return ask(asked, {{"email", accounts::in_words(may.error())}});
    // The link leads to the address in the settings, never to one that the request names.
    const auto before = in_.address + views::address(asked.t, "/nytt-losenord/").text();
    const accounts::Credentials::LinkMail mail{asked.t("A new password for Parvis"),
                                               asked.t("Choose a new password here: {link}\n\nThe link "
                                                       "counts once and holds for one hour. If you did not "
                                                       "ask for it, do nothing.")};
    const auto sent = in_.credentials.ask_for_reset(in_.city.id, asked.now, email, before, mail);
    if (!sent && !sent.error().refusal) return failed_at(sent.error(), asked.t);
    return ask(asked, {}, true);
  }

  http::Response choose(Asked& asked, views::Faults faults = {}) const {
    const auto linked = in_.credentials.look_at(in_.city.id, asked.now, asked.parts[0]);
    if (!linked) return failed_at(linked.error(), asked.t);
    if (linked->kind != accounts::Code::reset) return web::error_reply(404, {}, asked.t);
    const views::NewPasswordShown shown{asked.parts[0], std::move(faults)};
    return entrance_page(views::new_password_page(shown, asked.t), asked, !shown.faults.empty());
  }

  http::Response reset(Asked& asked) const {
    const auto done =
        in_.credentials.reset(in_.city.id, asked.now, asked.parts[0],
                              asked.form.value("password").value_or(""), proof_of(asked.field("code")));
    if (done)
      return first_page(in_, asked, asked.t, {}, asked.t("You have a new password. Sign in with it."));
    const auto& why = done.error();
    if (!why.refusal || *why.refusal == accounts::Refusal::link_used) return failed_at(why, asked.t);
    if (*why.refusal == accounts::Refusal::wrong_code)
      return ask(asked, {{"email",
                          say("The code was not right, and the link has been used. Ask for another link.")}});
    return choose(asked, {{"password", accounts::in_words(why)}});
  }

 private:
  Entrance& in_;
};

}  // namespace

std::vector<Route> reset_routes(Entrance& entrance) {
  const auto pages = std::make_shared<const ResetPages>(entrance);
  const auto open = Policy::anyone();
  return {
      {Method::get, "/losenord", open, [pages](Asked& asked) { return pages->ask(asked); }},
      {Method::post, "/losenord", open, [pages](Asked& asked) { return pages->send(asked); },
       FormGuard::own_page},
      {Method::get, "/nytt-losenord/{link}", open, [pages](Asked& asked) { return pages->choose(asked); }},
      {Method::post, "/nytt-losenord/{link}", open, [pages](Asked& asked) { return pages->reset(asked); },
       FormGuard::own_page},
  };
}

}  // namespace parvis::desk

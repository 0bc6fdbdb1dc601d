#include "app/desk/entering.hpp"

#include <algorithm>

#include "app/gate/replies.hpp"

namespace parvis::desk {

http::Response entrance_page(std::string text, const web::Asked& asked, bool has_faults) {
  return web::html_reply(std::move(text), asked.t, web::Kept::not_at_all, has_faults ? 400 : 200);
}

accounts::From from_where(const web::Asked& asked) {
  return {asked.request.peer, asked.request.header("user-agent").value_or("")};
}

std::string safe_on_to(const std::string& written) {
  if (written.size() < 2 || written.size() > 500 || written[0] != '/' || written[1] == '/' ||
      written[1] == '\\')
    return {};
  return Url::from(written) ? written : std::string();
}

std::string with_on_to(const Url& there, const std::string& on_to) {
  return on_to.empty() ? there.text() : there.text() + "?till=" + http::percent_encoded(on_to);
}

http::Response failed_at(const accounts::Failure& failure, const Texts& t) {
  if (!failure.refusal) return web::error_reply(500, {}, t);
  return *failure.refusal == accounts::Refusal::link_used ? web::used_link_reply(t)
                                                          : refused_because(accounts::in_words(failure), t);
}

accounts::SecondProof proof_of(const std::string& code) {
  const bool digits = code.size() <= 8 &&
                      std::ranges::all_of(code, [](char c) { return (c >= '0' && c <= '9') || c == ' '; });
  return {digits ? accounts::SecondProof::Kind::app : accounts::SecondProof::Kind::recovery, code};
}

Html drawn(const crypto::QrCode& code) {
  const auto size = static_cast<int>(code.size());
  std::string path;
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x)
      if (code[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)])
        path += "M" + std::to_string(x + 4) + " " + std::to_string(y + 4) + "h1v1h-1z";
  return html("<svg viewBox=\"0 0 "_h, size + 8, " "_h, size + 8,
              "\" role=\"img\" aria-hidden=\"true\" focusable=\"false\"><rect width=\"100%\" height=\"100%\" "
              "fill=\"#fff\"/><path "
              "fill=\"#000\" d=\""_h,
              path, "\"/></svg>"_h);
}

http::Response enter(const Entrance& in, const Texts& t, const accounts::Opened& opened,
                     const std::string& on_to) {
  auto reply = web::see_other(on_to.empty() ? views::address(t, "/idag") : Url::path(on_to));
  reply.headers.emplace_back("Set-Cookie", in.cookies.set(session_cookie, opened.key));
  reply.headers.emplace_back("Set-Cookie", in.cookies.set(half_cookie, {}));
  return reply;
}

std::vector<views::ServiceShown> services_of(const Entrance& in) {
  std::vector<views::ServiceShown> shown;
  if (in.services)
    for (const auto& [id, name] : in.services->all()) shown.push_back({id, name});
  return shown;
}

http::Response first_page(const Entrance& in, const web::Asked& asked, const Texts& t, views::Faults faults,
                          std::string notice) {
  views::SignInShown shown;
  shown.on_to = safe_on_to(asked.field("till"));
  if (asked.request.method == "POST") shown.email = asked.field("email");
  shown.faults = std::move(faults);
  shown.services = services_of(in);
  shown.by_mail = !in.address.empty();
  shown.notice = std::move(notice);
  return web::html_reply(views::sign_in_page(shown, t), t, web::Kept::not_at_all,
                         shown.faults.empty() ? 200 : 400);
}

http::Response again_page(const Entrance& in, const web::Asked& asked, const Texts& t, views::Faults faults,
                          bool is_sent) {
  const auto& who = signed_in(asked);
  accounts::Accounts accounts(in.city.store);
  const auto account = accounts.read(who.actor(in.city.id), asked.now, who.account);
  if (!account) return failed_at(account.error(), t);
  views::AgainShown shown{asked.visitor->form_token, safe_on_to(asked.field("till")), std::move(faults)};
  shown.by_password = account->has_password;
  shown.is_demo = in.demo == accounts::Demo::yes && who.asker.has_second_factor && !account->has_password &&
                  !account->has_app && !account->has_identity;
  shown.by_code = !account->has_password && !account->has_app && !who.is_staff && !shown.is_demo;
  shown.email = account->email;
  shown.is_sent = is_sent;
  if (account->has_identity) shown.services = services_of(in);
  return web::html_reply(views::again_page(shown, desk_of(asked), t), t, web::Kept::not_at_all,
                         shown.faults.empty() ? 200 : 400);
}

}  // namespace parvis::desk

#include "app/gate/gate.hpp"

#include "app/gate/replies.hpp"
#include "app/gate/same_site.hpp"
#include "app/views/shell.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::web {
namespace {

http::Response not_allowed(bool may_be_read, std::string_view path, const Texts& t) {
  auto reply = error_reply(405, may_be_read ? path : std::string_view(), t);
  reply.headers.emplace_back("Allow", may_be_read ? "GET, HEAD" : "POST");
  return reply;
}

/// What a signed-in person sees is nobody else's: no cache keeps it.
void keep_nowhere(http::Response& reply) {
  std::erase_if(reply.headers, [](const auto& header) { return header.first == "Cache-Control"; });
  reply.headers.emplace_back("Cache-Control", "no-store");
}

}  // namespace

Url sign_in_address(const Texts& t, std::string_view on_to) {
  auto text = views::address(t, "/logga-in").text();
  if (!on_to.empty()) text += "?till=" + http::percent_encoded(on_to);
  return Url::path(std::move(text));
}

/// Nobody is signed in: a page is asked for again after signing in, but a form is never sent twice.
http::Response Gate::refused(const http::Request& request, std::string_view path, const Texts& t) const {
  if (request.method == "POST") return see_other(sign_in_address(t, {}));
  auto on_to = views::address(t, path).text();
  if (!request.query.empty()) on_to += "?" + request.query;
  return see_other(sign_in_address(t, on_to));
}

std::optional<http::Response> Gate::answer(const http::Request& request, std::string_view path,
                                           const Texts& t) const {
  const bool reads = request.method != "POST";
  auto found = find_route(routes_, reads ? Method::get : Method::post, path);
  if (found.other_method) return not_allowed(!reads, path, t);
  if (!found.route) return std::nullopt;
  const Route& route = *found.route;
  const auto now = keeper_.clock();
  const auto visitor = keeper_.visitor ? keeper_.visitor(request, now) : nullptr;
  if (!route.policy.is_for_anyone()) {
    if (!visitor) return refused(request, path, t);
    if (!route.policy.lets_in(visitor->asker, now.day_utc())) {
      keeper_.denied(*visitor, route, Denial::not_theirs, now);
      return error_reply(404, {}, t);
    }
  }
  Asked asked{request, t, path, std::move(found.parts), now, visitor.get(), {}};
  if (!reads) {
    const auto is_foreign = [&] {
      if (visitor) keeper_.denied(*visitor, route, Denial::foreign_form, now);
      return error_reply(403, {}, t);
    };
    if (!is_from_own_page(request)) return is_foreign();
    if (route.form_guard != FormGuard::handler) {
      auto form = http::read_form(request);
      if (!form) return error_reply(400, {}, t);
      asked.form = std::move(*form);
    }
    if (route.form_guard == FormGuard::session_token &&
        (!visitor || !crypto::is_same_secret(asked.form.value("token").value_or(""), visitor->form_token)))
      return is_foreign();
  }
  auto reply = route.handler(asked);
  if (visitor) keep_nowhere(reply);
  return reply;
}

}  // namespace parvis::web

#include "app/gate/replies.hpp"

#include <array>
#include <utility>

#include "app/views/public_pages.hpp"

namespace parvis::web {
namespace {

constexpr std::array security_headers = {
    std::pair{"Content-Security-Policy",
              "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
              "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
    std::pair{"X-Content-Type-Options", "nosniff"},
    // Not no-referrer: some browsers then send "Origin: null" with our own forms.
    std::pair{"Referrer-Policy", "same-origin"},
    std::pair{"Cross-Origin-Opener-Policy", "same-origin"},
    std::pair{"Cross-Origin-Resource-Policy", "same-origin"},
    std::pair{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
};

}  // namespace

http::Response html_reply(std::string page, const Texts& t, Kept kept, int status) {
  return {status,
          {{"Content-Type", "text/html; charset=utf-8"},
           {"Content-Language", std::string(t.html_code())},
           {"Cache-Control", kept == Kept::ask_again ? "no-cache" : "no-store"}},
          std::move(page)};
}

http::Response text_reply(std::string text, int status) {
  return {status,
          {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-cache"}},
          std::move(text)};
}

http::Response see_other(const Url& there) {
  return {303, {{"Location", there.text()}, {"Cache-Control", "no-store"}}, {}};
}

http::Response attachment(std::string bytes, std::string_view name, std::string_view content_type) {
  return {200,
          {{"Content-Type", std::string(content_type)},
           {"Content-Disposition", "attachment; filename=\"" + std::string(name) + "\""},
           {"Cache-Control", "no-store"}},
          std::move(bytes)};
}

http::Response error_reply(int status, std::string_view path, const Texts& t) {
  return html_reply(views::error_page(status, path, t), t, Kept::not_at_all, status);
}

http::Response used_link_reply(const Texts& t) {
  return html_reply(views::used_link_page(t), t, Kept::not_at_all, 404);
}

void add_security_headers(http::Response& response) {
  for (const auto& [name, value] : security_headers) response.headers.emplace_back(name, value);
}

}  // namespace parvis::web

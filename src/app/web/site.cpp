#include <fmt/format.h>

#include <atomic>

#include "app/assets/assets.hpp"
#include "app/gate/replies.hpp"
#include "app/gate/same_site.hpp"
#include "app/web/public_routes.hpp"
#include "app/web/trial.hpp"
#include "app/web/web.hpp"

namespace parvis::web {
namespace {

struct Place {
  const Texts& t;
  std::string_view path;  ///< without the language
};

/// "/sv/program" is "/program" in Swedish. Nothing for a path that begins with no language of ours.
std::optional<Place> place_of(std::string_view path) {
  for (const auto language : all_languages) {
    const auto code = code_of(language);
    if (path.size() <= code.size() || path.substr(1, code.size()) != code) continue;
    auto rest = path.substr(1 + code.size());
    if (rest == "/") rest = {};
    if (rest.empty() || rest.front() == '/') return Place{Texts::in(language), rest};
  }
  return std::nullopt;
}

const Texts& texts_for(const http::Request& request) {
  return Texts::in(language_for(request.header("accept-language").value_or("")));
}

bool is_reading(const http::Request& request) {
  return request.method == "GET" || request.method == "HEAD";
}

http::Response not_for_forms(const Texts& t) {
  auto reply = error_reply(405, {}, t);
  reply.headers.emplace_back("Allow", "GET, HEAD");
  return reply;
}

http::Response asset_reply(const Asset& asset) {
  return {200,
          {{"Content-Type", std::string(asset.content_type)},
           {"Cache-Control", std::string(asset.cache_control)}},
          std::string(asset.bytes)};
}

/// Nothing goes out plainly: the page is asked for again over https, and what was sent is not sent on.
http::Response over_https(const http::Request& request) {
  const auto host = request.header("host").value_or("");
  auto there = "https://" + host + request.path + (request.query.empty() ? "" : "?" + request.query);
  if (!is_reading(request) || host.empty() || !Url::from(there))
    return error_reply(403, {}, texts_for(request));
  return {308, {{"Location", std::move(there)}, {"Cache-Control", "no-store"}}, {}};
}

std::string robots() {
  std::string text = "User-agent: *\n";
  for (const std::string_view path : {"prova", "logga-in"})
    for (const auto language : all_languages)
      text += fmt::format("Disallow: /{}/{}\n", code_of(language), path);
  return text;
}

/// What has no language: health, style sheets, and what browsers and robots ask for by themselves.
std::optional<http::Response> plain_answer(std::string_view path) {
  if (path == "/health/live") return text_reply("ok\n");
  if (path == "/robots.txt") return text_reply(robots());
  if (const auto* asset = find_asset(path == "/favicon.ico" ? "/assets/mark.svg" : path))
    return asset_reply(*asset);
  return std::nullopt;
}

}  // namespace

struct Site::State {
  explicit State(SiteOptions with)
      : options(std::move(with)), trial(options), gate(all_routes(), options.doorkeeper) {}
  SiteOptions options;
  Trial trial;
  Gate gate;
  std::atomic<std::uint16_t> port{0};

  std::vector<Route> all_routes();
  http::Response route(const http::Request& request);
  http::Response readiness() const;
};

std::vector<Route> Site::State::all_routes() {
  auto routes = public_routes(options);
  for (auto& route : trial.routes()) routes.push_back(std::move(route));
  for (const auto& route : options.further_routes) routes.push_back(route);
  return routes;
}

/// For whoever keeps the server running, not for people: plain words, no cookie, nothing of what is wrong.
http::Response Site::State::readiness() const {
  if (!options.memory_answers || options.memory_answers()) return text_reply("ok\n");
  auto reply = text_reply("not ready\n");
  reply.status = 503;
  return reply;
}

http::Response Site::State::route(const http::Request& request) {
  if (request.path == "/health/ready")
    return is_reading(request) ? readiness() : not_for_forms(texts_for(request));
  if (auto plain = plain_answer(request.path))
    return is_reading(request) ? *plain : not_for_forms(texts_for(request));
  // A page elsewhere must not reach a server on this computer by a name of its own (DNS rebinding).
  if (options.on_loopback && !is_own_host(request.header("host").value_or(""), port))
    return error_reply(421, {}, texts_for(request));
  if (options.behind_proxy && !request.is_https) return over_https(request);
  if (request.path == "/") {
    const auto& t = texts_for(request);
    auto reply = gate.answer(request, {}, t).value_or(error_reply(404, {}, t));
    reply.headers.emplace_back("Vary", "Accept-Language");
    return reply;
  }
  const auto place = place_of(request.path);
  if (!place) return error_reply(404, {}, texts_for(request));
  if (auto reply = gate.answer(request, place->path, place->t)) return std::move(*reply);
  return error_reply(404, {}, place->t);
}

Site::Site(SiteOptions options) : state_(std::make_unique<State>(std::move(options))) {}
Site::~Site() = default;

const std::vector<Route>& Site::routes() const {
  return state_->gate.routes();
}

void Site::listens_on(std::uint16_t port) {
  state_->port = port;
  state_->trial.listens_on(port);
}

http::Response Site::answer(const http::Request& request) {
  auto reply = state_->route(request);
  add_security_headers(reply);
  // Plainly on this computer there is no https to insist on; and "localhost" is every program's name, not ours alone.
  if (state_->options.transport() == Transport::https &&
      !request.header("host").value_or("").starts_with("localhost"))
    reply.headers.emplace_back("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  return reply;
}

/// In the language of the page that was asked for, else in the one the browser wishes, else in the city's first.
http::Response Site::error(int status, const http::Request& asked) const {
  const auto place = place_of(asked.path);
  auto reply = error_reply(status, {}, place ? place->t : texts_for(asked));
  add_security_headers(reply);
  return reply;
}

}  // namespace parvis::web

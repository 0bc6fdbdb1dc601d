/// Parvis in the browser: front page, catalogue, and *Try a matching* (SECURITY.md, promise 4).
///
///   return web::serve(options, [](const web::Ready& now) { std::cout << "http://127.0.0.1:" << now.port << "\n"; });
///
/// A visit lives in memory only. Own files are for coordinators who are signed in; without a city's memory there is
/// nobody to sign in, and they are accepted only when the server listens on loopback.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/desk/demo_city.hpp"
#include "app/gate/cookies.hpp"
#include "app/gate/gate.hpp"
#include "app/keep/place.hpp"
#include "domain/occupations/taxonomy.hpp"
#include "domain/programme/programme.hpp"
#include "platform/base/date.hpp"
#include "platform/http/http.hpp"
#include "platform/i18n/texts.hpp"

namespace parvis::web {

struct WebOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;      ///< 0: any free one
  std::string programmes_folder;  ///< empty: the examples that are part of the program
  std::shared_ptr<const occupations::Taxonomy> taxonomy;
  int threads = 2;
  keep::Where where;             ///< the city's memory; without a folder and a database nothing is remembered
  bool demo = false;             ///< an invented city, and single-use ways in for each role
  std::string sign_in_file;      ///< services at which people sign in (app/settings); empty: none
  std::string mail_file;         ///< the mail server (app/settings); empty: no mail goes out
  std::string leaked_passwords;  ///< a list of them (crypto/leaked.hpp); empty: none is looked up
  std::string tls_certificate, tls_key;  ///< PEM files; empty: no TLS
  std::string behind_proxy;              ///< the address of a proxy that speaks TLS in front
  const Texts* texts = nullptr;          ///< for what is said on standard error; null: Swedish
};

/// What can be told once the server answers.
struct Ready {
  std::uint16_t port = 0;
  std::vector<desk::DemoLink> demo_links = {};
};
/// Serves until SIGTERM or SIGINT, when what is under way is answered first. `ready` is told the port once the
/// server answers. Returns the exit code: 0 stopped, 2 that is no address, or others would reach it without https, 3 a
/// file of programmes or settings is wrong, 4 the address cannot be had (it is taken, for example); what was wrong is
/// written to standard error.
int serve(const WebOptions& options, const std::function<void(const Ready&)>& ready);

/// Only this computer can reach a server that listens there: 127.0.0.1, ::1.
bool is_loopback(std::string_view address);

/// What the pages stand on. Clock and day are arguments, so that a test can let half an hour pass.
struct SiteOptions {
  std::vector<programme::Programme> programmes;
  std::shared_ptr<const occupations::Taxonomy> taxonomy;
  int threads = 2;
  bool on_loopback = true;  ///< only this computer can reach it
  /// Parvis speaks TLS itself. Where it is not on loopback it is always reached over https.
  bool over_https = false;
  bool behind_proxy = false;  ///< which says how each request came to it
  Transport transport() const {
    return on_loopback && !over_https ? Transport::plain_on_loopback : Transport::https;
  }
  std::function<std::chrono::steady_clock::time_point()> clock = std::chrono::steady_clock::now;
  std::function<Date()> today = Date::today_utc;
  /// A round that takes longer than this shows how far it has come.
  std::chrono::milliseconds patience{1500};
  std::size_t all_visits_bytes = 200u << 20;
  /// What a city's memory adds: pages behind sign-in, and who is at the door.
  std::vector<Route> further_routes = {};
  Doorkeeper doorkeeper = {};
  bool has_memory = false;
  /// Asked for /health/ready: whether the city's memory answers. Empty: there is nothing to ask.
  std::function<bool()> memory_answers = {};
};

/// All the pages as one function from request to response, from any thread.
class Site {
 public:
  explicit Site(SiteOptions options);
  ~Site();
  http::Response answer(const http::Request& request);
  /// For what the server answers by itself; `asked` as far as it was read.
  http::Response error(int status, const http::Request& asked) const;
  /// All that can be asked for.
  const std::vector<Route>& routes() const;
  /// On loopback only requests for this port are answered (against DNS rebinding). 0: any port.
  void listens_on(std::uint16_t port);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace parvis::web

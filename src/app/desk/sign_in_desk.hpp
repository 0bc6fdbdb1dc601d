/// Signing in and out over HTTP (SECURITY promises 2–4). What is right and wrong is decided in app/accounts; here are
/// the pages around it and the cookies.
#pragma once

#include <memory>
#include <vector>

#include "app/accounts/credentials.hpp"
#include "app/accounts/sessions.hpp"
#include "app/accounts/sign_in.hpp"
#include "app/desk/desk.hpp"
#include "app/desk/sign_in_services.hpp"
#include "app/gate/cookies.hpp"
#include "app/gate/gate.hpp"

namespace parvis::desk {

/// Whoever is signed in, with all that app/accounts knows of them.
struct SignedInVisitor : web::Visitor {
  accounts::SignedIn who;
};
const accounts::SignedIn& signed_in(const web::Asked& asked);

/// What signing in stands on. `cookies` also serves the door that looks sessions up.
struct Entrance {
  Entrance(City& of, web::Transport transport, accounts::Demo with_demo)
      : city(of),
        sessions(of.store),
        credentials(of.store, "Parvis " + of.name),
        sign_in(of.store, throttle),
        cookies(transport),
        demo(with_demo) {}
  City& city;
  accounts::Throttle throttle;
  accounts::Sessions sessions;
  accounts::Credentials credentials;
  accounts::SignIn sign_in;
  web::Cookies cookies;
  accounts::Demo demo;
  std::unique_ptr<SignInServices> services = {};  ///< null: none is set up
  std::string address = {};                       ///< where links in mails lead; empty: no mail goes out
};
std::vector<web::Route> sign_in_routes(Entrance& entrance);
std::vector<web::Route> staff_routes(Entrance& entrance);
/// All that a city's memory adds to the site. What stands here is served, and walked by tests/access.
std::vector<web::Route> all_routes(Entrance& entrance);
/// Who comes with a session's cookie, and the log's row for whoever is refused.
web::Doorkeeper doorkeeper(Entrance& entrance);

}  // namespace parvis::desk

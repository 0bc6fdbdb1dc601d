/// The one door to every page: finds the route, asks its policy, checks where a form comes from, and only then lets
/// the handler answer. "Not yours" and "not there" are the same answer.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "app/gate/route.hpp"
#include "platform/html/html.hpp"

namespace parvis::web {

/// What the door must know of those who come.
enum class Denial { not_theirs, foreign_form };

struct Doorkeeper {
  /// Who the request's cookie says it is; null when nobody is signed in. Finding a session keeps it alive.
  std::function<std::shared_ptr<const Visitor>(const http::Request&, Moment now)> visitor;
  /// Somebody signed in was refused: by the policy, or because a form came from elsewhere or without their token.
  std::function<void(const Visitor&, const Route&, Denial, Moment now)> denied;
  std::function<Moment()> clock = Moment::now;
};

class Gate {
 public:
  Gate(std::vector<Route> routes, Doorkeeper keeper)
      : routes_(std::move(routes)), keeper_(std::move(keeper)) {}
  /// `path` without the language. Nothing when no route is there.
  std::optional<http::Response> answer(const http::Request& request, std::string_view path,
                                       const Texts& t) const;
  const std::vector<Route>& routes() const { return routes_; }

 private:
  http::Response refused(const http::Request& request, std::string_view path, const Texts& t) const;
  std::vector<Route> routes_;
  Doorkeeper keeper_;
};

/// A sign-in page that leads on to where one wanted to go. `till` is a path of our own with its language.
Url sign_in_address(const Texts& t, std::string_view on_to);

}  // namespace parvis::web

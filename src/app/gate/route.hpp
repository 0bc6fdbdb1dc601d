/// What can be asked for over HTTP, and who may (SECURITY promise 1). Every page and form of Parvis is one Route in
/// one table, and a Route without a policy does not compile.
///
///   Route{Method::get, "/personer/{person}", Policy::may(Thing::adept_profile, Doing::read), show_person}
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/access/access.hpp"
#include "platform/base/moment.hpp"
#include "platform/http/http.hpp"
#include "platform/i18n/texts.hpp"

namespace parvis::web {

/// Whoever is signed in, as far as pages need to know.
struct Visitor {
  std::int64_t account = 0;
  std::optional<std::int64_t> person;  ///< the account's own person in the register
  std::int64_t session = 0;
  std::optional<std::int64_t> helper = {};  ///< the account of the coordinator who sits beside
  std::string name;
  std::string form_token;  ///< bound to the session; stands in each of its forms
  access::Asker asker;
  bool is_fresh = false;  ///< has signed in anew within the last minutes
};

/// Who gets as far as the handler. Whose row it is the handler asks `access::may` about once it has loaded it; here
/// those are stopped whom no row at all would be shown.
class Policy {
 public:
  /// Pages that say nothing about anybody.
  static constexpr Policy anyone() { return {Kind::anyone, {}, {}}; }
  /// Whoever is signed in: their own account and what is theirs.
  static constexpr Policy signed_in() { return {Kind::signed_in, {}, {}}; }
  /// Whom some grant lets do this to something.
  static constexpr Policy may(access::Thing thing, access::Doing doing) {
    return {Kind::granted, thing, doing};
  }
  /// For a page on which one does one thing and another does another.
  static constexpr Policy may_any(access::Thing thing, access::Doings doings) {
    Policy policy{Kind::granted, thing, access::Doing::read};
    policy.doings_ = doings;
    return policy;
  }
  /// For a page that shows the one or the other: adepts and mentors.
  static constexpr Policy may_either(access::Thing thing, access::Thing other, access::Doing doing) {
    Policy policy{Kind::granted, thing, doing};
    policy.other_ = other;
    return policy;
  }

  bool is_for_anyone() const { return kind_ == Kind::anyone; }
  /// Says no only where no row could be reached.
  bool lets_in(const access::Asker& asker, Date day) const;
  access::Thing thing() const { return thing_; }
  access::Doing doing() const { return doing_; }
  bool names_a_thing() const { return kind_ == Kind::granted; }

 private:
  enum class Kind { anyone, signed_in, granted };
  constexpr Policy(Kind kind, access::Thing thing, access::Doing doing)
      : kind_(kind), thing_(thing), doing_(doing) {}
  Kind kind_;
  access::Thing thing_;
  access::Doing doing_;
  std::optional<access::Thing> other_;
  std::optional<access::Doings> doings_;
};

/// A request that its policy has let through. What it refers to lives as long as the request is answered.
struct Asked {
  const http::Request& request;
  const Texts& t;
  std::string_view path;           ///< without the language
  std::vector<std::string> parts;  ///< what stood for each {part} of the pattern, in order
  Moment now;
  const Visitor* visitor = nullptr;  ///< null: nobody is signed in
  http::Form form;                   ///< of a POST whose token and origin have been checked

  /// The number that stood for a {part}: nothing when it is none.
  std::optional<std::int64_t> number(std::size_t part) const;
  /// A field of the query or, in a POST, of the form; without blanks at the ends, empty when it is not there.
  std::string field(std::string_view name) const;
};

enum class Method { get, post };
using Handler = std::function<http::Response(Asked&)>;

/// How a form is judged before the handler sees it.
enum class FormGuard {
  session_token,  ///< it comes from our own page, with the token of the session
  own_page,       ///< it comes from our own page: there is no session yet
  handler,        ///< it comes from our own page; the handler reads it and has a token of its own
};

struct Route {
  Route(Method for_method, std::string_view for_pattern, Policy with, Handler by,
        FormGuard guard = FormGuard::session_token)
      : method(for_method), pattern(for_pattern), policy(with), handler(std::move(by)), form_guard(guard) {}
  Method method;
  std::string pattern;  ///< without the language: "/personer/{person}"
  Policy policy;
  Handler handler;
  FormGuard form_guard;
};

/// What the table says of a path.
struct Found {
  const Route* route = nullptr;
  std::vector<std::string> parts;
  bool other_method = false;  ///< the path is there, but not for this method
};
/// An exact part goes before a {part}.
Found find_route(const std::vector<Route>& routes, Method method, std::string_view path);

}  // namespace parvis::web

// A route without a policy: the compiler must say no (SECURITY promise 1).
#include "app/gate/route.hpp"

parvis::web::Route route() {
  using namespace parvis::web;
  return Route{Method::get, "/personer", [](Asked&) { return parvis::http::Response{}; }};
}

// The twin of without_policy.cpp: the same route, with a policy, compiles.
#include "app/gate/route.hpp"

parvis::web::Route route() {
  using namespace parvis::web;
  return Route{Method::get, "/personer", Policy::signed_in(),
               [](Asked&) { return parvis::http::Response{}; }};
}

#include <array>

#include "platform/oidc/oidc.hpp"

namespace parvis::oidc {

Message why(ConfigurationNo no) {
  switch (no) {
    case ConfigurationNo::no_issuer:
      return say("The sign-in service needs its address (issuer), for example https://login.example.org.");
    case ConfigurationNo::issuer_not_https:
      return say("The sign-in service's address (issuer) begins with https:// and has no ? or # in it.");
    case ConfigurationNo::no_client:
      return say("The sign-in service has given you a client id and a secret: write both.");
    case ConfigurationNo::redirect_not_https:
      return say("The address to which people come back after sign-in begins with https://.");
    case ConfigurationNo::no_openid_scope: return say("One of the scopes is openid: add it.");
    case ConfigurationNo::no_algorithm:
      return say("Signatures may be RS256, PS256 or ES256: choose at least one.");
  }
  return {};
}

Message why(No no) {
  switch (no) {
    case No::unreachable:
      return say("The sign-in service does not answer just now. Please try again in a few minutes.");
    case No::unsuitable:
    case No::client_refused:
      return say(
          "Sign-in does not work right now, and it is not your fault. Please tell your contact at the city.");
    case No::wrong_state:
    case No::too_late:
    case No::code_refused:
      return say("This sign-in was begun a while ago or in another window. Please begin again.");
    case No::declined:
      return say("You stopped before you were signed in. You are welcome to try again whenever you like.");
    case No::not_signed_in: return say("The sign-in service could not sign you in. Please try again.");
    case No::mixed_up:
    case No::malformed:
    case No::wrong_signature:
    case No::unknown_key:
    case No::wrong_issuer:
    case No::wrong_audience:
    case No::wrong_party:
    case No::wrong_nonce:
    case No::no_subject:
    case No::no_times:
    case No::expired:
    case No::from_the_future:
      return say("We could not be sure that it was you, so you are not signed in. Please begin again.");
    case No::signed_in_too_long_ago: return say("Please sign in once more, so that we know it is you.");
    case No::no_second_factor:
      return say(
          "For this you need to sign in with one more step, such as a code on your phone. Please begin again "
          "and choose it.");
  }
  return {};
}

std::string_view name_of(No no) {
  static constexpr std::array<std::string_view, 22> names = {
      "unreachable",     "unsuitable",      "wrong_state",
      "too_late",        "mixed_up",        "malformed",
      "declined",        "not_signed_in",   "code_refused",
      "client_refused",  "wrong_signature", "unknown_key",
      "wrong_issuer",    "wrong_audience",  "wrong_party",
      "wrong_nonce",     "no_subject",      "no_times",
      "expired",         "from_the_future", "signed_in_too_long_ago",
      "no_second_factor"};
  return names.at(static_cast<std::size_t>(no));
}

}  // namespace parvis::oidc

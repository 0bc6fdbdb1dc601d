/// What one signs in with, changed by oneself: password, authenticator, recovery codes.
#pragma once

#include <string>

#include "app/views/form.hpp"
#include "app/views/shell.hpp"

namespace parvis::views {

std::string own_password_page(const Faults& faults, const Desk& desk, const Texts& t);

struct OwnAppShown {
  std::string secret;  ///< as one writes it into the app
  Html qr;             ///< nothing: the reader has not said yet that they want to move
  Faults faults;       ///< of "code"
};
std::string own_app_page(const OwnAppShown& shown, const Desk& desk, const Texts& t);

/// On the page of one's sign-ins: what can be changed. `codes_left`: recovery codes that have not been used.
Html own_secrets_part(int codes_left, const Desk& desk, const Texts& t);

}  // namespace parvis::views

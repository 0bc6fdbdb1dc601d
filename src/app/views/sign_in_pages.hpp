/// Signing in, and the pages about one's own sign-ins.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/views/form.hpp"
#include "app/views/service_pages.hpp"
#include "app/views/shell.hpp"
#include "platform/base/moment.hpp"

namespace parvis::views {

struct SignInShown {
  std::string on_to;  ///< where one wanted to go, a path of our own; empty: one's own first page
  std::string email;  ///< as it was written
  Faults faults;      ///< of "email", "password", "code"
  std::vector<ServiceShown> services = {};  ///< the city's own sign-in, electronic identities
  bool by_mail = false;                     ///< a new password can be asked for
  std::string notice = {};                  ///< said above the form: "You have been signed out."
};
std::string sign_in_page(const SignInShown& shown, const Texts& t);

/// The second step: the six digits of the authenticator, or a recovery code.
struct SecondStepShown {
  std::string on_to;
  Faults faults;  ///< of "code"
};
std::string second_step_page(const SecondStepShown& shown, const Texts& t);

/// A single-use code, from an e-mail or from paper.
struct CodeShown {
  Faults faults;         ///< of "code", "email"
  bool is_sent = false;  ///< "If the address is known, a code is on its way"
  std::string email;     ///< to which it was sent
};
std::string code_page(const CodeShown& shown, const Texts& t);

/// A link from a mail or from paper leads here first: only the button uses it up.
struct LinkShown {
  std::string name, link;
};
std::string link_page(const LinkShown& shown, const Texts& t);

/// Signed in already, and asked to prove it again before something that cannot be undone.
struct AgainShown {
  std::string form_token, on_to;
  Faults faults;  ///< of "password", "kod"
  bool by_password = true;
  bool by_code = false;    ///< a single-use code: of somebody without a password
  std::string email = {};  ///< to which one can be sent; empty: only on paper
  bool is_sent = false;    ///< it is on its way
  bool is_demo = false;    ///< an invented person has only a button
  std::vector<ServiceShown> services = {};
};
std::string again_page(const AgainShown& shown, const Desk& desk, const Texts& t);

/// Whoever has been invited chooses a password and sets up the second factor.
struct InvitationShown {
  std::string code, email;
  std::string secret;  ///< of the authenticator, as one writes it
  Html qr;
  Faults faults;  ///< of "password", "code"
  std::vector<ServiceShown> services = {};
};
std::string invitation_page(const InvitationShown& shown, const Texts& t);
/// Shown once: the recovery codes.
/// The fields for a new password, and for the first code of an authenticator beside the square to point it at.
Html new_password_field(const Faults& faults, const Texts& t);
Html first_code_fields(const Html& qr, const std::string& secret, const Faults& faults, const Texts& t);
std::string recovery_codes_page(const std::vector<std::string>& codes, const Desk* desk, const Texts& t);

struct SessionShown {
  std::int64_t id = 0;
  Moment began, last_seen;
  std::string device;  ///< "Firefox, Linux"
  bool is_this = false;
  bool was_helped = false;  ///< a coordinator sat beside
};
/// `codes_left`: recovery codes of whoever has a password of their own, and can change what they sign in with.
std::string own_sessions_page(const std::vector<SessionShown>& sessions,
                              const std::vector<ServiceShown>& to_connect, std::optional<int> codes_left,
                              const std::string& notice, const Desk& desk, const Texts& t);

}  // namespace parvis::views

/// Ways in for those without a password, prepared by a coordinator: a code on paper, or one used side by side. And the
/// way back in for whoever has forgotten a password.
#pragma once

#include <string>

#include "app/views/form.hpp"
#include "app/views/shell.hpp"
#include "platform/base/moment.hpp"

namespace parvis::views {

struct WaysInShown {
  std::int64_t person = 0;
  std::string name;
  std::string notice;  ///< why it was not done
};
std::string ways_in_page(const WaysInShown& shown, const Desk& desk, const Texts& t);

/// Shown once, to be printed or turned to the person at one's side.
struct CodeOnPaper {
  std::int64_t person = 0;
  std::string name, code, link;
  Html qr;
  Moment expires_at;
  bool is_beside = false;
};
std::string code_on_paper_page(const CodeOnPaper& shown, const Desk& desk, const Texts& t);

struct ForgottenShown {
  Faults faults;  ///< of "email"
  bool is_sent = false;
};
std::string forgotten_password_page(const ForgottenShown& shown, const Texts& t);

struct NewPasswordShown {
  std::string link;
  Faults faults;  ///< of "password", "code"
};
std::string new_password_page(const NewPasswordShown& shown, const Texts& t);

}  // namespace parvis::views

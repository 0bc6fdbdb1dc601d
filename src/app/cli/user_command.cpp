// Those who work with the city's memory, as the operator makes them at the command line: the first manager, and
// whoever has lost both password and app.
#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "app/accounts/credentials.hpp"
#include "app/cli/command.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/crypto/qr.hpp"

namespace parvis::cli {
namespace {

constexpr db::Query programme_of_code{"programme_of_code", R"(
  SELECT programme_id FROM programme WHERE city_id = $1 AND code = $2 AND closed_on IS NULL)"};

/// While it lives, the terminal does not show what is typed.
class Unseen {
 public:
  Unseen() : is_terminal_(tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!is_terminal_) return;
    auto silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;
  ~Unseen() {
    if (is_terminal_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  bool is_terminal() const { return is_terminal_; }

 private:
  termios before_{};
  bool is_terminal_;
};

/// One line of standard input.
std::string read_password(const Texts& t) {
  const Unseen unseen;
  if (unseen.is_terminal())
    tell(t(
        "Write the password and press Enter. It is not shown. At least 12 characters, such as four words."));
  std::string password;
  std::getline(std::cin, password);
  if (password.ends_with('\r')) password.pop_back();
  return password;
}

/// Two rows of dots in one line of text, dark on light whatever colours the terminal has.
void print_qr(std::string_view text) {
  const auto code = crypto::qr_code(text);
  if (!code) return;
  constexpr int quiet = 4;
  const auto size = static_cast<int>(code->size());
  const auto dark = [&](int row, int column) {
    return row >= 0 && row < size && column >= 0 && column < size &&
           (*code)[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
  };
  for (int row = -quiet; row < size + quiet; row += 2) {
    std::string line;
    for (int column = -quiet; column < size + quiet; ++column)
      line += dark(row, column) ? (dark(row + 1, column) ? "█" : "▀") : (dark(row + 1, column) ? "▄" : " ");
    fmt::print("\x1b[30;107m{}\x1b[0m\n", line);
  }
}

void show(const accounts::Credentials::Ready& ready, const Texts& t) {
  fmt::print("{}\n", t("The app for codes on the telephone: scan this picture, or type the key into it."));
  if (isatty(STDOUT_FILENO) == 1) print_qr(ready.app.uri);
  fmt::print("{}\n{}\n\n", ready.app.uri, ready.app.secret);
  fmt::print("{}\n",
             t("If the telephone is lost, each of these codes opens the account once. Keep them on paper; "
               "they are not shown again."));
  for (const auto& code : ready.recovery_codes) fmt::print("  {}\n", code);
}

int told(const Message& why, int code, const Texts& t) {
  tell(t(why));
  return code;
}

int told(const accounts::Failure& why, const Texts& t) {
  return told(accounts::in_words(why), why.fault ? fault : bad_input, t);
}

/// The role as it is given from today on; says why and gives nothing when it lacks its programme.
std::optional<access::Grant> role_for(store::Store& store, const store::Actor& actor, const NewUser& user,
                                      Moment now, const Texts& t, int& exit_code) {
  const auto role = access::role_of(user.role);
  PARVIS_ASSERT(role.has_value());  // The command line has looked.
  access::Grant grant{*role, {}, {}, now.day_utc(), {}};
  exit_code = bad_input;
  if (user.programme.empty()) {
    if (*role != access::Role::coordinator) return grant;
    tell(t("A coordinator works with a programme. Say which: --programme mentor-duo."));
    return std::nullopt;
  }
  const auto found = store.read(actor, now, [&](store::Transaction& tx) {
    return tx.first(programme_of_code, tx.city(), user.programme);
  });
  if (!found) {
    exit_code = told(accounts::Failure(found.error()), t);
    return std::nullopt;
  }
  if (!*found) {
    tell(t(say("There is no programme with the code {code}.").with("code", for_terminal(user.programme))));
    return std::nullopt;
  }
  grant.programme = access::ProgrammeId{(*found)->get<std::int64_t>(0)};
  return grant;
}

Result<void, Message> hold_against_list(accounts::Credentials& credentials, const NewUser& user) {
  if (user.leaked_passwords.empty()) return {};
  PARVIS_TRY(auto list, crypto::LeakedPasswords::open(user.leaked_passwords));
  credentials.hold_against(std::move(list));
  return {};
}

}  // namespace

int add_user(const keep::Where& where, const NewUser& user, const Texts& t) {
  const auto now = Moment::now();
  const auto kept = keep::open(where, now);
  if (!kept)
    return told(kept.error().what, kept.error().kind == keep::No::Kind::wrong_use ? wrong_use : bad_input, t);
  const auto actor = keep::operator_of(kept->cities.front());
  int exit_code = done;
  const auto role = role_for(*kept->store, actor, user, now, t, exit_code);
  if (!role) return exit_code;
  accounts::Credentials credentials(*kept->store);
  if (const auto held = hold_against_list(credentials, user); !held) return told(held.error(), bad_input, t);
  auto password = read_password(t);
  const accounts::NewAccount wish{user.name.empty() ? user.email : user.name, user.email, user.language, {}};
  const auto ready = credentials.add_ready(actor, now, wish, *role, password);
  crypto::wipe(password);
  if (!ready) return told(ready.error(), t);
  show(*ready, t);
  return done;
}

int reset_user(const keep::Where& where, const NewUser& user, const Texts& t) {
  const auto now = Moment::now();
  const auto kept = keep::open(where, now);
  if (!kept)
    return told(kept.error().what, kept.error().kind == keep::No::Kind::wrong_use ? wrong_use : bad_input, t);
  const auto actor = keep::operator_of(kept->cities.front());
  const auto id = accounts::Accounts(*kept->store).with_email(actor, now, user.email);
  if (!id) return told(id.error(), t);
  if (!*id) return told(accounts::Failure(accounts::Refusal::no_such_account), t);
  accounts::Credentials credentials(*kept->store);
  if (const auto held = hold_against_list(credentials, user); !held) return told(held.error(), bad_input, t);
  auto password = read_password(t);
  const auto ready = credentials.set_all(actor, now, **id, password);
  crypto::wipe(password);
  if (!ready) return told(ready.error(), t);
  show(*ready, t);
  return done;
}

}  // namespace parvis::cli

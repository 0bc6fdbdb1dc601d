/// Signing in. Every way ends in a session with a new key, and every answer, yes or no, stands in the log.
///
///   password, then app or recovery code      two steps: the session between them holds nothing
///   the city's sign-in service (OpenID Connect)   platform/oidc judges the answer; here it is only looked up
///   a link, or a code that is typed          for those without a password (credentials.hpp)
///
/// Whoever is refused learns neither whether there is such an account nor what was wrong, and it takes as long.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "app/accounts/credentials.hpp"
#include "app/accounts/sessions.hpp"
#include "app/accounts/throttle.hpp"

namespace parvis::accounts {

/// From where a sign-in is tried. The address is kept nowhere; of the browser only what it is called.
struct From {
  std::string address;
  std::string user_agent;
};

struct SignInNo {
  enum class Why {
    wrong,             ///< e-mail and password do not belong together, or nobody has this e-mail
    wrong_code,        ///< the app's, a recovery code, a single-use code or link; used ones and old ones, too
    begin_again,       ///< the first step was too long ago, or too many codes were wrong
    wait,              ///< `wait_s`
    busy,              ///< too many sign in at this moment
    unknown_identity,  ///< the sign-in service knows them, we do not (yet)
    no_second_step,  ///< staff, the sign-in service asked for one step only, and there is no app to ask for another
    fault
  } why = Why::fault;
  std::int64_t wait_s = 0;
  std::optional<db::Fault> fault = {};
  explicit SignInNo(Why reason, std::int64_t wait = 0) : why(reason), wait_s(wait) {}
  explicit SignInNo(db::Fault world) : fault(std::move(world)) {}
};
Message in_words(const SignInNo& no);

/// For the cookie. The key is known to the browser alone.
struct Opened {
  std::string key;
  AccountId account;
  bool is_half = false;  ///< the second step (`with_second_factor`) comes next
};

enum class Demo { no, yes };

struct FoundCode;

class SignIn {
 public:
  SignIn(Store& store, Throttle& throttle) : store_(store), throttle_(throttle) {}

  /// Before something is done for whoever asks and nobody can tell who it is: a mail with a code or a new password.
  /// Counted by the address alone.
  Result<void, SignInNo> may_ask(CityId city, Moment now, const From& from);

  /// The first step. The key opens the second step and nothing else, for ten minutes and five tries.
  Result<Opened, SignInNo> with_password(CityId city, Moment now, const From& from, const std::string& email,
                                         const std::string& password);
  Result<Opened, SignInNo> with_second_factor(CityId city, Moment now, const From& from,
                                              std::string_view half, const SecondProof& proof);
  /// A link from a mail, paper or the demo. Only on POST: whoever looks at links in mails must not use them up.
  Result<Opened, SignInNo> with_link(CityId city, Moment now, const From& from, std::string_view link,
                                     Demo demo);
  /// The code from a mail, on the page where its e-mail address was written.
  Result<Opened, SignInNo> with_emailed_code(CityId city, Moment now, const From& from,
                                             const std::string& email, std::string_view code);
  /// The code on a paper, or of the coordinator beside: says by itself whose it is.
  Result<Opened, SignInNo> with_paper_code(CityId city, Moment now, const From& from, std::string_view code);
  /// What `oidc::RelyingParty::finish` has judged good. `second_factor`: the service says that it asked for two, in
  /// the words that the city's configuration takes for it. Without it staff take the second step here.
  Result<Opened, SignInNo> with_identity(CityId city, Moment now, const From& from, std::string_view issuer,
                                         std::string_view subject, bool second_factor);

  /// Whether it is the account's own password: asked of whoever is signed in before it is changed. Counted as a try.
  Result<void, SignInNo> is_own_password(CityId city, Moment now, const From& from, const SignedIn& who,
                                         const std::string& password);
  /// Signed in already, and proves it again: the session has a new key, and is fresh for ten minutes.
  Result<Opened, SignInNo> again_with_password(CityId city, Moment now, const From& from, const SignedIn& who,
                                               const std::string& password, const SecondProof& proof);
  /// The same at the sign-in service (asked with max_age 0). Staff are taken when it asked for two steps.
  Result<Opened, SignInNo> again_with_identity(CityId city, Moment now, const SignedIn& who,
                                               std::string_view issuer, std::string_view subject,
                                               bool second_factor);
  /// The same with a single-use code of their own, by e-mail, on paper or from the coordinator beside.
  Result<Opened, SignInNo> again_with_code(CityId city, Moment now, const From& from, const SignedIn& who,
                                           std::string_view code);
  /// The same for the invented people of a demo, who came by its link and have nothing else to show.
  Result<Opened, SignInNo> again_in_demo(CityId city, Moment now, const SignedIn& who, Demo demo);

 private:
  Result<void, SignInNo> judge_password(CityId city, Moment now, const Throttle::Try& one,
                                        const SignedIn& who, const std::string& password);
  using LookUp = std::function<Result<std::optional<FoundCode>, db::Fault>(store::Transaction&)>;
  Result<void, SignInNo> hold(CityId city, Moment now, const Throttle::Try& one,
                              std::optional<AccountId> account);
  SignInNo refuse(CityId city, Moment now, std::optional<AccountId> account, std::string_view reason,
                  SignInNo::Why why);
  Result<std::optional<FoundCode>, SignInNo> look_up(CityId city, Moment now, const LookUp& find);
  Result<Opened, SignInNo> with_code(CityId city, Moment now, const From& from, const Throttle::Try& one,
                                     const std::optional<FoundCode>& code, Demo demo);
  Result<std::optional<AccountId>, SignInNo> account_behind(CityId city, Moment now, std::string_view issuer,
                                                            std::string_view subject);
  /// The session has a new key if `proves` says yes in the same transaction.
  using Proves = std::function<Result<void, SignInNo>(store::Transaction&)>;
  Result<Opened, SignInNo> renew(CityId city, Moment now, const SignedIn& who, const Proves& proves,
                                 std::string_view reason);

  Store& store_;
  Throttle& throttle_;
};

}  // namespace parvis::accounts

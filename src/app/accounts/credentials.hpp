/// What an account is signed in to with, and how it is set: a password (argon2id) together with an app on the
/// telephone (TOTP), ten recovery codes, an identity at a sign-in service, and single-use codes and links.
///
/// Nothing of it stands in the log or the history. A link is 22 characters for an address (/bjudan/…), a code is
/// short enough to type. Both are kept as keyed hashes, and each counts once, also when two use it at the same moment.
///
///   invitation   7 days   whoever was invited sets password and app, or links the city's sign-in service
///   reset        1 hour   sets a new password; asks for the app or a recovery code all the same
///   email        15 min   link and code in one mail, to the account's own address; one of the two counts
///   paper        7 days   printed; link (as a QR code) and code; the code alone says whose it is
///   beside       15 min   as paper, for the person at a coordinator's side: the session says who helped
///   demo         1 day    only where the server runs with --demo
///
/// The last four are ways in for those without a password. They are neither made nor taken for an account that has
/// a staff role or an app: there is no way around the second factor (except demo, which has invented people only).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/accounts/accounts.hpp"
#include "app/accounts/sessions.hpp"
#include "platform/crypto/leaked.hpp"

namespace parvis::accounts {

enum class Code { recovery, invitation, reset, email, paper, beside, demo };

/// Shown once, then nobody can read it again.
struct SingleUse {
  std::string link;   ///< the last part of the link's address; empty when there is none
  std::string typed;  ///< as people type it: "7KQ2-MVX0"; empty when there is none
  Moment expires_at;
};

/// To be scanned with an app: as a picture (crypto::qr_code(uri)) or typed.
struct OfferedApp {
  std::string uri;     ///< otpauth://…
  std::string secret;  ///< base32
};

/// What a link leads to, without using it: a page may be opened twice, and by a mail server that looks at links.
struct Linked {
  Code kind;
  AccountId account;
  std::string name, email, language;
};

/// One proof of the second factor.
struct SecondProof {
  enum class Kind { app, recovery } kind = Kind::app;
  std::string given;
};

struct Words;

class Credentials {
 public:
  explicit Credentials(Store& store, std::string service = "Parvis")
      : store_(store), service_(std::move(service)) {}

  /// From now on passwords of this list are refused, and so is each while the list cannot be read.
  void hold_against(crypto::LeakedPasswords list) { leaked_ = std::move(list); }

  /// A link with which the invited sets how they sign in. Earlier invitations of the account end. Refuses
  /// `signs_in_already` when there is a password, an app or an identity: who has lost theirs gets others by `set_all`.
  Result<SingleUse, Failure> invite(const Actor& actor, Moment now, AccountId id);
  /// A single-use way in (paper, beside, demo). `beside` is for an actor with an account: the helper.
  Result<SingleUse, Failure> make_code(const Actor& actor, Moment now, AccountId id, Code kind);

  /// What stands behind a link that still works.
  Result<Linked, Failure> look_at(CityId city, Moment now, std::string_view link);

  /// A secret for the app, waiting to be confirmed by `accept`; the same as long as the invitation lasts. Refuses for
  /// any other link.
  Result<OfferedApp, Failure> offer_app(CityId city, Moment now, std::string_view invitation);
  /// For who is signed in anew and changes their app: another secret each time.
  Result<OfferedApp, Failure> offer_another_app(const Actor& actor, Moment now);
  /// The one that was offered last and waits for its first code; another when there is none.
  Result<OfferedApp, Failure> app_on_offer(const Actor& actor, Moment now);
  /// The invitation is used, password and app are set. Gives the recovery codes.
  Result<std::vector<std::string>, Failure> accept(CityId city, Moment now, std::string_view link,
                                                   const std::string& password, std::string_view app_code);
  /// The invitation is used, and the account belongs to this identity from now on. Refuses `staff_need_two` without
  /// using the invitation up where two steps are needed, the service asked for one, and there is no app yet.
  Result<AccountId, Failure> accept_with_identity(CityId city, Moment now, std::string_view link,
                                                  std::string_view issuer, std::string_view subject,
                                                  bool second_factor);

  struct LinkMail {
    std::string subject, text;  ///< {link} and {code} are filled in
  };
  /// The same by mail to the invited alone: whoever invites never sees the link.
  Result<void, Failure> invite_by_mail(const Actor& actor, Moment now, AccountId id,
                                       const std::string& address_before, const LinkMail& mail);
  /// Queue a mail with a link to a new password, or with a link and a code to sign in with, if the account has that
  /// way. The answer is the same for everybody and says nothing. `address_before` stands before the link:
  /// "https://parvis.example.org/kod/". No more than three are on their way at once.
  Result<void, Failure> ask_for_reset(CityId city, Moment now, const std::string& email,
                                      const std::string& address_before, const LinkMail& mail);
  Result<void, Failure> ask_for_code(CityId city, Moment now, const std::string& email,
                                     const std::string& address_before, const LinkMail& mail);
  /// All sessions end. The link counts once, also when the code was wrong: then another mail is asked for.
  Result<void, Failure> reset(CityId city, Moment now, std::string_view link, const std::string& password,
                              const SecondProof& proof);

  /// For whoever is signed in anew. All sessions of the account end but the one that is kept, and the account's address
  /// is told by mail, so that a thief's change does not pass unseen; an empty `notice` tells nobody.
  Result<void, Failure> change_password(const Actor& actor, Moment now, SessionId kept,
                                        const std::string& password, const LinkMail& notice = {});
  Result<void, Failure> change_app(const Actor& actor, Moment now, SessionId kept, std::string_view app_code,
                                   const LinkMail& notice = {});
  Result<std::vector<std::string>, Failure> new_recovery_codes(const Actor& actor, Moment now, SessionId kept,
                                                               const LinkMail& notice = {});
  Result<int, Failure> recovery_codes_left(CityId city, Moment now, AccountId id);
  Result<void, Failure> link_identity(const Actor& actor, Moment now, AccountId id, std::string_view issuer,
                                      std::string_view subject);

  /// By the operator at the command line, without an invitation: password, app and recovery codes at once.
  struct Ready {
    OfferedApp app;
    std::vector<std::string> recovery_codes;
  };
  /// A new account with a role, all or nothing: the city's first manager.
  Result<Ready, Failure> add_ready(const Actor& actor, Moment now, const NewAccount& wish,
                                   const access::Grant& role, const std::string& password);
  /// For who has lost everything: all of it anew. Sessions and codes end.
  Result<Ready, Failure> set_all(const Actor& actor, Moment now, AccountId id, const std::string& password);

 private:
  Result<Ready, Failure> make_ready(store::Transaction& tx, const Words& words, const std::string& hash);
  Result<void, Failure> ask_by_mail(CityId city, Moment now, const std::string& email, Code kind,
                                    const std::string& address_before, const LinkMail& mail);

  Store& store_;
  std::optional<crypto::LeakedPasswords> leaked_;
  std::string service_;  ///< how the app on the telephone calls it
};

}  // namespace parvis::accounts

/// The accounts of a city: who can sign in, and which roles they have been given. Each is one act with its row in
/// the log. Whether the asker may come here at all is asked before (domain/access); what depends on what is kept (is
/// this role above the giver's own?) is asked again here, in the transaction, of the same policy.
///
/// How an account is signed in to: credentials.hpp (password, app, recovery codes, links), sign_in.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/accounts/failure.hpp"
#include "app/store/store.hpp"
#include "domain/access/access.hpp"
#include "domain/access/row_scope.hpp"

namespace parvis::accounts {

using store::AccountId;
using store::Actor;
using store::CityId;
using store::GrantId;
using store::PersonId;
using store::Store;

struct NewAccount {
  std::string name;
  std::string email;  ///< empty: none, then single-use codes on paper or the sign-in service are the way in
  std::string language = "sv";          ///< in which they are written to
  std::optional<PersonId> person = {};  ///< whose record is theirs
};

/// A role as it was given, with the marks around it.
struct GivenRole {
  GrantId id;
  access::Grant grant;
  std::optional<AccountId> given_by;
  bool waits_for_second = false;  ///< holds when another than the giver has confirmed it
};

struct Account {
  AccountId id;
  std::optional<PersonId> person;
  std::string name, email, language;
  Moment made_at;
  std::optional<Moment> disabled_at;
  bool has_password = false, has_app = false, has_identity = false;
  std::vector<GivenRole> roles;  ///< that have not been ended, by id
};

/// Has a staff role, or waits for a first role: no adept's and no mentor's.
bool is_staff_account(const Account& account);

/// How a page of a list is asked for: those after this one, in the order of their ids.
struct Page {
  std::optional<AccountId> after;
  int most = 100;
};

class Accounts {
 public:
  explicit Accounts(Store& store) : store_(store) {}

  /// One account per e-mail address, however it is written.
  Result<AccountId, Failure> make(const Actor& actor, Moment now, const NewAccount& wish);
  Result<void, Failure> change(const Actor& actor, Moment now, AccountId id, const std::string& name,
                               const std::string& language);
  /// Its sessions end, and no code or link of it works any more.
  Result<void, Failure> disable(const Actor& actor, Moment now, AccountId id);
  Result<Account, Failure> read(const Actor& actor, Moment now, AccountId id);
  Result<std::optional<AccountId>, Failure> with_email(const Actor& actor, Moment now,
                                                       const std::string& email);
  /// Whose record that is.
  Result<std::optional<AccountId>, Failure> of_person(const Actor& actor, Moment now, PersonId person);
  /// Of the whole city, everybody's: for the operator and for jobs.
  Result<std::vector<Account>, Failure> list(const Actor& actor, Moment now, const Page& page);
  /// Staff alone, with their staff roles: those with one in the scope's programmes, and accounts that wait for their
  /// first. No adept and no mentor stands here. The look is logged.
  Result<std::vector<Account>, Failure> staff(const Actor& actor, Moment now, const access::RowScope& scope,
                                              const Page& page);

  /// What counts of an account's roles on any day: not ended, and confirmed where that is needed.
  Result<std::vector<access::Grant>, Failure> grants_of(const Actor& actor, Moment now, AccountId id);
  /// Decided by access::may: never to oneself, never above one's own. What only a second person can make true
  /// (auditors, operators, protection officers …) is kept and holds when `confirm` has been called. The operator at
  /// the command line makes the first manager, and is asked nothing. A protection officer's open invitation ends: they
  /// get another by mail. Ends the account's sessions: the role comes
  /// with the next.
  Result<GivenRole, Failure> give_role(const Actor& actor, Moment now, AccountId to,
                                       const access::Grant& grant);
  /// By another than the giver, who may give the same.
  Result<void, Failure> confirm_role(const Actor& actor, Moment now, GrantId id);
  /// From this moment. Whoever may give it may end it, and nobody their own.
  Result<void, Failure> end_role(const Actor& actor, Moment now, GrantId id);

 private:
  Store& store_;
};

/// As addresses are compared: "Asa@Example.ORG" is "asa@example.org". Nothing for what is no address.
std::optional<std::string> folded_email(std::string_view email);

}  // namespace parvis::accounts

/// What the files of this folder share: rows of accounts, roles, sessions and codes. Inside this folder only.
#pragma once

#include "app/accounts/credentials.hpp"
#include "app/accounts/sessions.hpp"

namespace parvis::accounts {

/// Of the city, disabled or not.
struct AccountRow {
  AccountId id;
  std::optional<PersonId> person;
  std::string name, email, language;
  std::optional<Moment> disabled_at;
};
Result<std::optional<AccountRow>, db::Fault> account_row(store::Transaction& tx, AccountId id);
Result<std::optional<AccountRow>, db::Fault> account_with_email(store::Transaction& tx,
                                                                std::string_view email);
/// Refuses for one that is not there or is disabled.
Result<AccountRow, Failure> living_account(store::Transaction& tx, AccountId id);
Result<std::vector<GivenRole>, db::Fault> roles_of(store::Transaction& tx, AccountId id);
/// A staff role today or later, or an app: then a code alone is no way in.
Result<bool, db::Fault> needs_two(store::Transaction& tx, AccountId id);

/// The acts of Accounts, within another's transaction.
Result<AccountId, Failure> add_account(store::Transaction& tx, const NewAccount& wish);
Result<GivenRole, Failure> add_role(store::Transaction& tx, AccountId to, const access::Grant& grant);

/// What a password must not be made of, and who it is for.
struct Words {
  AccountRow account;
  std::string city;
};

struct NewSession {
  AccountId account;
  bool whole = false, second_factor = false;
  std::optional<AccountId> helper = {};
  std::string browser;
  bool by_service = false;  ///< the first step was at a sign-in service
};
/// The key, for the browser.
Result<std::string, db::Fault> open_session(store::Transaction& tx, const NewSession& wish);
Result<std::int64_t, db::Fault> end_sessions(store::Transaction& tx, AccountId account,
                                             std::optional<SessionId> but = {});
db::Bytes hash_of_key(const store::Transaction& tx, std::string_view key);

std::string_view id_of(Code kind);
struct FoundCode {
  std::int64_t id = 0;
  AccountId account;
  Code kind = Code::recovery;
  std::optional<AccountId> made_by;
};
Result<SingleUse, db::Fault> keep_code(store::Transaction& tx, const crypto::Keyring& keys, AccountId account,
                                       Code kind);
/// The old ones end.
Result<std::vector<std::string>, db::Fault> keep_recovery_codes(store::Transaction& tx,
                                                                const crypto::Keyring& keys,
                                                                AccountId account);
/// Codes that still work.
Result<std::optional<FoundCode>, db::Fault> code_of_link(store::Transaction& tx, std::string_view link);
Result<std::optional<FoundCode>, db::Fault> code_typed(store::Transaction& tx, const crypto::Keyring& keys,
                                                       Code kind, std::optional<AccountId> account,
                                                       std::string_view typed);
/// False: somebody else was first.
Result<bool, db::Fault> spend(store::Transaction& tx, const FoundCode& code);
Result<std::int64_t, db::Fault> end_codes(store::Transaction& tx, AccountId account, Code kind);
Result<std::int64_t, db::Fault> end_all_codes(store::Transaction& tx, AccountId account);

struct Secrets {
  std::optional<std::string> password;  ///< argon2id
  std::optional<std::string> app;       ///< 20 bytes
  std::int64_t last_step = -1;
  std::optional<std::string> offered;
};
Result<Secrets, db::Fault> secrets_of(store::Transaction& tx, AccountId id);
Result<void, db::Fault> set_password(store::Transaction& tx, AccountId id, const std::string& hash);
/// Waits to be confirmed.
Result<void, db::Fault> set_offered(store::Transaction& tx, AccountId id,
                                    const std::optional<std::string>& secret);
/// `step` is the one of the code that confirmed it.
Result<void, db::Fault> set_app(store::Transaction& tx, AccountId id, const std::string& secret,
                                std::int64_t step);
/// The app's code, or a recovery code, spent. Counts once, also in a race.
Result<bool, db::Fault> proves(store::Transaction& tx, const crypto::Keyring& keys, AccountId id,
                               const SecondProof& proof);

/// The name that a sign-in service has for somebody, as it is kept.
db::Bytes hash_of_subject(const store::Transaction& tx, std::string_view issuer, std::string_view subject);

inline store::What about_account(store::Act act, AccountId id, std::string_view reason = {}) {
  return {act, {}, "account", id.number, std::string(reason), false};
}
inline Actor nobody_yet(CityId city) {
  return {Actor::Kind::visitor, std::nullopt, "", city};
}
inline Actor themself(CityId city, AccountId account) {
  return {Actor::Kind::account, account, "", city};
}

}  // namespace parvis::accounts

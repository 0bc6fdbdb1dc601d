#include "app/accounts/sign_in.hpp"

#include "app/accounts/browser.hpp"
#include "app/accounts/rows.hpp"
#include "platform/base/fold.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/crypto/password.hpp"

namespace parvis::accounts {
namespace {

using store::Act;
using store::Transaction;
using Why = SignInNo::Why;

constexpr std::int64_t half_lasts_s = 600, tries_of_half = 5;

constexpr db::Query half_session{"half_session", R"(
  SELECT session_id, account_id, by_service FROM session
   WHERE key_hash = $1 AND city_id = $2 AND whole = 0 AND began_at > $3 AND tries < $4)"};
constexpr db::Query count_try{"count_try", R"(
  UPDATE session SET tries = tries + 1 WHERE session_id = $1 AND whole = 0 AND tries < $2)"};
constexpr db::Query end_half{"end_half", "DELETE FROM session WHERE session_id = $1 AND whole = 0"};
constexpr db::Query account_of_identity{"account_of_identity", R"(
  SELECT account_id FROM sign_in_identity WHERE city_id = $1 AND subject_hash = $2)"};
constexpr db::Query identities_of{
    "identities_of", "SELECT COUNT(*) FROM sign_in_identity WHERE city_id = $1 AND account_id = $2"};
constexpr db::Query new_key{"new_key", R"(
  UPDATE session SET key_hash = $4, proved_at = $5, last_seen_at = $5
   WHERE session_id = $1 AND account_id = $2 AND city_id = $3 AND whole = 1)"};

template <class Some>
Result<Some, SignInNo> known(Result<Some, db::Fault> answer) {
  if (!answer) return no(SignInNo(std::move(answer).error()));
  return std::move(*answer);
}

store::What refused(std::optional<AccountId> account, std::string_view reason) {
  return {Act::sign_in_refused,     {},
          account ? "account" : "", account ? std::optional(account->number) : std::nullopt,
          std::string(reason),      false};
}

/// Opening inside a transaction: the account may have been disabled a moment ago.
Result<bool, SignInNo> is_living(Transaction& tx, AccountId id) {
  PARVIS_TRY(const auto row, known(account_row(tx, id)));
  return row && !row->disabled_at;
}

std::string whose_try(const std::optional<AccountRow>& account, const std::string& email) {
  // By the account where there is one, so that both steps count together; else as it was written.
  return account ? text_of(account->id) : std::string(trimmed(email).substr(0, 254));
}

}  // namespace

Result<void, SignInNo> SignIn::hold(CityId city, Moment now, const Throttle::Try& one,
                                    std::optional<AccountId> account) {
  const auto wait = throttle_.hold(one, now);
  if (!wait) return {};
  if (wait->is_first)
    if (auto logged = store_.log(nobody_yet(city), now, refused(account, "too_many_tries")); !logged)
      return no(SignInNo(std::move(logged).error()));
  return no(SignInNo(Why::wait, wait->seconds));
}

SignInNo SignIn::refuse(CityId city, Moment now, std::optional<AccountId> account, std::string_view reason,
                        SignInNo::Why why) {
  if (auto logged = store_.log(nobody_yet(city), now, refused(account, reason)); !logged)
    return SignInNo(std::move(logged).error());
  return SignInNo(why);
}

Result<void, SignInNo> SignIn::may_ask(CityId city, Moment now, const From& from) {
  return hold(city, now, {{}, from.address, false}, {});
}

Result<Opened, SignInNo> SignIn::with_password(CityId city, Moment now, const From& from,
                                               const std::string& email, const std::string& password) {
  struct Found {
    std::optional<AccountRow> account;
    Secrets secrets;
  };
  PARVIS_TRY(
      const auto found, store_.read(nobody_yet(city), now, [&](Transaction& tx) -> Result<Found, SignInNo> {
        Found there;
        PARVIS_TRY(there.account, known(account_with_email(tx, email)));
        PARVIS_TRY(there.secrets, known(secrets_of(tx, there.account ? there.account->id : AccountId{0})));
        return there;
      }));
  const auto& account = found.account;
  const auto id = account ? std::optional(account->id) : std::nullopt;
  const Throttle::Try one{whose_try(account, email), from.address, false};
  if (auto held = hold(city, now, one, id); !held) return no(std::move(held).error());

  // Whatever is missing, it takes as long.
  const bool can = account && !account->disabled_at && found.secrets.password && found.secrets.app;
  const auto right =
      can ? crypto::verify_password(*found.secrets.password, password) : crypto::verify_nobody(password);
  if (!right) {
    throttle_.give_back(one, now);
    return no(SignInNo(Why::busy));
  }
  if (!*right || !can)
    return no(refuse(city, now, id,
                     !account               ? "unknown_account"
                     : account->disabled_at ? "disabled_account"
                     : !can                 ? "no_password"
                                            : "wrong_password",
                     Why::wrong));
  std::optional<std::string> stronger;
  if (crypto::needs_rehash(*found.secrets.password))
    if (auto hash = crypto::hash_password(password)) stronger = std::move(*hash);
  auto opened = store_.transact(themself(city, *id), now, [&](Transaction& tx) -> Result<Opened, SignInNo> {
    PARVIS_TRY(const bool lives, is_living(tx, *id));
    PARVIS_TRY(const auto secrets, known(secrets_of(tx, *id)));
    if (!lives || secrets.password != found.secrets.password) return no(SignInNo(Why::wrong));
    if (stronger)
      if (auto kept = set_password(tx, *id, *stronger); !kept) return no(SignInNo(std::move(kept).error()));
    PARVIS_TRY(auto key, known(open_session(tx, {*id, false, false, {}, browser_of(from.user_agent)})));
    return Opened{std::move(key), *id};
  });
  if (!opened && opened.error().why == Why::wrong)
    return no(refuse(city, now, id, "changed_meanwhile", Why::wrong));
  return opened;
}

Result<Opened, SignInNo> SignIn::with_second_factor(CityId city, Moment now, const From& from,
                                                    std::string_view half, const SecondProof& proof) {
  struct Half {
    SessionId session;
    AccountId account;
    bool by_service = false;
  };
  using MaybeHalf = std::optional<Half>;
  PARVIS_TRY(const auto found,
             store_.read(nobody_yet(city), now, [&](Transaction& tx) -> Result<MaybeHalf, SignInNo> {
               PARVIS_TRY(const auto row, known(tx.first(half_session, hash_of_key(tx, half), city,
                                                         now.plus_seconds(-half_lasts_s), tries_of_half)));
               return row ? MaybeHalf({row->get<SessionId>(0), row->get<AccountId>(1), row->get<bool>(2)})
                          : MaybeHalf();
             }));
  if (!found) return no(SignInNo(Why::begin_again));
  const auto id = found->account;
  const Throttle::Try one{text_of(id), from.address, true};
  if (auto held = hold(city, now, one, id); !held) return no(std::move(held).error());

  // A try is taken before it is judged: many at the same moment are many tries.
  PARVIS_TRY(const auto counted, store_.transact(nobody_yet(city), now, [&](Transaction& tx) {
    return known(tx.run_unrecorded(count_try, found->session, tries_of_half));
  }));
  if (counted == 0) return no(SignInNo(Why::begin_again));
  const bool recovery = proof.kind == SecondProof::Kind::recovery;
  auto opened = store_.transact(themself(city, id), now, [&](Transaction& tx) -> Result<Opened, SignInNo> {
    PARVIS_TRY(const bool lives, is_living(tx, id));
    // A no takes all of it back: the session between the steps is then still there.
    PARVIS_TRY(const auto ended, known(tx.run_unrecorded(end_half, found->session)));
    if (!lives || ended == 0) return no(SignInNo(Why::begin_again));
    PARVIS_TRY(const bool right, known(proves(tx, store_.keys(), id, proof)));
    if (!right) return no(SignInNo(Why::wrong_code));
    PARVIS_TRY(auto key, known(open_session(tx, {id, true, true, {}, browser_of(from.user_agent)})));
    const auto* reason = found->by_service ? (recovery ? "service_and_recovery_code" : "service_and_app")
                         : recovery        ? "password_and_recovery_code"
                                           : "password_and_app";
    tx.tell(about_account(Act::signed_in, id, reason));
    return Opened{std::move(key), id};
  });
  if (opened)
    throttle_.forgive(one, now);
  else if (opened.error().why == Why::wrong_code)
    return no(refuse(city, now, id, recovery ? "wrong_recovery_code" : "wrong_app_code", Why::wrong_code));
  return opened;
}

Result<Opened, SignInNo> SignIn::with_code(CityId city, Moment now, const From& from,
                                           const Throttle::Try& one, const std::optional<FoundCode>& code,
                                           Demo demo) {
  const auto id = code ? std::optional(code->account) : std::nullopt;
  const auto wrong = [&](std::string_view reason) {
    return no(refuse(city, now, id, reason, Why::wrong_code));
  };
  if (!code) return wrong("unknown_code");
  const bool is_demo = code->kind == Code::demo;
  const bool is_way_in = code->kind == Code::email || code->kind == Code::paper ||
                         code->kind == Code::beside || (is_demo && demo == Demo::yes);
  if (!is_way_in) return wrong("code_of_another_kind");
  auto opened = store_.transact(themself(city, *id), now, [&](Transaction& tx) -> Result<Opened, SignInNo> {
    PARVIS_TRY(const bool lives, is_living(tx, *id));
    PARVIS_TRY(const bool two, known(needs_two(tx, *id)));
    if (!lives || (two && !is_demo)) return no(SignInNo(Why::wrong_code));
    PARVIS_TRY(const bool first, known(spend(tx, *code)));
    if (!first) return no(SignInNo(Why::wrong_code));
    const auto helper = code->kind == Code::beside ? code->made_by : std::nullopt;
    PARVIS_TRY(auto key, known(open_session(tx, {*id, true, is_demo, helper, browser_of(from.user_agent)})));
    // With a helper the row is about the helper, and its actor is whose session it is.
    tx.tell(about_account(Act::signed_in, helper.value_or(*id), id_of(code->kind)));
    return Opened{std::move(key), *id};
  });
  if (opened)
    throttle_.forgive(one, now);
  else if (opened.error().why == Why::wrong_code)
    return wrong("code_used_or_not_enough");
  return opened;
}

Result<std::optional<FoundCode>, SignInNo> SignIn::look_up(CityId city, Moment now, const LookUp& find) {
  return store_.read(nobody_yet(city), now, [&](Transaction& tx) { return known(find(tx)); });
}

Result<Opened, SignInNo> SignIn::with_link(CityId city, Moment now, const From& from, std::string_view link,
                                           Demo demo) {
  const Throttle::Try one{{}, from.address, false};
  if (auto held = hold(city, now, one, {}); !held) return no(std::move(held).error());
  PARVIS_TRY(const auto code, look_up(city, now, [&](Transaction& tx) { return code_of_link(tx, link); }));
  return with_code(city, now, from, one, code, demo);
}

Result<Opened, SignInNo> SignIn::with_emailed_code(CityId city, Moment now, const From& from,
                                                   const std::string& email, std::string_view typed) {
  PARVIS_TRY(const auto account, store_.read(nobody_yet(city), now, [&](Transaction& tx) {
    return known(account_with_email(tx, email));
  }));
  const auto id = account ? std::optional(account->id) : std::nullopt;
  const Throttle::Try one{whose_try(account, email), from.address, false};
  if (auto held = hold(city, now, one, id); !held) return no(std::move(held).error());
  PARVIS_TRY(const auto code, look_up(city, now, [&](Transaction& tx) {
               return code_typed(tx, store_.keys(), Code::email, id.value_or(AccountId{0}), typed);
             }));
  return with_code(city, now, from, one, code, Demo::no);
}

Result<Opened, SignInNo> SignIn::with_paper_code(CityId city, Moment now, const From& from,
                                                 std::string_view typed) {
  const Throttle::Try one{{}, from.address, false};
  if (auto held = hold(city, now, one, {}); !held) return no(std::move(held).error());
  std::optional<FoundCode> code;
  for (const auto kind : {Code::paper, Code::beside}) {
    if (code) break;
    PARVIS_TRY(code, look_up(city, now, [&](Transaction& tx) {
                 return code_typed(tx, store_.keys(), kind, std::nullopt, typed);
               }));
  }
  return with_code(city, now, from, one, code, Demo::no);
}

Result<std::optional<AccountId>, SignInNo> SignIn::account_behind(CityId city, Moment now,
                                                                  std::string_view issuer,
                                                                  std::string_view subject) {
  using Answer = Result<std::optional<AccountId>, SignInNo>;
  return store_.read(nobody_yet(city), now, [&](Transaction& tx) -> Answer {
    PARVIS_TRY(const auto row,
               known(tx.first(account_of_identity, city, hash_of_subject(tx, issuer, subject))));
    if (!row) return std::optional<AccountId>();
    const auto id = row->get<AccountId>(0);
    PARVIS_TRY(const bool lives, is_living(tx, id));
    return lives ? std::optional(id) : std::nullopt;
  });
}

Result<Opened, SignInNo> SignIn::with_identity(CityId city, Moment now, const From& from,
                                               std::string_view issuer, std::string_view subject,
                                               bool second_factor) {
  PARVIS_TRY(const auto id, account_behind(city, now, issuer, subject));
  if (!id) return no(refuse(city, now, {}, "unknown_identity", Why::unknown_identity));
  auto opened = store_.transact(themself(city, *id), now, [&](Transaction& tx) -> Result<Opened, SignInNo> {
    PARVIS_TRY(const bool lives, is_living(tx, *id));
    if (!lives) return no(SignInNo(Why::unknown_identity));
    PARVIS_TRY(const bool two, known(needs_two(tx, *id)));
    const bool is_half = two && !second_factor;
    if (is_half) {
      PARVIS_TRY(const auto secrets, known(secrets_of(tx, *id)));
      if (!secrets.app) return no(SignInNo(Why::no_second_step));
    }
    PARVIS_TRY(auto key, known(open_session(tx, {.account = *id,
                                                 .whole = !is_half,
                                                 .second_factor = second_factor,
                                                 .browser = browser_of(from.user_agent),
                                                 .by_service = true})));
    if (!is_half)
      tx.tell(about_account(Act::signed_in, *id, second_factor ? "service_with_two_steps" : "service"));
    return Opened{std::move(key), *id, is_half};
  });
  if (!opened && opened.error().why == Why::no_second_step)
    return no(refuse(city, now, id, "service_with_one_step", Why::no_second_step));
  return opened;
}

Result<Opened, SignInNo> SignIn::renew(CityId city, Moment now, const SignedIn& who, const Proves& proves,
                                       std::string_view reason) {
  return store_.transact(who.actor(city), now, [&](Transaction& tx) -> Result<Opened, SignInNo> {
    PARVIS_TRY(const bool lives, is_living(tx, who.account));
    if (!lives) return no(SignInNo(Why::begin_again));
    if (auto proved = proves(tx); !proved) return no(std::move(proved).error());
    auto key = crypto::base64url(crypto::random_bytes(16));
    PARVIS_TRY(const auto changed,
               known(tx.run_unrecorded(new_key, who.session, who.account, city, hash_of_key(tx, key), now)));
    if (changed == 0) return no(SignInNo(Why::begin_again));
    tx.tell(about_account(Act::signed_in, who.account, reason));
    return Opened{std::move(key), who.account};
  });
}

Result<void, SignInNo> SignIn::judge_password(CityId city, Moment now, const Throttle::Try& one,
                                              const SignedIn& who, const std::string& password) {
  if (auto held = hold(city, now, one, who.account); !held) return no(std::move(held).error());
  PARVIS_TRY(const auto secrets, store_.read(who.actor(city), now, [&](Transaction& tx) {
    return known(secrets_of(tx, who.account));
  }));
  const auto right = secrets.password ? crypto::verify_password(*secrets.password, password)
                                      : crypto::verify_nobody(password);
  if (!right) {
    throttle_.give_back(one, now);
    return no(SignInNo(Why::busy));
  }
  if (!*right || !secrets.password) return no(refuse(city, now, who.account, "wrong_password", Why::wrong));
  return {};
}

Result<void, SignInNo> SignIn::is_own_password(CityId city, Moment now, const From& from, const SignedIn& who,
                                               const std::string& password) {
  const Throttle::Try one{text_of(who.account), from.address, true};
  auto judged = judge_password(city, now, one, who, password);
  if (judged) throttle_.forgive(one, now);
  return judged;
}

Result<Opened, SignInNo> SignIn::again_with_password(CityId city, Moment now, const From& from,
                                                     const SignedIn& who, const std::string& password,
                                                     const SecondProof& proof) {
  const Throttle::Try one{text_of(who.account), from.address, true};
  if (auto judged = judge_password(city, now, one, who, password); !judged)
    return no(std::move(judged).error());
  const auto proven = [&](Transaction& tx) -> Result<void, SignInNo> {
    PARVIS_TRY(const bool right_code, known(proves(tx, store_.keys(), who.account, proof)));
    if (!right_code) return no(SignInNo(Why::wrong_code));
    return {};
  };
  auto opened = renew(city, now, who, proven, "again_with_password");
  if (opened)
    throttle_.forgive(one, now);
  else if (opened.error().why == Why::wrong_code)
    return no(refuse(city, now, who.account, "wrong_app_code", Why::wrong_code));
  return opened;
}

Result<Opened, SignInNo> SignIn::again_with_identity(CityId city, Moment now, const SignedIn& who,
                                                     std::string_view issuer, std::string_view subject,
                                                     bool second_factor) {
  PARVIS_TRY(const auto id, account_behind(city, now, issuer, subject));
  if (id != who.account) return no(refuse(city, now, who.account, "another_identity", Why::unknown_identity));
  const auto proven = [&](Transaction& tx) -> Result<void, SignInNo> {
    PARVIS_TRY(const bool two, known(needs_two(tx, who.account)));
    if (two && !second_factor) return no(SignInNo(Why::no_second_step));
    return {};
  };
  auto opened = renew(city, now, who, proven, "again_with_service");
  if (!opened && opened.error().why == Why::no_second_step)
    return no(refuse(city, now, who.account, "service_with_one_step", Why::no_second_step));
  return opened;
}

Result<Opened, SignInNo> SignIn::again_with_code(CityId city, Moment now, const From& from,
                                                 const SignedIn& who, std::string_view typed) {
  const Throttle::Try one{text_of(who.account), from.address, true};
  if (auto held = hold(city, now, one, who.account); !held) return no(std::move(held).error());
  const auto proven = [&](Transaction& tx) -> Result<void, SignInNo> {
    PARVIS_TRY(const bool two, known(needs_two(tx, who.account)));
    if (two) return no(SignInNo(Why::wrong_code));
    for (const auto kind : {Code::email, Code::paper, Code::beside}) {
      const auto named_with = kind == Code::email ? std::optional(who.account) : std::nullopt;
      PARVIS_TRY(const auto code, known(code_typed(tx, store_.keys(), kind, named_with, typed)));
      if (!code || code->account != who.account) continue;
      PARVIS_TRY(const bool first, known(spend(tx, *code)));
      if (first) return {};
    }
    return no(SignInNo(Why::wrong_code));
  };
  auto opened = renew(city, now, who, proven, "again_with_code");
  if (opened)
    throttle_.forgive(one, now);
  else if (opened.error().why == Why::wrong_code)
    return no(refuse(city, now, who.account, "wrong_code_again", Why::wrong_code));
  return opened;
}

Result<Opened, SignInNo> SignIn::again_in_demo(CityId city, Moment now, const SignedIn& who, Demo demo) {
  const auto proven = [&](Transaction& tx) -> Result<void, SignInNo> {
    PARVIS_TRY(const auto secrets, known(secrets_of(tx, who.account)));
    PARVIS_TRY(const auto row, known(tx.first(identities_of, city, who.account)));
    // Only the demo's link gives a session of two steps to somebody who has neither an app nor a sign-in service.
    const bool is_invented =
        who.asker.has_second_factor && !secrets.password && !secrets.app && row->get<std::int64_t>(0) == 0;
    if (demo == Demo::no || !is_invented) return no(SignInNo(Why::wrong));
    return {};
  };
  auto opened = renew(city, now, who, proven, "again_in_demo");
  if (!opened && opened.error().why == Why::wrong)
    return no(refuse(city, now, who.account, "no_demo", Why::wrong));
  return opened;
}

}  // namespace parvis::accounts

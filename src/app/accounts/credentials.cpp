#include "app/accounts/credentials.hpp"

#include "app/accounts/outbox.hpp"
#include "app/accounts/rows.hpp"
#include "platform/crypto/codes.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/crypto/password.hpp"
#include "platform/crypto/totp.hpp"

namespace parvis::accounts {
namespace {

using store::Act;
using store::Transaction;

constexpr db::Query city_name{"city_name", "SELECT name FROM city WHERE city_id = $1"};
constexpr db::Query codes_waiting{"codes_waiting", R"(
  SELECT COUNT(*) FROM sign_in_code
   WHERE city_id = $1 AND account_id = $2 AND kind = $3 AND (expires_at IS NULL OR expires_at > $4))"};
constexpr db::Query add_identity{"add_identity", R"(
  INSERT INTO sign_in_identity (identity_id, city_id, account_id, issuer, subject_hash, linked_at)
  VALUES ($1, $2, $3, $4, $5, $6))"};
constexpr db::Query identity_there{"identity_there", R"(
  SELECT account_id FROM sign_in_identity WHERE city_id = $1 AND subject_hash = $2)"};

constexpr db::Query identities_of{
    "identities_of", "SELECT COUNT(*) FROM sign_in_identity WHERE city_id = $1 AND account_id = $2"};

/// Whoever asks again and again gets no more than this many mails before the first have passed.
constexpr std::int64_t most_mails_waiting = 3;

std::int64_t seconds_of(Moment now) {
  return now.microseconds() / 1'000'000;
}

Failure too_weak(crypto::PasswordRefusal why) {
  Failure failure(Refusal::password_too_weak);
  failure.password = crypto::describe(why);
  return failure;
}

Result<std::string, db::Fault> name_of_city(Transaction& tx) {
  PARVIS_TRY(const auto row, tx.first(city_name, tx.city()));
  return row ? row->get<std::string>(0) : std::string();
}

Result<Words, Failure> words_around(Transaction& tx, AccountId id) {
  PARVIS_TRY(auto account, living_account(tx, id));
  PARVIS_TRY(auto city, told(name_of_city(tx)));
  return Words{std::move(account), std::move(city)};
}

/// Judged and hashed outside any transaction: it takes a fifth of a second.
Result<std::string, Failure> hash_for(const Words& words, const std::string& service,
                                      const std::optional<crypto::LeakedPasswords>& leaked,
                                      const std::string& password) {
  const std::vector<std::string> avoid{words.account.email, words.account.name, words.city, service};
  if (const auto why = crypto::judge(password, avoid)) return no(too_weak(*why));
  using Answer = crypto::LeakedPasswords::Answer;
  const auto answer = leaked ? leaked->has(password) : Answer::is_not_there;
  if (answer == Answer::is_there) return no(too_weak(crypto::PasswordRefusal::leaked));
  if (answer == Answer::cannot_tell) return no(Failure(Refusal::busy));
  auto hash = crypto::hash_password(password);
  if (!hash) return no(Failure(Refusal::busy));
  return std::move(*hash);
}

/// Whoever has no address is told by the page alone.
Result<void, db::Fault> tell_by_mail(Transaction& tx, const AccountRow& account,
                                     const Credentials::LinkMail& notice) {
  if (account.email.empty() || notice.text.empty()) return {};
  return queue(tx, {account.id, account.name, account.email, notice.subject, notice.text});
}

OfferedApp shown(const std::string& service, const Words& words, const std::string& secret) {
  const auto name = words.account.email.empty() ? words.account.name : words.account.email;
  return {crypto::totp_uri(service + " " + words.city, name, secret), crypto::base32(secret)};
}

Result<FoundCode, Failure> invitation_or_reset(Transaction& tx, std::string_view link, Code kind) {
  PARVIS_TRY(const auto code, told(code_of_link(tx, link)));
  if (!code || code->kind != kind) return no(Failure(Refusal::link_used));
  return *code;
}

/// The secret that an invitation offers: the same each time its page is loaded, and kept nowhere, so that reading the
/// page writes nothing. It comes from the link, which counts once, and from a key outside the database.
std::string offered_by(const Transaction& tx, std::string_view invitation) {
  return tx.lookup_hash("app of an invitation", invitation).bytes.substr(0, crypto::totp_secret_bytes);
}

/// Confirms the app that was offered, with a code of it.
Result<void, Failure> confirm_app(Transaction& tx, AccountId id, const std::optional<std::string>& offered,
                                  std::string_view app_code) {
  const auto step =
      offered ? crypto::accepted_totp_step(*offered, app_code, seconds_of(tx.now()), -1) : std::nullopt;
  if (!step) return no(Failure(Refusal::wrong_code));
  PARVIS_ACCOUNTS_DONE(set_app(tx, id, *offered, *step));
  return {};
}

Result<void, Failure> add_identity_to(Transaction& tx, AccountId id, std::string_view issuer,
                                      std::string_view subject) {
  const auto hash = hash_of_subject(tx, issuer, subject);
  PARVIS_TRY(const auto there, told(tx.first(identity_there, tx.city(), hash)));
  if (there) {
    if (there->get<AccountId>(0) == id) return {};
    return no(Failure(Refusal::identity_taken));
  }
  PARVIS_ACCOUNTS_DONE(
      tx.run_unrecorded(add_identity, crypto::random_id(), tx.city(), id, issuer, hash, tx.now()));
  tx.tell(about_account(Act::identity_linked, id));
  return {};
}

/// Only who has no way in yet: else whoever invites could sign in as anybody.
Result<SingleUse, Failure> make_invitation(Transaction& tx, const crypto::Keyring& keys, AccountId id) {
  PARVIS_TRY(const auto secrets, told(secrets_of(tx, id)));
  PARVIS_TRY(const auto identities, told(tx.first(identities_of, tx.city(), id)));
  if (secrets.password || secrets.app || identities->get<std::int64_t>(0) > 0)
    return no(Failure(Refusal::signs_in_already));
  PARVIS_ACCOUNTS_DONE(end_codes(tx, id, Code::invitation));
  // Who had the earlier link may have seen what was offered with it.
  PARVIS_ACCOUNTS_DONE(set_offered(tx, id, std::nullopt));
  PARVIS_TRY(auto made, told(keep_code(tx, keys, id, Code::invitation)));
  tx.tell(about_account(Act::code_made, id, id_of(Code::invitation)));
  return made;
}

std::string filled(const std::string& text, const std::string& link, const std::string& code) {
  return fill(text, {{"link", link}, {"code", code}});
}

}  // namespace

db::Bytes hash_of_subject(const Transaction& tx, std::string_view issuer, std::string_view subject) {
  // No issuer has a line break in it, so that no two pairs read alike.
  return tx.lookup_hash("sign-in identity", std::string(issuer) + "\n" + std::string(subject));
}

Result<SingleUse, Failure> Credentials::invite(const Actor& actor, Moment now, AccountId id) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<SingleUse, Failure> {
    PARVIS_TRY([[maybe_unused]] const auto account, living_account(tx, id));
    return make_invitation(tx, store_.keys(), id);
  });
}

Result<void, Failure> Credentials::invite_by_mail(const Actor& actor, Moment now, AccountId id,
                                                  const std::string& address_before, const LinkMail& mail) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<void, Failure> {
    PARVIS_TRY(const auto account, living_account(tx, id));
    if (account.email.empty()) return no(Failure(Refusal::no_email));
    PARVIS_TRY(const auto made, make_invitation(tx, store_.keys(), id));
    const auto link = address_before + made.link;
    PARVIS_ACCOUNTS_DONE(queue(tx, {id, account.name, account.email, filled(mail.subject, link, made.typed),
                                    filled(mail.text, link, made.typed)}));
    return {};
  });
}

Result<SingleUse, Failure> Credentials::make_code(const Actor& actor, Moment now, AccountId id, Code kind) {
  PARVIS_ASSERT(kind == Code::paper || kind == Code::beside || kind == Code::demo);
  if (kind == Code::beside && (!actor.account || actor.account == id))
    return no(Failure(Refusal::not_allowed));
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<SingleUse, Failure> {
    PARVIS_TRY([[maybe_unused]] const auto account, living_account(tx, id));
    if (kind != Code::demo) {
      PARVIS_TRY(const bool two, told(needs_two(tx, id)));
      if (two) return no(Failure(Refusal::staff_need_two));
    }
    PARVIS_ACCOUNTS_DONE(end_codes(tx, id, kind));
    PARVIS_TRY(auto made, told(keep_code(tx, store_.keys(), id, kind)));
    tx.tell(about_account(Act::code_made, id, id_of(kind)));
    return made;
  });
}

Result<Linked, Failure> Credentials::look_at(CityId city, Moment now, std::string_view link) {
  return store_.read(nobody_yet(city), now, [&](Transaction& tx) -> Result<Linked, Failure> {
    PARVIS_TRY(const auto code, told(code_of_link(tx, link)));
    if (!code) return no(Failure(Refusal::link_used));
    PARVIS_TRY(const auto row, told(account_row(tx, code->account)));
    if (!row || row->disabled_at) return no(Failure(Refusal::link_used));
    return Linked{code->kind, row->id, row->name, row->email, row->language};
  });
}

Result<OfferedApp, Failure> Credentials::offer_app(CityId city, Moment now, std::string_view invitation) {
  return store_.read(nobody_yet(city), now, [&](Transaction& tx) -> Result<OfferedApp, Failure> {
    PARVIS_TRY(const auto code, invitation_or_reset(tx, invitation, Code::invitation));
    PARVIS_TRY(const auto words, words_around(tx, code.account));
    return shown(service_, words, offered_by(tx, invitation));
  });
}

Result<OfferedApp, Failure> Credentials::offer_another_app(const Actor& actor, Moment now) {
  PARVIS_ASSERT(actor.account.has_value());
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<OfferedApp, Failure> {
    PARVIS_TRY(const auto words, words_around(tx, *actor.account));
    const auto secret = crypto::new_totp_secret();
    PARVIS_ACCOUNTS_DONE(set_offered(tx, *actor.account, secret));
    return shown(service_, words, secret);
  });
}

Result<OfferedApp, Failure> Credentials::app_on_offer(const Actor& actor, Moment now) {
  PARVIS_ASSERT(actor.account.has_value());
  PARVIS_TRY(const auto waiting,
             store_.read(actor, now, [&](Transaction& tx) -> Result<std::optional<OfferedApp>, Failure> {
               PARVIS_TRY(const auto words, words_around(tx, *actor.account));
               PARVIS_TRY(const auto secrets, told(secrets_of(tx, *actor.account)));
               if (!secrets.offered) return std::optional<OfferedApp>();
               return std::optional(shown(service_, words, *secrets.offered));
             }));
  return waiting ? Result<OfferedApp, Failure>(*waiting) : offer_another_app(actor, now);
}

Result<std::vector<std::string>, Failure> Credentials::accept(CityId city, Moment now, std::string_view link,
                                                              const std::string& password,
                                                              std::string_view app_code) {
  PARVIS_TRY(const auto words,
             store_.read(nobody_yet(city), now, [&](Transaction& tx) -> Result<Words, Failure> {
               PARVIS_TRY(const auto code, invitation_or_reset(tx, link, Code::invitation));
               return words_around(tx, code.account);
             }));
  PARVIS_TRY(const auto hash, hash_for(words, service_, leaked_, password));
  const auto id = words.account.id;
  return store_.transact(
      themself(city, id), now, [&](Transaction& tx) -> Result<std::vector<std::string>, Failure> {
        PARVIS_TRY(const auto code, invitation_or_reset(tx, link, Code::invitation));
        PARVIS_TRY([[maybe_unused]] const auto account, living_account(tx, id));
        if (auto confirmed = confirm_app(tx, id, offered_by(tx, link), app_code); !confirmed)
          return no(std::move(confirmed).error());
        PARVIS_TRY(const bool first, told(spend(tx, code)));
        if (!first) return no(Failure(Refusal::link_used));
        PARVIS_ACCOUNTS_DONE(set_password(tx, id, hash));
        PARVIS_ACCOUNTS_DONE(end_sessions(tx, id));
        PARVIS_TRY(auto codes, told(keep_recovery_codes(tx, store_.keys(), id)));
        tx.tell(about_account(Act::secrets_changed, id, "invitation_accepted"));
        return codes;
      });
}

Result<AccountId, Failure> Credentials::accept_with_identity(CityId city, Moment now, std::string_view link,
                                                             std::string_view issuer,
                                                             std::string_view subject, bool second_factor) {
  return store_.transact(nobody_yet(city), now, [&](Transaction& tx) -> Result<AccountId, Failure> {
    PARVIS_TRY(const auto code, invitation_or_reset(tx, link, Code::invitation));
    PARVIS_TRY(const auto account, living_account(tx, code.account));
    PARVIS_TRY(const bool two, told(needs_two(tx, account.id)));
    PARVIS_TRY(const auto secrets, told(secrets_of(tx, account.id)));
    if (two && !second_factor && !secrets.app) return no(Failure(Refusal::staff_need_two));
    PARVIS_TRY(const bool first, told(spend(tx, code)));
    if (!first) return no(Failure(Refusal::link_used));
    if (auto added = add_identity_to(tx, account.id, issuer, subject); !added)
      return no(std::move(added).error());
    return account.id;
  });
}

Result<void, Failure> Credentials::ask_by_mail(CityId city, Moment now, const std::string& email, Code kind,
                                               const std::string& address_before, const LinkMail& mail) {
  return store_.transact(nobody_yet(city), now, [&](Transaction& tx) -> Result<void, Failure> {
    PARVIS_TRY(const auto account, told(account_with_email(tx, email)));
    const auto id = account ? account->id : AccountId{0};
    PARVIS_TRY(const auto waiting, told(tx.first(codes_waiting, city, id, id_of(kind), now)));
    PARVIS_TRY(const auto secrets, told(secrets_of(tx, id)));
    PARVIS_TRY(const bool two, told(needs_two(tx, id)));
    const bool fits = kind == Code::email ? !two : secrets.password && secrets.app;
    const bool goes_out =
        account && !account->disabled_at && fits && waiting->get<std::int64_t>(0) < most_mails_waiting;
    // Nobody learns from the answer whether there is such an account; the log knows.
    if (!goes_out) {
      tx.tell({Act::sign_in_refused,
               {},
               account ? "account" : "",
               account ? std::optional(id.number) : std::nullopt,
               "no_mail_sent",
               false});
      return {};
    }
    PARVIS_TRY(const auto made, told(keep_code(tx, store_.keys(), id, kind)));
    const auto link = address_before + made.link;
    PARVIS_ACCOUNTS_DONE(queue(tx, {id, account->name, account->email, filled(mail.subject, link, made.typed),
                                    filled(mail.text, link, made.typed)}));
    tx.tell(about_account(Act::code_made, id, id_of(kind)));
    return {};
  });
}

Result<void, Failure> Credentials::ask_for_reset(CityId city, Moment now, const std::string& email,
                                                 const std::string& address_before, const LinkMail& mail) {
  return ask_by_mail(city, now, email, Code::reset, address_before, mail);
}

Result<void, Failure> Credentials::ask_for_code(CityId city, Moment now, const std::string& email,
                                                const std::string& address_before, const LinkMail& mail) {
  return ask_by_mail(city, now, email, Code::email, address_before, mail);
}

Result<void, Failure> Credentials::reset(CityId city, Moment now, std::string_view link,
                                         const std::string& password, const SecondProof& proof) {
  PARVIS_TRY(const auto words,
             store_.read(nobody_yet(city), now, [&](Transaction& tx) -> Result<Words, Failure> {
               PARVIS_TRY(const auto code, invitation_or_reset(tx, link, Code::reset));
               return words_around(tx, code.account);
             }));
  PARVIS_TRY(const auto hash, hash_for(words, service_, leaked_, password));
  const auto id = words.account.id;
  // A wrong code uses up the link and stands in the log: an answer that is kept, not a no that takes all back.
  PARVIS_TRY(const bool proved,
             store_.transact(themself(city, id), now, [&](Transaction& tx) -> Result<bool, Failure> {
               PARVIS_TRY(const auto code, invitation_or_reset(tx, link, Code::reset));
               PARVIS_TRY([[maybe_unused]] const auto account, living_account(tx, id));
               PARVIS_TRY(const bool first, told(spend(tx, code)));
               if (!first) return no(Failure(Refusal::link_used));
               PARVIS_TRY(const bool right, told(proves(tx, store_.keys(), id, proof)));
               if (!right) {
                 tx.tell(about_account(Act::sign_in_refused, id, "reset_wrong_code"));
                 return false;
               }
               PARVIS_ACCOUNTS_DONE(set_password(tx, id, hash));
               PARVIS_ACCOUNTS_DONE(end_sessions(tx, id));
               PARVIS_ACCOUNTS_DONE(end_codes(tx, id, Code::reset));
               tx.tell(about_account(Act::secrets_changed, id, "password_reset"));
               return true;
             }));
  if (!proved) return no(Failure(Refusal::wrong_code));
  return {};
}

Result<void, Failure> Credentials::change_password(const Actor& actor, Moment now, SessionId kept,
                                                   const std::string& password, const LinkMail& notice) {
  PARVIS_ASSERT(actor.account.has_value());
  const auto id = *actor.account;
  PARVIS_TRY(const auto words,
             store_.read(actor, now, [&](Transaction& tx) { return words_around(tx, id); }));
  PARVIS_TRY(const auto hash, hash_for(words, service_, leaked_, password));
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<void, Failure> {
    PARVIS_TRY(const auto account, living_account(tx, id));
    PARVIS_ACCOUNTS_DONE(set_password(tx, id, hash));
    PARVIS_ACCOUNTS_DONE(end_sessions(tx, id, kept));
    PARVIS_ACCOUNTS_DONE(tell_by_mail(tx, account, notice));
    tx.tell(about_account(Act::secrets_changed, id, "password"));
    return {};
  });
}

Result<void, Failure> Credentials::change_app(const Actor& actor, Moment now, SessionId kept,
                                              std::string_view app_code, const LinkMail& notice) {
  PARVIS_ASSERT(actor.account.has_value());
  const auto id = *actor.account;
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<void, Failure> {
    PARVIS_TRY(const auto account, living_account(tx, id));
    PARVIS_TRY(const auto secrets, told(secrets_of(tx, id)));
    if (auto confirmed = confirm_app(tx, id, secrets.offered, app_code); !confirmed) return confirmed;
    PARVIS_ACCOUNTS_DONE(end_sessions(tx, id, kept));
    PARVIS_ACCOUNTS_DONE(tell_by_mail(tx, account, notice));
    tx.tell(about_account(Act::secrets_changed, id, "app"));
    return {};
  });
}

Result<std::vector<std::string>, Failure> Credentials::new_recovery_codes(const Actor& actor, Moment now,
                                                                          SessionId kept,
                                                                          const LinkMail& notice) {
  PARVIS_ASSERT(actor.account.has_value());
  const auto id = *actor.account;
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<std::vector<std::string>, Failure> {
    PARVIS_TRY(const auto account, living_account(tx, id));
    PARVIS_TRY(auto codes, told(keep_recovery_codes(tx, store_.keys(), id)));
    PARVIS_ACCOUNTS_DONE(end_sessions(tx, id, kept));
    PARVIS_ACCOUNTS_DONE(tell_by_mail(tx, account, notice));
    tx.tell(about_account(Act::secrets_changed, id, "recovery_codes"));
    return codes;
  });
}

Result<int, Failure> Credentials::recovery_codes_left(CityId city, Moment now, AccountId id) {
  return store_.read(themself(city, id), now, [&](Transaction& tx) -> Result<int, Failure> {
    PARVIS_TRY(const auto row, told(tx.first(codes_waiting, city, id, id_of(Code::recovery), now)));
    return row->get<int>(0);
  });
}

Result<void, Failure> Credentials::link_identity(const Actor& actor, Moment now, AccountId id,
                                                 std::string_view issuer, std::string_view subject) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<void, Failure> {
    PARVIS_TRY([[maybe_unused]] const auto account, living_account(tx, id));
    return add_identity_to(tx, id, issuer, subject);
  });
}

Result<Credentials::Ready, Failure> Credentials::make_ready(Transaction& tx, const Words& words,
                                                            const std::string& hash) {
  const auto id = words.account.id;
  const auto secret = crypto::new_totp_secret();
  PARVIS_ACCOUNTS_DONE(end_all_codes(tx, id));
  PARVIS_ACCOUNTS_DONE(set_password(tx, id, hash));
  PARVIS_ACCOUNTS_DONE(set_app(tx, id, secret, -1));
  PARVIS_ACCOUNTS_DONE(end_sessions(tx, id));
  PARVIS_TRY(auto codes, told(keep_recovery_codes(tx, store_.keys(), id)));
  tx.tell(about_account(Act::secrets_changed, id, "set_by_operator"));
  return Ready{shown(service_, words, secret), std::move(codes)};
}

Result<Credentials::Ready, Failure> Credentials::add_ready(const Actor& actor, Moment now,
                                                           const NewAccount& wish, const access::Grant& role,
                                                           const std::string& password) {
  PARVIS_TRY(const auto city,
             store_.read(actor, now, [](Transaction& tx) { return told(name_of_city(tx)); }));
  Words words{
      {.id = {}, .person = {}, .name = wish.name, .email = wish.email, .language = {}, .disabled_at = {}},
      city};
  PARVIS_TRY(const auto hash, hash_for(words, service_, leaked_, password));
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<Ready, Failure> {
    PARVIS_TRY(words.account.id, add_account(tx, wish));
    PARVIS_TRY([[maybe_unused]] const auto given, add_role(tx, words.account.id, role));
    return make_ready(tx, words, hash);
  });
}

Result<Credentials::Ready, Failure> Credentials::set_all(const Actor& actor, Moment now, AccountId id,
                                                         const std::string& password) {
  PARVIS_TRY(const auto words,
             store_.read(actor, now, [&](Transaction& tx) { return words_around(tx, id); }));
  PARVIS_TRY(const auto hash, hash_for(words, service_, leaked_, password));
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<Ready, Failure> {
    PARVIS_TRY([[maybe_unused]] const auto account, living_account(tx, id));
    return make_ready(tx, words, hash);
  });
}

}  // namespace parvis::accounts

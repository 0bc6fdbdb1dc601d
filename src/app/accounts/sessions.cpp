#include "app/accounts/sessions.hpp"

#include <algorithm>

#include "app/accounts/browser.hpp"
#include "app/accounts/rows.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::accounts {
namespace {

using store::Act;
using store::Transaction;

constexpr db::Query add_session{"add_session", R"(
  INSERT INTO session (session_id, city_id, account_id, key_hash, whole, second_factor, tries, began_at, proved_at,
                       last_seen_at, helper_account_id, browser, by_service)
  VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $7, $7, $8, $9, $10))"};
// One row for each role of whoever the key belongs to, at least one.
constexpr db::Query session_of_key{"session_of_key", R"(
  SELECT s.session_id, s.account_id, a.person_id, a.name, a.language, s.second_factor, s.proved_at, s.last_seen_at,
         s.helper_account_id, g.role, g.programme_id, g.partner_id, g.first_day, g.last_day,
         s.began_at
    FROM session s
    JOIN account a ON a.account_id = s.account_id AND a.disabled_at IS NULL
    LEFT JOIN role_grant g ON g.account_id = s.account_id AND g.ended_at IS NULL
         AND (g.needs_second = 0 OR g.seconded_by IS NOT NULL)
   WHERE s.key_hash = $1 AND s.city_id = $2 AND s.whole = 1 AND s.began_at > $3
   ORDER BY g.grant_id)"};
constexpr db::Query seen{"seen",
                         "UPDATE session SET last_seen_at = $2 WHERE session_id = $1 AND last_seen_at < $2"};
constexpr db::Query own_sessions{"own_sessions", R"(
  SELECT session_id, proved_at, last_seen_at, browser, helper_account_id FROM session
   WHERE account_id = $1 AND city_id = $2 AND whole = 1 AND began_at > $3 AND last_seen_at > $4
   ORDER BY last_seen_at DESC, session_id)"};
constexpr db::Query end_one{"end_one",
                            "DELETE FROM session WHERE account_id = $1 AND city_id = $2 AND session_id = $3"};
constexpr db::Query end_of_account{
    "end_of_account", "DELETE FROM session WHERE account_id = $1 AND city_id = $2 AND session_id <> $3"};
constexpr db::Query sweep_sessions{
    "sweep_sessions", "DELETE FROM session WHERE city_id = $1 AND (began_at <= $2 OR last_seen_at <= $3)"};
constexpr db::Query sweep_codes{"sweep_codes",
                                "DELETE FROM sign_in_code WHERE city_id = $1 AND expires_at <= $2"};

constexpr std::int64_t seen_each_s = 60;

template <class Kind>
std::optional<Id<Kind>> id_at(const db::Row& row, std::size_t column) {
  const auto number = row.get<std::optional<std::int64_t>>(column);
  return number ? std::optional(Id<Kind>{*number}) : std::nullopt;
}

std::vector<access::Grant> grants_in(const std::vector<db::Row>& rows) {
  std::vector<access::Grant> grants;
  for (const auto& row : rows) {
    const auto id = row.get<std::optional<std::string>>(9);
    const auto role = id ? access::role_of(*id) : std::nullopt;
    if (role)
      grants.push_back({*role, id_at<access::ProgrammeKind>(row, 10), id_at<access::PartnerKind>(row, 11),
                        row.get<Date>(12), row.get<std::optional<Date>>(13)});
  }
  return grants;
}

bool works_as_staff(const std::vector<access::Grant>& grants, Date day) {
  return std::ranges::any_of(grants, [&](const access::Grant& grant) {
    return access::is_staff(grant.role) && access::holds_on(grant, day);
  });
}

store::What signed_out(AccountId account, std::string_view reason) {
  return about_account(Act::signed_out, account, reason);
}

}  // namespace

Actor SignedIn::actor(CityId city, std::optional<access::Role> role) const {
  return {Actor::Kind::account, account, std::string(role ? access::id_of(*role) : ""), city, helper};
}

bool is_csrf_token_of(const SignedIn& who, std::string_view given) {
  return crypto::is_same_secret(who.csrf_token, given);
}

db::Bytes hash_of_key(const Transaction& tx, std::string_view key) {
  return tx.lookup_hash("session key", key);
}

Result<std::string, db::Fault> open_session(Transaction& tx, const NewSession& wish) {
  auto key = crypto::base64url(crypto::random_bytes(16));
  if (auto done = tx.run_unrecorded(add_session, crypto::random_id(), tx.city(), wish.account,
                                    hash_of_key(tx, key), wish.whole, wish.second_factor, tx.now(),
                                    wish.helper, wish.browser, wish.by_service);
      !done)
    return no(std::move(done).error());
  return key;
}

Result<std::int64_t, db::Fault> end_sessions(Transaction& tx, AccountId account,
                                             std::optional<SessionId> but) {
  return tx.run_unrecorded(end_of_account, account, tx.city(), but.value_or(SessionId{0}));
}

Result<Visitor, Failure> Sessions::who(CityId city, Moment now, std::string_view key) {
  struct Found {
    SignedIn who;
    Moment last_seen;
  };
  auto found =
      store_.read(nobody_yet(city), now, [&](Transaction& tx) -> Result<std::optional<Found>, Failure> {
        PARVIS_TRY(const auto rows, told(tx.all(session_of_key, hash_of_key(tx, key), city,
                                                now.plus_seconds(-longest_session_s))));
        if (rows.empty()) return std::optional<Found>();
        const auto& row = rows.front();
        const bool is_helped = row.get<std::optional<AccountId>>(8).has_value();
        if (is_helped && seconds_between(row.get<Moment>(14), now) >= beside_s) return std::optional<Found>();
        SignedIn who{.session = row.get<SessionId>(0),
                     .account = row.get<AccountId>(1),
                     .person = row.get<std::optional<PersonId>>(2),
                     .name = row.get<std::string>(3),
                     .language = row.get<std::string>(4),
                     .asker = {true, row.get<bool>(5), grants_in(rows)},
                     .is_staff = false,
                     .fresh_until = row.get<Moment>(6).plus_seconds(fresh_s),
                     .helper = row.get<std::optional<AccountId>>(8),
                     .csrf_token = {}};
        who.is_staff = works_as_staff(who.asker.grants, now.day_utc());
        return std::optional(Found{std::move(who), row.get<Moment>(7)});
      });
  if (!found) return no(std::move(found).error());
  if (!*found) return Visitor();
  auto& who = (*found)->who;
  const auto unseen_s = seconds_between((*found)->last_seen, now);
  if (unseen_s >= (who.is_staff ? staff_idle_s : others_idle_s)) return Visitor();
  who.csrf_token = crypto::base64url(store_.keys().keyed_hash("csrf token", key));
  if (unseen_s >= seen_each_s) {
    auto marked = store_.transact(nobody_yet(city), now,
                                  [&](Transaction& tx) { return tx.run_unrecorded(seen, who.session, now); });
    // A disk that is full does not sign anybody out.
    if (!marked && marked.error().kind != db::Fault::Kind::full &&
        marked.error().kind != db::Fault::Kind::stopped)
      return no(Failure(std::move(marked).error()));
  }
  return std::move(who);
}

Result<void, Failure> Sessions::sign_out(CityId city, Moment now, const SignedIn& who) {
  PARVIS_TRY([[maybe_unused]] const bool ended, end(city, now, who, who.session));
  return {};
}

Result<std::vector<OwnSession>, Failure> Sessions::own(CityId city, Moment now, const SignedIn& who) {
  const auto idle = who.is_staff ? staff_idle_s : others_idle_s;
  return store_.read(who.actor(city), now, [&](Transaction& tx) -> Result<std::vector<OwnSession>, Failure> {
    PARVIS_TRY(const auto rows, told(tx.all(own_sessions, who.account, city,
                                            now.plus_seconds(-longest_session_s), now.plus_seconds(-idle))));
    std::vector<OwnSession> sessions;
    for (const auto& row : rows)
      sessions.push_back({row.get<SessionId>(0), row.get<Moment>(1), row.get<Moment>(2),
                          browser_in_words(row.get<std::string>(3)), row.get<SessionId>(0) == who.session,
                          row.get<std::optional<AccountId>>(4).has_value()});
    return sessions;
  });
}

Result<bool, Failure> Sessions::end(CityId city, Moment now, const SignedIn& who, SessionId session) {
  return store_.transact(who.actor(city), now, [&](Transaction& tx) -> Result<bool, Failure> {
    PARVIS_TRY(const auto ended, told(tx.run_unrecorded(end_one, who.account, city, session)));
    if (ended > 0) tx.tell(signed_out(who.account, session == who.session ? "" : "another_session"));
    return ended > 0;
  });
}

Result<int, Failure> Sessions::end_others(CityId city, Moment now, const SignedIn& who) {
  return store_.transact(who.actor(city), now, [&](Transaction& tx) -> Result<int, Failure> {
    PARVIS_TRY(const auto ended, told(end_sessions(tx, who.account, who.session)));
    if (ended > 0) tx.tell(signed_out(who.account, "other_sessions"));
    return static_cast<int>(ended);
  });
}

Result<std::int64_t, Failure> Sessions::sweep(CityId city, Moment now) {
  return store_.transact(nobody_yet(city), now, [&](Transaction& tx) -> Result<std::int64_t, Failure> {
    PARVIS_TRY(const auto sessions,
               told(tx.run_unrecorded(sweep_sessions, city, now.plus_seconds(-longest_session_s),
                                      now.plus_seconds(-others_idle_s))));
    PARVIS_TRY(const auto codes, told(tx.run_unrecorded(sweep_codes, city, now)));
    return sessions + codes;
  });
}

}  // namespace parvis::accounts

#include "app/accounts/rows.hpp"

#include "platform/crypto/codes.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/crypto/totp.hpp"

namespace parvis::accounts {
namespace {

using store::Transaction;

constexpr db::Query account_by_id{"account_by_id", R"(
  SELECT account_id, person_id, name, email, language, disabled_at FROM account
   WHERE city_id = $1 AND account_id = $2)"};
constexpr db::Query account_by_email{"account_by_email", R"(
  SELECT account_id, person_id, name, email, language, disabled_at FROM account
   WHERE city_id = $1 AND email_folded = $2)"};
constexpr db::Query roles_not_ended{"roles_not_ended", R"(
  SELECT grant_id, role, programme_id, partner_id, first_day, last_day, granted_by, needs_second, seconded_by
    FROM role_grant WHERE account_id = $1 AND city_id = $2 AND ended_at IS NULL ORDER BY grant_id)"};

constexpr db::Query secrets_of_account{"secrets_of_account", R"(
  SELECT password, totp_secret, totp_last_step, totp_offered FROM credential WHERE account_id = $1)"};
constexpr db::Query room_for_secrets{"room_for_secrets", R"(
  INSERT INTO credential (account_id, city_id, totp_last_step) VALUES ($1, $2, -1) ON CONFLICT (account_id) DO NOTHING)"};
constexpr db::Query keep_password{"keep_password",
                                  "UPDATE credential SET password = $2 WHERE account_id = $1"};
constexpr db::Query keep_offered{"keep_offered",
                                 "UPDATE credential SET totp_offered = $2 WHERE account_id = $1"};
constexpr db::Query keep_app{"keep_app", R"(
  UPDATE credential SET totp_secret = $2, totp_last_step = $3, totp_offered = NULL WHERE account_id = $1)"};
constexpr db::Query take_step{"take_step", R"(
  UPDATE credential SET totp_last_step = $2 WHERE account_id = $1 AND totp_last_step < $2)"};

store::Key key_of(AccountId id) {
  return {db::value(id)};
}

Result<std::optional<AccountRow>, db::Fault> read_account(Result<std::optional<db::Row>, db::Fault> found) {
  if (!found) return no(std::move(found).error());
  if (!*found) return std::optional<AccountRow>();
  const auto& row = **found;
  return std::optional(AccountRow{row.get<AccountId>(0), row.get<std::optional<PersonId>>(1),
                                  row.get<std::string>(2),
                                  row.get<std::optional<std::string>>(3).value_or(""),
                                  row.get<std::string>(4), row.get<std::optional<Moment>>(5)});
}

template <class Kind>
std::optional<Id<Kind>> id_in(const db::Row& row, std::size_t column) {
  const auto number = row.get<std::optional<std::int64_t>>(column);
  return number ? std::optional(Id<Kind>{*number}) : std::nullopt;
}

Result<std::optional<std::string>, db::Fault> opened(Transaction& tx, AccountId id, std::string_view column,
                                                     const std::optional<db::Bytes>& cell) {
  if (!cell) return std::optional<std::string>();
  PARVIS_TRY(auto plain, tx.open("credential", column, key_of(id), *cell));
  return std::optional(std::move(plain));
}

Result<void, db::Fault> done(Result<std::int64_t, db::Fault> answer) {
  if (!answer) return no(std::move(answer).error());
  return {};
}

Result<void, db::Fault> with_room(Transaction& tx, AccountId id) {
  return done(tx.run_unrecorded(room_for_secrets, id, tx.city()));
}

db::Bytes sealed(Transaction& tx, AccountId id, std::string_view column, const std::string& plain) {
  return {tx.seal("credential", column, key_of(id), plain)};
}

}  // namespace

Result<std::optional<AccountRow>, db::Fault> account_row(Transaction& tx, AccountId id) {
  return read_account(tx.first(account_by_id, tx.city(), id));
}

Result<std::optional<AccountRow>, db::Fault> account_with_email(Transaction& tx, std::string_view email) {
  // For what is no address the same statement runs, and finds nobody.
  return read_account(tx.first(account_by_email, tx.city(), folded_email(email).value_or("")));
}

Result<AccountRow, Failure> living_account(Transaction& tx, AccountId id) {
  PARVIS_TRY(auto row, told(account_row(tx, id)));
  if (!row || row->disabled_at) return no(Failure(Refusal::no_such_account));
  return std::move(*row);
}

Result<std::vector<GivenRole>, db::Fault> roles_of(Transaction& tx, AccountId id) {
  PARVIS_TRY(const auto rows, tx.all(roles_not_ended, id, tx.city()));
  std::vector<GivenRole> roles;
  for (const auto& row : rows) {
    const auto role = access::role_of(row.get<std::string>(1));
    if (!role) continue;  // A role of a later version gives nothing here.
    roles.push_back({row.get<GrantId>(0),
                     {*role, id_in<access::ProgrammeKind>(row, 2), id_in<access::PartnerKind>(row, 3),
                      row.get<Date>(4), row.get<std::optional<Date>>(5)},
                     row.get<std::optional<AccountId>>(6),
                     row.get<bool>(7) && !row.get<std::optional<AccountId>>(8)});
  }
  return roles;
}

Result<bool, db::Fault> needs_two(Transaction& tx, AccountId id) {
  PARVIS_TRY(const auto secrets, secrets_of(tx, id));
  if (secrets.app) return true;
  PARVIS_TRY(const auto roles, roles_of(tx, id));
  for (const auto& role : roles)
    if (access::is_staff(role.grant.role) &&
        (!role.grant.last_day || *role.grant.last_day >= tx.now().day_utc()))
      return true;
  return false;
}

Result<Secrets, db::Fault> secrets_of(Transaction& tx, AccountId id) {
  PARVIS_TRY(const auto row, tx.first(secrets_of_account, id));
  Secrets secrets;
  if (!row) return secrets;
  PARVIS_TRY(secrets.password, opened(tx, id, "password", row->get<std::optional<db::Bytes>>(0)));
  PARVIS_TRY(secrets.app, opened(tx, id, "totp_secret", row->get<std::optional<db::Bytes>>(1)));
  secrets.last_step = row->get<std::int64_t>(2);
  PARVIS_TRY(secrets.offered, opened(tx, id, "totp_offered", row->get<std::optional<db::Bytes>>(3)));
  return secrets;
}

Result<void, db::Fault> set_password(Transaction& tx, AccountId id, const std::string& hash) {
  if (auto room = with_room(tx, id); !room) return room;
  return done(tx.run_unrecorded(keep_password, id, sealed(tx, id, "password", hash)));
}

Result<void, db::Fault> set_offered(Transaction& tx, AccountId id, const std::optional<std::string>& secret) {
  if (auto room = with_room(tx, id); !room) return room;
  std::optional<db::Bytes> cell;
  if (secret) cell = sealed(tx, id, "totp_offered", *secret);
  return done(tx.run_unrecorded(keep_offered, id, cell));
}

Result<void, db::Fault> set_app(Transaction& tx, AccountId id, const std::string& secret, std::int64_t step) {
  if (auto room = with_room(tx, id); !room) return room;
  return done(tx.run_unrecorded(keep_app, id, sealed(tx, id, "totp_secret", secret), step));
}

Result<bool, db::Fault> proves(Transaction& tx, const crypto::Keyring& keys, AccountId id,
                               const SecondProof& proof) {
  if (proof.kind == SecondProof::Kind::recovery) {
    PARVIS_TRY(const auto code, code_typed(tx, keys, Code::recovery, id, proof.given));
    return code ? spend(tx, *code) : Result<bool, db::Fault>(false);
  }
  PARVIS_TRY(const auto secrets, secrets_of(tx, id));
  if (!secrets.app) return false;
  const auto now_s = tx.now().microseconds() / 1'000'000;
  const auto step = crypto::accepted_totp_step(*secrets.app, proof.given, now_s, secrets.last_step);
  if (!step) return false;
  // The database parts two who come at the same moment.
  PARVIS_TRY(const auto taken, tx.run_unrecorded(take_step, id, *step));
  return taken == 1;
}

}  // namespace parvis::accounts

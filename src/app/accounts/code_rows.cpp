// Codes and links that count once.
#include <array>

#include "app/accounts/rows.hpp"
#include "platform/crypto/codes.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::accounts {
namespace {

using store::Transaction;

constexpr db::Query add_code{"add_code", R"(
  INSERT INTO sign_in_code (code_id, city_id, account_id, kind, link_hash, typed_hash, made_at, expires_at, made_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9))"};
constexpr db::Query code_by_link{"code_by_link", R"(
  SELECT code_id, account_id, kind, made_by FROM sign_in_code
   WHERE city_id = $1 AND link_hash = $2 AND expires_at > $3)"};
constexpr db::Query code_by_typed{"code_by_typed", R"(
  SELECT code_id, account_id, kind, made_by FROM sign_in_code
   WHERE city_id = $1 AND kind = $2 AND typed_hash = $3 AND (expires_at IS NULL OR expires_at > $4))"};
constexpr db::Query take_code{"take_code", "DELETE FROM sign_in_code WHERE city_id = $1 AND code_id = $2"};
constexpr db::Query take_codes_of_kind{
    "take_codes_of_kind", "DELETE FROM sign_in_code WHERE city_id = $1 AND account_id = $2 AND kind = $3"};
constexpr db::Query take_codes{"take_codes",
                               "DELETE FROM sign_in_code WHERE city_id = $1 AND account_id = $2"};

constexpr std::int64_t minute_s = 60, hour_s = 3600, day_s = 24 * 3600;

constexpr std::array<Code, 7> all_codes{Code::recovery, Code::invitation, Code::reset, Code::email,
                                        Code::paper,    Code::beside,     Code::demo};

std::int64_t lasts_s(Code kind) {
  switch (kind) {
    case Code::invitation:
    case Code::paper: return 7 * day_s;
    case Code::reset: return hour_s;
    case Code::email:
    case Code::beside: return 10 * minute_s;
    case Code::demo: return day_s;
    case Code::recovery: break;
  }
  return 0;
}

// What is typed together with an e-mail address is short; what says by itself whose it is, longer.
crypto::CodeKind spelling_of(Code kind) {
  return kind == Code::email ? crypto::CodeKind::single_use : crypto::CodeKind::recovery;
}

std::optional<db::Bytes> hash_typed(const crypto::Keyring& keys, Code kind, std::optional<AccountId> account,
                                    std::string_view typed) {
  auto hash = crypto::hash_of_code(keys, spelling_of(kind), account.value_or(AccountId{0}).number, typed);
  return hash ? std::optional(db::Bytes{std::move(*hash)}) : std::nullopt;
}

std::optional<AccountId> named_with(Code kind, AccountId account) {
  return kind == Code::paper || kind == Code::beside ? std::nullopt : std::optional(account);
}

db::Bytes hash_of_link(const Transaction& tx, std::string_view link) {
  return tx.lookup_hash("sign-in link", link);
}

std::optional<FoundCode> read_code(const std::optional<db::Row>& row) {
  if (!row) return std::nullopt;
  const auto name = row->get<std::string>(2);
  FoundCode code{row->get<std::int64_t>(0), row->get<AccountId>(1), Code::recovery,
                 row->get<std::optional<AccountId>>(3)};
  for (const auto kind : all_codes)
    if (id_of(kind) == name) code.kind = kind;
  return code;
}

}  // namespace

std::string_view id_of(Code kind) {
  switch (kind) {
    case Code::recovery: return "recovery";
    case Code::invitation: return "invitation";
    case Code::reset: return "reset";
    case Code::email: return "email";
    case Code::paper: return "paper";
    case Code::beside: return "beside";
    case Code::demo: return "demo";
  }
  return {};
}

Result<SingleUse, db::Fault> keep_code(Transaction& tx, const crypto::Keyring& keys, AccountId account,
                                       Code kind) {
  SingleUse made;
  made.link = crypto::base64url(crypto::random_bytes(16));
  made.expires_at = tx.now().plus_seconds(lasts_s(kind));
  std::optional<db::Bytes> typed_hash;
  if (kind == Code::email || kind == Code::paper || kind == Code::beside) {
    made.typed = crypto::new_code(spelling_of(kind));
    typed_hash = hash_typed(keys, kind, named_with(kind, account), made.typed);
  }
  if (auto done = tx.run_unrecorded(add_code, crypto::random_id(), tx.city(), account, id_of(kind),
                                    hash_of_link(tx, made.link), typed_hash, tx.now(), made.expires_at,
                                    tx.actor().account);
      !done)
    return no(std::move(done).error());
  return made;
}

Result<std::vector<std::string>, db::Fault> keep_recovery_codes(Transaction& tx, const crypto::Keyring& keys,
                                                                AccountId account) {
  PARVIS_TRY([[maybe_unused]] const auto ended, end_codes(tx, account, Code::recovery));
  auto codes = crypto::recovery_codes();
  for (const auto& code : codes)
    if (auto done = tx.run_unrecorded(
            add_code, crypto::random_id(), tx.city(), account, id_of(Code::recovery), db::Null{},
            hash_typed(keys, Code::recovery, account, code), tx.now(), db::Null{}, db::Null{});
        !done)
      return no(std::move(done).error());
  return codes;
}

Result<std::optional<FoundCode>, db::Fault> code_of_link(Transaction& tx, std::string_view link) {
  PARVIS_TRY(const auto row, tx.first(code_by_link, tx.city(), hash_of_link(tx, link), tx.now()));
  return read_code(row);
}

Result<std::optional<FoundCode>, db::Fault> code_typed(Transaction& tx, const crypto::Keyring& keys,
                                                       Code kind, std::optional<AccountId> account,
                                                       std::string_view typed) {
  const auto hash = hash_typed(keys, kind, account, typed);
  if (!hash) return std::optional<FoundCode>();
  PARVIS_TRY(const auto row, tx.first(code_by_typed, tx.city(), id_of(kind), *hash, tx.now()));
  return read_code(row);
}

Result<bool, db::Fault> spend(Transaction& tx, const FoundCode& code) {
  PARVIS_TRY(const auto taken, tx.run_unrecorded(take_code, tx.city(), code.id));
  return taken == 1;
}

Result<std::int64_t, db::Fault> end_codes(Transaction& tx, AccountId account, Code kind) {
  return tx.run_unrecorded(take_codes_of_kind, tx.city(), account, id_of(kind));
}

Result<std::int64_t, db::Fault> end_all_codes(Transaction& tx, AccountId account) {
  return tx.run_unrecorded(take_codes, tx.city(), account);
}

}  // namespace parvis::accounts

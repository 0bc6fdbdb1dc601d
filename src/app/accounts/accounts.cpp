#include "app/accounts/accounts.hpp"

#include <algorithm>

#include "app/accounts/rows.hpp"
#include "platform/base/fold.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/net/mail.hpp"

namespace parvis::accounts {
namespace {

using store::Act;
using store::Transaction;

constexpr db::Query account_of_person{"account_of_person",
                                      "SELECT account_id FROM account WHERE city_id = $1 AND person_id = $2"};
constexpr db::Query page_of_accounts{"page_of_accounts", R"(
  SELECT account_id FROM account WHERE city_id = $1 AND account_id > $2 ORDER BY account_id LIMIT $3)"};
// An account whose roles have all ended is anybody's who sees the whole city; one that never had any, and no record in
// the register, waits for its first.
constexpr db::Query page_of_staff{"page_of_staff", R"(
  SELECT a.account_id FROM account a
   WHERE a.city_id = $1 AND a.account_id > $2
     AND (EXISTS (SELECT 1 FROM role_grant g
                   WHERE g.account_id = a.account_id AND g.ended_at IS NULL AND g.role NOT IN ('adept', 'mentor')
                     AND ($4 = '*' OR $4 LIKE '%,' || CAST(g.programme_id AS TEXT) || ',%'))
          OR (a.person_id IS NULL
              AND NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = a.account_id
                                 AND (g.ended_at IS NULL OR g.role IN ('adept', 'mentor') OR $4 <> '*'))))
   ORDER BY a.account_id LIMIT $3)"};
constexpr db::Query one_account{"one_account", R"(
  SELECT a.person_id, a.name, a.email, a.language, a.made_at, a.disabled_at,
         CASE WHEN c.password IS NULL THEN 0 ELSE 1 END, CASE WHEN c.totp_secret IS NULL THEN 0 ELSE 1 END,
         (SELECT COUNT(*) FROM sign_in_identity i WHERE i.account_id = a.account_id)
    FROM account a LEFT JOIN credential c ON c.account_id = a.account_id
   WHERE a.city_id = $1 AND a.account_id = $2)"};
constexpr db::Query whose_grant{"whose_grant", R"(
  SELECT account_id FROM role_grant WHERE city_id = $1 AND grant_id = $2 AND ended_at IS NULL)"};

struct Email {
  std::optional<std::string> as_written, folded;
};
Result<Email, Failure> judged(const std::string& email) {
  if (trimmed(email).empty()) return Email{};
  const auto address = net::judged_address(trimmed(email));
  if (!address) return no(Failure(Refusal::email_strange));
  return Email{*address, folded_email(*address)};
}

Result<Account, Failure> whole_account(Transaction& tx, AccountId id) {
  PARVIS_TRY(const auto row, told(tx.first(one_account, tx.city(), id)));
  if (!row) return no(Failure(Refusal::no_such_account));
  Account account{.id = id,
                  .person = row->get<std::optional<PersonId>>(0),
                  .name = row->get<std::string>(1),
                  .email = row->get<std::optional<std::string>>(2).value_or(""),
                  .language = row->get<std::string>(3),
                  .made_at = row->get<Moment>(4),
                  .disabled_at = row->get<std::optional<Moment>>(5),
                  .has_password = row->get<bool>(6),
                  .has_app = row->get<bool>(7),
                  .has_identity = row->get<bool>(8),
                  .roles = {}};
  PARVIS_TRY(account.roles, told(roles_of(tx, id)));
  return account;
}

std::vector<access::Grant> counting(const std::vector<GivenRole>& roles) {
  std::vector<access::Grant> grants;
  for (const auto& role : roles)
    if (!role.waits_for_second) grants.push_back(role.grant);
  return grants;
}

bool overlap(const access::Grant& one, const access::Grant& other) {
  return (!one.last_day || other.first_day <= *one.last_day) &&
         (!other.last_day || one.first_day <= *other.last_day);
}

bool is_same_role(const access::Grant& one, const access::Grant& other) {
  return one.role == other.role && one.programme == other.programme && one.partner == other.partner;
}

/// May the actor give or end this role? Whether they signed in with two steps and anew was asked at the door.
Result<access::Conditions, Failure> handing_out_by(Transaction& tx, AccountId to,
                                                   const access::Grant& grant) {
  const auto& actor = tx.actor();
  if (actor.kind == Actor::Kind::operator_) return access::Conditions();
  if (actor.kind != Actor::Kind::account || !actor.account) return no(Failure(Refusal::not_allowed));
  PARVIS_TRY([[maybe_unused]] const auto giver, living_account(tx, *actor.account));
  PARVIS_TRY(const auto roles, told(roles_of(tx, *actor.account)));
  const access::Asker asker{true, true, counting(roles)};
  access::Relation relation;
  relation.own = to == *actor.account;
  relation.offered = grant;
  if (grant.programme) relation.programmes = {*grant.programme};
  if (grant.partner) relation.partners = {*grant.partner};
  std::optional<access::Conditions> mildest;
  for (const auto doing : {access::Doing::grant, access::Doing::invite}) {
    const auto verdict =
        access::may(asker, access::Thing::users_and_roles, doing, relation, tx.now().day_utc());
    if (verdict.is_allowed() && (!mildest || verdict.conditions < *mildest)) mildest = verdict.conditions;
  }
  if (!mildest) return no(Failure(Refusal::not_allowed));
  return *mildest;
}

/// "*" for the whole city, else ",12,13,": the programmes whose staff may be listed.
std::string programmes_text(const access::RowScope& scope) {
  std::string text = ",";
  for (const auto& part : scope.listed().parts) {
    if (part.partner) continue;
    if (!part.programme) return "*";
    text += std::to_string(part.programme->number) + ",";
  }
  return text;
}

/// A grant that has not been ended, and whose it is.
struct Held {
  GivenRole role;
  AccountRow account;
};
Result<Held, Failure> held_grant(Transaction& tx, GrantId id) {
  PARVIS_TRY(const auto row, told(tx.first(whose_grant, tx.city(), id)));
  if (!row) return no(Failure(Refusal::no_such_grant));
  PARVIS_TRY(auto account, told(account_row(tx, row->get<AccountId>(0))));
  if (!account) return no(Failure(Refusal::no_such_grant));
  PARVIS_TRY(const auto roles, told(roles_of(tx, account->id)));
  const auto found = std::ranges::find(roles, id, &GivenRole::id);
  if (found == roles.end()) return no(Failure(Refusal::no_such_grant));
  return Held{*found, std::move(*account)};
}

template <class Kind>
std::optional<std::int64_t> number_of(const std::optional<Id<Kind>>& id) {
  return id ? std::optional(id->number) : std::nullopt;
}

store::What about_grant(Act act, GrantId id, const access::Grant& grant) {
  return {act, {}, "role_grant", id.number, std::string(access::id_of(grant.role)), false};
}

}  // namespace

bool is_staff_account(const Account& account) {
  if (account.roles.empty()) return !account.person;
  return std::ranges::any_of(account.roles,
                             [](const GivenRole& role) { return access::is_staff(role.grant.role); });
}

std::optional<std::string> folded_email(std::string_view email) {
  const auto address = net::judged_address(trimmed(email));
  if (!address) return std::nullopt;
  auto text = *address;
  for (char& letter : text)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return text;
}

Result<AccountId, Failure> add_account(Transaction& tx, const NewAccount& wish) {
  if (trimmed(wish.name).empty()) return no(Failure(Refusal::name_missing));
  PARVIS_TRY(const auto email, judged(wish.email));
  const AccountId id{crypto::random_id()};
  PARVIS_ACCOUNTS_DONE(tx.add("account", {{"account_id", id},
                                          {"city_id", tx.city()},
                                          {"person_id", wish.person},
                                          {"name", trimmed(wish.name)},
                                          {"email", email.as_written},
                                          {"email_folded", email.folded},
                                          {"language", wish.language},
                                          {"made_at", tx.now()},
                                          {"edition", 1}}));
  tx.tell(about_account(Act::account_made, id));
  return id;
}

Result<AccountId, Failure> Accounts::make(const Actor& actor, Moment now, const NewAccount& wish) {
  return store_.transact(actor, now, [&](Transaction& tx) { return add_account(tx, wish); });
}

Result<void, Failure> Accounts::change(const Actor& actor, Moment now, AccountId id, const std::string& name,
                                       const std::string& language) {
  if (trimmed(name).empty()) return no(Failure(Refusal::name_missing));
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<void, Failure> {
    PARVIS_TRY(const bool there, told(tx.change("account", {db::value(id)},
                                                {{"name", trimmed(name)}, {"language", language}})));
    if (!there) return no(Failure(Refusal::no_such_account));
    tx.tell(about_account(Act::account_changed, id));
    return {};
  });
}

Result<void, Failure> Accounts::disable(const Actor& actor, Moment now, AccountId id) {
  if (actor.account == id) return no(Failure(Refusal::not_allowed));
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<void, Failure> {
    PARVIS_TRY(const auto row, told(account_row(tx, id)));
    if (!row) return no(Failure(Refusal::no_such_account));
    if (row->disabled_at) return no(Failure(Refusal::already_disabled));
    PARVIS_ACCOUNTS_DONE(tx.change("account", {db::value(id)}, {{"disabled_at", now}}));
    PARVIS_ACCOUNTS_DONE(end_sessions(tx, id));
    PARVIS_ACCOUNTS_DONE(end_all_codes(tx, id));
    tx.tell(about_account(Act::account_disabled, id));
    return {};
  });
}

Result<Account, Failure> Accounts::read(const Actor& actor, Moment now, AccountId id) {
  return store_.read(actor, now, [&](Transaction& tx) { return whole_account(tx, id); });
}

Result<std::optional<AccountId>, Failure> Accounts::with_email(const Actor& actor, Moment now,
                                                               const std::string& email) {
  return store_.read(actor, now, [&](Transaction& tx) -> Result<std::optional<AccountId>, Failure> {
    PARVIS_TRY(const auto row, told(account_with_email(tx, email)));
    return row ? std::optional(row->id) : std::nullopt;
  });
}

Result<std::optional<AccountId>, Failure> Accounts::of_person(const Actor& actor, Moment now,
                                                              PersonId person) {
  return store_.read(actor, now, [&](Transaction& tx) -> Result<std::optional<AccountId>, Failure> {
    PARVIS_TRY(const auto row, told(tx.first(account_of_person, tx.city(), person)));
    return row ? std::optional(row->get<AccountId>(0)) : std::nullopt;
  });
}

Result<std::vector<Account>, Failure> Accounts::list(const Actor& actor, Moment now, const Page& page) {
  return store_.read(actor, now, [&](Transaction& tx) -> Result<std::vector<Account>, Failure> {
    PARVIS_TRY(const auto rows,
               told(tx.all(page_of_accounts, tx.city(), page.after.value_or(AccountId{0}), page.most)));
    std::vector<Account> accounts;
    for (const auto& row : rows) {
      PARVIS_TRY(auto account, whole_account(tx, row.get<AccountId>(0)));
      accounts.push_back(std::move(account));
    }
    return accounts;
  });
}

Result<std::vector<Account>, Failure> Accounts::staff(const Actor& actor, Moment now,
                                                      const access::RowScope& scope, const Page& page) {
  auto listed = store_.read(actor, now, [&](Transaction& tx) -> Result<std::vector<Account>, Failure> {
    PARVIS_TRY(const auto rows, told(tx.all(page_of_staff, tx.city(), page.after.value_or(AccountId{0}),
                                            page.most, programmes_text(scope))));
    std::vector<Account> accounts;
    for (const auto& row : rows) {
      PARVIS_TRY(auto account, whole_account(tx, row.get<AccountId>(0)));
      // That a colleague is a mentor or an adept too stands in the register, for those who may read it there.
      std::erase_if(account.roles, [](const GivenRole& role) { return !access::is_staff(role.grant.role); });
      accounts.push_back(std::move(account));
    }
    return accounts;
  });
  if (listed)
    PARVIS_ACCOUNTS_DONE(store_.log(actor, now, {Act::people_listed, {}, "account", {}, {}, false}));
  return listed;
}

Result<std::vector<access::Grant>, Failure> Accounts::grants_of(const Actor& actor, Moment now,
                                                                AccountId id) {
  return store_.read(actor, now, [&](Transaction& tx) -> Result<std::vector<access::Grant>, Failure> {
    PARVIS_TRY(const auto roles, told(roles_of(tx, id)));
    return counting(roles);
  });
}

Result<GivenRole, Failure> add_role(Transaction& tx, AccountId to, const access::Grant& grant) {
  if (grant.last_day && *grant.last_day < grant.first_day) return no(Failure(Refusal::days_wrong_way));
  PARVIS_TRY(const auto account, living_account(tx, to));
  PARVIS_TRY(const auto conditions, handing_out_by(tx, to, grant));
  PARVIS_TRY(const auto roles, told(roles_of(tx, to)));
  for (const auto& role : roles)
    if (is_same_role(role.grant, grant) && overlap(role.grant, grant))
      return no(Failure(Refusal::role_given_twice));
  const GivenRole given{GrantId{crypto::random_id()}, grant, tx.actor().account,
                        conditions.has(access::Condition::second_person)};
  PARVIS_ACCOUNTS_DONE(tx.add("role_grant",
                              {{"grant_id", given.id},
                               {"city_id", tx.city()},
                               {"account_id", to},
                               {"role", access::id_of(grant.role)},
                               {"programme_id", number_of(grant.programme)},
                               {"partner_id", number_of(grant.partner)},
                               {"first_day", grant.first_day},
                               {"last_day", grant.last_day},
                               {"granted_by", given.given_by},
                               {"needs_second", given.waits_for_second}},
                              account.person));
  PARVIS_ACCOUNTS_DONE(end_sessions(tx, to));
  // An invitation that the inviter has seen must not open what only the protection officer may see.
  if (grant.role == access::Role::protection_officer)
    PARVIS_ACCOUNTS_DONE(end_codes(tx, to, Code::invitation));
  tx.tell(about_grant(Act::role_granted, given.id, grant));
  return given;
}

Result<GivenRole, Failure> Accounts::give_role(const Actor& actor, Moment now, AccountId to,
                                               const access::Grant& grant) {
  return store_.transact(actor, now, [&](Transaction& tx) { return add_role(tx, to, grant); });
}

Result<void, Failure> Accounts::confirm_role(const Actor& actor, Moment now, GrantId id) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<void, Failure> {
    PARVIS_TRY(const auto held, held_grant(tx, id));
    if (!held.role.waits_for_second) return no(Failure(Refusal::no_second_needed));
    if (!actor.account || actor.account == held.role.given_by) return no(Failure(Refusal::not_allowed));
    PARVIS_TRY([[maybe_unused]] const auto conditions, handing_out_by(tx, held.account.id, held.role.grant));
    PARVIS_ACCOUNTS_DONE(
        tx.change("role_grant", {db::value(id)}, {{"seconded_by", actor.account}}, held.account.person));
    PARVIS_ACCOUNTS_DONE(end_sessions(tx, held.account.id));
    tx.tell(about_grant(Act::role_confirmed, id, held.role.grant));
    return {};
  });
}

Result<void, Failure> Accounts::end_role(const Actor& actor, Moment now, GrantId id) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<void, Failure> {
    PARVIS_TRY(const auto held, held_grant(tx, id));
    PARVIS_TRY([[maybe_unused]] const auto conditions, handing_out_by(tx, held.account.id, held.role.grant));
    PARVIS_ACCOUNTS_DONE(tx.change("role_grant", {db::value(id)}, {{"ended_at", now}}, held.account.person));
    PARVIS_ACCOUNTS_DONE(end_sessions(tx, held.account.id));
    tx.tell(about_grant(Act::role_ended, id, held.role.grant));
    return {};
  });
}

}  // namespace parvis::accounts

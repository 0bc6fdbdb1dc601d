#include <set>

#include "app/accounts/fixture_accounts.hpp"
#include "app/accounts/rows.hpp"

namespace parvis::accounts {
namespace {

using access::Role;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class AccountList : public AccountsTest {};

TEST_P(AccountList, HasOneAccountPerEMailAddressHoweverItIsWritten) {
  const auto id = account("Åsa Ek", "Asa.Ek@Example.org");
  EXPECT_EQ(refusal_of(accounts.make(city.actor(), now, {.name = "Åsa E", .email = "asa.ek@EXAMPLE.org"})),
            Refusal::email_taken);
  EXPECT_EQ(*accounts.with_email(city.actor(), now, " ASA.EK@example.ORG"), id);
  EXPECT_EQ(*accounts.with_email(city.actor(), now, "bo@example.org"), std::nullopt);
  EXPECT_EQ(*accounts.with_email(city.actor(), now, "not an address"), std::nullopt);
  // Many may have none.
  account("Amira");
  account("Leila");
  EXPECT_THAT(*accounts.list(city.actor(), now, {}), SizeIs(3));
}

TEST_P(AccountList, SaysWhatIsMissing) {
  EXPECT_EQ(refusal_of(accounts.make(city.actor(), now, {.name = "  ", .email = ""})), Refusal::name_missing);
  EXPECT_EQ(refusal_of(accounts.make(city.actor(), now, {.name = "Bo", .email = "bo at home"})),
            Refusal::email_strange);
  EXPECT_EQ(refusal_of(accounts.read(city.actor(), now, AccountId{99})), Refusal::no_such_account);
}

TEST_P(AccountList, IsReadPageByPage) {
  for (const auto* name : {"A", "B", "C"}) account(name);
  const auto first = *accounts.list(city.actor(), now, {std::nullopt, 2});
  ASSERT_THAT(first, SizeIs(2));
  EXPECT_THAT(*accounts.list(city.actor(), now, {first.back().id, 2}), SizeIs(1));
}

TEST_P(AccountList, EndsEverySessionOfAnAccountThatIsClosed) {
  const auto id = account("Amira");
  const auto key = on_paper(id).key;
  ASSERT_TRUE(who(key));
  const auto link = credentials.make_code(city.actor(), now, id, Code::paper)->link;
  ASSERT_TRUE(accounts.disable(city.actor(), now, id));
  EXPECT_FALSE(who(key));
  EXPECT_EQ(why_not(sign_in.with_link(here(), now, from, link, Demo::no)), SignInNo::Why::wrong_code);
  EXPECT_EQ(refusal_of(accounts.disable(city.actor(), now, id)), Refusal::already_disabled);
  EXPECT_EQ(refusal_of(credentials.invite(city.actor(), now, id)), Refusal::no_such_account);
}

TEST_P(AccountList, LetsNobodyCloseTheirOwn) {
  const auto id = with_role("Olle", Role::operator_);
  EXPECT_EQ(refusal_of(accounts.disable(as(id), now, id)), Refusal::not_allowed);
}

TEST_P(AccountList, OfStaffHasNobodyWhoTakesPart) {
  const auto kim = with_role("Kim", Role::coordinator);
  with_role("Amira", Role::adept);
  const auto bo = with_role("Bo", Role::mentor);
  ASSERT_TRUE(accounts.give_role(city.actor(), now, bo, grant(Role::analyst)));
  const auto waits = account("Ny");
  const access::RowScope all{{{access::Tie::anything, {}, {}, {}}}, false};
  const auto listed = accounts.staff(city.actor(), now, all, {}).value();
  std::set<AccountId> ids;
  for (const auto& one : listed) {
    ids.insert(one.id);
    EXPECT_LE(one.roles.size(), 1u);
    for (const auto& role : one.roles) EXPECT_TRUE(access::is_staff(role.grant.role));
  }
  EXPECT_EQ(ids, (std::set{kim, bo, waits}));
  // A unit sees neither the staff of the whole city nor another's, only who waits for a first role.
  const access::RowScope unit{{{access::Tie::own_programme, access::ProgrammeId{7}, {}, {}}}, false};
  EXPECT_THAT(*accounts.staff(city.actor(), now, unit, {}), SizeIs(1));
  EXPECT_EQ(count("SELECT COUNT(*) FROM audit WHERE act = 'people_listed'"), 2);
}

class Roles : public AccountsTest {};

TEST_P(Roles, AreGivenByAManagerAndCountFromTheNextSession) {
  const auto manager = with_role("Maria", Role::manager), amira = account("Amira");
  const auto key = on_paper(amira).key;
  const auto given = accounts.give_role(as(manager), now, amira, grant(Role::mentor));
  ASSERT_TRUE(given);
  EXPECT_FALSE(given->waits_for_second);
  EXPECT_FALSE(who(key));
  const auto anew = who(on_paper(amira).key);
  EXPECT_THAT(anew->asker.grants, ElementsAre(grant(Role::mentor)));
  EXPECT_FALSE(anew->is_staff);
  EXPECT_THAT(reasons("role_granted"), ElementsAre("manager", "mentor"));
}

TEST_P(Roles, AreNeverGivenToOneselfOrAboveOnesOwn) {
  const auto manager = with_role("Maria", Role::manager), mentor = with_role("Bo", Role::mentor),
             operator_account = with_role("Olle", Role::operator_), amira = account("Amira");
  EXPECT_EQ(refusal_of(accounts.give_role(as(manager), now, manager, grant(Role::analyst))),
            Refusal::not_allowed);
  EXPECT_EQ(refusal_of(accounts.give_role(as(mentor), now, amira, grant(Role::mentor))),
            Refusal::not_allowed);
  EXPECT_EQ(refusal_of(accounts.give_role(as(operator_account), now, amira, grant(Role::adept))),
            Refusal::not_allowed);
  EXPECT_EQ(refusal_of(accounts.give_role({}, now, amira, grant(Role::adept))), Refusal::no_such_account);
  EXPECT_THAT(*accounts.grants_of(city.actor(), now, amira), IsEmpty());
}

TEST_P(Roles, ThatWatchTheOthersHoldWhenASecondPersonHasSaidYes) {
  const auto maria = with_role("Maria", Role::manager), nils = with_role("Nils", Role::manager),
             mentor = with_role("Bo", Role::mentor), eva = account("Eva");
  const auto given = accounts.give_role(as(maria), now, eva, grant(Role::auditor));
  ASSERT_TRUE(given && given->waits_for_second);
  EXPECT_THAT(*accounts.grants_of(city.actor(), now, eva), IsEmpty());
  EXPECT_EQ(refusal_of(accounts.confirm_role(as(maria), now, given->id)), Refusal::not_allowed);
  EXPECT_EQ(refusal_of(accounts.confirm_role(as(eva), now, given->id)), Refusal::not_allowed);
  EXPECT_EQ(refusal_of(accounts.confirm_role(as(mentor), now, given->id)), Refusal::not_allowed);
  ASSERT_TRUE(accounts.confirm_role(as(nils), now, given->id));
  EXPECT_THAT(*accounts.grants_of(city.actor(), now, eva), ElementsAre(grant(Role::auditor)));
  EXPECT_EQ(refusal_of(accounts.confirm_role(as(nils), now, given->id)), Refusal::no_second_needed);
}

TEST_P(Roles, AreNotGivenTwiceForTheSameDays) {
  const auto amira = account("Amira");
  auto spring = grant(Role::mentor);
  spring.first_day = *Date::from_iso("2026-01-01");
  spring.last_day = *Date::from_iso("2026-06-30");
  auto summer = spring, backwards = spring;
  summer.first_day = *Date::from_iso("2026-06-30");
  summer.last_day.reset();
  backwards.last_day = *Date::from_iso("2025-12-31");
  ASSERT_TRUE(accounts.give_role(city.actor(), now, amira, spring));
  EXPECT_EQ(refusal_of(accounts.give_role(city.actor(), now, amira, summer)), Refusal::role_given_twice);
  EXPECT_EQ(refusal_of(accounts.give_role(city.actor(), now, amira, backwards)), Refusal::days_wrong_way);
  summer.first_day = *Date::from_iso("2026-07-01");
  ASSERT_TRUE(accounts.give_role(city.actor(), now, amira, summer));
}

TEST_P(Roles, EndAtOnceAndCanBeGivenAgain) {
  const auto manager = with_role("Maria", Role::manager), amira = account("Amira");
  const auto given = *accounts.give_role(as(manager), now, amira, grant(Role::mentor));
  const auto key = on_paper(amira).key;
  ASSERT_TRUE(accounts.end_role(as(manager), now, given.id));
  EXPECT_FALSE(who(key));
  EXPECT_THAT(*accounts.grants_of(city.actor(), now, amira), IsEmpty());
  EXPECT_EQ(refusal_of(accounts.end_role(as(manager), now, given.id)), Refusal::no_such_grant);
  EXPECT_TRUE(accounts.give_role(as(manager), now, amira, grant(Role::mentor)));
  EXPECT_EQ(refusal_of(accounts.end_role(as(amira), now, given.id)), Refusal::no_such_grant);
}

// P2: what the log and the history may hold. P5: nothing that opens a door, whole or as a hash.
TEST_P(Roles, LeaveNoNameAddressOrSecretInTheLogOrTheHistory) {
  const auto id = with_role("Zebulon Ek", Role::coordinator, "zebulon@example.org");
  const auto secret = ready(id);
  whole("zebulon@example.org", secret);
  std::string hash;
  ASSERT_TRUE(city->read(city.actor(), now, [&](store::Transaction& tx) -> Result<bool, db::Fault> {
    PARVIS_TRY(const auto secrets, secrets_of(tx, id));
    hash = *secrets.password;
    return true;
  }));
  ASSERT_TRUE(credentials.set_all(city.actor(), now, id, "arton blåa paraplyer"));
  ASSERT_TRUE(accounts.disable(city.actor(), now, id));
  for (const std::string_view sql : {"SELECT reason || thing || role || actor || act FROM audit",
                                     "SELECT COALESCE(earlier, '') FROM history"}) {
    const auto rows = city->database().read([&](db::Transaction& tx) { return tx.all_text(sql, {}); });
    for (const auto& row : *rows) {
      const auto text = row.get<std::string>(0);
      for (const std::string& marker : {std::string("Zebulon"), std::string("zebulon"), hash,
                                        std::string("argon2"), crypto::base32(secret), std::string("totp")})
        EXPECT_EQ(text.find(marker), std::string::npos) << text;
    }
  }
  EXPECT_TRUE(store::verify_chain(*city, here()));
}

TEST(RefusalOfAnAccount, HasASentenceOfItsOwn) {
  std::set<std::string> sentences;
  for (int i = 0; i < refusal_count; ++i) sentences.insert(in_english(in_words(static_cast<Refusal>(i))));
  EXPECT_EQ(sentences.size(), static_cast<std::size_t>(refusal_count));
  EXPECT_EQ(sentences.count(""), 0u);
}

PARVIS_ON_BOTH_ENGINES(AccountList);
PARVIS_ON_BOTH_ENGINES(Roles);

}  // namespace
}  // namespace parvis::accounts

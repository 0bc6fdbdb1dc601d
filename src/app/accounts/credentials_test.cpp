#include "app/accounts/credentials.hpp"

#include <filesystem>
#include <fstream>
#include <thread>

#include "app/accounts/fixture_accounts.hpp"
#include "platform/crypto/password.hpp"

namespace parvis::accounts {
namespace {

using access::Role;
using testing::SizeIs;
using Why = SignInNo::Why;

class Invited : public AccountsTest {
 protected:
  const std::string email = "kim@example.org";
  std::string link_in_mail() {
    std::string link;
    Outbox outbox{*city, {"Lindhamn", "parvis@example.org"}};
    EXPECT_TRUE(
        outbox.send_due(city.actor(), now, [&](const net::Mail& mail) -> Result<void, net::MailFault> {
          link = mail.text;
          return {};
        }));
    return link;
  }
};

TEST_P(Invited, SetsPasswordAndAppAndIsGivenRecoveryCodes) {
  const auto kim = with_role("Kim", Role::coordinator, email);
  const auto link = credentials.invite(city.actor(), now, kim)->link;
  const auto looked = credentials.look_at(here(), now, link);
  ASSERT_TRUE(looked);
  EXPECT_EQ(looked->account, kim);
  EXPECT_EQ(looked->kind, Code::invitation);
  const auto app = *credentials.offer_app(here(), now, link);
  EXPECT_EQ(credentials.offer_app(here(), now, link)->secret, app.secret);
  EXPECT_EQ(app.uri.rfind("otpauth://totp/Parvis%20Lindhamn:kim%40example.org", 0), 0u) << app.uri;
  const auto secret = *crypto::from_base32(app.secret);
  EXPECT_EQ(refusal_of(credentials.accept(here(), now, link, password, "000000")), Refusal::wrong_code);
  const auto weak = credentials.accept(here(), now, link, "kim@example.org", code_now(secret));
  EXPECT_EQ(refusal_of(weak), Refusal::password_too_weak);
  EXPECT_FALSE(weak.error().password.empty());
  const auto codes = credentials.accept(here(), now, link, password, code_now(secret));
  ASSERT_TRUE(codes);
  EXPECT_THAT(*codes, SizeIs(10));
  EXPECT_EQ(refusal_of(credentials.accept(here(), now, link, password, code_now(secret))),
            Refusal::link_used);
  // The code that confirmed the app has been used.
  const auto half = sign_in.with_password(here(), now, from, email, password);
  EXPECT_EQ(why_not(sign_in.with_second_factor(here(), now, from, half->key, by_app(secret))),
            Why::wrong_code);
  later(crypto::totp_step_s);
  EXPECT_TRUE(sign_in.with_second_factor(here(), now, from, half->key, by_app(secret)));
}

TEST_P(Invited, TakesNoPasswordThatHasLeaked) {
  const auto kim = with_role("Kim", Role::coordinator, email);
  const auto link = credentials.invite(city.actor(), now, kim)->link;
  const auto secret = *crypto::from_base32(credentials.offer_app(here(), now, link)->secret);
  const std::string file = testing::TempDir() + "leaked-of-accounts";
  std::ofstream(file) << crypto::leaked_list_hash(password) << ":1\r\n";
  credentials.hold_against(crypto::LeakedPasswords::open(file).value());
  const auto leaked = credentials.accept(here(), now, link, password, code_now(secret));
  EXPECT_EQ(refusal_of(leaked), Refusal::password_too_weak);
  EXPECT_EQ(in_english(leaked.error().password),
            in_english(crypto::describe(crypto::PasswordRefusal::leaked)));
  // A list that cannot tell lets nothing by.
  std::filesystem::resize_file(file, 0);
  EXPECT_FALSE(credentials.accept(here(), now, link, std::string(password) + "?", code_now(secret)));
  std::ofstream(file) << crypto::leaked_list_hash("another") << ":1\r\n";
  credentials.hold_against(crypto::LeakedPasswords::open(file).value());
  EXPECT_TRUE(credentials.accept(here(), now, link, password, code_now(secret)));
  std::filesystem::remove(file);
}

TEST_P(Invited, HasSevenDaysAndOneLinkAtATime) {
  const auto kim = account("Kim", email);
  const auto first = credentials.invite(city.actor(), now, kim)->link;
  const auto seen = credentials.offer_app(here(), now, first)->secret;
  const auto second = credentials.invite(city.actor(), now, kim)->link;
  EXPECT_NE(credentials.offer_app(here(), now, second)->secret, seen);
  EXPECT_EQ(refusal_of(credentials.offer_app(here(), now, first)), Refusal::link_used);
  EXPECT_EQ(refusal_of(credentials.look_at(here(), now, first)), Refusal::link_used);
  later(7 * 24 * 3600 - 1);
  EXPECT_TRUE(credentials.look_at(here(), now, second));
  later(1);
  EXPECT_EQ(refusal_of(credentials.look_at(here(), now, second)), Refusal::link_used);
  EXPECT_EQ(refusal_of(credentials.accept(here(), now, second, password, "000000")), Refusal::link_used);
}

TEST_P(Invited, IsNobodyWhoHasAWayInAlready) {
  const auto invite = [&](AccountId id) { return refusal_of(credentials.invite(city.actor(), now, id)); };
  const auto kim = with_role("Kim", Role::coordinator, email);
  const auto link = credentials.invite(city.actor(), now, kim)->link;
  const auto secret = *crypto::from_base32(credentials.offer_app(here(), now, link)->secret);
  EXPECT_TRUE(credentials.invite(city.actor(), now, kim));  // not yet
  ready(kim);
  EXPECT_EQ(invite(kim), Refusal::signs_in_already);
  EXPECT_EQ(refusal_of(credentials.invite_by_mail(city.actor(), now, kim, "", {"", "{link}"})),
            Refusal::signs_in_already);
  EXPECT_EQ(refusal_of(credentials.accept(here(), now, link, password, code_now(secret))),
            Refusal::link_used);
  const auto bo = account("Bo");
  ASSERT_TRUE(credentials.link_identity(as(bo), now, bo, "https://a.example", "1"));
  EXPECT_EQ(invite(bo), Refusal::signs_in_already);
  EXPECT_EQ(count("SELECT COUNT(*) FROM outgoing_mail"), 0);
}

TEST_P(Invited, GetsTheLinkAsAProtectionOfficerByMailAlone) {
  const auto kim = account("Kim", email);
  const auto seen = credentials.invite(city.actor(), now, kim)->link;
  ASSERT_TRUE(accounts.give_role(city.actor(), now, kim, grant(Role::protection_officer)));
  EXPECT_EQ(refusal_of(credentials.look_at(here(), now, seen)), Refusal::link_used);
  ASSERT_TRUE(credentials.invite_by_mail(city.actor(), now, kim, "", {"", "{link}"}));
  EXPECT_EQ(credentials.look_at(here(), now, link_in_mail())->account, kim);
  EXPECT_EQ(refusal_of(credentials.invite_by_mail(city.actor(), now, account("Bo"), "", {"", ""})),
            Refusal::no_email);
}

TEST_P(Invited, SetsANewPasswordOnlyWithTheSecondFactor) {
  const auto secret = ready(with_role("Kim", Role::coordinator, email));
  const auto key = whole(email, secret).key;
  const std::string better = "arton blåa paraplyer";
  const auto ask = [&] {
    EXPECT_TRUE(credentials.ask_for_reset(here(), now, email, "", {"", "{link}"}));
    return link_in_mail();
  };
  auto link = ask();
  EXPECT_EQ(refusal_of(credentials.offer_app(here(), now, link)), Refusal::link_used);
  EXPECT_EQ(refusal_of(credentials.reset(here(), now, link, better, {SecondProof::Kind::app, "000000"})),
            Refusal::wrong_code);
  EXPECT_EQ(refusal_of(credentials.reset(here(), now, link, better, by_app(secret))), Refusal::link_used);
  EXPECT_TRUE(who(key));
  link = ask();
  EXPECT_EQ(refusal_of(credentials.reset(here(), now, link, "kim", by_app(secret))),
            Refusal::password_too_weak);
  ASSERT_TRUE(credentials.reset(here(), now, link, better, {SecondProof::Kind::recovery, recovery[3]}));
  EXPECT_FALSE(who(key));
  EXPECT_EQ(why_not(sign_in.with_password(here(), now, from, email, password)), Why::wrong);
  EXPECT_TRUE(sign_in.with_password(here(), now, from, email, better));
  // Who has no password gets no such mail.
  account("Bo", "bo@example.org");
  ASSERT_TRUE(credentials.ask_for_reset(here(), now, "bo@example.org", "", {"", ""}));
  EXPECT_EQ(count("SELECT COUNT(*) FROM outgoing_mail"), 0);
}

TEST_P(Invited, ChangesWhatTheySignInWithAndStaysSignedInHere) {
  const auto kim = with_role("Kim", Role::coordinator, email);
  const auto secret = ready(kim);
  const auto here_key = whole(email, secret).key;
  later(crypto::totp_step_s);
  const auto elsewhere = whole(email, secret).key;
  const auto session = who(here_key)->session;
  ASSERT_TRUE(credentials.change_password(as(kim), now, session, "arton blåa paraplyer",
                                          {"Changed", "It was changed."}));
  EXPECT_EQ(count("SELECT COUNT(*) FROM outgoing_mail"), 1) << "the account's own address is told";
  EXPECT_TRUE(sign_in.is_own_password(here(), now, from, *who(here_key), "arton blåa paraplyer"));
  const auto old_one = sign_in.is_own_password(here(), now, from, *who(here_key), password);
  ASSERT_FALSE(old_one);
  EXPECT_EQ(old_one.error().why, Why::wrong);
  EXPECT_TRUE(who(here_key));
  EXPECT_FALSE(who(elsewhere));
  const auto fresh = *crypto::from_base32(credentials.offer_another_app(as(kim), now)->secret);
  EXPECT_EQ(*crypto::from_base32(credentials.app_on_offer(as(kim), now)->secret), fresh);
  EXPECT_EQ(refusal_of(credentials.change_app(as(kim), now, session, code_now(secret))), Refusal::wrong_code);
  ASSERT_TRUE(credentials.change_app(as(kim), now, session, code_now(fresh)));
  const auto codes = *credentials.new_recovery_codes(as(kim), now, session);
  EXPECT_THAT(codes, SizeIs(10));
  EXPECT_EQ(*credentials.recovery_codes_left(here(), now, kim), 10);
  EXPECT_TRUE(who(here_key));
}

TEST_P(Invited, IsNotNeededForTheFirstManager) {
  const NewAccount maria{"Maria", email, "sv", {}};
  const auto ready_now = credentials.add_ready(city.actor(), now, maria, grant(Role::manager), password);
  ASSERT_TRUE(ready_now);
  EXPECT_THAT(ready_now->recovery_codes, SizeIs(10));
  const auto key = whole(email, *crypto::from_base32(ready_now->app.secret)).key;
  EXPECT_THAT(who(key)->asker.grants, testing::ElementsAre(grant(Role::manager)));
  EXPECT_EQ(refusal_of(credentials.add_ready(city.actor(), now, maria, grant(Role::manager), password)),
            Refusal::email_taken);
  EXPECT_EQ(refusal_of(credentials.add_ready(city.actor(), now, {"Bo", "bo@example.org", "sv", {}},
                                             grant(Role::manager), "Lindhamn2026!")),
            Refusal::password_too_weak);
  EXPECT_EQ(count("SELECT COUNT(*) FROM account"), 1);
}

class Mails : public AccountsTest {
 protected:
  Result<bool, Failure> letter(std::optional<AccountId> of = {}) {
    return city->transact(city.actor(), now, [&](store::Transaction& tx) -> Result<bool, Failure> {
      auto queued = queue(tx, {of, "Åsa Ek", "asa@example.org", "Hej", "Välkommen"});
      if (!queued) return no(Failure(std::move(queued).error()));
      return true;
    });
  }
  Result<Sent, Failure> turn(std::optional<net::MailFault> fault = {}) {
    return outbox.send_due(city.actor(), now, [&](const net::Mail& mail) -> Result<void, net::MailFault> {
      ids.push_back(mail.message_id);
      if (fault) return no(*fault);
      return {};
    });
  }
  Outbox outbox{*city, {"Lindhamn", "parvis@example.org"}};
  std::vector<std::string> ids;
};

TEST_P(Mails, AreTriedAgainAsTheSameMessageUntilTheyAreTaken) {
  ASSERT_TRUE(letter());
  const net::MailFault busy{net::MailFault::When::later, net::MailFault::Why::no_connection};
  EXPECT_EQ(turn(busy)->waiting, 1);
  EXPECT_EQ(turn()->sent, 0);
  later(60);
  EXPECT_EQ(turn(busy)->waiting, 1);
  later(60);
  EXPECT_EQ(turn()->sent, 0);
  later(60);
  EXPECT_EQ(turn()->sent, 1);
  EXPECT_THAT(ids, SizeIs(3));
  EXPECT_EQ(ids.front(), ids.back());
  EXPECT_EQ(count("SELECT COUNT(*) FROM outgoing_mail"), 0);
}

TEST_P(Mails, AreGivenUpAfterADayOrWhenTheyNeverCanArrive) {
  ASSERT_TRUE(letter());
  EXPECT_EQ(turn(net::MailFault{net::MailFault::When::never, net::MailFault::Why::refused})->given_up, 1);
  ASSERT_TRUE(letter());
  int turns = 0;
  while (count("SELECT COUNT(*) FROM outgoing_mail") > 0 && ++turns < 100) {
    ASSERT_TRUE(turn(net::MailFault{net::MailFault::When::later, net::MailFault::Why::no_connection}));
    later(3600);
  }
  EXPECT_THAT(turns, testing::AllOf(testing::Ge(22), testing::Le(25)));
  EXPECT_THAT(reasons("mail_given_up"), testing::ElementsAre("refused", "no_connection"));
}

TEST_P(Mails, AreTakenByOneOfTwoServers) {
  for (int i = 0; i < 6; ++i) ASSERT_TRUE(letter());
  std::atomic<int> posted{0};
  std::vector<std::thread> servers;
  for (int i = 0; i < 2; ++i)
    servers.emplace_back([&] {
      EXPECT_TRUE(outbox.send_due(city.actor(), now, [&](const net::Mail&) -> Result<void, net::MailFault> {
        ++posted;
        return {};
      }));
    });
  for (auto& server : servers) server.join();
  EXPECT_EQ(posted, 6);
}

TEST_P(Mails, LieSealedWhileTheyWait) {
  ASSERT_TRUE(letter(account("Åsa")));
  const auto rows = city->database().read(
      [&](db::Transaction& tx) { return tx.all_text("SELECT content FROM outgoing_mail", {}); });
  EXPECT_EQ(rows->front().get<db::Bytes>(0).bytes.find("asa@example.org"), std::string::npos);
}

PARVIS_ON_BOTH_ENGINES(Invited);
PARVIS_ON_BOTH_ENGINES(Mails);

}  // namespace
}  // namespace parvis::accounts

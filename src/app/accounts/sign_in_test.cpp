#include "app/accounts/sign_in.hpp"

#include <atomic>
#include <thread>

#include "app/accounts/fixture_accounts.hpp"

namespace parvis::accounts {
namespace {

using access::Role;
using testing::ElementsAre;
using testing::SizeIs;
using Why = SignInNo::Why;

/// How many of them succeed, all begun at the same moment.
template <class Do>
int successes(int threads, Do&& act) {
  std::atomic<int> right{0}, waiting{threads};
  std::vector<std::thread> all;
  for (int i = 0; i < threads; ++i)
    all.emplace_back([&] {
      for (--waiting; waiting > 0;) std::this_thread::yield();
      if (act()) ++right;
    });
  for (auto& thread : all) thread.join();
  return right;
}

class WithPassword : public AccountsTest {
 protected:
  const std::string email = "kim@example.org";
};

TEST_P(WithPassword, HoldsNothingBeforeTheSecondStep) {
  const auto secret = ready(with_role("Kim", Role::coordinator, email));
  const auto half = sign_in.with_password(here(), now, from, "KIM@example.org", password);
  ASSERT_TRUE(half);
  EXPECT_FALSE(who(half->key));
  const auto opened = sign_in.with_second_factor(here(), now, from, half->key, by_app(secret));
  ASSERT_TRUE(opened);
  EXPECT_NE(opened->key, half->key);
  EXPECT_FALSE(who(half->key));
  const auto kim = who(opened->key);
  ASSERT_TRUE(kim);
  EXPECT_TRUE(kim->is_staff);
  EXPECT_TRUE(kim->asker.has_second_factor);
  EXPECT_TRUE(kim->is_fresh(now));
  EXPECT_EQ(kim->name, "Kim");
  EXPECT_THAT(reasons("signed_in"), ElementsAre("password_and_app"));
}

TEST_P(WithPassword, SaysTheSameForAWrongPasswordAndForNobody) {
  const auto id = with_role("Kim", Role::coordinator, email);
  ready(id);
  account("Bo", "bo@example.org");
  const auto closed = with_role("Eva", Role::coordinator, "eva@example.org");
  ready(closed);
  ASSERT_TRUE(accounts.disable(city.actor(), now, closed));
  const std::string wrong = "nitton gula paraplyer";
  EXPECT_EQ(why_not(sign_in.with_password(here(), now, from, email, wrong)), Why::wrong);
  EXPECT_EQ(why_not(sign_in.with_password(here(), now, from, "nobody@example.org", wrong)), Why::wrong);
  EXPECT_EQ(why_not(sign_in.with_password(here(), now, from, "bo@example.org", password)), Why::wrong);
  EXPECT_EQ(why_not(sign_in.with_password(here(), now, from, "eva@example.org", password)), Why::wrong);
  EXPECT_THAT(reasons("sign_in_refused"),
              ElementsAre("wrong_password", "unknown_account", "no_password", "disabled_account"));
}

TEST_P(WithPassword, CountsACodeOfTheAppOnceAlsoInARace) {
  const auto secret = ready(with_role("Kim", Role::coordinator, email));
  std::vector<std::string> halves;
  for (int i = 0; i < 4; ++i)
    halves.push_back(
        sign_in.with_password(here(), now, {"192.0.2." + std::to_string(i), ""}, email, password)->key);
  std::atomic<int> next{0};
  EXPECT_EQ(successes(4,
                      [&] {
                        const int mine = next++;
                        return sign_in
                            .with_second_factor(here(), now, {"192.0.2." + std::to_string(mine), ""},
                                                halves[static_cast<std::size_t>(mine)], by_app(secret))
                            .has_value();
                      }),
            1);
  // Nor a moment later; the next code counts.
  const auto half = sign_in.with_password(here(), now, from, email, password);
  EXPECT_EQ(why_not(sign_in.with_second_factor(here(), now, from, half->key, by_app(secret))),
            Why::wrong_code);
  later(crypto::totp_step_s);
  EXPECT_TRUE(sign_in.with_second_factor(here(), now, from, half->key, by_app(secret)));
}

TEST_P(WithPassword, TakesEachRecoveryCodeOnceAlsoInARace) {
  const auto id = with_role("Kim", Role::coordinator, email);
  ready(id);
  ASSERT_THAT(recovery, SizeIs(10));
  std::vector<std::string> halves;
  for (int i = 0; i < 4; ++i)
    halves.push_back(
        sign_in.with_password(here(), now, {"192.0.2." + std::to_string(i), ""}, email, password)->key);
  std::atomic<int> next{0};
  EXPECT_EQ(successes(4,
                      [&] {
                        const int mine = next++;
                        return sign_in
                            .with_second_factor(here(), now, {"192.0.2." + std::to_string(mine), ""},
                                                halves[static_cast<std::size_t>(mine)],
                                                {SecondProof::Kind::recovery, recovery.front()})
                            .has_value();
                      }),
            1);
  EXPECT_EQ(*credentials.recovery_codes_left(here(), now, id), 9);
  EXPECT_THAT(reasons("signed_in"), ElementsAre("password_and_recovery_code"));
}

TEST_P(WithPassword, EndsTheSessionBetweenTheStepsAfterFiveWrongCodesOrTenMinutes) {
  const auto secret = ready(with_role("Kim", Role::coordinator, email));
  const auto half = sign_in.with_password(here(), now, from, email, password)->key;
  for (int i = 0; i < 5; ++i) {
    later(60);
    EXPECT_EQ(
        why_not(sign_in.with_second_factor(here(), now, from, half, {SecondProof::Kind::app, "000000"})),
        Why::wrong_code);
  }
  later(60);
  EXPECT_EQ(why_not(sign_in.with_second_factor(here(), now, from, half, by_app(secret))), Why::begin_again);
  const auto slow = sign_in.with_password(here(), now, from, email, password)->key;
  later(600);
  EXPECT_EQ(why_not(sign_in.with_second_factor(here(), now, from, slow, by_app(secret))), Why::begin_again);
}

TEST_P(WithPassword, WaitsBeforeTheSixthTryAndOnlyThere) {
  const auto secret = ready(with_role("Kim", Role::coordinator, email));
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(why_not(sign_in.with_password(here(), now, from, email, "nitton gula paraplyer")), Why::wrong);
  const auto sixth = sign_in.with_password(here(), now, from, email, password);
  EXPECT_EQ(why_not(sixth), Why::wait);
  EXPECT_EQ(sixth.error().wait_s, 2);
  from.address = "198.51.100.1";
  EXPECT_TRUE(who(whole(email, secret).key));
}

TEST_P(WithPassword, IsProvedAgainBeforeWhatIsDangerous) {
  const auto secret = ready(with_role("Kim", Role::coordinator, email));
  const auto key = whole(email, secret).key;
  later(fresh_s + 1);
  const auto kim = who(key);
  ASSERT_TRUE(kim);
  EXPECT_FALSE(kim->is_fresh(now));
  EXPECT_EQ(
      why_not(sign_in.again_with_password(here(), now, from, *kim, "nitton gula paraplyer", by_app(secret))),
      Why::wrong);
  EXPECT_EQ(why_not(sign_in.again_with_password(here(), now, from, *kim, password,
                                                {SecondProof::Kind::app, "000000"})),
            Why::wrong_code);
  const auto again = sign_in.again_with_password(here(), now, from, *kim, password, by_app(secret));
  ASSERT_TRUE(again);
  EXPECT_FALSE(who(key));
  EXPECT_TRUE(who(again->key)->is_fresh(now));
  EXPECT_EQ(who(again->key)->session, kim->session);
  EXPECT_NE(who(again->key)->csrf_token, kim->csrf_token);
}

class WithCode : public AccountsTest {};

TEST_P(WithCode, TakesALinkOnceAlsoInARace) {
  const auto amira = with_role("Amira", Role::adept);
  const auto code = *credentials.make_code(city.actor(), now, amira, Code::paper);
  std::atomic<bool> typed{false};
  EXPECT_EQ(successes(8,
                      [&] {
                        const bool by_link = !typed.exchange(true);
                        return (by_link ? sign_in.with_link(here(), now, from, code.link, Demo::no)
                                        : sign_in.with_paper_code(here(), now, from, code.typed))
                            .has_value();
                      }),
            1);
  EXPECT_EQ(count("SELECT COUNT(*) FROM session WHERE whole = 1"), 1);
  EXPECT_EQ(count("SELECT COUNT(*) FROM sign_in_code"), 0);
}

TEST_P(WithCode, ReadsPaperAsPeopleTypeItForSevenDays) {
  const auto amira = with_role("Amira", Role::adept);
  auto code = *credentials.make_code(city.actor(), now, amira, Code::paper);
  later(7 * 24 * 3600 - 1);
  for (char& letter : code.typed)
    if (letter == '0') letter = 'o';
  const auto opened = sign_in.with_paper_code(here(), now, from, " " + code.typed);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->account, amira);
  EXPECT_FALSE(who(opened->key)->asker.has_second_factor);
  code = *credentials.make_code(city.actor(), now, amira, Code::paper);
  later(7 * 24 * 3600);
  EXPECT_EQ(why_not(sign_in.with_paper_code(here(), now, from, code.typed)), Why::wrong_code);
}

TEST_P(WithCode, SaysWhoSatBeside) {
  const auto amira = with_role("Amira", Role::adept), kim = with_role("Kim", Role::coordinator);
  EXPECT_EQ(refusal_of(credentials.make_code(city.actor(), now, amira, Code::beside)), Refusal::not_allowed);
  const auto code = *credentials.make_code(as(kim), now, amira, Code::beside);
  const auto opened = sign_in.with_paper_code(here(), now, from, code.typed);
  ASSERT_TRUE(opened);
  EXPECT_EQ(who(opened->key)->helper, kim);
  EXPECT_THAT(reasons("signed_in"), ElementsAre("beside"));
  EXPECT_EQ(count("SELECT thing_id FROM audit WHERE act = 'signed_in'"), kim.number);
  EXPECT_EQ(count("SELECT account_id FROM audit WHERE act = 'signed_in'"), amira.number);
}

TEST_P(WithCode, SendsLinkAndCodeByMailAndTellsNobodyWhoHasAnAccount) {
  with_role("Amira", Role::adept, "amira@example.org");
  with_role("Kim", Role::coordinator, "kim@example.org");
  const Credentials::LinkMail mail{"Logga in", "Klicka på {link} eller skriv {code}."};
  for (const auto* to : {"Amira@example.org", "nobody@example.org", "kim@example.org", "not an address"})
    EXPECT_TRUE(credentials.ask_for_code(here(), now, to, "https://parvis.example.org/kod/", mail));
  std::vector<net::Mail> sent;
  Outbox outbox{*city, {"Lindhamn", "parvis@example.org"}};
  const auto turn =
      outbox.send_due(city.actor(), now, [&](const net::Mail& one) -> Result<void, net::MailFault> {
        sent.push_back(one);
        return {};
      });
  ASSERT_TRUE(turn);
  ASSERT_THAT(sent, SizeIs(1));
  EXPECT_EQ(sent.front().to.address, "amira@example.org");
  const auto& text = sent.front().text;
  const auto at = text.find("skriv ") + 6;
  const auto typed = text.substr(at, text.find('.', at) - at);
  EXPECT_EQ(why_not(sign_in.with_emailed_code(here(), now, from, "kim@example.org", typed)), Why::wrong_code);
  EXPECT_TRUE(sign_in.with_emailed_code(here(), now, from, "AMIRA@example.org", typed));
  EXPECT_EQ(why_not(sign_in.with_emailed_code(here(), now, from, "amira@example.org", typed)),
            Why::wrong_code);
}

TEST_P(WithCode, HoldsForTenMinutes) {
  with_role("Amira", Role::adept, "amira@example.org");
  const auto bo = with_role("Bo", Role::mentor, "bo@example.org"), kim = with_role("Kim", Role::coordinator);
  const auto mailed = [&] {
    std::string typed;
    EXPECT_TRUE(credentials.ask_for_code(here(), now, "amira@example.org", "", {"", "{code}"}));
    Outbox outbox{*city, {"Lindhamn", "parvis@example.org"}};
    EXPECT_TRUE(outbox.send_due(city.actor(), now, [&](const net::Mail& one) -> Result<void, net::MailFault> {
      typed = one.text;
      return {};
    }));
    return typed;
  };
  const auto late = mailed();
  const auto late_beside = *credentials.make_code(as(kim), now, bo, Code::beside);
  later(10 * 60);
  EXPECT_EQ(why_not(sign_in.with_emailed_code(here(), now, from, "amira@example.org", late)),
            Why::wrong_code);
  EXPECT_EQ(why_not(sign_in.with_paper_code(here(), now, from, late_beside.typed)), Why::wrong_code);
  const auto in_time = mailed();
  const auto beside = *credentials.make_code(as(kim), now, bo, Code::beside);
  later(10 * 60 - 1);
  EXPECT_TRUE(sign_in.with_emailed_code(here(), now, from, "amira@example.org", in_time));
  EXPECT_TRUE(sign_in.with_paper_code(here(), now, from, beside.typed));
}

TEST_P(WithCode, SendsAtMostThreeMailsAtATime) {
  with_role("Amira", Role::adept, "amira@example.org");
  for (int i = 0; i < 5; ++i)
    ASSERT_TRUE(credentials.ask_for_code(here(), now, "amira@example.org", "", {"", ""}));
  EXPECT_EQ(count("SELECT COUNT(*) FROM outgoing_mail"), 3);
  later(15 * 60);
  ASSERT_TRUE(credentials.ask_for_code(here(), now, "amira@example.org", "", {"", ""}));
  EXPECT_EQ(count("SELECT COUNT(*) FROM outgoing_mail"), 4);
}

TEST_P(WithCode, IsNotAskedForWithoutEndFromOneAddress) {
  for (int i = 0; i < 30; ++i) EXPECT_TRUE(sign_in.may_ask(here(), now, from));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(sign_in.may_ask(here(), now, from).error().why, Why::wait);
  EXPECT_THAT(reasons("sign_in_refused"), ElementsAre("too_many_tries"));
  later(10);
  EXPECT_TRUE(sign_in.may_ask(here(), now, from));
}

TEST_P(WithCode, IsNoWayAroundTheSecondFactorOfStaff) {
  const auto kim = account("Kim", "kim@example.org");
  const auto code = *credentials.make_code(city.actor(), now, kim, Code::paper);
  ASSERT_TRUE(accounts.give_role(city.actor(), now, kim, grant(Role::coordinator)));
  EXPECT_EQ(why_not(sign_in.with_link(here(), now, from, code.link, Demo::no)), Why::wrong_code);
  EXPECT_EQ(refusal_of(credentials.make_code(city.actor(), now, kim, Code::paper)), Refusal::staff_need_two);
}

TEST_P(WithCode, TakesADemosLinkOnlyInADemo) {
  const auto kim = with_role("Kim", Role::coordinator);
  const auto code = *credentials.make_code(city.actor(), now, kim, Code::demo);
  EXPECT_EQ(why_not(sign_in.with_link(here(), now, from, code.link, Demo::no)), Why::wrong_code);
  const auto opened = sign_in.with_link(here(), now, from, code.link, Demo::yes);
  ASSERT_TRUE(opened);
  EXPECT_TRUE(who(opened->key)->asker.has_second_factor);
  EXPECT_EQ(why_not(sign_in.with_link(here(), now, from, code.link, Demo::yes)), Why::wrong_code);
}

TEST_P(WithCode, IsNeitherAnInvitationNorAResetNorARecoveryCode) {
  const auto amira = account("Amira");
  const auto link = credentials.invite(city.actor(), now, amira)->link;
  EXPECT_EQ(why_not(sign_in.with_link(here(), now, from, link, Demo::yes)), Why::wrong_code);
  EXPECT_TRUE(credentials.look_at(here(), now, link));
  EXPECT_EQ(why_not(sign_in.with_link(here(), now, from, "", Demo::yes)), Why::wrong_code);
}

class WithIdentity : public AccountsTest {};

TEST_P(WithIdentity, KnowsThePersonByIssuerAndSubjectAlone) {
  const auto amira = with_role("Amira", Role::adept), bo = with_role("Bo", Role::mentor);
  EXPECT_EQ(why_not(sign_in.with_identity(here(), now, from, "https://a.example", "1", false)),
            Why::unknown_identity);
  ASSERT_TRUE(credentials.link_identity(as(amira), now, amira, "https://a.example", "1"));
  ASSERT_TRUE(credentials.link_identity(as(amira), now, amira, "https://a.example", "1"));
  ASSERT_TRUE(credentials.link_identity(as(bo), now, bo, "https://b.example", "1"));
  EXPECT_EQ(refusal_of(credentials.link_identity(as(bo), now, bo, "https://a.example", "1")),
            Refusal::identity_taken);
  EXPECT_EQ(sign_in.with_identity(here(), now, from, "https://a.example", "1", false)->account, amira);
  const auto opened = sign_in.with_identity(here(), now, from, "https://b.example", "1", true);
  EXPECT_EQ(opened->account, bo);
  EXPECT_TRUE(who(opened->key)->asker.has_second_factor);
  EXPECT_EQ(
      why_not(sign_in.again_with_identity(here(), now, *who(opened->key), "https://a.example", "1", true)),
      Why::unknown_identity);
  EXPECT_TRUE(sign_in.again_with_identity(here(), now, *who(opened->key), "https://b.example", "1", true));
  EXPECT_FALSE(who(opened->key));
  ASSERT_TRUE(accounts.disable(city.actor(), now, amira));
  EXPECT_EQ(why_not(sign_in.with_identity(here(), now, from, "https://a.example", "1", false)),
            Why::unknown_identity);
}

TEST_P(WithIdentity, BelongsToWhoeverWasInvited) {
  const auto kim = with_role("Kim", Role::coordinator);
  const auto link = credentials.invite(city.actor(), now, kim)->link;
  ASSERT_TRUE(credentials.accept_with_identity(here(), now, link, "https://a.example", "kim", true));
  EXPECT_EQ(refusal_of(credentials.accept_with_identity(here(), now, link, "https://a.example", "eve", true)),
            Refusal::link_used);
  EXPECT_TRUE(sign_in.with_identity(here(), now, from, "https://a.example", "kim", true));
}

TEST_P(WithIdentity, AsksStaffForTheSecondStepThatTheServiceDidNotAskFor) {
  const auto kim = with_role("Kim", Role::coordinator, "kim@example.org");
  const auto link = credentials.invite(city.actor(), now, kim)->link;
  EXPECT_EQ(
      refusal_of(credentials.accept_with_identity(here(), now, link, "https://a.example", "kim", false)),
      Refusal::staff_need_two);
  ASSERT_TRUE(credentials.accept_with_identity(here(), now, link, "https://a.example", "kim", true));
  EXPECT_EQ(why_not(sign_in.with_identity(here(), now, from, "https://a.example", "kim", false)),
            Why::no_second_step);
  const auto secret = ready(kim);
  now = now.plus_seconds(60);
  const auto half = sign_in.with_identity(here(), now, from, "https://a.example", "kim", false);
  ASSERT_TRUE(half);
  EXPECT_TRUE(half->is_half);
  EXPECT_FALSE(who(half->key));
  const auto opened =
      sign_in.with_second_factor(here(), now, from, half->key, {SecondProof::Kind::app, code_now(secret)});
  ASSERT_TRUE(opened);
  EXPECT_TRUE(who(opened->key)->asker.has_second_factor);
  EXPECT_EQ(
      why_not(sign_in.again_with_identity(here(), now, *who(opened->key), "https://a.example", "kim", false)),
      Why::no_second_step);
  EXPECT_TRUE(sign_in.again_with_identity(here(), now, *who(opened->key), "https://a.example", "kim", true));
}

TEST_P(WithCode, ProvesAnewWithACodeOfOnesOwn) {
  const auto amira = with_role("Amira", Role::adept), bo = with_role("Bo", Role::mentor);
  const auto helper = with_role("Lena", Role::coordinator);
  const auto first = credentials.make_code(as(helper), now, amira, Code::paper);
  const auto opened = sign_in.with_paper_code(here(), now, from, first->typed);
  ASSERT_TRUE(opened);
  const auto old = *who(opened->key);
  now = now.plus_seconds(fresh_s + 1);
  const auto of_bo = credentials.make_code(as(helper), now, bo, Code::paper);
  EXPECT_EQ(why_not(sign_in.again_with_code(here(), now, from, old, of_bo->typed)), Why::wrong_code);
  EXPECT_EQ(why_not(sign_in.again_with_code(here(), now, from, old, first->typed)), Why::wrong_code);
  const auto second = credentials.make_code(as(helper), now, amira, Code::paper);
  const auto again = sign_in.again_with_code(here(), now, from, old, second->typed);
  ASSERT_TRUE(again);
  EXPECT_FALSE(who(opened->key));
  EXPECT_TRUE(who(again->key)->is_fresh(now));
}

TEST_P(WithCode, ProvesNothingForTheInventedButInADemo) {
  const auto rana = with_role("Rana", Role::adept);
  const auto link = credentials.make_code(city.actor(), now, rana, Code::demo)->link;
  const auto opened = sign_in.with_link(here(), now, from, link, Demo::yes);
  EXPECT_EQ(why_not(sign_in.again_in_demo(here(), now, *who(opened->key), Demo::no)), Why::wrong);
  EXPECT_TRUE(sign_in.again_in_demo(here(), now, *who(opened->key), Demo::yes));
  const auto paper = credentials.make_code(city.actor(), now, rana, Code::paper);
  const auto real = sign_in.with_paper_code(here(), now, from, paper->typed);
  EXPECT_EQ(why_not(sign_in.again_in_demo(here(), now, *who(real->key), Demo::yes)), Why::wrong);
}

PARVIS_ON_BOTH_ENGINES(WithPassword);
PARVIS_ON_BOTH_ENGINES(WithCode);
PARVIS_ON_BOTH_ENGINES(WithIdentity);

}  // namespace
}  // namespace parvis::accounts

/// A city with accounts and a clock that the test moves, for the tests of this folder.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/accounts/outbox.hpp"
#include "app/accounts/sign_in.hpp"
#include "app/store/fixture_store.hpp"
#include "platform/crypto/totp.hpp"

namespace parvis::accounts {

class AccountsTest : public testing::TestWithParam<db::Engine> {
 protected:
  using Act = store::Act;
  static constexpr const char* password = "sjutton gröna paraplyer";

  static access::Grant grant(access::Role role) {
    return {role, std::nullopt, std::nullopt, *Date::from_iso("2026-01-01"), std::nullopt};
  }
  Actor as(AccountId id) const { return {Actor::Kind::account, id, "", city.city()}; }
  CityId here() const { return city.city(); }

  AccountId account(const std::string& name, const std::string& email = {}) {
    const auto made = accounts.make(city.actor(), now, {.name = name, .email = email});
    EXPECT_TRUE(made) << (made ? "" : in_english(in_words(made.error())));
    return made ? *made : AccountId{};
  }
  AccountId with_role(const std::string& name, access::Role role, const std::string& email = {}) {
    const auto id = account(name, email);
    EXPECT_TRUE(accounts.give_role(city.actor(), now, id, grant(role)));
    return id;
  }
  /// Staff who can sign in; the secret of their app.
  std::string ready(AccountId id) {
    const auto set = credentials.set_all(city.actor(), now, id, password);
    EXPECT_TRUE(set) << (set ? "" : in_english(in_words(set.error())));
    recovery = set->recovery_codes;
    return *crypto::from_base32(set->app.secret);
  }
  std::string code_now(const std::string& secret) const {
    return crypto::totp_code(secret, now.microseconds() / 1'000'000 / crypto::totp_step_s);
  }
  SecondProof by_app(const std::string& secret) const { return {SecondProof::Kind::app, code_now(secret)}; }
  void later(std::int64_t seconds) { now = now.plus_seconds(seconds); }

  Opened whole(const std::string& email, const std::string& secret) {
    const auto half = sign_in.with_password(here(), now, from, email, password);
    EXPECT_TRUE(half) << (half ? "" : in_english(in_words(half.error())));
    const auto opened = sign_in.with_second_factor(here(), now, from, half->key, by_app(secret));
    EXPECT_TRUE(opened) << (opened ? "" : in_english(in_words(opened.error())));
    return opened ? *opened : Opened{};
  }
  /// Somebody without a password, by a code on paper.
  Opened on_paper(AccountId id) {
    const auto code = credentials.make_code(city.actor(), now, id, Code::paper);
    EXPECT_TRUE(code);
    const auto opened = sign_in.with_link(here(), now, from, code->link, Demo::no);
    EXPECT_TRUE(opened) << (opened ? "" : in_english(in_words(opened.error())));
    return opened ? *opened : Opened{};
  }
  Visitor who(const std::string& key) {
    const auto visitor = sessions.who(here(), now, key);
    EXPECT_TRUE(visitor);
    return visitor ? *visitor : Visitor();
  }
  std::int64_t count(std::string_view sql) {
    const auto rows = city->database().read([&](db::Transaction& tx) { return tx.all_text(sql, {}); });
    EXPECT_TRUE(rows);
    return rows->front().get<std::int64_t>(0);
  }
  /// Reasons of the log's rows of an act, in their order.
  std::vector<std::string> reasons(std::string_view act) {
    const std::vector<db::Value> values{std::string(act)};
    const auto rows = city->database().read([&](db::Transaction& tx) {
      return tx.all_text("SELECT reason FROM audit WHERE act = $1 ORDER BY number", values);
    });
    std::vector<std::string> all;
    for (const auto& row : *rows) all.push_back(row.get<std::string>(0));
    return all;
  }

  Moment now = store::fixture_now();
  store::FixtureStore city{GetParam()};
  Accounts accounts{*city};
  Credentials credentials{*city};
  Sessions sessions{*city};
  Throttle throttle;
  SignIn sign_in{*city, throttle};
  From from{"192.0.2.7", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"};
  std::vector<std::string> recovery;
};

#define PARVIS_ON_BOTH_ENGINES(suite)                                                                   \
  INSTANTIATE_TEST_SUITE_P(Engines, suite, testing::Values(db::Engine::sqlite, db::Engine::postgresql), \
                           [](const auto& engine) { return db::name_of(engine.param); })

template <class Answer>
Refusal refusal_of(const Answer& answer) {
  EXPECT_FALSE(answer);
  return answer ? Refusal::busy : answer.error().refusal.value_or(Refusal::busy);
}
inline SignInNo::Why why_not(const Result<Opened, SignInNo>& answer) {
  EXPECT_FALSE(answer);
  return answer ? SignInNo::Why::fault : answer.error().why;
}

}  // namespace parvis::accounts

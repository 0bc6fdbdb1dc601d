#include "app/accounts/sessions.hpp"

#include "app/accounts/browser.hpp"
#include "app/accounts/fixture_accounts.hpp"

namespace parvis::accounts {
namespace {

using access::Role;
using testing::IsEmpty;
using testing::SizeIs;

class SessionOf : public AccountsTest {};

TEST_P(SessionOf, StaffEndsAfterThirtyMinutesWithoutAVisitAndOthersAfterSixty) {
  const auto secret = ready(with_role("Kim", Role::coordinator, "kim@example.org"));
  const auto amira = with_role("Amira", Role::adept);
  const auto kim_key = whole("kim@example.org", secret).key, amira_key = on_paper(amira).key;
  later(30 * 60 - 1);
  EXPECT_TRUE(who(kim_key));
  later(30 * 60);
  EXPECT_FALSE(who(kim_key));
  EXPECT_TRUE(who(amira_key));
  later(60 * 60);
  EXPECT_FALSE(who(amira_key));
}

TEST_P(SessionOf, AnybodyEndsAfterTwelveHours) {
  const auto key = on_paper(with_role("Amira", Role::adept)).key;
  for (int i = 0; i < 12 * 4 - 1; ++i) {
    later(15 * 60);
    ASSERT_TRUE(who(key));
  }
  later(15 * 60);
  EXPECT_FALSE(who(key));
  EXPECT_EQ(*sessions.sweep(here(), now), 1);
}

TEST_P(SessionOf, SomebodyIsWrittenAtMostOnceAMinute) {
  const auto key = on_paper(account("Amira")).key;
  const auto seen = [&] { return count("SELECT last_seen_at FROM session"); };
  const auto first = seen();
  later(59);
  EXPECT_TRUE(who(key));
  EXPECT_EQ(seen(), first);
  later(1);
  EXPECT_TRUE(who(key));
  EXPECT_EQ(seen(), now.microseconds());
}

TEST_P(SessionOf, OneselfCanBeSeenAndEnded) {
  const auto amira = account("Amira"), bo = account("Bo");
  const auto first = *who(on_paper(amira).key), other = *who(on_paper(bo).key);
  from.user_agent =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1";
  later(60);
  const auto key = on_paper(amira).key;
  const auto second = *who(key);
  const auto own = *sessions.own(here(), now, second);
  ASSERT_THAT(own, SizeIs(2));
  EXPECT_TRUE(own[0].is_this_one);
  EXPECT_EQ(in_english(own[0].browser), "Safari on iPhone");
  EXPECT_EQ(in_english(own[1].browser), "Firefox on Windows");
  EXPECT_FALSE(*sessions.end(here(), now, second, other.session));
  EXPECT_TRUE(*sessions.end(here(), now, second, first.session));
  EXPECT_THAT(*sessions.own(here(), now, second), SizeIs(1));
  ASSERT_TRUE(sessions.sign_out(here(), now, second));
  EXPECT_FALSE(who(key));
  EXPECT_THAT(*sessions.own(here(), now, second), IsEmpty());
  EXPECT_THAT(*sessions.own(here(), now, other), SizeIs(1));
}

TEST_P(SessionOf, EachHasATokenForItsFormsThatNoOtherHas) {
  const auto amira = account("Amira");
  const auto first = *who(on_paper(amira).key), second = *who(on_paper(amira).key);
  EXPECT_TRUE(is_csrf_token_of(first, first.csrf_token));
  EXPECT_FALSE(is_csrf_token_of(first, second.csrf_token));
  EXPECT_FALSE(is_csrf_token_of(first, ""));
}

TEST_P(SessionOf, NobodyIsFoundByAKeyThatIsNotTheirs) {
  on_paper(account("Amira"));
  EXPECT_FALSE(who(""));
  EXPECT_FALSE(who("AAAAAAAAAAAAAAAAAAAAAA"));
  EXPECT_EQ(*sessions.who(CityId{2}, now, on_paper(account("Bo")).key), std::nullopt);
}

// Whatever the order of acts: a disabled account has no living session, and each living session is somebody's own.
TEST_P(SessionOf, ADisabledAccountIsNeverThere) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    store::FixtureChance chance(seed);
    const auto manager = with_role("Maria", Role::manager);
    std::vector<AccountId> all;
    for (int i = 0; i < 3; ++i) all.push_back(account("Amira"));
    std::vector<std::pair<std::string, AccountId>> keys;
    std::vector<std::pair<std::string, AccountId>> links;
    std::vector<bool> disabled(all.size());
    for (int step = 0; step < 40; ++step) {
      const auto at = static_cast<std::size_t>(chance.below(3));
      const auto id = all[at];
      switch (chance.below(7)) {
        case 0:
        case 1:
          if (auto code = credentials.make_code(as(manager), now, id, Code::beside))
            links.emplace_back(code->link, id);
          break;
        case 2:
        case 3:
          if (!links.empty()) {
            if (auto opened = sign_in.with_link(here(), now, from, links.back().first, Demo::no))
              keys.emplace_back(opened->key, links.back().second);
            links.pop_back();
          }
          break;
        case 4:
          if (chance.below(3) == 0 && accounts.disable(as(manager), now, id)) disabled[at] = true;
          break;
        case 5: (void)accounts.give_role(as(manager), now, id, grant(Role::mentor)).has_value(); break;
        default: later(chance.below(1200)); break;
      }
      for (const auto& [key, whose] : keys) {
        const auto visitor = who(key);
        if (!visitor) continue;
        EXPECT_EQ(visitor->account, whose);
        const auto index = static_cast<std::size_t>(std::find(all.begin(), all.end(), whose) - all.begin());
        EXPECT_FALSE(disabled[index]) << "seed " << seed << ", step " << step;
      }
    }
    EXPECT_EQ(count("SELECT COUNT(*) FROM session s JOIN account a ON a.account_id = s.account_id "
                    "WHERE a.disabled_at IS NOT NULL"),
              0);
  }
}

TEST(Browser, IsCalledByTwoWords) {
  EXPECT_EQ(in_english(browser_in_words(
                browser_of("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"))),
            "Chrome on Linux");
  EXPECT_EQ(in_english(browser_in_words(
                browser_of("Mozilla/5.0 (Linux; Android 14) Chrome/140.0 Mobile Safari/537.36 EdgA/140.0"))),
            "Edge on Android");
  EXPECT_EQ(in_english(browser_in_words(browser_of("curl/8.0"))), "A browser");
  EXPECT_EQ(in_english(browser_in_words("")), "A browser");
}

PARVIS_ON_BOTH_ENGINES(SessionOf);

}  // namespace
}  // namespace parvis::accounts

#include "platform/crypto/password.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

namespace parvis::crypto {
namespace {

std::optional<PasswordRefusal> judged(std::string_view password) {
  return judge(password, {"asa.lindgren@lindhamn.se", "Åsa Lindgren", "Lindhamn"});
}

TEST(APassword, IsKeptAsArgon2idAndKnownAgain) {
  const auto hash = *hash_password("fyra ord på en rad");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=65536,t=3,p=1$")) << hash;
  EXPECT_EQ(hash.find("fyra"), std::string::npos);
  EXPECT_EQ(verify_password(hash, "fyra ord på en rad"), true);
  EXPECT_EQ(verify_password(hash, "fyra ord på en rad "), false);
  EXPECT_FALSE(needs_rehash(hash));
  EXPECT_NE(hash_password("fyra ord på en rad"), hash) << "each has its own salt";
}

TEST(APassword, IsTheSameHoweverTheDeviceWritesItsLetters) {
  const auto hash = *hash_password("fyra ord p\u00e5 en rad");
  EXPECT_EQ(verify_password(hash, "fyra ord pa\u030a en rad"), true);
}

TEST(APassword, WithOlderSettingsAsksToBeHashedAgain) {
  EXPECT_TRUE(
      needs_rehash("$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
                   "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
  EXPECT_TRUE(needs_rehash("something else"));
  EXPECT_EQ(verify_password("something else", "fyra ord på en rad"), false);
  EXPECT_EQ(verify_password("", ""), false);
}

TEST(APassword, OfNobodyTakesAsLongAsOneOfSomebody) {
  const auto hash = *hash_password("fyra ord på en rad");
  const auto seconds = [](auto&& check) {
    double least = 1e9;
    for (int i = 0; i < 3; ++i) {
      const auto start = std::chrono::steady_clock::now();
      EXPECT_EQ(check(), false);
      least =
          std::min(least, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return least;
  };
  const double somebody = seconds([&] { return verify_password(hash, "wrong"); });
  const double nobody = seconds([] { return verify_nobody("wrong"); });
  // Wide, since the machine does other things too; a check left out would be a thousand times faster.
  EXPECT_GT(nobody, somebody / 3);
  EXPECT_LT(nobody, somebody * 3);
}

TEST(APassword, IsCheckedForManyAtOnceWithinItsMemory) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([] { EXPECT_EQ(verify_nobody("wrong"), false); });
  for (auto& thread : threads) thread.join();
}

TEST(APassword, OfTwelveToTwoHundredAndFiftySixCharactersIsTaken) {
  EXPECT_EQ(judged("vfkq tzm xp"), PasswordRefusal::too_short);
  EXPECT_EQ(judged("vfkq tzm xpb"), std::nullopt);
  EXPECT_EQ(judged("åäöüßéñçøœžš"), std::nullopt) << "characters count, not bytes";
  EXPECT_EQ(judged("åäöüß"), PasswordRefusal::too_short);
  std::string longest;
  for (int i = 0; longest.size() < 256; ++i) longest += "ö vfkq tzm " + std::to_string(i * 7919);
  const auto characters = [](std::string text, std::size_t n) {
    std::string cut;
    for (std::size_t i = 0, seen = 0; i < text.size(); ++i) {
      if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 && seen++ == n) break;
      cut += text[i];
    }
    return cut;
  };
  longest += longest;
  EXPECT_EQ(judged(characters(longest, 256)), std::nullopt);
  EXPECT_EQ(judged(characters(longest, 257)), PasswordRefusal::too_long);
  EXPECT_EQ(judged(std::string(10'000'000, 'x')), PasswordRefusal::too_long);
}

TEST(APassword, ThatAnyoneWouldTryIsRefused) {
  for (const char* common : {"passwordpassword", "Password1234!",
                             "P@ssw0rd2026",     "MyPassword123",
                             "lösenord1234",     "L0senord2026!",
                             "Lösenordet12",     "hemligt12345",
                             "Välkommen2026!",   "Sommar2026!!",
                             "sommarsommar",     "Januari 2026",
                             "Oktober2025!",     "tisdag123456",
                             "123456789012",     "098765432109",
                             "111111111111",     "aaaaaaaaaaaa",
                             "abcabcabcabc",     "abcdefghijkl",
                             "lkjihgfedcba",     "qwertyuiopåä",
                             "qwertyqwerty",     "1q2w3e4r5t6y",
                             "1qaz2wsx3edc",     "zxcvbnm,.-12",
                             "asdfghjklöä'",     "QWERTY123456",
                             "Anna19851224",     "Mohammed1990",
                             "svensson1234",     "198512241234",
                             "0701234567890",    "Stockholm2026",
                             "hammarby1915",     "iloveyou1234",
                             "jagälskardig",     "Sverige12345!",
                             "adminadmin12",     "letmein12345",
                             "Welcome12345",     "            ",
                             "!!!!!!!!!!!!",     "пароль123456",
                             "йцукенгшщзхї",     "كلمةالسر1234",
                             "١٢٣٤٥٦٧٨٩٠١٢",     "ｐａｓｓｗｏｒｄ１２３４",
                             "a1b2c3d4e5f6",     "fotboll fotboll fotboll",
                             "Test1234Test"})
    EXPECT_EQ(judged(common), PasswordRefusal::commonest) << common;
}

TEST(APassword, ThatIsHardToGuessIsTakenWithoutRulesOfSigns) {
  for (const char* good :
       {"correct horse battery staple", "grön cykel åker till havet", "kastanjblad under bron",
        "xk3vq8zr1mwt", "Tr0ub4dor&3xyz", "hund katt fågel häst ko", "мій кіт любить молоко",
        "قطتي تحب الحليب كثيرا", "q7#Lp!2vZ@9w", "9f86d081884c7d659a2f", "fotboll sommar stockholm hejsan"})
    EXPECT_EQ(judged(good), std::nullopt) << good;
}

TEST(APassword, WithOnesOwnNameOrTheCitysIsRefused) {
  for (const char* own : {"kastanjlindgrenblad", "kastanj L1ndgr3n blad", "LINDHAMN under bron",
                          "lind-hamn under bron", "asa.lindgren kastanj", "kastanj ÅSALINDGREN"})
    EXPECT_EQ(judged(own), PasswordRefusal::holds_own_word) << own;
  EXPECT_EQ(judge("kastanj asa.ek blad", {"asa.ek@x.se"}), PasswordRefusal::holds_own_word);
  EXPECT_EQ(judge("kastanj åsa blad bron", {"asa.ek@x.se"}), std::nullopt)
      << "three letters stand there by chance";
  EXPECT_EQ(judge("kastanjblad under bron", {"", "@", " "}), std::nullopt);
}

TEST(APassword, IsRefusedWithWordsThatSayWhatToWrite) {
  for (const auto refusal : {PasswordRefusal::too_short, PasswordRefusal::too_long,
                             PasswordRefusal::holds_own_word, PasswordRefusal::commonest})
    EXPECT_FALSE(describe(refusal).empty());
}

}  // namespace
}  // namespace parvis::crypto

#include "platform/crypto/codes.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <set>

namespace parvis::crypto {
namespace {

TEST(ACodeOnPaper, IsShortAndHasNoLettersThatLookLikeDigits) {
  std::set<std::string> all;
  std::set<char> letters;
  for (int i = 0; i < 1'000; ++i) {
    const auto code = new_code(CodeKind::single_use);
    EXPECT_EQ(code.size(), 9u);
    EXPECT_EQ(code[4], '-');
    EXPECT_EQ(code.find_first_of("OILU"), std::string::npos) << code;
    all.insert(code);
    letters.insert(code.begin(), code.end());
  }
  EXPECT_EQ(all.size(), 1'000u);
  EXPECT_EQ(letters.size(), 33u) << "all 32 are drawn, and the hyphen";
}

TEST(ACodeOnPaper, ComesInTenForRecovery) {
  const auto codes = recovery_codes();
  EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), 10u);
  for (const auto& code : codes) {
    EXPECT_EQ(code.size(), 11u);
    EXPECT_EQ(code[5], '-');
    EXPECT_EQ(code_from(CodeKind::recovery, code), code);
    EXPECT_FALSE(code_from(CodeKind::single_use, code));
  }
}

TEST(ACodeOnPaper, IsReadAsPeopleWriteIt) {
  for (const char* written :
       {"01AB-C1DE", "01abc1de", " o1ab c1de ", "OIAB-CLDE", "0-1-a-b-c-1-d-e", "01ab\u2011c1de",
        "01AB\u2013C1DE", "01ab\u00a0c1de", "٠١ab-c١de", "０１ＡＢ－Ｃ１ＤＥ"})
    EXPECT_EQ(code_from(CodeKind::single_use, written), "01AB-C1DE") << written;
  for (const char* written :
       {"", "01AB-C1D", "01AB-C1DEF", "01AB-C1DU", "01AB-C1Dé", "01AB+C1DE", "01AB#C1DE", "----"})
    EXPECT_FALSE(code_from(CodeKind::single_use, written)) << written;
  EXPECT_FALSE(code_from(CodeKind::single_use, std::string(1'000'000, '-') + "01AB-C1DE"));
}

TEST(ACodeOnPaper, IsKeptOnlyAsAHashOfItsAccountAndKind) {
  std::string folder = (std::filesystem::temp_directory_path() / "parvis-codes-XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const auto keys = *Keyring::create(folder + "/keys", *Date::from(2026, 11, 22));
  std::filesystem::remove_all(folder);
  const auto hash = hash_of_code(keys, CodeKind::single_use, 7, "01AB-C1DE");
  ASSERT_TRUE(hash);
  EXPECT_EQ(hash->size(), 32u);
  EXPECT_EQ(hash_of_code(keys, CodeKind::single_use, 7, "oiab c1de"), hash);
  EXPECT_NE(hash_of_code(keys, CodeKind::single_use, 8, "01AB-C1DE"), hash);
  EXPECT_NE(hash_of_code(keys, CodeKind::single_use, 7, "01AB-C1DF"), hash);
  EXPECT_FALSE(hash_of_code(keys, CodeKind::recovery, 7, "01AB-C1DE"));
}

}  // namespace
}  // namespace parvis::crypto

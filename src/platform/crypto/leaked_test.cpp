#include "platform/crypto/leaked.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <vector>

namespace parvis::crypto {
namespace {

using Answer = LeakedPasswords::Answer;

class Leaked : public testing::Test {
 protected:
  ~Leaked() override { std::remove(file_.c_str()); }
  Result<LeakedPasswords, Message> list(const std::string& bytes) {
    std::ofstream(file_, std::ios::binary) << bytes;
    return LeakedPasswords::open(file_);
  }
  std::string file_ = testing::TempDir() + "leaked-" + std::to_string(::getpid());
};

std::string lines_of(std::vector<std::string> passwords, const std::string& after) {
  for (auto& one : passwords) one = leaked_list_hash(one);
  std::ranges::sort(passwords);
  std::string bytes;
  for (const auto& one : passwords) bytes += one + after;
  return bytes;
}

TEST_F(Leaked, AreFoundAndNoOtherIs) {
  EXPECT_EQ(leaked_list_hash("password"), "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8");
  for (const auto* after : {":1\r\n", ":12345678901234567890\n", "\n"}) {
    std::vector<std::string> passwords;
    for (int count = 1; count <= 300; ++count) {
      passwords.push_back("ett lösenord " + std::to_string(count));
      if (count > 20 && count % 40 != 0) continue;
      const auto held = list(lines_of(passwords, after));
      ASSERT_TRUE(held);
      for (const auto& one : passwords) EXPECT_EQ(held->has(one), Answer::is_there) << one;
      for (int other = 0; other < 50; ++other)
        EXPECT_EQ(held->has("ett annat " + std::to_string(other)), Answer::is_not_there);
    }
  }
}

TEST_F(Leaked, WithoutALastLineBreakAndInSmallLettersAreTheSame) {
  auto bytes = lines_of({"a", "b", "c"}, "\n");
  bytes.pop_back();
  for (char& c : bytes) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const auto held = list(bytes);
  ASSERT_TRUE(held);
  EXPECT_EQ(held->has("c"), Answer::is_there);
  EXPECT_EQ(held->has("d"), Answer::is_not_there);
}

TEST_F(Leaked, WhatIsNoSuchListIsRefused) {
  for (const std::string bytes :
       {"", "\n", "password\n", "5BAA61E4:3\n", "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8G\n"})
    EXPECT_FALSE(list(bytes)) << bytes;
  EXPECT_FALSE(list(lines_of({"a"}, "\n") + "the end\n"));
  EXPECT_FALSE(LeakedPasswords::open(file_ + ".not"));
  EXPECT_FALSE(LeakedPasswords::open(testing::TempDir()));
}

TEST_F(Leaked, AListOutOfOrderTellsNothingInsteadOfNo) {
  std::vector<std::string> passwords;
  for (int i = 0; i < 64; ++i) passwords.push_back(std::to_string(i));
  const auto in_order = lines_of(passwords, ":2\n");
  std::string backwards;
  for (std::size_t i = in_order.size() / 43; i-- > 0;) backwards += in_order.substr(43 * i, 43);
  const auto held = list(backwards);
  ASSERT_TRUE(held);
  int told = 0;
  for (const auto& one : passwords) told += held->has(one) == Answer::is_not_there ? 1 : 0;
  EXPECT_EQ(told, 0);
}

}  // namespace
}  // namespace parvis::crypto

#include "platform/crypto/crypto.hpp"

#include <gtest/gtest.h>

namespace parvis::crypto {
namespace {

TEST(Crypto, HashesAsAPolicyNamesIt) {
  EXPECT_EQ(sha256_base64(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}

TEST(Crypto, NeverGivesTheSameKeyTwice) {
  EXPECT_EQ(random_key().size(), 32u);
  EXPECT_NE(random_key(), random_key());
}

TEST(Crypto, ComparesSecrets) {
  EXPECT_TRUE(is_same_secret("abc", "abc"));
  EXPECT_FALSE(is_same_secret("abc", "abd"));
  EXPECT_FALSE(is_same_secret("abc", "ab"));
}

}  // namespace
}  // namespace parvis::crypto

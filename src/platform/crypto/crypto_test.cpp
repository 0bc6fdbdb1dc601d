#include "platform/crypto/crypto.hpp"

#include <gtest/gtest.h>

#include <set>

namespace parvis::crypto {
namespace {

TEST(Crypto, HashesAsAPolicyNamesIt) {
  EXPECT_EQ(sha256_base64(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Crypto, NeverGivesTheSameKeyTwice) {
  EXPECT_EQ(random_key().size(), 32u);
  EXPECT_NE(random_key(), random_key());
  EXPECT_NE(Key::random().bytes(), Key::random().bytes());
}

TEST(Crypto, DrawsIdsThatArePositiveAndDiffer) {
  std::set<std::int64_t> ids;
  for (int i = 0; i < 10'000; ++i) {
    const auto id = random_id();
    EXPECT_GT(id, 0);
    ids.insert(id);
  }
  EXPECT_EQ(ids.size(), 10'000u);
  EXPECT_GT(*ids.rbegin(), std::int64_t{1} << 61) << "all 63 bits are drawn";
}

TEST(Crypto, ComparesSecrets) {
  EXPECT_TRUE(is_same_secret("abc", "abc"));
  EXPECT_FALSE(is_same_secret("abc", "abd"));
  EXPECT_FALSE(is_same_secret("abc", "ab"));
}

TEST(Crypto, SpellsBytesInOneWayAndReadsOnlyThat) {
  const std::string bytes("\xff\xfe\0x", 4);
  EXPECT_EQ(base64(bytes), "//4AeA==");
  EXPECT_EQ(base64url(bytes), "__4AeA");
  EXPECT_EQ(hex(bytes), "fffe0078");
  EXPECT_EQ(from_base64("//4AeA=="), bytes);
  EXPECT_EQ(from_base64url("__4AeA"), bytes);
  EXPECT_EQ(from_hex("fffe0078"), bytes);
  EXPECT_EQ(from_base64url(""), "");
  for (const char* other : {"__4AeA==", "//4AeA", "__4AeB", "__4A eA", "__4Ae", "__4AeA\n"})
    EXPECT_FALSE(from_base64url(other)) << other;
  for (const char* other : {"//4AeA", "__4AeA==", "//4AeB==", "//4AeA==="})
    EXPECT_FALSE(from_base64(other)) << other;
  for (const char* other : {"fff", "FFFE", "ff:fe", "0x"}) EXPECT_FALSE(from_hex(other)) << other;
}

TEST(Crypto, GivesEachPurposeItsOwnKey) {
  const auto key = *Key::from(std::string(32, 'k'));
  EXPECT_FALSE(Key::from("short"));
  EXPECT_EQ(key.for_purpose("mail").bytes(), key.for_purpose("mail").bytes());
  EXPECT_NE(key.for_purpose("mail").bytes(), key.for_purpose("backup").bytes());
  EXPECT_NE(keyed_hash(key, "a"), keyed_hash(key, "b"));
  EXPECT_EQ(keyed_hash(key, "a").size(), 32u);
  // b2sum --length=256 of nothing.
  EXPECT_EQ(hex(plain_hash("")), "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
}

TEST(Crypto, WipesWhatAStringHeldBehindItsEnd) {
  std::string secret = "a secret that is long enough to lie on the heap";
  const auto length = secret.size();
  secret.resize(8);
  wipe(secret);
  EXPECT_TRUE(secret.empty());
  const char* where = secret.data();  // the place stays its own until something longer comes
  for (std::size_t i = 0; i < length; ++i) EXPECT_EQ(where[i], '\0');
}

}  // namespace
}  // namespace parvis::crypto

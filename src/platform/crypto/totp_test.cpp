#include "platform/crypto/totp.hpp"

#include <gtest/gtest.h>

#include "platform/crypto/qr.hpp"

namespace parvis::crypto {
namespace {

const std::string rfc_secret = "12345678901234567890";

TEST(TheCodeOnTheTelephone, IsAsTheStandardSays) {
  // RFC 6238, appendix B, SHA-1: of its eight digits the last six.
  for (const auto& [seconds, code] : {std::pair<std::int64_t, const char*>{59, "287082"},
                                      {1111111109, "081804"},
                                      {1111111111, "050471"},
                                      {1234567890, "005924"},
                                      {2000000000, "279037"},
                                      {20000000000, "353130"}})
    EXPECT_EQ(totp_code(rfc_secret, seconds / 30), code);
  // RFC 4226, appendix D.
  const char* counted[] = {"755224", "287082", "359152", "969429", "338314",
                           "254676", "287922", "162583", "399871", "520489"};
  for (int i = 0; i < 10; ++i) EXPECT_EQ(totp_code(rfc_secret, i), counted[i]);
}

TEST(TheCodeOnTheTelephone, MayBeHalfAMinuteEarlyOrLate) {
  const std::int64_t now = 1'800'000'015, step = now / 30;
  for (const std::int64_t near : {step - 1, step, step + 1})
    EXPECT_EQ(accepted_totp_step(rfc_secret, totp_code(rfc_secret, near), now, -1), near);
  EXPECT_FALSE(accepted_totp_step(rfc_secret, totp_code(rfc_secret, step - 2), now, -1));
  EXPECT_FALSE(accepted_totp_step(rfc_secret, totp_code(rfc_secret, step + 2), now, -1));
  EXPECT_EQ(accepted_totp_step(rfc_secret, "755224", 0, -1), 0) << "also in the first step of all";
}

TEST(TheCodeOnTheTelephone, CountsOnce) {
  const std::int64_t now = 1'800'000'015, step = now / 30;
  const auto code = totp_code(rfc_secret, step);
  EXPECT_EQ(accepted_totp_step(rfc_secret, code, now, step - 1), step);
  EXPECT_FALSE(accepted_totp_step(rfc_secret, code, now, step));
  EXPECT_FALSE(accepted_totp_step(rfc_secret, totp_code(rfc_secret, step - 1), now, step))
      << "nor an earlier one";
  EXPECT_EQ(accepted_totp_step(rfc_secret, totp_code(rfc_secret, step + 1), now, step), step + 1);
}

TEST(TheCodeOnTheTelephone, IsReadAsPeopleTypeIt) {
  const std::int64_t now = 59;
  for (const char* typed : {"287082", " 287 082 ", "287-082", "٢٨٧٠٨٢", "۲۸۷۰۸۲", "２８７０８２"})
    EXPECT_EQ(accepted_totp_step(rfc_secret, typed, now, -1), 1) << typed;
  for (const char* typed : {"", "28708", "2870820", "287082a", "2870é82", "94287082", "287O82"})
    EXPECT_FALSE(accepted_totp_step(rfc_secret, typed, now, -1)) << typed;
  EXPECT_FALSE(accepted_totp_step(rfc_secret, std::string(1'000'000, '1'), now, -1));
}

TEST(TheSecretOfTheTelephone, IsSpeltInBase32) {
  // RFC 4648, section 10, without the padding.
  const std::pair<const char*, const char*> answers[] = {{"", ""},
                                                         {"f", "MY"},
                                                         {"fo", "MZXQ"},
                                                         {"foo", "MZXW6"},
                                                         {"foob", "MZXW6YQ"},
                                                         {"fooba", "MZXW6YTB"},
                                                         {"foobar", "MZXW6YTBOI"}};
  for (const auto& [bytes, text] : answers) {
    EXPECT_EQ(base32(bytes), text);
    EXPECT_EQ(from_base32(text), bytes);
  }
  EXPECT_EQ(from_base32("mzxw 6ytb-oi"), "foobar");
  for (const char* other : {"M", "MZX", "MZ1W", "MY======", "MZ", "MZXW6YT8"})
    EXPECT_FALSE(from_base32(other)) << other;
  EXPECT_EQ(new_totp_secret().size(), 20u);
  EXPECT_NE(new_totp_secret(), new_totp_secret());
}

TEST(TheSecretOfTheTelephone, TravelsInAnAddressThatIsEscaped) {
  EXPECT_EQ(totp_uri("Parvis Malmö", "åsa+test@lindhamn.se", rfc_secret),
            "otpauth://totp/"
            "Parvis%20Malm%C3%B6:%C3%A5sa%2Btest%40lindhamn.se?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
            "&issuer=Parvis%20Malm%C3%B6&algorithm=SHA1&digits=6&period=30");
  const auto forged = totp_uri("A&secret=B:C", "x?y#z", rfc_secret);
  EXPECT_EQ(forged.find("secret=B"), std::string::npos) << forged;
}

TEST(TheSecretOfTheTelephone, IsShownAsASquareWithItsThreeEyes) {
  const auto code = qr_code(totp_uri("Parvis Lindhamn", "asa@lindhamn.se", rfc_secret));
  ASSERT_TRUE(code);
  const auto width = code->size();
  EXPECT_EQ((width - 17) % 4, 0u);
  for (const auto& row : *code) ASSERT_EQ(row.size(), width);
  const auto is_eye = [&](std::size_t top, std::size_t left) {
    for (std::size_t y = 0; y < 7; ++y)
      for (std::size_t x = 0; x < 7; ++x) {
        const auto ring = std::min({x, y, 6 - x, 6 - y});
        if ((*code)[top + y][left + x] != (ring != 1)) return false;
      }
    return true;
  };
  EXPECT_TRUE(is_eye(0, 0));
  EXPECT_TRUE(is_eye(0, width - 7));
  EXPECT_TRUE(is_eye(width - 7, 0));
  EXPECT_FALSE(is_eye(width - 7, width - 7));
  for (std::size_t i = 8; i < width - 8; ++i) EXPECT_EQ((*code)[6][i], i % 2 == 0) << "the timing line";
  EXPECT_FALSE(qr_code(""));
  EXPECT_FALSE(qr_code(std::string(5'000, 'x')));
}

}  // namespace
}  // namespace parvis::crypto

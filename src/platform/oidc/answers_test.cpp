#include "platform/oidc/answers.hpp"

#include <gtest/gtest.h>

using namespace parvis::oidc;

namespace {
bool is_read(const std::string& text) {
  return read_id_token(text).has_value();
}
}  // namespace

TEST(Answers, AreJsonThatSaysEachThingOnce) {
  EXPECT_TRUE(is_read(R"({"a":{"x":1},"b":[{"x":1},{"x":2}],"x":3})"));
  for (const char* text : {"", "null", "[]", "1", "{", R"({"a":1}x)", R"({"a":1,"a":1})",
                           R"({"a":1,"\u0061":2})", R"({"deep":[{"a":1,"b":2,"a":3}]})", "{\"a\":\"\xff\"}",
                           R"({"a":NaN})", R"({"a":1,})", R"({"a":1}{"a":2})"})
    EXPECT_FALSE(is_read(text)) << text;
}

TEST(Answers, AreNotReadDeeperThanThirtyTwo) {
  const auto nested = [](int depth) {
    return std::string("{\"a\":") + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
  };
  EXPECT_TRUE(is_read(nested(32)));
  EXPECT_FALSE(is_read(nested(33)));
  EXPECT_FALSE(is_read(nested(100'000)));
  EXPECT_FALSE(is_read(std::string(500'000, '[')));
}

TEST(Answers, AreOfTheKindThatTheStandardGives) {
  for (const char* text : {R"({"iss":1})", R"({"sub":null})", R"({"aud":1})", R"({"aud":["a",1]})",
                           R"({"exp":"1"})", R"({"exp":-1})", R"({"exp":1e300})", R"({"iat":true})",
                           R"({"nonce":[]})", R"({"azp":0})", R"({"amr":"mfa"})", R"({"acr":2})"})
    EXPECT_FALSE(read_id_token(text)) << text;
  const auto token = read_id_token(R"({"aud":["a","b"],"exp":12.9,"iat":1e3,"amr":["pwd","otp"]})");
  ASSERT_TRUE(token);
  EXPECT_EQ(token->aud, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(token->exp, 12);
  EXPECT_EQ(token->iat, 1000);
  EXPECT_FALSE(token->nbf);
  EXPECT_EQ(read_id_token(R"({"aud":"a"})")->aud, (std::vector<std::string>{"a"}));
}

TEST(Answers, LeaveOutAStrangeNameAndKeepThePerson) {
  const auto token = read_id_token(R"({"sub":"1","name":"Amira\u0000","email":7,"email_verified":"true"})");
  ASSERT_TRUE(token);
  EXPECT_EQ(token->name, "");
  EXPECT_EQ(token->email, "");
  EXPECT_FALSE(token->email_verified);
  EXPECT_EQ(read_id_token(R"({"name":"Åsa أميرة"})")->name, "Åsa أميرة");
  EXPECT_EQ(read_id_token("{\"name\":\"" + std::string(201, 'a') + "\"}")->name, "");
}

TEST(Answers, TellAnAnnouncementFromSilence) {
  EXPECT_FALSE(read_metadata("{}")->code_challenge_methods);
  EXPECT_TRUE(read_metadata(R"({"code_challenge_methods_supported":[]})")->code_challenge_methods);
  EXPECT_EQ(read_metadata("{}")->token_endpoint_auth_methods,
            (std::vector<std::string>{"client_secret_basic"}));
  EXPECT_FALSE(read_metadata(R"({"issuer":["https://a.example"]})"));
}

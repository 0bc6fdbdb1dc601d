#include "platform/crypto/jws.hpp"

#include <gtest/gtest.h>

#include "platform/crypto/crypto.hpp"
#include "platform/crypto/signer_in_tests.hpp"
#include "platform/crypto/strict_json.hpp"

namespace parvis::crypto {
namespace {

const std::vector<JwsAlgorithm> three = {JwsAlgorithm::rs256, JwsAlgorithm::ps256, JwsAlgorithm::es256};
const std::string payload = R"({"iss":"https://sign-in.lindhamn.se","sub":"åsa"})";

const Signer& rsa() {
  static const Signer it(Signer::Kind::rsa_2048);
  return it;
}
const Signer& p256() {
  static const Signer it(Signer::Kind::p256);
  return it;
}
std::string set_of(const std::string& keys) {
  return R"({"keys":[)" + keys + "]}";
}
std::string key(const Signer& signer, const std::string& kid, const std::string& more = "") {
  return R"({"kid":")" + kid + R"(",)" + signer.jwk() + more + "}";
}
PublicKeys read(const std::string& keys) {
  return *PublicKeys::read(set_of(keys));
}
/// What Lindhamn's sign-in publishes.
const PublicKeys& published() {
  static const PublicKeys keys =
      read(key(rsa(), "r1", R"(,"use":"sig")") + "," + key(p256(), "e1", R"(,"alg":"ES256")"));
  return keys;
}
std::string header(const std::string& alg, const std::string& more) {
  return R"({"alg":")" + alg + "\"" + more + "}";
}
JwsRefusal refusal(const std::string& token, const PublicKeys& keys = published(),
                   const std::vector<JwsAlgorithm>& allowed = three) {
  const auto said = verify_jws(token, keys, allowed);
  EXPECT_FALSE(said) << token;
  return said ? JwsRefusal{-1} : said.error();
}
const std::string good_header = header("RS256", R"(,"kid":"r1")");

TEST(TheProvidersWord, IsTakenWhenSignedWithItsKeys) {
  for (const auto& [alg, kid, signer] :
       {std::tuple<const char*, const char*, const Signer*>{"RS256", "r1", &rsa()},
        {"PS256", "r1", &rsa()},
        {"ES256", "e1", &p256()}}) {
    const auto head = header(alg, std::string(R"(,"kid":")") + kid + R"(","typ":"JWT","x5t":"abc")");
    for (int i = 0; i < 5; ++i) {
      const auto said = verify_jws(signer->token(alg, head, payload), published(), three);
      ASSERT_TRUE(said) << alg << ' ' << name_of(said.error());
      EXPECT_EQ(said->payload, payload);
      EXPECT_EQ(said->header, head);
    }
  }
}

TEST(TheProvidersWord, IsCheckedAsAStandardsOwnExample) {
  // RFC 7515, appendix A.2 and A.3: a token, a key and a signature that others made.
  const auto keys = read(
      R"({"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yR)"
      R"(T-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2)"
      R"(R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h)"
      R"(4FRWyuXpoQ","e":"AQAB"})");
  const std::string token =
      "eyJhbGciOiJSUzI1NiJ9."
      "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
      "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_"
      "O8W2Fp5jujGbds9uJdbF9CUAr7t1d"
      "nZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_"
      "dO--xi12jzDwu"
      "sC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_"
      "IoypGlUPQGe77Rw";
  EXPECT_TRUE(verify_jws(token, keys, three));
  const auto curve = read(
      R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})");
  EXPECT_TRUE(verify_jws(
      "eyJhbGciOiJFUzI1NiJ9."
      "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
      "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
      curve, three));
}

TEST(TheProvidersWord, IsRefusedWithoutASignature) {
  for (const char* none : {"none", "None", "NONE", "nOnE", ""}) {
    const auto head = header(none, R"(,"kid":"r1")");
    EXPECT_EQ(refusal(base64url(head) + "." + base64url(payload) + "."), JwsRefusal::algorithm_not_allowed);
    EXPECT_EQ(refusal(rsa().token("RS256", head, payload)), JwsRefusal::algorithm_not_allowed);
  }
  EXPECT_EQ(refusal(base64url(good_header) + "." + base64url(payload) + "."), JwsRefusal::bad_signature);
}

TEST(TheProvidersWord, IsRefusedWhenAPublicKeyIsUsedAsASharedSecret) {
  for (const auto& secret : {rsa().jwk(), set_of(key(rsa(), "r1"))})
    EXPECT_EQ(refusal(hs256_token(secret, header("HS256", R"(,"kid":"r1")"), payload)),
              JwsRefusal::algorithm_not_allowed);
  EXPECT_EQ(refusal(hs256_token(rsa().jwk(), good_header, payload)), JwsRefusal::bad_signature);
}

TEST(TheProvidersWord, IsRefusedInAnAlgorithmThatTheCallerDoesNotAllow) {
  EXPECT_EQ(refusal(p256().token("ES256", header("ES256", R"(,"kid":"e1")"), payload), published(),
                    {JwsAlgorithm::rs256}),
            JwsRefusal::algorithm_not_allowed);
  EXPECT_EQ(refusal(rsa().token("RS256", good_header, payload), published(), {}),
            JwsRefusal::algorithm_not_allowed);
  for (const char* odd : {R"({"kid":"r1"})", R"({"alg":256})", R"({"alg":["RS256"]})", R"({"alg":null})",
                          R"({"alg":"rs256"})", R"({"alg":"RS256\u0000"})", R"({"alg":"RS512"})"})
    EXPECT_EQ(refusal(rsa().token("RS256", odd, payload)), JwsRefusal::algorithm_not_allowed) << odd;
}

TEST(TheProvidersWord, IsRefusedWithAnotherPaddingThanItsHeaderSays) {
  EXPECT_EQ(refusal(rsa().token("PS256", good_header, payload)), JwsRefusal::bad_signature);
  EXPECT_EQ(refusal(rsa().token("RS256", header("PS256", R"(,"kid":"r1")"), payload)),
            JwsRefusal::bad_signature);
}

TEST(TheProvidersWord, IsRefusedWhenTheKeyIsNotOneOfItsOwn) {
  const auto with_kid = [](const char* kid) {
    return rsa().token("RS256", header("RS256", std::string(R"(,"kid":)") + kid), payload);
  };
  for (const char* kid :
       {R"("r2")", R"("")", R"("R1")", R"("r1\u0000")", R"("../../../../dev/null")", R"("r1' OR '1'='1")",
        R"("/etc/passwd")", R"("|whoami")", R"("https://evil.example/jwks.json")"})
    EXPECT_EQ(refusal(with_kid(kid)), JwsRefusal::unknown_key) << kid;
  for (const char* kid : {"1", "null", R"(["r1"])", R"({"r1":1})"})
    EXPECT_EQ(refusal(with_kid(kid)), JwsRefusal::malformed) << kid;
  EXPECT_EQ(refusal(p256().token("ES256", header("ES256", R"(,"kid":"r1")"), payload)),
            JwsRefusal::unknown_key)
      << "the key of that name is of another kind";
  EXPECT_EQ(refusal(Signer(Signer::Kind::rsa_2048).token("RS256", good_header, payload)),
            JwsRefusal::bad_signature);
}

TEST(TheProvidersWord, MayLeaveTheKeysNameOutWhenOnlyOneFits) {
  const auto unnamed = rsa().token("RS256", header("RS256", ""), payload);
  EXPECT_TRUE(verify_jws(unnamed, published(), three));
  const Signer other(Signer::Kind::rsa_2048);
  EXPECT_EQ(refusal(unnamed, read(key(rsa(), "r1") + "," + key(other, "r2"))), JwsRefusal::ambiguous_key);
  EXPECT_EQ(
      refusal(rsa().token("RS256", good_header, payload), read(key(rsa(), "r1") + "," + key(other, "r1"))),
      JwsRefusal::ambiguous_key);
  EXPECT_EQ(refusal(unnamed, read("")), JwsRefusal::unknown_key);
}

TEST(TheProvidersWord, IsRefusedWhenItBringsItsOwnKeysOrExtensions) {
  const Signer attacker(Signer::Kind::rsa_2048);
  for (const std::string& more :
       {",\"jwk\":{" + attacker.jwk() + "}", std::string(R"(,"jku":"https://evil.example/jwks.json")"),
        std::string(R"(,"x5u":"https://evil.example/x")"), std::string(R"(,"x5c":["MIIB"])"),
        std::string(R"(,"crit":["exp"])"), std::string(R"(,"crit":[])"),
        std::string(R"(,"b64":false,"crit":["b64"])"), std::string(R"(,"b64":false)")}) {
    EXPECT_EQ(refusal(attacker.token("RS256", header("RS256", R"(,"kid":"r1")" + more), payload)),
              JwsRefusal::forbidden_header);
    EXPECT_EQ(refusal(rsa().token("RS256", header("RS256", R"(,"kid":"r1")" + more), payload)),
              JwsRefusal::forbidden_header)
        << "even when well signed: " << more;
  }
}

TEST(TheProvidersWord, IsRefusedWithTwoHeadersOrTwoMeanings) {
  for (const char* twice :
       {R"({"alg":"none","alg":"RS256","kid":"r1"})", R"({"alg":"RS256","kid":"r1","kid":"r1"})",
        R"({"alg":"RS256","kid":"r1","\u0061lg":"none"})"})
    EXPECT_EQ(refusal(rsa().token("RS256", twice, payload)), JwsRefusal::malformed) << twice;
  const auto token = rsa().token("RS256", good_header, payload);
  EXPECT_EQ(refusal(base64url(good_header) + "." + token), JwsRefusal::malformed) << "four parts";
  EXPECT_EQ(refusal(token + "." + token), JwsRefusal::malformed);
  EXPECT_EQ(refusal(rsa().token("RS256", good_header + good_header, payload)), JwsRefusal::malformed);
  EXPECT_EQ(refusal(rsa().token("RS256", good_header, R"({"sub":"a","sub":"b"})")), JwsRefusal::malformed);
  EXPECT_EQ(refusal(R"({"payload":"e30","signatures":[]})"), JwsRefusal::malformed);
}

TEST(TheProvidersWord, IsRefusedWhenAnyPartWasChangedOrCut) {
  const auto token = rsa().token("RS256", good_header, payload);
  const auto dot = token.find('.');
  for (std::size_t at = 0; at < token.size(); at += 3)
    EXPECT_FALSE(verify_jws(token.substr(0, at), published(), three));
  for (std::size_t at = 0; at < token.size(); at += 3) {
    auto changed = token;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(verify_jws(changed, published(), three)) << at;
  }
  EXPECT_EQ(
      refusal(token.substr(0, dot + 1) + base64url(R"({"sub":"manager"})") + token.substr(token.rfind('.'))),
      JwsRefusal::bad_signature);
  for (const std::string& spelling : {token + "=", token + "\n", " " + token, token + "+", "." + token})
    EXPECT_EQ(refusal(spelling), JwsRefusal::malformed) << spelling;
  for (const char* nothing : {"", ".", "..", "...", "a.b", "a.b.c", "e30.e30.", "bnVsbA.e30."})
    EXPECT_FALSE(verify_jws(nothing, published(), three));
}

TEST(TheProvidersWord, IsRefusedWhenAnEllipticSignatureIsNotTwoNumbers) {
  const auto bytes = base64url(header("ES256", R"(,"kid":"e1")")) + "." + base64url(payload);
  const auto signature = p256().sign("ES256", bytes);
  for (const auto& other :
       {std::string(64, '\0'), std::string(64, '\xff'), signature.substr(0, 63), signature + "x",
        std::string(32, '\0') + signature.substr(32), p256().sign("DER", bytes)})
    EXPECT_EQ(refusal(bytes + "." + base64url(other)), JwsRefusal::bad_signature);
  EXPECT_TRUE(verify_jws(bytes + "." + base64url(signature), published(), three));
}

TEST(TheProvidersWord, IsRefusedWhenTooLongOrTooDeep) {
  const auto nested = [](int depth) {
    return R"({"a":)" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
  };
  EXPECT_TRUE(verify_jws(rsa().token("RS256", good_header, nested(32)), published(), three));
  EXPECT_EQ(refusal(rsa().token("RS256", good_header, nested(33))), JwsRefusal::malformed);
  EXPECT_EQ(refusal(rsa().token("RS256", R"({"alg":"RS256","kid":"r1",)" + nested(33).substr(1), payload)),
            JwsRefusal::malformed);
  const auto padded = [](std::size_t size) { return R"({"a":")" + std::string(size, 'x') + "\"}"; };
  EXPECT_TRUE(verify_jws(rsa().token("RS256", good_header, padded(11'000)), published(), three));
  EXPECT_EQ(refusal(rsa().token("RS256", good_header, padded(12'000))), JwsRefusal::too_long);
  for (const char* other :
       {"[]", "1", "\"a\"", "", "{", "{}x", "\xef\xbb\xbf{}", "{\"a\":\"\xff\"}", "{'a':1}", "{\"a\":1e999}"})
    EXPECT_EQ(refusal(rsa().token("RS256", good_header, other)), JwsRefusal::malformed) << other;
}

TEST(TheProvidersKeys, AreThoseThatCheckSignatures) {
  const Signer weak(Signer::Kind::rsa_1024), other_curve(Signer::Kind::p384);
  for (const auto& passed_over :
       {key(weak, "k"),
        key(other_curve, "k"),
        key(rsa(), "k", R"(,"use":"enc")"),
        key(rsa(), "k", R"(,"use":7)"),
        key(rsa(), "k", R"(,"key_ops":["encrypt"])"),
        key(rsa(), "k", R"(,"key_ops":"verify")"),
        key(rsa(), "k", R"(,"d":"AQAB")"),
        key(rsa(), "k", R"(,"alg":1)"),
        "{" + rsa().jwk() + R"(,"kid":1})",
        std::string(R"({"kty":"oct","kid":"k","k":"c2VjcmV0"})"),
        std::string(R"({"kty":"RSA","kid":"k"})"),
        std::string(R"({"kty":"RSA","kid":"k","n":"","e":""})"),
        std::string(R"({"kid":"k"})"),
        std::string("1"),
        R"({"kty":"RSA","e":"AQ","n":")" + base64url(std::string(256, '\xff')) + "\"}",
        R"({"kty":"RSA","e":"AQAB","n":")" + base64url(std::string(256, '\xfe')) + "\"}",
        R"({"kty":"RSA","e":"AQAB","n":")" + base64url(std::string(1025, '\xff')) + "\"}",
        R"({"kty":"RSA","e":"AQAAAAAB","n":")" + base64url(std::string(256, '\xff')) + "\"}",
        R"({"kty":"EC","crv":"P-256","x":")" + base64url(std::string(32, 'x')) + R"(","y":")" +
            base64url(std::string(32, 'y')) + "\"}",
        R"({"kty":"EC","crv":"P-256","x":")" + base64url(std::string(32, '\0')) + R"(","y":")" +
            base64url(std::string(32, '\0')) + "\"}"})
    EXPECT_EQ(read(passed_over).size(), 0u) << passed_over;
  EXPECT_EQ(read(key(weak, "w") + "," + key(rsa(), "k", R"(,"key_ops":["verify"])")).size(), 1u);
  EXPECT_EQ(refusal(rsa().token("PS256", header("PS256", R"(,"kid":"k")"), payload),
                    read(key(rsa(), "k", R"(,"alg":"RS256")"))),
            JwsRefusal::unknown_key)
      << "a key that says its algorithm serves no other";
}

TEST(TheProvidersKeys, AreRefusedWhenTheyAreNoKeySet) {
  for (const char* other : {"", "[]", "{}", "null", R"({"keys":{}})", R"({"keys":[],"keys":[]})", "<html>",
                            R"({"keys":[})", R"({"keys":[{"kid":"a","kid":"b"}]})"})
    EXPECT_EQ(PublicKeys::read(other).error(), KeySetRefusal::malformed) << other;
  EXPECT_EQ(PublicKeys::read(std::string(300'000, ' ')).error(), KeySetRefusal::too_long);
  std::string many = "1";
  for (int i = 0; i < 100; ++i) many += ",1";
  EXPECT_EQ(PublicKeys::read(set_of(many)).error(), KeySetRefusal::too_long);
  EXPECT_EQ(PublicKeys::read(set_of(""))->size(), 0u);
}

}  // namespace
}  // namespace parvis::crypto

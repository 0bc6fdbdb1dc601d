// What holds under TLS alone. All other tests of the server run under TLS a second time.
#include "platform/http/tls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "platform/http/server_in_tests.hpp"

namespace parvis::http {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

ServerOptions with_tls() {
  ServerOptions options;
  options.tls_certificate = TestCertificate::one().certificate;
  options.tls_key = TestCertificate::one().key;
  return options;
}

/// What openssl's own client says.
int s_client(std::uint16_t port, const std::string& how) {
  const auto command = "openssl s_client -connect 127.0.0.1:" + std::to_string(port) + " " + how +
                       " </dev/null >/dev/null 2>&1";
  return std::system(command.c_str());
}

TEST(TlsServer, SpeaksTls12And13AndNothingOlder) {
  const Running city(with_tls());
  EXPECT_EQ(s_client(city.port(), "-tls1_3"), 0);
  EXPECT_EQ(s_client(city.port(), "-tls1_2"), 0);
  EXPECT_NE(s_client(city.port(), "-tls1_1 -cipher ALL:@SECLEVEL=0"), 0);
  EXPECT_NE(s_client(city.port(), "-tls1 -cipher ALL:@SECLEVEL=0"), 0);
}

TEST(TlsServer, TakesNoCipherWithoutForwardSecrecyOrAuthentication) {
  const Running city(with_tls());
  EXPECT_EQ(s_client(city.port(), "-tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256"), 0);
  EXPECT_NE(s_client(city.port(), "-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA"), 0);
  EXPECT_NE(s_client(city.port(), "-tls1_2 -cipher AES128-GCM-SHA256"), 0);
  EXPECT_NE(s_client(city.port(), "-tls1_2 -cipher NULL:@SECLEVEL=0"), 0);
  EXPECT_NE(s_client(city.port(), "-alpn h2"), 0) << "HTTP/2 is not spoken";
  EXPECT_EQ(s_client(city.port(), "-alpn h2,http/1.1"), 0);
}

TEST(TlsServer, SaysToThePagesThatTheyAreAskedOverHttps) {
  const Running city(with_tls());
  Client client(city.port(), Speaks::tls);
  EXPECT_TRUE(client.is_greeted());
  EXPECT_THAT(client.ask(get("/how", "X-Forwarded-For: 192.0.2.7\r\n")), HasSubstr("127.0.0.1 https"));
}

TEST(TlsServer, ClosesOnWhoeverSpeaksPlainly) {
  const Running city(with_tls());
  Client plain(city.port(), Speaks::plain);
  plain.send(get("/"));
  EXPECT_THAT(plain.to_the_end(), testing::Not(HasSubstr("HTTP/1.1 200")));
  Client garbled(city.port(), Speaks::plain);
  garbled.send(std::string("\x16\x03\x01\x02\x00\x01", 6) + std::string(600, '\xff'));
  garbled.to_the_end();
  Client client(city.port(), Speaks::tls);
  EXPECT_THAT(client.ask(get("/")), StartsWith("HTTP/1.1 200"));
}

TEST(TlsServer, DoesNotWaitForAGreetingWithoutEnd) {
  auto options = with_tls();
  options.header_seconds = 1;
  const Running city(options);
  Client silent(city.port(), Speaks::plain);
  Client half(city.port(), Speaks::plain);
  half.send(std::string("\x16\x03\x01\x02\x00", 5));
  const auto before = std::chrono::steady_clock::now();
  EXPECT_EQ(silent.to_the_end(), "");
  EXPECT_EQ(half.to_the_end(), "");
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(5));
}

TEST(TlsServer, SendsLargeAnswersWhole) {
  const Running city(with_tls());
  Client client(city.port(), Speaks::tls);
  const auto answer = client.ask(get("/large"));
  EXPECT_EQ(answer.size() - answer.find("\r\n\r\n") - 4, 8u << 20);
  EXPECT_THAT(client.ask(post("/", std::string(3'000'000, 'x'))), StartsWith("HTTP/1.1 200"));
}

TEST(ServerBehindAProxy, BelievesItsWord) {
  ServerOptions options;
  options.behind_proxy = "127.0.0.1";
  const Running city(options);
  Client client(city.port());
  EXPECT_THAT(client.ask(get("/how", "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https\r\n")),
              HasSubstr("192.0.2.7 https"));
  ServerOptions elsewhere;
  elsewhere.behind_proxy = "192.0.2.1";
  const Running other(elsewhere);
  Client stranger(other.port());
  EXPECT_THAT(stranger.ask(get("/how", "X-Forwarded-For: 192.0.2.7\r\n")), HasSubstr("127.0.0.1 http"));
}

std::string refusal(const std::string& certificate, const std::string& key) {
  const auto keys = TlsKeys::load(certificate, key);
  return keys ? "taken" : in_english(keys.error());
}

TEST(TlsFiles, ThatCannotServeAreToldByName) {
  const auto& ours = TestCertificate::one();
  const TestCertificate other("other");
  const auto junk = (ours.folder / "junk.pem").string(), old = (ours.folder / "old.pem").string();
  std::ofstream(junk) << "hello\n";
  ASSERT_EQ(std::system(("openssl x509 -in '" + ours.certificate + "' -signkey '" + ours.key +
                         "' -days -1 -out '" + old + "' 2>/dev/null")
                            .c_str()),
            0);
  EXPECT_EQ(refusal(ours.certificate, ours.key), "taken");
  EXPECT_THAT(refusal(junk, ours.key), HasSubstr(junk + " holds no certificate"));
  EXPECT_THAT(refusal("/nowhere.pem", ours.key), HasSubstr("/nowhere.pem holds no certificate"));
  EXPECT_THAT(refusal(ours.certificate, junk), HasSubstr(junk + " holds no key"));
  EXPECT_THAT(refusal(ours.certificate, other.key), HasSubstr("belongs to another certificate"));
  EXPECT_THAT(refusal(old, ours.key), HasSubstr("has run out"));
  ServerOptions options;
  options.port = 0;
  options.tls_certificate = junk;
  options.tls_key = ours.key;
  const auto listening = Server::listen(options, [](const Request&) { return Response{}; });
  ASSERT_FALSE(listening);
  EXPECT_EQ(listening.error().why, ListenNo::Why::no_certificate);
}

}  // namespace
}  // namespace parvis::http

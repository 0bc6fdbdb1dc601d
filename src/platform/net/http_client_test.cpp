#include "platform/net/http_client.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "platform/net/net_fixture.hpp"

using namespace parvis;
using namespace parvis::net;

namespace {

HttpOptions local(HttpOptions options = {}) {
  options.loopback = Loopback::http_allowed;
  return options;
}
Result<HttpReply, HttpFault> ask(const std::string& answer, HttpOptions options = {}) {
  const Liar liar([&](const std::string&) { return answer; });
  return HttpClient(local(std::move(options))).get(liar.address() + "/");
}

}  // namespace

TEST(HttpClient, BringsTheAnswerWithItsHeaders) {
  const auto reply = ask("HTTP/1.1 404 Not Found\r\nX-Why:  gone \r\nContent-Length: 3\r\n\r\nno\n");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 404);
  EXPECT_EQ(reply->header("x-why"), "gone");
  EXPECT_EQ(reply->body, "no\n");
}

TEST(HttpClient, SendsAFormAndTheNameItSignsInWith) {
  const Liar liar([](const std::string&) { return ok_json("{}"); });
  const HttpClient client(local());
  ASSERT_TRUE(client.post_form(liar.address() + "/token", {{"code", "a b&c=å"}, {"empty", ""}},
                               BasicSignIn{"city", "se%3Acret"}));
  const std::string request = liar.requests().at(0);
  EXPECT_TRUE(request.starts_with("POST /token HTTP/1.1\r\n")) << request;
  EXPECT_NE(request.find("Content-Type: application/x-www-form-urlencoded\r\n"), std::string::npos);
  EXPECT_NE(request.find("Authorization: Basic Y2l0eTpzZSUzQWNyZXQ=\r\n"), std::string::npos) << request;
  EXPECT_TRUE(request.ends_with("\r\n\r\ncode=a%20b%26c%3D%C3%A5&empty=")) << request;
}

TEST(HttpClient, GoesNowhereButToHttpsAndToThisMachineWhenAsked) {
  const HttpClient client({}), local_client(local());
  EXPECT_EQ(client.why_not("https://login.example.org/x?y"), std::nullopt);
  EXPECT_EQ(client.why_not("http://127.0.0.1/"), HttpFault::not_https);
  EXPECT_EQ(client.why_not("ftp://login.example.org/"), HttpFault::not_https);
  EXPECT_EQ(client.why_not("file:///etc/passwd"), HttpFault::not_https);
  EXPECT_EQ(client.why_not("gopher://127.0.0.1/"), HttpFault::not_https);
  EXPECT_EQ(client.why_not("https://city:secret@login.example.org/"), HttpFault::not_an_address);
  EXPECT_EQ(client.why_not("https://login.example.org/\r\nX: y"), HttpFault::not_an_address);
  EXPECT_EQ(client.why_not("https:///"), HttpFault::not_an_address);
  EXPECT_EQ(client.why_not(""), HttpFault::not_an_address);
  EXPECT_EQ(client.why_not("login.example.org"), HttpFault::not_an_address);
  for (const char* here :
       {"http://127.0.0.1:8080/", "http://127.9.9.9/", "http://[::1]/", "http://localhost/x"})
    EXPECT_EQ(local_client.why_not(here), std::nullopt) << here;
  for (const char* there : {"http://login.example.org/", "http://localhost.example.org/", "http://10.0.0.1/",
                            "http://0.0.0.0/", "http://127.0.0.1.example.org/", "http://[::ffff:10.0.0.1]/"})
    EXPECT_EQ(local_client.why_not(there), HttpFault::not_https) << there;
  EXPECT_EQ(local_client.get("http://login.example.org/").error(), HttpFault::not_https);
}

TEST(HttpClient, FollowsNoRedirect) {
  const auto reply =
      ask("HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/\r\nContent-Length: 0\r\n\r\n");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 302);
  EXPECT_EQ(reply->header("location"), "https://elsewhere.example/");
}

TEST(HttpClient, LeavesTheEnvironmentsProxyAlone) {
  ASSERT_EQ(setenv("http_proxy", "http://127.0.0.1:1", 1), 0);
  ASSERT_EQ(setenv("ALL_PROXY", "http://127.0.0.1:1", 1), 0);
  const auto reply = ask(ok_json("{}"));
  unsetenv("http_proxy");
  unsetenv("ALL_PROXY");
  ASSERT_TRUE(reply) << name_of(reply.error());
}

TEST(HttpClient, StopsAtMoreThanItWants) {
  HttpOptions small;
  small.body_bytes = 100;
  EXPECT_TRUE(ask(ok_json(std::string(100, 'x')), small));
  EXPECT_EQ(ask(ok_json(std::string(101, 'x')), small).error(), HttpFault::too_big);
  // Without a length said beforehand.
  EXPECT_EQ(ask("HTTP/1.1 200 OK\r\n\r\n" + std::string(5'000, 'x'), small).error(), HttpFault::too_big);
  small.header_bytes = 1'000;
  EXPECT_EQ(ask("HTTP/1.1 200 OK\r\nX: " + std::string(5'000, 'x') + "\r\n\r\n", small).error(),
            HttpFault::too_big);
}

TEST(HttpClient, SaysWhatWentWrong) {
  EXPECT_EQ(ask("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf").error(), HttpFault::broken_off);
  EXPECT_EQ(ask("not HTTP at all\r\n\r\n").error(), HttpFault::broken_off);
  HttpOptions hurried;
  hurried.total_limit = std::chrono::milliseconds(200);
  EXPECT_EQ(ask("", hurried).error(), HttpFault::timed_out);
  std::string gone;
  {
    const Liar liar([](const std::string&) { return ok_json("{}"); });
    gone = liar.address();
  }
  EXPECT_EQ(HttpClient(local()).get(gone).error(), HttpFault::refused);
  EXPECT_EQ(HttpClient({}).get("https://nowhere.invalid/").error(), HttpFault::no_such_host);
  // Whoever answers plain where a secure connection was asked for.
  const Liar plain([](const std::string&) { return ok_json("{}"); });
  EXPECT_EQ(HttpClient({}).get("https" + plain.address().substr(4) + "/").error(), HttpFault::tls);
}

TEST(HttpClient, ServesManyThreadsAtOnce) {
  const Liar liar([](const std::string&) { return ok_json("{}"); });
  const HttpClient client(local());
  std::atomic<int> answered = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      for (int k = 0; k < 10; ++k)
        if (client.get(liar.address() + "/")) ++answered;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(answered, 80);
}

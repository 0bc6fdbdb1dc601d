#include "app/web/web.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <string>
#include <thread>
#include <utility>

#include "app/gate/same_site.hpp"
#include "app/web/browser_in_tests.hpp"

namespace parvis::web {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* public_paths[] = {"",    "/program",   "/program/duo",
                                        "/om", "/uppgifter", "/tillganglighet"};

TEST(PublicPages, EveryPageIsThereInEveryLanguage) {
  Site site(lindhamn());
  Browser browser(site);
  for (const auto* path : public_paths)
    for (const auto language : all_languages) {
      const auto reply = browser.get("/" + std::string(code_of(language)) + path);
      EXPECT_EQ(reply.status, 200) << path << " " << code_of(language);
      EXPECT_EQ(header(reply, "Content-Language"), html_code_of(language));
      EXPECT_THAT(reply.body, HasSubstr("<html lang=\"" + std::string(html_code_of(language)) + "\""));
      EXPECT_THAT(reply.body, HasSubstr(std::string("href=\"/ar") + (*path ? path : "/") + "\" lang=\"ar\""));
    }
}

TEST(PublicPages, TheFrontPageFollowsTheReadersBrowser) {
  Site site(lindhamn());
  http::Request request;
  request.method = "GET";
  request.path = "/";
  request.headers = {{"host", "localhost"}, {"accept-language", "ar, en;q=0.5"}};
  const auto reply = site.answer(request);
  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(reply.body, HasSubstr("dir=\"rtl\""));
  EXPECT_EQ(header(reply, "Vary"), "Accept-Language");
}

TEST(PublicPages, LanguageLinksKeepTheFilter) {
  Site site(lindhamn());
  const auto page = Browser(site).get("/sv/program", "q=bagare&k=everyone").body;
  EXPECT_THAT(page, HasSubstr("href=\"/ar/program?q=bagare&amp;k=everyone\""));
}

TEST(PublicPages, AMisspeltOccupationFindsTheRightWord) {
  Site site(lindhamn());
  EXPECT_THAT(Browser(site).get("/sv/program", "q=svetsarre").body, HasSubstr("/sv/program?q=svetsare\""));
}

TEST(PublicPages, AWelderIsNotShownTheTrackForDoctors) {
  Site site(lindhamn());
  const auto page = Browser(site).get("/en/program", "q=svetsare").body;
  EXPECT_THAT(page, HasSubstr("/en/program/duo"));
  EXPECT_THAT(page, Not(HasSubstr("Health care and medicine")));
}

TEST(PublicPages, WhatIsWrittenInAFilterIsTextAndNeverMarkup) {
  Site site(lindhamn());
  const auto page = Browser(site).get("/en/program", "q=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E").body;
  EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
}

TEST(PublicPages, AProgrammeThatIsNotThereIsAPageWithAWayOut) {
  Site site(lindhamn());
  const auto reply = Browser(site).get("/en/program/nowhere");
  EXPECT_EQ(reply.status, 404);
  EXPECT_THAT(reply.body, HasSubstr("href=\"/en/program\""));
  EXPECT_EQ(Browser(site).get("/de/program").status, 404);
  EXPECT_EQ(Browser(site).get("/svx").status, 404);
}

TEST(Headers, StandOnEveryAnswer) {
  Site site(lindhamn());
  Browser browser(site);
  for (const auto* path :
       {"/", "/sv", "/sv/prova", "/sv/nowhere", "/health/ready", "/robots.txt", "/favicon.ico"}) {
    const auto reply = browser.get(path);
    EXPECT_THAT(header(reply, "Content-Security-Policy"), HasSubstr("default-src 'none'")) << path;
    EXPECT_THAT(header(reply, "Content-Security-Policy"), Not(HasSubstr("unsafe"))) << path;
    EXPECT_EQ(header(reply, "X-Content-Type-Options"), "nosniff") << path;
    EXPECT_EQ(header(reply, "Cross-Origin-Opener-Policy"), "same-origin") << path;
    EXPECT_EQ(header(reply, "Strict-Transport-Security"), "") << path;
  }
  EXPECT_THAT(header(site.error(413, {}), "Content-Security-Policy"), HasSubstr("default-src 'none'"));
}

TEST(Headers, AServerForOthersAsksForHttpsAndASecureCookie) {
  auto options = lindhamn();
  options.on_loopback = false;
  Site site(std::move(options));
  const auto reply = Browser(site, "parvis.example").get("/sv/prova");
  EXPECT_EQ(header(reply, "Strict-Transport-Security"), "max-age=31536000; includeSubDomains");
  EXPECT_THAT(header(reply, "Set-Cookie"), testing::StartsWith("__Host-parvis_visit="));
  EXPECT_THAT(header(reply, "Set-Cookie"), HasSubstr("; Secure"));
}

TEST(Headers, PagesHoldNoStyleAttributeAndNoScriptOfTheirOwn) {
  Site site(lindhamn());
  Browser browser(site);
  for (const auto* path : public_paths) {
    const auto page = browser.get("/sv" + std::string(path)).body;
    EXPECT_THAT(page, Not(HasSubstr(" style=\""))) << path;
    EXPECT_THAT(page, Not(HasSubstr("<script>"))) << path;
    EXPECT_THAT(page, Not(HasSubstr(" onclick"))) << path;
  }
}

TEST(Hosts, OnThisComputerOnlyItsOwnNameIsAnswered) {
  Site site(lindhamn());
  site.listens_on(8080);
  EXPECT_EQ(Browser(site, "127.0.0.1:8080").get("/sv").status, 200);
  EXPECT_EQ(Browser(site, "LOCALHOST:8080").get("/sv").status, 200);
  EXPECT_EQ(Browser(site, "[::1]:8080").get("/sv").status, 200);
  for (const auto* host :
       {"evil.example:8080", "127.0.0.1:9090", "127.0.0.1.evil.example:8080", "127.0.0.1", ""})
    EXPECT_EQ(Browser(site, host).get("/sv/prova").status, 421) << host;
  EXPECT_EQ(Browser(site, "probe").get("/health/ready").status, 200);
}

TEST(Health, IsReadyWhileTheCitysMemoryAnswers) {
  bool answers = true;
  auto options = lindhamn();
  options.memory_answers = [&answers] { return answers; };
  Site site(std::move(options));
  EXPECT_EQ(Browser(site, "probe").get("/health/ready").status, 200);
  answers = false;
  EXPECT_EQ(Browser(site, "probe").get("/health/ready").status, 503);
  // It runs all the same: to end it and begin anew would not help.
  EXPECT_EQ(Browser(site, "probe").get("/health/live").status, 200);
  answers = true;
  EXPECT_EQ(Browser(site, "probe").get("/health/ready").status, 200);
}

TEST(Hosts, AFormComesFromOurOwnPagesOnly) {
  const auto from = [](std::vector<std::pair<std::string, std::string>> headers) {
    http::Request request;
    request.headers = std::move(headers);
    return is_from_own_page(request);
  };
  EXPECT_TRUE(from({{"host", "a:1"}, {"origin", "http://a:1"}}));
  EXPECT_TRUE(from({{"host", "a"}, {"origin", "https://A"}}));
  EXPECT_TRUE(from({{"host", "a"}, {"referer", "https://a/sv/prova?x=https://b/"}}));
  EXPECT_TRUE(from({{"host", "a"}, {"sec-fetch-site", "same-origin"}}));
  EXPECT_FALSE(from({{"host", "a:1"}, {"origin", "http://a:2"}}));
  EXPECT_FALSE(from({{"host", "a"}, {"origin", "null"}}));
  EXPECT_FALSE(from({{"host", "a"}, {"origin", "http://a.b"}}));
  EXPECT_FALSE(from({{"host", "a"}, {"origin", "http://a"}, {"sec-fetch-site", "cross-site"}}));
  EXPECT_FALSE(from({{"host", "a"}, {"origin", "http://b"}, {"referer", "http://a/"}}));
  EXPECT_FALSE(from({{"host", "a"}}));
  EXPECT_FALSE(from({{"origin", "http://"}}));
}

TEST(Methods, AskingWithTheWrongOneIsToldWhichIsRight) {
  Site site(lindhamn());
  Browser browser(site);
  EXPECT_EQ(header(browser.post("/sv/program"), "Allow"), "GET, HEAD");
  EXPECT_EQ(header(browser.get("/sv/prova/rakna"), "Allow"), "POST");
  EXPECT_EQ(header(browser.post("/sv/prova/omgang"), "Allow"), "GET, HEAD");
}

TEST(Serve, TellsWhatIsWrongWithAFolderOfProgrammes) {
  WebOptions options;
  options.programmes_folder = "/nowhere/at/all";
  EXPECT_EQ(serve(options, {}), 3);
}

/// The exit code of a server that does not get to serving, and what it says on standard error.
std::pair<int, std::string> served(const WebOptions& options) {
  testing::internal::CaptureStderr();
  const int code = serve(options, {});
  return {code, testing::internal::GetCapturedStderr()};
}

TEST(Serve, WhatIsNoAddressIsWrittenWronglyAndWhatIsNotToBeHadIsAnotherFault) {
  WebOptions options;
  options.port = 0;
  options.texts = &Texts::in(Language::english);
  options.address = "the town hall";
  const auto [code, said] = served(options);
  EXPECT_EQ(code, 2);
  EXPECT_THAT(said, HasSubstr("the town hall is not an address to listen at."));
  options.behind_proxy = "127.0.0.1";
  options.address = "203.0.113.9";  // for documentation: no machine has it
  EXPECT_EQ(served(options).first, 4);
  options.address = "2001:db8::9";
  EXPECT_EQ(served(options).first, 4);
}

TEST(Serve, SpeaksTheLanguageAskedForAndElseSwedish) {
  WebOptions options;
  options.address = "kommunhuset";
  const auto said_in = [&](const Texts* texts) {
    options.texts = texts;
    return served(options).second;
  };
  EXPECT_EQ(said_in(nullptr), said_in(&Texts::in(Language::swedish)));
  EXPECT_NE(said_in(nullptr), said_in(&Texts::in(Language::english)));
}

/// One request over a real connection; what came back.
std::string asked_on_the_wire(std::uint16_t port) {
  const int connection = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer;
  if (connection >= 0 &&
      connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    const std::string request = "GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    if (write(connection, request.data(), request.size()) == static_cast<ssize_t>(request.size())) {
      char bytes[4096];
      for (ssize_t n = 0; (n = read(connection, bytes, sizeof bytes)) > 0;)
        answer.append(bytes, static_cast<std::size_t>(n));
    }
  }
  close(connection);
  return answer;
}

TEST(Serve, AnswersOnTheWireAndEndsWhenAskedTo) {
  WebOptions options;
  options.port = 0;
  std::string answer;
  std::thread reader;
  const int code = serve(options, [&](const Ready& now) {
    reader = std::thread([&answer, port = now.port] {
      answer = asked_on_the_wire(port);
      kill(getpid(), SIGTERM);
    });
  });
  reader.join();
  EXPECT_EQ(code, 0);
  EXPECT_THAT(answer, HasSubstr("200 OK"));
  EXPECT_THAT(answer, HasSubstr("Content-Security-Policy: default-src 'none'"));
}

TEST(Serve, WhatOthersReachIsServedBehindTlsOnly) {
  WebOptions options;
  options.port = 0;
  options.texts = &Texts::in(Language::english);
  options.address = "0.0.0.0";
  const auto [code, said] = served(options);
  EXPECT_EQ(code, 2);
  EXPECT_THAT(said, HasSubstr("must be encrypted"));
  EXPECT_EQ(std::ranges::count(said, '\n'), 1);
  options.behind_proxy = "127.0.0.1";
  std::thread reader;
  testing::internal::CaptureStderr();
  const int served_code = serve(options, [&](const Ready& now) {
    reader = std::thread([port = now.port] {
      asked_on_the_wire(port);
      kill(getpid(), SIGTERM);
    });
  });
  reader.join();
  EXPECT_EQ(served_code, 0);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(Errors, EachHasAPageInTheReadersLanguageWithAWayOut) {
  Site site(lindhamn());
  for (const int status : {400, 403, 404, 405, 408, 413, 421, 431, 500, 503, 505, 507}) {
    const auto reply = site.error(status, {});
    EXPECT_EQ(reply.status, status);
    EXPECT_THAT(reply.body, HasSubstr("href=\"/sv/\"")) << status;
  }
}

TEST(Errors, WhatTheServerSaysByItselfIsInTheReadersLanguageToo) {
  const Site site(lindhamn());
  const auto language = [&site](std::string path, const std::string& wish) {
    http::Request asked;
    asked.path = std::move(path);
    if (!wish.empty()) asked.headers.emplace_back("accept-language", wish);
    return header(site.error(413, asked), "Content-Language");
  };
  EXPECT_EQ(language("", ""), "sv");
  EXPECT_EQ(language("", "ar,en;q=0.5"), "ar");
  EXPECT_EQ(language("/prova", "en"), "en");
  EXPECT_EQ(language("/nowhere", "ar, en;q=0.5"), "ar");
  EXPECT_EQ(language("/en/prova", "sv"), "en") << "the language of the page that was open";
}

}  // namespace
}  // namespace parvis::web

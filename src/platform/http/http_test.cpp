// What the server answers, on loopback and in raw bytes.
#include "platform/http/http.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/http/server_in_tests.hpp"

namespace parvis::http {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(Server, AnswersOneRequestAfterTheOtherOnOneConnection) {
  const Running city;
  Client client(city.port());
  for (int i = 0; i < 3; ++i) {
    const auto answer = client.ask(get("/par"));
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answer, HasSubstr("\r\nConnection: keep-alive\r\n"));
    EXPECT_THAT(answer, HasSubstr("\r\n\r\nGET /par 127.0.0.1 "));
  }
  EXPECT_THAT(client.ask(get("/par", "Connection: close\r\n")), HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_EQ(client.to_the_end(), "");
}

TEST(Server, AnswersWhatIsSentAheadInItsOrder) {
  const Running city;
  Client client(city.port());
  client.send(get("/1") + post("/2", "two") + "\r\n" + get("/3") + get("/4").substr(0, 10));
  EXPECT_THAT(client.answer(), HasSubstr("GET /1 "));
  EXPECT_THAT(client.answer(), HasSubstr("POST /2 127.0.0.1 two"));
  EXPECT_THAT(client.answer(), HasSubstr("GET /3 "));
  client.send(get("/4").substr(10));
  EXPECT_THAT(client.answer(), HasSubstr("GET /4 "));
}

TEST(Server, AnswersHeadWithoutABody) {
  const Running city;
  Client client(city.port());
  client.send("HEAD /par HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(client.answer(Client::Wants::head_only), HasSubstr("\r\nContent-Length: 20\r\n"));
  EXPECT_THAT(client.ask(get("/next")), StartsWith("HTTP/1.1 200")) << "nothing may stand between";
  client.send(get("/none"));
  EXPECT_THAT(client.answer(), Not(HasSubstr("Content-Length")));
  EXPECT_THAT(client.ask(get("/next")), StartsWith("HTTP/1.1 200"));
}

TEST(Server, ReadsABodyInChunksHoweverItArrives) {
  const Running city;
  const std::string request =
      "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      "4;x=y\r\nWiki\r\nA\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n";
  Client client(city.port());
  EXPECT_THAT(client.ask(request), HasSubstr("127.0.0.1 Wiki0123456789"));
  for (char byte : request) client.send({&byte, 1});
  EXPECT_THAT(client.answer(), HasSubstr("127.0.0.1 Wiki0123456789"));
  EXPECT_THAT(client.ask(post("/cr", "\r")), HasSubstr("127.0.0.1 \r"));
  Client other(city.port());
  EXPECT_THAT(other.ask("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
              StartsWith("HTTP/1.1 400"));
  Client endless(city.port());
  EXPECT_THAT(endless.ask("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4;" +
                          std::string(20000, 'x')),
              StartsWith("HTTP/1.1 400"));
}

TEST(Server, AnUploadedFileKeepsEachOfItsBytes) {
  const Running city;
  std::string bytes;
  for (int i = 0; i < 300'000; ++i) bytes += static_cast<char>(i * 7 % 256);
  bytes += std::string("\0\r\n--b\r\n\r\n\0", 11);
  Client client(city.port());
  const auto answer = client.ask(post(
      "/file",
      "--bb\r\nContent-Disposition: form-data; name=f; filename=a.xlsx\r\n\r\n" + bytes + "\r\n--bb--\r\n",
      "Content-Type: multipart/form-data; boundary=bb\r\n"));
  EXPECT_EQ(answer.substr(answer.find("\r\n\r\n") + 4), bytes);
}

TEST(Server, RefusesWithAPlainPageThatNoBrowserRunsOrKeeps) {
  const Running city;
  Client client(city.port());
  const auto answer = client.ask("GET / HTTP/1.1\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 Bad Request\r\n"));
  for (const char* line :
       {"Content-Type: text/plain; charset=utf-8", "X-Content-Type-Options: nosniff",
        "Content-Security-Policy: default-src 'none'", "Cache-Control: no-store", "Connection: close"})
    EXPECT_THAT(answer, HasSubstr("\r\n" + std::string(line) + "\r\n"));
  EXPECT_EQ(client.to_the_end(), "") << "what follows a refusal is not read as a request";
}

TEST(Server, RefusesWhatCouldHideARequest) {
  const Running city;
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\n";
  for (const auto& bytes :
       {head + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        head + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        head + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", head + "X: a\r\n b\r\n\r\n", head + "\n",
        std::string("GET / HTTP/1.1\nHost: a\n\n"),
        std::string("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        std::string("GET /%2e%2e/a HTTP/1.1\r\nHost: a\r\n\r\n"), std::string("\x16\x03\x01\x02\x00", 5)}) {
    Client client(city.port());
    client.send(bytes + get("/hidden"));
    const auto all = client.to_the_end();
    EXPECT_THAT(all, StartsWith("HTTP/1.1 400")) << bytes;
    EXPECT_THAT(all, Not(HasSubstr("hidden"))) << bytes;
  }
}

TEST(Server, TellsWhichMethodsThereAre) {
  const Running city;
  Client client(city.port());
  const auto answer = client.ask("DELETE /a HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 405"));
  EXPECT_THAT(answer, HasSubstr("\r\nAllow: GET, HEAD, POST\r\n"));
}

TEST(Server, SendsGoAheadToWhoeverWaitsForIt) {
  ServerOptions options;
  options.body_bytes = 10;
  const Running city(options);
  Client client(city.port());
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: ";
  EXPECT_EQ(client.ask(head + "4\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_THAT(client.ask("four"), HasSubstr("127.0.0.1 four"));
  EXPECT_THAT(client.ask(head + "11\r\n\r\n"), StartsWith("HTTP/1.1 413"));
}

TEST(Server, SendsALargeAnswerWhole) {
  const Running city;
  Client client(city.port());
  const auto answer = client.ask(get("/large"));
  EXPECT_EQ(answer.size() - answer.find("\r\n\r\n") - 4, 8u << 20);
}

TEST(Server, AFailureShowsNothingOfItself) {
  const Running city;
  Client client(city.port());
  testing::internal::CaptureStderr();
  const auto answer = client.ask(get("/throws"));
  const auto told = testing::internal::GetCapturedStderr();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 500"));
  EXPECT_THAT(answer, Not(HasSubstr("a name")));
  EXPECT_THAT(told,
              testing::AllOf(StartsWith("http: "), HasSubstr("runtime_error"), Not(HasSubstr("a name"))));
  EXPECT_THAT(client.ask(get("/splits")), StartsWith("HTTP/1.1 500"));
  EXPECT_THAT(client.ask(get("/")), StartsWith("HTTP/1.1 200")) << "the connection lives on";
}

TEST(Server, ShowsTheCitysOwnPageForARefusal) {
  ServerOptions options;
  options.error_page = [](int status, const Request&) -> Response {
    if (status == 431) throw std::runtime_error("no page");
    return {200, {{"Content-Type", "text/html; charset=utf-8"}}, "<h1>Oj</h1>"};
  };
  const Running city(options);
  Client client(city.port());
  const auto answer = client.ask("PUT / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 405"));
  EXPECT_THAT(answer, HasSubstr("\r\nAllow: GET, HEAD, POST\r\n"));
  EXPECT_THAT(answer, HasSubstr("<h1>Oj</h1>"));
  Client other(city.port());
  EXPECT_THAT(other.ask("GET /" + std::string(20'000, 'x')), StartsWith("HTTP/1.1 431"));
}

TEST(Server, AsksForItsOwnPageWithWhatItKnowsOfTheReader) {
  ServerOptions options;
  options.body_bytes = 10;
  options.error_page = [](int, const Request& asked) -> Response {
    return {200, {}, "to " + asked.path + " in " + asked.header("accept-language").value_or("?")};
  };
  const Running city(options);
  const auto page = [&city](const std::string& bytes) {
    Client client(city.port());
    const auto answer = client.ask(bytes);
    return answer.substr(9, 3) + " " + answer.substr(std::min(answer.size(), answer.find("\r\n\r\n") + 4));
  };
  const std::string arabic = "Accept-Language: ar\r\n";
  EXPECT_EQ(page(post("/en/a", std::string(11, 'x'), arabic)), "413 to /en/a in ar");
  EXPECT_EQ(page("POST /c HTTP/1.1\r\nHost: a\r\n" + arabic + "Transfer-Encoding: chunked\r\n\r\nff\r\n"),
            "413 to /c in ar");
  EXPECT_EQ(page("PUT /a HTTP/1.1\r\nHost: a\r\n" + arabic + "\r\n"), "405 to /a in ar");
  EXPECT_EQ(page("GET /%2e%2e HTTP/1.1\r\nHost: a\r\n" + arabic + "\r\n"), "400 to  in ar");
  EXPECT_EQ(page(get("/a", arabic + "Cookie: " + std::string(17'000, 'x') + "\r\n")), "431 to /a in ar");
  EXPECT_EQ(page(get("/throws", arabic)), "500 to /throws in ar");
  EXPECT_EQ(page(get("/splits", arabic)), "500 to /splits in ar");
  EXPECT_EQ(page("\x16\x03\x01"), "400 to  in ?");
}

TEST(Server, AReaderWhoLeavesDoesNotEndTheServer) {
  Running city;
  {
    Client leaving(city.port());
    leaving.send(get("/slow"));
    city.gate.wait_for(1);
  }
  city.gate.open();
  for (int i = 0; i < 5; ++i) {
    Client leaving(city.port());
    leaving.send(get("/large"));
  }
  Client client(city.port());
  EXPECT_THAT(client.ask(get("/")), StartsWith("HTTP/1.1 200"));
}

TEST(Server, AnswersWhoeverHasSaidAll) {
  const Running city;
  Client client(city.port());
  client.send(get("/last"));
  client.send_no_more();
  EXPECT_THAT(client.to_the_end(), HasSubstr("GET /last "));
}

TEST(Server, SaysWhyItCannotListen) {
  const Running city;
  const auto refusal = [](std::string address, std::uint16_t port) -> std::string {
    ServerOptions options;
    options.address = std::move(address);
    options.port = port;
    const auto server = Server::listen(options, [](const Request&) { return Response{}; });
    return server ? "listens" : in_english(server.error());
  };
  EXPECT_EQ(refusal("127.0.0.1", city.port()),
            "The address 127.0.0.1:" + std::to_string(city.port()) + " is already in use.");
  EXPECT_THAT(refusal("parvis", 0), StartsWith("parvis is not an address"));
  EXPECT_THAT(refusal("192.0.2.1", 0), HasSubstr("192.0.2.1"));
  EXPECT_EQ(refusal("0.0.0.0", 0), "listens");
}

TEST(Server, TellsAnAddressThatIsNoneFromOneThatCannotBeHad) {
  const Running city;
  const auto why = [](std::string address, std::uint16_t port) {
    ServerOptions options;
    options.address = std::move(address);
    options.port = port;
    return Server::listen(options, [](const Request&) { return Response{}; }).error().why;
  };
  using Why = ListenNo::Why;
  EXPECT_EQ(why("parvis", 0), Why::not_an_address);
  EXPECT_EQ(why("127.0.0.1:8080", 0), Why::not_an_address);
  EXPECT_EQ(why("192.0.2.1", 0), Why::not_of_this_machine);
  EXPECT_EQ(why("127.0.0.1", city.port()), Why::taken);
}

}  // namespace
}  // namespace parvis::http

// What the server does not let through, how long it waits, and how it stops.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "platform/http/server_in_tests.hpp"

namespace parvis::http {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using testing::HasSubstr;
using testing::StartsWith;

TEST(ServerLimits, RefusesAHeadThatIsTooLong) {
  const Running city;
  Client client(city.port());
  client.send(get("/", "X: " + std::string(17'000, 'x') + "\r\n"));
  EXPECT_THAT(client.answer(), StartsWith("HTTP/1.1 431"));
}

TEST(ServerLimits, RefusesABodyThatIsTooLargeAndStillShowsThePage) {
  ServerOptions options;
  options.body_bytes = 100'000;
  const Running city(options);
  Client exact(city.port());
  EXPECT_THAT(exact.ask(post("/", std::string(100'000, 'x'))), StartsWith("HTTP/1.1 200"));
  Client client(city.port());
  EXPECT_TRUE(client.send(post("/", std::string(6'000'000, 'x'))))
      << "it is read to its end, or the page is lost";
  EXPECT_THAT(client.answer(), StartsWith("HTTP/1.1 413"));
  Client chunked(city.port());
  chunked.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n30D40\r\n" +
               std::string(200'000, 'x'));
  EXPECT_THAT(chunked.answer(), StartsWith("HTTP/1.1 413"));
}

TEST(ServerLimits, LargeBodiesShareALimit) {
  ServerOptions options;
  options.all_bodies_bytes = 300'000;
  Running city(options);
  Client first(city.port());
  first.send(post("/slow", std::string(250'000, 'x')));
  city.gate.wait_for(1);
  Client second(city.port());
  EXPECT_THAT(second.ask(post("/", std::string(250'000, 'x'))), StartsWith("HTTP/1.1 503"));
  Client small(city.port());
  EXPECT_THAT(small.ask(post("/", std::string(60'000, 'x'))), StartsWith("HTTP/1.1 200"));
  city.gate.open();
  EXPECT_THAT(first.answer(), StartsWith("HTTP/1.1 200"));
  Client third(city.port());
  EXPECT_THAT(third.ask(post("/", std::string(250'000, 'x'))), StartsWith("HTTP/1.1 200"));
}

TEST(ServerLimits, CutsOffAHeadThatComesDropByDrop) {
  ServerOptions options;
  options.header_seconds = 1;
  const Running city(options);
  Client client(city.port());
  const auto begun = Clock::now();
  std::thread dripping([&] {
    for (int i = 0; i < 30; ++i) {
      if (!client.send(i == 0 ? "GET / HTTP/1.1\r\nX: " : "x")) return;
      std::this_thread::sleep_for(100ms);
    }
  });
  EXPECT_THAT(client.answer(), StartsWith("HTTP/1.1 408"));
  EXPECT_LT(Clock::now() - begun, 2500ms);
  dripping.join();
  Client silent(city.port());
  EXPECT_EQ(silent.to_the_end(), "") << "who never said a word gets none";
}

TEST(ServerLimits, CutsOffABodyThatDoesNotArrive) {
  ServerOptions options;
  options.body_seconds = 1;
  const Running city(options);
  Client client(city.port());
  EXPECT_THAT(client.ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n123"),
              StartsWith("HTTP/1.1 408"));
}

TEST(ServerLimits, ClosesAConnectionThatStaysIdle) {
  ServerOptions options;
  options.idle_seconds = 1;
  const Running city(options);
  Client client(city.port());
  client.ask(get("/"));
  const auto begun = Clock::now();
  EXPECT_EQ(client.to_the_end(), "");
  EXPECT_LT(Clock::now() - begun, 2500ms);
}

TEST(ServerLimits, GivesUpOnWhoeverDoesNotTakeTheAnswer) {
  ServerOptions options;
  options.write_seconds = -255;  // with what 8 MB add, a second remains
  const Running city(options);
  Client client(city.port());
  client.send(get("/large"));
  std::this_thread::sleep_for(2s);
  EXPECT_LT(client.to_the_end().size(), 8u << 20);
}

TEST(ServerLimits, ServesTwoHundredAtOnceWhileOthersAreIdle) {
  const Running city;
  std::vector<std::unique_ptr<Client>> idle, busy;
  for (int i = 0; i < 200; ++i) {
    idle.push_back(std::make_unique<Client>(city.port()));
    if (i % 2 == 0) idle.back()->send("GET / HT");
  }
  for (int i = 0; i < 200; ++i) {
    busy.push_back(std::make_unique<Client>(city.port()));
    ASSERT_TRUE(busy.back()->send(get("/" + std::to_string(i))));
  }
  for (int i = 0; i < 200; ++i) EXPECT_THAT(busy[i]->answer(), HasSubstr("GET /" + std::to_string(i) + " "));
}

TEST(ServerLimits, TellsWhoeverIsOneTooMany) {
  ServerOptions options;
  options.connections = 2;
  const Running city(options);
  {
    Client first(city.port()), second(city.port());
    EXPECT_THAT(first.ask(get("/")), StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(second.ask(get("/")), StartsWith("HTTP/1.1 200"));
    Client third(city.port());
    // Under TLS a greeting would cost more than the answer is worth: it is closed.
    EXPECT_THAT(third.ask(get("/")), StartsWith(tests_speak_tls() ? "" : "HTTP/1.1 503"));
  }
  for (int tries = 0; tries < 50; ++tries) {
    Client later(city.port());
    if (later.ask(get("/")).starts_with("HTTP/1.1 200")) return;
    std::this_thread::sleep_for(100ms);
  }
  FAIL() << "room was not given back";
}

void expect_a_calm_stop(Running& city, const std::function<void()>& stop) {
  Client idle(city.port()), silent(city.port()), busy(city.port());
  EXPECT_THAT(idle.ask(get("/")), StartsWith("HTTP/1.1 200"));
  busy.send(get("/slow"));
  city.gate.wait_for(1);
  stop();
  EXPECT_EQ(idle.to_the_end(), "");
  EXPECT_EQ(silent.to_the_end(), "");
  EXPECT_FALSE(Client(city.port()).ask(get("/")).starts_with("HTTP/1.1 200")) << "nobody new is let in";
  EXPECT_FALSE(city.has_returned);
  city.gate.open();
  const auto answer = busy.to_the_end();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
}

TEST(ServerLimits, AtAStopWhatIsUnderWayIsAnsweredFirst) {
  Running city;
  expect_a_calm_stop(city, [&] { city.server->stop(); });
  city.thread.join();
  EXPECT_TRUE(city.has_returned);
}

TEST(ServerLimits, AtATerminateSignalWhatIsUnderWayIsAnsweredFirst) {
  Running city({}, Server::Signals::stop_on_terminate);
  expect_a_calm_stop(city, [] { raise(SIGTERM); });
  city.thread.join();
}

TEST(ServerLimits, AStopDoesNotWaitForEver) {
  ServerOptions options;
  options.stop_seconds = 1;
  Running city(options);
  Client half(city.port());
  half.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n123");
  Client served(city.port());
  served.ask(get("/"));
  const auto begun = Clock::now();
  city.server->stop();
  city.thread.join();
  EXPECT_LT(Clock::now() - begun, 5s);
}

TEST(ServerLimits, CanBeStoppedBeforeItRuns) {
  ServerOptions options;
  options.port = 0;
  auto server = Server::listen(options, [](const Request&) { return Response{}; });
  ASSERT_TRUE(server);
  (*server)->stop();
  (*server)->run(Server::Signals::leave);
}

}  // namespace
}  // namespace parvis::http

// The server on loopback, spoken to in raw bytes.
#include "platform/http/http.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace parvis::http {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// A connection that waits for what it asks for, ten seconds at most.
class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval patience{10, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    is_open_ = connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() { close(socket_); }

  bool is_open() const { return is_open_; }
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void send_no_more() { shutdown(socket_, SHUT_WR); }
  /// One answer by its Content-Length; cut short when the other side closes.
  enum class Wants { body, head_only };
  std::string answer(Wants wants = Wants::body) {
    std::size_t end = 0;
    while ((end = received_.find("\r\n\r\n")) == std::string::npos)
      if (!receive()) return std::exchange(received_, {});
    std::size_t size = end + 4;
    const auto at = received_.find("Content-Length: ");
    if (wants == Wants::body && at < end) size += std::stoul(received_.substr(at + 16));
    while (received_.size() < size)
      if (!receive()) break;
    auto text = received_.substr(0, size);
    received_.erase(0, size);
    return text;
  }
  std::string to_the_end() {
    while (receive()) {
    }
    return std::exchange(received_, {});
  }
  std::string ask(std::string_view bytes) {
    send(bytes);
    return answer();
  }

 private:
  bool receive() {
    char buffer[65536];
    const auto size = recv(socket_, buffer, sizeof buffer, 0);
    if (size <= 0) return false;
    received_.append(buffer, static_cast<std::size_t>(size));
    return true;
  }
  int socket_;
  bool is_open_ = false;
  std::string received_;
};

/// Lets a handler wait until the test says go.
class Gate {
 public:
  void pass() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait_for(lock, 10s, [this] { return is_open_; });
  }
  void wait_for(int visitors) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, 10s, [&] { return waiting_ >= visitors; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    is_open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool is_open_ = false;
};

class Running {
 public:
  explicit Running(ServerOptions options = {}, Server::Signals signals = Server::Signals::leave) {
    options.port = 0;
    auto listening = Server::listen(options, [this](const Request& request) { return handle(request); });
    if (!listening) throw std::runtime_error(in_english(listening.error()));
    server = std::move(*listening);
    thread = std::thread([this, signals] {
      server->run(signals);
      has_returned = true;
    });
  }
  ~Running() {
    gate.open();
    server->stop();
    if (thread.joinable()) thread.join();
  }
  std::uint16_t port() const { return server->port(); }

  std::unique_ptr<Server> server;
  std::thread thread;
  std::atomic<bool> has_returned{false};
  Gate gate;

 private:
  Response handle(const Request& request) {
    if (request.path == "/slow") gate.pass();
    if (request.path == "/throws") throw std::runtime_error("a name nobody may see");
    if (request.path == "/splits") return {200, {{"X", "a\r\nb"}}, {}};
    if (request.path == "/large") return {200, {}, std::string(8u << 20, 'x')};
    if (request.path == "/none") return {204, {}, "left out"};
    if (request.path == "/file") {
      const auto form = read_form(request);
      if (!form) return {422, {}, in_english(form.error())};
      return {200, {}, form->file("f") ? form->file("f")->bytes : "no file"};
    }
    return {200, {}, request.method + " " + request.path + " " + request.peer + " " + request.body};
  }
};

std::string get(const std::string& path, const std::string& more = "") {
  return "GET " + path + " HTTP/1.1\r\nHost: a\r\n" + more + "\r\n";
}
std::string post(const std::string& path, const std::string& body, const std::string& more = "") {
  return "POST " + path + " HTTP/1.1\r\nHost: a\r\n" + more +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

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

TEST(Server, RefusesAHeadThatIsTooLong) {
  const Running city;
  Client client(city.port());
  client.send(get("/", "X: " + std::string(17'000, 'x') + "\r\n"));
  EXPECT_THAT(client.answer(), StartsWith("HTTP/1.1 431"));
}

TEST(Server, RefusesABodyThatIsTooLargeAndStillShowsThePage) {
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

TEST(Server, LargeBodiesShareALimit) {
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

TEST(Server, CutsOffAHeadThatComesDropByDrop) {
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

TEST(Server, CutsOffABodyThatDoesNotArrive) {
  ServerOptions options;
  options.body_seconds = 1;
  const Running city(options);
  Client client(city.port());
  EXPECT_THAT(client.ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n123"),
              StartsWith("HTTP/1.1 408"));
}

TEST(Server, ClosesAConnectionThatStaysIdle) {
  ServerOptions options;
  options.idle_seconds = 1;
  const Running city(options);
  Client client(city.port());
  client.ask(get("/"));
  const auto begun = Clock::now();
  EXPECT_EQ(client.to_the_end(), "");
  EXPECT_LT(Clock::now() - begun, 2500ms);
}

TEST(Server, GivesUpOnWhoeverDoesNotTakeTheAnswer) {
  ServerOptions options;
  options.write_seconds = -255;  // with what 8 MB add, a second remains
  const Running city(options);
  Client client(city.port());
  client.send(get("/large"));
  std::this_thread::sleep_for(2s);
  EXPECT_LT(client.to_the_end().size(), 8u << 20);
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
  const auto answer = client.ask(get("/throws"));
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 500"));
  EXPECT_THAT(answer, Not(HasSubstr("a name")));
  EXPECT_THAT(client.ask(get("/splits")), StartsWith("HTTP/1.1 500"));
  EXPECT_THAT(client.ask(get("/")), StartsWith("HTTP/1.1 200")) << "the connection lives on";
}

TEST(Server, ShowsTheCitysOwnPageForARefusal) {
  ServerOptions options;
  options.error_page = [](int status, const Request*) -> Response {
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

TEST(Server, ItsOwnPagesKnowWhatWasAskedOnceTheHeadIsRead) {
  ServerOptions options;
  options.body_bytes = 100;
  options.body_seconds = 1;
  options.error_page = [](int status, const Request* asked) -> Response {
    return {status, {}, asked ? asked->header("accept-language").value_or("any") : "not known"};
  };
  const Running city(options);
  const auto told = [&](const std::string& bytes) { return Client(city.port()).ask(bytes); };
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nAccept-Language: ar\r\n";
  const auto tells = [](const std::string& status, const std::string& language) {
    return testing::AllOf(StartsWith("HTTP/1.1 " + status), testing::EndsWith("\r\n\r\n" + language));
  };
  EXPECT_THAT(told(head + "Content-Length: 101\r\n\r\n"), tells("413", "ar"));
  EXPECT_THAT(told(head + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n"), tells("400", "ar"));
  EXPECT_THAT(told(head + "Content-Length: 10\r\n\r\nhalf"), tells("408", "ar"));
  EXPECT_THAT(told("GET /throws HTTP/1.1\r\nHost: a\r\nAccept-Language: ar\r\n\r\n"), tells("500", "ar"));
  EXPECT_THAT(told("GET / HTTP/1.1\r\nHost: a\r\n\r\nno head\r\n\r\n"), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(told("no head at all\r\n\r\n"), tells("400", "not known"));
}

TEST(Server, ServesTwoHundredAtOnceWhileOthersAreIdle) {
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

TEST(Server, TellsWhoeverIsOneTooMany) {
  ServerOptions options;
  options.connections = 2;
  const Running city(options);
  {
    Client first(city.port()), second(city.port());
    EXPECT_THAT(first.ask(get("/")), StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(second.ask(get("/")), StartsWith("HTTP/1.1 200"));
    Client third(city.port());
    EXPECT_THAT(third.ask(get("/")), StartsWith("HTTP/1.1 503"));
  }
  for (int tries = 0; tries < 50; ++tries) {
    Client later(city.port());
    if (later.ask(get("/")).starts_with("HTTP/1.1 200")) return;
    std::this_thread::sleep_for(100ms);
  }
  FAIL() << "room was not given back";
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

TEST(Server, AtAStopWhatIsUnderWayIsAnsweredFirst) {
  Running city;
  expect_a_calm_stop(city, [&] { city.server->stop(); });
  city.thread.join();
  EXPECT_TRUE(city.has_returned);
}

TEST(Server, AtATerminateSignalWhatIsUnderWayIsAnsweredFirst) {
  Running city({}, Server::Signals::stop_on_terminate);
  expect_a_calm_stop(city, [] { raise(SIGTERM); });
  city.thread.join();
}

TEST(Server, AStopDoesNotWaitForEver) {
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

TEST(Server, CanBeStoppedBeforeItRuns) {
  ServerOptions options;
  options.port = 0;
  auto server = Server::listen(options, [](const Request&) { return Response{}; });
  ASSERT_TRUE(server);
  (*server)->stop();
  (*server)->run(Server::Signals::leave);
}

}  // namespace
}  // namespace parvis::http

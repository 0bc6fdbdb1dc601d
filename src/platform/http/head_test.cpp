#include "platform/http/head.hpp"

#include <gtest/gtest.h>

#include "platform/http/body.hpp"
#include "platform/http/reply.hpp"

namespace parvis::http {
namespace {

/// 0 when the head is taken, else the status of the refusal.
int refusal_of(const std::string& head) {
  const auto read = read_head(head);
  return read ? 0 : read.error();
}
/// The usual head with these lines more.
std::string with(const std::string& lines) {
  return "POST /a HTTP/1.1\r\nHost: parvis.example\r\n" + lines + "\r\n";
}

TEST(RequestHead, TakesWhatABrowserSends) {
  const auto head = read_head(
      "GET /sv/par?sida=2&q=%C3%A5 HTTP/1.1\r\nHost: parvis.example:8080\r\nAccept:text/html\r\n"
      "Cookie: a=1 \t\r\nX-Empty:\r\n\r\n");
  ASSERT_TRUE(head);
  EXPECT_EQ(head->request.method, "GET");
  EXPECT_EQ(head->request.path, "/sv/par");
  EXPECT_EQ(head->request.query, "sida=2&q=%C3%A5");
  EXPECT_EQ(head->request.header("accept"), "text/html");
  EXPECT_EQ(head->request.header("cookie"), "a=1");
  EXPECT_EQ(head->request.header("x-empty"), "");
  EXPECT_TRUE(head->keeps_alive);
}

TEST(RequestHead, NobodyCanReadTheEndOfABodyInTwoWays) {
  EXPECT_EQ(refusal_of(with("Content-Length: 5\r\n")), 0);
  EXPECT_EQ(refusal_of(with("Transfer-Encoding: chunked\r\n")), 0);
  for (const char* lines : {"Transfer-Encoding: xchunked\r\n",
                            "Transfer-Encoding: gzip, chunked\r\n",
                            "Transfer-Encoding: chunked, chunked\r\n",
                            "Transfer-Encoding: identity\r\n",
                            "Transfer-Encoding: \r\n",
                            "Transfer-Encoding: \"chunked\"\r\n",
                            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                            "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                            "Content-Length: 5\r\nContent-Length: 5\r\n",
                            "Content-Length: 5\r\nContent-Length: 6\r\n",
                            "Content-Length: 5, 5\r\n",
                            "Content-Length: +5\r\n",
                            "Content-Length: -5\r\n",
                            "Content-Length: 0x5\r\n",
                            "Content-Length: 5 5\r\n",
                            "Content-Length:\r\n",
                            "Content-Length: 99999999999999999999\r\n",
                            "Transfer-Encoding : chunked\r\n",
                            "Content-Length : 5\r\n",
                            "X: a\r\n Content-Length: 5\r\n",
                            "X: a\r\n\tb\r\n",
                            " X: a\r\n",
                            "X\r\n",
                            ": a\r\n",
                            "X: a\rContent-Length: 5\r\n",
                            "X: a\nContent-Length: 5\r\n",
                            "X: \x01\r\n",
                            "X\xc3\xa5: a\r\n",
                            "Content-Type: a\r\nContent-Type: b\r\n"})
    EXPECT_EQ(refusal_of(with(lines)), 400) << lines;
  EXPECT_EQ(refusal_of("POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of(with(std::string("X: a\0b\r\n", 8))), 400);
}

TEST(RequestHead, TheHostIsNamedOnce) {
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n"), 0);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost:\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost: me@a\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of("GET / HTTP/1.0\r\n\r\n"), 0);
}

TEST(RequestHead, TheRequestLineHasThreeParts) {
  const auto line = [](const std::string& text) { return refusal_of(text + "\r\nHost: a\r\n\r\n"); };
  EXPECT_EQ(line("HEAD / HTTP/1.1"), 0);
  for (const char* text :
       {"GET / HTTP/1.1 ", "GET  / HTTP/1.1", "GET /a b HTTP/1.1", "GET /", "GET", " GET / HTTP/1.1",
        "GET / http/1.1", "GET / HTTP/1.12", "GET / HTTP/11", "G\tT / HTTP/1.1", "GET /\x01 HTTP/1.1",
        "GET /\x7f HTTP/1.1", "GET /\xc3\xa5 HTTP/1.1", "GET /a#b HTTP/1.1", "GET a HTTP/1.1",
        "GET * HTTP/1.1", "GET ftp://a/ HTTP/1.1", "GET http:///a HTTP/1.1", "GET http://me@a/ HTTP/1.1"})
    EXPECT_EQ(line(text), 400) << text;
  EXPECT_EQ(line("GET / HTTP/2.0"), 505);
  for (const char* text : {"PUT / HTTP/1.1", "OPTIONS * HTTP/1.1", "CONNECT a:443 HTTP/1.1",
                           "TRACE / HTTP/1.1", "get / HTTP/1.1"})
    EXPECT_EQ(line(text), 405) << text;
}

TEST(RequestHead, AWholeAddressNamesTheHost) {
  const auto head = read_head("GET http://parvis.example:81/a?b HTTP/1.1\r\nHost: other\r\n\r\n");
  ASSERT_TRUE(head);
  EXPECT_EQ(head->request.path, "/a");
  EXPECT_EQ(head->request.query, "b");
  EXPECT_EQ(head->request.header("host"), "parvis.example:81");
  const auto bare = read_head("GET HTTP://parvis.example?b HTTP/1.0\r\n\r\n");
  ASSERT_TRUE(bare);
  EXPECT_EQ(bare->request.path, "/");
  EXPECT_EQ(bare->request.header("host"), "parvis.example");
}

TEST(RequestHead, APathIsDecodedOnceAndStaysBelowTheRoot) {
  EXPECT_EQ(read_path("/"), "/");
  EXPECT_EQ(read_path("/a/b%20c/%C3%A5"), "/a/b c/å");
  EXPECT_EQ(read_path("//a//b/"), "/a/b");
  EXPECT_EQ(read_path("/a/./b/../c"), "/a/c");
  EXPECT_EQ(read_path("/a/%2e%2E/c"), "/c");
  EXPECT_EQ(read_path("/%252e%252e/c"), "/%2e%2e/c");
  EXPECT_EQ(read_path("/.../c"), "/.../c");
  for (const char* path : {"/..", "/a/../..", "/%2e%2e/x", "/..%2fx", "/a%2fb", "/a%5c..%5cb", "/a\\b",
                           "/%00", "/a%0a", "/%7f", "/%", "/%4", "/%zz", "/%ff", "/%c0%ae%c0%ae/"})
    EXPECT_FALSE(read_path(path)) << path;
}

TEST(RequestHead, KnowsWhetherTheConnectionStays) {
  EXPECT_EQ(refusal_of(with("Connection: close now\r\n")), 400);
  EXPECT_FALSE(read_head(with("Connection: close\r\n"))->keeps_alive);
  EXPECT_FALSE(read_head(with("Connection: upgrade, Close\r\n"))->keeps_alive);
  EXPECT_FALSE(read_head("GET / HTTP/1.0\r\n\r\n")->keeps_alive);
  EXPECT_TRUE(read_head("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")->keeps_alive);
  EXPECT_TRUE(read_head(with("Expect: 100-continue\r\n"))->waits_for_continue);
  EXPECT_EQ(refusal_of(with("Expect: more\r\n")), 417);
}

TEST(RequestHead, FindsItsEndAndSetsItsLimit) {
  EXPECT_EQ(head_size("GET / HTTP/1.1\r\nHost: a\r\n\r\nbody", 0), 27u);
  EXPECT_EQ(head_size("GET / HTTP/1.1\r\nHost: a\r\n\r", 0), 0u);
  EXPECT_EQ(head_size("GET / HTTP/1.1\nHost: a\n\n", 0).error(), 400);
  EXPECT_EQ(head_size("\x16\x03\x01", 0).error(), 400);
  EXPECT_EQ(head_size("GET /" + std::string(head_bytes_limit, 'a'), 0).error(), 431);
  std::string lines;
  for (int i = 0; i < 100; ++i) lines += "X: 1\r\n";
  EXPECT_EQ(refusal_of(with(lines)), 431);
}

/// The body of a chunked request, or the status of the refusal; the same however it is cut.
std::string chunked(std::string_view bytes, std::size_t limit = 100) {
  std::string answers[2];
  for (int cut = 0; cut < 2; ++cut) {
    Head head;
    head.is_chunked = true;
    auto body = *Body::after(head, limit);
    auto& answer = answers[cut];
    for (auto rest = bytes; !rest.empty() && answer.empty() && !body.is_complete();) {
      const auto taken = body.take(rest.substr(0, cut == 0 ? rest.size() : 1));
      if (!taken) answer = std::to_string(taken.error());
      rest.remove_prefix(taken.value_or(0));
    }
    if (answer.empty()) answer = body.is_complete() ? "<" + body.release() + ">" : "more";
  }
  EXPECT_EQ(answers[0], answers[1]) << bytes;
  return answers[0];
}

TEST(RequestBody, InChunksIsPutTogether) {
  EXPECT_EQ(chunked("4\r\nWiki\r\n0A;a=\"b\"\r\n\r\n3456789\n\r\n0\r\nX: y\r\n\r\nnext"),
            "<Wiki\r\n3456789\n>");
  EXPECT_EQ(chunked("0\r\n\r\n"), "<>");
  EXPECT_EQ(chunked("0\r\n\r"), "more");
  EXPECT_EQ(chunked("64\r\n" + std::string(100, 'x') + "\r\n0\r\n\r\n"), "<" + std::string(100, 'x') + ">");
}

TEST(RequestBody, InChunksKeepsToTheRulesAndTheLimit) {
  for (const char* bytes :
       {"\r\n", "g\r\n", "-1\r\n", "+1\r\n", " 1\r\n", "1 \r\n", "0x1\r\n", "1\n", "1\r\nxx\r\n", "1\r\nx\n",
        "1\r\nx\r\n\r\n", "00000000000000001\r\n", "1;\x01\r\n", "1;a\rb\r\n", "0\r\nX\r\n", "0\r\n X: y\r\n",
        "0\r\nX: y\n\r\n", "0\r\nContent-Length: 1\r\n"})
    EXPECT_EQ(chunked(bytes), "400") << bytes;
  EXPECT_EQ(chunked("65\r\n"), "413");
  EXPECT_EQ(chunked("ffffffffffffffff\r\n"), "413");
  EXPECT_EQ(chunked("1\r\nx\r\nffffffffffffffff\r\n"), "413");
  EXPECT_EQ(chunked("1;" + std::string(5000, 'x')), "400");
  std::string many;
  for (int i = 0; i < 20; ++i) many += "1;" + std::string(1000, 'x') + "\r\nx\r\n";
  EXPECT_EQ(chunked(many), "400");
  Head head;
  head.length = 101;
  EXPECT_EQ(Body::after(head, 100).error(), 413);
}

TEST(Head, OfWhatIsRefusedTheReadersLanguageIsStillSeen) {
  const auto language = [](std::string_view received) {
    return glimpse(received).header("accept-language").value_or("?");
  };
  const std::string line = "GET /a?q HTTP/1.1\r\n", wish = "Accept-Language: ar\r\n";
  EXPECT_EQ(language(line + wish), "ar");
  EXPECT_EQ(language(line + "Host: a\r\n" + wish + "Cookie: never ends"), "ar");
  EXPECT_EQ(language("GET\r\n" + wish), "ar");
  EXPECT_EQ(language(line + "Accept-Language: ar"), "?") << "it may go on";
  EXPECT_EQ(language(line + " folded\r\n" + wish), "?");
  EXPECT_EQ(language(line + "\r\n" + wish), "?") << "that is the body";
  EXPECT_EQ(language(""), "?");
  EXPECT_EQ(glimpse(line).path, "/a");
  EXPECT_EQ(glimpse("GET /../a HTTP/1.1\r\n" + wish).path, "");
}

TEST(Reply, AHeaderCannotBreakOutOfItsLine) {
  EXPECT_FALSE(head_of({303, {{"Location", "/a\r\nSet-Cookie: b=c"}}, {}}, After::close));
  EXPECT_FALSE(head_of({200, {{"X y", "a"}}, {}}, After::close));
  EXPECT_FALSE(head_of({99, {}, {}}, After::close));
  const auto head = head_of({200, {{"content-length", "1"}, {"X-A", "b"}}, "four"}, After::keep_alive);
  ASSERT_TRUE(head);
  EXPECT_NE(head->find("\r\nContent-Length: 4\r\n"), std::string::npos);
  EXPECT_EQ(head->find("content-length"), std::string::npos);
  EXPECT_NE(head->find("\r\nX-A: b\r\n"), std::string::npos);
}

}  // namespace
}  // namespace parvis::http

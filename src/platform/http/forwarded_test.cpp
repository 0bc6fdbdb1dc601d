#include "platform/http/forwarded.hpp"

#include <gtest/gtest.h>

namespace parvis::http {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

std::string heard(const Headers& headers, const std::string& peer = "10.0.0.1") {
  Request request;
  request.headers = headers;
  request.peer = peer;
  hear_proxy(request, "10.0.0.1");
  return request.peer + (request.is_https ? " https" : " http");
}

TEST(Proxy, SaysWhoAsksAndHow) {
  EXPECT_EQ(heard({{"x-forwarded-for", "192.0.2.7"}, {"x-forwarded-proto", "https"}}), "192.0.2.7 https");
  EXPECT_EQ(heard({{"x-forwarded-for", "192.0.2.7"}, {"x-forwarded-proto", "http"}}), "192.0.2.7 http");
  EXPECT_EQ(heard({{"forwarded", "for=192.0.2.7;proto=http;by=10.0.0.1"}}), "192.0.2.7 http");
  EXPECT_EQ(heard({{"forwarded", R"(Proto=HTTPS; For="[2001:DB8::7]:4711")"}}), "2001:db8::7 https");
  EXPECT_EQ(heard({{"x-forwarded-for", "192.0.2.7:4711"}}), "192.0.2.7 https");
  EXPECT_EQ(heard({}), "10.0.0.1 https");
}

TEST(Proxy, IsBelievedForItsOwnWordAlone) {
  // What the browser itself had written stands before it.
  EXPECT_EQ(heard({{"x-forwarded-for", "127.0.0.1, 192.0.2.7"}}), "192.0.2.7 https");
  EXPECT_EQ(heard({{"x-forwarded-for", "127.0.0.1"}, {"x-forwarded-for", "192.0.2.7"}}), "192.0.2.7 https");
  EXPECT_EQ(heard({{"forwarded", "for=127.0.0.1;proto=https, for=192.0.2.7;proto=http"}}), "192.0.2.7 http");
}

TEST(Proxy, IsBelievedFromItsOwnAddressAlone) {
  EXPECT_EQ(heard({{"x-forwarded-for", "127.0.0.1"}, {"x-forwarded-proto", "https"}}, "192.0.2.9"),
            "192.0.2.9 http");
  EXPECT_EQ(heard({{"forwarded", "for=127.0.0.1;proto=https"}}, "10.0.0.10"), "10.0.0.10 http");
}

TEST(Proxy, ThatHidesWhoAsksIsCountedAsOne) {
  for (const auto* hidden : {"unknown", "_abc", "", "not an address", "192.0.2.700", "[::1", "::ffff:"})
    EXPECT_EQ(heard({{"x-forwarded-for", hidden}}), "10.0.0.1 https") << hidden;
  EXPECT_EQ(heard({{"x-forwarded-for", "::ffff:192.0.2.7"}}), "192.0.2.7 https");
}

}  // namespace
}  // namespace parvis::http

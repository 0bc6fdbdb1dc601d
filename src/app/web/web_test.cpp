#include "app/web/web.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/catalogue/catalogue.hpp"

namespace parvis::web {
namespace {

using testing::HasSubstr;
using testing::Not;

SiteOptions lindhamn() {
  SiteOptions options;
  options.programmes = catalogue::bundled_programmes();
  options.taxonomy = occupations::Taxonomy::starter();
  return options;
}

http::Request get(std::string path, std::string query = {}) {
  http::Request request;
  request.method = "GET";
  request.path = std::move(path);
  request.query = std::move(query);
  request.headers = {{"host", "127.0.0.1:8080"}};
  return request;
}

std::string header(const http::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

TEST(PublicPages, EveryPageIsThereInAllThreeLanguages) {
  Site site(lindhamn());
  for (const auto* path : {"", "/program", "/program/duo", "/om", "/uppgifter", "/tillganglighet"})
    for (const auto* language : {"sv", "en", "ar"}) {
      const auto reply = site.answer(get("/" + std::string(language) + path));
      EXPECT_EQ(reply.status, 200) << path << " " << language;
      EXPECT_EQ(header(reply, "Content-Language"), language);
      EXPECT_THAT(reply.body, HasSubstr("<html lang=\"" + std::string(language) + "\""));
      EXPECT_THAT(reply.body, HasSubstr(std::string("href=\"/ar") + (*path ? path : "/") + "\" lang=\"ar\""));
    }
}

TEST(PublicPages, TheFrontPageFollowsTheReadersBrowser) {
  Site site(lindhamn());
  auto request = get("/");
  request.headers.emplace_back("accept-language", "ar, en;q=0.5");
  const auto reply = site.answer(request);
  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(reply.body, HasSubstr("dir=\"rtl\""));
  EXPECT_EQ(header(reply, "Vary"), "Accept-Language");
}

TEST(PublicPages, ABakerDoesNotFindTheProgrammeForDoctors) {
  Site site(lindhamn());
  const auto baker = site.answer(get("/sv/program", "q=bagare")).body;
  EXPECT_THAT(baker, Not(HasSubstr("/sv/program/yrkesmentorer#medicine")));
  EXPECT_THAT(baker, HasSubstr("value=\"bagare\""));
  const auto misspelt = site.answer(get("/sv/program", "q=sjukskoterrska")).body;
  EXPECT_THAT(misspelt, HasSubstr("?q=sjuk"));
}

}  // namespace
}  // namespace parvis::web

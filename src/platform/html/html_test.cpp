#include "platform/html/html.hpp"

#include <gtest/gtest.h>

namespace parvis {
namespace {

TEST(Html, ShowsAScriptAsText) {
  const std::string name = "<script>alert('x')</script>";
  EXPECT_EQ(
      html("<b title=\""_h, name, "\">"_h, name, "</b>"_h).str(),
      "<b title=\"&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;\">&lt;script&gt;alert(&#39;x&#39;)&lt;/"
      "script&gt;</b>");
}

TEST(Html, RefusesAnAddressThatRuns) {
  EXPECT_FALSE(Url::from("javascript:alert(1)"));
  EXPECT_FALSE(Url::from("//evil.example/x"));
  EXPECT_FALSE(Url::from("/\\evil.example"));
  EXPECT_FALSE(Url::from(" https://a.example"));
  EXPECT_TRUE(Url::from("/sv/program?x=1&y=2"));
  EXPECT_EQ(html(*Url::from("/a?x=1&y=2")).str(), "/a?x=1&amp;y=2");
}

// A run-time string is not markup: this must not compile, and does not.
template <class T>
concept MakesMarkup = requires(T text) { Markup(text); };
static_assert(!MakesMarkup<std::string>);

}  // namespace
}  // namespace parvis

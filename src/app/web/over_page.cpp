#include "app/web/over_page.hpp"

#include "app/gate/replies.hpp"
#include "app/views/shell.hpp"

namespace parvis::web {
namespace {

constexpr std::string_view over_query = "slut=1";

}  // namespace

Url over_address(const Texts& t) {
  return Url::path(views::address(t, "/prova").text() + "?" + std::string(over_query));
}

bool tells_over(std::string_view query) {
  return query == over_query;
}

http::Response over_page(const Texts& t, views::Door door) {
  views::Frame frame;
  frame.door = door;
  frame.title = t("Your visit is over");
  frame.path = "/prova";
  frame.query = over_query;
  frame.section = views::Section::trial;
  // Begins no visit: the link to the first page does.
  auto page = views::page(frame,
                          html("<div class=\"pv-title\"><h1>"_h, t("Your visit is over"),
                               "</h1></div><div class=\"govuk-inset-text\">"_h,
                               t("Your visit is over. Choose again: it takes a few seconds."),
                               "</div><p class=\"pv-actions\"><a class=\"govuk-button\" href=\""_h,
                               views::address(t, "/prova"), "\">"_h, t("Choose again"), "</a></p>"_h),
                          t);
  return html_reply(std::move(page), t, Kept::not_at_all);
}

}  // namespace parvis::web

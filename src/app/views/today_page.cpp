#include "app/views/today_page.hpp"

namespace parvis::views {
namespace {

Html count_of(const TodayCount& one, const Texts& t) {
  return html("<li><a href=\""_h, address(t, one.path), "\"><b>"_h, t.number(one.count), "</b><span>"_h,
              one.what, "</span>"_h,
              when(!one.more.empty(), [&] { return html("<small>"_h, one.more, "</small>"_h); }),
              "</a></li>"_h);
}

Html waiting_table(const TodayShown& shown, const Texts& t) {
  const auto row = [&](const WaitingLine& line) {
    return html("<tr><th scope=\"row\"><a class=\"pv-quiet\" href=\""_h,
                address(t, "/personer/" + std::to_string(line.person)), "\"><bdi>"_h, line.name,
                "</bdi></a></th><td data-label=\""_h, t("Programme"), "\">"_h, line.programme,
                "</td><td class=\"pv-num\" data-label=\""_h, t("Days"), "\">"_h, t.number(line.days),
                "</td></tr>"_h);
  };
  return html("<table class=\"pv-t pv-t--rows\"><caption class=\"pv-vh\">"_h,
              t("Adepts who have waited longest"), "</caption><thead><tr><th scope=\"col\">"_h, t("Adept"),
              "</th><th scope=\"col\">"_h, t("Programme"), "</th><th scope=\"col\" class=\"pv-num\">"_h,
              t("Days"), "</th></tr></thead><tbody>"_h, each(shown.waiting, row), "</tbody></table>"_h);
}

}  // namespace

std::string today_page(const TodayShown& shown, const Desk& desk, const Texts& t) {
  const auto frame = work_frame(Section::today, t("Today"), "/idag", desk);
  const auto waits = [&] {
    if (!shown.has_programmes)
      return empty_state(t("No programme is kept here yet"),
                         t("Whoever runs Parvis keeps the first with parvis programme keep."));
    if (shown.waiting.empty())
      return empty_state(t("Nobody waits for a mentor"),
                         t("New applications will stand here, the longest wait first."));
    return waiting_table(shown, t);
  };
  return page(frame,
              html("<div class=\"pv-top\"><div><h1>"_h, t(say("Welcome, {name}").with("name", desk.name)),
                   "</h1><p class=\"pv-meta\"><span>"_h, shown.day, "</span><span>"_h, shown.city,
                   "</span></p></div><div class=\"pv-top__end\">"_h,
                   when(shown.may_register,
                        [&] {
                          return html("<a class=\"govuk-button govuk-button--secondary\" href=\""_h,
                                      address(t, "/personer/ny"), "\">"_h, t("Register a person"), "</a>"_h);
                        }),
                   when(shown.may_run,
                        [&] {
                          return html("<a class=\"govuk-button\" href=\""_h, address(t, "/omgangar"), "\">"_h,
                                      t("Run a round"), "</a>"_h);
                        }),
                   "</div></div>"_h,
                   when(shown.counts.empty(),
                        [&] {
                          return empty_state(t("Nothing waits for you here today"),
                                             t("What you can open stands in the menu above."));
                        }),
                   when(!shown.counts.empty(),
                        [&] {
                          return html(
                              "<ul class=\"pv-strip\">"_h,
                              each(shown.counts, [&](const TodayCount& one) { return count_of(one, t); }),
                              "</ul>"_h);
                        }),
                   when(!shown.counts.empty(),
                        [&] {
                          return html(
                              "<section class=\"pv-sect\" aria-labelledby=\"h-wait\"><div "
                              "class=\"pv-hrow\"><h2 class=\"pv-h\" "
                              "id=\"h-wait\">"_h,
                              t("Has waited longest"), "</h2><span class=\"pv-mute\">"_h,
                              t.number(shown.all_waiting), "</span></div>"_h, waits(), "</section>"_h);
                        })),
              t);
}

}  // namespace parvis::views

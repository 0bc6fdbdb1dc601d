#include "app/views/log_pages.hpp"

namespace parvis::views {
namespace {

constexpr std::string_view looks_path = "/logg/skyddade";

Html log_table(const std::vector<LogLine>& lines, const std::string& caption, const Texts& t) {
  const auto row = [&](const LogLine& line) {
    return html(
        "<tr><td class=\"pv-num\" data-label=\""_h, t("Number"), "\">"_h, t.number(line.number),
        "</td><td data-label=\""_h, t("When"), "\">"_h, time_of(line.at, t), "</td><th scope=\"row\">"_h,
        line.what,
        when(!line.reason.empty(),
             [&] { return html("<span class=\"pv-sub\">"_h, line.reason, "</span>"_h); }),
        "</th><td data-label=\""_h, t("Who"), "\"><bdi>"_h, line.who, "</bdi><span class=\"pv-sub\">"_h,
        line.role, "</span></td><td data-label=\""_h, t("About"), "\">"_h,
        line.person == 0 ? html(line.about)
                         : html("<a href=\""_h, address(t, "/personer/" + std::to_string(line.person)),
                                "\">"_h, line.about, "</a>"_h),
        "</td></tr>"_h);
  };
  return html("<table class=\"pv-t pv-t--rows\"><caption class=\"pv-vh\">"_h, caption,
              "</caption><thead><tr><th scope=\"col\" class=\"pv-num\">"_h, t("Number"),
              "</th><th scope=\"col\">"_h, t("When"), "</th><th scope=\"col\">"_h, t("What"),
              "</th><th scope=\"col\">"_h, t("Who"), "</th><th scope=\"col\">"_h, t("About"),
              "</th></tr></thead><tbody>"_h, each(lines, row), "</tbody></table>"_h);
}

Html hidden(std::string_view name, const std::string& value) {
  return html("<input type=\"hidden\" name=\""_h, name, "\" value=\""_h, value, "\">"_h);
}

}  // namespace

Html protected_log_form(const std::vector<Option>& reasons, const std::string& person,
                        const std::string& reason, const Faults& faults, const Desk& desk, const Texts& t) {
  std::vector<Option> options{{"", t("Choose")}};
  options.insert(options.end(), reasons.begin(), reasons.end());
  return html("<section class=\"pv-pan\" aria-labelledby=\"h-looks\"><h2 id=\"h-looks\">"_h,
              t("Looks at protected persons"), "</h2><p class=\"pv-small\">"_h,
              t("Only protection officers and the auditor read these rows, and say why. That stands in the "
                "log, too."),
              "</p>"_h,
              form(address(t, looks_path), desk.form_token,
                   html(input({.id = "record_number",
                               .label = t("About person number"),
                               .hint = t("Leave it empty to see all."),
                               .value = person,
                               .kind = Kind::number,
                               .is_narrow = true},
                              faults, t),
                        select({.id = "why_looked", .label = t("Why"), .value = reason}, options, faults, t),
                        "<p class=\"pv-actions\">"_h, second_button(t("Show the looks")), "</p>"_h)),
              "</section>"_h);
}

std::string log_page(const LogShown& shown, const Desk& desk, const Texts& t) {
  auto frame = work_frame(Section::log, t("The log"), "/logg", desk);
  frame.has_faults = !shown.faults.empty();
  const auto filter = html(
      "<form class=\"pv-search\" action=\""_h, address(t, "/logg"), "\"><div class=\"pv-fields\">"_h,
      input({.id = "person",
             .label = t("About person number"),
             .value = shown.person,
             .kind = Kind::number,
             .is_narrow = true},
            shown.faults, t),
      select({.id = "act", .label = t("What was done"), .value = shown.act}, shown.acts, shown.faults, t),
      "</div><p class=\"pv-actions\">"_h, second_button(t("Show")), "</p></form>"_h);
  const auto next = when(!shown.next_query.empty(), [&] {
    return html("<p class=\"pv-actions\"><a href=\""_h, address(t, "/logg"), "?"_h, shown.next_query, "\">"_h,
                t("Earlier rows"), "</a></p>"_h);
  });
  return page(
      frame,
      html(error_summary(shown.faults, t), "<div class=\"pv-top\"><div><h1>"_h, t("The log"),
           "</h1><p class=\"pv-meta\"><span>"_h,
           t("Each look at the log stands in it, too. It holds numbers and no personal text."),
           "</span></p></div></div>"_h, filter,
           shown.rows.empty() ? empty_state(t("No row is like that"), t("Leave a field empty to see more."))
                              : log_table(shown.rows, t("The log"), t),
           next,
           when(!shown.reasons.empty(),
                [&] { return protected_log_form(shown.reasons, {}, {}, {}, desk, t); })),
      t);
}

std::string protected_log_page(const ProtectedLogShown& shown, const Desk& desk, const Texts& t) {
  const auto frame =
      work_frame(shown.is_officer ? Section::protected_people : Section::log, t("Looks at protected persons"),
                 std::string(looks_path), desk, !shown.faults.empty());
  const auto rows = when(shown.is_read, [&] {
    return shown.rows.empty() ? empty_state(t("No row is like that"), t("Leave a field empty to see more."))
                              : log_table(shown.rows, t("Looks at protected persons"), t);
  });
  const auto next = when(!shown.before.empty(), [&] {
    return form(address(t, looks_path), desk.form_token,
                html(hidden("record_number", shown.person), hidden("why_looked", shown.reason),
                     hidden("before", shown.before), "<p class=\"pv-actions\">"_h,
                     second_button(t("Earlier rows")), "</p>"_h));
  });
  return page(
      frame,
      html(error_summary(shown.faults, t), "<p><a class=\"govuk-back-link\" href=\""_h,
           address(t, shown.is_officer ? "/skyddade" : "/logg"), "\">"_h,
           shown.is_officer ? t("Protected persons") : t("The log"), "</a></p>"_h,
           page_title(t("Looks at protected persons"),
                      t("Each look at the log stands in it, too. It holds numbers and no personal text.")),
           rows, next, protected_log_form(shown.reasons, shown.person, shown.reason, shown.faults, desk, t)),
      t);
}

}  // namespace parvis::views

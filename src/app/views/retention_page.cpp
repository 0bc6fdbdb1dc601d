#include <algorithm>

#include "app/views/erasure_pages.hpp"

namespace parvis::views {
namespace {

Html rule_row(const RuleLine& rule, const Texts& t) {
  return html("<tr><th scope=\"row\">"_h, rule.kind,
              when(!rule.programme.empty(),
                   [&] { return html("<span class=\"pv-sub\"><bdi>"_h, rule.programme, "</bdi></span>"_h); }),
              "</th><td data-label=\""_h, t("Kept for"), "\">"_h, rule.how_long, "</td><td data-label=\""_h,
              t("From"), "\">"_h, rule.from, "</td><td data-label=\""_h, t("Decided by"), "\"><bdi>"_h,
              rule.decided, "</bdi></td></tr>"_h);
}

Html rule_table(const std::string& heading, std::string_view id, const std::vector<RuleLine>& rules,
                bool to_come, const Texts& t) {
  return html(
      "<section class=\"pv-sect\" aria-labelledby=\""_h, id,
      "\"><div class=\"pv-hrow\"><h2 class=\"pv-h\" id=\""_h, id, "\">"_h, heading,
      "</h2></div><table class=\"pv-t pv-t--rows\"><caption class=\"pv-vh\">"_h, heading,
      "</caption><thead><tr><th scope=\"col\">"_h, t("What"), "</th><th scope=\"col\">"_h, t("Kept for"),
      "</th><th scope=\"col\">"_h, t("From"), "</th><th scope=\"col\">"_h, t("Decided by"),
      "</th></tr></thead><tbody>"_h,
      each(rules,
           [&](const RuleLine& rule) { return rule.is_to_come == to_come ? rule_row(rule, t) : Html(); }),
      "</tbody></table></section>"_h);
}

Html due_row(const DueLine& due, const Texts& t) {
  const auto number = std::to_string(due.number);
  return html("<tr><th scope=\"row\">"_h, due.kind, "</th><td data-label=\""_h, t("Number of the record"),
              "\">"_h,
              due.person == 0 ? html(number)
                              : html("<a href=\""_h, address(t, "/personer/" + std::to_string(due.person)),
                                     "\">"_h, number, "</a>"_h),
              "</td><td data-label=\""_h, t("Counted from"), "\">"_h, t.day(due.since), "</td></tr>"_h);
}

Html due_list(const RetentionShown& shown, const Texts& t) {
  const auto rows =
      shown.due.empty()
          ? empty_state(t("Nothing is due"), t("Tonight's job has nothing to take."))
          : html("<table class=\"pv-t pv-t--rows\"><caption class=\"pv-vh\">"_h,
                 t("What tonight's job will take"), "</caption><thead><tr><th scope=\"col\">"_h, t("What"),
                 "</th><th scope=\"col\">"_h, t("Number of the record"), "</th><th scope=\"col\">"_h,
                 t("Counted from"), "</th></tr></thead><tbody>"_h,
                 each(shown.due, [&](const DueLine& due) { return due_row(due, t); }), "</tbody></table>"_h);
  const auto more = shown.all_due - static_cast<std::int64_t>(shown.due.size());
  return html(
      "<section class=\"pv-sect\" aria-labelledby=\"h-due\"><div class=\"pv-hrow\"><h2 class=\"pv-h\" "
      "id=\"h-due\">"_h,
      t("What tonight's job will take"), "</h2><span class=\"pv-mute\">"_h, t.number(shown.all_due),
      "</span></div>"_h, rows,
      when(more > 0, [&] { return html("<p>"_h, t(say_n("and {n} more", "and {n} more", more)), "</p>"_h); }),
      "</section>"_h);
}

Html new_rule(const RetentionShown& shown, const Desk& desk, const Texts& t) {
  return html(
      "<section class=\"pv-sect\" aria-labelledby=\"h-new\"><div class=\"pv-hrow\"><h2 class=\"pv-h\" id=\"h-new\">"_h,
      t("Set a rule"), "</h2></div><p>"_h,
      t("A board decides how long. The rule holds from a day to come, so that nothing is taken unseen."),
      "</p>"_h,
      form(address(t, "/gallring"), desk.form_token,
           html("<div class=\"pv-fields\">"_h,
                select({.id = "kind", .label = t("What"), .value = shown.kind}, shown.kinds, shown.faults, t),
                select({.id = "programme", .label = t("Programme"), .value = shown.programme},
                       shown.programmes, shown.faults, t),
                input({.id = "days",
                       .label = t("Kept for, in days"),
                       .value = shown.days,
                       .kind = Kind::number,
                       .is_narrow = true},
                      shown.faults, t),
                input({.id = "first_day",
                       .label = t("Holds from"),
                       .hint = t("A day such as 2026-03-31."),
                       .value = shown.first_day,
                       .kind = Kind::day,
                       .is_narrow = true},
                      shown.faults, t),
                input({.id = "decided",
                       .label = t("Decided by"),
                       .hint = t("Which board, when, and where it can be read."),
                       .value = shown.decided},
                      shown.faults, t),
                "</div><p class=\"pv-actions\">"_h, button(t("Set the rule")), "</p>"_h)),
      "</section>"_h);
}

}  // namespace

std::string retention_page(const RetentionShown& shown, const Desk& desk, const Texts& t) {
  const auto frame =
      work_frame(Section::erasure, t("How long what is kept"), "/gallring", desk, !shown.faults.empty());
  const bool has_to_come =
      std::ranges::any_of(shown.rules, [](const RuleLine& rule) { return rule.is_to_come; });
  return page(
      frame,
      html(error_summary(shown.faults, t), "<p><a class=\"govuk-back-link\" href=\""_h,
           address(t, "/radering"), "\">"_h, t("Erasure"), "</a></p>"_h,
           page_title(t("How long what is kept"),
                      t("Each night what is older is erased. Here are the rules, and what they lead to.")),
           "<p><a href=\""_h, address(t, "/register"), "\">"_h, t("Register of processing"), "</a></p>"_h,
           rule_table(t("Rules that hold today"), "h-rules", shown.rules, false, t),
           when(has_to_come,
                [&] { return rule_table(t("Rules to come"), "h-to-come", shown.rules, true, t); }),
           when(shown.sees_due, [&] { return due_list(shown, t); }),
           when(shown.may_set, [&] { return new_rule(shown, desk, t); })),
      t);
}

std::string register_page(const Html& register_of, const Desk& desk, const Texts& t) {
  const auto frame = work_frame(Section::erasure, t("Register of processing"), "/register", desk);
  return page(frame,
              html("<p><a class=\"govuk-back-link\" href=\""_h, address(t, "/gallring"), "\">"_h,
                   t("How long what is kept"), "</a></p>"_h,
                   page_title(t("Register of processing"), t("What is kept of whom, why, and for how long.")),
                   "<p class=\"pv-actions\"><a href=\""_h, address(t, "/register.html"), "\">"_h,
                   t("As a file to hand over"), "</a> <a href=\""_h, address(t, "/register.csv"),
                   "\">CSV</a></p>"_h, register_of),
              t);
}

}  // namespace parvis::views

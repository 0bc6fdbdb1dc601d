#include "app/views/application_page.hpp"

namespace parvis::views {
namespace {

Html what_is_known(const std::vector<Known>& known) {
  return html("<dl class=\"govuk-summary-list\">"_h,
              each(known,
                   [](const Known& one) {
                     return html(
                         "<div class=\"govuk-summary-list__row\"><dt class=\"govuk-summary-list__key\">"_h,
                         one.label, "</dt><dd class=\"govuk-summary-list__value\"><bdi>"_h, one.words,
                         "</bdi></dd></div>"_h);
                   }),
              "</dl>"_h);
}

Html step_form(const ApplicationStep& step, const ApplicationShown& shown, const Desk& desk, const Texts& t) {
  const auto field = reason_field(step.move);
  const auto heading = "h-" + step.move;
  const auto reasons = when(!step.reasons.empty(), [&] {
    std::vector<Option> options{{"", t("Choose")}};
    options.insert(options.end(), step.reasons.begin(), step.reasons.end());
    return select({.id = field, .label = t("Reason"), .value = shown.asked == step.move ? shown.reason : ""},
                  options, shown.faults, t);
  });
  return html("<section class=\"pv-pan\" aria-labelledby=\""_h, heading, "\"><h3 id=\""_h, heading, "\">"_h,
              step.words, "</h3><p class=\"pv-small\">"_h, step.hint, "</p>"_h,
              form(address(t, "/ansokningar/" + std::to_string(shown.id)), desk.form_token,
                   html("<input type=\"hidden\" name=\"edition\" value=\""_h, shown.edition,
                        "\"><input type=\"hidden\" name=\"move\" value=\""_h, step.move, "\">"_h, reasons,
                        "<p class=\"pv-actions\">"_h,
                        step.reasons.empty() ? button(step.words) : second_button(step.words), "</p>"_h)),
              "</section>"_h);
}

}  // namespace

std::string reason_field(std::string_view move) {
  return "reason-" + std::string(move);
}

std::string application_page(const ApplicationShown& shown, const Desk& desk, const Texts& t) {
  const auto frame = work_frame(Section::people, shown.name, "/ansokningar/" + std::to_string(shown.id), desk,
                                !shown.faults.empty());
  const auto back = address(t, "/personer/" + std::to_string(shown.person));
  const auto steps =
      shown.steps.empty()
          ? html("<p>"_h, t("It is over: nothing more can be decided here."), "</p>"_h)
          : each(shown.steps, [&](const ApplicationStep& step) { return step_form(step, shown, desk, t); });
  return page(
      frame,
      html(error_summary(shown.faults, t), "<p><a class=\"govuk-back-link\" href=\""_h, back, "\"><bdi>"_h,
           shown.name, "</bdi></a></p><div class=\"pv-top\"><div><h1>"_h, t("Application"),
           "</h1><p class=\"pv-meta\"><span><bdi>"_h, shown.name, "</bdi></span><span>"_h, shown.programme,
           "</span><span>"_h, shown.state,
           "</span></p></div></div><div class=\"pv-cols\"><div><section class=\"pv-sect\" "
           "aria-labelledby=\"h-decide\"><div class=\"pv-hrow\"><h2 class=\"pv-h\" id=\"h-decide\">"_h,
           t("What to do"), "</h2></div>"_h, steps,
           "</section></div><aside class=\"pv-aside\" aria-label=\""_h, t("The application"),
           "\"><section class=\"pv-pan\"><h2>"_h, t("The application"), "</h2>"_h, what_is_known(shown.known),
           "</section></aside></div>"_h),
      t);
}

}  // namespace parvis::views

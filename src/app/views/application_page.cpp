#include "app/views/application_page.hpp"

#include <algorithm>

#include "app/views/icons.hpp"

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
           when(!shown.steps.empty(),
                [&] {
                  return html("<p class=\"pv-actions\"><a href=\""_h,
                              address(t, "/ansokningar/" + std::to_string(shown.id) + "/ratta"), "\">"_h,
                              t("Correct"), "</a></p>"_h);
                }),
           when(shown.may_record_pair,
                [&] {
                  return html("<p class=\"pv-actions\"><a href=\""_h,
                              address(t, "/ansokningar/" + std::to_string(shown.id) + "/par"), "\">"_h,
                              t("Record a pair known from before"), "</a></p>"_h);
                }),
           "</section></aside></div>"_h),
      t);
}

std::string terms_page(const TermsForm& shown, const Desk& desk, const Texts& t) {
  const auto path = "/ansokningar/" + std::to_string(shown.id);
  const auto headline = shown.is_new ? t("More about the application") : t("Correct the application");
  const auto frame = work_frame(Section::people, headline, path + "/ratta", desk, !shown.faults.empty());
  const auto saved = when(shown.is_new && shown.faults.empty(), [&] {
    return html("<p class=\"pv-note\" role=\"status\">"_h, icon::tick, "<span>"_h,
                t("Saved. Add here what you know already; the rest can come later."), "</span></p>"_h);
  });
  const auto away = shown.is_new ? address(t, "/personer/" + std::to_string(shown.person)) : address(t, path);
  const auto field = [&](const Field& one) {
    const auto chosen = std::ranges::find(shown.choices, one.id,
                                          [](const auto& choice) { return std::string_view(choice.first); });
    return chosen == shown.choices.end() ? input(one, shown.faults, t)
                                         : select(one, chosen->second, shown.faults, t);
  };
  const auto group = [&](const TickGroup& one) {
    return html(
        "<fieldset class=\"govuk-fieldset\"><legend class=\"govuk-label\">"_h, one.legend, "</legend>"_h,
        each(one.ticks, [](const Tick& tick) { return checkbox(tick.id, tick.words, tick.is_ticked); }),
        "</fieldset>"_h);
  };
  return page(
      frame,
      html(error_summary(shown.faults, t), saved, "<div class=\"pv-top\"><div><h1>"_h, headline,
           "</h1><p class=\"pv-meta\"><span><bdi>"_h, shown.name, "</bdi></span><span>"_h, shown.programme,
           "</span></p></div></div>"_h,
           form(address(t, path + "/ratta"), desk.form_token,
                html("<input type=\"hidden\" name=\"edition\" value=\""_h, shown.edition, "\">"_h,
                     when(shown.is_new,
                          [] { return html("<input type=\"hidden\" name=\"ny\" value=\"1\">"_h); }),
                     "<div class=\"pv-fields\">"_h, each(shown.fields, field), "</div>"_h,
                     each(shown.ticks, group), "<p class=\"pv-actions\">"_h, button(t("Save")),
                     "<a href=\""_h, away, "\">"_h, shown.is_new ? t("Later") : t("Cancel"), "</a></p>"_h))),
      t);
}

}  // namespace parvis::views

// What a person has agreed to, on their own page and on the coordinator's; and a case worker's own referrals.
#include "app/views/icons.hpp"
#include "app/views/people_pages.hpp"

namespace parvis::views {
namespace {

Html consent_row(const ConsentLine& line, const ConsentsShown& shown, const Desk& desk, const Texts& t) {
  const auto withdraw = when(line.holds && !shown.path.empty(), [&] {
    return form(address(t, shown.path), desk.form_token,
                html("<input type=\"hidden\" name=\"consent\" value=\""_h, std::to_string(line.id),
                     "\"><button class=\"govuk-button govuk-button--secondary\" type=\"submit\">"_h,
                     t("Withdraw"), "<span class=\"pv-vh\">: "_h, line.recipient, "</span></button>"_h));
  });
  return html("<div class=\"govuk-summary-list__row\"><dt class=\"govuk-summary-list__key\"><bdi>"_h,
              line.recipient, "</bdi></dt><dd class=\"govuk-summary-list__value\">"_h, line.words, withdraw,
              "</dd></div>"_h);
}

Html new_consent(const ConsentsShown& shown, const Desk& desk, const Texts& t) {
  return html("<details class=\"pv-unfold\"><summary>"_h, t("Agree to something more"), "</summary>"_h,
              form(address(t, shown.path), desk.form_token,
                   html("<div class=\"pv-fields\">"_h,
                        select({.id = "recipient", .label = t("Who may be told?")}, shown.recipients, {}, t),
                        select({.id = "purpose", .label = t("For what?")}, shown.purposes, {}, t),
                        "</div><p class=\"pv-actions\">"_h, second_button(t("Agree")), "</p>"_h)),
              "</details>"_h);
}

}  // namespace

Html consents_part(const ConsentsShown& shown, const Desk& desk, const Texts& t) {
  const auto nothing = [&] {
    return html("<p class=\"pv-mute\">"_h, t("Nobody outside the programme may be told anything."), "</p>"_h);
  };
  // The two are not the same, and stand apart.
  const auto those = [&](bool waivers, const std::string& heading) {
    const auto rows = each(shown.lines, [&](const ConsentLine& line) {
      return line.is_waiver == waivers ? consent_row(line, shown, desk, t) : Html();
    });
    return when(!rows.empty(), [&] {
      return html("<h3>"_h, heading, "</h3><dl class=\"govuk-summary-list\">"_h, rows, "</dl>"_h);
    });
  };
  return html(shown.lines.empty() ? nothing()
                                  : html(those(false, t("Consents")), those(true, t("Waivers of secrecy"))),
              when(!shown.path.empty(), [&] { return new_consent(shown, desk, t); }));
}

std::string referrals_page(const std::vector<ReferralLine>& referrals, const Desk& desk, const Texts& t) {
  const auto frame = work_frame(Section::referrals, t("My referrals"), "/remitteringar", desk);
  const auto row = [&](const ReferralLine& line) {
    return html("<tr><th scope=\"row\"><a class=\"pv-quiet\" href=\""_h,
                address(t, "/personer/" + std::to_string(line.person)), "\"><bdi>"_h, line.name,
                "</bdi></a><span class=\"pv-sub\">"_h, line.words, "</span></th><td data-label=\""_h,
                t("Programme"), "\">"_h, line.programme, "</td><td data-label=\""_h, t("Referred"), "\">"_h,
                t.day(line.referred_on), "</td><td data-label=\""_h, t("What became of it"), "\">"_h,
                line.became, "</td></tr>"_h);
  };
  const auto table = [&] {
    return html("<table class=\"pv-t pv-t--rows\"><caption class=\"pv-vh\">"_h, t("My referrals"),
                "</caption><thead><tr><th scope=\"col\">"_h, t("Adept"), "</th><th scope=\"col\">"_h,
                t("Programme"), "</th><th scope=\"col\">"_h, t("Referred"), "</th><th scope=\"col\">"_h,
                t("What became of it"), "</th></tr></thead><tbody>"_h, each(referrals, row),
                "</tbody></table>"_h);
  };
  return page(
      frame,
      html("<div class=\"pv-top\"><div><h1>"_h, t("My referrals"), "</h1><p class=\"pv-meta\"><span>"_h,
           t("You see what became of each as long as the person agrees to it."),
           "</span></p></div><div class=\"pv-top__end\"><a class=\"govuk-button\" href=\""_h,
           address(t, "/personer/ny"), "\">"_h, t("Refer a person"), "</a></div></div>"_h,
           referrals.empty() ? empty_state(t("You have not referred anybody yet"),
                                           t("Those you refer stand here, and what became of it."))
                             : table()),
      t);
}

}  // namespace parvis::views

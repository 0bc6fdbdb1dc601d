#include "app/views/help_pages.hpp"

namespace parvis::views {
namespace {

std::string person_path(std::int64_t person) {
  return "/personer/" + std::to_string(person);
}

}  // namespace

std::string ways_in_page(const WaysInShown& shown, const Desk& desk, const Texts& t) {
  const auto path = person_path(shown.person);
  const auto way = [&](const std::string& title, const std::string& words, const std::string& to,
                       const Html& pressed) {
    return html(
        "<section class=\"pv-sect\"><h2 class=\"pv-h\">"_h, title, "</h2><p>"_h, words, "</p>"_h,
        form(address(t, path + to), desk.form_token, html("<p class=\"pv-actions\">"_h, pressed, "</p>"_h)),
        "</section>"_h);
  };
  return page(
      work_frame(Section::people, t("A way in"), path + "/inloggning", desk),
      html("<div class=\"pv-narrow\">"_h,
           page_title(
               t(say("A way in for {name}").with("name", shown.name)),
               t("For somebody who has no e-mail and no electronic identity. Make sure that it is the right "
                 "person: whoever has the code is signed in as them.")),
           notice(shown.notice),
           way(t("A code on paper"),
               t("Print it and hand it over. It counts once and holds for seven days. An earlier one that "
                 "has not been "
                 "used ends."),
               "/kod", button(t("Make a code to print"))),
           way(t("Side by side"),
               t("You sit beside each other at one screen. The code holds for 10 minutes, and the sign-in "
                 "ends by "
                 "itself within an hour. The log says that you helped, at everything that is done."),
               "/bredvid", second_button(t("Begin side by side"))),
           "<p class=\"pv-actions\"><a class=\"govuk-button govuk-button--secondary\" href=\""_h,
           address(t, path), "\">"_h, t("Back to the person"), "</a></p></div>"_h),
      t);
}

std::string code_on_paper_page(const CodeOnPaper& shown, const Desk& desk, const Texts& t) {
  const auto path = person_path(shown.person);
  return page(
      work_frame(Section::people, t("A code"), path + "/inloggning", desk),
      html(
          "<div class=\"pv-narrow\">"_h,
          page_title(
              t(say("Sign in to Parvis, {name}").with("name", shown.name)),
              shown.is_beside
                  ? t("Open the page Sign in with a code in the other window or on the phone, and write "
                      "the code.")
                  : t("Point a phone's camera at the square, or open the address and write the code.")),
          "<p class=\"pv-codes\" dir=\"ltr\"><code>"_h, shown.code, "</code></p><div class=\"pv-qr\">"_h,
          shown.qr, "</div><p class=\"pv-small pv-anywhere\" dir=\"ltr\">"_h, shown.link, "</p><p>"_h,
          t(say("It counts once and holds until {moment}.").with("moment", t.moment(shown.expires_at))),
          "</p><p>"_h, t("Do not show it to anybody else. Throw the paper away when you have used it."),
          "</p><p class=\"pv-noprint\">"_h, t("The code is shown only now. Print this page."),
          "</p><p class=\"pv-actions pv-noprint\"><a class=\"govuk-button govuk-button--secondary\" href=\""_h,
          address(t, path), "\">"_h, t("Back to the person"), "</a></p></div>"_h),
      t);
}

std::string forgotten_password_page(const ForgottenShown& shown, const Texts& t) {
  return page(
      plain_frame(t("A new password"), "/losenord", !shown.faults.empty()),
      html("<div class=\"pv-narrow\">"_h, error_summary(shown.faults, t),
           page_title(t("A new password"),
                      t("We send a link to your e-mail address. You need your phone as well.")),
           notice(shown.is_sent ? t("If we know that address, a link is on its way. It holds for one hour.")
                                : std::string()),
           open_form(address(t, "/losenord"),
                     html(input({.id = "email", .label = t("E-mail"), .kind = Kind::email}, shown.faults, t),
                          "<p class=\"pv-actions\">"_h, button(t("Send me a link")), "</p>"_h)),
           "</div>"_h),
      t);
}

std::string new_password_page(const NewPasswordShown& shown, const Texts& t) {
  const auto path = "/nytt-losenord/" + shown.link;
  return page(
      plain_frame(t("A new password"), path, !shown.faults.empty()),
      html("<div class=\"pv-narrow\">"_h, error_summary(shown.faults, t),
           page_title(t("A new password"), t("All your earlier sign-ins end when you have chosen it.")),
           open_form(
               address(t, path),
               html(input({.id = "password",
                           .label = t("Choose a password"),
                           .hint = t("At least 12 characters. Four words that do not belong together are "
                                     "good, and easy to remember."),
                           .kind = Kind::new_password},
                          shown.faults, t),
                    input({.id = "code",
                           .label = t("Code"),
                           .hint = t("Six digits. If the phone is lost, write one of your recovery codes "
                                     "instead."),
                           .kind = Kind::one_time_code,
                           .is_narrow = true},
                          shown.faults, t),
                    "<p class=\"pv-actions\">"_h, button(t("Save")), "</p>"_h)),
           "</div>"_h),
      t);
}

}  // namespace parvis::views

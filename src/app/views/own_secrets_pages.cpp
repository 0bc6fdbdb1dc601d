#include "app/views/own_secrets_pages.hpp"

#include "app/views/sign_in_pages.hpp"

namespace parvis::views {
namespace {

Html back_to_sign_ins(const Texts& t) {
  return html("<a href=\""_h, address(t, "/jag/inloggningar"), "\">"_h, t("Cancel"), "</a>"_h);
}

}  // namespace

std::string own_password_page(const Faults& faults, const Desk& desk, const Texts& t) {
  auto frame = work_frame(Section::own, t("Change the password"), "/jag/losenord", desk);
  frame.has_faults = !faults.empty();
  return page(
      frame,
      html("<div class=\"pv-narrow\">"_h, error_summary(faults, t),
           page_title(t("Change the password"),
                      t("Your other sign-ins end, and you are told by mail that it has been changed.")),
           form(address(t, "/jag/losenord"), desk.form_token,
                html(input({.id = "present", .label = t("The password you have now"), .kind = Kind::password},
                           faults, t),
                     new_password_field(faults, t), "<p class=\"pv-actions\">"_h,
                     button(t("Change the password")), back_to_sign_ins(t), "</p>"_h)),
           "</div>"_h),
      t);
}

std::string own_app_page(const OwnAppShown& shown, const Desk& desk, const Texts& t) {
  auto frame = work_frame(Section::own, t("Another authenticator"), "/jag/app", desk);
  frame.has_faults = !shown.faults.empty();
  const auto begin = [&] {
    return form(
        address(t, "/jag/app"), desk.form_token,
        html("<p class=\"pv-actions\">"_h, button(t("Show the square")), back_to_sign_ins(t), "</p>"_h));
  };
  const auto scan = [&] {
    return form(
        address(t, "/jag/app"), desk.form_token,
        html("<p>"_h, t("Open the app on the phone that you want to use, and point it at the square."),
             "</p>"_h, first_code_fields(shown.qr, shown.secret, shown.faults, t),
             "<p class=\"pv-actions\">"_h, button(t("Use this app from now on")), back_to_sign_ins(t),
             "</p>"_h));
  };
  return page(frame,
              html("<div class=\"pv-narrow\">"_h, error_summary(shown.faults, t),
                   page_title(t("Another authenticator"),
                              t("The app that you use now holds until the new one has shown its first code. "
                                "Your other sign-ins end, and you are told by mail.")),
                   shown.secret.empty() ? begin() : scan(), "</div>"_h),
              t);
}

Html own_secrets_part(int codes_left, const Desk& desk, const Texts& t) {
  const auto link = [&](std::string_view path, const std::string& words) {
    return html("<a class=\"govuk-button govuk-button--secondary\" href=\""_h, address(t, path), "\">"_h,
                words, "</a>"_h);
  };
  return html("<section class=\"pv-sect\"><h2 class=\"pv-h\">"_h, t("What you sign in with"), "</h2><p>"_h,
              t(say_n("You have {n} recovery code left. New ones end the old ones.",
                      "You have {n} recovery codes left. New ones end the old ones.", codes_left)),
              "</p>"_h,
              form(address(t, "/jag/aterstallningskoder"), desk.form_token,
                   html("<p class=\"pv-actions\">"_h, link("/jag/losenord", t("Change the password")),
                        link("/jag/app", t("Another authenticator")),
                        second_button(t("Make new recovery codes")), "</p>"_h)),
              "</section>"_h);
}

}  // namespace parvis::views

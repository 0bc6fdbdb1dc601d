#include "app/views/sign_in_pages.hpp"

#include "app/views/own_secrets_pages.hpp"

#include "app/views/icons.hpp"

namespace parvis::views {
namespace {

Html on_to_field(const std::string& on_to) {
  return when(!on_to.empty(),
              [&] { return html("<input type=\"hidden\" name=\"till\" value=\""_h, on_to, "\">"_h); });
}

Html moment_of(Moment moment, const Texts& t) {
  return html("<time datetime=\""_h, moment.iso(), "\">"_h, t.moment(moment), "</time>"_h);
}

}  // namespace

std::string sign_in_page(const SignInShown& shown, const Texts& t) {
  const auto frame = plain_frame(t("Sign in"), "/logga-in", !shown.faults.empty());
  const auto ways =
      html("<section class=\"pv-sect\"><h2 class=\"pv-h3\">"_h, t("No account of that kind?"),
           "</h2><ul class=\"govuk-list\"><li><a href=\""_h, address(t, "/logga-in/kod"), "\">"_h,
           t("Sign in with a code, from an e-mail or on paper"), "</a></li></ul></section>"_h);
  return page(
      frame,
      html(
          "<div class=\"pv-narrow\">"_h, error_summary(shown.faults, t), page_title(t("Sign in"), ""),
          when(!shown.notice.empty(),
               [&] {
                 return html("<div class=\"govuk-inset-text\" role=\"status\">"_h, shown.notice, "</div>"_h);
               }),
          when(!shown.services.empty(),
               [&] {
                 return html("<section class=\"pv-sect\">"_h,
                             service_buttons(shown.services, address(t, "/logga-in/leverantor"),
                                             {{"till", shown.on_to}}, say("Sign in with {name}"), t),
                             "<h2 class=\"pv-h3\">"_h, t("Or with a password"), "</h2></section>"_h);
               }),
          open_form(
              address(t, "/logga-in"),
              html(on_to_field(shown.on_to),
                   input({.id = "email", .label = t("E-mail"), .value = shown.email, .kind = Kind::email},
                         shown.faults, t),
                   input({.id = "password", .label = t("Password"), .kind = Kind::password}, shown.faults, t),
                   "<p class=\"pv-actions\">"_h, button(t("Continue")), "</p>"_h)),
          when(shown.by_mail,
               [&] {
                 return html("<p class=\"pv-actions\"><a href=\""_h, address(t, "/losenord"), "\">"_h,
                             t("I have forgotten my password"), "</a></p>"_h);
               }),
          ways, "</div>"_h),
      t);
}

std::string second_step_page(const SecondStepShown& shown, const Texts& t) {
  const auto frame = plain_frame(t("One more step"), "/logga-in/steg-tva", !shown.faults.empty());
  return page(
      frame,
      html("<div class=\"pv-narrow\">"_h, error_summary(shown.faults, t),
           page_title(t("One more step"),
                      t("Open the authenticator on your phone and write the six digits it shows.")),
           open_form(
               address(t, "/logga-in/steg-tva"),
               html(on_to_field(shown.on_to),
                    input({.id = "code",
                           .label = t("Code"),
                           .hint = t(
                               "Six digits. If the phone is lost, write one of your recovery codes instead."),
                           .kind = Kind::one_time_code,
                           .is_narrow = true},
                          shown.faults, t),
                    "<p class=\"pv-actions\">"_h, button(t("Sign in")), "</p>"_h)),
           "</div>"_h),
      t);
}

std::string code_page(const CodeShown& shown, const Texts& t) {
  const auto frame = plain_frame(t("Sign in with a code"), "/logga-in/kod", !shown.faults.empty());
  return page(
      frame,
      html("<div class=\"pv-narrow\">"_h, error_summary(shown.faults, t),
           page_title(t("Sign in with a code"),
                      t("A code counts once. You get it by e-mail, or on paper from the "
                        "person you know at the programme.")),
           when(shown.is_sent,
                [&] {
                  return html("<div class=\"govuk-inset-text\" role=\"status\">"_h,
                              t("If we know that address, a code is on its way. It holds for 10 minutes."),
                              "</div>"_h);
                }),
           open_form(address(t, "/logga-in/kod"),
                     html(when(shown.is_sent,
                               [&] {
                                 return html("<input type=\"hidden\" name=\"email\" value=\""_h, shown.email,
                                             "\">"_h);
                               }),
                          input({.id = "code",
                                 .label = t("Code"),
                                 .hint = t("As it stands in the e-mail or on the paper. Small or large "
                                           "letters are the same."),
                                 .kind = Kind::one_time_code,
                                 .is_narrow = true},
                                shown.faults, t),
                          "<p class=\"pv-actions\">"_h, button(t("Sign in")), "</p>"_h)),
           "<section class=\"pv-sect\"><h2 class=\"pv-h3\">"_h, t("No code yet?"), "</h2>"_h,
           open_form(address(t, "/logga-in/ny-kod"),
                     html(input({.id = "email", .label = t("E-mail"), .kind = Kind::email}, shown.faults, t),
                          "<p class=\"pv-actions\">"_h, second_button(t("Send me a code")), "</p>"_h)),
           "</section></div>"_h),
      t);
}

std::string link_page(const LinkShown& shown, const Texts& t) {
  const auto path = "/in/" + shown.link;
  return page(
      plain_frame(t("Sign in"), path),
      html("<div class=\"pv-narrow\">"_h,
           page_title(t(say("Welcome, {name}").with("name", shown.name)), t("The link counts once.")),
           open_form(address(t, path), html("<p class=\"pv-actions\">"_h, button(t("Sign in")), "</p>"_h)),
           "</div>"_h),
      t);
}

std::string again_page(const AgainShown& shown, const Desk& desk, const Texts& t) {
  auto frame = plain_frame(t("Once more, please"), "/logga-in/igen", !shown.faults.empty());
  frame.ground = Ground::work;
  frame.desk = &desk;
  const auto again = address(t, "/logga-in/igen");
  const auto by_password = when(shown.by_password, [&] {
    return form(
        again, shown.form_token,
        html(on_to_field(shown.on_to),
             input({.id = "password", .label = t("Password"), .kind = Kind::password}, shown.faults, t),
             input({.id = "code",
                    .label = t("Code"),
                    .hint = t("The six digits that the authenticator shows."),
                    .kind = Kind::one_time_code,
                    .is_narrow = true},
                   shown.faults, t),
             "<p class=\"pv-actions\">"_h, button(t("Continue")), "</p>"_h));
  });
  const auto by_code = when(shown.by_code, [&] {
    return html(when(shown.is_sent,
                     [&] {
                       return html("<div class=\"govuk-inset-text\" role=\"status\">"_h,
                                   t("A code is on its way. It holds for 10 minutes."), "</div>"_h);
                     }),
                form(again, shown.form_token,
                     html(on_to_field(shown.on_to),
                          input({.id = "kod",
                                 .label = t("Code"),
                                 .hint = t("From an e-mail, from paper, or from the coordinator beside you."),
                                 .kind = Kind::one_time_code,
                                 .is_narrow = true},
                                shown.faults, t),
                          "<p class=\"pv-actions\">"_h, button(t("Continue")), "</p>"_h)),
                when(!shown.email.empty(), [&] {
                  return form(address(t, "/logga-in/igen/ny-kod"), shown.form_token,
                              html(on_to_field(shown.on_to), "<p class=\"pv-actions\">"_h,
                                   second_button(t("Send me a code")), "</p>"_h));
                }));
  });
  const auto by_demo = when(shown.is_demo, [&] {
    return form(again, shown.form_token,
                html(on_to_field(shown.on_to), "<p>"_h,
                     t("You are one of the invented people: nothing more is asked of you."),
                     "</p><p class=\"pv-actions\">"_h, button(t("Continue")), "</p>"_h));
  });
  const auto by_service =
      service_buttons(shown.services, address(t, "/logga-in/igen/leverantor"),
                      {{"token", shown.form_token}, {"till", shown.on_to}}, say("Show it with {name}"), t);
  return page(frame,
              html("<div class=\"pv-narrow\">"_h, error_summary(shown.faults, t),
                   page_title(t("Once more, please"),
                              t("What comes next is only for you. Show once more that it is you.")),
                   by_service, by_password, by_code, by_demo, "</div>"_h),
              t);
}

Html new_password_field(const Faults& faults, const Texts& t) {
  return input({.id = "password",
                .label = t("Choose a password"),
                .hint = t("At least 12 characters. Four words that do not belong together are "
                          "good, and easy to remember."),
                .kind = Kind::new_password},
               faults, t);
}

Html first_code_fields(const Html& qr, const std::string& secret, const Faults& faults, const Texts& t) {
  return html("<div class=\"pv-qr\">"_h, qr, "</div><p class=\"pv-small\">"_h,
              t("Or write this into the app:"), " <code dir=\"ltr\">"_h, secret, "</code></p>"_h,
              input({.id = "code",
                     .label = t("The six digits that the app shows"),
                     .kind = Kind::one_time_code,
                     .is_narrow = true},
                    faults, t));
}

std::string invitation_page(const InvitationShown& shown, const Texts& t) {
  const auto frame = plain_frame(t("Welcome to Parvis"), "/inbjudan/" + shown.code, !shown.faults.empty());
  return page(
      frame,
      html("<div class=\"pv-narrow\">"_h, error_summary(shown.faults, t),
           page_title(t("Welcome to Parvis"),
                      t("Choose a password and connect an authenticator. It takes three minutes.")),
           when(!shown.services.empty(),
                [&] {
                  return html("<section class=\"pv-sect\">"_h,
                              service_buttons(shown.services, address(t, "/logga-in/leverantor"),
                                              {{"inbjudan", shown.code}}, say("Use {name} from now on"), t),
                              "<h2 class=\"pv-h3\">"_h, t("Or with a password"), "</h2></section>"_h);
                }),
           open_form(
               address(t, "/inbjudan/" + shown.code),
               html(new_password_field(shown.faults, t), "<h2 class=\"pv-h3\">"_h,
                    t("Connect an authenticator"), "</h2><p>"_h,
                    t("Open an authenticator app on your phone, for example Aegis, FreeOTP or the one your "
                      "workplace uses, and point it at the square."),
                    "</p>"_h, first_code_fields(shown.qr, shown.secret, shown.faults, t),
                    "<p class=\"pv-actions\">"_h, button(t("Done")), "</p>"_h)),
           "</div>"_h),
      t);
}

std::string recovery_codes_page(const std::vector<std::string>& codes, const Desk* desk, const Texts& t) {
  Frame frame;
  frame.title = t("Your recovery codes");
  frame.path = "";
  frame.desk = desk;
  return page(
      frame,
      html("<div class=\"pv-narrow\">"_h,
           page_title(
               t("Your recovery codes"),
               t("If the phone is lost, one of these takes its place. Each counts once. They are shown "
                 "only now: print them, or write them down and keep them where you keep your passport.")),
           "<ol class=\"pv-codes\" dir=\"ltr\">"_h,
           each(codes, [](const std::string& code) { return html("<li><code>"_h, code, "</code></li>"_h); }),
           "</ol><p class=\"pv-actions\"><a class=\"govuk-button\" href=\""_h,
           address(t, desk ? "/idag" : "/logga-in"), "\">"_h, desk ? t("Continue") : t("Sign in"),
           "</a></p></div>"_h),
      t);
}

std::string own_sessions_page(const std::vector<SessionShown>& sessions,
                              const std::vector<ServiceShown>& to_connect, std::optional<int> codes_left,
                              const std::string& notice, const Desk& desk, const Texts& t) {
  const auto frame = work_frame(Section::own, t("My sign-ins"), "/jag/inloggningar", desk);
  const auto row = [&](const SessionShown& one) {
    return html(
        "<tr><th scope=\"row\">"_h, one.device,
        when(one.was_helped,
             [&] {
               return html("<span class=\"pv-sub\">"_h, t("With a coordinator beside you"), "</span>"_h);
             }),
        "</th><td data-label=\""_h, t("Signed in"), "\">"_h, moment_of(one.began, t),
        "</td><td data-label=\""_h, t("Last seen"), "\">"_h, moment_of(one.last_seen, t), "</td><td>"_h,
        one.is_this
            ? html("<span class=\"pv-badge pv-badge--ok\">"_h, icon::done, t("This one"), "</span>"_h)
            : html("<form method=\"post\" action=\""_h, address(t, "/jag/inloggningar/avsluta"), "\">"_h,
                   token_field(desk.form_token), "<input type=\"hidden\" name=\"session\" value=\""_h, one.id,
                   "\"><button class=\"govuk-button govuk-button--secondary\" type=\"submit\">"_h,
                   t("End it"), "</button></form>"_h),
        "</td></tr>"_h);
  };
  return page(
      frame,
      html("<div class=\"pv-top\"><div><h1>"_h, t("My sign-ins"), "</h1><p class=\"pv-meta\"><span>"_h,
           t("If one of them is not yours, end it and tell whoever runs Parvis in your city."),
           "</span></p></div></div>"_h,
           when(!notice.empty(),
                [&] {
                  return html("<div class=\"govuk-inset-text\" role=\"status\">"_h, notice, "</div>"_h);
                }),
           "<table class=\"pv-t pv-t--rows\"><caption class=\"pv-vh\">"_h, t("My sign-ins"),
           "</caption><thead><tr><th scope=\"col\">"_h, t("Device"), "</th><th scope=\"col\">"_h,
           t("Signed in"), "</th><th scope=\"col\">"_h, t("Last seen"),
           "</th><th scope=\"col\"><span class=\"pv-vh\">"_h, t("What to do"),
           "</span></th></tr></thead><tbody>"_h, each(sessions, row), "</tbody></table>"_h,
           when(codes_left.has_value(), [&] { return own_secrets_part(*codes_left, desk, t); }),
           when(!to_connect.empty(),
                [&] {
                  return html(
                      "<section class=\"pv-sect\"><h2 class=\"pv-h\">"_h, t("Another way to sign in"),
                      "</h2><p>"_h,
                      t("Connect one, and sign in with it from then on. Only you can do that, signed in."),
                      "</p>"_h,
                      service_buttons(to_connect, address(t, "/jag/koppla"), {{"token", desk.form_token}},
                                      say("Connect {name}"), t),
                      "</section>"_h);
                })),
      t);
}

}  // namespace parvis::views

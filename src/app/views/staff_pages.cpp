#include "app/views/staff_pages.hpp"

#include "app/views/icons.hpp"

namespace parvis::views {
namespace {

/// A form with one button and what it is about.
Html small_form(const std::string& path, std::string_view name, std::int64_t value, const std::string& words,
                const std::string& about, const Desk& desk, const Texts& t) {
  return html("<form class=\"pv-moves\" method=\"post\" action=\""_h, address(t, path), "\">"_h,
              token_field(desk.form_token), "<input type=\"hidden\" name=\""_h, name, "\" value=\""_h, value,
              "\"><button class=\"govuk-button govuk-button--secondary\" type=\"submit\">"_h, words,
              "<span class=\"pv-vh\">: "_h, about, "</span></button></form>"_h);
}

Html roles_of(const AccountLine& account, const StaffShown& shown, const Desk& desk, const Texts& t) {
  if (account.roles.empty()) return html("<span class=\"pv-mute\">"_h, t("no role"), "</span>"_h);
  return html("<ul class=\"govuk-list\">"_h,
              each(account.roles,
                   [&](const RoleLine& role) {
                     return html("<li>"_h, role.words,
                                 when(role.waits_for_second,
                                      [&] {
                                        return html(" <span class=\"pv-badge pv-badge--warn\">"_h,
                                                    icon::clock, t("Waits for a second yes"), "</span>"_h);
                                      }),
                                 when(shown.may_grant && !account.is_own && role.waits_for_second,
                                      [&] {
                                        return small_form("/medarbetare/bekrafta", "grant", role.id,
                                                          t("Confirm"), account.name + ", " + role.words,
                                                          desk, t);
                                      }),
                                 when(shown.may_grant && !account.is_own,
                                      [&] {
                                        return small_form("/medarbetare/avsluta-roll", "grant", role.id,
                                                          t("End the role"), account.name + ", " + role.words,
                                                          desk, t);
                                      }),
                                 "</li>"_h);
                   }),
              "</ul>"_h);
}

Html state_of(const AccountLine& account, const Texts& t) {
  if (account.is_disabled)
    return html("<span class=\"pv-badge pv-badge--stop\">"_h, icon::forbid, t("Closed"), "</span>"_h);
  if (!account.can_sign_in)
    return html("<span class=\"pv-badge pv-badge--warn\">"_h, icon::clock, t("Not signed in yet"),
                "</span>"_h);
  return html("<span class=\"pv-badge pv-badge--ok\">"_h, icon::done, t("Open"), "</span>"_h);
}

Html account_row(const AccountLine& account, const StaffShown& shown, const Desk& desk, const Texts& t) {
  return html("<tr><th scope=\"row\"><bdi>"_h, account.name, "</bdi><span class=\"pv-sub\"><bdi>"_h,
              account.email, "</bdi></span></th><td data-label=\""_h, t("Roles"), "\">"_h,
              roles_of(account, shown, desk, t), "</td><td data-label=\""_h, t("State"), "\">"_h,
              state_of(account, t), "</td><td>"_h,
              when(shown.may_create && !account.is_disabled && !account.can_sign_in,
                   [&] {
                     return small_form("/medarbetare/bjud-in", "account", account.id, t("New invitation"),
                                       account.name, desk, t);
                   }),
              when(shown.may_disable && !account.is_disabled && !account.is_own,
                   [&] {
                     return small_form("/medarbetare/stang", "account", account.id, t("Close the account"),
                                       account.name, desk, t);
                   }),
              "</td></tr>"_h);
}

Html new_account(const StaffShown& shown, const Desk& desk, const Texts& t) {
  return html(
      "<section class=\"pv-sect\" aria-labelledby=\"h-new\"><div class=\"pv-hrow\"><h2 class=\"pv-h\" id=\"h-new\">"_h,
      t("Invite somebody"), "</h2></div>"_h,
      form(address(t, "/medarbetare"), desk.form_token,
           html("<div class=\"pv-fields\">"_h,
                input({.id = "name", .label = t("Name"), .value = shown.name}, shown.faults, t),
                input({.id = "email", .label = t("E-mail"), .value = shown.email, .kind = Kind::email},
                      shown.faults, t),
                "</div><p class=\"pv-actions\">"_h, button(t("Make an account")), "</p>"_h)),
      "</section>"_h);
}

Html new_role(const StaffShown& shown, const Desk& desk, const Texts& t) {
  std::vector<Option> people{{"", t("Choose")}};
  for (const auto& account : shown.accounts)
    if (!account.is_disabled && !account.is_own) people.push_back({std::to_string(account.id), account.name});
  return html(
      "<section class=\"pv-sect\" aria-labelledby=\"h-role\"><div class=\"pv-hrow\"><h2 class=\"pv-h\" id=\"h-role\">"_h,
      t("Give a role"), "</h2></div>"_h,
      form(address(t, "/medarbetare/roll"), desk.form_token,
           html("<div class=\"pv-fields\">"_h,
                select({.id = "account", .label = t("Who")}, people, shown.faults, t),
                select({.id = "role", .label = t("Role")}, shown.roles, shown.faults, t),
                select({.id = "programme", .label = t("Programme"), .hint = {}}, shown.programmes,
                       shown.faults, t),
                "</div><p class=\"pv-actions\">"_h, button(t("Give the role")), "</p>"_h)),
      "</section>"_h);
}

}  // namespace

std::string staff_page(const StaffShown& shown, const Desk& desk, const Texts& t) {
  const auto frame = work_frame(Section::staff, t("Staff"), "/medarbetare", desk, !shown.faults.empty());
  const auto invitation = when(!shown.invitation.empty(), [&] {
    return html("<div class=\"govuk-inset-text\" role=\"status\"><p>"_h,
                t(say("Hand this address to {name}. It counts once, and holds for seven days.")
                      .with("name", shown.invited)),
                "</p><p><code dir=\"ltr\">"_h, shown.invitation, "</code></p></div>"_h);
  });
  const auto mailed = when(shown.is_mailed, [&] {
    return html("<div class=\"govuk-inset-text\" role=\"status\"><p>"_h,
                t(say("An invitation has been sent to {name} by e-mail. You do not see the link.")
                      .with("name", shown.invited)),
                "</p></div>"_h);
  });
  return page(
      frame,
      html(
          error_summary(shown.faults, t), "<div class=\"pv-top\"><div><h1>"_h, t("Staff"),
          "</h1><p class=\"pv-meta\"><span>"_h,
          t("Nobody gives a role to themself, and nobody gives one above their own."),
          "</span></p></div></div>"_h, invitation, mailed,
          when(shown.may_create, [&] { return new_account(shown, desk, t); }),
          when(shown.may_grant, [&] { return new_role(shown, desk, t); }),
          "<section class=\"pv-sect\" aria-labelledby=\"h-accounts\"><div class=\"pv-hrow\"><h2 class=\"pv-h\" id=\"h-accounts\">"_h,
          t("Accounts"), "</h2></div><table class=\"pv-t pv-t--rows\"><caption class=\"pv-vh\">"_h,
          t("Accounts"), "</caption><thead><tr><th scope=\"col\">"_h, t("Name"), "</th><th scope=\"col\">"_h,
          t("Roles"), "</th><th scope=\"col\">"_h, t("State"),
          "</th><th scope=\"col\"><span class=\"pv-vh\">"_h, t("What to do"),
          "</span></th></tr></thead><tbody>"_h,
          each(shown.accounts,
               [&](const AccountLine& account) { return account_row(account, shown, desk, t); }),
          "</tbody></table>"_h,
          when(!shown.next_query.empty(),
               [&] {
                 return html("<p class=\"pv-actions\"><a href=\""_h, address(t, "/medarbetare"), "?"_h,
                             shown.next_query, "\">"_h, t("Next page"), "</a></p>"_h);
               }),
          "</section>"_h),
      t);
}

}  // namespace parvis::views

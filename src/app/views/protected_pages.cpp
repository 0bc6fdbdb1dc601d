#include "app/views/protected_pages.hpp"

#include "app/views/icons.hpp"
#include "app/views/log_pages.hpp"

namespace parvis::views {
namespace {

constexpr std::string_view protected_path = "/skyddade";

Html way_back(const Texts& t) {
  return html("<p><a class=\"govuk-back-link\" href=\""_h, address(t, protected_path), "\">"_h,
              t("Protected persons"), "</a></p>"_h);
}

Html hidden(std::string_view name, const std::string& value) {
  return html("<input type=\"hidden\" name=\""_h, name, "\" value=\""_h, value, "\">"_h);
}

std::vector<Option> with_choose(const std::vector<Option>& options, const Texts& t) {
  std::vector<Option> all{{"", t("Choose")}};
  all.insert(all.end(), options.begin(), options.end());
  return all;
}

Html officers_panel(std::string_view id, const std::string& heading, const std::string& hint,
                    const Html& inside) {
  return html("<section class=\"pv-pan\" aria-labelledby=\""_h, id, "\"><h2 id=\""_h, id, "\">"_h, heading,
              "</h2><p class=\"pv-small\">"_h, hint, "</p>"_h, inside, "</section>"_h);
}

Html opening(const ProtectedShown& shown, const Desk& desk, const Texts& t) {
  return officers_panel(
      "h-open", t("Open a record"),
      t("One at a time, and the log says why. Only you and the auditor read it."),
      form(address(t, "/skyddade/oppna"), desk.form_token,
           html(input(
                    {.id = "record", .label = t("Alias or number"), .value = shown.record, .is_narrow = true},
                    shown.faults, t),
                select({.id = "reason", .label = t("Why"), .value = shown.reason},
                       with_choose(shown.reasons, t), shown.faults, t),
                "<p class=\"pv-actions\">"_h, button(t("Open it")), "</p>"_h)));
}

Html protecting(const ProtectedShown& shown, const Desk& desk, const Texts& t) {
  return officers_panel(
      "h-protect", t("Protect somebody who is registered"),
      t("All that is kept of them goes behind the wall at once: lists, rounds and colleagues answer as if "
        "they had never been here. It cannot be taken back."),
      form(address(t, "/skyddade/skydda"), desk.form_token,
           html(input({.id = "number",
                       .label = t("Number of the record"),
                       .hint = t("It stands last in the address of the person’s page."),
                       .value = shown.number,
                       .kind = Kind::number,
                       .is_narrow = true},
                      shown.faults, t),
                input({.id = "alias",
                       .label = t("Alias"),
                       .hint = t("What you call the person aloud: a tree or a lake, never their name."),
                       .value = shown.alias,
                       .is_narrow = true},
                      shown.faults, t),
                "<p class=\"pv-actions\">"_h, second_button(t("Protect the person")), "</p>"_h)));
}

Html handing_over(const ProtectedShown& shown, const Desk& desk, const Texts& t) {
  const auto list = when(shown.shows_aliases, [&] {
    if (shown.aliases.empty())
      return empty_state(t("No record is kept here"), t("When there is one, its alias stands here."));
    return html("<ul class=\"govuk-list\">"_h,
                each(shown.aliases,
                     [](const std::string& alias) { return html("<li><bdi>"_h, alias, "</bdi></li>"_h); }),
                "</ul>"_h);
  });
  return officers_panel(
      "h-aliases", t("When another officer takes over"),
      t("All aliases and nothing else. Each of them is told in the log as a look."),
      html(list, when(!shown.shows_aliases, [&] {
             return form(address(t, "/skyddade/alias"), desk.form_token,
                         html("<p class=\"pv-actions\">"_h, second_button(t("Show the aliases")), "</p>"_h));
           })));
}

Html protected_facts(const std::vector<Known>& known) {
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

}  // namespace

std::string protected_page(const ProtectedShown& shown, const Desk& desk, const Texts& t) {
  const auto frame = work_frame(Section::protected_people, t("Protected persons"),
                                std::string(protected_path), desk, !shown.faults.empty());
  return page(
      frame,
      html(error_summary(shown.faults, t), "<div class=\"pv-top\"><div><h1>"_h, t("Protected persons"),
           "</h1><p class=\"pv-meta\"><span>"_h,
           t("They stand in no list, search, round, export or mail. Nobody but you sees that they exist."),
           "</span></p></div><div class=\"pv-top__end\"><a class=\"govuk-button "
           "govuk-button--secondary\" href=\""_h,
           address(t, "/skyddade/ny"), "\">"_h, t("Register a protected person"), "</a></div></div>"_h,
           notice(shown.notice), "<div class=\"pv-sect\">"_h, opening(shown, desk, t),
           protecting(shown, desk, t), handing_over(shown, desk, t),
           protected_log_form(shown.reasons_to_see_looks, {}, {}, {}, desk, t), "</div>"_h),
      t);
}

std::string protected_record_page(const ProtectedRecordShown& shown, const Desk& desk, const Texts& t) {
  // The alias is not in the title: a browser keeps titles.
  const auto frame =
      work_frame(Section::protected_people, t("A protected person"), std::string(protected_path), desk);
  const auto along = html(hidden("record", shown.record), hidden("reason", shown.reason));
  const auto show = when(shown.has_sealed && !shown.is_clear, [&] {
    return form(address(t, "/skyddade/oppna"), desk.form_token,
                html(along, hidden("show", "1"), "<p class=\"pv-small\">"_h,
                     t("Identity number, address and what was kept earlier are sealed."), "</p>"_h,
                     second_button(t("Show them"))));
  });
  const auto earlier = when(!shown.earlier.empty(), [&] {
    return html(
        "<details class=\"pv-unfold\"><summary>"_h, t("What the register held before"),
        "</summary><ul class=\"govuk-list\">"_h,
        each(shown.earlier,
             [](const std::string& line) { return html("<li><code><bdi>"_h, line, "</bdi></code></li>"_h); }),
        "</ul></details>"_h);
  });
  return page(
      frame,
      html(
          way_back(t), "<div class=\"pv-top\"><div><h1><bdi>"_h, shown.alias,
          "</bdi></h1><p class=\"pv-meta\"><span class=\"pv-badge pv-badge--warn\">"_h, icon::shield,
          t("Protected identity"), "</span><span>"_h, shown.why,
          "</span></p></div><div class=\"pv-top__end\">"_h,
          form(address(t, "/skyddade/ratta"), desk.form_token, html(along, second_button(t("Correct")))),
          "</div></div>"_h, protected_facts(shown.known), show, earlier, "<div class=\"pv-sect\">"_h,
          officers_panel("h-lift", t("The threat is over"),
                         t("What the register held goes back into it, and colleagues find the person again."),
                         form(address(t, "/skyddade/hav"), desk.form_token,
                              html(along, second_button(t("Lift the protection …"))))),
          officers_panel("h-erase", t("Erase the person"),
                         t("The record goes for good. You get a receipt to hand over."),
                         form(address(t, "/skyddade/radera"), desk.form_token,
                              html(along, second_button(t("Erase the record …"))))),
          "</div>"_h),
      t);
}

std::string protected_step_page(const ProtectedStep& shown, const Desk& desk, const Texts& t) {
  const auto title = shown.is_erasure ? t("Erase the person") : t("Lift the protection");
  const auto lead =
      shown.is_erasure
          ? t("Everything about them goes, for good. Figures that have been reported stay as they are. "
              "You get a receipt to hand over.")
          : t("Ask the person first. What the register held goes back into it, and everybody who may read "
              "such records finds them again. Notes, a meeting place, and occupation and languages that an "
              "officer wrote do not go along.");
  const std::string path(shown.is_erasure ? "/skyddade/radera" : "/skyddade/hav");
  const auto frame = work_frame(Section::protected_people, title, path, desk, !shown.faults.empty());
  return page(
      frame,
      html(error_summary(shown.faults, t), way_back(t), page_title(title, lead),
           form(address(t, path), desk.form_token,
                html("<p><b><bdi>"_h, shown.alias, "</bdi></b></p>"_h, hidden("record", shown.record),
                     hidden("reason", shown.reason), hidden("sure", "1"),
                     when(shown.is_erasure,
                          [&] {
                            return radios({.id = "why_erased", .label = t("Why"), .value = shown.chosen},
                                          shown.reasons, shown.faults, t);
                          }),
                     "<p class=\"pv-actions\">"_h,
                     button(shown.is_erasure ? t("Erase for good") : t("Lift the protection")),
                     "<a href=\""_h, address(t, protected_path), "\">"_h, t("Cancel"), "</a></p>"_h))),
      t);
}

std::string protected_form_page(const ProtectedForm& shown, const Desk& desk, const Texts& t) {
  const bool is_new = shown.record.empty();
  const auto title = is_new ? t("Register a protected person") : t("Correct the details");
  const auto frame =
      work_frame(Section::protected_people, title, std::string(protected_path) + (is_new ? "/ny" : ""), desk,
                 !shown.faults.empty());
  const auto along = when(!is_new, [&] {
    return html(hidden("record", shown.record), hidden("reason", shown.reason), hidden("save", "1"),
                hidden("edition", std::to_string(shown.edition)));
  });
  return page(
      frame,
      html(error_summary(shown.faults, t), way_back(t),
           page_title(title, t("Everything here is sealed before it is kept. Write no more than you need.")),
           form(address(t, is_new ? "/skyddade/ny" : "/skyddade/ratta"), desk.form_token,
                html(along, "<div class=\"pv-fields\">"_h,
                     each(shown.fields,
                          [&](const Field& field) {
                            return field.id == "notes" ? text_area(field, shown.faults, t)
                                                       : input(field, shown.faults, t);
                          }),
                     "</div><p class=\"pv-actions\">"_h, button(t("Save")), "<a href=\""_h,
                     address(t, protected_path), "\">"_h, t("Cancel"), "</a></p>"_h))),
      t);
}

}  // namespace parvis::views

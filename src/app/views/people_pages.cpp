#include "app/views/people_pages.hpp"

#include <algorithm>

#include "app/views/icons.hpp"
#include "domain/lives/lives.hpp"

namespace parvis::views {
namespace {

Html person_row(const PersonLine& person, const Texts& t) {
  return html("<tr><th scope=\"row\"><a class=\"pv-quiet\" href=\""_h,
              address(t, "/personer/" + std::to_string(person.id)), "\"><bdi>"_h, person.name,
              "</bdi></a></th><td data-label=\""_h, t("Occupation"), "\"><bdi>"_h, person.occupation,
              "</bdi></td><td data-label=\""_h, t("District"), "\"><bdi>"_h, person.district,
              "</bdi></td><td data-label=\""_h, t("Registered"), "\">"_h, t.day(person.registered_on),
              "</td></tr>"_h);
}

Html people_table(const std::vector<PersonLine>& people, const std::string& caption, const Texts& t) {
  return html("<table class=\"pv-t pv-t--rows\"><caption class=\"pv-vh\">"_h, caption,
              "</caption><thead><tr><th scope=\"col\">"_h, t("Name"), "</th><th scope=\"col\">"_h,
              t("Occupation"), "</th><th scope=\"col\">"_h, t("District"), "</th><th scope=\"col\">"_h,
              t("Registered"), "</th></tr></thead><tbody>"_h,
              each(people, [&](const PersonLine& person) { return person_row(person, t); }),
              "</tbody></table>"_h);
}

Html known_list(const std::vector<Known>& known, const Texts& t) {
  return html("<dl class=\"govuk-summary-list\">"_h,
              each(known,
                   [&](const Known& one) {
                     return html(
                         "<div class=\"govuk-summary-list__row\"><dt class=\"govuk-summary-list__key\">"_h,
                         one.label, "</dt><dd class=\"govuk-summary-list__value\">"_h,
                         one.words.empty()
                             ? html("<span class=\"pv-unknown\">"_h, t("not known"), "</span>"_h)
                             : html("<bdi>"_h, one.words, "</bdi>"_h),
                         "</dd></div>"_h);
                   }),
              "</dl>"_h);
}

Html life_list(const std::vector<LifeLine>& life, const Texts& t) {
  return html("<ol class=\"pv-log\">"_h,
              each(life,
                   [&](const LifeLine& line) {
                     return html("<li>"_h, time_of(line.at, t), icon::done, "<div><b>"_h, line.what, "</b>"_h,
                                 when(!line.who.empty(),
                                      [&] { return html("<p><bdi>"_h, line.who, "</bdi></p>"_h); }),
                                 "</div></li>"_h);
                   }),
              "</ol>"_h);
}

Html section(std::string_view id, const std::string& heading, const Html& inside) {
  return html("<section class=\"pv-sect\" aria-labelledby=\""_h, id,
              "\"><div class=\"pv-hrow\"><h2 class=\"pv-h\" id=\""_h, id, "\">"_h, heading, "</h2></div>"_h,
              inside, "</section>"_h);
}

/// A field that has a list of choices is chosen from it; the others are written.
Html chosen_or_written(const Field& field,
                       const std::vector<std::pair<std::string, std::vector<Option>>>& choices,
                       const Faults& faults, const Texts& t) {
  const auto chosen =
      std::ranges::find(choices, field.id, [](const auto& choice) { return std::string_view(choice.first); });
  return chosen == choices.end() ? input(field, faults, t) : select(field, chosen->second, faults, t);
}

Html application_list(const std::vector<ApplicationLine>& applications, const Texts& t) {
  return html("<dl class=\"govuk-summary-list\">"_h,
              each(applications,
                   [&](const ApplicationLine& one) {
                     return html(
                         "<div class=\"govuk-summary-list__row\"><dt class=\"govuk-summary-list__key\">"_h,
                         one.programme, "</dt><dd class=\"govuk-summary-list__value\">"_h, one.words,
                         when(one.may_decide,
                              [&] {
                                return html("<br><a href=\""_h,
                                            address(t, "/ansokningar/" + std::to_string(one.id)), "\">"_h,
                                            t("Decide or close"), "<span class=\"pv-vh\">: "_h, one.programme,
                                            "</span></a>"_h);
                              }),
                         "</dd></div>"_h);
                   }),
              "</dl>"_h);
}

/// The person is here already: they apply to another programme, or as the other part.
Html further_application(const PersonShown& shown, const Desk& desk, const Texts& t) {
  const std::vector<Option> parts{{"", t("Choose")},
                                  {"adept", t(lives::in_words(lives::Part::adept))},
                                  {"mentor", t(lives::in_words(lives::Part::mentor))}};
  return html("<details class=\"pv-unfold\"><summary>"_h, t("A further application"), "</summary>"_h,
              form(address(t, "/personer/" + std::to_string(shown.id) + "/anmalan"), desk.form_token,
                   html(select({.id = "programme", .label = t("Programme")}, shown.to_apply_to, {}, t),
                        select({.id = "part", .label = t("Takes part as")}, parts, {}, t),
                        "<p class=\"pv-actions\">"_h, second_button(t("Apply for them")), "</p>"_h)),
              "</details>"_h);
}

Html merged_records(const PersonShown& shown, const Desk& desk, const Texts& t) {
  return when(shown.may_merge && !shown.merged.empty(), [&] {
    return section(
        "h-merged", t("Merged records"),
        html("<ul class=\"govuk-list\">"_h,
             each(shown.merged,
                  [&](const PersonLine& one) {
                    return html(
                        "<li><bdi>"_h, one.name, "</bdi>, "_h, t.day(one.registered_on),
                        form(address(t, "/personer/" + std::to_string(shown.id) + "/dela"), desk.form_token,
                             html("<input type=\"hidden\" name=\"other\" value=\""_h, std::to_string(one.id),
                                  "\">"_h, second_button(t("Take the merge back")))),
                        "</li>"_h);
                  }),
             "</ul>"_h));
  });
}

Html what_may_be_done(const PersonShown& shown, const Texts& t) {
  const auto path = "/personer/" + std::to_string(shown.id);
  const auto step = [&](bool may, std::string_view to, const std::string& words) {
    return when(may, [&] {
      return html("<a class=\"govuk-button govuk-button--secondary\" href=\""_h,
                  address(t, path + std::string(to)), "\">"_h, words, "</a> "_h);
    });
  };
  return html(step(shown.may_let_in, "/inloggning", t("A way in")),
              step(shown.may_correct, "/ratta", t("Correct")),
              step(shown.may_merge, "/slaihop", t("Stands here twice")),
              step(shown.may_propose_erasure, "/radering", t("Propose an erasure")));
}

}  // namespace

namespace {

Html twice_numbered_part(const PeopleShown& shown, const Texts& t) {
  const auto link = [&](const PersonLine& line) {
    return html("<a href=\""_h, address(t, "/personer/" + std::to_string(line.id)), "\"><bdi>"_h, line.name,
                "</bdi></a>"_h);
  };
  return html(
      "<section class=\"pv-sect\" aria-labelledby=\"h-twice\"><div class=\"pv-hrow\"><h2 class=\"pv-h\" "
      "id=\"h-twice\">"_h,
      t("The same identity number twice"), "</h2></div><p>"_h,
      t("Two units have registered the same person without seeing each other’s record. A coordinator "
        "of both programmes merges them."),
      "</p><ul class=\"govuk-list\">"_h,
      each(shown.twice_numbered,
           [&](const auto& two) {
             return html("<li>"_h, link(two.first), " · "_h, link(two.second), "</li>"_h);
           }),
      "</ul></section>"_h);
}

}  // namespace

std::string people_page(const PeopleShown& shown, const Desk& desk, const Texts& t) {
  auto frame = work_frame(Section::people, t("People"), "/personer", desk);
  frame.query = shown.query;
  frame.has_faults = !shown.faults.empty();
  const auto filters = each(shown.filters, [&](const Field& field) {
    return chosen_or_written(field, shown.choices, shown.faults, t);
  });
  // Open where it narrows: nobody should wonder why so few stand here.
  const auto more = shown.is_filtered ? "<details class=\"pv-unfold\" open><summary>"_h
                                      : "<details class=\"pv-unfold\"><summary>"_h;
  const auto search =
      html("<form class=\"pv-search\" role=\"search\" action=\""_h, address(t, "/personer"),
           "\"><label class=\"govuk-label\" for=\"q\">"_h, t("Name"),
           "</label><div class=\"govuk-hint\" id=\"q-hint\">"_h,
           t("A part of the name is enough, in any script: Åsa is found by Asa, Мария by Maria."),
           "</div><p class=\"pv-actions\"><input class=\"govuk-input govuk-input--width-20\" id=\"q\" "
           "name=\"q\" type=\"search\" "
           "aria-describedby=\"q-hint\" value=\""_h,
           shown.wish, "\"><button class=\"govuk-button govuk-button--secondary\" type=\"submit\">"_h,
           t("Find"), "</button></p>"_h,
           when(!shown.filters.empty(),
                [&] {
                  return html(more, t("Narrow the list"), "</summary><div class=\"pv-fields\">"_h, filters,
                              "</div><p class=\"pv-actions\">"_h, second_button(t("Show these")),
                              when(shown.is_filtered,
                                   [&] {
                                     return html("<a href=\""_h, address(t, "/personer"), "\">"_h,
                                                 t("Show everybody"), "</a>"_h);
                                   }),
                              "</p></details>"_h);
                }),
           "</form>"_h);
  const auto found = [&] {
    if (!shown.people.empty()) return people_table(shown.people, t("People"), t);
    if (shown.is_filtered)
      return empty_state(t("Nobody is like that"), t("Leave a field empty to see more."));
    if (shown.wish.empty())
      return empty_state(t("Nobody is registered yet"),
                         t("Take a spreadsheet in, or register the first person."));
    return empty_state(t(say("Nobody is called {name} here").with("name", shown.wish)),
                       t("Try fewer letters, or another spelling."));
  }();
  return page(
      frame,
      html(error_summary(shown.faults, t), "<div class=\"pv-top\"><div><h1>"_h, t("People"), "</h1></div>"_h,
           when(shown.may_register,
                [&] {
                  return html("<div class=\"pv-top__end\"><a class=\"govuk-button\" href=\""_h,
                              address(t, "/personer/ny"), "\">"_h, t("Register a person"), "</a></div>"_h);
                }),
           "</div>"_h, notice(shown.notice), search, found,
           when(shown.is_cut,
                [&] {
                  return html("<p class=\"pv-mute\">"_h, t("There are more. Write more of the name."),
                              "</p>"_h);
                }),
           when(!shown.next_query.empty(),
                [&] {
                  return html("<p class=\"pv-actions\"><a href=\""_h, address(t, "/personer"), "?"_h,
                              shown.next_query, "\">"_h, t("Next page"), "</a></p>"_h);
                }),
           when(!shown.twice_numbered.empty(), [&] { return twice_numbered_part(shown, t); })),
      t);
}

std::string person_page(const PersonShown& shown, const Desk& desk, const Texts& t) {
  const auto path = "/personer/" + std::to_string(shown.id);
  const auto frame = work_frame(Section::people, shown.name, path, desk);
  const auto number = when(shown.has_sealed, [&] {
    if (!shown.sealed.empty()) return known_list(shown.sealed, t);
    return html("<p class=\"pv-small\">"_h, t("Identity number and address are sealed."), "</p>"_h,
                when(shown.may_show_number, [&] {
                  return form(address(t, path + "/nummer"), desk.form_token, second_button(t("Show them")));
                }));
  });
  return page(
      frame,
      html(
          "<div class=\"pv-top\"><div><h1><bdi>"_h, shown.name, "</bdi></h1></div>"_h,
          "<div class=\"pv-top__end\">"_h, what_may_be_done(shown, t), "</div>"_h, "</div>"_h,
          notice(shown.notice), "<div class=\"pv-cols\"><div>"_h,
          section("h-profile", t("Profile"), known_list(shown.profile, t)),
          when(!shown.applications.empty() || !shown.to_apply_to.empty(),
               [&] {
                 return section(
                     "h-applications", t("Programmes"),
                     html(application_list(shown.applications, t), when(!shown.to_apply_to.empty(), [&] {
                            return further_application(shown, desk, t);
                          })));
               }),
          when(
              !shown.together.empty(),
              [&] { return section("h-together", t("Proposals and pairs"), known_list(shown.together, t)); }),
          merged_records(shown, desk, t),
          when(shown.consents.has_value(),
               [&] { return section("h-consents", t("Consents"), consents_part(*shown.consents, desk, t)); }),
          section("h-life", t("What has happened"), life_list(shown.life, t)),
          "</div><aside class=\"pv-aside\" aria-label=\""_h, t("Contact"),
          "\"><section class=\"pv-pan\"><h2>"_h, t("Contact"), "</h2>"_h, known_list(shown.contact, t),
          number, "</section></aside></div>"_h),
      t);
}

std::string person_form_page(const PersonForm& form_shown, const Desk& desk, const Texts& t) {
  const auto path =
      form_shown.id ? "/personer/" + std::to_string(*form_shown.id) + "/ratta" : std::string("/personer/ny");
  const auto title = form_shown.id            ? t("Correct the details")
                     : form_shown.is_referral ? t("Refer a person")
                                              : t("Register a person");
  const auto back = form_shown.is_own        ? std::string("/jag")
                    : form_shown.id          ? "/personer/" + std::to_string(*form_shown.id)
                    : form_shown.is_referral ? std::string("/remitteringar")
                                             : std::string("/personer");
  auto frame = work_frame(form_shown.is_own ? Section::own : Section::people, title, path, desk);
  const auto protection = when(!form_shown.id, [&] {
    return html("<p class=\"pv-small\">"_h,
                t("Has the person protected identity? Write nothing here. Ask a protection officer."),
                "</p>"_h);
  });
  frame.has_faults = !form_shown.faults.empty();
  const auto fields = each(form_shown.fields, [&](const Field& field) {
    return chosen_or_written(field, form_shown.choices, form_shown.faults, t);
  });
  const auto perhaps = when(!form_shown.perhaps_the_same.empty(), [&] {
    return html("<section class=\"pv-note pv-note--warn\"><div><h2 class=\"pv-h3\">"_h,
                t("Is it one of these?"), "</h2><p>"_h,
                t("If it is, open their page instead, so that nobody stands here twice."), "</p>"_h,
                people_table(form_shown.perhaps_the_same, t("People with that name"), t),
                checkbox("another", t("No, this is another person"), false), "</div></section>"_h);
  });
  return page(
      frame,
      html(error_summary(form_shown.faults, t), "<div class=\"pv-top\"><div><h1>"_h, title,
           "</h1><p class=\"pv-meta\"><span>"_h, t("What is not known is left empty: unknown is never no."),
           "</span></p></div></div>"_h, protection,
           form(address(t, path), desk.form_token,
                html("<input type=\"hidden\" name=\"edition\" value=\""_h, form_shown.edition, "\">"_h,
                     perhaps, "<div class=\"pv-fields\">"_h, fields, "</div><p class=\"pv-actions\">"_h,
                     button(t("Save")), "<a href=\""_h, address(t, back), "\">"_h, t("Cancel"),
                     "</a></p>"_h))),
      t);
}

std::string own_page(const OwnShown& shown, const Desk& desk, const Texts& t) {
  auto frame = work_frame(Section::own, t("My page"), "/jag", desk);
  if (!desk.is_staff()) frame.ground = Ground::public_page;
  const auto way = when(shown.has_record, [&] {
    const auto nothing = [&] {
      return empty_state(t("You have not applied to any programme yet"),
                         t("See the programmes, and tell the city which one you want."));
    };
    return section("h-way", t("Where you are now"), shown.way.empty() ? nothing() : known_list(shown.way, t));
  });
  const auto held = when(shown.has_record, [&] {
    return html(section("h-profile", t("What is held about you"),
                        html(known_list(shown.profile, t), known_list(shown.contact, t))),
                "<p class=\"pv-actions\"><a class=\"govuk-button govuk-button--secondary\" href=\""_h,
                address(t, "/personer/" + std::to_string(shown.person) + "/ratta"), "\">"_h, t("Correct"),
                "</a></p><ul class=\"pv-downloads\"><li><a href=\""_h, address(t, "/jag/uppgifter"), "\">"_h,
                t("All of it to read and print"), "</a></li><li><a href=\""_h,
                address(t, "/jag/uppgifter.json"), "\">"_h, t("All of it as a file (JSON)"),
                "</a></li></ul>"_h);
  });
  const auto seen = when(shown.has_record, [&] {
    return section("h-seen", t("Who has seen it"),
                   shown.seen_by.empty()
                       ? empty_state(t("Nobody has looked yet"), t("Each look will stand here."))
                       : life_list(shown.seen_by, t));
  });
  const auto consents = when(shown.has_record, [&] {
    return section("h-consents", t("What you have agreed to"), consents_part(shown.consents, desk, t));
  });
  const auto leaving = when(shown.has_record, [&] {
    const auto ask = when(!shown.erasure_waits, [&] {
      return form(address(t, "/jag/radering"), desk.form_token,
                  html("<p class=\"pv-actions\">"_h, second_button(t("Ask to be erased")), "</p>"_h));
    });
    return section(
        "h-erasure", t("Leave the register"),
        html("<p>"_h,
             t("You can ask that everything about you is erased. Somebody at the city answers. What is "
               "erased cannot be brought back."),
             "</p>"_h,
             when(!shown.erasure.empty(),
                  [&] { return html("<p role=\"status\"><b>"_h, shown.erasure, "</b></p>"_h); }),
             ask));
  });
  return page(frame,
              html("<div class=\"pv-top\"><div><h1><bdi>"_h, shown.name,
                   "</bdi></h1><p class=\"pv-meta\"><a href=\""_h, address(t, "/jag/inloggningar"), "\">"_h,
                   t("My sign-ins"), "</a></p></div></div>"_h, way, held, consents, seen, leaving),
              t);
}

static Html copy_part(const CopyPart& part, std::size_t number, const Texts& t) {
  return section("h-part-" + std::to_string(number), part.heading,
                 each(part.rows, [&](const std::vector<Known>& row) {
                   return html("<div class=\"pv-copy__row\">"_h, known_list(row, t), "</div>"_h);
                 }));
}

static Html earlier_list(const std::vector<EarlierLine>& earlier, const Texts& t) {
  return html("<ol class=\"pv-copy__earlier\">"_h,
              each(earlier,
                   [&](const EarlierLine& line) {
                     return html("<li><p>"_h, time_of(line.until, t), " <b>"_h, line.what, "</b></p>"_h,
                                 known_list(line.was, t), "</li>"_h);
                   }),
              "</ol>"_h);
}

std::string own_copy_page(const OwnCopyShown& shown, const Desk& desk, const Texts& t) {
  auto frame = work_frame(Section::own, t("A copy of what is held about you"), "/jag/uppgifter", desk);
  if (!desk.is_staff()) frame.ground = Ground::public_page;
  std::size_t number = 0;
  return page(
      frame,
      html("<div class=\"pv-top\"><div><h1>"_h, t("A copy of what is held about you"),
           "</h1><p class=\"pv-meta\"><span><bdi>"_h, shown.name, "</bdi></span><span>"_h, shown.city,
           "</span><span>"_h, t.day(shown.day), "</span></p></div></div><div class=\"pv-copy\"><p>"_h,
           t("Everything that the city keeps about you stands here. Passwords and other secrets do not, and "
             "nothing about anybody else but the name of the other half of your pair."),
           "</p>"_h, section("h-profile", t("Profile"), known_list(shown.profile, t)),
           section("h-contact", t("Contact"), known_list(shown.contact, t)),
           each(shown.parts, [&](const CopyPart& part) { return copy_part(part, ++number, t); }),
           when(!shown.earlier.empty(),
                [&] {
                  return section("h-earlier", t("What stood here before"),
                                 html("<p>"_h, t("Until the day that is told, this stood here instead."),
                                      "</p>"_h, earlier_list(shown.earlier, t)));
                }),
           when(!shown.seen_by.empty(),
                [&] { return section("h-seen", t("Who has seen it"), life_list(shown.seen_by, t)); }),
           "</div>"_h),
      t);
}

}  // namespace parvis::views

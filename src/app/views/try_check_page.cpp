#include "app/views/icons.hpp"
#include "app/views/try_pages.hpp"

namespace parvis::views {
namespace {

using people::Effect;
using people::Reject;

std::string number_after(std::string_view name, std::size_t number) {
  return std::string(name) + std::to_string(number);
}

Html counts(const CheckShown& shown, const Texts& t) {
  const auto sheet = [&](const std::string& who, const SheetCount& count) {
    return html("<div><dt>"_h, who, " <span class=\"pv-mute\"><bdi>"_h, count.file,
                "</bdi></span></dt><dd>"_h, t.number(count.taken), " <small>"_h,
                t(say_n("of {n} row", "of {n} rows", count.rows)), "</small></dd></div>"_h);
  };
  const auto fact = [&](const std::string& label, int n) {
    return html("<div><dt>"_h, label, "</dt><dd>"_h, t.number(n), "</dd></div>"_h);
  };
  return html("<dl class=\"pv-kpis\">"_h, sheet(t("Adepts"), shown.adepts),
              sheet(t("Mentors"), shown.mentors), fact(t("Rows refused"), shown.refused),
              fact(t("Cells noted"), shown.noted), "</dl>"_h);
}

Html note(Markup sign, const std::string& words) {
  return html("<p class=\"pv-note\">"_h, sign, "<span>"_h, words, "</span></p>"_h);
}

Html notes(const CheckShown& shown, const Texts& t) {
  Html out;
  if (shown.left_for_handling_by_hand > 0)
    out.add(note(icon::shield,
                 t(say_n("{n} row is left for handling by hand.", "{n} rows are left for handling by hand.",
                         shown.left_for_handling_by_hand))));
  if (shown.several_groups > 0)
    out.add(note(icon::people,
                 t(say_n("{n} person has a title that names several occupations; the nearest counts.",
                         "{n} people have a title that names several occupations; the nearest counts.",
                         shown.several_groups))));
  for (const auto& columns : shown.unused) out.add(note(icon::find, t(columns)));
  return out;
}

Html effect_badge(Effect effect, const Texts& t) {
  if (effect == Effect::refused)
    return html("<span class=\"pv-badge pv-badge--stop\">"_h, icon::forbid, t("Row refused"), "</span>"_h);
  return html("<span class=\"pv-badge pv-badge--warn\">"_h, icon::clock, t("Noted"), "</span>"_h);
}

Html or_dash(const std::string& written) {
  return html("<bdi>"_h, written.empty() ? "–" : written.c_str(), "</bdi>"_h);
}

Html reject_row(const Reject& reject, const Texts& t) {
  return html("<tr><td class=\"pv-num\" data-label=\""_h, t("Row"), "\">"_h,
              reject.row > 0 ? t.number(reject.row) : std::string("–"), "</td><td data-label=\""_h,
              t("Column"), "\">"_h, or_dash(reject.column), "<span class=\"pv-sub\" dir=\"auto\">"_h,
              reject.file, "</span></td><td data-label=\""_h, t("Value"), "\">"_h, or_dash(reject.value),
              "</td><td data-label=\""_h, t("Why"), "\">"_h, t(reject.reason), "</td><td data-label=\""_h,
              t("Effect"), "\">"_h, effect_badge(reject.effect, t), "</td></tr>"_h);
}

Html rejects(const CheckShown& shown, const Texts& t) {
  if (shown.rejects.empty()) return {};
  const auto shown_rows = static_cast<std::int64_t>(shown.rejects.size());
  return html(
      "<section class=\"pv-sect\" aria-labelledby=\"h-rejects\"><div class=\"pv-hrow\"><h2 class=\"pv-h\" "
      "id=\"h-rejects\">"_h,
      t("What could not be read"), "</h2><span class=\"pv-mute\">"_h, t.number(shown.all_rejects),
      "</span><span class=\"pv-end\"><a href=\""_h, address(t, "/prova/filer/rejects.csv"), "\" download>"_h,
      t("Download rejects.csv"),
      "</a></span></div><table class=\"pv-t pv-t--rows\"><caption class=\"pv-vh\">"_h,
      t("Rows and cells that could not be read"),
      "</caption><thead><tr><th scope=\"col\" class=\"pv-num\">"_h, t("Row"), "</th><th scope=\"col\">"_h,
      t("Column"), "</th><th scope=\"col\">"_h, t("Value"), "</th><th scope=\"col\">"_h, t("Why"),
      "</th><th scope=\"col\">"_h, t("Effect"), "</th></tr></thead><tbody>"_h,
      each(shown.rejects, [&](const Reject& one) { return reject_row(one, t); }), "</tbody></table>"_h,
      when(shown_rows < shown.all_rejects,
           [&] {
             return html("<p class=\"pv-small\">"_h,
                         t(say("Here are the first {shown} of {all}. All of them stand in rejects.csv.")
                               .with("shown", shown_rows)
                               .with("all", std::int64_t{shown.all_rejects})),
                         "</p>"_h);
           }),
      "</section>"_h);
}

/// What choosing it means: the occupation, or how many it may be.
Html meant_by(const occupations::Suggestion& suggestion, const occupations::Taxonomy& taxonomy,
              const Texts& t) {
  const auto& groups = suggestion.groups;
  if (groups.size() > 1)
    return html(t(say_n("{n} occupation; the nearest counts", "{n} occupations; the nearest counts",
                        static_cast<std::int64_t>(groups.size()))));
  if (groups.empty()) return {};
  return html("<bdi>"_h, taxonomy.title_of(groups.front(), t.html_code()), "</bdi> · <bdi>SSYK "_h,
              groups.front().text(), "</bdi>"_h);
}

Html title(const CheckShown& shown, const TitleShown& one, std::size_t number, const Texts& t) {
  const auto radio = [&](const occupations::Suggestion& suggestion) {
    return html("<li><label><input type=\"radio\" name=\""_h, number_after("choice", number), "\" value=\""_h,
                suggestion.title, "\"><span><bdi>"_h, suggestion.title, "</bdi> <small>"_h,
                meant_by(suggestion, shown.taxonomy, t), "</small></span></label></li>"_h);
  };
  const auto id = number_after("other", number);
  return html("<li><fieldset><legend><bdi>"_h, one.unsettled.title, "</bdi> <small>"_h,
              t(say_n("{n} row waits for it", "{n} rows wait for it", one.unsettled.rows)),
              "</small></legend>"_h, "<input type=\"hidden\" name=\""_h, number_after("title", number),
              "\" value=\""_h, one.unsettled.title, "\"><ul>"_h, each(one.unsettled.suggestions, radio),
              "<li><label><input type=\"radio\" name=\""_h, number_after("choice", number),
              "\" value=\"\" checked><span>"_h, t("None of them"), " <small>"_h, t("The row takes no part"),
              "</small></span></label></li></ul>"_h,
              one.fault ? "<div class=\"govuk-form-group govuk-form-group--error\">"_h
                        : "<div class=\"govuk-form-group\">"_h,
              "<label class=\"govuk-label pv-small\" for=\""_h, id, "\">"_h,
              t("Or write a title or an SSYK code, for example welder or 7212"), "</label>"_h,
              when(one.fault.has_value(), [&] { return error_message(*one.fault, id, t); }),
              one.fault ? "<input class=\"govuk-input govuk-input--width-20 govuk-input--error\" id=\""_h
                        : "<input class=\"govuk-input govuk-input--width-20\" id=\""_h,
              id, "\" name=\""_h, id, "\" maxlength=\"200\" value=\""_h, one.written,
              when(one.fault.has_value(), [&] { return html("\" aria-describedby=\""_h, id, "-error"_h); }),
              "\"></div></fieldset></li>"_h);
}

Html titles(const CheckShown& shown, const Texts& t) {
  auto saved = when(shown.has_choices, [&] {
    return html("<p><a href=\""_h, address(t, "/prova/filer/titles.csv"), "\" download>"_h,
                t("Download titles.csv"), "</a> <span class=\"pv-small\">"_h,
                t("your choices, for next time"), "</span></p>"_h);
  });
  if (shown.titles.empty()) return saved;
  Html items;
  for (std::size_t i = 0; i < shown.titles.size(); ++i) items.add(title(shown, shown.titles[i], i, t));
  return html(
      "<section class=\"pv-sect\" aria-labelledby=\"h-titles\"><div class=\"pv-hrow\"><h2 class=\"pv-h\" "
      "id=\"h-titles\">"_h,
      t("Titles to settle"), "</h2><span class=\"pv-mute\">"_h, t.number(shown.all_titles),
      "</span></div><p>"_h,
      t("These titles name no occupation that we know. Choose what was meant, and their rows take part."),
      "</p><form class=\"pv-form\" method=\"post\" action=\""_h, address(t, "/prova/titlar"), "\">"_h,
      token_field(shown.token), "<ul class=\"pv-settle\">"_h, items,
      "</ul><p class=\"pv-actions\"><button class=\"govuk-button govuk-button--secondary\">"_h,
      t("Save the choices"), "</button></p></form>"_h, saved, "</section>"_h);
}

Html calculate(const CheckShown& shown, const Texts& t) {
  if (!shown.usable)
    return html("<p class=\"pv-actions\"><a class=\"govuk-button\" href=\""_h, address(t, "/prova"), "\">"_h,
                t("Choose other files"), "</a></p>"_h);
  return html("<form method=\"post\" action=\""_h, address(t, "/prova/rakna"), "\">"_h,
              token_field(shown.token), "<p class=\"pv-actions\"><button class=\"govuk-button\">"_h,
              t("Calculate the pairs"), "</button><a href=\""_h, address(t, "/prova"), "\">"_h,
              t("Choose something else"), "</a></p></form>"_h);
}

}  // namespace

std::string check_page(const CheckShown& shown, const Texts& t) {
  Frame frame;
  frame.door = shown.door;
  frame.title = t("Check what was understood");
  frame.path = "/prova/kontroll";
  frame.section = Section::trial;
  frame.ground = Ground::work;
  std::vector<FieldFault> faults;
  for (std::size_t i = 0; i < shown.titles.size(); ++i)
    if (shown.titles[i].fault) faults.push_back({number_after("other", i), *shown.titles[i].fault});
  const auto& name = programme::in_language(shown.programme.name, t.code());
  const auto headline =
      shown.usable ? t("Check what was understood") : t("The spreadsheets cannot be used like this");
  frame.has_faults = !faults.empty();
  return page(frame,
              html(error_summary(faults, t), stepper(Step::check, t), "<div class=\"pv-top\"><div><h1>"_h,
                   headline, "</h1><p class=\"pv-meta\"><span>"_h, name,
                   when(!shown.track.id.empty(), [&] { return html(" · "_h, local(shown.track.name, t)); }),
                   "</span><span>"_h,
                   shown.is_demo ? t("The demo city, invented people") : t("Your own spreadsheets"),
                   "</span></p></div></div>"_h, counts(shown, t), notes(shown, t), calculate(shown, t),
                   titles(shown, t), rejects(shown, t), forget_form(shown.token, t)),
              t);
}

}  // namespace parvis::views

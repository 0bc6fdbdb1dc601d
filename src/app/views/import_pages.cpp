#include "app/views/import_pages.hpp"

#include <algorithm>

#include "app/views/icons.hpp"
#include "domain/people/shown.hpp"

namespace parvis::views {
namespace {

using imports::Outcome;

/// More rows than these are in the file, not on the page.
constexpr std::size_t most_rows = 300;

Html file_of(std::string_view id, const std::string& label, const Faults& faults, const Texts& t) {
  const auto* fault = fault_of(faults, id);
  return html(fault ? "<div class=\"pv-file govuk-form-group govuk-form-group--error\">"_h
                    : "<div class=\"pv-file govuk-form-group\">"_h,
              "<label class=\"govuk-label\" for=\""_h, id, "\">"_h, label,
              "</label><div class=\"govuk-hint\" id=\""_h, id, "-hint\">"_h,
              t("CSV or XLSX, at most 8 MB. The first row holds the headings."), "</div>"_h,
              when(fault != nullptr, [&] { return error_message(fault->what, id, t); }),
              "<input class=\"govuk-file-upload\" type=\"file\" id=\""_h, id, "\" name=\""_h, id,
              "\" aria-describedby=\""_h, id, "-hint\"><output class=\"pv-file__name\" for=\""_h, id,
              "\"></output></div>"_h);
}

Html badge_of(Outcome outcome, const Texts& t) {
  const auto words = t(imports::in_words(outcome));
  switch (outcome) {
    case Outcome::added:
      return html("<span class=\"pv-badge pv-badge--ok\">"_h, icon::done, words, "</span>"_h);
    case Outcome::doubtful:
      return html("<span class=\"pv-badge pv-badge--warn\">"_h, icon::doubt, words, "</span>"_h);
    case Outcome::refused:
      return html("<span class=\"pv-badge pv-badge--stop\">"_h, icon::forbid, words, "</span>"_h);
    case Outcome::changed:
    case Outcome::unchanged:
    case Outcome::skipped: break;
  }
  return html("<span class=\"pv-badge pv-badge--line\">"_h, icon::tick, words, "</span>"_h);
}

Html details_of(const imports::Line& line, const Texts& t) {
  Html out;
  for (const auto& change : line.changes)
    out.add(html("<li>"_h,
                 t(say("{field}: {was} becomes {becomes}")
                       .with("field", t(imports::field_in_words(change.field)))
                       .with("was", change.was.empty() ? t("not known") : change.was)
                       .with("becomes", change.becomes)),
                 "</li>"_h));
  for (const auto& remark : line.remarks)
    out.add(html("<li>"_h, remark.column, ": "_h, t(people::as_shown(remark).reason), "</li>"_h));
  return when(!out.empty(), [&] { return html("<ul class=\"govuk-list\">"_h, out, "</ul>"_h); });
}

Html decision(const imports::Line& line, std::size_t at, const Texts& t) {
  if (line.outcome != Outcome::doubtful) return {};
  const auto id = decision_field(at);
  const auto option = [&](std::string_view value, const std::string& words) {
    return html("<option value=\""_h, value, "\">"_h, words, "</option>"_h);
  };
  return html("<p>"_h, line.doubt ? t(imports::in_words(*line.doubt)) : std::string(),
              "</p><label class=\"pv-vh\" for=\""_h, id, "\">"_h,
              t(say("What to do with {name}").with("name", line.name)),
              "</label><select class=\"govuk-select\" id=\""_h, id, "\" name=\""_h, id, "\">"_h,
              option("", t("Decide")), option("same", t("The same person")),
              option("new", t("Another person")), option("skip", t("Leave the row out")), "</select>"_h);
}

Html line_rows(const imports::Account& account, const Texts& t) {
  Html rows;
  std::size_t shown = 0;
  const auto add = [&](bool needs_attention) {
    for (std::size_t at = 0; at < account.lines.size() && shown < most_rows; ++at) {
      const auto& line = account.lines[at];
      const bool needs = line.outcome == Outcome::doubtful || line.outcome == Outcome::refused;
      if (needs != needs_attention) continue;
      ++shown;
      rows.add(html("<tr><td class=\"pv-num\" data-label=\""_h, t("Row"), "\">"_h, line.row,
                    "</td><th scope=\"row\"><bdi>"_h, people::as_shown(line.name),
                    "</bdi><span class=\"pv-sub\">"_h, t(lives::in_words(line.part)),
                    "</span></th><td data-label=\""_h, t("What becomes of it"), "\">"_h,
                    badge_of(line.outcome, t), "</td><td data-label=\""_h, t("Why"), "\">"_h,
                    details_of(line, t), decision(line, at, t), "</td></tr>"_h));
    }
  };
  // What somebody must look at stands first.
  add(true);
  add(false);
  return rows;
}

Html counts(const imports::Account& account, const Texts& t) {
  const auto one = [&](Outcome outcome) {
    return html("<div><dt>"_h, t(imports::in_words(outcome)), "</dt><dd>"_h, t.number(account.count(outcome)),
                "</dd></div>"_h);
  };
  return html("<dl class=\"pv-kpis\">"_h, one(Outcome::added), one(Outcome::changed), one(Outcome::unchanged),
              one(Outcome::doubtful), one(Outcome::refused), "</dl>"_h,
              when(account.left_for_handling_by_hand > 0,
                   [&] {
                     return html("<p class=\"pv-note pv-note--warn\">"_h, icon::shield, "<span>"_h,
                                 t(say_n("{n} row with protected identity is left for handling by hand.",
                                         "{n} rows with protected identity are left for handling by hand.",
                                         account.left_for_handling_by_hand)),
                                 "</span></p>"_h);
                   }),
              each(account.unused, [&](const Message& columns) {
                return html("<p class=\"pv-note\">"_h, icon::find, "<span>"_h, t(columns), "</span></p>"_h);
              }));
}

Html titles_to_settle(const imports::Account& account, const Faults& faults, const Texts& t) {
  if (account.unsettled.empty()) return {};
  Html fields;
  for (std::size_t i = 0; i < account.unsettled.size(); ++i) {
    const auto& title = account.unsettled[i];
    std::string near;
    for (const auto& suggestion : title.suggestions) near += (near.empty() ? "" : ", ") + suggestion.title;
    const auto id = title_field(i);
    fields.add(input({.id = id,
                      .label = people::as_shown(title.title),
                      .hint = near.empty() ? t("Write another word, for example welder, or leave it empty.")
                                           : t(say("Perhaps: {near}").with("near", near))},
                     faults, t));
  }
  return html(
      "<section class=\"pv-sect\" aria-labelledby=\"h-titles\"><div class=\"pv-hrow\"><h2 class=\"pv-h\" id=\"h-titles\">"_h,
      t("Titles to settle"), "</h2></div><div class=\"pv-fields\">"_h, fields, "</div></section>"_h);
}

Html move_form(const AccountShown& shown, std::string_view move, const std::string& words, bool is_first,
               const Desk& desk, const Texts& t) {
  return html("<form method=\"post\" action=\""_h,
              address(t, "/inlasning/" + std::to_string(shown.number.value_or(0))), "\">"_h,
              token_field(desk.form_token), "<input type=\"hidden\" name=\"fingerprint\" value=\""_h,
              shown.fingerprint, "\"><input type=\"hidden\" name=\"move\" value=\""_h, move, "\">"_h,
              is_first ? button(words) : second_button(words), "</form>"_h);
}

}  // namespace

std::string decision_field(std::size_t line) {
  return "rad-" + std::to_string(line);
}
std::string title_field(std::size_t title) {
  return "titel-" + std::to_string(title);
}

std::string imports_page(const ImportsShown& shown, const Desk& desk, const Texts& t) {
  const auto upload = when(shown.may_propose, [&] {
    if (shown.places.empty())
      return empty_state(t("No programme is kept here yet"),
                         t("Whoever runs Parvis keeps the first with parvis programme keep."));
    return html("<form class=\"pv-form\" method=\"post\" enctype=\"multipart/form-data\" action=\""_h,
                address(t, "/inlasning"), "\">"_h, token_field(desk.form_token),
                select({.id = "place", .label = t("Programme")}, shown.places, shown.faults, t),
                "<div class=\"pv-files\">"_h, file_of("adepts", t("Adepts"), shown.faults, t),
                file_of("mentors", t("Mentors"), shown.faults, t), "</div><p class=\"pv-actions\">"_h,
                button(t("Look at it")), "</p></form>"_h);
  });
  const auto row = [&](const ImportLine& one) {
    return html("<tr><th scope=\"row\"><a class=\"pv-quiet\" href=\""_h,
                address(t, "/inlasning/" + std::to_string(one.number)), "\">"_h, one.programme,
                "</a></th><td data-label=\""_h, t("Proposed"), "\">"_h, t.moment(one.proposed_at),
                "</td><td data-label=\""_h, t("State"), "\"><span class=\"pv-badge pv-badge--line\">"_h,
                icon::tick, one.state, "</span></td><td class=\"pv-num\" data-label=\""_h, t("New"), "\">"_h,
                t.number(one.added), "</td><td class=\"pv-num\" data-label=\""_h, t("Changed"), "\">"_h,
                t.number(one.changed), "</td></tr>"_h);
  };
  return page(
      work_frame(Section::import, t("Import"), "/inlasning", desk, !shown.faults.empty()),
      html(
          error_summary(shown.faults, t), "<div class=\"pv-top\"><div><h1>"_h, t("Import"),
          "</h1><p class=\"pv-meta\"><span>"_h,
          t("First you see row by row what would be done. Nothing is changed before somebody else has said "
            "yes."),
          "</span></p></div></div>"_h, upload,
          "<section class=\"pv-sect\" aria-labelledby=\"h-imports\"><div class=\"pv-hrow\"><h2 class=\"pv-h\" id=\"h-imports\">"_h,
          t("Imports"), "</h2></div>"_h,
          shown.imports.empty()
              ? empty_state(t("Nothing has been taken in yet"),
                            t("The two spreadsheets of a programme are a good beginning."))
              : html("<table class=\"pv-t pv-t--rows\"><caption class=\"pv-vh\">"_h, t("Imports"),
                     "</caption><thead><tr><th scope=\"col\">"_h, t("Programme"), "</th><th scope=\"col\">"_h,
                     t("Proposed"), "</th><th scope=\"col\">"_h, t("State"),
                     "</th><th scope=\"col\" class=\"pv-num\">"_h, t("New"),
                     "</th><th scope=\"col\" class=\"pv-num\">"_h, t("Changed"),
                     "</th></tr></thead><tbody>"_h, each(shown.imports, row), "</tbody></table>"_h),
          "</section>"_h),
      t);
}

std::string account_page(const AccountShown& shown, const Desk& desk, const Texts& t) {
  const auto& account = shown.account;
  const auto path =
      shown.number ? "/inlasning/" + std::to_string(*shown.number) : std::string("/inlasning/granska");
  const auto of_files = when(!account.of_files.empty(), [&] {
    return html("<ul class=\"govuk-list\">"_h,
                each(account.of_files,
                     [&](const people::Reject& reject) {
                       return html("<li class=\"pv-note pv-note--warn\">"_h, icon::doubt, "<span><bdi>"_h,
                                   reject.file, "</bdi>: "_h, t(people::as_shown(reject).reason),
                                   "</span></li>"_h);
                     }),
                "</ul>"_h);
  });
  const auto in_the_way = when(!shown.in_the_way.empty(), [&] {
    return html("<div class=\"govuk-inset-text\" role=\"status\"><p>"_h,
                t("It cannot be taken back: this has been done to its people since."),
                "</p><ul class=\"govuk-list\">"_h,
                each(shown.in_the_way, [](const std::string& one) { return html("<li>"_h, one, "</li>"_h); }),
                "</ul></div>"_h);
  });
  const auto table = when(!account.lines.empty(), [&] {
    return html(
        "<section class=\"pv-sect\" aria-labelledby=\"h-rows\"><div class=\"pv-hrow\"><h2 class=\"pv-h\" id=\"h-rows\">"_h,
        t("Row by row"), "</h2><span class=\"pv-mute\">"_h,
        t.number(static_cast<std::int64_t>(account.lines.size())),
        "</span></div><table class=\"pv-t pv-t--rows\"><caption class=\"pv-vh\">"_h, t("Row by row"),
        "</caption><thead><tr><th scope=\"col\" class=\"pv-num\">"_h, t("Row"), "</th><th scope=\"col\">"_h,
        t("Name"), "</th><th scope=\"col\">"_h, t("What becomes of it"), "</th><th scope=\"col\">"_h,
        t("Why"), "</th></tr></thead><tbody>"_h, line_rows(account, t), "</tbody></table></section>"_h);
  });
  const auto body = html(titles_to_settle(account, shown.faults, t), table);
  const auto main =
      shown.may_propose
          ? form(address(t, "/inlasning/forslag"), desk.form_token,
                 html(body, "<p class=\"pv-actions\">"_h, button(t("Propose the import")), "<a href=\""_h,
                      address(t, "/inlasning"), "\">"_h, t("Choose other files"), "</a></p>"_h))
          : body;
  const auto moves = html(
      when(shown.may_approve, [&] { return move_form(shown, "approve", t("Take it in"), true, desk, t); }),
      when(shown.may_decline, [&] { return move_form(shown, "decline", t("No"), false, desk, t); }),
      when(shown.may_undo, [&] { return move_form(shown, "undo", t("Take it all back"), false, desk, t); }));
  return page(work_frame(Section::import, t("An import"), path, desk, !shown.faults.empty()),
              html(error_summary(shown.faults, t), "<div class=\"pv-top\"><div><h1>"_h, t("An import"),
                   "</h1><p class=\"pv-meta\"><span>"_h, shown.state,
                   "</span></p></div><div class=\"pv-top__end\">"_h, moves, "</div></div>"_h, in_the_way,
                   of_files, counts(account, t), main),
              t);
}

}  // namespace parvis::views

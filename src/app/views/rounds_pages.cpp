#include "app/views/rounds_pages.hpp"

#include "app/views/icons.hpp"
#include "app/views/rounds_parts.hpp"

namespace parvis::views {

Html round_heading(std::string_view id, const std::string& words, std::int64_t count, const Texts& t) {
  return html("<div class=\"pv-hrow\"><h2 class=\"pv-h\" id=\""_h, id, "\">"_h, words,
              "</h2><span class=\"pv-mute\">"_h, t.number(count), "</span></div>"_h);
}

namespace {

/// What can be done with one proposal or pair, on its own row.
Html moves(const PairLine& line, const std::string& path, const std::vector<Option>& reasons,
           const Desk& desk, const Texts& t) {
  if (line.moves.empty()) return {};
  const auto names = t(say("{adept} and {mentor}").with("adept", line.adept).with("mentor", line.mentor));
  bool first = true;
  const auto buttons = each(line.moves, [&](const Option& move) {
    const auto open = first
                          ? "<button class=\"govuk-button\" name=\"move\" value=\""_h
                          : "<button class=\"govuk-button govuk-button--secondary\" name=\"move\" value=\""_h;
    first = false;
    return html(open, move.value, "\">"_h, move.words, "<span class=\"pv-vh\">: "_h, names,
                "</span></button>"_h);
  });
  const auto reason_id = "reason-" + std::to_string(line.id);
  const auto reason = when(line.asks_for_reason, [&] {
    return html("<label class=\"pv-vh\" for=\""_h, reason_id, "\">"_h, t("Reason"), ": "_h, names,
                "</label><select class=\"govuk-select\" id=\""_h, reason_id,
                "\" name=\"reason\"><option value=\"\">"_h, t("Reason for a no"), "</option>"_h,
                each(reasons,
                     [](const Option& one) {
                       return html("<option value=\""_h, one.value, "\">"_h, one.words, "</option>"_h);
                     }),
                "</select>"_h);
  });
  return html("<form class=\"pv-moves\" method=\"post\" action=\""_h,
              address(t, path + std::to_string(line.id)), "\">"_h, token_field(desk.form_token),
              "<input type=\"hidden\" name=\"edition\" value=\""_h, line.edition, "\">"_h, reason, buttons,
              "</form>"_h, when(!line.elsewhere.empty(), [&] {
                return html("<a href=\""_h, address(t, line.elsewhere), "\">"_h, t("Another mentor"),
                            "<span class=\"pv-vh\">: "_h, names, "</span></a>"_h);
              }));
}

}  // namespace

Html pair_table(const std::vector<PairLine>& lines, const std::string& caption, const std::string& path,
                const std::vector<Option>& reasons, const Desk& desk, const Texts& t) {
  return html("<table class=\"pv-t pv-t--rows\"><caption class=\"pv-vh\">"_h, caption,
              "</caption><thead><tr><th scope=\"col\">"_h, t("Adept"), "</th><th scope=\"col\">"_h,
              t("Mentor"), "</th><th scope=\"col\">"_h, t("State"), "</th><th scope=\"col\">"_h,
              t("What to do"), "</th></tr></thead><tbody>"_h,
              each(lines,
                   [&](const PairLine& line) {
                     return html("<tr><th scope=\"row\"><bdi>"_h, line.adept,
                                 "</bdi><span class=\"pv-sub\">"_h, line.programme,
                                 "</span></th><td data-label=\""_h, t("Mentor"), "\"><b><bdi>"_h, line.mentor,
                                 "</bdi></b></td><td data-label=\""_h, t("State"),
                                 "\"><span class=\"pv-badge pv-badge--line\">"_h, icon::people, line.state,
                                 "</span></td><td data-label=\""_h, t("What to do"), "\">"_h,
                                 moves(line, path, reasons, desk, t), "</td></tr>"_h);
                   }),
              "</tbody></table>"_h);
}

namespace {

/// What is being calculated just now, and what was cut off.
Html open_orders(const RoundsShown& shown, const Texts& t) {
  return each(shown.orders, [&](const OrderLine& one) {
    const auto words =
        one.is_stopped
            ? say("The server stopped while a round in {programme} was calculated. Nothing of it is kept.")
            : say("A round in {programme} is being calculated.");
    return html(one.is_stopped ? "<p class=\"pv-note pv-note--warn\">"_h : "<p class=\"pv-note\">"_h,
                icon::clock, "<span>"_h, t(Message(words).with("programme", one.programme)), " <a href=\""_h,
                address(t, "/omgangar/raknar/" + std::to_string(one.id)), "\">"_h,
                one.is_stopped ? t("Begin it anew") : t("See how far it has come"), "</a></span></p>"_h);
  });
}

Html run_form(const RoundsShown& shown, const Desk& desk, const Texts& t) {
  if (shown.places.empty())
    return empty_state(t("No programme is kept here yet"),
                       t("Whoever runs Parvis keeps the first with parvis programme keep."));
  std::vector<Option> options;
  for (const auto& place : shown.places)
    options.push_back({place.value, place.name,
                       t(say("{adepts} wait, {places} are free")
                             .with("adepts", say_n("{n} adept", "{n} adepts", place.adepts))
                             .with("places", say_n("{n} place", "{n} places", place.places)))});
  return form(address(t, "/omgangar"), desk.form_token,
              html(radios({.id = "place", .label = t("In which programme?"), .value = options.front().value},
                          options, shown.faults, t),
                   "<p class=\"pv-actions\">"_h, button(t("Run a round")), "</p>"_h));
}

Html past_rounds(const std::vector<RoundLine>& rounds, const Texts& t) {
  return html(
      "<table class=\"pv-t pv-t--rows\"><caption class=\"pv-vh\">"_h, t("Rounds"),
      "</caption><thead><tr><th scope=\"col\">"_h, t("Programme"), "</th><th scope=\"col\">"_h, t("Run"),
      "</th><th scope=\"col\" class=\"pv-num\">"_h, t("Adepts"), "</th><th scope=\"col\" class=\"pv-num\">"_h,
      t("Mentors"), "</th><th scope=\"col\" class=\"pv-num\">"_h, t("Proposals"),
      "</th><th scope=\"col\" class=\"pv-num\">"_h, t("Pairs"), "</th></tr></thead><tbody>"_h,
      each(rounds,
           [&](const RoundLine& round) {
             return html("<tr><th scope=\"row\"><a class=\"pv-quiet\" href=\""_h,
                         address(t, "/omgangar/" + std::to_string(round.id)), "\">"_h, round.programme,
                         "</a></th><td data-label=\""_h, t("Run"), "\">"_h, t.moment(round.run_at),
                         "</td><td class=\"pv-num\" data-label=\""_h, t("Adepts"), "\">"_h,
                         t.number(round.adepts), "</td><td class=\"pv-num\" data-label=\""_h, t("Mentors"),
                         "\">"_h, t.number(round.mentors), "</td><td class=\"pv-num\" data-label=\""_h,
                         t("Proposals"), "\">"_h, t.number(round.proposals),
                         "</td><td class=\"pv-num\" data-label=\""_h, t("Pairs"), "\">"_h,
                         t.number(round.accepted), "</td></tr>"_h);
           }),
      "</tbody></table>"_h);
}

}  // namespace

std::string rounds_page(const RoundsShown& shown, const Desk& desk, const Texts& t) {
  return page(
      work_frame(Section::rounds, t("Matching"), "/omgangar", desk, !shown.faults.empty()),
      html(
          error_summary(shown.faults, t), "<div class=\"pv-top\"><div><h1>"_h, t("Matching"),
          "</h1><p class=\"pv-meta\"><span>"_h,
          t("A round finds the best pairs among all who wait, and proves that there are none better."),
          "</span></p></div></div>"_h,
          when(
              shown.may_run,
              [&] {
                return html(
                    "<section class=\"pv-sect\" aria-labelledby=\"h-run\"><div class=\"pv-hrow\"><h2 class=\"pv-h\" id=\"h-run\">"_h,
                    t("Run a round"), "</h2></div>"_h, open_orders(shown, t), run_form(shown, desk, t),
                    "</section>"_h);
              }),
          when(!shown.proposals.empty(),
               [&] {
                 return html("<section class=\"pv-sect\" aria-labelledby=\"h-open\">"_h,
                             round_heading("h-open", t("Proposals to decide"),
                                           static_cast<std::int64_t>(shown.proposals.size()), t),
                             pair_table(shown.proposals, t("Proposals to decide"), "/forslag/",
                                        shown.no_reasons, desk, t),
                             "</section>"_h);
               }),
          when(!shown.pairs.empty(),
               [&] {
                 return html(
                     "<section class=\"pv-sect\" aria-labelledby=\"h-pairs\">"_h,
                     round_heading("h-pairs", t("Pairs"), static_cast<std::int64_t>(shown.pairs.size()), t),
                     pair_table(shown.pairs, t("Pairs"), "/par/", shown.end_reasons, desk, t),
                     "</section>"_h);
               }),
          "<section class=\"pv-sect\" aria-labelledby=\"h-rounds\">"_h,
          round_heading("h-rounds", t("Rounds"), static_cast<std::int64_t>(shown.rounds.size()), t),
          shown.rounds.empty()
              ? empty_state(t("No round has been run yet"), t("The first takes seconds, and holds nobody."))
              : past_rounds(shown.rounds, t),
          "</section>"_h),
      t);
}

}  // namespace parvis::views

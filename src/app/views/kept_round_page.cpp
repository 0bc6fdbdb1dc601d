#include <fmt/format.h>

#include <algorithm>

#include "app/acts/equal_files.hpp"
#include "app/views/icons.hpp"
#include "app/views/rounds_parts.hpp"

namespace parvis::views {
namespace {

std::string path_of(const KeptRoundShown& shown) {
  return "/omgangar/" + std::to_string(shown.id);
}

Html section_head(std::string_view id, const std::string& words) {
  return html("<div class=\"pv-hrow\"><h2 class=\"pv-h\" id=\""_h, id, "\">"_h, words, "</h2></div>"_h);
}

/// How many, and a bar beside the number.
Html compared_row(const std::string& words, int count, int most, const Texts& t) {
  return html("<tr><th scope=\"row\">"_h, words, "</th><td class=\"pv-num\">"_h, t.number(count),
              "</td><td><svg class=\"pv-bar1\" viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" "
              "aria-hidden=\"true\" focusable=\"false\"><rect class=\"c-rest\" width=\"100\" height=\"6\"/>"
              "<rect class=\"c-bar\" width=\""_h,
              fmt::format("{:.1f}", 100.0 * count / std::max(1, most)),
              "\" height=\"6\"/></svg></td></tr>"_h);
}

Html somebody(const std::string& name, const Texts& t) {
  return name.empty() ? html(t("somebody who does not wait any more")) : html("<bdi>"_h, name, "</bdi>"_h);
}

/// What became otherwise than in the round before, in words and as bars.
Html compared_section(const KeptRoundShown& shown, const Texts& t) {
  if (!shown.compared) return {};
  const auto& now = *shown.compared;
  const int most = std::max({now.same, now.other, now.fresh, now.lost, now.left});
  const auto changed = when(!now.changed.empty(), [&] {
    return html("<ul class=\"pv-seen\">"_h,
                each(now.changed,
                     [&](const OtherMentor& one) {
                       return html("<li><b><bdi>"_h, one.adept, "</bdi></b>: "_h, t("before"), " "_h,
                                   somebody(one.before, t), ", "_h, t("now"), " "_h, somebody(one.now, t),
                                   "</li>"_h);
                     }),
                "</ul>"_h);
  });
  return html("<section class=\"pv-sect\" aria-labelledby=\"h-compared\">"_h,
              section_head("h-compared", t("What has changed")), "<p><a href=\""_h,
              address(t, "/omgangar/" + std::to_string(now.with)), "\">"_h,
              t(say("The round of {moment}").with("moment", t.moment(now.run_at))), "</a></p>"_h,
              figures_table(now.figures_before, now.figures_now, t),
              "<table class=\"pv-t pv-t--bars\"><caption class=\"pv-vh\">"_h, t("What has changed"),
              "</caption><tbody>"_h, compared_row(t("The same mentor"), now.same, most, t),
              compared_row(t("Another mentor"), now.other, most, t),
              compared_row(t("A mentor now, none before"), now.fresh, most, t),
              compared_row(t("A mentor before, none now"), now.lost, most, t),
              when(now.left > 0, [&] { return compared_row(t("Do not wait any more"), now.left, most, t); }),
              "</tbody></table>"_h, changed, "</section>"_h);
}

Html locks_list(const std::vector<LockShown>& locks, const Texts& t) {
  if (locks.empty()) return {};
  return html("<h3>"_h, t("Decided for this round"), "</h3>"_h, each(locks, [&](const LockShown& lock) {
                const auto names = say("{adept} and {mentor}: {reason}")
                                       .with("adept", lock.adept)
                                       .with("mentor", lock.mentor)
                                       .with("reason", lock.reason);
                return checkbox(lock.field,
                                t(lock.is_together ? say("Together. {who}").with("who", names)
                                                   : say("Not together. {who}").with("who", names)),
                                lock.stays);
              }));
}

Html decide_fields(const DecideShown& decide, const Faults& faults, const Texts& t) {
  const std::vector<Option> ways = {{"in", t("Shall be together"), {}},
                                    {"out", t("Shall not be together"), {}}};
  return html(
      "<h3 id=\"h-decide\">"_h, t(say("Decide for {adept}").with("adept", decide.adept)),
      "</h3><input type=\"hidden\" name=\"adept\" value=\""_h, decide.adept_id, "\">"_h,
      select(
          {.id = "mentor",
           .label = t("Mentor"),
           .hint = decide.has_costs
                       ? t("Those whom the rules allow, with their score and what being together would cost "
                           "the round, the cheapest first.")
                       : t("Those whom the rules allow, the best first."),
           .value = decide.mentor},
          decide.mentors, faults, t),
      radios({.id = "how", .label = t("What have you decided?"), .value = decide.how}, ways, faults, t),
      select({.id = "why", .label = t("Reason"), .value = decide.reason}, decide.reasons, faults, t));
}

/// Weights, what was decided, and the button that makes a new round of it.
Html again_form(const KeptRoundShown& shown, const Desk& desk, const Texts& t) {
  if (!shown.may_run) return {};
  return html(
      "<section class=\"pv-sect pv-noprint\" aria-labelledby=\"h-again\">"_h,
      section_head("h-again", t("Calculate again, otherwise")), "<p>"_h,
      t("A new round is made of those who wait now. This one stays as it is."),
      "</p><form class=\"pv-form\" method=\"post\" action=\""_h, address(t, path_of(shown) + "/igen"),
      "\" novalidate>"_h, token_field(desk.form_token),
      when(shown.decide.has_value(), [&] { return decide_fields(*shown.decide, shown.faults, t); }),
      locks_list(shown.locks, t),
      when(!shown.weights.empty(), [&] { return html("<h3>"_h, t("Weights"), "</h3>"_h); }),
      when(!shown.weights.empty(), [&] { return weight_fields(shown.weights, t); }),
      "<p class=\"pv-actions\">"_h, button(t("Calculate again")),
      when(shown.has_own_weights,
           [&] {
             return html(
                 "<button class=\"govuk-button govuk-button--secondary\" name=\"own\" value=\"yes\">"_h,
                 t("With the programme's weights"), "</button>"_h);
           }),
      "</p></form></section>"_h);
}

Html taking_out(const KeptRoundShown& shown, const Texts& t) {
  if (!shown.may_take_out) return {};
  const auto file = [&](std::string_view name, const std::string& what) {
    return html("<li><a href=\""_h, address(t, path_of(shown) + "/filer/" + std::string(name)),
                "\" download>"_h, name, "</a> <span>"_h, what, "</span></li>"_h);
  };
  return html("<section class=\"pv-sect pv-noprint\" aria-labelledby=\"h-files\">"_h,
              section_head("h-files", t("To take away")), "<p>"_h,
              t("You sign in anew first, and the log says that you took it. No names are in these files."),
              "</p><ul class=\"pv-downloads\">"_h,
              file("pairs.csv", t("the pairs, with the value of each criterion")),
              file("round.json", t("for other programs")),
              when(shown.is_same,
                   [&] { return file("certificate.json", t("what proves that no better round exists")); }),
              "</ul></section>"_h);
}

/// The checker's word, and the end of the round.
Html check_section(const KeptRoundShown& shown, const Desk& desk, const Texts& t) {
  const auto said = when(shown.checked.has_value(), [&] {
    const auto& checked = *shown.checked;
    if (checked.findings.empty())
      return html(
          "<p class=\"pv-note\" role=\"status\">"_h, icon::tick, "<span>"_h,
          t(say_n("Proved. Of {n} possible pair no choice is better than this.",
                  "Proved. Of {n} possible pairs no choice is better than this.", checked.possible_pairs)),
          "</span></p>"_h);
    return html("<div class=\"pv-note pv-note--warn\" role=\"status\">"_h, icon::doubt, "<div><p>"_h,
                t("The check found this:"), "</p><ul class=\"pv-seen\">"_h,
                each(checked.findings, [&](const Message& one) { return html("<li>"_h, t(one), "</li>"_h); }),
                "</ul></div></div>"_h);
  });
  return html(
      "<section class=\"pv-sect pv-noprint\" aria-labelledby=\"h-check\">"_h,
      section_head("h-check", t("Is it right?")), "<p>"_h,
      t("A checker of its own goes through the kept round: every rule, every place, and that no better "
        "choice exists."),
      "</p>"_h, said,
      form(address(t, path_of(shown) + "/kontrollera"), desk.form_token,
           html("<p class=\"pv-actions\">"_h, second_button(t("Check the round")), "</p>"_h)),
      "</section>"_h);
}

Html close_section(const KeptRoundShown& shown, const Desk& desk, const Texts& t) {
  if (!shown.may_close || shown.is_closed) return {};
  return html("<section class=\"pv-sect pv-noprint\" aria-labelledby=\"h-close\">"_h,
              section_head("h-close", t("Close the round")), "<p>"_h,
              t("Nobody more is proposed from it. What is proposed already stays, and everybody else goes on "
                "waiting for the next round."),
              "</p>"_h,
              form(address(t, path_of(shown) + "/stang"), desk.form_token,
                   html("<p class=\"pv-actions\">"_h, second_button(t("Close the round")), "</p>"_h)),
              "</section>"_h);
}

std::string headline(OrderShownAs as, const Texts& t) {
  switch (as) {
    case OrderShownAs::waiting:
    case OrderShownAs::running: return t("Calculating the round");
    case OrderShownAs::refused: return t("The round could not be made");
    case OrderShownAs::cancelled: return t("The round was cancelled");
    case OrderShownAs::stopped: return t("The round was cut off");
  }
  return {};
}

std::string what_became(OrderShownAs as, const Texts& t) {
  switch (as) {
    case OrderShownAs::waiting:
      return t("It begins when the round before it is done. You can leave the page.");
    case OrderShownAs::running: return {};
    case OrderShownAs::refused: return t("Nothing of it is kept, and everybody goes on waiting.");
    case OrderShownAs::cancelled: return t("Nothing of it is kept, and everybody goes on waiting.");
    case OrderShownAs::stopped:
      return t("The server stopped while it was calculated. Nothing of it is kept. You can begin it anew.");
  }
  return {};
}

}  // namespace

std::string order_page(const OrderShown& shown, const Desk& desk, const Texts& t) {
  const auto path = "/omgangar/raknar/" + std::to_string(shown.id);
  const bool is_open = shown.as == OrderShownAs::waiting || shown.as == OrderShownAs::running;
  const auto words = what_became(shown.as, t);
  const auto act = when(shown.may_run, [&] {
    if (is_open)
      return form(address(t, path + "/avbryt"), desk.form_token,
                  html("<p class=\"pv-actions\">"_h, second_button(t("Cancel")), "</p>"_h));
    return form(address(t, "/omgangar"), desk.form_token,
                html("<input type=\"hidden\" name=\"place\" value=\""_h, shown.place,
                     "\"><p class=\"pv-actions\">"_h, button(t("Begin it anew")), "</p>"_h));
  });
  return page(
      work_frame(Section::rounds, headline(shown.as, t), path, desk),
      html("<div class=\"pv-top\"><div><h1>"_h, headline(shown.as, t), "</h1><p class=\"pv-meta\"><span>"_h,
           shown.name, "</span></p></div></div>"_h,
           when(!words.empty(), [&] { return html("<p>"_h, words, "</p>"_h); }),
           when(!shown.why.empty(),
                [&] {
                  return html(
                      "<ul class=\"pv-seen\">"_h,
                      each(shown.why, [&](const Message& one) { return html("<li>"_h, t(one), "</li>"_h); }),
                      "</ul>"_h);
                }),
           when(is_open, [&] { return running_section({shown.step, shown.share, {}}, path, t); }), act,
           "<p><a href=\""_h, address(t, "/omgangar"), "\">"_h, t("All rounds"), "</a></p>"_h),
      t);
}

namespace {

Html bound_holds(const BoundHolding& bound, const Texts& t) {
  return html("<p>"_h,
              t(say("Since {day} rounds of this programme are held to at most {points} percentage points.")
                    .with("day", t.day(bound.set_at.day_utc()))
                    .with("points", acts::points(bound.most, t))),
              "</p><p>"_h, t("Ground:"), " <bdi>"_h, bound.ground, "</bdi></p>"_h);
}

/// What bounds would cost; for a manager also the form that switches one on.
Html equal_section(const KeptRoundShown& shown, const Desk& desk, const Texts& t) {
  if (!shown.choices && !shown.bound) return {};
  const auto most = shown.bound ? std::optional(shown.bound->most) : std::nullopt;
  const bool may_choose = shown.may_bound && (shown.bound || !shown.choices->choices.empty());
  Html inside;
  if (shown.bound) inside.add(bound_holds(*shown.bound, t));
  if (may_choose)
    inside.add(
        form(address(t, path_of(shown) + "/lika"), desk.form_token,
             html(when(shown.choices != nullptr, [&] { return choice_of_bound(*shown.choices, most, t); }),
                  text_area({"ground", t("Why the bound holds"),
                             t("Stands in every round that is held to it. Write nothing about any person."),
                             shown.ground},
                            shown.faults, t),
                  "<p class=\"pv-actions\">"_h, button(t("Hold coming rounds to this choice")), "</p>"_h)));
  else if (shown.choices)
    inside.add(html(costs_of_bounds(*shown.choices, most, t), "<p>"_h,
                    t("A manager decides whether a bound holds, with its ground."), "</p>"_h));
  return html(
      "<section class=\"pv-sect pv-noprint\" aria-labelledby=\"h-equal\"><div class=\"pv-hrow\"><h2 "
      "class=\"pv-h\" id=\"h-equal\" tabindex=\"-1\">"_h,
      t("What if women's and men's chances were evened out?"), "</h2></div>"_h, inside, "</section>"_h);
}

}  // namespace

std::string kept_round_page(const KeptRoundShown& shown, const Desk& desk, const Texts& t) {
  const auto path = path_of(shown);
  const auto notes = when(!shown.is_same, [&] {
    return html("<p class=\"pv-note pv-note--warn\">"_h, icon::doubt, "<span>"_h,
                t("People have left this round since it was run, so it is shown without them."),
                "</span></p>"_h);
  });
  const auto closed = when(shown.is_closed, [&] {
    return html("<p class=\"pv-note\">"_h, icon::clock, "<span>"_h,
                t("This round is closed: nobody more is proposed from it."), "</span></p>"_h);
  });
  const auto otherwise = when(shown.compared.has_value(), [&] {
    const auto changed = std::int64_t{shown.compared->other} + shown.compared->fresh + shown.compared->lost;
    return html("<p class=\"pv-note\" role=\"status\">"_h, icon::idea, "<span>"_h,
                changed == 0 ? t("Everybody has the same mentor as in the round before.")
                             : t(say_n("{n} adept is placed otherwise than in the round before.",
                                       "{n} adepts are placed otherwise than in the round before.", changed)),
                " <a href=\"#h-compared\">"_h, t("What has changed"), "</a></span></p>"_h);
  });
  const auto propose = when(shown.may_propose && shown.not_yet_proposed > 0, [&] {
    return html("<form method=\"post\" action=\""_h, address(t, path + "/forslag"), "\">"_h,
                token_field(desk.form_token), "<button class=\"govuk-button\" type=\"submit\">"_h,
                t(say_n("Propose {n} pair", "Propose {n} pairs", shown.not_yet_proposed)),
                "</button></form>"_h);
  });
  const auto proposals = when(!shown.proposals.empty(), [&] {
    return html(
        "<section class=\"pv-sect\" aria-labelledby=\"h-proposals\">"_h,
        round_heading("h-proposals", t("Proposals of this round"),
                      static_cast<std::int64_t>(shown.proposals.size()), t),
        pair_table(shown.proposals, t("Proposals of this round"), "/forslag/", shown.no_reasons, desk, t),
        "</section>"_h);
  });
  const auto under = html(pagination(shown.page, shown.pages, path, t), compared_section(shown, t), proposals,
                          equal_section(shown, desk, t), again_form(shown, desk, t),
                          check_section(shown, desk, t), taking_out(shown, t), close_section(shown, desk, t));
  auto frame = work_frame(Section::rounds, t("A matching round"), path, desk, !shown.faults.empty());
  if (shown.page > 1) frame.query = "page=" + std::to_string(shown.page);
  return page(frame,
              html(error_summary(shown.faults, t), notes, closed, otherwise,
                   round_view(shown.round, t, propose, under)),
              t);
}

}  // namespace parvis::views

// Equal opportunity as a bound: what a round was held to and what that cost, and the choice among bounds.
#include <fmt/format.h>

#include "app/acts/equal_files.hpp"
#include "app/views/icons.hpp"
#include "app/views/round_view.hpp"
#include "app/views/try_pages.hpp"

namespace parvis::views {
namespace {

using matching::BoundCost;
using matching::Choice;
using matching::Choices;

Html change_row(const matching::GroupChange& change, const Texts& t) {
  return html("<tr><th scope=\"row\"><bdi>"_h, t(change.group),
              "</bdi></th><td class=\"pv-num\" data-label=\""_h, t("Without the bound"), "\">"_h,
              t.number(change.before), "</td><td class=\"pv-num\" data-label=\""_h, t("With the bound"),
              "\">"_h, t.number(change.after), "</td><td class=\"pv-num\" data-label=\""_h,
              t("Gain a mentor"), "\">"_h, t.number(change.gain), "</td><td class=\"pv-num\" data-label=\""_h,
              t("Lose a mentor"), "\">"_h, t.number(change.lose), "</td></tr>"_h);
}

std::int64_t mean(std::int64_t score, std::int64_t pairs) {
  return pairs == 0 ? 0 : score / pairs;
}

std::string pairs_beside(const BoundCost& cost, const Texts& t) {
  const auto pairs = t(say_n("{n} pair", "{n} pairs", cost.matched_after));
  const auto fewer = cost.matched_before - cost.matched_after;
  if (fewer == 0) return t(say("{pairs}, as many as without a bound").with("pairs", pairs));
  return t(say_n("{pairs}, {n} fewer than without a bound", "{pairs}, {n} fewer than without a bound", fewer)
               .with("pairs", pairs));
}

/// Where the two shares lie between 0 and 100; the words beside it say the numbers.
Html shares_line(std::int64_t women, std::int64_t all_women, std::int64_t men, std::int64_t all_men,
                 const Texts& t) {
  constexpr double width = 240, from = 8, to = 232;
  const auto at = [&](std::int64_t part, std::int64_t whole) {
    const double x = from + (to - from) * static_cast<double>(part) / static_cast<double>(whole);
    return t.is_right_to_left() ? width - x : x;
  };
  const auto shown = [](double x) { return fmt::format("{:.1f}", x); };
  return html(
      "<svg class=\"pv-dumbbell\" viewBox=\"0 0 240 16\" aria-hidden=\"true\" focusable=\"false\"><path "
      "class=\"c-grid\" d=\"M8 8H232\"/><path class=\"c-gap\" d=\"M"_h,
      shown(at(women, all_women)), " 8H"_h, shown(at(men, all_men)), "\"/><circle class=\"c-women\" cx=\""_h,
      shown(at(women, all_women)), "\" cy=\"8\" r=\"6\"/><rect class=\"c-men\" x=\""_h,
      shown(at(men, all_men) - 5.5), "\" y=\"2.5\" width=\"11\" height=\"11\"/></svg>"_h);
}

/// One of the bounds: with a button to choose it by, or to read only.
struct Card {
  std::string value;
  bool is_chosen = false, is_to_choose = true;
};
Html card(const Card& of, const std::string& headline, const Html& inside) {
  if (!of.is_to_choose)
    return html(of.is_chosen ? "<li class=\"pv-choice pv-choice--read pv-choice--on\"><b>"_h
                             : "<li class=\"pv-choice pv-choice--read\"><b>"_h,
                headline, "</b><span>"_h, inside, "</span></li>"_h);
  return html("<label class=\"pv-choice\"><input type=\"radio\" name=\"most\" value=\""_h, of.value,
              of.is_chosen ? "\" checked>"_h : "\">"_h, "<b>"_h, headline, "</b><span>"_h, inside,
              "</span></label>"_h);
}

Html lines(const std::vector<std::string>& all) {
  Html out;
  for (const auto& line : all) out.add(html("<span class=\"pv-sub\">"_h, line, "</span>"_h));
  return out;
}

std::string who_has(std::int64_t women, std::int64_t men, const Choices& of, const Texts& t) {
  return t(say("Women: {women} of {all_women}. Men: {men} of {all_men}.")
               .with("women", women)
               .with("all_women", of.all_women)
               .with("men", men)
               .with("all_men", of.all_men));
}

Html choice_card(const Choice& choice, const Choices& of, bool is_chosen, bool is_to_choose, const Texts& t) {
  const auto& women = choice.cost.groups[0];
  const auto& men = choice.cost.groups[1];
  const auto moved = [&](const matching::GroupChange& change) {
    return t(
        say("gain a mentor: {gain}, lose one: {lose}").with("gain", change.gain).with("lose", change.lose));
  };
  return card({std::to_string(choice.most), is_chosen, is_to_choose},
              t(say("At most {points} percentage points apart").with("points", acts::points(choice.most, t))),
              html(shares_line(women.after, of.all_women, men.after, of.all_men, t),
                   lines({who_has(women.after, men.after, of, t), pairs_beside(choice.cost, t),
                          t(say("Mean score {now}, without a bound {before}")
                                .with("now", mean(choice.cost.score_after, choice.cost.matched_after))
                                .with("before", mean(choice.cost.score_before, choice.cost.matched_before))),
                          t(say("Women: {moved}.").with("moved", moved(women))),
                          t(say("Men: {moved}.").with("moved", moved(men)))})));
}

Html no_bound_card(const Choices& of, bool is_chosen, bool is_to_choose, const Texts& t) {
  const auto& first = of.choices.front().cost;
  const auto women = first.groups[0].before, men = first.groups[1].before;
  return card(
      {"", is_chosen, is_to_choose},
      t(say("No bound: {points} percentage points apart").with("points", t.tenths((of.gap + 5) / 10))),
      html(shares_line(women, of.all_women, men, of.all_men, t),
           lines({who_has(women, men, of, t), t(say_n("{n} pair", "{n} pairs", first.matched_before)),
                  t(say("Mean score {now}").with("now", mean(first.score_before, first.matched_before)))})));
}

Html cards(const Choices& choices, std::optional<std::int64_t> most, bool is_to_choose, const Texts& t) {
  return html(no_bound_card(choices, !most, is_to_choose, t),
              each(choices.choices, [&](const Choice& choice) {
                return choice_card(choice, choices, most == choice.most, is_to_choose, t);
              }));
}

Html nothing_to_even_out(const Choices& choices, const Texts& t) {
  return html("<p>"_h,
              t(say("Women and men are {points} percentage points apart: there is nothing to even out.")
                    .with("points", t.tenths((choices.gap + 5) / 10))),
              "</p>"_h);
}

}  // namespace

Html equal_note(const matching::KeptEqual& kept, const Texts& t) {
  const auto& cost = kept.cost;
  return html("<section class=\"pv-pan pv-pan--equal\" aria-labelledby=\"h-bound\"><h2 id=\"h-bound\">"_h,
              t("Held to a bound on equal opportunity"), "</h2>"_h,
              each(acts::in_words(kept.ask, t),
                   [&](const Message& words) { return html("<p>"_h, t(words), "</p>"_h); }),
              when(!kept.ask.ground.empty(),
                   [&] { return html("<p>"_h, t("Ground:"), " <bdi>"_h, kept.ask.ground, "</bdi></p>"_h); }),
              "<p>"_h, pairs_beside(cost, t), ". "_h,
              t(say("Mean score {now}, without a bound {before}")
                    .with("now", mean(cost.score_after, cost.matched_after))
                    .with("before", mean(cost.score_before, cost.matched_before))),
              ".</p><table class=\"pv-t\"><caption class=\"pv-vh\">"_h, t("What the bound changed"),
              "</caption><thead><tr><th scope=\"col\">"_h, t("Group"),
              "</th><th scope=\"col\" class=\"pv-num\">"_h, t("Without the bound"),
              "</th><th scope=\"col\" class=\"pv-num\">"_h, t("With the bound"),
              "</th><th scope=\"col\" class=\"pv-num\">"_h, t("Gain a mentor"),
              "</th><th scope=\"col\" class=\"pv-num\">"_h, t("Lose a mentor"), "</th></tr></thead><tbody>"_h,
              each(cost.groups, [&](const matching::GroupChange& change) { return change_row(change, t); }),
              "</tbody></table></section>"_h);
}

Html choice_of_bound(const Choices& choices, std::optional<std::int64_t> most, const Texts& t) {
  if (choices.choices.empty()) return nothing_to_even_out(choices, t);
  return html("<fieldset class=\"govuk-fieldset\"><legend>"_h,
              t("Each choice says what it costs before you choose it, and each is proved to be the best "
                "within its bound."),
              "</legend><div class=\"pv-choices\">"_h, cards(choices, most, true, t), "</div></fieldset>"_h);
}

Html costs_of_bounds(const Choices& choices, std::optional<std::int64_t> most, const Texts& t) {
  if (choices.choices.empty()) return nothing_to_even_out(choices, t);
  return html("<ul class=\"pv-choices\">"_h, cards(choices, most, false, t), "</ul>"_h);
}

}  // namespace parvis::views

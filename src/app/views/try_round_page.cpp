#include <fmt/format.h>

#include <algorithm>

#include "app/views/icons.hpp"
#include "app/views/try_pages.hpp"

namespace parvis::views {
namespace {

constexpr int greatest_weight = 1000;

/// Two rounds side by side.
Html compared(const RoundPageShown& shown, const Texts& t) {
  if (!shown.compared) return {};
  const ComparedShown& both = *shown.compared;
  return html(
      "<section class=\"pv-pan pv-pan--compared\" role=\"status\" aria-labelledby=\"h-compared\"><h2 id=\"h-compared\">"_h,
      t("Against the round before"), "</h2><p>"_h,
      t(say("{same} and {fresh}.")
            .with("same", say_n("{n} pair is the same", "{n} pairs are the same", both.same))
            .with("fresh", say_n("{n} is new", "{n} are new", both.fresh))),
      " "_h,
      t(say("{gain} and {lose}.")
            .with("gain",
                  say_n("{n} adept has gained a mentor", "{n} adepts have gained a mentor", both.gain))
            .with("lose", say_n("{n} has lost one", "{n} have lost one", both.lose))),
      "</p>"_h, figures_table(both.before, both.now, t), "</section>"_h);
}

Html page_link(int page, std::string_view path, const Texts& t) {
  return html(address(t, path), "?page="_h, page);
}

constexpr Markup to_the_left =
    "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"_h;
constexpr Markup to_the_right =
    "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"_h;

Html arrow(Markup kind, Markup path) {
  return html("<svg class=\"govuk-pagination__icon govuk-pagination__icon--"_h, kind,
              "\" xmlns=\"http://www.w3.org/2000/svg\" height=\"13\" width=\"15\" aria-hidden=\"true\" "
              "focusable=\"false\" viewBox=\"0 0 15 13\"><path d=\""_h,
              path, "\"></path></svg>"_h);
}

enum class Turn { back, on };
/// The arrow stands on the side to which it points, and points the way one reads.
Html step_link(Turn turn, int page, const std::string& words, std::string_view path, const Texts& t) {
  const bool back = turn == Turn::back;
  const auto kind = back ? "prev"_h : "next"_h;
  const auto sign = arrow(kind, back == t.is_right_to_left() ? to_the_right : to_the_left);
  const auto title = html("<span class=\"govuk-pagination__link-title\">"_h, words, "</span>"_h);
  return html("<div class=\"govuk-pagination__"_h, kind,
              "\"><a class=\"govuk-link govuk-pagination__link\" href=\""_h, page_link(page, path, t),
              "\" rel=\""_h, kind, "\">"_h, back ? html(sign, title) : html(title, sign), "</a></div>"_h);
}

Html weight_field(const std::vector<WeightShown>& weights, std::size_t number, const Texts& t) {
  const auto& one = weights[number];
  const auto id = weight_field_name(number);
  int greatest = 1;
  for (const auto& other : weights) greatest = std::max(greatest, other.weight);
  return html(
      "<div><label for=\""_h, id, "\">"_h, t(programme::in_words(one.kind)), "</label><input class=\""_h,
      one.fault ? "govuk-input govuk-input--error\" id=\""_h : "govuk-input\" id=\""_h, id, "\" name=\""_h,
      id, "\" type=\"number\" min=\"0\" max=\""_h, greatest_weight, "\" value=\""_h, one.written,
      when(one.fault.has_value(), [&] { return html("\" aria-describedby=\""_h, id, "-error"_h); }),
      "\"><svg class=\"pv-bar1\" viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" aria-hidden=\"true\" "
      "focusable=\"false\"><rect class=\"c-rest\" width=\"100\" height=\"6\"/><rect class=\"c-bar\" "
      "width=\""_h,
      fmt::format("{:.1f}", 100.0 * one.weight / greatest), "\" height=\"6\"/></svg>"_h,
      when(one.fault.has_value(), [&] { return error_message(*one.fault, id, t); }), "</div>"_h);
}

Html weights_form(const RoundPageShown& shown, const Texts& t) {
  if (shown.weights.empty()) return {};
  return html(
      "<section class=\"pv-sect pv-noprint\" aria-labelledby=\"h-weights\"><div class=\"pv-hrow\"><h2 "
      "class=\"pv-h\" id=\"h-weights\">"_h,
      t("What if something else weighed more?"),
      "</h2></div><form class=\"pv-form\" method=\"post\" action=\""_h, address(t, "/prova/vikter"),
      "\" novalidate>"_h, token_field(shown.token), weight_fields(shown.weights, t),
      "<p class=\"pv-actions\"><button class=\"govuk-button govuk-button--secondary\">"_h,
      t("Calculate again"),
      "</button><button class=\"govuk-button govuk-button--secondary\" name=\"own\" "
      "value=\"yes\">"_h,
      t("Back to the programme's weights"), "</button></p></form></section>"_h);
}

Html equal_form(const RoundPageShown& shown, const Texts& t) {
  if (!shown.choices) return {};
  const auto& choices = *shown.choices;
  return html(
      "<section class=\"pv-sect pv-noprint\" aria-labelledby=\"h-equal\"><div class=\"pv-hrow\"><h2 "
      "class=\"pv-h\" id=\"h-equal\">"_h,
      t("What if women's and men's chances were evened out?"), "</h2></div>"_h,
      choices.choices.empty()
          ? choice_of_bound(choices, shown.most, t)
          : html("<form class=\"pv-form\" method=\"post\" action=\""_h, address(t, "/prova/lika"),
                 "\" novalidate>"_h, token_field(shown.token), choice_of_bound(choices, shown.most, t),
                 "<p class=\"pv-actions\"><button class=\"govuk-button govuk-button--secondary\">"_h,
                 t("Calculate with this choice"), "</button></p></form>"_h),
      "</section>"_h);
}

Html others_section(const RoundPageShown& shown, const Texts& t) {
  if (!shown.others) return {};
  const auto& others = *shown.others;
  const auto row = [&](const OthersShown::Mentor& one) {
    return html("<tr><th scope=\"row\"><bdi>"_h, one.name, "</bdi></th><td class=\"pv-num\" data-label=\""_h,
                t("Score"), "\">"_h, t.number(one.score), "</td><td data-label=\""_h, t("For the round"),
                "\">"_h, t(one.cost), "</td></tr>"_h);
  };
  return html(
      "<section class=\"pv-sect pv-noprint\" aria-labelledby=\"h-others\"><div class=\"pv-hrow\"><h2 "
      "class=\"pv-h\" id=\"h-others\" tabindex=\"-1\">"_h,
      t(say("Other mentors for {adept}").with("adept", others.adept)), "</h2></div><p>"_h,
      others.own.empty() ? html(t("They have no mentor in this round."))
                         : html(t(say("In this round it is {mentor}.").with("mentor", others.own))),
      " "_h,
      t("The price is what the whole round would lose, when everybody else is placed as well as can be."),
      "</p>"_h,
      others.mentors.empty()
          ? html("<p>"_h, t("The rules allow no other mentor."), "</p>"_h)
          : html("<table class=\"pv-t pv-t--rows\"><caption class=\"pv-vh\">"_h, t("The cheapest first"),
                 "</caption><thead><tr><th scope=\"col\">"_h, t("Mentor"),
                 "</th><th scope=\"col\" class=\"pv-num\">"_h, t("Score"), "</th><th scope=\"col\">"_h,
                 t("For the round"), "</th></tr></thead><tbody>"_h, each(others.mentors, row),
                 "</tbody></table>"_h),
      "</section>"_h);
}

Html downloads(const RoundPageShown& shown, const Texts& t) {
  const auto file = [&](std::string_view name, const std::string& what) {
    return html("<li><a href=\""_h, address(t, "/prova/filer/" + std::string(name)), "\" download>"_h, name,
                "</a> <span>"_h, what, "</span></li>"_h);
  };
  return html(
      "<section class=\"pv-sect pv-noprint\" aria-labelledby=\"h-files\"><div class=\"pv-hrow\"><h2 "
      "class=\"pv-h\" id=\"h-files\">"_h,
      t("To take away"), "</h2></div><ul class=\"pv-downloads\">"_h,
      file("pairs.csv", t("the pairs, with the value of each criterion")),
      file("round.html", t("this page as one file to print")), file("round.json", t("for other programs")),
      file("certificate.json", t("what proves that no better round exists")),
      file("rejects.csv", t("what could not be read, and why")),
      when(shown.has_choices, [&] { return file("titles.csv", t("your choices of titles, for next time")); }),
      "</ul></section>"_h);
}

}  // namespace

Html pagination(int now, int pages, std::string_view path, const Texts& t) {
  if (pages < 2) return {};
  Html items;
  int last = 0;
  for (int page = 1; page <= pages; ++page) {
    const bool near = page == 1 || page == pages || std::abs(page - now) <= 1;
    if (!near) continue;
    if (page > last + 1)
      items.add("<li class=\"govuk-pagination__item govuk-pagination__item--ellipsis\">&ctdot;</li>"_h);
    last = page;
    items.add(html(page == now ? "<li class=\"govuk-pagination__item govuk-pagination__item--current\">"_h
                               : "<li class=\"govuk-pagination__item\">"_h,
                   "<a class=\"govuk-link govuk-pagination__link\" href=\""_h, page_link(page, path, t),
                   "\" aria-label=\""_h, t(say("Page {page}").with("page", std::int64_t{page})), "\""_h,
                   page == now ? " aria-current=\"page\">"_h : ">"_h, page, "</a></li>"_h));
  }
  return html("<nav class=\"govuk-pagination pv-noprint\" aria-label=\""_h, t("Pages"), "\">"_h,
              when(now > 1, [&] { return step_link(Turn::back, now - 1, t("Previous page"), path, t); }),
              "<ul class=\"govuk-pagination__list\">"_h, items, "</ul>"_h,
              when(now < pages, [&] { return step_link(Turn::on, now + 1, t("Next page"), path, t); }),
              "</nav>"_h);
}

Html others_link(std::size_t adept, const std::string& name, int page, const Texts& t) {
  const auto there = address(t, "/prova/omgang").text() + "?page=" + std::to_string(page) +
                     "&adept=" + std::to_string(adept) + "#h-others";
  return html("<span class=\"pv-sub pv-noprint\"><a href=\""_h, Url::path(there), "\">"_h, t("Other mentors"),
              "<span class=\"pv-vh\">: "_h, name, "</span></a></span>"_h);
}

std::string weight_field_name(std::size_t criterion) {
  return "w" + std::to_string(criterion);
}

Html weight_fields(const std::vector<WeightShown>& weights, const Texts& t) {
  Html fields;
  for (std::size_t i = 0; i < weights.size(); ++i) fields.add(weight_field(weights, i, t));
  return html("<fieldset class=\"pv-weights\"><legend class=\"pv-vh\">"_h, t("Weights, from 0 to 1,000"),
              "</legend>"_h, fields, "</fieldset>"_h);
}

std::string round_page(const RoundPageShown& shown, const Texts& t) {
  Frame frame;
  frame.door = shown.door;
  frame.title = t("Proposed pairs");
  frame.path = "/prova/omgang";
  frame.section = Section::trial;
  frame.ground = Ground::work;
  if (shown.page > 1) frame.query = "page=" + std::to_string(shown.page);
  std::vector<FieldFault> faults;
  for (std::size_t i = 0; i < shown.weights.size(); ++i)
    if (shown.weights[i].fault) faults.push_back({weight_field_name(i), *shown.weights[i].fault});
  const auto actions = html("<a class=\"govuk-button\" href=\""_h, address(t, "/prova/filer/pairs.csv"),
                            "\" download>"_h, t("Download the pairs"), "</a>"_h);
  const auto under = html(pagination(shown.page, shown.pages, "/prova/omgang", t), others_section(shown, t),
                          equal_form(shown, t), weights_form(shown, t), downloads(shown, t));
  frame.has_faults = !faults.empty();
  return page(frame,
              html(error_summary(faults, t), stepper(Step::read, t), compared(shown, t),
                   round_view(shown.round, t, actions, under), forget_form(shown.token, t)),
              t);
}

}  // namespace parvis::views

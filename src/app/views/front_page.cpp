#include "app/views/icons.hpp"
#include "app/views/public_pages.hpp"

namespace parvis::views {
namespace {

constexpr Markup arcade =
    "<svg viewBox=\"0 0 490 400\" aria-hidden=\"true\" focusable=\"false\"><defs>"
    "<clipPath id=\"k0\"><path d=\"M4 400V248a44 44 0 0 1 88 0V400z\"/></clipPath>"
    "<clipPath id=\"k1\"><path d=\"M164 400V118a48 48 0 0 1 96 0V400z\"/></clipPath>"
    "<clipPath id=\"k2\"><path d=\"M338 400V196a44 44 0 0 1 88 0V400z\"/></clipPath></defs>"
    "<path d=\"M4 400V248a44 44 0 0 1 88 0V400z\" fill=\"#0E4A4D\"/>"
    "<path d=\"M64 400V248a44 44 0 0 1 88 0V400z\" fill=\"#2B7A78\"/>"
    "<path d=\"M64 400V248a44 44 0 0 1 88 0V400z\" fill=\"#08343A\" clip-path=\"url(#k0)\"/>"
    "<path d=\"M164 400V118a48 48 0 0 1 96 0V400z\" fill=\"#2B7A78\"/>"
    "<path d=\"M230 400V118a48 48 0 0 1 96 0V400z\" fill=\"#A9CFCA\"/>"
    "<path d=\"M230 400V118a48 48 0 0 1 96 0V400z\" fill=\"#0E4A4D\" clip-path=\"url(#k1)\"/>"
    "<path d=\"M338 400V196a44 44 0 0 1 88 0V400z\" fill=\"#F2C79B\"/>"
    "<path d=\"M398 400V196a44 44 0 0 1 88 0V400z\" fill=\"#0E4A4D\"/>"
    "<path d=\"M398 400V196a44 44 0 0 1 88 0V400z\" fill=\"#A3651A\" clip-path=\"url(#k2)\"/></svg>"_h;

Html step(const std::string& headline, const std::string& words) {
  return html("<li><h3>"_h, headline, "</h3><p>"_h, words, "</p></li>"_h);
}

Html way(const std::string& headline, const std::string& words, const Url& to, const std::string& link) {
  return html("<li><h3>"_h, headline, "</h3><p>"_h, words, "</p><a href=\""_h, to, "\">"_h, link,
              "</a></li>"_h);
}

Html hero(const Texts& t) {
  return html(
      "<section class=\"pv-hero\"><div class=\"pv-wrap pv-hero__in\"><div class=\"pv-hero__text\"><h1>"_h,
      t("A colleague in your occupation, in your new city"), "</h1><p class=\"pv-lead\">"_h,
      t("You know your work. A mentor knows how it is done here. Parvis finds the two who should meet, and "
        "says "
        "why."),
      "</p><div class=\"pv-actions\"><a class=\"govuk-button\" href=\""_h, address(t, "/prova"), "\">"_h,
      t("Try a matching"), " "_h, icon::forward, "</a><a href=\""_h, address(t, "/program"), "\">"_h,
      t("See the programmes"), "</a></div><p class=\"pv-small\">"_h,
      t("With invented people, in a few seconds. Nothing is saved."),
      "</p></div><div class=\"pv-hero__art\">"_h, arcade, "</div></div></section>"_h);
}

Html how_it_works(const Texts& t) {
  return html(
      "<section class=\"pv-sec pv-wrap\"><h2>"_h, t("How it works"), "</h2><ol class=\"pv-steps\">"_h,
      step(t("Choose a programme"),
           t("Each programme has its own rules and its own weights. You can read all of them.")),
      step(t("Take two spreadsheets"),
           t("Adepts in one, mentors in the other, just as the programme keeps them. What cannot be read is "
             "shown row by row.")),
      step(t("Read the pairs"),
           t("As many pairs as the rules allow, and of those the best. Every pair has its reasons and its "
             "doubts, and nobody without a mentor is left without an explanation.")),
      step(t("People decide"),
           t("Parvis proposes. A coordinator decides, and the adept and the mentor both say yes.")),
      "</ol></section>"_h);
}

Html ways_in(const Texts& t) {
  return html(
      "<section class=\"pv-sec pv-wrap\"><h2>"_h, t("Three ways in"), "</h2><ul class=\"pv-ways\">"_h,
      way(t("I want to know which programmes there are"),
          t("Whom each one is for, how long it lasts, how often you meet and what it asks of you."),
          address(t, "/program"), t("See the programmes")),
      way(t("I run a programme"),
          t("See which pairs your rules give, who is left without a mentor, and what would change it."),
          address(t, "/prova"), t("Try a matching")),
      way(t("I answer for people's data"),
          t("What is kept during a visit and for how long, and what protected identity means here."),
          address(t, "/uppgifter"), t("Read how data is protected")),
      "</ul></section>"_h);
}

Html what_it_is(const Texts& t) {
  return html(
      "<section class=\"pv-sec pv-wrap\"><h2>"_h, t("What Parvis is"),
      "</h2><div class=\"pv-prose pv-mt\"><p>"_h,
      t("Parvis is Swedish for “in pairs”. It is open-source software on which a city runs its mentor "
        "programmes."),
      "</p><p>"_h,
      t("It matches by exact calculation, so that no pair more could have been made, and it proves it: "
        "anyone "
        "can check the result afterwards."),
      "</p><p><a href=\""_h, address(t, "/om"), "\">"_h, t("More about Parvis"),
      "</a></p></div></section>"_h);
}

}  // namespace

std::string front_page(const Texts& t, Door door) {
  Frame frame;
  frame.title = t("A colleague in your occupation");
  frame.ground = Ground::edge_to_edge;
  frame.door = door;
  return page(frame, html(hero(t), how_it_works(t), ways_in(t), what_it_is(t)), t);
}

}  // namespace parvis::views

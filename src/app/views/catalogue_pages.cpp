#include "app/views/icons.hpp"
#include "app/views/public_pages.hpp"

namespace parvis::views {
namespace {

using programme::Programme;

Html filter_form(const CatalogueShown& shown, std::string_view id, Markup open, const Texts& t) {
  const auto category = [&](const CategoryCount& one) {
    return html("<label class=\"pv-ck\" for=\""_h, id, "-"_h, id_of(one.category),
                "\"><input type=\"checkbox\" id=\""_h, id, "-"_h, id_of(one.category),
                "\" name=\"k\" value=\""_h, id_of(one.category),
                one.chosen ? "\" checked><span>"_h : "\"><span>"_h, t(programme::in_words(one.category)),
                "</span><span class=\"pv-n\">"_h, t.number(one.programmes), "<span class=\"pv-vh\"> "_h,
                t(say_n("programme", "programmes", one.programmes)), "</span></span></label>"_h);
  };
  return html(open, " action=\""_h, address(t, "/program"), "\" method=\"get\" aria-label=\""_h,
              t("Filter the programmes"), "\"><div class=\"pv-f\"><label class=\"pv-l\" for=\""_h, id,
              "-q\">"_h, t("Your occupation"), "</label><input class=\"govuk-input\" id=\""_h, id,
              "-q\" name=\"q\" maxlength=\"100\" value=\""_h, shown.wish,
              "\"></div><fieldset class=\"pv-f\"><legend>"_h, t("For whom"), "</legend>"_h,
              each(shown.categories, category),
              "</fieldset><button class=\"govuk-button govuk-button--secondary\">"_h, t("Show programmes"),
              "</button></form>"_h);
}

Html fact(Markup icon_of_fact, const std::string& label, const Html& words) {
  if (words.empty()) return {};
  return html("<div><dt>"_h, icon_of_fact, "<span class=\"pv-vh\">"_h, label, "</span></dt><dd>"_h, words,
              "</dd></div>"_h);
}

Html entry(const CatalogueEntry& one, const Texts& t) {
  const Programme& programme = one.programme;
  Html tracks;
  if (programme.tracks.size() > 1)
    for (const auto* track : one.tracks)
      tracks.add(html(tracks.empty() ? ""_h : ", "_h, local(track->name, t)));
  return html("<li class=\"pv-prog\"><div><h2><a href=\""_h, address(t, "/program/" + programme.id), "\">"_h,
              local(programme.name, t), "</a></h2><p class=\"pv-for\">"_h, local(programme.for_whom, t),
              "</p><p class=\"pv-what\">"_h, local(programme.summary, t), "</p><dl class=\"pv-dl\">"_h,
              fact(icon::clock, t("Length"), html(length_of(programme, t))),
              fact(icon::speech, t("Meetings"), local(programme.meeting_rhythm, t)),
              fact(icon::people, t("Tracks"), tracks), "</dl></div><div class=\"pv-side\">"_h,
              "<span class=\"pv-badge pv-badge--line\">"_h, t(programme::in_words(programme.category)),
              "</span><span><bdi lang=\"sv\">"_h, programme.programme_operator, "</bdi></span></div></li>"_h);
}

Html nothing_found(const CatalogueShown& shown, const Texts& t) {
  Html suggestions;
  for (const auto& [title, query] : shown.suggestions)
    suggestions.add(html("<li><a href=\""_h, address(t, "/program"), "?"_h, query, "\"><bdi>"_h, title,
                         "</bdi></a></li>"_h));
  return html("<section class=\"pv-prog--wish\" aria-labelledby=\"none\"><h2 id=\"none\">"_h,
              shown.wish.empty() ? t("No programme fits that choice yet")
                                 : t(say("No programme for {occupation} yet").with("occupation", shown.wish)),
              "</h2><p class=\"pv-what\">"_h,
              t("Try fewer filters, or another word for the occupation, for example welder or nurse."),
              "</p>"_h,
              when(!suggestions.empty(),
                   [&] {
                     return html("<p class=\"pv-what\">"_h, t("Did you mean:"),
                                 "</p><ul class=\"pv-asks\">"_h, suggestions, "</ul>"_h);
                   }),
              "<p class=\"pv-actions\"><a class=\"govuk-button govuk-button--secondary\" href=\""_h,
              address(t, "/program"), "\">"_h, t("Show all programmes"), "</a></p></section>"_h);
}

Html counted(const CatalogueShown& shown, const Texts& t) {
  const auto n = static_cast<std::int64_t>(shown.entries.size());
  const auto words = shown.wish.empty()
                         ? t(say_n("{n} programme", "{n} programmes", n))
                         : t(say_n("{n} programme for {occupation}", "{n} programmes for {occupation}", n)
                                 .with("occupation", shown.wish));
  return html(
      "<p class=\"pv-count\"><strong>"_h, words, "</strong>"_h,
      when(!shown.query.empty(),
           [&] { return html("<a href=\""_h, address(t, "/program"), "\">"_h, t("Clear"), "</a>"_h); }),
      "</p>"_h);
}

}  // namespace

std::string_view id_of(programme::Category category) {
  switch (category) {
    case programme::Category::professional_colleagues: return "colleagues";
    case programme::Category::women_immigrant_background: return "women";
    case programme::Category::youths: return "youths";
    case programme::Category::everyone: break;
  }
  return "everyone";
}

std::string length_of(const Programme& programme, const Texts& t) {
  return programme.length_months ? t(say_n("{n} month", "{n} months", *programme.length_months))
                                 : std::string();
}

std::string catalogue_page(const CatalogueShown& shown, const Texts& t) {
  Frame frame;
  frame.title = t("Programmes");
  frame.path = "/program";
  frame.query = shown.query;
  frame.section = Section::programmes;
  frame.door = shown.door;
  const auto main =
      html("<div class=\"pv-title\"><h1>"_h, t("Programmes"), "</h1><p class=\"pv-lead\">"_h,
           t(say_n("{n} programme. Here you see whom it is for, how long it lasts and how often you meet.",
                   "{n} programmes. Here you see whom each is for, how long it lasts and how often you meet.",
                   shown.programmes)),
           "</p></div><div class=\"pv-cat\"><div><details class=\"pv-more pv-open\"><summary>"_h, t("Filter"),
           " "_h, icon::down, "</summary>"_h, filter_form(shown, "n", "<form class=\"pv-filter\""_h, t),
           "</details>"_h, filter_form(shown, "w", "<form class=\"pv-filter pv-filter--full\""_h, t),
           "</div><div>"_h, counted(shown, t),
           when(!shown.entries.empty(),
                [&] {
                  return html("<ul class=\"pv-list0\" role=\"list\">"_h,
                              each(shown.entries, [&](const CatalogueEntry& one) { return entry(one, t); }),
                              "</ul>"_h);
                }),
           when(shown.entries.empty(), [&] { return nothing_found(shown, t); }), "</div></div>"_h);
  return page(frame, main, t);
}

}  // namespace parvis::views

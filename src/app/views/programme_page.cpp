#include "app/views/icons.hpp"
#include "app/views/programme_rules.hpp"
#include "app/views/public_pages.hpp"

namespace parvis::views {
namespace {

using programme::Programme;

Html section(const std::string& headline, const Html& content) {
  if (content.empty()) return {};
  return html("<h2 class=\"pv-h2\">"_h, headline, "</h2>"_h, content);
}

Html paragraph(const programme::LocalText& text, const Texts& t) {
  if (text.empty()) return {};
  return html("<p>"_h, local(text, t), "</p>"_h);
}

Html responsibilities(const Programme& programme, const Texts& t) {
  if (programme.responsibilities.empty()) return {};
  return html("<div class=\"pv-resp\">"_h,
              each(programme.responsibilities,
                   [&](const programme::Responsibility& one) {
                     return html("<div><h3 lang=\"sv\"><bdi>"_h, one.who, "</bdi></h3><ul><li>"_h,
                                 local(one.what, t), "</li></ul></div>"_h);
                   }),
              "</div>"_h);
}

Html asks(const Programme& programme, const Texts& t) {
  const auto part = [&](const std::string& who, const programme::LocalText& what) {
    if (what.empty()) return Html();
    return html("<div><h3>"_h, who, "</h3><p>"_h, local(what, t), "</p></div>"_h);
  };
  const auto parts =
      html(part(t("Adept"), programme.asks_of_adept), part(t("Mentor"), programme.asks_of_mentor));
  if (parts.empty()) return {};
  return html("<div class=\"pv-resp\">"_h, parts, "</div>"_h);
}

Html training(const Programme& programme, const Texts& t) {
  if (programme.training.empty()) return {};
  return html("<ul class=\"pv-asks\">"_h,
              each(programme.training,
                   [&](const programme::Training& one) {
                     return html("<li>"_h, local(one.name, t), " <span class=\"pv-small\">"_h,
                                 one.who == programme::Side::mentor ? t("For mentors.") : t("For adepts."),
                                 when(one.required_before_matching,
                                      [&] { return html(" "_h, t("Needed before a matching.")); }),
                                 "</span></li>"_h);
                   }),
              "</ul>"_h);
}

Html follow_up(const Programme& programme, const Texts& t) {
  Html months;
  for (const int month : programme.follow_up.months_after_exit)
    months.add(
        html("<li>"_h, t(say_n("{n} month after the end", "{n} months after the end", month)), "</li>"_h));
  return html(paragraph(programme.follow_up.how, t),
              when(!months.empty(), [&] { return html("<ul class=\"pv-asks\">"_h, months, "</ul>"_h); }),
              paragraph(programme.follow_up.documentation, t));
}

Html factors(const Programme& programme, const Texts& t) {
  return html(
      "<ol class=\"pv-factors\">"_h,
      each(programme::success_factors(programme),
           [&](const programme::FactorAnswer& one) {
             const auto words =
                 html("<span><b>"_h, t(programme::in_words(one.factor)), "</b> <span class=\"pv-small\">"_h,
                      one.met ? t("in place") : t("missing"), "</span></span>"_h);
             if (one.met)
               return html("<li><span class=\"pv-good\">"_h, icon::done, "</span>"_h, words, "</li>"_h);
             return html("<li><span class=\"pv-care\">"_h, icon::lacking, "</span>"_h, words, "<p>"_h,
                         t(one.missing), "</p></li>"_h);
           }),
      "</ol>"_h);
}

Html lines_of(const std::vector<std::string>& names) {
  Html lines;
  for (const auto& name : names)
    if (!name.empty())
      lines.add(html(lines.empty() ? ""_h : "<br>"_h, "<bdi lang=\"sv\">"_h, name, "</bdi>"_h));
  return lines;
}

/// A pilot says when it ends, who pays for it and how it is evaluated (A5).
Html pilot(const Programme& programme, const Texts& t) {
  if (!programme.pilot) return {};
  const auto& one = *programme.pilot;
  return html(
      t(say("Until {date}, paid by {funder}.").with("date", t.day(one.ends_on)).with("funder", one.funder)),
      "<br>"_h, local(one.evaluation, t));
}

Html in_short(const Programme& programme, const Texts& t) {
  const auto row = [&](const std::string& label, const Html& words) {
    if (words.empty()) return Html();
    return html("<div><dt>"_h, label, "</dt><dd>"_h, words, "</dd></div>"_h);
  };
  Html groups;
  for (const auto group : programme.target_groups)
    groups.add(html(groups.empty() ? ""_h : "<br>"_h, t(people::in_words(group))));
  Html lead = html("<bdi lang=\"sv\">"_h, programme.programme_operator, "</bdi>"_h);
  return html("<aside class=\"pv-pan\" aria-label=\""_h, t("In short"), "\"><h2>"_h, t("In short"),
              "</h2><dl class=\"pv-factlist\">"_h, row(t("Length"), html(length_of(programme, t))),
              row(t("Meetings"), local(programme.meeting_rhythm, t)), row(t("Run by"), lead),
              row(t("Partners"), lines_of(programme.partners)),
              row(t("Form"), html(t(programme::in_words(programme.form)))),
              row(t("Paid by"), lines_of({programme.funder})), row(t("Pilot"), pilot(programme, t)),
              row(t("Learnt from"), lines_of(programme.learnt_from)),
              row(t("For whom"), html(t(programme::in_words(programme.category)))),
              row(t("Target groups"), groups),
              row(t("Who is asked first"), html(t(programme::in_words(programme.offers)))),
              row(t("Source"), html("<bdi lang=\"sv\">"_h, programme.source, "</bdi>"_h)), "</dl></aside>"_h);
}

}  // namespace

std::string programme_page(const Programme& programme, const Texts& t, Door door) {
  Frame frame;
  frame.title = programme::in_language(programme.name, t.code());
  frame.path = "/program/" + programme.id;
  frame.section = Section::programmes;
  frame.door = door;
  const auto trial = Url::path(address(t, "/prova").text() + "?program=" + programme.id);
  const auto main =
      html("<div class=\"pv-title\"><h1>"_h, local(programme.name, t), "</h1><p class=\"pv-lead\">"_h,
           local(programme.for_whom, t), "</p><p class=\"pv-actions\"><a class=\"govuk-button\" href=\""_h,
           trial, "\">"_h, t("Try a matching with this programme"), " "_h, icon::forward, "</a></p></div>"_h,
           "<div class=\"pv-split\"><div class=\"pv-prose\">"_h, paragraph(programme.summary, t),
           section(t("Purpose"), paragraph(programme.purpose, t)),
           section(t("Responsibilities"), responsibilities(programme, t)),
           section(t("What we ask of you"), asks(programme, t)),
           section(t("How the matching is done"),
                   html(paragraph(programme.matching, t), shared_matching(programme, t))),
           section(t("Tracks"), tracks(programme, t)), section(t("Training"), training(programme, t)),
           section(t("Before the first meeting"), paragraph(programme.preparation, t)),
           section(t("Working together"),
                   html(paragraph(programme.cooperation, t), paragraph(programme.form_reason, t))),
           section(t("Follow-up"), follow_up(programme, t)),
           section(t("Seven success factors"), factors(programme, t)), "</div>"_h, in_short(programme, t),
           "</div>"_h);
  return page(frame, main, t);
}

}  // namespace parvis::views

#include "app/views/erasure_pages.hpp"

#include "app/views/icons.hpp"

namespace parvis::views {
namespace {

Html person_link(const ErasureLine& line, const Texts& t) {
  if (line.person == 0) return html("<bdi>"_h, line.who, "</bdi>"_h);
  return html("<a href=\""_h, address(t, "/personer/" + std::to_string(line.person)), "\"><bdi>"_h, line.who,
              "</bdi></a>"_h);
}

Html badge(const ErasureLine& line) {
  if (line.waits)
    return html("<span class=\"pv-badge pv-badge--warn\">"_h, icon::clock, line.state, "</span>"_h);
  return html("<span class=\"pv-badge\">"_h, line.state, "</span>"_h);
}

Html request_row(const ErasureLine& line, const Texts& t) {
  return html("<tr><th scope=\"row\">"_h, person_link(line, t), "</th><td data-label=\""_h, t("Why"), "\">"_h,
              line.asked, "</td><td data-label=\""_h, t("Asked"), "\">"_h, t.day(line.asked_at.day_utc()),
              "</td><td data-label=\""_h, t("State"), "\">"_h, badge(line), "</td><td>"_h,
              when(line.waits,
                   [&] {
                     return html("<a href=\""_h, address(t, "/radering/" + std::to_string(line.id)), "\">"_h,
                                 t("Answer"), "<span class=\"pv-vh\">: "_h, line.who, "</span></a>"_h);
                   }),
              "</td></tr>"_h);
}

Html request_table(const std::vector<ErasureLine>& lines, const Texts& t) {
  return html("<table class=\"pv-t pv-t--rows\"><caption class=\"pv-vh\">"_h, t("Erasure"),
              "</caption><thead><tr><th scope=\"col\">"_h, t("Person"), "</th><th scope=\"col\">"_h, t("Why"),
              "</th><th scope=\"col\">"_h, t("Asked"), "</th><th scope=\"col\">"_h, t("State"),
              "</th><th scope=\"col\"><span class=\"pv-vh\">"_h, t("What to do"),
              "</span></th></tr></thead><tbody>"_h,
              each(lines, [&](const ErasureLine& line) { return request_row(line, t); }),
              "</tbody></table>"_h);
}

/// One thing that can be done, in a box of its own.
Html step(std::string_view move, const std::string& words, const std::string& hint, const Html& inside,
          const Html& with, const ErasureShown& shown, const Desk& desk, const Texts& t) {
  const auto heading = "h-" + std::string(move);
  return html("<section class=\"pv-pan\" aria-labelledby=\""_h, heading, "\"><h2 id=\""_h, heading, "\">"_h,
              words, "</h2><p class=\"pv-small\">"_h, hint, "</p>"_h,
              form(address(t, "/radering/" + std::to_string(shown.request.id)), desk.form_token,
                   html("<input type=\"hidden\" name=\"move\" value=\""_h, move, "\">"_h, inside,
                        "<p class=\"pv-actions\">"_h, with, "</p>"_h)),
              "</section>"_h);
}

Html fact(const std::string& label, const Html& words) {
  return html("<div class=\"govuk-summary-list__row\"><dt class=\"govuk-summary-list__key\">"_h, label,
              "</dt><dd class=\"govuk-summary-list__value\">"_h, words, "</dd></div>"_h);
}

Html back_to(const std::string& path, const std::string& words, const Texts& t) {
  return html("<p><a class=\"govuk-back-link\" href=\""_h, address(t, path), "\"><bdi>"_h, words,
              "</bdi></a></p>"_h);
}

}  // namespace

std::string erasures_page(const ErasuresShown& shown, const Desk& desk, const Texts& t) {
  const auto frame = work_frame(Section::erasure, t("Erasure"), "/radering", desk);
  return page(
      frame,
      html("<div class=\"pv-top\"><div><h1>"_h, t("Erasure"), "</h1><p class=\"pv-meta\"><span>"_h,
           t("Who has asked to leave the register, and what was answered."),
           "</span></p></div><div class=\"pv-top__end\"><a href=\""_h, address(t, "/gallring"), "\">"_h,
           t("How long what is kept"), "</a></div></div>"_h, notice(shown.notice),
           shown.requests.empty()
               ? empty_state(t("Nobody has asked to be erased"),
                             t("Everyone can ask on their own page, and a coordinator can propose it."))
               : request_table(shown.requests, t)),
      t);
}

std::string erasure_page(const ErasureShown& shown, const Desk& desk, const Texts& t) {
  const auto path = "/radering/" + std::to_string(shown.request.id);
  const auto frame =
      work_frame(Section::erasure, t("A wish to be erased"), path, desk, !shown.faults.empty());
  const auto yes = when(shown.may_decide, [&] {
    return step("yes", t("Say yes: erase the person"),
                t("Everything about them goes, for good. Figures that have been reported stay as they are. "
                  "You get a receipt to hand over."),
                {}, button(t("Erase for good")), shown, desk, t);
  });
  const auto refuse = when(shown.may_decide, [&] {
    std::vector<Option> reasons{{"", t("Choose")}};
    reasons.insert(reasons.end(), shown.reasons.begin(), shown.reasons.end());
    return step("no", t("Say no"), t("Whoever asked sees the reason."),
                select({.id = "reason", .label = t("Reason")}, reasons, shown.faults, t),
                second_button(t("Say no")), shown, desk, t);
  });
  const auto stop = when(shown.may_stop, [&] {
    return step("stop", t("Stop it"),
                t("The request ends, and nothing is erased. It can be asked for again."), {},
                second_button(t("Stop it")), shown, desk, t);
  });
  return page(
      frame,
      html(error_summary(shown.faults, t), back_to("/radering", t("Erasure"), t),
           "<div class=\"pv-top\"><div><h1 id=\"h-answer\">"_h, t("A wish to be erased"),
           "</h1></div></div><dl class=\"govuk-summary-list\">"_h,
           fact(t("Person"), person_link(shown.request, t)), fact(t("Why"), html(shown.request.asked)),
           fact(t("Asked"), html(t.day(shown.request.asked_at.day_utc()))), "</dl><div class=\"pv-sect\">"_h,
           yes, refuse, stop, "</div>"_h),
      t);
}

std::string erasure_receipt_page(const ReceiptShown& shown, const Desk& desk, const Texts& t) {
  const std::string from = shown.of_protected ? "/skyddade" : "/radering";
  const auto frame = work_frame(shown.of_protected ? Section::protected_people : Section::erasure,
                                t("Receipt of an erasure"), from, desk);
  std::string records;
  for (const auto id : shown.records) records += (records.empty() ? "" : ", ") + std::to_string(id);
  return page(
      frame,
      html(
          back_to(from, shown.of_protected ? t("Protected persons") : t("Erasure"), t),
          "<div class=\"pv-top\"><div><h1>"_h, t("Receipt of an erasure"),
          "</h1><p class=\"pv-meta\"><span>"_h, shown.city, "</span><span>"_h,
          t.day(shown.erased_at.day_utc()), "</span></p></div></div><p class=\"pv-verdict\">"_h,
          t("The person is erased. Print this page and hand it over: nothing on it says who it was."),
          "</p><dl class=\"govuk-summary-list\">"_h, fact(t("Why"), html(shown.reason)),
          fact(t("Number of the record"), html(records)),
          fact(t("Rows that were emptied or taken away"), html(t.number(shown.rows))),
          when(shown.lapsed_imports > 0,
               [&] {
                 return fact(t("Imports that lapsed, because they may have named the person"),
                             html(t.number(shown.lapsed_imports)));
               }),
          fact(
              t("In older backups"),
              html(t(
                  "A line in the city's ledger sees to it that a restored backup erases the person again."))),
          "</dl>"_h),
      t);
}

std::string propose_erasure_page(const ErasureProposal& shown, const Desk& desk, const Texts& t) {
  const auto path = "/personer/" + std::to_string(shown.person);
  const auto frame =
      work_frame(Section::people, t("Propose an erasure"), path + "/radering", desk, !shown.faults.empty());
  return page(frame,
              html(error_summary(shown.faults, t), back_to(path, shown.name, t),
                   page_title(t("Propose an erasure"), t("A manager answers. Until then nothing changes.")),
                   form(address(t, path + "/radering"), desk.form_token,
                        html(radios({.id = "reason", .label = t("Why"), .value = shown.chosen}, shown.reasons,
                                    shown.faults, t),
                             "<p class=\"pv-actions\">"_h, button(t("Propose it")), "</p>"_h))),
              t);
}

}  // namespace parvis::views

#include "app/views/by_hand_page.hpp"

#include "app/views/icons.hpp"

namespace parvis::views {
namespace {

std::string headline(const ByHandShown& shown, const Texts& t) {
  return shown.is_known_pair ? t("Record a pair known from before") : t("Another mentor");
}

Html search_form(const ByHandShown& shown, const Texts& t) {
  return html("<form class=\"pv-search\" action=\""_h, address(t, shown.path), "\">"_h,
              input({.id = "name",
                     .label = t("Search for a mentor by name"),
                     .value = shown.wish,
                     .kind = Kind::search},
                    {}, t),
              "<p class=\"pv-actions\">"_h, second_button(t("Find")), "</p></form>"_h);
}

Html rules_say_no(const ByHandShown& shown, const Texts& t) {
  if (shown.why.empty()) return {};
  return html("<div class=\"pv-note pv-note--warn\">"_h, icon::doubt, "<div><p>"_h,
              t("The rules of the programme say no to these two:"), "</p><ul class=\"pv-seen\">"_h,
              each(shown.why, [&](const Message& one) { return html("<li>"_h, t(one), "</li>"_h); }),
              "</ul></div></div>"_h,
              checkbox("gives_way", t("I decide it all the same. My name and the reason are kept with it."),
                       shown.gives_way));
}

Html since_when(const ByHandShown& shown, const Texts& t) {
  if (!shown.is_known_pair) return {};
  const std::vector<Option> states = {{"active", t("They meet already"), {}},
                                      {"preparing", t("They have both said yes, and have not met yet"), {}}};
  return html(radios({.id = "state", .label = t("How far have they come?"), .value = shown.state}, states,
                     shown.faults, t),
              input({.id = "first_day",
                     .label = t("First day"),
                     .hint = t("The day when they began, or will."),
                     .value = shown.first_day,
                     .kind = Kind::day,
                     .is_narrow = true},
                    shown.faults, t));
}

Html decision(const ByHandShown& shown, const Desk& desk, const Texts& t) {
  if (shown.mentors.empty())
    return shown.wish.empty()
               ? empty_state(t("No mentor of this programme has a free place"),
                             t("Give a mentor more places, or let somebody apply as a mentor."))
               : empty_state(t("No mentor with a free place has that name"),
                             t("Part of a name is enough, in any script."));
  return form(
      address(t, shown.path), desk.form_token,
      html("<input type=\"hidden\" name=\"edition\" value=\""_h, shown.edition,
           "\"><input type=\"hidden\" name=\"name\" value=\""_h, shown.wish, "\">"_h,
           radios({.id = "mentor",
                   .label = t("Mentor"),
                   .hint = shown.is_cut
                               ? t("Those with free places who have waited longest. Search to see others.")
                               : t("Those with free places."),
                   .value = shown.mentor},
                  shown.mentors, shown.faults, t),
           since_when(shown, t),
           select({.id = "reason", .label = t("Reason"), .value = shown.reason}, shown.reasons, shown.faults,
                  t),
           text_area({"note", t("Note, if you want"), t("Is kept with the decision, never in the log."),
                      shown.note},
                     shown.faults, t),
           rules_say_no(shown, t), "<p class=\"pv-actions\">"_h,
           button(shown.is_known_pair ? t("Record the pair") : t("Propose this mentor instead")),
           "<a href=\""_h, address(t, shown.back), "\">"_h, t("Cancel"), "</a></p>"_h));
}

}  // namespace

std::string by_hand_page(const ByHandShown& shown, const Desk& desk, const Texts& t) {
  const auto frame = work_frame(shown.is_known_pair ? Section::people : Section::rounds, headline(shown, t),
                                shown.path, desk, !shown.faults.empty());
  return page(
      frame,
      html(error_summary(shown.faults, t), "<p><a class=\"govuk-back-link\" href=\""_h,
           address(t, shown.back), "\"><bdi>"_h, shown.back_words,
           "</bdi></a></p><div class=\"pv-top\"><div><h1>"_h, headline(shown, t),
           "</h1><p class=\"pv-meta\"><span><bdi>"_h, shown.adept, "</bdi></span><span>"_h, shown.programme,
           "</span></p></div></div>"_h, search_form(shown, t), decision(shown, desk, t)),
      t);
}

}  // namespace parvis::views

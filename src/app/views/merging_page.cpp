#include "app/views/merging_page.hpp"

namespace parvis::views {
namespace {

std::string merge_path(const MergeShown& shown) {
  return "/personer/" + std::to_string(shown.person) + "/slaihop";
}

Html candidates(const MergeShown& shown, const Texts& t) {
  if (shown.perhaps_the_same.empty())
    return empty_state(t("Nobody else here has a name like this"),
                       t("Write the number of the other record."));
  return html(
      "<table class=\"pv-t pv-t--rows\"><caption class=\"pv-vh\">"_h, t("People with a name like this"),
      "</caption><thead><tr><th scope=\"col\">"_h, t("Name"), "</th><th scope=\"col\">"_h, t("Occupation"),
      "</th><th scope=\"col\">"_h, t("Registered"), "</th><th scope=\"col\"><span class=\"pv-vh\">"_h,
      t("What to do"), "</span></th></tr></thead><tbody>"_h,
      each(shown.perhaps_the_same,
           [&](const PersonLine& one) {
             return html("<tr><th scope=\"row\"><bdi>"_h, one.name, "</bdi></th><td data-label=\""_h,
                         t("Occupation"), "\"><bdi>"_h, one.occupation, "</bdi></td><td data-label=\""_h,
                         t("Registered"), "\">"_h, t.day(one.registered_on), "</td><td><a href=\""_h,
                         address(t, merge_path(shown)), "?med="_h, std::to_string(one.id), "\">"_h,
                         t("Compare"), "<span class=\"pv-vh\">: "_h, one.name, "</span></a></td></tr>"_h);
           }),
      "</tbody></table>"_h);
}

Html choosing(const MergeShown& shown, const Texts& t) {
  return html(candidates(shown, t), "<form class=\"pv-search\" action=\""_h, address(t, merge_path(shown)),
              "\">"_h,
              input({.id = "med",
                     .label = t("Number of the other record"),
                     .hint = t("It stands last in the address of the person’s page."),
                     .value = shown.other,
                     .kind = Kind::number,
                     .is_narrow = true},
                    shown.faults, t),
              "<p class=\"pv-actions\">"_h, second_button(t("Compare")), "</p></form>"_h);
}

Html cell(const std::string& words, const std::string& label, const Texts& t) {
  return html("<td data-label=\""_h, label, "\">"_h,
              words.empty() ? html("<span class=\"pv-unknown\">"_h, t("not known"), "</span>"_h)
                            : html("<bdi>"_h, words, "</bdi>"_h),
              "</td>"_h);
}

Html comparing(const MergeShown& shown, const Desk& desk, const Texts& t) {
  const auto this_one = std::to_string(shown.person);
  const auto here = t("This record");
  const auto there = t("The other record");
  const auto row = [&](const ComparedLine& line) {
    return html("<tr><th scope=\"row\">"_h,
                line.differs() ? html("<mark>"_h, line.label, "</mark>"_h) : html(line.label), "</th>"_h,
                cell(line.here, here, t), cell(line.there, there, t), "</tr>"_h);
  };
  const std::vector<Option> kept{{this_one, here, shown.name}, {shown.other, there, shown.other_name}};
  return html(
      "<table class=\"pv-t pv-t--rows\"><caption class=\"pv-vh\">"_h, t("The two records side by side"),
      "</caption><thead><tr><td></td><th scope=\"col\">"_h, here, "</th><th scope=\"col\">"_h, there,
      "</th></tr></thead><tbody>"_h, each(shown.lines, row), "</tbody></table>"_h,
      form(address(t, merge_path(shown)), desk.form_token,
           html("<input type=\"hidden\" name=\"med\" value=\""_h, shown.other, "\">"_h,
                radios({.id = "kept",
                        .label = t("Which one is kept?"),
                        .hint = t("Its details hold. The other one is hidden behind it, and its applications "
                                  "come along. You can take the merge back."),
                        .value = this_one},
                       kept, shown.faults, t),
                "<p class=\"pv-actions\">"_h, button(t("It is one person: merge them")), "<a href=\""_h,
                address(t, "/personer/" + this_one), "\">"_h, t("Cancel"), "</a></p>"_h)));
}

}  // namespace

std::string merge_page(const MergeShown& shown, const Desk& desk, const Texts& t) {
  const auto frame = work_frame(Section::people, t("Two records of one person"), merge_path(shown), desk,
                                !shown.faults.empty());
  return page(
      frame,
      html(error_summary(shown.faults, t), "<p><a class=\"govuk-back-link\" href=\""_h,
           address(t, "/personer/" + std::to_string(shown.person)), "\"><bdi>"_h, shown.name,
           "</bdi></a></p>"_h,
           page_title(t("Two records of one person"),
                      t("Somebody who stands here twice is counted twice. Make the two records one.")),
           shown.other_name.empty() ? choosing(shown, t) : comparing(shown, desk, t)),
      t);
}

}  // namespace parvis::views

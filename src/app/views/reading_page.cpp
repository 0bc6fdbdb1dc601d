// Before a record is opened by somebody whose daily work it is not.
#include "app/views/people_pages.hpp"

namespace parvis::views {

std::string reading_reason_page(const ReadingShown& shown, const Desk& desk, const Texts& t) {
  const auto path = "/personer/" + std::to_string(shown.person);
  const auto frame = work_frame(Section::people, t("Read a record"), path, desk, !shown.faults.empty());
  return page(
      frame,
      html(error_summary(shown.faults, t),
           page_title(
               t(say("Record {number}").with("number", std::to_string(shown.person))),
               t("You read it with a reason. It stands in the log, and the person sees that you looked.")),
           form(address(t, path + "/las"), desk.form_token,
                html(radios({.id = "reason", .label = t("Why")}, shown.reasons, shown.faults, t),
                     "<p class=\"pv-actions\">"_h, button(t("Open it")), "</p>"_h))),
      t);
}

}  // namespace parvis::views

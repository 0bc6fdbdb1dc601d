#include "app/views/service_pages.hpp"

#include "app/views/form.hpp"
#include "app/views/shell.hpp"

namespace parvis::views {

Html service_buttons(const std::vector<ServiceShown>& services, const Url& action, const Along& along,
                     const Message& words, const Texts& t) {
  return each(services, [&](const ServiceShown& service) {
    auto said = words;
    return html("<form method=\"post\" action=\""_h, action,
                "\"><input type=\"hidden\" name=\"tjanst\" value=\""_h, service.id, "\">"_h,
                each(along,
                     [](const auto& field) {
                       return field.second.empty() ? Html()
                                                   : html("<input type=\"hidden\" name=\""_h, field.first,
                                                          "\" value=\""_h, field.second, "\">"_h);
                     }),
                "<p class=\"pv-actions\">"_h, second_button(t(std::move(said).with("name", service.name))),
                "</p></form>"_h);
  });
}

std::string on_the_way_page(const std::string& name, const Url& there, const Texts& t) {
  return page(
      plain_frame(t("On the way"), "/logga-in"),
      html("<div class=\"pv-narrow\">"_h,
           page_title(t("On the way"),
                      t(say("You show who you are at {name}, and come back here.").with("name", name))),
           "<p class=\"pv-actions\"><a class=\"govuk-button\" href=\""_h, there, "\" rel=\"noreferrer\">"_h,
           t(say("Go on to {name}").with("name", name)), "</a></p></div>"_h),
      t);
}

}  // namespace parvis::views

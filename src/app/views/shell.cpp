#include "app/views/shell.hpp"

#include <algorithm>

#include "app/assets/assets.hpp"
#include "app/views/icons.hpp"

namespace parvis::views {
namespace {

Url address_in(Language language, std::string_view path, std::string_view query = {}) {
  auto text = "/" + std::string(code_of(language)) + (path.empty() ? "/" : std::string(path));
  if (!query.empty())
    if (const auto whole = Url::from(text + "?" + std::string(query))) return *whole;
  return Url::path(text);
}

Html languages(const Frame& frame, const Texts& t) {
  return html("<div class=\"pv-langs\"><div class=\"pv-wrap\"><nav aria-label=\""_h, t("Language"),
              "\"><ul>"_h,
              each(all_languages,
                   [&](Language language) {
                     const auto code = html_code_of(language);
                     return html("<li><a href=\""_h, address_in(language, frame.path, frame.query),
                                 "\" lang=\""_h, code, "\" hreflang=\""_h, code, "\""_h,
                                 language == t.language() ? " aria-current=\"true\">"_h : ">"_h,
                                 own_name_of(language), "</a></li>"_h);
                   }),
              "</ul></nav></div></div>"_h);
}

Html sign_out(const Desk& desk, const Texts& t) {
  return html("<form class=\"pv-signout\" method=\"post\" action=\""_h, address(t, "/logga-ut"),
              "\"><input type=\"hidden\" name=\"token\" value=\""_h, desk.form_token,
              "\"><button type=\"submit\">"_h, t("Sign out"), "</button></form>"_h);
}

Html menu_items(const Frame& frame, const Texts& t) {
  const auto item = [&](Section section, std::string_view path, const std::string& words) {
    return html("<li><a href=\""_h, address(t, path), "\""_h,
                frame.section == section ? " aria-current=\"page\">"_h : ">"_h, words, "</a></li>"_h);
  };
  return html(
      "<ul>"_h, item(Section::programmes, "/program", t("Programmes")),
      item(Section::trial, "/prova", t("Try a matching")),
      when(frame.desk == nullptr && frame.door == Door::sign_in,
           [&] { return item(Section::own, "/logga-in", t("Sign in")); }),
      when(frame.desk == nullptr && frame.door == Door::today,
           [&] { return item(Section::today, "/idag", t("Today")); }),
      when(frame.desk != nullptr, [&] { return item(Section::own, "/jag", t("My page")); }),
      when(frame.desk != nullptr, [&] { return html("<li>"_h, sign_out(*frame.desk, t), "</li>"_h); }),
      "</ul>"_h);
}

Html head(const Frame& frame, const Texts& t) {
  const auto items = menu_items(frame, t);
  return html("<header class=\"pv-head\"><div class=\"pv-wrap pv-head__in\"><a class=\"pv-logo\" href=\""_h,
              address(t, ""), "\">"_h, icon::mark, "Parvis</a><span class=\"pv-head__city\">"_h,
              t("Mentor programmes for cities"), "</span><nav class=\"pv-head__nav\" aria-label=\""_h,
              t("Main menu"), "\">"_h, items, "</nav><details class=\"pv-menu\"><summary>"_h, icon::menu,
              " "_h, t("Menu"), "</summary><nav aria-label=\""_h, t("Menu"), "\">"_h, items,
              "</nav></details></div></header>"_h);
}

struct Place {
  std::string_view path;
  std::string words;
};

Place place_of(Section section, const Texts& t) {
  switch (section) {
    case Section::today: return {"/idag", t("Today")};
    case Section::people: return {"/personer", t("People")};
    case Section::referrals: return {"/remitteringar", t("My referrals")};
    case Section::rounds: return {"/omgangar", t("Matching")};
    case Section::import: return {"/inlasning", t("Import")};
    case Section::staff: return {"/medarbetare", t("Staff")};
    case Section::erasure: return {"/radering", t("Erasure")};
    case Section::protected_people: return {"/skyddade", t("Protected persons")};
    case Section::log: return {"/logg", t("The log")};
    case Section::trial: return {"/prova", t("Try a matching")};
    case Section::own: return {"/jag", t("My page")};
    case Section::programmes:
    case Section::none: break;
  }
  return {"/program", t("Programmes")};
}

Html own_link(const Frame& frame, const Texts& t) {
  return html("<a class=\"pv-me\" href=\""_h, address(t, "/jag"), "\""_h,
              frame.section == Section::own ? " aria-current=\"page\">"_h : ">"_h, icon::person, " <bdi>"_h,
              frame.desk->name, "</bdi></a>"_h);
}

/// The bar tells staff at once where they are: among people's own data.
Html staff_bar(const Frame& frame, const Texts& t) {
  const auto& desk = *frame.desk;
  const bool finds = std::ranges::find(desk.sections, Section::people) != desk.sections.end();
  return html("<header class=\"pv-bar\"><div class=\"pv-bar__in\"><a class=\"pv-logo\" href=\""_h,
              address(t, "/idag"), "\">"_h, icon::mark, "Parvis</a><nav aria-label=\""_h, t("Main menu"),
              "\"><ul>"_h,
              each(desk.sections,
                   [&](Section section) {
                     const auto place = place_of(section, t);
                     return html("<li><a href=\""_h, address(t, place.path), "\""_h,
                                 frame.section == section ? " aria-current=\"page\">"_h : ">"_h, place.words,
                                 "</a></li>"_h);
                   }),
              "</ul></nav><div class=\"pv-bar__end\">"_h,
              when(finds,
                   [&] {
                     return html("<form class=\"pv-find\" role=\"search\" aria-label=\""_h,
                                 t("Find a person by name"), "\" action=\""_h, address(t, "/personer"),
                                 "\"><label class=\"pv-vh\" for=\"find\">"_h, t("Find a person by name"),
                                 "</label>"_h, icon::find,
                                 "<input id=\"find\" name=\"q\" type=\"search\" placeholder=\""_h,
                                 t("Find a person"), "\"></form>"_h);
                   }),
              own_link(frame, t), sign_out(desk, t), "</div></div></header>"_h);
}

Html foot(const Texts& t) {
  const auto link = [&](std::string_view path, const std::string& words) {
    return html("<li><a href=\""_h, address(t, path), "\">"_h, words, "</a></li>"_h);
  };
  return html("<footer class=\"pv-foot\"><div class=\"pv-wrap\"><ul>"_h, link("/om", t("About Parvis")),
              link("/uppgifter", t("How we protect your data")), link("/tillganglighet", t("Accessibility")),
              "</ul><p>"_h, t("Parvis is open-source software for cities' mentor programmes."),
              "</p></div></footer>"_h);
}

Markup main_tag(Ground ground) {
  switch (ground) {
    case Ground::edge_to_edge: return "<main id=\"main\">"_h;
    case Ground::public_page: return "<main id=\"main\" class=\"pv-wrap\">"_h;
    case Ground::work: break;
  }
  return "<main id=\"main\" class=\"pv-page pv-page--1280\">"_h;
}

}  // namespace

Frame plain_frame(std::string title, std::string path, bool has_faults) {
  Frame frame;
  frame.title = std::move(title);
  frame.path = std::move(path);
  frame.has_faults = has_faults;
  return frame;
}

Frame work_frame(Section section, std::string title, std::string path, const Desk& desk, bool has_faults) {
  auto frame = plain_frame(std::move(title), std::move(path), has_faults);
  frame.section = section;
  frame.ground = Ground::work;
  frame.desk = &desk;
  return frame;
}

Html page_title(const std::string& words, const std::string& lead) {
  return html("<div class=\"pv-title\"><h1>"_h, words, "</h1>"_h,
              when(!lead.empty(), [&] { return html("<p class=\"pv-lead\">"_h, lead, "</p>"_h); }),
              "</div>"_h);
}

Html notice(const std::string& words) {
  return when(!words.empty(),
              [&] { return html("<div class=\"govuk-inset-text\" role=\"status\">"_h, words, "</div>"_h); });
}

Html empty_state(const std::string& words, const std::string& why) {
  return html(
      "<div class=\"pv-empty\"><svg viewBox=\"0 0 40 32\" aria-hidden=\"true\"><path fill=\"none\" "
      "stroke=\"currentColor\" stroke-width=\"1.5\" stroke-dasharray=\"3 2.5\" d=\"M1 30V14a11 11 0 0 1 22 "
      "0v16zM17 30V14a11 11 0 0 1 22 0v16z\"/></svg><div><b>"_h,
      words, "</b><p>"_h, why, "</p></div></div>"_h);
}

Url address(const Texts& t, std::string_view path) {
  return address_in(t.language(), path);
}

Html time_of(Moment moment, const Texts& t) {
  return html("<time datetime=\""_h, moment.iso(), "\">"_h, t.moment(moment), "</time>"_h);
}

Html local(const programme::LocalText& text, const Texts& t) {
  const auto& words = programme::in_language(text, t.code());
  if (words.empty() || text.contains(t.code()) || text.contains(t.html_code())) return html(words);
  return html("<span lang=\"sv\" dir=\"ltr\">"_h, words, "</span>"_h);
}

std::string page(const Frame& frame, const Html& main, const Texts& t) {
  return html("<!doctype html>\n<html lang=\""_h, t.html_code(), "\" dir=\""_h, t.direction(),
              "\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, "
              "initial-scale=1\"><title>"_h,
              when(frame.has_faults, [&] { return html(t("To mend:"), " "_h); }), frame.title,
              frame.title.empty() ? "Parvis</title>\n<link rel=\"stylesheet\" href=\""_h
                                  : " – Parvis</title>\n<link rel=\"stylesheet\" href=\""_h,
              asset_url(t.is_right_to_left() ? "parvis.rtl.css" : "parvis.css"),
              "\"><link rel=\"icon\" type=\"image/svg+xml\" href=\""_h, asset_url("mark.svg"),
              "\"><script src=\""_h, asset_url("parvis.js"), "\" defer></script></head>\n"_h,
              frame.ground == Ground::work ? "<body class=\"pv-work\">\n"_h : "<body>\n"_h,
              "<a class=\"govuk-skip-link\" href=\"#main\">"_h, t("Skip to the content"), "</a>\n"_h,
              languages(frame, t), "\n"_h,
              frame.desk && frame.desk->is_staff() ? staff_bar(frame, t) : head(frame, t), "\n"_h,
              main_tag(frame.ground), main, "</main>\n"_h, foot(t), "\n</body></html>\n"_h)
      .take();
}

}  // namespace parvis::views

#include "app/views/icons.hpp"
#include "app/views/public_pages.hpp"

namespace parvis::views {
namespace {

Html paragraph(const std::string& words) {
  return html("<p>"_h, words, "</p>"_h);
}
Html headline(const std::string& words) {
  return html("<h2 class=\"pv-h2\">"_h, words, "</h2>"_h);
}
Html item(const std::string& words) {
  return html("<li>"_h, words, "</li>"_h);
}

std::string prose_page(const std::string& title, const std::string& lead, std::string_view path,
                       const Html& content, Door door, const Texts& t) {
  Frame frame;
  frame.title = title;
  frame.door = door;
  frame.path = path;
  return page(frame,
              html("<div class=\"pv-title\"><h1>"_h, title, "</h1><p class=\"pv-lead\">"_h, lead,
                   "</p></div><div class=\"pv-prose\">"_h, content, "</div>"_h),
              t);
}

/// Why the reader came here, and where to go from here.
std::string way_on_page(const std::string& title, const std::string& words, std::string_view path,
                        const Html& ways, const Texts& t) {
  Frame frame;
  frame.title = title;
  frame.path = path;
  return page(frame,
              html("<div class=\"pv-title\"><h1>"_h, title, "</h1><p class=\"pv-lead\">"_h, words,
                   "</p></div><p class=\"pv-actions\">"_h, ways, "</p>"_h),
              t);
}

}  // namespace

std::string about_page(const Texts& t, Door door) {
  const auto source = [&](const std::string& what, const std::string& words) {
    return html("<div><dt>"_h, what, "</dt><dd>"_h, words, "</dd></div>"_h);
  };
  return prose_page(
      t("About Parvis"),
      t("Open-source software on which a city runs mentor programmes: one colleague meets another."), "/om",
      html(
          headline(t("What it does")),
          paragraph(
              t("Parvis reads who waits and who gives of their time, and proposes the best pairs within "
                "the programme's own rules. Each pair comes with its reasons and doubts. For whoever "
                "is left without a mentor it says why, and which least change would help.")),
          headline(t("How it calculates")),
          paragraph(t("First as many pairs as the rules allow, then the highest score among all such sets. "
                      "The calculation is exact and leaves a certificate that another program can check. "
                      "The same spreadsheets give the same pairs, whatever the order of their rows.")),
          paragraph(t("Gender, country of birth and religion never count in the score. Every round shows how "
                      "many of those who wait get a proposal, by gender, district and target group.")),
          headline(t("Who decides")),
          paragraph(t("People. A proposal becomes a pair when a coordinator has chosen it and both the adept "
                      "and the mentor have said yes.")),
          headline(t("Licence and sources")),
          paragraph(t("Parvis is free software under the European Union Public Licence, version 1.2 "
                      "(EUPL-1.2). It comes without warranty, as the licence says.")),
          "<dl class=\"pv-factlist\">"_h,
          source(t("Occupations in Europe"),
                 t("This service uses the ESCO classification of the European Commission.")),
          source(t("Occupations in Sweden"),
                 t("The Swedish Public Employment Service, JobTech: occupation titles and related "
                   "occupations.")),
          source(t("Occupation codes"), t("Statistics Sweden (SCB): SSYK 2012.")),
          source(t("Languages and numbers"), t("Unicode CLDR and ISO 639.")),
          source(t("Typeface"), t("IBM Plex Sans, under the SIL Open Font License.")),
          source(t("Parts of the pages"), t("GOV.UK Frontend, under the MIT licence.")), "</dl>"_h),
      door, t);
}

namespace {

std::string where_own_files_stay(OwnFiles own_files, const Texts& t) {
  switch (own_files) {
    case OwnFiles::accepted:
      return t(
          "Your own spreadsheets are read on this computer: this server can only be reached from "
          "it, and they do not leave it.");
    case OwnFiles::of_coordinators:
      return t(
          "Spreadsheets of one's own are for coordinators who are signed in. Only whoever put them in sees "
          "what "
          "came of them, and only as long as they are signed in.");
    case OwnFiles::refused: break;
  }
  return t(
      "Spreadsheets of your own are not accepted here, only the demo city's invented "
      "people.");
}

}  // namespace

std::string privacy_page(OwnFiles own_files, const Texts& t, Door door) {
  const bool has_memory = own_files == OwnFiles::of_coordinators;
  return prose_page(
      t("How we protect your data"),
      has_memory ? t("Here is exactly what happens to what you put in.")
                 : t("On this server nothing that you put in is saved. Here is exactly what happens to it."),
      "/uppgifter",
      html(
          headline(t("When you read the pages")),
          paragraph(has_memory ? t("Nothing is kept about you: there is no counting of visitors, and nothing "
                                   "is fetched from "
                                   "anybody else's server.")
                               : t("Nothing is kept about you. There is no sign-in, no counting of visitors, "
                                   "and nothing is "
                                   "fetched from anybody else's server.")),
          when(has_memory,
               [&] {
                 return html(
                     headline(t("When you take part in a programme")), "<ul>"_h,
                     item(t(
                         "The city keeps what is needed to find you a mentor or an adept. Identity numbers, "
                         "addresses and notes are encrypted.")),
                     item(t("Who may see what depends on their role. Whoever looks at you is written down, "
                            "and you can "
                            "see it on your own page.")),
                     item(t("On your own page you can take a copy of everything that is kept about you.")),
                     item(t("When you sign in, a cookie with a random key holds the sign-in together. You "
                            "can see and "
                            "end your sign-ins on your own page.")),
                     "</ul>"_h);
               }),
          headline(t("When you try a matching")), "<ul>"_h,
          item(t("Your visit lives in the server's memory only. It is never written to disk and never to a "
                 "log.")),
          item(t("A cookie with a random key holds the visit together. It says nothing about you and "
                 "disappears when the browser closes.")),
          item(
              t("After 30 minutes without anything happening the visit is forgotten. If many try at the same "
                "time, the one that has been still the longest is forgotten earlier.")),
          item(t("The button Forget now removes it at once. A calculation that is under way then runs to its "
                 "end, and its answer is thrown away.")),
          item(where_own_files_stay(own_files, t)), "</ul>"_h, headline(t("Protected identity")),
          paragraph(
              t("A row marked with protected identity takes part in nothing. No page, no file, no count "
                "of reasons and no message holds anything of it but the number of rows left for "
                "handling by hand.")),
          headline(t("What stands in the files that you download")),
          paragraph(
              t("Ids, scores and reasons, not names. The list of rows that could not be read repeats the "
                "cell that could not be read."))),
      door, t);
}

std::string accessibility_page(const Texts& t, Door door) {
  return prose_page(
      t("Accessibility"), t("Everyone should be able to use Parvis. This is how far we have come."),
      "/tillganglighet",
      html(headline(t("What we aim at")),
           paragraph(
               t("WCAG 2.2, level AA. The pages work with a keyboard alone, without JavaScript, in large "
                 "text, on a phone 360 pixels wide, and from right to left.")),
           headline(t("What has been tested")),
           paragraph(
               t("The product's own tests open the pages in a browser, on a phone and on a large screen, "
                 "in both reading directions, and check them with axe under all its rules. Colours are "
                 "measured, and no state is told by colour alone.")),
           headline(t("Known limits")), "<ul>"_h,
           item(t("No people with disabilities have tested the pages yet, and nobody outside the project has "
                  "reviewed them.")),
           item(t("The texts have not been read by professional translators yet.")),
           item(t("The diagrams are pictures; the same figures stand in a table under each of them.")),
           item(t("What programmes write about themselves is shown in Swedish where they have not translated "
                  "it.")),
           "</ul>"_h, headline(t("If something does not work for you")),
           paragraph(t("Tell the city that runs this server. What you say about the product itself can be "
                       "passed on to the project."))),
      door, t);
}

std::string error_page(int status, std::string_view path, const Texts& t) {
  struct Said {
    std::string title, words;
  };
  const Said said = [&]() -> Said {
    switch (status) {
      case 400:
        return {t("That could not be understood"),
                t("What was sent was not whole. Go back and try once more, or begin again.")};
      case 403:
        return {t("The form is too old"), t("The visit has been forgotten, the form came from another page, "
                                            "or the browser keeps no cookies. "
                                            "Begin again: it takes a few seconds.")};
      case 404:
        return {t("There is no such page"),
                t("The address may be misspelt, or the page has moved. The programmes and the front page are "
                  "where they were.")};
      case 405:
        return {t("This page cannot be asked that way"),
                t("Go to the page from its link, for example from Try a matching.")};
      case 408: return {t("It took too long"), t("Nothing came for a while. Try once more.")};
      case 413:
        return {t("The files are too large"),
                t("A spreadsheet may hold 8 MB at most here. Leave out columns that are not needed, or use "
                  "parvis match in the terminal.")};
      case 421:
        return {t("This server does not answer at that address"),
                t("Open the address that was shown when the server started, for example "
                  "http://127.0.0.1:8080.")};
      case 503:
        return {t("Many are trying at once"),
                t("Try again in a minute. Nothing of what you have chosen is lost.")};
      case 507:
        return {t("Nothing can be saved right now"),
                t("The server's disk is full or does not answer. What was saved before is safe, but what you "
                  "just "
                  "wrote is not saved. Tell whoever runs this server: when there is room, all works again by "
                  "itself.")};
      default:
        if (status < 500)
          return {t("That could not be understood"),
                  t("What was sent was not whole. Go back and try once more, or begin again.")};
        return {t("Something went wrong here"),
                t("The fault is ours, not yours. Try once more; if it comes back, tell whoever runs this "
                  "server.")};
    }
  }();
  return way_on_page(
      said.title, said.words, path,
      html("<a class=\"govuk-button\" href=\""_h, address(t, "/prova"), "\">"_h, t("Try a matching"),
           "</a><a href=\""_h, address(t, "/program"), "\">"_h, t("See the programmes"), "</a><a href=\""_h,
           address(t, ""), "\">"_h, t("To the front page"), "</a>"_h),
      t);
}

std::string used_link_page(const Texts& t) {
  return way_on_page(
      t("This link has been used or is too old"),
      t("Each link opens once, so that nobody else can use it after you. Ask for a new one, or "
        "sign in."),
      {},
      html("<a class=\"govuk-button\" href=\""_h, address(t, "/logga-in"), "\">"_h, t("Sign in"),
           "</a><a href=\""_h, address(t, ""), "\">"_h, t("To the front page"), "</a>"_h),
      t);
}

std::string refused_page(const std::string& why, const Texts& t) {
  return way_on_page(
      t("That was not done"), why, {},
      html("<a class=\"govuk-button\" href=\""_h, address(t, "/idag"), "\">"_h, t("Back to Today"), "</a>"_h),
      t);
}

}  // namespace parvis::views

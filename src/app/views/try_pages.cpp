#include "app/views/try_pages.hpp"

#include <algorithm>
#include <array>

#include "app/views/icons.hpp"

namespace parvis::views {
namespace {

using programme::Programme;
using programme::Track;

std::string name_of(const Programme& programme, const Track& track, const Texts& t) {
  const auto& name = programme::in_language(programme.name, t.code());
  if (track.id.empty()) return name;
  return name + " · " + programme::in_language(track.name, t.code());
}

Html programme_choice(const ChooseShown& shown, const Texts& t) {
  const auto option = [&](const Programme& programme, const Track& track, const std::string& words) {
    const auto value = choice_of(programme, track);
    return html("<option value=\""_h, value, value == shown.chosen ? "\" selected>"_h : "\">"_h, words,
                "</option>"_h);
  };
  const auto options = each(shown.programmes, [&](const Programme& programme) {
    const auto& name = programme::in_language(programme.name, t.code());
    if (programme.tracks.size() == 1) return option(programme, programme.tracks.front(), name);
    return html(
        "<optgroup label=\""_h, name, "\">"_h,
        each(programme.tracks,
             [&](const Track& track) { return option(programme, track, name_of(programme, track, t)); }),
        "</optgroup>"_h);
  });
  const auto* fault = fault_of(shown.faults, "programme");
  return html(fault ? "<div class=\"govuk-form-group govuk-form-group--error\">"_h
                    : "<div class=\"govuk-form-group\">"_h,
              "<label class=\"govuk-label pv-h3\" for=\"programme\">"_h, t("Which programme?"),
              "</label><div class=\"govuk-hint\" id=\"programme-hint\">"_h,
              t("The programme's own rules and weights are used. You can change the weights afterwards."),
              "</div>"_h, when(fault, [&] { return error_message(fault->what, "programme", t); }),
              "<select class=\"govuk-select\" id=\"programme\" name=\"programme\" "
              "aria-describedby=\"programme-hint\">"_h,
              options, "</select></div>"_h);
}

Html data_choice(const ChooseShown& shown, const Texts& t) {
  const auto demo = t("The demo city Lindhamn");
  const auto invented = t(say("Invented people: {adepts} and {mentors}.")
                              .with("adepts", say_n("{n} adept", "{n} adepts", shown.demo_adepts))
                              .with("mentors", say_n("{n} mentor", "{n} mentors", shown.demo_mentors)));
  if (!shown.takes_own)
    return html(
        "<input type=\"hidden\" name=\"data\" value=\"demo\"><div><h2 class=\"pv-h3\">"_h, t("Which people?"),
        "</h2><p><b>"_h, demo, "</b></p><p>"_h, invented, "</p><p class=\"pv-small\">"_h,
        shown.own_files == OwnFiles::of_coordinators
            ? t("Spreadsheets of your own are for coordinators who are signed in.")
            : t("Spreadsheets of your own are accepted only when Parvis runs on your own computer: start it "
                "there with parvis serve."),
        "</p></div>"_h);
  return html(
      "<fieldset><legend class=\"pv-h3\">"_h, t("Which people?"),
      "</legend><div class=\"pv-choices\"><label class=\"pv-choice\"><input type=\"radio\" name=\"data\" "
      "value=\"demo\""_h,
      shown.own_chosen ? ">"_h : " checked>"_h, "<b>"_h, demo, "</b><span>"_h, invented,
      "</span></label><label class=\"pv-choice\"><input type=\"radio\" name=\"data\" value=\"own\""_h,
      shown.own_chosen ? " checked><b>"_h : "><b>"_h, t("Your own spreadsheets"), "</b><span>"_h,
      shown.own_files == OwnFiles::of_coordinators
          ? t("They are held in the server's memory while you try, and are not saved.")
          : t("They do not leave this computer and are not saved."),
      "</span></label></div></fieldset>"_h);
}

/// Where to choose the file. The hint stands before it, what is wrong between the two.
Html file_input(std::string_view id, const FieldFault* fault, const Texts& t) {
  return html("<div class=\"govuk-hint\" id=\""_h, id, "-hint\">"_h,
              t("CSV or XLSX, at most 8 MB. The first row holds the headings."), "</div>"_h,
              when(fault, [&] { return error_message(fault->what, id, t); }),
              fault ? "<input class=\"govuk-file-upload govuk-file-upload--error\" type=\"file\" id=\""_h
                    : "<input class=\"govuk-file-upload\" type=\"file\" id=\""_h,
              id, "\" name=\""_h, id, "\" aria-describedby=\""_h, id, "-hint"_h,
              when(fault, [&] { return html(" "_h, id, "-error"_h); }),
              "\"><output class=\"pv-file__name\" for=\""_h, id, "\"></output>"_h);
}

/// A file that is held already is not asked for, but another may take its place.
Html kept_file(std::string_view id, const std::string& label, const std::string& name, const Texts& t) {
  return html("<div class=\"pv-file govuk-form-group\"><p class=\"govuk-label\">"_h, label, "</p><p>"_h,
              t(say("{file} is kept. You need not choose it again.").with("file", name)),
              "</p><details class=\"pv-unfold\"><summary>"_h, t("Choose another file instead"),
              "</summary><label class=\"govuk-label\" for=\""_h, id, "\">"_h, label, "</label>"_h,
              file_input(id, nullptr, t), "</details></div>"_h);
}

Html file_field(const ChooseShown& shown, std::string_view id, const std::string& label,
                const std::string& kept, const Texts& t) {
  const auto* fault = fault_of(shown.faults, id);
  if (!fault && !kept.empty()) return kept_file(id, label, kept, t);
  return html(fault ? "<div class=\"pv-file govuk-form-group govuk-form-group--error\">"_h
                    : "<div class=\"pv-file govuk-form-group\">"_h,
              "<label class=\"govuk-label\" for=\""_h, id, "\">"_h, label, "</label>"_h,
              file_input(id, fault, t), "</div>"_h);
}

}  // namespace

Html running_section(const RunningShown& shown, std::string_view path, const Texts& t) {
  const std::string stages[] = {t("Looking at who may meet whom"), t("Finding the best pairs"),
                                t("Writing down the reasons")};
  const auto step = static_cast<std::int64_t>(std::clamp(shown.step, 1, 3));
  return html("<section class=\"pv-job\" id=\"job\" data-refresh=\"1\" aria-live=\"polite\"><p><b>"_h,
              stages[step - 1], "</b> <span class=\"pv-mute\">"_h,
              t(say("Step {step} of {all}").with("step", step).with("all", std::int64_t{3})), " · "_h,
              t.percent(shown.share, 100),
              "</span></p><progress class=\"pv-progress\" max=\"100\" value=\""_h, shown.share,
              "\" aria-label=\""_h, t("How far it has come"), "\"></progress><p class=\"pv-mute\"><span>"_h,
              t("You can leave the page and come back."), "</span> <a href=\""_h, address(t, path), "\">"_h,
              t("See how far it has come"), "</a></p></section>"_h);
}

std::string choice_of(const Programme& programme, const Track& track) {
  return track.id.empty() ? programme.id : programme.id + "/" + track.id;
}

Html stepper(Step now, const Texts& t) {
  struct One {
    Step step;
    std::string words;
    std::string_view path;
  };
  const std::array steps = {One{Step::choose, t("Choose"), "/prova"},
                            One{Step::check, t("Check"), "/prova/kontroll"},
                            One{Step::run, t("Calculate"), ""}, One{Step::read, t("Read"), ""}};
  return html("<nav class=\"pv-stepper\" aria-label=\""_h, t("Steps"), "\"><ol>"_h,
              each(steps,
                   [&](const One& one) {
                     if (one.step == now) return html("<li aria-current=\"step\">"_h, one.words, "</li>"_h);
                     if (one.step > now) return html("<li>"_h, one.words, "</li>"_h);
                     if (one.path.empty()) return html("<li class=\"pv-done\">"_h, one.words, "</li>"_h);
                     return html("<li class=\"pv-done\"><a href=\""_h, address(t, one.path), "\">"_h,
                                 one.words, "</a></li>"_h);
                   }),
              "</ol></nav>"_h);
}

Html forget_form(std::string_view token, const Texts& t) {
  return html("<form class=\"pv-noprint pv-mt\" method=\"post\" action=\""_h, address(t, "/prova/glom"),
              "\">"_h, token_field(token), "<p class=\"pv-small\">"_h,
              t("This visit is held in the server's memory only and is forgotten after 30 minutes without "
                "anything happening."),
              " <a href=\""_h, address(t, "/uppgifter"), "\">"_h, t("How we protect your data"),
              "</a></p><p class=\"pv-actions\"><button class=\"govuk-button govuk-button--secondary\">"_h,
              t("Forget now"), "</button></p></form>"_h);
}

std::string choose_page(const ChooseShown& shown, const Texts& t) {
  Frame frame;
  frame.door = shown.door;
  frame.title = t("Try a matching");
  frame.has_faults = !shown.faults.empty();
  frame.path = "/prova";
  frame.section = Section::trial;
  const auto files = when(shown.takes_own, [&] {
    return html("<div class=\"pv-files\">"_h, file_field(shown, "adepts", t("Adepts"), shown.kept_adepts, t),
                file_field(shown, "mentors", t("Mentors"), shown.kept_mentors, t), "</div>"_h);
  });
  return page(frame,
              html(error_summary(shown.faults, t), "<div class=\"pv-title\"><h1>"_h, t("Try a matching"),
                   "</h1><p class=\"pv-lead\">"_h,
                   t("Two spreadsheets in, the best pairs out, with reasons. Nothing is saved."),
                   "</p></div>"_h, stepper(Step::choose, t),
                   "<form class=\"pv-form\" method=\"post\" enctype=\"multipart/form-data\" action=\""_h,
                   address(t, "/prova"), "\">"_h, token_field(shown.token), programme_choice(shown, t),
                   data_choice(shown, t), files,
                   "<p class=\"pv-actions\"><button class=\"govuk-button\" type=\"submit\">"_h, t("Continue"),
                   "</button></p></form>"_h, forget_form(shown.token, t)),
              t);
}

std::string running_page(const RunningShown& shown, const Texts& t) {
  Frame frame;
  frame.door = shown.door;
  frame.title = t("Calculating the round");
  frame.path = "/prova/raknar";
  frame.section = Section::trial;
  return page(
      frame,
      html("<div class=\"pv-title\"><h1>"_h, t("Calculating the round"), "</h1></div>"_h,
           stepper(Step::run, t), running_section(shown, "/prova/raknar", t), forget_form(shown.token, t)),
      t);
}

std::string forgotten_page(const Texts& t, Door door) {
  Frame frame;
  frame.door = door;
  frame.title = t("The visit is forgotten");
  frame.path = "/prova/glomt";
  frame.section = Section::trial;
  return page(frame,
              html("<div class=\"pv-title\"><h1>"_h, t("The visit is forgotten"),
                   "</h1><p class=\"pv-lead\">"_h, t("What you had put in is gone from the server's memory."),
                   "</p></div><p class=\"pv-actions\"><a class=\"govuk-button\" href=\""_h,
                   address(t, "/prova"), "\">"_h, t("Begin again"), "</a><a href=\""_h, address(t, ""),
                   "\">"_h, t("To the front page"), "</a></p>"_h),
              t);
}

}  // namespace parvis::views

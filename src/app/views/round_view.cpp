#include "app/views/round_view.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/assets/assets.hpp"
#include "app/views/icons.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::views {
const std::string& shown_as(const people::Person& person, bool with_names) {
  return with_names && !person.name.empty() ? person.name : person.id;
}

namespace {

using matching::MadePair;
using matching::Round;
using matching::Unmatched;

constexpr std::size_t most_ticks = 3;

std::string occupation_of(const people::Person& person, const Round& round, const Texts& t) {
  if (!person.occupation) return t("Occupation not known");
  const auto& groups = person.occupation->groups;
  // As the person wrote it; a bare code is shown with its title.
  const auto& written = person.occupation->title;
  const bool code = written.find_first_not_of("0123456789") == std::string::npos;
  return code ? round.taxonomy().title_of(groups.front(), t.html_code()) : written;
}

Html waited(const people::Adept& adept, const Round& round, const Texts& t) {
  if (!adept.registered_on) return html(t("Date of registration not known"));
  return html(t(say_n("waited {n} day", "waited {n} days",
                      std::max(0, days_between(*adept.registered_on, round.on())))));
}

Html score_bar(int value) {
  return html(
      "<svg class=\"pv-scorebar\" viewBox=\"0 0 64 4\" aria-hidden=\"true\" focusable=\"false\"><rect "
      "class=\"c-rest\" width=\"64\" "
      "height=\"4\" rx=\"2\"/><rect class=\"c-bar\" width=\""_h,
      fmt::format("{:.1f}", 64.0 * value / suitability::full_value), "\" height=\"4\" rx=\"2\"/></svg>"_h);
}

Html reason(Markup icon, Markup item, const Html& lead, const std::string& words) {
  return html(item, icon, "<span>"_h, lead, words, "</span></li>"_h);
}

/// At most three ticks and one doubt: what can be read aloud to both.
Html short_reasons(const matching::Reasons& reasons, const Texts& t) {
  Html out;
  for (std::size_t i = 0; i < std::min(most_ticks, reasons.speaks_for.size()); ++i)
    out.add(reason(icon::tick, "<li>"_h, {}, t(reasons.speaks_for[i].words)));
  const auto against = html("<span class=\"pv-vh\">"_h, t("Speaks against:"), " </span>"_h);
  if (!reasons.speaks_against.empty())
    out.add(
        reason(icon::doubt, "<li class=\"pv-doubt\">"_h, against, t(reasons.speaks_against.front().words)));
  else if (!reasons.not_known.empty())
    out.add(reason(icon::doubt, "<li class=\"pv-doubt\">"_h, {}, t(reasons.not_known.front())));
  return html("<ul class=\"pv-why3\">"_h, out, "</ul>"_h);
}

Html seen_list(std::string_view heading, const std::vector<matching::Seen>& seen, const Texts& t) {
  if (seen.empty()) return {};
  return html("<h3>"_h, t(heading), "</h3><ul class=\"pv-seen\">"_h,
              each(seen, [&](const matching::Seen& one) { return html("<li>"_h, t(one.words), "</li>"_h); }),
              "</ul>"_h);
}

/// How the score came about, everything that spoke for and against, and the runner-up.
Html details(const RoundShown& shown, const MadePair& pair, const matching::Reasons& reasons,
             const Texts& t) {
  const auto& round = shown.round;
  std::int64_t weights = 0;
  for (const auto& criterion : round.track().criteria) weights += criterion.weight;
  Html parts;
  for (std::size_t c = 0; c < round.track().criteria.size(); ++c) {
    const auto& criterion = round.track().criteria[c];
    if (criterion.weight == 0) continue;
    const auto part = round.suitability().part(c, pair.adept, pair.mentor);
    parts.add(html("<tr><th scope=\"row\">"_h, t(programme::in_words(criterion.kind)),
                   " <span class=\"pv-mute\">"_h, t.percent(criterion.weight, weights), "</span></th>"_h));
    if (part.known)
      parts.add(html("<td>"_h, score_bar(part.value), "</td><td class=\"pv-num\">"_h, t.number(part.value),
                     "</td></tr>"_h));
    else
      parts.add(
          html("<td colspan=\"2\"><span class=\"pv-unknown\">"_h, t("not known"), "</span></td></tr>"_h));
  }
  Html runner_up;
  if (pair.runner_up) {
    const auto& other = round.mentors()[pair.runner_up->mentor];
    runner_up = html("<p>"_h, t("Next best:"), " <bdi>"_h, shown_as(other, shown.with_names), "</bdi>, "_h,
                     t.number(pair.runner_up->score), " ("_h, t.number(pair.runner_up->score - pair.score),
                     ")</p>"_h);
  } else {
    runner_up = html("<p>"_h, t("The rules allow no other mentor."), "</p>"_h);
  }
  Html doubts;
  if (!reasons.not_known.empty())
    doubts =
        html("<h3>"_h, t("Not known"), "</h3><ul class=\"pv-seen\">"_h,
             each(reasons.not_known, [&](const Message& one) { return html("<li>"_h, t(one), "</li>"_h); }),
             "</ul>"_h);
  return html("<details class=\"pv-unfold\"><summary>"_h,
              t(say("How {score} came about").with("score", std::int64_t{pair.score})),
              "</summary><table class=\"pv-parts\"><thead class=\"pv-vh\"><tr><th scope=\"col\">"_h,
              t("Criterion"), "</th><th scope=\"col\">"_h, t("Share"), "</th><th scope=\"col\">"_h,
              t("Value"), "</th></tr></thead><tbody>"_h, parts, "</tbody></table>"_h,
              seen_list(N_("Speaks for"), reasons.speaks_for, t),
              seen_list(N_("Speaks against"), reasons.speaks_against, t), doubts, runner_up, "</details>"_h);
}

Html locked_badge(const MadePair& pair, const Texts& t) {
  if (!pair.locked) return {};
  return html("<span class=\"pv-sub\"><span class=\"pv-badge pv-badge--line\">"_h, icon::lock, t("Locked"),
              "</span> "_h, pair.lock_reason, "</span>"_h);
}

Html pair_row(const RoundShown& shown, const MadePair& pair, const Texts& t) {
  const auto& round = shown.round;
  const auto& adept = round.adepts()[pair.adept];
  const auto& mentor = round.mentors()[pair.mentor];
  const auto reasons = round.reasons(pair, t.html_code());
  return html(
      pair.locked ? "<tr class=\"pv-locked\">"_h : "<tr>"_h, "<th scope=\"row\"><bdi>"_h,
      shown_as(adept, shown.with_names), "</bdi><span class=\"pv-sub\"><bdi>"_h,
      occupation_of(adept, round, t), "</bdi></span><span class=\"pv-sub\">"_h, waited(adept, round, t),
      "</span>"_h, when(bool(shown.beside_adept), [&] { return shown.beside_adept(pair.adept); }),
      "</th><td data-label=\""_h, t("Mentor"), "\"><b><bdi>"_h, shown_as(mentor, shown.with_names),
      "</bdi></b><span class=\"pv-sub\"><bdi>"_h, occupation_of(mentor, round, t), "</bdi></span>"_h,
      when(mentor.partner.has_value(),
           [&] { return html("<span class=\"pv-sub\"><bdi>"_h, *mentor.partner, "</bdi></span>"_h); }),
      locked_badge(pair, t), "</td><td class=\"pv-num\" data-label=\""_h, t("Score"),
      "\"><span class=\"pv-score\">"_h, t.number(pair.score), "</span>"_h, score_bar(pair.score),
      "</td><td>"_h, short_reasons(reasons, t), details(shown, pair, reasons, t), "</td></tr>"_h);
}

Html table_is_empty(std::string_view headline, std::string_view why, const Texts& t) {
  return html(
      "<div class=\"pv-empty\"><svg viewBox=\"0 0 40 32\" aria-hidden=\"true\" focusable=\"false\"><path "
      "fill=\"none\" stroke=\"currentColor\" "
      "stroke-width=\"1.5\" stroke-dasharray=\"3 2.5\" d=\"M1 30V14a11 11 0 0 1 22 0v16zM17 30V14a11 11 0 0 "
      "1 22 "
      "0v16z\"/></svg><div><b>"_h,
      t(headline), "</b><p>"_h, t(why), "</p></div></div>"_h);
}

/// A later page of a list that ended on an earlier one: nothing to show, and nothing to say.
bool is_past(const RoundShown& shown, std::size_t rows) {
  return shown.first > 0 && shown.first >= rows;
}

Html pairs_section(const RoundShown& shown, const Texts& t) {
  const auto& pairs = shown.round.pairs();
  if (is_past(shown, pairs.size())) return {};
  Html rows;
  for (std::size_t i = shown.first; i < pairs.size() && i - shown.first < shown.most; ++i)
    rows.add(pair_row(shown, pairs[i], t));
  Html table = html(
      "<table class=\"pv-t pv-t--round\" data-keys tabindex=\"0\"><caption class=\"pv-vh\">"_h,
      t("Proposed pairs, by score"),
      "</caption><colgroup><col class=\"c2\"><col class=\"c3\"><col class=\"c4\"><col class=\"c5\"></colgroup><thead><tr><th scope=\"col\">"_h,
      t("Adept"), "</th><th scope=\"col\">"_h, t("Mentor"), "</th><th scope=\"col\" class=\"pv-num\">"_h,
      t("Score"), "</th><th scope=\"col\">"_h, t("Reasons and doubts"), "</th></tr></thead><tbody>"_h, rows,
      "</tbody></table>"_h);
  if (pairs.empty())
    table = table_is_empty(
        N_("No pair can be proposed yet"),
        N_("Below stands what each rule removed, and the least change that would give a mentor."), t);
  return html(
      "<section class=\"pv-sect\" aria-labelledby=\"h-pairs\"><div class=\"pv-hrow\"><h2 class=\"pv-h\" id=\"h-pairs\">"_h,
      t("Proposals"), "</h2><span class=\"pv-mute\">"_h, t.number(static_cast<std::int64_t>(pairs.size())),
      "</span></div>"_h, table, "</section>"_h);
}

/// One line for each rule that removed mentors, with those that it removed alone.
Html removed_by(const RoundShown& shown, const Unmatched& unmatched, const Texts& t) {
  const auto& rules = shown.round.track().rules;
  Html lines;
  if (unmatched.possible > 0)
    lines.add(html("<li><b>"_h, t.number(unmatched.possible), "</b><span>"_h,
                   shown.round.equal() ? t("fit") : t("fit, but have no place left"), "</span></li>"_h));
  for (std::size_t i = 0; i < unmatched.removed.size() && i < 4; ++i) {
    const auto& count = unmatched.removed[i];
    lines.add(html("<li><b>"_h, t.number(count.removed), "</b><span>"_h,
                   t(say("stopped by: {rule}").with("rule", suitability::in_words(rules[count.rule]))),
                   when(count.alone > 0,
                        [&] {
                          return html(" ("_h, t(say_n("{n} by this alone", "{n} by this alone", count.alone)),
                                      ")"_h);
                        }),
                   "</span></li>"_h));
  }
  if (unmatched.locked_out > 0)
    lines.add(html("<li><b>"_h, t.number(unmatched.locked_out), "</b><span>"_h, t("locked out by decision"),
                   "</span></li>"_h));
  return html("<ul class=\"pv-removed\">"_h, lines, "</ul>"_h);
}

Html least_change(const RoundShown& shown, const Unmatched& unmatched, const Texts& t) {
  const auto& round = shown.round;
  // Under a bound it is not worked out what would give one more.
  const auto one_more =
      when(!round.equal(), [&] { return html(" <span class=\"pv-wayout\">"_h, t("+1 pair"), "</span>"_h); });
  const auto way = [&](const matching::Nearly& nearly) {
    return suitability::way_out(round.track().rules[nearly.rule], nearly.unknown);
  };
  const auto named = [&](std::size_t mentor) { return shown_as(round.mentors()[mentor], shown.with_names); };
  Html change;
  switch (unmatched.change) {
    case matching::Change::one_rule:
      change = html(t(way(*unmatched.nearly)), " – <bdi>"_h, named(unmatched.nearly->mentor), "</bdi>"_h,
                    one_more);
      break;
    case matching::Change::one_place:
      change =
          html(t(say("One more place with {mentor}").with("mentor", named(*unmatched.place_at))), one_more);
      break;
    case matching::Change::bound:
      change = html(t("Some fit, but the bound on equal opportunity decides too."));
      break;
    case matching::Change::one_mentor:
      change = html(t(say("One more mentor who fits: {occupation}")
                          .with("occupation", occupation_of(round.adepts()[unmatched.adept], round, t))),
                    one_more);
      if (unmatched.nearly)
        change.add(html("<span class=\"pv-sub\">"_h,
                        t(say("Nearest: {mentor}. {why}")
                              .with("mentor", named(unmatched.nearly->mentor))
                              .with("why", round.suitability().why(unmatched.nearly->rule, unmatched.adept,
                                                                   unmatched.nearly->mentor))),
                        "</span>"_h));
  }
  return change;
}

Html unmatched_section(const RoundShown& shown, const Texts& t) {
  const auto& unmatched = shown.round.unmatched();
  const auto& round = shown.round;
  if (is_past(shown, unmatched.size())) return {};
  Html rows;
  for (std::size_t i = shown.first; i < unmatched.size() && i - shown.first < shown.most; ++i) {
    const auto& one = unmatched[i];
    const auto& adept = round.adepts()[one.adept];
    rows.add(html(
        "<tr><th scope=\"row\"><bdi>"_h, shown_as(adept, shown.with_names),
        "</bdi><span class=\"pv-sub\"><bdi>"_h, occupation_of(adept, round, t), "</bdi></span>"_h,
        when(bool(shown.beside_adept), [&] { return shown.beside_adept(one.adept); }),
        "</th><td class=\"pv-num\" data-label=\""_h, t("Wait"), "\">"_h,
        adept.registered_on
            ? t(say_n("{n} day", "{n} days", std::max(0, days_between(*adept.registered_on, round.on()))))
            : t("not known"),
        "</td><td data-label=\""_h, t("Why"), "\">"_h, removed_by(shown, one, t), "</td><td data-label=\""_h,
        t("Least change"), "\">"_h, least_change(shown, one, t), "</td></tr>"_h));
  }
  Html table = html("<table class=\"pv-t pv-t--un\"><caption class=\"pv-vh\">"_h,
                    t("Adepts without a proposal, why, and what would change it"),
                    "</caption><thead><tr><th scope=\"col\">"_h, t("Adept"),
                    "</th><th scope=\"col\" class=\"pv-num\">"_h, t("Wait"), "</th><th scope=\"col\">"_h,
                    t("Why"), "</th><th scope=\"col\">"_h, t("Least change that gives a mentor"),
                    "</th></tr></thead><tbody>"_h, rows, "</tbody></table>"_h);
  if (unmatched.empty())
    table = table_is_empty(N_("Every adept has a proposal"), N_("Nobody waits this time."), t);
  return html(
      "<section class=\"pv-sect\" aria-labelledby=\"h-unmatched\"><div class=\"pv-hrow\"><h2 class=\"pv-h\" id=\"h-unmatched\">"_h,
      t("Without a proposal"), "</h2><span class=\"pv-mute\">"_h,
      t.number(static_cast<std::int64_t>(unmatched.size())), "</span></div>"_h, table, "</section>"_h);
}

Html note(Markup icon_of_note, const std::string& words) {
  return html("<p class=\"pv-note pv-note--warn\">"_h, icon_of_note, "<span>"_h, words, "</span></p>"_h);
}

Html notes(const RoundShown& shown, const Texts& t) {
  Html out;
  if (shown.left_for_handling_by_hand > 0)
    out.add(note(icon::shield,
                 t(say_n("{n} row is left for handling by hand.", "{n} rows are left for handling by hand.",
                         shown.left_for_handling_by_hand))));
  if (shown.refused > 0)
    out.add(note(icon::doubt, t(say_n("{n} row was refused and takes no part.",
                                      "{n} rows were refused and take no part.", shown.refused))));
  if (shown.noted > 0)
    out.add(note(icon::doubt, t(say_n("{n} cell could not be read and counts as not known.",
                                      "{n} cells could not be read and count as not known.", shown.noted))));
  if (shown.several_groups > 0)
    out.add(note(icon::people,
                 t(say_n("{n} person has a title that names several occupations; the nearest counts.",
                         "{n} people have a title that names several occupations; the nearest counts.",
                         shown.several_groups))));
  return out;
}

Html verdict(const Round& round, const Texts& t) {
  const auto adepts = static_cast<std::int64_t>(round.adepts().size());
  const auto matched = static_cast<std::int64_t>(round.pairs().size());
  return html(
      "<p class=\"pv-verdict\">"_h,
      t(say_n("{matched} of {n} adept gets a proposal.", "{matched} of {n} adepts get a proposal.", adepts)
            .with("matched", matched)),
      " <b>"_h,
      round.equal()
          ? t("No more pairs can be made within the rules and the bound, and no set of as many pairs scores "
              "higher.")
          : t("No more pairs can be made within the rules, and no set of as many pairs scores higher."),
      "</b></p>"_h);
}

Html counts(const Round& round, const Texts& t) {
  const auto pairs = static_cast<std::int64_t>(round.pairs().size());
  const auto fact = [&](const std::string& label, const std::string& value, const std::string& small) {
    return html("<div><dt>"_h, label, "</dt><dd>"_h, value, " <small>"_h, small, "</small></dd></div>"_h);
  };
  std::optional<int> longest;
  for (const auto& pair : round.pairs())
    if (const auto& on = round.adepts()[pair.adept].registered_on)
      longest = std::max(longest.value_or(0), days_between(*on, round.on()));
  return html(
      "<dl class=\"pv-kpis\">"_h,
      fact(t("Proposals"), t(say_n("{n} pair", "{n} pairs", pairs)),
           t(say_n("of {n} adept", "of {n} adepts", static_cast<std::int64_t>(round.adepts().size())))),
      fact(t("Places used"), t.number(pairs), t(say_n("of {n} place", "of {n} places", round.places()))),
      fact(t("Mean score"), pairs == 0 ? std::string("–") : t.number(round.score() / pairs), t("of 10,000")),
      fact(t("Possible pairs"), t.number(round.possible_pairs()), t("that the rules allow")),
      fact(t("Longest wait with a proposal"), longest ? t.number(*longest) : std::string("–"), t("days")),
      "</dl>"_h);
}

}  // namespace

Html round_view(const RoundShown& shown, const Texts& t, const Html& actions, const Html& under) {
  const auto& round = shown.round;
  return html("<div class=\"pv-top\"><div><h1>"_h, t("Proposed pairs"),
              "</h1><p class=\"pv-meta\"><span class=\"pv-badge pv-badge--ok\">"_h, icon::shield,
              t("Proved to be best"), "</span><span>"_h, shown.programme_name,
              when(!shown.track_name.empty(), [&] { return html(" · "_h, shown.track_name); }),
              "</span><span>"_h, t.day(round.on()), "</span></p></div><div class=\"pv-top__end\">"_h, actions,
              "</div></div>"_h, verdict(round, t), counts(round, t), notes(shown, t),
              when(round.equal() != nullptr, [&] { return equal_note(*round.equal(), t); }),
              "<div class=\"pv-cols\"><div>"_h, pairs_section(shown, t), unmatched_section(shown, t), under,
              "</div><aside class=\"pv-aside\" aria-label=\""_h, t("The round in pictures"), "\">"_h,
              share_panel(round.shares(), t),
              need_panel(round.need(t.html_code()), round.without_occupation(), t),
              when(shown.recruits != nullptr, [&] { return recruit_panel(*shown.recruits, round, t); }),
              "</aside></div>"_h);
}

std::string round_document(const RoundShown& shown, const Texts& t) {
  const auto css = round_css(t.is_right_to_left());
  const auto policy =
      fmt::format("default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
                  crypto::sha256_base64(css));
  auto head =
      html("<!doctype html>\n<html lang=\""_h, t.html_code(), "\" dir=\""_h, t.direction(),
           "\">\n<head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\""_h,
           policy, "\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>"_h,
           t("Proposed pairs"), " – "_h, shown.programme_name, " – Parvis</title>\n<style>"_h);
  const auto body = html(
      "</style></head>\n<body class=\"pv-work\"><div class=\"pv-page\"><header class=\"pv-run\"><span class=\"pv-logo\">"_h,
      icon::mark, "Parvis</span><span>"_h, shown.programme_name, " · "_h, t.day(shown.round.on()),
      "</span></header><main>"_h, round_view(shown, t), "</main></div></body></html>\n"_h);
  return head.str() + std::string(css) + body.str();
}

}  // namespace parvis::views

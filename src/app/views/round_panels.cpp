// The round in pictures: who gets a proposal, and need against capacity. SVG with classes alone; positions are
// computed for the direction of reading.
#include <fmt/format.h>

#include <algorithm>

#include "app/views/icons.hpp"
#include "app/views/round_view.hpp"

namespace parvis::views {
namespace {

using matching::Need;
using matching::Share;

constexpr double width = 314;
constexpr std::size_t most_rows_in_picture = 8;

std::string label_of(const Share& share, const Texts& t) {
  return share.name.empty() ? t(share.label) : share.name;
}

std::string share_of(const Share& share, const Texts& t) {
  if (share.waiting == 0) return "–";  // a share of nobody is no share
  return t.tenths(share.tenths()) + std::string(t.percent_sign());
}

/// x in the picture, mirrored where reading goes from right to left.
std::string at(double x, const Texts& t) {
  return fmt::format("{:.1f}", t.is_right_to_left() ? width - x : x);
}

/// The start of a bar of that length: a rectangle grows to the right, so its mirror begins where the bar ends.
std::string bar_at(double x, double length, const Texts& t) {
  return fmt::format("{:.1f}", t.is_right_to_left() ? width - x - length : x);
}

/// Shortened to fit a lane of so many Latin letters; the table behind the picture has it whole.
std::string shortened(const std::string& text, std::size_t letters) {
  std::string out;
  std::size_t tenths = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const bool is_cyrillic = lead >= 0xD0 && lead <= 0xD3;  // wider than the Latin ones
    tenths += is_cyrillic ? 13 : 10;
    if (tenths > 10 * letters) return out + "…";
    out += text.substr(i, size);
    i += size;
  }
  return out;
}

Html gender_picture(const Share& women, const Share& men, const std::string& finding, const Texts& t) {
  constexpr double from = 20, to = 294;
  const auto x = [&](const Share& share) { return from + (to - from) * share.tenths() / 1000.0; };
  return html(
      "<figure class=\"pv-chart\"><svg viewBox=\"0 0 314 64\" role=\"img\" aria-labelledby=\"share-title\"><title id=\"share-title\">"_h,
      finding, "</title><path class=\"c-grid\" d=\"M20 22H294\"/><text class=\"s m c\" x=\""_h, at(from, t),
      "\" y=\"56\">0</text><text class=\"s m c\" x=\""_h, at((from + to) / 2, t),
      "\" y=\"56\">50</text><text class=\"s m c\" x=\""_h, at(to, t),
      "\" y=\"56\">100</text><path class=\"c-gap\" d=\"M"_h, at(x(women), t), " 22H"_h, at(x(men), t),
      "\"/><circle class=\"c-women\" cx=\""_h, at(x(women), t),
      "\" cy=\"22\" r=\"6.5\"/><rect class=\"c-men\" x=\""_h,
      fmt::format("{:.1f}", (t.is_right_to_left() ? width - x(men) : x(men)) - 6),
      "\" y=\"16\" width=\"12\" height=\"12\"/></svg></figure><ul class=\"pv-key\"><li><svg viewBox=\"0 0 14 "
      "14\" aria-hidden=\"true\" focusable=\"false\">"
      "<circle class=\"c-women\" cx=\"7\" cy=\"7\" r=\"6\"/></svg>"_h,
      t("Women"), " "_h, share_of(women, t),
      "</li><li><svg viewBox=\"0 0 14 14\" aria-hidden=\"true\" focusable=\"false\"><rect class=\"c-men\" x=\"1.5\" y=\"1.5\" width=\"11\" height=\"11\"/></svg>"_h,
      t("Men"), " "_h, share_of(men, t), "</li></ul>"_h);
}

/// Difference from `base` in percentage points, with its sign.
std::string difference(const Share& share, const Share& base, const Texts& t) {
  if (share.waiting == 0) return "–";
  const int tenths = share.tenths() - base.tenths();
  return (tenths > 0 ? "+" : "") + t.tenths(tenths);
}

Html share_table(std::string_view caption, const std::vector<Share>& shares, const Share& base,
                 const Texts& t) {
  if (shares.empty()) return {};
  return html(
      "<details><summary>"_h, t(caption), "</summary><table class=\"pv-t\"><caption class=\"pv-vh\">"_h,
      t(caption), "</caption><thead><tr><th scope=\"col\">"_h, t("Group"),
      "</th><th scope=\"col\" class=\"pv-num\">"_h, t("Matched of waiting"),
      "</th><th scope=\"col\" class=\"pv-num\">"_h, t("Share"), "</th><th scope=\"col\" class=\"pv-num\">"_h,
      t("Points from all"), "</th></tr></thead><tbody>"_h,
      each(shares,
           [&](const Share& share) {
             return html("<tr><th scope=\"row\"><bdi>"_h, label_of(share, t),
                         "</bdi></th><td class=\"pv-num\">"_h,
                         t(say("{matched} of {waiting}")
                               .with("matched", std::int64_t{share.matched})
                               .with("waiting", std::int64_t{share.waiting})),
                         "</td><td class=\"pv-num\">"_h, share_of(share, t), "</td><td class=\"pv-num\">"_h,
                         difference(share, base, t), "</td></tr>"_h);
           }),
      "</tbody></table></details>"_h);
}

Html need_row(const Need& need, double y, double scale, const Texts& t) {
  constexpr double from = 124;
  const double adepts = need.adepts * scale, places = need.places * scale;
  const Markup end = t.is_right_to_left() ? "e"_h : ""_h;
  return html("<text class=\""_h, need.adepts > need.places ? "s b "_h : "s "_h, end, "\" x=\""_h, at(0, t),
              "\" y=\""_h, fmt::format("{:.0f}", y + 16), "\">"_h, shortened(need.occupation, 17),
              "</text><rect class=\"c-need\" x=\""_h, bar_at(from, adepts, t), "\" y=\""_h,
              fmt::format("{:.0f}", y), "\" width=\""_h, fmt::format("{:.1f}", adepts),
              "\" height=\"11\" rx=\"2\"/><text class=\"s b "_h, end, "\" x=\""_h, at(from + adepts + 6, t),
              "\" y=\""_h, fmt::format("{:.0f}", y + 10), "\">"_h, t.number(need.adepts),
              "</text><rect class=\"c-cap\" x=\""_h, bar_at(from, places, t), "\" y=\""_h,
              fmt::format("{:.0f}", y + 14), "\" width=\""_h, fmt::format("{:.1f}", std::max(places, 0.5)),
              "\" height=\"10\" rx=\"2\"/><text class=\"s m "_h, end, "\" x=\""_h, at(from + places + 6, t),
              "\" y=\""_h, fmt::format("{:.0f}", y + 24), "\">"_h, t.number(need.places), "</text>"_h);
}

Html need_picture(const std::vector<Need>& needs, const Texts& t) {
  const auto rows = std::min(needs.size(), most_rows_in_picture);
  int most = 1;
  for (std::size_t i = 0; i < rows; ++i) most = std::max({most, needs[i].adepts, needs[i].places});
  const double scale = 160.0 / most;
  Html bars;
  for (std::size_t i = 0; i < rows; ++i)
    bars.add(need_row(needs[i], 6 + 36.0 * static_cast<double>(i), scale, t));
  const auto& first = needs.front();
  const auto finding = t(say("Adepts who wait, and places, per occupation. The greatest lack: {occupation} "
                             "(adepts: {adepts}, places: {places}).")
                             .with("occupation", first.occupation)
                             .with("adepts", std::int64_t{first.adepts})
                             .with("places", std::int64_t{first.places}));
  return html("<figure class=\"pv-chart\"><svg viewBox=\"0 0 314 "_h, 36 * rows + 4,
              "\" role=\"img\" aria-labelledby=\"need-title\"><title id=\"need-title\">"_h, finding,
              "</title>"_h, bars, "</svg></figure>"_h);
}

}  // namespace

Html share_panel(const matching::Shares& shares, const Texts& t) {
  const auto& women = shares.by_gender[0];
  const auto& men = shares.by_gender[1];
  const int gap = women.tenths() - men.tenths();
  const auto finding = women.waiting == 0 || men.waiting == 0
                           ? t("There is no difference to measure: only one of women and men waits.")
                           : t(say("Matched of waiting: women {women}, men {men}. The difference is {points} "
                                   "percentage points.")
                                   .with("women", share_of(women, t))
                                   .with("men", share_of(men, t))
                                   .with("points", t.tenths(gap < 0 ? -gap : gap)));
  return html(
      "<section class=\"pv-pan\"><h2>"_h, t("Equal opportunity"), "</h2><p>"_h, finding, "</p>"_h,
      when(women.waiting > 0 && men.waiting > 0, [&] { return gender_picture(women, men, finding, t); }),
      share_table(N_("By gender, as a table"), shares.by_gender, shares.all, t),
      share_table(N_("By district, as a table"), shares.by_district, shares.all, t),
      share_table(N_("By target group, as a table"), shares.by_target_group, shares.all, t), "</section>"_h);
}

RoundFigures figures_of(const matching::Round& round) {
  const auto pairs = static_cast<std::int64_t>(round.pairs().size());
  return {static_cast<int>(pairs), pairs == 0 ? 0 : round.score() / pairs, round.shares()};
}

Html figures_table(const RoundFigures& before, const RoundFigures& now, const Texts& t) {
  const auto row = [&](const std::string& what, const auto& of) {
    return html("<tr><th scope=\"row\">"_h, what, "</th><td class=\"pv-num\" data-label=\""_h, t("Before"),
                "\">"_h, of(before), "</td><td class=\"pv-num\" data-label=\""_h, t("Now"), "\">"_h, of(now),
                "</td></tr>"_h);
  };
  const auto of_gender = [&](std::size_t gender) {
    return [&t, gender](const RoundFigures& round) { return share_of(round.shares.by_gender[gender], t); };
  };
  const auto apart = [&](const RoundFigures& round) {
    const auto& women = round.shares.by_gender[0];
    const auto& men = round.shares.by_gender[1];
    return women.waiting == 0 || men.waiting == 0 ? std::string("–")
                                                  : t.tenths(std::abs(women.tenths() - men.tenths()));
  };
  return html("<table class=\"pv-t\"><caption class=\"pv-vh\">"_h, t("Before and now, side by side"),
              "</caption><thead><tr><th scope=\"col\">"_h, t("The round"),
              "</th><th scope=\"col\" class=\"pv-num\">"_h, t("Before"),
              "</th><th scope=\"col\" class=\"pv-num\">"_h, t("Now"), "</th></tr></thead><tbody>"_h,
              row(t("Pairs"), [&](const RoundFigures& round) { return t.number(round.pairs); }),
              row(t("Mean score, each by its own weights"),
                  [&](const RoundFigures& round) { return t.number(round.mean_score); }),
              row(t("Women with a mentor"), of_gender(0)), row(t("Men with a mentor"), of_gender(1)),
              row(t("Percentage points apart"), apart), "</tbody></table>"_h);
}

Html recruit_panel(const std::vector<matching::WhatIf::Recruit>& recruits, const matching::Round& round,
                   const Texts& t) {
  Html rows;
  std::size_t shown = 0;
  for (const auto& one : recruits) {
    if (one.useful == 0 || ++shown > most_rows_in_picture) continue;
    rows.add(html("<tr><th scope=\"row\"><bdi>"_h, round.taxonomy().title_of(one.occupation, t.html_code()),
                  "</bdi></th><td class=\"pv-num\">"_h, t.number(one.waiting), "</td><td class=\"pv-num\">"_h,
                  t.number(one.useful), "</td></tr>"_h));
  }
  const auto heading = html("<section class=\"pv-pan\"><h2>"_h, t("Mentors to look for"), "</h2><p>"_h);
  if (shown == 0)
    return html(heading, t("One more mentor of any occupation would give nobody more a mentor."),
                "</p></section>"_h);
  return html(heading,
              t("So many more mentors, at most ten of each, would each give one person more a mentor."),
              "</p><table class=\"pv-t\"><caption class=\"pv-vh\">"_h, t("Mentors to look for"),
              "</caption><thead><tr><th scope=\"col\">"_h, t("Occupation"),
              "</th><th scope=\"col\" class=\"pv-num\">"_h, t("Waiting"),
              "</th><th scope=\"col\" class=\"pv-num\">"_h, t("Would help"), "</th></tr></thead><tbody>"_h,
              rows, "</tbody></table></section>"_h);
}

Html need_panel(const std::vector<Need>& needs, int without_occupation, const Texts& t) {
  if (needs.empty())
    return html("<section class=\"pv-pan\"><h2>"_h, t("Need against capacity"), "</h2><p>"_h,
                t("No occupation is known, so there is nothing to compare."), "</p></section>"_h);
  return html(
      "<section class=\"pv-pan\"><h2>"_h, t("Need against capacity"), "</h2><p>"_h,
      t("Bold: more adepts wait than there are places. The greatest lack stands first."), "</p>"_h,
      need_picture(needs, t),
      "<ul class=\"pv-key\"><li><svg viewBox=\"0 0 14 14\" aria-hidden=\"true\" focusable=\"false\"><rect "
      "class=\"c-need\" y=\"2\" width=\"14\" "
      "height=\"10\" rx=\"2\"/></svg>"_h,
      t("Adepts who wait"),
      "</li><li><svg viewBox=\"0 0 14 14\" aria-hidden=\"true\" focusable=\"false\"><rect class=\"c-cap\" "
      "x=\".75\" y=\"2.75\" width=\"12.5\" height=\"8.5\" "
      "rx=\"2\"/></svg>"_h,
      t("Places"), "</li></ul>"_h,
      when(without_occupation > 0,
           [&] {
             return html(
                 "<p>"_h,
                 t(say_n("{n} adept whose occupation is not known is left out here.",
                         "{n} adepts whose occupation is not known are left out here.", without_occupation)),
                 "</p>"_h);
           }),
      "<details><summary>"_h, t("All occupations, as a table"),
      "</summary><table class=\"pv-t\"><caption class=\"pv-vh\">"_h, t("Need against capacity"),
      "</caption><thead><tr><th scope=\"col\">"_h, t("Occupation"),
      "</th><th scope=\"col\" class=\"pv-num\">"_h, t("Adepts"), "</th><th scope=\"col\" class=\"pv-num\">"_h,
      t("Places"), "</th><th scope=\"col\" class=\"pv-num\">"_h, t("With a proposal"),
      "</th></tr></thead><tbody>"_h,
      each(needs,
           [&](const Need& need) {
             return html("<tr><th scope=\"row\"><bdi>"_h, need.occupation,
                         "</bdi></th><td class=\"pv-num\">"_h, t.number(need.adepts),
                         "</td><td class=\"pv-num\">"_h, t.number(need.places),
                         "</td><td class=\"pv-num\">"_h, t.number(need.matched), "</td></tr>"_h);
           }),
      "</tbody></table></details></section>"_h);
}

}  // namespace parvis::views

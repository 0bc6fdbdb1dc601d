/// Small pictures that stand beside words, never instead of them.
#pragma once

#include "platform/html/html.hpp"

namespace parvis::views::icon {

#define PARVIS_ICON(name, paths) \
  inline constexpr Markup name = \
      "<svg class=\"pv-i\" viewBox=\"0 0 20 20\" aria-hidden=\"true\" focusable=\"false\">" paths "</svg>"_h

PARVIS_ICON(tick, "<path d=\"M4 10.5l4 4 8-9\"/>");
PARVIS_ICON(doubt, "<path d=\"M10 3.5L18 17H2z\"/><path d=\"M10 8.5v4\"/><path d=\"M10 14.6v.1\"/>");
PARVIS_ICON(lock,
            "<rect x=\"4\" y=\"9\" width=\"12\" height=\"8\" rx=\"1.5\"/><path d=\"M6.5 9V6.5a3.5 3.5 0 0 1 "
            "7 0V9\"/>");
PARVIS_ICON(forbid, "<circle cx=\"10\" cy=\"10\" r=\"7\"/><path d=\"M5.2 5.2l9.6 9.6\"/>");
PARVIS_ICON(clock, "<circle cx=\"10\" cy=\"10\" r=\"7\"/><path d=\"M10 6v4l2.6 2\"/>");
PARVIS_ICON(shield,
            "<path d=\"M10 2.5l6 2.2v4.6c0 4-2.7 6.7-6 8.2-3.3-1.5-6-4.2-6-8.2V4.7z\"/><path d=\"M7.2 "
            "9.8l2.1 2.1 3.6-4\"/>");
PARVIS_ICON(done, "<circle cx=\"10\" cy=\"10\" r=\"7\"/><path d=\"M6.5 10.3l2.5 2.4 4.6-5.2\"/>");
PARVIS_ICON(lacking, "<circle cx=\"10\" cy=\"10\" r=\"7\"/><path d=\"M6.5 10h7\"/>");
PARVIS_ICON(forward, "<path d=\"M4 10h12M11 5l5 5-5 5\"/>");
PARVIS_ICON(down, "<path d=\"M5 8l5 5 5-5\"/>");
PARVIS_ICON(menu, "<path d=\"M3 6h14M3 10h14M3 14h14\"/>");
PARVIS_ICON(speech, "<path d=\"M3 4h14v9H9l-4 3.5V13H3z\"/>");
PARVIS_ICON(people,
            "<circle cx=\"7\" cy=\"7\" r=\"2.6\"/><circle cx=\"13.5\" cy=\"7\" r=\"2.6\"/><path d=\"M2 16a5 "
            "5 0 0 1 9 -2.4A5 5 0 0 1 18 16\"/>");
PARVIS_ICON(idea,
            "<path d=\"M7.5 14.5h5M8.2 17h3.6M6.2 10.8a4.8 4.8 0 1 1 7.6 0c-.8 1-1.2 1.6-1.3 "
            "2.4h-5c-.1-.8-.5-1.4-1.3-2.4z\"/>");
PARVIS_ICON(find, "<circle cx=\"9\" cy=\"9\" r=\"5.5\"/><path d=\"M13.2 13.2L17 17\"/>");
PARVIS_ICON(person, "<circle cx=\"10\" cy=\"6.5\" r=\"3\"/><path d=\"M4 17a6 6 0 0 1 12 0\"/>");
#undef PARVIS_ICON

inline constexpr Markup mark =
    "<svg viewBox=\"0 0 40 32\" aria-hidden=\"true\" focusable=\"false\"><path fill-rule=\"evenodd\" d=\"M1 "
    "30V14a11 11 0 0 1 22 "
    "0v16zM17 30V14a11 11 0 0 1 22 0v16z\"/></svg>"_h;

}  // namespace parvis::views::icon

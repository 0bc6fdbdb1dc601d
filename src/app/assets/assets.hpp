/// The style sheets, fonts, script and mark that are part of the program, and the addresses they are served at.
///
///   html("<link rel=\"stylesheet\" href=\""_h, asset_url("parvis.css"), "\">"_h)
///
/// A file's address carries a hash of its content, so a browser may keep it for good: new content, new address.
/// web/build.mjs makes the files; web/README.md shows the markup that the style sheets dress.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "platform/base/embedded.hpp"
#include "platform/html/html.hpp"

namespace parvis {

/// Every file by its name: "parvis.css", "parvis.rtl.css", "parvis.js", "mark.svg", "fonts/plex-latin-400.woff2" …
std::span<const EmbeddedFile> assets();

struct Asset {
  std::string_view bytes;
  std::string_view content_type;
  std::string_view cache_control;
  std::string path;  ///< where it is served: "/assets/parvis.1a2b3c4d.css"
};

/// The file at a request's path; null when there is none. A file answers at its hashed address (kept for good)
/// and at its plain one, "/assets/mark.svg" (kept for a day).
const Asset* find_asset(std::string_view path);

/// `name` as in `assets()`, such as "parvis.css" or "fonts/plex-latin-400.woff2". A name that is not there is a bug.
Url asset_url(std::string_view name);

/// The style sheet that round.html carries in its head: no addresses, no imports, no "</style".
std::string_view round_css(bool right_to_left);

/// 32-bit FNV-1a as 8 hex digits, as web/build.mjs reckons it for the fonts' addresses.
std::string content_hash(std::string_view bytes);

}  // namespace parvis

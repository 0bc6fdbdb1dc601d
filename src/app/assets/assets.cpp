#include "app/assets/assets.hpp"

#include <fmt/format.h>

#include <cassert>
#include <functional>
#include <map>

namespace parvis {
namespace {

std::string_view content_type_of(std::string_view name) {
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (name.ends_with(".svg")) return "image/svg+xml";
  if (name.ends_with(".woff2")) return "font/woff2";
  return "text/plain; charset=utf-8";
}

/// "parvis.rtl.css" becomes "/assets/parvis.rtl.1a2b3c4d.css".
std::string hashed_path(const EmbeddedFile& file) {
  const auto dot = file.path.rfind('.');
  assert(dot != std::string_view::npos);
  return fmt::format("/assets/{}.{}{}", file.path.substr(0, dot), content_hash(file.bytes),
                     file.path.substr(dot));
}

const EmbeddedFile* embedded(std::string_view name) {
  for (const EmbeddedFile& file : assets()) {
    if (file.path == name) return &file;
  }
  return nullptr;
}

using Served = std::map<std::string, Asset, std::less<>>;

Served served_files() {
  Served served;
  for (const EmbeddedFile& file : assets()) {
    const std::string hashed = hashed_path(file);
    const std::string plain = fmt::format("/assets/{}", file.path);
    const auto type = content_type_of(file.path);
    served.emplace(hashed, Asset{file.bytes, type, "public, max-age=31536000, immutable", hashed});
    served.emplace(plain, Asset{file.bytes, type, "public, max-age=86400", plain});
  }
  return served;
}

}  // namespace

const Asset* find_asset(std::string_view path) {
  static const Served served = served_files();
  const auto found = served.find(path);
  return found == served.end() ? nullptr : &found->second;
}

Url asset_url(std::string_view name) {
  static const std::map<std::string_view, std::string> addresses = [] {
    std::map<std::string_view, std::string> all;
    for (const EmbeddedFile& file : assets()) all.emplace(file.path, hashed_path(file));
    return all;
  }();
  const auto found = addresses.find(name);
  assert(found != addresses.end() && "no such asset");
  return Url::path(found->second);
}

std::string_view round_css(bool right_to_left) {
  const EmbeddedFile* sheet = embedded(right_to_left ? "round.rtl.css" : "round.css");
  assert(sheet);
  return sheet->bytes;
}

std::string content_hash(std::string_view bytes) {
  std::uint32_t hash = 0x811c9dc5u;
  for (const unsigned char byte : bytes) hash = (hash ^ byte) * 0x01000193u;
  return fmt::format("{:08x}", hash);
}

}  // namespace parvis

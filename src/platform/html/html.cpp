#include "platform/html/html.hpp"

#include <cstdlib>

namespace parvis {
namespace {

void escape_into(std::string& out, std::string_view text) {
  for (const char c : text) switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t')
          out += "\xEF\xBF\xBD";
        else
          out += c;
    }
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  escape_into(out, text);
  return out;
}

void Html::add_text(std::string_view text) {
  escape_into(bytes_, text);
}

std::optional<Url> Url::from(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) <= 0x20 || c == '\\') return std::nullopt;
  const bool own = text.starts_with('/') && !text.starts_with("//");
  if (!own && !text.starts_with("https://") && !text.starts_with("http://") && !text.starts_with("mailto:"))
    return std::nullopt;
  return Url(std::string(text));
}

Url Url::path(std::string text) {
  const auto url = from(text);
  if (!url || text.front() != '/') std::abort();
  return *url;
}

}  // namespace parvis

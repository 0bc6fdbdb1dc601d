/// Pages as typed values. Markup comes from compile-time literals only, everything else is escaped:
///
///   html("<td class=\"pv-num\">"_h, row.score, "</td>"_h)
///
/// A run-time string can never become markup: `"..."_h` is consteval, and a std::string among the parts is text.
/// Text and attribute values are escaped alike, so a part may stand inside quotes too.
#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace parvis {

class Markup;
inline namespace literals {
consteval Markup operator""_h(const char* text, std::size_t size);
}

/// A piece of markup known when the program was compiled: only the literal "..."_h makes one.
class Markup {
 public:
  constexpr std::string_view text() const { return text_; }

 private:
  friend consteval Markup literals::operator""_h(const char* text, std::size_t size);
  consteval explicit Markup(std::string_view text) : text_(text) {}
  std::string_view text_;
};

inline namespace literals {
consteval Markup operator""_h(const char* text, std::size_t size) {
  return Markup(std::string_view(text, size));
}
}  // namespace literals

/// An address that may stand in a link: a path of our own, http, https or mailto. Nothing else can be made.
class Url {
 public:
  static std::optional<Url> from(std::string_view text);
  /// A path of our own, such as "/sv/program". Must begin with one slash (a bug otherwise).
  static Url path(std::string text);
  const std::string& text() const { return text_; }

 private:
  explicit Url(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

class Html {
 public:
  Html() = default;
  const std::string& str() const { return bytes_; }
  std::string take() && { return std::move(bytes_); }
  bool empty() const { return bytes_.empty(); }

  void add(Markup markup) { bytes_ += markup.text(); }
  void add(const Html& html) { bytes_ += html.bytes_; }
  void add(const Url& url) { add_text(url.text()); }
  void add(std::string_view text) { add_text(text); }
  void add(const std::string& text) { add_text(text); }
  void add(const char* text) { add_text(text); }
  void add(std::integral auto number) { bytes_ += std::to_string(number); }
  void add(bool) = delete;
  void add(char) = delete;
  template <class T>
  void add(const std::optional<T>& part) {
    if (part) add(*part);
  }

 private:
  void add_text(std::string_view text);
  std::string bytes_;
};

template <class... Parts>
Html html(const Parts&... parts) {
  Html out;
  (out.add(parts), ...);
  return out;
}

/// One Html from many: `each(rows, [&](const Row& row) { return html(...); })`.
template <class Range, class View>
Html each(const Range& range, View&& view) {
  Html out;
  for (const auto& item : range) out.add(view(item));
  return out;
}

/// `when(row.locked, [&] { return html(...); })`: nothing otherwise.
template <class View>
Html when(bool condition, View&& view) {
  return condition ? view() : Html();
}

/// & < > " ' as entities; characters that no page may hold (U+0000 …) become U+FFFD.
std::string escaped(std::string_view text);

}  // namespace parvis

#include <algorithm>

#include "platform/base/fold.hpp"
#include "platform/http/form_parts.hpp"
#include "platform/http/http.hpp"
#include "platform/http/text.hpp"

namespace parvis::http {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Calls `with(name, value)` for each "name=value" between the &; both still encoded. Ends when it says no.
template <class With>
bool each_pair(std::string_view text, With with) {
  while (!text.empty()) {
    const auto end = text.find('&');
    const auto pair = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    const auto value = equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
    if (!with(pair.substr(0, equals), value)) return false;
  }
  return true;
}

std::optional<std::string> field_text(std::string_view encoded) {
  auto text = percent_decoded(encoded, Plus::blank);
  return text && is_field_text(*text) ? text : std::nullopt;
}

Result<Form, Message> read_urlencoded(std::string_view body) {
  Form form;
  std::optional<Message> refusal;
  each_pair(body, [&](std::string_view encoded_name, std::string_view encoded_value) {
    auto name = field_text(encoded_name);
    auto value = field_text(encoded_value);
    if (!name || !value)
      refusal = form_garbled();
    else if (form.fields.size() >= form_fields_limit)
      refusal = form_too_many_fields();
    else if (name->size() > form_name_limit)
      refusal = form_name_too_long();
    else
      form.fields.emplace_back(std::move(*name), std::move(*value));
    return !refusal;
  });
  if (refusal) return no(std::move(*refusal));
  return form;
}

}  // namespace

Message form_garbled() {
  return say("The form arrived damaged. Please reload the page, fill in the form and send it once more.");
}
Message form_too_many_fields() {
  return say("The form has more than {limit} fields. Please send it in smaller parts.")
      .with("limit", std::int64_t{form_fields_limit});
}
Message form_name_too_long() {
  return say("A field's name in the form is longer than {limit} bytes. Please reload the page and send it "
             "once more.")
      .with("limit", std::int64_t{form_name_limit});
}
bool is_field_text(std::string_view text) {
  return text.find('\0') == std::string_view::npos && is_utf8(text);
}

std::optional<std::string> percent_decoded(std::string_view text, Plus plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (text.size() - i < 3) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += plus == Plus::blank && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::string percent_encoded(std::string_view text) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_unreserved = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                               c == '-' || c == '.' || c == '_' || c == '~';
    if (is_unreserved)
      out += c;
    else
      out.append({'%', digits[byte >> 4], digits[byte & 15]});
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> read_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> pairs;
  each_pair(query, [&](std::string_view encoded_name, std::string_view encoded_value) {
    auto name = field_text(encoded_name);
    auto value = field_text(encoded_value);
    if (name && value && name->size() <= form_name_limit)
      pairs.emplace_back(std::move(*name), std::move(*value));
    return pairs.size() < form_fields_limit;
  });
  return pairs;
}

std::optional<std::string> Request::header(std::string_view lower_case_name) const {
  for (const auto& [name, value] : headers)
    if (name == lower_case_name) return value;
  return std::nullopt;
}

std::optional<std::string> Request::cookie(std::string_view wanted) const {
  for (const auto& [header_name, line] : headers) {
    if (header_name != "cookie") continue;
    std::string_view rest = line;
    while (!rest.empty()) {
      const auto end = rest.find(';');
      const auto pair = without_blanks(rest.substr(0, end));
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      const auto equals = pair.find('=');
      if (equals == std::string_view::npos || pair.substr(0, equals) != wanted) continue;
      auto value = pair.substr(equals + 1);
      if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
        value = value.substr(1, value.size() - 2);
      return std::string(value);
    }
  }
  return std::nullopt;
}

std::optional<std::string> Form::value(std::string_view name) const {
  for (const auto& [field, text] : fields)
    if (field == name) return text;
  return std::nullopt;
}

const FormFile* Form::file(std::string_view field) const {
  const auto found =
      std::find_if(files.begin(), files.end(), [&](const FormFile& file) { return file.field == field; });
  return found == files.end() ? nullptr : &*found;
}

Result<Form, Message> read_form(const Request& request) {
  const auto type = request.header("content-type").value_or("");
  const auto media = lower_ascii(without_blanks(std::string_view(type).substr(0, type.find(';'))));
  if (media == "application/x-www-form-urlencoded") return read_urlencoded(request.body);
  if (media == "multipart/form-data") return read_multipart(type, request.body);
  return no(say(
      "This page takes what a form of its own sends. Please open the page and send its form from there."));
}

}  // namespace parvis::http

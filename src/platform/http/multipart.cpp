#include <algorithm>

#include "platform/base/fold.hpp"
#include "platform/http/form_parts.hpp"
#include "platform/http/text.hpp"

namespace parvis::http {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t part_head_limit = 8u << 10;
constexpr std::size_t part_fields_limit = 16;

using Parameters = std::vector<std::pair<std::string, std::string>>;

std::optional<std::string> parameter(const Parameters& parameters, std::string_view name) {
  for (const auto& [key, value] : parameters)
    if (key == name) return value;
  return std::nullopt;
}

/// From after the opening quote to the closing one, which is taken off `text` as well. Only \" and \\ are escapes:
/// some browsers send a Windows path with single backslashes.
std::optional<std::string> take_quoted(std::string_view& text) {
  std::string value;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') {
      text.remove_prefix(i + 1);
      return value;
    }
    if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\')) ++i;
    value += text[i];
  }
  return std::nullopt;
}

/// The `; name=value` that follow the first word of a header. Nothing when malformed or one stands twice.
std::optional<Parameters> parameters_of(std::string_view header) {
  Parameters parameters;
  auto rest = header.substr(std::min(header.find(';'), header.size()));
  while (!rest.empty()) {
    if (rest.front() != ';') return std::nullopt;
    rest = without_blanks(rest.substr(1));
    if (rest.empty()) break;
    const auto equals = rest.find('=');
    if (equals == npos) return std::nullopt;
    auto name = lower_ascii(without_blanks(rest.substr(0, equals)));
    rest = without_blanks(rest.substr(equals + 1));
    std::string value;
    if (rest.starts_with('"')) {
      rest.remove_prefix(1);
      auto quoted = take_quoted(rest);
      if (!quoted) return std::nullopt;
      value = std::move(*quoted);
    } else {
      const auto end = std::min(rest.find(';'), rest.size());
      value = without_blanks(rest.substr(0, end));
      rest.remove_prefix(end);
    }
    rest = without_blanks(rest);
    if (!is_token(name) || parameter(parameters, name)) return std::nullopt;
    parameters.emplace_back(std::move(name), std::move(value));
  }
  return parameters;
}

/// RFC 2046, 5.1.1: 1 to 70 of these characters, not ending with a blank.
std::optional<std::string> boundary_of(std::string_view content_type) {
  const auto parameters = parameters_of(content_type);
  if (!parameters) return std::nullopt;
  auto boundary = parameter(*parameters, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > 70 || boundary->back() == ' ') return std::nullopt;
  const bool is_made_right = std::all_of(boundary->begin(), boundary->end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c != 0 && std::string_view("'()+_,-./:=? ").find(c) != npos);
  });
  return is_made_right ? boundary : std::nullopt;
}

/// filename*=UTF-8''na%C3%AFve.csv (RFC 8187); some clients send it although RFC 7578 advises against.
std::optional<std::string> extended_value(std::string_view text) {
  const auto charset_end = text.find('\'');
  if (charset_end == npos || lower_ascii(text.substr(0, charset_end)) != "utf-8") return std::nullopt;
  const auto language_end = text.find('\'', charset_end + 1);
  if (language_end == npos) return std::nullopt;
  return percent_decoded(text.substr(language_end + 1), Plus::itself);
}

/// Browsers write a quotation mark inside quotes as %22 (WHATWG, form encoding).
std::string with_quotation_marks(std::string text) {
  for (auto at = text.find("%22"); at != npos; at = text.find("%22", at + 1)) text.replace(at, 3, "\"");
  return text;
}

/// The last part of what may be a path, shown and never opened: no folders, no control characters, UTF-8.
std::string bare_filename(std::string_view sent) {
  const auto slash = sent.find_last_of("/\\");
  auto name = utf8(code_points(slash == npos ? sent : sent.substr(slash + 1)));
  std::erase_if(name, is_control);
  return name;
}

struct PartHead {
  std::string field, content_type;
  std::optional<std::string> filename;
};

std::optional<PartHead> read_disposition(std::string_view value) {
  if (lower_ascii(without_blanks(value.substr(0, value.find(';')))) != "form-data") return std::nullopt;
  const auto parameters = parameters_of(value);
  if (!parameters) return std::nullopt;
  const auto name = parameter(*parameters, "name");
  if (!name) return std::nullopt;
  PartHead head{with_quotation_marks(*name), {}, std::nullopt};
  if (const auto extended = parameter(*parameters, "filename*")) {
    const auto decoded = extended_value(*extended);
    if (!decoded) return std::nullopt;
    head.filename = bare_filename(*decoded);
  } else if (const auto filename = parameter(*parameters, "filename")) {
    head.filename = bare_filename(with_quotation_marks(*filename));
  }
  return head;
}

/// The lines between a boundary and the blank line. Refuses whatever is not a form's part.
std::optional<PartHead> read_part_head(std::string_view block) {
  std::optional<PartHead> disposition;
  std::optional<std::string> content_type;
  for (std::size_t count = 0; !block.empty(); ++count) {
    if (count >= part_fields_limit) return std::nullopt;
    const auto end = block.find("\r\n");
    const auto line = block.substr(0, end);
    block.remove_prefix(end == npos ? block.size() : end + 2);
    const auto colon = line.find(':');
    if (colon == npos || !is_token(line.substr(0, colon))) return std::nullopt;
    const auto name = lower_ascii(line.substr(0, colon));
    const auto value = without_blanks(line.substr(colon + 1));
    if (std::any_of(value.begin(), value.end(), [](char c) { return is_control(c) && c != '\t'; }))
      return std::nullopt;
    if (name == "content-disposition") {
      if (disposition) return std::nullopt;
      disposition = read_disposition(value);
      if (!disposition) return std::nullopt;
    } else if (name == "content-type") {
      if (content_type) return std::nullopt;
      content_type = value;
    } else if (name == "content-transfer-encoding") {
      // RFC 7578, 4.7 has given it up; what is encoded would be taken for the text itself.
      const auto encoding = lower_ascii(value);
      if (encoding != "7bit" && encoding != "8bit" && encoding != "binary") return std::nullopt;
    }
  }
  if (disposition) disposition->content_type = content_type.value_or("");
  return disposition;
}

/// Walks from boundary to boundary.
class Parts {
 public:
  Parts(std::string_view body, std::string_view boundary)
      : rest_(body), delimiter_("\r\n--" + std::string(boundary)) {}

  /// To the first boundary; what stands before it is not part of the form.
  bool begin() {
    const auto first = std::string_view(delimiter_).substr(2);
    if (rest_.starts_with(first)) {
      rest_.remove_prefix(first.size());
      return after_boundary();
    }
    const auto at = rest_.find(delimiter_);
    if (at == npos) return false;
    rest_.remove_prefix(at + delimiter_.size());
    return after_boundary();
  }
  bool at_end() const { return at_end_; }
  /// The lines before the blank line, which may be none.
  std::optional<std::string_view> head() {
    if (rest_.starts_with("\r\n")) {
      rest_.remove_prefix(2);
      return std::string_view{};
    }
    const auto end = rest_.substr(0, part_head_limit).find("\r\n\r\n");
    if (end == npos) return std::nullopt;
    const auto block = rest_.substr(0, end);
    rest_.remove_prefix(end + 4);
    return block;
  }
  /// Up to the next boundary, which may follow the head at once.
  std::optional<std::string_view> content() {
    const auto end = rest_.find(delimiter_);
    if (end == npos) return std::nullopt;
    const auto bytes = rest_.substr(0, end);
    rest_.remove_prefix(end + delimiter_.size());
    if (!after_boundary()) return std::nullopt;
    return bytes;
  }

 private:
  bool after_boundary() {
    if (rest_.starts_with("--")) {
      at_end_ = true;
      return true;
    }
    const auto padding = std::min(rest_.find_first_not_of(" \t"), rest_.size());
    rest_.remove_prefix(padding);
    if (!rest_.starts_with("\r\n")) return false;
    rest_.remove_prefix(2);
    return true;
  }

  std::string_view rest_;
  std::string delimiter_;
  bool at_end_ = false;
};

}  // namespace

Result<Form, Message> read_multipart(std::string_view content_type, std::string_view body) {
  const auto boundary = boundary_of(content_type);
  if (!boundary) return no(form_garbled());
  Parts parts(body, *boundary);
  if (!parts.begin()) return no(form_garbled());
  Form form;
  while (!parts.at_end()) {
    if (form.fields.size() + form.files.size() >= form_fields_limit) return no(form_too_many_fields());
    const auto block = parts.head();
    if (!block) return no(form_garbled());
    auto head = read_part_head(*block);
    const auto content = parts.content();
    if (!head || !content || !is_field_text(head->field)) return no(form_garbled());
    if (head->field.size() > form_name_limit) return no(form_name_too_long());
    if (!head->filename) {
      if (!is_field_text(*content)) return no(form_garbled());
      form.fields.emplace_back(std::move(head->field), *content);
    } else if (!head->filename->empty() || !content->empty()) {
      form.files.push_back({std::move(head->field), std::move(*head->filename), std::move(head->content_type),
                            std::string(*content)});
    }
  }
  return form;
}

}  // namespace parvis::http

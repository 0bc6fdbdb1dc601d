#include "platform/base/message.hpp"

namespace parvis {

std::string fill(std::string_view sentence,
                 const std::vector<std::pair<std::string_view, std::string>>& values) {
  std::string out;
  out.reserve(sentence.size() + 32);
  while (!sentence.empty()) {
    const auto open = sentence.find('{');
    if (open == std::string_view::npos) break;
    const auto close = sentence.find('}', open);
    if (close == std::string_view::npos) break;
    out += sentence.substr(0, open);
    const auto name = sentence.substr(open + 1, close - open - 1);
    bool found = false;
    for (const auto& [key, value] : values)
      if (key == name) {
        out += value;
        found = true;
        break;
      }
    if (!found) out += sentence.substr(open, close - open + 1);
    sentence.remove_prefix(close + 1);
  }
  out += sentence;
  return out;
}

std::string in_english(const Message& message) {
  std::vector<std::pair<std::string_view, std::string>> values;
  for (const auto& argument : message.arguments) {
    if (const auto* number = std::get_if<std::int64_t>(&argument.value))
      values.emplace_back(argument.name, std::to_string(*number));
    else if (const auto* text = std::get_if<std::string>(&argument.value))
      values.emplace_back(argument.name, *text);
    else
      values.emplace_back(argument.name,
                          in_english(*std::get<std::shared_ptr<const Message>>(argument.value)));
  }
  const bool many = !message.plural.empty() && message.count != 1;
  return fill(many ? message.plural : message.id, values);
}

}  // namespace parvis

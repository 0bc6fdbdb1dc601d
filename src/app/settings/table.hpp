/// A table of a settings file, read key by key: what is not asked for is told as unknown. Inside this folder only.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/settings/settings.hpp"
#include "platform/base/fold.hpp"
#include "platform/files/files.hpp"
#include "platform/toml/toml.hpp"

namespace parvis::settings {

class Table {
 public:
  Table(std::string file, const toml::Value& of) : file_(std::move(file)), of_(of) {}

  std::string text(std::string_view key, std::string_view otherwise = {}) {
    const auto* value = take(key);
    if (!value) return std::string(otherwise);
    if (const auto* text = value->string()) return *text;
    wrong(value->line(), say("{key} is a text in quotes.").with("key", std::string(key)));
    return {};
  }
  std::string needed(std::string_view key, std::string_view example) {
    auto text = this->text(key);
    if (text.empty())
      wrong(of_.line(), say("{key} is missing. Write for example {key} = \"{example}\".")
                            .with("key", std::string(key))
                            .with("example", std::string(example)));
    return text;
  }
  std::optional<std::int64_t> number(std::string_view key) {
    const auto* value = take(key);
    if (!value) return std::nullopt;
    if (const auto number = value->integer()) return number;
    wrong(value->line(), say("{key} is a whole number such as 587.").with("key", std::string(key)));
    return std::nullopt;
  }
  std::vector<std::string> texts(std::string_view key) {
    const auto* value = take(key);
    std::vector<std::string> all;
    if (!value) return all;
    bool right = value->kind() == toml::Kind::array;
    for (const auto& item : value->items()) {
      right &= item.string() != nullptr;
      if (item.string()) all.push_back(*item.string());
    }
    if (!right)
      wrong(value->line(), say("{key} is a list of texts, such as [\"mfa\"].").with("key", std::string(key)));
    return all;
  }
  /// The path of a file named here: beside this one, or whole.
  std::string path(std::string_view key) {
    const auto named = text(key);
    if (named.empty()) return {};
    return (std::filesystem::path(file_).parent_path() / named).string();
  }
  /// What stands in it, without blanks and line ends around it.
  std::string secret(std::string_view key) {
    const auto where = path(key);
    if (where.empty()) return {};
    const auto bytes = files::read_file(where);
    if (bytes) return std::string(trimmed(*bytes));
    wrong(of_.line(), bytes.error());
    return {};
  }
  const toml::Value* take(std::string_view key) {
    known_.insert(std::string(key));
    return of_.find(key);
  }
  void wrong(int line, Message expected) {
    if (!fault_) fault_ = Fault{file_, line, std::move(expected)};
  }
  int line() const { return of_.line(); }

  /// The first thing that is wrong, or a key that nobody asked for.
  std::optional<Fault> fault() const {
    if (fault_) return fault_;
    for (const auto& entry : of_.entries())
      if (!known_.contains(entry.key))
        return Fault{file_, entry.line, say("There is no setting {key}.").with("key", entry.key)};
    return std::nullopt;
  }

 private:
  std::string file_;
  const toml::Value& of_;
  std::set<std::string> known_;
  std::optional<Fault> fault_;
};

}  // namespace parvis::settings

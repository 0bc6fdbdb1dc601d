/// One table of a programme file while it is read: asks for keys, remembers which it was asked for, and tells
/// everything that is not as it should be. Private to this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/programme/programme.hpp"
#include "platform/toml/toml.hpp"

namespace parvis::programme {

enum class Need { required, optional };

class Faults {
 public:
  explicit Faults(std::string file) : file_(std::move(file)) {}
  void add(int line, std::string key, Message expected);
  std::vector<ConfigFault> by_line() &&;

 private:
  std::string file_;
  std::vector<ConfigFault> faults_;
};

/// Words that a key may have, in the order in which they are told.
template <class T>
using Words = std::vector<std::pair<std::string_view, T>>;

class Section {
 public:
  /// `path` stands before the keys in what is told: "tracks.rules"; empty for the file itself.
  Section(const toml::Value& table, std::string path, Faults& faults);

  int line() const { return table_.line(); }
  bool has(std::string_view key) const { return table_.find(key) != nullptr; }

  /// Each takes an `example` of the whole line, shown to whoever wrote something else. What is missing or wrong
  /// gives nothing, and a fault when it was needed or wrong.
  std::optional<std::string> text(std::string_view key, Need need, std::string_view example);
  std::optional<int> number(std::string_view key, int least, int most, Need need, std::string_view example);
  std::optional<bool> yes_or_no(std::string_view key, std::string_view example);
  std::optional<Date> day(std::string_view key, Need need, std::string_view example);
  LocalText local(std::string_view key, Need need, std::string_view example);
  std::vector<std::string> texts(std::string_view key, Need need, std::string_view example);
  std::vector<int> numbers(std::string_view key, int least, int most, std::string_view example);
  /// "svetsare-2026": small letters, digits, - and _.
  std::string id(Need need, std::string_view example);

  template <class T>
  std::optional<T> word(std::string_view key, const Words<T>& words, Need need) {
    const auto written = text(key, need, example_of(key, words));
    return written ? known(key, line_of(key), *written, words) : std::nullopt;
  }
  template <class T>
  std::vector<T> words(std::string_view key, const Words<T>& words, Need need) {
    std::vector<T> all;
    const std::string example = std::string(key) + " = [\"" + std::string(words.front().first) + "\"]";
    for (const auto& [written, line] : texts_with_lines(key, need, example))
      if (const auto one = known(key, line, written, words)) all.push_back(*one);
    return all;
  }

  /// [key], or key = { … }.
  std::optional<Section> table(std::string_view key);
  /// [[key]], as often as it stands.
  std::vector<Section> tables(std::string_view key);

  void fault(std::string_view key, Message expected);
  void fault_at(int line, std::string_view key, Message expected);
  /// When everything has been asked for: what else stands here is not known.
  void end();

 private:
  struct Written {
    std::string text;
    int line;
  };
  const toml::Value* find(std::string_view key, Need need, std::string_view example);
  int line_of(std::string_view key) const;
  std::string path_of(std::string_view key) const;
  std::vector<Written> texts_with_lines(std::string_view key, Need need, std::string_view example);
  void not_a_word(std::string_view key, int line, const std::string& written,
                  const std::vector<std::string_view>& words);

  template <class T>
  static std::string example_of(std::string_view key, const Words<T>& words) {
    return std::string(key) + " = \"" + std::string(words.front().first) + "\"";
  }
  template <class T>
  std::optional<T> known(std::string_view key, int line, const std::string& written, const Words<T>& words) {
    std::vector<std::string_view> ids;
    for (const auto& [id, value] : words) {
      if (id == written) return value;
      ids.push_back(id);
    }
    not_a_word(key, line, written, ids);
    return std::nullopt;
  }

  const toml::Value& table_;
  std::string path_;
  Faults* faults_;
  std::vector<std::string> known_keys_;
};

}  // namespace parvis::programme

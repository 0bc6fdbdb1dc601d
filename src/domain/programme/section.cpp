#include "domain/programme/section.hpp"

#include <algorithm>
#include <array>

#include "platform/base/fold.hpp"

namespace parvis::programme {

namespace {

/// The languages in which a city meets those who are new (the national ones of the shared list, and Finnish).
constexpr std::array languages_of_texts = {"sv", "latt", "en", "ar", "uk", "so", "fa", "ti", "fi"};

std::string listed(const std::vector<std::string_view>& words) {
  std::string all;
  for (const std::string_view word : words) {
    if (!all.empty()) all += ", ";
    all += word;
  }
  return all;
}

Message as_in(Message message, std::string_view example) {
  return std::move(message).with("example", std::string(example));
}

}  // namespace

void Faults::add(int line, std::string key, Message expected) {
  faults_.push_back({file_, std::max(line, 1), std::move(key), std::move(expected)});
}

std::vector<ConfigFault> Faults::by_line() && {
  std::ranges::stable_sort(faults_, {}, &ConfigFault::line);
  return std::move(faults_);
}

Section::Section(const toml::Value& table, std::string path, Faults& faults)
    : table_(table), path_(std::move(path)), faults_(&faults) {}

std::string Section::path_of(std::string_view key) const {
  return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

int Section::line_of(std::string_view key) const {
  const auto found = std::ranges::find(table_.entries(), key, &toml::Entry::key);
  return found == table_.entries().end() ? table_.line() : found->line;
}

void Section::fault(std::string_view key, Message expected) {
  fault_at(line_of(key), key, std::move(expected));
}

void Section::fault_at(int line, std::string_view key, Message expected) {
  faults_->add(line, path_of(key), std::move(expected));
}

const toml::Value* Section::find(std::string_view key, Need need, std::string_view example) {
  known_keys_.emplace_back(key);
  const toml::Value* value = table_.find(key);
  if (!value && need == Need::required)
    fault(key, as_in(say("This is missing. Write it, for example: {example}"), example));
  return value;
}

std::optional<std::string> Section::text(std::string_view key, Need need, std::string_view example) {
  const toml::Value* value = find(key, need, example);
  if (!value) return std::nullopt;
  if (const std::string* written = value->string(); written && !trimmed(*written).empty())
    return std::string(trimmed(*written));
  fault(key, as_in(say("A text between \" \" was expected, for example: {example}"), example));
  return std::nullopt;
}

std::optional<int> Section::number(std::string_view key, int least, int most, Need need,
                                   std::string_view example) {
  const toml::Value* value = find(key, need, example);
  if (!value) return std::nullopt;
  if (const auto number = value->integer(); number && *number >= least && *number <= most)
    return static_cast<int>(*number);
  fault(key, as_in(say("A whole number from {least} to {most} was expected, for example: {example}")
                       .with("least", std::int64_t{least})
                       .with("most", std::int64_t{most}),
                   example));
  return std::nullopt;
}

std::optional<bool> Section::yes_or_no(std::string_view key, std::string_view example) {
  const toml::Value* value = find(key, Need::optional, example);
  if (!value) return std::nullopt;
  const auto yes = value->boolean();
  if (!yes) fault(key, as_in(say("true or false was expected, for example: {example}"), example));
  return yes;
}

std::optional<Date> Section::day(std::string_view key, Need need, std::string_view example) {
  const toml::Value* value = find(key, need, example);
  if (!value) return std::nullopt;
  const auto day = value->date();
  if (!day)
    fault(key, as_in(say("A day without quotation marks was expected, for example: {example}"), example));
  return day;
}

LocalText Section::local(std::string_view key, Need need, std::string_view example) {
  const toml::Value* value = find(key, need, example);
  if (!value) return {};
  if (value->kind() != toml::Kind::table) {
    fault(key, as_in(say("A text for each language was expected, for example: {example}"), example));
    return {};
  }
  LocalText texts;
  Section languages(*value, path_of(key), *faults_);
  for (const char* code : languages_of_texts) {
    const bool is_swedish = std::string_view(code) == "sv";
    const Need language_need = is_swedish ? Need::required : Need::optional;
    if (auto written = languages.text(code, language_need, std::string(code) + " = \"…\""))
      texts.emplace(code, std::move(*written));
  }
  languages.end();
  return texts;
}

std::vector<Section::Written> Section::texts_with_lines(std::string_view key, Need need,
                                                        std::string_view example) {
  const toml::Value* value = find(key, need, example);
  if (!value) return {};
  std::vector<Written> all;
  bool is_right = value->kind() == toml::Kind::array && (need == Need::optional || !value->items().empty());
  for (const toml::Value& item : value->items()) {
    const std::string* written = item.string();
    is_right = is_right && written && !trimmed(*written).empty();
    if (written) all.push_back({std::string(trimmed(*written)), item.line()});
  }
  if (is_right) return all;
  fault(key, as_in(say("A list of texts was expected, for example: {example}"), example));
  return {};
}

std::vector<std::string> Section::texts(std::string_view key, Need need, std::string_view example) {
  std::vector<std::string> all;
  for (auto& [written, line] : texts_with_lines(key, need, example)) all.push_back(std::move(written));
  return all;
}

std::vector<int> Section::numbers(std::string_view key, int least, int most, std::string_view example) {
  const toml::Value* value = find(key, Need::optional, example);
  if (!value) return {};
  std::vector<int> all;
  bool is_right = value->kind() == toml::Kind::array;
  for (const toml::Value& item : value->items()) {
    const auto number = item.integer();
    is_right = is_right && number && *number >= least && *number <= most;
    if (is_right) all.push_back(static_cast<int>(*number));
  }
  if (is_right) return all;
  fault(key, as_in(say("A list of whole numbers from {least} to {most} was expected, for example: {example}")
                       .with("least", std::int64_t{least})
                       .with("most", std::int64_t{most}),
                   example));
  return {};
}

std::string Section::id(Need need, std::string_view example) {
  const auto written = text("id", need, example);
  if (!written) return {};
  const bool is_plain = written->size() <= 64 && std::ranges::all_of(*written, [](char c) {
                          return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
                        });
  if (is_plain) return *written;
  fault(
      "id",
      as_in(say("Only small letters a–z, digits, - and _ can stand here, at most 64, for example: {example}"),
            example));
  return {};
}

std::optional<Section> Section::table(std::string_view key) {
  const std::string example = "[" + path_of(key) + "]";
  const toml::Value* value = find(key, Need::optional, example);
  if (!value) return std::nullopt;
  if (value->kind() == toml::Kind::table) return Section(*value, path_of(key), *faults_);
  fault(key, as_in(say("A section of its own was expected, which begins with: {example}"), example));
  return std::nullopt;
}

std::vector<Section> Section::tables(std::string_view key) {
  const std::string example = "[[" + path_of(key) + "]]";
  const toml::Value* value = find(key, Need::optional, example);
  if (!value) return {};
  std::vector<Section> all;
  bool is_right = value->kind() == toml::Kind::array && !value->items().empty();
  for (const toml::Value& item : value->items()) {
    is_right = is_right && item.kind() == toml::Kind::table;
    if (is_right) all.emplace_back(item, path_of(key), *faults_);
  }
  if (is_right) return all;
  fault(key, as_in(say("One or more sections were expected, each of which begins with: {example}"), example));
  return {};
}

void Section::not_a_word(std::string_view key, int line, const std::string& written,
                         const std::vector<std::string_view>& words) {
  const std::string_view meant = nearest(written, words);
  if (meant.empty())
    fault_at(line, key,
             say("“{written}” is not known here. These words are known: {words}.")
                 .with("written", written)
                 .with("words", listed(words)));
  else
    fault_at(line, key,
             say("“{written}” is not known here. Did you mean {meant}? These words are known: {words}.")
                 .with("written", written)
                 .with("meant", std::string(meant))
                 .with("words", listed(words)));
}

void Section::end() {
  const std::vector<std::string_view> known(known_keys_.begin(), known_keys_.end());
  for (const toml::Entry& entry : table_.entries()) {
    if (std::ranges::find(known, entry.key) != known.end()) continue;
    const std::string_view meant = nearest(entry.key, known);
    if (meant.empty())
      fault_at(entry.line, entry.key,
               say("This key is not known here. These are: {words}.").with("words", listed(known)));
    else
      fault_at(entry.line, entry.key,
               say("This key is not known here. Did you mean {meant}?").with("meant", std::string(meant)));
  }
}

}  // namespace parvis::programme

#include "platform/toml/toml.hpp"

namespace parvis::toml {
namespace {
/// The parser asserts what a file can make untrue (`[=`). Assertions never judge input, so this one is thrown and
/// becomes a fault in `read`.
struct ParserGaveUp {};
[[noreturn]] void give_up() {
  throw ParserGaveUp{};
}
}  // namespace
}  // namespace parvis::toml

#ifdef NDEBUG
#error "the parser then takes its assertions for granted"
#endif
#define TOML_ASSERT(expression) ((expression) ? static_cast<void>(0) : ::parvis::toml::give_up())
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 32
#include <toml++/toml.h>

#include <algorithm>
#include <cstddef>
#include <tuple>

#include "platform/base/fold.hpp"

namespace parvis::toml {

static_assert(TOML_MAX_NESTED_VALUES == most_depth);

Kind Value::kind() const {
  struct Of {
    Kind operator()(std::monostate) const { return Kind::other; }
    Kind operator()(const Entries&) const { return Kind::table; }
    Kind operator()(const Items&) const { return Kind::array; }
    Kind operator()(const std::string&) const { return Kind::string; }
    Kind operator()(std::int64_t) const { return Kind::integer; }
    Kind operator()(bool) const { return Kind::boolean; }
    Kind operator()(Date) const { return Kind::date; }
  };
  return std::visit(Of{}, content_);
}

const Value::Entries& Value::entries() const {
  static const Entries none;
  const auto* entries = std::get_if<Entries>(&content_);
  return entries ? *entries : none;
}

const Value* Value::find(std::string_view key) const {
  const auto& all = entries();
  const auto found = std::ranges::find(all, key, &Entry::key);
  return found == all.end() ? nullptr : &found->value;
}

const Value::Items& Value::items() const {
  static const Items none;
  const auto* items = std::get_if<Items>(&content_);
  return items ? *items : none;
}

std::optional<std::int64_t> Value::integer() const {
  const auto* number = std::get_if<std::int64_t>(&content_);
  return number ? std::optional(*number) : std::nullopt;
}

std::optional<bool> Value::boolean() const {
  const auto* yes = std::get_if<bool>(&content_);
  return yes ? std::optional(*yes) : std::nullopt;
}

std::optional<Date> Value::date() const {
  const auto* day = std::get_if<Date>(&content_);
  return day ? std::optional(*day) : std::nullopt;
}

namespace {

/// The parser bounds nested values but not dotted keys (`a.a.a.a… = 1`), and each step of those is one more
/// call when the tree is freed. So the dots are counted first: outside texts and comments, since the last sign
/// that ends a key.
class DotCount {
 public:
  explicit DotCount(std::string_view bytes) : bytes_(bytes) {}

  /// The line in which a key has too many parts.
  std::optional<int> line_of_too_many() {
    while (at_ < bytes_.size()) {
      const char c = bytes_[at_];
      if (c == '"' || c == '\'') {
        skip_text(c);
        continue;
      }
      if (c == '#') {
        at_ = std::min(bytes_.find('\n', at_), bytes_.size());
        continue;
      }
      if (c == '\n') ++line_;
      if (std::string_view("\n=,[]{}").find(c) != std::string_view::npos) dots_ = 0;
      if (c == '.' && ++dots_ > most_depth) return line_;
      ++at_;
    }
    return std::nullopt;
  }

 private:
  void skip_text(char quote) {
    const std::string three(3, quote);
    const bool is_long = bytes_.substr(at_, 3) == three;
    at_ += is_long ? 3 : 1;
    while (at_ < bytes_.size()) {
      const char c = bytes_[at_];
      if (c == '\n') {
        if (!is_long) return;  // the parser says what is wrong with it
        ++line_;
      }
      if (c == '\\' && quote == '"') {
        at_ += 2;
        continue;
      }
      if (is_long ? bytes_.substr(at_, 3) == three : c == quote) {
        at_ += is_long ? 3 : 1;
        // `"""a"""""`: up to two quotes may stand right before the closing three.
        for (int more = 0; is_long && more < 2 && at_ < bytes_.size() && bytes_[at_] == quote; ++more) ++at_;
        return;
      }
      ++at_;
    }
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  int line_ = 1;
  int dots_ = 0;
};

int line_of(const ::toml::source_region& source, int otherwise) {
  return source.begin.line > 0 ? static_cast<int>(source.begin.line) : otherwise;
}

Value value_of(const ::toml::node& node, int line);

Value table_of(const ::toml::table& table, int line) {
  Value::Entries entries;
  entries.reserve(table.size());
  for (const auto& [key, node] : table) {
    const int own = line_of(key.source(), line_of(node.source(), line));
    entries.push_back({std::string(key.str()), own, value_of(node, own)});
  }
  std::ranges::sort(entries, {}, [](const Entry& entry) { return std::tie(entry.line, entry.key); });
  return {line, std::move(entries)};
}

Value value_of(const ::toml::node& node, int line) {
  line = line_of(node.source(), line);
  if (const auto* table = node.as_table()) return table_of(*table, line);
  if (const auto* array = node.as_array()) {
    Value::Items items;
    items.reserve(array->size());
    for (const auto& item : *array) items.push_back(value_of(item, line));
    return {line, std::move(items)};
  }
  if (const auto* text = node.as_string()) return {line, text->get()};
  if (const auto* number = node.as_integer()) return {line, number->get()};
  if (const auto* yes = node.as_boolean()) return {line, yes->get()};
  if (const auto* day = node.as_date()) {
    if (const auto date = Date::from(day->get().year, day->get().month, day->get().day)) return {line, *date};
  }
  return {line, std::monostate{}};
}

Message no_key() {
  return say("A key and its value were expected here, as in: length_months = 6");
}

/// The parser explains itself in English and for programmers; the usual slips get a sentence of their own.
Message explained(std::string_view description) {
  const auto says = [&](std::string_view words) { return description.find(words) != std::string_view::npos; };
  if (says("redefine") || says("already defined") || says("duplicate"))
    return say("The same key stands twice. Keep one of them.");
  if (says("utf-8") || says("UTF-8"))
    return say("A letter here is not stored as UTF-8. Save the file as UTF-8 and try again.");
  if (says("parsing key") || says("key-value pair")) return no_key();
  if (says("string")) return say("A text here does not end. Put one \" before it and one after it.");
  if (says("depth") || says("nest"))
    return say("There is too much inside each other here: at most {most} steps.")
        .with("most", std::int64_t{most_depth});
  return say(
      "This cannot be read as a value. Write a text between \" \", a whole number, true, false, a date such "
      "as "
      "2026-12-31, or a list between [ ].");
}

/// Nothing when the parser gave up.
std::optional<::toml::parse_result> parsed(std::string_view bytes) {
  try {
    return ::toml::parse(bytes);
  } catch (const ParserGaveUp&) {
    return std::nullopt;
  }
}

/// The parser goes from line to line, so the line at which it gives up is the first that it cannot be given.
int line_of_giving_up(std::string_view bytes) {
  std::vector<std::size_t> ends;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    if (bytes[i] == '\n' || i + 1 == bytes.size()) ends.push_back(i + 1);
  const auto first = std::ranges::partition_point(
      ends, [&](std::size_t end) { return parsed(bytes.substr(0, end)).has_value(); });
  return static_cast<int>(std::min<std::ptrdiff_t>(first - ends.begin(), std::ssize(ends) - 1)) + 1;
}

}  // namespace

Result<Value, Fault> read(std::string_view bytes) {
  if (bytes.size() > most_bytes)
    return no(Fault{1, say("The file is larger than a configuration file can be: at most {most} bytes.")
                           .with("most", static_cast<std::int64_t>(most_bytes))});
  if (const auto line = DotCount(bytes).line_of_too_many())
    return no(Fault{*line, say("There is too much inside each other here: at most {most} steps.")
                               .with("most", std::int64_t{most_depth})});
  const auto answer = parsed(bytes);
  if (!answer) return no(Fault{line_of_giving_up(bytes), no_key()});
  if (!*answer)
    return no(Fault{line_of(answer->error().source(), 1), explained(answer->error().description())});
  return table_of(answer->table(), 1);
}

}  // namespace parvis::toml

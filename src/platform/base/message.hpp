/// Something to say to a person, as a value: which sentence, and what stands in it. The domain makes messages,
/// the pages and the command line show them in the reader's language (platform/i18n/texts.hpp).
///
///   say("The column {column} stands twice.").with("column", header)
///   say_n("{n} row was refused.", "{n} rows were refused.", refused)
///
/// The English sentence is the key; `./dev texts` collects all that stand in `say`, `say_n`, `t` and `N_`.
/// A value that is itself a term to translate is given as a message.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// Marks a literal as a sentence to translate without translating it here.
#define N_(literal) literal

namespace parvis {

struct Message {
  using Value = std::variant<std::int64_t, std::string, std::shared_ptr<const Message>>;
  struct Argument {
    std::string_view name;
    Value value;
  };

  std::string_view id;      ///< the English sentence, always a literal
  std::string_view plural;  ///< its plural form, or empty
  std::int64_t count = 0;   ///< decides the plural form
  std::vector<Argument> arguments;

  Message&& with(std::string_view name, std::string value) && {
    arguments.push_back({name, std::move(value)});
    return std::move(*this);
  }
  Message&& with(std::string_view name, std::int64_t value) && {
    arguments.push_back({name, value});
    return std::move(*this);
  }
  Message&& with(std::string_view name, Message value) && {
    arguments.push_back({name, std::make_shared<const Message>(std::move(value))});
    return std::move(*this);
  }
  bool empty() const { return id.empty(); }
};

[[nodiscard]] inline Message say(std::string_view id) {
  return {id, {}, 0, {}};
}
/// The number itself stands in the sentence as {n}.
[[nodiscard]] inline Message say_n(std::string_view one, std::string_view many, std::int64_t n) {
  Message message{one, many, n, {}};
  message.arguments.push_back({"n", n});
  return message;
}

/// The message in English, for logs and tests; pages and commands use Texts.
std::string in_english(const Message& message);

/// Puts values in the place of {name}. A name without a value stays as it is written.
std::string fill(std::string_view sentence,
                 const std::vector<std::pair<std::string_view, std::string>>& values);

}  // namespace parvis

/// The help as readers see it, and which words a command line may hold. For main.cpp alone: CLI11 is heavy.
#pragma once

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "platform/i18n/texts.hpp"

namespace parvis::cli {

/// Where the words on the command line led: `parvis`, `parvis match`, `parvis import undo`.
inline const CLI::App& last_command(const CLI::App& app) {
  const auto* command = &app;
  while (!command->get_subcommands().empty()) command = command->get_subcommands().back();
  return *command;
}

/// What nothing takes. A command that is none leaves all behind it over, and an option its value: they are what is wrong.
/// Empty when all is taken.
inline std::string stray_word(const CLI::App& app) {
  const auto words = app.remaining(true);
  const auto option =
      std::find_if(words.begin(), words.end(), [](const auto& word) { return word.starts_with("--"); });
  const bool has_command = &last_command(app) != &app;
  if (has_command && option != words.end()) return *option;
  return words.empty() ? std::string() : words.front();
}

inline std::vector<std::string> words_known_to(const CLI::App& app, const std::string& word) {
  const auto& command = last_command(app);
  std::vector<std::string> known;
  if (word.starts_with("--")) {
    for (const auto* option : command.get_options())
      for (const auto& name : option->get_lnames()) known.push_back("--" + name);
  } else {
    for (const auto* under : command.get_subcommands([](const CLI::App*) { return true; }))
      known.push_back(under->get_name());
  }
  return known;
}

/// CLI11 counts bytes where it lays out columns: what it would pad short of the column is padded the rest here.
class ColumnsByLetter : public CLI::Formatter {
 public:
  std::string make_option(const CLI::Option* option, bool is_positional) const override {
    return evened(CLI::Formatter::make_option(option, is_positional),
                  make_option_name(option, is_positional) + make_option_opts(option));
  }

 private:
  std::string evened(std::string line, const std::string& name) const {
    const auto further = static_cast<std::size_t>(
        std::count_if(name.begin(), name.end(), [](char c) { return (c & 0xC0) == 0x80; }));
    const auto end_of_name = line.find(name) + name.size();
    if (further == 0 || line.find('\n', end_of_name) < line.find_first_not_of(" \n", end_of_name))
      return line;
    return line.insert(end_of_name, further, ' ');
  }
};

/// The words of CLI11's own that stand in every help.
inline std::shared_ptr<CLI::Formatter> formatter(const Texts& t) {
  auto made = std::make_shared<ColumnsByLetter>();
  made->label("Usage", t("Usage"));
  made->label("OPTIONS", t("OPTIONS"));
  made->label("SUBCOMMAND", t("COMMAND"));
  made->label("SUBCOMMANDS", t("COMMANDS"));
  made->label("Positionals", t("What stands by itself"));
  return made;
}

/// What follows an option, and the headings above: CLI11 gives the English ones and the types' names.
inline void in_words(CLI::App& app, const Texts& t) {
  for (auto* option : app.get_options([](const CLI::Option*) { return true; })) {
    option->group(t("Options"));
    if (option->get_expected_max() == 0) continue;  // a flag
    const bool is_number =
        option->get_type_name().starts_with("INT") || option->get_type_name().starts_with("UINT");
    option->option_text((is_number ? t("NUMBER") : t("VALUE")) +
                        (option->get_required() ? " " + t("(needed)") : ""));
  }
  for (auto* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    command->group(t("Commands"));
    in_words(*command, t);
  }
}

}  // namespace parvis::cli

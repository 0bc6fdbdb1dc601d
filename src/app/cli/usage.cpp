#include "app/cli/usage.hpp"

#include <cstdlib>

#include "platform/base/fold.hpp"

namespace parvis::cli {
namespace {

std::string before(std::string_view text, std::string_view mark) {
  return std::string(text.substr(0, text.find(mark)));
}

std::string after(std::string_view text, std::string_view mark) {
  const auto at = text.find(mark);
  return std::string(at == std::string_view::npos ? text : text.substr(at + mark.size()));
}

/// Only the exact words that --help names: a typo must not become another language.
std::optional<Language> language_named(std::string_view code) {
  for (const auto language : all_languages)
    if (code_of(language) == code) return language;
  return std::nullopt;
}

}  // namespace

std::vector<std::string> codes_of_languages() {
  std::vector<std::string> codes;
  for (const auto language : all_languages) codes.emplace_back(code_of(language));
  return codes;
}

std::string languages_in_words() {
  std::string list;
  for (const auto& code : codes_of_languages()) list += (list.empty() ? "" : ", ") + code;
  return list;
}

CommandLine read_command_line(int argc, const char* const* argv) {
  constexpr std::string_view option = "--lang", with_value = "--lang=";
  CommandLine line;
  const auto take = [&line](std::string_view code) {
    const auto language = language_named(code);
    if (language)
      line.asked = language;
    else
      line.is_language_unclear = true;
  };
  bool only_words = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (!only_words && word == option)
      take(i + 1 < argc ? argv[++i] : "");
    else if (!only_words && word.starts_with(with_value))
      take(word.substr(with_value.size()));
    else
      line.words.emplace_back(word);
    only_words |= word == "--";
  }
  return line;
}

Language language_of_terminal() {
  for (const auto* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (!value || !*value) continue;
    const std::string_view locale = value;  // sv_SE.UTF-8
    return language_named(locale.substr(0, locale.find_first_of("_.@"))).value_or(Language::swedish);
  }
  return Language::swedish;
}

std::string not_understood(const std::string& word, const std::vector<std::string>& known, const Texts& t) {
  const std::vector<std::string_view> words(known.begin(), known.end());
  const auto meant = nearest(word, words);
  if (meant.empty()) return t(say("{words} is not understood here.").with("words", word));
  return t(say("{words} is not understood here. Did you mean {meant}?")
               .with("words", word)
               .with("meant", std::string(meant)));
}

std::string wrong_use_in_words(std::string_view kind, std::string_view what, const Texts& t) {
  const auto option = before(what, ": ");
  if (kind == "RequiredError" && what.starts_with("A subcommand"))
    return t("A command is missing, such as parvis match.");
  if (kind == "RequiredError")
    return t(say("{option} is missing.").with("option", before(what, " is required")));
  // This error bears the name of the command instead of its own.
  if (what.starts_with("The following argument"))
    return t(say("{words} is not understood here.").with("words", after(what, ": ")));
  if (kind == "ValidationError") return std::string(what);  // our own validators speak the reader's language
  if (kind == "ConversionError")
    return t(say("{option} takes a whole number such as 7.")
                 .with("option", before(after(what, "Could not convert: "), " = ")));
  if (kind == "ArgumentMismatch" && what.find("At Most") != std::string_view::npos)
    return t(say("{option} can be given once only.").with("option", option));
  if (kind == "ArgumentMismatch" && option != what)
    return t(say("{option} takes a value. Write it behind.").with("option", option));
  return t(say("This is not understood: {what}").with("what", std::string(what)));
}

}  // namespace parvis::cli

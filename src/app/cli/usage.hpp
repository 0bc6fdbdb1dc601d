/// What stands on the command line before anything is done: in which language help and wrong use are told, and
/// wrong use in words.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/i18n/texts.hpp"

namespace parvis::cli {

/// `--lang` may stand anywhere, also before the command: it is taken out, and the last one counts.
struct CommandLine {
  std::vector<std::string> words;  ///< without the program's name and without --lang
  std::optional<Language> asked;
  bool is_language_unclear = false;  ///< --lang without a language of ours behind
};
CommandLine read_command_line(int argc, const char* const* argv);

/// What may stand behind --lang: "sv", "latt", "en" …; and the same as one list.
std::vector<std::string> codes_of_languages();
std::string languages_in_words();

/// The language of the person at the terminal, by LC_ALL, LC_MESSAGES or LANG, whichever is set first. Swedish when it
/// is none of ours. For help and wrong use only: what is written to files is the same on every machine.
Language language_of_terminal();

/// A word that no command takes, with what was probably meant among `known`.
std::string not_understood(const std::string& word, const std::vector<std::string>& known, const Texts& t);

/// What CLI11 says in English, as a sentence of ours. `kind` is the name of its error, `what` its text.
std::string wrong_use_in_words(std::string_view kind, std::string_view what, const Texts& t);

}  // namespace parvis::cli

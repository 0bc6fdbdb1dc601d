#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "app/cli/command.hpp"
#include "platform/files/files.hpp"

namespace parvis::cli {
namespace {

std::string tracks_of(const programme::Programme& programme) {
  std::string list;
  for (const auto& track : programme.tracks) list += (list.empty() ? "" : ", ") + track.id;
  return list;
}

}  // namespace

std::optional<formats::Table> load_table(const std::string& path, const Texts& t, int& exit_code) {
  auto bytes = files::read_file(path);
  if (!bytes) {
    tell(t(bytes.error()));
    exit_code = bad_input;
    return std::nullopt;
  }
  auto table = formats::read_table(*bytes, std::filesystem::path(path).filename().string());
  if (!table) {
    const auto& wrong = table.error();
    tell(wrong.row > 0 ? fmt::format("{}:{}: {}", path, wrong.row, t(wrong.what))
                       : fmt::format("{}: {}", path, t(wrong.what)));
    exit_code = bad_input;
    return std::nullopt;
  }
  return std::move(*table);
}

std::string for_terminal(std::string line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto c = static_cast<unsigned char>(line[i]);
    if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) line[i] = ' ';
    // U+0080–U+009F steer a terminal too.
    if (c == 0xC2 && i + 1 < line.size() && static_cast<unsigned char>(line[i + 1]) < 0xA0)
      line[i] = line[i + 1] = ' ';
  }
  return line;
}

void tell(const std::string& sentence) {
  fmt::print(stderr, "{}\n", for_terminal(sentence));
}

bool has_a_place(const std::string& path, const Texts& t) {
  namespace fs = std::filesystem;
  if (path.empty()) return true;
  std::error_code wrong;
  if (fs::is_directory(path, wrong)) {
    tell(t(say("{file} is a folder. Write the name of a file in it.").with("file", path)));
    return false;
  }
  const auto folder = fs::path(path).parent_path();
  if (folder.empty() || fs::is_directory(folder, wrong)) return true;
  tell(t(say("There is no folder {folder} for {file}. Make it first, or write another.")
             .with("folder", folder.string())
             .with("file", path)));
  return false;
}

bool save(const std::string& path, std::string_view bytes, const Texts& t) {
  auto written = files::write_file(path, bytes);
  if (!written) tell(t(written.error()));
  return written.has_value();
}

std::shared_ptr<const occupations::Taxonomy> load_taxonomy(const std::string& file, const Texts& t) {
  if (file.empty()) return occupations::Taxonomy::starter();
  auto taxonomy = occupations::Taxonomy::load(file);
  if (taxonomy) return *taxonomy;
  tell(fmt::format("{}: {}", file, t(taxonomy.error())));
  return nullptr;
}

std::string line_of(const programme::ConfigFault& fault, const Texts& t) {
  return fmt::format("{}:{}: {}{}{}", fault.file, fault.line, fault.key, fault.key.empty() ? "" : ": ",
                     t(fault.expected));
}

std::string line_of(const people::Reject& reject, const Texts& t) {
  std::string where = reject.file;
  if (reject.row > 0) where += fmt::format(":{}", reject.row);
  if (!reject.column.empty()) where += ": " + reject.column;
  if (!reject.value.empty()) where += " " + t(say("“{value}”").with("value", reject.value));
  return where + ": " + t(reject.reason);
}

std::optional<Loaded> load(const RoundFiles& files, const Texts& t, int& exit_code) {
  exit_code = bad_input;
  Loaded loaded;
  const auto toml = files::read_file(files.programme);
  if (!toml) {
    tell(t(toml.error()));
    return std::nullopt;
  }
  auto read = programme::read_programme(*toml, files.programme);
  for (const auto& wrong : read.faults) tell(line_of(wrong, t));
  if (!read.programme) return std::nullopt;
  if (read.programme->is_template) {
    tell(t(say("{file} is a template. Fill it in, take the line is_template away, and run it then.")
               .with("file", files.programme)));
    return std::nullopt;
  }
  loaded.programme = std::move(*read.programme);
  loaded.track = loaded.programme.track(files.track);
  if (!loaded.track) {
    tell(files.track.empty() ? t(say("The programme has several tracks. Choose one with --track: {tracks}.")
                                     .with("tracks", tracks_of(loaded.programme)))
                             : t(say("The programme has no track {track}. It has: {tracks}.")
                                     .with("track", files.track)
                                     .with("tracks", tracks_of(loaded.programme))));
    exit_code = wrong_use;
    return std::nullopt;
  }
  loaded.taxonomy = load_taxonomy(files.taxonomy, t);
  if (!loaded.taxonomy) return std::nullopt;
  auto adepts = load_table(files.adepts, t, exit_code);
  auto mentors = load_table(files.mentors, t, exit_code);
  if (!adepts || !mentors) return std::nullopt;
  loaded.sheets.adepts = std::move(*adepts);
  loaded.sheets.mentors = std::move(*mentors);
  if (!files.locks.empty()) {
    loaded.sheets.locks = load_table(files.locks, t, exit_code);
    if (!loaded.sheets.locks) return std::nullopt;
  }
  // At a terminal titles.csv may be a name for what is about to be settled.
  const bool to_be_written =
      files.settles_titles && ::isatty(0) == 1 && ::isatty(2) == 1 && !std::filesystem::exists(files.titles);
  if (!files.titles.empty() && !to_be_written) {
    loaded.sheets.titles = load_table(files.titles, t, exit_code);
    if (!loaded.sheets.titles) return std::nullopt;
  }
  exit_code = done;
  return loaded;
}

}  // namespace parvis::cli

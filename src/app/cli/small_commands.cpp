#include <fmt/format.h>

#include <filesystem>

#include "app/assets/assets.hpp"
#include "app/catalogue/catalogue.hpp"
#include "app/cli/command.hpp"
#include "app/cli/progress.hpp"
#include "app/demo/demo.hpp"
#include "app/problems/problems.hpp"
#include "app/processing/register.hpp"
#include "app/web/web.hpp"
#include "domain/occupations/taxonomy.hpp"
#include "platform/files/files.hpp"

namespace parvis::cli {

int assign(const std::string& file, const std::string& format, const std::string& places,
           const std::string& certificate, const Texts& t) {
  if (!has_a_place(certificate, t)) return wrong_use;
  const auto outcome = [&] {
    ProgressBar bar(t);
    return problems::assign({file, format, places, certificate,
                             [&](int share) { bar.show(N_("Finding the best set of pairs"), share); }});
  }();
  if (!outcome) {
    tell(t(outcome.error().what));
    switch (outcome.error().kind) {
      case problems::AssignNo::Kind::wrong_use: return wrong_use;
      case problems::AssignNo::Kind::bad_input: return bad_input;
      case problems::AssignNo::Kind::fault: return fault;
    }
  }
  fmt::print("matched {} objective {} read_s {:.6f} solve_s {:.6f}\n", outcome->matched, outcome->objective,
             outcome->read_s, outcome->solve_s);
  return outcome->matched == 0 ? nothing : done;
}

int check_programme(const std::string& file, const Texts& t) {
  const auto toml = files::read_file(file);
  if (!toml) {
    tell(t(toml.error()));
    return bad_input;
  }
  const auto read = programme::read_programme(*toml, file);
  for (const auto& wrong : read.faults) fmt::print("{}\n", line_of(wrong, t));
  if (!read.programme) return bad_input;
  fmt::print("{}\n", programme::in_language(read.programme->name, t.code()));
  int met = 0;
  for (const auto& answer : programme::success_factors(*read.programme)) {
    met += answer.met ? 1 : 0;
    fmt::print("{} {}{}\n", answer.met ? "✓" : "–", t(programme::in_words(answer.factor)),
               answer.met ? "" : fmt::format(": {}", t(answer.missing)));
  }
  fmt::print("{}\n", t(say("{met} of 7 success factors are met.").with("met", std::int64_t{met})));
  return done;
}

int write_register(const std::string& out, const Texts& t) {
  const bool is_csv = out.ends_with(".csv");
  const auto bytes = is_csv ? processing::register_csv(t) : processing::register_document(t);
  if (out.empty()) {
    fmt::print("{}", bytes);
    return done;
  }
  if (!has_a_place(out, t)) return wrong_use;
  return save(out, bytes, t) ? done : fault;
}

int import_taxonomy(const std::string& folder, const std::string& out, const Texts& t) {
  if (!std::filesystem::is_directory(folder)) {
    tell(t(say("{folder} is not a folder.").with("folder", folder)));
    return bad_input;
  }
  if (!has_a_place(out, t)) return wrong_use;
  const auto imported = occupations::import_folder(folder);
  for (const auto& finding : imported.report.findings)
    tell(fmt::format("{}{}{}: {}", finding.file, finding.row > 0 ? fmt::format(":{}", finding.row) : "",
                     finding.column.empty() ? "" : ": " + finding.column, t(finding.what)));
  if (imported.bytes.empty()) return bad_input;
  if (!save(out, imported.bytes, t)) return fault;
  const auto& report = imported.report;
  tell(t(say("{occupations} occupations, {titles} titles, {pairs} nearby pairs, {languages} languages, "
             "{districts} districts, "
             "{professions} regulated professions.")
             .with("occupations", std::int64_t{report.occupations})
             .with("titles", std::int64_t{report.titles})
             .with("pairs", std::int64_t{report.nearness_pairs})
             .with("languages", std::int64_t{report.languages})
             .with("districts", std::int64_t{report.districts})
             .with("professions", std::int64_t{report.professions})));
  return done;
}

int make_demo(const std::string& folder, int adepts, int mentors, std::uint64_t seed, Existing there,
              const Texts& t) {
  std::error_code wrong;
  std::vector<std::string> names = {folder + "/adepts.csv", folder + "/mentors.csv"};
  for (const auto& file : programme_files()) names.push_back(folder + "/" + std::string(file.path));
  for (const auto& name : names)
    if (there == Existing::left && std::filesystem::exists(name, wrong)) {
      tell(t(
          say("{file} is there already, perhaps with changes of yours. Write --replace to write over it, or "
              "choose another folder.")
              .with("file", name)));
      return wrong_use;
    }
  std::filesystem::create_directories(folder, wrong);
  if (wrong) {
    tell(t(say("{folder} cannot be made.").with("folder", folder)));
    return fault;
  }
  const auto city = demo::make_city(*occupations::Taxonomy::starter(), adepts, mentors, seed);
  if (!save(folder + "/adepts.csv", city.adepts_csv, t) ||
      !save(folder + "/mentors.csv", city.mentors_csv, t))
    return fault;
  for (const auto& file : programme_files())
    if (!save(folder + "/" + std::string(file.path), file.bytes, t)) return fault;
  tell(t(say("The demo city is in {folder}, all invented, with the programmes. Adepts: {adepts}, mentors: "
             "{mentors}.")
             .with("folder", folder)
             .with("adepts", std::int64_t{adepts})
             .with("mentors", std::int64_t{mentors})));
  return done;
}

int doctor(const keep::Where& where, keep::Chain chain, const Texts& t) {
  bool well = true;
  const auto line = [&](bool good, const std::string& what) {
    well &= good;
    fmt::print("{} {}\n", good ? "✓" : "–", what);
  };
  const auto starter = occupations::Taxonomy::starter();
  line(!starter->groups().empty(),
       t(say_n("{n} occupational group in the starter set", "{n} occupational groups in the starter set",
               static_cast<std::int64_t>(starter->groups().size()))));
  line(starter->find("svetsare").occupation.has_value(), t("A title finds its occupation"));
  for (const auto language : all_languages)
    line(language == Language::english || Texts::in(language)("January") != "January",
         t(say("Texts in {language}").with("language", std::string(own_name_of(language)))));
  const auto& loaded = catalogue::bundled_programmes();
  line(!loaded.empty(), t(say_n("{n} programme comes with Parvis", "{n} programmes come with Parvis",
                                static_cast<std::int64_t>(loaded.size()))));
  line(find_asset(asset_url("parvis.css").text()) != nullptr, t("Style sheets, fonts and script"));
  std::error_code wrong;
  (void)std::filesystem::temp_directory_path(wrong);
  line(!wrong, t("A folder for temporary files"));
  const bool program_is_well = well;
  if (!where.data.empty() || !where.database.empty())
    for (const auto& finding : keep::look_over(where, Moment::now(), chain))
      line(finding.good, t(finding.what));
  fmt::print("{}\n", well               ? t("All is well.")
                     : !program_is_well ? t("Something is missing: build again with ./dev build.")
                                        : t("Something needs your care: see the lines with –."));
  return well ? done : fault;
}

}  // namespace parvis::cli

#include <CLI/CLI.hpp>
#include <exception>
#include <functional>

#include "app/cli/command.hpp"
#include "domain/access/role.hpp"
#include "platform/files/files.hpp"

namespace parvis::cli {
namespace {

void round_options(CLI::App* command, RoundFiles& files) {
  command->add_option("--programme", files.programme, "the programme's configuration (TOML)")->required();
  command->add_option("--adepts", files.adepts, "adepts, CSV or XLSX")->required();
  command->add_option("--mentors", files.mentors, "mentors, CSV or XLSX")->required();
  command->add_option("--track", files.track, "which track, when the programme has several");
  command->add_option("--locks", files.locks, "adept_id,mentor_id,in|out,reason");
  command->add_option("--titles", files.titles, "settled titles: title,ssyk");
  command->add_option("--taxonomy", files.taxonomy, "imported occupations, instead of the starter set");
  command->add_option("--lang", files.lang, "sv, en or ar")->check(CLI::IsMember({"sv", "en", "ar"}));
  command->add_option("--threads", files.threads, "how many threads")->check(CLI::Range(1, 64));
}

struct KeepOptions {
  keep::Where where;
  std::string city, language = "sv", file, replace;
  NewUser user;
  std::uint32_t key = 0;
  bool chain = false;
  ImportFiles importing;
  std::int64_t number = 0;
};
using WithLang = std::function<void(CLI::App*)>;
using ExitWith = std::function<std::function<void()>(std::function<int(const Texts&)>)>;

/// What an operator does with the city's memory.
void keep_options(CLI::App& app, KeepOptions& o, const WithLang& with_lang, const ExitWith& exit_with) {
  const auto add = [&](CLI::App& under, const char* name, const char* what,
                       std::function<int(const Texts&)> act) {
    auto* command = under.add_subcommand(name, what);
    command->add_option("--data", o.where.data, "the folder of the city's memory");
    command->add_option("--database", o.where.database, "postgresql://..., instead of the folder's own file");
    command->add_option("--keys", o.where.keys, "the key file; DIR.keys beside the folder when not given");
    with_lang(command);
    command->callback(exit_with(std::move(act)));
    return command;
  };
  auto* found_command = add(app, "found", "a new city: its folder, keys and database",
                            [&](const Texts& t) { return found(o.where, o.city, o.language, t); });
  found_command->add_option("--city", o.city, "the city's name")->required();
  found_command->add_option("--language", o.language, "the language the city works in: sv, en or ar")
      ->check(CLI::IsMember({"sv", "en", "ar"}));
  add(app, "migrate", "bring the database up to date", [&](const Texts& t) { return migrate(o.where, t); });
  auto* backup_command = add(app, "backup", "everything in one sealed file, checked by a restore",
                             [&](const Texts& t) { return back_up(o.where, o.file, t); });
  backup_command->add_option("file", o.file, "the file to write")->required();
  auto* restore_command = add(app, "restore", "take a backup back, into an empty place",
                              [&](const Texts& t) { return restore(o.where, o.file, o.replace, t); });
  restore_command->add_option("file", o.file, "the backup")->required();
  restore_command->add_option("--replace", o.replace, "the name of the city that lives here and is replaced");
  auto* audit_command = app.add_subcommand("audit", "about the log");
  audit_command->require_subcommand(1);
  add(*audit_command, "verify", "whether the log is as it was written",
      [&](const Texts& t) { return verify_audit(o.where, t); });
  auto* keys_command = app.add_subcommand("keys", "about the keys");
  keys_command->require_subcommand(1);
  add(*keys_command, "list", "which keys there are, and what is sealed with them",
      [&](const Texts& t) { return list_keys(o.where, t); });
  add(*keys_command, "rotate", "a new key, and everything sealed with it",
      [&](const Texts& t) { return rotate_keys(o.where, t); });
  auto* forget_command = add(*keys_command, "forget", "drop an old key that nothing is sealed with",
                             [&](const Texts& t) { return forget_key(o.where, o.key, t); });
  forget_command->add_option("id", o.key, "the key's number")->required();
  auto* user_command = app.add_subcommand("user", "about those who work with the city's memory");
  user_command->require_subcommand(1);
  auto* add_command =
      add(*user_command, "add", "somebody who signs in; the password is read from standard input",
          [&](const Texts& t) { return add_user(o.where, o.user, t); });
  add_command->add_option("--email", o.user.email, "the address they sign in with")->required();
  std::vector<std::string> roles;
  for (const auto role : access::all_roles) roles.emplace_back(access::id_of(role));
  add_command->add_option("--role", o.user.role, "manager, coordinator, operator, auditor ...")
      ->required()
      ->check(CLI::IsMember(roles));
  add_command->add_option("--name", o.user.name, "what they are called");
  add_command->add_option("--language", o.user.language, "in which they are written to: sv, en or ar")
      ->check(CLI::IsMember({"sv", "en", "ar"}));
  add_command->add_option("--programme", o.user.programme, "the code of the programme they work with");
  auto* reset_command = add(*user_command, "reset", "a new password, app and codes for who has lost them",
                            [&](const Texts& t) { return reset_user(o.where, o.user.email, t); });
  reset_command->add_option("--email", o.user.email, "the address they sign in with")->required();
  auto* doctor_command = add(
      app, "doctor", "whether this program, and the city's memory, have what they need",
      [&](const Texts& t) { return doctor(o.where, o.chain ? keep::Chain::verify : keep::Chain::leave, t); });
  doctor_command->add_flag("--verify-log", o.chain, "read the whole log, too");
}

/// A programme's own lists into the city's memory, and back.
void import_options(CLI::App& app, KeepOptions& o, const WithLang& with_lang, const ExitWith& exit_with) {
  auto& files = o.importing;
  const auto of_the_city = [&](CLI::App* command) {
    command->add_option("--data", files.where.data, "the folder of the city's memory");
    command->add_option("--database", files.where.database,
                        "postgresql://..., instead of the folder's own file");
    command->add_option("--keys", files.where.keys,
                        "the key file; DIR.keys beside the folder when not given");
    with_lang(command);
  };
  auto* command = app.add_subcommand("import", "a programme's own lists into the city's memory");
  of_the_city(command);
  command->add_option("--programme", files.programme, "the programme's code: duo");
  command->add_option("--track", files.track, "which track, when the programme has several");
  command->add_option("--adepts", files.adepts, "adepts, CSV or XLSX");
  command->add_option("--mentors", files.mentors, "mentors, CSV or XLSX");
  command->add_option("--titles", files.titles, "settled titles: title,ssyk");
  command->add_option("--decisions", files.decisions,
                      "the file of --report, with skip, same or new in the column decision");
  command->add_option("--taxonomy", files.taxonomy, "imported occupations, instead of the starter set");
  command->add_option("--keep", files.keep, "a further column to pass on to the report; may be given again")
      ->expected(1)
      ->take_all();
  command->add_flag("--dry-run", files.dry_run, "only tell what would be done");
  command->add_flag("--go", files.go, "do it: all or nothing");
  command->add_option("--report", files.report, "what would be done, row by row, as CSV");
  auto* undo_command = command->add_subcommand("undo", "take a whole import back");
  of_the_city(undo_command);
  undo_command->add_option("number", o.number, "the import's number")->required();
  const auto do_import = exit_with([&](const Texts& t) { return import_lists(files, t); });
  command->callback([command, do_import] {
    if (command->get_subcommands().empty()) do_import();
  });
  undo_command->callback(exit_with([&](const Texts& t) { return undo_import(files.where, o.number, t); }));
}

int run(int argc, char** argv) {
  CLI::App app{
      "Parvis: a city's mentor programmes. Exit codes: 0 done, 1 nothing matched or not proved, 2 wrong use, "
      "3 bad input, 4 fault."};
  app.name("parvis");
  app.set_version_flag("--version", "parvis " PARVIS_VERSION);
  app.require_subcommand(1);
  int exit_code = done;
  std::string lang = "sv";
  const auto texts = [&]() -> const Texts& {
    return Texts::in(language_of(lang).value_or(Language::swedish));
  };
  const auto with_lang = [&](CLI::App* command) {
    command->add_option("--lang", lang, "sv, en or ar")->check(CLI::IsMember({"sv", "en", "ar"}));
  };

  MatchFiles matching;
  auto* match_command = app.add_subcommand("match", "the best pairs from two spreadsheets, with reasons");
  round_options(match_command, matching);
  matching.settles_titles = true;
  const CLI::Validator whole_number(
      [](std::string& text) {
        const bool digits = text.find_first_not_of("0123456789") == std::string::npos;
        return digits ? std::string() : std::string("write a whole number such as 7");
      },
      "NUMBER");
  match_command->add_option("--seed", matching.seed, "settles what is still equal")->check(whole_number);
  match_command
      ->add_option("--on", matching.on, "the day of the round, 2026-03-31; today (UTC) when not given")
      ->check([](const std::string& day) {
        return Date::from_iso(day) ? std::string() : std::string("write a day such as 2026-03-31");
      });
  match_command->add_option("--out", matching.out, "pairs.csv")->required();
  match_command->add_option("--report", matching.report, "round.html, one file to print");
  match_command->add_option("--json", matching.json, "round.json");
  match_command->add_option("--certificate", matching.certificate, "cert.json, for parvis verify");
  match_command->add_option("--rejects", matching.rejects, "rejects.csv: what was refused or noted, and why");
  match_command
      ->add_option("--keep", matching.keep, "a further column to pass on to pairs.csv; may be given again")
      ->expected(1)
      ->take_all();
  match_command->add_flag("--names", matching.names, "names in round.html and round.json; else ids only");
  match_command->callback([&] { exit_code = match(matching); });

  VerifyFiles verifying;
  auto* verify_command =
      app.add_subcommand("verify", "check a certificate against the rules, without the engine");
  round_options(verify_command, verifying);
  auto* seed =
      verify_command->add_option("--seed", verifying.seed, "the seed of the round")->check(whole_number);
  verify_command->add_option("--pairs", verifying.pairs, "pairs.csv")->required();
  verify_command->add_option("--certificate", verifying.certificate, "cert.json")->required();
  verify_command->callback([&] {
    verifying.seed_given = seed->count() > 0;
    exit_code = verify(verifying);
  });

  std::string file, format, places, certificate;
  auto* assign_command =
      app.add_subcommand("assign", "the bare problem of numbers, from a file in a published format");
  assign_command->add_option("file", file, "the problem")->required();
  assign_command->add_option("--format", format, "orlib, dimacs-asn or edges")
      ->required()
      ->check(CLI::IsMember({"orlib", "dimacs-asn", "edges"}));
  assign_command->add_option("--places", places, "place,capacity (edges)");
  assign_command->add_option("--certificate", certificate, "where to write the proof");
  with_lang(assign_command);
  assign_command->callback([&] { exit_code = assign(file, format, places, certificate, texts()); });

  auto* programme_command = app.add_subcommand("programme", "about programmes");
  programme_command->require_subcommand(1);
  auto* check_command = programme_command->add_subcommand("check", "what a programme file lacks");
  check_command->add_option("file", file, "the programme's configuration (TOML)")->required();
  with_lang(check_command);
  check_command->callback([&] { exit_code = check_programme(file, texts()); });
  keep::Where keep_where;
  std::string from;
  auto* keep_command =
      programme_command->add_subcommand("keep", "keep a programme's rules in the city's memory");
  keep_command->add_option("file", file, "the programme's configuration (TOML)")->required();
  keep_command->add_option("--from", from, "the day from which they hold, 2026-03-31; today when not given");
  keep_command->add_option("--data", keep_where.data, "the folder of the city's memory");
  keep_command->add_option("--database", keep_where.database,
                           "postgresql://..., instead of the folder's own file");
  keep_command->add_option("--keys", keep_where.keys,
                           "the key file; DIR.keys beside the folder when not given");
  with_lang(keep_command);
  keep_command->callback([&] { exit_code = keep_programme(keep_where, file, from, texts()); });

  std::string folder, out;
  auto* taxonomy_command = app.add_subcommand("taxonomy", "about occupations");
  taxonomy_command->require_subcommand(1);
  auto* import_command = taxonomy_command->add_subcommand("import", "read a folder of open classifications");
  import_command->add_option("folder", folder, "the folder")->required();
  import_command->add_option("--out", out, "the compact file to write")->required();
  with_lang(import_command);
  import_command->callback([&] { exit_code = import_taxonomy(folder, out, texts()); });

  int adepts = 120, mentors = 90;
  std::uint64_t demo_seed = 1;
  auto* demo_command = app.add_subcommand("demo", "an invented city to try things on");
  demo_command->add_option("--out", folder, "the folder to write")->required();
  demo_command->add_option("--adepts", adepts, "how many adepts")->check(CLI::Range(0, 1'000'000));
  demo_command->add_option("--mentors", mentors, "how many mentors")->check(CLI::Range(0, 1'000'000));
  demo_command->add_option("--seed", demo_seed, "another city")->check(whole_number);
  with_lang(demo_command);
  demo_command->callback([&] { exit_code = make_demo(folder, adepts, mentors, demo_seed, texts()); });

  std::string listen = "127.0.0.1:8080", programmes, taxonomy;
  auto* serve_command = app.add_subcommand("serve", "the same in the browser");
  serve_command->add_option("--listen", listen, "address and port");
  serve_command->add_option("--programmes", programmes,
                            "a folder of programmes, instead of those that come with Parvis");
  serve_command->add_option("--taxonomy", taxonomy, "imported occupations, instead of the starter set");
  keep::Where serve_where;
  bool demo = false;
  serve_command->add_option("--data", serve_where.data, "the folder of the city's memory");
  serve_command->add_option("--database", serve_where.database,
                            "postgresql://..., instead of the folder's own file");
  serve_command->add_option("--keys", serve_where.keys,
                            "the key file; DIR.keys beside the folder when not given");
  serve_command->add_flag("--demo", demo, "an invented city, and ways to sign in as each of its roles");
  with_lang(serve_command);
  serve_command->callback(
      [&] { exit_code = serve(listen, programmes, taxonomy, serve_where, demo, texts()); });

  KeepOptions keeping;
  const auto exit_with = [&](const std::function<int(const Texts&)>& command) {
    return [&exit_code, &texts, command] { exit_code = command(texts()); };
  };
  keep_options(app, keeping, with_lang, exit_with);
  import_options(app, keeping, with_lang, exit_with);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) {
    return app.exit(wrong) == 0 ? done : wrong_use;
  }
  return exit_code;
}

}  // namespace
}  // namespace parvis::cli

int main(int argc, char** argv) {
  parvis::files::leave_no_half_files();
  try {
    return parvis::cli::run(argc, argv);
  } catch (const std::exception& error) {
    parvis::cli::tell(std::string("parvis: ") + error.what());
    return parvis::cli::fault;
  }
}

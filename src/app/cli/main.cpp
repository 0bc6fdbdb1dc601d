#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <exception>
#include <functional>
#include <iostream>

#include "app/cli/command.hpp"
#include "app/cli/help.hpp"
#include "app/cli/matching_options.hpp"
#include "app/cli/usage.hpp"
#include "domain/access/role.hpp"
#include "platform/files/files.hpp"

namespace parvis::cli {
namespace {

struct KeepOptions {
  keep::Where where;
  std::string city, language = "sv", file;
  RestoreFrom from;
  NewUser user;
  std::uint32_t key = 0;
  bool chain = false, dry_run = false;
  ImportFiles importing;
  std::int64_t number = 0, after = 0;
};
std::string leaked_words(const Texts& t) {
  return t("a list of leaked passwords (SHA-1 by line, in order): none of them is taken");
}

using ExitWith = std::function<std::function<void()>(std::function<int()>)>;

/// What an operator does with the city's memory.
void keep_options(CLI::App& app, KeepOptions& o, const ExitWith& exit_with, const Texts& t,
                  const Texts& out) {
  const auto add = [&](CLI::App& under, const char* name, const std::string& what, std::function<int()> act) {
    auto* command = under.add_subcommand(name, what);
    command->add_option("--data", o.where.data, t("the folder of the city's memory"));
    command->add_option("--database", o.where.database,
                        t("postgresql://..., instead of the folder's own file"));
    command->add_option("--keys", o.where.keys, t("the key file; DIR.keys beside the folder when not given"));
    show_lang(command);
    command->callback(exit_with(std::move(act)));
    return command;
  };
  auto* found_command = add(app, "found", t("a new city: its folder, keys and database"),
                            [&o, &out] { return found(o.where, o.city, o.language, out); });
  found_command->add_option("--city", o.city, t("the city's name"))->required();
  found_command
      ->add_option(
          "--language", o.language,
          t(say("the language the city works in: {languages}").with("languages", languages_in_words())))
      ->check(one_of(codes_of_languages(), t));
  add(app, "migrate", t("bring the database up to date"), [&o, &out] { return migrate(o.where, out); });
  auto* backup_command = add(app, "backup", t("everything in one sealed file, checked by a restore"),
                             [&o, &out] { return back_up(o.where, o.file, out); });
  backup_command->add_option("file", o.file, t("the file to write"))->required();
  auto* restore_command = add(app, "restore", t("take a backup back, into an empty place"),
                              [&o, &out] { return restore(o.where, o.from, out); });
  restore_command->add_option("file", o.from.file, t("the backup"))->required();
  restore_command->add_option("--replace", o.from.replace,
                              t("the name of the city that lives here and is replaced"));
  restore_command->add_option("--second", o.from.second,
                              t("the e-mail of the second person who stands behind the restore"));
  restore_command->add_flag("--ledger-is-lost", o.from.ledger_is_lost,
                            t("restore although the ledger of those who were erased is lost"));
  auto* jobs_command = add(app, "jobs", t("the nightly job: erase what has been kept its time"),
                           [&o, &out] { return jobs(o.where, o.dry_run, out); });
  jobs_command->add_flag("--dry-run", o.dry_run, t("only say what would be erased, and why"));
  auto* audit_command = app.add_subcommand("audit", t("about the log"));
  audit_command->require_subcommand(1);
  add(*audit_command, "verify", t("whether the log is as it was written"),
      [&o, &out] { return verify_audit(o.where, out); });
  auto* export_command =
      add(*audit_command, "export", t("the log as lines of JSON, for a system that keeps logs"),
          [&o, &out] { return export_audit(o.where, o.after, out); });
  export_command->add_option("--after", o.after, t("only rows with a greater number"))
      ->check(whole_number(t));
  auto* keys_command = app.add_subcommand("keys", t("about the keys"));
  keys_command->require_subcommand(1);
  add(*keys_command, "list", t("which keys there are, and what is sealed with them"),
      [&o, &out] { return list_keys(o.where, out); });
  add(*keys_command, "rotate", t("a new key, and everything sealed with it"),
      [&o, &out] { return rotate_keys(o.where, out); });
  auto* forget_command = add(*keys_command, "forget", t("drop an old key that nothing is sealed with"),
                             [&o, &out] { return forget_key(o.where, o.key, out); });
  forget_command->add_option("id", o.key, t("the key's number"))->required();
  auto* user_command = app.add_subcommand("user", t("about those who work with the city's memory"));
  user_command->require_subcommand(1);
  auto* add_command =
      add(*user_command, "add", t("somebody who signs in; the password is read from standard input"),
          [&o, &out] { return add_user(o.where, o.user, out); });
  add_command->add_option("--email", o.user.email, t("the address they sign in with"))->required();
  std::vector<std::string> roles;
  for (const auto role : access::all_roles) roles.emplace_back(access::id_of(role));
  add_command->add_option("--role", o.user.role, t("manager, coordinator, operator, auditor ..."))
      ->required()
      ->check(one_of(roles, t));
  add_command->add_option("--name", o.user.name, t("what they are called"));
  add_command
      ->add_option(
          "--language", o.user.language,
          t(say("in which they are written to: {languages}").with("languages", languages_in_words())))
      ->check(one_of(codes_of_languages(), t));
  add_command->add_option("--programme", o.user.programme, t("the code of the programme they work with"));
  auto* reset_command = add(*user_command, "reset", t("a new password, app and codes for who has lost them"),
                            [&o, &out] { return reset_user(o.where, o.user, out); });
  reset_command->add_option("--email", o.user.email, t("the address they sign in with"))->required();
  for (auto* command : {add_command, reset_command})
    command->add_option("--leaked-passwords", o.user.leaked_passwords, leaked_words(t));
  auto* doctor_command =
      add(app, "doctor", t("whether this program, and the city's memory, have what they need"),
          [&o, &out] { return doctor(o.where, o.chain ? keep::Chain::verify : keep::Chain::leave, out); });
  doctor_command->add_flag("--verify-log", o.chain, t("read the whole log, too"));
}

/// A programme's own lists into the city's memory, and back.
void serve_options(CLI::App& app, ServeOptions& serving, const Texts& t) {
  auto* command = app.add_subcommand("serve", t("the same in the browser"));
  command->add_option("--listen", serving.listen, t("address and port"));
  command->add_option("--programmes", serving.programmes,
                      t("a folder of programmes, instead of those that come with Parvis"));
  command->add_option("--taxonomy", serving.taxonomy, t("imported occupations, instead of the starter set"));
  command->add_option("--data", serving.where.data, t("the folder of the city's memory"));
  command->add_option("--database", serving.where.database,
                      t("postgresql://..., instead of the folder's own file"));
  command->add_option("--keys", serving.where.keys,
                      t("the key file; DIR.keys beside the folder when not given"));
  command->add_option("--sign-in", serving.sign_in_file,
                      t("settings of the services at which people sign in (TOML)"));
  command->add_option("--mail", serving.mail_file, t("settings of the mail server (TOML)"));
  command->add_option("--leaked-passwords", serving.leaked_passwords, leaked_words(t));
  command->add_option("--tls-cert", serving.tls_certificate,
                      t("a certificate with its chain (PEM): Parvis speaks https itself"));
  command->add_option("--tls-key", serving.tls_key, t("its key (PEM)"));
  command->add_option("--behind-proxy", serving.behind_proxy,
                      t("the address of a server with TLS in front, whose word on who asks counts"));
  command->add_flag("--demo", serving.demo, t("an invented city, and ways to sign in as each of its roles"));
  show_lang(command);
}

void import_options(CLI::App& app, KeepOptions& o, const ExitWith& exit_with, const Texts& t,
                    const Texts& out) {
  auto& files = o.importing;
  const auto of_the_city = [&](CLI::App* command) {
    command->add_option("--data", files.where.data, t("the folder of the city's memory"));
    command->add_option("--database", files.where.database,
                        t("postgresql://..., instead of the folder's own file"));
    command->add_option("--keys", files.where.keys,
                        t("the key file; DIR.keys beside the folder when not given"));
    show_lang(command);
  };
  auto* command = app.add_subcommand("import", t("a programme's own lists into the city's memory"));
  of_the_city(command);
  command->add_option("--programme", files.programme, t("the programme's code: duo"));
  command->add_option("--track", files.track, t("which track, when the programme has several"));
  command->add_option("--adepts", files.adepts, t("adepts, CSV or XLSX"));
  command->add_option("--mentors", files.mentors, t("mentors, CSV or XLSX"));
  command->add_option("--titles", files.titles, t("settled titles: title,ssyk,meant"));
  command->add_option("--decisions", files.decisions,
                      t("the file of --report, with skip, same or new in the column decision"));
  command->add_option("--taxonomy", files.taxonomy, t("imported occupations, instead of the starter set"));
  command
      ->add_option("--keep", files.keep, t("a further column to pass on to the report; may be given again"))
      ->expected(1)
      ->take_all();
  command->add_flag("--dry-run", files.dry_run, t("only tell what would be done"));
  command->add_flag("--go", files.go, t("do it: all or nothing"));
  command->add_option("--report", files.report, t("what would be done, row by row, as CSV"));
  auto* undo_command = command->add_subcommand("undo", t("take a whole import back"));
  of_the_city(undo_command);
  undo_command->add_option("number", o.number, t("the import's number"))->required();
  const auto do_import = exit_with([&files, &out] { return import_lists(files, out); });
  command->callback([command, do_import] {
    if (command->get_subcommands().empty()) do_import();
  });
  undo_command->callback(exit_with([&o, &out] { return undo_import(o.importing.where, o.number, out); }));
}

int run(int argc, char** argv) {
  auto line = read_command_line(argc, argv);
  // Help and wrong use are for whoever sits here; what a command writes is the same on every machine.
  const Texts& t = Texts::in(line.asked.value_or(language_of_terminal()));
  const Texts& out = Texts::in(line.asked.value_or(Language::swedish));
  if (line.is_language_unclear) {
    tell(t(say("Write one of {languages} after --lang.").with("languages", languages_in_words())));
    return wrong_use;
  }
  CLI::App app{t(
      "Parvis: a city's mentor programmes. Exit codes: 0 done, 1 nothing matched or not proved, 2 wrong use, "
      "3 bad input, 4 fault, 130 interrupted (Ctrl-C).")};
  app.name("parvis");
  app.formatter(formatter(t));
  app.set_help_flag("-h,--help", t("this help"));
  app.set_version_flag("--version", "parvis " PARVIS_VERSION, t("which Parvis this is"));
  app.require_subcommand(1);
  show_lang(&app);
  int exit_code = done;

  MatchFiles matching;
  match_options(app, matching, out, t)->callback([&] { exit_code = match(matching); });

  VerifyFiles verifying;
  VerifyDrawFiles verifying_draw;
  verifying.lang = out.code();
  verify_options(app, verifying, verifying_draw, line.words, t)->callback([&] {
    verifying_draw.offers = verifying.pairs;
    exit_code = verifying_draw.record.empty() ? verify(verifying) : verify_draw(verifying_draw, out);
  });

  WhatIfFiles asking;
  asking.lang = out.code();
  what_if_options(app, asking, t)->callback([&] { exit_code = what_if(asking); });

  DrawFiles drawing;
  draw_options(app, drawing, t)->callback([&] { exit_code = draw(drawing, out); });

  std::string file, format, places, certificate;
  auto* assign_command =
      app.add_subcommand("assign", t("the bare problem of numbers, from a file in a published format"));
  assign_command->add_option("file", file, t("the problem"))->required();
  assign_command->add_option("--format", format, t("orlib, dimacs-asn or edges"))
      ->required()
      ->check(one_of({"orlib", "dimacs-asn", "edges"}, t));
  assign_command->add_option("--places", places, t("place,capacity (edges)"));
  assign_command->add_option("--certificate", certificate, t("where to write the proof"));
  show_lang(assign_command);
  assign_command->callback([&] { exit_code = assign(file, format, places, certificate, out); });

  auto* programme_command = app.add_subcommand("programme", t("about programmes"));
  programme_command->require_subcommand(1);
  auto* check_command = programme_command->add_subcommand("check", t("what a programme file lacks"));
  check_command->add_option("file", file, t("the programme's configuration (TOML)"))->required();
  show_lang(check_command);
  check_command->callback([&] { exit_code = check_programme(file, out); });
  keep::Where keep_where;
  std::string from, open_anyway;
  auto* keep_command =
      programme_command->add_subcommand("keep", t("keep a programme's rules in the city's memory"));
  keep_command->add_option("file", file, t("the programme's configuration (TOML)"))->required();
  keep_command->add_option("--from", from,
                           t("the day from which they hold, 2026-03-31; today when not given"));
  keep_command->add_option("--open-anyway", open_anyway,
                           t("why it opens though one of the seven success factors is missing"));
  keep_command->add_option("--data", keep_where.data, t("the folder of the city's memory"));
  keep_command->add_option("--database", keep_where.database,
                           t("postgresql://..., instead of the folder's own file"));
  keep_command->add_option("--keys", keep_where.keys,
                           t("the key file; DIR.keys beside the folder when not given"));
  show_lang(keep_command);
  keep_command->callback([&] { exit_code = keep_programme(keep_where, file, from, open_anyway, out); });

  std::string folder, packed;
  auto* taxonomy_command = app.add_subcommand("taxonomy", t("about occupations"));
  taxonomy_command->require_subcommand(1);
  auto* import_command =
      taxonomy_command->add_subcommand("import", t("read a folder of open classifications"));
  import_command->add_option("folder", folder, t("the folder"))->required();
  import_command->add_option("--out", packed, t("the compact file to write"))->required();
  show_lang(import_command);
  import_command->callback([&] { exit_code = import_taxonomy(folder, packed, out); });

  int adepts = 120, mentors = 90;
  std::uint64_t demo_seed = 1;
  auto* demo_command = app.add_subcommand("demo", t("an invented city to try things on"));
  demo_command->add_option("--out", folder, t("the folder to write"))->required();
  demo_command->add_option("--adepts", adepts, t("how many adepts"))->check(number_up_to(1'000'000, 0, t));
  demo_command->add_option("--mentors", mentors, t("how many mentors"))->check(number_up_to(1'000'000, 0, t));
  demo_command->add_option("--seed", demo_seed, t("another city"))->check(whole_number(t));
  bool replace = false;
  demo_command->add_flag("--replace", replace, t("write over the files that are there"));
  show_lang(demo_command);
  demo_command->callback([&] {
    const auto there = replace ? Existing::replaced : Existing::left;
    exit_code = make_demo(folder, adepts, mentors, demo_seed, there, out);
  });

  std::string register_file;
  auto* register_command =
      app.add_subcommand("register", t("what is kept of whom, why and for how long (GDPR art. 30)"));
  register_command->add_option("--out", register_file, t("the file to write: register.html or register.csv"));
  show_lang(register_command);
  register_command->callback([&] { exit_code = write_register(register_file, out); });

  ServeOptions serving;
  serve_options(app, serving, t);
  app.get_subcommand("serve")->callback([&] { exit_code = serve(serving, out); });

  KeepOptions keeping;
  const auto exit_with = [&exit_code](const std::function<int()>& command) {
    return [&exit_code, command] { exit_code = command(); };
  };
  keep_options(app, keeping, exit_with, t, out);
  import_options(app, keeping, exit_with, t, out);
  in_words(app, t);

  try {
    std::vector<std::string> last_first(line.words.rbegin(), line.words.rend());
    app.parse(last_first);
  } catch (const CLI::Success& asked_for) {
    return app.exit(asked_for);
  } catch (const CLI::ParseError& wrong) {
    const auto word = stray_word(app);
    tell(word.empty() ? wrong_use_in_words(wrong.get_name(), wrong.what(), t)
                      : not_understood(word, words_known_to(app, word), t));
    tell(t("--help tells more."));
    return wrong_use;
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

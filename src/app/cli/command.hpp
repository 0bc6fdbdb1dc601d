/// The commands of `parvis`: read a request, call an act, show what came back.
/// Exit codes: 0 done, 1 nothing could be matched (or not proved), 2 wrong use, 3 bad input, 4 fault.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/acts/matching_job.hpp"
#include "app/keep/place.hpp"
#include "domain/programme/programme.hpp"
#include "platform/i18n/texts.hpp"

namespace parvis::cli {

enum Exit { done = 0, nothing = 1, wrong_use = 2, bad_input = 3, fault = 4 };

/// What `match` and `verify` share: where the people, rules and occupations come from.
struct RoundFiles {
  std::string programme, track, adepts, mentors, locks, titles, taxonomy, lang = "sv", on;
  std::uint64_t seed = 1;
  bool seed_given = false;
  bool settles_titles = false;  ///< match may write titles.csv; verify only reads it
  int threads = 2;
  std::vector<std::string> keep;
};
struct MatchFiles : RoundFiles {
  std::string out, report, json, certificate, rejects;
  std::vector<std::string> bounds;
  std::string most_difference, ground;  ///< a bound needs a ground
  std::string trade_offs;               ///< a file for what every difference would cost
  bool names = false;
};
struct VerifyFiles : RoundFiles {
  std::string pairs, certificate;
};

/// Questions to a round before anything is decided; people by id.
struct WhatIfFiles : RoundFiles {
  std::vector<std::string> pairs, without_adepts, without_mentors, places, alternatives;
  bool recruit = false;
  std::string language, district;  ///< of the mentors to recruit
  std::string out;                 ///< the recruiting list as CSV
};

/// A draw among applicants; `answers` are the offers of the waves before, with answers.
struct DrawFiles {
  std::string applicants, places, seed, answers, out, record;
  std::vector<std::string> bounds;
};
struct VerifyDrawFiles {
  std::string record, applicants, places, offers, seed;
};

int match(const MatchFiles& files);
int verify(const VerifyFiles& files);
int what_if(const WhatIfFiles& files);
int draw(const DrawFiles& files, const Texts& t);
int verify_draw(const VerifyDrawFiles& files, const Texts& t);
int assign(const std::string& file, const std::string& format, const std::string& places,
           const std::string& certificate, const Texts& t);
int check_programme(const std::string& file, const Texts& t);
int import_taxonomy(const std::string& folder, const std::string& out, const Texts& t);
/// Files that are there already: somebody may have changed them.
enum class Existing { left, replaced };
int make_demo(const std::string& folder, int adepts, int mentors, std::uint64_t seed, Existing there,
              const Texts& t);
struct ServeOptions {
  std::string listen = "127.0.0.1:8080", programmes, taxonomy;
  keep::Where where;
  bool demo = false;
  std::string sign_in_file, mail_file, leaked_passwords, tls_certificate, tls_key, behind_proxy;
};
int serve(const ServeOptions& asked, const Texts& t);
/// `where` without a folder and a database: the program alone.
int doctor(const keep::Where& where, keep::Chain chain, const Texts& t);

/// What an operator does with the city's memory.
int found(const keep::Where& where, const std::string& city, const std::string& language, const Texts& t);
int migrate(const keep::Where& where, const Texts& t);
/// The rules of a programme, from that day on (empty: today). `open_anyway` says why, where a success factor is missing.
int keep_programme(const keep::Where& where, const std::string& file, const std::string& from,
                   const std::string& open_anyway, const Texts& t);
int verify_audit(const keep::Where& where, const Texts& t);
/// Lines of JSON on standard output, each row after that number.
int export_audit(const keep::Where& where, std::int64_t after, const Texts& t);
int back_up(const keep::Where& where, const std::string& file, const Texts& t);
struct RestoreFrom {
  std::string file, replace, second;
  bool ledger_is_lost = false;
};
int restore(const keep::Where& where, const RestoreFrom& from, const Texts& t);
/// What is due by the rules of retention: told only, or carried out.
int jobs(const keep::Where& where, bool dry_run, const Texts& t);
int list_keys(const keep::Where& where, const Texts& t);
int rotate_keys(const keep::Where& where, const Texts& t);
int forget_key(const keep::Where& where, std::uint32_t id, const Texts& t);

/// The register of processing (GDPR art. 30) as one page, or as CSV by the name of the file. Empty: to the terminal.
int write_register(const std::string& out, const Texts& t);

/// Who works with it. The password is one line of standard input.
struct NewUser {
  std::string email, role, name, language = "sv", programme;
  std::string leaked_passwords;  ///< a list that the password must not stand in
};
int add_user(const keep::Where& where, const NewUser& user, const Texts& t);
int reset_user(const keep::Where& where, const NewUser& user, const Texts& t);

/// A programme's own lists into the city's memory.
struct ImportFiles {
  keep::Where where;
  std::string programme, track, adepts, mentors, titles, decisions, taxonomy, report;
  std::vector<std::string> keep;
  bool dry_run = false, go = false;
};
int import_lists(const ImportFiles& files, const Texts& t);
int undo_import(const keep::Where& where, std::int64_t number, const Texts& t);

/// Everything a round needs, read. Nothing (after saying why) when a file is wrong.
struct Loaded {
  programme::Programme programme;
  const programme::Track* track = nullptr;
  std::shared_ptr<const occupations::Taxonomy> taxonomy;
  acts::Sheets sheets;
};
std::optional<Loaded> load(const RoundFiles& files, const Texts& t, int& exit_code);
/// Nothing, after saying why, when the file cannot be read.
std::optional<formats::Table> load_table(const std::string& path, const Texts& t, int& exit_code);
/// A fault of a programme's file: "duo.toml:7: rules: what was expected".
std::string line_of(const programme::ConfigFault& fault, const Texts& t);
/// What is wrong with a row: "adepts.csv:7: Yrke ”svettsare”: why".
std::string line_of(const people::Reject& reject, const Texts& t);
std::shared_ptr<const occupations::Taxonomy> load_taxonomy(const std::string& file, const Texts& t);

/// What a cell holds must not steer the terminal: control characters become blanks.
std::string for_terminal(std::string line);
/// A sentence to the person at the terminal, on standard error.
void tell(const std::string& sentence);
/// Whether a file of this name can stand where it shall, told before long work is done for it. Says so when not.
bool has_a_place(const std::string& path, const Texts& t);
/// Writes the file and says so when it cannot.
bool save(const std::string& path, std::string_view bytes, const Texts& t);

}  // namespace parvis::cli

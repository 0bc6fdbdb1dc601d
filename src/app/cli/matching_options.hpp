/// What can be asked of a round or a draw on the command line. For main.cpp alone: CLI11 is heavy.
#pragma once

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "app/cli/command.hpp"
#include "app/cli/usage.hpp"

namespace parvis::cli {

inline CLI::Validator one_of(const std::vector<std::string>& words, const Texts& t) {
  const CLI::Validator named = CLI::IsMember(words);
  std::string list;
  for (const auto& word : words) list += (list.empty() ? "" : ", ") + word;
  const auto no = t(say("write one of {words}").with("words", list));
  return {[named, no](std::string& text) { return named(text).empty() ? std::string() : no; }, ""};
}

inline CLI::Validator number_up_to(int most, int least, const Texts& t) {
  const CLI::Validator between = CLI::Range(least, most);
  const auto no = t(say("write a whole number from {least} to {most}")
                        .with("least", std::int64_t{least})
                        .with("most", std::int64_t{most}));
  return {[between, no](std::string& text) {
            const bool digits = text.find_first_not_of("0123456789") == std::string::npos;
            return digits && between(text).empty() ? std::string() : no;
          },
          ""};
}

inline CLI::Validator whole_number(const Texts& t) {
  return {[no = t("write a whole number such as 7")](std::string& text) {
            return text.find_first_not_of("0123456789") == std::string::npos ? std::string() : no;
          },
          ""};
}

/// The option itself is read before all others, wherever it stands; here it is for --help.
inline void show_lang(CLI::App* command) {
  command->add_option("--lang")->description(languages_in_words());
}

/// A draw is verified without a programme.
enum class Files { needed, of_another_kind };
inline void round_options(CLI::App* command, RoundFiles& files, Files are, const Texts& t) {
  const bool needed = are == Files::needed;
  command->add_option("--programme", files.programme, t("the programme's configuration (TOML)"))
      ->required(needed);
  command->add_option("--adepts", files.adepts, t("adepts, CSV or XLSX"))->required(needed);
  command->add_option("--mentors", files.mentors, t("mentors, CSV or XLSX"))->required(needed);
  command->add_option("--track", files.track, t("which track, when the programme has several"));
  command->add_option("--locks", files.locks, "adept_id,mentor_id,in|out,reason");
  command->add_option("--titles", files.titles, t("settled titles: title,ssyk,meant"));
  command->add_option("--taxonomy", files.taxonomy, t("imported occupations, instead of the starter set"));
  show_lang(command);
  command->add_option("--threads", files.threads, t("how many threads"))->check(number_up_to(64, 1, t));
}

/// Two things are verified by one command: a round, by its certificate, and a draw, by its record.
inline CLI::App* verify_options(CLI::App& app, VerifyFiles& round, VerifyDrawFiles& draw,
                                const std::vector<std::string>& words, const Texts& t) {
  const bool is_draw = std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return word == "--draw" || word.starts_with("--draw=");
  });
  auto* command =
      app.add_subcommand("verify", t("check a certificate against the rules, without the engine"));
  round_options(command, round, is_draw ? Files::of_another_kind : Files::needed, t);
  auto* seed = command->add_option("--seed", draw.seed, t("the seed of the round"));
  if (!is_draw)
    seed->check([&round, no = t("write a whole number such as 7")](const std::string& text) {
      const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), round.seed);
      round.seed_given = wrong == std::errc() && end == text.data() + text.size();
      return round.seed_given ? std::string() : no;
    });
  command->add_option("--pairs", round.pairs, "pairs.csv")->required();
  command->add_option("--certificate", round.certificate, "cert.json")->required(!is_draw);
  command->add_option("--draw", draw.record, t("draw.json: then a draw is verified"));
  command->add_option("--applicants", draw.applicants, t("applicants of a draw: id,class,group,wishes"))
      ->required(is_draw);
  command->add_option("--places", draw.places, t("places of a draw: place,capacity"))->required(is_draw);
  return command;
}

inline CLI::App* match_options(CLI::App& app, MatchFiles& files, const Texts& out, const Texts& t) {
  auto* command = app.add_subcommand("match", t("the best pairs from two spreadsheets, with reasons"));
  round_options(command, files, Files::needed, t);
  files.settles_titles = true;
  files.lang = out.code();
  command->add_option("--seed", files.seed, t("settles what is still equal"))->check(whole_number(t));
  command->add_option("--on", files.on, t("the day of the round, 2026-03-31; today (UTC) when not given"))
      ->check([no = t("write a day such as 2026-03-31")](const std::string& day) {
        return Date::from_iso(day) ? std::string() : no;
      });
  command->add_option("--out", files.out, "pairs.csv")->required();
  command->add_option("--report", files.report, t("round.html, one file to print"));
  command->add_option("--json", files.json, "round.json");
  command->add_option("--certificate", files.certificate, t("cert.json, for parvis verify"));
  command->add_option("--rejects", files.rejects, t("rejects.csv: what was refused or noted, and why"));
  command->add_option("--keep", files.keep, t("a further column to pass on to pairs.csv; may be given again"))
      ->expected(1)
      ->take_all();
  command
      ->add_option("--bound", files.bounds,
                   t("WHO=LEAST..MOST: how many of a group get a mentor; may be given again"))
      ->expected(1)
      ->take_all();
  command->add_option("--most-difference", files.most_difference,
                      t("at most so many percentage points between women and men"));
  command->add_option("--ground", files.ground, t("why a bound holds: it stands in the report"));
  command->add_option("--trade-offs", files.trade_offs,
                      t("trade-offs.csv: what each difference between women and men would cost"));
  command->add_flag("--names", files.names, t("names in round.html and round.json; else ids only"));
  return command;
}

inline CLI::App* what_if_options(CLI::App& app, WhatIfFiles& files, const Texts& t) {
  auto* command = app.add_subcommand(
      "whatif", t("what a pair would cost, what if somebody leaves, and which mentors to recruit"));
  round_options(command, files, Files::needed, t);
  command->add_option("--seed", files.seed, t("the seed of the round"))->check(whole_number(t));
  command->add_option("--on", files.on, t("the day of the round, 2026-03-31; today (UTC) when not given"))
      ->check([no = t("write a day such as 2026-03-31")](const std::string& day) {
        return Date::from_iso(day) ? std::string() : no;
      });
  const auto again = [&](const char* name, std::vector<std::string>& values, const std::string& what) {
    command->add_option(name, values, what)->expected(1)->take_all();
  };
  again("--pair", files.pairs, t("ADEPT,MENTOR: what deciding this pair would cost; may be given again"));
  again("--alternatives", files.alternatives, t("an adept: the ten other mentors that would cost least"));
  again("--without-adept", files.without_adepts, t("as if this adept left; may be given again"));
  again("--without-mentor", files.without_mentors, t("as if this mentor left; may be given again"));
  again("--places", files.places, t("MENTOR=2: as if the mentor took so many; may be given again"));
  command->add_flag("--recruit", files.recruit, t("which mentors would help most, by occupation"));
  command->add_option("--language", files.language, t("a language that those mentors speak"));
  command->add_option("--district", files.district, t("the district they live in"));
  command->add_option("--out", files.out, t("recruit.csv: the recruiting list"));
  return command;
}

inline CLI::App* draw_options(CLI::App& app, DrawFiles& files, const Texts& t) {
  auto* command = app.add_subcommand("draw", t("places drawn by lot, in an order that anyone can verify"));
  command->add_option("--applicants", files.applicants, t("applicants of a draw: id,class,group,wishes"))
      ->required();
  command->add_option("--places", files.places, t("places of a draw: place,capacity"))->required();
  command->add_option("--seed", files.seed, t("any published text, such as a lottery's number"))->required();
  command
      ->add_option("--bound", files.bounds,
                   t("GROUP=LEAST..MOST: how many of a group get a place; may be given again"))
      ->expected(1)
      ->take_all();
  command->add_option("--answers", files.answers,
                      t("the offers of the waves before, with yes or no in the column answer"));
  command->add_option("--out", files.out, "offers.csv")->required();
  command->add_option("--record", files.record, t("draw.json, for parvis verify --draw"));
  show_lang(command);
  return command;
}

}  // namespace parvis::cli

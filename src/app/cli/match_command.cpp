#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <optional>

#include "app/acts/equal_files.hpp"
#include "app/acts/round_files.hpp"
#include "app/cli/command.hpp"
#include "app/cli/progress.hpp"
#include "app/views/round_view.hpp"
#include "platform/base/fold.hpp"

namespace parvis::cli {
namespace {

constexpr std::size_t most_told = 20;

std::string_view sentence_of(matching::Stage stage) {
  switch (stage) {
    case matching::Stage::judging: return N_("Asking the rules about every pair");
    case matching::Stage::solving: return N_("Finding the best set of pairs");
    case matching::Stage::explaining: return N_("Writing down the reasons");
  }
  return {};
}

void tell_rejects(const std::vector<people::Reject>& rejects, const std::string& rejects_file,
                  const Texts& t) {
  for (std::size_t i = 0; i < std::min(rejects.size(), most_told); ++i) tell(line_of(rejects[i], t));
  if (rejects.size() > most_told)
    tell(t(rejects_file.empty() ? say_n("… and {n} more. --rejects FILE writes them all.",
                                        "… and {n} more. --rejects FILE writes them all.",
                                        static_cast<std::int64_t>(rejects.size() - most_told))
                                : say_n("… and {n} more, in {file}.", "… and {n} more, in {file}.",
                                        static_cast<std::int64_t>(rejects.size() - most_told))
                                      .with("file", rejects_file)));
}

std::string codes_of(const std::vector<occupations::Ssyk>& groups) {
  std::string codes;
  for (const auto group : groups) codes += (codes.empty() ? "" : ";") + group.text();
  return codes;
}

/// What an answer at the terminal means: the number of a suggestion, codes, or another title.
std::optional<occupations::Occupation> answered(std::string_view answer, const people::UnsettledTitle& title,
                                                const occupations::Taxonomy& taxonomy) {
  if (answer.size() == 1 && answer[0] >= '1' &&
      static_cast<std::size_t>(answer[0] - '1') < title.suggestions.size())
    answer = title.suggestions[static_cast<std::size_t>(answer[0] - '1')].title;
  return taxonomy.find(answer).occupation;
}

/// One title at a time, when a person sits at the terminal. What is not understood is asked again.
std::optional<occupations::Occupation> ask_about(const people::UnsettledTitle& title,
                                                 const occupations::Taxonomy& taxonomy, const Texts& t) {
  tell(t(say_n("“{title}” stands in {n} row. Which occupation is it?",
               "“{title}” stands in {n} rows. Which occupation is it?", title.rows)
             .with("title", title.title)));
  for (std::size_t i = 0; i < title.suggestions.size(); ++i)
    tell(fmt::format("  {}  {} ({})", i + 1, title.suggestions[i].title,
                     codes_of(title.suggestions[i].groups)));
  for (std::string line;;) {
    fmt::print(stderr, "{} ", t("A number above, a title, an SSYK code such as 7212, or Enter to leave it:"));
    if (!std::getline(std::cin, line)) return std::nullopt;
    const auto answer = trimmed(line);
    if (answer.empty()) return std::nullopt;
    if (auto meant = answered(answer, title, taxonomy)) return meant;
    const auto near = taxonomy.find(answer).suggestions;
    tell(near.empty() ? t(say("No occupation is called {answer}.").with("answer", std::string(answer)))
                      : t(say("No occupation is called {answer}. Did you mean {title}?")
                              .with("answer", std::string(answer))
                              .with("title", near.front().title)));
  }
}

/// Settles what can be settled here; true when something new was chosen.
bool settle_titles(const acts::Understood& understood, const MatchFiles& files, people::TitleChoices& choices,
                   const occupations::Taxonomy& taxonomy, const Texts& t) {
  if (understood.unsettled.empty()) return false;
  const bool someone_there = !files.titles.empty() && ::isatty(0) == 1 && ::isatty(2) == 1;
  bool chosen = false;
  for (const auto& title : understood.unsettled) {
    if (someone_there) {
      if (auto meant = ask_about(title, taxonomy, t)) {
        choices.choose(title.title, std::move(*meant));
        chosen = true;
      }
      continue;
    }
    std::string meant;
    for (const auto& suggestion : title.suggestions)
      meant +=
          (meant.empty() ? "" : ", ") + fmt::format("{} ({})", suggestion.title, codes_of(suggestion.groups));
    tell(meant.empty() ? t(say("“{title}” fits no occupation.").with("title", title.title))
                       : t(say("“{title}” fits no occupation. Perhaps: {meant}.")
                               .with("title", title.title)
                               .with("meant", meant)));
  }
  if (!someone_there)
    tell(
        t("Settle titles with --titles FILE: at a terminal Parvis asks and writes the file, elsewhere it is "
          "to have the "
          "columns title,ssyk."));
  return chosen;
}

void tell_counts(const acts::Understood& understood, const matching::Round& round, double seconds,
                 const Texts& t) {
  tell(t(say("Read. Adepts: {adepts}, mentors: {mentors}, rows refused: {refused}, cells noted: {noted}.")
             .with("adepts", static_cast<std::int64_t>(round.adepts().size()))
             .with("mentors", static_cast<std::int64_t>(round.mentors().size()))
             .with("refused", std::int64_t{understood.refused_rows()})
             .with("noted", static_cast<std::int64_t>(std::count_if(
                                understood.rejects.begin(), understood.rejects.end(), [](const auto& reject) {
                                  return reject.effect == people::Effect::noted;
                                })))));
  if (const int by_hand = understood.left_for_handling_by_hand(); by_hand > 0)
    tell(t(
        say_n("{n} row is left for handling by hand.", "{n} rows are left for handling by hand.", by_hand)));
  const int several = understood.adepts.several_groups + understood.mentors.several_groups;
  if (several > 0)
    tell(t(say_n("{n} person has a title that names several occupations; the nearest counts.",
                 "{n} people have a title that names several occupations; the nearest counts.", several)));
  tell(t(
      say_n("Matched {n} pair of {possible} possible, score {score}, in {seconds} s. No better set exists.",
            "Matched {n} pairs of {possible} possible, score {score}, in {seconds} s. No better set exists.",
            static_cast<std::int64_t>(round.pairs().size()))
          .with("possible", round.possible_pairs())
          .with("score", round.score())
          .with("seconds", t.tenths(std::llround(seconds * 10)))));
  if (round.depends_on_candidates())
    tell(t(
        "Very many pairs are worth exactly the same: who is chosen among equals may be another with another "
        "number of candidates in the programme."));
}

/// What is asked for, or nothing; false after saying why it is not understood.
bool read_ask(const MatchFiles& files, std::optional<matching::Ask>& ask, const Texts& t) {
  if (files.bounds.empty() && files.most_difference.empty()) {
    if (files.ground.empty()) return true;
    tell(t("--ground says why a bound holds. Give --bound or --most-difference with it."));
    return false;
  }
  if (!files.bounds.empty() && !files.most_difference.empty()) {
    tell(t("Give either bounds on groups or a greatest difference between women and men."));
    return false;
  }
  if (trimmed(files.ground).empty()) {
    tell(t("A bound needs a ground: write with --ground why it holds. It stands in the report."));
    return false;
  }
  ask.emplace();
  ask->ground = trimmed(files.ground);
  for (const auto& written : files.bounds) {
    auto bound = acts::read_bound(written);
    if (!bound) {
      tell(t(bound.error()));
      return false;
    }
    ask->bounds.push_back(std::move(*bound));
  }
  if (files.most_difference.empty()) return true;
  const auto most = acts::read_points(files.most_difference);
  if (!most) {
    tell(t(most.error()));
    return false;
  }
  ask->most = *most;
  return true;
}

int tell_refusal(const matching::EqualRefusal& refusal, const Texts& t) {
  for (const auto& words : acts::in_words(refusal)) tell(t(words));
  return bad_input;
}

/// The curve and the bound, as far as they are asked for.
int hold_to_bound(const MatchFiles& files, std::optional<matching::Ask> ask, matching::Round& round,
                  const Texts& t) {
  if (!files.trade_offs.empty()) {
    const auto curve = matching::trade_offs(round);
    if (!curve) return tell_refusal(curve.error(), t);
    if (!save(files.trade_offs, acts::trade_offs_csv(*curve), t)) return fault;
  }
  if (!ask) return done;
  auto bounded = matching::keep_equal(round, std::move(*ask));
  if (!bounded) return tell_refusal(bounded.error(), t);
  round = std::move(*bounded);
  return done;
}

/// How the bound changed the round, in counts.
void tell_cost(const matching::KeptEqual& kept, const Texts& t) {
  const auto& cost = kept.cost;
  for (const auto& words : acts::in_words(kept.ask, t)) tell(t(words));
  tell(t(say("Without the bound: {pairs}, score {score}.")
             .with("pairs", say_n("{n} pair", "{n} pairs", cost.matched_before))
             .with("score", cost.score_before)));
  for (const auto& group : cost.groups)
    tell(t(say("{group}: before {before}, now {after}; gain a mentor: {gain}, lose one: {lose}.")
               .with("group", group.group)
               .with("before", group.before)
               .with("after", group.after)
               .with("gain", group.gain)
               .with("lose", group.lose)));
}

bool save_all(const MatchFiles& files, const matching::Round& round, const acts::Understood& understood,
              const programme::Programme& programme, const Texts& t) {
  acts::RoundCounts counts;
  counts.adept_rows = understood.adepts.rows;
  counts.mentor_rows = understood.mentors.rows;
  counts.refused = understood.refused_rows();
  counts.noted = static_cast<int>(
      std::count_if(understood.rejects.begin(), understood.rejects.end(),
                    [](const auto& reject) { return reject.effect == people::Effect::noted; }));
  counts.left_for_handling_by_hand = understood.left_for_handling_by_hand();
  bool saved = save(
      files.out, acts::pairs_csv(round, understood.adepts.kept_headers, understood.mentors.kept_headers), t);
  if (!files.certificate.empty()) saved &= save(files.certificate, acts::certificate_json(round.claim()), t);
  if (!files.json.empty()) saved &= save(files.json, acts::round_json(round, counts, t, files.names), t);
  if (!files.report.empty()) {
    const auto& track = round.track();
    const views::RoundShown shown{
        round,
        programme::in_language(programme.name, t.code()),
        programme.tracks.size() > 1 ? programme::in_language(track.name, t.code()) : "",
        counts.adept_rows,
        counts.mentor_rows,
        counts.refused,
        counts.noted,
        counts.left_for_handling_by_hand,
        understood.adepts.several_groups + understood.mentors.several_groups,
        files.names};
    saved &= save(files.report, views::round_document(shown, t), t);
  }
  return saved;
}

/// Each output has a folder to stand in, and none is written over an input or another output.
bool outputs_have_places(const MatchFiles& files, const Texts& t) {
  namespace fs = std::filesystem;
  std::vector<std::string> taken = {files.programme, files.adepts, files.mentors,
                                    files.locks,     files.titles, files.taxonomy};
  const auto same = [](const std::string& first, const std::string& second) {
    std::error_code wrong;
    return !first.empty() && !second.empty() &&
           fs::weakly_canonical(first, wrong) == fs::weakly_canonical(second, wrong);
  };
  for (const auto& out :
       {files.out, files.report, files.json, files.certificate, files.rejects, files.trade_offs}) {
    if (!has_a_place(out, t)) return false;
    for (const auto& other : taken)
      if (same(out, other)) {
        tell(t(say("{file} is used twice. Give what is written a name of its own.").with("file", out)));
        return false;
      }
    taken.push_back(out);
  }
  return true;
}

}  // namespace

int match(const MatchFiles& files) {
  const auto& t = Texts::in(language_of(files.lang).value_or(Language::swedish));
  const auto started = std::chrono::steady_clock::now();
  int exit_code = done;
  std::optional<matching::Ask> ask;
  if (!outputs_have_places(files, t) || !read_ask(files, ask, t)) return wrong_use;
  const auto loaded = load(files, t, exit_code);
  if (!loaded) return exit_code;
  people::TitleChoices choices;
  auto understood = acts::understand(loaded->sheets, *loaded->track, *loaded->taxonomy, files.keep, choices);
  if (understood.usable && settle_titles(understood, files, choices, *loaded->taxonomy, t)) {
    understood = acts::understand(loaded->sheets, *loaded->track, *loaded->taxonomy, files.keep, choices);
    if (!save(files.titles, understood.titles.csv(), t)) return fault;
  }
  tell_rejects(understood.rejects, files.rejects, t);
  if (!files.rejects.empty() && !save(files.rejects, acts::rejects_csv(understood.rejects, t), t))
    return fault;
  if (!understood.usable) return bad_input;
  for (const auto& columns : understood.unused) tell(t(columns));

  acts::RoundSettings settings;
  settings.on = Date::from_iso(files.on).value_or(Date::today_utc());
  settings.seed = files.seed;
  settings.threads = files.threads;
  auto round = [&] {
    ProgressBar bar(t);
    settings.progress = [&](matching::Stage stage, int share) { bar.show(sentence_of(stage), share); };
    acts::Understood people;  // the round takes the people; the counts are told afterwards
    people.adepts.people = std::move(understood.adepts.people);
    people.mentors.people = std::move(understood.mentors.people);
    people.locks = std::move(understood.locks);
    return acts::run_round(loaded->programme, *loaded->track, loaded->taxonomy, std::move(people), settings);
  }();
  if (!round) {
    for (const auto& wrong : round.error())
      tell(fmt::format("{}:{}: {}", files.locks, wrong.row, t(wrong.why)));
    return bad_input;
  }
  if (const int not_held = hold_to_bound(files, std::move(ask), *round, t); not_held != done) return not_held;
  if (!save_all(files, *round, understood, loaded->programme, t)) return fault;
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  tell_counts(understood, *round, took.count(), t);
  if (const auto* kept = round->equal()) tell_cost(*kept, t);
  return round->pairs().empty() ? nothing : done;
}

}  // namespace parvis::cli

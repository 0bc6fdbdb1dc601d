#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "app/cli/command.hpp"
#include "app/cli/progress.hpp"
#include "domain/matching/whatif.hpp"
#include "platform/base/fold.hpp"
#include "platform/formats/table.hpp"

namespace parvis::cli {
namespace {

using matching::WhatIf;

constexpr std::size_t alternatives_told = 10;

/// What is asked for, with people by their position in the round.
struct Asked {
  std::vector<std::size_t> without_adepts, without_mentors, alternatives;
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  std::vector<std::pair<std::size_t, int>> places;
  WhatIf::Wanted wanted;
};

/// Turns the words of the command line into people of the round. Says what is not understood.
class Reading {
 public:
  Reading(const matching::Round& round, const Texts& t) : round_(round), t_(t) {}

  std::optional<Asked> read(const WhatIfFiles& files) {
    Asked asked;
    for (const auto& id : files.without_adepts) asked.without_adepts.push_back(adept(id));
    for (const auto& id : files.without_mentors) asked.without_mentors.push_back(mentor(id));
    for (const auto& id : files.alternatives) asked.alternatives.push_back(adept(id));
    for (const auto& written : files.pairs) {
      const auto comma = written.find(',');
      if (comma == std::string::npos)
        fault(say("--pair {written} is not understood. Write the adept's id and the mentor's with a comma "
                  "between.")
                  .with("written", written));
      else
        asked.pairs.emplace_back(adept(written.substr(0, comma)), mentor(written.substr(comma + 1)));
    }
    for (const auto& written : files.places) read_places(written, asked);
    if (!files.language.empty()) {
      const auto code = round_.taxonomy().find_language(files.language);
      if (code)
        asked.wanted.language = *code;
      else
        fault(say("No language is called {language}.").with("language", files.language));
    }
    asked.wanted.district = files.district;
    if (!well_) return std::nullopt;
    return asked;
  }

 private:
  void fault(const Message& what) {
    tell(t_(what));
    well_ = false;
  }
  template <class People>
  std::size_t find(const People& people, std::string_view id, Message missing) {
    const std::string name(trimmed(id));
    const auto at =
        std::find_if(people.begin(), people.end(), [&](const auto& one) { return one.id == name; });
    if (at != people.end()) return static_cast<std::size_t>(at - people.begin());
    fault(std::move(missing).with("id", name));
    return 0;
  }
  std::size_t adept(std::string_view id) {
    return find(round_.adepts(), id, say("There is no adept {id} in this round."));
  }
  std::size_t mentor(std::string_view id) {
    return find(round_.mentors(), id, say("There is no mentor {id} in this round."));
  }
  void read_places(const std::string& written, Asked& asked) {
    const auto sign = written.rfind('=');
    int places = -1;
    if (sign != std::string::npos) {
      const auto from = written.data() + sign + 1, to = written.data() + written.size();
      const auto [end, wrong] = std::from_chars(from, to, places);
      if (wrong != std::errc() || end != to || places > 50) places = -1;
    }
    if (places < 0)
      fault(say("--places {written} is not understood. Write the mentor's id and a number from 0 to 50, such "
                "as M7=2.")
                .with("written", written));
    else
      asked.places.emplace_back(mentor(written.substr(0, sign)), places);
  }

  const matching::Round& round_;
  const Texts& t_;
  bool well_ = true;
};

void show(const std::string& line) {
  fmt::print("{}\n", for_terminal(line));
}

std::string ids_of(const matching::Round& round, const std::vector<std::size_t>& adepts) {
  std::string ids;
  for (const auto a : adepts) ids += (ids.empty() ? "" : ", ") + round.adepts()[a].id;
  return ids;
}

void show_outcome(const matching::Round& round, const WhatIf& whatif, const Texts& t) {
  const auto outcome = whatif.outcome();
  const auto line = [&](Message words, const matching::Difference& of) {
    show(t(
        std::move(words).with("pairs", say_n("{n} pair", "{n} pairs", of.matched)).with("score", of.score)));
  };
  line(say("The round: {pairs}, score {score}."), outcome.before);
  line(say("As if: {pairs}, score {score}."), outcome.after);
  if (!outcome.gain.empty()) show(t(say("Gain a mentor: {ids}").with("ids", ids_of(round, outcome.gain))));
  if (!outcome.lose.empty()) show(t(say("Lose a mentor: {ids}").with("ids", ids_of(round, outcome.lose))));
  if (!outcome.other.empty())
    show(t(say("Get another mentor: {ids}").with("ids", ids_of(round, outcome.other))));
}

void show_price(const matching::Round& round, WhatIf& whatif, std::size_t adept, std::size_t mentor,
                const Texts& t) {
  const auto price = whatif.price(adept, mentor);
  const auto both = [&](Message words) {
    return std::move(words)
        .with("adept", round.adepts()[adept].id)
        .with("mentor", round.mentors()[mentor].id);
  };
  if (price.lost) {
    show(t(both(say("{adept} and {mentor}: score {score}, {cost}."))
               .with("score", std::int64_t{price.score})
               .with("cost", matching::in_words(*price.lost))));
    return;
  }
  if (price.broken.empty() && price.has_no_place)
    show(t(both(say("{adept} and {mentor} cannot be made a pair: {mentor} has no place."))));
  else if (price.broken.empty())
    show(t(both(say("{adept} and {mentor} cannot be made a pair: it is decided otherwise already."))));
  for (const auto& why : price.broken)
    show(
        t(both(say("{adept} and {mentor} cannot be made a pair: a rule says no. {rule}")).with("rule", why)));
}

void show_alternatives(const matching::Round& round, WhatIf& whatif, std::size_t adept, const Texts& t) {
  const auto all = whatif.alternatives(adept, alternatives_told);
  show(t(say_n("{adept}: {n} other mentor whom the rules allow, the one that costs least first.",
               "{adept}: {n} other mentors whom the rules allow, those that cost least first.",
               static_cast<std::int64_t>(all.size()))
             .with("adept", round.adepts()[adept].id)));
  for (const auto& one : all)
    show("  " + t(say("{mentor}: score {score}, {cost}")
                      .with("mentor", round.mentors()[one.mentor].id)
                      .with("score", std::int64_t{one.score})
                      .with("cost", matching::in_words(one.lost))));
}

std::string recruits_csv(const std::vector<WhatIf::Recruit>& list, const matching::Round& round,
                         const Texts& t) {
  formats::CsvWriter csv;
  csv.row({"ssyk", "occupation", "waiting", "one_more_matched", "one_more_score", "useful", "all_matched",
           "all_score"});
  for (const auto& one : list)
    csv.row({one.occupation.text(), round.taxonomy().title_of(one.occupation, t.html_code()),
             std::to_string(one.waiting), std::to_string(one.one.matched), std::to_string(one.one.score),
             std::to_string(one.useful), std::to_string(one.all.matched), std::to_string(one.all.score)});
  return csv.bytes();
}

void show_recruits(const std::vector<WhatIf::Recruit>& list, const matching::Round& round, const Texts& t) {
  show(t("Mentors to recruit, those who help most first (at most ten of each are asked for):"));
  for (const auto& one : list) {
    if (one.useful == 0) continue;
    show("  " +
         t(say_n("{occupation}: {n} more would give one person more a mentor. Waiting: {waiting}.",
                 "{occupation}: {n} more would each give one person more a mentor. Waiting: {waiting}.",
                 one.useful)
               .with("occupation", round.taxonomy().title_of(one.occupation, t.html_code()))
               .with("waiting", std::int64_t{one.waiting})));
  }
  if (std::none_of(list.begin(), list.end(), [](const auto& one) { return one.useful > 0; }))
    show(t("One more mentor of any occupation would give nobody more a mentor."));
}

}  // namespace

int what_if(const WhatIfFiles& files) {
  const auto& t = Texts::in(language_of(files.lang).value_or(Language::swedish));
  int exit_code = done;
  if (!has_a_place(files.out, t)) return wrong_use;
  const auto loaded = load(files, t, exit_code);
  if (!loaded) return exit_code;
  auto understood = acts::understand(loaded->sheets, *loaded->track, *loaded->taxonomy, {});
  if (!understood.usable) {
    for (const auto& reject : understood.rejects)
      if (reject.row == 0) tell(line_of(reject, t));
    return bad_input;
  }
  if (const int refused = understood.refused_rows(); refused > 0)
    tell(t(
        say_n("{n} row was refused and takes no part.", "{n} rows were refused and take no part.", refused)));
  acts::RoundSettings settings;
  settings.on = Date::from_iso(files.on).value_or(Date::today_utc());
  settings.seed = files.seed;
  settings.threads = files.threads;
  const auto round = [&] {
    ProgressBar bar(t);
    settings.progress = [&](matching::Stage, int share) {
      bar.show(N_("Finding the best set of pairs"), share);
    };
    return acts::run_round(loaded->programme, *loaded->track, loaded->taxonomy, std::move(understood),
                           settings);
  }();
  if (!round) {
    for (const auto& wrong : round.error())
      tell(fmt::format("{}:{}: {}", files.locks, wrong.row, t(wrong.why)));
    return bad_input;
  }
  const auto asked = Reading(*round, t).read(files);
  if (!asked) return wrong_use;
  auto whatif = WhatIf::of(*round);
  if (!whatif) {
    tell(t(whatif.error()));
    return bad_input;
  }
  for (const auto a : asked->without_adepts) whatif->without_adept(a);
  for (const auto m : asked->without_mentors) whatif->without_mentor(m);
  for (const auto& [m, places] : asked->places)
    if (!whatif->places(m, places)) {
      tell(t(say("{mentor} is locked to more adepts than that. Take a lock away first.")
                 .with("mentor", round->mentors()[m].id)));
      return wrong_use;
    }
  show_outcome(*round, *whatif, t);
  for (const auto& [adept, mentor] : asked->pairs) show_price(*round, *whatif, adept, mentor, t);
  for (const auto adept : asked->alternatives) show_alternatives(*round, *whatif, adept, t);
  if (!files.recruit) return done;
  const auto list = whatif->recruiting_list(asked->wanted);
  show_recruits(list, *round, t);
  if (!files.out.empty() && !save(files.out, recruits_csv(list, *round, t), t)) return fault;
  return done;
}

}  // namespace parvis::cli

#include <algorithm>
#include <charconv>

#include "app/demo/demo.hpp"
#include "app/gate/replies.hpp"
#include "app/web/trial.hpp"
#include "domain/matching/whatif.hpp"
#include "platform/base/fold.hpp"

namespace parvis::web {
namespace {

constexpr std::size_t on_page = 50, most_others = 10;
constexpr int greatest_weight = 1000;

std::optional<int> weight_of(std::string_view written) {
  int weight = 0;
  const auto end = written.data() + written.size();
  const auto [at, error] = std::from_chars(written.data(), end, weight);
  if (error != std::errc() || at != end || weight < 0 || weight > greatest_weight) return std::nullopt;
  return weight;
}

std::vector<std::pair<std::string, std::string>> pairs_of(const matching::Round& round) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto& pair : round.pairs())
    pairs.emplace_back(round.adepts()[pair.adept].id, round.mentors()[pair.mentor].id);
  std::ranges::sort(pairs);
  return pairs;
}

EarlierRound told_of(const matching::Round& round) {
  return {pairs_of(round), views::figures_of(round)};
}

views::ComparedShown compared(const EarlierRound& earlier, const matching::Round& round) {
  const auto now = told_of(round);
  const auto same = std::ranges::count_if(
      now.pairs, [&](const auto& pair) { return std::ranges::binary_search(earlier.pairs, pair); });
  const auto has = [](const EarlierRound& of, const std::string& adept) {
    const auto at =
        std::ranges::lower_bound(of.pairs, adept, {}, [](const auto& pair) { return pair.first; });
    return at != of.pairs.end() && at->first == adept;
  };
  const auto only_in = [&](const EarlierRound& first, const EarlierRound& second) {
    return static_cast<int>(
        std::ranges::count_if(first.pairs, [&](const auto& pair) { return !has(second, pair.first); }));
  };
  return {static_cast<int>(same), static_cast<int>(now.pairs.size()) - static_cast<int>(same),
          only_in(now, earlier),  only_in(earlier, now),
          earlier.figures,        now.figures};
}

/// A round, what stands beside it, and the bound that was chosen kept. A choice that cannot be kept any more, as when
/// titles have been settled since, is not.
Outcome worked_out(matching::Round round, std::optional<std::int64_t> most) {
  Outcome outcome{std::move(round)};
  outcome.weighed = acts::weighed(outcome.round);
  if (!most) return outcome;
  if (auto bounded = matching::keep_equal(outcome.round, {.most = most})) {
    outcome.round = std::move(*bounded);
    outcome.weighed.recruits.reset();  // worked out without the bound
  }
  return outcome;
}

int pages_of(const matching::Round& round) {
  const auto rows = std::max(round.pairs().size(), round.unmatched().size());
  return std::max(1, static_cast<int>((rows + on_page - 1) / on_page));
}

std::optional<int> number_asked(std::string_view query, std::string_view wanted) {
  for (const auto& [name, value] : http::read_query(query)) {
    int number = 0;
    if (name == wanted &&
        std::from_chars(value.data(), value.data() + value.size(), number).ec == std::errc())
      return number;
  }
  return std::nullopt;
}

int page_asked(std::string_view query, int pages) {
  return std::clamp(number_asked(query, "page").value_or(1), 1, pages);
}

/// Nothing for an adept who is not in the round.
std::optional<views::OthersShown> others_for(const matching::Round& round, bool with_names,
                                             std::optional<int> asked) {
  if (!asked || *asked < 0 || static_cast<std::size_t>(*asked) >= round.adepts().size()) return std::nullopt;
  const auto adept = static_cast<std::size_t>(*asked);
  auto whatif = matching::WhatIf::of(round);
  if (!whatif) return std::nullopt;
  views::OthersShown shown;
  shown.adept = views::shown_as(round.adepts()[adept], with_names);
  const auto own = std::ranges::find(round.pairs(), adept, &matching::MadePair::adept);
  if (own != round.pairs().end()) shown.own = views::shown_as(round.mentors()[own->mentor], with_names);
  for (const auto& one : whatif->alternatives(adept, most_others))
    shown.mentors.push_back(
        {views::shown_as(round.mentors()[one.mentor], with_names), one.score, matching::in_words(one.lost)});
  return shown;
}

acts::RoundCounts counts_of(const acts::Understood& understood) {
  return {understood.adepts.rows, understood.mentors.rows, understood.refused_rows(),
          static_cast<int>(
              std::ranges::count(understood.rejects, people::Effect::noted, &people::Reject::effect)),
          understood.left_for_handling_by_hand()};
}

}  // namespace

/// Begins a round, and answers with it when it is done soon, else with how far it has come.
http::Response Trial::run(Turn& turn) {
  auto& visit = turn.visit;
  if (!visit.understood || !visit.understood->usable)
    return see_other(views::address(turn.t, "/prova/kontroll"));
  if (!visit.job || visit.job->is_done()) {
    acts::RoundSettings settings;
    // The demo city is the same whenever it is tried.
    settings.on = visit.is_demo ? demo::demo_day : site_.today();
    settings.threads = site_.threads;
    // First the places: nobody is forgotten for a round that cannot begin.
    if (jobs_.is_full()) return error_reply(503, "/prova/kontroll", turn.t);
    auto working_room = visits_.room_for_round(turn.key, working_bytes(*visit.understood));
    if (!working_room) return error_reply(503, "/prova/kontroll", turn.t);
    auto job = jobs_.start([working_room, understood = *visit.understood, track = track_of(visit), settings,
                            most = visit.most, &programme = programme_of_visit(visit),
                            taxonomy = site_.taxonomy](Job& own) mutable {
      settings.progress = [&own](matching::Stage stage, int share) { own.tell(stage, share); };
      auto round = acts::run_round(programme, track, taxonomy, std::move(understood), settings);
      return round ? std::optional(worked_out(std::move(*round), most)) : std::nullopt;
    });
    working_room.reset();  // the round's own copy counts
    if (!job) return error_reply(503, "/prova/kontroll", turn.t);
    if (visit.round) visit.earlier = told_of(visit.round->round);
    visit.round.reset();
    visit.job = std::move(job);
  }
  const bool done = visit.job->wait(site_.patience);
  return see_other(views::address(turn.t, done ? "/prova/omgang" : "/prova/raknar"));
}

/// Takes over what the job has made. False when the calculation failed.
bool Trial::take_round(Visit& visit) const {
  if (!visit.job || !visit.job->is_done()) return true;
  auto outcome = visit.job->take();
  visit.job.reset();
  if (!outcome) return false;
  std::vector<int> weights;
  for (const auto& criterion : outcome->round.track().criteria) weights.push_back(criterion.weight);
  const auto* kept = outcome->round.equal();
  visit.most = kept ? kept->ask.most : std::nullopt;
  visit.round = std::make_shared<HeldRound>(
      HeldRound{std::move(outcome->round), std::move(weights), counts_of(*visit.understood),
                visit.understood->adepts.several_groups + visit.understood->mentors.several_groups,
                std::move(outcome->weighed)});
  return true;
}

http::Response Trial::running(Turn& turn) {
  auto& visit = turn.visit;
  if (!visit.job && !visit.round) return see_other(views::address(turn.t, "/prova/kontroll"));
  if (!visit.job || visit.job->is_done()) return see_other(views::address(turn.t, "/prova/omgang"));
  const auto [stage, share] = visit.job->progress();
  return html_reply(
      views::running_page({static_cast<int>(stage) + 1, share / 100, visit.token, turn.who.door}, turn.t),
      turn.t, Kept::not_at_all);
}

http::Response Trial::round(Turn& turn) {
  auto& visit = turn.visit;
  if (!take_round(visit)) return error_reply(500, "/prova/kontroll", turn.t);
  if (visit.job) return see_other(views::address(turn.t, "/prova/raknar"));
  if (!visit.round) return see_other(views::address(turn.t, "/prova/kontroll"));
  return round_with(turn, {}, 200);
}

views::RoundShown Trial::shown_round(const Visit& visit, const Texts& t) const {
  const auto& programme = programme_of_visit(visit);
  const auto& counts = visit.round->counts;
  auto track_name = visit.track_id.empty()
                        ? std::string()
                        : programme::in_language(programme.track(visit.track_id)->name, t.code());
  views::RoundShown shown{visit.round->round,
                          programme::in_language(programme.name, t.code()),
                          std::move(track_name),
                          counts.adept_rows,
                          counts.mentor_rows,
                          counts.refused,
                          counts.noted,
                          counts.left_for_handling_by_hand,
                          visit.round->several_groups};
  if (visit.round->weighed.recruits) shown.recruits = &*visit.round->weighed.recruits;
  return shown;
}

http::Response Trial::round_with(Turn& turn, std::vector<views::WeightShown> weights, int status) {
  const auto& visit = turn.visit;
  const auto& round = visit.round->round;
  if (weights.empty())
    for (const auto& criterion : round.track().criteria)
      weights.push_back({criterion.kind, std::to_string(criterion.weight), criterion.weight, std::nullopt});
  views::RoundPageShown shown{.round = shown_round(visit, turn.t)};
  shown.pages = pages_of(round);
  shown.page = page_asked(turn.query, shown.pages);
  shown.round.first = (static_cast<std::size_t>(shown.page) - 1) * on_page;
  shown.round.most = on_page;
  shown.weights = std::move(weights);
  // Where the recruiting list could be worked out, prices can be as well: a plain round of a city's size.
  if (visit.round->weighed.recruits) {
    shown.others = others_for(round, shown.round.with_names, number_asked(turn.query, "adept"));
    shown.round.beside_adept = [&, page = shown.page,
                                with_names = shown.round.with_names](std::size_t adept) {
      return views::others_link(adept, views::shown_as(round.adepts()[adept], with_names), page, turn.t);
    };
  }
  if (visit.earlier) shown.compared = compared(*visit.earlier, round);
  if (visit.round->weighed.choices) shown.choices = &*visit.round->weighed.choices;
  shown.most = visit.most;
  shown.has_choices = !visit.choices.empty();
  shown.token = visit.token;
  shown.door = turn.who.door;
  return html_reply(views::round_page(shown, turn.t), turn.t, Kept::not_at_all, status);
}

http::Response Trial::reweigh(Turn& turn) {
  auto& visit = turn.visit;
  if (!take_round(visit)) return error_reply(500, "/prova/kontroll", turn.t);
  if (!visit.round) return see_other(views::address(turn.t, "/prova/kontroll"));
  if (turn.form.value("own")) {
    visit.weights.clear();
    return run(turn);
  }
  std::vector<views::WeightShown> shown;
  std::vector<int> weights;
  bool all_read = true;
  const auto& criteria = visit.round->round.track().criteria;
  for (std::size_t i = 0; i < criteria.size(); ++i) {
    const std::string written(trimmed(turn.form.value("w" + std::to_string(i)).value_or("")));
    const auto weight = weight_of(written);
    shown.push_back({criteria[i].kind, written, weight.value_or(criteria[i].weight), std::nullopt});
    weights.push_back(weight.value_or(0));
    if (weight) continue;
    all_read = false;
    shown.back().fault = say("Write a whole number from 0 to 1,000, for example 40.");
  }
  if (!all_read) return round_with(turn, std::move(shown), 400);
  visit.weights = std::move(weights);
  return run(turn);
}

/// A bound on the difference between women and men, or none.
http::Response Trial::even_out(Turn& turn) {
  auto& visit = turn.visit;
  if (!take_round(visit)) return error_reply(500, "/prova/kontroll", turn.t);
  if (!visit.round) return see_other(views::address(turn.t, "/prova/kontroll"));
  const auto written = turn.form.value("most").value_or("");
  std::int64_t most = 0;
  if (written.empty()) {
    visit.most.reset();
  } else {
    const auto end = written.data() + written.size();
    const auto [at, error] = std::from_chars(written.data(), end, most);
    if (error != std::errc() || at != end || most < 0 || most > 10'000)
      return error_reply(400, "/prova/omgang", turn.t);
    visit.most = most;
  }
  return run(turn);
}

http::Response Trial::file(Turn& turn, std::string_view name) {
  auto& visit = turn.visit;
  const auto& t = turn.t;
  constexpr std::string_view csv = "text/csv; charset=utf-8", json = "application/json";
  if (name == "rejects.csv" && visit.understood)
    return attachment(acts::rejects_csv(visit.understood->rejects, t), name, csv);
  if (name == "titles.csv" && !visit.choices.empty()) return attachment(visit.choices.csv(), name, csv);
  if (!take_round(visit)) return error_reply(500, "/prova/kontroll", t);
  if (visit.round) {
    const auto& round = visit.round->round;
    if (name == "pairs.csv") return attachment(acts::pairs_csv(round, {}, {}), name, csv);
    if (name == "round.html")
      return attachment(views::round_document(shown_round(visit, t), t), name, "text/html; charset=utf-8");
    if (name == "round.json")
      return attachment(acts::round_json(round, visit.round->counts, t, false), name, json);
    if (name == "certificate.json") return attachment(acts::certificate_json(round.claim()), name, json);
  }
  return error_reply(404, "/prova", t);
}

}  // namespace parvis::web

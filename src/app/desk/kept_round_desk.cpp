#include <algorithm>
#include <map>

#include "app/acts/round_files.hpp"
#include "app/desk/rounds_desk.hpp"
#include "app/desk/told.hpp"
#include "app/gate/replies.hpp"

namespace parvis::desk {

using access::Doing;
using access::Thing;
using records::Failure;
using records::RoundAgain;
using store::ApplicationId;
using store::RoundId;
using suitability::Locked;
using web::Asked;

namespace {

constexpr std::size_t on_page = 50, most_mentors = 40, most_changed = 30;
constexpr std::int64_t greatest_weight = 1000;

std::map<ApplicationId, std::string> names_in(const matching::Round& round) {
  std::map<ApplicationId, std::string> names;
  const auto add = [&](const auto& people) {
    for (const auto& person : people)
      if (const auto id = id_of<store::ApplicationKind>(person.id)) names[*id] = person.name;
  };
  add(round.adepts());
  add(round.mentors());
  return names;
}

std::optional<std::size_t> adept_with(const matching::Round& round, const std::string& id) {
  const auto at = std::ranges::find(round.adepts(), id, &people::Adept::id);
  if (at == round.adepts().end()) return std::nullopt;
  return static_cast<std::size_t>(at - round.adepts().begin());
}

std::vector<views::Option> by_cost(const matching::Round& round, std::size_t adept, const Texts& t) {
  std::vector<views::Option> mentors;
  const auto add = [&](std::size_t mentor, int score, const matching::Difference& cost) {
    const auto& one = round.mentors()[mentor];
    mentors.push_back({one.id, one.name + " · " + t.number(score) + " · " + t(matching::in_words(cost)), {}});
  };
  auto whatif = matching::WhatIf::of(round);
  if (!whatif) return mentors;
  const auto own = std::ranges::find(round.pairs(), adept, &matching::MadePair::adept);
  if (own != round.pairs().end()) add(own->mentor, own->score, {});
  for (const auto& one : whatif->alternatives(adept, most_mentors)) add(one.mentor, one.score, one.lost);
  return mentors;
}

std::vector<views::Option> by_score(const matching::Round& round, std::size_t adept, const Texts& t) {
  const auto& suits = round.suitability();
  std::vector<std::pair<int, std::size_t>> scored;
  for (std::size_t mentor = 0; mentor < round.mentors().size(); ++mentor)
    if (suits.may(adept, mentor)) scored.emplace_back(-suits.score(adept, mentor), mentor);
  std::ranges::sort(scored);
  if (scored.size() > most_mentors) scored.resize(most_mentors);
  std::vector<views::Option> mentors;
  for (const auto& [score, mentor] : scored)
    mentors.push_back(
        {round.mentors()[mentor].id, round.mentors()[mentor].name + " · " + t.number(-score), {}});
  return mentors;
}

std::optional<views::DecideShown> decide_shown(const Asked& asked, const matching::Round& round) {
  const auto adept = adept_with(round, asked.field("adept"));
  if (!adept) return std::nullopt;
  views::DecideShown shown;
  shown.adept_id = round.adepts()[*adept].id;
  shown.adept = round.adepts()[*adept].name;
  // Under a bound a pair has no price of its own, nor has one whose adept is decided already.
  const auto own = std::ranges::find(round.pairs(), *adept, &matching::MadePair::adept);
  shown.has_costs = !round.equal() && (own == round.pairs().end() || !own->locked);
  shown.mentors = shown.has_costs ? by_cost(round, *adept, asked.t) : by_score(round, *adept, asked.t);
  shown.mentors.insert(shown.mentors.begin(), views::Option{"", asked.t("Choose a mentor"), {}});
  shown.reasons = reasons_in_words(lives::Asked::deciding_by_hand, asked.t);
  shown.reasons.insert(shown.reasons.begin(), views::Option{"", asked.t("Choose a reason"), {}});
  shown.mentor = asked.field("mentor");
  shown.reason = asked.field("why");
  if (asked.field("how") == "out") shown.how = "out";
  return shown;
}

/// Whether it is the form of the round's page that is answered.
bool is_again(const Asked& asked) {
  return asked.path.ends_with("/igen");
}
std::string lock_field(std::size_t number) {
  return "lock" + std::to_string(number);
}

std::vector<views::LockShown> locks_shown(const Asked& asked, const RoundAgain& again) {
  const auto names = names_in(again.run.round);
  std::vector<views::LockShown> shown;
  for (std::size_t i = 0; i < again.locks.size(); ++i) {
    const auto& lock = again.locks[i];
    const auto adept = names.find(lock.adept), mentor = names.find(lock.mentor);
    if (adept == names.end() || mentor == names.end()) continue;
    const auto field = lock_field(i);
    shown.push_back({field, adept->second, mentor->second, asked.t(lives::in_words(lock.reason)),
                     lock.locked == Locked::in, !is_again(asked) || !asked.field(field).empty()});
  }
  return shown;
}

/// As written in the form, or as the round had them.
std::vector<views::WeightShown> weights_shown(const Asked& asked, const matching::Round& round,
                                              views::Faults& faults) {
  std::vector<views::WeightShown> shown;
  const auto& criteria = round.track().criteria;
  for (std::size_t c = 0; c < criteria.size(); ++c) {
    shown.push_back({criteria[c].kind, std::to_string(criteria[c].weight), criteria[c].weight, std::nullopt});
    if (!is_again(asked)) continue;
    const auto name = views::weight_field_name(c);
    shown.back().written = asked.field(name);
    const auto weight = whole_number(shown.back().written);
    if (weight && *weight >= 0 && *weight <= greatest_weight) {
      shown.back().weight = static_cast<int>(*weight);
      continue;
    }
    shown.back().fault = say("Write a whole number from 0 to 1,000, for example 40.");
    faults.push_back({name, *shown.back().fault});
  }
  return shown;
}

bool are_the_programmes(const std::vector<views::WeightShown>& weights, const programme::Track& own) {
  return std::ranges::equal(weights, own.criteria, {}, &views::WeightShown::weight,
                            &programme::Criterion::weight);
}

int page_of(const Asked& asked, int pages) {
  return static_cast<int>(std::clamp<std::int64_t>(whole_number(asked.field("page")).value_or(1), 1, pages));
}

/// What was decided before and stays, and what the form says now. The form has been found without fault.
std::vector<records::RoundLock> locks_wished(const Asked& asked, const RoundAgain& again) {
  std::vector<records::RoundLock> locks;
  for (std::size_t i = 0; i < again.locks.size(); ++i)
    if (!asked.field(lock_field(i)).empty()) locks.push_back(again.locks[i]);
  const auto adept = id_of<store::ApplicationKind>(asked.field("adept"));
  const auto mentor = id_of<store::ApplicationKind>(asked.field("mentor"));
  if (!adept || !mentor) return locks;
  // The same two are decided about once: what is said last.
  std::erase_if(
      locks, [&](const records::RoundLock& lock) { return lock.adept == *adept && lock.mentor == *mentor; });
  locks.push_back({*adept, *mentor, asked.field("how") == "out" ? Locked::out : Locked::in,
                   lives::reason_of(asked.field("why")).value_or(lives::Reason::none)});
  return locks;
}

void judge_decision(const Asked& asked, const matching::Round& round, views::Faults& faults) {
  const auto mentor = asked.field("mentor");
  const auto adept = adept_with(round, asked.field("adept"));
  if (!adept || mentor.empty()) return;
  if (std::ranges::find(round.mentors(), mentor, &people::Mentor::id) == round.mentors().end())
    faults.push_back({"mentor", say("Choose a mentor from the list.")});
  const auto reason = lives::reason_of(asked.field("why"));
  if (!reason || !lives::is_reason_for(*reason, lives::Asked::deciding_by_hand))
    faults.push_back({"why", say("Choose a reason from the list.")});
}

}  // namespace

Result<std::optional<views::KeptCompared>, Failure> RoundPages::compared(const Asked& asked,
                                                                         const RoundAgain& now) const {
  const auto who = actor(asked);
  PARVIS_TRY(const auto with, orders_.before(who, asked.now, now.run.id));
  if (!with) return std::optional<views::KeptCompared>();
  PARVIS_TRY(const auto kept, city_.rounds.pairs_kept(who, asked.now, *with));
  const auto& round = now.run.round;
  const auto names = names_in(round);
  const auto name = [&](ApplicationId id) {
    const auto found = names.find(id);
    return found == names.end() ? std::string() : found->second;
  };
  views::KeptCompared shown;
  shown.with = with->number;
  shown.run_at = kept.run_at;
  std::map<ApplicationId, ApplicationId> before;
  for (const auto& pair : kept.pairs) before[pair.adept] = pair.mentor;
  PARVIS_TRY(const auto earlier, city_.rounds.run_again(who, asked.now, *with));
  shown.figures_before = views::figures_of(earlier->run.round);
  shown.figures_now = views::figures_of(round);
  std::map<ApplicationId, bool> placed;
  for (const auto& pair : round.pairs()) {
    const auto adept = id_of<store::ApplicationKind>(round.adepts()[pair.adept].id);
    const auto mentor = id_of<store::ApplicationKind>(round.mentors()[pair.mentor].id);
    if (!adept || !mentor) continue;
    placed[*adept] = true;
    const auto was = before.find(*adept);
    if (was == before.end())
      ++shown.fresh;
    else if (was->second == *mentor)
      ++shown.same;
    else {
      ++shown.other;
      if (shown.changed.size() < most_changed)
        shown.changed.push_back({name(*adept), name(was->second), name(*mentor)});
    }
  }
  for (const auto& [adept, mentor] : before)
    if (!placed.contains(adept)) ++(names.contains(adept) ? shown.lost : shown.left);
  return shown;
}

http::Response RoundPages::one(Asked& asked, views::Faults faults,
                               std::optional<views::CheckedShown> checked) {
  const RoundId id{asked.number(0).value_or(0)};
  const auto held = city_.rounds.run_again(actor(asked), asked.now, id);
  if (!held) return absent(held.error(), asked);
  const auto& again = **held;
  const auto& programme = again.run.programme;
  if (!may_in(asked, Thing::programmes_and_rounds, Doing::read, programme.id)) return denied(city_, asked);
  const auto proposals = city_.proposals.of_round(actor(asked), asked.now, id);
  if (!proposals) return failed(proposals.error(), asked.t);
  const auto& t = asked.t;
  const auto& round = again.run.round;
  const auto name = programme::in_language(programme.rules->name, t.code());
  views::KeptRoundShown shown{
      id.number,
      {round, name,
       round.track().id.empty() ? std::string() : programme::in_language(round.track().name, t.code()),
       static_cast<int>(round.adepts().size()), static_cast<int>(round.mentors().size()),
       static_cast<int>(again.run.left_out.size()), 0, 0, 0, true},
  };
  auto other = compared(asked, again);
  if (!other) return failed(other.error(), t);
  shown.compared = std::move(*other);
  shown.faults = std::move(faults);
  const auto rows = std::max(round.pairs().size(), round.unmatched().size());
  shown.pages = std::max(1, static_cast<int>((rows + on_page - 1) / on_page));
  shown.page = page_of(asked, shown.pages);
  shown.round.first = (static_cast<std::size_t>(shown.page) - 1) * on_page;
  shown.round.most = on_page;
  shown.may_run = may_in(asked, Thing::programmes_and_rounds, Doing::create, programme.id);
  shown.may_take_out = may_in(asked, Thing::programmes_and_rounds, Doing::export_, programme.id);
  if (shown.may_run) {
    shown.round.beside_adept = [&](std::size_t adept) {
      const auto& person = round.adepts()[adept];
      const auto there = views::address(t, "/omgangar/" + std::to_string(id.number)).text() +
                         "?adept=" + person.id + "#h-again";
      return html("<span class=\"pv-sub pv-noprint\"><a href=\""_h, Url::path(there), "\">"_h,
                  t("Decide by hand"), "<span class=\"pv-vh\">: "_h, person.name, "</span></a></span>"_h);
    };
    shown.decide = decide_shown(asked, round);
    shown.locks = locks_shown(asked, again);
    views::Faults told;  // told by `again`
    shown.weights = weights_shown(asked, round, told);
    if (const auto* own = programme.rules->track(round.track().id))
      shown.has_own_weights = !are_the_programmes(shown.weights, *own);
  }
  const auto bound = city_.bounds.holding(actor(asked), asked.now, programme.id, round.track().id);
  if (!bound) return failed(bound.error(), t);
  if (again.run.weighed.recruits) shown.round.recruits = &*again.run.weighed.recruits;
  if (again.run.weighed.choices) shown.choices = &*again.run.weighed.choices;
  if (*bound) shown.bound = views::BoundHolding{(*bound)->most, (*bound)->ground, (*bound)->set_at};
  shown.may_bound = may_in(asked, Thing::programmes_and_rounds, Doing::decide, programme.id);
  shown.ground = asked.field("ground");
  const auto closed = city_.rounds.is_closed(actor(asked), asked.now, id);
  if (!closed) return failed(closed.error(), t);
  shown.is_closed = *closed;
  shown.may_close = may_in(asked, Thing::programmes_and_rounds, Doing::stop, programme.id);
  shown.checked = std::move(checked);
  shown.may_propose = !shown.is_closed && may_in(asked, Thing::proposals, Doing::propose, programme.id);
  shown.not_yet_proposed = static_cast<int>(not_yet(round, *proposals).size());
  const bool may_decide = may_in(asked, Thing::proposals, Doing::decide, programme.id);
  for (const auto& proposal : *proposals) shown.proposals.push_back(line_of(proposal, name, may_decide, t));
  shown.no_reasons = reasons_in_words(lives::Asked::declining, t);
  shown.is_same = again.is_same;
  const int status = shown.faults.empty() ? 200 : 409;
  return round_reply(views::kept_round_page(shown, desk_of(asked), t), asked, status);
}

/// A new round after this one, with other weights or with more decided by hand.
http::Response RoundPages::again(Asked& asked) {
  const RoundId id{asked.number(0).value_or(0)};
  const auto held = city_.rounds.run_again(actor(asked), asked.now, id);
  if (!held) return absent(held.error(), asked);
  const auto& again = **held;
  const auto& programme = again.run.programme;
  if (!may_in(asked, Thing::programmes_and_rounds, Doing::create, programme.id)) return denied(city_, asked);
  const auto& round = again.run.round;
  records::RoundWish wish;
  wish.programme = programme.id;
  wish.track = round.track().id;
  wish.day = asked.now.day_utc();
  views::Faults faults;
  if (asked.field("own").empty())
    if (const auto weights = weights_shown(asked, round, faults); faults.empty()) {
      const auto* own = programme.rules->track(wish.track);
      if (own == nullptr || !are_the_programmes(weights, *own))
        for (const auto& one : weights) wish.weights.push_back(one.weight);
    }
  judge_decision(asked, round, faults);
  if (!faults.empty()) return one(asked, std::move(faults));
  wish.locks = locks_wished(asked, again);
  const auto begun = begin(asked, std::move(wish), id);
  if (!begun) return failed(begun.error(), asked.t);
  const auto done = work_->progress(*begun);
  if (done && done->failure && done->failure->refusal) {
    const std::string field = asked.field("mentor").empty() ? "h-again" : "mentor";
    faults.push_back({field, records::in_words(*done->failure->refusal)});
    for (const auto& why : done->failure->why) faults.push_back({field, why});
    return one(asked, std::move(faults));
  }
  return to_order(asked, *begun);
}

/// A manager switches a bound on equal opportunity on for the programme, sets another, or lifts it. The rounds that are
/// run from then on are held to it.
http::Response RoundPages::even_out(Asked& asked) {
  const RoundId id{asked.number(0).value_or(0)};
  const auto held = city_.rounds.run_again(actor(asked), asked.now, id);
  if (!held) return absent(held.error(), asked);
  const auto& programme = (*held)->run.programme;
  if (!may_in(asked, Thing::programmes_and_rounds, Doing::decide, programme.id)) return denied(city_, asked);
  const auto& track = (*held)->run.round.track().id;
  if (asked.field("most").empty()) {
    const auto lifted = city_.bounds.lift(actor(asked), asked.now, programme.id, track);
    return lifted ? to_round(asked, id) : failed(lifted.error(), asked.t);
  }
  const auto most = whole_number(asked.field("most"));
  if (!most || *most < 0 || *most > 10'000)
    return one(asked, {{"h-equal", say("Choose a bound from the list.")}});
  const auto set =
      city_.bounds.set(actor(asked), asked.now, programme.id, track, *most, asked.field("ground"));
  if (set) return to_round(asked, id);
  if (!set.error().refusal) return failed(set.error(), asked.t);
  return one(asked, {{"ground", records::in_words(*set.error().refusal)}});
}

http::Response RoundPages::file(Asked& asked) {
  // Asked before it is looked whose round it is: the same answer for all.
  if (!asked.visitor->is_fresh) return sign_in_again(asked, "/omgangar/" + asked.parts[0]);
  const RoundId id{asked.number(0).value_or(0)};
  const auto held = city_.rounds.run_again(actor(asked), asked.now, id);
  if (!held) return absent(held.error(), asked);
  const auto& again = **held;
  if (!may_in(asked, Thing::programmes_and_rounds, Doing::export_, again.run.programme.id))
    return denied(city_, asked);
  const auto& round = again.run.round;
  const auto& name = asked.parts[1];
  std::string bytes;
  if (name == "pairs.csv")
    bytes = acts::pairs_csv(round, {}, {});
  else if (name == "round.json")
    bytes = acts::round_json(
        round, {static_cast<int>(round.adepts().size()), static_cast<int>(round.mentors().size()), 0, 0, 0},
        asked.t, false);
  else if (name == "certificate.json" && again.is_same)
    bytes = again.certificate;
  else
    return denied(city_, asked);
  const auto noted = city_.rounds.tell_of_export(actor(asked), asked.now, id);
  if (!noted) return failed(noted.error(), asked.t);
  return web::attachment(std::move(bytes), name,
                         name == "pairs.csv" ? "text/csv; charset=utf-8" : "application/json");
}

}  // namespace parvis::desk

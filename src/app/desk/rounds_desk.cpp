#include "app/desk/rounds_desk.hpp"

#include <algorithm>
#include <charconv>
#include <climits>

#include "app/gate/replies.hpp"
#include "app/records/today.hpp"

namespace parvis::desk {

using access::Doing;
using access::Thing;
using records::Failure;
using store::ProgrammeId;
using store::RoundId;
using web::Asked;
using web::Method;
using web::Policy;
using web::Route;

constexpr int most_lines = 200;

http::Response round_reply(std::string text, const Asked& asked, int status) {
  return web::html_reply(std::move(text), asked.t, web::Kept::not_at_all, status);
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || at != text.data() + text.size()) return std::nullopt;
  return number;
}

std::vector<views::Option> reasons_in_words(lives::Asked why, const Texts& t) {
  std::vector<views::Option> options;
  for (const auto reason : lives::reasons_for(why))
    options.push_back({std::string(lives::id_of(reason)), t(lives::in_words(reason))});
  return options;
}

std::string place_value(ProgrammeId programme, std::string_view track) {
  auto value = std::to_string(programme.number);
  if (!track.empty()) value.append("/").append(track);
  return value;
}

std::string place_name(const programme::Programme& programme, std::string_view track, const Texts& t) {
  auto name = programme::in_language(programme.name, t.code());
  if (const auto* found = track.empty() ? nullptr : programme.track(track))
    name += " · " + programme::in_language(found->name, t.code());
  return name;
}

views::PairLine line_of(const records::ProposalRecord& proposal, std::string programme, bool may_decide,
                        const Texts& t) {
  views::PairLine line{proposal.id.number,
                       proposal.adept_name,
                       proposal.mentor_name,
                       std::move(programme),
                       t(lives::in_words(proposal.state)),
                       proposal.edition,
                       {},
                       false};
  if (!may_decide || !lives::is_open(proposal.state)) return line;
  line.asks_for_reason = true;
  if (proposal.state == lives::ProposalState::proposed) {
    line.moves.push_back({"approve", t("Approve")});
    line.elsewhere = "/forslag/" + std::to_string(proposal.id.number) + "/byt";
  } else
    line.moves.push_back({"accept", t("Both said yes")});
  line.moves.push_back({"decline", t("No")});
  return line;
}

namespace {

std::string name_of_programme(const std::vector<records::ProgrammeVersion>& programmes, ProgrammeId id,
                              const Texts& t) {
  for (const auto& programme : programmes)
    if (programme.id == id) return programme::in_language(programme.rules->name, t.code());
  return {};
}

views::PairLine line_of(const records::PairRecord& pair, std::string programme, bool may_write,
                        const Texts& t) {
  views::PairLine line{pair.id.number,
                       pair.adept_name,
                       pair.mentor_name,
                       std::move(programme),
                       t(lives::in_words(pair.state)),
                       pair.edition,
                       {},
                       false};
  if (!may_write) return line;
  using enum lives::PairState;
  if (pair.state == preparing) line.moves.push_back({"start", t("Begin")});
  if (pair.state == active) line.moves.push_back({"complete", t("Complete")});
  if (pair.state == paused) line.moves.push_back({"resume", t("Go on")});
  if (pair.state == active) line.moves.push_back({"pause", t("Pause")});
  if (!lives::is_ended(pair.state)) {
    line.moves.push_back({"end_early", t("End early")});
    line.asks_for_reason = true;
  }
  return line;
}

int edition_of(const Asked& asked) {
  const auto number = whole_number(asked.field("edition")).value_or(0);
  return number >= 0 && number <= INT_MAX ? static_cast<int>(number) : 0;
}

}  // namespace

http::Response RoundPages::all(Asked& asked, views::Faults faults) {
  views::RoundsShown shown;
  shown.faults = std::move(faults);
  if (auto done = load(asked, shown); !done) return failed(done.error(), asked.t);
  const int status = shown.faults.empty() ? 200 : 400;
  return round_reply(views::rounds_page(shown, desk_of(asked), asked.t), asked, status);
}

http::Response RoundPages::propose(Asked& asked) {
  const RoundId id{asked.number(0).value_or(0)};
  const auto again = city_.rounds.run_again(actor(asked), asked.now, id);
  if (!again) return absent(again.error(), asked);
  if (!may_in(asked, Thing::proposals, Doing::propose, (*again)->run.programme.id))
    return denied(city_, asked);
  const auto proposals = city_.proposals.of_round(actor(asked), asked.now, id);
  if (!proposals) return failed(proposals.error(), asked.t);
  const auto made =
      city_.proposals.propose(actor(asked), asked.now, id, not_yet((*again)->run.round, *proposals));
  if (made) return to_round(asked, id);
  if (!made.error().refusal) return failed(made.error(), asked.t);
  return one(asked, {{"h-proposals", records::in_words(*made.error().refusal)}});
}

http::Response RoundPages::decide(Asked& asked) {
  const store::ProposalId id{asked.number(0).value_or(0)};
  const auto proposal = city_.proposals.read(actor(asked), asked.now, id);
  if (!proposal) return absent(proposal.error(), asked);
  if (!may_in(asked, Thing::proposals, Doing::decide, proposal->programme)) return denied(city_, asked);
  const auto move = asked.field("move") == "approve"  ? lives::ProposalMove::approve
                    : asked.field("move") == "accept" ? lives::ProposalMove::accept
                                                      : lives::ProposalMove::decline;
  const auto reason = move == lives::ProposalMove::decline
                          ? lives::reason_of(asked.field("reason")).value_or(lives::Reason::none)
                          : lives::Reason::none;
  const auto decided = city_.proposals.decide(actor(asked), asked.now, id, edition_of(asked), move, reason);
  if (decided) return to_round(asked, proposal->round);
  if (!decided.error().refusal) return failed(decided.error(), asked.t);
  return all(asked, {{"reason-" + std::to_string(id.number), records::in_words(*decided.error().refusal)}});
}

http::Response RoundPages::move_pair(Asked& asked) {
  const store::PairId id{asked.number(0).value_or(0)};
  const auto pair = city_.pairs.read(actor(asked), asked.now, id);
  if (!pair) return absent(pair.error(), asked);
  if (!may_in(asked, Thing::pair_and_meetings, Doing::write, pair->programme)) return denied(city_, asked);
  const auto wish = asked.field("move");
  const int edition = edition_of(asked);
  auto done = [&]() -> Result<int, Failure> {
    using enum lives::PairMove;
    if (wish == "complete" || wish == "end_early") {
      const auto given = lives::reason_of(asked.field("reason")).value_or(lives::Reason::none);
      const bool completes = wish == "complete";
      const auto reason = completes && given == lives::Reason::none ? lives::Reason::time_is_up : given;
      return city_.pairs.end(actor(asked), asked.now, id, edition, completes ? complete : end_early, reason,
                             asked.now.day_utc(),
                             completes ? records::AdeptThen::leaves : records::AdeptThen::waits_again);
    }
    const auto move = wish == "pause" ? pause : wish == "resume" ? resume : start;
    return city_.pairs.move(actor(asked), asked.now, id, edition, move);
  }();
  if (done) return web::see_other(views::address(asked.t, "/omgangar"));
  if (!done.error().refusal) return failed(done.error(), asked.t);
  return all(asked, {{"reason-" + std::to_string(id.number), records::in_words(*done.error().refusal)}});
}

store::Actor RoundPages::actor(const Asked& asked) const {
  const auto day = asked.now.day_utc();
  for (const auto& grant : access::grants_that_hold(asked.visitor->asker, day))
    if (Policy::may(Thing::programmes_and_rounds, Doing::read)
            .lets_in({true, asked.visitor->asker.has_second_factor, {grant}}, day))
      return actor_of(city_, *asked.visitor, access::id_of(grant.role));
  return actor_of(city_, *asked.visitor, "own");
}

bool RoundPages::may_in(const Asked& asked, Thing thing, Doing doing, ProgrammeId programme) {
  access::Relation relation;
  relation.programmes = {{programme.number}};
  return access::may(asked.visitor->asker, thing, doing, relation, asked.now.day_utc()).is_allowed();
}

access::RowScope RoundPages::scope_of(const Asked& asked, Thing thing) {
  return access::row_scope(asked.visitor->asker, thing, asked.now.day_utc()).listed();
}

http::Response RoundPages::absent(const Failure& failure, const Asked& asked) const {
  return failure.refusal ? denied(city_, asked) : failed(failure, asked.t);
}

http::Response RoundPages::to_round(const Asked& asked, RoundId id) {
  return web::see_other(views::address(asked.t, "/omgangar/" + std::to_string(id.number)));
}

std::vector<records::Two> RoundPages::not_yet(const matching::Round& round,
                                              const std::vector<records::ProposalRecord>& proposals) {
  std::vector<records::Two> chosen;
  for (const auto& pair : round.pairs()) {
    const auto adept = id_number(round.adepts()[pair.adept].id);
    const auto mentor = id_number(round.mentors()[pair.mentor].id);
    if (!adept || !mentor) continue;
    // Whoever has been proposed from this round, and said no, is not asked again by it.
    const bool is_there = std::ranges::any_of(
        proposals, [&](const records::ProposalRecord& one) { return one.two.adept.number == *adept; });
    if (!is_there) chosen.push_back({store::ApplicationId{*adept}, store::ApplicationId{*mentor}});
  }
  return chosen;
}

Result<bool, Failure> RoundPages::load(const Asked& asked, views::RoundsShown& shown) {
  const auto who = actor(asked);
  const auto& t = asked.t;
  const auto rounds_scope = scope_of(asked, Thing::programmes_and_rounds);
  PARVIS_TRY(const auto programmes, city_.programmes.list(who, asked.now, rounds_scope, asked.now.day_utc()));
  for (const auto& programme : programmes) {
    if (!may_in(asked, Thing::programmes_and_rounds, Doing::create, programme.id)) continue;
    shown.may_run = true;
    PARVIS_TRY(const auto waiting, records::waiting_in(city_.store, who, asked.now, programme.id));
    for (const auto& track : programme.rules->tracks) {
      views::RoundPlace place{place_value(programme.id, track.id), place_name(*programme.rules, track.id, t)};
      for (const auto& one : waiting)
        if (one.track.empty() || track.id.empty() || one.track == track.id)
          place.adepts += one.adepts, place.places += one.places;
      shown.places.push_back(std::move(place));
    }
  }
  PARVIS_TRY(const auto orders, orders_.open_ones(who, asked.now, rounds_scope));
  for (const auto& one : orders)
    shown.orders.push_back({one.id.number, name_of_programme(programmes, one.programme, t),
                            one.state == records::OrderState::stopped});
  PARVIS_TRY(const auto rounds, city_.rounds.list(who, asked.now, rounds_scope, std::nullopt, 20));
  for (const auto& round : rounds)
    shown.rounds.push_back({round.id.number, name_of_programme(programmes, round.programme, t), round.run_at,
                            round.adepts, round.mentors, round.proposals, round.accepted,
                            round.closed_at.has_value()});
  PARVIS_TRY(const auto open, city_.proposals.open_ones(who, asked.now, scope_of(asked, Thing::proposals),
                                                        std::nullopt, most_lines));
  for (const auto& proposal : open)
    shown.proposals.push_back(line_of(proposal, name_of_programme(programmes, proposal.programme, t),
                                      may_in(asked, Thing::proposals, Doing::decide, proposal.programme), t));
  PARVIS_TRY(const auto pairs,
             city_.pairs.list(who, asked.now, scope_of(asked, Thing::pair_and_meetings), {}, most_lines));
  for (const auto& pair : pairs.rows)
    shown.pairs.push_back(line_of(pair, name_of_programme(programmes, pair.programme, t),
                                  may_in(asked, Thing::pair_and_meetings, Doing::write, pair.programme), t));
  shown.no_reasons = reasons_in_words(lives::Asked::declining, t);
  shown.end_reasons = reasons_in_words(lives::Asked::ending_a_pair, t);
  return true;
}

std::vector<Route> round_routes(City& city) {
  const auto pages = std::make_shared<RoundPages>(city);
  const auto by = [pages](http::Response (RoundPages::*answer)(Asked&)) {
    return [pages, answer](Asked& asked) { return ((*pages).*answer)(asked); };
  };
  const auto reads = Policy::may(Thing::programmes_and_rounds, Doing::read);
  const auto runs = Policy::may(Thing::programmes_and_rounds, Doing::create);
  return {
      {Method::get, "/omgangar", reads, [pages](Asked& asked) { return pages->all(asked); }},
      {Method::post, "/omgangar", runs, by(&RoundPages::run)},
      {Method::get, "/omgangar/raknar/{order}", reads, by(&RoundPages::order)},
      {Method::post, "/omgangar/raknar/{order}/avbryt", runs, by(&RoundPages::cancel)},
      {Method::get, "/omgangar/{round}", reads, [pages](Asked& asked) { return pages->one(asked); }},
      {Method::post, "/omgangar/{round}/igen", runs, by(&RoundPages::again)},
      {Method::post, "/omgangar/{round}/lika", Policy::may(Thing::programmes_and_rounds, Doing::decide),
       by(&RoundPages::even_out)},
      {Method::post, "/omgangar/{round}/kontrollera", reads, by(&RoundPages::check)},
      {Method::post, "/omgangar/{round}/stang", Policy::may(Thing::programmes_and_rounds, Doing::stop),
       by(&RoundPages::close)},
      {Method::get, "/omgangar/{round}/filer/{file}",
       Policy::may(Thing::programmes_and_rounds, Doing::export_), by(&RoundPages::file)},
      {Method::post, "/omgangar/{round}/forslag", Policy::may(Thing::proposals, Doing::propose),
       by(&RoundPages::propose)},
      {Method::post, "/forslag/{proposal}", Policy::may(Thing::proposals, Doing::decide),
       by(&RoundPages::decide)},
      {Method::post, "/par/{pair}", Policy::may(Thing::pair_and_meetings, Doing::write),
       by(&RoundPages::move_pair)},
  };
}

}  // namespace parvis::desk

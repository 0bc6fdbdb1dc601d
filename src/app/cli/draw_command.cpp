#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "app/cli/command.hpp"
#include "app/draws/draws.hpp"
#include "domain/proof/draw_checker.hpp"
#include "platform/files/files.hpp"

namespace parvis::cli {
namespace {

/// The two files as they were understood; nothing, after saying why, when one cannot be used.
std::optional<draws::Sheets> load_sheets(const std::string& applicants, const std::string& places,
                                         const Texts& t, int& exit_code) {
  const auto people = load_table(applicants, t, exit_code);
  const auto where = load_table(places, t, exit_code);
  if (!people || !where) return std::nullopt;
  auto sheets = draws::read_sheets(*people, *where);
  for (const auto& reject : sheets.rejects) tell(line_of(reject, t));
  if (!sheets.usable) {
    exit_code = bad_input;
    return std::nullopt;
  }
  return sheets;
}

std::optional<std::vector<proof::DrawOffer>> load_offers(const std::string& file, const Texts& t,
                                                         int& exit_code) {
  const auto table = load_table(file, t, exit_code);
  if (!table) return std::nullopt;
  auto offers = draws::read_offers(*table);
  if (offers) return std::move(*offers);
  tell(fmt::format("{}: {}", file, t(offers.error())));
  exit_code = bad_input;
  return std::nullopt;
}

void tell_read(const draws::Sheets& sheets, const Texts& t) {
  std::int64_t seats = 0;
  for (const auto& place : sheets.list.places) seats += place.seats;
  tell(t(say("Read. Applicants: {applicants}, places: {places} with room for {seats}, rows refused: "
             "{refused}, cells "
             "noted: {noted}.")
             .with("applicants", static_cast<std::int64_t>(sheets.list.applicants.size()))
             .with("places", static_cast<std::int64_t>(sheets.list.places.size()))
             .with("seats", seats)
             .with("refused", std::int64_t{sheets.refused})
             .with("noted", std::int64_t{sheets.noted})));
  if (sheets.left_for_handling_by_hand > 0)
    tell(t(say_n("{n} row is left for handling by hand.", "{n} rows are left for handling by hand.",
                 sheets.left_for_handling_by_hand)));
}

void tell_bounds(const lots::List& list, const draws::Drawn& drawn, const Texts& t) {
  const auto wave = static_cast<int>(drawn.claim.waves.size());
  std::map<std::string, std::string> group_of;
  for (const auto& applicant : list.applicants) group_of.emplace(applicant.id, applicant.group);
  std::map<std::string, std::int64_t> served;
  for (const auto& offer : drawn.offers)
    if (offer.wave == wave || offer.reply == proof::Reply::yes) ++served[group_of.at(offer.id)];
  for (std::size_t b = 0; b < list.bounds.size(); ++b) {
    const auto& bound = list.bounds[b];
    tell(t(say_n("{group}: {n} person has a place or an offer.",
                 "{group}: {n} people have a place or an offer.", served[bound.group])
               .with("group", bound.group)));
    if (const auto lower = drawn.claim.waves.back().lower[b]; lower < bound.lower)
      tell(t(say("{group}: {wanted} were asked for, but at most {possible} can be had now.")
                 .with("group", bound.group)
                 .with("wanted", std::int64_t{bound.lower})
                 .with("possible", std::int64_t{lower})));
  }
}

void tell_wave(const lots::List& list, const draws::Drawn& drawn, const Texts& t) {
  const auto& wave = drawn.claim.waves.back();
  const auto number = static_cast<std::int64_t>(drawn.claim.waves.size());
  if (drawn.accepted > 0)
    tell(t(say_n("{n} person has said yes and keeps the place.",
                 "{n} people have said yes and keep their places.", drawn.accepted)));
  if (wave.offers == 0) {
    tell(t("The draw has ended: there is no place left that somebody who waits wishes for."));
  } else {
    const auto first = std::count_if(drawn.offers.begin(), drawn.offers.end(), [&](const auto& offer) {
      return offer.wave == static_cast<int>(number) && offer.wish == 1;
    });
    tell(
        t(say_n("Wave {wave}: {n} person is offered a place, {first} of them their first wish.",
                "Wave {wave}: {n} people are offered a place, {first} of them their first wish.", wave.offers)
              .with("wave", number)
              .with("first", static_cast<std::int64_t>(first))));
  }
  tell_bounds(list, drawn, t);
}

bool has_names_of_their_own(const DrawFiles& files, const Texts& t) {
  namespace fs = std::filesystem;
  std::vector<std::string> taken = {files.applicants, files.places, files.answers};
  for (const auto& out : {files.out, files.record}) {
    if (!has_a_place(out, t)) return false;
    std::error_code wrong;
    for (const auto& other : taken)
      if (!out.empty() && !other.empty() &&
          fs::weakly_canonical(out, wrong) == fs::weakly_canonical(other, wrong)) {
        tell(t(say("{file} is used twice. Give what is written a name of its own.").with("file", out)));
        return false;
      }
    taken.push_back(out);
  }
  return true;
}

}  // namespace

int draw(const DrawFiles& files, const Texts& t) {
  int exit_code = done;
  if (const auto fault_in_it = lots::fault_in_seed(files.seed)) {
    tell("--seed: " + t(*fault_in_it));
    return wrong_use;
  }
  if (!has_names_of_their_own(files, t)) return wrong_use;
  auto sheets = load_sheets(files.applicants, files.places, t, exit_code);
  if (!sheets) return exit_code;
  tell_read(*sheets, t);
  auto bounds = draws::read_bounds(files.bounds, sheets->list);
  if (!bounds) {
    tell(t(bounds.error()));
    return wrong_use;
  }
  sheets->list.bounds = std::move(*bounds);
  std::vector<proof::DrawOffer> earlier;
  if (!files.answers.empty()) {
    auto offers = load_offers(files.answers, t, exit_code);
    if (!offers) return exit_code;
    earlier = std::move(*offers);
  }
  const auto drawn = draws::draw(sheets->list, files.seed, earlier);
  if (!drawn) {
    tell(earlier.empty() ? t(drawn.error()) : fmt::format("{}: {}", files.answers, t(drawn.error())));
    return bad_input;
  }
  if (!save(files.out, draws::offers_csv(sheets->list, *drawn), t)) return fault;
  if (!files.record.empty() && !save(files.record, draws::record_json(drawn->claim), t)) return fault;
  tell_wave(sheets->list, *drawn, t);
  return drawn->claim.waves.back().offers == 0 ? nothing : done;
}

int verify_draw(const VerifyDrawFiles& files, const Texts& t) {
  int exit_code = done;
  const auto bytes = files::read_file(files.record);
  if (!bytes) {
    tell(t(bytes.error()));
    return bad_input;
  }
  const auto claim = draws::read_record(*bytes);
  if (!claim) {
    tell(fmt::format("{}: {}", files.record, t(claim.error())));
    return bad_input;
  }
  const auto sheets = load_sheets(files.applicants, files.places, t, exit_code);
  if (!sheets) return exit_code;
  const auto offers = load_offers(files.offers, t, exit_code);
  if (!offers) return exit_code;
  std::vector<Message> findings;
  if (!files.seed.empty() && files.seed != claim->seed)
    findings.push_back(say("The record is for another seed: {seed}").with("seed", claim->seed));
  auto more = proof::check_draw(sheets->list, *claim, *offers);
  std::move(more.begin(), more.end(), std::back_inserter(findings));
  for (const auto& finding : findings) fmt::print("{}\n", for_terminal(t(finding)));
  if (!findings.empty()) {
    fmt::print("{}\n", t("Not proved."));
    return nothing;
  }
  fmt::print("{}\n", t(say("Proved. Offers: {offers}, waves: {waves}, applicants: {applicants}. All is as "
                           "the seed and the wishes give it.")
                           .with("offers", static_cast<std::int64_t>(offers->size()))
                           .with("waves", static_cast<std::int64_t>(claim->waves.size()))
                           .with("applicants", static_cast<std::int64_t>(sheets->list.applicants.size()))));
  return done;
}

}  // namespace parvis::cli

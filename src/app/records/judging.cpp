#include "app/records/judging.hpp"

#include <algorithm>

#include "app/records/programmes.hpp"
#include "platform/base/fold.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::records {

using store::Transaction;

namespace {

Result<bool, Failure> lets(const Judged& judged, const std::vector<std::string>& overridden,
                           const ByHand* by_hand) {
  const bool all_given_way = std::ranges::all_of(judged.broken, [&](const std::string& rule) {
    return std::ranges::find(overridden, rule) != overridden.end();
  });
  if (all_given_way || (by_hand != nullptr && by_hand->rules == Rules::give_way)) return true;
  return no(Failure(Refusal::rule_says_no, judged.why));
}

}  // namespace

Result<Judged, Failure> judged_in(Transaction& tx, Two two, const programme::Track& track,
                                  const occupations::Taxonomy& taxonomy, Date day,
                                  const std::vector<std::string>& overridden, const ByHand* by_hand) {
  PARVIS_TRY(const auto both, both_in(tx, two.adept, two.mentor, day));
  if (both.size() != 2) return no(Failure(Refusal::adept_not_waiting));
  auto judged = judge(both, track, taxonomy, day);
  PARVIS_TRY([[maybe_unused]] const bool may, lets(judged, overridden, by_hand));
  return judged;
}

Result<Judged, Failure> judged_by_programme(Transaction& tx, Two two, ProgrammeId programme,
                                            const occupations::Taxonomy& taxonomy, Date day,
                                            const std::vector<std::string>& overridden,
                                            const ByHand* by_hand) {
  PARVIS_TRY(const auto version, programme_on(tx, programme, day));
  PARVIS_TRY(const auto adept, application_in(tx, two.adept));
  PARVIS_TRY(const auto mentor, application_in(tx, two.mentor));
  PARVIS_TRY(const auto both, both_in(tx, two.adept, two.mentor, day));
  if (both.size() != 2) return no(Failure(Refusal::adept_not_waiting));
  const auto& own = adept.details.track ? adept.details.track : mentor.details.track;
  std::optional<Judged> first;
  for (const auto& track : version.rules->tracks) {
    if (own && *own != track.id) continue;
    auto judged = judge(both, track, taxonomy, day);
    if (judged.broken.empty()) return judged;
    if (!first) first = std::move(judged);
  }
  if (!first) return no(Failure(Refusal::no_such_track));
  PARVIS_TRY([[maybe_unused]] const bool may, lets(*first, overridden, by_hand));
  return *first;
}

Result<bool, Failure> is_somebodys(const Transaction& tx, const ByHand& by_hand) {
  if (!tx.actor().account) return no(Failure(Refusal::nobody_named));
  if (!lives::is_reason_for(by_hand.reason, lives::Asked::deciding_by_hand))
    return no(Failure(Refusal::reason_missing));
  return true;
}

Result<bool, Failure> write_down(Transaction& tx, Holder about, Two two, const ByHand& by_hand,
                                 const std::vector<std::string>& broken) {
  std::vector<std::optional<std::string>> rules(broken.begin(), broken.end());
  if (rules.empty()) rules.emplace_back();
  const auto note = trimmed(by_hand.note);
  for (const auto& rule : rules)
    PARVIS_DONE(
        tx.add("decision_by_hand", {{"decision_id", crypto::random_id()},
                                    {"city_id", tx.city()},
                                    {about.column, about.number},
                                    {"adept_application_id", two.adept},
                                    {"mentor_application_id", two.mentor},
                                    {"account_id", tx.actor().account},
                                    {"rule", rule},
                                    {"reason", lives::id_of(by_hand.reason)},
                                    {"note", note.empty() ? std::nullopt : std::optional(std::string(note))},
                                    {"decided_at", tx.now()}}));
  return true;
}

}  // namespace parvis::records

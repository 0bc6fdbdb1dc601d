#include "app/records/kept_round.hpp"

#include <nlohmann/json.hpp>

#include "platform/base/fold.hpp"

namespace parvis::records {
namespace {

constexpr db::Query one_round{"one_round", R"(
  SELECT r.programme_id, r.version, r.track, r.run_for_day, r.seed, r.weights, r.locks, r.adepts + r.mentors, r.result,
         r.certificate, r.closed_at, r.run_at, r.bound_id, b.most, b.ground, b.set_at
    FROM matching_round r LEFT JOIN equal_bound b ON b.bound_id = r.bound_id
   WHERE r.city_id = $1 AND r.round_id = $2)"};

std::vector<int> read_weights(const std::string& text) {
  std::vector<int> weights;
  for (const auto& one : parts_of(text, ",")) weights.push_back(std::stoi(one));
  return weights;
}

}  // namespace

Result<programme::Track, Failure> weighted(const programme::Programme& programme, std::string_view track,
                                           const std::vector<int>& weights) {
  const auto* found = programme.track(track);
  if (found == nullptr) return no(Failure(Refusal::no_such_track));
  auto copy = *found;
  if (weights.empty()) return copy;
  if (weights.size() != copy.criteria.size()) return no(Failure(Refusal::weights_do_not_fit));
  for (std::size_t c = 0; c < weights.size(); ++c) {
    if (weights[c] < 0 || weights[c] > 1000) return no(Failure(Refusal::weights_do_not_fit));
    copy.criteria[c].weight = weights[c];
  }
  return copy;
}

Result<KeptRound, Failure> kept_round_in(store::Transaction& tx, RoundId id) {
  PARVIS_TRY(const auto row, told(tx.first(one_round, tx.city(), id)));
  if (!row) return no(Failure(Refusal::no_such_round));
  KeptRound kept;
  kept.id = id;
  PARVIS_TRY(kept.programme, programme_version(tx, row->get<ProgrammeId>(0), row->get<int>(1)));
  PARVIS_TRY(kept.track, weighted(*kept.programme.rules, row->get<std::string>(2),
                                  read_weights(row->get<std::string>(5))));
  kept.day = row->get<Date>(3);
  kept.seed = static_cast<std::uint64_t>(row->get<std::int64_t>(4));
  const auto table = formats::read_table(row->get<std::string>(6), "locks");
  PARVIS_ASSERT(table.has_value());  // We wrote it.
  std::vector<people::Reject> rejects;
  bool usable = true;
  kept.locks = acts::read_locks(*table, rejects, usable);
  kept.people = row->get<int>(7);
  kept.pairs = row->get<std::string>(8);
  kept.certificate = row->get<std::string>(9);
  kept.run_at = row->get<Moment>(11);
  if (const auto bound = row->get<std::optional<BoundId>>(12))
    kept.bound =
        EqualBound{*bound, row->get<std::int64_t>(13), row->get<std::string>(14), row->get<Moment>(15)};
  kept.is_closed = row->get<std::optional<Moment>>(10).has_value();
  return kept;
}

Judged judge(const std::vector<RoundPerson>& both, const programme::Track& track,
             const occupations::Taxonomy& taxonomy, Date day) {
  const auto known = understood(both, {}, track, taxonomy);
  Judged judged;
  if (known.adepts.people.size() != 1 || known.mentors.people.size() != 1) {
    judged.broken.emplace_back("not_understood");
    for (const auto& reject : known.rejects) judged.why.push_back(reject.reason);
    judged.reasons = "{}";
    return judged;
  }
  const suitability::Suitability suitability(track, taxonomy, known.adepts.people, known.mentors.people, day);
  const auto verdict = suitability.verdict(0, 0);
  for (std::size_t rule = 0; rule < track.rules.size(); ++rule)
    if (verdict.stops >> rule & 1) {
      judged.broken.push_back(track.rules[rule].id);
      judged.why.push_back(suitability.why(rule, 0, 0));
    }
  judged.score = suitability.score(0, 0);
  auto reasons = nlohmann::ordered_json::object();
  for (std::size_t c = 0; c < track.criteria.size(); ++c)
    if (const auto part = suitability.part(c, 0, 0); part.known)
      reasons[std::string(programme::id_of(track.criteria[c].kind))] = part.value;
  judged.reasons = reasons.dump();
  return judged;
}

}  // namespace parvis::records

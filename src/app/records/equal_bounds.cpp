#include "app/records/equal_bounds.hpp"

#include "platform/base/fold.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::records {
namespace {

using store::Act;
using store::Actor;
using store::Transaction;

constexpr db::Query holding_bound{"holding_bound", R"(
  SELECT bound_id, most, ground, set_at FROM equal_bound
   WHERE city_id = $1 AND programme_id = $2 AND track = $3 AND lifted_at IS NULL)"};
constexpr std::size_t longest_ground = 1000;

store::What about(Act act, BoundId id) {
  return {act, {}, "equal_bound", id.number, {}, false};
}

}  // namespace

Result<std::optional<EqualBound>, Failure> bound_holding(Transaction& tx, ProgrammeId programme,
                                                         std::string_view track) {
  PARVIS_TRY(const auto row, told(tx.first(holding_bound, tx.city(), programme, track)));
  if (!row) return std::optional<EqualBound>();
  return std::optional(EqualBound{row->get<BoundId>(0), row->get<std::int64_t>(1), row->get<std::string>(2),
                                  row->get<Moment>(3)});
}

Result<BoundId, Failure> EqualBounds::set(const Actor& actor, Moment now, ProgrammeId programme,
                                          std::string_view track, std::int64_t most,
                                          const std::string& ground) {
  PARVIS_ASSERT(most >= 0 && most <= 10'000);
  const std::string why(trimmed(ground));
  if (why.empty() || why.size() > longest_ground) return no(Failure(Refusal::ground_missing));
  if (!actor.account) return no(Failure(Refusal::nobody_named));
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<BoundId, Failure> {
    PARVIS_TRY(const auto before, bound_holding(tx, programme, track));
    if (before) PARVIS_DONE(tx.change("equal_bound", {db::value(before->id)}, {{"lifted_at", now}}));
    const BoundId id{crypto::random_id()};
    PARVIS_DONE(tx.add("equal_bound", {{"bound_id", id},
                                       {"city_id", tx.city()},
                                       {"programme_id", programme},
                                       {"track", track},
                                       {"most", most},
                                       {"ground", why},
                                       {"set_by", *actor.account},
                                       {"set_at", now}}));
    tx.tell(about(Act::bound_set, id));
    return id;
  });
}

Result<bool, Failure> EqualBounds::lift(const Actor& actor, Moment now, ProgrammeId programme,
                                        std::string_view track) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<bool, Failure> {
    PARVIS_TRY(const auto before, bound_holding(tx, programme, track));
    if (!before) return false;
    PARVIS_DONE(tx.change("equal_bound", {db::value(before->id)}, {{"lifted_at", now}}));
    tx.tell(about(Act::bound_lifted, before->id));
    return true;
  });
}

Result<std::optional<EqualBound>, Failure> EqualBounds::holding(const Actor& actor, Moment now,
                                                                ProgrammeId programme,
                                                                std::string_view track) {
  return store_.read(actor, now, [&](Transaction& tx) { return bound_holding(tx, programme, track); });
}

}  // namespace parvis::records

#include "app/records/pairs.hpp"

#include "app/records/judging.hpp"
#include "app/records/scope.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::records {
namespace {

using lives::PairMove;
using lives::PairState;
using store::Act;
using store::Actor;
using store::Transaction;

// The statements below give the same columns.
#define PARVIS_PAIR_COLUMNS                                                                                \
  "SELECT r.pair_id, r.programme_id, r.proposal_id, r.adept_application_id, r.mentor_application_id, "     \
  "COALESCE(x.name, ''), COALESCE(y.name, ''), r.first_day, r.state, r.ended_on, COALESCE(r.reason, ''), " \
  "r.edition FROM pair r "                                                                                 \
  "JOIN application a ON a.application_id = r.adept_application_id "                                       \
  "JOIN application m ON m.application_id = r.mentor_application_id "                                      \
  "LEFT JOIN person x ON x.person_id = a.person_id LEFT JOIN person y ON y.person_id = m.person_id "
constexpr db::Query one_pair{"one_pair", PARVIS_PAIR_COLUMNS "WHERE r.city_id = $1 AND r.pair_id = $2"};
constexpr db::Query page_of_pairs{
    "page_of_pairs", PARVIS_PAIR_COLUMNS
    "WHERE r.city_id = $1 AND (CAST($3 AS BIGINT) = 0 OR r.programme_id = $3) "
    "AND (CAST($4 AS BIGINT) = 0 OR r.adept_application_id = $4 OR r.mentor_application_id = $4) "
    "AND ($5 = 1 OR r.ended_on IS NULL) AND (r.first_day > $6 OR (r.first_day = $6 AND r.pair_id > $7)) "
    "AND " PARVIS_IN_SCOPE("r.programme_id", "m.partner_id",
                           "$2") " ORDER BY r.first_day, r.pair_id LIMIT $8"};
#undef PARVIS_PAIR_COLUMNS
constexpr db::Query decisions_of_pair{"decisions_of_pair", R"(
  SELECT d.account_id, COALESCE(d.rule, ''), d.reason, COALESCE(d.note, ''), d.decided_at FROM decision_by_hand d
    JOIN pair r ON r.pair_id = d.pair_id OR r.proposal_id = d.proposal_id
   WHERE r.city_id = $1 AND r.pair_id = $2 ORDER BY d.decided_at, d.decision_id)"};

PairRecord pair_of_row(const db::Row& row) {
  return {row.get<PairId>(0),
          row.get<ProgrammeId>(1),
          row.get<std::optional<ProposalId>>(2),
          {row.get<ApplicationId>(3), row.get<ApplicationId>(4)},
          row.get<std::string>(5),
          row.get<std::string>(6),
          row.get<Date>(7),
          lives::pair_state_of(row.get<std::string>(8)).value(),
          row.get<std::optional<Date>>(9),
          lives::reason_of(row.get<std::string>(10)).value_or(lives::Reason::none),
          row.get<int>(11)};
}

Result<PairRecord, Failure> pair_in(Transaction& tx, PairId id) {
  PARVIS_TRY(const auto row, told(tx.first(one_pair, tx.city(), id)));
  if (!row) return no(Failure(Refusal::no_such_pair));
  return pair_of_row(*row);
}

store::What about(Act act, PairId id, lives::Reason reason = lives::Reason::none) {
  return {act, {}, "pair", id.number, std::string(lives::id_of(reason)), false};
}

struct PairStep {
  PairRecord pair;
  PairState next;
};
Result<PairStep, Failure> pair_step(Transaction& tx, PairId id, int edition, PairMove move) {
  PARVIS_TRY(const auto pair, pair_in(tx, id));
  if (pair.edition != edition) return no(Failure(Refusal::changed_meanwhile));
  const auto next = lives::after(pair.state, move);
  if (!next) return no(Failure(Refusal::move_not_open));
  return PairStep{pair, *next};
}

}  // namespace

Result<PairId, Failure> Pairs::record(const Actor& actor, Moment now, const PairWish& wish) {
  return store_.transact(actor, now, [&](Transaction& tx) { return record_in(tx, wish); });
}

Result<PairId, Failure> Pairs::record_in(Transaction& tx, const PairWish& wish) const {
  PARVIS_TRY([[maybe_unused]] const bool named, is_somebodys(tx, wish.by_hand));
  if (lives::is_ended(wish.state)) return no(Failure(Refusal::move_not_open));
  PARVIS_TRY(const auto adept, application_in(tx, wish.two.adept));
  const PairId id{crypto::random_id()};
  PARVIS_TRY([[maybe_unused]] const bool held, take_hold(tx, holder(id), wish.two.adept, wish.two.mentor));
  PARVIS_TRY(const auto judged, judged_by_programme(tx, wish.two, adept.details.programme, *taxonomy_,
                                                    tx.now().day_utc(), {}, &wish.by_hand));
  PARVIS_DONE(tx.add("pair", {{"pair_id", id},
                              {"city_id", tx.city()},
                              {"programme_id", adept.details.programme},
                              {"adept_application_id", wish.two.adept},
                              {"mentor_application_id", wish.two.mentor},
                              {"first_day", wish.first_day},
                              {"state", lives::id_of(wish.state)},
                              {"edition", 1}}));
  PARVIS_TRY([[maybe_unused]] const bool written,
             write_down(tx, holder(id), wish.two, wish.by_hand, judged.broken));
  PARVIS_TRY(
      [[maybe_unused]] const bool told_of,
      tell_of_both(tx, about(Act::pair_recorded, id, wish.by_hand.reason), wish.two.adept, wish.two.mentor));
  return id;
}

Result<int, Failure> Pairs::move(const Actor& actor, Moment now, PairId id, int edition, PairMove move) {
  if (lives::ends_the_pair(move)) return no(Failure(Refusal::reason_missing));
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<int, Failure> {
    PARVIS_TRY(const auto to, pair_step(tx, id, edition, move));
    PARVIS_DONE(
        tx.change("pair", {db::value(id)}, {{"state", lives::id_of(to.next)}, {"edition", edition + 1}}));
    PARVIS_TRY([[maybe_unused]] const bool told_of,
               tell_of_both(tx, about(Act::pair_changed, id), to.pair.two.adept, to.pair.two.mentor));
    return edition + 1;
  });
}

Result<int, Failure> Pairs::end(const Actor& actor, Moment now, PairId id, int edition, PairMove move,
                                lives::Reason reason, Date last_day, AdeptThen then) {
  if (!lives::ends_the_pair(move)) return no(Failure(Refusal::move_not_open));
  if (!lives::is_reason_for(reason, lives::Asked::ending_a_pair)) return no(Failure(Refusal::reason_missing));
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<int, Failure> {
    PARVIS_TRY(const auto to, pair_step(tx, id, edition, move));
    if (last_day < to.pair.first_day) return no(Failure(Refusal::day_out_of_order));
    const auto [adept, mentor] = to.pair.two;
    PARVIS_TRY([[maybe_unused]] const bool gone, let_go(tx, holder(id), adept, mentor));
    PARVIS_DONE(tx.change("pair", {db::value(id)},
                          {{"state", lives::id_of(to.next)},
                           {"ended_on", last_day},
                           {"reason", lives::id_of(reason)},
                           {"edition", edition + 1}}));
    if (then == AdeptThen::leaves) {
      PARVIS_TRY(const auto application, application_in(tx, adept));
      PARVIS_TRY([[maybe_unused]] const int closed,
                 move_in(tx, adept, application.edition, lives::ApplicationMove::close, reason));
    }
    PARVIS_TRY([[maybe_unused]] const bool told_of,
               tell_of_both(tx, about(Act::pair_ended, id, reason), adept, mentor));
    return edition + 1;
  });
}

Result<PairRecord, Failure> Pairs::read(const Actor& actor, Moment now, PairId id) {
  auto record = store_.read(actor, now, [&](Transaction& tx) { return pair_in(tx, id); });
  if (record) PARVIS_DONE(store_.log(actor, now, about(Act::person_read, id)));
  return record;
}

Result<PairPage, Failure> Pairs::list(const Actor& actor, Moment now, const access::RowScope& scope,
                                      const PairFilter& filter, int limit,
                                      const std::optional<AfterPair>& after) {
  const std::string day = after ? after->first_day.iso() : "";
  const auto id = after ? after->id : PairId{};
  auto page = store_.read(actor, now, [&](Transaction& tx) -> Result<PairPage, Failure> {
    PARVIS_TRY(const auto rows, told(tx.all(page_of_pairs, tx.city(), scope_text(scope),
                                            filter.programme.value_or(ProgrammeId{}),
                                            filter.application.value_or(ApplicationId{}),
                                            filter.with_ended ? 1 : 0, day, id, limit + 1)));
    PairPage all;
    for (const auto& row : rows) all.rows.push_back(pair_of_row(row));
    if (static_cast<int>(all.rows.size()) > limit) {
      all.rows.pop_back();
      all.next = {all.rows.back().first_day, all.rows.back().id};
    }
    return all;
  });
  if (page) PARVIS_DONE(store_.log(actor, now, {Act::people_listed, {}, "pair", {}, {}, false}));
  return page;
}

Result<std::vector<DecisionByHand>, Failure> Pairs::decided_by_hand(const Actor& actor, Moment now,
                                                                    PairId id) {
  using Decisions = std::vector<DecisionByHand>;
  auto decisions = store_.read(actor, now, [&](Transaction& tx) -> Result<Decisions, Failure> {
    PARVIS_TRY(const auto rows, told(tx.all(decisions_of_pair, tx.city(), id)));
    Decisions all;
    for (const auto& row : rows)
      all.push_back({row.get<store::AccountId>(0), row.get<std::string>(1),
                     lives::reason_of(row.get<std::string>(2)).value_or(lives::Reason::none),
                     row.get<std::string>(3), row.get<Moment>(4)});
    return all;
  });
  if (decisions) PARVIS_DONE(store_.log(actor, now, about(Act::person_read, id)));
  return decisions;
}

}  // namespace parvis::records

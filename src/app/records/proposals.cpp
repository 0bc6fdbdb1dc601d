#include "app/records/proposals.hpp"

#include <algorithm>
#include <map>

#include "app/acts/round_files.hpp"
#include "app/records/judging.hpp"
#include "app/records/scope.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::records {
namespace {

using lives::ProposalMove;
using lives::ProposalState;
using store::Act;
using store::Actor;
using store::Transaction;

// The statements below give the same columns.
#define PARVIS_PROPOSAL_COLUMNS                                                                         \
  "SELECT p.proposal_id, p.round_id, p.programme_id, p.adept_application_id, p.mentor_application_id, " \
  "COALESCE(x.name, ''), COALESCE(y.name, ''), p.score, p.reasons, p.state, COALESCE(p.reason, ''), "   \
  "p.proposed_on, p.decided_on, r.pair_id, p.edition FROM proposal p "                                  \
  "JOIN application a ON a.application_id = p.adept_application_id "                                    \
  "JOIN application m ON m.application_id = p.mentor_application_id "                                   \
  "LEFT JOIN person x ON x.person_id = a.person_id LEFT JOIN person y ON y.person_id = m.person_id "    \
  "LEFT JOIN pair r ON r.proposal_id = p.proposal_id "
constexpr db::Query one_proposal{"one_proposal",
                                 PARVIS_PROPOSAL_COLUMNS "WHERE p.city_id = $1 AND p.proposal_id = $2"};
constexpr db::Query proposals_of_round{
    "proposals_of_round",
    PARVIS_PROPOSAL_COLUMNS "WHERE p.city_id = $1 AND p.round_id = $2 ORDER BY p.score DESC, p.proposal_id"};
constexpr db::Query open_proposals_in_scope{
    "open_proposals_in_scope", PARVIS_PROPOSAL_COLUMNS
    "WHERE p.city_id = $1 AND p.state IN ('proposed', 'approved') AND (CAST($3 AS BIGINT) = 0 OR "
    "p.programme_id = $3) "
    "AND " PARVIS_IN_SCOPE("p.programme_id", "m.partner_id",
                           "$2") " ORDER BY p.proposed_on, p.proposal_id LIMIT $4"};
constexpr db::Query open_proposals_about{
    "open_proposals_about", PARVIS_PROPOSAL_COLUMNS
    "WHERE p.city_id = $1 AND p.state IN ('proposed', 'approved') AND "
    "(p.adept_application_id = $3 OR p.mentor_application_id = $3) "
    "AND " PARVIS_IN_SCOPE("p.programme_id", "m.partner_id", "$2") " ORDER BY p.proposed_on, p.proposal_id"};
#undef PARVIS_PROPOSAL_COLUMNS
constexpr db::Query rules_given_way{"rules_given_way", R"(
  SELECT rule FROM decision_by_hand WHERE proposal_id = $1 AND adept_application_id = $2 AND mentor_application_id = $3
     AND rule IS NOT NULL)"};

ProposalRecord proposal_of_row(const db::Row& row) {
  return {row.get<ProposalId>(0),
          row.get<RoundId>(1),
          row.get<ProgrammeId>(2),
          {row.get<ApplicationId>(3), row.get<ApplicationId>(4)},
          row.get<std::string>(5),
          row.get<std::string>(6),
          row.get<int>(7),
          row.get<std::string>(8),
          lives::proposal_state_of(row.get<std::string>(9)).value(),
          lives::reason_of(row.get<std::string>(10)).value_or(lives::Reason::none),
          row.get<Date>(11),
          row.get<std::optional<Date>>(12),
          row.get<std::optional<PairId>>(13),
          row.get<int>(14)};
}

std::vector<ProposalRecord> proposals_of_rows(const std::vector<db::Row>& rows) {
  std::vector<ProposalRecord> all;
  for (const auto& row : rows) all.push_back(proposal_of_row(row));
  return all;
}

store::What about(Act act, ProposalId id, lives::Reason reason = lives::Reason::none) {
  return {act, {}, "proposal", id.number, std::string(lives::id_of(reason)), false};
}

Result<KeptRound, Failure> open_round(Transaction& tx, RoundId id) {
  PARVIS_TRY(auto round, kept_round_in(tx, id));
  if (round.is_closed) return no(Failure(Refusal::round_is_closed));
  return round;
}

Result<ProposalRecord, Failure> open_proposal(Transaction& tx, ProposalId id, int edition) {
  PARVIS_TRY(const auto row, told(tx.first(one_proposal, tx.city(), id)));
  if (!row) return no(Failure(Refusal::no_such_proposal));
  auto record = proposal_of_row(*row);
  if (record.edition != edition) return no(Failure(Refusal::changed_meanwhile));
  if (!lives::is_open(record.state)) return no(Failure(Refusal::move_not_open));
  return record;
}

struct Added {
  ProposalId id;
  Judged judged;
};
Result<Added, Failure> add_proposal(Transaction& tx, const KeptRound& round, Two two,
                                    const occupations::Taxonomy& taxonomy, const ByHand* by_hand) {
  const ProposalId id{crypto::random_id()};
  PARVIS_TRY([[maybe_unused]] const bool held, take_hold(tx, holder(id), two.adept, two.mentor));
  PARVIS_TRY(auto judged, judged_in(tx, two, round.track, taxonomy, round.day, {}, by_hand));
  PARVIS_DONE(tx.add("proposal", {{"proposal_id", id},
                                  {"city_id", tx.city()},
                                  {"round_id", round.id},
                                  {"programme_id", round.programme.id},
                                  {"adept_application_id", two.adept},
                                  {"mentor_application_id", two.mentor},
                                  {"score", judged.score},
                                  {"reasons", judged.reasons},
                                  {"state", lives::id_of(ProposalState::proposed)},
                                  {"proposed_on", tx.now().day_utc()},
                                  {"edition", 1}}));
  return Added{id, std::move(judged)};
}

// The pair's own rules are asked once more: much may have been written down since it was proposed.
Result<PairId, Failure> become_a_pair(Transaction& tx, const ProposalRecord& proposal,
                                      const occupations::Taxonomy& taxonomy) {
  const auto [adept, mentor] = proposal.two;
  PARVIS_TRY(const auto round, kept_round_in(tx, proposal.round));
  PARVIS_TRY(const auto rows, told(tx.all(rules_given_way, proposal.id, adept, mentor)));
  std::vector<std::string> overridden;
  for (const auto& row : rows) overridden.push_back(row.get<std::string>(0));
  PARVIS_TRY([[maybe_unused]] const auto judged,
             judged_in(tx, proposal.two, round.track, taxonomy, tx.now().day_utc(), overridden, nullptr));
  const PairId id{crypto::random_id()};
  PARVIS_TRY([[maybe_unused]] const bool handed, hand_over(tx, proposal.id, id, adept, mentor));
  PARVIS_DONE(tx.add("pair", {{"pair_id", id},
                              {"city_id", tx.city()},
                              {"programme_id", proposal.programme},
                              {"proposal_id", proposal.id},
                              {"adept_application_id", adept},
                              {"mentor_application_id", mentor},
                              {"first_day", tx.now().day_utc()},
                              {"state", lives::id_of(lives::PairState::preparing)},
                              {"edition", 1}}));
  PARVIS_TRY([[maybe_unused]] const bool told_of,
             tell_of_both(tx, {Act::pair_recorded, {}, "pair", id.number, {}, false}, adept, mentor));
  return id;
}

}  // namespace

Result<std::vector<ProposalId>, Failure> Proposals::propose(const Actor& actor, Moment now, RoundId round_id,
                                                            const std::vector<Two>& chosen) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<std::vector<ProposalId>, Failure> {
    PARVIS_TRY(const auto round, open_round(tx, round_id));
    const auto table = formats::read_table(round.pairs, "pairs");
    PARVIS_ASSERT(table.has_value());  // We wrote it.
    const auto pairs = acts::read_pairs(*table);
    PARVIS_ASSERT(pairs.has_value());
    std::map<std::string, std::string> mentor_of;
    for (const auto& pair : *pairs) mentor_of[pair.adept_id] = pair.mentor_id;
    std::vector<ProposalId> ids;
    for (const auto& two : chosen) {
      const auto made = mentor_of.find(text_of(two.adept));
      if (made == mentor_of.end() || made->second != text_of(two.mentor))
        return no(Failure(Refusal::not_from_this_round));
      PARVIS_TRY(const auto added, add_proposal(tx, round, two, *taxonomy_, nullptr));
      PARVIS_TRY([[maybe_unused]] const bool told_of,
                 tell_of_both(tx, about(Act::proposals_made, added.id), two.adept, two.mentor));
      ids.push_back(added.id);
    }
    return ids;
  });
}

Result<ProposalId, Failure> Proposals::propose_by_hand(const Actor& actor, Moment now, RoundId round_id,
                                                       Two two, const ByHand& by_hand) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<ProposalId, Failure> {
    PARVIS_TRY([[maybe_unused]] const bool named, is_somebodys(tx, by_hand));
    PARVIS_TRY(const auto round, open_round(tx, round_id));
    PARVIS_TRY(const auto added, add_proposal(tx, round, two, *taxonomy_, &by_hand));
    PARVIS_TRY([[maybe_unused]] const bool written,
               write_down(tx, holder(added.id), two, by_hand, added.judged.broken));
    PARVIS_TRY([[maybe_unused]] const bool told_of,
               tell_of_both(tx, about(Act::proposals_made, added.id, by_hand.reason), two.adept, two.mentor));
    return added.id;
  });
}

Result<int, Failure> Proposals::change(const Actor& actor, Moment now, ProposalId id, int edition, Two two,
                                       const ByHand& by_hand) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<int, Failure> {
    PARVIS_TRY([[maybe_unused]] const bool named, is_somebodys(tx, by_hand));
    PARVIS_TRY(const auto proposal, open_proposal(tx, id, edition));
    if (proposal.state != ProposalState::proposed) return no(Failure(Refusal::move_not_open));
    PARVIS_TRY(const auto round, kept_round_in(tx, proposal.round));
    PARVIS_TRY([[maybe_unused]] const bool gone,
               let_go(tx, holder(id), proposal.two.adept, proposal.two.mentor));
    PARVIS_TRY([[maybe_unused]] const bool held, take_hold(tx, holder(id), two.adept, two.mentor));
    PARVIS_TRY(const auto judged, judged_in(tx, two, round.track, *taxonomy_, round.day, {}, &by_hand));
    PARVIS_TRY(const auto adept, application_in(tx, proposal.two.adept));
    PARVIS_DONE(tx.change("proposal", {db::value(id)},
                          {{"adept_application_id", two.adept},
                           {"mentor_application_id", two.mentor},
                           {"score", judged.score},
                           {"reasons", judged.reasons},
                           {"edition", edition + 1}},
                          adept.person));
    PARVIS_TRY([[maybe_unused]] const bool written, write_down(tx, holder(id), two, by_hand, judged.broken));
    PARVIS_TRY([[maybe_unused]] const bool told_of,
               tell_of_both(tx, about(Act::proposal_changed, id, by_hand.reason), two.adept, two.mentor));
    // Whoever is not in it any more finds that, too.
    for (const auto& [before, after] :
         {std::pair{proposal.two.adept, two.adept}, std::pair{proposal.two.mentor, two.mentor}})
      if (before != after) {
        PARVIS_TRY(const auto gone_from, application_in(tx, before));
        auto what = about(Act::proposal_changed, id, by_hand.reason);
        what.person = gone_from.person;
        tx.tell(std::move(what));
      }
    return edition + 1;
  });
}

Result<DecidedProposal, Failure> Proposals::decide(const Actor& actor, Moment now, ProposalId id, int edition,
                                                   ProposalMove move, lives::Reason reason) {
  if (move == ProposalMove::expire) reason = lives::Reason::no_answer;
  const bool is_no = move == ProposalMove::decline || move == ProposalMove::expire;
  if (is_no && !lives::is_reason_for(reason, lives::Asked::declining))
    return no(Failure(Refusal::reason_missing));
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<DecidedProposal, Failure> {
    PARVIS_TRY(const auto proposal, open_proposal(tx, id, edition));
    const auto next = lives::after(proposal.state, move);
    if (!next) return no(Failure(Refusal::move_not_open));
    DecidedProposal decided{edition + 1, {}};
    store::Cells cells{{"state", lives::id_of(*next)}, {"edition", edition + 1}};
    if (!lives::is_open(*next)) cells.emplace_back("decided_on", now.day_utc());
    if (is_no) {
      cells.emplace_back("reason", lives::id_of(reason));
      PARVIS_TRY([[maybe_unused]] const bool gone,
                 let_go(tx, holder(id), proposal.two.adept, proposal.two.mentor));
    }
    if (*next == ProposalState::accepted) {
      PARVIS_TRY(decided.pair, become_a_pair(tx, proposal, *taxonomy_));
    }
    PARVIS_DONE(tx.change("proposal", {db::value(id)}, cells));
    PARVIS_TRY([[maybe_unused]] const bool told_of,
               tell_of_both(tx, about(Act::proposal_decided, id, is_no ? reason : lives::Reason::none),
                            proposal.two.adept, proposal.two.mentor));
    return decided;
  });
}

Result<std::vector<ProposalRecord>, Failure> Proposals::of_round(const Actor& actor, Moment now,
                                                                 RoundId round) {
  auto records =
      store_.read(actor, now, [&](Transaction& tx) -> Result<std::vector<ProposalRecord>, Failure> {
        PARVIS_TRY(const auto rows, told(tx.all(proposals_of_round, tx.city(), round)));
        return proposals_of_rows(rows);
      });
  if (records)
    PARVIS_DONE(store_.log(actor, now, {Act::round_read, {}, "matching_round", round.number, {}, false}));
  return records;
}

Result<std::vector<ProposalRecord>, Failure> Proposals::open_ones(const Actor& actor, Moment now,
                                                                  const access::RowScope& scope,
                                                                  std::optional<ProgrammeId> programme,
                                                                  int limit) {
  auto records =
      store_.read(actor, now, [&](Transaction& tx) -> Result<std::vector<ProposalRecord>, Failure> {
        PARVIS_TRY(const auto rows, told(tx.all(open_proposals_in_scope, tx.city(), scope_text(scope),
                                                programme.value_or(ProgrammeId{}), limit)));
        return proposals_of_rows(rows);
      });
  if (records) PARVIS_DONE(store_.log(actor, now, {Act::people_listed, {}, "proposal", {}, {}, false}));
  return records;
}

Result<std::vector<ProposalRecord>, Failure> Proposals::open_about(const Actor& actor, Moment now,
                                                                   const access::RowScope& scope,
                                                                   ApplicationId application) {
  return store_.read(actor, now, [&](Transaction& tx) -> Result<std::vector<ProposalRecord>, Failure> {
    PARVIS_TRY(const auto rows,
               told(tx.all(open_proposals_about, tx.city(), scope_text(scope), application)));
    return proposals_of_rows(rows);
  });
}

Result<ProposalRecord, Failure> Proposals::read(const Actor& actor, Moment now, ProposalId id) {
  auto record = store_.read(actor, now, [&](Transaction& tx) -> Result<ProposalRecord, Failure> {
    PARVIS_TRY(const auto row, told(tx.first(one_proposal, tx.city(), id)));
    if (!row) return no(Failure(Refusal::no_such_proposal));
    return proposal_of_row(*row);
  });
  if (record) PARVIS_DONE(store_.log(actor, now, about(Act::round_read, id)));
  return record;
}

}  // namespace parvis::records

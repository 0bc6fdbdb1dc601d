#include "app/records/log.hpp"

#include <algorithm>
#include <iterator>

namespace parvis::records {
namespace {

using store::Act;

constexpr db::Query log_rows{"log_rows", R"(
  SELECT l.number, l.at, l.actor, l.account_id, a.name, l.role, l.act, l.person_id, l.thing, l.thing_id, l.reason
    FROM audit l LEFT JOIN account a ON a.account_id = l.account_id
   WHERE l.city_id = $1 AND l.number < $2 AND (l.act = $3 OR $3 = '') AND l.protected = $4
   ORDER BY l.number DESC LIMIT $5)"};
constexpr db::Query log_of_person{"log_of_person", R"(
  SELECT l.number, l.at, l.actor, l.account_id, a.name, l.role, l.act, l.person_id, l.thing, l.thing_id, l.reason
    FROM audit l LEFT JOIN account a ON a.account_id = l.account_id
   WHERE l.city_id = $1 AND l.person_id = $2 AND l.number < $3 AND (l.act = $4 OR $4 = '') AND l.protected = $5
   ORDER BY l.number DESC LIMIT $6)"};
constexpr db::Query log_of_account{"log_of_account", R"(
  SELECT l.number, l.at, l.actor, l.account_id, a.name, l.role, l.act, l.person_id, l.thing, l.thing_id, l.reason
    FROM audit l LEFT JOIN account a ON a.account_id = l.account_id
   WHERE l.city_id = $1 AND l.account_id = $2 AND l.number < $3 AND (l.act = $4 OR $4 = '') AND l.protected = $5
   ORDER BY l.number DESC LIMIT $6)"};
// What the account did to others is their story; what it did by itself is its owner's.
constexpr db::Query log_of_account_alone{"log_of_account_alone", R"(
  SELECT l.number, l.at, l.actor, l.account_id, a.name, l.role, l.act, l.person_id, l.thing, l.thing_id, l.reason
    FROM audit l LEFT JOIN account a ON a.account_id = l.account_id
   WHERE l.city_id = $1 AND l.account_id = $2 AND l.person_id IS NULL AND l.protected = 0
   ORDER BY l.number DESC)"};
constexpr db::Query whole_log_of_person{"whole_log_of_person", R"(
  SELECT l.number, l.at, l.actor, l.account_id, a.name, l.role, l.act, l.person_id, l.thing, l.thing_id, l.reason
    FROM audit l LEFT JOIN account a ON a.account_id = l.account_id
   WHERE l.city_id = $1 AND l.person_id = $2 AND l.protected = 0
   ORDER BY l.number DESC)"};
// Readings, searches and denials are about those who look, not about the person's life. The words are those of the
// index audit_of_life: who is often read has no slower page.
constexpr db::Query life_of_person{"life_of_person", R"(
  SELECT l.number, l.at, l.actor, l.account_id, a.name, l.role, l.act, l.person_id, l.thing, l.thing_id, l.reason,
         CASE l.thing WHEN 'application' THEN (SELECT o.programme_id FROM application o WHERE o.application_id = l.thing_id)
                      WHEN 'referral' THEN (SELECT o.programme_id FROM referral r
                                              JOIN application o ON o.application_id = r.application_id
                                             WHERE r.referral_id = l.thing_id) END
    FROM audit l LEFT JOIN account a ON a.account_id = l.account_id
   WHERE l.city_id = $1 AND l.person_id = $2 AND l.protected = 0
     AND l.act NOT IN ('person_read', 'people_listed', 'people_searched', 'denied', 'log_read', 'signed_in',
                       'sign_in_refused', 'signed_out', 'exported')
   ORDER BY l.number LIMIT 500)"};

LogRow log_row(const db::Row& row) {
  LogRow out;
  out.number = row.get<std::int64_t>(0);
  out.at = row.get<Moment>(1);
  out.actor = row.get<std::string>(2);
  out.account = row.get<std::optional<store::AccountId>>(3);
  out.account_name = row.get<std::optional<std::string>>(4).value_or("");
  out.role = row.get<std::string>(5);
  out.act = row.get<std::string>(6);
  out.person = row.get<std::optional<store::PersonId>>(7);
  out.thing = row.get<std::string>(8);
  out.thing_id = row.get<std::optional<std::int64_t>>(9);
  out.reason = row.get<std::string>(10);
  return out;
}

std::vector<LogRow> log_rows_of(const std::vector<db::Row>& found) {
  std::vector<LogRow> rows;
  rows.reserve(found.size());
  for (const auto& row : found) rows.push_back(log_row(row));
  return rows;
}

}  // namespace

Result<LogPage, Failure> read_log(store::Store& store, const store::Actor& actor, Moment now,
                                  const LogWish& wish, ReadingOf whose) {
  // Noted first: what could not be noted is not shown.
  if (whose == ReadingOf::others)
    PARVIS_DONE(store.log(actor, now, {Act::log_read, wish.person, {}, {}, wish.reason, wish.of_protected}));
  const int one_more = wish.limit + 1;
  auto found = store.read(actor, now, [&](store::Transaction& tx) {
    if (wish.person)
      return tx.all(log_of_person, tx.city(), *wish.person, wish.before, wish.act, wish.of_protected,
                    one_more);
    if (wish.account)
      return tx.all(log_of_account, tx.city(), *wish.account, wish.before, wish.act, wish.of_protected,
                    one_more);
    return tx.all(log_rows, tx.city(), wish.before, wish.act, wish.of_protected, one_more);
  });
  if (!found) return no(failure(std::move(found).error()));
  LogPage page{log_rows_of(*found), {}};
  if (static_cast<int>(page.rows.size()) > wish.limit) {
    page.rows.pop_back();
    page.next = page.rows.back().number;
  }
  return page;
}

Result<std::vector<LogRow>, Failure> log_of_own(store::Store& store, const store::Actor& actor, Moment now,
                                                const std::set<std::int64_t>& people,
                                                const std::set<std::int64_t>& accounts) {
  return store.read(actor, now, [&](store::Transaction& tx) -> Result<std::vector<LogRow>, Failure> {
    std::vector<LogRow> all;
    const auto take = [&](const db::Query& query, std::int64_t number) -> Result<bool, Failure> {
      PARVIS_TRY(const auto found, told(tx.all(query, tx.city(), number)));
      std::ranges::move(log_rows_of(found), std::back_inserter(all));
      return true;
    };
    for (const auto person : people) {
      PARVIS_TRY([[maybe_unused]] const bool taken, take(whole_log_of_person, person));
    }
    for (const auto account : accounts) {
      PARVIS_TRY([[maybe_unused]] const bool taken, take(log_of_account_alone, account));
    }
    std::ranges::sort(all, [](const LogRow& one, const LogRow& other) { return one.number > other.number; });
    return all;
  });
}

Result<std::vector<LogRow>, Failure> life_of(store::Store& store, const store::Actor& actor, Moment now,
                                             store::PersonId person) {
  auto found = store.read(actor, now,
                          [&](store::Transaction& tx) { return tx.all(life_of_person, tx.city(), person); });
  if (!found) return no(failure(std::move(found).error()));
  auto rows = log_rows_of(*found);
  for (std::size_t at = 0; at < rows.size(); ++at)
    rows[at].programme = (*found)[at].get<std::optional<store::ProgrammeId>>(11);
  return rows;
}

}  // namespace parvis::records

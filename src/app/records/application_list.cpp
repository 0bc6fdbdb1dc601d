// A page of applications: the longest wait first, from where the last page ended.
#include "app/records/applications.hpp"
#include "app/records/scope.hpp"

namespace parvis::records {
namespace {

using store::Transaction;

// Nothing asked for stands as an empty text or 0.
constexpr db::Query page_of_applications{"page_of_applications",
                                         R"(
  SELECT l.application_id, l.person_id, l.programme_id, l.name, l.occupation_title, l.part, l.track, l.state, l.applied_on,
         l.capacity, l.held
    FROM (SELECT a.application_id, a.person_id, a.programme_id, a.partner_id, p.name, p.occupation_title, a.part, a.track, a.state, a.applied_on,
                 a.capacity, a.ended_on,
                 CASE a.part WHEN 'mentor'
                   THEN (SELECT COUNT(*) FROM held_place h WHERE h.application_id = a.application_id)
                   ELSE (SELECT COUNT(*) FROM held_adept h WHERE h.application_id = a.application_id) END AS held
            FROM application a JOIN person p ON p.person_id = a.person_id
           WHERE a.city_id = $1 AND p.merged_into IS NULL
             AND (CAST($3 AS BIGINT) = 0 OR a.programme_id = $3)
             AND ($4 = '' OR a.part = $4)
             AND (a.state = $5 OR ($5 = '' AND a.ended_on IS NULL))
             AND (a.applied_on > $7 OR (a.applied_on = $7 AND a.application_id > $8))
             AND )" PARVIS_IN_SCOPE("a.programme_id", "a.partner_id", "$2") R"() l
   WHERE $6 = 0 OR (l.state = 'eligible' AND l.held < CASE l.part WHEN 'mentor' THEN l.capacity ELSE 1 END)
   ORDER BY l.applied_on, l.application_id LIMIT $9)"};

ApplicationRow row_in(const db::Row& row) {
  return {row.get<ApplicationId>(0),
          row.get<PersonId>(1),
          row.get<ProgrammeId>(2),
          row.get<std::string>(3),
          row.get<std::optional<std::string>>(4),
          lives::part_of(row.get<std::string>(5)).value(),
          row.get<std::optional<std::string>>(6),
          lives::application_state_of(row.get<std::string>(7)).value(),
          row.get<Date>(8),
          row.get<int>(9),
          row.get<int>(10)};
}

}  // namespace

Result<ApplicationPage, Failure> Applications::list(const store::Actor& actor, Moment now,
                                                    const access::RowScope& scope,
                                                    const ApplicationFilter& filter, int limit,
                                                    const std::optional<AfterRow>& after) {
  const auto programme = filter.programme.value_or(ProgrammeId{});
  const std::string part(filter.part ? lives::id_of(*filter.part) : "");
  const std::string state(filter.state ? lives::id_of(*filter.state) : "");
  const std::string day = after ? after->applied_on.iso() : "";
  const auto id = after ? after->id : ApplicationId{};
  auto page = store_.read(actor, now, [&](Transaction& tx) -> Result<ApplicationPage, Failure> {
    PARVIS_TRY(const auto rows, told(tx.all(page_of_applications, tx.city(), scope_text(scope), programme,
                                            part, state, filter.only_waiting ? 1 : 0, day, id, limit + 1)));
    ApplicationPage all;
    for (const auto& row : rows) all.rows.push_back(row_in(row));
    if (static_cast<int>(all.rows.size()) > limit) {
      all.rows.pop_back();
      all.next = {all.rows.back().applied_on, all.rows.back().id};
    }
    return all;
  });
  if (page) {
    std::optional<std::int64_t> about;
    if (filter.programme) about = filter.programme->number;
    PARVIS_DONE(store_.log(actor, now, {store::Act::people_listed, {}, "programme", about, {}, false}));
  }
  return page;
}

}  // namespace parvis::records

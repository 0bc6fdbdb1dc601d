#include "app/records/people_list.hpp"

#include "app/records/people_filter.hpp"
#include "app/records/scope.hpp"

namespace parvis::records {
namespace {

// Only somebody of the reader's own list: where a stranger's name would stand in it is not theirs to know.
constexpr db::Query where_to_go_on{"where_to_go_on", R"(
  SELECT p.sorts_as FROM person p WHERE p.city_id = $1 AND p.person_id = $2
     AND EXISTS (SELECT 1 FROM application a WHERE a.person_id = p.person_id AND )" PARVIS_IN_SCOPE(
                                                         "a.programme_id", "a.partner_id", "$3") ")"};
// The first page begins before everybody: no name sorts as nothing.
constexpr db::Query people_by_name{
    "people_by_name",
    R"(
  SELECT p.person_id, p.name, p.district, p.occupation_title, p.registered_on FROM person p
   WHERE p.city_id = $1 AND p.merged_into IS NULL AND (p.sorts_as > $2 OR (p.sorts_as = $2 AND p.person_id > $3))
     AND )" PARVIS_PERSON_IS_LIKE("$6", "$7") R"(
     AND EXISTS (SELECT 1 FROM application a WHERE a.person_id = p.person_id AND )" PARVIS_APPLICATION_IS_LIKE(
        "$8", "$9", "$10", "$11") " AND " PARVIS_IN_SCOPE("a.programme_id", "a.partner_id", "$4") R"()
   ORDER BY p.sorts_as, p.person_id LIMIT $5)"};

PersonRow listed(const db::Row& row) {
  return {row.get<PersonId>(0), row.get<std::string>(1), row.get<std::optional<std::string>>(2),
          row.get<std::optional<std::string>>(3), row.get<Date>(4)};
}

}  // namespace

Result<PeoplePage, Failure> list_people(store::Store& store, const Actor& actor, Moment now,
                                        const access::RowScope& scope, const PeopleFilter& filter, int limit,
                                        std::optional<PersonId> after) {
  PARVIS_DONE(store.log(actor, now, {store::Act::people_listed, {}, {}, {}, {}, false}));
  return store.read(actor, now, [&](store::Transaction& tx) -> Result<PeoplePage, Failure> {
    db::Bytes from;
    if (after) {
      PARVIS_TRY(const auto row, told(tx.first(where_to_go_on, tx.city(), *after, scope_text(scope))));
      if (row) from = row->get<db::Bytes>(0);
    }
    const auto found = std::apply(
        [&](const auto&... asked) {
          return tx.all(people_by_name, tx.city(), from, after ? after->number : std::int64_t{0},
                        scope_text(scope), limit + 1, asked...);
        },
        arguments_of(filter));
    if (!found) return no(failure(found.error()));
    PeoplePage page;
    for (const auto& row : *found) page.rows.push_back(listed(row));
    if (static_cast<int>(page.rows.size()) > limit) {
      page.rows.pop_back();
      page.next = page.rows.back().id;
    }
    return page;
  });
}

}  // namespace parvis::records
